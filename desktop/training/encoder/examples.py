"""Batches of the training: windows of an epoch with all that the loss asks about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from parallax.language.windows import LIMIT, Ints, Window, batch, pack, places

from .reading import Reading, roles, tags
from .teacher import Taught

SHORTEST_START = 64
"""Least limit of word pieces of an article's first window, which differs from epoch to epoch."""

Item = tuple[int, Window]
"""Number of a reading, and a window of it."""


class Examples(NamedTuple):
    """A batch. Shapes: (windows, pieces) to `sentence`, (windows, words) from `tags` (last axis 3) to `paragraph`."""

    pieces: Tensor
    looks: Tensor
    there: Tensor
    word: Tensor
    """Number of each piece's word in its window, -1 for separators and padding."""
    sentence: Tensor
    """Row of `vectors` of the sentence of each piece; the last row plus one where it is not whole in the window."""
    tags: Tensor
    """-100 where there is no word."""
    stops: Tensor
    paragraph: Tensor
    cues: list[list[tuple[int, int, Ints]]]
    """For each window the gold cues: words first, last (excluded), roles of all words of the window."""
    states: Tensor
    """The teacher's (windows, pieces, width)."""
    vectors: Tensor
    """The teacher's (sentences, width)."""


def windows_of_epoch(readings: Sequence[Reading], random: np.random.Generator) -> list[Item]:
    """All windows of the readings, their starts shifted at random."""
    items: list[Item] = []
    for number, reading in enumerate(readings):
        start = int(random.integers(SHORTEST_START, LIMIT + 1))
        items.extend((number, window) for window in pack(reading.words, LIMIT, start))
    return items


def batches(
    readings: Sequence[Reading], items: list[Item], most: int, random: np.random.Generator
) -> Iterator[list[Item]]:
    """The items in random batches of windows of like length, of at most `most` pieces with padding."""
    order = random.permutation(len(items)).tolist()
    made: list[list[Item]] = []
    for low in range(0, len(order), 128):
        chunk = sorted((items[k] for k in order[low : low + 128]), key=lambda i: -_length(readings, i))
        group: list[Item] = []
        for item in chunk:
            if group and (len(group) + 1) * _length(readings, group[0]) > most:
                made.append(group)
                group = []
            group.append(item)
        made.append(group)
    for k in random.permutation(len(made)).tolist():
        yield made[k]


def _length(readings: Sequence[Reading], item: Item) -> int:
    """Pieces of a window with its separators."""
    words, window = readings[item[0]].words, item[1]
    breaks = words.paragraph[window.last - 1] - words.paragraph[window.first]
    return int(words.first[window.last] - words.first[window.first] + breaks) + 2


def examples(readings: Sequence[Reading], items: list[Item], taught: Taught) -> Examples:
    """The batch of these windows."""
    read = batch([(readings[n].words, window) for n, window in items])
    count = max(window.last - window.first for _, window in items)
    n, length = read.pieces.shape
    word = np.full((n, length), -1, np.int64)
    sentence = np.full((n, length), -1, np.int64)
    tagged = np.full((n, count, 3), -100, np.int64)
    stops = np.zeros((n, count), np.int64)
    paragraph = np.zeros((n, count), np.int64)
    states: np.ndarray | None = None
    vectors = []
    rows = 0
    cues = []
    for row, (number, window) in enumerate(items):
        reading = readings[number]
        words = reading.words
        size = window.last - window.first
        at = np.minimum(places(words, window), LIMIT - 2)
        first = words.first[window.first : window.last + 1]
        owner = np.repeat(np.arange(size), np.diff(first))
        word[row, at] = owner
        of_words = reading.sentence[window.first : window.last]
        whole = _whole(reading, window)
        if len(whole):
            local = np.full(len(reading.sentences), -1, np.int64)
            local[whole] = rows + np.arange(len(whole))
            sentence[row, at] = local[of_words][owner]
            vectors.append(taught.vectors(number, whole))
            rows += len(whole)
        kept = taught.states(number, int(first[0]), int(first[-1]))
        if states is None:
            states = np.zeros((n, length, kept.shape[1]), np.float32)
        states[row, at] = kept
        tagged[row, :size] = tags(reading, window)
        stops[row, :size] = words.stops[window.first : window.last]
        stops[row, size:] = stops[row, size - 1]
        paragraph[row, :size] = words.paragraph[window.first : window.last]
        paragraph[row, size:] = paragraph[row, size - 1]
        cues.append(
            [
                (int(s.cue[0]) - window.first, int(s.cue[-1]) + 1 - window.first, roles(s, window))
                for s in reading.said
                if len(s.cue) and s.cue[0] >= window.first and s.cue[-1] < window.last
            ]
        )
    sentence[sentence < 0] = rows
    assert states is not None
    of_sentences = np.concatenate(vectors) if vectors else np.zeros((0, states.shape[2]), np.float16)
    return Examples(
        torch.from_numpy(read.pieces),
        torch.from_numpy(read.looks),
        torch.from_numpy(read.there),
        torch.from_numpy(word),
        torch.from_numpy(sentence),
        torch.from_numpy(tagged),
        torch.from_numpy(stops),
        torch.from_numpy(paragraph),
        cues,
        torch.from_numpy(states),
        torch.from_numpy(of_sentences.astype(np.float32)),
    )


def _whole(reading: Reading, window: Window) -> np.ndarray:
    """The sentences all of whose words are in the window."""
    of_words = reading.sentence[window.first : window.last]
    low, high = int(of_words[0]), int(of_words[-1])
    if window.first > 0 and reading.sentence[window.first - 1] == low:
        low += 1
    if window.last < len(reading.words) and reading.sentence[window.last] == high:
        high -= 1
    found: np.ndarray = np.unique(of_words[(of_words >= low) & (of_words <= high)]).astype(np.int64)
    return found

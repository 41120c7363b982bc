"""What the untouched encoder makes of the training texts: the goal that keeps the trained one good for meaning.

Kept as float16: a state for each word piece, read in windows of whole paragraphs, and a vector for each sentence read
alone (mean over its pieces and separators, as sentence-transformers takes it).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from parallax.language.windows import LIMIT, Window, Words, batch, pack, places

from .network import Encoder, pretrained
from .reading import Reading, attributed, reports, tokenizer_of

_TOGETHER = 16_384
"""Word pieces, padding included, read at a time."""


class Taught:
    """The kept states and vectors of the readings of one file, in their order."""

    def __init__(self, directory: Path, name: str, readings: Sequence[Reading]) -> None:
        self._states: NDArray[np.float16] = np.load(directory / f"{name}.pieces.npy", mmap_mode="r")
        self._vectors: NDArray[np.float16] = np.load(directory / f"{name}.sentences.npy", mmap_mode="r")
        self._first_piece = np.cumsum([0] + [len(r.words.pieces) for r in readings])
        self._first_sentence = np.cumsum([0] + [len(r.sentences) for r in readings])
        if self._first_piece[-1] != len(self._states) or self._first_sentence[-1] != len(self._vectors):
            raise ValueError(f"{directory / name} was made from other texts: make it again")

    def states(self, reading: int, first: int, last: int) -> NDArray[np.float16]:
        """Of the pieces first to last (excluded) of a reading."""
        at = self._first_piece[reading]
        states: NDArray[np.float16] = self._states[at + first : at + last]
        return states

    def vectors(self, reading: int, sentences: NDArray[np.int64]) -> NDArray[np.float16]:
        """Of these sentences of a reading."""
        vectors: NDArray[np.float16] = self._vectors[self._first_sentence[reading] + sentences]
        return vectors


def teach(encoder: Encoder, readings: Sequence[Reading], directory: Path, name: str) -> None:
    """Read all texts and keep the outcome in `directory`."""
    width = encoder.norm.weight.shape[0]
    first = np.cumsum([0] + [len(r.words.pieces) for r in readings])
    states = np.zeros((first[-1], width), np.float16)
    items = [(at, r.words, w) for at, r in zip(first[:-1].tolist(), readings, strict=True) for w in pack(r.words)]
    for group in _groups(items):
        out = _read(encoder, group)
        for row, (at, words, window) in enumerate(group):
            to = slice(at + words.first[window.first], at + words.first[window.last])
            states[to] = out[row, np.minimum(places(words, window), LIMIT - 2)]
    np.save(directory / f"{name}.pieces.npy", states)
    vectors = np.zeros((sum(len(r.sentences) for r in readings), width), np.float16)
    items, number = [], 0
    for r in readings:
        edges = np.searchsorted(r.sentence, np.arange(len(r.sentences) + 1)).tolist()
        for low, high in pairwise(edges):
            if high > low:
                items.append((number, r.words, Window(low, high)))
            number += 1
    for group in _groups(items):
        out = _read(encoder, group)
        for row, (number, words, window) in enumerate(group):
            size = min(int(places(words, window)[-1]), LIMIT - 2) + 2
            vectors[number] = out[row, :size].mean(0)
    np.save(directory / f"{name}.sentences.npy", vectors)


def _groups(items: list[tuple[int, Words, Window]]) -> list[list[tuple[int, Words, Window]]]:
    """The items by length, cut so that a padded batch stays small."""
    groups: list[list[tuple[int, Words, Window]]] = []
    for item in sorted(items, key=lambda i: int(i[1].first[i[2].last] - i[1].first[i[2].first])):
        size = int(item[1].first[item[2].last] - item[1].first[item[2].first]) + 24
        if not groups or (len(groups[-1]) + 1) * size > _TOGETHER:
            groups.append([])
        groups[-1].append(item)
    return groups


@torch.no_grad()
def _read(encoder: Encoder, group: list[tuple[int, Words, Window]]) -> NDArray[np.float32]:
    read = batch([(words, window) for _, words, window in group])
    with torch.autocast("cpu", torch.bfloat16):
        # the look of the untouched encoder is zero, so it sees what it was made for
        states = encoder(*(torch.from_numpy(x) for x in read))
    out: NDArray[np.float32] = states.float().numpy()
    return out


def main() -> None:
    """Make the teacher's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attributed", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="directory of all-MiniLM-L6-v2")
    parser.add_argument("--kept", type=Path, required=True)
    given = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = tokenizer_of(given.base)
    encoder = pretrained(given.base, 0.0).eval()
    given.kept.mkdir(parents=True, exist_ok=True)
    for name, readings in (
        ("attributed", attributed(given.attributed, tokenizer)),
        ("reports", reports(given.reports, tokenizer)),
    ):
        start = time.perf_counter()
        teach(encoder, readings, given.kept, name)
        pieces = sum(len(r.words.pieces) for r in readings)
        print(f"{name}: {pieces:,} pieces, {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()

"""From a text to what the encoder reads: words of word pieces, and windows of whole paragraphs.

A word is what BERT's pre-tokenizer takes for one: a run of letters and digits, or one mark of punctuation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]

LIMIT = 256
"""Word pieces of a window, separators included."""

CLS, SEP, PAD = 101, 102, 0

_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_STOPS = frozenset(".?!")
_BEFORE_OPENING = frozenset("([{-–—/“‘'")

LOOKS = 10
"""Looks of a word: four of its letters (lower or none, capital first, capitals, mixed), outside and inside quotation
marks, then an opening and a closing mark. The vocabulary knows no case."""
_OPENS, _CLOSES = 8, 9


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a text, in order. Arrays of one length but `pieces` and `first`; offsets in code points."""

    pieces: Ints
    """Numbers of the word pieces in the vocabulary."""
    first: Ints
    """For each word the index of its first piece, and at the end the number of pieces."""
    start: Ints
    end: Ints
    paragraph: Ints
    look: Ints
    stops: Ints
    """How many sentence-ending marks stand before the word in the text."""

    def __len__(self) -> int:
        return len(self.start)


class Window(NamedTuple):
    """The words `first` to `last` (excluded), read in one pass."""

    first: int
    last: int


class Batch(NamedTuple):
    """Windows side by side, padded: (windows, pieces) of vocabulary numbers, looks, and 1 where there is a piece."""

    pieces: NDArray[np.int64]
    looks: NDArray[np.int64]
    there: NDArray[np.int64]


def words_of(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Any) -> Words:
    """The words of the paragraphs (start, end) of a text. `tokenizer` is a tokenizers.Tokenizer of BERT's kind that
    neither truncates nor pads."""
    pieces: list[int] = []
    first: list[int] = []
    start: list[int] = []
    end: list[int] = []
    of: list[int] = []
    for number, (offset, stop) in enumerate(paragraphs):
        # one by one: a batch is spread over all processors, which the window needs too
        encoding = tokenizer.encode(text[offset:stop], add_special_tokens=False)
        before = None
        at = len(pieces)
        for k, (word, (s, e)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
            if word != before:
                first.append(at + k)
                start.append(offset + s)
                end.append(offset + e)
                of.append(number)
                before = word
            else:
                end[-1] = max(end[-1], offset + e)
        pieces.extend(encoding.ids)
    first.append(len(pieces))
    looks = list(_looks(text, start, end, of))
    stops = np.cumsum([0, *(text[s] in _STOPS for s in start)])[:-1]
    return Words(*(np.array(x, np.int32) for x in (pieces, first, start, end, of, looks, stops)))


def _looks(text: str, start: list[int], end: list[int], paragraph: list[int]) -> Iterator[int]:
    """The look of each word. A mark left open is closed by the end of its paragraph."""
    inside = False
    before = -1
    for s, e, p in zip(start, end, paragraph, strict=True):
        if p != before:
            inside, before = False, p
        word = text[s:e]
        if word in _OPENING or (word == '"' and _opens(text, s, inside)):
            inside = True
            yield _OPENS
        elif word in _CLOSING or word == '"':
            inside = False
            yield _CLOSES
        else:
            yield _letters(word) + 4 * inside


def _opens(text: str, at: int, inside: bool) -> bool:
    """Whether a straight mark opens a quotation: by the space around it, and if that does not tell, by turns."""
    before = at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING
    after = at + 1 >= len(text) or text[at + 1].isspace() or text[at + 1] in ".,;:?!)"
    return before if before != after else not inside


def _letters(word: str) -> int:
    if word.islower() or word == word.lower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:] == word[1:].lower() else 3


def pack(words: Words, limit: int = LIMIT, first_limit: int | None = None) -> list[Window]:
    """Windows of whole paragraphs, as many as `limit` pieces hold; the first of `first_limit`. Only a paragraph that is
    longer is cut, after the last sentence-ending mark that fits, or else anywhere between words."""
    room = (first_limit or limit) - 1
    windows: list[Window] = []
    begin = end = 0
    used = 0
    for low, high in _runs(words, limit - 2):
        size = int(words.first[high] - words.first[low]) + 1
        if end > begin and used + size > room:
            windows.append(Window(begin, end))
            begin, used, room = low, 0, limit - 1
        end = high
        used += size
    if end > begin:
        windows.append(Window(begin, end))
    return windows


def _runs(words: Words, most: int) -> Iterator[tuple[int, int]]:
    """Paragraphs, or parts of one that is longer than `most` pieces."""
    n = len(words)
    edges = [0, *(np.flatnonzero(np.diff(words.paragraph)) + 1).tolist(), n] if n else [0]
    for low, high in pairwise(edges):
        while words.first[high] - words.first[low] > most:
            fits = int(np.searchsorted(words.first, words.first[low] + most, "right")) - 1
            fits = max(fits, low + 1)
            ends = np.flatnonzero(np.diff(words.stops[low : fits + 1])) + low + 1
            cut = int(ends[-1]) if len(ends) else fits
            yield low, cut
            low = cut
        yield low, high


def places(words: Words, window: Window) -> Ints:
    """The index of each piece of the window's words in the sequence that `batch` makes of it."""
    low, high = words.first[window.first], words.first[window.last]
    owner = np.repeat(np.arange(window.first, window.last), np.diff(words.first[window.first : window.last + 1]))
    breaks = np.concatenate([[0], np.cumsum(np.diff(words.paragraph[window.first : window.last]) != 0)])
    found: Ints = (np.arange(high - low) + 1 + breaks[owner - window.first]).astype(np.int32)
    return found


def batch(items: Sequence[tuple[Words, Window]]) -> Batch:
    """Windows as arrays: a separator between paragraphs and at the end. A word longer than a window is cut."""
    at = [np.minimum(places(w, window), LIMIT - 2) for w, window in items]
    length = max(int(a[-1]) + 2 for a in at)
    pieces = np.full((len(items), length), PAD, np.int64)
    looks = np.zeros((len(items), length), np.int64)
    there = np.zeros((len(items), length), np.int64)
    for row, ((words, window), a) in enumerate(zip(items, at, strict=True)):
        size = int(a[-1]) + 2
        there[row, :size] = 1
        pieces[row, :size] = SEP
        pieces[row, 0] = CLS
        pieces[row, a] = words.pieces[words.first[window.first] : words.first[window.last]]
        counts = np.diff(words.first[window.first : window.last + 1])
        looks[row, a] = np.repeat(words.look[window.first : window.last], counts)
    return Batch(pieces, looks, there)


def pooled(
    words: Words, window: Window, of_pieces: NDArray[np.float32], edges: Sequence[int] | None = None
) -> NDArray[np.float32]:
    """The mean over the pieces of each word of the window, from (pieces of the window, width); or of each run of words
    from one of the `edges` (rising indices of words, from `window.first` to `window.last`) to the next: a sentence."""
    chosen = of_pieces[np.minimum(places(words, window), LIMIT - 2)]
    of_runs = words.first[np.arange(window.first, window.last + 1) if edges is None else np.asarray(edges)]
    sums = np.add.reduceat(chosen, of_runs[:-1] - words.first[window.first], axis=0)
    return np.asarray(sums / np.diff(of_runs)[:, None], np.float32)

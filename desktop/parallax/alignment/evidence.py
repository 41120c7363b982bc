"""The evidence that two sentences report the same thing, as numbers: for every pair of sentences that shares enough.

The letters of the sentences (TF-IDF of letter groups), their words, the rare ones among them, neighbouring words and
numbers; how far other sentences of the two articles come as close; and how near the two articles are on the whole,
which tells reports of one event from reports of two like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.features import Bag, SentenceFeatures

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LEAST_LETTERS = 0.10
_LEAST_WORDS = 0.15
_SOME = 0.35
_NAME = 7.0
_MOST_TELLING = 15
_BLOCK = 1024
_DENSE = 12_000_000
"""Numbers that a dense block of one article may hold: 48 MB."""

COLUMNS = (
    "letters", "words", "rare here", "holds", "held", "mass", "bigrams",
    "some letters", "some words", "some rare here",
    "same number", "other number", "longer", "shorter",
    "row lead", "column lead", "row lead of words", "column lead of words",
    "explained", "explained less", "beside",
    "articles", "articles squared", "names shared", "closeness", "closest",
    "salient", "salient less", "salient squared", "numbers of articles",
    "letters by articles", "rare here by articles", "letters by closeness", "letters by salient",
)  # fmt: skip
"""The names of the columns of `Candidates.table`, in their order."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of sentences that may be linked: number `i` of the first article and `j` of the second, rising; `letters`
    and `held` are two of the columns of the `table` of evidence, one row per pair."""

    i: Ints
    j: Ints
    table: Floats

    def column(self, name: str) -> Floats:
        """One column of the evidence."""
        return np.asarray(self.table[:, COLUMNS.index(name)])


def candidates(a: SentenceFeatures, b: SentenceFeatures) -> Candidates:
    """The pairs of sentences worth a look, with their evidence. Memory is bounded by blocks, whatever the length of
    the articles. Swapping the articles swaps `i` and `j` and the columns of row and column."""
    shared = _Shared(a, b)
    found = [part for block in shared.blocks() for part in [shared.close(*block)] if len(part)]
    raw = np.concatenate(found) if found else np.empty((0, 9))
    raw = raw[np.lexsort((raw[:, 1], raw[:, 0]))]
    i, j = raw[:, 0].astype(np.int64), raw[:, 1].astype(np.int64)
    return Candidates(i, j, _table(shared, i, j, raw[:, 2:]))


def letters_best(a: SentenceFeatures, b: SentenceFeatures) -> tuple[Floats, Floats]:
    """For each sentence of either article, how close the letters of its nearest sentence in the other come (0 to 1)."""
    grams = _Cosine(a.gram_bag, b.gram_bag, a.gram_bag.values, b.gram_bag.values)
    row, column = np.zeros(len(a)), np.zeros(len(b))
    for low, high, left, right in _blocks(len(a), len(b), grams.width):
        close = grams.block(low, high, left, right)
        row[low:high] = np.maximum(row[low:high], close.max(axis=1))
        column[left:right] = np.maximum(column[left:right], close.max(axis=0))
    return row, column


def _blocks(n: int, m: int, width: int) -> Iterator[tuple[int, int, int, int]]:
    """Rectangles (first row, last row, first column, last column; last excluded) that cover n by m."""
    step = max(1, min(_BLOCK, _DENSE // max(1, width)))
    for low in range(0, n, step):
        for left in range(0, m, step):
            yield low, min(n, low + step), left, min(m, left + step)


class _Cosine:
    """Products of the rows of two bags over the things that both hold."""

    def __init__(self, a: Bag, b: Bag, x: NDArray[np.float32], y: NDArray[np.float32], unit: bool = True) -> None:
        both, at_a, at_b = np.intersect1d(a.ids, b.ids, assume_unique=True, return_indices=True)
        self.width = len(both)
        self._sides = (self._side(a, at_a, x, unit), self._side(b, at_b, y, unit))
        self._kept: dict[tuple[int, int, int], NDArray[np.float32]] = {}

    @staticmethod
    def _side(
        bag: Bag, at: Ints, values: NDArray[np.float32], unit: bool
    ) -> tuple[Ints, Ints, Ints, NDArray[np.float32]]:
        """The entries of a bag that the other has too: starts of the rows, rows, columns, values."""
        place = np.full(len(bag.ids), -1, np.int64)
        place[at] = np.arange(len(at))
        rows = np.repeat(np.arange(len(bag.starts) - 1), np.diff(bag.starts))
        if unit:
            norms = np.sqrt(np.maximum(bag.sums(values * values), 1e-12))
            values = (values / norms[rows]).astype(np.float32)
        columns = place[bag.columns]
        kept = columns >= 0
        starts = np.concatenate(([0], np.cumsum(np.bincount(rows[kept], minlength=len(bag.starts) - 1))))
        return starts, rows[kept], columns[kept], values[kept]

    def _dense(self, side: int, low: int, high: int) -> NDArray[np.float32]:
        key = side, low, high
        if key not in self._kept:
            for old in [k for k in self._kept if k[0] == side]:
                del self._kept[old]
            starts, rows, columns, values = self._sides[side]
            part = slice(starts[low], starts[high])
            dense = np.zeros((high - low, self.width), np.float32)
            dense[rows[part] - low, columns[part]] = values[part]
            self._kept[key] = dense
        return self._kept[key]

    def block(self, low: int, high: int, left: int, right: int) -> NDArray[np.float32]:
        """The products of rows `low` to `high` of the first bag with rows `left` to `right` of the second."""
        return np.asarray(self._dense(0, low, high) @ self._dense(1, left, right).T)


class _Shared:
    """All that two articles share, sentence by sentence."""

    def __init__(self, a: SentenceFeatures, b: SentenceFeatures) -> None:
        self.a, self.b = a, b
        words = a.word_bag, b.word_bag
        local = self._rare_here(*words)
        root = [np.sqrt(bag.values) for bag in words]
        pairs = a.bigram_bag, b.bigram_bag
        numbers = a.number_bag, b.number_bag
        self.measures = (
            _Cosine(a.gram_bag, b.gram_bag, a.gram_bag.values, b.gram_bag.values),
            _Cosine(*words, words[0].values, words[1].values),
            _Cosine(*words, *local),
            _Cosine(*words, root[0], root[1], unit=False),
            _Cosine(*pairs, np.sqrt(pairs[0].values), np.sqrt(pairs[1].values)),
            _Cosine(*numbers, numbers[0].values, numbers[1].values, unit=False),
            _Cosine(*words, np.ones_like(words[0].values), np.ones_like(words[1].values), unit=False),
        )

    @staticmethod
    def _rare_here(a: Bag, b: Bag) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Values that fall with the number of sentences of the two articles that hold the word."""
        ids = np.union1d(a.ids, b.ids)
        places = [np.searchsorted(ids, bag.ids)[bag.columns] for bag in (a, b)]
        counts = sum(np.bincount(place, minlength=len(ids)) for place in places)
        total = len(a.starts) + len(b.starts) - 2
        weights = np.log(1 + total / np.maximum(counts, 1))
        first, second = (np.sqrt(bag.values) * weights[place] for bag, place in zip((a, b), places, strict=True))
        return first.astype(np.float32), second.astype(np.float32)

    def blocks(self) -> Iterator[tuple[int, int, int, int]]:
        """The rectangles in which the pairs of sentences are looked at."""
        return _blocks(len(self.a), len(self.b), max(m.width for m in self.measures))

    def close(self, low: int, high: int, left: int, right: int) -> Floats:
        """Rows (i, j, measures …) of the pairs of a rectangle that share enough letters or words."""
        letters, words, *others = (m.block(low, high, left, right) for m in self.measures)
        i, j = np.nonzero((letters >= _LEAST_LETTERS) | (words >= _LEAST_WORDS))
        return np.column_stack([i + low, j + left, *(np.float64(m[i, j]) for m in (letters, words, *others))])


def _table(shared: _Shared, i: Ints, j: Ints, raw: Floats) -> Floats:
    """The columns of evidence of all candidates."""
    letters, words, rare, mass, bigrams, numbers, _ = np.round(raw, 5).T
    a, b = shared.a, shared.b
    mass_a, mass_b = (bag.sums(bag.values) for bag in (a.word_bag, b.word_bag))
    left, right = np.maximum(mass_a[i], 1e-9), np.maximum(mass_b[j], 1e-9)
    count_a, count_b = np.diff(a.number_bag.starts)[i], np.diff(b.number_bag.starts)[j]
    both = words + letters
    row_of_letters, column_of_letters = _leads(letters, i, len(a)), _leads(letters, j, len(b))
    near, names = _articles(a.word_bag, b.word_bag)
    salient = sorted((_salient(a.word_bag, b.word_bag), _salient(b.word_bag, a.word_bag)))
    of_articles = _overlap(a.number_bag, b.number_bag)
    known_a, known_b = _known(a.word_bag, b.word_bag)[i], _known(b.word_bag, a.word_bag)[j]
    explained = mass / np.maximum(known_a, 1e-9), mass / np.maximum(known_b, 1e-9)
    row, column = _best(letters, i, len(a)), _best(letters, j, len(b))
    closeness = (row.mean() + column.mean()) / 2 if len(a) and len(b) else 0.0
    every = np.sort(np.concatenate([row, column]))[::-1]
    closest = every[: max(1, len(every) // 5)].mean() if len(every) else 0.0
    one = np.ones(len(i))
    columns = [
        letters, words, rare, mass / np.minimum(left, right), mass / np.maximum(left, right), np.log1p(mass), bigrams,
        np.minimum(letters, _SOME), np.minimum(words, _SOME), np.minimum(rare, _SOME),
        np.minimum(numbers, 2), ((count_a > 0) & (count_b > 0) & (numbers == 0)).astype(float),
        np.log1p(np.maximum(left, right)), np.log1p(np.minimum(left, right)),
        row_of_letters, column_of_letters, _leads(both, i, len(a)), _leads(both, j, len(b)),
        np.maximum(*explained), np.minimum(*explained), _beside(letters, i, j, len(b)),
        near * one, near**2 * one, names * one, closeness * one, closest * one,
        salient[1] * one, salient[0] * one, salient[0] ** 2 * one, of_articles * one,
        letters * near, rare * near, letters * closeness, letters * salient[0],
    ]  # fmt: skip
    return np.column_stack(columns)


def _best(scores: Floats, of: Ints, size: int) -> Floats:
    """The highest score of each sentence, 0 where it has none."""
    best = np.zeros(size)
    np.maximum.at(best, of, scores)
    return best


def _leads(scores: Floats, of: Ints, size: int) -> Floats:
    """By how much each score leads the best other score of the same sentence; negative when it trails."""
    best = _best(scores, of, size)
    top = scores >= best[of]
    second = _best(scores[~top], of[~top], size)
    several = np.bincount(of[top], minlength=size) > 1
    return np.asarray(scores - np.where(top & ~several[of], second[of], best[of]))


def _known(a: Bag, b: Bag) -> Floats:
    """Per sentence of `a`, the weight of its words that stand anywhere in `b`."""
    return a.sums(np.where(np.isin(a.ids, b.ids)[a.columns], a.values, 0).astype(np.float32))


def _salient(a: Bag, b: Bag) -> float:
    """The share, by weight, of the words most telling of article `a` that `b` has too."""
    weights = np.zeros(len(a.ids))
    weights[a.columns] = a.values
    weights = np.where(weights >= _NAME, weights, 0.0) * np.bincount(a.columns, minlength=len(a.ids))
    most = np.lexsort((a.ids, -weights))[:_MOST_TELLING]
    total = float(weights[most].sum())
    return round(float(weights[most][np.isin(a.ids[most], b.ids)].sum()) / total, 5) if total else 0.0


def _overlap(a: Bag, b: Bag) -> float:
    """The share of the things of the article with fewer that the other has too; a half where one has none."""
    least = min(len(a.ids), len(b.ids))
    return len(np.intersect1d(a.ids, b.ids, assume_unique=True)) / least if least else 0.5


def _beside(letters: Floats, i: Ints, j: Ints, columns: int) -> Floats:
    """How close the letters of the sentences before and after both come, on average."""
    width = columns + 2
    keys = (i + 1) * width + j + 1
    total = np.zeros(len(i))
    for step in (-width - 1, width + 1):
        at = np.minimum(np.searchsorted(keys, keys + step), max(0, len(keys) - 1))
        total += np.where(keys[at] == keys + step, letters[at], 0.0) if len(keys) else 0.0
    return np.asarray(total / 2)


def _articles(a: Bag, b: Bag) -> tuple[float, float]:
    """How near two articles are on the whole: the cosine of their words, and the share of the rarer words of the
    article that has fewer of them that the other has too."""
    totals = [np.bincount(bag.columns, minlength=len(bag.ids)) for bag in (a, b)]
    weights = [np.zeros(len(bag.ids)) for bag in (a, b)]
    for bag, weight in zip((a, b), weights, strict=True):
        weight[bag.columns] = bag.values
    vectors = [w * np.log1p(t) for w, t in zip(weights, totals, strict=True)]
    _, at_a, at_b = np.intersect1d(a.ids, b.ids, assume_unique=True, return_indices=True)
    norm = float(np.linalg.norm(vectors[0]) * np.linalg.norm(vectors[1]))
    near = float(vectors[0][at_a] @ vectors[1][at_b]) / norm if norm else 0.0
    rare = [np.where(w >= 8, w, 0.0) for w in weights]
    least = min(rare[0].sum(), rare[1].sum())
    names = float(rare[0][at_a].sum()) / float(least) if least else 0.0
    return round(near, 5), round(min(1.0, names), 5)

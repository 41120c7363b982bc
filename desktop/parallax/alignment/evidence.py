"""The evidence that two sentences report the same thing, as numbers: for every pair of sentences that shares enough.

The letters of the sentences (TF-IDF of letter groups), their words, the rare ones among them, neighbouring words and
numbers; how far other sentences of the two articles come as close; and how near the two articles are on the whole,
which tells reports of one event from reports of two like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.bags import Bag
from parallax.alignment.features import SentenceFeatures
from parallax.alignment.matching import highest
from parallax.alignment.products import Floats, Ints, Products, Values, steps, unit

_LEAST_LETTERS = 0.10
_LEAST_WORDS = 0.15
_LEAST_MEANING = 0.35
_NOT_NEAR = -9.0
_SOME = 0.35
_NAME = 7.0
_MOST_TELLING = 15

MOST = 10
"""A pair that is near in meaning alone is looked at when it is among so many best of one of its two sentences."""

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

_TOGETHER = (
    ("letters by articles", "letters", "articles"),
    ("rare here by articles", "rare here", "articles"),
    ("letters by closeness", "letters", "closeness"),
    ("letters by salient", "letters", "salient less"),
)
"""Columns that are the product of two others."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of sentences that may be linked: number `i` of the first article and `j` of the second, rising; `table`
    holds the evidence, one row per pair and one column per name of `names`, column after column in memory."""

    i: Ints
    j: Ints
    table: Floats
    names: tuple[str, ...] = COLUMNS

    def column(self, name: str) -> Floats:
        """One column of the evidence, as it lies in the table."""
        return np.asarray(self.table[:, self.names.index(name)])


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The pairs of sentences (i, j), rising, that share enough letters, words or meaning to be looked at, with the
    cosines of letters, words and meaning (0 where it is not known); `best` says for each sentence of either article how
    close the letters of any sentence of the other come."""

    i: Ints
    j: Ints
    letters: Floats
    words: Floats
    meaning: Floats
    best: tuple[Floats, Floats]

    def where(self, kept: NDArray[np.bool_]) -> Near:
        """Those pairs that are marked."""
        return Near(self.i[kept], self.j[kept], self.letters[kept], self.words[kept], self.meaning[kept], self.best)


@lru_cache(maxsize=1)
def near(a: SentenceFeatures, b: SentenceFeatures) -> Near:
    """The pairs of sentences that come near each other: all that are so by letters or words, and of those that are so
    by meaning alone at least the `MOST` best of each sentence. What was found last is kept with its two articles, since
    the relation of a pair is asked for just before its links."""
    grams = Products(a.gram_bag, b.gram_bag, _unit(a.gram_bag, b.gram_bag))
    words = Products(a.word_bag, b.word_bag, _unit(a.word_bag, b.word_bag))
    best = np.zeros(len(a)), np.zeros(len(b))
    found: list[tuple[NDArray[Any], ...]] = []
    for low, high in steps(len(a), len(b)) if len(b) else ():
        (by_letters,), (by_words,) = grams.block(low, high), words.block(low, high)
        best[0][low:high] = by_letters.max(axis=1)
        np.maximum(best[1], by_letters.max(axis=0), out=best[1])
        enough = _alike(by_letters, by_words)
        by_meaning = np.zeros((1, 1), np.float32)
        if a.meaning is not None and b.meaning is not None:
            by_meaning = a.meaning[low:high] @ b.meaning.T
            enough |= _best_by_meaning(by_letters + by_words + by_meaning, enough | (by_meaning >= _LEAST_MEANING))
        i, j = np.nonzero(enough)
        means = np.broadcast_to(by_meaning, enough.shape)[i, j]
        found.append((i + low, j, by_letters[i, j], by_words[i, j], np.round(means.astype(np.float64), 5)))
    if not found:
        nothing = np.zeros(0, np.int64)
        return Near(nothing, nothing, np.zeros(0), np.zeros(0), np.zeros(0), best)
    i, j, letters, alike, means = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Near(i, j, letters.astype(np.float64), alike.astype(np.float64), np.asarray(means, np.float64), best)


def _best_by_meaning(scores: Values, may: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where one of the `MOST` best scores of a row or a column stands, among those that may be. A little more than that
    is kept, for the scores are not rounded yet."""
    scores = np.where(may, scores, np.float32(_NOT_NEAR))
    kept = np.zeros(may.shape, bool)
    for axis in (0, 1):
        if scores.shape[axis] <= MOST:
            return may
        least = np.partition(scores, -MOST, axis=axis).take([-MOST], axis=axis)
        kept |= scores >= least - np.float32(1e-4)
    return np.asarray(kept & may)


def _alike(letters: NDArray[np.floating[Any]], words: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Where letters or words are enough for a look."""
    return np.asarray((letters >= _LEAST_LETTERS) | (words >= _LEAST_WORDS))


def letters_best(a: SentenceFeatures, b: SentenceFeatures) -> tuple[Floats, Floats]:
    """For each sentence of either article, how close the letters of its nearest sentence in the other come (0 to 1)."""
    return near(a, b).best


def candidates(a: SentenceFeatures, b: SentenceFeatures) -> Candidates:
    """The pairs of sentences that share enough letters or words, with their evidence. Products are worked out a bounded
    number of pairs at a time, so memory grows with the candidates alone. Swapping the articles swaps `i` and `j` and
    the columns of row and column."""
    pairs = near(a, b)
    pairs = pairs.where(_alike(pairs.letters, pairs.words))
    return Candidates(pairs.i, pairs.j, table(a, b, pairs))


def table(a: SentenceFeatures, b: SentenceFeatures, pairs: Near) -> Floats:
    """The evidence `COLUMNS` for these pairs of sentences."""
    found = Candidates(pairs.i, pairs.j, np.full((len(pairs.i), len(COLUMNS)), np.nan, order="F"))
    # one column at a time: of a million candidates each takes 8 MB
    columns: Iterator[tuple[str, Floats | float]] = chain(_of_pairs(a, b, pairs), _of_articles(a, b, pairs))
    for name, evidence in columns:
        found.column(name)[:] = evidence
    for name, one, other in _TOGETHER:
        np.multiply(found.column(one), found.column(other), out=found.column(name))
    return found.table


def _of_pairs(a: SentenceFeatures, b: SentenceFeatures, pairs: Near) -> Iterator[tuple[str, Floats]]:
    """The evidence of each pair of sentences: names of columns, and a number per pair."""
    i, j = pairs.i, pairs.j
    letters, words = np.round(pairs.letters, 5), np.round(pairs.words, 5)
    yield "letters", letters
    yield "some letters", np.minimum(letters, _SOME)
    yield "row lead", _leads(letters, i, len(a))
    yield "column lead", _leads(letters, j, len(b))
    yield "beside", _beside(letters, i, j, len(b))
    yield "words", words
    yield "some words", np.minimum(words, _SOME)
    yield "row lead of words", _leads(words + letters, i, len(a))
    yield "column lead of words", _leads(words + letters, j, len(b))
    yield from _of_words(a.word_bag, b.word_bag, i, j)
    bags = a.bigram_bag, b.bigram_bag
    roots = [unit(bag, np.sqrt(bag.values)) for bag in bags]
    yield "bigrams", np.round(Products(*bags, (roots[0], roots[1])).at(i, j)[0], 5)
    bags = a.number_bag, b.number_bag
    numbers = np.round(Products(*bags, (bags[0].values, bags[1].values)).at(i, j)[0], 5)
    numbered = (np.diff(bags[0].starts) > 0)[i] & (np.diff(bags[1].starts) > 0)[j]
    yield "same number", np.minimum(numbers, 2)
    yield "other number", (numbered & (numbers == 0)).astype(np.float64)


def _of_words(a: Bag, b: Bag, i: Ints, j: Ints) -> Iterator[tuple[str, Floats]]:
    """The evidence of the weights of the words of each pair of sentences."""
    here = _rare_here(a, b)
    roots = np.sqrt(a.values), np.sqrt(b.values)
    rare, mass = Products(a, b, (unit(a, here[0]), unit(b, here[1])), roots).at(i, j)
    rare, mass = np.round(rare, 5), np.round(mass, 5)
    yield "rare here", rare
    yield "some rare here", np.minimum(rare, _SOME)
    yield "mass", np.log1p(mass)
    left, right = np.maximum(a.sums(a.values), 1e-9)[i], np.maximum(b.sums(b.values), 1e-9)[j]
    shorter, longer = np.minimum(left, right), np.maximum(left, right)
    yield "holds", mass / shorter
    yield "held", mass / longer
    yield "shorter", np.log1p(shorter)
    yield "longer", np.log1p(longer)
    explained = mass / np.maximum(_known(a, b), 1e-9)[i], mass / np.maximum(_known(b, a), 1e-9)[j]
    yield "explained", np.maximum(*explained)
    yield "explained less", np.minimum(*explained)


def _of_articles(a: SentenceFeatures, b: SentenceFeatures, pairs: Near) -> Iterator[tuple[str, float]]:
    """The evidence of the two articles on the whole, the same for all pairs: names of columns, and a number."""
    letters = np.round(pairs.letters, 5)
    rows, columns = highest(letters, pairs.i, len(a)), highest(letters, pairs.j, len(b))
    every = np.sort(np.concatenate([rows, columns]))[::-1]
    yield "closeness", float(rows.mean() + columns.mean()) / 2 if len(a) and len(b) else 0.0
    yield "closest", float(every[: max(1, len(every) // 5)].mean()) if len(every) else 0.0
    articles, names = _articles(a.word_bag, b.word_bag)
    yield "articles", articles
    yield "articles squared", articles**2
    yield "names shared", names
    less, more = sorted((_salient(a.word_bag, b.word_bag), _salient(b.word_bag, a.word_bag)))
    yield "salient", more
    yield "salient less", less
    yield "salient squared", less**2
    yield "numbers of articles", _overlap(a.number_bag, b.number_bag)


def _unit(a: Bag, b: Bag) -> tuple[Values, Values]:
    """The weights of two bags as rows of length one."""
    return unit(a, a.values), unit(b, b.values)


def _rare_here(a: Bag, b: Bag) -> tuple[Values, Values]:
    """Values that fall with the number of sentences of the two articles that hold the word."""
    ids = np.union1d(a.ids, b.ids)
    places = [np.searchsorted(ids, bag.ids)[bag.columns] for bag in (a, b)]
    counts = sum(np.bincount(place, minlength=len(ids)) for place in places)
    total = len(a.starts) + len(b.starts) - 2
    weights = np.log(1 + total / np.maximum(counts, 1))
    first, second = (np.sqrt(bag.values) * weights[place] for bag, place in zip((a, b), places, strict=True))
    return first.astype(np.float32), second.astype(np.float32)


def _leads(scores: Floats, of: Ints, size: int) -> Floats:
    """By how much each score leads the best other score of the same sentence; negative when it trails."""
    best = highest(scores, of, size)
    top = scores >= best[of]
    second = highest(scores[~top], of[~top], size)
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

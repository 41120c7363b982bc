"""Words of two sentences matched by late interaction, and how far scores lead others of their sentence.

Each word of one sentence is matched with the word of the other that comes nearest (Khattab and Zaharia 2020, ColBERT;
Zhang et al. 2020, BERTScore), and counts by its weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.products import Floats, Ints, Values

_STRANGE, _SAME = 0.5, 0.75
_CELLS = 1 << 21
"""Pairs of words that are looked at together: 8 MB."""


class Side(NamedTuple):
    """The words of the sentences of one article: `words` (words, width) of length one and their `weights`; those of
    sentence s stand from `starts[s]` to `starts[s + 1]`, at least one each."""

    words: Values
    weights: Values
    starts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """The matched words of pairs of sentences, seen from the first and from the second sentence: the mean closeness of
    a word to its nearest in the other (`held`), the weight of the words that come near none (`lacking`) and of those
    that have their like (`found`); per sentence of either article, the mean closeness of its words to the nearest in
    any sentence of the other that was looked at (`best`), and the weight of its words (`sizes`)."""

    held: tuple[Floats, Floats]
    lacking: tuple[Floats, Floats]
    found: tuple[Floats, Floats]
    best: tuple[Floats, Floats]
    sizes: tuple[Floats, Floats]

    @classmethod
    def of(cls, a: Side, b: Side, i: Ints, j: Ints) -> Matched:
        """The words of the sentences i[k] of `a` and j[k] of `b`, `i` rising."""
        sums = np.zeros((6, len(i)))
        best = [np.zeros(len(side.weights), np.float32) for side in (a, b)]
        sizes = [np.add.reduceat(side.weights, side.starts[:-1], dtype=np.float64) for side in (a, b)]
        ends = np.searchsorted(i, np.arange(len(a.starts)))
        for row in np.flatnonzero(np.diff(ends)).tolist():
            pairs = slice(ends[row], ends[row + 1])
            words = slice(a.starts[row], a.starts[row + 1])
            counts = b.starts[j[pairs] + 1] - b.starts[j[pairs]]
            begins = np.concatenate(([0], np.cumsum(counts)[:-1]))
            columns = np.arange(int(counts.sum())) + np.repeat(b.starts[j[pairs]] - begins, counts)
            nearest, nearest_other = _nearest(a.words[words], b.words[columns], begins)
            best[0][words] = np.maximum(nearest.max(axis=1), 0)
            np.maximum.at(best[1], columns, nearest_other)
            own, others = a.weights[words, None], b.weights[columns]
            sums[:3, pairs] = [np.sum(own * near, axis=0, dtype=np.float64) for near in _met(nearest)]
            sums[3:, pairs] = [np.add.reduceat(others * near, begins, dtype=np.float64) for near in _met(nearest_other)]
        sums = np.round(sums, 4)
        means = [
            np.round(np.add.reduceat(side.weights * top, side.starts[:-1], dtype=np.float64) / size, 5)
            for side, top, size in zip((a, b), best, sizes, strict=True)
        ]
        return cls(
            (np.round(sums[0] / sizes[0][i], 5), np.round(sums[3] / sizes[1][j], 5)),
            (sums[1], sums[4]),
            (sums[2], sums[5]),
            (means[0], means[1]),
            (sizes[0], sizes[1]),
        )


def _nearest(words: Values, others: Values, begins: Ints) -> tuple[Values, Values]:
    """How near each of some words comes to any of the others of each sentence, (words, sentences), the others of a
    sentence from one of `begins` to the next; and how near each of the others comes to any word. A bounded number of
    pairs of words at a time."""
    step = max(1, _CELLS // len(others))
    nearest, nearest_other = [], np.full(len(others), -1, np.float32)
    for low in range(0, len(words), step):
        close = words[low : low + step] @ others.T
        nearest.append(np.maximum.reduceat(close, begins, axis=1))
        np.maximum(nearest_other, close.max(axis=0), out=nearest_other)
    return np.concatenate(nearest), nearest_other


def _met(nearest: Values) -> tuple[Values, NDArray[np.bool_], NDArray[np.bool_]]:
    """How near words come to their nearest, whether that is near to none, and whether it is their like."""
    return nearest, nearest < _STRANGE, nearest > _SAME


class Lead:
    """By how much scores of the pairs (i[k], j[k]) of n by m sentences lead the best other score of their row and of
    their column; a score that has no other leads by 1."""

    def __init__(self, i: Ints, j: Ints, n: int, m: int) -> None:
        self._sides = (i, n), (j, m)

    def __call__(self, scores: Floats) -> Iterator[Floats]:
        """The higher and the lower of the leads in row and column."""
        yield from higher_and_lower(*(_leads(scores, of, size) for of, size in self._sides))


def _leads(scores: Floats, of: Ints, size: int) -> Floats:
    best = highest(scores, of, size, -np.inf)
    top = scores >= best[of]
    second = highest(scores[~top], of[~top], size, -np.inf)
    several = np.bincount(of[top], minlength=size) > 1
    alone = np.bincount(of, minlength=size) < 2
    against = np.where(top & ~several[of], second[of], best[of])
    return np.asarray(np.where(alone[of], 1.0, scores - np.where(alone[of], 0.0, against)))


def higher_and_lower(one: Floats, other: Floats) -> Iterator[Floats]:
    """The higher and the lower of the evidence from either side."""
    yield np.maximum(one, other)
    yield np.minimum(one, other)


def highest(scores: Floats, of: Ints, size: int, least: float = 0.0) -> Floats:
    """The highest score of each sentence; `least` where it has none."""
    best = np.full(size, least)
    np.maximum.at(best, of, scores)
    return best


def means(scores: Floats, of: Ints, size: int) -> Floats:
    """The mean score of each sentence, 0 where it has none."""
    return np.asarray(np.bincount(of, scores, size) / np.maximum(np.bincount(of, minlength=size), 1))


def top_fifth(scores: Floats, i: Ints, j: Ints, n: int, m: int, least: float = 0.0) -> float:
    """The mean of the fifth of all sentences of both articles whose best scores are highest."""
    best = np.sort(np.concatenate([highest(scores, i, n, least), highest(scores, j, m, least)]))
    return float(best[-max(1, len(best) // 5) :].mean())

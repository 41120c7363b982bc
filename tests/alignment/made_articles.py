"""Articles that nobody wrote: random words and sentences as vectors, so that evidence is tested without a model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.matching import Side

Pair = tuple[int, int]
Vectors = NDArray[np.float32]


def vectors(rng: np.random.Generator, count: int, width: int = 6) -> Vectors:
    """Vectors of length one about a few topics that are not far from each other, so that some come close."""
    topics = np.random.default_rng(1).normal(0.8, 1, size=(4, width))
    made = topics[rng.integers(0, 4, count)] + rng.normal(scale=0.6, size=(count, width))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def side(rng: np.random.Generator, sentences: int) -> Side:
    """The words of an article of one to six words a sentence."""
    sizes = rng.integers(1, 7, sentences)
    total = int(sizes.sum())
    weights = rng.uniform(0.5, 9, total).astype(np.float32)
    return Side(vectors(rng, total), weights, np.concatenate(([0], np.cumsum(sizes))))


def some_pairs(rng: np.random.Generator, n: int, m: int) -> list[Pair]:
    """Some pairs of n by m sentences, rising, at least one."""
    every = [(i, j) for i in range(n) for j in range(m)]
    return [p for p in every if rng.random() < 0.6] or every


def sides(seed: int) -> tuple[Side, Side, list[Pair]]:
    """Two articles, and some pairs of their sentences."""
    rng = np.random.default_rng(seed)
    n, m = (int(k) for k in rng.integers(1, 9, 2))
    return side(rng, n), side(rng, m), some_pairs(rng, n, m)


def pairs_of(pairs: list[Pair]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs as two arrays."""
    i, j = zip(*pairs, strict=True)
    return np.array(i, np.int64), np.array(j, np.int64)


def product(x: Vectors, y: Vectors) -> float:
    """The product of two vectors, number by number."""
    return float(sum(v * w for v, w in zip(x.tolist(), y.tolist(), strict=True)))


def lead(scores: dict[Pair, float], pair: Pair, which: int) -> float:
    """By how much a score leads the best other of its row (0) or column (1)."""
    others = [s for p, s in scores.items() if p[which] == pair[which] and p != pair]
    return scores[pair] - max(others) if others else 1.0


def above_others(scores: dict[Pair, float], pair: Pair) -> float:
    """A score less the mean of its row and of its column, and more by the mean of all."""
    of = [[s for p, s in scores.items() if p[which] == pair[which]] for which in (0, 1)]
    return scores[pair] - average(of[0]) - average(of[1]) + average(list(scores.values()))


def average(values: list[float]) -> float:
    """The mean of at least one number."""
    return sum(values) / len(values)


def higher_and_lower(name: str, one: float, other: float) -> dict[str, float]:
    """The columns of evidence that has two sides."""
    return {name: max(one, other), f"{name} less": min(one, other)}

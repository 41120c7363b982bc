"""How close two sentences come in meaning, by the states of the encoder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parallax.alignment.folding import folded
from parallax.alignment.likeness import unit
from parallax.alignment.matching import Lead, Side
from parallax.alignment.products import Floats, Ints, Values, steps
from parallax.alignment.weights import word_weights
from parallax.language import Meanings, Parse

_LEAST_WEIGHT = 2.0
"""Lighter words (in nats) are those that every fourth sentence holds, and match anything."""
_CLOSE = (0.6, 0.7)
_PERCENTILES = (50, 80, 95)

COLUMNS = (
    "meaning", "lead", "lead less", "above others",
    "middle of sentences", "upper of sentences", "top of sentences", "mean of sentences", "mean of articles",
    "share of close pairs", "number of closer pairs",
)  # fmt: skip
"""The names of the columns of evidence, in the order in which `evidence` gives them."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """The meaning of the sentences of one article: `vectors` (sentences, width) of length one, and its weightier words,
    by how rarely a sentence holds them."""

    vectors: Values
    words: Side


def meaning(parse: Parse, found: Meanings) -> Meaning:
    """The meaning of the sentences of a parse, from the states of its words."""
    table = word_weights()
    words = (folded(parse.text[s:e]).removesuffix("'s") for s, e in found.spans.tolist())
    weights = np.fromiter((table.word(w) for w in words), np.float32, len(found.spans))
    count = len(parse.sentences)
    kept = weights >= _LEAST_WEIGHT
    empty = np.bincount(found.sentence[kept], minlength=count) == 0
    kept |= empty[found.sentence]
    sentence, states = found.sentence[kept], found.words[kept]
    # a sentence of marks alone gets one word without meaning, so that every sentence has a word
    bare = np.flatnonzero(np.bincount(sentence, minlength=count) == 0)
    order = np.argsort(np.concatenate([sentence, bare]), kind="stable")
    states = np.concatenate([states, np.zeros((len(bare), states.shape[1]), np.float32)])[order]
    weights = np.concatenate([weights[kept], np.full(len(bare), _LEAST_WEIGHT, np.float32)])[order]
    sizes = np.bincount(sentence, minlength=count) + np.bincount(bare, minlength=count)
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    words_of = Side(unit(states), np.maximum(weights - 1, 0.1).astype(np.float32), starts)
    return Meaning(unit(found.sentences), words_of)


def cosines(a: Meaning, b: Meaning, i: Ints, j: Ints) -> Floats:
    """How close the meanings of the sentences i[k] and j[k] come, -1 to 1; `i` rising."""
    found = np.empty(len(i))
    for low, high in steps(len(a.vectors), len(b.vectors)):
        part = slice(*np.searchsorted(i, (low, high)))
        if part.start < part.stop:
            found[part] = (a.vectors[low:high] @ b.vectors.T)[i[part] - low, j[part]]
    return np.round(found, 5)


def evidence(a: Meaning, b: Meaning, i: Ints, j: Ints) -> Iterator[Floats | float]:
    """The columns `COLUMNS` for the pairs of sentences (i[k], j[k]), `i` rising, at least one: numbers per pair, or one
    for all. Swapping the articles changes nothing."""
    n, m = len(a.vectors), len(b.vectors)
    lead = Lead(i, j, n, m)
    whole = _Whole.of(a, b)
    close = cosines(a, b, i, j)
    yield close
    yield from lead(close)
    yield close - whole.rows[i] - whole.columns[j] + whole.mean
    for percent in _PERCENTILES:
        yield float(np.percentile(whole.best, percent))
    yield whole.mean
    yield whole.articles
    yield float(np.log1p(whole.close[0]) / np.log1p(min(n, m)))
    yield float(np.log1p(whole.close[1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    """Of the meanings of all pairs of sentences of two articles: the mean per row, per column and of all; the best of
    each row and column; how many come close; and the closeness of the articles' means."""

    rows: Floats
    columns: Floats
    mean: float
    best: Floats
    close: tuple[int, int]
    articles: float

    @classmethod
    def of(cls, a: Meaning, b: Meaning) -> _Whole:
        n, m = len(a.vectors), len(b.vectors)
        row, column = np.full(n, -1.0), np.full(m, -1.0)
        counts = [0, 0]
        for low, high in steps(n, m):
            block = a.vectors[low:high] @ b.vectors.T
            row[low:high] = block.max(axis=1)
            np.maximum(column, block.max(axis=0), out=column)
            for k, least in enumerate(_CLOSE):
                counts[k] += int((block > least).sum())
        middle = a.vectors.mean(axis=0, dtype=np.float64), b.vectors.mean(axis=0, dtype=np.float64)
        lengths = float(np.linalg.norm(middle[0]) * np.linalg.norm(middle[1]))
        mean = float(middle[0] @ middle[1])
        return cls(
            np.round(a.vectors @ middle[1], 5),
            np.round(b.vectors @ middle[0], 5),
            round(mean, 5),
            np.round(np.concatenate([row, column]), 5),
            (counts[0], counts[1]),
            round(mean / max(lengths, 1e-9), 5),
        )

"""How close two sentences come in meaning, by the states of the encoder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parallax.alignment.folding import folded, placed_words
from parallax.alignment.likeness import unit
from parallax.alignment.matching import Lead, Side
from parallax.alignment.products import Floats, Ints, Values, steps
from parallax.alignment.weights import word_weights
from parallax.language import Meanings

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


def sentence_vectors(found: Meanings) -> Values:
    """The meaning of the sentences of an article, (sentences, width) of length one."""
    return unit(found.sentences)


def telling_words(text: str, found: Meanings) -> Side:
    """The weightier words of the sentences of a text, by how rarely a sentence holds them, with their states."""
    weights = _weights(text, found)
    count = len(found.sentences)
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
    return Side(unit(states), np.maximum(weights - 1, 0.1).astype(np.float32), starts)


def _weights(text: str, found: Meanings) -> Values:
    """How rare each word that the encoder reads is, in nats. It breaks words at apostrophes and commas: a part counts
    as its whole word does, and a possessive ending as nothing."""
    table = word_weights()
    placed = list(placed_words(text))
    starts = np.array([start for start, _, _ in placed], np.int64)
    weights = []
    at_start = np.searchsorted(starts, found.spans[:, 0], "right").tolist()
    for start, end, at in zip(*(column.tolist() for column in found.spans.T), at_start, strict=True):
        first, last, word = placed[at - 1] if at else (0, 0, "")
        if end > last:
            weights.append(table.word(folded(text[start:end])))
        else:
            weights.append(table.word(word) if start - first < len(word) else 0.0)
    return np.array(weights, np.float32)


def evidence(a: Values, b: Values, close: Floats, i: Ints, j: Ints) -> Iterator[Floats | float]:
    """The columns `COLUMNS` for the pairs of sentences (i[k], j[k]) of two articles with these `sentence_vectors`, `i`
    rising, at least one; `close` are their cosines, five digits. Numbers per pair, or one for all. Swapping the
    articles changes nothing."""
    lead = Lead(i, j, len(a), len(b))
    whole = _Whole.of(a, b)
    yield close
    yield from lead(close)
    yield np.round(close - (whole.rows[i] + whole.columns[j]) + whole.mean, 5)
    for percent in _PERCENTILES:
        yield float(np.percentile(whole.best, percent))
    yield whole.mean
    yield whole.articles
    yield float(np.log1p(whole.close[0]) / np.log1p(min(len(a), len(b))))
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
    def of(cls, a: Values, b: Values) -> _Whole:
        n, m = len(a), len(b)
        row, column = np.full(n, -1.0), np.full(m, -1.0)
        counts = [0, 0]
        for low, high in steps(n, m):
            block = a[low:high] @ b.T
            row[low:high] = block.max(axis=1)
            np.maximum(column, block.max(axis=0), out=column)
            for k, least in enumerate(_CLOSE):
                counts[k] += int((block > least).sum())
        middle = a.mean(axis=0, dtype=np.float64), b.mean(axis=0, dtype=np.float64)
        lengths = float(np.linalg.norm(middle[0]) * np.linalg.norm(middle[1]))
        mean = float(middle[0] @ middle[1])
        return cls(
            np.round(a @ middle[1], 5),
            np.round(b @ middle[0], 5),
            round(mean, 5),
            np.round(np.concatenate([row, column]), 5),
            (counts[0], counts[1]),
            round(mean / max(lengths, 1e-9), 5),
        )

"""What of the meaning of words tells that two sentences report the same thing: a small head on the encoder's states.

It was trained on gold links between reports; recipe `desktop/training/likeness.py`, card
`resources/models/report-ranker.md`. Words are matched as in `meaning`, but in the few dimensions that tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from parallax.alignment.matching import Lead, Matched, Side, higher_and_lower, highest, means, top_fifth
from parallax.alignment.products import Floats, Ints, Values
from parallax.errors import ModelAltered, ModelMissing
from parallax.paths import resource

TABLE = "likeness.npz"

COLUMNS = (
    "score", "sums", "means", "match", "match less", "match behind", "match behind less",
    "lacking", "lacking less", "found", "found less", "lead", "lead less", "above others",
    "best of articles", "fifth best of articles", "top of articles", "words of article", "words of article less",
)  # fmt: skip
"""The names of the columns of evidence, in the order in which `evidence` gives them."""

_MOST = 3.0
_STEEP = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Three projections (width, narrow): of words to be matched, of words to be summed to their sentence, and of the
    mean of a sentence. `gate` (width,) and `gate_bias` say how much more a word counts than its weight, as a logarithm.
    `shares` are those of the lower and the higher match and of both cosines in the score, `bias` is added."""

    matched: Values
    summed: Values
    whole: Values
    gate: Values
    gate_bias: Values
    shares: Values
    bias: Values


@cache
def head() -> Head:
    """The head in resources, read once per process. Raises ModelMissing or ModelAltered."""
    path = resource("models", TABLE)
    if not path.is_file():
        raise ModelMissing(f"The program lacks its file {path}. Install the program again.")
    try:
        with np.load(path, allow_pickle=False) as table:
            return Head(*(table[name].astype(np.float32) for name in Head.__dataclass_fields__))
    except Exception as error:  # numpy lets through what zipfile, zlib, ast and tokenize raise
        raise ModelAltered(f"The file {path} cannot be read. Install the program again.") from error


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """The words and sentences of one article as the head sees them: its `words`, and for each sentence the sum of its
    words (`sums`) and its mean (`means`), of length one. Two articles are compared by one head."""

    head: Head
    words: Side
    sums: Values
    means: Values


def likeness(vectors: Values, words: Side, head: Head) -> Likeness:
    """What a head makes of the sentences of one article; `vectors` and `words` as `meaning.sentence_vectors` and
    `meaning.telling_words` give them."""
    states, weights, starts = words
    gate = np.clip(_STEEP * (states @ head.gate + head.gate_bias), -_MOST, _MOST)
    gated = (weights * np.exp(gate)).astype(np.float32)
    sums = np.add.reduceat((states @ head.summed) * gated[:, None], starts[:-1], axis=0)
    return Likeness(head, Side(unit(states @ head.matched), gated, starts), unit(sums), unit(vectors @ head.whole))


def evidence(a: Likeness, b: Likeness, i: Ints, j: Ints) -> Iterator[Floats | float]:
    """The columns `COLUMNS` for the pairs of sentences (i[k], j[k]), `i` rising, at least one: numbers per pair, or one
    for all. Swapping the articles changes nothing."""
    n, m = len(a.sums), len(b.sums)
    words = Matched.of(a.words, b.words, i, j)
    held, held_other = words.held
    less, more = np.minimum(held, held_other), np.maximum(held, held_other)
    sums, whole = _cosines(a.sums, b.sums, i, j), _cosines(a.means, b.means, i, j)
    parts = zip(a.head.shares.tolist(), (less, more, sums, whole), strict=True)
    score = np.round(sum(share * part for share, part in parts) + float(a.head.bias[0]), 4)
    yield score
    yield sums
    yield whole
    yield more
    yield less
    yield from higher_and_lower(held - words.best[0][i], held_other - words.best[1][j])
    yield from higher_and_lower(*words.lacking)
    yield from higher_and_lower(*words.found)
    yield from Lead(i, j, n, m)(score)
    yield np.round(score - (means(score, i, n)[i] + means(score, j, m)[j]) + score.mean(), 4)
    least = float(score.min())
    best = np.sort(np.concatenate([highest(score, i, n, least), highest(score, j, m, least)]))[::-1]
    yield float(best[0])
    yield float(best[min(4, len(best) - 1)])
    yield top_fifth(score, i, j, n, m, least)
    known = [float(np.average(best, weights=sizes)) for best, sizes in zip(words.best, words.sizes, strict=True)]
    yield max(known)
    yield min(known)


def _cosines(a: Values, b: Values, i: Ints, j: Ints) -> Floats:
    return np.asarray(np.round(np.einsum("kd,kd->k", a[i], b[j]), 5), np.float64)


def unit(vectors: Values) -> Values:
    """The vectors with length one; those without length stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)

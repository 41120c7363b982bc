"""The evidence that sentences of two reports in a language with a pipeline report the same thing.

Beside what the letters and words of the sentences show: how close they come in meaning, whom and what they name, do and
count, and how much the two reports have in common as a whole, since most sentences of two reports of different but
similar events are not to be linked, however alike they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parallax.alignment import evidence, likeness, meaning, mentions
from parallax.alignment.evidence import MOST, Candidates
from parallax.alignment.features import SentenceFeatures
from parallax.alignment.products import Floats, Ints

_SIDES = {
    "row lead": ("column lead", "lead", "lead less"),
    "row lead of words": ("column lead of words", "lead of words", "lead of words less"),
}
"""Columns that depend on which article comes first, with their twins, and the names of the higher and the lower."""

_NAMES = {name: more for name, (_, more, _) in _SIDES.items()} | {twin: less for twin, _, less in _SIDES.values()}

COLUMNS = (
    *(_NAMES.get(name, name) for name in evidence.COLUMNS),
    *(f"meaning: {name}" for name in meaning.COLUMNS),
    *(f"likeness: {name}" for name in likeness.COLUMNS),
    *(f"mentions: {name}" for name in mentions.COLUMNS),
    "apart in order",
    "shorter article",
    "longer article",
)
"""The names of the columns of evidence about a pair of sentences, in their order."""

_OF_ARTICLES = (
    "articles", "articles squared", "names shared", "closeness", "closest",
    "salient", "salient less", "numbers of articles",
    *(f"meaning: {name}" for name in meaning.COLUMNS[meaning.COLUMNS.index("middle of sentences") :]),
    *(f"likeness: {name}" for name in likeness.COLUMNS if " of article" in name),
    *(f"mentions: {name}" for name in mentions.COLUMNS if " of " in name),
    "shorter article", "longer article",
)  # fmt: skip
_BEST_OF = ("letters", "words", "rare here", "meaning: meaning", "likeness: score", "mentions: name", "mentions: verb")
_PLACES = (0, 2, 5)

COLUMNS_OF_ARTICLES = (*_OF_ARTICLES, *(f"{name}, best but {place}" for name in _BEST_OF for place in _PLACES))
"""The names of the columns of evidence about two articles, in their order."""


def told_in(features: SentenceFeatures) -> bool:
    """Whether what the sentences mention and mean is known."""
    return features.mentions is not None and features.meaning is not None and features.likeness is not None


def report_candidates(a: SentenceFeatures, b: SentenceFeatures) -> Candidates:
    """The pairs of sentences worth a look, with the evidence `COLUMNS`, for two articles of which `told_in` is true.
    Swapping the articles swaps `i` and `j` and changes nothing else."""
    pairs = _worth_a_look(a, b)
    found = Candidates(pairs.i, pairs.j, np.empty((len(pairs.i), len(COLUMNS)), order="F"), COLUMNS)
    if len(pairs.i):
        for column, values in enumerate(_columns(a, b, pairs)):
            found.table[:, column] = values
    return found


def evidence_of_articles(close: Candidates) -> Floats:
    """One row of the evidence `COLUMNS_OF_ARTICLES` about the two articles of these candidates, at least one."""
    row = [float(close.column(name)[0]) for name in _OF_ARTICLES]
    for name in _BEST_OF:
        best = np.sort(close.column(name))[::-1]
        row += [float(best[place]) if place < len(best) else 0.0 for place in _PLACES]
    return np.array([row])


def _worth_a_look(a: SentenceFeatures, b: SentenceFeatures) -> evidence.Near:
    """Pairs that share enough letters, words or meaning, each among the `MOST` best of its row or its column. Of equal
    ones those are better that stand at more nearly the same place of their texts."""
    pairs = evidence.near(a, b)
    score = np.round(pairs.letters + pairs.words + pairs.meaning, 4)
    apart = np.abs((pairs.i + 1) * (len(b) + 1) - (pairs.j + 1) * (len(a) + 1))
    return pairs.where((_rank(score, apart, pairs.i) < MOST) | (_rank(score, apart, pairs.j) < MOST))


def _rank(scores: Floats, apart: Ints, of: Ints) -> Ints:
    """How many pairs of the same sentence have a higher score, or the same and stand less far apart: at most two pairs
    share a rank."""
    order = np.lexsort((apart, -scores, of))
    sorts = (values[order] for values in (of, scores, apart))
    # the first of its rank differs from the one before in something
    new = np.logical_or.reduce([np.diff(values, prepend=values[:1] - 1) != 0 for values in sorts])
    level = np.maximum.accumulate(np.where(new, np.arange(len(of)), 0))
    ranks = np.empty(len(of), np.int64)
    ranks[order] = level - np.searchsorted(of[order], of[order])
    return ranks


def _columns(a: SentenceFeatures, b: SentenceFeatures, pairs: evidence.Near) -> Iterator[Floats | float]:
    assert a.mentions and b.mentions and a.meaning is not None and b.meaning is not None and a.likeness and b.likeness
    i, j = pairs.i, pairs.j
    of_letters = evidence.table(a, b, pairs)
    for name, (twin, _, _) in _SIDES.items():
        both = [evidence.COLUMNS.index(side) for side in (name, twin)]
        of_letters[:, both] = -np.sort(-of_letters[:, both], axis=1)
    for column in range(of_letters.shape[1]):
        yield np.asarray(of_letters[:, column], np.float64)
    yield from meaning.evidence(a.meaning, b.meaning, pairs.meaning, i, j)
    yield from likeness.evidence(a.likeness, b.likeness, i, j)
    yield from mentions.evidence(a.mentions, b.mentions, i, j)
    apart: Floats = np.abs(i / max(1, len(a) - 1) - j / max(1, len(b) - 1))
    yield np.round(apart, 4)
    yield float(np.log(min(len(a), len(b))))
    yield float(np.log(max(len(a), len(b))))

"""Which blocks of a page are its article: the weights of the evidence for each, added up.

The weights are those of a logistic regression (`resources/models/page-blocks.md` says on what, and how well it does).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from parallax.intake.page_evidence import Evidence
from parallax.paths import resource

_LONG = 20
_LEAST_OF_FIRST_GUESS = 0.5


@cache
def weights() -> Mapping[str, float]:
    """The weight of each piece of evidence."""
    return {str(k): float(v) for k, v in json.loads(resource("models", "page-blocks.json").read_text()).items()}


def chosen(evidence: Evidence, weight: Mapping[str, float]) -> list[bool]:
    """Whether each block is part of the article. What repeats a long block outside the place of the article is not;
    where the weights leave little of the first guess, the first guess stands."""
    scores = [sum(weight.get(name, 0.0) for name in names) for names in evidence.of]
    taken = [score >= 0 and bool(words) for score, words in zip(scores, evidence.words, strict=True)]
    letters = [len(block.text) for block in evidence.page.blocks]
    guessed = sum(n for n, vote in zip(letters, evidence.votes, strict=True) if vote)
    agreed = sum(n for n, vote, own in zip(letters, evidence.votes, taken, strict=True) if vote and own)
    if agreed < _LEAST_OF_FIRST_GUESS * guessed:
        taken = [bool(vote) for vote in evidence.votes]
    best: dict[tuple[str, ...], int] = {}
    for number in (n for n, own in enumerate(taken) if own and len(evidence.words[n]) >= _LONG):
        words = tuple(evidence.words[number])
        other = best.setdefault(words, number)
        if scores[other] < scores[number]:
            best[words] = number
    for number, own in enumerate(taken):
        if own and best.get(tuple(evidence.words[number]), number) != number and _stands_apart(evidence.of[number]):
            taken[number] = False
    return taken


def _stands_apart(names: frozenset[str]) -> bool:
    return any(name.startswith("outside:") for name in names)

"""Which blocks of a page are its article: the weights of the evidence for each, added up.

The weights are those of a logistic regression (`resources/models/page-blocks.md` says on what, and how well it does).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from parallax.intake.pages.evidence import Evidence
from parallax.intake.pages.wording import Wording
from parallax.paths import resource

_LONG = 20
_LEAST_OF_FIRST_GUESS = 0.5
_LEAST_GUESS = 200
_REPEATS = 0.5


@cache
def weights() -> Mapping[str, float]:
    """The weight of each piece of evidence."""
    return {str(k): float(v) for k, v in json.loads(resource("models", "page-blocks.json").read_text()).items()}


def chosen(evidence: Evidence, weight: Mapping[str, float]) -> list[bool]:
    """Whether each block is part of the article: none is where there is no first guess. What repeats a long block
    outside the place of the article is not, and no hidden block that repeats what is seen; where the weights leave
    little of a first guess of some length, it stands."""
    if not any(evidence.votes):
        return [False] * len(evidence.votes)
    scores = [sum(weight.get(name, 0.0) for name in names) for names in evidence.of]
    taken = [score >= 0 and bool(words) for score, words in zip(scores, evidence.words, strict=True)]
    letters = [len(block.text) for block in evidence.page.blocks]
    guessed = sum(n for n, vote in zip(letters, evidence.votes, strict=True) if vote)
    agreed = sum(n for n, vote, own in zip(letters, evidence.votes, taken, strict=True) if vote and own)
    if guessed >= _LEAST_GUESS and agreed < _LEAST_OF_FIRST_GUESS * guessed:
        taken = [bool(vote) for vote in evidence.votes]
    _drop_hidden_repeats(evidence, taken)
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


def _drop_hidden_repeats(evidence: Evidence, taken: list[bool]) -> None:
    blocks = evidence.page.blocks
    hidden = [number for number, own in enumerate(taken) if own and "in:hidden" in evidence.of[number]]
    if not hidden:
        return
    unseen = set(hidden)
    seen = Wording(blocks[number].text for number, own in enumerate(taken) if own and number not in unseen)
    for number in hidden:
        if seen.share(evidence.words[number]) >= _REPEATS:
            taken[number] = False


def _stands_apart(names: frozenset[str]) -> bool:
    return any(name.startswith("outside:") for name in names)

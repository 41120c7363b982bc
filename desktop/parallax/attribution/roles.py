"""People who are meant by what they are, wherever it stands: "the president", "North Korea's leader"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parallax.attribution.mentions import ROLES, source_at
from parallax.attribution.names import People
from parallax.attribution.offices import Offices
from parallax.attribution.tree import Run, Tree

_KIN = frozenset({"father", "mother", "son", "daughter", "brother", "sister", "wife", "husband", "widow", "deputy"})
"""Roles that are somebody else's to the one who is named beside them."""


def bearers(trees: Sequence[Tree], phrases: Sequence[Sequence[Run]], people: People) -> Iterator[tuple[int, Run, int]]:
    """(article, noun phrase, person) of the phrases, one list per article in text order, that mean somebody by an
    office. What names the person too is left out."""
    offices = Offices(trees, people)
    for number, (tree, runs) in enumerate(zip(trees, phrases, strict=True)):
        named = [
            (n.first, who)
            for n in people.mentions[number]
            if (who := people.person(n.form, number, n.start)) is not None
        ]
        taken = {i for n in people.mentions[number] for i in range(n.first, n.last)}
        starts, ends = [t.start for t in tree.tokens], [t.end for t in tree.tokens]
        before: list[int] = []
        at = 0
        for first, head in runs:
            while at < len(named) and named[at][0] < head:
                before.append(named[at][1])
                at += 1
            token = tree.tokens[head]
            if token.lemma.casefold() not in ROLES - _KIN or token.tag in ("NNS", "NNPS") or head in taken:
                continue
            source = source_at(tree, starts, ends, ((tree.tokens[first].start, token.end),))
            if source is None or source.sort != "role":
                continue
            who = offices.bearer(tree, head, set(source.words), before)
            if who is not None:
                yield number, (first, head), who

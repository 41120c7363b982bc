"""Groups of sentences over all articles, by consensus of their links: never plain connected components.

Clusters grow from single sentences, the two with the highest average linkage first (group-average agglomeration, Sokal
and Michener 1958): the mean score over all pairs of sentences of different articles that the union would hold. One
doubtful link thus cannot merge two facts that several articles keep apart.

With the chances of all pairs, three things more are known. A pair that is neither linked nor plausible is hopeless: its
two sentences are in two groups, whatever links them to others (a cannot-link constraint: Davidson and Ravi 2005). An
unlinked pair counts its chance. And a third report bears witness: where both sentences are surely linked to one of
another article, the pair counts the product of the two confidences, if that is more. What the reader linked is one,
and no pair of it is hopeless: each of its sentences has the best score of any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.clusters import STRONG, Clusters, Member, components
from parallax.values import Group, Link

Chances = Mapping[tuple[int, int], tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]
"""For two articles (a, b): numbers of sentences i of a and j of b, and the probability (0 to 1) that the two report the
same thing, of all pairs worth a look, linked or not. What is left out has no chance."""

HOPELESS = 0.01
"""An unlinked pair of a smaller chance is hopeless. Of pairs between annotated reports (ECB+, train) those below are
right in 19 of 100, little more than those that share too little to be candidates (12); all others above in 56."""


def groups(
    n_sentences_per_article: Sequence[int],
    links: Iterable[Link],
    forbidden: Iterable[tuple[Member, Member]] = (),
    chances: Chances | None = None,
) -> tuple[Group, ...]:
    """Every sentence in exactly one group, sorted by the first member; a sentence without a partner is alone.

    `n_sentences_per_article` says how many sentences there are; `forbidden` pairs of (article, sentence) never share a
    group. A link made by the reader joins its two sentences, whatever the others say, unless they are forbidden.
    `chances` weigh the pairs that are not linked; without them such a pair counts 0 and is not hopeless. The order of
    articles and of links changes nothing but the numbering. Raises IndexError for a link or chance of no sentence.
    """
    nodes = [(a, i) for a, count in enumerate(n_sentences_per_article) for i in range(count)]
    number = {member: k for k, member in enumerate(nodes)}
    clusters = Clusters(nodes, weighed=chances is not None)
    for one, other in forbidden:
        if one in number and other in number:
            clusters.forbid(number[one], number[other])
    linked: dict[int, dict[int, float]] = defaultdict(dict)
    by_hand = []
    for link in links:
        one, other = (link.a, link.i), (link.b, link.j)
        if one not in number or other not in number:
            raise IndexError(f"there is no sentence {one if one not in number else other}")
        x, y = number[one], number[other]
        linked[x][y] = linked[y][x] = max(link.confidence, linked[x].get(y, 0.0))
        clusters.link(x, y, link.confidence)
        if link.made_by == "reader":
            by_hand.append((x, y))
    if chances is not None:
        witnessed = _witnessed(linked)
        for x, y, chance in _plausible(n_sentences_per_article, chances, linked):
            clusters.score(x, y, max(chance, witnessed.get((x, y), 0.0)))
    clusters.join_by_hand(by_hand)
    clusters.settle()
    return tuple(sorted((Group(tuple(sorted(nodes[k] for k in c))) for c in clusters.all()), key=lambda g: g.members))


def _plausible(
    n_sentences_per_article: Sequence[int], chances: Chances, linked: Mapping[int, Mapping[int, float]]
) -> Iterator[tuple[int, int, float]]:
    """The unlinked pairs with hope, smaller number first, of sentences that hang together by links: others never
    meet."""
    counts = np.array(n_sentences_per_article, np.int64)
    first = np.cumsum(counts) - counts
    part_of = np.full(int(counts.sum()), -1, np.int64)
    for number, part in enumerate(components((x, y) for x, partners in linked.items() for y in partners)):
        part_of[list(part)] = number
    for (a, b), (i, j, chance) in chances.items():
        if len(i) and not (i.min() >= 0 <= j.min() and i.max() < counts[a] and j.max() < counts[b]):
            raise IndexError(f"there is no such sentence in articles {a} and {b}")
        x, y = i + first[a], j + first[b]
        kept = np.flatnonzero((chance >= HOPELESS) & (part_of[x] == part_of[y]) & (part_of[x] >= 0))
        for one, other, score in zip(x[kept].tolist(), y[kept].tolist(), chance[kept].tolist(), strict=True):
            if other not in linked[one]:
                yield min(one, other), max(one, other), score


def _witnessed(linked: Mapping[int, Mapping[int, float]]) -> dict[tuple[int, int], float]:
    """Pairs of sentences that are both surely linked to a third: the product of the two confidences, of several thirds
    the best. Two half-sure links bear no witness: pairs between which they stand are right no more often."""
    found: dict[tuple[int, int], float] = {}
    for partners in linked.values():
        for x, y in combinations(sorted(partners), 2):
            sure = partners[x] * partners[y]
            if sure >= STRONG:
                found[x, y] = max(sure, found.get((x, y), 0.0))
    return found

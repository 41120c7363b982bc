"""Groups of sentences over all articles, by consensus of their links: never plain connected components.

Clusters grow from single sentences, the two with the highest average linkage first (group-average agglomeration, Sokal
and Michener 1958): the mean confidence over all pairs of sentences of different articles that the union would hold, a
pair without a link counting 0. One doubtful link thus cannot merge two facts that several articles keep apart.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence

from parallax.values import Group, Link

Member = tuple[int, int]

LEAST_LINKAGE = 0.4
"""The least average linkage of two clusters that merge. Of three sentences in a row of links, two sure links and a
missing one average 0.5 and hold together; of four in a row, the middle link averages 0.25 and does not."""

_UNIT = 1000


def groups(
    n_sentences_per_article: Sequence[int],
    links: Iterable[Link],
    forbidden: Iterable[tuple[Member, Member]] = (),
) -> tuple[Group, ...]:
    """Every sentence in exactly one group, sorted by the first member; a sentence without a partner is alone.

    `n_sentences_per_article` says how many sentences there are; `forbidden` pairs of (article, sentence) never share a
    group. A link made by the reader joins its two sentences, whatever the others say, unless they are forbidden. The
    order of articles and of links changes nothing but the numbering. Raises IndexError for a link to no sentence.
    """
    nodes = [(a, i) for a, count in enumerate(n_sentences_per_article) for i in range(count)]
    number = {member: k for k, member in enumerate(nodes)}
    clusters = _Clusters(nodes)
    for one, other in forbidden:
        if one in number and other in number:
            clusters.forbid(number[one], number[other])
    by_hand = []
    for link in links:
        one, other = (link.a, link.i), (link.b, link.j)
        if one not in number or other not in number:
            raise IndexError(f"there is no sentence {one if one not in number else other}")
        clusters.score(number[one], number[other], round(link.confidence * _UNIT))
        if link.made_by == "reader":
            by_hand.append((number[one], number[other]))
    clusters.join_by_hand(by_hand)
    clusters.settle()
    return tuple(sorted((Group(tuple(sorted(nodes[k] for k in c))) for c in clusters.all()), key=lambda g: g.members))


class _Clusters:
    """Clusters of sentences while they merge. Scores are whole thousandths, so that sums are exact and equal averages
    are equal, in whatever order they were summed."""

    def __init__(self, nodes: Sequence[Member]) -> None:
        self._members = {k: [k] for k in range(len(nodes))}
        self._articles = {k: Counter([a]) for k, (a, _) in enumerate(nodes)}
        self._scores: dict[int, dict[int, int]] = {k: {} for k in range(len(nodes))}
        self._apart: dict[int, set[int]] = {k: set() for k in range(len(nodes))}
        self._next = len(nodes)

    def all(self) -> Iterable[list[int]]:
        """The members of every cluster, as numbers of nodes."""
        return self._members.values()

    def forbid(self, x: int, y: int) -> None:
        """No cluster may hold both."""
        self._apart[x].add(y)
        self._apart[y].add(x)

    def score(self, x: int, y: int, score: int) -> None:
        """Two single sentences are linked with this confidence, in thousandths."""
        best = max(score, self._scores[x].get(y, 0))
        self._scores[x][y] = self._scores[y][x] = best

    def join_by_hand(self, pairs: list[tuple[int, int]]) -> None:
        """Merge what the reader joined, all that hangs together at once; where that would join what is forbidden,
        nothing of it is merged by hand and the scores decide."""
        for part in _components(pairs):
            if not any(self._apart[x] & part for x in part):
                self._merge(part)

    def settle(self) -> None:
        """Merge until no two clusters have enough average linkage. Of pairs of equal linkage those with most others
        linked to both go first; if that is equal too they merge together or, where their union would not hold together,
        not at all: so no numbering decides."""
        heap = [(-self._linkage(x, y), x, y) for x in self._scores for y in self._scores[x] if x < y]
        heapq.heapify(heap)
        while heap and -heap[0][0] >= LEAST_LINKAGE:
            level = heap[0][0]
            equal = []
            while heap and heap[0][0] == level:
                _, x, y = heapq.heappop(heap)
                if x in self._members and y in self._members and not self._apart[x] & {y}:
                    equal.append((x, y))
            supports = {pair: self._support(*pair) for pair in equal}
            most = max(supports.values(), default=0)
            for x, y in equal:
                if supports[x, y] < most:
                    heapq.heappush(heap, (level, x, y))
            for part in _components(pair for pair in equal if supports[pair] == most):
                if len(part) == 2 or self._coherent(part):
                    made = self._merge(part)
                    for other in self._scores[made]:
                        heapq.heappush(heap, (-self._linkage(made, other), other, made))

    def _linkage(self, x: int, y: int) -> float:
        """The mean score over the pairs of sentences of different articles between two clusters."""
        return self._scores[x].get(y, 0) / max(1, self._pairs(x, y)) / _UNIT

    def _support(self, x: int, y: int) -> int:
        """How many clusters are linked to both."""
        return len(self._scores[x].keys() & self._scores[y].keys())

    def _pairs(self, x: int, y: int) -> int:
        one, other = self._articles[x], self._articles[y]
        return one.total() * other.total() - sum(count * other[a] for a, count in one.items())

    def _coherent(self, part: set[int]) -> bool:
        """Whether clusters that are tied hold together as one: none forbidden, and enough linkage over all pairs."""
        if any(self._apart[x] & part for x in part):
            return False
        total = count = 0
        for x in part:
            for y in part:
                if x < y:
                    total += self._scores[x].get(y, 0)
                    count += self._pairs(x, y)
        return total >= LEAST_LINKAGE * _UNIT * max(1, count)

    def _merge(self, part: set[int]) -> int:
        """One cluster of several; its number."""
        made, self._next = self._next, self._next + 1
        self._members[made] = [k for x in sorted(part) for k in self._members.pop(x)]
        self._articles[made] = sum((self._articles.pop(x) for x in sorted(part)), Counter())
        scores: Counter[int] = Counter()
        apart: set[int] = set()
        for x in part:
            scores.update(self._scores.pop(x))
            apart |= self._apart.pop(x)
        self._scores[made] = {y: s for y, s in scores.items() if y not in part}
        self._apart[made] = apart - part
        for y in self._scores[made]:
            for x in part:
                self._scores[y].pop(x, None)
            self._scores[y][made] = self._scores[made][y]
        for y in self._apart[made]:
            self._apart[y] = (self._apart[y] - part) | {made}
        return made


def _components(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """What hangs together by these pairs."""
    part_of: dict[int, set[int]] = {}
    for x, y in pairs:
        joined = part_of.get(x, {x}) | part_of.get(y, {y})
        for k in joined:
            part_of[k] = joined
    return list({id(part): part for part in part_of.values()}.values())

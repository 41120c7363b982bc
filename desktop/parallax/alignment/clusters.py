"""Clusters of sentences that grow while they hold together: group-average agglomeration under constraints."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

Member = tuple[int, int]
"""A sentence: its article and its number in it."""

LEAST_LINKAGE = 0.4
"""The least average linkage of two clusters that merge. Of three sentences in a row of links, two sure links and a
missing one average 0.5 and hold together; of four in a row, the middle link averages 0.25 and does not."""

LEAST_OF_FACTS = 0.5
"""The same where all pairs were weighed and both clusters have several sentences: two facts, each with its own
witnesses, are one only if that is more likely than not."""

STRONG = 0.6
"""From this score on two sentences surely belong together."""

_UNIT = 1000


class Clusters:
    """Clusters of sentences while they merge, numbered as `nodes` at first. Scores are whole thousandths, so that sums
    are exact and equal averages are equal, in whatever order they were summed.

    Where all pairs were `weighed`, one of two articles that has no score is hopeless: the two never share a cluster.
    Two sentences of one article, which have no score, then share one only if they are neighbours (halves of a split
    sentence, a headline and its lead) or both have a strong score with a third sentence in it. Where only the links are
    known, a pair without a score counts 0.
    """

    def __init__(self, nodes: Sequence[Member], *, weighed: bool) -> None:
        self._nodes = nodes
        self._weighed = weighed
        self._members = {k: [k] for k in range(len(nodes))}
        lengths = Counter(a for a, _ in nodes)
        self._places = {k: i * _UNIT * _UNIT // lengths[a] for k, (a, i) in enumerate(nodes)}
        self._articles = {k: Counter([a]) for k, (a, _) in enumerate(nodes)}
        self._scores: dict[int, dict[int, int]] = {k: {} for k in range(len(nodes))}
        self._scored: dict[int, dict[int, int]] = {k: {} for k in range(len(nodes))}
        self._linked: dict[int, set[int]] = {k: set() for k in range(len(nodes))}
        self._apart: dict[int, set[int]] = {k: set() for k in range(len(nodes))}
        self._strong: dict[int, set[int]] = {k: set() for k in range(len(nodes))}
        self._next = len(nodes)

    def all(self) -> Iterable[list[int]]:
        """The members of every cluster, as numbers of nodes."""
        return self._members.values()

    def forbid(self, x: int, y: int) -> None:
        """No cluster may hold both."""
        self._apart[x].add(y)
        self._apart[y].add(x)

    def score(self, x: int, y: int, score: float) -> None:
        """Two single sentences of two articles have this score (0 to 1); of several the best counts."""
        best = max(round(score * _UNIT), self._scores[x].get(y, 0))
        self._scores[x][y] = self._scores[y][x] = best
        self._scored[x][y] = self._scored[y][x] = 1
        if best >= STRONG * _UNIT:
            self._strong[x].add(y)
            self._strong[y].add(x)

    def link(self, x: int, y: int, confidence: float) -> None:
        """Two single sentences are linked: only what is linked brings clusters together."""
        self.score(x, y, confidence)
        self._linked[x].add(y)
        self._linked[y].add(x)

    def join_by_hand(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Merge what the reader joined, all that hangs together at once; where that would join what is forbidden,
        nothing of it is merged by hand and the scores decide."""
        parts = [part for part in components(pairs) if not any(self._apart[x] & part for x in part)]
        if self._weighed and parts:
            self._share_scores(parts)
        for part in parts:
            self._merge(part)

    def settle(self) -> None:
        """Merge until no two linked clusters hold together. Those with the highest average linkage go first; of equal
        ones those linked to most others in common, then those at the nearest places of their articles. What is equal in
        all this merges together or, where the union would not hold together, only those that have the same equals: so
        no numbering decides."""
        heap = [(-self._linkage(x, y), x, y) for x in self._linked for y in self._linked[x] if x < y]
        heapq.heapify(heap)
        while heap and -heap[0][0] >= LEAST_LINKAGE:
            level = heap[0][0]
            equal = []
            while heap and heap[0][0] == level:
                _, x, y = heapq.heappop(heap)
                if x in self._members and y in self._members and self._hold_together({x, y}):
                    equal.append((x, y))
            ranks = {pair: self._rank(*pair) for pair in equal}
            first = min(ranks.values(), default=None)
            for x, y in equal:
                if ranks[x, y] != first:
                    heapq.heappush(heap, (level, x, y))
            for part in self._tied([pair for pair in equal if ranks[pair] == first]):
                made = self._merge(part)
                for other in self._linked[made]:
                    heapq.heappush(heap, (-self._linkage(made, other), other, made))

    def _linkage(self, x: int, y: int) -> float:
        """The mean score over the pairs of sentences of different articles between two clusters."""
        return self._scores[x].get(y, 0) / max(1, self._pairs(x, y)) / _UNIT

    def _rank(self, x: int, y: int) -> tuple[int, float]:
        """Which of two equal linkages goes first, lower ones first: by the clusters that are linked to both, and by how
        far apart the two stand in their articles on average."""
        one, other = len(self._members[x]), len(self._members[y])
        distance = abs(self._places[x] * other - self._places[y] * one) / (one * other)
        return -len(self._linked[x] & self._linked[y]), distance

    def _pairs(self, x: int, y: int) -> int:
        one, other = self._articles[x], self._articles[y]
        return one.total() * other.total() - sum(count * other[a] for a, count in one.items())

    def _hold_together(self, part: set[int]) -> bool:
        """Whether clusters may be one: none apart, no pair hopeless, enough linkage over all pairs, and sentences of
        one article that say one fact."""
        if any(self._apart[x] & part for x in part):
            return False
        total = count = 0
        for x, y in combinations(part, 2):
            pairs = self._pairs(x, y)
            if self._weighed and self._scored[x].get(y, 0) < pairs:
                return False
            total += self._scores[x].get(y, 0)
            count += pairs
        facts = sum(len(self._members[x]) > 1 for x in part)
        least = LEAST_OF_FACTS if self._weighed and facts > 1 else LEAST_LINKAGE
        return total >= least * _UNIT * max(1, count) and (not self._weighed or self._say_one_fact(part))

    def _say_one_fact(self, part: set[int]) -> bool:
        """Whether those sentences of these clusters that are of one article are neighbours or have a strong score with
        one sentence of the clusters."""
        together = {k for x in part for k in self._members[x]}
        own: dict[int, list[list[int]]] = defaultdict(list)
        for x in part:
            for article in self._articles[x]:
                own[article].append([k for k in self._members[x] if self._nodes[k][0] == article])
        return all(self._share_a_witness(members, together) for members in own.values() if len(members) > 1)

    def _share_a_witness(self, clusters: Sequence[Sequence[int]], together: set[int]) -> bool:
        """Whether any two sentences of one article, each of another of these clusters, are neighbours or have a strong
        score with one of the sentences that are together. One that has it with all of them settles it at once: an
        article may say the same sentence hundreds of times."""
        common = set(together)
        for k in (k for members in clusters for k in members):
            common &= self._strong[k]
            if not common:
                break
        if common:
            return True
        for one, other in combinations(clusters, 2):
            for k in one:
                witnesses = self._strong[k] & together
                for m in other:
                    near = abs(self._nodes[k][1] - self._nodes[m][1]) == 1
                    if not near and witnesses.isdisjoint(self._strong[m]):
                        return False
        return True

    def _tied(self, pairs: list[tuple[int, int]]) -> Iterator[set[int]]:
        """What is to merge of pairs that nothing tells apart: all that hangs together, if it holds together, else
        those clusters of it that are tied to the same ones."""
        ties: dict[int, set[int]] = defaultdict(set)
        for x, y in pairs:
            ties[x] |= {x, y}
            ties[y] |= {x, y}
        for part in components(pairs):
            if len(part) == 2 or self._hold_together(part):
                yield part
                continue
            twins: dict[frozenset[int], set[int]] = defaultdict(set)
            for x in part:
                twins[frozenset(ties[x])].add(x)
            yield from (same for same in twins.values() if len(same) > 1 and self._hold_together(same))

    def _share_scores(self, parts: list[set[int]]) -> None:
        """Give every sentence that the reader joined to others the best score of any of them, with each other
        sentence: who says that two are the same says so of their partners."""
        part_of = {k: part for part in map(frozenset, parts) for k in part}
        best: dict[tuple[frozenset[int], frozenset[int]], int] = {}
        for x, others in self._scores.items():
            for y, score in others.items():
                key = part_of.get(x, frozenset([x])), part_of.get(y, frozenset([y]))
                if len(key[0]) > 1 and key[0] != key[1]:
                    best[key] = max(score, best.get(key, 0))
        for (part, other), score in best.items():
            for x in part:
                for y in other:
                    if self._nodes[x][0] != self._nodes[y][0]:
                        self.score(x, y, score / _UNIT)

    def _merge(self, part: set[int]) -> int:
        """One cluster of several; its number."""
        made, self._next = self._next, self._next + 1
        self._members[made] = [k for x in sorted(part) for k in self._members.pop(x)]
        self._places[made] = sum(self._places.pop(x) for x in part)
        self._articles[made] = sum((self._articles.pop(x) for x in sorted(part)), Counter())
        for sums in (self._scores, self._scored):
            whole: dict[int, int] = {}
            for x in part:
                for y, s in sums.pop(x).items():
                    if y not in part:
                        whole[y] = whole.get(y, 0) + s
                        del sums[y][x]
            for y, s in whole.items():
                sums[y][made] = s
            sums[made] = whole
        for sets in (self._linked, self._apart):
            sets[made] = set().union(*(sets.pop(x) for x in part)) - part
            for y in sets[made]:
                sets[y] = (sets[y] - part) | {made}
        return made


def components(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """The nodes that hang together by these pairs."""
    part_of: dict[int, set[int]] = {}
    for x, y in pairs:
        one, other = part_of.setdefault(x, {x}), part_of.setdefault(y, {y})
        if one is not other:
            less, more = sorted((one, other), key=len)
            more |= less
            part_of.update(dict.fromkeys(less, more))
    return list({id(part): part for part in part_of.values()}.values())

"""What the reader says of two articles: their relation, sentences linked and taken apart."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from parallax.article import Sentence
from parallax.values import ArticleSpan, Correction, Refuse, RelationKind

Pair = tuple[int, int]
Member = tuple[int, int]


class Pairs:
    """The corrections of kinds "relation", "link" and "unlink". Of two that contradict each other the earlier holds."""

    def __init__(
        self,
        sentences: Sequence[Sequence[Sentence]],
        asked: Iterable[Correction],
        everywhere: RelationKind | None,
        refuse: Refuse,
    ) -> None:
        self._sentences = sentences
        self._everywhere = everywhere
        self._relations: dict[Pair, RelationKind] = {}
        self._linked: dict[Pair, set[Pair]] = defaultdict(set)
        self._unlinked: dict[Pair, set[Pair]] = defaultdict(set)
        for c in asked:
            reason = self._take(c)
            if reason:
                refuse(c, reason)

    def relation(self, a: int, b: int) -> RelationKind | None:
        """What the reader said of articles `a` < `b`, else of all pairs, else None."""
        return self._relations.get((a, b), self._everywhere)

    def linked(self, a: int, b: int) -> frozenset[Pair]:
        """The pairs of sentences of articles `a` < `b` that the reader joined."""
        return frozenset(self._linked.get((a, b), ()))

    def unlinked(self, a: int, b: int) -> frozenset[Pair]:
        """The pairs of sentences of articles `a` < `b` that the reader took apart."""
        return frozenset(self._unlinked.get((a, b), ()))

    def forbidden(self) -> frozenset[tuple[Member, Member]]:
        """Pairs of (article, sentence) that the reader took apart: no group may join them."""
        return frozenset(((a, i), (b, j)) for (a, b), pairs in self._unlinked.items() for i, j in pairs)

    def _take(self, c: Correction) -> str:
        """Note one correction; the reason why it cannot be, or an empty string."""
        first, second = sorted(c.spans)
        pair = first[0], second[0]
        if pair[0] == pair[1]:
            return "it does not name two articles"
        if c.kind == "relation":
            if c.value not in ("versions", "reports"):
                return f"{c.value[:40]!r} is not a relation of two articles"
            wanted: RelationKind = "versions" if c.value == "versions" else "reports"
            if self._relations.setdefault(pair, wanted) != wanted:
                return "an earlier correction says otherwise of these two articles"
            return ""
        i, j = self._sentence(first), self._sentence(second)
        if i is None or j is None:
            return "its sentence is no longer in the text"
        wanted_here, opposite = self._linked, self._unlinked
        if c.kind == "unlink":
            wanted_here, opposite = opposite, wanted_here
        if (i, j) in opposite.get(pair, ()):
            return "an earlier correction says the opposite of these two sentences"
        wanted_here[pair].add((i, j))
        return ""

    def _sentence(self, span: ArticleSpan) -> int | None:
        """The number of the sentence that holds the first word of a span; white space may stand before it."""
        article, start, end = span
        sentences = self._sentences[article]
        k = bisect_right(sentences, start, key=lambda s: s.end)
        return k if k < len(sentences) and sentences[k].start < max(end, start + 1) else None

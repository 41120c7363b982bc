"""The differing words of a stretch of an article, as every view and written form marks them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from parallax.values import FAMILIES, ArticleSpan, Comparison, Difference, Family

GAP = " … "
"""What stands between two stretches of one cell that are not neighbours in their article."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of a text that belong to difference number `difference`: code points `start` to `end` of that text."""

    start: int
    end: int
    family: Family
    difference: int


def are_versions(comparison: Comparison) -> bool:
    """Whether all pairs are versions of one text."""
    return bool(comparison.relations) and all(r.relation == "versions" for r in comparison.relations)


def sentences_of(comparison: Comparison, difference: Difference) -> tuple[ArticleSpan, ...]:
    """(article, start, end) of what to show of each article: the sentences that its spans touch, those that follow one
    another together, and, where one article alone has spans, those of the others in the same group. In the order of
    the articles. Where sentences are not known, the spans themselves."""
    if not comparison.sentences:
        return tuple(sorted(difference.spans))
    found: list[ArticleSpan] = []
    touched = {article for article, _, _ in difference.spans}
    for article in touched:
        own = [(b, max(e, b + 1)) for a, b, e in difference.spans if a == article]
        sentences = comparison.sentences[article]
        first = bisect_right(sentences, min(own)[0], key=lambda s: s.end)
        last = bisect_left(sentences, max(e for _, e in own), key=lambda s: s.start)
        before = -2
        for s in sentences[first:last]:
            if not any(b < s.end and s.start < e for b, e in own):
                continue
            if s.index == before + 1:
                found[-1] = (article, found[-1][1], s.end)
            else:
                found.append((article, s.start, s.end))
            before = s.index
    if len(touched) < 2 and difference.group is not None:
        for article, k in comparison.groups[difference.group].members:
            if article not in touched:
                s = comparison.sentences[article][k]
                found.append((article, s.start, s.end))
    outside = {article for article, _, _ in found}
    found.extend(span for span in difference.spans if span[0] not in outside)
    return tuple(sorted(found))


class MarkIndex:
    """Finds the differing words of a stretch of an article."""

    def __init__(self, comparison: Comparison, *, families: frozenset[Family] = frozenset(FAMILIES)) -> None:
        found: list[list[tuple[int, int, int]]] = [[] for _ in comparison.articles]
        self._families: list[Family] = [d.family for d in comparison.differences]
        for k, d in enumerate(comparison.differences):
            if d.kind == "moved" or d.family not in families:
                continue  # a whole sentence that moved is told by its note, not by underlining all of it
            for article, start, end in d.spans:
                found[article].append((start, end, k))
        self._spans = [sorted(spans) for spans in found]
        self._longest = [max((e - s for s, e, _ in spans), default=0) for spans in self._spans]

    def marks(self, article: int, start: int, end: int, shift: int = 0) -> tuple[MarkedWords, ...]:
        """The marks between `start` and `end` of an article, cut to it, in code points from `start`, plus `shift`."""
        spans = self._spans[article]
        first = bisect_left(spans, (start - self._longest[article], -1, -1))
        last = bisect_right(spans, (end, -1, -1))
        return tuple(
            MarkedWords(max(s, start) - start + shift, min(e, end) - start + shift, self._families[k], k)
            for s, e, k in spans[first:last]
            if s < end and e > start
        )

"""The links of a comparison by the sentences at their ends, so that a step asks for those of one. Without Qt."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from parallax.values import Comparison
from parallax.window.last_two import LastTwo


class Partner(NamedTuple):
    """The other end of a link."""

    article: int
    sentence: int
    confidence: float
    by_reader: bool


class LinksAt:
    """All links of a comparison, in their order."""

    def __init__(self, comparison: Comparison) -> None:
        self._partners: dict[tuple[int, int], list[Partner]] = {}
        self._ends: dict[tuple[int, int], dict[int, int]] = {}
        self._sorted: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for link in comparison.links:
            made = link.made_by == "reader"
            for (a, i), (b, j) in (((link.a, link.i), (link.b, link.j)), ((link.b, link.j), (link.a, link.i))):
                self._partners.setdefault((a, i), []).append(Partner(b, j, link.confidence, made))
                ends = self._ends.setdefault((a, b), {})
                ends.setdefault(comparison.sentences[a][i].start, comparison.sentences[b][j].end)

    def of(self, article: int, sentence: int) -> list[Partner]:
        """The sentences that are linked with one."""
        return self._partners.get((article, sentence), [])

    def end_beside(self, article: int, start: int, other: int) -> int:
        """The end of the sentence of `other` that is linked nearest before a place of an article; -1 without one."""
        pair = article, other
        ends = self._sorted.get(pair)
        if ends is None:
            ends = self._sorted[pair] = sorted(self._ends.get(pair, {}).items())
        k = bisect_right(ends, start, key=lambda end: end[0]) - 1
        return ends[k][1] if k >= 0 else -1


links_at = LastTwo(LinksAt).of

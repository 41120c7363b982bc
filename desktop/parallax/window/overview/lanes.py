"""The lanes of the overview ruler: where differences stand along a view, which rows of pixels they take, and how many
lie above, in and below what is seen. Without Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from parallax.outlets import clipped, outlet_names
from parallax.values import FAMILIES, Comparison, Family

_OPEN, _CHECKED = 2, 1
_MOST_TOLD = 3
_WORDS = 60  # code points of a reading that a tooltip says


class Spot(NamedTuple):
    """Where a difference stands in one article, in code points: its words, or a place without length."""

    difference: int
    start: int
    end: int


class Stroke(NamedTuple):
    """Where a difference stands along a view, in pixels from its very top."""

    difference: int
    family: Family
    top: float
    bottom: float
    checked: bool


class Band(NamedTuple):
    """Rows of pixels of a lane, from `top` up to `bottom`, that are drawn alike."""

    top: int
    bottom: int
    checked: bool


class Tally(NamedTuple):
    """How many differences of a family lie above, in and below what is seen."""

    above: int = 0
    within: int = 0
    below: int = 0


def spots(comparison: Comparison, article: int) -> tuple[Spot, ...]:
    """Where each difference stands in an article. One without words there stands at the sentence that reports the
    same, else behind the sentence that is linked nearest before its place in another article."""
    found: list[Spot] = []
    beside = _Beside(comparison, article)
    for k, d in enumerate(comparison.differences):
        own = [Spot(k, start, end) for a, start, end in d.spans if a == article]
        found.extend(own or [Spot(k, at, at) for at in (_without_words(comparison, k, article, beside),)])
    return tuple(found)


def _without_words(comparison: Comparison, difference: int, article: int, beside: _Beside) -> int:
    d = comparison.differences[difference]
    if d.group is not None:
        for a, sentence in comparison.groups[d.group].members:
            if a == article:
                return comparison.sentences[a][sentence].start
    other, start, _ = min(d.spans, default=(0, 0, 0))
    return beside.end(other, start)


class _Beside:
    """The sentences of an article that are linked with sentences of the others, in the order of each other one."""

    def __init__(self, comparison: Comparison, article: int) -> None:
        found: dict[int, list[tuple[int, int]]] = {}
        for link in comparison.links:
            for (a, i), (b, j) in (((link.a, link.i), (link.b, link.j)), ((link.b, link.j), (link.a, link.i))):
                if b == article:
                    ends = comparison.sentences[a][i].start, comparison.sentences[b][j].end
                    found.setdefault(a, []).append(ends)
        self._linked = {a: sorted(ends) for a, ends in found.items()}

    def end(self, other: int, start: int) -> int:
        """Where the sentence ends that is linked nearest before a place of another article; 0 without one."""
        linked = self._linked.get(other, [])
        k = bisect_right(linked, start, key=lambda ends: ends[0]) - 1
        return linked[k][1] if k >= 0 else 0


def bands(strokes: Iterable[Stroke], extent: float, height: int) -> dict[Family, list[Band]]:
    """What each lane shows in a strip of `height` pixels that stands for a view of `extent` pixels. However many
    strokes there are, a lane holds one thing per row of pixels; what is unchecked lies above what is checked."""
    scale = height / extent if extent > 0 else 0.0
    lanes = {family: bytearray(height) for family in FAMILIES}
    for stroke in sorted(strokes, key=lambda s: not s.checked):
        top, bottom = rows_of(stroke, scale, height)
        lanes[stroke.family][top:bottom] = bytes([_CHECKED if stroke.checked else _OPEN]) * (bottom - top)
    return {family: list(_runs(lane)) for family, lane in lanes.items()}


def rows_of(stroke: Stroke, scale: float, height: int, least: int = 2) -> tuple[int, int]:
    """The first row of pixels of a stroke, and the one after its last; at least some, all of them in the strip."""
    top = max(0, min(int(stroke.top * scale), height - least))
    return top, min(max(ceil(stroke.bottom * scale), top + least), height)


def _runs(lane: bytearray) -> Iterator[Band]:
    at = 0
    for value, same in groupby(lane):
        length = sum(1 for _ in same)
        if value:
            yield Band(at, at + length, value == _CHECKED)
        at += length


def near(strokes: Iterable[Stroke], at: float, reach: float, family: Family | None) -> list[Stroke]:
    """The strokes within reach of a height, one per difference: those of a family first, then the nearest."""
    best: dict[int, tuple[tuple[bool, float, int], Stroke]] = {}
    for stroke in strokes:
        away = max(stroke.top - at, at - stroke.bottom, 0.0)
        if away <= reach:
            rank = stroke.family != family, away, stroke.difference
            if stroke.difference not in best or rank < best[stroke.difference][0]:
                best[stroke.difference] = rank, stroke
    return [stroke for _, stroke in sorted(best.values())]


def tallies(strokes: Sequence[Stroke], top: float, bottom: float) -> dict[Family, Tally]:
    """Of each family how many differences lie above, in and below the part from `top` to `bottom`. One of which any
    word is seen is seen."""
    where: dict[int, tuple[Family, int]] = {}
    for stroke in strokes:
        side = -1 if stroke.bottom <= top else 1 if stroke.top >= bottom else 0
        before = where.get(stroke.difference)
        where[stroke.difference] = stroke.family, 0 if before and before[1] == 0 else side
    found = {}
    for family in FAMILIES:
        sides = [side for f, side in where.values() if f == family]
        found[family] = Tally(sides.count(-1), sides.count(0), sides.count(1))
    return found


def told(family: Family, tally: Tally, hidden: int) -> str:
    """A lane in words; `hidden` differences of its family are not shown."""
    name = family.capitalize()
    if hidden:
        return f"{name}: {hidden} hidden by the filter"
    if not any(tally):
        return f"{name}: none"
    return f"{name}: {tally.above} above, {tally.within} in view, {tally.below} below"


def readings(comparison: Comparison, strokes: Sequence[Stroke]) -> str:
    """What is said of the differences of these strokes: kind, what differs, and each outlet's words."""
    names = outlet_names(comparison.articles)
    parts = []
    for stroke in strokes[:_MOST_TOLD]:
        d = comparison.differences[stroke.difference]
        lines = [f"{d.kind}: {d.explanation}" if d.explanation else d.kind]
        lines += [f"{names[a]}: “{clipped(comparison.articles[a].text[s:e], _WORDS)}”" for a, s, e in sorted(d.spans)]
        parts.append("\n".join([*lines, *(["✓ checked"] if stroke.checked else [])]))
    if len(strokes) > _MOST_TOLD:
        parts.append(f"and {len(strokes) - _MOST_TOLD} more here")
    return "\n\n".join(parts)

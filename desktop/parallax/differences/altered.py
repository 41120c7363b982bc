"""Words changed inside the marks of one quotation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, product
from typing import NamedTuple

from parallax.article import Span
from parallax.attribution.retelling import retelling
from parallax.differences.found import Found
from parallax.differences.reading import Reading, shown
from parallax.differences.told import Told, found_in
from parallax.values import ArticleSpan, Edit, Retelling

LEAST_WORDS = 4
"""Words inside the marks that both must have in common."""
_FARTHEST_APART = 8
_EQUAL_BESIDE_AN_END = 8
"""Words in common that make other words at the end of what is quoted a change of it, not another statement."""
_SHOWN_CHANGES = 3
_MOST_REPORTS = 20
"""Reports of one quotation in a text that are held against those in another: the first."""

_Run = tuple[Sequence[Edit], Edit | None]


class _Held(NamedTuple):
    """Two reports of one quotation held against each other: the fuller one, the other, how that has the words of the
    fuller, and how many words inside the marks they have in common, in order."""

    a: Told
    b: Told
    full: Told
    own: Told
    told: Retelling
    equal: int


def altered(ours: Sequence[Told], theirs: Sequence[Told]) -> list[Found]:
    """Words that differ inside the marks of two reports of one quotation, as one difference; a quotation of which
    the other text has as much word for word differs from none of its others. What one quotes further, before or
    after, is no alteration; nor is what is put in brackets, left out with an ellipsis, contracted, spelled in another
    way, or as a figure."""
    both = {_words(m) for m in ours} & {_words(m) for m in theirs}
    pairs = product(ours[:_MOST_REPORTS], theirs[:_MOST_REPORTS])
    held = [_held(a, b) for a, b in pairs if min(len(a.quoted), len(b.quoted)) >= LEAST_WORDS]
    settled: dict[int, int] = {}
    for h in held:
        if h.told.wording in ("same", "trimmed", "stitched"):
            for m in (h.a, h.b):
                settled[id(m)] = max(settled.get(id(m), 0), h.equal)
    return [
        found
        for h in held
        if h.told.wording == "altered"
        and not both & {_words(h.a), _words(h.b)}
        and max(settled.get(id(m), 0) for m in (h.a, h.b)) < h.equal
        for found in _found(h)
    ]


def _words(m: Told) -> tuple[tuple[str, ...], ...]:
    """The words inside the marks of a report, piece by piece."""
    return tuple(p.words for p in m.pieces)


def _held(a: Told, b: Told) -> _Held:
    full, own = sorted(
        (a, b), key=lambda m: (-len(m.quoted), [p.words for p in m.pieces], m.reading.key, m.said.content)
    )
    told = retelling(0, full.pieces, (), own.pieces, ())
    return _Held(a, b, full, own, told, sum(_size(full.reading, e.base) for e in told.delta if e.kind == "equal"))


def _found(h: _Held) -> list[Found]:
    full, own, told, equal = h.full, h.own, h.told, h.equal
    changed = sum(_size(own.reading, edit.own) for edit in told.delta if edit.kind == "insert")
    if equal < max(LEAST_WORDS, changed):
        return []
    found, before = list[_Run](), None
    runs = [(silent, list(run)) for silent, run in groupby(told.delta, key=lambda e: e.kind in ("delete", "insert"))]
    for k, (silent, edits) in enumerate(runs):
        if silent and max(_counts(full, own, edits)) <= min(_FARTHEST_APART, equal):
            inside = before is not None and k + 1 < len(runs) and runs[k + 1][1][0].kind == "equal"
            if inside or equal >= _EQUAL_BESIDE_AN_END:
                found.append((edits, before))
        before = edits[-1] if edits[-1].kind == "equal" else None
    found = [run for run in found if run[1] is not None or all(_sides(run[0]))]
    if not found:
        return []
    spans = {place for edits, before in found for place in _places(full, own, edits, before)}
    sides = [_sides(edits) for edits, _ in found]
    if full is not h.a:
        sides = [s[::-1] for s in sides]
    return [found_in("quotation", h.a, h.b, spans, _told(h.a, h.b, sides), 0.8)]


def _size(reading: Reading, span: Span | tuple[()]) -> int:
    """How many words there are in a span."""
    return sum(any(c.isalnum() for c in reading.tokens[k].text) for k in reading.within(*span)) if span else 0


def _counts(full: Told, own: Told, edits: Sequence[Edit]) -> tuple[int, int]:
    """How many words are left out and put in."""
    return sum(_size(full.reading, e.base) for e in edits), sum(_size(own.reading, e.own) for e in edits)


def _sides(edits: Sequence[Edit]) -> tuple[Span | None, Span | None]:
    """Where a change stands in the fuller report and in the other; None where one has no words for it."""
    found = []
    for spans in ([e.base for e in edits if e.base], [e.own for e in edits if e.own]):
        found.append((spans[0][0], spans[-1][1]) if spans else None)
    return found[0], found[1]


def _places(full: Told, own: Told, edits: Sequence[Edit], before: Edit | None) -> list[ArticleSpan]:
    """The words of a change, or where there are none the word before their place."""
    found: list[ArticleSpan] = []
    for m, side, last in zip((full, own), _sides(edits), _last_words(full, own, before), strict=True):
        span = side or last
        if span is not None:
            tokens = m.reading.within(*span)
            found.append(m.reading.span(tokens[0], tokens[-1] + 1))
    return found


def _last_words(full: Told, own: Told, before: Edit | None) -> tuple[Span | None, Span | None]:
    """The last word that both have before a change."""
    if before is None or not before.base or not before.own:
        return None, None
    ends = []
    for m, (start, end) in ((full, before.base), (own, before.own)):
        k = m.reading.within(start, end)[-1]
        ends.append((m.reading.tokens[k].start, end))
    return ends[0], ends[1]


def _told(a: Told, b: Told, sides: Sequence[tuple[Span | None, Span | None]]) -> str:
    """What each has inside the marks, the first few changes."""
    x, y = a.reading, b.reading
    told = []
    for here, there in sides[:_SHOWN_CHANGES]:
        if here and there:
            told.append(f"{x.name} has {shown(x.article.text, here)}, {y.name} {shown(y.article.text, there)}")
        elif here:
            told.append(f"{x.name} has {shown(x.article.text, here)}, which {y.name} leaves out unmarked")
        elif there:
            told.append(f"{y.name} has {shown(y.article.text, there)}, which {x.name} leaves out unmarked")
    return f"Inside the same quotation {'; '.join(told)}."

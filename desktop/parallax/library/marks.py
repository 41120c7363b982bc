"""Marks and corrections against a comparison: which differences were checked, and what a correction means now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast

from parallax.article import Article
from parallax.library.anchors import anchor
from parallax.library.records import KeptCorrection, Mark, Reading
from parallax.values import ArticleSpan, Correction, CorrectionKind, Difference

CheckedState = Literal["unchecked", "checked", "new readings"]
_Place = tuple[str, str, int, int]


def readings(articles: Sequence[Article], spans: Iterable[ArticleSpan]) -> tuple[Reading, ...]:
    """The spans `(article number, start, end)` of a comparison of `articles` as readings, to be marked."""
    return tuple(anchor(articles[number], start, end) for number, start, end in spans)


def checked_state(
    mark_list: Iterable[Mark], difference: Difference, articles: Sequence[Article]
) -> tuple[CheckedState, int]:
    """Whether a difference of a comparison of `articles` was checked, and how many of its readings are new since.

    See `checked_mark`; the number is 0 but for "new readings".
    """
    mark = checked_mark(mark_list, difference, articles)
    if mark is None:
        return "unchecked", 0
    new = _unjudged(mark, difference, articles)
    return ("new readings", new) if new else ("checked", 0)


def checked_mark(mark_list: Iterable[Mark], difference: Difference, articles: Sequence[Article]) -> Mark | None:
    """The checked mark that speaks for a difference, or None. See `checked_marks`."""
    return checked_marks(mark_list, (difference,), articles).get(0)


def checked_marks(
    mark_list: Iterable[Mark], differences: Sequence[Difference], articles: Sequence[Article]
) -> dict[int, Mark]:
    """The checked mark that speaks for each difference, by its index; those that were not checked are left out.

    It has the same kind of difference and was set on all of its readings, or on some of them and no others. Readings
    of articles that are not among `articles` do not count, unless only one reading would be left of several: that
    would be another comparison. Of several such marks the one that leaves the fewest readings new.
    """
    here = {article.id for article in articles}
    of_kind: dict[str, list[tuple[Mark, set[_Place], set[_Place]]]] = {}
    for mark in mark_list:
        if mark.kind == "checked" and not mark.aside:
            judged = {reading.place for reading in mark.readings}
            still = {place for place in judged if place[0] in here}
            if still:
                of_kind.setdefault(mark.difference, []).append((mark, judged, still))
    chosen = {}
    for k, d in enumerate(differences):
        found = _places(d, articles)
        fewest = len(found) + 1
        for mark, judged, still in of_kind.get(d.kind, ()):
            fits = found <= judged or (still <= found and len(still) >= min(2, len(judged)))
            new = len(found - judged)
            if found and fits and new < fewest:
                chosen[k], fewest = mark, new
    return chosen


def new_readings(
    marks: Mapping[int, Mark], differences: Sequence[Difference], articles: Sequence[Article], came: Sequence[str]
) -> dict[int, int]:
    """Of each difference (by index) that was checked, how many readings are new since: its own that were not judged,
    and those that have joined it. `marks` are its `checked_marks`.

    A reading has joined when another difference of the same kind, not checked itself, holds it against the same words,
    and its article is none of those judged and came later than the judgement. `came` says when the text of each of
    `articles` came, as `Story.came` does.
    """
    open_ones: dict[str, list[Difference]] = {}
    for k, d in enumerate(differences):
        if k not in marks:
            open_ones.setdefault(d.kind, []).append(d)
    found = {}
    for k, mark in marks.items():
        own = differences[k].spans
        judged = {reading.article for reading in mark.readings}
        joined = {
            span
            for other in open_ones.get(differences[k].kind, ())
            if any(a == b and s < f and e < t for a, s, t in own for b, e, f in other.spans)
            for span in other.spans
            if articles[span[0]].id not in judged and came[span[0]] > mark.time
        }
        count = _unjudged(mark, differences[k], articles) + len(joined)
        if count:
            found[k] = count
    return found


def corrections_for(kept: Iterable[KeptCorrection], articles: Sequence[Article]) -> tuple[Correction, ...]:
    """Corrections of a story as `compare` takes them, by the numbers of `articles` in the order given. Those in the
    tray, and those about an article or a revision that is not among `articles`, are left out. The spans are in the
    order in which the readings were given."""
    number = {(article.id, article.text_sha256): k for k, article in enumerate(articles)}
    found = []
    for correction in kept:
        names = [number.get((reading.article, reading.revision)) for reading in correction.readings]
        spans = tuple(
            (name, reading.start, reading.end)
            for name, reading in zip(names, correction.readings, strict=True)
            if name is not None
        )
        if not correction.aside and len(spans) == len(names):
            kind = cast(CorrectionKind, correction.kind)
            found.append(Correction(kind, spans, correction.value, correction.id))
    return tuple(found)


def _unjudged(mark: Mark, difference: Difference, articles: Sequence[Article]) -> int:
    """How many readings of a difference a mark was not set on."""
    return len(_places(difference, articles) - {reading.place for reading in mark.readings})


def _places(difference: Difference, articles: Sequence[Article]) -> set[_Place]:
    return {(articles[k].id, articles[k].text_sha256, start, end) for k, start, end in difference.spans}

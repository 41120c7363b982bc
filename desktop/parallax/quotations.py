"""Quotation marks: which words stand inside them, paragraph by paragraph, in any language.

A mark is read by what stands beside it; where that does not tell (loose marks), by whether a quotation is open. A
quotation that its paragraph does not close either goes on in the next one (which opens again, or closes without
having opened), or is damaged and ends with its paragraph: one wrong mark never costs more than that.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parallax.article import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»「」『』＂]|['‘’‚‛`]")
_SINGLE = frozenset("'‘’‚‛`")
_OPENING = frozenset({"“", "„", "«", "「", "『", "``", "‟"})
_CLOSING = frozenset({"”", "»", "」", "』"})
_ELISION = re.compile(r"['‘’](?:\d0s|em|til|tis|twas|cause|bout|round|n|n['’])\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset("([{-–—/…:“\"‘'«")
_LONGEST_SINGLE = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: `start` and `end` hold the marks. `depth` is 0 for the outermost; `closed` says that
    its closing mark stands in this paragraph; `continues`, that it goes on from the quotation before it in the list
    of the same depth, which its paragraph left open."""

    start: int
    end: int
    paragraph: int
    depth: int
    closed: bool
    continues: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    side: str
    """ "open", "close" or "either"."""


def quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Every quotation of a text, given the (start, end) of its paragraphs, in text order: an outer one comes before
    those inside it. Time is near linear in the text, however many marks stand in a paragraph."""
    found: list[Quotation] = []
    unclosed = False
    for number, (start, end) in enumerate(paragraphs):
        doubles, singles = _marks(text, start, end)
        outer, unclosed = _paired(text, doubles, number, (start, end), unclosed)
        found.extend(_with_singles(text, outer, singles, number))
    return tuple(found)


def _marks(text: str, start: int, end: int) -> tuple[list[_Mark], list[_Mark]]:
    """The double and the single marks of a paragraph. Apostrophes inside words are neither."""
    doubles: list[_Mark] = []
    singles: list[_Mark] = []
    value = False
    for match in _MARK.finditer(text, start, end):
        low, high = match.span()
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        mark = match.group()
        if mark in _SINGLE:
            if not (before.isalnum() and after.isalnum()):
                side = _side_of_single(text, low, mark, before, after)
                if side:
                    singles.append(_Mark(low, high, side))
        elif before == "=" or value:
            # a value in markup that was left in the text
            value = before == "="
        else:
            doubles.append(_Mark(low, high, _side(mark, before, after)))
    return doubles, singles


def _side(mark: str, before: str, after: str) -> str:
    """Which side of a quotation a double mark stands on."""
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or not after.isalnum())
    if mark in _OPENING:
        return "close" if closes and not opens else "open"
    if mark in _CLOSING:
        return "open" if opens and not closes and after.isalnum() else "close"
    if opens and not (closes and not after.isalnum() and before in "\"'"):
        return "open"
    if closes:
        return "close"
    return "either"


def _side_of_single(text: str, at: int, mark: str, before: str, after: str) -> str:
    """Which side a single mark stands on; empty for an apostrophe."""
    if _ELISION.match(text, at):
        return ""
    if (before.isspace() or before in _BEFORE_OPENING) and not after.isspace() and mark != "’":
        return "open"
    if not before.isspace() and not after.isalnum():
        return "close"
    return ""


def _paired(
    text: str, marks: list[_Mark], number: int, paragraph: Span, unclosed: bool
) -> tuple[list[Quotation], bool]:
    """The outermost quotations of a paragraph, and whether its last one is still open at its end. `unclosed` says the
    same of the paragraph before."""
    found: list[Quotation] = []
    opened: _Mark | None = None
    first = True
    reopened = False
    for mark in marks:
        side = mark.side
        if side == "either":
            side = "close" if opened or (first and unclosed) else "open"
        if side == "open":
            if opened is None:
                opened = mark
                reopened = first and unclosed and not text[paragraph[0] : mark.start].strip()
            elif mark.start > opened.end:
                # the earlier mark was never closed: it is the damaged one
                opened, reopened = mark, False
        elif opened is not None:
            if text[opened.end : mark.start].strip():
                found.append(Quotation(opened.start, mark.end, number, 0, True, reopened))
            opened = None
        elif first and unclosed and text[paragraph[0] : mark.start].strip():
            found.append(Quotation(paragraph[0], mark.end, number, 0, True, True))
        first = False
    if opened is not None and text[opened.end : paragraph[1]].strip():
        found.append(Quotation(opened.start, paragraph[1], number, 0, False, reopened))
        return found, True
    return found, False


def _with_singles(text: str, outer: list[Quotation], singles: list[_Mark], number: int) -> list[Quotation]:
    """The quotations in single marks beside and inside the others, merged in text order. The others do not touch, so
    those that a pair of single marks meets stand side by side among them."""
    found: list[Quotation] = []
    deeper: set[int] = set()
    k = 0
    while k < len(singles):
        mark = singles[k]
        k += 1
        if mark.side != "open":
            continue
        partner = _partner(text, singles, k, mark)
        if partner is None:
            continue
        start, end = mark.start, singles[partner].end
        low = bisect_right(outer, start, key=lambda q: q.end)
        high = bisect_left(outer, end, key=lambda q: q.start)
        within = low < high and outer[low].start <= start and end <= outer[low].end
        if low < high and not within:
            if outer[low].start <= start or end <= outer[high - 1].end:
                continue
            deeper.update(range(low, high))
        found.append(Quotation(start, end, number, 1 if within else 0, True, False))
        k = partner + 1
    found.extend(replace(q, depth=1, continues=False) if n in deeper else q for n, q in enumerate(outer))
    return sorted(found, key=lambda q: (q.start, -q.end))


def _partner(text: str, singles: list[_Mark], k: int, mark: _Mark) -> int | None:
    """The index of the closing mark for a single opening one: the first after a stop, else the first that is not a
    plural's apostrophe, else the last that could be."""
    plural = None
    for n in range(k, len(singles)):
        other = singles[n]
        if other.start - mark.start > _LONGEST_SINGLE:
            break
        if other.side == "open":
            break
        if text[other.start - 1] in "sS" and text[other.end : other.end + 2].strip().islower():
            plural = n
            continue
        return n
    return plural

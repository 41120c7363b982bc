"""A stretch of an article as HTML, with the words of the differences marked in it. Nothing of a text is markup."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from parallax.export.characters import BIDI_NAMES
from parallax.sheet import GLYPHS
from parallax.values import FAMILIES, Family

_NO_CHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)) + "\ufdd0-\ufdef"
_SPECIAL = re.compile(f"[{''.join(BIDI_NAMES)}\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff{_NO_CHARACTERS}]")


class Marked(NamedTuple):
    """Words to be marked: a span in code points of the text, the number the reader sees (0 for none), the family."""

    start: int
    end: int
    number: int
    family: Family


def escaped(text: str) -> str:
    """The text as HTML: markup escaped; bidi controls shown by their name, control characters by their picture;
    what HTML and UTF-8 cannot hold as U+FFFD."""
    return _SPECIAL.sub(_shown, html.escape(text, quote=True))


def marked(text: str, start: int, end: int, marks: Iterable[Marked]) -> str:
    """`text[start:end]` as HTML. Marks may overlap: words of several differences take the look of the first family and
    carry the glyph and number of each, which lead to its explanation. A mark without words is a caret."""
    inside = sorted({m for m in marks if m.start <= end and m.end >= start}, key=lambda m: (m.start, m.number))
    inside = [m for m in inside if (m.start < end and m.end > start) or m.start == m.end]
    cuts = sorted({start, end, *(min(max(at, start), end) for m in inside for at in (m.start, m.end))})
    parts = [_carets(inside, start)]
    for a, b in pairwise(cuts):
        over = [m for m in inside if m.start <= a and m.end >= b]
        parts.append(_run(text[a:b], over, [m for m in over if min(m.end, end) == b]))
        parts.append(_carets(inside, b))
    return "".join(parts)


def reference(mark: Marked) -> str:
    """The glyph and number of a difference, leading to its explanation; nothing where it has no number."""
    if not mark.number:
        return ""
    return (
        f'<a class="n {mark.family}" href="#d{mark.number}" title="{mark.family}, difference {mark.number}">'
        f"{GLYPHS[mark.family]}{mark.number}</a>"
    )


def _run(words: str, over: list[Marked], ending: list[Marked]) -> str:
    if not over:
        return escaped(words)
    family = min((m.family for m in over), key=FAMILIES.index)
    return f'<mark class="{family}">{escaped(words)}</mark>{"".join(map(reference, ending))}'


def _carets(inside: list[Marked], at: int) -> str:
    return "".join(f'<span class="caret">‸</span>{reference(m)}' for m in inside if m.start == m.end == at)


def _shown(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if character in "\t\v\f\r\x1c\x1d\x1e\x1f\x85":
        return " "
    if character in BIDI_NAMES:
        return f'<span class="control" title="{unicodedata.name(character)}">⟪{BIDI_NAMES[character]}⟫</span>'
    if code < 0x20:
        return f'<span class="control" title="control character">{chr(0x2400 + code)}</span>'
    if character == "\ufeff":
        return ""
    if 0x7F <= code < 0xA0:
        return '<span class="control" title="control character">␡</span>'
    return "\ufffd"

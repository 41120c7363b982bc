"""Code points of a text against the UTF-16 code units that Qt counts in, and what of a text is shown as it is."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import Final

BIDI_CONTROLS: Final[dict[str, str]] = {
    "\u061c": "←",
    "\u200e": "→",
    "\u200f": "←",
    "\u202a": "⇢",
    "\u202b": "⇠",
    "\u202c": "↲",
    "\u202d": "⇥",
    "\u202e": "⇤",
    "\u2066": "↱",
    "\u2067": "↰",
    "\u2068": "↷",
    "\u2069": "↴",
}
"""Each bidi control character and the mark that is shown in its place."""

_SHOWN: Final[dict[int, str]] = {
    **{ord(control): mark for control, mark in BIDI_CONTROLS.items()},
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    0x7F: "\u2421",
    0x2028: "\ufffd",  # Qt would begin a new block or line at each of these
    0x2029: "\ufffd",
    0xFDD0: "\ufffd",
    0xFDD1: "\ufffd",
    0xFFFC: "\u25a1",  # Qt would look for an embedded object
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_BIDI: Final = re.compile(f"[{''.join(BIDI_CONTROLS)}]")
_STOOD_FOR: Final = re.compile(
    f"[\ud800-\udfff{''.join(re.escape(chr(code)) for code in _SHOWN if not 0xD800 <= code < 0xE000)}]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Offsets:
    """The map of one text. Offsets past an end are held at that end."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        astral = _ASTRAL.finditer(text) if self.units > self.length else ()
        self._astral = [found.start() for found in astral]
        self._middles = [at + k + 1 for k, at in enumerate(self._astral)]

    def to_utf16(self, code_point: int) -> int:
        """The offset in UTF-16 code units of an offset in code points."""
        at = min(max(code_point, 0), self.length)
        return at + bisect_left(self._astral, at) if self._astral else at

    def to_code_point(self, unit: int) -> int:
        """The offset in code points of an offset in UTF-16 code units; the middle of a pair counts as its start."""
        at = min(max(unit, 0), self.units)
        return at - bisect_right(self._middles, at)


def shown(text: str) -> str:
    """The text as it is shown: bidi and other control characters become visible marks, lone surrogates and
    characters that mean something to Qt become stand-ins. Each character stays one of as many code units, so that
    no offset changes. Reordering by bidi controls (CVE-2021-42574) is thereby undone."""
    return text.translate(_SHOWN) if _STOOD_FOR.search(text) else text


def copied(text: str) -> str:
    """The text as it is given to others: lone surrogates, which no encoding can hold, become stand-ins."""
    return _SURROGATE.sub("\ufffd", text)


def bidi_controls(text: str) -> list[int]:
    """The offsets of the bidi control characters, in code points."""
    return [found.start() for found in _BIDI.finditer(text)]


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character runs from right to left (Unicode Bidirectional Algorithm, rule P2,
    without regard to isolates)."""
    for c in text:
        direction = unicodedata.bidirectional(c)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def plain_tooltip(text: str) -> str:
    """A tooltip that shows `text` as it is, whatever tags it may hold, and wraps long lines."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if text else ""


def in_title(text: str) -> str:
    """Words for the title of a window, where Qt takes "[*]" for the sign of a document that is not saved."""
    return shown(" ".join(text.split())).replace("[*]", "[*][*]")


def in_label(text: str) -> str:
    """Words for a menu, a button or a label with a key of its own, where Qt takes "&" for the sign of that key."""
    return shown(" ".join(text.split())).replace("&", "&&")

"""Characters that would act instead of being read: control characters and the marks that turn the order of text."""

from __future__ import annotations

import re

BIDI_NAMES = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
"""The bidi controls of Unicode (UAX 9) and the short names they are shown by."""

_BIDI = re.compile(f"[{''.join(BIDI_NAMES)}]")
_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def one_line(text: str) -> str:
    """The text on one line, fit to be shown anywhere: line ends and tabs as a space, other control characters gone,
    bidi controls as their short name in ⟪ ⟫, lone surrogates as U+FFFD."""
    text = _CONTROLS.sub("", _SPACES.sub(" ", text))
    return _SURROGATES.sub("\ufffd", _BIDI.sub(lambda found: f"⟪{BIDI_NAMES[found.group()]}⟫", text))

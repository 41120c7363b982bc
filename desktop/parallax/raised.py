"""Letters that stand raised behind a word: the mark of a note, a power, the ending of an ordinal."""

from __future__ import annotations

import re

_PLAIN = "0123456789"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURES = re.compile(r"[0-9\s,–-]+")
_RAISED = str.maketrans(_PLAIN, RAISED)
_LOWERED = str.maketrans(RAISED, _PLAIN)
LEFT_OUT = dict.fromkeys(map(ord, RAISED))
"""For `str.translate`, where words are compared: most are marks of notes, which differ where the words are the same."""


def raised(letters: str) -> str:
    """What raised letters read as. Figures stay raised, so that "12" with the mark of note 5 is not 125, nor a square
    metre "m2"; other letters read as if they stood in the line: "4th"."""
    return letters.translate(_RAISED) if _FIGURES.fullmatch(letters) else letters


def lowered(text: str) -> str:
    """A text whose raised figures stand in the line, as programs that know no raised ones give it."""
    return text.translate(_LOWERED)

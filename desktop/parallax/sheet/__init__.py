"""What a comparison says, as lines: the five lists of the *Story sheet* and the aligned *Rows*, with their signs.

Plain values, which the window draws and the written forms write.
"""

from __future__ import annotations

from parallax.sheet.cells import SheetCell, SheetLine
from parallax.sheet.marked_words import MarkedWords, MarkIndex, are_versions, sentences_of
from parallax.sheet.rows import Row, RowBook, RowCell
from parallax.sheet.signs import FAMILY_NAMES, GLYPHS
from parallax.sheet.story_sheet import story_sheet

__all__ = [
    "FAMILY_NAMES",
    "GLYPHS",
    "MarkIndex",
    "MarkedWords",
    "Row",
    "RowBook",
    "RowCell",
    "SheetCell",
    "SheetLine",
    "are_versions",
    "sentences_of",
    "story_sheet",
]

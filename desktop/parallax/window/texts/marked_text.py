"""A few lines of text with marked words, laid out once and drawn often: a cell of *Rows* or of the *Story sheet*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from parallax.sheet import GLYPHS, MarkedWords
from parallax.values import Family
from parallax.window.palette import Theme, mark_format
from parallax.window.texts.offsets import Offsets, is_right_to_left, shown

_JOINER = "\u2060"  # keeps a glyph on the line of its word


class MarkedText:
    """Text in the width of a cell. Marks are in code points of `text`; each is tinted, underlined and, with
    `glyphs`, preceded by the glyph of its family. `checked` marks are pale, those of `current` strong. The shapes of
    its letters are `kept` for what is drawn often."""

    def __init__(
        self,
        text: str,
        marks: Sequence[MarkedWords],
        font: QFont,
        width: float,
        theme: Theme,
        *,
        checked: frozenset[int] = frozenset(),
        current: int | None = None,
        glyphs: bool = True,
        most_lines: int = 0,
        kept: bool = True,
        own_words: bool = False,
    ) -> None:
        self._marks = tuple(marks)
        self._starts: list[tuple[int, int]] = []  # (offset in the text, length of the glyphs put before it)
        drawn, glyph_spans = self._with_glyphs(shown(text), glyphs)
        self._offsets = Offsets(drawn)
        self.layout = QTextLayout(drawn, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if own_words:  # of the program, in which a name from right to left may come first
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        elif is_right_to_left(text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.layout.setTextOption(option)
        self.layout.setCacheEnabled(kept)
        self.layout.setFormats(self._formats(theme, checked, current, glyph_spans))
        self.height = self._lay_out(width, most_lines)

    def draw(self, painter: QPainter, at: QPointF, colour: QColor, clip: QRectF | None = None) -> None:
        """Draw with the upper left corner at `at`."""
        painter.setPen(colour)
        self.layout.draw(painter, at, [], clip or QRectF())

    def offset_at(self, x: float, y: float) -> int | None:
        """The code point of the text at a point from the upper left corner, or None beside the text."""
        for k in range(self.layout.lineCount()):
            line = self.layout.lineAt(k)
            if line.y() <= y < line.y() + line.height():
                words = line.naturalTextRect()
                if not words.left() <= x <= words.right():
                    return None
                return self._back(self._offsets.to_code_point(line.xToCursor(x)))
        return None

    def mark_at(self, x: float, y: float) -> int | None:
        """The difference whose words are at a point, the shortest where several are, or None."""
        at = self.offset_at(x, y)
        here = [] if at is None else [m for m in self._marks if m.start <= at <= m.end]
        return min(here, key=lambda m: m.end - m.start).difference if here else None

    def _with_glyphs(self, text: str, glyphs: bool) -> tuple[str, list[tuple[int, int, Family]]]:
        """The text with the glyphs of the marks before their first word, and where the glyphs stand in it."""
        if not glyphs or not self._marks:
            return text, []
        at: dict[int, list[Family]] = {}
        for m in self._marks:
            if m.family not in at.setdefault(m.start, []):
                at[m.start].append(m.family)
        parts, spans, before, length = [], [], 0, 0
        for start, families in sorted(at.items()):
            parts.append(text[before:start])
            length += start - before
            for family in families:
                spans.append((length, length + 1, family))
                parts.append(GLYPHS[family] + _JOINER)
                length += 2
            self._starts.append((start, 2 * len(families)))
            before = start
        parts.append(text[before:])
        return "".join(parts), spans

    def _there(self, offset: int, *, after: bool) -> int:
        """An offset in the text as one in what is drawn: after the glyphs at this offset, or before them."""
        return offset + sum(n for start, n in self._starts if start < offset or (after and start == offset))

    def _back(self, drawn: int) -> int:
        """An offset in what is drawn as one in the text."""
        passed = 0
        for start, n in self._starts:
            if drawn < start + passed + n:
                return min(drawn - passed, start) if drawn >= start + passed else drawn - passed
            passed += n
        return drawn - passed

    def _formats(
        self, theme: Theme, checked: frozenset[int], current: int | None, glyph_spans: Sequence[tuple[int, int, Family]]
    ) -> list[QTextLayout.FormatRange]:
        """One format for each stretch on which the same mark lies uppermost, and one for each glyph."""
        ranges = []
        spans = [(self._there(m.start, after=True), self._there(m.end, after=False), m) for m in self._marks]
        borders = sorted({edge for s, e, _ in spans for edge in (s, e)})
        cut = sorted({edge for s, e, _ in glyph_spans for edge in (s, e + 1)})
        borders = sorted({*borders, *cut})
        taken = [(s, e + 1) for s, e, _ in glyph_spans]
        for start, end in pairwise(borders):
            here = [m for s, e, m in spans if s <= start and end <= e]
            if not here or any(s <= start < e for s, e in taken):
                continue
            top = min(here, key=lambda m: (m.difference != current, m.difference in checked, m.end - m.start))
            form = QTextCharFormat()
            mark_format(form, top.family, theme, checked=top.difference in checked)
            if top.difference == current:
                form.setBackground(QColor(theme.families[top.family].strong))
                form.setForeground(QColor(theme.families[top.family].on_strong))
            ranges.append(self._range(start, end, form))
        for start, end, family in glyph_spans:
            form = QTextCharFormat()
            form.setForeground(QColor(theme.families[family].line))
            form.setFontWeight(QFont.Weight.Bold)
            ranges.append(self._range(start, end, form))
        return ranges

    def _range(self, start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start = self._offsets.to_utf16(start)
        found.length = self._offsets.to_utf16(end) - found.start
        found.format = form
        return found

    def _lay_out(self, width: float, most_lines: int) -> float:
        y = 0.0
        self.layout.beginLayout()
        while not most_lines or self.layout.lineCount() < most_lines:
            line = self.layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0.0, y))
            y += line.height()
        self.layout.endLayout()
        return y

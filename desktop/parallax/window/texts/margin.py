"""The margin left of a text: which other articles report each sentence, and what kinds of difference touch it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from parallax.values import FAMILIES
from parallax.window.dragging import DragOut
from parallax.window.listed import listed
from parallax.window.palette import SIGNS
from parallax.window.texts.article_text import ArticleText
from parallax.window.texts.marks import Mark, NoteSign
from parallax.window.texts.offsets import plain_tooltip

_DOTS_IN_A_ROW = 4
_STEP = 7
_SMALL_STEP = 6
"""From one dot to the next, where all stand in one row and where they stand in two."""
NOTE_GLYPH = "✎"
_NOTES = 13
_GLYPHS = 24
_RULE = 5
_PLAIN = 15
"""Widths in pixels beside letters that are `_PLAIN` pixels high; all but the rule grow with larger ones."""


class Sign(NamedTuple):
    """A glyph in the margin: the differences of one line and family, all of them checked or not."""

    box: QRect
    glyph: str
    marks: tuple[Mark, ...]
    checked: bool


class Margin(QWidget):
    """Signals: `sentence_clicked(int)` beside its dots; `difference_clicked(int)` on its glyph; `note_clicked(str)` on
    the sign of a note, with the id of its mark. The sentence beside it can be dragged out."""

    sentence_clicked = Signal(int)
    difference_clicked = Signal(int)
    note_clicked = Signal(str)

    def __init__(self, view: ArticleText, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._reports: tuple[tuple[bool, ...], ...] = ()
        self._others: tuple[str, ...] = ()
        self._notes: tuple[NoteSign, ...] = ()
        self._by_hand: frozenset[tuple[int, int]] = frozenset()
        self._dots: dict[object, QPixmap] = {}
        self._scale = 1.0
        self.setFixedWidth(self._wanted_width())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Margin")
        view.moved.connect(self.update)
        DragOut(self, self._cited)

    def set_reports(self, reports: Sequence[Sequence[bool]]) -> None:
        """Per sentence, for each other article in order, whether it reports it."""
        self._reports = tuple(tuple(r) for r in reports)
        self._dots = {}
        self.update()

    def set_others(self, names: Sequence[str]) -> None:
        """The names of the other articles; how many there are sets the width, before any result is in."""
        self._others = tuple(names)
        self.setFixedWidth(self._wanted_width())
        self.update()

    def set_text_size(self, points: float) -> None:
        """The size of the signs."""
        font = self.font()
        font.setPointSizeF(points)
        self.setFont(font)
        scale = max(1.0, self.fontMetrics().height() / _PLAIN)
        if scale != self._scale:
            self._scale, self._dots = scale, {}
            self.setFixedWidth(self._wanted_width())

    def set_by_hand(self, links: frozenset[tuple[int, int]]) -> None:
        """The links that the reader made: (sentence, which of the others)."""
        self._by_hand = links
        self.update()

    def set_notes(self, notes: Sequence[NoteSign]) -> None:
        """Where notes stand."""
        self._notes = tuple(notes)
        self.update()

    def notes_on(self, start: int, end: int) -> list[NoteSign]:
        """The notes that begin in a stretch of the text."""
        return [note for note in self._notes if start <= note.start < max(end, start + 1)]

    def note_boxes(self) -> list[tuple[QRect, NoteSign]]:
        """The signs of notes in view."""
        if not self._notes:
            return []
        view, height = self._view, self._view.fontMetrics().height()
        start, end = view.visible_span()
        left = self.width() - self._glyphs - _RULE - self._wide
        return [
            (QRect(left, view.y_of(note.start), self._wide, height), note)
            for note in self._notes
            if start <= note.start <= end
        ]

    @property
    def _wide(self) -> int:
        """The width of a note's sign."""
        return round(_NOTES * self._scale)

    @property
    def _glyphs(self) -> int:
        """The width of two glyphs."""
        return round(_GLYPHS * self._scale)

    def _wanted_width(self) -> int:
        dots = min(len(self._others), _DOTS_IN_A_ROW) * round(_STEP * self._scale)
        return 6 + dots + self._wide + self._glyphs + _RULE

    def reported(self, sentence: int) -> str:
        """Who else reports a sentence, in words; empty where that is not known."""
        if sentence >= len(self._reports) or not self._reports[sentence]:
            return ""
        names = [
            (
                (self._others[k] if k < len(self._others) else f"article {k + 1}")
                + (" (linked by hand)" if there and (sentence, k) in self._by_hand else ""),
                there,
            )
            for k, there in enumerate(self._reports[sentence])
        ]
        yes, no = [n for n, there in names if there], [n for n, there in names if not there]
        parts = [f"also reported by {listed(yes)}" if yes else "", f"not by {listed(no)}" if no and yes else ""]
        return "; ".join(p for p in parts if p) or "reported here only"

    def _visible(self) -> Iterator[tuple[int, QRect]]:
        """The sentences in view with the box of their dots; of two on one line the second goes a line lower."""
        view = self._view
        if not view.sentences:  # where the view is takes a while to find, of a text that was just laid out
            return
        first = view.sentence_at(view.visible_span()[0])
        assert first is not None
        height = view.fontMetrics().height()
        taken = -height
        for k in range(first, len(view.sentences)):
            y = max(view.y_of(view.sentences[k][0]), taken + height)
            if y > self.height():
                return
            taken = y
            yield k, QRect(4, y, max(1, self.width() - self._glyphs - _RULE - self._wide - 4), height)

    def signs(self) -> list[Sign]:
        """The glyphs in view: at most two a line, of the families in their order; unchecked before checked."""
        view = self._view
        if not view.marks:
            return []
        start, end = view.visible_span()
        lines: dict[int, list[Mark]] = {}
        height = view.fontMetrics().height()
        for mark in view.marks_on(start, end + 1):
            top = max(view.y_of(mark.start), view.y_of(start) if mark.start < start else 0)
            lines.setdefault(top, []).append(mark)
        found: list[Sign] = []
        left, wide = self.width() - self._glyphs - _RULE, self._glyphs // 2
        for y, marks in lines.items():
            of_family = [(f, tuple(m for m in marks if m.family == f)) for f in FAMILIES]
            present = [(f, those) for f, those in of_family if those]
            present.sort(key=lambda pair: all(m.checked for m in pair[1]))
            for k, (family, those) in enumerate(present[:2]):
                checked = all(m.checked for m in those)
                box = QRect(left + k * wide, y, wide, height)
                found.append(Sign(box, SIGNS[family].glyph, those, checked))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dots, glyphs, and a rule beside what somebody is said to have said."""
        view, theme = self._view, self._view.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rules(painter)
        for k, box in self._visible():
            if k in (view.chosen, view.partner):
                bar = QRect(0, box.top(), 3 if k == view.chosen else 2, box.height())
                painter.fillRect(bar, QColor(theme.accent))
            if k < len(self._reports):
                self._paint_dots(painter, box, k)
        painter.setPen(QColor(theme.accent))
        for box, _ in self.note_boxes():
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, NOTE_GLYPH)
        for sign in self.signs():
            painter.setPen(QColor(theme.families[sign.marks[0].family].line))
            font = painter.font()
            font.setBold(not sign.checked)
            painter.setFont(font)
            painter.drawText(sign.box, Qt.AlignmentFlag.AlignCenter, "✓" if sign.checked else sign.glyph)

    def _paint_dots(self, painter: QPainter, box: QRect, sentence: int) -> None:
        """Dots that are drawn alike are drawn once."""
        reports = self._reports[sentence]
        made = tuple(there and (sentence, k) in self._by_hand for k, there in enumerate(reports))
        key = reports, made, box.size(), self._view.theme.dot, self.devicePixelRatioF()
        dots = self._dots.get(key)
        if dots is None:
            dots = self._dots[key] = self._drawn_dots(reports, made, box.size())
        painter.drawPixmap(box.topLeft(), dots)

    def _drawn_dots(self, reports: tuple[bool, ...], made: tuple[bool, ...], size: QSize) -> QPixmap:
        """A dot per other article, filled where it reports the sentence; a square where the reader linked it."""
        ratio = self.devicePixelRatioF()
        dots = QPixmap((size.toSizeF() * ratio).toSize())
        dots.setDevicePixelRatio(ratio)
        dots.fill(Qt.GlobalColor.transparent)
        painter = QPainter(dots)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._view.theme.dot)
        painter.setPen(QPen(colour, 1))
        rows = (len(reports) + _DOTS_IN_A_ROW - 1) // _DOTS_IN_A_ROW
        step = round((_STEP if rows == 1 else _SMALL_STEP) * self._scale)
        top = (size.height() - rows * step) / 2 + 1
        for k, there in enumerate(reports):
            painter.setBrush(colour if there else Qt.BrushStyle.NoBrush)
            dot = QRectF(0.5 + (k % _DOTS_IN_A_ROW) * step, top + (k // _DOTS_IN_A_ROW) * step, step - 2, step - 2)
            if made[k]:
                painter.drawRect(dot)
            else:
                painter.drawEllipse(dot)
        painter.end()
        return dots

    def _paint_rules(self, painter: QPainter) -> None:
        view = self._view
        if not view.speeches:
            return
        start, end = view.visible_span()
        height, left, colour = view.fontMetrics().height(), self.width() - 3, QColor(view.theme.speech_line)
        for s, e in view.contents_on(start, end):
            top = view.y_of(max(s, start))
            bottom = view.y_of(min(e, end) - 1) + height
            painter.fillRect(QRectF(left, top, 2, bottom - top), colour)

    def event(self, event: QEvent) -> bool:
        """Say in a tooltip what dots and glyphs mean."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.saying(event.pos())
            if words:
                hint = f"{words}\nDrag from here to take the sentence along, with its source"
                QToolTip.showText(event.globalPos(), plain_tooltip(hint), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def saying(self, point: QPoint) -> str:
        """What stands at a point, in words."""
        for box, note in self.note_boxes():
            if box.contains(point):
                return f"Note: {note.text}"
        for sign in self.signs():
            if sign.box.contains(point):
                words = "\n".join(dict.fromkeys(m.tooltip or m.kind for m in sign.marks))
                return f"{words}\n✓ checked" if sign.checked else words
        for k, box in self._visible():
            if box.contains(point):
                said = self.reported(k)
                return said[:1].upper() + said[1:]
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is over when the button goes up: until then it may be dragged."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A glyph chooses its difference, the rest the sentence beside it."""
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(point):
            return
        for box, note in self.note_boxes():
            if box.contains(point):
                self.note_clicked.emit(note.mark)
                return
        for sign in self.signs():
            if sign.box.contains(point):
                self.difference_clicked.emit(sign.marks[0].difference)
                return
        sentence = self._sentence_beside(point)
        if sentence is not None:
            self.sentence_clicked.emit(sentence)

    def _sentence_beside(self, point: QPoint) -> int | None:
        before = [k for k, box in self._visible() if box.top() <= point.y()]
        return before[-1] if before else None

    def _cited(self, point: QPoint) -> str:
        """The sentence beside a point, with its source."""
        sentence = self._sentence_beside(point)
        return self._view.cited(*self._view.sentences[sentence]) if sentence is not None else ""

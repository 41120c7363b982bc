"""Scroll bars without shades and frames: Qt's own style takes a millisecond to draw one, and there are
as many as columns."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider

_DRAWN_FOR = "fusion"
"""The style in whose place a bar is drawn here; a desktop with one of its own has its own bars."""
_GROOVE, _AT_REST, _POINTED_AT, _HELD = 0.06, 0.56, 0.7, 0.85
"""How much of the letters' colour there is in that of a part: a handle is told from its groove at 3 : 1 (WCAG 2.2,
1.4.11)."""
_INSET = 3.0
_ARROW = 3.0
"""Pixels beside the handle, and from the middle of an arrow to its edges."""
_Part = QStyle.SubControl


class PlainScrollBar(QScrollBar):
    """A scroll bar that works as Qt's does, and lies where it does."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw groove, handle and arrows in the colours of the text beside it."""
        style = self.style()
        if style.name() != _DRAWN_FOR:
            super().paintEvent(event)
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._mixed(_GROOVE))
        if self.minimum() == self.maximum():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for part in (_Part.SC_ScrollBarSlider, _Part.SC_ScrollBarSubLine, _Part.SC_ScrollBarAddLine):
            box = QRectF(style.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self))
            painter.setBrush(self._mixed(self._share(option, part)))
            if part == _Part.SC_ScrollBarSlider:
                upright = self.orientation() == Qt.Orientation.Vertical
                across, along = (_INSET, 1.0) if upright else (1.0, _INSET)
                handle = box.adjusted(across, along, -across, -along)
                round_by = min(handle.width(), handle.height()) / 2
                painter.drawRoundedRect(handle, round_by, round_by)
            else:
                painter.drawPolygon(self._arrow(box.center(), option, back=part == _Part.SC_ScrollBarSubLine))

    def _share(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> float:
        if self.isSliderDown() and part == _Part.SC_ScrollBarSlider:
            return _HELD
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        return _POINTED_AT if over and option.activeSubControls & part else _AT_REST

    def _mixed(self, share: float) -> QColor:
        colours = self.palette()
        return _mixed(colours.color(QPalette.ColorRole.Base).rgb(), colours.color(QPalette.ColorRole.Text).rgb(), share)

    def _arrow(self, middle: QPointF, option: QStyleOptionSlider, *, back: bool) -> QPolygonF:
        """One that points up or left, or else down or right; the first is on the right where one reads from there."""
        if self.orientation() == Qt.Orientation.Horizontal and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            back = not back
        tip = -_ARROW if back else _ARROW
        points = [(-_ARROW, -tip / 2), (_ARROW, -tip / 2), (0.0, tip / 2)]
        if self.orientation() == Qt.Orientation.Horizontal:
            points = [(y, x) for x, y in points]
        return QPolygonF([middle + QPointF(x, y) for x, y in points])


@lru_cache(maxsize=64)
def _mixed(paper: int, ink: int, share: float) -> QColor:
    """Paper with some of the letters' colour; both as Qt packs them."""
    pairs = [((paper >> shift) & 255, (ink >> shift) & 255) for shift in (16, 8, 0)]
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def plain_bars(area: QAbstractScrollArea) -> None:
    """Give an area these bars, before anything listens to those that it has."""
    area.setVerticalScrollBar(PlainScrollBar(Qt.Orientation.Vertical, area))
    area.setHorizontalScrollBar(PlainScrollBar(Qt.Orientation.Horizontal, area))

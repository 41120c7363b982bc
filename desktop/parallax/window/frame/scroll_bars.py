"""Scroll bars without shades and frames: Qt's own style takes 0.6 ms to draw one, and there are as many as columns."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QStyle, QStyleOptionSlider, QWidget

_DRAWN_FOR = "fusion"
"""The style in whose place a bar is drawn here; a desktop with one of its own has its own bars."""
_GROOVE, _AT_REST, _POINTED_AT, _HELD = 0.06, 0.56, 0.7, 0.85
"""How much of the letters' colour there is in that of a part: a handle is told from its groove at 3 : 1 (WCAG 2.2,
1.4.11)."""
_INSET = 3.0
_ARROW = 3.0
"""Pixels beside the handle, and from the middle of an arrow to its edges."""
_Part = QStyle.SubControl
_SCROLL_BAR = QStyle.ComplexControl.CC_ScrollBar


class PlainBars(QObject):
    """Draws the bars of one area, which are Qt's in all else: an area loses what it listens to with a bar."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)  # held by nothing else: an area that held what holds it would wait to be collected
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw a bar in Qt's place."""
        if not isinstance(event, QPaintEvent) or not isinstance(watched, QScrollBar):
            return False
        area = self.parent()
        if watched.style().name() != _DRAWN_FOR or not isinstance(area, QAbstractScrollArea):
            return False
        _draw(watched, event, area.viewport())
        return True


def _draw(bar: QScrollBar, event: QPaintEvent, seen: QWidget) -> None:
    """Groove, handle and arrows, in the colours of what is `seen` of the area."""
    style, option = bar.style(), QStyleOptionSlider()
    bar.initStyleOption(option)
    colours = seen.palette()
    paper, letters = (colours.color(role).rgb() for role in (seen.backgroundRole(), seen.foregroundRole()))
    painter = QPainter(bar)
    painter.fillRect(event.rect(), _mixed(paper, letters, _GROOVE))
    if bar.minimum() == bar.maximum():
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    pointed_at = None
    if bar.underMouse():
        pointed_at = style.hitTestComplexControl(_SCROLL_BAR, option, bar.mapFromGlobal(QCursor.pos()), bar)
    for part in (_Part.SC_ScrollBarSlider, _Part.SC_ScrollBarSubLine, _Part.SC_ScrollBarAddLine):
        box = QRectF(style.subControlRect(_SCROLL_BAR, option, part, bar))
        painter.setBrush(_mixed(paper, letters, _ink_in(bar, part, pointed_at)))
        if part != _Part.SC_ScrollBarSlider:
            painter.drawPolygon(_arrow(bar, box.center(), back=part == _Part.SC_ScrollBarSubLine))
            continue
        across, along = (_INSET, 1.0) if bar.orientation() == Qt.Orientation.Vertical else (1.0, _INSET)
        handle = box.adjusted(across, along, -across, -along)
        if handle.width() > 0 and handle.height() > 0:  # in a low window there is no room for one
            round_by = min(handle.width(), handle.height()) / 2
            painter.drawRoundedRect(handle, round_by, round_by)


def _ink_in(bar: QScrollBar, part: QStyle.SubControl, pointed_at: QStyle.SubControl | None) -> float:
    """How much of the letters' colour a part has: more under the pointer, most under a button that is down."""
    if bar.isSliderDown():
        return _HELD if part == _Part.SC_ScrollBarSlider else _AT_REST
    if part != pointed_at:
        return _AT_REST
    return _HELD if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton else _POINTED_AT


@lru_cache(maxsize=64)
def _mixed(paper: int, ink: int, share: float) -> QColor:
    """Paper with a share of ink; both as Qt packs them."""
    pairs = [((paper >> shift) & 255, (ink >> shift) & 255) for shift in (16, 8, 0)]
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def _arrow(bar: QScrollBar, middle: QPointF, *, back: bool) -> QPolygonF:
    """One that points up or left, or else down or right; the first is on the right where one reads from there."""
    lies = bar.orientation() == Qt.Orientation.Horizontal
    if lies and bar.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        back = not back
    tip = -_ARROW if back else _ARROW
    points = [(-_ARROW, -tip / 2), (_ARROW, -tip / 2), (0.0, tip / 2)]
    return QPolygonF([middle + (QPointF(y, x) if lies else QPointF(x, y)) for x, y in points])

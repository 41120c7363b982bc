"""The overview ruler at the right edge of the views: a lane per family, and where in the whole its differences stand.

It is for the eye and the mouse; what it shows is in the walk by F7 and in the views for everybody. It holds nothing but
what it draws.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from parallax.values import FAMILIES, Family
from parallax.window.overview.lanes import Stroke, bands, near, readings, rows_of, tallies, told
from parallax.window.overview.tracks import RowsTrack, SheetTrack, TextTrack, Track
from parallax.window.palette import GLYPHS, Theme
from parallax.window.state import ReadingState, View
from parallax.window.tables.rows_view import RowsView
from parallax.window.tables.story_sheet import StorySheet
from parallax.window.texts.offsets import plain_tooltip
from parallax.window.texts.side_by_side import SideBySide

REACH = 4
"""How many pixels from a mark a click still means it."""
_ROOMY = 1000
"""From this width of the window the lanes are wide enough for their glyphs."""
_EDGE = 3
_SOON = 12
"""Milliseconds after which a view is measured anew that has changed: no step or turn of the wheel waits for it."""
_SHARE = 6
"""To measure a long story takes a while: the ruler rests so many times as long before it measures again."""
_LONG = 5
"""Milliseconds of measuring from which a story counts as long."""
_REST = 200
"""Milliseconds after which what a screen reader may ask for is said anew."""


class Ruler(QWidget):
    """`difference_chosen(index)`: a mark was clicked."""

    difference_chosen = Signal(int)

    def __init__(self, sheet: StorySheet, side: SideBySide, rows: RowsView, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._tracks: dict[View, Track] = {
            "sheet": SheetTrack(sheet, self),
            "side": TextTrack(side, self),
            "rows": RowsTrack(rows, self),
        }
        self._view: View = "side"
        self._state = ReadingState()
        self._current: int | None = None
        self._strokes: list[Stroke] = []
        self._of: dict[int, list[Stroke]] = {}
        self._extent = 1
        self._stale = True
        self._took = 0.0
        self._drawn: tuple[object, QPixmap] | None = None
        self._pressed: int | None = None
        self._grab: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Overview")
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._measure)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._describe)
        for view, track in self._tracks.items():
            track.changed.connect(lambda view=view: self._changed(view))
            track.scrolled.connect(lambda view=view: self._scrolled(view))
        parent.installEventFilter(self)
        self._fit()

    # what is set from outside

    def show_state(self, view: View, state: ReadingState) -> None:
        """Show the differences of a state in the view that is on screen."""
        self._view, self._state, self._current = view, state, state.current
        self._stale = True
        self._turn.start(0)  # many things are told at once

    def show_current(self, difference: int | None) -> None:
        """Make a difference stand out; None for none."""
        self._current = difference
        self.update()

    # what is where

    @property
    def track(self) -> Track:
        """What is measured."""
        return self._tracks[self._view]

    def strokes(self) -> list[Stroke]:
        """Where the shown differences stand, as it is now."""
        if self._stale:
            self._measure()
        return self._strokes

    @property
    def top(self) -> int:
        """The upper edge of the strip that stands for the whole view."""
        return self.fontMetrics().height() + 2 * _EDGE if self._roomy() else _EDGE

    @property
    def length(self) -> int:
        """The height of that strip."""
        return max(self.height() - self.top - _EDGE, 1)

    def lane(self, family: Family) -> tuple[int, int]:
        """The left edge of a lane, and the first pixel right of it."""
        left = _EDGE + FAMILIES.index(family) * self._lane()
        return left, left + self._lane() - 1

    def y_of(self, pixel: float) -> float:
        """Where a height of the view stands in the ruler."""
        return self.top + pixel * self.length / self._extent

    def pixel_of(self, y: float) -> float:
        """The height of the view for which a height of the ruler stands."""
        return (y - self.top) * self._extent / self.length

    def frame(self) -> QRectF:
        """The part in view, with a few pixels at least."""
        top, bottom = (min(max(self.y_of(p), self.top), self.top + self.length) for p in self.track.seen)
        top = min(top, self.top + self.length - 8)
        return QRectF(0.5, top + 0.5, self.width() - 1, max(bottom - top, 8) - 1)

    def _lane(self) -> int:
        return max(8, self.fontMetrics().averageCharWidth() + 1) if self._roomy() else 5

    def _roomy(self) -> bool:
        return self.window().width() >= _ROOMY

    def sizeHint(self) -> QSize:
        """Five lanes wide."""
        return QSize(5 * self._lane() + 2 * _EDGE, 100)

    def _fit(self) -> None:
        if self.width() != self.sizeHint().width():
            self.setFixedWidth(self.sizeHint().width())

    def _changed(self, view: View) -> None:
        if view == self._view:
            self._stale = True
            at_once = self._turn.isActive() and not self._turn.interval()
            if not self._turn.isActive() or (self._took > _LONG and not at_once):  # a long story when the walk rests
                self._turn.start(max(_SOON, round(_SHARE * self._took)))

    def _scrolled(self, view: View) -> None:
        if view == self._view:
            self._rest.start()
            self.update()

    def _measure(self) -> None:
        if not self.isVisible():
            return
        self._stale, begun = False, time.perf_counter()
        self._strokes, self._of = self.track.strokes(self._state), {}
        for stroke in self._strokes:
            self._of.setdefault(stroke.difference, []).append(stroke)
        self._extent = self.track.extent()
        self._took = (time.perf_counter() - begun) * 1000
        self._drawn = None
        self._rest.start()
        self.update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lanes are kept as they were drawn; the frame and the current difference lie above."""
        theme = self._sheet.theme
        key = theme.name, self.size(), self.devicePixelRatioF(), self._state.families, self.top
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, self._lanes(theme)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn[1])
        self._paint_current(painter, theme)
        frame = QColor(theme.accent)
        painter.setPen(QPen(frame, 1))
        frame.setAlpha(36)
        painter.setBrush(frame)
        painter.drawRect(self.frame())

    def _lanes(self, theme: Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(theme.header))
        painter = QPainter(pixmap)
        font = QFont(self.font())
        font.setPixelSize(self._lane() + 3)
        painter.setFont(font)
        found = bands(self._strokes, self._extent, self.length)
        for family in FAMILIES:
            left, right = self.lane(family)
            shown = family in self._state.families
            colours = theme.families[family]
            ground = QRectF(left, self.top, right - left, self.length)
            if self._roomy():
                painter.setPen(QColor(colours.line if shown else theme.quiet))
                painter.setOpacity(1.0 if shown else 0.5)
                box = QRectF(left - 2, 0, right - left + 4, self.top)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, GLYPHS[family])
                painter.setOpacity(1.0)
            if not shown:
                painter.fillRect(ground, QBrush(QColor(theme.edge), Qt.BrushStyle.BDiagPattern))
                continue
            painter.fillRect(ground, QColor(theme.paper))
            for band in found[family]:
                inset = (right - left) // 3 if band.checked else 0  # narrow as well as pale: a colour says it not alone
                box = QRectF(left + inset, self.top + band.top, right - left - 2 * inset, band.bottom - band.top)
                painter.fillRect(box, QColor(colours.pale_line if band.checked else colours.line))
        painter.setPen(QColor(theme.edge))
        painter.drawLine(0, 0, 0, self.height())
        painter.end()
        return pixmap

    def _paint_current(self, painter: QPainter, theme: Theme) -> None:
        """A block wider than its lane, with a line across all of them."""
        scale = self.length / self._extent
        for stroke in self._of.get(self._current, ()) if self._current is not None else ():
            left, right = self.lane(stroke.family)
            top, bottom = rows_of(stroke, scale, self.length, least=5)
            painter.setPen(QPen(QColor(theme.ink), 1))
            middle = self.top + (top + bottom) // 2
            painter.drawLine(0, middle, self.width(), middle)
            painter.setBrush(QColor(theme.families[stroke.family].strong))
            painter.drawRect(QRectF(left - 1.5, self.top + top - 0.5, right - left + 2, bottom - top))

    # the mouse

    def _family_at(self, x: int) -> Family | None:
        k = (x - _EDGE) // self._lane()
        return FAMILIES[k] if 0 <= k < len(FAMILIES) else None

    def near(self, point: QPoint) -> list[Stroke]:
        """The strokes that a point means, the most likely first."""
        strokes = self.strokes()
        reach = REACH * self._extent / self.length
        return near(strokes, self.pixel_of(point.y()), reach, self._family_at(point.x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._grab = event.position().toPoint().y(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the part in view; one that is pressed elsewhere comes under the pointer."""
        point = event.position().toPoint()
        if self._pressed is None:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self.near(point) else Qt.CursorShape.ArrowCursor)
            return
        if self._grab is None and abs(point.y() - self._pressed) >= REACH:
            frame = self.frame()
            inside = frame.top() <= self._pressed <= frame.bottom()
            self._grab = self._pressed - frame.top() if inside else frame.height() / 2
        if self._grab is not None:
            self._scroll_to(self.pixel_of(point.y() - self._grab))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the nearest difference, or else brings that part into view."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        dragged, self._pressed, self._grab = self._grab is not None, None, None
        if dragged:
            return
        point = event.position().toPoint()
        meant = self.near(point)
        if meant:
            self.difference_chosen.emit(meant[0].difference)
        else:
            top, bottom = self.track.seen
            self._scroll_to(self.pixel_of(point.y()) - (bottom - top) / 2)

    def _scroll_to(self, pixel: float) -> None:
        if self.track.bar is not None:
            self.track.bar.setValue(round(pixel))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the view."""
        if self.track.bar is not None:
            QApplication.sendEvent(self.track.bar, event)

    # in words

    def event(self, event: QEvent) -> bool:
        """Say in a tooltip what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.saying(event.pos())), self)
            return True
        return super().event(event)

    def saying(self, point: QPoint) -> str:
        """What stands at a point, in words: the differences, else how many the lane holds."""
        meant, family = self.near(point), self._family_at(point.x())
        if meant and self._state.comparison is not None:
            return readings(self._state.comparison, meant)
        return self._in_words()[FAMILIES.index(family)] if family is not None else ""

    def description(self) -> str:
        """All that is drawn, in words."""
        lanes = ". ".join(self._in_words())
        return f"Where differences stand in {self.track.about(self._state)}. {lanes}."

    def _in_words(self) -> list[str]:
        counts, shown = self._state.counts(), self._state.families
        found = tallies(self.strokes(), *self.track.seen)
        return [told(family, found[family], 0 if family in shown else counts[family]) for family in FAMILIES]

    def _describe(self) -> None:
        words = self.description()
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    # Qt's side

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was away is measured."""
        super().showEvent(event)
        self._changed(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is drawn follows the height."""
        super().resizeEvent(event)
        self._changed(self._view)

    def changeEvent(self, event: QEvent) -> None:
        """Other letters make other lanes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The width of the window says how wide the lanes are."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

"""A tree whose first column stays at the left edge while the others are scrolled.

It is one view with one selection and one tree for a screen reader: only where the first column is drawn, found and
reached differs from Qt's own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from parallax.window.frame.scroll_bars import PlainBars

Index = QModelIndex | QPersistentModelIndex
_SHADOW = 6
_EnsureVisible = QAbstractItemView.ScrollHint.EnsureVisible


class _Header(QHeaderView):
    """Headings of which the first stays at the left edge, above those that are scrolled under it."""

    def __init__(self, tree: FrozenTree) -> None:
        super().__init__(Qt.Orientation.Horizontal, tree)
        self._tree = tree
        self.sectionResized.connect(lambda *_: self.viewport().update())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.offset() and self.count():
            painter = QPainter(self.viewport())
            first = QRect(0, 0, self.sectionSize(0), self.height())
            painter.fillRect(first, self.palette().button())
            self.paintSection(painter, first, 0)
            self._tree.draw_edge(painter, first, self.palette().buttonText().color())

    def viewportEvent(self, event: QEvent) -> bool:
        """What lies under the first heading has no tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._tree.is_over(event.x()):
            return True
        return super().viewportEvent(event)


class FrozenTree(QTreeView):
    """The first column is never scrolled sideways, nor are lines that span all columns; a view of this kind draws both
    in its `drawRow`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        PlainBars(self)
        header = _Header(self)
        header.setSectionsClickable(False)
        self.setHeader(header)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def shift(self) -> int:
        """How far the other columns are scrolled, in pixels."""
        return self.header().offset()

    def is_over(self, x: int) -> bool:
        """Whether the first column lies over another one at this pixel of the view."""
        return bool(self.shift) and x < self.columnWidth(0)

    def draw_edge(self, painter: QPainter, first: QRect, colour: QColor) -> None:
        """Draw the edge of the first column, and its shadow on those that are scrolled under it."""
        painter.setPen(colour)
        painter.drawLine(first.topRight(), first.bottomRight())
        shadow = QLinearGradient(first.right() + 1, 0, first.right() + _SHADOW, 0)
        shadow.setColorAt(0, QColor(0, 0, 0, 70))
        shadow.setColorAt(1, QColor(0, 0, 0, 0))
        painter.fillRect(QRect(first.right() + 1, first.top(), _SHADOW, first.height()), shadow)

    def _scrolled(self) -> None:
        self.viewport().update()  # Qt would only move what is drawn
        self.header().viewport().update()

    def visualRect(self, index: Index) -> QRect:
        """The first column is where it is drawn."""
        rect = super().visualRect(index)
        if not index.isValid() or index.column() or self.isFirstColumnSpanned(index.row(), index.parent()):
            return rect  # Qt leaves a line that spans all columns at the left edge by itself
        return rect.translated(self.shift, 0)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The first column lies above the others."""
        index = super().indexAt(point)
        return index.siblingAtColumn(0) if index.isValid() and self.is_over(point.x()) else index

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = _EnsureVisible) -> None:
        """A line is brought into view without scrolling sideways; another column comes out from under the first."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        if not index.column():
            bar.setValue(before)
        elif self.columnViewportPosition(index.column()) < self.columnWidth(0):
            bar.setValue(bar.value() + self.columnViewportPosition(index.column()) - self.columnWidth(0))

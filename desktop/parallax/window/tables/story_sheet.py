"""The view *Story sheet*: five ranked lists, a column per outlet, each line one click from the words it tells of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from parallax.outlets import outlet_names
from parallax.sheet import SheetLine, story_sheet
from parallax.values import ArticleSpan, Comparison
from parallax.window import palette
from parallax.window.ahead import ahead
from parallax.window.dragging import DragOut
from parallax.window.frame.focus_ring import SHOWS_FOCUS
from parallax.window.keys import claims_copy, opens
from parallax.window.palette import Theme
from parallax.window.tables.frozen_tree import FrozenTree
from parallax.window.tables.line_heights import LineHeights
from parallax.window.tables.sheet_cells import PAD, Index, SheetDelegate, SheetModel
from parallax.window.texts.kept_in_view import keep_in_view

WHAT_WIDTH = 230
"""Width of the first column, in device-independent pixels."""
LEAST_WIDTH = 140
"""An outlet's column is never narrower than this."""
_LEAST_LETTERS = 18
_WHAT_LETTERS = 15
"""The same in letters of the size that the reader chose, where these need more."""
INDENT = 16
"""How far each level is set in, in pixels, where letters are not large."""


class StorySheet(FrozenTree):
    """The story sheet. Up and Down go through all lines, Left and Right fold and unfold, Return or a click opens.

    difference_chosen(index)  the reader opened a line of differences
    places_chosen(places)     the reader opened a line: (article, start, end) in code points, one per outlet that has it
    menu_asked(place, difference, key, point)   a menu is wanted for a line, at this point of the screen
    """

    difference_chosen = Signal(int)
    places_chosen = Signal(object)
    menu_asked = Signal(object, object, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = palette.desktop_theme()
        self._comparison: Comparison | None = None
        self._whole: dict[str, SheetLine] = {}  # by key, uncut, once something was copied
        self._opened: dict[str, bool] = {}  # headings that the reader folded or unfolded
        self._kept = ("", "", 0)
        self._restoring = self._folding = False
        self.lines_model = SheetModel(self)
        self.delegate = SheetDelegate(self)
        self._heights = LineHeights(self)
        self.setModel(self.lines_model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("Story sheet")
        self.setProperty(SHOWS_FOCUS, True)
        self.setAccessibleDescription("Five lists of what differs in this story, a column for each article")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one that comes and goes moves text
        self.setUniformRowHeights(False)
        self._fit_indentation()
        self.setExpandsOnDoubleClick(False)
        self.setItemsExpandable(True)
        self.setAutoScroll(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setMinimumSectionSize(1)
        self.clicked.connect(self._clicked)
        self.expanded.connect(lambda index: self._note(index, True))
        self.collapsed.connect(lambda index: self._note(index, False))
        DragOut(self.viewport(), lambda point: self._cited(self.indexAt(point)))
        self.set_theme(self.theme)

    # --- what the window asks ------------------------------------------------------------------------------------

    def walk(self) -> tuple[int, ...]:
        """The differences in the order in which the lines stand, each once."""
        return tuple(dict.fromkeys(k for line in self.lines_model.lines for k in line.differences))

    def set_comparison(
        self,
        comparison: Comparison,
        checked: Mapping[int, str],
        unseen: frozenset[int] = frozenset(),
        noted: frozenset[int] = frozenset(),
    ) -> None:
        """Draw a comparison; `checked` says of differences "checked" or "new readings", `unseen` and `noted` are those
        that were never looked at and those with a note. The current line, what is unfolded and the line at the top
        stay, where they are still there."""
        model = self.lines_model
        checked = dict(checked)
        if unseen != model.unseen:
            model.unseen = unseen
            self.viewport().update()
        if comparison is self._comparison:
            changed = {k for k in {*checked, *model.checked} if checked.get(k) != model.checked.get(k)}
            changed |= noted ^ model.noted
            model.noted = noted
            if changed:
                model.checked = checked
                self._lay_out_again({n for n, line in enumerate(model.lines) if changed.intersection(line.differences)})
            return
        if model.lines:  # a story that is analysed again is empty for a while
            self._kept = self.current_line(), *self.top()
        current, top, y = self._kept
        self._comparison, self._whole = comparison, {}
        model.noted = noted
        self.delegate.forget()
        self._heights.end()
        self._restoring = self.delegate.rough = True
        model.show(outlet_names(comparison.articles), ahead(comparison).sheet, checked)
        for number, line in enumerate(model.lines):
            index = model.index_of(number)
            if not line.cells:
                self.setFirstColumnSpanned(index.row(), index.parent(), True)
            if line.children:
                self.setExpanded(index, self._opened.get(line.key, not line.folded))
        self._restoring = False
        self._set_widths()
        self.delegate.rough = False
        self._heights.begin(top, y)
        if current in model.at:
            self.setCurrentIndex(model.index_of(model.at[current]))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = theme
        self.delegate.forget()
        self.setPalette(palette.widget_palette(theme))
        if self.lines_model.lines:
            self._heights.begin(*self.top())
        self.viewport().update()

    def current_line(self) -> str:
        """The key of the current line, or an empty string."""
        index = self.currentIndex()
        return self.lines_model.line(index).key if index.isValid() else ""

    def set_current_line(self, key: str) -> None:
        """Make a line current, unfold what holds it and bring it into view. An unknown key changes nothing."""
        number = self.lines_model.at.get(key)
        if number is None:
            return
        above = self.lines_model.above[number]
        while above >= 0:
            self.setExpanded(self.lines_model.index_of(above), True)
            above = self.lines_model.above[above]
        index = self.lines_model.index_of(number)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def go_to_difference(self, difference: int) -> None:
        """Make the line that tells of difference number `difference` current and bring it into view."""
        model = self.lines_model
        current = self.currentIndex()
        if not current.isValid() or difference not in model.line(current).differences:
            self.set_current_line(next((line.key for line in model.lines if difference in line.differences), ""))

    def set_text_size(self, points: float) -> None:
        """Draw in letters of this size."""
        font = self.font()
        if points > 0 and font.pointSizeF() != points:
            font.setPointSizeF(points)
            self.setFont(font)

    def visible_lines(self) -> Iterator[SheetLine]:
        """The lines that are not folded away, in order."""
        return map(self.lines_model.line, self.unfolded())

    def unfolded(self) -> Iterator[QModelIndex]:
        """Their indexes."""
        index = self.lines_model.index(0, 0)
        while index.isValid():
            yield index
            index = self.indexBelow(index)

    def copy_text(self) -> str:
        """The current line as text: what, then each outlet with all its words, then where they are from."""
        index = self.currentIndex()
        return self._cited(index.siblingAtColumn(0)) if index.isValid() else ""

    def _cited(self, index: QModelIndex) -> str:
        """The words of a cell with their source; of the first column those of its whole line."""
        from parallax.window.tables.citing import all_lines, cell_cited, line_cited  # when it is asked for

        if not index.isValid() or self._comparison is None:
            return ""
        if not self._whole:
            self._whole = all_lines(story_sheet(self._comparison, whole=True))
        model, articles = self.lines_model, self._comparison.articles
        line = model.line(index)
        whole = self._whole.get(line.key, line)
        at = index.column() - 1
        if at < 0 or not whole.cells:
            return line_cited(model.what(line), whole, articles, model.names)
        return cell_cited(whole, whole.cells[at], articles[at], model.names[at])

    def copy(self) -> None:
        """Put `copy_text()` on the clipboard."""
        if self.copy_text():
            QGuiApplication.clipboard().setText(self.copy_text())

    def place(self) -> ArticleSpan | None:
        """The first place that the current line leads to, or None."""
        index = self.currentIndex()
        return next(iter(self.lines_model.line(index).places), None) if index.isValid() else None

    def differences_here(self) -> tuple[int, ...] | None:
        """The differences that the current line tells of, or None where there is no such line."""
        index = self.currentIndex()
        return self.lines_model.line(index).differences if index.isValid() else None

    def ask_menu(self) -> None:
        """Ask for the menu of the current line, as its key does."""
        index = self.currentIndex()
        if index.isValid():
            self._ask_menu(index, self.visualRect(index).bottomLeft() + QPoint(2 * self.indentation(), 0))

    def _ask_menu(self, index: QModelIndex, at: QPoint) -> None:
        """A cell of an outlet means its own words; the first column means the first outlet that has some."""
        line = self.lines_model.line(index)
        cell = line.cells[index.column() - 1] if index.column() and line.cells else None
        place = cell.place if cell is not None and cell.place is not None else next(iter(line.places), None)
        difference = line.differences[0] if line.differences else None
        at_start = (place[0], place[1], place[1]) if place is not None else None
        self.menu_asked.emit(at_start, difference, line.key, self.viewport().mapToGlobal(at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The line under the pointer becomes the current one; the key means the current line."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
        elif index.isValid():
            self.setCurrentIndex(index.siblingAtColumn(0))
            self._ask_menu(index, event.pos())

    # --- drawing -------------------------------------------------------------------------------------------------

    def _fit_indentation(self) -> None:
        """Room for a dot and a triangle of the size of the letters."""
        self.setIndentation(max(INDENT, round(self.fontMetrics().height() * 1.1)))

    def indent(self, index: Index) -> int:
        """How far the first column of a line is set in, in pixels."""
        depth, number = 1, self.lines_model.above[int(index.internalId())]
        while number >= 0:
            depth, number = depth + 1, self.lines_model.above[number]
        return depth * self.indentation()

    def drawRow(
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, theme = self.lines_model.line(index), self.theme
        rect = QRectF(options.rect)
        rect.setLeft(0)
        rect.setRight(max(self.viewport().width(), self.header().length()))
        chosen = self.currentIndex().isValid() and index.internalId() == self.currentIndex().internalId()
        ground = theme.sentence if chosen else theme.header if line.section else theme.paper
        painter.fillRect(rect, QColor(ground))
        if line.cells:
            super().drawRow(painter, options, index)
        if self.shift or not line.cells:
            self._draw_first(painter, options, index, QColor(ground))
        painter.setPen(QColor(theme.edge))
        painter.drawLine(QPointF(0, rect.bottom() - 1), QPointF(rect.right(), rect.bottom() - 1))
        if chosen and self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(QRectF(1, rect.y() + 1, self.viewport().width() - 2, rect.height() - 3))

    def _draw_first(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        ground: QColor,
    ) -> None:
        """Draw what a line is about at the left edge, above the columns that are scrolled under it."""
        line = self.lines_model.line(index)
        rect: QRect = QRect(options.rect)
        rect.setLeft(0)
        rect.setWidth(self.columnWidth(0) if line.cells else self.viewport().width())
        cell = QStyleOptionViewItem(options)
        cell.rect = rect.adjusted(self.indent(index), 0, 0, 0)
        painter.fillRect(rect, ground)
        self.drawBranches(painter, rect, index)
        self.itemDelegate().paint(painter, cell, index)
        if line.cells:
            self.draw_edge(painter, rect, QColor(self.theme.quiet))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A triangle level with the first row of text, to the right where lines are folded away, else down."""
        line = self.lines_model.line(index)
        if self.lines_model.is_unseen(line):
            self._draw_dot(painter, rect, index)
        if not line.children:
            return
        half = self.fontMetrics().xHeight() / 2
        y = (
            rect.y()
            + PAD * (2.5 if line.section else 1)
            + self.fontMetrics().height() * (0.6 if line.section else 0.55)
        )
        middle = QPointF(self.indent(index) - self.indentation() / 2, y)
        across = (QPointF(-half, -half), QPointF(half, -half), QPointF(0, half))
        aside = (QPointF(-half, -half), QPointF(half, 0), QPointF(-half, half))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.quiet))
        painter.drawPolygon([middle + p for p in (across if self.isExpanded(index) else aside)])
        painter.restore()

    def _draw_dot(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A dot left of a line whose differences were not looked at yet."""
        size = max(5.0, self.fontMetrics().xHeight() * 0.7)
        y = rect.y() + PAD + self.fontMetrics().height() * 0.55 - size / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.accent))
        painter.drawEllipse(QRectF(self.indent(index) - self.indentation() * 1.45 - size / 2, y, size, size))
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.lines_model.lines:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self.theme.quiet))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), int(flags), "Add an article to see what it says.")

    def _set_widths(self) -> bool:
        """Share the width between the outlets; whether anything changed."""
        count = len(self.lines_model.names)
        if not count:
            return False
        room, letter = self.viewport().width(), self.fontMetrics().averageCharWidth()
        what = min(WHAT_WIDTH + 40, room // 4) if count < 4 else min(WHAT_WIDTH, max(room // 5, 150))
        indented = 2 * (self.indentation() - INDENT)
        what = max(what, min(_WHAT_LETTERS * letter + indented, room // 3))
        least = max(LEAST_WIDTH, _LEAST_LETTERS * letter)
        whole = min(max((room - what) // least, 1), count)  # a column that is cut off at the edge cannot be read
        each = max(least, (room - what) // whole)
        self.horizontalScrollBar().setSingleStep(each)
        wanted = [what, *[each] * count]
        if [self.columnWidth(n) for n in range(count + 1)] == wanted:
            return False
        for n, width in enumerate(wanted):
            self.setColumnWidth(n, width)
        return True

    def _lay_out_again(self, lines: Collection[int] | None = None) -> None:
        """Lay out these lines again, or all, while what is at the top stays there."""
        top, y = self.top()
        self._heights.end()
        self.delegate.forget(lines)
        self.doItemsLayout()
        self.hold(top, y)
        self.viewport().update()

    def top(self) -> tuple[str, int]:
        """The key of the line at the top of the window and where it stands."""
        index = self.indexAt(self.viewport().rect().topLeft())
        if not index.isValid():
            return "", 0
        index = index.siblingAtColumn(0)
        return self.lines_model.line(index).key, self.visualRect(index).y()

    def hold(self, key: str, y: int) -> None:
        """Scroll so that a line stands at `y` of the window."""
        number = self.lines_model.at.get(key)
        if number is not None:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.lines_model.index_of(number)).y() - y)

    # --- events --------------------------------------------------------------------------------------------------

    def _note(self, index: QModelIndex, opened: bool) -> None:
        if not self._restoring:
            self._opened[self.lines_model.line(index).key] = opened

    def _clicked(self, index: QModelIndex) -> None:
        self._open(index.siblingAtColumn(0))

    def _open(self, index: QModelIndex) -> None:
        """What Return or a click does: show the words beside each other, or fold and unfold."""
        line = self.lines_model.line(index)
        if line.differences:
            states = self.lines_model.checked
            self.difference_chosen.emit(next((k for k in line.differences if k not in states), line.differences[0]))
        elif line.places:
            self.places_chosen.emit(line.places)
        elif line.children:
            self.setExpanded(index, not self.isExpanded(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The triangle of a line folds it where it is drawn; Qt looks for it where the columns are scrolled to."""
        index = self.indexAt(event.position().toPoint()).siblingAtColumn(0)
        edge = self.indent(index) if index.isValid() else 0
        self._folding = bool(self.shift) and edge - self.indentation() <= event.position().x() < edge
        if self._folding and self.lines_model.line(index).children:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._folding = False
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._folding:
            super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._set_widths():
            self._lay_out_again()
        elif self.hasFocus():
            keep_in_view(self, self.visualRect(self.currentIndex()), event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_indentation()
            if self.lines_model.lines:
                self._set_widths()
                self._lay_out_again()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines_model.lines:
            self.setCurrentIndex(self.lines_model.index(0, 0))

    def event(self, event: QEvent) -> bool:
        if claims_copy(event) and self.copy_text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if opens(event) and index.isValid():
            self._open(index.siblingAtColumn(0))
            return
        if event.matches(QKeySequence.StandardKey.MoveToEndOfLine) and self.lines_model.lines:
            self.setCurrentIndex(self._last())
        else:
            super().keyPressEvent(event)
        if self.currentIndex() != index:
            self.scrollTo(self.currentIndex())

    def _last(self) -> QModelIndex:
        """The last line that is not folded away."""
        last = self.lines_model.index_of(self.lines_model.roots[-1])
        while self.isExpanded(last) and self.lines_model.rowCount(last):
            last = self.lines_model.index(self.lines_model.rowCount(last) - 1, 0, last)
        return last

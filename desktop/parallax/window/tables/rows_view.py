"""The view *Rows*: aligned rows over all articles, unchanged or single runs folded, words marked, moves linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from parallax.sheet import Row, RowBook
from parallax.values import FAMILIES, ArticleSpan, Comparison, Family
from parallax.window import palette
from parallax.window.ahead import ahead
from parallax.window.dragging import DragOut
from parallax.window.frame.focus_ring import SHOWS_FOCUS
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.keys import claims_copy, opens
from parallax.window.palette import Theme
from parallax.window.tables.row_cells import PAD, Index, RowDelegate, RowModel
from parallax.window.texts.kept_in_view import keep_in_view

LEAST_WIDTH = 220
"""A column is never narrower than this, in device-independent pixels."""
_SPARE = 300  # pixels above and below the window whose rows are measured too


class RowsView(QTableView):
    """Aligned rows. Arrow keys go by cell; Return opens a difference (again: the next of the cell), goes to a place,
    or unfolds; Shift+Return follows a move; Ctrl+C copies a cell with its source,
    and a cell can be dragged out.

    difference_chosen(index)           the reader opened marked words
    place_chosen(article, start, end)  the reader opened a sentence, in code points of its article
    unfold(key)                        a run of rows was unfolded or folded
    menu_asked(place, difference, point)   a menu is wanted for words of a cell, at this point of the screen
    """

    difference_chosen = Signal(int)
    place_chosen = Signal(int, int, int)
    unfold = Signal(str)
    menu_asked = Signal(object, object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = palette.desktop_theme()
        self.checked: frozenset[int] = frozenset()
        self.unseen: frozenset[int] = frozenset()
        self._noted: tuple[ArticleSpan, ...] = ()
        self.current_difference: int | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._measured: set[int] = set()
        self._measuring = False
        self._pressed = QPoint()
        self._kept = ("", 0, "", 0)
        PlainBars(self)
        self._model = RowModel(self)
        self._delegate = RowDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Rows")
        self.setProperty(SHOWS_FOCUS, True)
        self.setAccessibleDescription("Sentences that report the same thing, side by side, a column for each article")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one that comes and goes moves text
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAutoScroll(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._measure())
        DragOut(self.viewport(), lambda point: self._cited(self.indexAt(point)))
        self.set_theme(self.theme)

    # --- what the window asks ------------------------------------------------------------------------------------

    @property
    def book(self) -> RowBook:
        """All rows, folded or not."""
        return self._model.book

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows as shown."""
        return self._model.lines

    def set_comparison(
        self,
        comparison: Comparison,
        checked: Mapping[int, str],
        base: int = 0,
        families: frozenset[Family] = frozenset(FAMILIES),
    ) -> None:
        """Draw a comparison in the order of article `base`, with the marks of `families`. `checked` says of
        differences "checked" or "new readings". What was unfolded, the current cell and the row at the top stay,
        where their sentences are still there."""
        self.checked = frozenset(k for k, state in checked.items() if state == "checked")
        if comparison is not self.book.comparison:
            self.current_difference = None
        base = min(base, max(len(comparison.articles) - 1, 0))
        book = self.book
        if comparison is not book.comparison or (base, families) != (book.base, book.families):
            usual = (base, families) == (0, frozenset(FAMILIES))
            self._show(ahead(comparison).rows if usual else RowBook(comparison, base, families))
        else:
            self._delegate.forget()
            self.viewport().update()

    def set_signs(self, unseen: frozenset[int], noted: Sequence[ArticleSpan]) -> None:
        """Which differences were not looked at yet, and where notes stand."""
        if (unseen, tuple(noted)) != (self.unseen, self._noted):
            self.unseen, self._noted = unseen, tuple(noted)
            self.viewport().update()

    def is_noted(self, row: Row, article: int) -> bool:
        """Whether a note stands in a cell."""
        spans = [(a, s, e) for a, s, e in self._noted if a == article]
        places = self.book.cell(row, article).places if spans and not row.label else ()
        return any(s < last and first < max(e, s + 1) for _, first, last in places for _, s, e in spans)

    def place(self) -> ArticleSpan | None:
        """The first sentence of the current cell, or None."""
        index = self.currentIndex()
        return self.book.place(self.lines[index.row()], index.column()) if index.isValid() else None

    def differences_here(self) -> tuple[int, ...] | None:
        """The differences with words in the current cell, or None where there is no such cell."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self._differences(self.lines[index.row()], index.column())

    def _differences(self, row: Row, article: int) -> tuple[int, ...]:
        """The differences with words in a cell; of a cell without words, those of its row."""
        cell = self.book.cell(row, article)
        return tuple(dict.fromkeys(m.difference for m in cell.marks)) if cell.text else row.differences

    def ask_menu(self) -> None:
        """Ask for the menu of the current cell, as its key does."""
        index = self.currentIndex()
        if index.isValid():
            self._ask_menu(index, self.visualRect(index).topLeft() + QPoint(4 * PAD, 4 * PAD), None)

    def _ask_menu(self, index: QModelIndex, at: QPoint, within: QPoint | None) -> None:
        """A menu for the words under the pointer, else for the first sentence and difference of the cell."""
        row, article = self.lines[index.row()], index.column()
        if row.kind in ("fold", "step"):
            return
        cell = self.book.cell(row, article)
        text, _ = self._delegate.laid(row, article, self.visualRect(index).width())
        offset = text.offset_at(within.x(), within.y()) if within is not None else None
        difference = text.mark_at(within.x(), within.y()) if within is not None else None
        if difference is None and (within is None or not cell.text):
            difference = next(iter(self._differences(row, article)), None)
        place = self.book.place(row, article)
        before = [p for p in cell.places if offset is not None and p[0] <= offset]
        if before and offset is not None:
            at_word = before[-1][1] + offset - before[-1][0]
            place = article, at_word, at_word
        if place is not None or difference is not None:
            at_start = (place[0], place[1], place[1]) if place is not None else None
            self.menu_asked.emit(at_start, difference, self.viewport().mapToGlobal(at))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The cell under the pointer becomes the current one; the key means the current cell."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
        elif index.isValid():
            self.setCurrentIndex(index)
            self._ask_menu(index, event.pos(), event.pos() - self.visualRect(index).topLeft() - QPoint(PAD, PAD))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = theme
        self._delegate.forget()
        self.setPalette(palette.widget_palette(theme))
        self.viewport().update()

    def set_text_size(self, points: float) -> None:
        """Draw in letters of this size."""
        font = self.font()
        if points > 0 and font.pointSizeF() != points:
            font.setPointSizeF(points)
            self.setFont(font)

    def go_to_difference(self, index: int) -> None:
        """Bring the row of difference `index` into view, unfolded, and show its words as the current ones."""
        if index != self.current_difference:
            self._delegate.forget_marks(self.current_difference)
            self._delegate.forget_marks(index)
            self.current_difference = index
            self.viewport().update()
        d = self.book.comparison.differences[index]
        key = self.book.row_with(index)
        article = min((a for a, _, _ in d.spans), default=0)
        if key is None and d.spans:
            key = self.book.row_of(*min(d.spans)[:2])
        self._go(key, article)

    def go_to(self, article: int, start: int, end: int) -> None:
        """Bring the sentence at `start` of an article (code points) into view, unfolded."""
        self._go(self.book.row_of(article, start), article)

    def copy_text(self) -> str:
        """The words of the current cell with their source, or an empty string."""
        return self._cited(self.currentIndex())

    def _cited(self, index: QModelIndex) -> str:
        from parallax.window.tables.citing import row_cited  # when it is asked for: the window opens sooner without it

        return row_cited(self.book, self.lines[index.row()], index.column()) if index.isValid() else ""

    def copy(self) -> None:
        """Put `copy_text()` on the clipboard."""
        if self.copy_text():
            QGuiApplication.clipboard().setText(self.copy_text())

    # --- rows ----------------------------------------------------------------------------------------------------

    def _show(self, book: RowBook) -> None:
        """Draw the rows of a book; the current cell and the row at the top stay where they are still there."""
        if self.lines:  # a story that is analysed again is empty for a while
            self._kept = self._position()
        was, column, top_key, top_y = self._kept
        self._delegate.forget()
        self._fill(book)
        at = self._row_now(was)
        if at is not None:
            self.setCurrentIndex(self._model.index(at, min(max(column, 0), len(book.names) - 1)))
        at = self._row_now(top_key)
        if at is not None:
            self._hold(at, top_y)
        self._measure(at)

    def _fill(self, book: RowBook) -> None:
        """Put the rows of a book in, as they are folded now."""
        lines = book.lines(self._unfolded)
        self._model.show(book, lines)
        self.clearSpans()
        if len(book.names) > 1:
            for n, row in enumerate(lines):
                if row.label:
                    self.setSpan(n, 0, 1, len(book.names))
        self._set_widths()
        self._estimate()

    def _position(self) -> tuple[str, int, str, int]:
        """Key and column of the current cell; key of the row at the top and where it stands."""
        index, top = self.currentIndex(), max(self.rowAt(0), 0)
        was = self.lines[index.row()].key if index.isValid() else ""
        return was, index.column(), self.lines[top].key, self.rowViewportPosition(top)

    def _row_now(self, key: str) -> int | None:
        """Where a row is shown: itself, or the fold that holds it."""
        if key in self._model.at:
            return self._model.at[key]
        key = key.removeprefix("run:").partition(">")[0]
        if key in self._model.at:
            return self._model.at[key]
        return next((n for n, row in enumerate(self.lines) if row.kind == "fold" and key in row.inside), None)

    def _go(self, key: str | None, column: int) -> None:
        if key is None:
            return
        if key not in self._model.at:
            if not any(key in row.inside for row in self.lines):
                return
            self._unfolded |= {key}
            self._fill(self.book)  # without a look at the place that is left
        row = self._model.at[key]
        self.setCurrentIndex(self._model.index(row, column))
        self._bring(row, column)

    def _bring(self, row: int, column: int) -> None:
        """Scroll a cell into the window."""
        height = self.viewport().height()
        if self._is_seen(row):
            self._measure(row)  # by heights that are estimated it may not be
        if not self._is_seen(row):
            self._hold(row, height // 4)
            self._measure(row)
            self._hold(row, min(height // 4, max(0, height - self.rowHeight(row))))
            self._measure(row)
        self.scrollTo(self._model.index(row, column), QAbstractItemView.ScrollHint.EnsureVisible)

    def _is_seen(self, row: int) -> bool:
        y, height = self.rowViewportPosition(row), self.viewport().height()
        return y >= 0 and y + min(self.rowHeight(row), height) <= height

    def _toggle(self, row: Row) -> None:
        """Unfold a folded run, or fold it again."""
        if row.open:
            self._unfolded -= set(row.inside)
        else:
            self._unfolded |= set(row.inside)
        self._show(self.book)
        self.unfold.emit(row.key)

    def _open(self, row: Row, article: int, difference: int | None = None) -> None:
        """What Return or a click does."""
        if row.kind == "fold":
            self._toggle(row)
        elif row.kind == "stub" and self.book.cell(row, article).far:
            self._go(row.far, article)
        elif row.kind == "step":
            if row.differences:
                self.difference_chosen.emit(row.differences[0])
        elif difference is not None:
            self.difference_chosen.emit(difference)
        else:
            place = self.book.place(row, article)
            if place is not None:
                self.place_chosen.emit(*place)

    def _open_current(self, *, follow: bool) -> None:
        """What Return does in the current cell; `follow` goes to the other end of a move."""
        index = self.currentIndex()
        row, article = self.lines[index.row()], index.column()
        cell = self.book.cell(row, article)
        if follow and cell.far:
            self._go(cell.far, article)
            return
        marks = list(dict.fromkeys(m.difference for m in cell.marks))
        after = marks.index(self.current_difference) + 1 if self.current_difference in marks else 0
        self._open(row, article, marks[after % len(marks)] if marks else None)

    # --- sizes ---------------------------------------------------------------------------------------------------

    def _column_width(self) -> int:
        count = max(len(self.book.names), 1)
        return max(LEAST_WIDTH, self.viewport().width() // count)

    def _set_widths(self) -> None:
        width = self._column_width()
        header = self.horizontalHeader()
        for n in range(len(self.book.names)):
            if header.sectionSize(n) != width:
                header.resizeSection(n, width)

    def _estimate(self) -> None:
        """Give every row the height that its count of characters asks for; only what is near the window is laid out.
        (Laying out 1,500 rows of eight cells stalls the window for most of a second.)"""
        metrics = QFontMetricsF(self.font())
        line = metrics.lineSpacing()
        per_line = max((self._column_width() - 2 * PAD) / max(metrics.averageCharWidth() * 1.08, 1.0), 1.0)
        lengths = [[s.end - s.start for s in own] for own in self.book.comparison.sentences]
        header = self.verticalHeader()
        header.blockSignals(True)
        for n, row in enumerate(self.lines):
            count = 1
            if row.kind == "group":
                by: dict[int, int] = {}
                for article, i in row.members:
                    by[article] = by.get(article, 0) + lengths[article][i]
                count = 1 + int(max(by.values()) / per_line)
            header.resizeSection(n, int(count * line) + 2 * PAD)
        header.blockSignals(False)
        self._measured = set()
        self.updateGeometries()

    def _measure(self, anchor: int | None = None) -> None:
        """Lay out the rows in and around the window, while row `anchor`, else what is seen, keeps its place."""
        if self._measuring or not self.lines or not self.isVisible():
            return
        self._measuring = True
        try:
            height, width, columns = self.viewport().height(), self._column_width(), len(self.book.names)
            first = max(self.rowAt(0), 0)
            while first > 0 and self.rowViewportPosition(first) > -_SPARE:
                first -= 1
            anchor = self._anchor() if anchor is None else anchor
            held = self.rowViewportPosition(anchor)
            header, row, changed, seen = self.verticalHeader(), first, False, False
            y = self.rowViewportPosition(first)
            header.blockSignals(True)
            while row < len(self.lines) and y < height + _SPARE:
                if row not in self._measured:
                    needed = self._delegate.height(self.lines[row], width, columns)
                    self._measured.add(row)
                    if needed != header.sectionSize(row):
                        header.resizeSection(row, needed)
                        changed = True
                        seen = seen or y < height
                y += header.sectionSize(row)
                row += 1
            header.blockSignals(False)
            if changed:
                self.updateGeometries()
                self._hold(anchor, held)
            if seen:
                self.viewport().update()
        finally:
            self._measuring = False

    def _anchor(self) -> int:
        """The row that must not move while others are measured: the current one if it is seen, else the first seen
        whose height is known."""
        top, height = max(self.rowAt(0), 0), self.viewport().height()
        current = self.currentIndex().row()
        if current >= 0 and 0 <= self.rowViewportPosition(current) < height:
            return current
        for row in range(top, len(self.lines)):
            if self.rowViewportPosition(row) >= height:
                break
            if row in self._measured:
                return row
        return top

    def _hold(self, row: int, y: int) -> None:
        """Scroll so that a row stands at `y` of the window."""
        measuring, self._measuring = self._measuring, True  # the caller measures, with its own row held
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - y)
        self._measuring = measuring

    # --- events --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self._column_width()
        top = max(self.rowAt(0), 0)
        y = self.rowViewportPosition(top)
        super().resizeEvent(event)
        if self.hasFocus():
            keep_in_view(self, self.visualRect(self.currentIndex()), event)
        if (self.book.names and self.horizontalHeader().sectionSize(0) != self._column_width()) or width == 0:
            self._set_widths()
            self._delegate.forget()
            self._estimate()
            if self.lines:
                self._hold(top, y)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.lines:
            self._show(self.book)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.lines:
            self.setCurrentIndex(self._model.index(max(self.rowAt(0), 0), 0))

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
            self._open_current(follow=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return
        super().keyPressEvent(event)
        if self.currentIndex() != index:
            self._bring(self.currentIndex().row(), self.currentIndex().column())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or index != self.indexAt(self._pressed):
            return
        row, article = self.lines[index.row()], index.column()
        rect = self.visualRect(index)
        text, note = self._delegate.laid(row, article, rect.width())
        x, y = at.x() - rect.x() - PAD, at.y() - rect.y() - PAD
        if note is not None and text.height <= y < text.height + note.height:
            self._go(self.book.cell(row, article).far, article)
            return
        self._open(row, article, text.mark_at(x, y))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.lines:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self.theme.quiet))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), int(flags), "The sentences of these articles are not known yet.")

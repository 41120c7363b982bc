"""The cells of *Rows*: the table that the view shows, and how each cell is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from parallax.sheet import Row, RowBook
from parallax.values import Comparison
from parallax.window.texts.margin import NOTE_GLYPH
from parallax.window.texts.marked_text import MarkedText
from parallax.window.texts.offsets import plain_tooltip

if TYPE_CHECKING:
    from parallax.window.tables.rows_view import RowsView

PAD = 8
"""Pixels between the edge of a cell and its text."""
_KEPT = 4000  # laid out cells
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Rows by articles; what a screen reader says of each cell."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view
        self.book = RowBook(Comparison(()))
        self.lines: tuple[Row, ...] = ()
        self.at: dict[str, int] = {}

    def show(self, book: RowBook, lines: tuple[Row, ...]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.book, self.lines = book, lines
        self.at = {row.key: n for n, row in enumerate(lines)}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.book.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, article = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label or self.book.cell(row, article).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            view = self._view
            unseen = not view.unseen.isdisjoint(row.differences)
            noted = view.is_noted(row, article)
            said = self.book.spoken(row, article)
            return said + (" Not seen yet." if unseen else "") + (" With a note." if noted else "")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "Return unfolds or folds" if row.kind == "fold" else "Return opens"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.book.names):
            return None
        name, base = self.book.names[section], section == self.book.base and len(self.book.names) > 1
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.FontRole and base:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = f"{name}. The rows stand in the order of this article." if base else name
            return plain_tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class RowDelegate(QStyledItemDelegate):
    """Draws the cells; keeps those that it laid out."""

    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[tuple[str, bool, int, int], tuple[MarkedText, MarkedText | None]] = {}
        self._marked: dict[int, list[tuple[str, bool, int, int]]] = {}  # by difference

    def forget(self) -> None:
        """What was laid out no longer holds."""
        self._laid.clear()
        self._marked.clear()

    def forget_marks(self, difference: int | None) -> None:
        """The words of one difference look otherwise now."""
        for key in self._marked.pop(difference, ()) if difference is not None else ():
            self._laid.pop(key, None)

    def laid(self, row: Row, article: int, width: int) -> tuple[MarkedText, MarkedText | None]:
        """The text of a cell and its note, laid out in a column of `width` pixels."""
        key = row.key, row.open, article, width
        found = self._laid.get(key)
        if found is None:
            view = self._view
            cell = view.book.cell(row, article)
            inner = width - 2 * PAD
            font = view.font()
            if row.kind == "step":
                font.setBold(True)
            text = MarkedText(
                row.label or cell.text,
                cell.marks,
                font,
                inner,
                view.theme,
                checked=view.checked,
                current=view.current_difference,
            )
            note = MarkedText(cell.note, (), font, inner, view.theme) if cell.note else None
            if len(self._laid) >= _KEPT:
                self.forget()
            found = self._laid[key] = text, note
            for difference in {m.difference for m in cell.marks}:
                self._marked.setdefault(difference, []).append(key)
        return found

    def height(self, row: Row, width: int, columns: int) -> int:
        """The height that a row needs, in pixels."""
        if row.label:
            return int(self.laid(row, 0, width * columns)[0].height) + 2 * PAD
        shown = range(columns) if row.parts else sorted({a for a, _ in row.members})
        heights = [0.0]
        for article in shown:
            text, note = self.laid(row, article, width)
            heights.append(text.height + (note.height if note else 0.0))
        return int(max(heights) + 0.99) + 2 * PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, self._view.theme
        row, article = view.lines[index.row()], index.column()
        rect = QRectF(option.rect)
        quiet = row.kind in ("fold", "step")
        there = bool(row.label or row.parts) or any(a == article for a, _ in row.members)
        chosen = index == view.currentIndex()
        ground = theme.sentence if chosen else theme.header if quiet or not there else theme.paper
        painter.fillRect(rect, QColor(ground))
        if there:
            self._write(painter, rect, row, article)
        self._sign(painter, rect, row, article)
        painter.setPen(QColor(theme.edge))
        rect.adjust(0, 0, -1, -1)  # the last line of pixels inside the cell
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if article + 1 < len(view.book.names) and not row.label:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if chosen and view.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _sign(self, painter: QPainter, rect: QRectF, row: Row, article: int) -> None:
        """A dot beside a row whose differences were not looked at yet, and a pencil on a cell with a note."""
        view, theme, letters = self._view, self._view.theme, self._view.fontMetrics().height()
        painter.save()
        if article == 0 and row.kind != "fold" and not view.unseen.isdisjoint(row.differences):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            across = min(PAD - 1.0, max(5.0, 0.3 * letters))
            middle = rect.y() + PAD + letters / 2
            painter.drawEllipse(QRectF(rect.x() + 1, middle - across / 2, across, across))
        if view.is_noted(row, article):
            painter.setPen(QColor(theme.accent))
            corner = QRectF(rect.right() - letters - 2, rect.y(), letters, letters)
            painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, NOTE_GLYPH)
        painter.restore()

    def _write(self, painter: QPainter, rect: QRectF, row: Row, article: int) -> None:
        """Draw the words of a cell, and its note below them."""
        theme = self._view.theme
        text, note = self.laid(row, article, int(rect.width()))
        colour = theme.accent if row.kind == "fold" else theme.quiet if row.kind == "stub" else theme.ink
        at = QPointF(rect.x() + PAD, rect.y() + PAD)
        painter.save()
        painter.setClipRect(rect)
        text.draw(painter, at, QColor(colour))
        if note is not None:
            note.draw(painter, at + QPointF(0.0, text.height), QColor(theme.accent))
        painter.restore()

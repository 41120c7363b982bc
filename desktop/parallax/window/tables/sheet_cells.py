"""The cells of the *Story sheet*: the tree that the view shows, and how each cell is drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from parallax.sheet import GLYPHS, SheetCell, SheetLine
from parallax.window.state import checked_words
from parallax.window.texts.marked_text import MarkedText
from parallax.window.texts.offsets import plain_tooltip

if TYPE_CHECKING:
    from parallax.window.tables.story_sheet import StorySheet

PAD = 6
"""Pixels between the edge of a cell and its text."""
_MOST_LINES = 6
Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractItemModel):
    """The lines as a tree; an index holds the number of its line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self.lines: list[SheetLine] = []
        self.above: list[int] = []
        self.below: list[list[int]] = []
        self.rows: list[int] = []
        self.roots: list[int] = []
        self.at: dict[str, int] = {}
        self.checked: Mapping[int, str] = {}
        self.unseen: frozenset[int] = frozenset()
        self.noted: frozenset[int] = frozenset()

    def show(self, names: tuple[str, ...], sections: tuple[SheetLine, ...], checked: Mapping[int, str]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self.names, self.checked = names, checked
        self.lines, self.above, self.below, self.rows = [], [], [], []
        self.roots = [self._add(line, -1, n) for n, line in enumerate(sections)]
        self.at = {line.key: n for n, line in enumerate(self.lines)}
        self.endResetModel()

    def _add(self, line: SheetLine, parent: int, row: int) -> int:
        number = len(self.lines)
        self.lines.append(line)
        self.above.append(parent)
        self.rows.append(row)
        self.below.append([])
        self.below[number] = [self._add(child, number, n) for n, child in enumerate(line.children)]
        return number

    def line(self, index: Index) -> SheetLine:
        """The line of an index."""
        return self.lines[int(index.internalId())]

    def index_of(self, number: int, column: int = 0) -> QModelIndex:
        """The index of a line."""
        return self.createIndex(self.rows[number], column, number)

    def state(self, line: SheetLine) -> str:
        """Whether the differences of a line are checked, in words; empty where none is."""
        return checked_words(line.differences, self.checked)

    def what(self, line: SheetLine) -> str:
        """What the first column says."""
        glyph = f"{GLYPHS[line.family]} " if line.family else ""
        state = self.state(line)
        count = f"   {line.count}" if line.count else ""
        noted = " · ✎ note" if self.noted.intersection(line.differences) else ""
        return f"{glyph}{line.what}{count}" + (f" · ✓ {state}" if state else "") + noted

    def is_unseen(self, line: SheetLine) -> bool:
        """Whether a line tells of a difference that was not looked at yet."""
        return not self.unseen.isdisjoint(line.differences)

    def spoken(self, line: SheetLine) -> str:
        """A whole line in words: what, then every outlet."""
        said = [line.spoken or line.what]
        if line.count:
            said.append(line.count)
        if self.state(line):
            said.append(self.state(line))
        if self.noted.intersection(line.differences):
            said.append("with a note")
        if self.is_unseen(line):
            said.append("not seen yet")
        said.extend(f"{n}: {c.spoken or c.text}" for n, c in zip(self.names, line.cells, strict=False) if c.text)
        return ". ".join(part.strip().rstrip(".") for part in said) + "."

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        own = self.below[int(parent.internalId())] if parent.isValid() else self.roots
        return self.createIndex(row, column, own[row]) if 0 <= row < len(own) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or int(index.internalId()) >= len(self.above):
            return QModelIndex()
        above = self.above[int(index.internalId())]
        return self.index_of(above) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        if not parent.isValid():
            return len(self.roots)
        return len(self.below[int(parent.internalId())]) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1 + len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.what(line)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(line)
            if role == Qt.ItemDataRole.ToolTipRole and line.differences:
                return plain_tooltip(line.spoken)
            return None
        if not line.cells:
            return None
        cell = line.cells[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.names[index.column() - 1]}: {cell.spoken or cell.text or 'nothing'}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            name = self.names[section - 1] if 0 < section <= len(self.names) else ""
            return plain_tooltip(name) if role == Qt.ItemDataRole.ToolTipRole else name
        if role == Qt.ItemDataRole.AccessibleTextRole and section == 0:
            return "What"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class SheetDelegate(QStyledItemDelegate):
    """Draws the cells; keeps those that it laid out. While it is `rough` no text is laid out to tell its height: all is
    about to be laid out anew. While it is `estimating` only those that are laid out tell their own."""

    def __init__(self, view: StorySheet) -> None:
        super().__init__(view)
        self._view = view
        self.rough = self.estimating = False
        self._laid: dict[tuple[int, int, int], MarkedText] = {}
        self._heights: dict[int, int] = {}
        self._estimates: dict[int, int] = {}

    def forget(self, lines: Collection[int] | None = None) -> None:
        """What was laid out of these lines, or of all, no longer holds."""
        self._laid = {} if lines is None else {key: text for key, text in self._laid.items() if key[0] not in lines}
        self._heights, self._estimates = {}, {}

    def _text(self, number: int, column: int, width: int) -> MarkedText:
        found = self._laid.get((number, column, width))
        if found is None:
            view, model = self._view, self._view.lines_model
            line = model.lines[number]
            cell = line.cells[column - 1] if column else SheetCell(model.what(line))
            font = QFont(view.font())
            if line.section:
                font.setBold(True)
                font.setPointSizeF(font.pointSizeF() * 1.1)
            checked = frozenset(k for k, state in model.checked.items() if state == "checked")
            if line.differences and all(k in checked for k in line.differences):
                checked |= {-1}
            found = MarkedText(
                cell.text,
                cell.marks,
                font,
                width,
                view.theme,
                checked=checked,
                glyphs=line.family is None,
                most_lines=_MOST_LINES,
                own_words=not column,
            )
            self._laid[number, column, width] = found
        return found

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the highest cell of the line is in the present width of its column, on screen or not."""
        return QSize(40, 4 * PAD if self.rough else self.height(int(index.internalId())))

    def height(self, number: int, *, exact: bool = False) -> int:
        """How high a line is. While `estimating`, and unless it is to be `exact`, no text is laid out to tell."""
        found = self._heights.get(number)
        if found is None and self.estimating and not exact:
            found = self._estimates.get(number)
            if found is None:
                found = self._estimates[number] = self._highest(number, self._estimated)
        elif found is None:
            found = self._heights[number] = self._highest(number, self._laid_out)
        return found

    def _highest(self, number: int, of_text: Callable[[int, int, int], int]) -> int:
        view = self._view
        line = view.lines_model.lines[number]
        gap = 2 * PAD + (PAD * 2 if line.section else 0)
        columns = [0, *(k for k, cell in enumerate(line.cells, 1) if cell.text)]  # most have nothing in most lines
        return gap + max(of_text(number, k, self._inner(view.lines_model.index_of(number, k))) for k in columns)

    def _laid_out(self, number: int, column: int, width: int) -> int:
        return int(self._text(number, column, width).height + 0.99)

    def _estimated(self, number: int, column: int, width: int) -> int:
        line, letters = self._view.lines_model.lines[number], self._view.fontMetrics()
        length = len(line.cells[column - 1].text if column else line.what)
        return min(1 + letters.averageCharWidth() * length // max(width, 1), _MOST_LINES) * letters.lineSpacing()

    def _inner(self, index: Index) -> int:
        """The width that the text of a cell has."""
        view = self._view
        if index.column():
            return view.columnWidth(index.column()) - 2 * PAD
        width = view.columnWidth(0) if view.lines_model.line(index).cells else view.viewport().width()
        return width - view.indent(index) - PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, self._view.theme
        number = int(index.internalId())
        line = view.lines_model.lines[number]
        rect: QRect = option.rect
        if index.column() and line.cells and not line.cells[index.column() - 1].text:
            return
        painter.save()
        painter.setClipRect(rect)
        text = self._text(number, index.column(), self._inner(index))
        y = rect.y() + (PAD * 2.5 if line.section else PAD)
        cell = line.cells[index.column() - 1] if index.column() and line.cells else None
        heading = not line.cells and bool(line.children)
        colour = (
            theme.quiet if (cell and cell.faint) or (not line.cells and not line.section and not heading) else theme.ink
        )
        text.draw(painter, QPointF(rect.x() + PAD / 2 if not index.column() else rect.x() + PAD, y), QColor(colour))
        painter.restore()

"""The key sheet: all keys by menu and by part of the window, in two columns where there is room, and a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from parallax.window import palette
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.help.typed import fit, fold
from parallax.window.keys import claims_copy
from parallax.window.reading_keys import KeyGroup, all_keys, as_text

_Index = QModelIndex | QPersistentModelIndex
_PADDING = 4
_GAP = 16
_COLUMN = 46
"""How many letters wide a column is at least where there are two."""
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_KEYS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of the sheet, or with no keys the heading of those below."""

    what: str
    keys: str = ""

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return f"{self.what}: {self.keys}" if self.keys else self.what


_Column = list[Cell | None]


class KeySheet(QDialog):
    """All keys. Ctrl+C, or the button, copies what is listed as text; `announce` tells a screen reader."""

    def __init__(self, parent: QWidget, announce: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._announce = announce
        self.setWindowTitle("Keys")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Filter by words or keys")
        self.line.setAccessibleName("Filter by words or keys")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self._filter())
        self.line.installEventFilter(self)
        self.table = _Table()
        self.table.copy_asked.connect(self.copy)
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("&Copy all", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        in_words_alone(buttons)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._told)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)
        letters = self.fontMetrics().averageCharWidth()
        wide = QSize(letters * (2 * _COLUMN + 44), letters * 100)
        self.resize(wide.boundedTo(parent.window().size() - QSize(24, 24)).expandedTo(QSize(320, 280)))
        self._groups = all_keys()
        self._filter()
        self.line.setFocus()

    @property
    def groups(self) -> tuple[KeyGroup, ...]:
        """What is listed."""
        return self._groups

    @property
    def told(self) -> str:
        """What the lower edge says."""
        return self._told.text()

    def copy(self) -> None:
        """Put what is listed on the clipboard, as text."""
        QGuiApplication.clipboard().setText(as_text(self._groups))
        self._say("Copied as text")

    def _filter(self) -> None:
        wanted = fold(self.line.text()).split()
        kept = (
            KeyGroup(g.name, tuple((w, k) for w, k in g.lines if fit(wanted, fold(w), fold(f"{k} {g.name}"))))
            for g in all_keys()
        )
        self._groups = tuple(group for group in kept if group.lines)
        self.table.show_groups(self._groups)
        count = sum(len(group.lines) for group in self._groups)
        self._say(f"{count} {'line' if count == 1 else 'lines'}" if count else "Nothing fits these words")

    def _say(self, words: str) -> None:
        self._told.setText(words)
        if self.isVisible():
            self._announce(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line Down goes to the list, and Ctrl+C copies the list where no letter of the line is selected."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.table.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.matches(QKeySequence.StandardKey.Copy) and not self.line.hasSelectedText():
                self.copy()
                return True
        return super().eventFilter(watched, event)


class _Table(QTableView):
    """The groups below each other, in as many columns as there is room for. `copy_asked()` by Ctrl+C."""

    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[KeyGroup] = ()
        self._cells = _Cells(self)
        PlainBars(self)
        self.setAccessibleName("Keys")
        self.setModel(self._cells)
        self.setItemDelegate(_Drawn(self, self._cells))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else it would come and go with rows
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setPalette(palette.widget_palette(palette.desktop_theme()))

    def show_groups(self, groups: Sequence[KeyGroup]) -> None:
        """List these."""
        self._groups = groups
        self._lay_out()

    def columns(self) -> int:
        """How many columns there are."""
        return self._cells.columnCount()

    def _lay_out(self) -> None:
        letters = self.fontMetrics().averageCharWidth()
        two = self.viewport().width() >= 2 * _COLUMN * letters and len(self._groups) > 1
        columns = _in_two(self._groups) if two else [_lines(self._groups)]
        before = self._cells.at(self.currentIndex())
        self._cells.set_columns(columns)
        for number in range(len(columns)):
            self.setColumnWidth(number, self.viewport().width() // len(columns))
        self.resizeRowsToContents()
        places = ((row, column) for column, cells in enumerate(columns) for row in range(len(cells)))
        at = next((p for p in places if before and columns[p[1]][p[0]] == before), (0, 0))
        if columns[0]:
            self.setCurrentIndex(self._cells.index(*at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.setPalette(palette.widget_palette(palette.desktop_theme()))
        elif event.type() == QEvent.Type.FontChange and self._groups:
            self._lay_out()

    def event(self, event: QEvent) -> bool:
        if claims_copy(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


def _lines(groups: Sequence[KeyGroup]) -> _Column:
    """The groups below each other, with an empty line between two: headings as high as lines keep both columns even."""
    lines: _Column = []
    for group in groups:
        lines += [None] if lines else []
        lines += [Cell(group.name), *(Cell(what, keys) for what, keys in group.lines)]
    return lines


def _in_two(groups: Sequence[KeyGroup]) -> list[_Column]:
    """The groups in two columns as even as whole groups allow."""
    cuts = range(1, len(groups))
    cut = min(cuts, key=lambda k: max(len(_lines(groups[:k])), len(_lines(groups[k:]))))
    return [_lines(groups[:cut]), _lines(groups[cut:])]


class _Cells(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: list[_Column] = [[]]

    def set_columns(self, columns: list[_Column]) -> None:
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def at(self, index: _Index) -> Cell | None:
        if not index.isValid() or index.column() >= len(self._columns):
            return None
        column = self._columns[index.column()]
        return column[index.row()] if index.row() < len(column) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else max(len(column) for column in self._columns)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.at(index)
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return cell.spoken if cell is not None and shown else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Drawn(QStyledItemDelegate):
    """Draws what at the left and its keys at the right of a cell, and a heading with a line below it."""

    def __init__(self, table: _Table, cells: _Cells) -> None:
        super().__init__(table)
        self._table = table
        self._cells = cells

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        cell = self._cells.at(index)
        if cell is None:
            return QSize(0, option.fontMetrics.height() + 2 * _PADDING)
        room = QRect(0, 0, self._table.columnWidth(index.column()), 10_000)
        what, keys = self._parts(room, cell, option.font)
        height = (
            QFontMetrics(option.font if cell.keys else _bold(option.font))
            .boundingRect(what, _WRAPPED, cell.what)
            .height()
        )
        if cell.keys:
            height = max(height, QFontMetrics(option.font).boundingRect(keys, _KEYS, cell.keys).height())
        return QSize(room.width(), height + 2 * _PADDING)

    def _parts(self, box: QRect, cell: Cell, font: QFont) -> tuple[QRect, QRect]:
        """Where the words and the keys of a cell lie in its box; long keys take half of it and are wrapped."""
        room = box.adjusted(2 * _PADDING, _PADDING, -_GAP, -_PADDING)
        wide = min(QFontMetrics(font).horizontalAdvance(cell.keys), room.width() // 2)
        keys = QRect(room.right() - wide, room.top(), wide + 1, room.height())
        return QRect(room.left(), room.top(), room.width() - (wide + _GAP if wide else 0), room.height()), keys

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = self._cells.at(index)
        if cell is None:
            return
        box, colours, font = option.rect, option.palette, option.font
        chosen = bool(option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_Active)
        chosen = chosen and self._table.hasFocus()
        ink = colours.highlightedText() if chosen else colours.text()
        what, keys = self._parts(box, cell, font)
        painter.save()
        painter.fillRect(box, colours.base())  # the view has drawn a line that is chosen, with the focus or without
        if chosen:
            painter.fillRect(box.adjusted(0, 0, -_GAP // 2, 0), colours.highlight())
        painter.setPen(ink.color())
        painter.setFont(font if cell.keys else _bold(font))
        painter.drawText(what, _WRAPPED, cell.what)
        if cell.keys:
            painter.setPen((ink if chosen else colours.placeholderText()).color())
            painter.drawText(keys, _KEYS, cell.keys)
        else:
            painter.setPen(colours.placeholderText().color())
            painter.drawLine(what.left(), box.bottom() - 1, what.right(), box.bottom() - 1)
        painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold

"""The list of articles to choose from: a line each, drawn from the model, so that thousands cost no more than a few."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from parallax.window.articles.pick import COLUMNS, Column, Pick
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.texts.offsets import plain_tooltip, shown

_Index = QModelIndex | QPersistentModelIndex
_HEADINGS: dict[Column, str] = {
    "number": "No.",
    "headline": "Headline",
    "outlet": "Outlet",
    "date": "Date",
    "words": "Words",
    "copy": "Copy of",
}
_WIDTHS: dict[Column, str] = {
    "number": "9,999",
    "outlet": "The Northern Courier",
    "date": "2026-03-14 ",
    "words": "Words   ",
    "copy": "same text as 1,234 ",
}
"""Words of which each column takes the width; the headline takes what is left."""
_SPARE = 14
_GAP = "\N{EN SPACE}"
"""What keeps figures off the column beside them."""
_WIDEST_COPY = 30
"""Letters that the column of copies takes at most."""
_LEAST_HEADLINE = 12
"""Letters of the headline below which other columns give way."""
_FIGURES = frozenset({"number", "words"})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DISPLAYED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class PickRows(QAbstractTableModel):
    """The listed articles of a `Pick`. `turned()`: one was ticked, or is not any more."""

    turned = Signal()

    def __init__(self, pick: Pick, parent: QWidget) -> None:
        super().__init__(parent)
        self.pick = pick

    def number(self, index: _Index) -> int | None:
        """The number of the article in a line, from 0."""
        listed = self.pick.listed
        return listed[index.row()] if index.isValid() and index.row() < len(listed) else None

    def list_anew(self) -> None:
        """Other articles are listed, or in another order."""
        self.beginResetModel()
        self.endResetModel()

    def draw_anew(self, *columns: Column) -> None:
        """What stands in these columns changed."""
        last = self.rowCount() - 1
        for column in columns if last >= 0 else ():
            at = COLUMNS.index(column)
            self.dataChanged.emit(self.index(0, at), self.index(last, at))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many are listed."""
        return 0 if parent.isValid() else len(self.pick.listed)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One for each particular."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        column = COLUMNS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[column]
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column in _FIGURES else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A line can be chosen, and ticked where more than one is wanted."""
        can = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return can | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and not self.pick.one else can

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown and heard."""
        number = self.number(index)
        if number is None:
            return None
        column = COLUMNS[index.column()]
        if role in _DISPLAYED:
            words = shown(self.pick.cell(number, column))
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(words)
            return words + _GAP if column in _FIGURES else words
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "number":
            return shown(self.pick.spoken(number))
        if role == Qt.ItemDataRole.CheckStateRole and column == "number" and not self.pick.one:
            return Qt.CheckState.Checked if number in self.pick.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _FIGURES:
            return _RIGHT
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick that was clicked."""
        number = self.number(index)
        if number is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.turn([number])
        return True

    def turn(self, numbers: list[int]) -> None:
        """Tick these articles, or take the ticks off where all have one."""
        self.pick.turn(numbers)
        self.draw_anew("number")
        self.turned.emit()


class _Boxes(QStyledItemDelegate):
    """Draws a line around the boxes for the ticks, which Qt's own style hardly shows on a dark ground."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        if drawn.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            style = drawn.widget.style()
            box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, drawn, drawn.widget)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.save()
            painter.setPen((option.palette.highlightedText() if selected else option.palette.text()).color())
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.restore()


class PickList(QTreeView):
    """Shows the articles. Space ticks the lines that are selected. `gone_to(number)`: the reader is at another one."""

    gone_to = Signal(int)

    def __init__(self, pick: Pick, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = PickRows(pick, self)
        self._at: int | None = None
        PlainBars(self)
        self.setModel(self.rows)
        self.setItemDelegateForColumn(0, _Boxes(self))
        self.setAccessibleName("Articles in the file")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setItemsExpandable(False)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if pick.one else mode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COLUMNS.index("headline"), QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(self._moved)

    @property
    def current(self) -> int | None:
        """The number of the article that the reader is at, from 0."""
        return self.rows.number(self.currentIndex())

    def go_to(self, number: int | None) -> None:
        """Go to an article, or, where it is not listed, to the first line."""
        listed = self.rows.pick.listed
        if listed:
            row = listed.index(number) if number in listed else 0
            self.setCurrentIndex(self.rows.index(row, 0))
            self.scrollTo(self.rows.index(row, 0))
        else:
            self.gone_to.emit(-1)

    def list_anew(self) -> None:
        """Show what is listed now; the reader stays at the article that he is at, where it still is."""
        self.rows.list_anew()
        self._fit()
        self.go_to(self._at)

    def _moved(self, index: QModelIndex) -> None:
        self._at = self.rows.number(index)
        self.gone_to.emit(-1 if self._at is None else self._at)

    def _fit(self) -> None:
        """Give each column the width of what usually stands in it; where it is narrow the least needed ones go."""
        metrics = QFontMetrics(self.font())
        wide = {c: metrics.horizontalAdvance(words) + _SPARE for c, words in _WIDTHS.items()}
        told = max(self.rows.pick.copies.values(), key=len, default="")
        wide["copy"] = max(wide["copy"], metrics.horizontalAdvance(told[:_WIDEST_COPY]) + _SPARE)
        wide["number"] += 0 if self.rows.pick.one else metrics.height() + 8
        gone: set[Column] = set() if self.rows.pick.copies else {"copy"}
        least = metrics.averageCharWidth() * _LEAST_HEADLINE
        for column in ("words", "date", "outlet"):
            if sum(w for c, w in wide.items() if c not in gone) + least > self.viewport().width():
                gone.add(column)
        for column, width in wide.items():
            at = COLUMNS.index(column)
            self.setColumnHidden(at, column in gone)
            if column not in gone and self.columnWidth(at) != width:
                self.setColumnWidth(at, width)

    def resizeEvent(self, event: object) -> None:
        """Columns come and go with the room."""
        self._fit()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, or takes the ticks off."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and not self.rows.pick.one:
            numbers = [self.rows.number(index) for index in self.selectionModel().selectedRows()]
            self.rows.turn([number for number in numbers if number is not None])
        else:
            super().keyPressEvent(event)

"""The list of stories, or of places that were found: two lines each, a button for what can be done, a name to edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.stories.lines import Line, Run
from parallax.window.texts.offsets import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
_PADDING = 8
_LINE = Qt.ItemDataRole.UserRole


class StoryList(QListView):
    """Lines to choose from.

    Signals: `opened(line)` by a click or Return; `menu_asked(line, place)`, a point of the screen, by the button of a
    line, the right mouse button or the Menu key; `renamed(story, title)` when a name was edited in place;
    `bin_asked(line)` by Delete; `left_above()` when Up is pressed on the first line.
    """

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    renamed = Signal(str, str)
    bin_asked = Signal(object)
    left_above = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        PlainBars(self)
        self.setAccessibleName(name)
        self._lines = _Lines(self)
        self._drawn = _Drawn(self)
        self.setModel(self._lines)
        self.setItemDelegate(self._drawn)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._released = QPoint(-1, -1)
        self.clicked.connect(self._open)
        self._lines.renamed.connect(self.renamed)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines. The current line, and the place that is scrolled to, stay where they can."""
        if self._lines.lines == tuple(lines):
            return
        line = self.line()
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._lines.set_lines(lines)
        rows = range(len(lines))
        same = next((k for k in rows if line and (lines[k].story, lines[k].hit) == (line.story, line.hit)), None)
        if same is None:
            same = max(0, min(row, len(lines) - 1))
        if lines:
            self.setCurrentIndex(self._lines.index(same))
            self.verticalScrollBar().setValue(top)

    def line(self) -> Line | None:
        """The current line, or None."""
        return self._lines.at(self.currentIndex())

    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines.lines)

    def lines(self) -> tuple[Line, ...]:
        """All of them."""
        return self._lines.lines

    def set_current(self, row: int) -> None:
        """Make a line current."""
        self.setCurrentIndex(self._lines.index(row))

    def edit_name(self) -> bool:
        """Let the reader edit the name of the current story in place; false where no story can be."""
        index = self.currentIndex()
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        if not self.editing:
            self.scrollTo(index)
            self.edit(index)
        return True

    @property
    def editing(self) -> bool:
        """Whether a name is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def ask_menu(self) -> None:
        """Ask for the menu of the current line, below it."""
        line = self.line()
        if line is not None:
            box = self.visualRect(self.currentIndex())
            self.menu_asked.emit(line, self.viewport().mapToGlobal(box.bottomLeft() + QPoint(24, -_PADDING)))

    def _open(self, index: QModelIndex) -> None:
        line = self._lines.at(index)
        if line is None or self.editing:
            return
        if line.hit is None and self._drawn.button(self.visualRect(index)).contains(self._released):
            self.ask_menu()
        else:
            self.opened.emit(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the button of a line is no click on the line."""
        self._released = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse where it is, by the keyboard below the current line."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            line = self._lines.at(self.indexAt(event.pos()))
            if line is not None:
                self.menu_asked.emit(line, event.globalPos())
        else:
            self.ask_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, Delete asks for the bin, Up from the first line leaves the list."""
        line = self.line()
        if self.editing:  # the editor has had it, and it is not for the list
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
        elif event.key() == Qt.Key.Key_Delete and line is not None:
            self.bin_asked.emit(line)
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The button of a line answers to the pointer."""
        super().mouseMoveEvent(event)
        self._drawn.pointer = event.position().toPoint()
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """No button is pointed at."""
        super().leaveEvent(event)
        self._drawn.pointer = QPoint(-1, -1)
        self.viewport().update()


class _Lines(QAbstractListModel):
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def at(self, index: _Index) -> Line | None:
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.at(index)
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        if role == Qt.ItemDataRole.EditRole:
            return line.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("".join(run.text for run in line.heading))
        return line if role == _LINE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.at(index)
        return flags | Qt.ItemFlag.ItemIsEditable if line is not None and line.hit is None else flags

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.at(index)
        if line is None or role != Qt.ItemDataRole.EditRole or value == line.title:
            return False
        self.renamed.emit(line.story, str(value))
        return True


class _Drawn(QStyledItemDelegate):
    """Draws a line, and lets its name be edited."""

    def __init__(self, view: StoryList) -> None:
        super().__init__(view)
        self._view = view
        self.pointer = QPoint(-1, -1)

    def fonts(self, font: QFont) -> tuple[QFont, QFont]:
        """The heading's and the lower line's."""
        heading, below = QFont(font), QFont(font)
        heading.setPointSizeF(font.pointSizeF() * 1.1)
        return heading, below

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading, below = self.fonts(option.font)
        return QSize(100, QFontMetrics(heading).height() + QFontMetrics(below).height() + 2 * _PADDING + 2)

    def button(self, box: QRect) -> QRect:
        """Where the button of a line lies that takes up `box`."""
        size = min(34, box.height() - 2 * 5)
        return QRect(box.right() - size - 6, box.top() + (box.height() - size) // 2, size, size)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(_LINE)
        if not isinstance(line, Line):
            return
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette: QPalette = option.palette
        frame = QStyleOptionViewItem(option)
        QApplication.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, frame, painter, option.widget
        )  # fmt: skip
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        group = QPalette.ColorGroup.Active if state & QStyle.StateFlag.State_Active else QPalette.ColorGroup.Inactive
        ink = palette.color(group, QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        quiet = QColor(ink)
        quiet.setAlphaF(0.85 if chosen else 0.72)
        heading, below = self.fonts(option.font)
        painter.save()
        room = box.adjusted(_PADDING + 4, _PADDING, -_PADDING, -_PADDING)
        if line.hit is None:
            room.setRight(self.button(box).left() - _PADDING)
            self._paint_button(painter, box, ink, chosen or bool(state & QStyle.StateFlag.State_MouseOver))
        top = QRect(room.left(), room.top(), room.width(), QFontMetrics(heading).height())
        right = self._paint_tags(painter, top, line.tags, below, ink)
        top.setRight(right)
        _paint_runs(painter, top, line.heading, heading, ink, ink)
        low = QRect(room.left(), top.bottom() + 3, room.width(), QFontMetrics(below).height())
        _paint_runs(painter, low, line.below, below, quiet, ink)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus and not chosen:
            painter.save()
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.restore()

    def _paint_button(self, painter: QPainter, box: QRect, ink: QColor, strong: bool) -> None:
        """Three dots, framed where the pointer is: what can be done with the story."""
        place = self.button(box)
        pointed = place.contains(self.pointer)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if pointed:
            tint = QColor(ink)
            tint.setAlphaF(0.14)
            painter.setBrush(tint)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(place, 4, 4)
        dot = QColor(ink)
        dot.setAlphaF(1.0 if strong or pointed else 0.62)
        painter.setBrush(dot)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = place.center()
        for step in (-7, 0, 7):
            painter.drawEllipse(middle + QPoint(step, 0), 2, 2)
        painter.restore()

    def _paint_tags(self, painter: QPainter, room: QRect, tags: Sequence[str], font: QFont, ink: QColor) -> int:
        """Tags from the right, at most half the room; the right end of what is left."""
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        metrics = QFontMetrics(small)
        right, least = room.right(), room.left() + room.width() // 2
        painter.save()
        painter.setFont(small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tag in reversed(tags):
            word = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, 140)
            width = metrics.horizontalAdvance(word) + 14
            if right - width < least:
                break
            chip = QRect(right - width, room.top() + 1, width, room.height() - 1)
            edge = QColor(ink)
            edge.setAlphaF(0.45)
            painter.setPen(edge)
            painter.drawRoundedRect(chip, 7, 7)
            painter.setPen(ink)
            painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), word)
            right -= width + 6
        painter.restore()
        return right

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Name of the story")
        editor.setMaxLength(300)
        editor.setFrame(False)  # it lies over the heading, and the lower line stays in sight
        editor.setFont(self.fonts(option.font)[0])
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(model.index(index.row(), 0), editor.text().strip())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        left, height = box.left() + _PADDING, QFontMetrics(editor.font()).height() + 6
        editor.setGeometry(left, box.top() + _PADDING - 3, self.button(box).left() - _PADDING - left, height)


def _paint_runs(
    painter: QPainter, room: QRect, runs: Sequence[Run], font: QFont, ink: QColor, strong_ink: QColor
) -> None:
    """Runs after each other; the one that does not fit is cut, with three dots."""
    left = room.left()
    for run in runs:
        drawn = QFont(font)
        drawn.setBold(run.strong)
        metrics = QFontMetrics(drawn)
        painter.setFont(drawn)
        painter.setPen(strong_ink if run.strong else ink)
        width = metrics.horizontalAdvance(run.text)
        fits = left + width <= room.right()
        text = run.text if fits else metrics.elidedText(run.text, Qt.TextElideMode.ElideRight, room.right() - left)
        place = QRect(left, room.top(), room.right() - left + 1, room.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        left += width
        if not fits:
            return

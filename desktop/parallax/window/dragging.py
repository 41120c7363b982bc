"""Words that are dragged out of the window: plain text with its source, never the look that it has here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.keys import left_to_the_window


def plain(words: str) -> QMimeData:
    """Words as they are given to other programs."""
    given = QMimeData()
    given.setText(words)
    return given


def is_from(event: QDropEvent, window: QWidget) -> bool:
    """Whether what is dragged comes from a window, or from a part of it that floats."""
    source: object = event.source()
    while isinstance(source, QWidget) and source is not window:
        source = source.parentWidget()
    return source is window


class DragOut(QObject):
    """Lets words be dragged from a widget that has no selection: `words_at` gives those at a point, with their
    source. A press that does not move far is left to the widget."""

    def __init__(self, widget: QWidget, words_at: Callable[[QPoint], str]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._words_at = words_at
        self._pressed: QPoint | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to drag once the pointer has moved far enough with the button down."""
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = at if event.button() == Qt.MouseButton.LeftButton else None
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                begun, self._pressed = self._pressed, None
                self._drag(self._words_at(begun))
            return True
        return False

    def _drag(self, words: str) -> None:
        if words:
            drag = QDrag(self._widget)
            drag.setMimeData(plain(words))
            drag.exec(Qt.DropAction.CopyAction)


class ReadText(QTextEdit):
    """A text that is only read. Its selected words are dragged out with their source; the selection of the desktop,
    which a middle click pastes, gets them alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = False  # whether the button went down on the selection, which a move then drags
        self._dragged = False
        self._over = False  # whether this press has ended in a drag
        PlainBars(self)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def selected_words(self) -> str:
        """The selected words as they stand in the article."""
        return self.textCursor().selectedText().replace("\u2029", "\n")

    def selected_quotation(self) -> str:
        """The selected words with their source."""
        return self.selected_words()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is given to others of the selection."""
        self._over = self._over or self._dragged
        return plain(self.selected_quotation() if self._dragged else self.selected_words())

    def event(self, event: QEvent) -> bool:
        """Copy, paste, undo and the like are the window's."""
        return not left_to_the_window(event) and super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether the selection is held."""
        cursor = self.textCursor()
        at = self.cursorForPosition(event.position().toPoint()).position()
        self._over = False
        self._held = cursor.hasSelection() and cursor.selectionStart() <= at <= cursor.selectionEnd()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Where this begins to drag the selection, it is asked for before the drag ends. After it Qt may still take
        the button for pressed, and would begin a drag that nobody could end."""
        if self._over:
            return
        self._dragged = self._held and bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self._dragged = False

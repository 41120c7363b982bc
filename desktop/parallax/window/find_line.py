"""The line to search in the texts of a story."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget


class FindLine(QWidget):
    """`asked(backwards)`: the next place is wanted, or the one before; `closed()`: by its button or Escape."""

    asked = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("Find in all texts")
        self.wanted.setAccessibleName("Find in all texts")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.setMaximumWidth(420)
        self.wanted.returnPressed.connect(lambda: self.asked.emit(False))
        self._found = QLabel()
        self._found.setAccessibleName("Search")
        backwards, onwards, close = QToolButton(), QToolButton(), QToolButton()
        backwards.setText("Previous")
        onwards.setText("Next")
        close.setText("Close")
        backwards.setAccessibleName("Find the place before")
        onwards.setAccessibleName("Find the next place")
        close.setAccessibleName("Close the search")
        backwards.clicked.connect(lambda: self.asked.emit(True))
        onwards.clicked.connect(lambda: self.asked.emit(False))
        close.clicked.connect(self.close_it)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.addWidget(self.wanted, 2)
        for widget in (backwards, onwards, self._found):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What is searched."""
        return self.wanted.text()

    def open_it(self) -> None:
        """Come, with the words of the last search selected."""
        self.show()
        self.wanted.setFocus()
        self.wanted.selectAll()

    def say(self, found: bool) -> None:
        """Say whether the words stand in any text."""
        self._found.setText("" if found else "not found in any text")

    def close_it(self) -> None:
        """Go away, and tell it."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

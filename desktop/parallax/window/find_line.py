"""The line to search in the texts of a story."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from parallax.window.announcing import announce

_TYPED_AFTER = 150
"""Milliseconds of rest after which what was typed is searched."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a search has come to: place `number` of `count`, from 1 and in the order of the texts, and in how many
    `texts` there are such places. Number 0 is a place that is not one of them, as where words overlap."""

    number: int
    count: int
    texts: int

    @property
    def told(self) -> str:
        """It in words."""
        where = "1 text" if self.texts == 1 else f"{self.texts} texts"
        if not self.number:
            return f"{self.count} in {where}"
        return f"{self.number} of {self.count}, in {where}"


class FindLine(QWidget):
    """`typed()`: other words are searched, from where the reader is; `asked(backwards)`: the next place is wanted, or
    the one before; `closed()`: by its button or Escape."""

    typed = Signal()
    asked = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("Find in all texts")
        self.wanted.setAccessibleName("Find in all texts")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.setMaximumWidth(420)
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(_TYPED_AFTER)
        self._rested.timeout.connect(self.typed)
        self.wanted.textEdited.connect(self._edited)
        self.wanted.returnPressed.connect(lambda: self._ask(backwards=False))
        self._found = QLabel()
        backwards, onwards, close = QToolButton(), QToolButton(), QToolButton()
        backwards.setText("Previous")
        onwards.setText("Next")
        close.setText("Close")
        backwards.setAccessibleName("Find the place before")
        onwards.setAccessibleName("Find the next place")
        close.setAccessibleName("Close the search")
        backwards.clicked.connect(lambda: self._ask(backwards=True))
        onwards.clicked.connect(lambda: self._ask(backwards=False))
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

    def say(self, found: Found | None) -> None:
        """Say which place of how many this is; None where the words stand in no text."""
        told = found.told if found else "not found in any text"
        self._found.setText(told)
        announce(self, told)

    def _edited(self, text: str) -> None:
        self._found.clear()
        if text:
            self._rested.start()
        else:
            self._rested.stop()

    def _ask(self, *, backwards: bool) -> None:
        """The next place, or the first one of words that were typed this moment."""
        unsought = self._rested.isActive() and not backwards
        self._rested.stop()
        if unsought:
            self.typed.emit()
        else:
            self.asked.emit(backwards)

    def close_it(self) -> None:
        """Go away, and tell it."""
        self._rested.stop()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

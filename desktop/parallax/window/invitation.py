"""The line below a single article that invites the reader to add another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

_WORDS = "This is one report. Add another report of the same story, or another version, to see what differs."


class Invitation(QWidget):
    """It lies below the text, so that the text stays where it is when the line goes. `add_requested()`,
    `paste_requested()`: by its buttons."""

    add_requested = Signal()
    paste_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Invitation")
        label = QLabel(_WORDS)
        label.setWordWrap(True)
        add, paste = QPushButton("Add another…"), QPushButton("Paste")
        add.clicked.connect(self.add_requested)
        paste.clicked.connect(self.paste_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(label, 1)
        layout.addWidget(add)
        layout.addWidget(paste)
        self.hide()

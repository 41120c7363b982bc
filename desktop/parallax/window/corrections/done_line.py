"""What a correction changed, with Undo beside it, in the status line until something else is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from parallax.window.texts.offsets import plain_tooltip

_STAYS = 20_000
"""Milliseconds that it stays."""


class DoneLine(QWidget):
    """Says what was done; its button is the window's own action."""

    def __init__(self, undo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = QToolButton()
        self.undo.setText("Undo")
        self.undo.setToolTip("Take it back (Ctrl+Z)")
        self.undo.setAccessibleName("Undo what was done last")
        self.undo.clicked.connect(undo.trigger)
        undo.triggered.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._label.text()

    def show_done(self, words: str) -> None:
        """Show it."""
        self._label.setText(words)
        self._label.setToolTip(plain_tooltip(words))
        self.show()
        self._timer.start()

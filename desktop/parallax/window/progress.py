"""The line below that says what is being done, how far it is, and lets the reader stop it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget


class ProgressLine(QWidget):
    """Shown while files are read or texts analysed."""

    def __init__(self, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Progress")
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(12)
        button = QToolButton()
        button.setDefaultAction(cancel)
        button.setText("Cancel")
        cancel.setIconText("Cancel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        layout.addWidget(self._label)
        layout.addWidget(self._bar, 1)
        layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """What is being done."""
        return self._label.text()

    def begin(self, done: int, total: int, what: str) -> None:
        """Step `done` of `total` begins; a total of 0 is unknown."""
        self._label.setText(f"{what} …")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(what)
        self.show()

    def end(self) -> None:
        """Nothing is being done."""
        self.hide()

"""The line below that says what is being done, how far it is, and lets the reader stop it; then what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

_WORTH_TELLING = 120
"""Milliseconds after which what goes on is told: what is done by then would only flicker."""


class ProgressLine(QWidget):
    """Shown while files are read or texts analysed."""

    def __init__(self, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Progress")
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(12)
        self._bar.setMaximumWidth(360)
        self._cancel = QToolButton()
        self._cancel.setDefaultAction(cancel)
        cancel.setIconText("Cancel")
        self._cancel.setText("Cancel")
        self._offer = QToolButton()
        self._later = QToolButton()
        self._later.setText("Later")
        self._later.clicked.connect(self.hide)
        self._offer.clicked.connect(self._take_offer)
        self._offered: QAction | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WORTH_TELLING)
        self._soon.timeout.connect(lambda: self._show(working=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        layout.addWidget(self._label)
        layout.addWidget(self._bar, 1)
        for button in (self._cancel, self._offer, self._later):
            layout.addWidget(button)
        layout.addStretch(1)
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
        if self.isVisible():
            self._show(working=True)
        elif not self._soon.isActive():
            self._soon.start()

    def offer(self, sentence: str, action: QAction, text: str) -> None:
        """Say what has come, and what the reader may do about it; nothing moves until he does."""
        self._label.setText(sentence)
        self._offered = action
        self._offer.setText(text)
        self._show(working=False)

    def taken(self) -> None:
        """The reader has gone there by himself: the offer is no more."""
        if self._offer.isVisible():
            self.hide()

    def _take_offer(self) -> None:
        self.hide()
        if self._offered is not None:
            self._offered.trigger()

    def _show(self, working: bool) -> None:
        self._soon.stop()
        for widget, wanted in ((self._bar, working), (self._cancel, working)):
            widget.setVisible(wanted)
        for button in (self._offer, self._later):
            button.setVisible(not working)
        self.show()

    def end(self) -> None:
        """Nothing is being done, and nothing is offered."""
        self._soon.stop()
        self.hide()

"""The part of the settings about files that may be hostile: what holds for the process that reads them here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGroupBox, QPushButton, QVBoxLayout, QWidget

from parallax.errors import ParallaxError
from parallax.window.settings.settings_parts import Outcome, explained
from parallax.window.threads import beside

_WHAT = (
    "Pages, documents and all else that is more than plain words is read in a process of its own, which is ended after "
    "18 seconds. What else it may do depends on the system."
)
_CHECK = "Starts such a process and lets it say what it is held to on this computer."


class LimitsSettings(QGroupBox):
    """Asks a reader process what it is held to, in the background, and shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Files that are opened", parent)
        self._asked: _Asked | None = None
        self.button = QPushButton("Check the &limits")
        self.button.setAutoDefault(False)
        self.button.setAccessibleDescription(_CHECK)
        self.button.clicked.connect(self._start)
        self.outcome = Outcome("What the reading of files is held to")
        layout = QVBoxLayout(self)
        layout.addWidget(explained(_WHAT))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(explained(_CHECK))
        layout.addWidget(self.outcome)

    def _start(self) -> None:
        if self._asked is None:
            self._asked = _Asked()
            self._asked.told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
            beside("asking for the limits", self._asked.run)

    def _tell(self, words: str) -> None:
        self._asked = None
        self.outcome.tell(words)


class _Asked(QObject):
    """One question, which may outlive the settings."""

    told = Signal(str)

    def run(self) -> None:
        from parallax.worker import limits, reader  # when they are needed: the settings open sooner without them

        try:
            words = "\n".join(limits.told(reader.held()))
        except ParallaxError as error:
            words = str(error)
        self.told.emit(words)

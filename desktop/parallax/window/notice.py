"""The line on top that says what went wrong, or asks what to do, until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

Choice = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """Shows one or more sentences; each stays until the reader closes the line. The last may come with choices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("Close")
        close.setAccessibleName("Close the notice")
        close.clicked.connect(self.hide)
        self._sign = QLabel()
        self._choices: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._label.text()

    @property
    def choices(self) -> list[QPushButton]:
        """The buttons beside it."""
        return list(self._choices)

    def show_error(self, sentence: str) -> None:
        """Add a sentence to those that are shown."""
        self._add(sentence, "⚠", "Problem")

    def show_word(self, sentence: str, *choices: Choice) -> None:
        """Add a sentence that is no complaint, and a button for each choice, which takes the place of earlier ones.
        Any of them closes the line."""
        self._add(sentence, "ℹ", "Notice")
        if choices:
            self._forget_choices()
        for at, (text, do) in enumerate(choices):
            button = QPushButton(text)
            button.setAutoDefault(True)
            button.clicked.connect(self.hide)
            button.clicked.connect(do)
            self._row.insertWidget(2 + at, button, 0, Qt.AlignmentFlag.AlignTop)
            self._choices.append(button)

    def drop(self, sentence: str) -> None:
        """Take a sentence away that is no longer so."""
        left = [line for line in self._label.text().split("\n") if line != sentence]
        self._label.setText("\n".join(left))
        if not left:
            self.hide()

    def _add(self, sentence: str, sign: str, name: str) -> None:
        shown = self._label.text().split("\n") if self.isVisible() else []
        if not shown:
            self._forget_choices()
        if sentence not in shown:
            shown = [*shown, sentence][-4:]
        self._label.setText("\n".join(shown))
        if len(shown) == 1 or sign == "⚠":
            self._sign.setText(sign)
            self._sign.setAccessibleName(name)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _forget_choices(self) -> None:
        for button in self._choices:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._choices = []

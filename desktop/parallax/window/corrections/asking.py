"""The line at the foot of the page that asks for a place in the texts, and the mode in which it is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from parallax.values import ArticleSpan
from parallax.window.announcing import announce
from parallax.window.story_page import StoryPage

Take = Callable[[ArticleSpan], str]
"""Takes a place. What it says against it, in one sentence, or an empty string when it was what was wanted."""


class AskLine(QFrame):
    """Says what to do. `here()`: the button that takes the selected words; `cancelled()`."""

    here = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What to do")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._here = QToolButton()
        self._here.setText("Here")
        self._here.setAccessibleName("Take the place where the caret is")
        self._here.clicked.connect(self.here)
        cancel = QToolButton()
        cancel.setText("Cancel (Esc)")
        cancel.setAccessibleName("Cancel")
        cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._here)
        layout.addWidget(cancel)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._label.text()

    def say(self, words: str) -> None:
        """Show what to do, and tell a screen reader."""
        self._label.setText(words)
        self._label.setAccessibleName(words)
        self.show()
        announce(self, words)


class Asking(QObject):
    """The mode: a click or Return on a sentence, or *Here* with words selected, answers; Escape leaves it.

    ended()  the mode is over, whether it was answered or left
    """

    ended = Signal()

    def __init__(self, page: StoryPage, line: AskLine, window: QWidget) -> None:
        super().__init__(window)
        self._page = page
        self.line = line
        self._asked = ""
        self._take: Take | None = None
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.leave)
        line.cancelled.connect(self.leave)
        line.here.connect(self._here)

    @property
    def active(self) -> bool:
        """Whether a place is asked for."""
        return self._take is not None

    def ask(self, words: str, take: Take) -> None:
        """Ask for a place in the texts."""
        self._asked, self._take = words, take
        self._page.picking = self._picked
        self._escape.setEnabled(True)
        self.line.say(words)

    def leave(self) -> None:
        """End the mode."""
        if self._take is None:
            return
        self._take = None
        self._page.picking = None
        self._escape.setEnabled(False)
        self.line.hide()
        self.ended.emit()

    def _picked(self, article: int, sentence: int) -> None:
        """A sentence was clicked, or Return was pressed in it: words that are selected there are meant instead."""
        selected = self._page.side.selected()
        if selected is not None and selected[0] == article:
            self._answer(selected)
        else:
            self._answer((article, *self._page.side.column(article).text.sentences[sentence]))

    def _here(self) -> None:
        place = self._page.side.selected() or self._page.sentence_here()
        if place is not None:
            self._answer(place)

    def _answer(self, place: ArticleSpan) -> None:
        take, asked = self._take, self._asked
        if take is None:
            return
        against = take(place)
        if against:
            self.line.say(f"{against} {asked}")
        elif self._take is take:
            self.leave()

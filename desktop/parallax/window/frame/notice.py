"""The line at the foot of the page that says what went wrong, or asks what to do, until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from parallax.window.announcing import announce
from parallax.window.frame.focus_kept import focused_within
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.later import later
from parallax.window.palette import desktop_theme, widget_palette

Choice = tuple[str, Callable[[], object]]
_MOST = 8
"""Sentences that are shown at most: one for each file of a story."""
_OF_THE_FRAME = 3
"""What part of the height of what it lies in its sentences take at most, beyond two lines: one in three."""


class Notice(QFrame):
    """Shows one or more sentences; each stays until the reader closes the line. The last may come with choices.
    `left()`: it was closed while it had the focus."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Notice")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("Close")
        close.setAccessibleName("Close the notice")
        close.clicked.connect(self.leave)
        self._close = close
        self._sign = QLabel()
        self._choices: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._lines = _Lines(self._label)
        self._lines.narrowed.connect(self.fit)
        self._row.addWidget(self._lines, 1)
        self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._dress()
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
        if choices:
            self._order()

    def fit(self) -> None:
        """Be as high as the sentences, but leave most of the height to the page: the rest is scrolled to."""
        around = self.parentWidget()
        self._lines.fit(around.height() // _OF_THE_FRAME if around else 0)

    def focus(self) -> None:
        """Give the focus to the first of its buttons."""
        [*self._choices, self._close][0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close it, as the reader does."""
        held = focused_within(self) is not None
        self.hide()
        if held:
            self.left.emit()

    def drop(self, sentence: str) -> None:
        """Take a sentence away that is no longer so."""
        left = [line for line in self._label.text().split("\n") if line != sentence]
        self._label.setText("\n".join(left))
        self.fit()
        if not left:
            self.hide()

    def _add(self, sentence: str, sign: str, name: str) -> None:
        shown = self._label.text().split("\n") if self.isVisible() else []
        if not shown:
            self._forget_choices()
        if sentence not in shown:
            shown = [*shown, sentence][-_MOST:]
        self._label.setText("\n".join(shown))
        self._order()
        if len(shown) == 1 or sign == "⚠":
            self._sign.setText(sign)
            self._sign.setAccessibleName(name)
        self.show()
        self.fit()
        later(self, self._lines.go_to_last)
        announce(self, sentence)

    def _order(self) -> None:
        """Tab goes from the sentences to the choices, and last to *Close*."""
        for before, after in pairwise([self._lines, *self._choices, self._close]):
            self.setTabOrder(before, after)

    def _forget_choices(self) -> None:
        for button in self._choices:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._choices = []

    def _dress(self) -> None:
        theme = desktop_theme()
        palette = widget_palette(theme)
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.sentence))
        if palette != self.palette():
            self.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_close"):
            self._dress()


class _Lines(QScrollArea):
    """The sentences; the keyboard comes to them only where they must be scrolled. `narrowed()`: they have another width
    now, in which they break elsewhere."""

    narrowed = Signal()

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        PlainBars(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._label = label
        self.setWidget(label)
        self.setAccessibleName("Sentences of the notice")

    def fit(self, most: int) -> None:
        """Be as high as the sentences, but at most so many pixels, or two lines where that is more."""
        label = self._label
        needed = max(0, label.heightForWidth(self.viewport().width()))
        height = min(needed, max(most, 2 * label.fontMetrics().lineSpacing()))
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if height < needed else Qt.FocusPolicy.NoFocus)

    def go_to_last(self) -> None:
        """Show the sentence that came last."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.narrowed.emit()

"""What the parts of the settings have in common: a sentence that explains, and one that says what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from parallax.window.announcing import announce
from parallax.window.texts.offsets import shown


def explained(sentence: str) -> QLabel:
    """A sentence under what it explains."""
    label = QLabel(sentence)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


class Outcome(QLabel):
    """What came of something, in words that can be reached by Tab, read aloud and copied. `told()` when it changed."""

    told = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleDescription(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.hide()

    def tell(self, words: str) -> None:
        """Show it and say it; nothing is shown for no words."""
        self.setText(shown(words))
        self.setVisible(bool(words))
        announce(self, words)
        self.told.emit()

    def clear(self) -> None:
        """Take it away."""
        self.tell("")

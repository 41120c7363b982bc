"""Which keys a text that is only read leaves to the window: Qt's text edits claim them even where they cannot write."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

_Standard = QKeySequence.StandardKey
_OF_THE_WINDOW = (
    _Standard.Copy,
    _Standard.Cut,
    _Standard.Paste,
    _Standard.Undo,
    _Standard.Redo,
    _Standard.Delete,
    _Standard.DeleteStartOfWord,
    _Standard.DeleteEndOfWord,
    _Standard.MoveToStartOfBlock,
    _Standard.MoveToEndOfBlock,
)


def left_to_the_window(event: QEvent) -> bool:
    """Whether an event asks if the widget claims a key that an action of the window has. It is then ignored."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not any(event.matches(key) for key in _OF_THE_WINDOW):
        return False
    event.ignore()
    return True

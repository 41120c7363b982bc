"""Keys that several views understand alike, and those that a text that is only read leaves to the window: Qt's text
edits claim them even where they cannot write."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
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


def claims_copy(event: QEvent) -> bool:
    """Whether an event asks if the widget claims the key that copies, which an action of the window has too."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return bool(event.matches(_Standard.Copy))


def opens(event: QKeyEvent) -> bool:
    """Whether a key is Return or Enter, without Ctrl, which opens what the focus is on."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control

"""What a screen reader is told of that is on screen already, or only happens."""

from __future__ import annotations

from PySide6 import QtCore, QtGui  # a class of theirs is made when it is asked for: the first window needs none


def announce(about: QtCore.QObject, words: str) -> None:
    """Have a screen reader say some words, where one listens; `about` is the widget that they come from."""
    if words and QtGui.QAccessible.isActive():
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(about, words))

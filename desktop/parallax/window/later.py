"""What is done in a later turn of the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, do: Callable[[], object], after: int = 0) -> None:
    """Do it after so many milliseconds, once what is under way is over; never where `owner` is gone by then.

    This is `QTimer.singleShot` with `owner` as context, of which PySide (6.11) keeps `do`, and all that it holds, for
    ever where the owner goes first: a whole window that was closed with one of its docks.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(do)
    timer.timeout.connect(timer.deleteLater)
    timer.start(after)

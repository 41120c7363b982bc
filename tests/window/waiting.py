"""Waiting for what the window does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from parallax.window.main_window import MainWindow

_LONG = 60_000
"""Milliseconds. Machines that several share stand still for seconds, now and then."""


def wait(until: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Run the event loop until something is so; where it does not come about, say what the windows tell instead."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, f"waited {seconds} s for {what}; {_told() or 'no window is open'}"
        QTest.qWait(20)


def wait_for_window(window: QWidget, *, active: bool = False) -> None:
    """Wait until a window that was shown can be seen, and with `active` until it takes the keys."""
    assert QTest.qWaitForWindowExposed(window, _LONG)
    if active:
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, _LONG)


def _told() -> str:
    """What each open window of the program shows of its work."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
    return "; ".join(map(_told_by, windows))


def _told_by(window: MainWindow) -> str:
    if not window.furnished:
        return "a bare window"
    session = window.session
    under_way = {"analysing": session.analyst.busy, "reading": session.reading, "importing": window.front.shelf.at_work}
    told = [
        f"“{session.story.title}” is open" if session.story else "no story is open",
        "compared" if session.state.comparison else "not compared",
        *(what for what, so in under_way.items() if so),
        f"analyst {session.analyst.pid}",
        f"status “{window.statusBar().currentMessage()}”",
        f"notice “{window.notice.text}”" if window.notice.isVisible() else "no notice",
    ]
    return ", ".join(told)

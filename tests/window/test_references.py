"""PySide keeps count of None: 6.12.0 on Python 3.11 does not, and ends the process after some thousand calls."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

CALLS = 2000


class Sender(QObject):
    told = Signal(object)


class Painted(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        return None


@pytest.mark.display
def test_calls_that_return_nothing_leave_the_count_of_none_as_it_was(application: QApplication) -> None:
    label, text, sender, painted = QLabel(), QTextEdit("some words"), Sender(), Painted()
    cursor, form = QTextCursor(text.document()), QTextCharFormat()
    sender.told.connect(lambda value: None)
    painted.show()
    calls: dict[str, Callable[[], object]] = {
        "set text": lambda: label.setText("x"),
        "set a value of None": lambda: label.setParent(None),
        "emit": lambda: sender.told.emit(None),
        "cursor": lambda: cursor.setPosition(3),
        "format": lambda: form.setToolTip("x"),
        "parent": lambda: label.parent(),
        "child": lambda: text.childAt(QPoint(-5, -5)),
        "paint": lambda: (painted.repaint(), None)[1],
        "timer": lambda: QTimer.singleShot(0, lambda: None),
        "events": lambda: application.processEvents(),
    }
    moved = {}
    for name, call in calls.items():
        call()
        application.processEvents()
        gc.collect()  # what earlier tests left behind holds None too, and must not be let go while we count
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        application.processEvents()
        moved[name] = sys.getrefcount(None) - before
    painted.close()
    assert {name: n for name, n in moved.items() if abs(n) >= CALLS * 0.9} == {}

"""What is to be done in a later turn is done, or let go with its owner."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from marked_window import compared, copied, opened
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from waiting import wait

from parallax.window.later import later
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


def test_it_is_done_once_after_what_is_under_way(application: QApplication) -> None:
    owner, done = QObject(), list[str]()
    later(owner, lambda: done.append("later"))
    later(owner, lambda: done.append("last"), 30)
    done.append("now")
    QTest.qWait(80)
    assert done == ["now", "later", "last"]
    assert owner.children() == []


def test_with_an_owner_that_goes_first_it_is_not_done_and_nothing_of_it_stays(application: QApplication) -> None:
    done: list[int] = []
    gone = []
    for _ in range(5):
        owner, held = QLabel(), QLabel()
        later(owner, lambda held=held: done.append(held.height()))
        gone += [weakref.ref(owner), weakref.ref(held)]
        owner.deleteLater()
        QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
        del owner, held
    QTest.qWait(20)
    gc.collect()
    assert done == [] and [ref() for ref in gone if ref() is not None] == []


def gone_with_a_dock(folder: Path) -> weakref.ref[MainWindow]:
    """A window that went while its dock was being closed."""
    with opened(folder) as window:
        wait(lambda: compared(window), "the comparison")
        QTest.qWait(100)
        window.dock.close()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    return weakref.ref(window)


def test_of_a_window_that_goes_while_a_dock_is_closed_nothing_stays(story: Path, tmp_path: Path) -> None:
    window = gone_with_a_dock(copied(story, tmp_path))
    QTest.qWait(100)
    gc.collect()
    assert window() is None

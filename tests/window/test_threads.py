"""Work beside the window's thread, and where what it holds is let go."""

from __future__ import annotations

import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax.window.threads import beside

pytestmark = pytest.mark.display


class Told(QObject):
    """Works for a moment; the threads in which it ends are listed."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))

    def work(self) -> None:
        time.sleep(0.1)

    def fail(self) -> None:
        time.sleep(0.1)
        raise ValueError("so")


@pytest.mark.parametrize("how", ["with beside", "with a thread alone"])
def test_what_worked_is_let_go_in_the_thread_of_the_window(application: QApplication, how: str) -> None:
    ended = list[int]()
    if how == "with beside":
        thread = beside("working", Told(ended).work)
    else:  # so that the test is seen to tell the two apart
        thread = threading.Thread(target=Told(ended).work)
        thread.start()
    thread.join()
    if how == "with beside":
        assert ended == []
        wait(lambda: ended, "the end")
    assert (ended == [threading.get_ident()]) == (how == "with beside")


def test_what_fails_is_let_go_too(application: QApplication) -> None:
    ended = list[int]()
    threading.excepthook, before = (lambda args: None), threading.excepthook
    try:
        beside("failing", Told(ended).fail).join()
    finally:
        threading.excepthook = before
    QTest.qWait(50)
    assert ended == [threading.get_ident()]

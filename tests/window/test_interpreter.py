"""What nothing needs any more is taken away in the window's thread, whichever thread made the objects."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from parallax.window.interpreter import look_at_all, look_at_new, run_smoothly

pytestmark = pytest.mark.display


def lost_cycle(ended: list[int]) -> None:
    """Qt objects that hold each other, and that nothing else holds; the thread that ends them is told."""
    one, other = QObject(), QObject()
    one.other, other.other = other, one  # type: ignore[attr-defined]
    weakref.finalize(one, lambda: ended.append(threading.get_ident()))


def test_a_cycle_of_the_window_is_not_ended_by_another_thread(application: QApplication) -> None:
    parent, ended = QObject(), list[int]()
    run_smoothly(parent)
    gc.collect()
    lost_cycle(ended)
    made: list[list[int]] = []
    worker = threading.Thread(target=lambda: made.extend([] for _ in range(200_000)))
    worker.start()
    worker.join()
    assert ended == []
    QTest.qWait(700)
    assert ended == [threading.get_ident()]
    parent.deleteLater()


def test_little_that_is_new_is_left_alone(application: QApplication) -> None:
    ended = list[int]()
    gc.collect()
    lost_cycle(ended)
    look_at_new()
    assert ended == []
    many = [[] for _ in range(2000)]  # type: ignore[var-annotated]
    look_at_new()
    assert ended == [threading.get_ident()]
    assert many


def own_memory() -> int:
    """KiB that are resident and the process's own."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["RssAnon"].split()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="what is resident is told otherwise")
def test_pages_that_hold_nothing_any_more_are_given_back() -> None:
    blocks = [bytearray(4000) for _ in range(16_000)]
    kept = blocks[::100] + blocks[-1:]  # so that no page at the end can go by itself
    blocks.clear()
    before = own_memory()
    look_at_all()
    assert own_memory() < before - 40_000
    assert len(kept) == 161

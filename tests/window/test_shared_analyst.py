"""All windows ask one analyst process: each gets its own answer, whatever the others ask, cancel or close."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shelves import BRIDGE, FERRY, SCHOOL, story, windows
from waiting import wait

from parallax.library import Library
from parallax.window.analyst import Analyst
from parallax.window.main_window import MainWindow
from parallax.window.windows import Windows

pytestmark = pytest.mark.display


@pytest.fixture
def path(tmp_path: Path) -> Path:
    at = tmp_path / "library.sqlite"
    with Library.open(at) as library:
        story(library, "Bridge", BRIDGE, FERRY)
        story(library, "School", SCHOOL)
    return at


@pytest.fixture
def both(application: QApplication, path: Path) -> Iterator[tuple[Windows, MainWindow, MainWindow]]:
    with windows(path, Analyst()) as made:
        second = made.another()
        assert second is not None
        yield made, made.first, second


def open_by_title(window: MainWindow, title: str) -> None:
    window.open_story(next(head.id for head in window.session.stories() if head.title == title))


def texts(window: MainWindow) -> list[str]:
    """The texts that the comparison on screen is of."""
    comparison = window.session.state.comparison
    return [a.text for a in comparison.articles] if comparison else []


def done(window: MainWindow) -> bool:
    return not window.session.busy and texts(window) == [a.text for a in window.session.articles] != []


def test_two_windows_have_one_process_and_each_its_own_answer(both: tuple[Windows, MainWindow, MainWindow]) -> None:
    _, first, second = both
    open_by_title(first, "Bridge")
    open_by_title(second, "School")
    assert first.session.analyst.pid == second.session.analyst.pid is not None
    assert first.session.busy
    assert second.session.busy
    wait(lambda: done(first) and done(second), "both comparisons", 60)
    assert len(texts(first)) == 2
    assert len(texts(second)) == 1


def test_what_one_window_cancels_the_other_still_gets(both: tuple[Windows, MainWindow, MainWindow]) -> None:
    _, first, second = both
    open_by_title(first, "Bridge")
    open_by_title(second, "School")
    first.acts["cancel"].trigger()
    assert not first.session.busy
    wait(lambda: done(second), "the comparison of the other", 60)
    assert texts(first) == []
    first.acts["analyse"].trigger()
    wait(lambda: done(first), "the comparison that was cancelled", 60)


def test_a_window_that_waits_for_its_turn_can_cancel_it(both: tuple[Windows, MainWindow, MainWindow]) -> None:
    _, first, second = both
    open_by_title(first, "Bridge")
    open_by_title(second, "School")
    pid = first.session.analyst.pid
    second.acts["cancel"].trigger()
    wait(lambda: done(first), "the comparison of the other", 60)
    assert texts(second) == []
    assert first.session.analyst.pid == pid


def test_a_window_that_closes_in_the_middle_leaves_the_other_its_answer(
    both: tuple[Windows, MainWindow, MainWindow],
) -> None:
    opened, first, second = both
    open_by_title(first, "Bridge")
    open_by_title(second, "School")
    first.close()
    assert opened.open == (second,)
    wait(lambda: done(second), "the comparison of the other", 60)
    pid = second.session.analyst.pid
    assert pid is not None
    second.close()
    wait(lambda: not Path(f"/proc/{pid}").exists(), "the end of the process")


def test_a_process_that_dies_is_told_where_it_was_at_work_and_the_other_window_goes_on(
    both: tuple[Windows, MainWindow, MainWindow],
) -> None:
    _, first, second = both
    library = first.session.library
    first.open_story(story(library, "Long", "\n\n".join(f"{n}. {BRIDGE}" for n in range(200))))
    open_by_title(second, "School")
    wait(lambda: first.session.analyst.reading is not None, "the beginning")
    pid = first.session.analyst.pid or 0
    os.kill(pid, signal.SIGKILL)
    wait(lambda: "analysis stopped while reading Post 1" in first.notice.text, "the notice")
    wait(lambda: done(second), "the comparison of the other")
    assert second.session.analyst.pid not in (None, pid)
    assert not second.notice.isVisible()


def test_a_process_that_dies_before_it_has_begun_is_asked_once_more_and_nobody_is_told(
    both: tuple[Windows, MainWindow, MainWindow],
) -> None:
    _, first, second = both
    pid = first.session.analyst.pid or 0
    os.kill(pid, signal.SIGSTOP)
    open_by_title(first, "Bridge")
    open_by_title(second, "School")
    os.kill(pid, signal.SIGKILL)
    wait(lambda: done(first) and done(second), "both comparisons")
    assert first.session.analyst.pid not in (None, pid)
    assert not first.notice.isVisible()
    assert not second.notice.isVisible()


def test_a_process_that_never_begins_is_told_at_the_second_time(
    both: tuple[Windows, MainWindow, MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, first, _ = both
    monkeypatch.setattr("parallax.window.analyst.ANALYST", "parallax.worker.no_such_module")
    os.kill(first.session.analyst.pid or 0, signal.SIGKILL)
    open_by_title(first, "Bridge")
    wait(lambda: "analysis stopped (status 1)" in first.notice.text, "the notice")
    assert not first.session.busy
    monkeypatch.undo()
    first.acts["analyse"].trigger()
    wait(lambda: done(first), "the comparison")

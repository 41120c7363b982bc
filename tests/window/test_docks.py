"""The docks: closed, moved and sized by the reader, for versions and for reports apart; and what a late result says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from one_analyst import analyst
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton
from test_main_window import FIRST, OTHER, SECOND, add, compared, open_window, wait
from waiting import wait_for_window

from parallax.library import BinStory, Library, NewStory
from parallax.window.appearance import wear
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences, ThemeChoice
from parallax.window.session import Session

pytestmark = pytest.mark.display

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
ELSEWHERE = """School in Lorrin to stay closed

The school in Lorrin will stay closed until June, said Ines Farrow, the county engineer. Forty are taught at home.
"""


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    yield from open_window(tmp_path)


@pytest.fixture
def versions(window: MainWindow, tmp_path: Path) -> MainWindow:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    window.resize(1280, 700)
    wait(lambda: window.width() == 1280, "the size")
    assert window.page.view == "rows"
    return window


def reports(window: MainWindow, folder: Path) -> str:
    """Begin a story of two reports; the id of the one before."""
    assert window.session.story is not None
    before = window.session.story.id
    window.leave_story()
    add(window, folder, Railway=OTHER, School=ELSEWHERE)
    wait(lambda: compared(window), "the comparison of reports")
    assert window.session.state.view == "sheet"
    return before


def cross(window: MainWindow) -> QAbstractButton:
    return next(b for b in window.dock.findChildren(QAbstractButton) if b.objectName() == "qt_dockwidget_closebutton")


def test_a_dock_that_was_closed_stays_closed_when_another_article_comes(versions: MainWindow, tmp_path: Path) -> None:
    assert versions.dock.isVisible() and versions.acts["dock"].isChecked()
    cross(versions).click()
    assert not versions.dock.isVisible() and not versions.acts["dock"].isChecked()
    add(versions, tmp_path, Railway=OTHER)
    wait(lambda: compared(versions), "the comparison of three")
    assert not versions.dock.isVisible()


def test_its_key_closes_and_opens_it(versions: MainWindow) -> None:
    QTest.keyClick(versions.page.rows, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not versions.dock.isVisible()
    QTest.keyClick(versions.page.rows, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert versions.dock.isVisible() and versions.acts["dock"].isChecked()


def test_it_is_remembered_for_versions_and_for_reports_apart(versions: MainWindow, tmp_path: Path) -> None:
    versions.addDockWidget(LEFT, versions.dock)
    versions.resizeDocks([versions.dock], [420], Qt.Orientation.Horizontal)
    QTest.qWait(50)
    width = versions.dock.width()
    first = reports(versions, tmp_path)
    versions.addDockWidget(RIGHT, versions.dock)
    versions.acts["dock"].trigger()
    assert not versions.dock.isVisible()
    versions.open_story(first)
    wait(versions.dock.isVisible, "the dock of versions")
    QTest.qWait(50)
    assert versions.dockWidgetArea(versions.dock) == LEFT
    assert abs(versions.dock.width() - width) <= 2
    reports(versions, tmp_path)
    QTest.qWait(50)
    assert not versions.dock.isVisible()
    versions.acts["dock"].trigger()
    assert versions.dockWidgetArea(versions.dock) == RIGHT


def test_it_is_remembered_over_the_next_start(versions: MainWindow, tmp_path: Path) -> None:
    versions.addDockWidget(LEFT, versions.dock)
    versions.acts["dock"].trigger()
    versions.close()
    versions.session.close()
    for again in open_window(tmp_path):
        again.session.open_last()
        wait(lambda again=again: compared(again), "the comparison")
        assert not again.dock.isVisible()
        again.acts["dock"].trigger()
        assert again.dock.isVisible()
        assert again.dockWidgetArea(again.dock) == LEFT


def test_a_floating_dock_is_not_taken_for_closed_when_the_program_ends(versions: MainWindow) -> None:
    versions.dock.setFloating(True)
    wait(versions.dock.isVisible, "the dock")
    versions.acts["quit"].trigger()
    QTest.qWait(50)
    assert not versions.isVisible()
    assert versions.preferences.dock_open("versions")


def test_what_a_narrow_window_moved_goes_back_in_a_wide_one_for_each_kind(versions: MainWindow, tmp_path: Path) -> None:
    before = reports(versions, tmp_path)
    versions.resize(900, 700)
    wait(lambda: versions.dockWidgetArea(versions.dock) == Qt.DockWidgetArea.BottomDockWidgetArea, "its move")
    now = versions.session.story
    assert now is not None
    versions.open_story(before)
    versions.resize(1280, 700)
    wait(lambda: versions.dockWidgetArea(versions.dock) == RIGHT, "its way back")
    versions.open_story(now.id)
    wait(lambda: compared(versions), "the comparison")
    assert versions.dockWidgetArea(versions.dock) == RIGHT


MAXIMISED = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from parallax.library import BinStory, Library, NewStory
from parallax.window.appearance import wear
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences, ThemeChoice
from parallax.window.session import Session

application = QApplication([])
path = Path(sys.argv[1])
for number in range(2):
    window = MainWindow(Preferences(path))
    window.furnish(Session(Library.open(path)))
    if number == 0:
        window.resize(700, 600)
        window.show()
        QTest.qWait(200)
        window.showMaximized()
        QTest.qWait(300)
        window.show_page(window.page)
        window.docks.show(True)
        window.marks.dock.show()
        window.resizeDocks([window.dock, window.marks.dock], [1300, 1300], Qt.Orientation.Horizontal)
        QTest.qWait(200)
    else:
        window.show()
        QTest.qWait(300)
    window.close()
    window.session.close()
print("closed")
"""


def test_a_maximised_window_with_docks_too_wide_for_it_is_opened_again(tmp_path: Path) -> None:
    # what is freed is overwritten, so that its use is a crash; in a process of its own, which may
    own = {**os.environ, "MALLOC_PERTURB_": "90", "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-c", MAXIMISED, str(tmp_path / "library.sqlite")]
    ran = subprocess.run(command, env=own, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "closed\n"), ran.stderr


def test_the_headers_say_which_article_is_being_read(window: MainWindow, tmp_path: Path) -> None:
    seen: list[list[str]] = []

    def look() -> None:
        lines = [window.page.side.column(k).header_line() for k in range(window.page.side.article_count())]
        if lines not in seen:
            seen.append(lines)

    window.session.begun.connect(lambda *_: look())
    long = f"{FIRST}\n\n{ELSEWHERE}"
    add(window, tmp_path, Monday=long, Tuesday=SECOND, Railway=OTHER)
    wait(lambda: compared(window), "the comparison")
    assert ["being read …", "waits to be read", "waits to be read"] in seen
    assert ["", "", "being read …"] in seen
    assert [window.page.side.column(k).header_line() for k in range(3)] == ["", "", ""]


def test_what_came_late_is_counted_and_shown_when_asked_for(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    count = len(window.session.state.unseen())
    window.leave_story()
    add(window, tmp_path, Wednesday=FIRST.replace("Monday", "Sunday"), Thursday=SECOND)
    window.page.touched = True
    wait(lambda: compared(window), "the late comparison")
    new = len(window.session.state.unseen())
    assert new > count > 0
    assert window.page.view == "side"
    assert window.progress.text == f"{new} new differences found."
    assert window.progress._offer.text() == f"Show {new} new"


def test_its_width_outlives_the_window(application: QApplication, tmp_path: Path) -> None:
    path, kept = tmp_path / "library.sqlite", 0
    for number in range(4):
        window = MainWindow(Preferences(path))
        window.show()
        wait_for_window(window)
        session = Session(Library.open(path), analyst())
        window.furnish(session)  # as at the start of the program: the layout comes before the story
        if number == 0:
            window.acts["sample"].trigger()
        else:
            session.open_last()
        wait(lambda window=window: compared(window) and window.dock.isVisible(), "the dock")
        QTest.qWait(200)
        assert abs(window.dock.width() - kept) <= 2 or number == 0
        if number == 1:
            window.resizeDocks([window.dock], [420], Qt.Orientation.Horizontal)
            QTest.qWait(100)
        kept = window.dock.width()
        for _ in range(2):
            window.acts["dock"].trigger()
            QTest.qWait(50)
        assert abs(window.dock.width() - kept) <= 2
        window.close()
        session.close()
        window.deleteLater()


def test_the_story_that_was_open_comes_back_though_another_was_changed_later(
    application: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        first, second = (library.apply(NewStory(title)).stories[0] for title in ("First", "Second"))
    for opened, expected in ((first, second), (first, first), (None, first)):
        window = MainWindow(Preferences(path))
        window.show()
        session = Session(Library.open(path), analyst())
        window.furnish(session)
        session.open_last(window.preferences.last_story)
        assert session.story is not None and session.story.id == expected
        if opened:
            window.open_story(opened)
        else:
            session.library.apply(BinStory(first))
        window.close()
        session.close()
        window.deleteLater()
    with Library.open(path) as library:
        session = Session(library, analyst())
        session.open_last(Preferences(path).last_story)
        assert session.story is not None and session.story.id == second
        session.close()


@pytest.mark.parametrize("theme", ("light", "dark", "high contrast"))
def test_the_button_for_what_has_no_room_in_the_toolbar_is_seen(versions: MainWindow, theme: ThemeChoice) -> None:
    versions.resize(500, 500)
    wear(theme)
    try:
        QTest.qWait(100)
        more = versions.tools.findChild(QToolButton, "qt_toolbar_ext_button")
        assert isinstance(more, QToolButton) and more.isVisible()
        picture = versions.grab(QRect(more.mapTo(versions, QPoint(0, 0)), more.size())).toImage()
        lights = [picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())]
        assert max(lights) - min(lights) > 100
    finally:
        wear("desktop")

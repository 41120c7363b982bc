"""The start of the program: a frame at once, the rest after it, and what is said where the library does not open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait_for_window

from parallax.window.actions import MENUS
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.worker.process import child_environment

pytestmark = pytest.mark.display

FIRST_PAINT = """
import os, sys
from parallax.commands import main
from parallax.window import main_window
class Window(main_window.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(*sorted(sys.modules), flush=True)
        os._exit(0)
main_window.MainWindow = Window
main(["--library", sys.argv[1]])
"""
CLOSED_AT_ONCE = """
import sys
from parallax.commands import main
from parallax.window import main_window
class Window(main_window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        main_window.QtCore.QTimer.singleShot(0, self.close)
main_window.MainWindow = Window
sys.exit(main(["--library", sys.argv[1]]))
"""
ENDED_WHILE_FILLED = """
import os, signal, sys
from parallax.commands import main
from parallax.window import session
class Session(session.Session):
    def open_last(self, left=""):
        os.kill(os.getpid(), signal.SIGTERM)
        super().open_last(left)
session.Session = Session
sys.exit(main(["--library", sys.argv[1]]))
"""
BOX_CLOSED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from parallax.commands import main
def look():
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        print(box.text(), flush=True)
        box.close()
    else:
        QTimer.singleShot(20, look)
from parallax.window import main_window
class Window(main_window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(20, look)
main_window.MainWindow = Window
sys.exit(main(["--library", sys.argv[1]]))
"""


COLLECTING = """
import gc, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from parallax.commands import main
from parallax.window import main_window
def look():
    print(gc.isenabled(), gc.get_freeze_count() > 10_000)
    QApplication.closeAllWindows()
class Window(main_window.MainWindow):
    def furnish(self, session):
        super().furnish(session)
        QTimer.singleShot(300, look)
main_window.MainWindow = Window
sys.exit(main(["--library", sys.argv[1]]))
"""


def ran(program: str, library: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", program, str(library)],
        capture_output=True,
        text=True,
        env={**child_environment(), **environment},
        timeout=60,
        check=False,
    )


def test_the_frame_is_painted_before_anything_that_fills_it_is_loaded(tmp_path: Path) -> None:
    loaded = set(ran(FIRST_PAINT, tmp_path / "library.sqlite").stdout.split())
    ours = {name for name in loaded if name.startswith("parallax")}
    assert "parallax.window.main_window" in ours
    assert not {name for name in ours if name.startswith(("parallax.library", "parallax.sheet", "parallax.export"))}
    assert not loaded & {"sqlite3", "PySide6.QtNetwork", "PySide6.QtSvg", "platformdirs"}
    assert not (tmp_path / "library.sqlite").exists()


def test_no_thread_but_that_of_the_window_looks_for_lost_cycles(application: QApplication, tmp_path: Path) -> None:
    done = ran(COLLECTING, tmp_path / "library.sqlite")
    assert (done.stdout.split(), done.returncode) == (["False", "True"], 0)


def test_the_bare_frame_has_its_menus_and_takes_nothing_yet(application: QApplication, tmp_path: Path) -> None:
    window = MainWindow(Preferences(tmp_path / "library.sqlite"))
    painted = []
    window.painted.connect(lambda: painted.append(window.isVisible()))
    window.show()
    wait_for_window(window)
    QTest.qWait(50)
    assert painted == [True]
    assert [action.text() for action in window.menuBar().actions()] == list(MENUS)
    words = QMimeData()
    words.setText("A report.")
    drag = QDragEnterEvent(
        QPoint(9, 99), Qt.DropAction.CopyAction, words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, drag)
    assert not drag.isAccepted()
    window.close()


def test_a_window_that_nobody_sees_is_filled_all_the_same(application: QApplication, tmp_path: Path) -> None:
    window = MainWindow(Preferences(tmp_path / "library.sqlite"))
    painted = []
    window.painted.connect(lambda: painted.append(True))
    window.showMinimized()
    QTest.qWait(800)
    assert painted == [True]
    window.close()


def test_a_window_that_is_closed_at_once_ends_the_program_and_makes_no_library(tmp_path: Path) -> None:
    done = ran(CLOSED_AT_ONCE, tmp_path / "library.sqlite")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_program_that_is_ended_while_it_fills_its_window_ends_in_good_order(tmp_path: Path) -> None:
    done = ran(ENDED_WHILE_FILLED, tmp_path / "library.sqlite")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_library_that_does_not_open_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a library.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "parallax", "--library", str(tmp_path / "notes.txt")],
        capture_output=True,
        text=True,
        env={k: v for k, v in child_environment().items() if k != "DESKTOP_STARTUP_ID"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "notes.txt" in done.stderr and "not a library" in done.stderr
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "Not a library."


def test_a_program_that_was_started_by_its_icon_says_it_in_a_box(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a library.", encoding="utf-8")
    done = ran(BOX_CLOSED, tmp_path / "notes.txt", DESKTOP_STARTUP_ID="icon-1")
    assert done.returncode == 2
    assert "not a library" in done.stdout and "not a library" in done.stderr


def test_a_second_start_is_heard_even_while_the_first_is_still_loading(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    command = [sys.executable, "-P", "-m", "parallax", "--library", str(library)]
    with subprocess.Popen(command, env=child_environment()) as first:
        while not (tmp_path / "library.sqlite.window").exists():
            assert first.poll() is None
            QTest.qWait(2)
        second = subprocess.run(command, env=child_environment(), timeout=60, check=False)
        assert second.returncode == 0
        assert first.poll() is None
        os.kill(first.pid, 15)
        assert first.wait(20) == 0

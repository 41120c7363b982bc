"""The program from a file manager: its desktop entry is double-clicked, and so is a text that it opens."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parallax.errors import LibraryError
from parallax.library import Library
from parallax.worker.process import child_environment
from screens import windows_on_screen

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        not all(shutil.which(tool) for tool in ("pcmanfm", "xdotool", "dbus-run-session")),
        reason="pcmanfm, xdotool or dbus-run-session is not installed",
    ),
]

REPORT = """Lighthouse at Carrow goes dark

The lighthouse at Carrow went dark on Sunday for the first time in 90 years, the harbour office said.

"We will light it again by Friday," said Tom Asher, its keeper.
"""

FIRST_ICON = ("230", "105")
"""A point of the first icon in pcmanfm's window, in pixels: right of the side pane, below the bars."""


class Desktop:
    """A home of its own, with the entry installed and a file manager in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "files"
        self.folder.mkdir(parents=True)
        runtime = home / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {
            **child_environment(),
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(runtime),
            "PARALLAX_LIBRARY": str(self.library),
        }
        settings = home / "config" / "libfm"
        settings.mkdir(parents=True)
        (settings / "libfm.conf").write_text("[config]\nsingle_click=0\nquick_exec=1\n", encoding="ascii")
        self._manager: subprocess.Popen[bytes] | None = None

    @property
    def library(self) -> Path:
        """The library of this home."""
        return self.home / "library.sqlite"

    def install(self) -> Path:
        """Install the entry as a user would; its file."""
        command = [sys.executable, "-P", "-m", "parallax", "--install-desktop-entry"]
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=60)
        return self.home / "data" / "applications" / "parallax-reader.desktop"

    def show(self) -> str:
        """Open the file manager on the folder; its window. It has a session of its own, ended with it."""
        self._manager = subprocess.Popen(
            ["dbus-run-session", "--", "pcmanfm", "--no-desktop", str(self.folder)],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return until(lambda: windows_on_screen("--class", "pcmanfm"), "the file manager")[-1]

    def double_click(self, window: str) -> None:
        """Double-click the first file of the folder, which the file manager lays at the upper left."""
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
        subprocess.run(["xdotool", "windowsize", "--sync", window, "700", "420"], check=True)
        time.sleep(0.5)
        subprocess.run(["xdotool", "mousemove", "--window", window, *FIRST_ICON], check=True)
        subprocess.run(["xdotool", "click", "--repeat", "2", "--delay", "90", "1"], check=True)

    def close(self) -> None:
        """End the file manager, and what was started from it."""
        if self._manager is not None:
            os.killpg(self._manager.pid, signal.SIGTERM)
            self._manager.wait(10)


def until(what: Callable[[], list[str]], name: str, seconds: float = 40) -> list[str]:
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, f"waited {seconds} s for {name}"
        time.sleep(0.1)
    return found


def opened(library: Path) -> list[str]:
    """The outlets of the story in a library that a window may be writing to."""
    try:
        with Library.open(library, read_only=True) as there:
            stories = there.stories()
            return [a.outlet for a in there.story(stories[0].id).articles] if stories else []
    except LibraryError:  # the window has not begun it yet
        return []


@pytest.fixture
def desktop(display: str, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path / "home")
    yield made
    made.close()


def test_a_double_click_on_the_entry_opens_the_window(desktop: Desktop) -> None:
    shutil.copy(desktop.install(), desktop.folder)
    manager = desktop.show()
    assert not windows_on_screen("--class", "parallax-reader")
    desktop.double_click(manager)
    found = until(lambda: windows_on_screen("--class", "parallax-reader"), "the window of the entry")
    pid = int(subprocess.run(["xdotool", "getwindowpid", found[-1]], capture_output=True, check=True).stdout)
    until(lambda: ["it"] if desktop.library.exists() else [], "its library")
    os.kill(pid, signal.SIGTERM)
    until(lambda: [] if windows_on_screen("--class", "parallax-reader") else ["none"], "the window to close")


def test_a_double_click_on_a_text_adds_it_to_the_running_window(desktop: Desktop) -> None:
    entry = desktop.install()
    (desktop.home / "config" / "mimeapps.list").write_text(
        f"[Default Applications]\ntext/plain={entry.name}\n", encoding="ascii"
    )
    (desktop.folder / "Harbour Post.txt").write_text(REPORT, encoding="utf-8")
    first = desktop.home / "Morning Bell.txt"
    first.write_text(REPORT.replace("90", "80"), encoding="utf-8")
    command = [sys.executable, "-P", "-m", "parallax", str(first)]
    running = subprocess.Popen(command, env=desktop.environment)
    try:
        until(lambda: opened(desktop.library), "the first text")
        desktop.double_click(desktop.show())
        until(lambda: opened(desktop.library)[1:], "the second text")
        assert opened(desktop.library) == ["Morning Bell", "Harbour Post"]
        assert len(windows_on_screen("--class", "parallax-reader")) == 1
        assert running.poll() is None
    finally:
        running.terminate()
        running.wait(20)

"""The program as a user has it: a process of its own on a real screen, driven by keys alone, killed, started again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parallax.library import Library, Story
from parallax.worker.process import child_environment
from screens import windows_on_screen

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
]

MONDAY = """Ferry runs aground off Castle Point

A ferry with 140 people aboard ran aground off Castle Point on Monday, the coastguard said. ⛴️

"We felt it under our feet," said Olga Prewitt, a passenger. Nobody was hurt. The ship was towed to Sall at dusk.

The company said that it would inspect its other ships.
"""
TUESDAY = """Ferry runs aground off Castle Point

A ferry with 160 people aboard ran aground off Castle Point on Monday, the coastguard said. ⛴️

"We felt it under our feet," said Olga Prewitt, a passenger. Three people were hurt. The ship was towed to Sall at dusk.

The company said that it might inspect its other ships.
"""


class Program:
    """One running window process on a library of its own."""

    def __init__(self, library: Path, *files: Path, home: Path) -> None:
        self.library = library
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "parallax", "--library", str(library), *map(str, files)],
            env={**child_environment(), "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        )

    def window(self) -> str:
        """The id of its window on the screen."""
        wait(self.windows, "the window")
        return self.windows()[-1]

    def windows(self) -> list[str]:
        """The ids of all its windows on the screen."""
        return windows_on_screen("--pid", str(self.process.pid), "--name", "Parallax")

    def keys(self, *keys: str) -> None:
        """Press keys as a person would, one after the other."""
        window = self.window()
        subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
            time.sleep(0.15)

    def children(self) -> list[int]:
        """Its child processes."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in listed.stdout.split()]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def story(self) -> Story:
        """What its library holds now."""
        with Library.open(self.library, read_only=True) as library:
            return library.story(library.stories()[0].id)

    def analysed(self) -> bool:
        """Whether a comparison of the story has been kept."""
        import sqlite3

        with sqlite3.connect(f"file:{self.library}?mode=ro", uri=True) as connection:
            return bool(connection.execute("SELECT count(*) FROM kept").fetchone()[0])


def wait(until: Callable[[], object], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if until():
                return
        except Exception:
            if time.monotonic() > end:
                raise
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.1)


def write(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def checked(story: Story) -> list[Any]:
    return [m for m in story.marks if m.kind == "checked"]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(")")[1].split()[0] == "Z"


def test_open_align_check_kill_reopen(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start(*write(tmp_path, Monday=MONDAY, Tuesday=TUESDAY))
    wait(program.analysed, "the comparison")
    time.sleep(0.5)
    program.keys("ctrl+2", "F7", "ctrl+Return")
    wait(lambda: len(checked(program.story())) == 1, "the mark")
    wait(lambda: any(m.kind == "seen" for m in program.story().marks), "the next difference to be seen")
    time.sleep(0.5)
    before = program.story()
    helpers = program.children()
    assert helpers
    program.kill()
    wait(lambda: all(gone(pid) for pid in helpers), "the helpers to end", 10)

    again = start()
    again.window()
    time.sleep(1.0)
    after = again.story()
    assert after == before
    assert after.position.view == "side"
    assert {r.exact for m in checked(after) for r in m.readings} == {"140", "160"}
    # The second difference is current, as it was: the one before it is the checked one, and its mark comes off.
    again.keys("shift+F7", "ctrl+shift+Return")
    wait(lambda: not checked(again.story()), "the mark to come off the same difference")


def test_files_opened_again_go_to_the_running_window(start: Callable[..., Program], tmp_path: Path) -> None:
    first, second = write(tmp_path, Monday=MONDAY, Tuesday=TUESDAY)
    program = start(first)
    wait(lambda: len(program.story().articles) == 1, "the first article")
    other = start(second)
    assert other.process.wait(30) == 0
    wait(lambda: [a.outlet for a in program.story().articles] == ["Monday", "Tuesday"], "the second article")
    assert program.process.poll() is None


def test_closing_the_window_ends_everything(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start(*write(tmp_path, Monday=MONDAY))
    wait(program.analysed, "the analysis")
    helpers = program.children()
    program.keys("ctrl+q")
    assert program.process.wait(20) == 0
    wait(lambda: all(gone(pid) for pid in helpers), "the helpers to end", 10)


def test_the_library_command_prints_what_the_window_keeps(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start(*write(tmp_path, Monday=MONDAY, Tuesday=TUESDAY))
    wait(program.analysed, "the comparison")
    time.sleep(0.5)
    program.keys("F7", "ctrl+Return")
    wait(lambda: checked(program.story()), "the mark")
    command = [sys.executable, "-P", "-m", "parallax", "library", "--format", "json", "--library", str(program.library)]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, env=child_environment()).stdout)
    assert printed["format"] == "parallax-library/1"
    (story,) = printed["stories"]
    assert [a["outlet"] for a in story["articles"]] == ["Monday", "Tuesday"]
    assert [m["kind"] for m in story["marks"] if m["kind"] != "seen"] == ["checked"]


def test_a_note_a_link_and_a_seen_difference_outlive_a_power_cut(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start(*write(tmp_path, Monday=MONDAY, Tuesday=TUESDAY))
    wait(program.analysed, "the comparison")
    time.sleep(0.5)
    program.keys("ctrl+2", "F7")
    wait(lambda: [m.kind for m in program.story().marks] == ["seen"], "the difference to be seen")
    program.keys("ctrl+m", "w", "h", "y")
    wait(lambda: [m.note for m in program.story().marks if m.kind == "note"] == ["why"], "the note")
    # Escape goes back to the texts; the first sentence of one column is then linked with that of the other.
    program.keys("Escape", "ctrl+Home", "Return", "ctrl+l", "F6", "ctrl+Home", "Down", "Down", "Return")
    wait(lambda: [c.kind for c in program.story().corrections] == ["link"], "the link")
    before = program.story()
    program.kill()

    again = start()
    again.window()
    time.sleep(1.0)
    after = again.story()
    assert after.marks == before.marks
    assert after.corrections == before.corrections
    again.keys("ctrl+z")
    wait(lambda: not again.story().corrections, "the link to be undone after the restart")
    assert [m.note for m in again.story().marks if m.kind == "note"] == ["why"]

"""A blind person walks through the sample by keys alone: all that is said on the way is the text beside this test.

`python test_walk_heard.py` prints what is said now, to be read before it becomes what is expected.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_heard import _REASON, SYSTEM_PYTHON

from parallax.worker.process import child_environment

pytestmark = [pytest.mark.display, pytest.mark.skipif(bool(_REASON), reason=_REASON)]

EXPECTED = Path(__file__).with_name("walk_through_the_sample.txt")
PATIENCE = 90.0
"""Seconds that what is expected after a key may take to be said: an analysis is one of these keys."""
KEYS = (
    *("start", "Tab", "Tab", "Return", "Escape", "ctrl+2", "F7"),
    *("shift+F10", "Down", "Up", "Return", "ctrl+z", "shift+F7", "F7"),
    *["F7"] * 16,
    *("ctrl+Return", "F7", "ctrl+Return"),
    *("F6", "F6", "F6", "F6", "F6", "F6", "shift+F6", "Tab", "Tab", "shift+Tab"),
    *("ctrl+k", "Down", "Escape", "ctrl+m", "w", "Escape", "ctrl+z"),
    *("ctrl+1", "F7", "Down", "ctrl+3", "shift+F7"),
)

# One session bus for the window and for who listens to it.
SESSION = textwrap.dedent(
    """
    "$SYSTEM_PYTHON" "$EVENTS" parallax-reader &
    sleep 2
    exec "$PYTHON" -P -m parallax --library "$LIBRARY"
    """
)


class Listener:
    """What was said since the last key: each thing that took the focus, and each announcement."""

    def __init__(self, session: subprocess.Popen[str]) -> None:
        self._session = session
        self._since: list[str] = []
        self._last = time.monotonic()
        self.mute: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._session.stdout is not None
        for line in self._session.stdout:
            if line.startswith("{"):
                self._take(json.loads(line))

    def _take(self, told: dict[str, str]) -> None:
        self._last = time.monotonic()
        if told["kind"] == "announced":
            self._since.append(f"said: {told['words']}")
        elif told["kind"] == "focus":
            if not told["name"]:
                self.mute.append(told["role"])
            parts = (told["role"], told["name"], told["state"], told["description"])
            self._since.append("focus: " + " | ".join(part for part in parts if part))

    def begin(self) -> None:
        """A key is about to be pressed."""
        self._since = []

    def heard(self) -> list[str]:
        """What was announced, in order, and after it where the focus is now: on the way it may have been elsewhere."""
        since = list(self._since)
        focused = [line for line in since if line.startswith("focus")][-1:]
        return [*(line for line in since if line.startswith("said")), *focused]

    def rests(self, seconds: float) -> bool:
        """Whether nothing has been said for so long."""
        return time.monotonic() - self._last > seconds


@contextmanager
def listening(home: Path) -> Iterator[Listener]:
    """The program with an empty library in a session of its own."""
    (home / "run").mkdir(mode=0o700)
    session = subprocess.Popen(
        ["dbus-run-session", "--", "bash", "-c", SESSION],
        env={
            **{k: v for k, v in child_environment().items() if k != "AT_SPI_BUS_ADDRESS"},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHON": sys.executable,
            "SYSTEM_PYTHON": SYSTEM_PYTHON,
            "EVENTS": str(Path(__file__).with_name("heard_events.py")),
            "LIBRARY": str(home / "library.sqlite"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield Listener(session)
    finally:
        os.killpg(session.pid, signal.SIGKILL)
        session.wait(10)


def walk(listener: Listener, expected: Sequence[Sequence[str]] = ()) -> list[list[str]]:
    """Press all keys; what was heard after each. It goes on when what is expected was said, or nothing more comes."""
    heard = []
    for number, key in enumerate(KEYS):
        if key != "start":
            listener.begin()
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
        pressed = time.monotonic()
        while time.monotonic() < pressed + PATIENCE:
            time.sleep(0.05)
            if expected and timeless(listener.heard()) == list(expected[number]) and listener.rests(0.5):
                break
            # the comparison of the sample may be long in coming, and so may the window
            patience = 20 if number in (0, KEYS.index("Return")) else (8 if expected else 2)
            if listener.rests(patience) and time.monotonic() > pressed + patience:
                break
        heard.append(timeless(listener.heard()))
    return heard


def timeless(lines: Sequence[str]) -> list[str]:
    """What was heard without that a difference is *not seen yet*: it counts as seen once it was current for a second,
    and a walk is faster or slower than that."""
    return [line.replace("not seen yet. ", "").replace("Not seen yet. ", "") for line in lines]


def written(heard: Sequence[Sequence[str]]) -> str:
    """A walk as text."""
    steps = zip(KEYS, heard, strict=True)
    return "".join(f"## {key}\n" + "".join(f"{line}\n" for line in lines) for key, lines in steps)


def read(text: str) -> list[list[str]]:
    """A walk from text."""
    return [part.splitlines()[1:] for part in text.split("## ")[1:]]


def test_all_that_is_heard_on_a_walk_through_the_sample(display: str, tmp_path: Path) -> None:
    expected = EXPECTED.read_text(encoding="utf-8")
    with listening(tmp_path) as listener:
        heard = walk(listener, read(expected))
    assert written(heard) == expected
    assert not listener.mute, "what takes the focus says its name"


if __name__ == "__main__":
    import tempfile

    from pictures import HIGH, WIDE, screen

    with tempfile.TemporaryDirectory() as folder, screen(WIDE, HIGH), listening(Path(folder)) as printed:
        sys.stdout.write(written(walk(printed)))
        sys.stderr.write(f"mute: {printed.mute}\n")

"""A screen that nobody sees, with a window manager: without one no window ever has the focus."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen(width: int, height: int) -> Iterator[str]:
    """The name of a screen of this size in pixels, which is DISPLAY meanwhile."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for_manager()
        yield os.environ["DISPLAY"]
    finally:
        del os.environ["DISPLAY"]
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def _wait_for_manager() -> None:
    """A window that is shown while the manager begins may be put away by it and never come back."""
    end = time.monotonic() + 60
    while b"window id" not in subprocess.check_output(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]):
        assert time.monotonic() < end, "the window manager does not say that it is there"
        time.sleep(0.02)


def windows_on_screen(*how: str) -> list[str]:
    """The ids of the windows to be seen on DISPLAY that all of this holds for, told as to `xdotool search`."""
    found = subprocess.run(
        ["xdotool", "search", "--all", "--onlyvisible", *how], capture_output=True, text=True, check=False
    )  # without --all, one that any of it holds for would do
    return found.stdout.split()

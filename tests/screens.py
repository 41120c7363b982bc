"""A screen that nobody sees, with a window manager: without one no window ever has the focus."""

from __future__ import annotations

import os
import subprocess
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
        yield os.environ["DISPLAY"]
    finally:
        del os.environ["DISPLAY"]
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def windows_on_screen(*how: str) -> list[str]:
    """The ids of the windows to be seen on DISPLAY that all of this holds for, told as to `xdotool search`."""
    found = subprocess.run(
        ["xdotool", "search", "--all", "--onlyvisible", *how], capture_output=True, text=True, check=False
    )  # without --all, one that any of it holds for would do
    return found.stdout.split()

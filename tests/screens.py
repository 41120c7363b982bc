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
    for _ in range(5):
        server, manager = _begun(width, height)
        if _is_managed(manager):
            break
        _end(manager, server)  # one that ends at that moment takes the socket of the same number with it
    else:
        raise AssertionError("no window manager could be started on a screen")
    try:
        yield os.environ["DISPLAY"]
    finally:
        _end(manager, server)


def _begun(width: int, height: int) -> tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]:
    """A server, whose screen is DISPLAY now, and a window manager on it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
    return server, subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _is_managed(manager: subprocess.Popen[bytes]) -> bool:
    """Whether the manager is there, once it says so: until then it may put a window away for good. Not if it ends."""
    end = time.monotonic() + 60
    while manager.poll() is None and time.monotonic() < end:
        told = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, check=False)
        if b"window id" in told.stdout:
            return True
        time.sleep(0.02)
    return False


def _end(*processes: subprocess.Popen[bytes]) -> None:
    del os.environ["DISPLAY"]
    for process in processes:
        process.terminate()
        process.wait(10)


def windows_on_screen(*how: str) -> list[str]:
    """The ids of the windows to be seen on DISPLAY that all of this holds for, told as to `xdotool search`."""
    found = subprocess.run(
        ["xdotool", "search", "--all", "--onlyvisible", *how], capture_output=True, text=True, check=False
    )  # without --all, one that any of it holds for would do
    return found.stdout.split()

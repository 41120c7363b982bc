"""A real screen and one QApplication for all tests of the window. Without DISPLAY an Xvfb with openbox is started, and
ended."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of the display that windows appear on."""
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"]
        return
    if not (shutil.which("Xvfb") and shutil.which("openbox")):
        pytest.skip("no DISPLAY is set, and Xvfb and openbox are not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x900x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
    # without a window manager no window ever has the focus
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield os.environ["DISPLAY"]
    finally:
        del os.environ["DISPLAY"]
        for process in (manager, server):
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="session")
def application(display: str) -> Iterator[object]:
    """The one QApplication of the tests."""
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    from PySide6.QtWidgets import QApplication

    yield QApplication.instance() or QApplication(["parallax-tests"])

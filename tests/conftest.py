"""What all tests share: no deadline on a noisy machine, never the library of whoever runs them, and a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library file of the test's own, and a folder for what is chosen once for all libraries."""
    path = tmp_path / "own-library" / "library.sqlite"
    monkeypatch.setenv("PARALLAX_LIBRARY", str(path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own-config"))
    return path


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

"""What all tests share: no deadline on a noisy machine, never the library of whoever runs them, and a screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from screens import screen

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
    missing = [name for name in ("Xvfb", "openbox", "xprop") if not shutil.which(name)]
    if missing:
        pytest.skip(f"no DISPLAY is set, and this is not installed: {', '.join(missing)}")
    with screen(1600, 900) as name:
        yield name


@pytest.fixture(autouse=True)
def on_display(request: pytest.FixtureRequest) -> None:
    """Whatever is marked to need a display has one, in whichever order the tests come."""
    if request.node.get_closest_marker("display"):
        request.getfixturevalue("display")

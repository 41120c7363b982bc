"""What all tests share: no deadline on a noisy machine, and never the library of whoever runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("parallax", deadline=None)
settings.load_profile("parallax")


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library file of the test's own."""
    path = tmp_path / "own-library" / "library.sqlite"
    monkeypatch.setenv("PARALLAX_LIBRARY", str(path))
    return path

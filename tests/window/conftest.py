"""One QApplication for all tests of the window."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def application(display: str) -> Iterator[object]:
    """The one QApplication of the tests."""
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    from PySide6.QtWidgets import QApplication

    yield QApplication.instance() or QApplication(["parallax-tests"])

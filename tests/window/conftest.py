"""One QApplication for all tests of the window, and a window on a story that is compared already."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow


@pytest.fixture(scope="session")
def application(display: str) -> Iterator[object]:
    """The one QApplication of the tests."""
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    from PySide6.QtWidgets import QApplication

    yield QApplication.instance() or QApplication(["parallax-tests"])


@pytest.fixture(scope="session")
def story(application: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with a compared story of three reports; tests take copies of it."""
    from marked_window import make_story

    return make_story(tmp_path_factory.mktemp("story"))


@pytest.fixture
def window(story: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a copy of that story."""
    from marked_window import copied, opened

    with opened(copied(story, tmp_path)) as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """A dialog that a test leaves open, which would take the keys of all tests after it, is closed and told of."""
    yield
    from PySide6.QtWidgets import QApplication

    for _ in range(5):
        left = QApplication.activeModalWidget() if QApplication.instance() else None
        if left is None:
            return
        warnings.warn(f"{type(left).__name__} “{left.windowTitle()}” was left open", stacklevel=1)
        left.close()
        left.setParent(None)
        left.deleteLater()
        QApplication.processEvents()

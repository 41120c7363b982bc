"""One QApplication for all tests of the window, and a window on a story that is compared already."""

from __future__ import annotations

import os
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
    from one_analyst import end_analyst
    from PySide6.QtWidgets import QApplication

    from parallax.window.interpreter import run_smoothly

    made = QApplication.instance() or QApplication(["parallax-tests"])
    run_smoothly(made)
    yield made
    end_analyst()


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
    """A window that a test leaves open, which would take the keys and clicks of the tests after it, is a fault."""
    yield
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    if not QApplication.instance():
        return
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    told = [f"{type(widget).__name__} “{widget.windowTitle()}”" for widget in left]
    for widget in left:
        widget.close()
    assert not told, f"left open: {', '.join(told)}"

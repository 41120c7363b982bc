"""The walk from difference to difference goes the way that the eye goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from test_main_window import compared, open_window, wait

from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    yield from open_window(tmp_path)


def test_on_the_sheet_it_goes_down_the_lines(window: MainWindow) -> None:
    window.session.adding.files(window.sample_files())
    wait(lambda: len(window.session.articles) == 3 and compared(window), "the sample")
    window.show_view("sheet")
    lines = []
    for _ in window.session.state.differences:
        window.acts["next"].trigger()
        lines.append(window.page.sheet.currentIndex().internalId())
    assert len(lines) > 10
    assert lines == sorted(lines)
    assert window.walk.text().startswith(f"Difference {len(lines)} of {len(lines)}")

"""An analysis is made once, and goes with its story."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_window import compared, make_story, opened
from PySide6.QtWidgets import QApplication
from waiting import wait

import parallax
from parallax.library import BinStory, Library, NewStory


def test_a_known_story_opens_without_an_analysis_even_after_another_was_deleted(
    application: QApplication, tmp_path: Path
) -> None:
    folder = make_story(tmp_path)
    with Library.open(folder / "library.sqlite") as library:
        other = NewStory("Another story")
        library.apply(other)
        library.apply(BinStory(other.story))
        assert library.empty_bin() == 1
    with opened(folder) as window:
        assert window.session.state.comparison is not None
        assert not window.session.busy


def test_an_analysis_of_another_version_is_made_anew(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_story(tmp_path)
    monkeypatch.setattr(parallax, "ANALYSIS", "another")
    with opened(folder) as window:
        assert window.session.state.comparison is None
        assert window.session.busy
        wait(lambda: compared(window), "a new analysis")

"""An analysis is made once, and goes with its story."""

from __future__ import annotations

from pathlib import Path

from marked_window import make_story, opened
from PySide6.QtWidgets import QApplication

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

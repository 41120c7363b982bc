"""Names that come with an imported story are words, and nothing else, wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from shelves import BRIDGE, FERRY, story, windows

from parallax.library import EditArticle, Library, SetTags
from parallax.window.articles.article_dialogs import ReplaceDialog
from parallax.window.main_window import MainWindow
from parallax.window.stories.story_menu import TagsDialog

pytestmark = pytest.mark.display

TITLE = "<b>Dam</b> & Bridge [*] \u202egnp.exe"


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        begun = story(library, TITLE, BRIDGE, FERRY)
        library.apply(SetTags(begun, ("<i>dam</i> & more",)))
        library.apply(EditArticle(begun, library.story(begun).articles[0].id, outlet="<u>Post</u> & Bell [*]"))
    with windows(path) as made:
        yield made.first


def rich(widget: QWidget) -> list[str]:
    """The texts below a widget in which Qt looks for HTML, and finds what might be some."""
    labels = widget.findChildren(QLabel)
    return [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText and "<" in label.text()]


def test_a_title_is_shown_whole_in_the_windows_title_and_its_controls_are_signs(window: MainWindow) -> None:
    window.front._open(window.start_page.list.lines()[0])
    shown = window.windowHandle().title()
    assert shown.startswith("<b>Dam</b> & Bridge [*] ")
    assert "\u202e" not in shown
    assert rich(window) == []


def test_dialogs_about_a_story_show_its_name_as_it_is(window: MainWindow) -> None:
    window.acts["tag_story"].trigger()
    box = QApplication.activeModalWidget()
    assert isinstance(box, TagsDialog)
    assert any("<b>Dam</b> && Bridge" in label.text() for label in box.findChildren(QLabel))
    assert rich(box) == []
    box.reject()
    window.acts["bin_story"].trigger()
    window.front.show_bin()
    window.front._delete([line.story for line in window.bin_page.list.lines()])
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QMessageBox)
    assert "<b>Dam</b> & Bridge" in asked.text()
    assert rich(asked) == []
    asked.reject()


def test_a_dialog_about_an_article_shows_the_outlets_name_as_it_is(window: MainWindow) -> None:
    window.front._open(window.start_page.list.lines()[0])
    window.acts["replace_text"].trigger()
    box = QApplication.activeModalWidget()
    assert isinstance(box, ReplaceDialog)
    assert "<u>Post</u> & Bell [*]" in box.windowHandle().title()
    assert rich(box) == []
    box.reject()

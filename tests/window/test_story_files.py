"""Stories as .parallax files in the window: exported, imported, dropped, merged, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel
from shelves import BRIDGE, FERRY, story, titles, windows
from waiting import wait

from parallax.article import Article
from parallax.library import AddArticle, LayAside, Library, NewStory, SetNote, SetTags, anchor, read_story_file
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


def filed(folder: Path, title: str = "Ferry", text: str = FERRY) -> Path:
    """A story of another library, in a file."""
    with Library.open(folder / "elsewhere.sqlite") as library:
        library.export_story(story(library, title, text), folder / f"{title}.parallax")
    return folder / f"{title}.parallax"


def test_a_dropped_story_is_imported_and_opened(window: MainWindow, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(filed(tmp_path)))])
    place = QPointF(window.rect().center())
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), copy, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(place, copy, mime, left, none))
    wait(lambda: window.session.story is not None, "the story")
    assert window.session.story is not None
    assert window.session.story.title == "Ferry"
    assert window.session.articles[0].text.startswith("Ferry late at Sall")
    assert not window.progress.isVisible() or window.session.busy


def test_a_story_that_is_being_written_when_the_window_closes_is_written_whole(
    window: MainWindow, tmp_path: Path
) -> None:
    window.front.take([filed(tmp_path)])
    wait(lambda: window.session.story is not None, "the story")
    window.front.shelf.export(window.front.chosen(), tmp_path / "out")
    window.close()
    assert read_story_file(tmp_path / "out.parallax").title == "Ferry"


def test_an_import_is_undone_on_the_first_page(window: MainWindow, tmp_path: Path) -> None:
    window.front.take([filed(tmp_path)])
    wait(lambda: window.session.story is not None, "the story")
    window.acts["stories"].trigger()
    assert titles(window) == ["Ferry"]
    window.acts["undo"].trigger()
    assert titles(window) == []
    assert window.start_page.bin_button.text() == "Bin (1)"


def test_a_story_that_is_there_already_is_kept_apart_until_it_is_merged(window: MainWindow, tmp_path: Path) -> None:
    file = filed(tmp_path)
    window.front.take([file])
    wait(lambda: window.session.story is not None, "the story")
    assert window.session.story is not None
    first = window.session.story.id
    window.session.library.apply(SetTags(first, ("mine",)))
    window.front.take([file])
    wait(lambda: window.session.story is not None and window.session.story.id != first, "the second story")
    assert window.notice.text.startswith("You have “Ferry” already. What was imported is kept apart")
    (merge,) = window.notice.choices
    assert merge.text() == "Merge &into the one you have"
    assert window.acts["merge_story"].isEnabled()
    merge.click()
    assert window.session.story.id == first
    assert len(window.session.articles) == 1, "the same article is not there twice"
    assert not window.acts["merge_story"].isEnabled()
    window.acts["stories"].trigger()
    assert titles(window) == ["Ferry"]
    assert window.start_page.bin_button.text() == "Bin (1)"
    window.acts["undo"].trigger()
    assert sorted(titles(window)) == ["Ferry", "Ferry (imported)"], "undone, both are apart again"


def test_a_story_is_written_to_a_file_that_holds_it_all(window: MainWindow, tmp_path: Path) -> None:
    made = story(window.session.library, "Bridge: a crack", BRIDGE, tags=["damage"])
    window.front.shelf.export(made, tmp_path / "out")
    wait(lambda: (tmp_path / "out.parallax").exists(), "the file")
    wait(lambda: window.statusBar().currentMessage() == "Written to out.parallax", "the word")
    file = read_story_file(tmp_path / "out.parallax")
    assert (file.title, file.tags) == ("Bridge: a crack", ("damage",))


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    made = story(window.session.library, "Bridge", BRIDGE)
    window.front.shelf.export(made, tmp_path / "absent" / "out.parallax")
    wait(window.notice.isVisible, "the notice")
    assert "out.parallax" in window.notice.text
    assert "\n" not in window.notice.text


def test_a_hostile_file_changes_nothing_and_gets_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "bad.parallax"
    bad.write_bytes(b"PK\x03\x04 this is no story")
    window.front.take([bad, tmp_path / "absent.parallax"])
    wait(lambda: "absent.parallax" in window.notice.text, "the notices")
    assert len(window.notice.text.split("\n")) == 2
    assert window.session.story is None
    assert window.session.library.story_count() == 0


MARKUP = "<b>Ferry</b> <img src='file:///absent.png'> harbour"


def shown_as_markup() -> list[str]:
    """What labels and tooltips of all widgets would not show as it stands."""
    wrong = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and MARKUP in widget.text():
            wrong.append(widget.text())
        tips = [widget.toolTip()]
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            role = Qt.ItemDataRole.ToolTipRole
            columns = range(4)
            cells = [model.index(row, column) for row in range(model.rowCount()) for column in columns]
            tips += [str(model.data(cell, role) or "") for cell in cells if cell.isValid()]
            tips += [str(model.headerData(number, Qt.Orientation.Horizontal, role) or "") for number in columns]
        wrong.extend(tip for tip in tips if MARKUP in tip)
    return wrong


def test_markup_in_a_story_file_is_shown_as_it_stands(window: MainWindow, tmp_path: Path) -> None:
    with Library.open(tmp_path / "elsewhere.sqlite") as library:
        begun = NewStory(MARKUP)
        library.apply(begun)
        for number, text in enumerate((FERRY, FERRY.replace("two hours", "three hours"))):
            article = Article.from_text(f"{MARKUP}\n{text}", outlet=f"{MARKUP} {number}")
            library.apply(AddArticle(begun.story, article))
        library.apply(SetTags(begun.story, (MARKUP,)))
        library.apply(SetNote(begun.story, MARKUP, (anchor(article, 0, 5),)))
        (noted,) = library.apply(SetNote(begun.story, f"{MARKUP} 2", (anchor(article, 0, 9),))).marks
        library.apply(LayAside(begun.story, noted, MARKUP))
        library.export_story(begun.story, tmp_path / "markup.parallax")
    window.front.take([tmp_path / "markup.parallax"])
    wait(lambda: window.session.state.comparison is not None and not window.session.busy, "the comparison")
    for view in ("rows", "side", "sheet", "tray", "tag_story"):
        window.acts[view].trigger()
        QTest.qWait(50)
        assert shown_as_markup() == [], view
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.acts["stories"].trigger()
    tags = window.start_page.tags
    tags.setCurrentIndex(tags.findText(MARKUP, Qt.MatchFlag.MatchContains))
    tags.activated.emit(tags.currentIndex())
    assert titles(window) == [MARKUP]
    assert any(MARKUP in label.text() for label in window.start_page.findChildren(QLabel))
    assert shown_as_markup() == []


def test_articles_and_stories_that_come_together_each_go_their_way(window: MainWindow, tmp_path: Path) -> None:
    article = tmp_path / "Bell.txt"
    article.write_text(BRIDGE, encoding="utf-8")
    window.front.take([article, filed(tmp_path)])
    wait(lambda: window.session.library.story_count() == 2, "both")
    assert {head.outlets for head in window.session.library.stories()} == {("Bell",), ("Post 1",)}
    assert [a.outlet for a in window.session.articles] == ["Bell"]

"""The first page and the bin, driven as a reader does: real widgets, a real library, mostly keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox
from shelves import BRIDGE, FERRY, SCHOOL, focus, press, story, titles, windows
from waiting import wait

from parallax.library import Library, SetNote, readings
from parallax.window.main_window import MainWindow
from parallax.window.stories.story_menu import TagsDialog

pytestmark = pytest.mark.display

Key = Qt.Key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of three stories, the ferry's the newest."""
    at = tmp_path / "library.sqlite"
    with Library.open(at) as library:
        story(library, "School", SCHOOL, tags=["local"])
        story(library, "Bridge", BRIDGE, BRIDGE, tags=["local", "damage"])
        story(library, "Ferry", FERRY)
    return at


@pytest.fixture
def window(application: QApplication, path: Path) -> Iterator[MainWindow]:
    with windows(path) as opened:
        yield opened.first


def key(name: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), name, modifiers)


def control(name: Key) -> None:
    key(name, Qt.KeyboardModifier.ControlModifier)


def search(window: MainWindow, words: str) -> None:
    control(Key.Key_F)
    assert window.start_page.wanted.hasFocus()
    QTest.keyClicks(window.start_page.wanted, words)
    wait(lambda: "place" in heading(window) or "Nothing" in heading(window), "an answer")


def heading(window: MainWindow) -> str:
    return window.start_page.heading


def test_an_empty_library_shows_nothing_but_how_to_begin(application: QApplication, tmp_path: Path) -> None:
    with windows(tmp_path / "empty.sqlite") as opened:
        page = opened.first.start_page
        assert not page.wanted.isVisible()
        assert not page.list.isVisible()
        assert not page.bin_button.isVisible()
        assert focus().parent() is page


def test_the_newest_story_stands_first_and_has_the_focus(window: MainWindow) -> None:
    assert titles(window) == ["Ferry", "Bridge", "School"]
    assert window.start_page.list.hasFocus()
    assert window.start_page.list.accessibleName() == "Recent stories"


def test_only_the_recent_stories_are_listed_until_all_are_asked_for(application: QApplication, tmp_path: Path) -> None:
    with Library.open(tmp_path / "many.sqlite") as library:
        for number in range(15):
            story(library, f"Story {number}")
    with windows(tmp_path / "many.sqlite") as opened:
        page = opened.first.start_page
        assert titles(opened.first) == [f"Story {n}" for n in range(14, 2, -1)]
        assert page.all_button.text() == "Show all 15 stories"
        page.all_button.click()
        assert len(titles(opened.first)) == 15
        assert not page.all_button.isVisible()


def test_a_name_is_edited_in_place_and_undo_takes_it_back(window: MainWindow, path: Path) -> None:
    key(Key.Key_Down)
    key(Key.Key_F2)
    editor = focus()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Bridge"
    QTest.keyClicks(editor, "Bridge at Lorrin")
    key(Key.Key_Return)
    wait(lambda: titles(window) == ["Bridge at Lorrin", "Ferry", "School"], "the name")
    with Library.open(path, read_only=True) as other:
        assert other.stories()[0].title == "Bridge at Lorrin"
    assert "Undo" in window.statusBar().currentMessage()
    assert window.start_page.list.hasFocus()
    control(Key.Key_Z)
    assert sorted(titles(window)) == ["Bridge", "Ferry", "School"]
    key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Bridge at Lorrin" in titles(window)


def test_a_name_given_up_stays_what_it_was(window: MainWindow) -> None:
    key(Key.Key_F2)
    QTest.keyClicks(focus(), "Something else")
    key(Key.Key_Escape)
    key(Key.Key_F2)
    QTest.keyClicks(focus(), "  ")
    key(Key.Key_Return)
    assert titles(window) == ["Ferry", "Bridge", "School"]
    assert not window.front.shelf.can_undo()


def test_delete_moves_to_the_bin_and_says_how_to_undo_it(window: MainWindow) -> None:
    key(Key.Key_Delete)
    assert titles(window) == ["Bridge", "School"]
    assert window.statusBar().currentMessage() == "Moved to the bin — Undo: Ctrl+Z"
    assert window.start_page.bin_button.text() == "Bin (1)"
    control(Key.Key_Z)
    assert "Ferry" in titles(window)


def test_several_changes_of_one_story_are_undone_and_done_again_one_by_one(window: MainWindow) -> None:
    story = window.front.chosen()
    window.front.shelf.rename(story, "One")
    window.front.shelf.rename(story, "Two")
    window.front.shelf.bin(story)
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    seen = []
    for undone in (True, True, True, False, False, False):
        key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier if undone else shift)
        seen.append(next((title for title in titles(window) if title not in ("Bridge", "School")), ""))
    assert seen == ["Two", "One", "Ferry", "One", "Two", ""]


def test_a_change_in_the_story_between_two_others_is_not_undone_from_outside(window: MainWindow) -> None:
    story = window.front.chosen()
    window.front.shelf.rename(story, "One")
    window.open_story(story)
    window.session.remove_article(0)
    window.acts["stories"].trigger()
    window.front.shelf.bin(story)
    control(Key.Key_Z)
    assert "One" in titles(window)
    control(Key.Key_Z)
    assert "One" in titles(window)
    assert "changed later" in window.notice.text
    assert window.session.library.story(story).articles == ()


def test_undo_does_not_take_back_what_was_done_in_the_story_later(window: MainWindow) -> None:
    window.front.shelf.rename(window.front.chosen(), "Ferry, again")
    key(Key.Key_Return)
    assert window.session.story is not None
    window.session.remove_article(0)
    window.acts["stories"].trigger()
    control(Key.Key_Z)
    assert "changed later" in window.notice.text
    assert "Ferry, again" in titles(window)
    assert not window.session.library.stories()[0].articles, "the later change stays"


def test_the_menu_key_opens_the_menu_of_the_story_and_return_opens_the_story(window: MainWindow) -> None:
    window.start_page.list.ask_menu()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [a.text().split("\t")[0].replace("&", "") for a in menu.actions() if not a.isSeparator()]
    assert texts == ["Open", "Rename…", "Tags…", "Duplicate", "Export as .parallax…", "Move to the bin"]
    QTest.keyClick(menu, Key.Key_Return)
    assert window.session.story is not None
    assert window.session.story.title == "Ferry"


def test_the_button_of_a_line_opens_its_menu_and_a_click_beside_it_the_story(window: MainWindow) -> None:
    shown = window.start_page.list
    second = shown.visualRect(shown.model().index(1, 0))
    at = shown._drawn.button(second).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    assert window.session.story is None
    assert window.front.chosen() == shown.lines()[1].story
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, second.center().y()))
    assert window.session.story is not None
    assert window.session.story.title == "Bridge"


def test_a_copy_has_the_texts_and_undone_lies_in_the_bin(window: MainWindow) -> None:
    window.acts["duplicate_story"].trigger()
    assert titles(window)[0] == "Ferry (copy)"
    copy = window.session.library.stories()[0]
    assert copy.articles == 1
    control(Key.Key_Z)
    assert "Ferry (copy)" not in titles(window)
    assert window.start_page.bin_button.text() == "Bin (1)"


def test_tags_are_typed_or_ticked_and_filter_the_list(window: MainWindow) -> None:
    window.acts["tag_story"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TagsDialog)
    assert {dialog.used.item(k).text() for k in range(dialog.used.count())} == {"local", "damage"}
    QTest.keyClicks(dialog.line, "sea, coast")
    next(
        dialog.used.item(k) for k in range(dialog.used.count()) if dialog.used.item(k).text() == "local"
    ).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert window.session.library.stories()[0].tags == ("sea", "coast", "local")
    tags = window.start_page.tags
    tags.setCurrentIndex(tags.findData("damage"))
    tags.activated.emit(tags.currentIndex())
    assert titles(window) == ["Bridge"]
    assert heading(window) == "Stories tagged “damage”"
    tags.setCurrentIndex(0)
    tags.activated.emit(0)
    assert len(titles(window)) == 3


def test_the_story_menu_works_in_an_open_story_too(window: MainWindow) -> None:
    key(Key.Key_Return)
    key(Key.Key_F2)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "Ferry"
    line.setText("Ferry late")
    press(dialog, "Rename")
    assert window.windowTitle() == "Ferry late — Parallax"
    window.acts["bin_story"].trigger()
    assert window.session.story is None
    assert titles(window) == ["Bridge", "School"]
    control(Key.Key_Z)
    assert "Ferry late" in titles(window)


# search


def test_a_text_that_is_found_opens_at_its_sentence(window: MainWindow) -> None:
    search(window, "crack")
    (line,) = {line.story: line for line in window.start_page.list.lines()}.values()
    assert line.spoken.startswith("Bridge. Post ")
    assert "Divers found a crack in the second pier" in line.spoken
    key(Key.Key_Down)
    assert window.start_page.list.hasFocus()
    key(Key.Key_Return)
    assert window.session.story is not None
    assert window.session.story.title == "Bridge"
    assert window.page.view == "side"
    wait(lambda: window.session.state.comparison is not None, "the analysis", 60)
    assert window.page.view == "side", "a late comparison moves nobody"
    assert window.page.side.column(window.page.article_in_focus()).text.textCursor().selectedText() == "crack"


def test_a_note_that_is_found_opens_at_its_words(window: MainWindow, path: Path) -> None:
    with Library.open(path) as other:
        ferry = other.story(other.stories()[0].id)
        article, start = ferry.articles[0], ferry.articles[0].text.index("harbour office")
        places = readings(ferry.articles, [(0, start, start + len("harbour office"))])
        other.apply(SetNote(ferry.id, "Ask them about the tide", places))
    search(window, "tide")
    assert window.start_page.list.lines()[0].spoken == "Ferry. Your note: Ask them about the tide"
    key(Key.Key_Down)
    key(Key.Key_Return)
    assert window.page.side.column(0).text.textCursor().selectedText() == "harbour office"
    assert window.page.view == "side"
    assert window.session.articles[0].id == article.id


def test_all_stories_are_searched_from_within_one(window: MainWindow) -> None:
    key(Key.Key_Return)
    assert window.session.story is not None
    key(Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.session.story is None
    assert window.start_page.wanted.hasFocus()


def test_a_screen_reader_hears_each_line_whole(window: MainWindow) -> None:
    shown = QAccessible.queryAccessibleInterface(window.start_page.list)
    heard = [shown.child(k).text(QAccessible.Text.Name) for k in range(shown.childCount())]
    assert [line.split(" · ")[0] for line in heard] == ["Ferry. 1 article", "Bridge. 2 articles", "School. 1 article"]
    assert heard[1].endswith("Post 1, Post 2. tagged local, damage")
    assert window.start_page.wanted.accessibleName() == "Search the library"
    assert window.start_page.bin_button.accessibleName() == "Bin, 0 stories"


def test_what_is_nowhere_is_said_and_escape_brings_the_stories_back(window: MainWindow) -> None:
    search(window, "zeppelin")
    assert heading(window) == "Nothing found"
    assert window.start_page.list.count() == 0
    key(Key.Key_Escape)
    assert titles(window) == ["Ferry", "Bridge", "School"]


def test_typing_never_waits_for_the_search(window: MainWindow) -> None:
    control(Key.Key_F)
    for letter in "school":
        QTest.keyClicks(focus(), letter)
    assert titles(window) == ["Ferry", "Bridge", "School"], "the answer comes later"
    wait(lambda: {line.title for line in window.start_page.list.lines()} == {"School"}, "the answer")
    assert window.start_page.wanted.hasFocus()


def test_a_search_follows_what_another_window_writes(window: MainWindow, path: Path) -> None:
    search(window, "lighthouse")
    assert heading(window) == "Nothing found"
    with Library.open(path) as other:
        story(other, "Lighthouse goes dark", FERRY)
    wait(lambda: titles(window) == ["Lighthouse goes dark"], "the new story")


# the bin


def binned(window: MainWindow) -> list[str]:
    return [line.title for line in window.bin_page.list.lines()]


def test_a_story_is_restored_whole_by_keys_alone(window: MainWindow) -> None:
    key(Key.Key_Delete)
    window.acts["bin"].trigger()
    assert binned(window) == ["Ferry"]
    assert window.bin_page.list.hasFocus()
    key(Key.Key_Return)
    assert window.bin_page.restore.hasFocus()
    key(Key.Key_Space)
    assert binned(window) == []
    assert window.bin_page.back.hasFocus()
    key(Key.Key_Escape)
    assert "Ferry" in titles(window)
    assert window.start_page.list.hasFocus()


def asked() -> QMessageBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def test_deleting_asks_once_says_what_is_lost_and_return_cancels(window: MainWindow) -> None:
    key(Key.Key_Down)
    key(Key.Key_Delete)
    window.acts["bin"].trigger()
    window.bin_page.delete.click()
    box = asked()
    assert box.text() == "Delete “Bridge” for ever?"
    assert box.informativeText() == "2 articles will be lost. This cannot be undone."
    QTest.keyClick(box, Key.Key_Return)
    wait(lambda: not box.isVisible(), "the question to go")
    assert binned(window) == ["Bridge"]


def test_the_bin_is_emptied_for_ever(window: MainWindow, path: Path) -> None:
    key(Key.Key_Delete)
    key(Key.Key_Delete)
    window.acts["bin"].trigger()
    assert sorted(binned(window)) == ["Bridge", "Ferry"]
    window.bin_page.empty.click()
    press(asked(), "Delete for ever")
    assert binned(window) == []
    with Library.open(path, read_only=True) as other:
        assert other.stories(binned=True) == []
        assert [head.title for head in other.stories()] == ["School"]
    assert not window.front.shelf.can_undo(), "what was deleted for ever is not offered again"

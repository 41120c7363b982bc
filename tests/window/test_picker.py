"""A file that holds several articles opens a list to choose from; nothing is added that was not chosen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shelves import BRIDGE, FERRY, story, windows
from waiting import wait

from mailboxes import mailbox_of
from parallax.article import Article
from parallax.library import MOST_ARTICLES, AddArticle, Library
from parallax.window.articles.address_dialog import AddressDialog
from parallax.window.articles.outcomes import Parcel
from parallax.window.articles.pick import Pick
from parallax.window.articles.picker import PickerDialog
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display

RAW = b"all of the file"


def lettered(number: int) -> str:
    """A word without figures for a number."""
    return "".join(chr(ord("a") + int(figure)) for figure in str(number))


def articles(count: int) -> list[Article]:
    """Invented articles: every third by the Post, the second the copy of the first, each with a day of its own."""
    made = []
    for k in range(count):
        words = " ".join(f"q{lettered(k)}q{lettered(n)}" for n in range(70 + min(k, 40)))
        text = f"The ferry of day {k} was late.\n{words} it was said."
        outlet = ("Vellmar Herald", "Bell", "Post")[k % 3]
        made.append(
            Article.from_text(text, title=f"Ferry late, day {k}", outlet=outlet, published=f"2026-03-{k % 28 + 1:02d}")
        )
    if count > 1:
        made[1] = Article.from_text(made[0].body, title=made[0].title, outlet="Bell")
    return made


def asked(window: MainWindow, count: int, name: str = "export.docx") -> PickerDialog:
    """The dialog that a file of so many articles opens."""
    give(window, count, name)
    wait(lambda: window.picking.dialog is not None and window.picking.dialog.isVisible(), "the dialog")
    dialog = window.picking.dialog
    assert dialog is not None
    wait(dialog.isActiveWindow, "the focus")
    return dialog


def give(window: MainWindow, count: int, name: str = "export.docx") -> None:
    window.session.adding.page_taker()(Parcel(tuple(articles(count)), RAW, name))


def key(dialog: PickerDialog, which: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None and focused.window() is dialog
    QTest.keyClick(focused, which)


def titles(window: MainWindow) -> list[str]:
    return [article.title for article in window.session.articles]


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


@pytest.fixture
def in_story(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a story of six articles."""
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        story(library, "Bridge", *[f"{BRIDGE} It was day {n}." for n in range(6)])
    with windows(path) as opened:
        opened.first.session.open_last()
        wait(lambda: len(opened.first.session.articles) == 6, "the story")
        yield opened.first


def test_articles_are_chosen_by_keyboard_alone_and_added_in_the_order_of_the_file(window: MainWindow) -> None:
    dialog = asked(window, 12)
    assert not dialog.ok.isEnabled()
    for k in range(6):
        if k in (2, 5):
            key(dialog, Qt.Key.Key_Space)
        key(dialog, Qt.Key.Key_Down)
    assert "2 chosen · room for 8" in dialog._said.text()
    said: list[str] = []
    window.statusBar().messageChanged.connect(said.append)
    key(dialog, Qt.Key.Key_Return)
    wait(lambda: len(window.session.articles) == 2, "the articles")
    assert titles(window) == ["Ferry late, day 2", "Ferry late, day 5"]
    assert "2 of the 12 articles in export.docx are added" in said
    assert {a.raw_sha256 for a in window.session.articles} != {""}
    assert window.picking.dialog is None


def test_a_mailbox_opens_the_list_and_the_chosen_messages_are_added(window: MainWindow, tmp_path: Path) -> None:
    path = mailbox_of(tmp_path / "desk.mbox", 12)
    window.open_files([path])
    wait(lambda: window.picking.dialog is not None and window.picking.dialog.isActiveWindow(), "the dialog")
    dialog = window.picking.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "12 articles in desk.mbox"
    key(dialog, Qt.Key.Key_Down)
    key(dialog, Qt.Key.Key_Space)
    key(dialog, Qt.Key.Key_Return)
    wait(lambda: titles(window) == ["Pier 1 is shut"], "the article")
    (article,) = window.session.articles
    assert article.location == str(path)
    assert window.session.library.raw(article.id) == path.read_bytes()


def test_escape_leaves_and_nothing_is_added(window: MainWindow) -> None:
    dialog = asked(window, 12)
    key(dialog, Qt.Key.Key_Space)
    key(dialog, Qt.Key.Key_Escape)
    wait(lambda: window.picking.dialog is None, "the end of the dialog")
    wait(lambda: not window.session.busy, "what may come")
    assert window.session.story is None
    assert window.session.room == MOST_ARTICLES


def test_all_are_ticked_at_first_where_there_is_room_for_all(window: MainWindow) -> None:
    dialog = asked(window, 4)
    assert dialog.ok.text() == "&Add 4"
    dialog.accept()
    wait(lambda: len(window.session.articles) == 4, "the articles")


def test_more_than_there_is_room_for_is_said_and_not_added(in_story: MainWindow) -> None:
    dialog = asked(in_story, 30)
    assert "room for 2" in dialog._said.text()
    dialog.line.setText("day 2")  # 2, 12 and 20 to 29
    dialog.all_button.click()
    assert dialog._trouble.isVisible()
    assert dialog._trouble.text() == "⚠ 12 are chosen, and there is room for 2: take 10 out."
    assert not dialog.ok.isEnabled()
    dialog.none_button.click()
    assert not dialog._trouble.isVisible()
    dialog.list.go_to(20)
    dialog.list.setFocus()
    key(dialog, Qt.Key.Key_Space)
    dialog.line.clear()
    key(dialog, Qt.Key.Key_Return)
    wait(lambda: len(in_story.session.articles) == 7, "the article")
    assert titles(in_story)[6] == "Ferry late, day 20"


def test_a_new_story_may_be_made_of_them_while_one_is_open(in_story: MainWindow) -> None:
    before = in_story.session.story
    dialog = asked(in_story, 9)
    dialog._apart.click()
    assert "room for 8" in dialog._said.text()
    dialog.pick.tick([3, 4], True)
    dialog.list.rows.turned.emit()
    dialog.accept()
    wait(lambda: len(in_story.session.articles) == 2, "the new story")
    assert before is not None and in_story.session.story is not None
    assert in_story.session.story.id != before.id
    assert len(in_story.session.library.story(before.id).articles) == 6


def test_words_order_and_ticks_act_on_what_is_shown_and_what_is_hidden_stays_ticked(window: MainWindow) -> None:
    dialog = asked(window, 30)
    dialog.line.setText("post ferry")
    assert dialog.pick.listed == list(range(2, 30, 3))
    dialog.line.setText("QHQDE")
    assert dialog.pick.listed == [7], "the text is looked through, too"
    dialog.all_button.click()
    dialog.line.setText("qiqde")
    assert "1 chosen, 1 of them not shown" in dialog._said.text()
    dialog.line.clear()
    dialog._order_by_heading(4)
    assert dialog.pick.listed[0] in (0, 1), "the shortest first"
    dialog._order_by_heading(4)
    assert dialog.pick.listed[0] == 29, "the longest first"
    assert dialog.order.currentText() == "longest first"
    dialog.order.setCurrentIndex(4)
    dialog.order.activated.emit(4)
    assert dialog.pick.listed[0] == 27, "the newest first"


def test_the_reader_stays_at_the_article_while_he_types(window: MainWindow) -> None:
    dialog = asked(window, 30)
    dialog.list.go_to(17)
    assert "day 17" in dialog.preview.toPlainText()
    dialog.line.setText("day 1")
    assert dialog.list.current == 17
    dialog.line.setText("day 2")
    assert dialog.list.current == 2
    assert "day 2" in dialog.preview.toPlainText()
    dialog.line.setText("nothing of the sort")
    assert dialog.list.current is None
    assert dialog.preview.toPlainText() == ""
    QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is dialog.list


def test_copies_are_marked_within_the_file_and_against_the_story(in_story: MainWindow) -> None:
    given_before = in_story.session.articles[0]
    parcel = Parcel((*articles(2), Article.from_text(given_before.text, outlet="Bell")), RAW, "export.docx")
    in_story.session.adding.page_taker()(parcel)
    wait(lambda: in_story.picking.dialog is not None, "the dialog")
    dialog = in_story.picking.dialog
    assert dialog is not None
    wait(lambda: dialog.pick.copies, "the copies")
    assert dialog.pick.copies == {1: "same text as 1", 2: "same text as Post 1 in the story"}
    assert "same text as 1" in dialog.pick.spoken(1)
    assert not dialog.list.isColumnHidden(5)


def test_one_file_after_the_other_is_asked_about(window: MainWindow) -> None:
    give(window, 9, "first.docx")
    give(window, 10, "second.docx")
    wait(lambda: window.picking.dialog is not None, "the dialog")
    dialog = window.picking.dialog
    assert dialog is not None
    assert "first.docx" in dialog.windowTitle()
    dialog.reject()
    wait(lambda: window.picking.dialog is not None, "the next dialog")
    assert window.picking.dialog is not None
    assert window.picking.dialog is not dialog
    assert "10 articles in second.docx" in window.picking.dialog.windowTitle()


def test_return_in_the_line_goes_on_to_the_list_and_adds_nothing(window: MainWindow) -> None:
    dialog = asked(window, 4)
    dialog.line.setFocus()
    QTest.keyClicks(dialog.line, "day 2")
    key(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.list.hasFocus()
    assert window.session.story is None


def test_it_waits_until_the_reader_has_done_with_another_dialog(window: MainWindow) -> None:
    window.acts["add_address"].trigger()
    other = QApplication.activeModalWidget()
    assert isinstance(other, AddressDialog)
    give(window, 4)
    QTest.qWait(400)
    assert QApplication.activeModalWidget() is other
    other.reject()
    wait(lambda: isinstance(QApplication.activeModalWidget(), PickerDialog), "the dialog")


def test_an_article_that_comes_meanwhile_takes_room_and_begins_the_story_of_both(window: MainWindow) -> None:
    dialog = asked(window, 8)
    assert dialog.ok.text() == "&Add 8"
    window.session.add_pasted("The ferry came in the end.")
    assert dialog._trouble.text() == "⚠ 8 are chosen, and there is room for 7: take 1 out."
    dialog.pick.tick([7], False)
    dialog.list.rows.turned.emit()
    dialog.accept()
    wait(lambda: len(window.session.articles) == 8, "the articles beside the pasted one")


def test_a_story_that_another_window_filled_meanwhile_takes_no_more(in_story: MainWindow, tmp_path: Path) -> None:
    shown = in_story.session.story
    assert shown is not None
    with Library.open(tmp_path / "library.sqlite") as library:
        for words in ("One more.", "And another."):
            library.apply(AddArticle(shown.id, Article.from_text(words)))
    in_story.session.adding.chosen(Parcel((), RAW), articles(1), shown.id)
    wait(lambda: "not all that came were added" in in_story.notice.text, "the word")
    in_story.session.add_pasted("A text without room.")
    wait(lambda: "the pasted text was kept apart" in in_story.notice.text, "the word about it")
    assert len(in_story.session.library.story(shown.id).articles) == MOST_ARTICLES
    assert len(in_story.session.library.held_pastes()) == 1


def test_articles_go_to_the_story_that_the_list_named_though_another_is_open_by_now(
    window: MainWindow, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        ferry, bridge = story(library, "Ferry", FERRY), story(library, "Bridge", BRIDGE)
    window.open_story(ferry)
    dialog = asked(window, 3)
    assert "“Ferry”" in dialog._here.text()
    window.open_story(bridge)
    dialog.accept()
    wait(lambda: not window.session.adding.count, "the articles")
    assert len(window.session.library.story(ferry).articles) == 4
    assert [article.text for article in window.session.articles] == [BRIDGE]


def test_articles_asked_of_where_no_story_was_open_begin_one_beside_the_story_that_came_meanwhile(
    window: MainWindow, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        bridge = story(library, "Bridge", BRIDGE)
    dialog = asked(window, 3)
    window.open_story(bridge)
    dialog.accept()
    wait(lambda: not window.session.adding.count, "the articles")
    assert [article.text for article in window.session.articles] == [BRIDGE]
    assert sorted(head.articles for head in window.session.stories()) == [1, 3]


def test_one_of_many_takes_the_place_of_a_text_and_the_likest_is_offered(window: MainWindow) -> None:
    dialog = asked(window, 3)
    dialog.pick.tick([0, 1], False)
    dialog.accept()
    wait(lambda: titles(window) == ["Ferry late, day 2"], "the article")
    known = window.session.articles[0]
    window.marks.revising._take(known.id, Parcel(tuple(articles(12)), RAW, "newer.docx"))
    wait(lambda: window.picking.dialog is not None, "the dialog")
    dialog = window.picking.dialog
    assert dialog is not None
    wait(lambda: dialog.list.current == 2, "the one that is most like it")
    assert not dialog.all_button.isVisible()
    dialog.list.go_to(7)
    dialog.accept()
    wait(lambda: titles(window) == ["Ferry late, day 7"], "the other text")
    assert window.session.articles[0].id == known.id


def test_thousands_are_listed_and_looked_through_at_once(window: MainWindow) -> None:
    dialog = asked(window, 2_000)
    begun = time.process_time()
    for words in ("day", "day 19", f"q{lettered(1999)}q", ""):
        dialog.line.setText(words)
        QApplication.processEvents()
    assert time.process_time() - begun < 4, "a quarter of a second where nothing else runs"
    assert len(dialog.pick.listed) == 2_000
    drawn = dialog.list.viewport().height() // dialog.list.sizeHintForRow(0)
    assert 5 < drawn < 100, "only what is seen is drawn"


def test_the_size_of_the_dialog_is_kept(window: MainWindow) -> None:
    dialog = asked(window, 12)
    dialog.resize(dialog.width() - 60, dialog.height() - 40)
    QTest.qWait(200)
    size = dialog.size()
    dialog.reject()
    again = asked(window, 12)
    wait(lambda: again.size() == size, "the size")


def test_with_letters_twice_as_large_the_headline_keeps_its_room(window: MainWindow, application: QApplication) -> None:
    usual = application.font()
    large = QFont(usual)
    large.setPointSizeF(2 * usual.pointSizeF())
    try:
        application.setFont(large)
        dialog = asked(window, 12)
        dialog.resize(dialog.minimumSizeHint().width(), 600)
        QTest.qWait(200)
        letters = dialog.list.columnWidth(1) / dialog.list.fontMetrics().averageCharWidth()
        assert letters >= 10
        assert dialog.list.isColumnHidden(4)
    finally:
        application.setFont(usual)


def test_a_headline_of_tricks_is_shown_as_it_is() -> None:
    odd = Article.from_text("Words.", title="<b>Bold</b> & \u202ereversed", outlet="A & B")
    pick = Pick([odd, odd], one=False)
    assert pick.entries[0].headline == "<b>Bold</b> & \u202ereversed"
    assert pick.spoken(0).startswith("not chosen, 1, <b>Bold</b>")

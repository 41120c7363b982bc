"""What reading left out of a text and joined is shown, and comes back piece by piece; where particulars came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cleaned_window import PAGE, PIECES, TOLD, make_cleaned
from marked_window import compared, copied, dialog, key, on_disk, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget
from waiting import wait

from parallax.article import Article
from parallax.library import Library, ReviseArticle
from parallax.window.articles.article_dialogs import ParticularsDialog
from parallax.window.articles.cleaning_dialog import CleaningDialog
from parallax.window.main_window import MainWindow
from parallax.window.texts.column import Column

pytestmark = pytest.mark.display


@pytest.fixture(scope="module")
def cleaned(application: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cleaned(tmp_path_factory.mktemp("cleaned"))


@pytest.fixture
def window(cleaned: Path, tmp_path: Path) -> Iterator[MainWindow]:
    with opened(copied(cleaned, tmp_path)) as made:
        wait(lambda: compared(made), "the comparison")
        yield made


def column(window: MainWindow) -> Column:
    return window.page.side.column(0)


def line_of(window: MainWindow) -> QToolButton:
    """The words in the head of the column that open the dialog."""
    return next(b for b in column(window).findChildren(QToolButton) if b.text().endswith("left out ▸"))


def opened_dialog(window: MainWindow) -> CleaningDialog:
    window.show_view("side")
    window.acts["cleaning"].trigger()
    box = dialog(CleaningDialog)
    assert isinstance(box, CleaningDialog)
    wait(box.pieces.hasFocus, "the focus on the pieces")
    return box


def rows(box: CleaningDialog) -> list[str]:
    """The lines of the list, from top to bottom."""
    found = []
    item = box.pieces.topLevelItem(0)
    while item is not None:
        found.append(item.text(0))
        item = box.pieces.itemBelow(item)
    return found


def article(window: MainWindow) -> Article:
    return window.session.articles[0]


def closed(box: QWidget) -> None:
    key(box, Qt.Key.Key_Escape)
    wait(lambda: QApplication.activeModalWidget() is None, "the dialog to close")


def test_the_head_of_the_column_says_how_much_was_left_out_and_opens_the_dialog(window: MainWindow) -> None:
    window.show_view("side")
    line = line_of(window)
    assert line.text() == "5 left out ▸"
    assert line.accessibleName() == "5 pieces left out of The Harbour Tribune"
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    line.click()
    closed(dialog(CleaningDialog))


def test_a_text_of_which_nothing_was_left_out_has_no_such_line(window: MainWindow) -> None:
    window.session.add_pasted("Ferry aground\n\nNine were hurt.\n")
    wait(lambda: len(window.session.articles) == 2, "the article")
    heads = [window.page.side.column(n)._header.sizeHint().height() for n in range(2)]
    assert not window.page.side.column(1)._left_out.isVisible()
    assert heads[0] == heads[1], "the texts stand level"


def test_the_pieces_stand_in_groups_in_the_order_of_the_text_with_what_is_told_on_top(window: MainWindow) -> None:
    box = opened_dialog(window)
    assert box.told.toPlainText().split("\n")[:3] == [
        TOLD,
        "Headline: Ferry runs aground off Castle Point – from og:title",
        "Outlet: The Harbour Tribune – from og:site_name",
    ]
    assert rows(box)[:6] == [
        "Left out a menu (1)",
        "Home News Sport Weather",
        "Left out related links (2)",
        "Read more: The winter timetable",
        "Most read: Snow closes the pass road",
        "Left out share buttons (1)",
    ]
    assert box.words.toPlainText() == "Home News Sport Weather"
    assert box.words.accessibleDescription() == "Stood at the beginning, before all that is shown"
    closed(box)


def test_space_puts_the_chosen_piece_back_and_undo_takes_it_out_again(window: MainWindow) -> None:
    before = article(window)
    box = opened_dialog(window)
    key(box.pieces, Qt.Key.Key_Down)
    key(box.pieces, Qt.Key.Key_Down)
    assert box.words.toPlainText() == "Read more: The winter timetable"
    assert box.place.text().startswith("Stood after “A ferry with 140 people")
    key(box.pieces, Qt.Key.Key_Space)
    assert "said.\nRead more: The winter timetable\nThe harbour master" in article(window).text
    assert article(window).raw_sha256 == before.raw_sha256 != ""
    assert box.said.text == "One piece was put back; every mark is in its place"
    assert box.pieces.hasFocus()
    assert "Read more: The winter timetable" not in rows(box)
    QTest.keySequence(box, "Ctrl+Z")
    assert article(window) == before == on_disk(window).articles[0]
    assert "Read more: The winter timetable" in rows(box)
    closed(box)


def test_lines_are_parted_again(window: MainWindow) -> None:
    box = opened_dialog(window)
    box.filter.setText("joined harbour")
    key(box.filter, Qt.Key.Key_Return)
    assert box.pieces.hasFocus()
    assert box.back.text() == "&Part the lines"
    assert box.words.toPlainText().count("\n") == 1
    box.back.click()
    assert "The harbour master, Ned Calloway, said\nthat the buoy" in article(window).text
    assert box.said.text.startswith("Lines were parted in one place")
    assert box.nothing.text() == "No piece has these words."
    closed(box)


def test_a_group_is_put_back_by_its_head_and_shown_when_the_dialog_closes(window: MainWindow) -> None:
    box = opened_dialog(window)
    for _ in range(2):
        key(box.pieces, Qt.Key.Key_Down)
    key(box.pieces, Qt.Key.Key_Up)
    assert box.back.text() == "&Put back (2)"
    key(box.pieces, Qt.Key.Key_Return)
    assert "Read more: The winter timetable\n" in article(window).text
    assert "Most read: Snow closes the pass road" in article(window).text
    closed(box)
    text = column(window).text
    assert article(window).text[text.caret() :].startswith("Read more")


def test_all_come_back_at_once_and_then_there_is_nothing_more(window: MainWindow) -> None:
    box = opened_dialog(window)
    box.all_back.click()
    assert article(window).text == "\n".join(piece.was or piece.text for piece in PIECES)
    assert not box.parts.isVisible()
    assert box.nothing.text().startswith("There is nothing to put back")
    assert not line_of(window).isVisible()
    closed(box)
    window.acts["undo"].trigger()
    assert line_of(window).text() == "5 left out ▸"


def test_the_original_file_is_saved_as_it_was(window: MainWindow, tmp_path: Path) -> None:
    box = opened_dialog(window)
    box.save.click()
    chooser = dialog(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    assert [Path(name).name for name in chooser.selectedFiles()] == ["ferry.html"]
    chooser.fileSelected.emit(str(tmp_path / "out.html"))
    chooser.reject()
    assert (tmp_path / "out.html").read_bytes() == PAGE
    assert box.said.text == f"The original file was written to out.html, {len(PAGE)} bytes"
    assert not box.said.undo.isVisible()
    closed(box)


def test_a_text_that_another_window_changed_is_not_touched_and_that_is_said(window: MainWindow) -> None:
    box = opened_dialog(window)
    other = Article.from_text("Quite another text.")
    with Library.open(window.session.library.path) as library:
        library.apply(ReviseArticle(on_disk(window).id, replace(other, id=article(window).id)))
    key(box.pieces, Qt.Key.Key_Space)
    assert on_disk(window).articles[0].text == "Quite another text."
    assert "changed by another window" in box.said.text
    assert not box.said.undo.isVisible()
    closed(box)


def test_an_article_that_leaves_the_story_closes_its_dialog(window: MainWindow) -> None:
    opened_dialog(window)
    window.session.remove_article(0)
    wait(lambda: QApplication.activeModalWidget() is None, "the dialog to close")


def test_everything_in_the_dialog_can_be_heard_and_reached(window: MainWindow) -> None:
    box = opened_dialog(window)
    reached = set()
    for _ in range(12):
        reached.add(QApplication.focusWidget())
        key(QApplication.focusWidget() or box, Qt.Key.Key_Tab)
    assert {box.told, box.filter, box.pieces, box.words, box.back, box.all_back, box.save} <= reached
    for part in (box.told, box.filter, box.pieces, box.words):
        assert part.accessibleName()
    item = box.pieces.topLevelItem(0)
    assert item is not None
    assert item.child(0).data(0, Qt.ItemDataRole.AccessibleTextRole) == "Home News Sport Weather – Left out a menu."
    closed(box)


def test_the_particulars_say_where_each_came_from_and_what_the_reader_writes_is_the_readers(window: MainWindow) -> None:
    window.show_view("side")
    window.acts["particulars"].trigger()
    box = dialog(ParticularsDialog)
    assert isinstance(box, ParticularsDialog)
    assert (box.title.text(), box.title.isReadOnly()) == ("Ferry runs aground off Castle Point", True)
    assert {name: label.text() for name, label in box.sources.items()} == {
        "title": "From og:title",
        "outlet": "From og:site_name",
        "author": "From JSON-LD",
        "published": "From JSON-LD",
    }
    box.author.setText("O. Prewitt")
    assert box.sources["author"].text() == box.author.accessibleDescription() == "Written by you"
    key(box.author, Qt.Key.Key_Return)
    wait(lambda: article(window).author == "O. Prewitt", "the author")
    assert dict(article(window).sources)["author"] == "you"
    assert dict(article(window).sources)["outlet"] == "og:site_name"

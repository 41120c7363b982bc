"""Links made and taken away by hand, with the keyboard, in a real window with a real analyst."""

from __future__ import annotations

import pytest
from marked_window import (
    caret,
    choose,
    compared,
    comparison_of,
    difference,
    key,
    on_disk,
    place,
    popup,
    select,
    story_of,
)
from PySide6.QtCore import Qt
from waiting import wait

from parallax.window.main_window import MainWindow
from parallax.window.texts.readings import sentence_at

pytestmark = pytest.mark.display
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def sentence(window: MainWindow, article: int, words: str) -> tuple[int, int]:
    found = sentence_at(comparison_of(window), article, place(window, article, words)[1])
    assert found is not None
    return article, found


def links(window: MainWindow) -> dict[frozenset[tuple[int, int]], str]:
    return {frozenset({(k.a, k.i), (k.b, k.j)}): k.made_by for k in comparison_of(window).links}


def text(window: MainWindow, article: int) -> object:
    return window.page.side.column(article).text


def test_a_link_is_made_by_keys_alone_and_told_as_made_by_hand(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    first = text(window, 0)
    key(first, Qt.Key.Key_L, CONTROL)
    line = window.marks.ask_line
    assert line.isVisible()
    assert "Then the lights went out" in line.text
    key(first, Qt.Key.Key_F6)
    second = text(window, 1)
    assert second.hasFocus()
    second.put_caret(place(window, 1, "Nine passengers")[1] + 2)
    key(second, Qt.Key.Key_Return)
    assert not line.isVisible()
    pair = frozenset({sentence(window, 0, "Then the lights"), sentence(window, 1, "Nine passengers")})
    wait(lambda: compared(window) and links(window).get(pair) == "reader", "the link")
    assert [c.kind for c in on_disk(window).corrections] == ["link"]
    assert window.marks.done_line.text.startswith("Linked by hand")
    column = window.page.side.column(0)
    number = sentence(window, 0, "Then the lights")[1]
    assert "Post (linked by hand)" in column.margin.reported(number)
    window.page.show_reading(*place(window, 0, "Then the lights"))
    assert window.page.side.column(1).header_line() == "linked by hand"


def test_a_link_by_click_leaves_the_texts_where_they_are(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    window.acts["link"].trigger()
    tops = window.page.side.position()
    window.page.side.column(1).sentence_clicked.emit(sentence(window, 1, "Nine passengers")[1])
    pair = frozenset({sentence(window, 0, "Then the lights"), sentence(window, 1, "Nine passengers")})
    wait(lambda: compared(window) and links(window).get(pair) == "reader", "the link")
    assert window.page.side.position() == tops


def test_escape_leaves_the_mode_and_nothing_is_linked(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    window.acts["link"].trigger()
    key(text(window, 0), Qt.Key.Key_Escape)
    assert not window.marks.ask_line.isVisible()
    window.page.side.column(1).sentence_clicked.emit(2)
    assert story_of(window).corrections == ()


def test_a_partner_in_the_same_column_is_refused_in_words_and_the_mode_goes_on(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    window.acts["link"].trigger()
    first = text(window, 0)
    first.put_caret(place(window, 0, "Twelve passengers")[1])
    key(first, Qt.Key.Key_Return)
    assert "must be in another column" in window.marks.ask_line.text
    assert window.marks.ask_line.isVisible()
    assert story_of(window).corrections == ()


def test_from_another_view_the_key_says_what_to_do_first(window: MainWindow) -> None:
    window.show_view("sheet")
    window.acts["link"].trigger()
    assert window.page.view == "side"
    assert "press Ctrl+L" in window.statusBar().currentMessage()


def test_the_pair_of_the_current_difference_is_unlinked(window: MainWindow) -> None:
    window.show_view("sheet")
    window.choose(difference(window, "number", "Twelve"))
    pair = frozenset({sentence(window, 0, "Twelve passengers"), sentence(window, 1, "Nine passengers")})
    assert pair in links(window)
    key(window, Qt.Key.Key_L, CONTROL | SHIFT)
    wait(lambda: compared(window) and pair not in links(window), "the link to go")
    assert window.marks.done_line.text.startswith("No longer linked")
    window.acts["undo"].trigger()
    wait(lambda: compared(window) and pair in links(window), "the link to come back")


def test_of_several_partners_the_reader_chooses(window: MainWindow) -> None:
    caret(window, 0, "The ship was towed")
    key(text(window, 0), Qt.Key.Key_Return)
    own = sentence(window, 0, "The ship was towed")
    window.acts["unlink"].trigger()
    choose(popup(), "From Bell")
    gone = frozenset({own, sentence(window, 2, "The boat was towed")})
    wait(lambda: compared(window) and gone not in links(window), "the link to go")
    assert frozenset({own, sentence(window, 1, "The vessel was towed")}) in links(window)


def test_where_nothing_is_linked_the_key_says_so(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    window.acts["unlink"].trigger()
    assert "Nothing is linked here" in window.statusBar().currentMessage()


def test_a_link_that_takes_a_link_back_undoes_what_said_the_opposite(window: MainWindow) -> None:
    window.choose(difference(window, "number", "Twelve"))
    pair = frozenset({sentence(window, 0, "Twelve passengers"), sentence(window, 1, "Nine passengers")})
    window.show_view("sheet")
    window.acts["unlink"].trigger()
    wait(lambda: compared(window) and pair not in links(window), "the link to go")
    select(window, 0, "Twelve passengers were hurt.")
    window.acts["link"].trigger()
    window.page.side.column(1).sentence_clicked.emit(sentence(window, 1, "Nine passengers")[1])
    wait(lambda: compared(window) and links(window).get(pair) == "reader", "the link by hand")
    assert [c.kind for c in on_disk(window).corrections] == ["link"]
    assert on_disk(window).tray == ()


def test_stepping_through_the_other_text_does_not_answer_but_return_does(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    window.acts["link"].trigger()
    second = window.page.side.column(1).text
    second.setFocus()
    second.put_caret(place(window, 1, "Nine passengers")[1])
    for _ in range(2):
        window.acts["next_sentence"].trigger()
    window.acts["previous_sentence"].trigger()
    assert window.marks.ask_line.isVisible()
    assert story_of(window).corrections == ()
    key(second, Qt.Key.Key_Return)
    assert not window.marks.ask_line.isVisible()
    wait(lambda: compared(window) and on_disk(window).corrections, "the link")


def test_another_view_ends_the_mode(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    window.acts["link"].trigger()
    window.acts["sheet"].trigger()
    assert not window.marks.ask_line.isVisible()
    assert window.page.picking is None

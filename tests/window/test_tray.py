"""The tray: what no longer fits after a text changed or a correction was refused, and how it comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from marked_window import (
    HERALD,
    POST,
    caret,
    compared,
    comparison_of,
    copied,
    dialog,
    difference,
    key,
    on_disk,
    opened,
    place,
    select,
    story_of,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax import library as lib
from parallax.article import sha256
from parallax.library import Library, Mark
from parallax.values import Correction
from parallax.window.articles.article_dialogs import ParticularsDialog, ReplaceDialog
from parallax.window.corrections import deeds
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


def note(window: MainWindow, article: int, words: str, text: str) -> None:
    select(window, article, words)
    window.acts["note"].trigger()
    QTest.keyClicks(window.marks.noting.field.edit, text)
    window.marks.flush()


def replace_text(window: MainWindow, article: int, text: str) -> None:
    """Through the dialog, as a reader would."""
    caret(window, article, window.session.articles[article].text[:5])
    before = window.session.articles[article].text_sha256
    window.acts["replace_text"].trigger()
    box = dialog(ReplaceDialog)
    assert isinstance(box, ReplaceDialog)
    QGuiApplication.clipboard().setText(text)
    box.paste.click()
    box.ok.click()
    wait(lambda: window.session.articles[article].text_sha256 != before, "the new text")
    wait(lambda: compared(window), "the comparison")


def test_a_note_on_words_that_are_gone_lies_in_the_tray_and_is_put_back_by_hand(window: MainWindow) -> None:
    note(window, 0, "towed to Sall", "by whom?")
    assert not window.marks.dock.isVisible()
    replace_text(window, 0, HERALD.replace("towed to Sall", "brought into port"))
    assert window.marks.dock.isVisible()
    assert window.marks.dock.windowTitle() == "Tray (1)"
    tray = window.marks.tray.tray
    said = tray.list.item(0).text()
    assert "by whom?" in said
    assert "towed to Sall" in said
    assert "Why: the text changed, and these words no longer stand in it" in said
    assert "1 mark is in the tray" in window.notice.text
    select(window, 0, "brought into port")
    tray.buttons[0].click()
    assert on_disk(window).tray == ()
    (mark,) = [m for m in on_disk(window).marks if m.kind == "note"]
    assert [r.exact for r in mark.readings] == ["brought into port"]
    assert window.page.side.column(0).margin.notes_on(*place(window, 0, "brought into port")[1:])


def test_a_note_that_went_to_the_tray_leaves_no_empty_field_on_words_that_are_gone(window: MainWindow) -> None:
    note(window, 0, "towed to Sall", "by whom?")
    field = window.marks.noting.field
    assert field.isVisible()
    replace_text(window, 0, HERALD.replace("towed to Sall", "brought into port"))
    assert not field.isVisible()
    assert field.target is None


def test_a_note_that_went_along_with_its_words_can_be_written_on(window: MainWindow) -> None:
    note(window, 0, "towed to Sall", "by whom?")
    replace_text(window, 0, HERALD.replace("Twelve passengers were hurt.\n\n", ""))
    field = window.marks.noting.field
    assert field.text == "by whom?"
    QTest.keyClicks(field.edit, " And when?")
    window.marks.flush()
    assert field.said == "Saved"
    (mark,) = [m for m in on_disk(window).marks if m.kind == "note"]
    assert sorted(mark.note.split()) == ["And", "by", "when?", "whom?"]
    assert mark.readings[0].exact == "towed to Sall"


def test_words_typed_while_another_window_takes_their_place_away_are_kept_with_the_note(window: MainWindow) -> None:
    note(window, 0, "towed to Sall", "by whom?")
    QTest.keyClicks(window.marks.noting.field.edit, " And when?")
    article = window.session.articles[0]
    text = article.text.replace("towed to Sall", "brought into port")
    with Library.open(window.session.library.path) as other:
        other.apply(lib.ReviseArticle(story_of(window).id, replace(article, text=text, text_sha256=sha256(text))))
    window.session.look_elsewhere()
    window.marks.flush()
    (item,) = [t.item for t in on_disk(window).tray]
    assert isinstance(item, Mark)
    assert item.note == "by whom? And when?"


def test_an_empty_tray_offers_nothing_to_do(window: MainWindow) -> None:
    window.acts["tray"].trigger()
    tray = window.marks.tray.tray
    assert not tray.list.isVisible()
    assert not any(button.isEnabled() for button in tray.buttons)
    note(window, 0, "towed to Sall", "by whom?")
    replace_text(window, 0, HERALD.replace("towed to Sall", "brought into port"))
    assert all(button.isEnabled() for button in tray.buttons)


def test_the_tray_is_worked_by_keys_alone(window: MainWindow) -> None:
    note(window, 0, "towed to Sall", "by whom?")
    replace_text(window, 0, HERALD.replace("towed to Sall", "brought into port"))
    caret(window, 0, "The ship was")
    window.marks.dock.hide()
    window.acts["tray"].trigger()
    tray = window.marks.tray.tray
    assert tray.list.hasFocus()
    key(tray.list, Qt.Key.Key_Tab)
    key(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tray.buttons[1]
    key(tray.buttons[1], Qt.Key.Key_Space)
    (mark,) = [m for m in on_disk(window).marks if m.kind == "note"]
    assert mark.readings[0].exact.startswith("The ship was brought into port")


def test_what_is_in_the_tray_can_be_given_up_and_undo_brings_it_back(window: MainWindow) -> None:
    note(window, 0, "towed to Sall", "by whom?")
    replace_text(window, 0, HERALD.replace("towed to Sall", "brought into port"))
    key(window.marks.tray.tray.list, Qt.Key.Key_Delete)
    assert on_disk(window).tray == ()
    assert not [m for m in on_disk(window).marks if m.kind == "note"]
    window.acts["undo"].trigger()
    assert len(on_disk(window).tray) == 1
    assert window.marks.tray.tray.list.count() == 1


def test_a_pair_is_put_back_one_sentence_after_the_other(window: MainWindow) -> None:
    first, other = place(window, 0, "Then the lights went out"), place(window, 1, "Nine passengers were hurt")
    window.session.marking.correct(deeds.linked(first, other), comparison_of(window))
    wait(lambda: compared(window), "the link")
    replace_text(window, 0, HERALD.replace('"Then the lights went out," she said.', "The lamps failed, she said."))
    replace_text(window, 1, POST.replace("Nine passengers were hurt.", "Some people were injured."))
    (item,) = window.session.marking.tray
    assert item.item.kind == "link"
    window.notice.hide()
    caret(window, 0, "The lamps failed")
    window.marks.tray.tray.buttons[1].click()
    line = window.marks.ask_line
    assert line.isVisible()
    assert "Nine passengers were hurt" in line.text
    assert "Post" in line.text
    text = window.page.side.column(0).text
    text.put_caret(place(window, 0, "The ship was towed")[1])
    key(text, Qt.Key.Key_Return)
    assert line.text.startswith("These words must be in Post.")
    text = window.page.side.column(1).text
    text.put_caret(place(window, 1, "Some people were injured")[1])
    text.setFocus()
    key(text, Qt.Key.Key_Return)
    wait(lambda: compared(window) and any(k.made_by == "reader" for k in comparison_of(window).links), "the link")
    assert on_disk(window).tray == ()


def test_words_in_another_article_are_refused_for_what_is_no_note(window: MainWindow) -> None:
    window.session.marking.set_checked(difference(window, "number", "Twelve"), True)
    replace_text(window, 0, HERALD.replace("Twelve passengers", "Some passengers"))
    (item,) = window.session.marking.tray
    assert isinstance(item.item, Mark)
    select(window, 1, "Nine")
    window.marks.tray.tray.buttons[0].click()
    assert "must be in Herald" in window.statusBar().currentMessage()
    assert len(on_disk(window).tray) == 1


def test_what_was_only_seen_never_lies_in_the_tray(window: MainWindow) -> None:
    window.session.marking.see(difference(window, "number", "Twelve"))
    replace_text(window, 0, HERALD.replace("Twelve passengers", "Some passengers"))
    assert window.session.marking.tray == ()
    assert not window.marks.dock.isVisible()


def test_several_refused_corrections_are_one_notice_that_leads_to_the_tray(window: MainWindow) -> None:
    story = story_of(window).id
    kinds = [("number", "Twelve"), ("date", "Friday")]
    c = comparison_of(window)
    chosen = [c.differences[difference(window, kind, words)] for kind, words in kinds]
    with Library.open(window.session.library.path) as other:
        for d in chosen:  # of a kind that is not found there
            readings = lib.readings(c.articles, d.spans)
            other.apply(lib.AddCorrection(story, "another kind", readings, "negation wording"))
    window.session.look_elsewhere()
    wait(lambda: len(window.session.marking.tray) == 2, "the tray")
    told = [line for line in window.notice.text.split("\n") if "tray" in line]
    assert len(told) == 1
    assert told[0].startswith("2 corrections no longer apply and lie in the tray: ")
    window.marks.dock.hide()
    window.notice.choices[-1].click()
    assert window.marks.dock.isVisible()
    assert window.marks.tray.tray.list.hasFocus()


def test_a_file_is_read_again_and_the_reader_stays_at_his_words(story: Path, window: MainWindow) -> None:
    path = Path(window.session.articles[0].location)
    window.session.marking.set_checked(difference(window, "date", "Friday"), True)
    text = window.page.side.column(0).text
    caret(window, 0, "The harbour master")
    text.set_top(place(window, 0, "The harbour master")[1])
    long = HERALD.replace("A ferry with", "In the first storm of the year, a ferry with").replace("Twelve", "Thirteen")
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(long, encoding="utf-8")
        window.acts["read_again"].trigger()
        wait(lambda: "first storm" in window.session.articles[0].text, "the new text")
    finally:
        path.write_text(before, encoding="utf-8")
    wait(lambda: compared(window), "the comparison")
    assert window.session.articles[0].outlet == "Herald"
    top = window.page.side.position()[0]
    assert window.session.articles[0].text[top:].startswith("The harbour master")
    assert window.session.state.checked[difference(window, "date", "Friday")] == "checked"
    window.acts["undo"].trigger()
    wait(lambda: "first storm" not in window.session.articles[0].text, "the earlier text")


def test_the_same_file_again_says_that_nothing_changed(window: MainWindow) -> None:
    caret(window, 0, "The harbour master")
    changes = story_of(window).changes
    window.acts["read_again"].trigger()
    wait(lambda: "same as before" in window.statusBar().currentMessage(), "the word")
    assert story_of(window).changes == changes


def test_particulars_are_kept_and_shown_in_the_header(window: MainWindow) -> None:
    caret(window, 1, "Passengers")
    window.acts["particulars"].trigger()
    box = dialog(ParticularsDialog)
    assert isinstance(box, ParticularsDialog)
    box.outlet.setText("Evening Post")
    box.published.setText("last Tuesday")
    key(box.published, Qt.Key.Key_Return)
    assert "is no date" in box.wrong.text()
    box.published.setText("2026-03-14")
    key(box.published, Qt.Key.Key_Return)
    wait(lambda: window.session.articles[1].outlet == "Evening Post", "the outlet")
    wait(lambda: compared(window), "the comparison")
    assert window.page.side.column(1).name == "Evening Post"
    assert window.page.side.column(1).header_line() == "2026-03-14"


def test_an_edited_text_keeps_its_paragraphs(window: MainWindow) -> None:
    caret(window, 2, "Ferry grounded")
    count = len(window.session.articles[2].paragraphs)
    window.acts["replace_text"].trigger()
    box = dialog(ReplaceDialog)
    assert isinstance(box, ReplaceDialog)
    assert not box.ok.isEnabled()
    box.edit.setPlainText(box.edit.toPlainText().replace("150", "151"))
    box.ok.click()
    wait(lambda: "151" in window.session.articles[2].text, "the new text")
    assert len(window.session.articles[2].paragraphs) == count
    wait(lambda: compared(window), "the comparison")


def test_undo_takes_a_refused_correction_back_and_not_only_its_way_to_the_tray(window: MainWindow) -> None:
    number = difference(window, "number", "Twelve")
    d = comparison_of(window).differences[number]
    wrong = Correction("another kind", d.spans, "negation wording")
    window.session.marking.set_checked(number, True)
    parted = Correction("unlink", (place(window, 0, "Twelve passengers"), place(window, 1, "Nine passengers")))
    window.session.marking.correct(deeds.Deed("both", (parted, wrong)), comparison_of(window))
    wait(lambda: compared(window) and window.session.marking.tray, "the tray")
    assert [c.kind for c in on_disk(window).corrections] == ["unlink"]
    assert window.acts["undo"].text() == "&Undo"
    window.acts["undo"].trigger()
    wait(lambda: compared(window), "the comparison")
    QTest.qWait(200)
    assert on_disk(window).corrections == ()
    assert on_disk(window).tray == ()
    assert [m.kind for m in on_disk(window).marks if m.kind != "seen"] == ["checked"]
    window.acts["redo"].trigger()
    wait(lambda: compared(window) and window.session.marking.tray, "the tray again")
    window.acts["undo"].trigger()
    wait(lambda: compared(window), "the comparison")
    assert on_disk(window).corrections == ()
    window.acts["undo"].trigger()
    assert not [m for m in on_disk(window).marks if m.kind == "checked"]


def test_undo_past_a_refused_correction_works_after_a_restart(story: Path, tmp_path: Path) -> None:
    folder = copied(story, tmp_path)
    with opened(folder) as window:
        d = comparison_of(window).differences[difference(window, "number", "Twelve")]
        window.session.marking.correct(
            deeds.Deed("", (Correction("another kind", d.spans, "negation wording"),)), comparison_of(window)
        )
        wait(lambda: compared(window) and window.session.marking.tray, "the tray")
    with opened(folder) as window:
        wait(lambda: compared(window), "the comparison")
        window.acts["undo"].trigger()
        wait(lambda: compared(window), "the comparison")
        QTest.qWait(200)
        assert on_disk(window).tray == ()
        assert on_disk(window).corrections == ()

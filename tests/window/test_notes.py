"""Notes in a real window on a real library: kept as they are typed, never lost, each leading to its place."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from marked_window import caret, copied, difference, key, on_disk, opened, place, right_click, select, story_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax import library as lib
from parallax.article import sha256
from parallax.library import Library
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


def notes(window: MainWindow) -> list[str]:
    return [m.note for m in on_disk(window).marks if m.kind == "note"]


def write(window: MainWindow, words: str) -> None:
    window.acts["note"].trigger()
    field = window.marks.noting.field
    assert field.edit.hasFocus()
    QTest.keyClicks(field.edit, words)


def saved(window: MainWindow) -> bool:
    return window.marks.noting.field.said == "Saved"


def test_a_note_is_told_as_saved_only_when_it_is_on_the_disk(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "Ask the coastguard.")
    assert window.marks.noting.field.said != "Saved"
    assert notes(window) == []
    wait(lambda: saved(window), "the note to be saved")
    assert notes(window) == ["Ask the coastguard."]
    (mark,) = [m for m in on_disk(window).marks if m.kind == "note"]
    assert mark.difference == "date"
    assert {"Friday", "Thursday"} == {r.exact for r in mark.readings}


def test_a_writer_who_never_rests_is_saved_all_the_same(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "On")
    edit, typed = window.marks.noting.field.edit, time.monotonic()
    while not notes(window):
        assert time.monotonic() - typed < 4
        QTest.keyClicks(edit, " and on", delay=20)
    rest = window.marks.noting.field.text
    wait(lambda: notes(window) == [rest], "the last words")


def test_words_taken_away_again_leave_the_note_saved(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "Ask.")
    wait(lambda: saved(window), "the note to be saved")
    edit = window.marks.noting.field.edit
    QTest.keyClicks(edit, "!")
    assert not saved(window)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert saved(window)


def test_going_on_saves_at_once_and_coming_back_shows_it(window: MainWindow) -> None:
    first = difference(window, "date", "Friday")
    window.choose(first)
    write(window, "first")
    window.acts["previous"].trigger()
    assert window.session.state.current != first
    assert notes(window) == ["first"]
    assert not window.marks.noting.field.isVisible()
    window.choose(first)
    assert window.marks.noting.field.text == "first"


@pytest.mark.parametrize("way", ["leave the field", "close the window", "another story", "a signal to end"])
def test_nothing_typed_is_lost_whichever_way_it_is_left(story: Path, tmp_path: Path, way: str) -> None:
    with opened(copied(story, tmp_path)) as window:
        window.choose(difference(window, "date", "Friday"))
        write(window, "kept")
        name, path = story_of(window).id, window.session.library.path
        if way == "leave the field":
            window.page.focus_view()
        elif way == "close the window":
            window.close()
        elif way == "another story":
            window.leave_story()
        else:
            QApplication.closeAllWindows()
        with Library.open(path, read_only=True) as other:
            assert [m.note for m in other.story(name).marks if m.kind == "note"] == ["kept"]


def test_undo_in_the_field_is_the_fields_and_elsewhere_the_storys(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "one")
    field = window.marks.noting.field
    wait(lambda: saved(window), "the note")
    key(field.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text == ""
    field.flush()
    assert notes(window) == []
    QTest.keyClicks(field.edit, "two")
    key(field.edit, Qt.Key.Key_Escape)
    assert notes(window) == ["two"]
    assert not field.edit.hasFocus()
    assert "write a note" in window.acts["undo"].text()
    window.acts["undo"].trigger()
    assert notes(window) == []
    window.acts["redo"].trigger()
    assert notes(window) == ["two"]


def test_a_note_on_selected_words_has_a_sign_beside_them_and_in_the_lists(window: MainWindow) -> None:
    select(window, 0, "towed to Sall")
    write(window, "by whom?")
    window.marks.flush()
    (mark,) = story_of(window).marks
    assert [r.exact for r in mark.readings] == ["towed to Sall"]
    column = window.page.side.column(0)
    wait(lambda: column.margin.note_boxes(), "the sign")
    box, sign = column.margin.note_boxes()[0]
    assert column.margin.saying(box.center()) == "Note: by whom?"
    assert "Note: by whom?" in column.describe(place(window, 0, "towed to Sall")[1])
    assert sign.mark == mark.id
    window.show_view("rows")
    rows = window.page.rows
    noted = [n for n, row in enumerate(rows.lines) if rows.is_noted(row, 0)]
    assert len(noted) == 1
    spoken = rows.model().index(noted[0], 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("With a note.")


def test_a_note_on_a_difference_shows_in_the_sheet(window: MainWindow) -> None:
    number = difference(window, "date", "Friday")
    window.show_view("sheet")
    window.choose(number)
    write(window, "check")
    window.marks.flush()
    model = window.page.sheet.lines_model
    lines = [line for line in model.lines if number in line.differences]
    assert all("✎ note" in model.what(line) and "with a note" in model.spoken(line) for line in lines)


def test_the_list_of_notes_leads_to_the_place_and_opens_the_note(window: MainWindow) -> None:
    select(window, 1, "Nine passengers were hurt")
    write(window, "how badly?")
    window.marks.flush()
    window.show_view("sheet")
    window.acts["tray"].trigger()
    assert window.marks.dock.isVisible()
    tray = window.marks.tray
    assert tray.tabs.currentWidget() is tray.notes
    assert "how badly?" in tray.notes.list.item(0).text()
    assert tray.notes.list.hasFocus()
    key(tray.notes.list, Qt.Key.Key_Return)
    assert window.page.view == "side"
    assert window.page.side.sentence_here() is not None
    assert window.marks.noting.field.text == "how badly?"


def test_a_caret_in_a_sentence_is_enough_for_a_note(window: MainWindow) -> None:
    caret(window, 2, "The boat was towed")
    write(window, "a boat?")
    window.marks.flush()
    (mark,) = story_of(window).marks
    assert mark.readings[0].exact.startswith("The boat was towed to Sall")


@pytest.mark.parametrize("way", ["caret", "right click"])
def test_a_note_is_on_the_sentence_that_the_reader_went_to_from_the_chosen_one(window: MainWindow, way: str) -> None:
    caret(window, 0, "The ship was")
    text = window.page.side.column(0).text
    window.page.side.previous_sentence()
    chosen = text.chosen
    assert chosen is not None
    at = place(window, 0, "Twelve passengers")[1]
    assert text.sentence_at(at) != chosen
    if way == "caret":
        text.put_caret(at + 3)
    else:
        position = text.cursorRect(QTextCursor(text.document().findBlock(text.offsets.to_utf16(at) + 3))).center()
        right_click(text.viewport(), position).close()
    assert text.chosen == chosen, "the outline stays where it was"
    write(window, "how many?")
    window.marks.flush()
    (mark,) = [m for m in on_disk(window).marks if m.kind == "note"]
    assert mark.readings[0].exact == "Twelve passengers were hurt."


def test_going_on_from_words_not_saved_yet_saves_them_once(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "first")
    told: list[int] = []
    window.session.checked_changed.connect(lambda: told.append(1))
    window.acts["previous"].trigger()
    assert notes(window) == ["first"]
    assert len(told) <= 2, "once for the note, once for what is seen now"
    assert window.marks.noting.field.target is None
    assert window.marks.noting.field.text == ""


def test_a_note_that_waits_for_its_library_is_saved_when_that_is_back(window: MainWindow, tmp_path: Path) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "on the train")
    path, aside = window.session.library.path, tmp_path / "stick"
    aside.mkdir()
    for part in path.parent.glob(f"{path.name}*"):
        shutil.move(part, aside / part.name)
    window.marks.flush()
    window.watch.look()
    assert window.marks.noting.field.said == "Not saved"
    for part in aside.iterdir():
        shutil.move(part, path.parent / part.name)
    wait(lambda: saved(window), "the library to be back, and the note with it")
    assert notes(window) == ["on the train"]


def test_the_note_key_goes_into_the_field_and_back(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers were hurt")
    window.acts["note"].trigger()
    assert window.marks.noting.field.edit.hasFocus()
    window.acts["note"].trigger()
    assert window.page.side.column(0).text.hasFocus()


def test_two_windows_that_write_one_note_keep_both_texts(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "mine")
    window.marks.flush()
    (mark,) = [m for m in story_of(window).marks if m.kind == "note"]
    QTest.keyClicks(window.marks.noting.field.edit, ", and more")
    with Library.open(window.session.library.path) as other:
        other.apply(lib.SetNote(story_of(window).id, "theirs", mark=mark.id))
    window.marks.flush()
    (kept,) = notes(window)
    assert "mine, and more" in kept
    assert "theirs" in kept
    assert window.marks.noting.field.text == kept
    assert "both texts are kept" in window.notice.text


def test_a_note_begun_in_two_windows_is_one_note_with_both_texts(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "mine")
    target = window.marks.noting.field.target
    assert target is not None
    with Library.open(window.session.library.path) as other:
        other.apply(replace(target.wanted(), text="theirs"))
    window.marks.flush()
    (kept,) = notes(window)
    assert "mine" in kept
    assert "theirs" in kept


def test_what_another_window_wrote_appears_when_nothing_is_being_typed(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "mine")
    window.marks.flush()
    (mark,) = [m for m in story_of(window).marks if m.kind == "note"]
    with Library.open(window.session.library.path) as other:
        other.apply(lib.SetNote(story_of(window).id, "theirs", mark=mark.id))
    window.session.look_elsewhere()
    assert window.marks.noting.field.text == "theirs"
    assert notes(window) == ["theirs"]


def test_a_note_that_cannot_be_kept_says_so_and_goes_to_the_clipboard(window: MainWindow) -> None:
    select(window, 0, "towed to Sall")
    write(window, "by whom?")
    article = window.session.articles[0]
    text = article.text.replace("towed to Sall", "brought to Sall")
    changed = replace(article, text=text, text_sha256=sha256(text))
    with Library.open(window.session.library.path) as other:
        other.apply(lib.ReviseArticle(story_of(window).id, changed))
    window.marks.flush()
    assert window.marks.noting.field.said == "Not saved"
    assert window.marks.noting.field.text == "by whom?"
    window.leave_story()
    assert QGuiApplication.clipboard().text() == "by whom?"


def test_a_window_with_an_unsaved_note_closes_only_when_asked_again(window: MainWindow) -> None:
    select(window, 0, "towed to Sall")
    write(window, "by whom?")
    article = window.session.articles[0]
    text = article.text.replace("towed to Sall", "brought to Sall")
    with Library.open(window.session.library.path) as other:
        changed = replace(article, text=text, text_sha256=sha256(text))
        other.apply(lib.ReviseArticle(story_of(window).id, changed))
    window.close()
    assert window.isVisible()
    assert "could not be saved" in window.notice.text
    window.close()
    assert not window.isVisible()


def test_the_note_key_in_a_sentence_opens_the_note_that_is_there(window: MainWindow) -> None:
    select(window, 0, "towed to Sall")
    write(window, "by whom?")
    window.page.focus_view()
    caret(window, 0, "The ship was")
    window.acts["note"].trigger()
    assert window.marks.noting.field.text == "by whom?"
    select(window, 0, "at dusk")
    write(window, "when?")
    window.marks.flush()
    assert sorted(notes(window)) == ["by whom?", "when?"]


def test_undo_over_a_later_change_of_another_window_is_refused_in_words(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    write(window, "mine")
    window.marks.flush()
    window.page.focus_view()
    with Library.open(window.session.library.path) as other:
        other.apply(lib.RenameStory(story_of(window).id, "Another name"))
    window.acts["undo"].trigger()
    assert window.statusBar().currentMessage().startswith("Not done: another window changed this story later")
    assert notes(window) == ["mine"]
    assert story_of(window).title == "Another name"


def test_the_tray_that_was_left_open_is_open_again(story: Path, tmp_path: Path) -> None:
    folder = copied(story, tmp_path)
    with opened(folder) as window:
        assert not window.marks.dock.isVisible()
        window.acts["tray"].trigger()
        assert window.acts["tray"].isChecked()
    with opened(folder) as window:
        assert window.marks.dock.isVisible()
        window.leave_story()
        assert not window.marks.dock.isVisible()


def test_in_the_sheet_a_note_is_on_the_line_that_the_reader_is_at(window: MainWindow) -> None:
    number, date = difference(window, "number", "Twelve"), difference(window, "date", "Friday")
    window.show_view("sheet")
    sheet = window.page.sheet
    window.choose(number, travel=True)
    line = next(line for line in sheet.lines_model.lines if line.differences == (date,))
    sheet.set_current_line(line.key)
    write(window, "when?")
    window.marks.flush()
    (mark,) = [m for m in on_disk(window).marks if m.kind == "note"]
    assert {r.exact for r in mark.readings} == {"Friday", "Thursday"}
    assert window.session.state.current == date
    window.page.focus_view()
    sheet.set_current_line("speaker:olga prewitt")
    write(window, "who is she?")
    window.marks.flush()
    assert sorted(notes(window)) == ["when?", "who is she?"]

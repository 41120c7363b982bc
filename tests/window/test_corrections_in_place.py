"""Corrections where the eye is: what the menu offers, what each changes, and how it is taken back."""

from __future__ import annotations

import pytest
from marked_window import (
    ask_menu,
    caret,
    choose,
    compared,
    comparison_of,
    dialog,
    difference,
    entries,
    key,
    on_disk,
    place,
    popup,
    right_click,
    select,
)
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax.window.corrections.choosing import ChooseDialog
from parallax.window.corrections.quotation_dialog import QuotationDialog
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


def speaker_of(window: MainWindow, article: int, words: str) -> str:
    """Who is said to say these words."""
    c = comparison_of(window)
    names = {s.id: s.name for s in c.speakers}
    number, start, end = place(window, article, words)
    for a in c.attributions:
        if a.article == number and any(s <= start and end <= e for s, e in a.content):
            return names.get(a.speaker or "", "")
    raise AssertionError(f"nobody says {words}")


def is_quoted(window: MainWindow, article: int, words: str) -> bool:
    number, start, end = place(window, article, words)
    return any(
        a.article == number and any(s < end and start < e for s, e in a.content)
        for a in comparison_of(window).attributions
    )


def sentences(window: MainWindow, article: int) -> list[str]:
    text = window.session.articles[article].text
    return [text[s.start : s.end] for s in comparison_of(window).sentences[article]]


def answer(window: MainWindow, name: str, scope: int = 0) -> None:
    box = dialog(ChooseDialog)
    assert isinstance(box, ChooseDialog)
    if box.box.isEditable():
        box.box.setEditText(name)
    else:
        box.box.setCurrentText(name)
    if scope:
        box.choose_scope(scope)
    box.accept()


def done(window: MainWindow) -> str:
    wait(lambda: compared(window) and window.marks.done_line.isVisible(), "what was done")
    return window.marks.done_line.text


# what is offered


def test_only_what_makes_sense_at_a_place_is_offered(window: MainWindow) -> None:
    caret(window, 0, "We felt it")
    offered = entries(ask_menu(window))
    assert "Said by…" in offered
    assert "This is no quotation" in offered
    assert not any("difference" in entry for entry in offered)
    QApplication.activePopupWidget().close()
    caret(window, 0, "The ship was towed")
    offered = entries(ask_menu(window))
    assert not any(word in entry for entry in offered for word in ("Said by", "quotation", "same as"))
    assert any(entry.endswith("> Sentence ends here") for entry in offered)
    QApplication.activePopupWidget().close()
    select(window, 0, "towed to Sall")
    offered = entries(ask_menu(window))
    assert "Somebody is quoted here…" in offered
    assert not any(entry.startswith("Compare") for entry in offered)
    QApplication.activePopupWidget().close()


def test_the_menu_opens_by_right_click_by_the_menu_key_and_by_shift_f10(window: MainWindow) -> None:
    caret(window, 0, "The ship was towed")
    text = window.page.side.column(0).text
    text.bring_into_view(*place(window, 0, "We felt it")[1:])
    at = QPoint(text.lines(*place(window, 0, "We felt it")[1:])[0].center().toPoint())
    clicked = entries(right_click(text.viewport(), at))
    assert "Said by…" in clicked, "what is under the pointer is meant"
    QApplication.activePopupWidget().close()
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), text.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(text.viewport(), pressed)
    assert entries(popup()) == clicked
    QApplication.activePopupWidget().close()
    key(text, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert entries(popup()) == clicked
    QApplication.activePopupWidget().close()


def test_the_menu_can_be_walked_by_keys(window: MainWindow) -> None:
    caret(window, 0, "We felt it")
    menu = ask_menu(window)
    assert menu.activeAction().text() == "Said by…"
    key(menu, Qt.Key.Key_Return)
    box = dialog(ChooseDialog)
    key(box, Qt.Key.Key_Escape)
    assert on_disk(window).corrections == ()


def test_rows_and_sheet_offer_what_stands_in_the_line_and_not_its_whole_words(window: MainWindow) -> None:
    window.show_view("rows")
    window.choose(difference(window, "number", "Twelve"), travel=True)
    offered = entries(ask_menu(window))
    assert "Not a difference (number)" in offered
    assert not any("same thing" in entry or "Somebody" in entry for entry in offered)
    QApplication.activePopupWidget().close()
    window.show_view("sheet")
    sheet = window.page.sheet
    line = next(line for line in sheet.lines_model.lines if line.key.startswith("said:"))
    sheet.set_current_line(line.key)
    offered = entries(ask_menu(window))
    assert "Said by…" in offered
    QApplication.activePopupWidget().close()
    sheet.set_current_line("speaker:olga prewitt")
    index = sheet.currentIndex()
    clicked = entries(right_click(sheet.viewport(), sheet.visualRect(index).center()))
    assert clicked[:2] == ["Olga Prewitt is the same as…", "Olga Prewitt is not the same as…"]
    QApplication.activePopupWidget().close()


# speakers


def test_one_quotation_is_given_to_another_speaker_and_undo_takes_all_of_it_back(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    choose(ask_menu(window), "Said by")
    answer(window, "Ned Calloway")
    assert done(window) == "Said by Ned Calloway: 1 quotation changed"
    assert speaker_of(window, 0, "Then the lights went out") == "Ned Calloway"
    assert speaker_of(window, 0, "We felt it under our feet") == "Olga Prewitt"
    assert [c.kind for c in on_disk(window).corrections] == ["other speaker", "same speaker"]
    window.marks.done_line.undo.click()
    wait(lambda: compared(window) and speaker_of(window, 0, "Then the lights") == "Olga Prewitt", "it to be undone")
    assert on_disk(window).corrections == ()
    assert window.statusBar().currentMessage() == "Undone: correct a speaker"
    window.acts["redo"].trigger()
    wait(lambda: compared(window) and speaker_of(window, 0, "Then the lights") == "Ned Calloway", "it to be redone")


def test_a_quotation_may_change_its_speaker_twice(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    choose(ask_menu(window), "Said by")
    answer(window, "Ned Calloway")
    done(window)
    caret(window, 0, "Then the lights went out")
    choose(ask_menu(window), "Said by")
    answer(window, "Ilse Brandt")
    wait(lambda: compared(window) and speaker_of(window, 0, "Then the lights") == "Ilse Brandt", "the new name")
    assert speaker_of(window, 0, "had been missing since Friday") == "Ned Calloway"
    assert on_disk(window).tray == ()


def test_a_named_source_of_one_article_is_given_to_another_without_the_rest_of_the_story(window: MainWindow) -> None:
    caret(window, 1, "since Thursday")
    choose(ask_menu(window), "Said by")
    answer(window, "Olga Prewitt")
    assert done(window) == "Said by Olga Prewitt: 1 quotation changed"
    assert speaker_of(window, 1, "since Thursday") == "Olga Prewitt"
    assert {speaker_of(window, 0, "since Friday"), speaker_of(window, 2, "nobody had")} == {"Ned Calloway"}
    assert on_disk(window).tray == ()


def test_all_quotations_of_a_speaker_follow_a_new_name(window: MainWindow) -> None:
    caret(window, 0, "We felt it")
    choose(ask_menu(window), "Said by")
    answer(window, "Olga Prewitt-Hall", scope=1)
    assert done(window) == "Said by Olga Prewitt-Hall: 3 quotations changed"
    assert {speaker_of(window, 0, "We felt it"), speaker_of(window, 1, "We felt it")} == {"Olga Prewitt-Hall"}


def test_two_speakers_are_one_and_can_be_taken_apart_again(window: MainWindow) -> None:
    caret(window, 0, "We felt it")
    choose(ask_menu(window), "Olga Prewitt is the same as")
    answer(window, "Ned Calloway")
    wait(lambda: compared(window) and len({speaker_of(window, 0, w) for w in ("We felt", "since Friday")}) == 1, "one")
    caret(window, 0, "We felt it")
    name = speaker_of(window, 0, "We felt it")
    choose(ask_menu(window), f"{name} is not the same as")
    box = dialog(ChooseDialog)
    assert isinstance(box, ChooseDialog)
    wordings = [box.box.itemText(n) for n in range(box.box.count())]
    answer(window, next(w for w in wordings if "Calloway" in w and "master" in w))
    wait(lambda: compared(window) and len({speaker_of(window, 0, w) for w in ("We felt", "since Friday")}) == 2, "two")
    assert on_disk(window).tray == ()


def test_a_speaker_is_renamed_from_the_sheet(window: MainWindow) -> None:
    window.show_view("sheet")
    sheet = window.page.sheet
    sheet.set_current_line("speaker:ned calloway")
    assert sheet.current_line() == "speaker:ned calloway"
    choose(ask_menu(window), "Rename Ned Calloway")
    answer(window, "Edward Calloway")
    assert done(window).startswith("Renamed to Edward Calloway: ")
    assert speaker_of(window, 1, "since Thursday") == "Edward Calloway"
    assert any(line.key == "speaker:edward calloway" for line in sheet.lines_model.lines)


# things


def test_two_wordings_are_one_thing_and_can_be_taken_apart(window: MainWindow) -> None:
    def called(article: int, words: str) -> set[str]:
        c, (n, s, e) = comparison_of(window), place(window, article, words)
        labels = [k for k in c.labels if any(a == n and x < e and s < y for a, x, y in k.mentions)]
        return {c.articles[a].text[x:y] for k in labels for a, x, y in k.mentions}

    select(window, 0, "The ship")
    choose(ask_menu(window), "“The ship” is the same thing as")
    answer(window, "Castle Point")
    assert "is the same thing as" in done(window)
    assert "Castle Point" in called(0, "The ship")
    caret(window, 0, "The ship")
    choose(ask_menu(window), "“The ship” is not the same thing as")
    answer(window, "Castle Point")
    wait(lambda: compared(window) and "Castle Point" not in called(0, "The ship"), "two things")
    assert on_disk(window).tray == ()


# differences


def test_a_difference_is_none_and_the_walk_goes_on_from_there(window: MainWindow) -> None:
    window.show_view("side")
    before = len(comparison_of(window).differences)
    number = difference(window, "number", "Twelve")
    caret(window, 0, "Twelve")
    choose(ask_menu(window), "Not a difference")
    assert done(window) == "Not a difference: 1 difference fewer"
    assert len(comparison_of(window).differences) == before - 1
    assert number < before
    window.acts["next"].trigger()
    assert window.session.state.current is not None


def test_a_difference_is_of_another_kind_from_the_dock(window: MainWindow) -> None:
    window.choose(difference(window, "number", "Twelve"))
    window.panel.focus()
    choose(ask_menu(window), "Another kind", "wording")
    wait(lambda: compared(window) and difference_kind(window, "Twelve") == "wording", "the other kind")


def test_a_difference_may_change_its_kind_twice_and_back(window: MainWindow) -> None:
    for kind in ("wording", "certainty", "number"):
        window.show_view("side")
        caret(window, 0, "Twelve")
        choose(ask_menu(window), "Another kind", kind)
        wait(lambda kind=kind: compared(window) and difference_kind(window, "Twelve") == kind, kind)  # type: ignore[misc]
        assert on_disk(window).tray == ()
    assert on_disk(window).corrections == ()


def difference_kind(window: MainWindow, words: str) -> str:
    c = comparison_of(window)
    return next((d.kind for d in c.differences if any(c.articles[a].text[s:e] == words for a, s, e in d.spans)), "none")


def test_the_dock_offers_who_says_the_words_under_the_pointer(window: MainWindow) -> None:
    window.choose(difference(window, "date", "Friday"))
    readings = window.panel._text
    at = readings.toPlainText().index("had been missing since Friday")
    cursor = readings.textCursor()
    cursor.setPosition(at + 3)
    readings.setTextCursor(cursor)
    window.panel.focus()
    menu = ask_menu(window)
    offered = entries(menu)
    assert "Said by…" in offered
    assert any("Not a difference (date)" in entry for entry in offered)
    menu.close()


# quotations


def test_a_quotation_is_taken_away(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    choose(ask_menu(window), "This is no quotation")
    assert done(window) == "No quotation: 1 quotation changed"
    assert not is_quoted(window, 0, "Then the lights went out")


def test_somebody_is_quoted_where_nobody_was_found(window: MainWindow) -> None:
    assert not is_quoted(window, 0, "inspect its other ships")
    select(window, 0, "inspect its other ships")
    choose(ask_menu(window), "Somebody is quoted here")
    box = dialog(QuotationDialog)
    assert isinstance(box, QuotationDialog)
    assert "Words: inspect its other ships" in box.told
    box.select(*place(window, 0, "The company will")[1:])
    box.select(place(window, 0, "The company will")[1], place(window, 0, "The company will")[1] + len("The company"))
    box.mark("source")
    assert "Source: The company" in box.told
    box.accept()
    assert done(window).startswith("Somebody is quoted here: ")
    assert speaker_of(window, 0, "inspect its other ships")


def test_the_extent_of_a_quotation_is_changed(window: MainWindow) -> None:
    caret(window, 0, "since Friday")
    choose(ask_menu(window), "Change the extent")
    box = dialog(QuotationDialog)
    assert isinstance(box, QuotationDialog)
    box.select(*place(window, 0, "had been missing")[1:])
    box.mark("content")
    assert "Words: had been missing\n" in f"{box.told}\n"
    box.select(*place(window, 0, "replaced")[1:])
    box.buttons["content"].click()
    assert "Words: had been missing … replaced" in box.told
    box.buttons[""].click()
    assert "replaced" not in box.told
    box.accept()
    done(window)
    assert is_quoted(window, 0, "had been missing")
    assert not is_quoted(window, 0, "since Friday")


# sentences, paragraphs, relations


def test_a_sentence_is_split_and_joined_again(window: MainWindow) -> None:
    caret(window, 2, "nobody had reported", after=0)
    choose(ask_menu(window), "Sentence and paragraph", "Sentence ends here")
    wait(lambda: compared(window) and "nobody had reported the missing buoy." in sentences(window, 2), "two sentences")
    caret(window, 2, "Ned Calloway said that")
    choose(ask_menu(window), "Sentence and paragraph", "Join with the next sentence")
    whole = "Ned Calloway said that nobody had reported the missing buoy."
    wait(lambda: compared(window) and whole in sentences(window, 2), "one sentence")
    assert on_disk(window).corrections == ()


def test_the_role_of_a_paragraph_is_changed_and_seen(window: MainWindow) -> None:
    caret(window, 2, "Ferry grounded")
    choose(ask_menu(window), "Sentence and paragraph", "This paragraph is", "Body")
    wait(lambda: compared(window) and comparison_of(window).articles[2].title == "", "the role")
    assert window.page.side.column(2).text.article.paragraphs[0].role == "body"
    assert window.page.side.column(2).article.title == ""


def test_a_paragraph_is_split_and_joined(window: MainWindow) -> None:
    before = len(comparison_of(window).articles[2].paragraphs)
    caret(window, 2, "The boat was towed")
    choose(ask_menu(window), "Sentence and paragraph", "Paragraph begins here")
    wait(lambda: compared(window) and len(comparison_of(window).articles[2].paragraphs) == before + 1, "the split")
    caret(window, 2, "Ned Calloway said")
    choose(ask_menu(window), "Sentence and paragraph", "Join with the next paragraph")
    wait(lambda: compared(window) and len(comparison_of(window).articles[2].paragraphs) == before, "the join")


def test_two_articles_are_compared_as_versions(window: MainWindow) -> None:
    caret(window, 0, "The ship was towed")
    choose(ask_menu(window), "Compare Herald with", "Post", "as versions")
    wait(lambda: compared(window) and comparison_of(window).relations[0].relation == "versions", "versions")
    assert comparison_of(window).relations[1].relation == "reports"


# the list


def test_every_correction_is_listed_and_can_be_taken_back(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    choose(ask_menu(window), "This is no quotation")
    done(window)
    window.acts["tray"].trigger()
    tray = window.marks.tray
    assert tray.tabs.currentWidget() is tray.corrections
    assert tray.tabs.tabText(1) == "Corrections (1)"
    said = tray.corrections.list.item(0).text()
    assert said.startswith("No quotation\n")
    assert "Then the lights went out" in said
    assert "Herald" in said
    key(tray.corrections.list, Qt.Key.Key_Delete)
    wait(lambda: compared(window) and is_quoted(window, 0, "Then the lights went out"), "the quotation")
    assert tray.tabs.tabText(1) == "Corrections"


def test_a_correction_leaves_the_text_under_the_reader_where_it_is(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    text = window.page.side.column(0).text
    text.bring(place(window, 0, "Then the lights went out")[1], 40)
    tops, at = window.page.side.position(), text.caret()
    choose(ask_menu(window), "This is no quotation")
    done(window)
    assert window.page.side.position() == tops
    assert text.caret() == at
    assert window.page.view == "side"

"""Nothing is lost, or lands in another place, when a story changes while something else is under way."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from marked_window import (
    BELL,
    HERALD,
    POST,
    caret,
    compared,
    comparison_of,
    copied,
    dialog,
    difference,
    on_disk,
    opened,
    place,
    select,
    story_of,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from waiting import wait

from parallax import library as lib
from parallax.article import Article
from parallax.library import Library, Story
from parallax.window.analyst import Analyst, AnalystLink
from parallax.window.articles.article_dialogs import ParticularsDialog, ReplaceDialog
from parallax.window.articles.outcomes import Parcel
from parallax.window.corrections import deeds
from parallax.window.corrections.choosing import ChooseDialog
from parallax.window.main_window import MainWindow
from parallax.window.stories.story_menu import TagsDialog

pytestmark = pytest.mark.display


@pytest.fixture
def other(window: MainWindow) -> Iterator[Library]:
    """Another window's connection. The window under test looks for what it wrote only when it is asked to."""
    window.watch.close()
    with Library.open(window.session.library.path) as opened_there:
        yield opened_there


def remove_first(window: MainWindow, other: Library) -> str:
    """Another window takes the first article out of the story; the outlet or name of what was second."""
    articles = window.session.articles
    other.apply(lib.RemoveArticle(story_of(window).id, articles[0].id))
    return articles[1].id


def test_a_note_written_elsewhere_between_look_and_change_is_kept_too(
    window: MainWindow, other: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.choose(difference(window, "date", "Friday"))
    window.acts["note"].trigger()
    QTest.keyClicks(window.marks.noting.field.edit, "mine")
    window.marks.flush()
    (mark,) = [m for m in story_of(window).marks if m.kind == "note"]
    QTest.keyClicks(window.marks.noting.field.edit, ", and more")
    look, theirs = window.session.library.story, ["theirs", "theirs, later"]

    def look_and_be_late(story: str) -> Story:
        found = look(story)
        if theirs:
            other.apply(lib.SetNote(story, theirs.pop(0), mark=mark.id))
        return found

    monkeypatch.setattr(window.session.library, "story", look_and_be_late)
    window.marks.flush()
    (kept,) = [m.note for m in on_disk(window).marks if m.kind == "note"]
    assert kept.startswith("mine, and more")
    assert kept.endswith("theirs, later")
    assert window.marks.noting.field.text == kept
    assert window.marks.noting.field.said == "Saved"


def test_a_note_that_changed_elsewhere_is_not_removed_from_the_list(window: MainWindow, other: Library) -> None:
    select(window, 0, "towed to Sall")
    window.acts["note"].trigger()
    QTest.keyClicks(window.marks.noting.field.edit, "by whom?")
    window.marks.flush()
    (mark,) = [m for m in story_of(window).marks if m.kind == "note"]
    other.apply(lib.SetNote(story_of(window).id, "by whom, and when?", mark=mark.id))
    window.session.marking.remove(mark)
    assert [m.note for m in on_disk(window).marks if m.kind == "note"] == ["by whom, and when?"]
    assert "changed by another window" in window.notice.text


def test_an_article_that_went_elsewhere_goes_from_the_page_with_the_next_mark(
    window: MainWindow, other: Library
) -> None:
    second = remove_first(window, other)
    window.session.marking.set_checked(difference(window, "date", "Friday"), True)
    assert window.session.articles[0].id == second
    assert window.page.side.column(0).text.toPlainText().startswith("Passengers taken off")
    wait(lambda: compared(window), "the comparison of two")


def test_what_another_window_did_is_shown_though_this_one_read_the_story_first(
    window: MainWindow, other: Library
) -> None:
    """The next look finds the story already read again, and must not take that for shown."""
    other.apply(lib.AddArticle(story_of(window).id, Article.from_text("A ferry was late.", outlet="Echo")))
    select(window, 0, "towed to Sall")
    window.acts["note"].trigger()
    QTest.keyClicks(window.marks.noting.field.edit, "by whom?")
    window.marks.flush()
    assert len(window.session.articles) == 4
    assert window.page.side.column(3).text.toPlainText() == "A ferry was late."
    assert "added Echo" in window.notice.text
    wait(lambda: compared(window), "the comparison with the fourth")


def test_a_correction_made_elsewhere_is_compared_with_the_next_mark(window: MainWindow, other: Library) -> None:
    c = comparison_of(window)
    d = c.differences[difference(window, "number", "Nine")]
    other.apply(lib.AddCorrection(story_of(window).id, "not a difference", lib.readings(c.articles, d.spans), d.kind))
    window.session.marking.set_checked(difference(window, "date", "Friday"), True)
    wait(lambda: compared(window) and not _has(window, "number", "Nine"), "the comparison without it")


def _has(window: MainWindow, kind: str, words: str) -> bool:
    c = comparison_of(window)
    return any(d.kind == kind and words in [c.articles[a].text[s:e] for a, s, e in d.spans] for d in c.differences)


def test_what_was_said_of_texts_that_changed_meanwhile_corrects_nothing(window: MainWindow, other: Library) -> None:
    caret(window, 0, "Then the lights")
    c, spot = comparison_of(window), place(window, 0, "Then the lights")
    quotation = deeds.attribution_at(c, spot)
    assert quotation is not None
    window.marks.menus._ask_said_by(c, quotation)
    box = dialog(ChooseDialog)
    assert isinstance(box, ChooseDialog)
    remove_first(window, other)
    window.session.look_elsewhere()
    wait(lambda: compared(window), "the comparison of two")
    box.box.setEditText("Mara Quill")
    box.ok.click()
    assert on_disk(window).corrections == ()
    assert "nothing was corrected" in window.notice.text


def test_particulars_and_texts_go_to_the_article_that_was_asked_about(window: MainWindow, other: Library) -> None:
    caret(window, 1, "Nine passengers")
    window.acts["particulars"].trigger()
    box = dialog(ParticularsDialog)
    assert isinstance(box, ParticularsDialog)
    second = remove_first(window, other)
    window.session.look_elsewhere()
    box.author.setText("Ada Moss")
    box.accept()
    assert {a.id: a.author for a in on_disk(window).articles}[second] == "Ada Moss"
    assert [a.author for a in on_disk(window).articles].count("Ada Moss") == 1


def test_a_text_for_an_article_that_left_the_story_is_told_and_not_given_to_another(
    window: MainWindow, other: Library
) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts["replace_text"].trigger()
    box = dialog(ReplaceDialog)
    assert isinstance(box, ReplaceDialog)
    remove_first(window, other)
    window.session.look_elsewhere()
    box.edit.setPlainText(HERALD.replace("Twelve", "Thirteen"))
    box.ok.click()
    assert not any("Thirteen" in a.text for a in on_disk(window).articles)
    assert "not in this story any more" in window.notice.text
    assert "Thirteen" in QGuiApplication.clipboard().text()


def test_a_text_that_another_window_changed_meanwhile_is_not_replaced(window: MainWindow, other: Library) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts["replace_text"].trigger()
    box = dialog(ReplaceDialog)
    assert isinstance(box, ReplaceDialog)
    theirs = Article.from_text(HERALD.replace("Twelve", "Eleven"), outlet="Herald")
    other.apply(lib.ReviseArticle(story_of(window).id, replace(theirs, id=window.session.articles[0].id)))
    window.session.look_elsewhere()
    box.edit.setPlainText(HERALD.replace("Twelve", "Thirteen"))
    box.ok.click()
    assert "Eleven passengers" in on_disk(window).articles[0].text
    assert "was changed meanwhile" in window.notice.text
    assert "Thirteen" in QGuiApplication.clipboard().text()


def test_a_clipboard_without_words_replaces_nothing_and_says_so(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts["replace_text"].trigger()
    box = dialog(ReplaceDialog)
    assert isinstance(box, ReplaceDialog)
    before = box.text
    QGuiApplication.clipboard().clear()
    box.paste.click()
    assert box.text == before
    assert "no plain text on the clipboard" in box.told.text()
    box.reject()


def test_particulars_that_the_reader_left_alone_stay_as_another_window_set_them(
    window: MainWindow, other: Library
) -> None:
    caret(window, 1, "Nine passengers")
    article = window.session.articles[1]
    window.acts["particulars"].trigger()
    box = dialog(ParticularsDialog)
    assert isinstance(box, ParticularsDialog)
    other.apply(lib.EditArticle(story_of(window).id, article.id, published="2026-03-14"))
    box.author.setText("Ada Moss")
    box.accept()
    kept = on_disk(window).articles[1]
    assert (kept.author, kept.published) == ("Ada Moss", "2026-03-14")


def test_files_land_in_the_story_for_which_they_were_opened(window: MainWindow, tmp_path: Path) -> None:
    first = story_of(window).id
    echo, gull = tmp_path / "Echo.txt", tmp_path / "Gull.txt"
    echo.write_text(POST.replace("160", "161"), encoding="utf-8")
    gull.write_text(BELL.replace("150", "151"), encoding="utf-8")
    window.session.adding.files([echo])
    window.leave_story()
    window.session.adding.files([gull])
    wait(lambda: window.session.story is not None and not window.session.busy, "the new story")
    assert story_of(window).id != first
    assert ["151" in a.text for a in window.session.articles] == [True]
    with Library.open(window.session.library.path, read_only=True) as reading:
        assert any("161" in a.text for a in reading.story(first).articles)


def test_files_opened_for_a_new_story_make_one_though_the_reader_opened_another(
    window: MainWindow, tmp_path: Path
) -> None:
    first = story_of(window)
    echo = tmp_path / "Echo.txt"
    echo.write_text(POST.replace("160", "161"), encoding="utf-8")
    window.leave_story()
    window.session.adding.files([echo])
    window.open_story(first.id)
    wait(lambda: not window.session.adding.count, "the file")
    assert len(on_disk(window).articles) == len(first.articles)
    assert len(window.session.stories()) == 2
    assert story_of(window).id == first.id


def test_a_file_for_a_story_that_was_deleted_meanwhile_begins_another_one(window: MainWindow, tmp_path: Path) -> None:
    said: list[str] = []
    window.session.saved.connect(said.append)
    first = story_of(window)
    window.session.adding.files(two_files(tmp_path))
    window.leave_story()
    window.front.shelf.bin(first.id)
    window.front.shelf.delete([first.id])
    wait(lambda: not window.session.adding.count, "the files")
    (made,) = window.session.stories()
    assert made.id != first.id
    assert made.articles == 2
    assert said[-2].endswith("”, a new story: the one that it was for is deleted")


def test_a_file_for_a_story_that_went_to_the_bin_meanwhile_is_said_to_be_there(
    window: MainWindow, tmp_path: Path
) -> None:
    said: list[str] = []
    window.session.saved.connect(said.append)
    first = story_of(window)
    window.session.adding.files(two_files(tmp_path)[:1])
    window.leave_story()
    window.front.shelf.bin(first.id)
    wait(lambda: not window.session.adding.count, "the file")
    assert said[-1].endswith(", which is in the bin")
    assert len(window.session.library.story(first.id).articles) == len(first.articles) + 1


def test_a_story_whose_making_is_undone_is_left(window: MainWindow, tmp_path: Path) -> None:
    said: list[str] = []
    window.session.saved.connect(said.append)
    window.leave_story()
    window.session.adding.files(two_files(tmp_path)[:1])
    wait(lambda: window.session.story is not None and not window.session.busy, "the story")
    made = story_of(window).id
    while window.session.story is not None:
        window.session.undo()
    assert [head.id for head in window.session.library.stories(binned=True)] == [made]
    assert said[-1].endswith("; the story is in the bin")
    window.session.adding.files(two_files(tmp_path)[1:])
    wait(lambda: window.session.story is not None and not window.session.busy, "another story")
    assert story_of(window).id != made


def test_an_open_story_that_is_deleted_from_the_bin_here_is_left(window: MainWindow, other: Library) -> None:
    made = story_of(window).id
    other.apply(lib.BinStory(made))
    window.session.look_elsewhere()
    window.front.shelf.delete([made])
    assert window.session.story is None


def test_what_is_read_for_one_story_takes_no_room_in_another(window: MainWindow, tmp_path: Path) -> None:
    window.session.adding.files(two_files(tmp_path))
    window.leave_story()
    assert window.session.room == lib.MOST_ARTICLES
    wait(lambda: not window.session.adding.count, "the files")


def test_a_mark_keeps_the_comparison_though_another_window_asked_about_an_article(
    window: MainWindow, other: Library
) -> None:
    made, seen = story_of(window), window.session.state.comparison
    other.apply(lib.SetAsked(made.id, made.articles[0].id, ("author",)))
    window.choose(0)
    window.acts["check"].trigger()
    assert any(mark.kind == "checked" for mark in on_disk(window).marks)
    assert window.session.state.comparison is seen
    assert window.session.articles == on_disk(window).articles


def test_an_analyst_that_cannot_be_started_is_said_and_tried_again(window: MainWindow, tmp_path: Path) -> None:
    link = AnalystLink(Analyst())
    failed: list[str] = []
    link.failed.connect(failed.append)
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, most))
    try:
        link.ask(window.session.articles, (), ["one", "two", "three"])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    assert not link.busy
    assert failed == [
        "The analysis could not be started (Too many open files). The texts can be read; close some programs, and"
        " analyse again."
    ]
    came: list[object] = []
    link.compared.connect(lambda comparison, _: came.append(comparison))
    link.ask(window.session.articles, (), ["one", "two", "three"])
    wait(lambda: came, "the comparison")
    link.close()


def two_files(folder: Path) -> list[Path]:
    paths = [folder / "Echo.txt", folder / "Gull.txt"]
    for path, text in zip(paths, (POST.replace("160", "161"), BELL.replace("150", "151")), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_what_a_correction_changed_is_not_told_of_another_story(window: MainWindow, tmp_path: Path) -> None:
    told: list[str] = []
    window.session.marking.corrected.connect(told.append)
    first, second = place(window, 0, "Then the lights went out"), place(window, 1, "Nine passengers were hurt")
    window.session.marking.correct(deeds.linked(first, second), comparison_of(window))
    window.leave_story()
    echo = tmp_path / "Echo.txt"
    echo.write_text(POST, encoding="utf-8")
    window.session.adding.files([echo])
    wait(lambda: window.session.story is not None and compared(window), "the other story")
    assert told == []


def test_a_deed_of_several_corrections_is_one_step_of_undo_after_a_restart(story: Path, tmp_path: Path) -> None:
    folder = copied(story, tmp_path)
    with opened(folder) as window:
        c = comparison_of(window)
        pairs = [
            (place(window, 0, "The ship was towed"), place(window, 1, "The vessel was towed")),
            (place(window, 0, "Twelve passengers"), place(window, 1, "Nine passengers")),
        ]
        window.session.marking.correct(deeds.unlinked(pairs), c)
        wait(lambda: compared(window), "the comparison")
        assert len(on_disk(window).corrections) == 2
    with opened(folder) as window:
        wait(lambda: compared(window), "the comparison")
        assert window.acts["undo"].text() == "&Undo: unlink two sentences"
        window.acts["undo"].trigger()
        assert on_disk(window).corrections == ()


def test_a_place_is_asked_for_no_longer_once_other_texts_are_there(window: MainWindow, other: Library) -> None:
    caret(window, 0, "Twelve passengers")
    window.marks.link()
    assert window.marks.asking.active
    remove_first(window, other)
    window.session.look_elsewhere()
    assert not window.marks.asking.active


def test_an_article_that_comes_where_another_went_is_not_taken_for_it(
    window: MainWindow, other: Library, tmp_path: Path
) -> None:
    """There are as many articles as before then, and nothing but their ids tells that the comparison is of others."""
    remove_first(window, other)
    echo = tmp_path / "Echo.txt"
    echo.write_text(POST.replace("160", "161"), encoding="utf-8")
    window.session.adding.files([echo])
    wait(lambda: not window.session.adding.count, "the file")
    comparison = window.session.state.comparison
    shown = [a.id for a in window.session.articles]
    assert len(shown) == 3
    assert comparison is None or [a.id for a in comparison.articles] == shown
    wait(lambda: compared(window), "the comparison of the new three")
    assert [a.id for a in comparison_of(window).articles] == shown


def test_tags_given_in_two_windows_at_once_are_all_kept(window: MainWindow, other: Library) -> None:
    made = story_of(window).id
    window.session.library.apply(lib.SetTags(made, ("ferry", "old")))
    window.acts["tag_story"].trigger()
    box = dialog(TagsDialog)
    assert isinstance(box, TagsDialog)
    other.apply(lib.SetTags(made, ("old", "theirs")))
    box.line.setText("ferry, mine")
    box.accept()
    assert on_disk(window).tags == ("theirs", "mine")


def test_a_fault_while_reading_a_file_is_told_and_leaves_nobody_waiting(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault(*_: object) -> Parcel:
        raise RecursionError("too deep")

    monkeypatch.setattr("parallax.window.articles.adding.parcel_of", fault)
    path = tmp_path / "deep.html"
    path.write_text("<p>One.</p>", encoding="utf-8")
    told: list[str] = []
    window.session.failed.connect(told.append)
    window.session.adding.files([path])
    wait(lambda: told and not window.session.busy, "the sentence")
    assert told == [
        "deep.html: could not be read because of a fault in Parallax (RecursionError). Try it as plain text."
    ]
    assert not window.progress.isVisible()
    assert "too deep" in capsys.readouterr().err, "a developer sees the whole of it"


# between the moment at which a text is on screen and its analysis

LATE = "Ferry stuck\n\nA ferry ran aground on Monday, the police said.\n"


def late(window: MainWindow, folder: Path) -> None:
    """An article has just come, and its turn to be analysed has not."""
    window.session._turn_to_analyse.setInterval(300)
    (folder / "Late.txt").write_text(LATE, encoding="utf-8")
    before = len(window.session.articles)
    window.session.adding.files([folder / "Late.txt"])
    wait(lambda: len(window.session.articles) == before + 1, "the article")
    assert window.session.busy and not window.session.analyst.busy


def rests(window: MainWindow) -> bool:
    return not (window.session.busy or window.progress.isVisible() or window.acts["cancel"].isEnabled())


@pytest.mark.parametrize("deed", ["undo", "stories", "cancel"])
def test_nothing_is_said_to_be_analysed_when_a_text_goes_before_its_turn(
    window: MainWindow, tmp_path: Path, deed: str
) -> None:
    wait(lambda: compared(window), "the comparison")
    late(window, tmp_path)
    window.acts[deed].trigger()
    QTest.qWait(400)
    assert rests(window)


def test_nothing_is_said_to_be_analysed_when_the_only_text_is_removed_before_its_turn(
    window: MainWindow, tmp_path: Path
) -> None:
    window.leave_story()
    late(window, tmp_path)
    window.session.remove_article(0)
    QTest.qWait(400)
    assert rests(window)


def test_a_story_that_is_opened_then_is_shown_once(window: MainWindow, tmp_path: Path) -> None:
    wait(lambda: compared(window), "the comparison")
    story = story_of(window).id
    window.leave_story()
    late(window, tmp_path)
    window.open_story(story)
    shown = []
    window.session.comparison_changed.connect(lambda: shown.append(story))
    QTest.qWait(400)
    assert shown == [] and rests(window)


def test_texts_are_compared_where_the_last_file_cannot_be_read(window: MainWindow, tmp_path: Path) -> None:
    wait(lambda: compared(window), "the comparison")
    (tmp_path / "Late.txt").write_text(LATE, encoding="utf-8")
    window.session.adding.files([tmp_path / "Late.txt", tmp_path / "missing.txt"])
    wait(lambda: len(window.session.articles) == 4 and not window.session.reading, "the article")
    wait(lambda: compared(window), "the comparison")
    assert "missing.txt" in window.notice.text

"""Several windows on one library, and a library that is damaged, taken away, or only to be read."""

from __future__ import annotations

import gc
import os
import shutil
import stat
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shelves import BRIDGE, FERRY, story, titles, two_stories, windows
from waiting import wait

from parallax.article import Article
from parallax.library import Library, ReviseArticle
from parallax.window.windows import Windows

pytestmark = pytest.mark.display


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return two_stories(tmp_path)


@pytest.fixture
def opened(application: QApplication, path: Path) -> Iterator[Windows]:
    with windows(path) as made:
        yield made


def test_a_second_window_has_a_connection_and_an_undo_of_its_own(opened: Windows) -> None:
    first = opened.first
    first.acts["new_window"].trigger()
    second = opened.open[-1]
    assert second is not first
    assert second.session.library is not first.session.library
    assert titles(second) == titles(first)
    first.front.shelf.rename(first.front.chosen(), "Ferry, late")
    assert not second.acts["undo"].isEnabled()
    wait(lambda: "Ferry, late" in titles(second), "the other's change")


@pytest.mark.parametrize("part", (0.6, 0.97))
def test_a_second_window_lies_beside_the_first_and_on_the_screen(opened: Windows, part: float) -> None:
    first = opened.first
    room = first.screen().availableGeometry()
    first.resize(room.size() * part)
    first.move(room.topLeft())
    QTest.qWait(100)
    other = opened.another()
    assert other is not None
    other.resize(first.size())  # as it was left
    QTest.qWait(100)
    last = opened.another()
    assert last is not None
    QTest.qWait(100)
    assert room.contains(last.frameGeometry())
    assert last.pos() != first.pos() or part > 0.9


def test_closing_one_window_leaves_the_other(opened: Windows) -> None:
    second = opened.another()
    assert second is not None
    opened.first.close()
    assert opened.open == (second,)
    second.front.shelf.bin(second.front.chosen())
    assert titles(second) == ["Bridge"]


def test_what_is_still_being_read_when_a_window_closes_disturbs_nobody(
    opened: Windows, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    second = opened.another()
    assert second is not None
    second.session.library.export_story(second.front.chosen(), path.with_name("Ferry.parallax"))
    second.front.take([path.with_name("Ferry.parallax")])
    second.session.add_pasted(FERRY, "<p>The ferry to Sall was two hours late.</p>")
    second.close()
    QTest.qWait(1500)
    said = capfd.readouterr().err
    assert "Error" not in said, said
    assert [held.text for held in opened.first.session.pasting.waiting()] == [FERRY], "it waits on the first page"


def test_files_from_outside_go_to_the_window_used_last(opened: Windows, tmp_path: Path) -> None:
    second = opened.another()
    assert second is not None
    wait(lambda: opened.open[-1] is second and second.isActiveWindow(), "the second window")
    second.showMinimized()
    opened.first.activateWindow()
    wait(lambda: opened.open[-1] is opened.first, "the focus")
    file = tmp_path / "Bell.txt"
    file.write_text(BRIDGE, encoding="utf-8")
    opened.take([file])
    wait(lambda: opened.first.session.articles, "the article")
    assert second.session.story is None


def test_an_open_story_follows_the_other_window_and_the_reader_keeps_his_place(opened: Windows) -> None:
    first, second = opened.first, opened.another()
    assert second is not None
    ferry = first.session.library.stories()[0].id
    for window in (first, second):
        window.open_story(ferry)
    text = first.page.side.column(0).text
    text.put_caret(30)
    caret = text.textCursor().position()
    before = first.session.articles[1]
    new = Article.from_text("School opens in Meldon\n\nThe school opened with eighty children.")
    changed = replace(before, text=new.text, text_sha256=new.text_sha256, paragraphs=new.paragraphs)
    second.session.library.apply(ReviseArticle(ferry, changed))
    wait(lambda: first.session.articles[1].text == changed.text, "the new text")
    assert first.notice.text == "Another window changed the text of Post 2."
    assert first.page.side.column(0).text is text
    assert text.textCursor().position() == caret


def test_a_story_deleted_for_ever_elsewhere_is_left(opened: Windows, path: Path) -> None:
    first = opened.first
    ferry = first.session.library.stories()[0].id
    first.open_story(ferry)
    second = opened.another()
    assert second is not None
    second.front.shelf.bin(ferry)
    wait(lambda: "moved this story to the bin" in first.notice.text, "the word of the bin")
    second.front.shelf.delete([ferry])
    wait(lambda: first.session.story is None, "the story to be left")
    assert "deleted “Ferry” for ever" in first.notice.text


def test_a_library_that_is_gone_is_told_keeps_nothing_and_works_again_when_it_is_back(
    opened: Windows, path: Path
) -> None:
    window = opened.first
    aside = path.with_name("stick")
    aside.mkdir()
    for part in path.parent.glob("library.sqlite*"):
        shutil.move(part, aside / part.name)
    window.front.shelf.rename(window.front.chosen(), "Lost?")
    assert "is not there any more" in window.notice.text
    assert window.notice.text.count("\n") == 0
    wait(lambda: window.watch._gone, "the watch")
    assert window.notice.text.count("\n") == 0, "it is told once"
    window.acts["bin"].trigger()
    window.acts["stories"].trigger()
    assert not path.exists(), "no new library is begun behind the reader's back"
    for part in aside.iterdir():
        shutil.move(part, path.parent / part.name)
    wait(lambda: not window.notice.isVisible(), "the library to be back")
    window.front.shelf.rename(window.front.chosen(), "Ferry, found")
    assert "Ferry, found" in titles(window)
    with Library.open(path, read_only=True) as other:
        assert {head.title for head in other.stories()} == {"Ferry, found", "Bridge"}


def test_a_library_only_to_be_read_says_so_and_is_readable(application: QApplication, path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    path.chmod(stat.S_IRUSR)
    with windows(path) as opened:
        window = opened.first
        wait(window.notice.isVisible, "the notice")
        window.front.shelf.rename(window.front.chosen(), "Other")
        assert titles(window) == ["Ferry", "Bridge"]


def test_a_read_only_library_refuses_every_deed_in_one_sentence(opened: Windows) -> None:
    window = opened.first
    window.session.library.read_only = True
    window.front.shelf.bin(window.front.chosen())
    window.session.add_pasted(FERRY)
    assert titles(window) == ["Ferry", "Bridge"]
    assert "reading only" in window.notice.text
    assert window.notice.text.count("\n") == 0


def damaged(folder: Path) -> Path:
    """A library too large to be checked whole at the start, with damage in the middle of its texts."""
    path, words = folder / "large.sqlite", "Nobody knew why. " * 20_000
    with Library.open(path) as library:
        for number in range(6):
            story(library, f"Story {number}", *[f"{BRIDGE} {number} {k}. {words}" for k in range(5)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xa5" * 4096 * 8)
    return path


def test_damage_found_in_the_background_sets_the_file_aside_and_the_window_goes_on(
    application: QApplication, tmp_path: Path
) -> None:
    path = damaged(tmp_path)
    with windows(path) as opened:
        window = opened.first
        assert titles(window)
        opened._check()
        wait(lambda: list(tmp_path.glob("large.sqlite.damaged-*")), "the file to be set aside")
        wait(window.notice.isVisible, "the notice")
        assert "damaged" in window.notice.text
        assert "Story 5" in titles(window), "what can still be read is saved"
        window.session.add_pasted(FERRY)
        assert len(window.session.articles) == 1
        assert window.session.story is not None
        with Library.open(path, read_only=True) as other:
            assert other.stories()[0].id == window.session.story.id


def test_damage_that_the_reader_meets_is_checked_at_once(application: QApplication, tmp_path: Path) -> None:
    with windows(damaged(tmp_path)) as opened:
        window = opened.first
        for head in window.session.library.stories():
            if not window.notice.isVisible():
                window.open_story(head.id)
        assert "part of it is damaged" in window.notice.text
        wait(lambda: "new library begun" in window.notice.text, "the new library")
        window.leave_story()
        assert "Story 5" in titles(window)


def test_a_first_window_that_is_closed_is_held_no_longer_than_the_others(opened: Windows) -> None:
    second = opened.another()
    held = weakref.ref(opened.first)
    opened.first.close()
    assert opened.first is second
    end = time.monotonic() + 10
    while held() is not None and time.monotonic() < end:
        QTest.qWait(20)
        gc.collect()
    assert held() is None

"""A pasted text is kept before it is read, and never lost: not by a crash, not for want of room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shelves import BRIDGE, FERRY, press, story, windows
from waiting import wait

from parallax.library import MOST_ARTICLES, HoldPaste, Library
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display

PAGE = "<html><body><h1>Ferry late at Sall</h1><p>The ferry to Sall was two hours late on Monday.</p></body></html>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def window(application: QApplication, path: Path) -> Iterator[MainWindow]:
    with windows(path) as opened:
        yield opened.first


def held(path: Path) -> list[str]:
    with Library.open(path, read_only=True) as other:
        return [paste.text for paste in other.held_pastes()]


def test_a_rich_text_is_held_on_the_disk_before_it_is_read_and_let_go_after(window: MainWindow, path: Path) -> None:
    window.session.add_pasted(FERRY, PAGE)
    assert held(path) == [FERRY]
    assert not window.session.pasting.waiting(), "it is being read: nobody is asked about it"
    wait(lambda: window.session.articles, "the article")
    assert held(path) == []


def test_what_a_crash_left_is_offered_at_the_next_start_as_a_new_story(application: QApplication, path: Path) -> None:
    with Library.open(path) as library:
        library.apply(HoldPaste("p1", FERRY))
    with windows(path) as opened:
        window = opened.first
        window.front.offer_waiting()
        assert not window.notice.isVisible(), "the first page shows it by itself"
        assert "Ferry late at Sall" in window.start_page._waiting_words.text()
        press(window.start_page, "Make a story of it")
        assert window.session.articles[0].text.startswith("Ferry late at Sall")
        assert held(path) == []


def test_what_a_crash_left_may_join_the_story_that_is_open(application: QApplication, path: Path) -> None:
    with Library.open(path) as library:
        library.apply(HoldPaste("p1", FERRY))
        story(library, "Bridge", BRIDGE)
    with windows(path) as opened:
        window = opened.first
        window.session.open_last()
        window.front.offer_waiting()
        assert "Ferry late at Sall" in window.notice.text
        press(window.notice, "Add it to this story")
        assert len(window.session.articles) == 2
        assert held(path) == []


def test_a_text_without_room_is_kept_apart_and_its_place_is_said(application: QApplication, path: Path) -> None:
    with Library.open(path) as library:
        story(library, "Full", *[f"{BRIDGE} It was day {n}." for n in range(MOST_ARTICLES)])
    with windows(path) as opened:
        window = opened.first
        window.session.open_last()
        window.session.add_pasted(FERRY)
        assert len(window.session.articles) == MOST_ARTICLES
        assert held(path) == [FERRY]
        assert "kept apart" in window.notice.text
        assert "first page" in window.notice.text
        window.acts["stories"].trigger()
        assert window.start_page._waiting.isVisible()
        assert "Ferry late at Sall" in window.start_page._waiting_words.text()
        press(window.start_page, "Make a story of it")
        assert len(window.session.articles) == 1
        assert held(path) == []


def test_a_text_is_thrown_away_only_after_a_question(application: QApplication, path: Path) -> None:
    with Library.open(path) as library:
        library.apply(HoldPaste("p1", FERRY))
    with windows(path) as opened:
        page = opened.first.start_page
        press(page, "Throw it away…")
        box = QApplication.activeModalWidget()
        assert box is not None
        press(box, "Cancel")
        assert held(path) == [FERRY]
        press(page, "Throw it away…")
        box = QApplication.activeModalWidget()
        assert box is not None
        press(box, "Throw it away")
        assert held(path) == []
        assert not page._waiting.isVisible()


def test_a_text_without_words_leaves_nothing_behind(window: MainWindow, path: Path) -> None:
    window.session.add_pasted(" \n ")
    assert window.notice.isVisible()
    assert held(path) == []


def test_a_full_disk_is_told_in_one_sentence_and_the_text_can_be_pasted_once_there_is_room(
    window: MainWindow, path: Path
) -> None:
    connection = window.session.library._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    long = FERRY + " It was the wind." * 20_000
    window.session.add_pasted(long)
    assert "the disk is full" in window.notice.text
    assert window.notice.text.count("\n") == 0
    assert window.session.story is None
    connection.execute("PRAGMA max_page_count=1000000")
    window.session.add_pasted(long)
    assert len(window.session.articles) == 1
    assert held(path) == []

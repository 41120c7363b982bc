"""Reading that takes long is stopped by the reader of the window, who is told of nothing but that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shelves import windows
from waiting import wait

from parallax.library import Library
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display

LONG = f"<html><body><article>{'<div><p>The <b>ferry</b> was <i>late</i> again.</p></div>' * 60_000}</article>"


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


def begin(window: MainWindow, folder: Path) -> None:
    paths = []
    for name in ("one", "two", "three"):
        path = folder / f"{name}.html"
        path.write_text(LONG, encoding="utf-8")
        paths.append(path)
    window.session.adding.files(paths)
    wait(window.progress.isVisible, "the progress")


def test_escape_ends_the_reading_of_all_files_at_once(window: MainWindow, tmp_path: Path) -> None:
    begin(window, tmp_path)
    begun = time.monotonic()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    wait(lambda: not window.session.reading, "the end")
    assert time.monotonic() - begun < 3
    assert window.session.story is None
    assert not window.notice.isVisible(), "the reader knows that he stopped it"
    wait(lambda: not window.progress.isVisible(), "the end of the progress")
    assert window.session.room == 8


def test_the_button_beside_the_progress_ends_the_reading_and_the_next_file_opens(
    window: MainWindow, tmp_path: Path
) -> None:
    begin(window, tmp_path)
    window.progress._cancel.click()
    assert window.statusBar().currentMessage() == "Reading was stopped"
    wait(lambda: not window.session.reading, "the end")
    path = tmp_path / "Post.txt"
    path.write_text("The ferry was late.", encoding="utf-8")
    window.session.adding.files([path])
    wait(lambda: len(window.session.articles) == 1, "the article")


def test_a_pasted_text_whose_reading_is_stopped_is_kept_on_the_first_page(window: MainWindow, tmp_path: Path) -> None:
    window.session.add_pasted("The ferry was late again.\n" * 60_000, LONG[:1_900_000])
    wait(window.progress.isVisible, "the progress")
    window.acts["cancel"].trigger()
    wait(lambda: not window.session.reading, "the end")
    assert window.session.story is None
    with Library.open(tmp_path / "library.sqlite", read_only=True) as library:
        assert len(library.held_pastes()) == 1
    assert window.start_page._waiting.isVisible()


def test_a_file_that_is_to_take_the_place_of_a_text_is_not_read_on(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Post.txt"
    path.write_text("The ferry was late.", encoding="utf-8")
    window.session.adding.files([path])
    wait(lambda: not window.session.busy and window.session.articles, "the article")
    path = tmp_path / "newer.html"
    path.write_text(LONG, encoding="utf-8")
    window.marks.revising.by_file(window.session.articles[0].id, path)
    wait(window.progress.isVisible, "the progress")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.statusBar().currentMessage() == "Reading was stopped"
    wait(lambda: not window.progress.isVisible(), "the end of the progress")
    assert window.session.articles[0].text == "The ferry was late."
    assert not window.notice.isVisible()

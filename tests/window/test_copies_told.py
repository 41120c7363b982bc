"""An article that has the text of another is added, and said to be a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shelves import add, press, windows
from waiting import wait

from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display

BODY = " ".join(f"The ferry of pier {k} was {k} hours late, the harbour office of Vellmar said." for k in range(12))
OTHER = " ".join(f"Nobody had looked at bridge {k} for {k} years, an engineer of Ostwick wrote." for k in range(9))


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


def told(window: MainWindow) -> str:
    wait(window.notice.isVisible, "the notice")
    return window.notice.text


def outlets(window: MainWindow) -> list[str]:
    return [article.outlet for article in window.session.articles]


def test_the_same_text_is_added_and_told_and_can_be_removed_again(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Courier=BODY)
    add(window, tmp_path, Tribune=BODY)
    assert told(window) == "The text of Tribune is the same as that of Courier."
    press(window.notice, "Remove it again")
    wait(lambda: outlets(window) == ["Courier"], "its end")
    assert not window.notice.isVisible()
    window.acts["undo"].trigger()
    assert outlets(window) == ["Courier", "Tribune"]
    QTest.qWait(400)
    assert not window.notice.isVisible(), "who brings it back knows"


def test_a_near_copy_is_told_with_its_share(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Courier=BODY, Tribune=BODY.replace("pier 5", "quay 50"))
    sentence = told(window)
    assert sentence.startswith("The text of Tribune is nearly the same as that of Courier: 9")
    assert sentence.endswith(" % of its words.")


def test_copies_that_came_together_are_told_at_once(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Courier=BODY)
    add(window, tmp_path, **dict.fromkeys(("Bell", "Echo", "Herald", "Post", "Star"), BODY))
    assert told(window).split("\n") == [
        "The text of Bell is the same as that of Courier.",
        "The text of Echo is the same as that of Courier.",
        "The text of Herald is the same as that of Courier.",
        "2 more of the articles that came are copies.",
    ]
    press(window.notice, "Remove these 5 again")
    wait(lambda: outlets(window) == ["Courier"], "their end")


def test_of_reports_of_their_own_nothing_is_told(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Courier=BODY, Tribune=OTHER)
    QTest.qWait(600)
    assert not window.notice.isVisible()


def test_a_story_that_the_reader_duplicates_is_told_of_nothing(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Courier=BODY)
    window.acts["duplicate_story"].trigger()
    QTest.qWait(600)
    assert not window.notice.isVisible()


def test_an_article_that_went_meanwhile_is_not_told_of(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Courier=BODY, Tribune=BODY)
    window.session.remove_article(1)
    QTest.qWait(600)
    assert not window.notice.isVisible()

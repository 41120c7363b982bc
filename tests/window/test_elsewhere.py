"""What another window did, in one sentence."""

from __future__ import annotations

from dataclasses import replace

from parallax.article import Article
from parallax.library import Position, Story
from parallax.window.elsewhere import told

POST = Article.from_text("The ferry was late.", outlet="Post")
BELL = Article.from_text("The ferry was two hours late.", outlet="Bell")


def story(*articles: Article, binned: str = "", changes: int = 1) -> Story:
    return Story("s", "Ferry", "", "", changes, binned, articles, Position(), (), (), ())


def test_marks_alone_are_not_worth_a_sentence() -> None:
    assert told(story(POST), story(POST, changes=9)) == ""


def test_articles_that_came_and_went_are_named() -> None:
    assert told(story(POST), story(BELL)) == "Another window added Bell and removed Post."


def test_a_changed_text_is_named() -> None:
    changed = replace(POST, text_sha256="0" * 64)
    assert told(story(POST, BELL), story(changed, BELL)) == "Another window changed the text of Post."


def test_a_story_in_the_bin_is_told_once() -> None:
    binned = story(POST, binned="2026-03-05T12:00:00Z")
    assert told(story(POST), binned) == "Another window moved this story to the bin."
    assert told(binned, binned) == ""

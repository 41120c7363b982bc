"""What the lists of stories and of found places show, in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallax.library import Hit, StoryHead
from parallax.library.records import HitKind
from parallax.window.stories.lines import (
    Line,
    day,
    found_words,
    hit_line,
    shortened,
    story_line,
    tags_in,
)


def hit(kind: HitKind, before: str, found: str, after: str, outlet: str = "", title: str = "Fire in Sall") -> Hit:
    return Hit("s1", title, kind, "a1", outlet, "", 0, 0, before, found, after)


def words(line: Line) -> tuple[str, str]:
    return "".join(run.text for run in line.heading), "".join(run.text for run in line.below)


def strong(line: Line) -> list[str]:
    return [run.text for run in (*line.heading, *line.below) if run.strong]


def test_a_story_says_its_articles_its_day_and_its_outlets() -> None:
    head = StoryHead("s1", "Fire in\nSall", 3, ("Tribune", "", "Courier"), "2026-03-05T12:00:00.000000Z", ("fire",))
    assert words(story_line(head)) == ("Fire in Sall", "3 articles · 5 March 2026 · Tribune, Courier")
    assert story_line(head).spoken == "Fire in Sall. 3 articles · 5 March 2026 · Tribune, Courier. tagged fire"


def test_a_story_without_a_title_or_an_article_is_named_all_the_same() -> None:
    line = story_line(StoryHead("s1", " ", 0, (), "2026-03-05T12:00:00Z"))
    assert words(line) == ("Untitled story", "no articles · 5 March 2026")
    assert line.title == " "


def test_found_words_of_a_text_stand_in_their_place_and_stand_out() -> None:
    line = hit_line(hit("text", "divers found a ", "crack", " in the\npier", "Tribune"))
    assert words(line) == ("Fire in Sall", "Tribune: divers found a crack in the pier")
    assert strong(line) == ["crack"]


def test_a_note_and_the_name_of_an_outlet_say_what_they_are() -> None:
    assert words(hit_line(hit("note", "ask the ", "mayor", "")))[1] == "Your note: ask the mayor"
    assert words(hit_line(hit("article", "", "Courier", "", "Courier")))[1].startswith("Article · Courier: Courier")


def test_a_title_that_was_found_is_the_heading_and_a_tag_stands_below() -> None:
    assert words(hit_line(hit("story", "Fire in ", "Sall", "")))[0] == "Fire in Sall"
    assert strong(hit_line(hit("story", "Fire in ", "Sall", ""))) == ["Sall"]
    assert words(hit_line(hit("story", "", "harbour", ""))) == ("Fire in Sall", "Tag: harbour")


def test_what_was_found_is_never_pushed_out_by_what_stands_before_it() -> None:
    line = hit_line(hit("text", "word " * 60, "crack", " after", "Post"))
    assert words(line)[1].index("crack") < 70
    assert words(line)[1].startswith("Post: … word")


def test_what_was_found_is_counted_by_place_and_story() -> None:
    lines = [hit_line(hit("text", "", "x", "")), hit_line(hit("note", "", "x", ""))]
    assert found_words(lines) == "2 places in 1 story"
    assert found_words([]) == "Nothing found"


def test_tags_are_typed_with_commas_and_each_kept_once() -> None:
    assert tags_in(" dam ,, #Floods,DAM,  two  words ") == ("dam", "Floods", "two words")
    assert tags_in(" , ") == ()


def test_a_moment_that_is_none_is_shown_as_it_is() -> None:
    assert day("soon") == "soon"


@given(st.text(), st.text(min_size=1), st.text())
def test_any_words_make_one_line_with_the_found_ones_strong(before: str, found: str, after: str) -> None:
    line = hit_line(hit("text", before, found, after, "Post"))
    heading, below = words(line)
    assert len(f"{heading} {below}".splitlines()) == 1
    assert "".join(strong(line)).split() == found.split()


@given(st.text())
def test_shortened_words_are_the_end_of_what_was_there(before: str) -> None:
    assert before.endswith(shortened(before).removeprefix("… "))

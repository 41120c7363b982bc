from __future__ import annotations

from datetime import date

import pytest

from parallax.article import Article
from parallax.language import parse
from parallax.language.dates import When, days, moments

WEDNESDAY = "2031-05-14T09:30:00"


def one(text: str) -> When:
    parsed = parse(Article.from_text(text))
    found = [w for k in range(len(parsed.sentences)) for w in moments(parsed, k)]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The dam at Dunmere broke on Monday.", date(2031, 5, 12)),
        ("The dam at Dunmere broke yesterday.", date(2031, 5, 13)),
        ("The dam at Dunmere broke on 3 May.", date(2031, 5, 3)),
        ("The dam at Dunmere broke on May 3, 2029.", date(2029, 5, 3)),
        ("The council will meet on Friday.", date(2031, 5, 16)),
        ("The council met on Friday.", date(2031, 5, 9)),
        ("The council met on Wednesday.", date(2031, 5, 14)),
    ],
)
def test_a_day_is_resolved_by_the_date_of_publication_and_the_tense(text: str, day: date) -> None:
    assert days(one(text), WEDNESDAY) == (day, day)


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "two weeks ago", "on 3 May"])
def test_without_a_date_of_publication_no_day_is_claimed(words: str) -> None:
    assert days(one(f"The dam at Dunmere broke {words}."), "") is None


def test_weeks_ago_may_be_any_day_of_that_week() -> None:
    first, last = days(one("The mayor resigned two weeks ago."), WEDNESDAY) or (date.min, date.min)
    assert first < date(2031, 4, 30) < last


def test_a_full_date_needs_no_date_of_publication() -> None:
    assert days(one("The mayor resigned on 3 May 2029."), "") == (date(2029, 5, 3), date(2029, 5, 3))


def test_an_impossible_date_is_no_day() -> None:
    assert days(one("The mayor resigned on February 30, 2029."), "") is None


@pytest.mark.parametrize(("words", "minute"), [("7 p.m.", 1140), ("11am", 660), ("1:30 a.m.", 90), ("noon", 720)])
def test_an_hour_counts_minutes_from_midnight(words: str, minute: int) -> None:
    assert one(f"The siren sounded at {words}").minute == minute


def test_a_date_belongs_to_its_verb() -> None:
    text = "Police closed the bridge on Monday."
    parsed = parse(Article.from_text(text))
    assert parsed.tokens[one(text).verb].text == "closed"


def test_may_as_a_helper_and_sun_as_a_star_are_no_dates() -> None:
    parsed = parse(Article.from_text("The sun may shine and second thoughts may march on."))
    assert [w for k in range(len(parsed.sentences)) for w in moments(parsed, k)] == []

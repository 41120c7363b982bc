from __future__ import annotations

from datetime import date

import pytest

from parallax.article import Article
from parallax.language import parse
from parallax.language.dates import When, days, moments, one_day_of_a_year

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
        ("The man is believed to have died on Saturday.", date(2031, 5, 10)),
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


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Good Friday", date(2031, 4, 11), date(2031, 4, 11)),
        ("over the Easter weekend", date(2031, 4, 11), date(2031, 4, 14)),
        ("on Christmas Day", date(2030, 12, 25), date(2030, 12, 25)),
        ("on New Year's Eve 2028", date(2028, 12, 31), date(2028, 12, 31)),
        ("on Memorial Day", date(2031, 5, 26), date(2031, 5, 26)),
    ],
)
def test_a_holiday_is_that_nearest_to_the_day_of_publication(words: str, first: date, last: date) -> None:
    assert days(one(f"The dam at Dunmere broke {words}."), WEDNESDAY) == (first, last)


def test_a_holiday_without_a_year_is_no_day_where_no_publication_tells_it() -> None:
    assert days(one("The dam at Dunmere broke on Good Friday."), "") is None


@pytest.mark.parametrize("text", ["The shop sold Christmas gifts.", "The dam at Dunmere broke last Christmas."])
def test_a_holiday_that_only_describes_or_is_not_the_nearest_is_no_date(text: str) -> None:
    assert moments(parse(Article.from_text(text)), 0) == ()


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in early March", date(2031, 3, 1), date(2031, 3, 12)),
        ("in mid-March", date(2031, 3, 9), date(2031, 3, 22)),
        ("at the end of February", date(2031, 2, 19), date(2031, 2, 28)),
        ("in late June 2029", date(2029, 6, 19), date(2029, 6, 30)),
        ("in December", date(2030, 12, 1), date(2030, 12, 31)),
    ],
)
def test_a_month_or_a_part_of_it_is_a_row_of_days(words: str, first: date, last: date) -> None:
    assert days(one(f"The dam at Dunmere broke {words}."), WEDNESDAY) == (first, last)


def test_a_weekday_and_the_date_after_it_are_one_day() -> None:
    when = one("The dam at Dunmere broke on Saturday, 8 October 2011.")
    assert days(when, WEDNESDAY) == (date(2011, 10, 8), date(2011, 10, 8))


def test_a_date_belongs_to_its_verb() -> None:
    text = "Police closed the bridge on Monday."
    parsed = parse(Article.from_text(text))
    assert parsed.tokens[one(text).verb].text == "closed"


def test_may_as_a_helper_and_sun_as_a_star_are_no_dates() -> None:
    parsed = parse(Article.from_text("The sun may shine and second thoughts may march on."))
    assert [w for k in range(len(parsed.sentences)) for w in moments(parsed, k)] == []


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("words", ["tomorrow", "yesterday", "900 years ago", "next year", "on Good Friday", "in May"])
def test_nothing_is_reckoned_from_the_ends_of_the_calendar(published: str, words: str) -> None:
    assert days(one(f"The dam at Dunmere broke {words}."), published) is None


def test_a_day_without_a_year_is_that_of_another_report_whenever_they_were_published() -> None:
    july, other = one("Lind met Ruud on 4 July."), one("Lind met Ruud in early July.")
    assert one_day_of_a_year(july, july)
    assert one_day_of_a_year(july, other)
    assert not one_day_of_a_year(july, one("Lind met Ruud on 5 July."))
    assert not one_day_of_a_year(one("Lind met Ruud on 4 July 2030."), one("Lind met Ruud on 4 July 2031."))
    assert not one_day_of_a_year(one("Lind met Ruud on Monday."), one("Lind met Ruud on Monday."))

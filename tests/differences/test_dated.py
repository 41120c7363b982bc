from __future__ import annotations

import pytest
from compared import NEWS, reports


def told(a: str, b: str, published: tuple[str, str] = ("", "")) -> list[tuple[str, str]]:
    """Relation and explanation of what is told of dates between two reports."""
    found = reports(f"{NEWS} {a}", f"{NEWS} {b}", published)
    return [(d.relation, d.explanation) for d in found if d.kind == "date"]


@pytest.mark.parametrize("day", ["on 4 July", "in late March", "in May"])
def test_one_day_without_a_year_is_no_two_in_reports_published_months_apart(day: str) -> None:
    text = f"The mayor of Halbrook opened the new bridge {day}."
    assert told(text, text, ("2030-12-26", "2031-03-14")) == []


def test_one_weekday_of_two_weeks_is_told_with_its_days() -> None:
    text = "The mayor of Halbrook opened the new bridge on Monday."
    ((_, words),) = told(text, text.replace("new", "long"), ("2031-05-14", "2031-05-21"))
    assert words.endswith("Courier says “Monday” (2031-05-19), Tribune “Monday” (2031-05-12).")


def test_two_days_since_which_something_lasts_contradict() -> None:
    a, b = (f"Karina Mortensen said that the buoy had been missing since {day}." for day in ("Friday", "Thursday"))
    ((relation, words),) = told(a, b)
    assert relation == "contradicts"
    assert "Courier says “since Thursday”, Tribune “since Friday”" in words


@pytest.mark.parametrize(("first", "second"), [("since Friday", "until Thursday"), ("since Friday", "on Thursday")])
def test_a_day_that_bounds_is_not_held_against_another_sort_of_day(first: str, second: str) -> None:
    a, b = (f"Karina Mortensen said that the buoy had been missing {day}." for day in (first, second))
    assert told(a, b) == []

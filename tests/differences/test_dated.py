from __future__ import annotations

import pytest
from compared import reports

NEWS = "The valley of Dunmere was under water for the whole of the night, and no train ran."


def told(a: str, b: str) -> list[tuple[str, str]]:
    """Relation and explanation of what is told of dates between two reports."""
    return [(d.relation, d.explanation) for d in reports(f"{NEWS} {a}", f"{NEWS} {b}") if d.kind == "date"]


def test_two_days_since_which_something_lasts_contradict() -> None:
    a, b = (f"Karina Mortensen said that the buoy had been missing since {day}." for day in ("Friday", "Thursday"))
    ((relation, words),) = told(a, b)
    assert relation == "contradicts"
    assert "Courier says “since Thursday”, Tribune “since Friday”" in words


@pytest.mark.parametrize(("first", "second"), [("since Friday", "until Thursday"), ("since Friday", "on Thursday")])
def test_a_day_that_bounds_is_not_held_against_another_sort_of_day(first: str, second: str) -> None:
    a, b = (f"Karina Mortensen said that the buoy had been missing {day}." for day in (first, second))
    assert told(a, b) == []

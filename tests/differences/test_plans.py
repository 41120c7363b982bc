from __future__ import annotations

import pytest
from compared import article, compared, said

from parallax.values import Difference

FILLER = "The council will meet in the town hall to hear what the engineers have found out so far."
CANCELLED = "Ellen Brandvold cancelled a visit to the dam."


def apart(a: str, b: str) -> tuple[Difference, ...]:
    """The differences of two reports between which nothing is linked."""
    return compared([article(f"{a} {FILLER}", "Tribune"), article(f"{FILLER} {b}", "Courier")], "reports", [])


def test_a_visit_cancelled_here_and_put_off_there_is_marked() -> None:
    (found,) = apart(CANCELLED, "The trip of Ellen Brandvold was put off.")
    assert found.kind == "certainty"
    assert found.explanation == (
        "Of the visit, Courier writes “was put off”, Tribune “cancelled”: they tell two outcomes of one plan."
    )


def test_a_visit_that_only_seems_to_be_off_is_less_than_one_that_is() -> None:
    (found,) = apart(CANCELLED, "The visit by Ellen Brandvold appeared to have been called off.")
    assert found.kind == "certainty"
    assert "“appeared to have been called off”" in found.explanation
    assert found.explanation.endswith("one states what the other leaves open.")


@pytest.mark.parametrize(
    "told",
    [
        "The trip of Ellen Brandvold was scrapped.",
        "The visit of Henrik Solvanger was put off.",
        "The speech of Ellen Brandvold was put off.",
        "The visit was put off.",
        "The visit of Ellen Brandvold was put off, and then Ellen Brandvold cancelled the visit.",
        "Many asked Ellen Brandvold to postpone the visit.",
    ],
)
def test_one_outcome_or_that_of_another_plan_is_no_difference(told: str) -> None:
    assert apart(f"{CANCELLED} Henrik Solvanger came.", f"{told} Henrik Solvanger came.") == ()


def test_visits_of_two_kinds_are_two_plans() -> None:
    a, b = "Ellen Brandvold cancelled a private visit.", "The official visit of Ellen Brandvold was put off."
    assert apart(a, b) == ()


def put_off(told: str) -> tuple[Difference, ...]:
    """What differs between a report in which a visit was postponed and one that tells its fate."""
    return apart("The visit of Ellen Brandvold was postponed.", f"The visit of Ellen Brandvold {told}.")


@pytest.mark.parametrize("told", ["was put on hold", "was suspended", "was halted", "was delayed", "was put on ice"])
def test_put_off_on_hold_and_on_ice_are_one_outcome(told: str) -> None:
    assert put_off(told) == ()
    assert [d.kind for d in apart(CANCELLED, f"The visit of Ellen Brandvold {told}.")] == ["certainty"]


def test_of_two_fates_of_one_plan_the_last_counts() -> None:
    assert len(put_off("was postponed and later scrapped")) == 1
    assert apart(CANCELLED, "The visit of Ellen Brandvold was postponed and later scrapped.") == ()
    assert apart(CANCELLED, "Ellen Brandvold postponed the visit and then scrapped it.") == ()


def test_what_a_critic_says_is_not_stated_by_the_report() -> None:
    words = "Ellen Brandvold cancelled a visit to the dam"
    a, b = f"Critics said {words}. {FILLER}", f"{FILLER} The visit by Ellen Brandvold appeared to have been called off."
    articles = [article(a, "Tribune"), article(b, "Courier")]
    assert [d.kind for d in compared(articles, "reports", [])] == ["certainty"]
    own = said(0, a, "Critics", "said", words, kind="indirect")
    assert compared(articles, "reports", [], [own]) == ()


def test_the_idea_of_a_visit_is_the_visit_and_the_trip_goes_back_to_one() -> None:
    both = "Henrik Solvanger and Ellen Brandvold spoke."
    a = f"{both} Henrik Solvanger liked the idea of a state visit of Ellen Brandvold, but he put that idea on ice."
    b = f"{both} The tour of Ellen Brandvold was to be a state visit, but the trip was cancelled."
    (found,) = apart(a, b)
    assert "“was cancelled”, Tribune “put that idea on ice”: they tell two outcomes" in found.explanation


def test_a_visit_that_is_no_state_visit_may_be_another() -> None:
    a = f"{CANCELLED} Many were glad."
    b = "The tour of Ellen Brandvold was to be a state visit, but the trip was cancelled, it seems, or postponed."
    assert apart(a, b) == ()

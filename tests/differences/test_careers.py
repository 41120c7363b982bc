from __future__ import annotations

import pytest
from compared import article, compared

from parallax.values import Difference

FILLER = "The council will hear on another day what the engineers have found out so far. It was a long and cold winter."
PUBLISHED = ("2031-05-14", "2031-05-14")


def apart(a: str, b: str, published: tuple[str, str] = ("", "")) -> tuple[Difference, ...]:
    """What differs between two reports between which nothing is linked."""
    articles = [
        article(f"{a} {FILLER}", "Tribune", published[0]),
        article(f"{FILLER} {b}", "Courier", published[1]),
    ]
    return compared(articles, "reports", [])


def kinds(a: str, b: str, published: tuple[str, str] = ("", "")) -> list[tuple[str, str]]:
    return [(d.kind, d.relation) for d in apart(a, b, published)]


@pytest.mark.parametrize("b", ["Ellen Brandvold resigned after a vote.", "Ellen Brandvold stepped down after a vote."])
def test_fired_here_and_gone_by_choice_there_is_a_difference(b: str) -> None:
    found = apart("The mayor fired Ellen Brandvold after a vote.", b)
    assert [d.kind for d in found] == ["negation"]
    assert found[0].explanation.endswith("“fired”: dismissed or gone by choice.")


def test_the_firing_of_somebody_is_told_by_a_noun_too() -> None:
    a = "The court asked about his firing of the engineer Ellen Brandvold."
    assert kinds(a, "Ellen Brandvold resigned after a vote.") == [("negation", "")]


@pytest.mark.parametrize(
    "b",
    [
        "Ellen Brandvold was ousted after a vote.",
        "Ellen Brandvold was forced to resign after a vote.",
        "Ellen Brandvold may resign after a vote.",
        "Ellen Brandvold did not resign after a vote.",
        "Peter Lindqvist resigned after a vote.",
        "Ellen Brandvold was dismissed after a vote. Once Ellen Brandvold resigned, the boat was sold.",
    ],
)
def test_what_may_be_the_same_leaving_or_is_not_stated_is_no_difference(b: str) -> None:
    assert kinds("The mayor fired Ellen Brandvold after a vote.", b) == []


def test_last_week_against_two_weeks_ago_is_unclear() -> None:
    a = "Peter Lindqvist was replaced last week by Ellen Brandvold."
    b = "Two weeks ago, the harbour recruited Ellen Brandvold."
    (found,) = apart(a, b)
    assert (found.kind, found.relation) == ("date", "unclear")
    assert found.explanation == (
        "Courier says “Two weeks ago” of “recruited”, Tribune says “last week”; whether they are one day is open."
    )
    assert kinds(a, b.replace("Two weeks ago", "Last week")) == []


def test_a_day_in_the_month_that_the_other_names_is_more_precise() -> None:
    a = "Ellen Brandvold was fired in February."
    assert kinds(a, "Ellen Brandvold was fired on Feb. 13.") == [("date", "more precise")]
    assert kinds(a, "Ellen Brandvold was fired on March 13.") == [("date", "contradicts")]
    assert kinds(a, "Ellen Brandvold was fired in February.") == []

from __future__ import annotations

from dataclasses import replace

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
    assert ("“resigned”" if "resigned" in b else "“stepped down”") in found[0].explanation


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
        "Ellen Brandvold was ousted after a vote. Many were glad that Ellen Brandvold resigned.",
        "Ellen Brandvold resigned after a vote. The ouster of Ellen Brandvold was on Monday.",
        "Ellen Brandvold resigned after a vote. Ellen Brandvold's dismissal was on Monday.",
        '"When Ellen Brandvold resigned after a vote, who knew of it?" the judge asked.',
        "Ellen Brandvold was dismissed after a vote. Once Ellen Brandvold resigned, the boat was sold.",
    ],
)
def test_what_may_be_the_same_leaving_or_is_not_stated_is_no_difference(b: str) -> None:
    assert kinds("The mayor fired Ellen Brandvold after a vote.", b) == []


def test_a_caption_is_none_of_the_telling() -> None:
    a = article(f"The mayor fired Ellen Brandvold after a vote. {FILLER}", "Tribune")
    b = article(f"{FILLER}\n\nEllen Brandvold resigned after a vote.", "Courier")
    assert [d.kind for d in compared([a, b], "reports", [])] == ["negation"]
    caption = replace(b.paragraphs[1], role="caption")
    told = compared([a, replace(b, paragraphs=(b.paragraphs[0], caption))], "reports", [])
    assert [d.kind for d in told] == []


def test_last_week_against_two_weeks_ago_is_unclear() -> None:
    a = "Peter Lindqvist was replaced last week by Ellen Brandvold."
    b = "Two weeks ago, the harbour recruited Ellen Brandvold."
    (found,) = apart(a, b)
    assert (found.kind, found.relation) == ("date", "unclear")
    assert found.explanation == (
        "When Ellen Brandvold took the post: Courier says “Two weeks ago”, Tribune “last week”; without the dates of"
        " the reports it is open whether they mean one day."
    )
    assert kinds(a, b.replace("Two weeks ago", "Last week")) == []


def test_a_day_in_the_month_that_the_other_names_is_more_precise() -> None:
    a = "Ellen Brandvold was fired in February."
    (found,) = apart(a, "Ellen Brandvold was fired on Feb. 13.")
    assert (found.kind, found.relation) == ("date", "more precise")
    assert found.explanation == (
        "When Ellen Brandvold was fired: Courier says “Feb. 13”, Tribune “February”; both can be true, Courier is more"
        " precise."
    )
    assert kinds(a, "Ellen Brandvold was fired on March 13.") == [("date", "contradicts")]
    assert kinds(a, "Ellen Brandvold was fired in February.") == []

from __future__ import annotations

import pytest
from compared import article, compared, reports

from parallax.values import Difference

FILLER = "The council will meet in the town hall to hear what the engineers have found out so far."


def apart(a: str, b: str) -> tuple[Difference, ...]:
    """The differences of two reports between which nothing is linked."""
    return compared([article(f"{a} {FILLER}", "Tribune"), article(f"{FILLER} {b}", "Courier")], "reports", [])


def test_a_thing_called_alleged_here_and_not_there_is_marked() -> None:
    a = "The ministry looked into the alleged theft of bank records."
    (found,) = apart(a, "A clerk spoke of the theft of bank records.")
    assert found.kind == "certainty"
    assert found.explanation == (
        "Courier writes “the theft”, Tribune “alleged theft”: one calls it alleged, the other speaks of it without"
        " reserve."
    )


def test_one_of_a_kind_and_several_are_two_things() -> None:
    assert reports("Police met a suspected gang leader.", "Police met the gang leaders.") == ()


def test_one_word_that_tells_a_thing_apart_is_enough_in_linked_sentences_only() -> None:
    a, b = "Police met a suspected gang leader.", "Police met a gang leader."
    assert [d.kind for d in reports(a, b)] == ["certainty"]
    assert apart(a, b) == ()


@pytest.mark.parametrize(
    "told",
    [
        "A clerk spoke of the theft of car keys.",
        "A clerk was charged with the theft of bank records.",
        "A clerk may have seen the theft of bank records.",
        "There was no theft of bank records.",
        "A clerk spoke of the possible theft of bank records.",
        'A clerk spoke of "the theft of bank records".',
        "Police investigated the theft of bank records. They called it an alleged theft of bank records.",
    ],
)
def test_another_thing_or_one_left_open_there_too_is_no_difference(told: str) -> None:
    assert apart("The ministry looked into the alleged theft of bank records.", told) == ()


def test_a_report_that_has_it_both_ways_differs_from_none() -> None:
    a = "The ministry looked into the alleged theft of bank records. It regretted the theft of bank records."
    assert apart(a, "A clerk spoke of the theft of bank records.") == ()


def test_an_illness_that_somebody_had_is_not_what_they_apparently_died_of() -> None:
    a, b = "The mayor died of apparent heart disease.", "The mayor suffered from heart disease."
    assert reports(a, b) == ()

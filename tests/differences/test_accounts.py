from __future__ import annotations

import pytest
from compared import article, compared

from parallax.article import Article
from parallax.values import Difference

FILLER = "The council will meet in the town hall to hear what the engineers have found out so far."


def apart(a: str, b: str, published: tuple[str, str] = ("", "")) -> tuple[Difference, ...]:
    """The differences of two reports between which nothing is linked."""
    return compared([article(a, "Tribune", published[0]), article(b, "Courier", published[1])], "reports", [])


def kinds(a: str, b: str, published: tuple[str, str] = ("", "")) -> list[tuple[str, str]]:
    return [(d.kind, d.relation) for d in apart(a, b, published)]


def lead(words: str) -> str:
    """A report that begins so."""
    return f"{words} {FILLER}"


def test_two_ages_of_one_person_contradict_each_other_wherever_they_stand() -> None:
    a = f"Zoë Hallmark, 34, lost her boat in the storm. {FILLER}"
    b = f"{FILLER} The roof of Zoe Hallmark, a 43-year-old teacher, was blown away."
    (found,) = apart(a, b)
    assert (found.kind, found.relation) == ("number", "contradicts")
    assert found.explanation == "Courier gives the age of Zoe Hallmark as 43, Tribune that of Zoë Hallmark as 34."


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Zoe Hallmark, 34, lost her boat.", "Zoe Hallmark, a 34-year-old teacher, lost her boat."),
        ("Zoe Hallmark, 34, lost her boat.", "Zoe Hallmark left with Peter Lindqvist, 43, in the evening."),
        ("Zoe Hallmark, 34, lost her boat.", "Zoe Hallmark lost 43 nets and her boat in the storm."),
    ],
)
def test_equal_ages_and_those_of_others_are_no_difference(a: str, b: str) -> None:
    assert kinds(a, b) == []


def test_ages_a_few_years_apart_are_unclear_where_no_report_is_dated() -> None:
    a, b = (f"{FILLER} Ellen Brandvold, {age}, left the mill." for age in (27, 29))
    assert kinds(a, b) == [("number", "unclear")]
    assert kinds(a, b, ("2031-05-13", "2031-05-14")) == [("number", "contradicts")]


def test_ages_a_year_apart_are_unclear() -> None:
    assert kinds("Zoe Hallmark, 34, lost her boat.", "Zoe Hallmark, 35, lost her boat.") == [("number", "unclear")]


def test_an_age_that_grew_between_two_publications_is_that_of_a_later_report() -> None:
    a, b = "Zoe Hallmark, 34, lost her boat.", "Zoe Hallmark, 36, lost her boat."
    assert kinds(a, b, ("2031-05-13", "2033-03-01")) == [("number", "later report")]
    assert kinds(a, b, ("2033-05-13", "2031-03-01")) == [("number", "contradicts")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Twelve people were hurt when a bridge fell.", "A falling bridge injured 19 people.", "contradicts"),
        ("At least 12 people were hurt when a bridge fell.", "A falling bridge injured 19 people.", "more precise"),
        ("Twelve people were killed when a bridge fell.", "Nineteen died when a bridge fell.", "contradicts"),
    ],
)
def test_tolls_of_two_leads_are_compared_whatever_the_words(a: str, b: str, expected: str) -> None:
    assert kinds(lead(a), lead(b)) == [("number", expected)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Twelve people were hurt when a bridge fell.", "Nineteen people were killed when a bridge fell."),
        ("Twelve people were hurt when a bridge fell.", "In 1998 a falling bridge injured 19 people."),
        ("Twelve people were hurt when a bridge fell.", "Nineteen engineers looked at the bridge that fell."),
        ("A bridge in Norway fell and 12 people were hurt.", "A bridge in Greece fell and 19 people were hurt."),
        (
            "Twelve people were hurt when a bridge fell.",
            "A falling bridge injured 19 people. At first the council had said that 12 people were hurt.",
        ),
    ],
)
def test_tolls_of_another_fate_time_or_place_are_not_compared(a: str, b: str) -> None:
    assert kinds(lead(a), lead(b)) == []


def test_a_toll_far_down_is_not_that_of_the_story() -> None:
    b = f"The bridge fell at noon. {FILLER} {FILLER} {FILLER} An older bridge injured 19 people."
    assert kinds(lead("Twelve people were hurt when a bridge fell."), b) == []


def test_amounts_of_what_escaped_are_compared_in_any_unit() -> None:
    a, b = "About 300 kilograms of the gas leaked from a tank.", "Two tonnes of chlorine escaped from a tank."
    assert kinds(lead(a), lead(b)) == [("number", "contradicts")]
    assert kinds(lead(a), lead("Some 0.3 tonnes of chlorine escaped from a tank.")) == [("number", "converted")]
    assert kinds(lead("Two tonnes of sand spilled from a lorry."), lead(b.replace("Two", "Five"))) == []


def test_an_event_whose_toll_both_give_has_one_day() -> None:
    a = lead("Nineteen people were hurt when a bridge fell late on Monday, the council said.")
    b = lead("A bridge fell on Tuesday night and injured 19 people.")
    assert kinds(a, b, ("2031-05-13", "2031-05-14")) == [("date", "contradicts")]
    assert kinds(a, b.replace("Tuesday night", "Monday night"), ("2031-05-13", "2031-05-14")) == []
    assert kinds(a, b.replace("Tuesday night", "early on Tuesday"), ("2031-05-13", "2031-05-14")) == []
    assert kinds(a, b.replace("19", "70"), ("2031-05-13", "2031-05-14")) == [("number", "later report")]


def test_the_day_on_which_somebody_spoke_is_not_the_day_of_the_event() -> None:
    a = lead("Nineteen people were hurt when a bridge fell on Monday.")
    b = lead("Nineteen people were hurt when a bridge fell, the council said on Tuesday.")
    assert kinds(a, b, ("2031-05-13", "2031-05-13")) == []


def test_what_is_done_later_for_those_whom_the_event_hit_is_not_its_day() -> None:
    a = lead("Nineteen people were hurt when a bridge fell on Monday.")
    b = lead("Helpers brought tents on Tuesday night to the town of the bridge that hurt 19 people.")
    assert kinds(a, b, ("2031-05-15", "2031-05-15")) == []


def test_what_a_person_does_once_has_one_day() -> None:
    a, b = ("Ellen Brandvold resigned on Monday after a vote.", "Ellen Brandvold resigned on Friday after a vote.")
    assert kinds(lead(a), f"{FILLER} {b}") == [("date", "contradicts")]
    assert kinds(lead(a), lead("Ellen Brandvold spoke on Friday after a vote.")) == []


@pytest.mark.parametrize(
    "b",
    [
        "The port usually opens its gate on Friday.",
        "The port opened its gate before Friday.",
        "The port opened its gate.",
    ],
)
def test_a_habit_and_a_bound_are_not_the_day_of_a_deed(b: str) -> None:
    a = "The Dunmere Port Authority opened its gate on Monday."
    assert kinds(lead(a), f"{FILLER} {b.replace('The port', 'The Dunmere Port Authority')}") == []


def test_what_is_done_to_others_on_another_day_is_another_deed() -> None:
    a, b = ("Ellen Brandvold fired Peter Lindqvist on Monday.", "Ellen Brandvold fired Karl Mortensen on Friday.")
    assert kinds(lead(a), f"{FILLER} {b}") == []
    assert kinds(lead(a), f"{FILLER} {b.replace('Karl Mortensen', 'Peter Lindqvist')}") == [("date", "contradicts")]


def test_a_headline_that_counts_more_than_its_text_is_marked() -> None:
    text = lead("Fourteen people were taken to hospital after a leak in the port.")
    a = Article.from_text(text, title="Leak poisons hundreds", outlet="Tribune")
    b = article(lead("A leak in the port was stopped in the evening by the fire service of the town."), "Courier")
    (found,) = compared([a, b], "reports", [])
    assert (found.kind, found.relation) == ("number", "unclear")
    assert {n for n, _, _ in found.spans} == {0}
    assert found.explanation == "The headline of Tribune says “hundreds”, its own text no more than “Fourteen people”."


def test_what_one_denies_and_the_other_states_elsewhere_is_marked() -> None:
    a = f"Ellen Brandvold will visit the lower dam in June. {FILLER}"
    b = f"{FILLER} The engineers had a long night. Ellen Brandvold is unlikely to visit the dam."
    assert kinds(a, b) == [("certainty", "")]
    assert kinds(a, b.replace("is unlikely to", "will not")) == [("negation", "")]
    assert kinds(a, b.replace("the dam.", "the school.")) == []


def test_what_a_report_both_states_and_hedges_is_no_difference() -> None:
    a = f"Ellen Brandvold will visit the lower dam in June. {FILLER}"
    b = f"{FILLER} Ellen Brandvold may visit the dam. The mayor said Ellen Brandvold will visit the dam."
    assert kinds(a, b) == []


def test_what_somebody_wants_to_ensure_is_not_stated() -> None:
    a = f"The plan is to ensure Ellen Brandvold visits the dam. {FILLER}"
    assert kinds(a, f"{FILLER} Ellen Brandvold is expected to visit the dam.") == []


def test_what_nameless_reports_suggest_is_as_open_as_what_is_expected() -> None:
    a = f"Reports suggest Ellen Brandvold will visit the dam. {FILLER}"
    assert kinds(a, f"{FILLER} Ellen Brandvold is expected to visit the dam.") == []
    assert kinds(a, f"{FILLER} Ellen Brandvold visited the dam.") == [("certainty", "")]

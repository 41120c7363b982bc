from __future__ import annotations

import pytest
from compared import article, compared

from parallax.values import Difference

FILLER = "The council will hear on another day what the engineers have found out so far. It was a long and cold winter."


def apart(a: str, b: str, published: tuple[str, str] = ("", "")) -> tuple[Difference, ...]:
    """The facts on which two reports differ between which nothing is linked."""
    articles = [
        article(f"{a} {FILLER}", "Tribune", published[0]),
        article(f"{FILLER} {b}", "Courier", published[1]),
    ]
    return tuple(d for d in compared(articles, "reports", []) if d.relation)


def kinds(a: str, b: str, published: tuple[str, str] = ("", "")) -> list[tuple[str, str]]:
    return [(d.kind, d.relation) for d in apart(a, b, published)]


def test_marchers_of_one_protest_are_compared_wherever_they_stand() -> None:
    a = "An estimated 100,000 people took to the streets of Dunmere in a strike against the harbour tax."
    b = "A protest of the unions against the harbour tax drew a crowd of 30,000 people in Dunmere."
    (found,) = apart(a, b)
    assert (found.kind, found.relation) == ("number", "contradicts")
    assert found.explanation == "Of the crowd, Courier says “30,000 people”, Tribune “An estimated 100,000 people”."
    assert kinds(a, b.replace("30,000", "tens of thousands of")) == [("number", "more precise")]


@pytest.mark.parametrize(
    "b",
    [
        "A protest against the harbour tax drew a crowd of 30,000 people in Halbrook.",
        "Some 30,000 people gathered in Dunmere to see the boats.",
        "A strike against the harbour tax sent 30 people home in Dunmere.",
        "Unions said a protest against the harbour tax drew a crowd of 30,000 in Dunmere, police that 100,000 people"
        " marched in the protest against the harbour tax.",
        "Police arrested 60 people who marched against the harbour tax in Dunmere.",
    ],
)
def test_crowds_of_other_places_and_events_and_agreed_ones_are_no_difference(b: str) -> None:
    a = "An estimated 100,000 people took to the streets of Dunmere in a strike against the harbour tax."
    assert kinds(a, b) == []


def test_a_crowd_whose_place_one_report_leaves_open_is_unclear() -> None:
    a = "An estimated 100,000 people marched in a strike against the harbour tax."
    b = "A strike against the harbour tax drew a crowd of 30,000 people in Paris."
    assert kinds(a, b) == [("number", "unclear")]


def test_signatures_are_counted_by_those_who_signed() -> None:
    a = "A petition against the harbour tax was signed by more than 1.8 million people."
    b = "The petition against the tax has hundreds of thousands of signatures."
    assert kinds(a, b) == [("number", "contradicts")]
    assert kinds(a, b.replace("hundreds of thousands", "millions")) == [("number", "more precise")]
    assert kinds(a, "The treaty on the harbour tax was signed by 11 nations and their leaders.") == []


def test_who_joined_one_event_is_counted_by_any_of_its_names() -> None:
    a = "An online event for the protest at the harbour has more than 100,000 supporters."
    b = "The event for a protest at the harbour had gained 28,000 attendees."
    assert kinds(a, b) == [("number", "contradicts")]
    assert kinds(a, "The football club of the old town has gained 28,000 followers.") == []


@pytest.mark.parametrize(
    "b",
    [
        "Within an hour, an event for a protest at the harbour had gained 28,000 attendees.",
        "The event for a protest at the harbour has already gained 28,000 attendees.",
        "The event for a protest at the harbour has gained 28,000 attendees so far.",
        "By noon, the event for a protest at the harbour had gained 28,000 attendees.",
    ],
)
def test_a_count_of_one_moment_contradicts_no_other(b: str) -> None:
    a = "An online event for the protest at the harbour has more than 100,000 supporters."
    (found,) = apart(a, b)
    assert (found.kind, found.relation) == ("number", "unclear")
    assert found.explanation.startswith(
        "Of those who joined, Courier says “28,000 attendees”, Tribune “more than 100,000 supporters”; “"
    )
    assert found.explanation.endswith("” tells a count that may have grown.")


def test_people_charged_are_compared_where_they_are_of_one_kind() -> None:
    a = "The inquiry has led to charges for four campaign aides."
    assert kinds(a, "Several former campaign workers were already indicted by the court.") == [
        ("number", "more precise")
    ]
    assert kinds(a, "Nine campaign aides have been charged by the court.") == [("number", "contradicts")]
    assert kinds(a, "Nine dock workers have been charged by the court.") == []


def test_whoever_is_charged_is_told_apart_by_no_words_but_those_beside_the_number() -> None:
    a = "Dozens were charged with fraud. Police praised the council aides"
    b = "Nine council aides were charged with fraud on Monday."
    assert compared([article(a, "Tribune"), article(b, "Courier")], "reports", []) == ()


def test_tests_of_one_country_in_one_period_are_compared() -> None:
    a = "Norway has conducted more than 20 missile tests under the minister."
    assert kinds(a, "Norway has carried out 16 missile tests under the minister.") == [("number", "contradicts")]
    assert kinds(a, "Sweden has carried out 16 missile tests under the minister.") == []
    assert kinds(a, "Norway has carried out 16 missile tests under the minister this year.") == [("number", "unclear")]


def test_what_somebody_is_quoted_with_is_no_count_of_the_report() -> None:
    a = "An estimated 100,000 people took to the streets of Dunmere in a strike against the harbour tax."
    b = '"At the strike against the harbour tax in Dunmere 300 people marched," the mayor said.'
    assert kinds(a, b) == []


def test_who_is_led_to_safety_is_rescued() -> None:
    a, b = "Twenty people were led to safety from a boat.", "Five people were rescued from a boat."
    articles = [article(f"{a} {FILLER}", "Tribune"), article(f"{b} {FILLER}", "Courier")]
    assert [(d.kind, d.relation) for d in compared(articles, "reports", [])] == [("number", "contradicts")]


def test_people_hurt_or_rescued_in_one_event_are_counted_far_down_too() -> None:
    a = "The flood that broke the old dam of Dunmere hurt 14 villagers."
    b = "Nineteen people were injured by the flood of the old dam in Dunmere."
    far = f"{FILLER} {FILLER} {b}"
    articles = [article(f"{FILLER} {FILLER} {a}", "Tribune"), article(far, "Courier")]
    assert [(d.kind, d.relation) for d in compared(articles, "reports", [])] == [("number", "contradicts")]
    for other in (
        b.replace("the flood of the old dam", "a fire in a school"),
        b.replace("in Dunmere", "in Dunmere in 1998"),
        b.replace("people", "soldiers").replace("Nineteen", "Two"),
        f"{b} At first the flood of the dam was said to have hurt 14 people.",
    ):
        a_soldier = a.replace("villagers", "nurses") if "soldiers" in other else a
        articles = [
            article(f"{FILLER} {FILLER} {a_soldier}", "Tribune"),
            article(f"{FILLER} {FILLER} {other}", "Courier"),
        ]
        assert [d for d in compared(articles, "reports", []) if d.relation] == []

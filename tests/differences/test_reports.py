from __future__ import annotations

import pytest
from compared import NEWS, article, compared, reports, said

from parallax.values import Retelling, Utterance


def kinds(a: str, b: str, published: tuple[str, str] = ("", "")) -> list[tuple[str, str]]:
    return [(d.kind, d.relation) for d in reports(f"{NEWS} {a}", f"{NEWS} {b}", published)]


def test_counts_of_the_same_thing_contradict_each_other() -> None:
    a, b = "The flood injured 12 people in Dunmere.", "The flood injured 19 people in Dunmere."
    (found,) = reports(f"{NEWS} {a}", f"{NEWS} {b}")
    assert (found.kind, found.relation) == ("number", "contradicts")
    assert found.explanation == "Of the injured, Courier says “19 people”, Tribune “12 people”."


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("at least 12", "14", "more precise"),
        ("about 800", "812", "more precise"),
        ("dozens of", "48", "more precise"),
        ("at least 20", "14", "contradicts"),
    ],
)
def test_limits_decide_whether_counts_contradict(first: str, second: str, relation: str) -> None:
    a, b = (f"The flood injured {n} people in Dunmere." for n in (first, second))
    assert kinds(a, b) == [("number", relation)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The flood injured 12 people in Dunmere.", "The flood injured twelve people in Dunmere."),
        ("The flood injured 12 people in Dunmere.", "The flood damaged 19 houses in Dunmere."),
        ("The flood injured 12 people in Dunmere.", "Boats rescued 19 people from the roofs."),
        ("The flood injured 12 people and 3 dogs.", "The flood injured 3 dogs and 12 people."),
        ("The repair cost $3 million.", "The repair cost 2.5 million euros."),
        ("The flood “injured” 12 people – in Dunmere.", 'The flood "injured" 12 people - in Dunmere.'),
        ("The flood injured 12 people in Dunmere.", "THE FLOOD INJURED 12 PEOPLE IN DUNMERE."),
    ],
)
def test_what_is_not_alike_or_the_same_is_no_difference(a: str, b: str) -> None:
    assert kinds(a, b) == []


def test_a_number_that_the_other_says_elsewhere_is_no_difference() -> None:
    a = "The flood injured 12 people in Dunmere."
    b = "The flood injured 19 people in Dunmere. In the first hour 12 people were hurt."
    assert kinds(a, b) == []


def test_a_count_that_grew_by_the_next_day_is_a_later_report() -> None:
    a, b = "The flood injured 12 people in Dunmere.", "The flood injured 19 people in Dunmere."
    assert kinds(a, b, ("2031-05-13", "2031-05-14")) == [("number", "later report")]
    assert kinds(a, b, ("2031-05-14", "2031-05-13")) == [("number", "contradicts")]


def test_a_length_in_another_unit_is_converted() -> None:
    (found,) = reports(f"{NEWS} The boat drifted 10 miles.", f"{NEWS} The boat drifted 16 kilometres.")
    assert found.relation == "converted"
    assert found.explanation == (
        "Of “drifted”, Courier says “16 kilometres”, Tribune “10 miles”: probably one measure, converted."
    )


def test_two_weekdays_of_one_event_contradict_each_other() -> None:
    a, b = "Police closed the bridge in Dunmere on Monday.", "Police closed the bridge in Dunmere on Tuesday."
    assert [k for k, _ in kinds(a, b)] == ["date"]


def test_a_day_that_the_other_gives_elsewhere_is_no_difference() -> None:
    a = "Police closed the bridge in Dunmere on Monday."
    b = "Police closed the bridge in Dunmere on Tuesday. Police had closed the bridge in Dunmere on Monday."
    assert kinds(a, b) == []


def test_a_relative_day_is_compared_only_with_dates_of_publication() -> None:
    a, b = "Police closed the bridge in Dunmere yesterday.", "Police closed the bridge in Dunmere on Monday."
    assert kinds(a, b) == []
    assert kinds(a, b, ("2031-05-13", "2031-05-13")) == []
    assert [k for k, _ in kinds(a, b, ("2031-05-15", "2031-05-15"))] == ["date"]


def test_a_denied_predicate_stands_against_a_stated_one() -> None:
    a, b = "The company has repaired the dam.", "The company has not repaired the dam."
    assert kinds(a, b) == [("negation", "")]


def test_a_hedged_predicate_stands_against_a_flat_one() -> None:
    a, b = "The company repaired the dam.", "The company may have repaired the dam."
    assert kinds(a, b) == [("certainty", "")]


def test_another_subject_or_object_is_another_predicate() -> None:
    a = "The company has repaired the dam."
    assert kinds(a, "The council has not repaired the dam.") == []
    assert kinds(a, "The company has not repaired the road.") == []


def test_a_name_in_two_spellings_is_marked() -> None:
    a = "The harbour master Henrik Solvanger called the boats back."
    b = "The harbour master Henrik Solvenger called the boats back."
    assert ("name", "contradicts") in kinds(a, b)


def test_two_people_whom_both_name_are_not_one_in_two_spellings() -> None:
    both = "The painters Karina Mortensen and Katrina Mortensen were seen in Toronto on Monday."
    a, b = f"{both} Karina Mortensen sang.", f"{both} Katrina Mortensen sang."
    assert [k for k, _ in kinds(a, b) if k == "name"] == []


def quoted(a: str, b: str, **more: object) -> list[str]:
    """The kinds between two reports of one utterance: `a` and `b` are the words inside the marks."""
    texts = [f'{NEWS} "{words}," Ellen Brandvold said.' for words in (a, b)]
    attributions = [
        said(n, t, "Ellen Brandvold", "said", f'"{w},"') for n, (t, w) in enumerate(zip(texts, (a, b), strict=True))
    ]
    articles = [article(t, o) for t, o in zip(texts, ("Tribune", "Courier"), strict=True)]
    return [
        d.kind
        for d in compared(
            articles, "reports", [], attributions, [Utterance("u", (0, 1), "altered", 0, (Retelling(1, "altered"),))]
        )
    ]


def test_words_changed_inside_the_marks_are_one_difference() -> None:
    assert quoted(
        "We were never told that the gate of the dam was open", "We were late told that the door of the dam was open"
    ) == ["quotation"]


@pytest.mark.parametrize(
    "other",
    [
        "We were never told that the gate was open, and nobody asked us",
        "We were never told that the gate ... was open",
        "We were never told that the [lower] gate was open",
        "we were NEVER told that the gate was open",
    ],
)
def test_quoting_further_marked_omissions_and_typography_alter_nothing(other: str) -> None:
    assert quoted("We were never told that the gate was open", other) == []


def test_a_contraction_alters_no_quotation() -> None:
    assert (
        quoted("We have never been told that the gate was open", "We've never been told that the gate was open") == []
    )


def told(a: tuple[str, str], b: tuple[str, str], stances: tuple[str, str] = ("neutral", "neutral")) -> list[str]:
    """The kinds between two paraphrases of one statement; each is (source, verb)."""
    content = "the lower gate of the dam had been left open during the night"
    texts = [f"{NEWS} {source} {verb} that {content}." for source, verb in (a, b)]
    attributions = [
        said(n, t, source, verb, content, kind="indirect", stance=stance, speaker=f"s{source}")
        for n, (t, (source, verb), stance) in enumerate(zip(texts, (a, b), stances, strict=True))
    ]
    articles = [article(t, o) for t, o in zip(texts, ("Tribune", "Courier"), strict=True)]
    return [
        d.kind
        for d in compared(
            articles, "reports", [], attributions, [Utterance("u", (0, 1), "same", 0, (Retelling(1, "same"),))]
        )
    ]


def test_a_verb_of_doubt_stands_against_a_plain_one() -> None:
    assert told(("Ellen Brandvold", "said"), ("Ellen Brandvold", "claimed"), ("neutral", "doubting")) == [
        "attribution-verb"
    ]
    assert told(("Ellen Brandvold", "said"), ("Ellen Brandvold", "added")) == []


def test_a_source_named_here_and_hidden_there_is_marked() -> None:
    assert told(("Ellen Brandvold", "said"), ("An official", "said")) == ["unnamed-source"]


def test_wording_and_punctuation_never_differ_between_outlets() -> None:
    a = "The crew, tired and wet, walked slowly to the gate of the harbour."
    b = "Wet and weary the crew strolled to the harbour gate!"
    assert kinds(a, b) == []

from __future__ import annotations

import pytest
from compared import NEWS, article, compared, reports, said

from parallax.values import Difference

FILLER = "The council will meet in the town hall to hear what the engineers have found out so far."


def apart(a: str, b: str) -> tuple[Difference, ...]:
    """The differences of two reports between which nothing is linked."""
    return compared([article(f"{a} {FILLER}", "Tribune"), article(f"{FILLER} {b}", "Courier")], "reports", [])


def linked(a: str, b: str) -> list[str]:
    return [d.kind for d in reports(f"{NEWS} {a}", f"{NEWS} {b}")]


def test_what_somebody_is_held_to_be_is_less_than_what_they_are() -> None:
    a, b = "Ellen Brandvold is a suspect.", "Ellen Brandvold is considered a suspect."
    (found,) = apart(a, b)
    assert found.kind == "certainty"
    assert found.explanation == (
        "Courier writes “is considered a suspect”, Tribune “is a suspect”: one states what the other leaves open."
    )


def test_what_somebody_is_and_is_not_is_a_denial() -> None:
    assert [d.kind for d in apart("Ellen Brandvold is a suspect.", "Ellen Brandvold is not a suspect.")] == ["negation"]
    assert apart("Ellen Brandvold is a suspect.", "Ellen Brandvold is not a teacher.") == ()
    assert apart("Ellen Brandvold is a suspect.", "Henrik Solvanger is not a suspect.") == ()


def test_words_of_one_root_are_one_object() -> None:
    a = "Ellen Brandvold is helping the investigators."
    (found,) = apart(a, "Ellen Brandvold is believed to be helping with the investigation.")
    assert found.kind == "certainty"


def test_what_is_done_to_a_thing_is_found_whoever_does_it() -> None:
    (found,) = apart("The council closed the Dunmere bridge.", "The bridge is believed to have been closed.")
    assert found.kind == "certainty"
    assert found.confidence >= 0.5


def test_what_is_done_to_another_thing_is_no_difference() -> None:
    assert apart("The council closed the Dunmere bridge.", "The school is believed to have been closed.") == ()


def test_what_two_parties_do_to_one_thing_are_two_events() -> None:
    both = "Ellen Brandvold and Henrik Solvanger spoke."
    a = f"{both} The bridge was closed by Ellen Brandvold."
    assert apart(a, f"{both} The bridge is said to have been closed by Henrik Solvanger.") == ()


def test_what_is_denied_of_an_unnamed_thing_may_be_another_thing() -> None:
    assert apart("A bridge was closed in the south.", "The bridge was not closed.") == ()


def test_nobody_and_nothing_deny_as_not_does() -> None:
    assert apart("No boat has been found.", "The boat has not been found.") == ()


def test_what_is_intended_is_told_from_what_is_done_in_linked_sentences() -> None:
    a = "Ellen Brandvold agreed to repair the dam."
    (found,) = reports(f"{NEWS} {a}", f"{NEWS} Ellen Brandvold is repairing the dam.")
    assert found.kind == "certainty"
    assert found.explanation.endswith("one tells as done what the other tells as intended.")
    assert linked(a, "Ellen Brandvold will repair the dam.") == []
    assert linked(a, "Henrik Solvanger is repairing the dam.") == []
    assert apart(a, "Ellen Brandvold is repairing the dam.") == ()


@pytest.mark.parametrize("told", ["is expected to visit", "is scheduled to visit", "will visit", "is set to visit"])
def test_what_is_expected_is_as_firm_as_what_is_to_come(told: str) -> None:
    assert linked(f"Ellen Brandvold {told} the dam.", "Ellen Brandvold will visit the dam.") == []


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("Ellen Brandvold is expected to visit the dam.", "the other expects it."),
        ("Reports suggest Ellen Brandvold will visit the dam.", "the other passes on reports of it."),
        ("Ellen Brandvold may visit the dam.", "the other holds it possible."),
        ("Ellen Brandvold will visit the dam.", "the other expects it."),
    ],
)
def test_what_one_thinks_unlikely_is_told_with_what_the_other_makes_of_it(told: str, end: str) -> None:
    (found,) = reports(f"{NEWS} Ellen Brandvold is unlikely to visit the dam.", f"{NEWS} {told}")
    assert found.explanation.endswith(f"one thinks it unlikely, {end}")


def test_what_such_things_can_do_leaves_nothing_open() -> None:
    assert linked("A flood can damage the bridge.", "The flood damaged the bridge.") == []


@pytest.mark.parametrize(
    "told",
    [
        "Ellen Brandvold would have visited the dam.",
        "Ellen Brandvold nearly visited the dam.",
        "The mayor denied that Ellen Brandvold visited the dam.",
        "The mayor fears that Ellen Brandvold visited the dam.",
    ],
)
def test_what_never_was_or_is_only_feared_is_not_asserted(told: str) -> None:
    assert linked("Ellen Brandvold reportedly visited the dam.", told) == []
    assert linked("Ellen Brandvold has not visited the dam.", told) == []


def test_what_somebody_claims_or_believes_is_left_to_them() -> None:
    a = "The mayor claims that Ellen Brandvold visited the dam."
    assert linked(a, "Ellen Brandvold allegedly visited the dam.") == []
    assert linked(a, "Ellen Brandvold visited the dam.") == []


def test_an_agreeing_reading_elsewhere_settles_it_for_linked_sentences() -> None:
    a = "The company repaired the dam."
    b = "The company may have repaired the dam."
    assert linked(a, b) == ["certainty"]
    assert linked(a, f"{b} The mayor said the company repaired the dam.") == []


def test_he_in_what_somebody_says_is_that_person() -> None:
    a = "Ellen Brandvold is a suspect."
    text = f"{FILLER} Ellen Brandvold said she is not a suspect."
    articles = [article(f"{a} {FILLER}", "Tribune"), article(text, "Courier")]
    own = said(1, text, "Ellen Brandvold", "said", "she is not a suspect", kind="indirect")
    assert [d.kind for d in compared(articles, "reports", [], [own])] == ["negation"]


def test_the_order_of_the_articles_changes_no_difference() -> None:
    a = article(f"Ellen Brandvold is considered a suspect. {FILLER}", "Tribune")
    b = article(f"{FILLER} Ellen Brandvold is a suspect.", "Courier")
    told = [[d.explanation for d in compared(pair, "reports", [])] for pair in ([a, b], [b, a])]
    assert told[0] == told[1] != []


def test_allegedly_says_no_more_than_that_somebody_says_so() -> None:
    a = f"{NEWS} Ellen Brandvold allegedly closed the dam."
    b = f"{NEWS} Police say Ellen Brandvold closed the dam."
    articles = [article(a, "Tribune"), article(b, "Courier")]
    own = said(1, b, "Police", "say", "Ellen Brandvold closed the dam", kind="indirect")
    assert [d.kind for d in compared(articles, "reports")] == ["certainty"]
    assert compared(articles, "reports", attributions=[own]) == ()


def test_what_is_open_about_who_did_it_is_not_open_about_what_befell() -> None:
    assert apart("Ellen Brandvold allegedly hit a driver.", "The driver was hit.") == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ellen Brandvold probably died instantly.", "Ellen Brandvold was killed."),
        ("The gate can be opened.", "The gate was opened."),
        ("The gate was shut.", "The gate could be shut down."),
        ("Ellen Brandvold was appointed.", "Ellen Brandvold had expected to be appointed."),
        ("Half of the houses were destroyed.", "Half of the barns might have been destroyed."),
    ],
)
def test_a_hedge_that_bears_on_something_else_leaves_the_event_alone(a: str, b: str) -> None:
    assert apart(a, b) == ()


def test_what_hangs_on_a_condition_is_not_held_against_what_is_plain() -> None:
    assert linked("The company repaired the dam.", "The company may repair the dam if the council pays.") == []


def test_a_person_may_be_called_by_a_noun_in_a_linked_sentence() -> None:
    both = "Ellen Brandvold came to Dunmere with her lawyer on Monday."
    a = f"{both} The lawyer said his client was ignoring his advice."
    b = f"{both} The lawyer said Ellen Brandvold planned to ignore his advice."
    assert [d.kind for d in reports(a, b)] == ["certainty"]


def test_the_present_tense_tells_what_is_expected() -> None:
    assert (
        linked("Ellen Brandvold returns to Dunmere on Monday.", "Ellen Brandvold is expected to return to Dunmere.")
        == []
    )


def test_to_refuse_denies_and_to_consider_leaves_open() -> None:
    assert linked("Ellen Brandvold signed the treaty.", "Ellen Brandvold refused to sign the treaty.") == ["negation"]
    (found,) = apart("Ellen Brandvold left the treaty.", "Ellen Brandvold is considering leaving the treaty.")
    assert found.kind == "certainty"
    assert "“considering leaving”" in found.explanation or "“is considering leaving”" in found.explanation


def test_what_is_denied_of_another_year_is_another_event() -> None:
    a = "Ellen Brandvold did not visit the dam."
    assert [d.kind for d in apart(a, "Ellen Brandvold visited the dam.")] == ["negation"]
    assert apart(a, "In 1987 Ellen Brandvold visited the dam.") == ()


def test_what_he_did_not_do_may_be_said_of_anybody() -> None:
    assert apart("Ellen Brandvold visited the dam.", "She did not visit the dam.") == ()


def test_a_deed_that_is_a_charge_is_not_expected() -> None:
    a = "Ellen Brandvold is expected to face charges of theft and driving without a licence."
    assert linked(a, "Ellen Brandvold was driving without a licence.") == []


def test_what_is_given_according_to_somebody_is_as_alleged_as_alleged() -> None:
    a = "According to the police, Ellen Brandvold struck a driver with her car."
    assert linked(a, "Ellen Brandvold allegedly struck a driver.") == []

"""A document speaks for whoever wrote it, and "another" for whoever wrote the one before."""

from __future__ import annotations

import pytest
from story_reading import Story, story

FIRST = "The harbour union sent a letter to the ministry on Monday."


def name_of(told: Story, part: str, article: int = 0) -> str:
    return told.speaker(told.said(part, article)).name


@pytest.mark.parametrize(
    "opening",
    [
        "The inquiry chair, Elena Ortiz, has given a list of thirty questions to the ministry.",
        "The ministry has received the questions that Elena Ortiz wants to ask.",
        "Elena Ortiz's questions reached the ministry on Monday.",
        "The ministry has read thirty questions written by Elena Ortiz.",
    ],
)
def test_questions_are_asked_by_whoever_they_are_said_to_be_by(opening: str) -> None:
    told = story(
        f"{opening}\n“When did you learn that the gate was open?” one question asks.\n"
        "“Who gave the order to close it?” another asks.\n"
        "“Why was nobody told?” reads one of the questions."
    )
    for part in ("When did you learn", "Who gave the order", "Why was nobody told"):
        assert name_of(told, part) == "Elena Ortiz"


def test_a_letter_speaks_for_the_union_that_sent_it() -> None:
    told = story(f"{FIRST} The letter said that the crane had been faulty for a year.")
    assert "union" in name_of(told, "the crane had been faulty")


def test_whose_statement_it_is_by_the_name_before_it_outweighs_another_owner() -> None:
    told = story(
        "Elena Ortiz's statement on Monday said that the dam was safe.\n"
        'The White House statement said that the "dam had failed twice".'
    )
    assert name_of(told, "the dam was safe") == "Elena Ortiz"
    assert name_of(told, "dam had failed twice") == "White House"


def test_a_letter_that_is_new_is_nobodys_of_before() -> None:
    told = story(f"{FIRST} A letter in the Courier said that the crane had been faulty for a year.")
    assert "union" not in name_of(told, "the crane had been faulty")


def test_two_letters_may_be_by_two() -> None:
    told = story(f"{FIRST} The two letters said that the crane had been faulty for a year.")
    assert "union" not in name_of(told, "the crane had been faulty")


def test_another_after_a_person_is_not_that_persons_document() -> None:
    told = story(
        "“The gate was open,” one sailor said.\n“We shouted for an hour,” said another.\n"
        "Elena Ortiz sent a letter to the ministry."
    )
    assert name_of(told, "We shouted") != "Elena Ortiz"


def test_the_order_of_the_reports_decides_nothing() -> None:
    first = "Elena Ortiz has sent thirty questions to the ministry. “Who knew?” one question asks."
    other = "The list of questions was published on Monday. “Who gave the order?” asks one of Elena Ortiz's questions."
    third = "One question asks who gave the order to close the gate. Elena Ortiz would say no more."
    told, turned = story(first, other, third), story(third, other, first)
    for a, part in enumerate(("Who knew", "Who gave the order", "who gave the order to close")):
        assert name_of(told, part, a) == name_of(turned, part, 2 - a) == "Elena Ortiz"


def test_who_speaks_for_an_office_is_the_office_and_who_speaks_for_a_person_is_not() -> None:
    told = story(
        "The Ministry of Ports said that the crane was safe.\n"
        "A Ministry of Ports spokesman said that the crane had been tested.\n"
        "Johnson's spokesman said that the bridge would open."
    )
    assert name_of(told, "the crane had been tested") == name_of(told, "the crane was safe")
    assert name_of(told, "the bridge would open") != "Johnson"


def test_who_calls_somebody_self_confessed_is_not_a_self() -> None:
    told = story("Tom Pohl, a self-confessed “lover of old cranes” from Larne, signed the letter.")
    assert [s.name for s in told.speakers if s.name in ("self", "a self")] == []


def test_a_report_speaks_for_the_paper_that_it_stands_in_and_else_for_itself() -> None:
    told = story(
        "The gate was open, according to a report published in The New York Times.\n"
        "The report said that nobody had closed it."
    )
    assert "New York Times" in name_of(told, "The gate was open")
    assert "New York Times" not in name_of(told, "nobody had closed it")


def test_an_organisation_that_wrote_a_letter_has_one_name_in_whatever_order_reports_are_read() -> None:
    first = "A letter from Labor Federation reached the mayor on Monday. The letter said the plan was bad."
    other = "The Labor Federation said on Monday that the plan was bad for workers."
    ids = [{s.id for s in told.speakers} for told in (story(first, other), story(other, first))]
    assert ids[0] == ids[1]


def test_an_organisation_is_not_called_by_its_letter() -> None:
    told = story("According to the letter by the National Union of Teachers, the plan was bad for all schools.")
    assert name_of(told, "the plan was bad") == "the National Union of Teachers"

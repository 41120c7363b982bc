from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_parses import parses
from story_reading import Story, story

from parallax.article import Article
from parallax.attribution.layout import LAID_OUT, laid_out
from parallax.attribution.tree import Tree, tree_of
from parallax.language import Parse, parse

OPENING = "The council met in the old customs house on Monday evening to hear about the dam.\n"
TRANSCRIPT = OPENING + (
    "ORTIZ: We checked every gate that night.\n"
    "POHL: Nobody did.\n"
    "VELDEN: Then why was the log empty?\n"
    "ORTIZ: The mayor told me that it had been lost."
)
LETTERS = (
    "The paper asked its readers what they thought of the plan for the new harbour.\n"
    "“The harbour was never safe.” – Elena Ortiz\n"
    "“Nobody told us anything about the wall.” — Anders Pohl, Port Anselm\n"
    '"The board must go before the winter." - Marta Velden'
)


def shown(text: str) -> list[tuple[str, str, str]]:
    """Frame, source and content of what the layout of a text shows."""
    read = parse(Article.from_text(text))
    spans = [(f.frame, f.source, f.content) for f in laid_out(tree_of(read))]

    def words(runs: tuple[tuple[int, int], ...]) -> str:
        return " | ".join(text[read.tokens[a].start : read.tokens[b].end] for a, b in runs)

    return [(frame, words(source), words(content)) for frame, source, content in spans]


def who_said_what(told: Story) -> list[tuple[str, str]]:
    return [(told.words(a, a.source), told.words(a, a.content)) for a in told.attributions]


def test_a_transcript_gives_each_paragraph_to_the_name_before_its_colon() -> None:
    told = story(TRANSCRIPT)
    turns = [a for a in told.attributions if told.words(a, a.source).isupper()]
    assert [pair for pair in who_said_what(told) if pair[0].isupper()] == [
        ("ORTIZ", "We checked every gate that night"),
        ("POHL", "Nobody did"),
        ("VELDEN", "Then why was the log empty?"),
        ("ORTIZ", "The mayor told me that it had been lost"),
    ]
    one, pohl, velden, again = (a.speaker for a in turns)
    assert one == again
    assert len({one, pohl, velden}) == 3


def test_a_transcript_may_hold_several_sentences_a_turn() -> None:
    text = OPENING + "ORTIZ: We checked every gate. It was late. Nobody slept."
    assert shown(text) == [("label", "ORTIZ", "We checked every gate. It was late. Nobody slept.")]


def test_a_person_before_a_colon_may_have_a_whole_name() -> None:
    text = OPENING + "Elena Ortiz: We checked every gate that night."
    assert shown(text) == [("label", "Elena Ortiz", "We checked every gate that night.")]


@pytest.mark.parametrize(
    "line",
    [
        "The result: nobody was hurt.",
        "Mayor Elena Ortiz told the evening session of the council: nobody was hurt.",
        "ORTIZ:",
        ": nobody was hurt.",
        "“Elena Ortiz: nobody was hurt.”",
        "At 12:30 the gate was shut.",
    ],
)
def test_what_is_no_name_before_a_colon_makes_nobody_speak(line: str) -> None:
    assert shown(OPENING + line) == []


def test_signed_quotations_have_who_signed_them_as_source() -> None:
    told = story(LETTERS)
    signed = [pair for pair in who_said_what(told) if pair[0] != "The paper"]
    assert signed == [
        ("Elena Ortiz", "“The harbour was never safe.”"),
        ("Anders Pohl, Port Anselm", "“Nobody told us anything about the wall.”"),
        ("Marta Velden", '"The board must go before the winter."'),
    ]
    assert all(a.kind == "direct" for a in told.attributions if told.words(a, a.source) != "The paper")
    assert len({a.speaker for a in told.attributions}) == len(told.attributions)


@pytest.mark.parametrize(
    "line",
    [
        "“The harbour was never safe” – and nobody knew it.",
        "“The harbour was never safe” – she said so herself.",
        "The harbour was never safe – Elena Ortiz",
        "“The harbour was never safe.” –",
        "– Elena Ortiz",
        "“The harbour was never safe.” – Elena Ortiz, who has lived beside the upper gate of the river for 30 years",
    ],
)
def test_what_is_no_name_behind_a_quotation_signs_nothing(line: str) -> None:
    assert shown(OPENING + line) == []


def test_what_is_said_of_saying_inside_a_turn_is_no_attribution_of_its_own() -> None:
    told = story(OPENING + "ORTIZ: The mayor said that the gate was shut.\nPOHL: It was not.")
    assert told.said("the gate was shut").content == told.said("The mayor said").content


@given(parses())
def test_whatever_the_parse_what_is_shown_lies_in_one_paragraph_and_its_parts_do_not_touch(read: Parse) -> None:
    for f in laid_out(Tree(read)):
        assert f.frame in LAID_OUT
        runs = sorted((*f.source, *f.cue, *f.content))
        assert all(0 <= first <= last < len(read.tokens) for first, last in runs)
        assert all(before[1] < after[0] for before, after in pairwise(runs))
        numbers = [read.tokens[i].sentence for first, last in runs for i in (first, last)]
        assert len({read.sentences[s].paragraph for s in numbers}) == 1


@given(
    st.lists(st.sampled_from(["ORTIZ", ":", "–", "“", "”", '"', "dam", "\n", ".", "Elena Ortiz", "😀"]), max_size=25)
)
def test_colons_dashes_and_marks_in_any_order_raise_nothing(words: list[str]) -> None:
    text = " ".join(words)
    read = parse(Article.from_text(text))
    for f in laid_out(tree_of(read)):
        assert f.content
        assert f.source

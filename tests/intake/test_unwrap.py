"""Wrapped lines become paragraphs again, and nothing but white space is lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.intake.unwrap import unwrap

PARAGRAPHS = [
    "The footbridge over the Marle at Ostwick will stay closed until the end of September, the county council said on "
    "Tuesday, after divers found that one of its four piers had been hollowed out by the spring floods.",
    "Residents of the east bank now walk two miles to the road bridge.",
    "“We asked for an inspection three years running,” said Dana Orrel, who keeps the bakery beside the steps. “Nobody "
    "came, and nobody wrote back.”",
    "A ferry runs every half hour from seven in the morning, and schoolchildren cross it without paying.",
]


def wrapped(width: int, between: str, indent: str = "") -> str:
    return between.join(textwrap.fill(p, width, initial_indent=indent) for p in PARAGRAPHS)


@pytest.mark.parametrize("width", [56, 64, 72, 80, 100])
def test_wrapped_paragraphs_with_blank_lines_come_back_whole(width: int) -> None:
    assert list(unwrap(wrapped(width, "\n\n")).paragraphs) == PARAGRAPHS


@pytest.mark.parametrize("width", [56, 72, 80])
def test_wrapped_paragraphs_marked_by_an_indent_come_back_whole(width: int) -> None:
    assert list(unwrap(wrapped(width, "\n", "    ")).paragraphs) == PARAGRAPHS


def test_wrapped_paragraphs_without_blank_lines_end_where_the_next_word_would_have_fitted() -> None:
    found = unwrap(wrapped(76, "\n"))
    assert list(found.paragraphs) == PARAGRAPHS
    assert found.made == 3
    assert found.lines == len(wrapped(76, "\n").split("\n")) - 1


def test_a_full_last_line_still_ends_its_paragraph_where_most_paragraphs_are_one_sentence() -> None:
    lines = [
        "The council at Ostwick voted on Monday to lower the speed limit on the",
        "road along the river, after two cyclists were hurt there in the autumn.",
        "Shopkeepers had asked for a crossing beside the old mill instead, which",
        "would cost twice as much.",
        "The new signs go up in March and will be looked at again after one year",
        "of use.",
        "Drivers who pass the school at more than thirty will be fined on sight.",
        "Nobody on the council spoke against the plan, and the mayor thanked the",
        "parents.",
    ]
    assert [p.split()[0] for p in unwrap("\n".join(lines)).paragraphs] == [
        "The",
        "Shopkeepers",
        "The",
        "Drivers",
        "Nobody",
    ]


def test_a_title_does_not_end_a_sentence() -> None:
    text = textwrap.fill(PARAGRAPHS[0], 60) + "\n" + "The letter was signed by the head of the office, a certain Mr.\n"
    text += "Holm, who has since retired from the service of the county.\n"
    assert any("Mr. Holm" in paragraph for paragraph in unwrap(text).paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "The river rose at night,\nthe river fell by day,\nand no one in the village\nhad anything to say.",
        "“Is it open?”\n“No.”\n“When will it be?”\n“Ask the council.”",
        "- bread\n- milk, if there is any\n- a rope\n- two lamps",
        "Town\tRain\tDays\nOstwick\t12\t3\nMarle\t14\t5",
        "Anna Brandt\nMill Lane 4\nOstwick",
        "Bridge closed until autumn\n" + PARAGRAPHS[0] + "\n" + PARAGRAPHS[2],
    ],
)
def test_lines_that_are_short_on_purpose_or_paragraphs_already_are_kept(text: str) -> None:
    found = unwrap(text)
    assert list(found.paragraphs) == text.split("\n")
    assert found.lines == 0


def test_a_list_in_wrapped_text_keeps_its_items_and_joins_their_lines() -> None:
    text = textwrap.fill(PARAGRAPHS[0], 60) + "\n\n"
    text += textwrap.fill("1. The pier nearest the mill must be taken down to its footing and built again.", 60)
    text += "\n" + textwrap.fill("2. The deck, which is sound, can be lifted off and stored on the west bank.", 60)
    paragraphs = unwrap(text).paragraphs
    assert [p[:2] for p in paragraphs[1:]] == ["1.", "2."]


def test_a_broken_word_is_put_together_only_when_the_text_spells_it_whole_elsewhere() -> None:
    text = (
        "The inspection of the footbridge was put off once again, and the inspec-\n"
        "tion of the road bridge was forgotten, although both were long-\n"
        "standing promises that the county had made in writing to everybody who\n"
        "lives along the river."
    )
    found = unwrap(text)
    assert found.hyphens == (("inspec-", "tion"),)
    assert "the inspection of the road" in found.paragraphs[0]
    assert "long-standing" in found.paragraphs[0]


words = st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=12)
lines = st.lists(words, min_size=0, max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=25).map("\n".join))
def test_no_letter_is_lost_or_moved_but_the_hyphens_that_are_named(text: str) -> None:
    found = unwrap(text)
    kept = "".join("".join(found.paragraphs).split())
    given_letters = "".join(text.split())
    if not found.hyphens:
        assert kept == given_letters
    else:
        assert len(kept) == len(given_letters) - len(found.hyphens)
        left = iter(given_letters)
        assert all(letter in left for letter in kept)


prose = st.text("abcdefghij éß😀", min_size=30, max_size=400).filter(lambda t: len(t.split()) > 3)


@settings(max_examples=100, deadline=None)
@given(st.lists(prose, min_size=1, max_size=6), st.integers(45, 110))
def test_prose_that_textwrap_filled_comes_back_with_its_words_in_order(paragraphs: list[str], width: int) -> None:
    text = "\n\n".join(textwrap.fill(p, width) for p in paragraphs)
    found = unwrap(text)
    assert " ".join(found.paragraphs).split() == text.split()
    assert all("\n" not in paragraph and paragraph == paragraph.strip() for paragraph in found.paragraphs)

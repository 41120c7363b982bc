from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Span, paragraph_spans
from parallax.quotations import (  # the parts that the plain definition below shares
    Quotation,
    _marks,
    _paired,
    _partner,
    quotations,
)
from timing import least_seconds

MARKS = (
    "a|b |s| |.|, |\n|“|”|‘|’| ‘|’ |'| '|' |\"| \"|\" |``|''|«|»|„|=|s' |x y z ".split("|")
)  # fmt: skip
RECORDED = "ca0ad69be101fe116a755d78915776a3545a76ebd3a776631530ddc6ab694a4b"
"""SHA-256 of what 3,000 texts of marks gave when every pair of single marks was still held against every quotation."""


def found(text: str) -> tuple[Quotation, ...]:
    return quotations(text, paragraph_spans(text))


def inside(text: str, depth: int = 0) -> list[str]:
    return [text[q.start : q.end] for q in found(text) if q.depth == depth]


def test_straight_and_curly_marks_hold_their_words() -> None:
    text = 'The mayor said "the bridge is safe" and “nobody was hurt” on Monday.'
    assert inside(text) == ['"the bridge is safe"', "“nobody was hurt”"]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert inside("The workers' union said it wasn't the mayor's fault; rock 'n' roll in the '90s was louder.") == []


def test_single_marks_hold_their_words_though_they_contain_apostrophes() -> None:
    text = "The coach said: 'We didn't see the workers' notice until noon.' Nobody disagreed."
    assert inside(text) == ["'We didn't see the workers' notice until noon.'"]


def test_a_quotation_inside_a_quotation_is_one_deeper() -> None:
    text = "\"She told me, 'Leave the harbour now,' and I left,\" the fisherman said."
    assert inside(text) == ["\"She told me, 'Leave the harbour now,' and I left,\""]
    assert inside(text, 1) == ["'Leave the harbour now,'"]


def test_marks_that_open_again_at_each_paragraph_continue_one_quotation() -> None:
    text = "“The river rose at night.\n“We carried the beds upstairs.”"
    first, second = found(text)
    assert not first.closed and not first.continues
    assert second.closed and second.continues


def test_a_quotation_that_is_closed_without_opening_again_continues_from_the_paragraph_before() -> None:
    text = '"The river rose at night.\nWe carried the beds upstairs," she said.'
    first, second = found(text)
    assert text[first.start : first.end] == '"The river rose at night.'
    assert text[second.start : second.end] == 'We carried the beds upstairs,"'
    assert second.continues


def test_an_unclosed_mark_costs_one_paragraph_at_most() -> None:
    text = 'He said "the road is closed.\nA second paragraph follows.\n"It will open soon," he said.'
    assert inside(text) == ['"the road is closed.', '"It will open soon,"']


def test_a_second_opening_mark_shows_that_the_first_is_the_damaged_one() -> None:
    assert inside('A 7" pipe burst, and the plumber said "that was my fault" later.')[-1] == '"that was my fault"'


def test_loose_marks_pair_by_turns() -> None:
    assert inside('The mayor said " the bridge is safe " on Monday.') == ['" the bridge is safe "']


def test_doubled_single_marks_are_one_mark() -> None:
    assert inside("''It was dark,'' the driver said.") == ["''It was dark,''"]


def test_values_in_markup_are_no_quotations() -> None:
    assert inside('<post author="ortizcity" date="4 May">We are open</post>') == []


@given(st.text(alphabet="ab .,\n\"'“”‘’«»`😀", max_size=80))
def test_every_quotation_lies_in_its_paragraph_and_outer_ones_do_not_cross(text: str) -> None:
    spans = paragraph_spans(text)
    outer = []
    for q in found(text):
        start, end = spans[q.paragraph]
        assert start <= q.start < q.end <= end
        assert text[q.start : q.end].strip()
        if not q.depth:
            outer.append((q.start, q.end))
    assert all(a[1] <= b[0] for a, b in pairwise(outer))


def plainly(text: str, paragraphs: list[Span]) -> tuple[Quotation, ...]:
    """The quotations of a text by definition: each pair of single marks is held against every other quotation."""
    found: list[Quotation] = []
    unclosed = False
    for number, (start, end) in enumerate(paragraphs):
        doubles, singles = _marks(text, start, end)
        outer, unclosed = _paired(text, doubles, number, (start, end), unclosed)
        here = list(outer)
        after = 0
        for k, mark in enumerate(singles):
            partner = _partner(text, singles, k + 1, mark) if k >= after and mark.side == "open" else None
            if partner is None:
                continue
            low, high = mark.start, singles[partner].end
            around = any(q.start <= low and high <= q.end for q in outer)
            met = [q for q in outer if q.start < high and low < q.end]
            if not around:
                if not all(low < q.start and q.end < high for q in met):
                    continue
                here = [replace(q, depth=1, continues=False) if q in met else q for q in here]
            here.append(Quotation(low, high, number, int(around), True, False))
            after = partner + 1
        found += sorted(here, key=lambda q: (q.start, -q.end))
    return tuple(found)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
def test_single_marks_are_found_beside_and_inside_the_others_as_by_definition(text: str) -> None:
    assert found(text) == plainly(text, paragraph_spans(text))


def test_texts_of_marks_give_what_they_always_gave() -> None:
    drawn = random.Random(7)
    digest = hashlib.sha256()
    for _ in range(3000):
        text = "".join(drawn.choices(MARKS, k=drawn.randint(1, 60)))
        told = [(q.start, q.end, q.paragraph, q.depth, q.closed, q.continues) for q in found(text)]
        digest.update(repr(told).encode())
    assert digest.hexdigest() == RECORDED


def seconds(text: str) -> float:
    """The least time of the processor, of three, that the quotations of a text of one paragraph take."""
    return least_seconds(lambda: quotations(text, [(0, len(text))]))


@pytest.mark.parametrize("unit", ["“a” ‘b c’ d ", "‘a “b” c’ d ", "“a ‘b ", "a s' ‘b "])
def test_eight_times_the_marks_in_a_paragraph_take_about_eight_times_the_time(unit: str) -> None:
    assert seconds(unit * 16_000) <= 24 * seconds(unit * 2000)  # the square would take 64 times as long

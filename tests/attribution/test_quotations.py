from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import paragraph_spans
from parallax.attribution.quotations import Quotation, quotations


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

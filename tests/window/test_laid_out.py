"""What lies on a stretch of a text is found as by a look at all that lies in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Span
from parallax.window.texts.marks import LaidOut

PLACES = st.integers(0, 30)
SPANS = st.tuples(PLACES, st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=20), PLACES, PLACES)
def test_those_on_a_stretch_are_all_that_touch_it_in_order(spans: list[Span], start: int, end: int) -> None:
    laid = LaidOut(spans, lambda span: span)
    assert laid.items == tuple(sorted(spans))
    assert laid.on(start, end) == [span for span in sorted(spans) if span[0] < end and span[1] > start]


def test_a_long_one_above_reaches_down_past_short_ones() -> None:
    laid = LaidOut([(0, 100), (5, 6), (10, 12), (90, 95)], lambda span: span)
    assert laid.on(50, 60) == [(0, 100)]
    assert laid.on(11, 91) == [(0, 100), (10, 12), (90, 95)]

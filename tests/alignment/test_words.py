from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.alignment.words import MOST_TOKENS, changes

WORDS = st.lists(st.sampled_from(["rain", "fell", "on", "the", "town", ",", "again", "😀", "n't", "—"]), max_size=14)


def replayed(a: list[str], b: list[str], found: list[tuple[int, int, int, int]]) -> list[str]:
    """The first text with its changed runs replaced by those of the second."""
    out, at = [], 0
    for s, e, u, v in found:
        out += a[at:s] + b[u:v]
        at = e
    return out + a[at:]


@given(WORDS, WORDS)
@settings(max_examples=300)
def test_the_changes_turn_the_one_text_into_the_other(a: list[str], b: list[str]) -> None:
    assert replayed(a, b, changes(a, b)) == b


@given(WORDS, WORDS)
@settings(max_examples=300)
def test_swapping_the_texts_swaps_the_changes_and_nothing_else(a: list[str], b: list[str]) -> None:
    assert [(u, v, s, e) for s, e, u, v in changes(a, b)] == changes(b, a)


@given(WORDS)
def test_a_text_has_no_changes_against_itself(a: list[str]) -> None:
    assert changes(a, a) == []


@given(WORDS, WORDS)
@settings(max_examples=200)
def test_changes_are_in_order_and_apart(a: list[str], b: list[str]) -> None:
    found = changes(a, b)
    for (_, e, _, v), (s, _, u, _) in pairwise(found):
        assert e < s and v < u
    assert all(s < e or u < v for s, e, u, v in found)


def test_a_rewritten_clause_is_one_change() -> None:
    a = "The mayor opened the long delayed bridge at noon".split()
    b = "The mayor cut a red ribbon on the bridge at noon".split()
    assert len(changes(a, b)) == 1


def test_a_word_put_in_is_marked_with_the_comma_before_it() -> None:
    a = "Rain , he said , fell".split()
    b = "Rain , he said , in torrents , fell".split()
    assert len(changes(a, b)) == 1


def test_more_words_than_are_compared_count_as_replaced() -> None:
    a = ["start", *(f"a{k}" for k in range(MOST_TOKENS + 5)), "end"]
    b = ["start", *(f"b{k}" for k in range(MOST_TOKENS + 5)), "end"]
    assert changes(a, b) == [(1, MOST_TOKENS + 6, 1, MOST_TOKENS + 6)]

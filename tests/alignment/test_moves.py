"""Moves are the smallest set of links whose removal leaves the rest in order."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from parallax.alignment.moves import moved

pairs_of_links = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=9).map(sorted)


def crosses(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (one[0] - other[0]) * (one[1] - other[1]) < 0


def in_order(pairs: list[tuple[int, int]]) -> bool:
    return not any(crosses(p, q) for p, q in combinations(pairs, 2))


@given(pairs_of_links)
def test_what_is_left_is_in_order(pairs: list[tuple[int, int]]) -> None:
    out = moved(pairs, [1] * len(pairs))
    assert in_order([p for p in pairs if p not in out])


@given(pairs_of_links)
def test_no_smaller_set_would_do(pairs: list[tuple[int, int]]) -> None:
    out = moved(pairs, [1] * len(pairs))
    for size in range(len(out)):
        for fewer in combinations(pairs, size):
            assert not in_order([p for p in pairs if p not in fewer])


def test_one_sentence_carried_down_is_the_only_move() -> None:
    assert moved([(0, 3), (1, 0), (2, 1), (3, 2)], [20] * 4) == {(0, 3)}


def test_a_split_sentence_has_not_moved() -> None:
    assert moved([(0, 0), (0, 1), (1, 2)], [10] * 3) == frozenset()


def test_of_two_that_changed_places_the_shorter_moved() -> None:
    assert moved([(0, 1), (1, 0)], [40, 12]) == {(1, 0)}
    assert moved([(0, 1), (1, 0)], [12, 40]) == {(0, 1)}

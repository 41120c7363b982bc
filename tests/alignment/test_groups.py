"""Groups are a partition of all sentences, made by consensus and whatever the order of the articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallax.alignment import groups
from parallax.values import Link

Member = tuple[int, int]


def members(*args: object, **kwargs: object) -> set[frozenset[Member]]:
    return {frozenset(g.members) for g in groups(*args, **kwargs)}  # type: ignore[arg-type]


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[int], list[Link]]:
    sizes = draw(st.lists(st.integers(0, 4), min_size=2, max_size=4))
    places = [(a, i, b, j) for a in range(len(sizes)) for b in range(a + 1, len(sizes))
              for i in range(sizes[a]) for j in range(sizes[b])]  # fmt: skip
    if not places:
        return sizes, []
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=14))
    return sizes, [Link(*place, draw(st.sampled_from([0.35, 0.5, 0.8, 0.95, 1.0]))) for place in chosen]


@given(stories())
def test_every_sentence_is_in_exactly_one_group(story: tuple[list[int], list[Link]]) -> None:
    sizes, links = story
    found = [m for g in groups(sizes, links) for m in g.members]
    assert sorted(found) == [(a, i) for a, size in enumerate(sizes) for i in range(size)]


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_group(story: tuple[list[int], list[Link]], random: object) -> None:
    sizes, links = story
    place = list(range(len(sizes)))
    random.shuffle(place)  # type: ignore[attr-defined]
    renumbered = []
    for k in links:
        one, other = sorted([(place[k.a], k.i), (place[k.b], k.j)])
        renumbered.append(Link(*one, *other, k.confidence))
    random.shuffle(renumbered)  # type: ignore[attr-defined]
    shuffled = [sizes[place.index(a)] for a in range(len(sizes))]
    there = {frozenset((place.index(a), i) for a, i in g) for g in members(shuffled, renumbered)}
    assert there == members(sizes, links)


@given(stories())
def test_what_the_reader_took_apart_is_never_in_one_group(story: tuple[list[int], list[Link]]) -> None:
    sizes, links = story
    forbidden = [((k.a, k.i), (k.b, k.j)) for k in links[::2]]
    for group in members(sizes, links, forbidden):
        assert not any(one in group and other in group for one, other in forbidden)


@given(stories())
def test_no_group_joins_what_nothing_links(story: tuple[list[int], list[Link]]) -> None:
    sizes, links = story
    linked = {frozenset([(k.a, k.i), (k.b, k.j)]) for k in links}
    for group in members(sizes, links):
        for one in group:
            assert len(group) == 1 or any(frozenset([one, other]) in linked for other in group)


def test_one_bad_link_does_not_merge_two_facts() -> None:
    first = [Link(a, 0, b, 0, 0.9) for a in range(3) for b in range(a + 1, 3)]
    second = [Link(a, 1, b, 1, 0.9) for a in range(3) for b in range(a + 1, 3)]
    found = members([2, 2, 2], [*first, *second, Link(0, 0, 1, 1, 0.9)])
    assert found == {frozenset((a, i) for a in range(3)) for i in range(2)}


def test_both_halves_of_a_split_sentence_stay_with_it() -> None:
    assert members([1, 2], [Link(0, 0, 1, 0, 0.8), Link(0, 0, 1, 1, 0.7)]) == {frozenset([(0, 0), (1, 0), (1, 1)])}


def test_a_long_chain_is_not_one_group() -> None:
    chain = [Link(a, 0, a + 1, 0, 0.9) for a in range(6)]
    assert max(map(len, members([1] * 7, chain))) < 4


def test_a_link_by_the_reader_joins_whatever_the_others_say() -> None:
    crowd = [Link(a, 0, b, 0, 1.0) for a in range(4) for b in range(a + 1, 4)]
    by_hand = Link(0, 1, 3, 0, 1.0, made_by="reader")
    assert frozenset([(0, 0), (0, 1), (1, 0), (2, 0), (3, 0)]) in members([2, 1, 1, 1], [*crowd, by_hand])
    assert frozenset([(0, 1)]) in members([2, 1, 1, 1], [*crowd, Link(0, 1, 3, 0, 1.0)])


def test_a_link_to_no_sentence_is_refused() -> None:
    with pytest.raises(IndexError):
        groups([1, 1], [Link(0, 0, 1, 5, 0.9)])

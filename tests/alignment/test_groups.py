"""Groups are a partition of all sentences, made by consensus and whatever the order of the articles."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallax.alignment import groups
from parallax.alignment.groups import HOPELESS, Chances
from parallax.values import Link

Member = tuple[int, int]
Pair = tuple[Member, Member]

CONFIDENCES = [0.35, 0.5, 0.8, 0.95, 1.0]
CHANCES = [0.0, 0.005, 0.02, 0.2, 0.5, 0.9]


class Story(NamedTuple):
    """How many sentences each article has, links, and the chances of pairs or None."""

    sizes: list[int]
    links: list[Link]
    chances: dict[Pair, float] | None


def members(*args: object, **kwargs: object) -> set[frozenset[Member]]:
    return {frozenset(g.members) for g in groups(*args, **kwargs)}  # type: ignore[arg-type]


def by_articles(chances: Mapping[Pair, float] | None) -> Chances | None:
    """The chances of pairs as `groups` takes them."""
    if chances is None:
        return None
    rows: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for ((a, i), (b, j)), chance in chances.items():
        rows.setdefault((a, b), []).append((i, j, chance))
    return {
        pair: (np.array([r[0] for r in found]), np.array([r[1] for r in found]), np.array([r[2] for r in found]))
        for pair, found in rows.items()
    }


def grouped(story: Story, forbidden: Iterable[Pair] = ()) -> set[frozenset[Member]]:
    return members(story.sizes, story.links, forbidden, by_articles(story.chances))


def ends(link: Link) -> Pair:
    return (link.a, link.i), (link.b, link.j)


def everyone(one: Iterable[Member], chance: float) -> dict[Pair, float]:
    """One chance for all pairs of sentences of different articles."""
    return {(x, y): chance for x, y in combinations(sorted(one), 2) if x[0] != y[0]}


def together(fact: Iterable[Member], confidence: float) -> list[Link]:
    """Links between all sentences of a fact."""
    return [Link(*x, *y, confidence) for x, y in combinations(sorted(fact), 2)]


@st.composite
def stories(draw: st.DrawFn, weighed: bool | None = None, least: int = 0, by_hand: bool = True) -> Story:
    sizes = draw(st.lists(st.integers(least, 4), min_size=2, max_size=4))
    sentences = [(a, i) for a, size in enumerate(sizes) for i in range(size)]
    places = list(everyone(sentences, 0.0))
    if weighed is None:
        weighed = draw(st.booleans())
    if not places:
        return Story(sizes, [], {} if weighed else None)
    links = []
    for x, y in draw(st.lists(st.sampled_from(places), unique=True, max_size=14)):
        hand = by_hand and draw(st.integers(0, 7)) == 0
        links.append(Link(*x, *y, 1.0, made_by="reader") if hand else Link(*x, *y, draw(st.sampled_from(CONFIDENCES))))
    if not weighed:
        return Story(sizes, links, None)
    likely = draw(st.sampled_from([[0.0, 0.02], CHANCES, [0.2, 0.5]]))
    return Story(sizes, links, {p: draw(st.sampled_from(likely)) for p in places if draw(st.integers(0, 5))})


@given(stories())
def test_every_sentence_is_in_exactly_one_group(story: Story) -> None:
    found = [m for g in groups(story.sizes, story.links, chances=by_articles(story.chances)) for m in g.members]
    assert sorted(found) == [(a, i) for a, size in enumerate(story.sizes) for i in range(size)]


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_and_of_the_links_changes_no_group(story: Story, chance: random.Random) -> None:
    place = list(range(len(story.sizes)))
    chance.shuffle(place)
    renumbered = []
    for k in story.links:
        one, other = sorted([(place[k.a], k.i), (place[k.b], k.j)])
        renumbered.append(Link(*one, *other, k.confidence, made_by=k.made_by))
    chance.shuffle(renumbered)
    weighed = None
    if story.chances is not None:
        turned = [((place[a], i), (place[b], j), p) for ((a, i), (b, j)), p in story.chances.items()]
        chance.shuffle(turned)
        weighed = {(x, y): p for x, y, p in turned}
    sizes = [story.sizes[place.index(a)] for a in range(len(story.sizes))]
    there = grouped(Story(sizes, renumbered, weighed))
    assert {frozenset((place.index(a), i) for a, i in g) for g in there} == grouped(story)


@given(stories())
def test_what_the_reader_took_apart_is_never_in_one_group(story: Story) -> None:
    forbidden = [ends(k) for k in story.links[::2]]
    for group in grouped(story, forbidden):
        assert not any(one in group and other in group for one, other in forbidden)


@given(stories())
def test_no_group_joins_what_nothing_links(story: Story) -> None:
    linked = {frozenset(ends(k)) for k in story.links}
    for group in grouped(story):
        for one in group:
            assert len(group) == 1 or any(frozenset([one, other]) in linked for other in group)


@given(stories())
def test_what_the_reader_linked_is_in_one_group(story: Story) -> None:
    found = grouped(story)
    for link in story.links:
        assert link.made_by != "reader" or any(set(ends(link)) <= group for group in found)


@given(stories(weighed=True))
def test_no_group_holds_a_hopeless_pair_unless_the_reader_says_so(story: Story) -> None:
    hopeful = {frozenset(ends(k)) for k in story.links}
    hopeful |= {frozenset(pair) for pair, chance in (story.chances or {}).items() if chance >= HOPELESS}
    one_by_hand = {(a, i): {(a, i)} for a, size in enumerate(story.sizes) for i in range(size)}
    for link in story.links:
        if link.made_by == "reader":
            one, other = ends(link)
            joined = one_by_hand[one] | one_by_hand[other]
            one_by_hand.update(dict.fromkeys(joined, joined))
    for group in grouped(story):
        for x, y in combinations(sorted(group), 2):
            if x[0] != y[0] and y not in one_by_hand[x]:
                assert any(frozenset([u, v]) in hopeful for u in one_by_hand[x] for v in one_by_hand[y])


@given(stories(least=1, by_hand=False))
def test_a_verbatim_copy_in_all_articles_is_one_group(story: Story) -> None:
    others = [Link(k.a, k.i, k.b, k.j, min(k.confidence, 0.95)) for k in story.links if k.i or k.j]
    copies = [(a, 0) for a in range(len(story.sizes))]
    found = grouped(story._replace(links=[*others, *together(copies, 1.0)]))
    assert any(group.issuperset(copies) for group in found)


@given(
    st.integers(3, 6),
    st.sampled_from([0.9, 0.95, 1.0]),
    st.floats(0.0, 0.5),
    st.sampled_from([0.0, 0.02, 0.2]),
    st.data(),
)
def test_a_doubtful_link_does_not_merge_two_facts(
    count: int, sure: float, doubtful: float, chance: float, drawn: st.DataObject
) -> None:
    facts = [[(a, place) for a in range(count)] for place in (0, 1)]
    a, b = drawn.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True))
    bad = Link(a, 0, b, 1, doubtful) if a < b else Link(b, 1, a, 0, doubtful)
    links = [*together(facts[0], sure), *together(facts[1], sure), bad]
    story = Story([2] * count, links, everyone(facts[0] + facts[1], chance))
    assert grouped(story) == {frozenset(fact) for fact in facts}
    assert grouped(story._replace(chances=None)) == {frozenset(fact) for fact in facts}


@pytest.mark.parametrize("chances", [None, {}, everyone([(a, i) for a in range(3) for i in range(2)], 0.02)])
def test_one_bad_link_does_not_merge_two_facts(chances: dict[Pair, float] | None) -> None:
    facts = [[(a, place) for a in range(3)] for place in (0, 1)]
    links = [*together(facts[0], 0.9), *together(facts[1], 0.9), Link(0, 0, 1, 1, 0.9)]
    assert grouped(Story([2, 2, 2], links, chances)) == {frozenset(fact) for fact in facts}


@pytest.mark.parametrize("chances", [None, {}])
def test_both_halves_of_a_split_sentence_stay_with_it(chances: dict[Pair, float] | None) -> None:
    story = Story([1, 2], [Link(0, 0, 1, 0, 0.8), Link(0, 0, 1, 1, 0.5)], chances)
    assert grouped(story) == {frozenset([(0, 0), (1, 0), (1, 1)])}


def test_two_distant_sentences_of_one_article_are_one_fact_only_if_both_surely_are_that_of_another() -> None:
    sure, half_sure = Link(0, 0, 1, 0, 0.9), Link(0, 0, 1, 5, 0.5)
    apart = grouped(Story([1, 6], [sure, half_sure], {}))
    assert frozenset([(0, 0), (1, 0)]) in apart
    repeated = grouped(Story([1, 6], [sure, Link(0, 0, 1, 5, 0.8)], {}))
    assert frozenset([(0, 0), (1, 0), (1, 5)]) in repeated


def test_a_pair_without_hope_keeps_apart_what_a_third_report_links() -> None:
    links = [Link(0, 0, 1, 0, 0.9), Link(1, 0, 2, 0, 0.8)]
    assert grouped(Story([1, 1, 1], links, {((0, 0), (2, 0)): 0.02})) == {frozenset([(0, 0), (1, 0), (2, 0)])}
    for hopeless in ({}, {((0, 0), (2, 0)): 0.005}):
        assert grouped(Story([1, 1, 1], links, hopeless)) == {frozenset([(0, 0), (1, 0)]), frozenset([(2, 0)])}


def test_a_sure_link_to_one_of_three_sure_reports_bears_witness_for_the_others() -> None:
    fact, late = [(a, 0) for a in range(3)], (3, 0)
    plausible = everyone([*fact, late], 0.05)
    sure = Story([1] * 4, [*together(fact, 0.9), Link(0, 0, *late, 0.9)], plausible)
    assert grouped(sure) == {frozenset([*fact, late])}
    half_sure = sure._replace(links=[*together(fact, 0.9), Link(0, 0, *late, 0.6)])
    assert grouped(half_sure) == {frozenset(fact), frozenset([late])}


def test_what_is_plausible_but_not_linked_brings_nothing_together() -> None:
    facts = [[(0, place), (1, place)] for place in (0, 1)]
    links = [*together(facts[0], 0.9), *together(facts[1], 0.9), Link(0, 0, 2, 0, 0.5), Link(1, 1, 2, 0, 0.5)]
    found = grouped(Story([2, 2, 1], links, everyone(facts[0] + facts[1], 0.9)))
    assert found == {frozenset([(2, 0)]), *map(frozenset, facts)}


def test_of_equal_links_those_that_others_support_go_first() -> None:
    facts = [[(0, 0), (1, 1), (2, 0)], [(0, 1), (1, 0), (2, 1)]]
    links = [*together(facts[0], 0.9), *together(facts[1], 0.9), Link(0, 0, 1, 0, 0.9)]
    chances = everyone(facts[0] + facts[1], 0.02)
    assert grouped(Story([2, 2, 2], links, chances)) == set(map(frozenset, facts))


def test_of_equal_links_that_with_the_sentence_at_the_nearest_place_goes_first() -> None:
    links = [Link(0, 0, 1, 0, 0.9), Link(1, 0, 2, 2, 0.9)]
    assert frozenset([(0, 0), (1, 0)]) in grouped(Story([1, 1, 3], links, {}))
    turned = [Link(0, 2, 1, 0, 0.9), Link(1, 0, 2, 0, 0.9)]
    assert frozenset([(1, 0), (2, 0)]) in grouped(Story([3, 1, 1], turned, {}))


def test_a_sentence_that_is_as_near_to_one_fact_as_to_another_breaks_neither() -> None:
    lead = (0, 0)
    facts = [[(1, 0), (2, 0)], [(3, 0), (4, 0)]]
    links = [link for fact in facts for link in together([lead, *fact], 0.9)]
    assert grouped(Story([1] * 5, links, {})) == {frozenset([lead]), *map(frozenset, facts)}


def test_a_long_chain_is_not_one_group() -> None:
    equal = [Link(a, 0, a + 1, 0, 0.9) for a in range(6)]
    assert max(map(len, members([1] * 7, equal))) < 4
    falling = [Link(a, 0, a + 1, 0, 0.9 - a / 100) for a in range(6)]
    assert max(map(len, members([1] * 7, falling))) < 4
    assert max(map(len, members([1] * 7, falling, chances={}))) == 2


@pytest.mark.parametrize("chances", [None, {}])
def test_a_link_by_the_reader_joins_whatever_the_others_say(chances: dict[Pair, float] | None) -> None:
    crowd = together([(a, 0) for a in range(4)], 1.0)
    by_hand = Link(0, 5, 3, 0, 1.0, made_by="reader")
    assert frozenset([(0, 0), (0, 5), (1, 0), (2, 0), (3, 0)]) in grouped(
        Story([6, 1, 1, 1], [*crowd, by_hand], chances)
    )
    assert frozenset([(0, 1)]) in grouped(Story([6, 1, 1, 1], [*crowd, Link(0, 1, 3, 0, 1.0)], None))


def test_a_link_or_a_chance_of_no_sentence_is_refused() -> None:
    with pytest.raises(IndexError):
        groups([1, 1], [Link(0, 0, 1, 5, 0.9)])
    with pytest.raises(IndexError):
        groups([1, 1, 9], [], chances=by_articles({((0, 0), (1, 5)): 0.9}))


def made_story(articles: int, sentences: int, rng: np.random.Generator) -> tuple[list[int], list[Link], Chances]:
    """Every fact told in some of the articles, links that are wrong in one of ten, and thirty other candidates per
    sentence in each other article, of which four in ten are plausible."""
    at = [rng.permutation(sentences) for _ in range(articles)]
    links, chances = [], {}
    for a, b in combinations(range(articles), 2):
        wrong = rng.random(sentences) < 0.1
        partners = np.where(wrong, rng.permutation(at[b]), at[b])
        for k in np.flatnonzero(rng.random(sentences) < 0.4):
            links.append(Link(a, int(at[a][k]), b, int(partners[k]), round(float(rng.uniform(0.4, 1.0)), 3)))
        pairs = np.unique(rng.integers(0, sentences * sentences, sentences * 30))
        chances[a, b] = (pairs // sentences, pairs % sentences, rng.random(len(pairs)) ** 8)
    return [sentences] * articles, links, chances


def test_the_time_for_a_sentence_does_not_grow_with_the_length_of_the_articles() -> None:
    rng = np.random.default_rng(6)
    seconds = []
    for sentences, times in ((100, 3), (500, 1)):
        sizes, links, chances = made_story(8, sentences, rng)
        tries = []
        for _ in range(times):
            start = time.process_time()
            groups(sizes, links, chances=chances)
            tries.append(time.process_time() - start)
        seconds.append(min(tries) / sentences)
    assert seconds[1] < 4 * seconds[0], seconds

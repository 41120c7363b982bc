"""The order in which articles are given changes nothing but their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_texts import FIRST, GERMAN, HOTEL, MILL, SECOND, article

import parallax
from parallax.alignment import align_pair
from parallax.alignment.features import SentenceFeatures
from parallax.article import ROLES, Article, Role
from parallax.comparison import Memory, features_of_article, read_article
from parallax.language import parse
from parallax.values import Comparison, Correction, RelationKind

PARSES: dict[object, Any] = {}
"""Parses of all examples, since the same sentences return; links are found anew each time."""
SETTINGS = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])

_FACTS = (*MILL, HOTEL[:2], HOTEL[2:])
_ODD = ("* * *", "🦊", GERMAN[1], FIRST[0].upper(), SECOND[3].replace('"', "”"), "Nobody was hurt.", "Nobody was hurt.")


@st.composite
def reports(draw: st.DrawFn) -> list[str]:
    """Facts of the fire, each in one of its wordings, in some order, with odd or repeated sentences among them."""
    facts = draw(st.lists(st.sampled_from(_FACTS), min_size=2, max_size=5, unique=True))
    lines = [draw(st.sampled_from(wordings)) for wordings in facts]
    for odd in draw(st.lists(st.sampled_from(_ODD), max_size=2)):
        lines.insert(draw(st.integers(0, len(lines))), odd)
    return lines


stories = st.lists(reports(), min_size=2, max_size=4)


@st.composite
def told(draw: st.DrawFn) -> tuple[list[Article], list[int]]:
    """A story whose articles have headlines and captions here and there, and another order of it."""
    articles = []
    for number, lines in enumerate(draw(stories)):
        roles: list[Role] = ["body"] * len(lines)
        roles[0] = draw(st.sampled_from(["body", "headline"]))
        if draw(st.booleans()):
            roles[-1] = draw(st.sampled_from(ROLES))
        articles.append(article(lines, roles, f"Outlet {number}"))
    return articles, draw(st.permutations(range(len(articles))))


def compared(
    articles: Sequence[Article], corrections: Sequence[Correction] = (), relation: RelationKind | None = None
) -> Comparison:
    return parallax.compare(articles, corrections, relation, memory=Memory(most=512, parses=PARSES))


def found(c: Comparison) -> tuple[set[object], set[object], set[object]]:
    """Relations, links and groups by the identity of the articles."""
    ids = [a.id for a in c.articles]
    relations = {(frozenset({ids[r.a], ids[r.b]}), r.relation) for r in c.relations}
    links = {(frozenset({(ids[k.a], k.i), (ids[k.b], k.j)}), k.confidence, k.moved, k.made_by) for k in c.links}
    return relations, links, {frozenset((ids[a], i) for a, i in g.members) for g in c.groups}


@SETTINGS
@given(stories, st.data())
def test_links_are_the_same_in_whatever_order_texts_are_aligned(texts: list[list[str]], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(texts))))

    def links(order: Sequence[int]) -> set[tuple[frozenset[tuple[int, int]], float, bool]]:
        aligned = parallax.align([texts[k] for k in order])
        assert all(k.a < k.b for k in aligned)
        return {(frozenset({(order[k.a], k.i), (order[k.b], k.j)}), k.confidence, k.moved) for k in aligned}

    assert links(order) == links(range(len(texts)))


@SETTINGS
@given(told(), st.sampled_from([None, "reports", "versions"]))
def test_relations_links_and_groups_are_the_same_in_whatever_order_articles_are_compared(
    story: tuple[list[Article], list[int]], relation: RelationKind | None
) -> None:
    articles, order = story
    assert found(compared([articles[k] for k in order], (), relation)) == found(compared(articles, (), relation))


@SETTINGS
@given(told(), st.data())
def test_links_by_hand_are_the_same_in_whatever_order_articles_are_compared(
    story: tuple[list[Article], list[int]], data: st.DataObject
) -> None:
    articles, order = story
    ends = []
    for number in (0, 1):
        paragraph = data.draw(st.sampled_from(articles[number].paragraphs))
        ends.append((number, paragraph.start, paragraph.end))
    kind = data.draw(st.sampled_from(["link", "unlink"]))
    turned = tuple((order.index(number), start, end) for number, start, end in ends)
    there = compared(articles, [Correction(kind, tuple(ends))])
    back = compared([articles[k] for k in order], [Correction(kind, turned)])
    assert found(back) == found(there)


def features(lines: Sequence[str]) -> SentenceFeatures:
    read = article(lines)
    parsed = parse(read)
    return features_of_article(read, parsed, read_article(read, parsed))


@SETTINGS
@given(reports(), reports(), st.data())
def test_links_and_chances_of_a_pair_are_the_same_whichever_is_first(
    one: list[str], other: list[str], data: st.DataObject
) -> None:
    a, b = features(one), features(other)
    place = st.tuples(st.integers(0, len(a) - 1), st.integers(0, len(b) - 1))
    linked, unlinked = (data.draw(st.frozensets(place, max_size=2)) for _ in range(2))
    there = align_pair(a, b, "reports", linked=linked, unlinked=unlinked)
    turned = {name: frozenset((j, i) for i, j in pairs) for name, pairs in (("linked", linked), ("unlinked", unlinked))}
    back = align_pair(b, a, "reports", **turned).swapped()
    assert back.links == there.links
    assert back.i.tolist() == there.i.tolist() and back.j.tolist() == there.j.tolist()
    assert back.chances.tolist() == there.chances.tolist()


def test_a_text_and_its_twin_in_capitals_are_one_whichever_is_first() -> None:
    articles = [article(FIRST, outlet="Lower"), article([line.upper() for line in FIRST], outlet="Upper")]
    for relation in (None, "reports"):
        there, back = (found(compared(story, (), relation)) for story in (articles, articles[::-1]))
        assert there == back
        assert len(there[1]) == len(FIRST)


@pytest.mark.parametrize("relation", [None, "reports"])
def test_links_do_not_change_when_an_article_joins(relation: RelationKind | None) -> None:
    articles = [article(FIRST, outlet="One"), article(SECOND, outlet="Two"), article(HOTEL, outlet="Three")]
    before, after = (compared(articles[:count], (), relation) for count in (2, 3))
    assert [k for k in after.links if k.b < 2] == list(before.links)

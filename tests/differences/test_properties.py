from __future__ import annotations

import re

from compared import article, compared, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.values import ArticleSpan, Difference, Link, RelationKind

SENTENCES = [
    "The flood injured 12 people in Dunmere on Monday.",
    "The flood injured at least 19 people in Dunmere on Tuesday.",
    'Ellen Brandvold said: "We were never told about the gate."',
    'Officials said: "We were told late about the gate 😀."',
    "The company may repair the dam at a cost of $3 million.",
    "The company will not repair the dam at a cost of $5 million.",
    "Zoë Hallmark, 34, resigned on Monday when two tonnes of oil leaked from the dam.",
    "Zoe Hallmark, a 43-year-old engineer, resigned on Friday when 400 kilograms of oil leaked from the dam.",
    "It was the naïve plan of Halbrook’s council – nothing more.",
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)
RELATIONS: st.SearchStrategy[RelationKind] = st.sampled_from(["versions", "reports"])


def mirrored(found: tuple[Difference, ...]) -> set[tuple[object, ...]]:
    return {(d.kind, d.relation, tuple(sorted((1 - a, s, e) for a, s, e in d.spans)), d.confidence) for d in found}


@given(TEXTS, TEXTS, RELATIONS)
@settings(max_examples=60, deadline=None)
def test_swapping_two_articles_changes_numbers_only(a: str, b: str, relation: RelationKind) -> None:
    first, second = article(a, "Tribune"), article(b, "Courier")
    forwards, backwards = compared([first, second], relation), compared([second, first], relation)
    assert mirrored(forwards) == {(d.kind, d.relation, d.spans, d.confidence) for d in backwards}
    if relation == "reports":
        assert [d.explanation for d in forwards] == [d.explanation for d in backwards]


@given(TEXTS, RELATIONS)
@settings(max_examples=30, deadline=None)
def test_a_text_does_not_differ_from_itself(text: str, relation: RelationKind) -> None:
    assert compared([article(text, "Tribune"), article(text, "Courier")], relation) == ()


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_folded_typography_is_no_difference_between_outlets(text: str) -> None:
    folded = re.sub('"([^"]*)"', "“\\1”", text).translate({0x2019: "'", 0x2013: "-"})
    assert compared([article(text, "Tribune"), article(folded, "Courier")], "reports") == ()


@given(TEXTS, TEXTS, RELATIONS)
@settings(max_examples=60, deadline=None)
def test_every_span_holds_whole_tokens_of_its_text(a: str, b: str, relation: RelationKind) -> None:
    articles = [article(a, "Tribune"), article(b, "Courier")]
    starts = [{t.start for t in parsed(x.text).tokens} for x in articles]
    ends = [{t.end for t in parsed(x.text).tokens} for x in articles]

    def whole(span: ArticleSpan) -> bool:
        return span[1] < span[2] and span[1] in starts[span[0]] and span[2] in ends[span[0]]

    assert all(whole(s) for d in compared(articles, relation) for s in d.spans)


@given(TEXTS, TEXTS, TEXTS, RELATIONS)
@settings(max_examples=40, deadline=None)
def test_an_article_that_joins_removes_no_difference(a: str, b: str, c: str, relation: RelationKind) -> None:
    two = [article(a, "Tribune"), article(b, "Courier")]
    three = [*two, article(c, "Herald")]
    before = {(d.kind, d.relation, d.spans, d.explanation) for d in compared(two, relation)}
    assert before <= {(d.kind, d.relation, d.spans, d.explanation) for d in compared(three, relation)}


def test_the_order_of_links_changes_nothing() -> None:
    articles = [article(" ".join(SENTENCES[0:6:2]), "Tribune"), article(" ".join(SENTENCES[1:6:2]), "Courier")]
    links = [Link(0, k, 1, k, 0.9) for k in range(3)]
    assert compared(articles, "reports", links) == compared(articles, "reports", links[::-1])


def test_articles_without_words_do_not_differ() -> None:
    assert compared([article(""), article("\n\n")], "versions") == ()

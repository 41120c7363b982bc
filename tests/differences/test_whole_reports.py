"""Whole comparisons of reports made of sentences that disagree in every way that is looked for: the order of the
articles changes nothing, and one that joins removes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import parallax
from parallax.article import Article
from parallax.values import FAMILY_OF_KIND, Comparison

OUTLETS = ("Tribune", "Courier", "Herald")
SENTENCES = (
    "The flood injured 12 people in Dunmere on Monday.",
    "The flood injured at least 19 people in Dunmere on Tuesday.",
    "Tens of thousands of people marched through Dunmere against the dam, police said.",
    "Some 4,000 people marched through Dunmere against the dam, organisers said.",
    "More than 90,000 people signed a petition against the dam.",
    "A petition against the dam gained 12,000 signatures.",
    "Karina Mortensen, the director of the harbour, was fired on Monday.",
    "Karina Mortensen resigned as director of the harbour last week.",
    "Norway is the largest exporter of salted fish to Halbrook.",
    "Iceland is the largest exporter of salted fish to Halbrook.",
    "The French ambassador to Norway, Zoë Hallmark, opened the bridge in May.",
    "The French ambassador to Norway opened the bridge in May.",
    "Ellen Brandvold cancelled her visit to the dam because of the storm.",
    "Ellen Brandvold reportedly postponed her visit to the dam because of the storm.",
    "Tom Ruud was charged with stealing oil from the harbour.",
    "Tom Ruud pleaded guilty to stealing oil from the harbour.",
    "Police spoke of an alleged theft of harbour oil by the crew.",
    "Police spoke of a theft of harbour oil by the crew.",
    "Ellen Brandvold vehemently denied fraud at the harbour.",
    "Ellen Brandvold denied fraud at the harbour.",
    'Ellen Brandvold said the bridge was a "bad deal" for the town.',
    'Ellen Brandvold complained of a "bad deal" on the sale of the mill.',
    '"We were never told that the gate of the dam was open," Ellen Brandvold said.',
    '"We were hardly told that the gate of the dam was open," Ellen Brandvold said on Friday.',
    "Ellen Brandvold is unlikely to meet Tom Ruud.",
    "Ellen Brandvold will meet Tom Ruud on Friday.",
    "The company may repair the dam at a cost of $3 million.",
    "The company will not repair the dam at a cost of €5 million.",
    "Karina Mortensen, 34, joined the board of the mill last week.",
    "Karina Mortensen, 43, joined the board of the mill two weeks ago.",
    "The Kremlin said that the talks on the dam were over.",
    "A Kremlin spokesman said that the talks on the dam were over.",
)
REPORT = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=9, unique=True).map(" ".join)
Told = set[tuple[object, ...]]


def told(comparison: Comparison) -> Told:
    """What differs, each place by its outlet."""
    outlets = [article.outlet for article in comparison.articles]
    return {
        (d.kind, d.relation, tuple(sorted((outlets[a], s, e) for a, s, e in d.spans)), d.explanation, d.confidence)
        for d in comparison.differences
    }


def compared(*texts: str, turned: bool = False) -> Told:
    """What differs between reports of these texts, given in this order or turned round."""
    articles = [Article.from_text(text, outlet=outlet) for text, outlet in zip(texts, OUTLETS, strict=False)]
    return told(parallax.compare(articles[::-1] if turned else articles, relation="reports"))


@settings(max_examples=15, deadline=None)
@given(REPORT, REPORT, REPORT)
def test_neither_the_order_of_reports_nor_a_third_one_takes_a_difference_away(one: str, two: str, three: str) -> None:
    together = compared(one, two, three)
    assert compared(one, two, three, turned=True) == together
    assert compared(one, two) <= together


@settings(max_examples=10, deadline=None)
@given(REPORT)
def test_a_report_does_not_differ_from_its_copy(text: str) -> None:
    assert compared(text, text) == set()


def test_the_sentences_disagree_in_every_family_that_reports_are_compared_in() -> None:
    kinds = {str(kind) for kind, *_ in compared(" ".join(SENTENCES[::2]), " ".join(SENTENCES[1::2]))}
    assert {FAMILY_OF_KIND[kind] for kind in kinds} == {"facts", "voice", "force"}
    assert {"number", "date", "name", "negation", "certainty", "attribution-verb", "quotation"} <= kinds

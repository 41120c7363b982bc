"""What a page says of its article, and where each was found."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from parallax.intake.pages.facts import PageFacts, iso_of, page_facts


def facts(head: str, body: str = "<p>Words.</p>") -> PageFacts:
    return page_facts(document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))


def linked(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in values)


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Ferry stops",
    "author": [{"@type": "Person", "name": "Dana Orrel"}, {"@type": "Person", "name": "Ilse Varga"}],
    "publisher": {"@type": "Organization", "name": "Marle Gazette"},
    "datePublished": "2031-05-04T18:30:00+02:00",
    "dateModified": "2031-05-05T09:00:00+02:00",
}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]},
        {**ARTICLE, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ],
)
def test_linked_data_gives_title_outlet_author_and_date(value: object) -> None:
    found = facts(linked(value))
    assert found.title == ("Ferry stops", "JSON-LD headline")
    assert found.outlet == ("Marle Gazette", "JSON-LD publisher")
    assert found.author == ("Dana Orrel, Ilse Varga", "JSON-LD author")
    assert found.published == ("2031-05-04T18:30:00+02:00", "JSON-LD datePublished")
    assert found.modified == ("2031-05-05T09:00:00+02:00", "JSON-LD dateModified")


def test_an_author_that_is_only_referred_to_is_looked_up() -> None:
    graph = [{**ARTICLE, "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "Dana Orrel"}]
    assert facts(linked({"@graph": graph})).author[0] == "Dana Orrel"


@pytest.mark.parametrize(
    "written",
    [
        '{"@type": "NewsArticle", "headline": "Ferry stops",}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry stops"} -->',
        '{"@type": "NewsArticle", "headline": "Ferry\n stops"};',
    ],
)
def test_small_faults_of_linked_data_are_forgiven(written: str) -> None:
    assert facts(f'<script type="application/ld+json">{written}</script>').title[0] == "Ferry stops"


def test_the_article_of_the_page_is_told_from_others_it_describes() -> None:
    other = {**ARTICLE, "headline": "Mill loses roof", "datePublished": "2031-01-01"}
    found = facts('<meta property="og:title" content="Ferry stops">' + linked(other, ARTICLE))
    assert found.published[0].startswith("2031-05-04")


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "headline", "author", "name", "publisher", "datePublished", "@id", "articleBody"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_shape_of_linked_data_breaks_reading(value: object) -> None:
    found = facts(linked({**ARTICLE, "author": value, "publisher": value, "datePublished": value}, value))
    assert isinstance(found.author[0], str) and "\n" not in found.author[0]


def test_endless_brackets_are_no_linked_data() -> None:
    assert facts(f'<script type="application/ld+json">{"[" * 200_000}</script>') == facts("")


@pytest.mark.parametrize(
    ("head", "fact", "told"),
    [
        ('<meta property="og:site_name" content="Marle Gazette">', "outlet", ("Marle Gazette", "og:site_name")),
        ('<meta name="author" content="By Dana Orrel">', "author", ("Dana Orrel", "author")),
        ('<meta name="parsely-pub-date" content="2031-05-04">', "published", ("2031-05-04", "parsely-pub-date")),
        (
            '<meta property="article:modified_time" content="2031-05-05">',
            "modified",
            ("2031-05-05", "article:modified_time"),
        ),
        (
            '<link rel="canonical" href="https://marle.example/a">',
            "address",
            ("https://marle.example/a", "the canonical link"),
        ),
        (
            '<link rel="canonical" href="https://www.marle.example/a">',
            "outlet",
            ("marle.example", "the page's address"),
        ),
    ],
)
def test_elements_of_the_head_are_known(head: str, fact: str, told: tuple[str, str]) -> None:
    assert getattr(facts(head), fact) == told


@pytest.mark.parametrize("mark", (" - ", " | ", " – ", " | News | "))
def test_an_outlet_that_only_the_title_element_names_is_known(mark: str) -> None:
    address = '<link rel="canonical" href="https://www.marlegazette.example/a">'
    head = f"<title>Ferry stops - for now{mark}The Marle Gazette</title>"
    told = ("The Marle Gazette", "the page's title element")
    assert facts(head, "<h1>Ferry stops - for now</h1>").outlet == told
    assert facts(head + '<meta property="og:title" content="Ferry stops - for now">' + address).outlet == told
    assert facts(head + address).outlet == ("marlegazette.example", "the page's address")  # no headline is known
    named = '<meta property="og:site_name" content="The Gazette of Marle">'
    assert facts(head + named, "<h1>Ferry stops - for now</h1>").outlet[1] == "og:site_name"


@pytest.mark.parametrize(
    ("title", "headings"),
    (
        ("Ferry stops for now", ["Ferry stops"]),
        ("Marle Gazette | Ferry stops for good", ["Marle Gazette"]),
        ("Marle Gazette | Ferry Stops", ["Marle Gazette", "Ferry Stops"]),
        ("Ferry stops – what we know", ["Ferry stops"]),
        ("Ferry Stops – What We Know", ["Ferry Stops", "Ferry Stops – What We Know"]),
        ("Ferry stops | Ferry stops", ["Ferry stops"]),
        ("Ferry stops - 12 May 2024", ["Ferry stops"]),
        ("Ferry stops | Page 2", ["Ferry stops"]),
        ("Ferry stops | World news", ["Ferry stops"]),
        ("Ferry stops | ", ["Ferry stops"]),
        ("| Marle Gazette", [""]),
    ),
)
def test_what_else_ends_a_title_element_is_no_outlet(title: str, headings: list[str]) -> None:
    body = "".join(f"<h1>{heading}</h1>" for heading in headings)
    assert facts(f"<title>{title}</title>", body).outlet == ("", "")


@pytest.mark.parametrize(
    ("name", "host", "agrees"),
    (
        ("The Marle Gazette", "news.marle.example", True),
        ("The New Orrel Times", "notimes.example", True),
        ("The New Orrel Times", "nortimes.example", True),
        ("Politics", "marle.example", False),
        ("Sall Courier", "marle.example", False),
    ),
)
def test_beside_an_address_only_a_name_with_its_letters_is_the_outlet(name: str, host: str, agrees: bool) -> None:
    head = f'<title>Ferry stops | {name}</title><link rel="canonical" href="https://www.{host}/a">'
    assert facts(head, "<h1>Ferry stops</h1>").outlet[0] == (name if agrees else host)


def test_microdata_and_links_to_an_author_are_known() -> None:
    body = '<span itemprop="author"><b itemprop="name">Dana Orrel</b> in Marle</span>'
    assert facts("", body).author == ("Dana Orrel", "itemprop author")
    assert facts("", '<a rel="author" href="/d">Dana Orrel</a>').author == ("Dana Orrel", "rel=author")
    assert facts("", '<time itemprop="datePublished" datetime="2031-05-04">4 May</time>').published[0] == "2031-05-04"


def test_only_a_time_close_to_the_heading_is_the_date() -> None:
    near = facts("", '<h1>Ferry stops</h1><p><time datetime="2031-05-04T08:00Z">4 May</time></p>')
    assert near.published == ("2031-05-04T08:00:00+00:00", "the time element under the heading")
    far = facts("", "<h1>Ferry stops</h1>" + "<p>x</p>" * 200 + '<time datetime="2031-05-04">4 May</time>')
    assert far.published == ("", "")


def test_what_is_not_said_stays_empty() -> None:
    found = facts("<title>Ferry stops</title>", "<p>By the quay, 4 May 2031.</p>")
    assert (found.outlet, found.author, found.published) == (("", ""),) * 3


@pytest.mark.parametrize("name", ["admin", "https://marle.example/dana", "desk@marle.example", "—"])
def test_what_cannot_name_a_person_is_no_author(name: str) -> None:
    assert facts(f'<meta name="author" content="{name}">').author == ("", "")


def test_dates_that_contradict_are_said_and_the_more_specific_is_taken() -> None:
    found = facts('<meta property="article:published_time" content="2030-01-01">' + linked(ARTICLE))
    assert found.published[1] == "JSON-LD datePublished"
    (note,) = found.notes
    assert "two dates of publication" in note and "2030-01-01 (article:published_time)" in note


@pytest.mark.parametrize(("one", "other"), [("Marle Gazette", "The Gazette"), ("MG", "Marle Gazette")])
def test_a_shorter_name_of_an_outlet_is_no_contradiction(one: str, other: str) -> None:
    value = {**ARTICLE, "publisher": {"name": other}}
    assert facts(f'<meta property="og:site_name" content="{one}">' + linked(value)).notes == ()


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2031-05-04T18:30:00+0200", "2031-05-04T18:30:00+02:00"),
        ("2031-05-04 18:30:00 +02:00", "2031-05-04T18:30:00+02:00"),
        ("2031-05-04T18:30:00.000Z", "2031-05-04T18:30:00+00:00"),
        ("Sun, 04 May 2031 18:30:00 GMT", "2031-05-04T18:30:00+00:00"),
        ("May 4, 2031", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("2031/05/04", "2031-05-04"),
        ("yesterday", ""),
        ("2031-13-44", ""),
    ],
)
def test_dates_become_iso_with_the_offset_that_is_given(written: str, iso: str) -> None:
    assert iso_of(written) == iso

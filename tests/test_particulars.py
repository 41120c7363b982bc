"""Where particulars came from is told in words, and an address or a file's name may tell the outlet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parallax.article import Article
from parallax.particulars import site_of, source_of, told_source, with_source, without_asked

ARTICLE = Article.from_text("The ferry runs.")


@pytest.mark.parametrize(
    ("value", "source", "told"),
    [
        ("Ostwick Post", "og:site_name", "from og:site_name"),
        ("Ostwick Post", "the name of the file", "a guess from the name of the file"),
        ("Ostwick Post", "you", "written by you"),
        ("", "you", "left empty by you"),
        ("", "asked", "not known"),
        ("", "", "not known"),
        ("Ostwick Post", "", "where it was found was not kept"),
    ],
)
def test_each_source_has_its_words(value: str, source: str, told: str) -> None:
    assert told_source(value, source) == told


def test_another_source_takes_the_place_of_the_one_before() -> None:
    sources = with_source((("outlet", "og:site_name"), ("author", "JSON-LD")), "outlet", "you")
    assert sources == (("outlet", "you"), ("author", "JSON-LD"))
    assert with_source(sources, "published", "asked")[2:] == (("published", "asked"),)
    assert without_asked(with_source(sources, "published", "asked")) == sources
    assert source_of(replace(ARTICLE, sources=sources), "outlet") == "you"


@pytest.mark.parametrize(
    ("location", "outlet"),
    [
        ("https://www.Vellmar-Courier.example:8080/ferry?x=1", "vellmar-courier.example"),
        ("http://ostwick.example", "ostwick.example"),
        ("https://[broken/ferry", ""),
        ("file:///home/x/ferry.html", ""),
        ("/home/x/Ostwick Post.pdf", ""),
        ("C:\\texts\\Ostwick Post.docx", ""),
        ("", ""),
    ],
)
def test_the_outlet_is_proposed_by_the_site_alone(location: str, outlet: str) -> None:
    assert site_of(replace(ARTICLE, location=location)) == outlet

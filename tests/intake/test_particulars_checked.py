"""What is known of an article is a name, a date, an address, a sentence: never a flood of what a page claims."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.errors import TooLarge
from parallax.intake import particulars
from parallax.intake.draft import Draft, Piece, article_of
from parallax.intake.limits import MAX_PARAGRAPHS

ANY = st.text(st.characters(), max_size=60) | st.text(max_size=3).map(lambda text: text * 3_000)


@settings(max_examples=60)
@given(ANY, ANY, ANY, ANY, ANY, ANY)
def test_whatever_a_page_claims_the_article_keeps_the_bounds(
    outlet: str, author: str, published: str, location: str, cleaned: str, place: str
) -> None:
    draft = Draft(
        (Piece("A menu of words", why=cleaned), Piece("The bridge is shut.")),
        outlet=outlet,
        author=author,
        published=published,
        location=location,
        cleaning=(cleaned,),
        sources=((place, place),) * 100,
    )
    article = article_of(draft, "a.html")
    assert particulars.are_bounded(article)
    assert len(article.outlet) <= particulars.LONGEST_NAME
    assert not any(ord(letter) < 32 for letter in article.outlet + article.author + article.location)


def test_names_that_are_names_stay_as_they_are() -> None:
    draft = Draft((Piece("Words."),), outlet="Vellmar Tribune", author="M. Tellery", published="2026-08-04T10:00")
    article = article_of(draft, "a.html")
    assert (article.outlet, article.author, article.published) == ("Vellmar Tribune", "M. Tellery", "2026-08-04T10:00")


def test_what_is_longer_than_any_name_is_cut_and_shows_it() -> None:
    assert particulars.name("Ostwick " * 1_000).endswith(" Ost…")


@pytest.mark.parametrize("field", ["outlet", "author", "published", "location"])
def test_a_control_character_keeps_within_no_bounds(field: str) -> None:
    article = article_of(Draft((Piece("Words."),)), "a.html")
    assert particulars.are_bounded(article)
    assert not particulars.are_bounded(replace(article, **{field: "a\x1b[2J"}))


def test_more_paragraphs_than_any_article_has_are_refused() -> None:
    draft = Draft(tuple(Piece("a") for _ in range(MAX_PARAGRAPHS + 1)))
    with pytest.raises(TooLarge, match="paragraphs"):
        article_of(draft, "a.html")

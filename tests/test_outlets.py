"""Every article has one name, different from the others', wherever it is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Article
from parallax.outlets import article_name, outlet_names


def test_an_article_is_called_by_its_outlet_else_its_headline_else_its_number() -> None:
    made = [
        Article.from_text("a", outlet="  Tolsey\nMail "),
        Article.from_text("b", title="Ferry aground off Tolsey"),
        Article.from_text("c"),
    ]
    assert [article_name(a, n) for n, a in enumerate(made)] == ["Tolsey Mail", "Ferry aground off Tolsey", "Text 3"]


def test_equal_names_are_told_apart_by_the_number_of_the_text() -> None:
    made = [Article.from_text(text, outlet=outlet) for text, outlet in (("a", "Mail"), ("b", "Post"), ("c", "Mail"))]
    assert outlet_names(made) == ("Mail (text 1)", "Post", "Mail (text 3)")


@given(st.lists(st.sampled_from(("Mail", "Mail (text 1)", "Mail (text 2)", "Mail (text 1) (text 3)", "Text 1", ""))))
def test_names_are_always_different_and_never_empty(outlets: list[str]) -> None:
    names = outlet_names([Article.from_text("words", outlet=outlet) for outlet in outlets])
    assert len(set(names)) == len(outlets) and all(names)

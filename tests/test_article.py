"""Articles, and offsets that lead back to the text as it was given."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from parallax.article import Article, Origin, normal, paragraph_spans

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("aeA \n\r\t.\"'")),
        st.sampled_from(
            ["\u0301", "\u0323", "😀", "𝒜", "\u202e", "\u2028", "\u1100", "\u1161", "\u11a8", "\ufeff", "\u212b"]
        ),
        st.characters(),
    ),
    max_size=60,
)


def test_a_title_becomes_the_headline_and_nothing_else_changes() -> None:
    article = Article.from_text("First line.\n\nSecond line.", title="  Bridge  closed ", outlet="Tribune")
    assert article.text == "Bridge closed\nFirst line.\n\nSecond line."
    assert [p.role for p in article.paragraphs] == ["headline", "body", "body"]
    assert article.title == "Bridge closed"
    assert article.body == "First line.\nSecond line."


def test_the_same_text_twice_is_two_articles_of_one_revision() -> None:
    one, two = Article.from_text("Same copy."), Article.from_text("Same copy.")
    assert one.id != two.id
    assert one.text_sha256 == two.text_sha256


def test_an_empty_text_has_no_paragraphs() -> None:
    assert Article.from_text(" \n\t\n").paragraphs == ()


@settings(max_examples=300)
@given(text=TEXTS)
@example(text="\ufeff\ufeffa")
@example(text="\r\r\n\u0301")
@example(text="a\r\nb \ufeff\u0301 c")
@example(text="e\u0323\u0301x\r\ny")
def test_every_offset_leads_back_to_the_words_as_given(text: str) -> None:
    origin = Origin(text)
    assert origin.text == normal(text)
    for k in range(len(origin.text)):
        start, end = origin.span(k, k + 1)
        assert 0 <= start < end <= len(text)
        assert normal("x" + text[start:end]).find(origin.text[k]) >= 0
    assert all(origin.span(k, k)[0] <= len(text) for k in range(len(origin.text) + 1))


@given(text=TEXTS)
def test_text_is_in_normal_form_and_paragraphs_cover_it(text: str) -> None:
    article = Article.from_text(text)
    assert unicodedata.is_normalized("NFC", article.text)
    assert "".join("".join(article.text[p.start : p.end] for p in article.paragraphs).split()) == "".join(
        article.text.split()
    )
    assert all(article.text[s:e] == article.text[s:e].strip() != "" for s, e in paragraph_spans(article.text))

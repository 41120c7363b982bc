"""Sentences begin where they are told to, and nowhere else; heads and entities keep to it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article, Paragraph
from parallax.language import Parse, parse, parse_paragraphs

ENGLISH = (
    "Council of New Brenn meets\n"
    "The mayor of Halm, Ms. Ada Ferrand, said on 4 March 2026 that “nobody was told. Nobody asked.”"
    " The U.S. envoy left.\n"
    "Three ferries, e.g. the Ostrey, didn't sail; two did... A crane fell at 9 a.m. in Sall!"
)
GERMAN = (
    "Der Rat von Halm tagt am Montag\n"
    "Die Bürgermeisterin sagte: „Niemand wurde gefragt. Das war falsch.“ Die Brücke bleibt bis Freitag gesperrt.\n"
    "Am 4. März fiel ein Kran um, niemand wurde verletzt!"
)
CHINESE = "市长说大桥已经关闭。没有人受伤。\n船在星期一停航，他说。"


@cache
def parsed(text: str) -> Parse:
    return parse(Article.from_text(text))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([ENGLISH, GERMAN, CHINESE]), st.data())
def test_sentences_begin_at_the_fixed_starts_and_where_paragraphs_do(text: str, data: st.DataObject) -> None:
    article, free = Article.from_text(text), parsed(text)
    starts = data.draw(st.frozensets(st.sampled_from([t.start for t in free.tokens])))
    told = parse(article, starts)
    assert {s.start for s in told.sentences} == starts | {p.start for p in article.paragraphs}
    assert [(t.start, t.end) for t in told.tokens] == [(t.start, t.end) for t in free.tokens]
    for number, sentence in enumerate(told.sentences):
        words = told.words(number)
        assert (words[0].start, words[-1].end) == (sentence.start, sentence.end)
        assert all(t.sentence == number and sentence.first <= t.head < sentence.last for t in words)
        paragraph = article.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
    for entity in told.entities:
        assert len({t.sentence for t in told.tokens[entity.first : entity.last]}) == 1


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, CHINESE])
def test_the_sentences_that_the_program_finds_come_back_when_they_are_fixed(text: str) -> None:
    free = parsed(text)
    assert parse(Article.from_text(text), frozenset(s.start for s in free.sentences)) == free


def test_no_starts_at_all_are_whole_paragraphs() -> None:
    article = Article.from_text(ENGLISH)
    told = parse(article, frozenset())
    assert told.sentence_spans() == [(p.start, p.end) for p in article.paragraphs]
    assert told == parse_paragraphs(article.text, article.paragraphs, whole=True)


def test_starts_hold_in_a_paragraph_that_is_parsed_in_several_pieces() -> None:
    line = "The river rose again and the bridge was closed to all traffic. "
    text = (line * 400).strip()
    starts = frozenset(range(0, len(text), len(line) * 2)) | {text.rindex("the bridge")}
    told = parse_paragraphs(text, (Paragraph(0, len(text)),), starts)
    assert {s.start for s in told.sentences} == starts
    assert sum(s.last - s.first for s in told.sentences) == len(told.tokens) == 400 * 13

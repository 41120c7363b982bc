"""How much room a speaker gets: words counted once, those in quotation marks, where they begin, by which verbs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Article
from parallax.sheet.voices import Voices
from parallax.values import Attribution, Comparison

TEXT = 'The dam held.\nOrtiz said that the dam "held all night". Pohl denied that.\nNobody slept.'
ARTICLE = Article.from_text(TEXT, title="Dam")


def span(words: str) -> tuple[int, int]:
    at = ARTICLE.text.index(words)
    return at, at + len(words)


def said(cue: str, content: str, **more: object) -> Attribution:
    return replace(Attribution(0, (), (span(cue),), (span(content),), "mixed"), **more)  # type: ignore[arg-type]


def voices(*attributions: Attribution) -> Voices:
    return Voices(replace(EMPTY, attributions=attributions))


EMPTY = Comparison(
    articles=(ARTICLE,), relations=(), sentences=(), links=(), groups=(), attributions=(), speakers=(), utterances=(),
    labels=(), differences=(), coverage=(),
)  # fmt: skip


def test_words_are_counted_and_those_in_quotation_marks() -> None:
    voice = voices(said("said", 'that the dam "held all night"')).of(0, [0])
    assert (voice.words, voice.quoted, voice.paragraph) == (6, 3, 2)
    assert voice.cues == (("said", "neutral", 1),)


def test_words_said_within_what_is_said_are_counted_once() -> None:
    found = voices(said("said", 'that the dam "held all night"'), said("dam", "held all night"))
    assert found.of(0, [0, 1]).words == 6


def test_verbs_carry_their_stance_and_what_was_not_said_counts_as_denied() -> None:
    found = voices(
        said("denied", "that.", stance="denying"),
        said("said", "held all night", negated=True),
        said("said", "that the dam"),
        said("said", "that the dam"),
    )
    assert found.of(0, range(4)).cues == (("said", "neutral", 2), ("denied", "denying", 1), ("said", "denying", 1))


def test_the_outlet_keeps_what_it_gives_to_nobody() -> None:
    assert voices().own_words(0) == 1.0
    body = len("The dam held Ortiz said that the dam held all night Pohl denied that Nobody slept".split())
    assert voices(said("said", 'that the dam "held all night"')).own_words(0) == (body - 6) / body


def test_an_article_without_words_gives_nobody_room() -> None:
    nothing = Voices(replace(EMPTY, articles=(Article.from_text(""),)))
    assert nothing.own_words(0) == 0.0
    assert nothing.of(0, []).words == 0


@given(st.lists(st.tuples(st.integers(0, len(ARTICLE.text)), st.integers(0, len(ARTICLE.text))), max_size=6))
def test_no_more_words_are_quoted_than_said_nor_said_than_there_are(ends: list[tuple[int, int]]) -> None:
    given_spans = tuple(tuple(sorted(pair)) for pair in ends)
    found = Voices(replace(EMPTY, attributions=(Attribution(0, (), (), given_spans, "indirect"),)))  # type: ignore[arg-type]
    voice = found.of(0, [0])
    assert 0 <= voice.quoted <= voice.words <= 17
    assert 0.0 <= found.own_words(0) <= 1.0

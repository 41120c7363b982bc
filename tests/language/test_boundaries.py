"""Sentence boundaries that are certain before the parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article
from parallax.language import parse


def split(text: str) -> list[str]:
    return [text[s:e] for s, e in parse(Article.from_text(text)).sentence_spans()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mr. Hallam left. Dr. Osei stayed.", ["Mr. Hallam left.", "Dr. Osei stayed."]),
        ('"We were late." The mayor sat down.', ['"We were late."', "The mayor sat down."]),
        ("“We were late,” she said. “We won.”", ["“We were late,” she said.", "“We won.”"]),
        ("It cost $4.5 million. Nobody paid.", ["It cost $4.5 million.", "Nobody paid."]),
        (
            "The report [...] was late. [...] Others were early.",
            ["The report [...] was late.", "[...] Others were early."],
        ),
        ("She asked: “Why now?” and left.", ["She asked: “Why now?” and left."]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


def test_no_sentence_crosses_a_paragraph() -> None:
    assert split("Flood warning for the coast\nThe river rose") == ["Flood warning for the coast", "The river rose"]


def test_a_closing_mark_stays_with_its_sentence() -> None:
    assert split("“The bridge is safe.” Nobody fell.")[0] == "“The bridge is safe.”"


def test_other_languages_are_split_by_their_own_marks() -> None:
    german = "Der Fluss stieg in der Nacht auf vier Meter. Die Brücke wurde gesperrt, weil niemand sie prüfen konnte."
    chinese = "河水在夜间上涨。桥梁已经关闭。没有人受伤。"
    assert len(split(german)) == 2
    assert split(chinese) == ["河水在夜间上涨。", "桥梁已经关闭。", "没有人受伤。"]


_LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("abcABC.?!…\"'“”‘’()[] \n\n.,;:0123—")),
        st.sampled_from(["😀", "𝒜", "e", "\u0301", "\u202e", "\u200f", "\u00a0", "ß", "Ж", "。", "\ud800"]),
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(text=_LETTERS, english=st.booleans())
def test_sentences_cover_all_that_is_not_white_space_in_order(text: str, english: bool) -> None:
    article = Article.from_text(("The man said that it was over. " if english else "") + text)
    parsed = parse(article)
    at = 0
    covered = []
    for sentence in parsed.sentences:
        paragraph = article.paragraphs[sentence.paragraph]
        assert at <= sentence.start < sentence.end
        assert paragraph.start <= sentence.start and sentence.end <= paragraph.end
        covered.append(article.text[sentence.start : sentence.end])
        at = sentence.end
    assert "".join("".join(covered).split()) == "".join(article.text.split())
    for number, sentence in enumerate(parsed.sentences):
        for token in parsed.words(number):
            assert token.sentence == number
            assert sentence.start <= token.start < token.end <= sentence.end
            assert article.text[token.start : token.end] == token.text
            assert parsed.tokens[token.head].sentence == number
            assert parsed.tokens[token.i] is token

"""Long texts are parsed piece by piece, and nothing is lost between the pieces."""

from __future__ import annotations

from parallax.article import Article, Paragraph
from parallax.language import parse, parse_paragraphs


def test_a_paragraph_longer_than_a_piece_is_covered_whole() -> None:
    article = Article.from_text("The river rose again and the bridge was closed to all traffic. " * 500)
    parsed = parse(article)
    assert sum(len(parsed.words(k)) for k in range(len(parsed.sentences))) == 500 * 13
    assert {s.paragraph for s in parsed.sentences} == {0}


def test_a_paragraph_taken_whole_is_one_sentence_however_long() -> None:
    text = "The river rose. " * 2000 + "\nIt fell."
    paragraphs = (Paragraph(0, text.index("\n") - 1), Paragraph(text.index("\n") + 1, len(text)))
    parsed = parse_paragraphs(text, paragraphs, whole=True)
    assert [s.paragraph for s in parsed.sentences] == [0, 1]
    assert all(t.sentence == 0 for t in parsed.words(0))
    assert len(parsed.words(0)) == 8000

"""Long texts are parsed piece by piece, and nothing is lost between the pieces."""

from __future__ import annotations

from time import process_time

from parallax.article import Article, Paragraph
from parallax.language import parse, parse_paragraphs
from parallax.language.boundaries import certain_starts


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


def test_marks_without_a_space_are_parsed_in_short_pieces_and_none_is_lost() -> None:
    # the tokenizer takes time with the square of such a run
    text = "The clerk said that this is what the machine wrote: " + "“”" * 2600
    parsed = parse(Article.from_text(text))
    assert max(s.end - s.start for s in parsed.sentences) <= 1100
    assert sum(t.end - t.start for t in parsed.tokens) == sum(not c.isspace() for c in text)


def test_boundaries_take_time_in_proportion_to_the_text() -> None:
    def seconds(ellipses: int) -> float:
        text = "die Brücke [...] " * ellipses
        tokens = [(at + s, at + e) for at in range(0, len(text), 17) for s, e in ((0, 3), (4, 10), (11, 16))]
        begun = process_time()
        certain_starts(text, tokens, frozenset({0}))
        return process_time() - begun

    assert seconds(12_000) < 16 * seconds(2000)

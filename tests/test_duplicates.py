"""Copies of a text are told from reports of the same event, in little time."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Article, Paragraph
from parallax.duplicates import copies

WORDS = (
    "the harbour at Vellmar ferry council said that bridge Ostwick closed on Monday after storm and crew of rescue "
    "engineers found crack in pier while passengers waited officials named Calloway Prewitt nobody had inspected"
).split()
POOL = [f"{word}{k}" for word in WORDS for k in range(400)]


def text(seed: int, words: int) -> list[str]:
    """An invented text: nonsense, in which no run of words stands twice."""
    return random.Random(seed).choices(POOL, k=words)


def article(words: Sequence[str], title: str = "", line: int = 40) -> Article:
    lines = [" ".join(words[k : k + line]) for k in range(0, len(words), line)]
    return Article.from_text("\n".join(lines), title=title)


def kinds(*articles: Article) -> list[tuple[int, int, str]]:
    return [(copy.text, copy.of, copy.kind) for copy in copies(articles)]


def test_the_same_text_is_found_whatever_its_case_and_punctuation() -> None:
    one = Article.from_text("The bridge at Vellmar was shut.\n“Nobody knew,” said Ines Calloway.")
    other = Article.from_text('The Bridge at Vellmar was shut\n\n"Nobody knew" said Ines Calloway!')
    assert kinds(one, other) == [(1, 0, "same")]


def test_the_same_text_under_another_headline_is_told_apart_from_the_same_text() -> None:
    body = text(1, 90)
    assert kinds(article(body, "Bridge shut"), article(body, "No way over the river")) == [(1, 0, "same body")]


def test_a_text_with_a_few_other_words_is_nearly_the_same_and_says_how_nearly() -> None:
    body = text(2, 400)
    edited = [*body[:200], "another", "word", *body[201:]]
    (copy,) = copies([article(edited)], [article(body)])
    assert (copy.text, copy.of, copy.kind) == (1, 0, "near")
    assert 0.97 < copy.share < 1
    assert copy.percent in ("97 %", "98 %", "99 %")


def test_a_text_whose_lines_break_elsewhere_and_that_was_edited_is_nearly_the_same() -> None:
    body = text(3, 500)
    assert kinds(article(body, line=31), article([*body[:100], *body[130:]], line=47)) == [(1, 0, "near")]


def test_a_text_that_stands_in_a_longer_one_is_a_part_of_it_but_not_the_other_way_round() -> None:
    agency, more = text(4, 200), text(5, 300)
    assert kinds(article([*agency, *more]), article(agency)) == [(1, 0, "part")]
    assert kinds(article(agency), article([*agency, *more])) == []


def test_two_texts_that_share_their_quotations_are_no_copies() -> None:
    shared = text(6, 60)
    assert kinds(article([*shared, *text(7, 200)]), article([*text(8, 150), *shared])) == []


def test_a_sentence_alone_is_a_copy_only_of_the_very_same() -> None:
    one = Article.from_text("The ferry to Sall was two hours late on Monday, they said.")
    assert kinds(one, Article.from_text("The ferry to Sall was three hours late on Monday, they said.")) == []
    assert kinds(one, Article.from_text(one.text)) == [(1, 0, "same")]


def test_what_an_outlet_puts_under_all_its_texts_makes_no_copies() -> None:
    def furnished(words: list[str]) -> Article:
        made = article([*words, *text(9, 300)], line=100)
        last = len(made.paragraphs) - 3
        roles = [Paragraph(p.start, p.end, "furniture" if k >= last else "body") for k, p in enumerate(made.paragraphs)]
        return Article.of(made.text, tuple(roles))

    assert kinds(furnished(text(10, 100)), furnished(text(11, 100))) == []


def test_of_many_copies_of_one_text_each_is_found() -> None:
    body = text(12, 120)
    many = [article([*body, f"number{k}"]) for k in range(150)]
    found = copies(many)
    assert [copy.text for copy in found] == list(range(1, 150))
    assert {copy.kind for copy in found} == {"near"}


@given(st.lists(st.sampled_from(["", "a", "a b c d e f", "one two three four five " * 8]), max_size=5))
def test_no_text_is_a_copy_of_itself_or_of_a_later_one(texts: list[str]) -> None:
    for copy in copies([Article.from_text(t) for t in texts]):
        assert 0 <= copy.of < copy.text < len(texts)


def test_eight_long_texts_are_held_against_each_other_in_little_time() -> None:
    bodies = [text(20 + k, 100_000) for k in range(7)]
    bodies.append([*bodies[3][:50_000], "else", *bodies[3][50_000:]])
    articles = [article(body) for body in bodies]
    begun = time.process_time()
    found = copies(articles)
    taken = time.process_time() - begun
    assert [(copy.text, copy.of, copy.kind) for copy in found] == [(7, 3, "near")]
    assert taken < 3, "a third of a second where nothing else runs"

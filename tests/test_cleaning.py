"""What reading did to a text can be taken back, piece by piece, in any order, and nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import ROLES, Article, Cleaning, Paragraph, normal, sha256
from parallax.article_json import article_from_plain, article_to_plain
from parallax.cleaning import indices_of, left_out, place_of, taken_back, to_take_back
from parallax.intake.draft import Draft, Piece, article_of


def _read(*pieces: Piece) -> Article:
    return article_of(Draft(pieces), "ferry.html")


def _shown(article: Article) -> list[tuple[str, str]]:
    return [(article.text[p.start : p.end], p.role) for p in article.paragraphs]


MENU = Piece("Home News Sport", why="a menu")
HEAD = Piece("Ferry back at Ostwick", "headline")
FIRST = Piece("The ferry runs again.", "body")
JOINED = Piece("It runs each half hour.", "body", was="It runs each\nhalf hour.")
FOOT = Piece("All rights reserved.", why="the foot of a page")
READ = _read(MENU, HEAD, FIRST, JOINED, FOOT)


def test_a_piece_that_was_left_out_comes_back_as_a_paragraph_at_its_place() -> None:
    back = taken_back(READ, [0])
    assert _shown(back)[:2] == [("Home News Sport", "furniture"), ("Ferry back at Ostwick", "headline")]
    assert [done.what for done in back.cleaning] == ["Joined 2 lines.", "Left out the foot of a page."]


def test_a_piece_after_the_last_paragraph_comes_back_at_the_end() -> None:
    assert taken_back(READ, [2]).text == READ.text + "\nAll rights reserved."


def test_joined_lines_become_paragraphs_of_their_own_with_the_role_of_the_joined_one() -> None:
    assert _shown(taken_back(READ, [1]))[2:] == [("It runs each", "body"), ("half hour.", "body")]


def test_all_at_once_is_what_one_after_the_other_is() -> None:
    singly = READ
    while left := to_take_back(singly):
        singly = taken_back(singly, left[:1])
    assert taken_back(READ, to_take_back(READ)) == singly
    assert singly.cleaning == ()


def test_what_was_taken_back_is_offered_no_more() -> None:
    assert left_out(READ) == 2
    assert left_out(taken_back(READ, [0])) == 1


def test_pieces_at_one_place_come_back_in_their_order_whichever_is_first() -> None:
    read = _read(HEAD, *(Piece(word, why="a menu") for word in ("one", "two", "three")), FIRST)
    for order in ([0, 0, 0], [2, 1, 0], [1, 0, 0], [1, 1, 0]):
        back = read
        for number in order:
            back = taken_back(back, [number])
        assert back.text == "Ferry back at Ostwick\none\ntwo\nthree\nThe ferry runs again."


def test_what_is_only_told_stays_told_and_changes_no_text() -> None:
    read = replace(READ, cleaning=(Cleaning("Folded spaces."), *READ.cleaning))
    assert taken_back(read, [0]) == read
    assert taken_back(read, range(4)).cleaning == (Cleaning("Folded spaces."),)


def test_an_index_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        taken_back(READ, [3])


def test_a_place_within_a_paragraph_cuts_no_word() -> None:
    stale = replace(READ, cleaning=(Cleaning("Left out a menu.", 3, 3, "Home", "furniture"),))
    assert _shown(taken_back(stale, [0]))[:2] == [("Ferry back at Ostwick", "headline"), ("Home", "furniture")]


def test_a_piece_at_a_line_end_within_a_paragraph_that_the_reader_joined_stands_between_its_lines() -> None:
    menu = Cleaning("Left out a menu.", 10, 10, "Home", "furniture")
    article = Article.of("One line.\nAnother.", (Paragraph(0, 18),), cleaning=(menu,))
    assert _shown(taken_back(article, [0])) == [("One line.", "body"), ("Home", "furniture"), ("Another.", "body")]


def test_pieces_are_found_by_what_they_are_each_once() -> None:
    twin = Cleaning("Left out a menu.", 0, 0, "Home", "furniture")
    article = replace(READ, cleaning=(twin, twin, *READ.cleaning))
    assert indices_of(article, [twin]) == (0,)
    assert indices_of(article, [twin, twin, READ.cleaning[1], replace(twin, was="Gone")]) == (0, 1, 3)


def test_many_pieces_of_a_long_text_are_taken_back_in_one_pass() -> None:
    body = [Piece(f"Paragraph {n} of the report goes on. " * 20, "body") for n in range(2_000)]
    read = _read(*(piece for n, one in enumerate(body) for piece in ([MENU] if n % 4 == 0 else []) + [one]))
    back = taken_back(read, to_take_back(read))
    assert len(back.paragraphs) == 2_500
    assert back.text.count("Home News Sport") == 500


WORDS = st.text(st.sampled_from("ab \u0301\u0308\u1161\u11a8\u1100e\u0345😀"), min_size=1, max_size=8)
LINES = st.lists(WORDS, min_size=2, max_size=4)


@st.composite
def _pieces(draw: st.DrawFn) -> Piece:
    kind = draw(st.sampled_from(["kept", "joined", "left out"]))
    role = draw(st.sampled_from([None, *ROLES]))
    if kind == "joined":
        lines = draw(LINES)
        return Piece(" ".join(lines), role, was="\n".join(lines))
    return Piece(draw(WORDS), role, why="a menu" if kind == "left out" else "")


READ_TEXTS = st.lists(_pieces(), max_size=8).map(lambda some: _read(*some, FIRST))


def _sound(article: Article) -> None:
    assert article_from_plain(article_to_plain(article), joined=True) == article
    assert sha256(article.text) == article.text_sha256


def _holds(article: Article, words: str) -> bool:
    lines = {line.strip() for line in article.text.split("\n")}
    return {line.strip() for line in normal(words).split("\n")} - {""} <= lines


@settings(deadline=None, max_examples=200)
@given(READ_TEXTS, st.data())
def test_taken_back_in_any_order_the_text_holds_every_piece_as_it_was(read: Article, draw: st.DataObject) -> None:
    article = read
    while left := to_take_back(article):
        some = draw.draw(st.sets(st.sampled_from(left), min_size=1))
        article = taken_back(article, some)
        article_from_plain(article_to_plain(article))
        for done in article.cleaning:
            assert done.start == done.end or (done.start, done.end) in {(p.start, p.end) for p in article.paragraphs}
    assert all(_holds(article, done.was) for done in read.cleaning)
    assert article == taken_back(read, to_take_back(read))


@st.composite
def _any_articles(draw: st.DrawFn) -> Article:
    """Paragraphs joined and parted by a reader, with gaps, and cleaning that says anything of it."""
    text = normal(draw(st.text(st.sampled_from("ab \n\u0301e\u1100\u1161"), max_size=30)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = [(s, e) for s, e in zip(cuts[::2], cuts[1::2], strict=False) if s < e]
    paragraphs = tuple(Paragraph(s, e, draw(st.sampled_from(ROLES))) for s, e in pairs)
    place = st.integers(0, len(text))
    cleaning = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(place), draw(place)))
        was = draw(st.text(st.sampled_from("xy \n\r\u0301e\u2028\ufeff"), max_size=8))
        cleaning.append(Cleaning("Did something.", start, end, was, draw(st.sampled_from(ROLES))))
    return Article.of(text, paragraphs, cleaning=tuple(cleaning))


@settings(deadline=None, max_examples=400)
@given(_any_articles(), st.data())
def test_whatever_cleaning_says_of_whatever_text_the_article_stays_sound(article: Article, draw: st.DataObject) -> None:
    before = {done.was for done in article.cleaning}
    covered = any(done.start < done.end for done in article.cleaning)  # what stands there gives way
    while left := to_take_back(article):
        article = taken_back(article, draw.draw(st.sets(st.sampled_from(left), min_size=1)))
        _sound(article)
    assert covered or all(_holds(article, was) or not was.strip() for was in before)


def test_what_came_back_is_found_where_it_stands_now() -> None:
    read = _read(MENU, HEAD, MENU, FIRST)
    back = taken_back(read, [1])
    assert place_of(back, read.cleaning[1]) == (22, 37)
    assert back.text[22:37] == "Home News Sport"
    assert place_of(read, read.cleaning[1]) is None

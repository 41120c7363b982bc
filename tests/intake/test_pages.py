"""Saved pages: what is taken for the article, what each part is, what is said of the rest."""

from __future__ import annotations

import pytest

from parallax.article import Article
from parallax.errors import EmptyArticle, TooLarge
from parallax.intake import read_bytes
from parallax.intake.pages.html import blocks_of

HEADLINE = "Ferry at Ostwick stops after the storm"
FIRST = "The ferry between Ostwick and Vellmar stopped on Monday after a storm tore its landing stage from the quay."
SECOND = "“Nobody was on board,” said the harbour master, Ilse Varga, who had closed the stage an hour before."
THIRD = "Engineers expect that repairs will take three weeks, and a bus goes round by the bridge at Marle until then."
FOURTH = "The county pays for the bus, which costs about 4,000 pounds a day, from money set aside for the winter."
PARAGRAPHS = (FIRST, SECOND, THIRD, FOURTH)


def page(
    inside: str = "", *, head: str = "", before: str = "", after: str = "", paragraphs: tuple[str, ...] = ()
) -> str:
    """A page of an article of some paragraphs, with something in its middle, above and below it."""
    words = [f"<p>{each}</p>" for each in paragraphs or PARAGRAPHS]
    middle = "".join(words[:2]) + inside + "".join(words[2:])
    return (
        f"<!doctype html><html><head><title>{HEADLINE}</title>{head}</head><body>"
        '<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>'
        f'<main><article><h1>{HEADLINE}</h1>{before}<div class="article-body">{middle}</div>{after}</article></main>'
        '<footer class="site-footer"><p>Marle Gazette, 4 Mill Lane. All rights reserved.</p></footer></body></html>'
    )


def read(markup: str) -> Article:
    return read_bytes(markup.encode(), "saved.html")


def left_out(article: Article) -> dict[str, str]:
    return {done.was: done.what for done in article.cleaning if done.was}


def with_role(article: Article, role: str) -> list[str]:
    return [article.line(each) for each in article.paragraphs if each.role == role]


@pytest.mark.parametrize(
    ("inside", "words", "what"),
    [
        ('<p><a href="/x"><b>READ MORE: Storm takes the roof of a mill in Vellmar</b></a></p>', "READ MORE", "link"),
        (
            '<div class="related-stories"><ul><li><a href="/y">Mill loses its roof in storm</a></li></ul></div>',
            "Mill",
            "link",
        ),
        (
            '<div class="newsletter-signup"><p>Sign up for our newsletter and never miss a story.</p></div>',
            "Sign up",
            "sub",
        ),
        ('<div class="share-tools"><a href="/f">Share</a> <a href="/t">Tweet</a></div>', "Share", "share"),
        ('<aside class="widget trending"><p>Most read this week in the county</p></aside>', "Most read", "related"),
    ],
)
def test_what_is_set_into_an_article_is_left_out_and_kept(inside: str, words: str, what: str) -> None:
    article = read(page(inside))
    assert article.body == "\n".join(PARAGRAPHS)
    assert any(words in was and what in why for was, why in left_out(article).items())


def test_menu_and_foot_are_kept_as_one_piece_each() -> None:
    told = left_out(read(page()))
    assert told["Home · Sport"] == "Left out a menu."
    assert told["Marle Gazette, 4 Mill Lane. All rights reserved."] == "Left out the foot of the page."


def test_what_was_left_out_stands_where_it_stood() -> None:
    article = read(page('<div class="related"><a href="/y">Mill loses its roof in storm</a></div>'))
    (place,) = [done for done in article.cleaning if done.was.startswith("Mill")]
    assert place.start == place.end == article.text.index(THIRD)


def test_no_word_of_a_page_is_lost() -> None:
    inside = (
        "<blockquote><p>We will be back by spring.</p></blockquote><table><tr><td>Bus</td><td>7.30</td></tr></table>"
    )
    comments = '<section class="comments"><p>First comment: I never liked that ferry.</p></section>'
    article = read(page(inside, after=comments))
    everything = article.text + "".join(left_out(article))
    for words in ("Home", "Sport", "back by spring", "Bus 7.30", "never liked", "Mill Lane", *PARAGRAPHS):
        assert words in everything


def test_comments_are_no_part_of_the_article() -> None:
    comment = (
        "<p>I crossed on that ferry every day for thirty years and never saw the stage repaired, not even once.</p>"
    )
    article = read(page(after=f'<section id="comments"><h3>Comments</h3>{comment * 3}</section>'))
    assert article.body == "\n".join(PARAGRAPHS)


def test_an_article_in_several_parts_is_read_whole() -> None:
    part = "".join(f"<p>{each} It was the {n}. storm.</p>" for n, each in enumerate(PARAGRAPHS * 2))
    parts = f'<div class="chunk"><div class="grid body">{part}</div></div>' * 1
    other = "".join(f"<p>{each} Nobody expected the {n}. one.</p>" for n, each in enumerate(PARAGRAPHS * 2))
    parts += f'<div class="ad-slot">Advertisement</div><div class="chunk"><div class="grid body">{other}</div></div>'
    article = read(
        f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{parts}</article></body></html>"
    )
    assert article.body.count("storm.") == article.body.count("Nobody expected") == 8


def test_words_that_the_page_hides_and_shows_too_are_read_once() -> None:
    article = read(page(after=f'<div style="display:none"><p>{" ".join(PARAGRAPHS)}</p></div>'))
    assert article.body == "\n".join(PARAGRAPHS)


def test_a_table_in_the_article_is_read_row_by_row() -> None:
    rows = "<tr><th>Bus</th><th>Leaves</th></tr><tr><td>Early bus</td><td>7.30 from Marle</td></tr>"
    assert "Early bus 7.30 from Marle" in read(page(f"<table>{rows}</table>")).text.split("\n")


def test_parts_of_an_article_have_their_roles() -> None:
    article = read(
        page(
            '<figure><img src="q.jpg"><figcaption>The quay on Sunday, before the storm.</figcaption></figure>',
            before='<p class="standfirst">A bus goes round by Marle for three weeks.</p>'
            '<p class="byline">By Dana Orrel</p>',
            after='<p class="correction">This article was amended on 4 May to correct the name of the quay.</p>',
        )
    )
    assert with_role(article, "headline") == [HEADLINE]
    assert with_role(article, "standfirst") == ["A bus goes round by Marle for three weeks."]
    assert with_role(article, "byline") == ["By Dana Orrel"]
    assert with_role(article, "caption") == ["The quay on Sunday, before the storm."]
    assert with_role(article, "correction") == ["This article was amended on 4 May to correct the name of the quay."]
    assert article.body.startswith("A bus goes round") and FIRST in article.body
    assert (article.author, dict(article.sources)["author"]) == ("Dana Orrel", "the byline")


@pytest.mark.parametrize("inside", ["<nav><a href='/'>Home</a></nav>", "<footer>All rights reserved</footer>", ""])
def test_a_page_of_nothing_but_a_menu_has_no_article(inside: str) -> None:
    with pytest.raises(EmptyArticle, match="no article"):
        read(f"<!doctype html><html><body>{inside}</body></html>")


def test_a_page_of_endless_paragraphs_is_refused() -> None:
    with pytest.raises(TooLarge, match="paragraphs"):
        read("<html><body>" + "<p>a</p>" * 50_000)


def test_what_lies_deep_in_a_page_is_not_lost() -> None:
    deep = "<div>" * 400 + "<p>Down here lies a note.</p>" + "</div>" * 400
    article = read(page(after=deep))
    assert "Down here lies a note." in article.text + "".join(left_out(article))


def test_blocks_of_a_fragment_keep_their_order_and_one_headline() -> None:
    pieces = blocks_of("<h1>One</h1><p>Two <b>bold</b></p><h1>Three</h1><figcaption>Four</figcaption>", "a")
    assert [(piece.text, piece.role) for piece in pieces] == [
        ("One", "headline"),
        ("Two bold", None),
        ("Three", "body"),
        ("Four", "caption"),
    ]

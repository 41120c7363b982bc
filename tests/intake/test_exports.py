"""Exports of press databases become their articles; an article that only looks a little like one stays whole."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import docx, paragraph

from parallax import errors
from parallax.article import Article
from parallax.intake import articles_of
from parallax.intake.draft import Draft, Piece, article_of
from parallax.intake.limits import MAX_ARTICLES
from parallax.intake.press import exports
from parallax.intake.press.written_dates import date_in

TITLE = "Bridge at Ostwick stays shut until autumn"
OUTLET = "Marle Gazette"
AUTHOR = "Dana Orrel"
TEXT = (
    "The footbridge at Ostwick will stay closed until the end of September, the county said on Tuesday, after divers"
    " found one of its piers hollowed out by the floods of this spring.",
    "“We asked for an inspection three years running,” said Tamsin Vole, who keeps the café beside the steps.",
    "A ferry runs every half hour from seven in the morning.",
)


def wrapped(text: str, width: int = 78) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def numbered(k: int) -> str:
    return f"{TITLE} ({k})"


def classic(count: int = 3, text: tuple[str, ...] = TEXT) -> str:
    """Nexis as it was."""
    made = ["\n\n\nDownload Request: Selected Items: 1-3\nTime Of Request: Friday, May 3, 2024\n\nTerms: (bridge)\n\n"]
    for k in range(1, count + 1):
        made.append(
            f"\n                               {k} of {count} DOCUMENTS\n\n\n\n"
            f"                                {OUTLET}\n\n"
            f"                            April {k % 28 + 1}, 2024 Saturday\n"
            f"                                  Edition 1;\n                                    Scotland\n\n"
            f"{numbered(k)}\n\nBYLINE: {AUTHOR}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 61 words\n\nDATELINE: OSTWICK\n\n\n"
            + "\n\n".join(map(wrapped, text))
            + "\n\nGRAPHIC: Photo, The pier in April.\n\nLOAD-DATE: April 29, 2024\n\nLANGUAGE: ENGLISH\n\n"
            "PUBLICATION-TYPE: Newspaper\n\n\n                    Copyright 2024 Marle Newspapers Ltd\n"
            "                              All Rights Reserved\n"
        )
    return "".join(made)


def uni(count: int = 3, text: tuple[str, ...] = TEXT) -> str:
    """Nexis as it is."""
    made = ["Date and Time: Friday, 3 May 2024 09:10:00 o'clock BST\n\nJob Number: 221\n\n", f"Documents ({count})\n\n"]
    made += [f"{k}. {numbered(k)}\n\nClient/Matter: -None-\n\nSearch Terms: bridge\n\n" for k in range(1, count + 1)]
    for k in range(1, count + 1):
        made.append(
            f"{numbered(k)}\n\n{OUTLET}\n\nApril {k % 28 + 1}, 2024 Saturday 3:00 AM GMT\n\nFirst Edition\n\n"
            "Copyright 2024 Marle Newspapers Ltd All Rights Reserved\n\nSection: NEWS; Pg. 3\n\nLength: 61 words\n\n"
            f"Byline: {AUTHOR}\n\nHighlight: Council blames the floods.\n\nBody\n\n"
            + "\n\n".join(text)
            + "\n\nGraphic\n\nThe pier in April.\n\nClassification\n\nLanguage: ENGLISH\n\nSubject: BRIDGES (90%)\n\n"
            "Load-Date: April 29, 2024\n\nEnd of Document\n\n"
        )
    return "".join(made)


def factiva(count: int = 3, text: tuple[str, ...] = TEXT) -> str:
    """Factiva as displayed."""
    return "\n".join(
        f"News\n{numbered(k)}\n\nBy {AUTHOR}\n61 words\n{k % 28 + 1} April 2024\n10:23\n{OUTLET}\nMARLGZ\n12\nEnglish\n"
        "(c) 2024 Marle Newspapers Ltd\n\n"
        + "\n\n".join(text)
        + f"\n\nMarle Newspapers Ltd\n\nDocument MARLGZ0020240427ek4r{k:05}\n"
        for k in range(1, count + 1)
    )


def tagged(count: int = 3, text: tuple[str, ...] = TEXT) -> str:
    """Factiva with tags."""
    return "\n".join(
        f"HD\n{numbered(k)}\n\nBY\nBy {AUTHOR}\n\nWC\n61 words\n\nPD\n{k % 28 + 1} April 2024\n\nSN\n{OUTLET}\n\nSC\n"
        f"MARLGZ\n\nLA\nEnglish\n\nCY\n(c) 2024 Marle Newspapers\n\nLP\n{text[0]}\n\nTD\n"
        + "\n\n".join(text[1:])
        + f"\n\nRE\nmarle : Marle\n\nPUB\nMarle Newspapers\n\nAN\nDocument MARLGZ0020240427ek4r{k:05}\n"
        for k in range(1, count + 1)
    )


def proquest(count: int = 3, text: tuple[str, ...] = TEXT) -> str:
    """ProQuest."""
    rule = "_" * 60
    made = [
        f"\n\nDocument {k} of {count}\n\n{numbered(k)}\n\nAuthor: {AUTHOR}\n\n"
        f"Publication info: {OUTLET}; Ostwick [Ostwick], April {k % 28 + 1}, 2024.\n\nhttp://records.example/{k}\n\n"
        "Abstract: A bridge stays shut.\n\nLinks: http://links.example/\n\nFull text: "
        + "\n\n".join(text)
        + f"\n\nSubject: Bridges; Ferries\n\nLocation: Ostwick\n\nTitle: {numbered(k)}\n\n"
        f"Publication title: {OUTLET}\n\n"
        f"First page: A3\n\nPublication year: 2024\n\nPublication date: Apr {k % 28 + 1}, 2024\n\n"
        "Publisher: Marle Newspapers\n\nProQuest document ID: 123\n\nDatabase: Global Newsstream\n\n"
        for k in range(1, count + 1)
    ]
    footer = (
        "\n\nContact us at: http://contact.example\n\nDatabase copyright © 2024 ProQuest LLC. All rights reserved.\n"
    )
    return rule + rule.join(made) + rule + footer


def europresse(count: int = 3, text: tuple[str, ...] = TEXT) -> str:
    """Europresse."""
    return "\n\n".join(
        f"{OUTLET}, no. 23456\n\nÉconomie, samedi {k % 28 + 1} avril 2024 - 61 mots, p. 12\n\n{numbered(k)}\n\n"
        f"Par {AUTHOR}\n\n" + "\n\n".join(text) + "\n\n© 2024 Marle Newspapers. Tous droits réservés.\n\n"
        f"news·202404{k % 28 + 1:02}·MG·{k:05}"
        for k in range(1, count + 1)
    )


KINDS: dict[str, Callable[..., str]] = {
    "Nexis classic": classic,
    "Nexis": uni,
    "Factiva": factiva,
    "Factiva with tags": tagged,
    "ProQuest": proquest,
    "Europresse": europresse,
}


def page(text: str) -> str:
    """The same lines as a web page, a paragraph for each block of them."""
    shown = "".join(
        f"<p>{block.strip()}</p>\n".replace("\n", "<br>\n") for block in text.split("\n\n") if block.strip()
    )
    return f"<!doctype html><html><head><title>Export</title></head><body>{shown}</body></html>"


def pieces(text: str) -> list[Piece]:
    """The same lines as a word processor's paragraphs."""
    return [Piece(" ".join(line.split())) for line in text.split("\n") if line.strip()]


def read_as(form: str, text: str) -> list[Article]:
    if form == "text":
        return articles_of(text.encode(), "given.txt")
    if form == "page":
        return articles_of(page(text).encode(), "given.html")
    made = exports.divided([Draft(tuple(pieces(text)))], "given.docx")
    return [article_of(draft, "given.docx") for draft in made]


@pytest.mark.parametrize("form", ["text", "page", "pieces"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_article_of_an_export_has_its_particulars_and_its_text(kind: str, form: str) -> None:
    text = TEXT
    if form != "text" and kind == "Nexis classic":
        text = tuple(part[:70] for part in TEXT)  # only a plain text has wrapped lines
    articles = read_as(form, KINDS[kind](3, text))
    assert [article.title for article in articles] == [numbered(1), numbered(2), numbered(3)]
    for k, article in enumerate(articles, 1):
        assert (article.outlet, article.author, article.published) == (OUTLET, AUTHOR, f"2024-04-{k + 1:02}")
        told = [article.line(p) for p in article.paragraphs if p.role == "body"]
        assert told == list(text)
        assert dict(article.sources) == dict.fromkeys(("title", "outlet", "author", "published"), exports.SOURCE)
        assert "byline" in [p.role for p in article.paragraphs]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_an_export_is_lost(kind: str) -> None:
    text = KINDS[kind](2)
    articles = read_as("text", text)
    kept = " ".join(
        words for article in articles for words in (article.text, *(done.was for done in article.cleaning if done.was))
    )
    found = set(kept.split())
    assert [word for word in text.split() if word not in found and set(word) != {"_"}] == []


def told_of(article: Article, what: str) -> list[str]:
    return [done.was for done in article.cleaning if done.what == what]


def test_what_the_export_says_itself_is_left_out_and_said() -> None:
    first, second, last = articles_of(classic().encode(), "given.txt")
    assert first.cleaning[0].what == "Took article 1 of 3 out of an export of Nexis."
    assert told_of(second, "Left out the export's own heading.") == [
        "2 of 3 DOCUMENTS", OUTLET, "April 3, 2024 Saturday", "Edition 1;", "Scotland", "SECTION: NEWS; Pg. 3",
        "LENGTH: 61 words",
    ]  # fmt: skip
    assert told_of(last, "Left out the export's note of a picture.") == ["GRAPHIC: Photo, The pier in April."]
    assert "LOAD-DATE: April 29, 2024" in told_of(last, "Left out the export's own classification.")
    assert "Terms: (bridge)" in told_of(first, "Left out the cover of the export.")


def test_an_article_without_a_byline_has_none() -> None:
    articles = articles_of(factiva().replace(f"By {AUTHOR}\n", "").encode(), "given.txt")
    assert [(article.title, article.author) for article in articles] == [(numbered(k), "") for k in (1, 2, 3)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_as_a_word_document_gives_its_articles(kind: str) -> None:
    text = tuple(part[:70] for part in TEXT) if kind == "Nexis classic" else TEXT
    shown = "".join(paragraph(escape(piece.text)) for piece in pieces(KINDS[kind](3, text)))
    articles = articles_of(docx(shown), "given.docx")
    assert [article.title for article in articles] == [numbered(1), numbered(2), numbered(3)]
    assert articles[2].body.split("\n")[-1] == text[-1]


def test_a_page_of_factiva_is_read_block_by_block() -> None:
    def article(k: int) -> str:
        head = ["Foreign Desk; 1", numbered(k), f"By {AUTHOR}", "Special to the Gazette", "877 Wörter", "9 Januar 2024"]
        head += [
            OUTLET,
            "MARLGZ",
            "Late Edition - Final",
            "1",
            "Englisch",
            "Copyright 2024 Marle. All Rights Reserved.",
        ]
        shown = "".join(f"<div>{line}</div>\n" for line in head) + "".join(f"<p>{part}  </p>\n" for part in TEXT)
        return f"<div class=article>{shown}<p>Marle Digital</p><p>Dokument MARLGZ0020240408dp19{k:05}</p></div>"

    frame = "<table><tr><td><h1>Dow Jones Factiva</h1></td><td><span>Dow Jones</span></td></tr></table>"
    foot = "<table><tr><td>Search Summary</td><td>bridge</td></tr></table>"
    markup = f"<html><body>{frame}{article(1)}{article(2)}{foot}</body></html>"
    for k, made in enumerate(articles_of(markup.encode(), "given.html"), 1):
        assert (made.title, made.author, made.published) == (numbered(k), AUTHOR, "2024-01-09")
        assert (made.outlet, made.body.split("\n")) == (OUTLET, list(TEXT))
        assert "Dow Jones" not in made.text


def test_a_paragraph_that_begins_like_a_tag_stays_in_the_text() -> None:
    text = (TEXT[0], "IN the end the ferry won.", "AN engineer said so.")
    for article in articles_of(tagged(2, text).encode(), "given.txt"):
        assert article.body.split("\n") == list(text)


def test_a_magazine_dated_by_its_month_alone_has_its_outlet() -> None:
    text = uni(2).replace("April 2, 2024 Saturday 3:00 AM GMT", "Spring 2024")
    first, _ = articles_of(text.encode(), "given.txt")
    assert (first.title, first.outlet, first.published) == (numbered(1), OUTLET, "")


def test_a_document_without_text_is_counted_and_the_others_are_read() -> None:
    empty = "We are sorry but there is an error in this document.\n\nEnd of Document\n\n"
    articles = articles_of((uni(6) + empty).encode(), "given.txt")
    assert len(articles) == 6
    assert "1 document of the export holds no text." in [done.what for done in articles[0].cleaning]


def test_an_export_of_abstracts_gives_these_and_says_so() -> None:
    articles = articles_of(proquest(2, ("",)).encode(), "given.txt")
    assert [a.line(a.paragraphs[-1]) for a in articles] == ["A bridge stays shut."] * 2
    assert "The export holds no full text of this article; its abstract was taken." in [
        done.what for done in articles[0].cleaning
    ]


def test_an_export_of_one_article_has_its_particulars() -> None:
    for make in KINDS.values():
        (article,) = articles_of(make(1).encode(), "given.txt")
        assert (article.title, article.outlet, article.author) == (numbered(1), OUTLET, AUTHOR)


def test_an_article_without_a_picture_is_read_as_one_with_it_is() -> None:
    without = uni(2).replace("Graphic\n\nThe pier in April.\n\n", "")
    assert [article.body.split("\n")[1:] for article in articles_of(without.encode(), "given.txt")] == [list(TEXT)] * 2


ORDINARY = {
    "a report that names a mark": "\n\n".join((TITLE, *TEXT, "1 of 3 DOCUMENTS", TEXT[0], "End of Document")),
    "a report with fields": f"Title: {TITLE}\n\nAuthor: {AUTHOR}\n\n" + "\n\n".join(TEXT) + "\n\n" + "_" * 60,
    "a guide to an export": "\n\n".join((TITLE, *TEXT * 20, uni(1))),
    "a count of words": f"{TITLE}\nBy {AUTHOR}\n512 words\n27 April 2024\n{OUTLET}\n\n" + "\n\n".join(TEXT),
    "rules between parts": ("\n\n" + "_" * 40 + "\n\n").join((TITLE, *TEXT)),
    "a document's number": "\n\n".join((TITLE, *TEXT, "Document MARLGZ0020240427ek4r00001", TEXT[0])),
    "a length": f"{TITLE}\n\nLENGTH: 512 words\n\n" + "\n\n".join(TEXT),
}


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize("form", ["text", "page", "pieces"])
def test_an_ordinary_text_is_never_divided(kind: str, form: str) -> None:
    text = ORDINARY[kind]
    if form == "text":
        assert exports.drafts_of_text(text, "given.txt") == ()
    elif form == "page":
        assert exports.drafts_of_page(page(text), "given.html") == ()
    else:
        assert exports.drafts_of_pieces(pieces(text), "given.docx") == ()


def test_what_a_format_left_out_stays_with_its_article() -> None:
    given = pieces(uni(2))
    foot = Piece("Page 3 of 12", why="the foot of a page")
    at = next(k for k, piece in enumerate(given) if piece.text == TEXT[1])
    (first, second) = exports.drafts_of_pieces([*given[:3], foot, *given[3:at], foot, *given[at:]], "given.pdf")
    assert [piece for piece in first.pieces if piece.why == foot.why] == [foot, foot]
    assert foot not in second.pieces
    told = [piece.text for piece in first.pieces if not piece.why]
    assert told == [numbered(1), AUTHOR, "Council blames the floods.", *TEXT]


@pytest.mark.parametrize(("kind", "mark"), [("Factiva", "Document MARLGZ"), ("Nexis", "End of Document")])
def test_a_mark_that_a_format_joined_with_what_follows_still_ends_its_article(kind: str, mark: str) -> None:
    given = pieces(KINDS[kind](3))
    at = next(k for k, piece in enumerate(given) if piece.text.startswith(mark))
    joined = [piece.text for piece in given[at - 1 : at + 2]]
    given[at - 1 : at + 2] = [Piece(" ".join(joined), was="\n".join(joined))]
    found = [article_of(draft, "given.pdf") for draft in exports.drafts_of_pieces(given, "given.pdf")]
    assert [article.title for article in found] == [numbered(1), numbered(2), numbered(3)]
    assert all(article.body.endswith(TEXT[-1]) for article in found)


@pytest.mark.parametrize("kind", ["Nexis classic", "Factiva"])
def test_more_articles_than_are_read_are_refused_quickly(kind: str) -> None:
    raw = KINDS[kind](10_000, ("A ferry runs.",)).encode()
    began = time.process_time()
    with pytest.raises(errors.TooLarge, match=f"10,000 articles, and no more than {MAX_ARTICLES:,} are read"):
        articles_of(raw, "given.txt")
    assert time.process_time() - began < 5


def test_five_hundred_articles_are_read_in_five_seconds() -> None:
    raw = classic(500, TEXT * 8).encode()
    began = time.process_time()
    assert len(articles_of(raw, "given.txt")) == 500
    assert time.process_time() - began < 5


@settings(max_examples=40)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_damaged_export_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    lines = KINDS[kind](3).split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(lines) - 1))
        end = data.draw(st.integers(start, min(len(lines), start + 40)))
        insert = data.draw(
            st.lists(st.sampled_from([*lines, "", "Body", "End of Document", "1 of 3 DOCUMENTS"]), max_size=5)
        )
        lines[start:end] = insert or [""]
    with contextlib.suppress(errors.EmptyArticle):
        assert articles_of("\n".join(lines).encode(), "given.txt")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("January 5, 2020 Sunday 3:00 AM GMT", "2020-01-05"),
        ("Sunday, 5 January 2020", "2020-01-05"),
        ("5th January 2020", "2020-01-05"),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27"),
        ("lundi 1er mars 2021", "2021-03-01"),
        ("3 de mayo de 2021", "2021-05-03"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("2021-09-03", "2021-09-03"),
        ("31 June 2021", ""),
        ("3/4/2021", ""),
        ("2021", ""),
    ],
)
def test_a_written_date_is_understood_or_left(line: str, day: str) -> None:
    assert date_in(line) == day

"""An e-book gives its pages in reading order; an issue of a periodical gives its articles."""

from __future__ import annotations

import pytest
from made_documents import FIRST, HEADLINE, SECOND, THIRD, epub, epub_parts, page, zipped

from parallax import errors
from parallax.article import Article
from parallax.intake import read_all, read_bytes
from parallax.intake.limits import MAX_TEXT

SAID = (
    f"<dc:title>{HEADLINE}</dc:title><dc:creator>Ilse Varga</dc:creator><dc:publisher>Marle Gazette</dc:publisher>"
    "<dc:date>2031-04-27T08:00:00+00:00</dc:date>"
)
ISSUE = (
    "<dc:title>Marle Gazette [Sun, 27 Apr 2031]</dc:title><dc:date>2031-04-27</dc:date><dc:creator>calibre</dc:creator>"
    '<meta name="calibre:publication_type" content="periodical:unknown:Marle Gazette"/>'
)


def lines(article: Article) -> list[str]:
    return [article.line(p) for p in article.paragraphs]


def left_out(article: Article) -> list[tuple[str, str]]:
    return [(done.what, done.was) for done in article.cleaning if done.was]


def test_an_article_keeps_what_the_book_says_of_it_and_where_it_was_found() -> None:
    article = read_bytes(epub({"a.xhtml": page(HEADLINE, FIRST), "b.xhtml": page("", SECOND)}, SAID), "given.epub")
    assert lines(article) == [HEADLINE, FIRST, SECOND]
    assert (article.title, article.author, article.outlet) == (HEADLINE, "Ilse Varga", "Marle Gazette")
    assert article.published == "2031-04-27"
    assert dict(article.sources) == {
        "title": "dc:title of the e-book",
        "author": "dc:creator of the e-book",
        "outlet": "dc:publisher of the e-book",
        "published": "dc:date of the e-book",
    }
    assert [done.what for done in article.cleaning] == ["Put 2 pages of an e-book together."]


@pytest.mark.parametrize("name", ["Unknown Author", "calibre", "LibreOffice"])
def test_what_a_program_writes_for_want_of_an_author_is_none(name: str) -> None:
    said = SAID.replace("Ilse Varga", name)
    assert read_bytes(epub({"a.xhtml": page(HEADLINE, FIRST)}, said), "given.epub").author == ""


def test_a_page_is_read_once_in_the_order_of_the_spine_and_contents_are_left_out() -> None:
    parts = epub_parts({"b.xhtml": page("", SECOND), "nav.xhtml": page("Contents", "One")}, SAID)
    package = str(parts["OEBPS/content.opf"])
    package = package.replace('id="nav.xhtml"', 'id="nav.xhtml" properties="nav"')
    package = package.replace("<spine>", '<spine><itemref idref="b.xhtml"/><itemref idref="none"/>')
    article = read_bytes(zipped({**parts, "OEBPS/content.opf": package}), "given.epub")
    assert lines(article) == [HEADLINE, SECOND]
    assert left_out(article) == [
        ("Left out a table of contents.", "Contents"),
        ("Left out a table of contents.", "One"),
    ]


def test_an_empty_element_hides_nothing_behind_it() -> None:
    words = page("", f'<a id="x"/>{FIRST}').replace("<title/>", '<title/><script src="x.js"/>')
    assert lines(read_bytes(epub({"a.xhtml": words}), "given.epub")) == [FIRST]


def test_a_page_that_is_no_good_xml_is_read_as_html_in_the_letters_it_says() -> None:
    latin = f'<html><head><meta charset="windows-1252"></head><body><p>Café<br>{THIRD}&nbsp;</body>'.encode("cp1252")
    article = read_bytes(zipped({**epub_parts({"a.xhtml": ""}), "OEBPS/a.xhtml": latin}), "given.epub")
    assert lines(article) == ["Café", THIRD]


def test_an_issue_of_a_periodical_gives_its_articles(tmp_path) -> None:  # type: ignore[no-untyped-def]
    menu = '<div class="calibre_navbar"><a href="i.xhtml">Main menu</a></div>'
    path = tmp_path / "given.epub"
    path.write_bytes(
        epub(
            {
                "index.xhtml": page("Marle Gazette", "Two articles"),
                "one.xhtml": page(HEADLINE, menu, FIRST, SECOND, THIRD),
                "two.xhtml": page("The ferry is full", THIRD, FIRST, SECOND),
            },
            ISSUE,
        )
    )
    articles = read_all(path)
    assert [article.title for article in articles] == [HEADLINE, "The ferry is full"]
    assert {(article.outlet, article.published, article.author) for article in articles} == {
        ("Marle Gazette", "2031-04-27", "")
    }
    assert lines(articles[0]) == [HEADLINE, FIRST, SECOND, THIRD]
    assert left_out(articles[0]) == [
        ("Left out a page of contents.", "Marle Gazette"),
        ("Left out a page of contents.", "Two articles"),
        ("Left out a menu.", "Main menu"),
    ]


def test_a_book_that_is_no_periodical_is_one_article() -> None:
    pages = {"one.xhtml": page(HEADLINE, FIRST, SECOND, THIRD), "two.xhtml": page("Then", THIRD, FIRST, SECOND)}
    assert read_bytes(epub(pages, SAID), "given.epub").text.count(FIRST) == 2


def test_signs_of_notes_are_not_read_and_rows_of_a_table_are_lines() -> None:
    body = (
        f'{FIRST}<a epub:type="noteref" href="#n1">1</a> Since March.</p><table><tr><td>Part</td><td>Cost</td></tr>'
        '<tr><th>Piers</th><td><p>€4 million</p></td></tr></table><aside epub:type="footnote" id="n1"><p>'
        '<sup><a href="#r1">1</a></sup>The report.</p></aside><p>'
    )
    article = read_bytes(epub({"a.xhtml": page("", body)}), "given.epub")
    assert lines(article) == [f"{FIRST} Since March.", "Part | Cost", "Piers | €4 million", "The report."]


def locked(algorithm: str) -> bytes:
    lock = f'<encryption><EncryptedData><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></encryption>'
    return zipped({**epub_parts({"a.xhtml": page(HEADLINE, FIRST)}), "META-INF/encryption.xml": lock})


def test_a_page_that_is_missing_is_said_and_the_others_are_read() -> None:
    parts = epub_parts({"a.xhtml": page(HEADLINE, FIRST), "b.xhtml": page("", SECOND)}, SAID)
    del parts["OEBPS/a.xhtml"]
    article = read_bytes(zipped(parts), "given.epub")
    assert lines(article) == [HEADLINE, SECOND]
    assert [done.what for done in article.cleaning] == ["1 page that the e-book names is not in it."]


def test_disguised_fonts_lock_nothing() -> None:
    assert lines(read_bytes(locked("http://www.idpf.org/2008/embedding"), "given.epub")) == [HEADLINE, FIRST]


NOVEL = {f"{k}.xhtml": page("", "word " * (MAX_TEXT // 40)) for k in range(10)}
GOOD = epub_parts({"a.xhtml": page(HEADLINE, FIRST)})


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), errors.Damaged, "locked by its seller"),
        (epub(NOVEL), errors.TooLarge, "longer than 2,000,000 characters"),
        (epub({}), errors.EmptyArticle, "only pictures"),
        (epub({"a.xhtml": "<html><body><img/></body></html>"}), errors.EmptyArticle, "only pictures"),
        (zipped({k: v for k, v in GOOD.items() if not k.endswith(".opf")}), errors.Damaged, "table of parts"),
        (zipped({k: v for k, v in GOOD.items() if not k.startswith("META")}), errors.Damaged, "where its text is"),
        (zipped({k: v for k, v in GOOD.items() if not k.endswith(".xhtml")}), errors.Damaged, "missing"),
    ],
)
def test_what_is_no_sound_book_is_refused_in_one_sentence(raw: bytes, error: type[errors.ReadError], said: str) -> None:
    with pytest.raises(error, match=said):
        read_bytes(raw, "given.epub")

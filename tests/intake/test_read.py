"""Files and pastes become articles; what cannot be read is refused in one sentence."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax import errors
from parallax.article_json import article_from_plain, article_to_plain
from parallax.intake import from_paste, read, read_all, read_bytes
from parallax.intake.limits import MAX_BYTES, MAX_TEXT

HEADLINE = "Bridge at Ostwick stays shut until autumn"
FIRST = "The footbridge at Ostwick will stay closed until the end of September, the county’s engineers said on Tuesday."
SECOND = "“We asked for an inspection three years running,” said Dana Orrel, who keeps the café beside the steps."
THIRD = "A ferry runs every half hour from seven in the morning, and schoolchildren cross it without paying £2."
TEXT = "\n\n".join([HEADLINE, FIRST, SECOND, THIRD]) + "\n"

PAGE = f"""<!doctype html><html lang="en"><head><title>{HEADLINE} | Marle Gazette</title>
<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="Marle Gazette">
<meta name="author" content="Ilse Varga"><meta property="article:published_time" content="2024-04-27">
</head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>{HEADLINE}</h1><p>{FIRST}</p>
<figure><img src="b.jpg"><figcaption>The pier in April, seen from the mill.</figcaption></figure>
<p>{SECOND}</p><p>{THIRD}</p></article><footer>All rights reserved</footer></body></html>"""


def test_a_file_keeps_where_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "marle-gazette.txt"
    path.write_text(TEXT, encoding="utf-8")
    article = read(path)
    assert article.location == str(path)
    assert article.outlet == "marle-gazette"
    assert article.raw_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert article.title == HEADLINE
    assert article.text == "\n".join([HEADLINE, FIRST, SECOND, THIRD])
    assert article.cleaning == ()
    assert len(read_all(str(path))) == 1


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8-sig", ()),
        ("cp1252", ("Read as windows-1252.",)),
        ("utf-16", ("Read as UTF-16-LE.",)),
        ("utf-16-be", ("Read as UTF-16-BE.",)),
        ("utf-32", ("Read as UTF-32-LE.",)),
    ],
)
def test_any_encoding_gives_the_same_text_and_is_said(encoding: str, said: tuple[str, ...]) -> None:
    article = read_bytes(TEXT.encode(encoding), "a.txt")
    assert article.text == "\n".join([HEADLINE, FIRST, SECOND, THIRD])
    assert tuple(done.what for done in article.cleaning) == said


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр города сообщила во вторник, что мост останется закрытым до конца лета, а жители ждут парома.", "koi8_r"),
        ("市長は火曜日、橋は夏の終わりまで閉鎖されると発表した。住民は渡し船を利用している。", "shift_jis"),
        ("El puente seguirá cerrado hasta otoño, señaló la alcaldesa, y los niños cruzarán en barca.", "cp1252"),
        ("Most pozostanie zamknięty do końca lata, ogłosiła burmistrz, a mieszkańcy muszą używać promu.", "cp1250"),
        ("Le pont restera fermé, a déclaré le maire, et les habitants ont été prévenus.", "latin_1"),
    ],
)  # fmt: skip
def test_other_languages_are_told_by_their_letters(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "a.txt").text == text


def test_a_page_gives_headline_caption_and_particulars() -> None:
    article = read_bytes(PAGE.encode(), "saved.html")
    assert (article.title, article.outlet, article.author) == (HEADLINE, "Marle Gazette", "Ilse Varga")
    assert article.published == "2024-04-27"
    assert article.text.count(HEADLINE) == 1
    assert article.body == "\n".join([FIRST, SECOND, THIRD])


def test_a_page_is_known_by_its_content_whatever_its_name() -> None:
    assert read_bytes(PAGE.encode(), "saved.txt").body == "\n".join([FIRST, SECOND, THIRD])


def test_a_page_never_opens_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refused)
    page = PAGE.replace("</head>", '<link rel="canonical" href="https://gazette.example/a"></head>')
    assert read_bytes(page.encode(), "a.html").title == HEADLINE


def test_markdown_gives_words_without_marks() -> None:
    text = (
        "---\ntitle: Bridge stays shut\nauthor: Ilse Varga\ndate: 2031-04-27\noutlet: Marle Gazette\n---\n"
        f"# Bridge stays shut\n\n{FIRST} See the [report](https://a.example).\n\n![The pier](p.jpg)\n\n## Costs\n\n"
        "1. one\n2. two\n"
    )
    article = read_bytes(text.encode(), "a.md")
    shown = [(article.text[p.start : p.end], p.role) for p in article.paragraphs]
    assert shown == [
        ("Bridge stays shut", "headline"),
        (f"{FIRST} See the report.", "body"),
        ("The pier", "caption"),
        ("Costs", "body"),
        ("1. one", "body"),
        ("2. two", "body"),
    ]
    assert (article.author, article.published, article.outlet) == ("Ilse Varga", "2031-04-27", "Marle Gazette")


def test_a_rich_paste_keeps_the_paragraphs_of_the_page() -> None:
    article = from_paste(f"{HEADLINE} {FIRST} {SECOND}", f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p>")
    assert [p.role for p in article.paragraphs] == ["headline", "body", "body"]


def test_markup_of_other_words_than_the_text_is_not_used() -> None:
    assert from_paste(FIRST, "<p>Something else altogether</p>").text == FIRST


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 5000)
    return made.getvalue()


BAD = {
    "nothing": (b"", errors.EmptyArticle),
    "white space": (b" \n\t\n ", errors.EmptyArticle),
    "only a mark": (b"\xef\xbb\xbf", errors.EmptyArticle),
    "only invisible signs": ("\u200b\u200e\n\u2060".encode(), errors.EmptyArticle),
    "zeros": (b"\x00" * 400, errors.UnknownFormat),
    "text with zeros": (b"The bridge\x00 stays shut and the ferry runs.", errors.UnknownFormat),
    "control characters": (bytes(range(1, 9)) * 50, errors.UnknownFormat),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", errors.Damaged),
    "DOCX": (zipped("[Content_Types].xml", "word/document.xml"), errors.Damaged),
    "ZIP": (zipped("a.txt"), errors.UnknownFormat),
    "DOC": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, errors.UnknownFormat),
    "RTF": (b"{\\rtf1\\ansi {\\v The bridge}}", errors.EmptyArticle),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00", errors.UnknownFormat),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", errors.UnknownFormat),
    "WebP": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", errors.UnknownFormat),
    "gzip": (b"\x1f\x8b\x08\x00", errors.Damaged),
    "program": (b"\x7fELF\x02\x01", errors.UnknownFormat),
    "WARC": (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", errors.EmptyArticle),
    "e-mail": (b"From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\n", errors.EmptyArticle),
    "XML": (b'<?xml version="1.0"?><rss><channel/></rss>', errors.UnknownFormat),
    "broken UTF-16": (b"\xff\xfea\x00\x00\xd8b\x00", errors.Damaged),
    "cut UTF-8 with mark": (b"\xef\xbb\xbfThe caf\xc3", errors.Damaged),
    "endless accents": (("e" + "\u0301\u0323" * 5000).encode(), errors.Damaged),
    "too much text": (b"word " * (MAX_TEXT // 5 + 1), errors.TooLarge),
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_bytes_that_are_no_article_are_refused_in_one_sentence_that_names_the_file(kind: str) -> None:
    raw, error = BAD[kind]
    with pytest.raises(error) as met:
        read_bytes(raw, "given.txt")
    assert str(met.value).startswith("given.txt: ")
    assert str(met.value).endswith(".")
    assert "\n" not in str(met.value)


@pytest.mark.parametrize("letter", ["\u0e17\u0e35\u0e48", "\u0436\u0301"])
def test_many_letters_with_an_accent_each_are_a_text(letter: str) -> None:
    assert read_bytes((letter * 2000).encode(), "given.txt").text == letter * 2000


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><head><title>T</title></head></html>"])
def test_a_page_without_an_article_is_said_to_have_none(page: str) -> None:
    with pytest.raises(errors.EmptyArticle, match="no article was found"):
        read_bytes(page.encode(), "a.html")


def test_an_empty_paste_is_refused() -> None:
    with pytest.raises(errors.EmptyArticle, match="clipboard"):
        from_paste("  \n")


def test_paths_that_are_no_files_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "loop", Path("/dev/zero"), tmp_path / ("x" * 300), "a\0b"):
        with pytest.raises(errors.NotReadable):
            read(path)
    for path in (tmp_path / "none.txt", tmp_path / "none" / "a.txt"):
        with pytest.raises(errors.NotFound):
            read(path)


def test_a_file_past_the_limit_is_refused_before_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(errors.TooLarge, match="20 MB"):
        read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(errors.NotReadable, match="may not read"):
        read(path)


odd = st.text(
    st.one_of(
        st.sampled_from("ab. \n\t-“”é😀𝒳\u0301\u0323\u202e\u2066\u2069\u200f한각\u1100\u1161"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    min_size=1,
    max_size=120,
)


@settings(max_examples=200, deadline=None)
@given(odd.filter(lambda t: any(c.isalnum() for c in t)).map(lambda t: "x " + t))
def test_spans_hold_for_astral_combining_and_bidi_characters(text: str) -> None:
    article = read_bytes(text.encode(), "a.txt")
    assert unicodedata.is_normalized("NFC", article.text)
    assert "\n".join(article.text[p.start : p.end] for p in article.paragraphs) == article.text
    assert article_from_plain(article_to_plain(article)) == article


def test_many_comments_before_a_text_do_not_hold_up_the_telling_of_its_format() -> None:
    begun = time.process_time()
    article = read_bytes(b"<!---->" * 500 + b"\n\nThe ferry to Ostwick sails again on Thursday.\n", "ferry.txt")
    assert time.process_time() - begun < 2
    assert article.text.endswith("Thursday.")
    assert read_bytes(b"<!-- a --> <!-- b -->\n" + PAGE.encode(), "page").title == HEADLINE


@pytest.mark.parametrize(
    ("part", "advice"), [("a.html", "unpack it"), ("xl/workbook.xml", "copy the article"), ("ppt/x.xml", "copy the")]
)
def test_what_an_archive_is_decides_what_is_advised(part: str, advice: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(part, "words")
    with pytest.raises(errors.UnknownFormat, match=f"is not read; {advice}"):
        read_bytes(made.getvalue(), "given.zip")

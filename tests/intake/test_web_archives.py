"""Pages saved in one file, web archives, and packed files give their articles."""

from __future__ import annotations

import contextlib
import gzip
import time
import zlib
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_exports import TEXT, TITLE, uni
from test_exports import page as export_page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parallax import errors
from parallax.article import Article
from parallax.intake import articles_of
from parallax.intake.formats import outlet_of
from parallax.intake.messages.warc import MAX_RECORDS
from parallax.worker.reader import read_all

ADDRESS = "https://gazette.example/bridge"
SHOWN = "".join(f"<p>{part} It was said again in the evening.</p>" for part in TEXT)


def page(title: str = TITLE) -> str:
    head = f'<title>{title} | Marle Gazette</title><meta property="og:site_name" content="Marle Gazette">'
    return (
        f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{SHOWN}</article></body></html>"
    )


def said(article: Article) -> list[str]:
    return [done.what for done in article.cleaning]


def mhtml(markup: str = "", charset: str = "utf-8", **fields: str) -> bytes:
    """A page with a picture, as a browser saves it."""
    made = MIMEMultipart("related", type="text/html")
    root = MIMEText(markup or page(), "html", charset)
    root["Content-ID"] = "<frame-1@mhtml.blink>"
    root["Content-Location"] = ADDRESS
    made.attach(root)
    made.attach(MIMEImage(b"\x89PNG", "png"))
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    return bytes(made)


BROWSERS = {
    "Chromium": {
        "From": "<Saved by Blink>",
        "Snapshot_Content_Location": ADDRESS,
        "Subject": "Bridge",
        "Date": "Sat, 27 Apr 2024 10:23:00 -0000",
    },
    "Firefox": {"From": "<Saved by UnMHT 8.4.0>", "Subject": "Bridge", "Date": "Sat, 27 Apr 2024 12:23:00 +0200"},
    "Internet Explorer": {
        "From": "<Saved by Windows Internet Explorer 11>",
        "Date": "Sat, 27 Apr 2024 10:23:00 -0000",
        "X_MimeOLE": "Produced By Microsoft MimeOLE",
    },
    "Word": {},
}


@pytest.mark.parametrize("browser", BROWSERS)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_saved_in_one_file_is_read_as_the_page(browser: str, charset: str) -> None:
    (article,) = articles_of(mhtml(page().replace("utf-8", charset), charset, **BROWSERS[browser]), "given.mhtml")
    assert (article.title, article.outlet, article.location) == (TITLE, "Marle Gazette", ADDRESS)
    assert article.body.count("“We asked for an inspection") == 1
    day = " on 2024-04-27" if browser != "Word" else ""
    assert f"The page was saved from {ADDRESS}{day}." in said(article)
    assert article.retrieved[:10] == day[4:]


def test_the_part_that_is_named_as_the_first_is_the_page() -> None:
    made = MIMEMultipart("related", start="<main@a>", type="text/html")
    for words, name in (("A frame of something else.", "<frame@a>"), (page(), "<main@a>")):
        part = MIMEText(words, "html")
        part["Content-ID"] = name
        made.attach(part)
    (article,) = articles_of(bytes(made), "given.mht")
    assert article.title == TITLE


def test_an_export_saved_in_one_file_gives_its_articles() -> None:
    assert len(articles_of(mhtml(export_page(uni(3))), "given.mht")) == 3


@pytest.mark.parametrize(
    "raw",
    [
        mhtml("<html><body></body></html>"),
        mhtml().split(b"<article>")[0][:300],
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=q\n\n--q\nContent-Type: image/png\n\nx\n--q--",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=q\n\nnothing",
    ],
)
def test_a_saved_page_without_a_page_or_an_article_is_refused(raw: bytes) -> None:
    with pytest.raises(errors.EmptyArticle, match=r"^given\.mht: .*\.$"):
        articles_of(raw, "given.mht")


def archive(
    *pages: tuple[str, str], packed: bool = True, status: str = "200 OK", coding: str = "", kind: str = "text/html"
) -> bytes:
    """An archive with a page for each pair of title and address, and a picture, and a page that did not change."""
    made = BytesIO()
    writer = WARCWriter(made, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for title, address in pages:
        body = (page(title) if title else "<html><body></body></html>").encode()
        fields = [("Content-Type", kind)]
        if coding == "gzip":
            body, fields = gzip.compress(body), [*fields, ("Content-Encoding", "gzip")]
        if coding == "deflate":
            body, fields = zlib.compress(body), [*fields, ("Content-Encoding", "deflate")]
        if coding == "chunked":
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
            fields.append(("Transfer-Encoding", "chunked"))
        if coding == "br":
            fields.append(("Content-Encoding", "br"))
        http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        told = {"WARC-Date": "2024-04-27T10:23:00Z"}
        writer.write_record(
            writer.create_warc_record(address, "response", BytesIO(body), http_headers=http, warc_headers_dict=told)
        )
    http = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
    picture = writer.create_warc_record("http://a.example/p.png", "response", BytesIO(b"\x89PNG"), http_headers=http)
    writer.write_record(picture)
    writer.write_record(
        writer.create_revisit_record("http://a.example/", "sha1:A", "http://a.example/", "2024-04-27T10:23:00Z")
    )
    return made.getvalue()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "chunked"])
def test_each_page_of_an_archive_is_an_article(packed: bool, coding: str) -> None:
    raw = archive(
        ("First bridge shut", f"{ADDRESS}/1"), ("Second bridge shut", f"{ADDRESS}/2"), packed=packed, coding=coding
    )
    one, two = articles_of(raw, "given.warc")
    assert (one.title, one.location, one.retrieved) == ("First bridge shut", f"{ADDRESS}/1", "2024-04-27T10:23:00Z")
    assert (two.title, two.location) == ("Second bridge shut", f"{ADDRESS}/2")
    assert f"The page was saved from {ADDRESS}/2 on 2024-04-27." in said(two)
    assert "1 record of the archive only says that a page had not changed." in said(one)


def test_pages_without_an_article_are_counted() -> None:
    (article,) = articles_of(archive(("Bridge shut", ADDRESS), ("", ADDRESS)), "given.warc")
    assert "1 page of the archive holds no article." in said(article)


def test_an_archive_of_many_records_is_read_in_time_and_said_to_be_cut() -> None:
    made = BytesIO()
    writer = WARCWriter(made, gzip=True)
    writer.write_record(writer.create_warc_record("urn:a", "metadata", BytesIO(b"a")))
    began = time.process_time()
    (article,) = articles_of(archive(("Bridge shut", ADDRESS)) + made.getvalue() * MAX_RECORDS, "given.warc.gz")
    assert f"Only the first {MAX_RECORDS:,} records of the archive were looked at." in said(article)
    assert time.process_time() - began < 10


def test_a_page_packed_in_an_unknown_way_is_counted() -> None:
    raw = archive(("Bridge shut", ADDRESS)) + archive(("Other", ADDRESS), coding="br")
    (article,) = articles_of(raw, "given.warc.gz")
    assert "1 page of it was not read (too large, too many, or packed otherwise)." in said(article)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_short_gives_what_came_before(packed: bool) -> None:
    first = archive(("Bridge shut", ADDRESS), packed=packed)
    raw = first + archive(("Other", ADDRESS), packed=packed)
    (article,) = articles_of(raw[: len(first) + (len(raw) - len(first)) // 3], "given.warc")
    assert article.title == "Bridge shut"


def test_the_reader_process_reads_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "given.warc.gz"
    path.write_bytes(archive(("First", f"{ADDRESS}/1"), ("Second", f"{ADDRESS}/2"), coding="gzip"))
    articles, raw = read_all(path)
    assert [article.title for article in articles] == ["First", "Second"]
    assert raw == path.read_bytes()


BAD = {
    "no pages": (archive(), errors.EmptyArticle),
    "pages that were not found": (archive(("x", ADDRESS), status="404 Not Found"), errors.EmptyArticle),
    "pictures alone": (archive(("x", ADDRESS), kind="image/png"), errors.EmptyArticle),
    "a head alone": (b"WARC/1.0\r\n", errors.EmptyArticle),
    "nonsense below the head": (b"WARC/1.0\r\n" + bytes(range(128, 200)) * 50, errors.ReadError),
    "a record longer than any machine": (
        gzip.decompress(archive((page(), ADDRESS))).replace(
            b"\r\nContent-Length: ", b"\r\nContent-Length: 99999999999999999999", 1
        ),
        errors.ReadError,
    ),
    "a bomb": (gzip.compress(b"WARC/1.0\r\n" + b"\x00" * 300_000_000, 9), errors.TooLarge),
    "a bomb that is no archive": (gzip.compress(b"word " * 60_000_000, 9), errors.TooLarge),
    "packed twice": (gzip.compress(gzip.compress(page().encode())), errors.TooLarge),
    "packed and cut": (gzip.compress(page().encode())[:-20], errors.Damaged),
    "packed nothing": (gzip.compress(b""), errors.Damaged),
    "packed zeros": (gzip.compress(b"\x00" * 300), errors.UnknownFormat),
}


@pytest.mark.parametrize("kind", BAD)
def test_an_archive_without_an_article_is_refused_in_one_sentence(kind: str) -> None:
    raw, error = BAD[kind]
    began = time.process_time()
    with pytest.raises(error) as met:
        articles_of(raw, "given.gz")
    assert str(met.value).endswith(".")
    assert "\n" not in str(met.value)
    assert time.process_time() - began < 5


def test_a_page_or_a_text_that_is_packed_alone_is_read() -> None:
    (article,) = articles_of(gzip.compress(page().encode()), "marle-gazette.html.gz")
    assert article.title == TITLE
    (article,) = articles_of(gzip.compress("\n\n".join((TITLE, *TEXT)).encode()), "marle-gazette.txt.gz")
    assert (article.title, article.outlet) == (TITLE, "marle-gazette")


def test_the_name_of_a_file_tells_the_outlet_without_its_endings() -> None:
    names = ("gazette.eml", "gazette.mhtml", "gazette.warc.gz", "gazette.txt.gz", "gazette.mbox")
    assert {outlet_of(name) for name in names} == {"gazette"}


SEEDS = [archive(("a", ADDRESS), packed=False, coding="chunked"), archive(("a", ADDRESS), coding="gzip"), mhtml()]


@settings(max_examples=40)
@given(st.sampled_from(SEEDS), st.data())
def test_a_damaged_archive_is_read_or_refused(raw: bytes, data: st.DataObject) -> None:
    made = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(made) - 1))
        made[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(errors.ReadError):
        articles_of(bytes(made) or b"x", "given.warc")

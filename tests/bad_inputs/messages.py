"""E-mails, saved pages, web archives and exports that are broken or endless."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

from bad_inputs.kind import ARTICLE, FIRST, HEADLINE, SECOND, THIRD, bytes_are_read, bytes_are_refused, refused, written
from bad_inputs.pages import page

HEAD = (
    "From: Dana Orrel <dana@ostwick.example>\r\nTo: desk@vellmar.example\r\nDate: Tue, 3 Mar 2026 09:12:00 +0000\r\n"
    f"Subject: {HEADLINE}\r\nMessage-ID: <1@ostwick.example>\r\nMIME-Version: 1.0\r\n"
)
_WRONG = ("Damaged", "EmptyArticle", "TooLarge", "UnknownFormat", "ReaderStopped")


def mail(kind: str, body: str, more: str = "") -> bytes:
    """A message of this content type."""
    return f"{HEAD}{more}Content-Type: {kind}\r\n\r\n{body}".encode()


def archived(body: bytes, kind: str = "text/html", length: int | None = None) -> bytes:
    """A web archive of one answer."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b" % (kind.encode(), len(body), body)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.vellmar-courier.example/bridge\r\nWARC-Date: "
        "2026-03-03T09:12:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nContent-Type: "
        f"application/http; msgtype=response\r\nContent-Length: {len(answer) if length is None else length}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


_PARTS = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{ARTICLE}\r\n"

bytes_are_refused("a mail without words", "mail.eml", mail("text/plain", ""), *_WRONG)
bytes_are_refused(
    "an encrypted mail",
    "mail.eml",
    mail(
        "application/pkcs7-mime; smime-type=enveloped-data",
        base64.b64encode(b"\x30\x82" * 400).decode(),
        "Content-Transfer-Encoding: base64\r\n",
    ),
    *_WRONG,
)
bytes_are_refused(
    "a mail of a picture",
    "mail.eml",
    mail("image/png", base64.b64encode(b"\x89PNG" * 99).decode(), "Content-Transfer-Encoding: base64\r\n"),
    *_WRONG,
)
bytes_are_read("a mail whose parts never end", "mail.eml", mail("multipart/mixed; boundary=b", _PARTS))
bytes_are_read("a mail that lies about its encoding", "mail.eml", mail("text/plain; charset=us-ascii", ARTICLE))
bytes_are_read("a mail in an encoding that does not exist", "mail.eml", mail("text/plain; charset=x-none", ARTICLE))
bytes_are_read(
    "a mail in broken base64",
    "mail.eml",
    mail(
        "text/plain; charset=utf-8",
        base64.b64encode(ARTICLE.encode()).decode()[:-3] + "!",
        "Content-Transfer-Encoding: base64\r\n",
    ),
)
bytes_are_read(
    "a mail with 50,000 lines in its head",
    "mail.eml",
    mail("text/plain; charset=utf-8", ARTICLE, "X-So: on\r\n" * 50_000),
)
bytes_are_refused(
    "a mail within a mail 3,000 times",
    "mail.eml",
    b"".join(mail("message/rfc822", "") for _ in range(3000)) + mail("text/plain", FIRST),
    *_WRONG,
)
bytes_are_refused(
    "a saved page without a page",
    "page.mhtml",
    mail("multipart/related; boundary=b", "--b\r\nContent-Type: image/png\r\n\r\nso\r\n--b--\r\n"),
    *_WRONG,
)
bytes_are_refused(
    "a saved page whose parts are not there", "page.mhtml", mail("multipart/related; boundary=other", _PARTS), *_WRONG
)
bytes_are_refused(
    "a web archive without a page", "page.warc", archived(b"\x89PNG\r\n\x1a\n" * 20, "image/png"), *_WRONG
)
bytes_are_refused("a web archive cut short", "page.warc", archived(page())[:200], *_WRONG)
bytes_are_refused("a web archive of ten pieces of nothing", "page.warc", b"WARC/1.0\r\n\r\n" * 10, *_WRONG)
bytes_are_refused("a packed web archive cut short", "page.warc.gz", gzip.compress(archived(page()))[:90], *_WRONG)
bytes_are_read("a packed web archive", "page.warc.gz", gzip.compress(archived(page())))


@refused("a web archive that is a bomb", *_WRONG)
def _bomb(folder: Path) -> Path:
    return written(folder / "page.warc.gz", gzip.compress(archived(b"<p>" + b"a" * 120_000_000), 9))


@refused("an export of 10,000 articles", "TooLarge", "ManyArticles")
def _export(folder: Path) -> Path:
    made = []
    for number in range(1, 10_001):
        made.append(
            f"{number} of 10000 DOCUMENTS\n\n\nThe Vellmar Courier\n\nMarch 3, 2026 Tuesday\n\n{HEADLINE} {number}\n\n"
            f"BYLINE: Dana Orrel\n\nSECTION: NEWS; Pg. 4\n\nLENGTH: 72 words\n\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n"
            "LOAD-DATE: March 4, 2026\n\nLANGUAGE: ENGLISH\n\nCopyright 2026 The Vellmar Courier\n"
            "All Rights Reserved\n\n\n"
        )
    return written(folder / "export.txt", "".join(made).encode())

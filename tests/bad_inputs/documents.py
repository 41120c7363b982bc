"""PDF and RTF documents that are broken, closed, or up to something."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from bad_inputs.kind import FIRST, HEADLINE, SECOND, THIRD, bytes_are_read, bytes_are_refused

_LINES = [
    line for words in (HEADLINE, FIRST, SECOND, THIRD) for line in (words[k : k + 80] for k in range(0, len(words), 80))
]


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with its table of places."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made + b"trailer\n<</Size %d %b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))


def stream(raw: bytes, more: bytes = b"") -> bytes:
    """An object with these bytes."""
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(raw), more, raw)


def shown(lines: Sequence[str]) -> bytes:
    """What draws these lines."""
    told = b"".join(
        b"(%b) Tj T*\n"
        % line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        for line in lines
    )
    return b"BT /F1 10 Tf 14 TL 60 760 Td\n" + told + b"ET"


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
WHOLE = [CATALOG, PAGES, PAGE, stream(shown(_LINES)), FONT]
_WRONG = ("Damaged", "EmptyArticle", "TooLarge", "ReaderStopped")
_GOOD = pdf(WHOLE)

bytes_are_refused("a PDF that is only its first line", "article.pdf", b"%PDF-1.7\n", *_WRONG)
bytes_are_refused("a PDF of any bytes", "article.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 90, *_WRONG)
bytes_are_refused("a PDF cut in half", "article.pdf", _GOOD[: _GOOD.index(b"stream")], *_WRONG)
bytes_are_refused("a PDF without pages", "article.pdf", pdf([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), *_WRONG)
bytes_are_refused(
    "a PDF whose pages are their own parents",
    "article.pdf",
    pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>"]),
    *_WRONG,
)
bytes_are_refused(
    "a PDF of a picture alone",
    "scan.pdf",
    pdf([CATALOG, PAGES, PAGE, stream(b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"), FONT]),
    "EmptyArticle",
    "Damaged",
)
bytes_are_refused(
    "a PDF with a password",
    "article.pdf",
    pdf(
        [*WHOLE, b"<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -44>>"],
        trailer=b"/Root 1 0 R/Encrypt 6 0 R/ID[(a)(b)]",
    ),
    "Damaged",
    "EmptyArticle",
)
bytes_are_refused(
    "a PDF that is a bomb",
    "article.pdf",
    lambda: pdf(
        [CATALOG, PAGES, PAGE, stream(zlib.compress(b"(a) Tj " * 20_000_000, 9), b"/Filter/FlateDecode"), FONT]
    ),
    *_WRONG,
)
bytes_are_read(
    "a PDF without its table", "article.pdf", _GOOD[: _GOOD.index(b"xref\n0")] + _GOOD[_GOOD.index(b"trailer") :]
)
bytes_are_refused("a PDF without its end", "article.pdf", _GOOD[: _GOOD.index(b"xref\n0")], *_WRONG)
bytes_are_read("a PDF after other bytes", "article.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + _GOOD)
bytes_are_read(
    "a PDF with a script and a link to the network",
    "article.pdf",
    pdf(
        [
            CATALOG[:-2]
            + b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://198.51.100.7'\\))>>"
            + b"/AA<</WC<</S/URI/URI(http://198.51.100.7/)>>>>>>",
            *WHOLE[1:],
        ]
    ),
)
bytes_are_read("a PDF called a text", "article.txt", _GOOD)

_RTF = b"{\\rtf1\\ansi\\ansicpg1252 " + b"".join(
    words.encode("cp1252").replace(b"\x93", b"\\'93").replace(b"\x94", b"\\'94") + b"\\par\n"
    for words in (HEADLINE, FIRST, SECOND, THIRD)
)
bytes_are_refused("RTF without words", "article.rtf", b"{\\rtf1}", "EmptyArticle", "Damaged")
bytes_are_refused("RTF nested a million deep", "article.rtf", b"{\\rtf1" + b"{" * 1_000_000, *_WRONG)
bytes_are_read("RTF cut short", "article.rtf", _RTF)
bytes_are_read(
    "RTF with a piece of two gigabytes that is not there", "article.rtf", _RTF + b"{\\*\\objdata\\bin2147483647 so}}"
)
bytes_are_read(
    "RTF with characters that are none",
    "article.rtf",
    _RTF + b"\\u-10179?\\u99999999?\\u55357?\\'zz So it was said.\\par}",
)
bytes_are_read(
    "RTF with an object to be run",
    "article.rtf",
    _RTF + b"{\\object\\objautlink\\objupdate{\\*\\objclass Word.Document.8}{\\*\\objdata 0105}}}",
)

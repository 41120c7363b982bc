"""The sound files that fuzzing begins with, by format, and words that mean something in each."""

from __future__ import annotations

import gzip
import zlib

from bad_inputs.archives import CHAPTER, book, packed, text, word
from bad_inputs.documents import FONT, PAGE, WHOLE, pdf, shown, stream
from bad_inputs.kind import ARTICLE, FIRST, HEADLINE, SECOND, THIRD
from bad_inputs.messages import archived, mail
from bad_inputs.pages import page

_DATA = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":'
    f'"{HEADLINE}","datePublished":"2026-03-03T09:12:00+01:00","author":[{{"name":"Dana Orrel"}}],"articleBody":'
    f'"{FIRST} '
    f'{THIRD}"}}]}}</script><meta property="og:site_name" content="Vellmar Courier"><meta name=author content=x>'
)
_RICH = (
    f"<header><nav><ul><li><a href=/>Home</a><li><a "
    f"href=/w>World</a></ul></nav></header><main><article><h1>{HEADLINE}</h1>"
    f'<p class="byline">By Dana Orrel</p><time datetime="2026-03-03">3 March 2026</time><figure><img '
    f"src=a.png><figcaption>"
    f"The "
    f"bridge.</figcaption></figure><p>{FIRST}</p><blockquote>{SECOND}</blockquote><table><tr><td>1<td>2</table><p>{THIRD}"
    "</p></article><aside><h2>Most read</h2><ul><li>So</ul></aside></main><footer><p>© Vellmar Courier</footer>"
)
_TABLES = (
    f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>{HEADLINE}</w:t></w:r></w:p><w:p><w:ins "
    f"w:id='1'><w:r><w:t>"
    f"{FIRST}</w:t></w:r></w:ins><w:del "
    f"w:id='2'><w:r><w:delText>gone</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p>"
    f"<w:r><w:t>one</w:t><w:tab/><w:br/></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:hyperlink "
    f"w:anchor='a'>"
    f"<w:r><w:t>{THIRD}</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
)
_RTF = (
    b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red0;}{\\*\\generator "
    b"x;}{\\info{\\title So}}\\pard "
    + HEADLINE.encode()
    + b"\\par {\\b "
    + FIRST.encode()
    + b"}\\par\\u8220?"
    + THIRD.encode()
    + b'\\u8221?\\\'e9\\line{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt so}}\\trowd\\cell a\\cell '
    b"b\\row{\\footnote n}\\par}"
)
_TWO = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
    PAGE,
    stream(zlib.compress(shown([FIRST[:80], SECOND[:80], THIRD[:80]])), b"/Filter/FlateDecode"),
    FONT,
    PAGE,
]
_ALTERNATIVE = (
    f"--b\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: "
    f"quoted-printable\r\n\r\n"
    f"{FIRST} =\r\n{THIRD}=E2=80=9C\r\n> so\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>{FIRST}<p>{SECOND}\r\n--b\r\n"
    'Content-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: '
    "attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "JVBERi0=\r\n--b--\r\n"
)
_SAVED = (
    "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://vellmar.example/a\r\n"
    f"Content-Transfer-Encoding: 8bit\r\n\r\n{page(_DATA, _RICH).decode()}\r\n--b\r\nContent-Type: "
    f"image/png\r\n\r\nx\r\n--b--\r\n"
)
_NEXIS = "".join(
    f"{n} of 3 DOCUMENTS\n\nThe Vellmar Courier\n\nMarch 3, 2026 Tuesday\n\n{HEADLINE} {n}\n\nBYLINE: Dana Orrel\n\n"
    f"LENGTH: 72 words\n\n{FIRST}\n\n{SECOND}\n\nLOAD-DATE: March 4, 2026\n\nCopyright 2026 Courier\n\n\n"
    for n in (1, 2, 3)
)

SEEDS: dict[str, list[tuple[bytes, str]]] = {
    "plain": [(ARTICLE.encode(), "a.txt"), (_NEXIS.encode(), "export.txt"), (ARTICLE.encode("utf-16"), "a.txt")],
    "markdown": [
        (f"# {HEADLINE}\n\n*{FIRST}*\n\n> {SECOND}\n\n- [{THIRD}](x)\n\n|a|b|\n|-|-|\n|1|2|\n".encode(), "a.md")
    ],
    "html": [(page(_DATA, _RICH), "a.html"), (page(), "a.html")],
    "docx": [(packed(word()), "a.docx"), (packed(word(_TABLES)), "a.docx")],
    "odt": [(packed(text()), "a.odt")],
    "epub": [(packed(book(CHAPTER)), "a.epub")],
    "rtf": [(_RTF, "a.rtf")],
    "pdf": [(pdf(WHOLE), "a.pdf"), (pdf(_TWO), "a.pdf")],
    "mail": [
        (mail("multipart/mixed; boundary=b", _ALTERNATIVE), "a.eml"),
        (mail("text/plain; charset=utf-8", ARTICLE), "a.eml"),
    ],
    "mhtml": [(mail('multipart/related; type="text/html"; boundary=b', _SAVED), "a.mhtml")],
    "warc": [(archived(page(_DATA, _RICH)), "a.warc"), (gzip.compress(archived(page())), "a.warc.gz")],
}
"""(bytes, name of the file) by format."""

WORDS: dict[str, tuple[bytes, ...]] = {
    "plain": (
        b"\n\n",
        b"\x00",
        "\u202e".encode(),
        b"\xff\xfe",
        b" of 3 DOCUMENTS\n",
        b"LENGTH: ",
        "e\u0301".encode() * 300,
    ),
    "markdown": (b"[", b"](", b"```\n", b"> " * 50, b"    ", b"<b>", b"|", b"*" * 99, b"&#x301;" * 600),
    "html": (
        b"<p>",
        b"</div>",
        b"<table><td>",
        b"<svg>",
        b"&#0;",
        b"<!--",
        b"]]>",
        b"<div>" * 600,
        b'{"@graph":[',
        b"&#x301;" * 600,
    ),
    "docx": (b"<w:p>", b"</w:p>", b"<!DOCTYPE a>", b"<w:tbl>" * 300, b"&x;", b'Target="../../x"', b"<w:t/>", b"\x00"),
    "odt": (b"<text:p>", b"<!DOCTYPE a>", b"<text:span>" * 300, b"&x;", b'<text:s text:c="999999999"/>', b"\x00"),
    "epub": (b"<p>", b"<item/>", b'href="../../x"', b"<!DOCTYPE a>", b"&x;", b"<itemref/>", b"\x00"),
    "rtf": (b"{", b"}", b"\\bin999999 ", b"\\u-99999?", b"\\'", b"{\\*\\x", b"\\ansicpg99999", b"{" * 600, b"\\uc9"),
    "pdf": (
        b"/Length 99999",
        b"<<",
        b">>",
        b"[",
        b"endobj",
        b"0 R",
        b"/Kids[2 0 R]",
        b"BT",
        b"Tj",
        b"(" * 99,
        b"/Filter/LZWDecode",
    ),
    "mail": (
        b"--b",
        b"\r\n\r\n",
        b"=?utf-8?b?",
        b"charset=utf-7",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"=\r\n",
        b"\x00",
    ),
    "mhtml": (b"--b", b"\r\n\r\n", b"Content-Location: x\r\n", b"charset=utf-16", b"=\r\n", b"<p>", b"\x00"),
    "warc": (
        b"WARC/1.0\r\n",
        b"Content-Length: 99999999999\r\n",
        b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"Transfer-Encoding: chunked\r\n",
    ),
}
"""What means something in a format."""

"""Archives that call themselves documents."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

from bad_inputs.kind import FIRST, HEADLINE, SECOND, THIRD, bytes_are_refused, read_all_the_same, refused, written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.'
    "openxmlformats-"
    'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
PARAGRAPHS = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in (HEADLINE, FIRST, SECOND, THIRD))
ODT = "application/vnd.oasis.opendocument.text"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def word(body: str = PARAGRAPHS, start: str = '<?xml version="1.0"?>') -> dict[str, bytes]:
    """The parts of a Word document with this body."""
    document = f"{start}<w:document {W}><w:body>{body}</w:body></w:document>"
    return {
        "[Content_Types].xml": TYPES.encode(),
        "_rels/.rels": RELATIONS.encode(),
        "word/document.xml": document.encode(),
    }


def text(body: str | None = None, start: str = '<?xml version="1.0"?>') -> dict[str, bytes]:
    """The parts of an OpenDocument text with this body."""
    words = "".join(f"<text:p>{each}</text:p>" for each in (HEADLINE, FIRST, SECOND, THIRD)) if body is None else body
    content = (
        f'{start}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{words}</office:text>'
        "</office:body></office:document-content>"
    )
    return {"mimetype": ODT.encode(), "content.xml": content.encode()}


def book(chapter: str, more: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The parts of an e-book of one chapter."""
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        b'<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "book.opf": b'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest><item id="c" '
        b'href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
        "c.xhtml": chapter.encode(),
        **(more or {}),
    }


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return made.getvalue()


CHAPTER = f"<html><body><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"
_WORD, _TEXT = packed(word()), packed(text())
_WRONG = ("Damaged", "EmptyArticle", "UnknownFormat", "TooLarge")

bytes_are_refused("an empty archive", "articles.zip", packed({}), *_WRONG)
bytes_are_refused("an archive of anything", "articles.zip", packed({"a.txt": b"So."}), "UnknownFormat")
bytes_are_refused(
    "a workbook", "figures.xlsx", packed({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "UnknownFormat"
)
bytes_are_refused("slides", "talk.pptx", packed({"ppt/presentation.xml": b"<x/>"}), "UnknownFormat")

for _name, _parts, _file in (
    ("Word", word(), "article.docx"),
    ("OpenDocument", text(), "article.odt"),
    ("EPUB", book(CHAPTER), "article.epub"),
):
    _whole = packed(_parts)
    for _share in (10, 50, 95):
        bytes_are_refused(f"{_name}, cut at {_share} %", _file, _whole[: len(_whole) * _share // 100], *_WRONG)
    _first = next(iter(_parts))
    bytes_are_refused(
        f"{_name}, with letters changed within", _file, _whole.replace(_whole[200:260], b"\xff" * 60), *_WRONG
    )

bytes_are_refused("Word without a document", "article.docx", packed({**word(), "word/document.xml": b""}), *_WRONG)
bytes_are_refused("Word without words", "article.docx", packed(word("<w:p/>")), "EmptyArticle", "Damaged")
bytes_are_refused(
    "Word with an XML bomb",
    "article.docx",
    packed(word(PARAGRAPHS + "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", BOMB)),
    *_WRONG,
)
bytes_are_refused(
    "Word that names a file of this computer",
    "article.docx",
    packed(word(PARAGRAPHS + "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", OUTSIDE)),
    *_WRONG,
)
bytes_are_refused(
    "Word nested 20,000 deep",
    "article.docx",
    packed(word("<w:tbl><w:tr><w:tc>" * 7000 + PARAGRAPHS + "</w:tc></w:tr></w:tbl>" * 7000)),
    *_WRONG,
)
bytes_are_refused(
    "Word that is a bomb",
    "article.docx",
    lambda: packed(word("<w:p><w:r><w:t>" + "a" * 120_000_000 + "</w:t></w:r></w:p>")),
    "TooLarge",
    "Damaged",
)
bytes_are_refused(
    "Word of 100,000 parts",
    "article.docx",
    lambda: packed({**word(), **{f"word/media/{k}": b"" for k in range(100_000)}}, zipfile.ZIP_STORED),
    *_WRONG,
)
bytes_are_refused("OpenDocument without words", "article.odt", packed(text("")), "EmptyArticle", "Damaged")
bytes_are_refused("OpenDocument with an XML bomb", "article.odt", packed(text("<text:p>&j;</text:p>", BOMB)), *_WRONG)
bytes_are_refused(
    "OpenDocument that names a file of this computer",
    "article.odt",
    packed(text("<text:p>&x;</text:p>", OUTSIDE)),
    *_WRONG,
)
bytes_are_refused(
    "OpenDocument with a password",
    "article.odt",
    packed(
        {
            **text(),
            "META-INF/manifest.xml": b"<manifest:manifest "
            b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
            b"<manifest:encryption-data/>"
            b"</manifest:file-entry></manifest:manifest>",
            "content.xml": b"\x8f\x13" * 300,
        }
    ),
    *_WRONG,
)
bytes_are_refused(
    "EPUB without a list of its parts", "article.epub", packed({"mimetype": b"application/epub+zip"}), *_WRONG
)
bytes_are_refused(
    "EPUB under digital rights",
    "article.epub",
    packed(
        book(
            CHAPTER,
            {
                "META-INF/encryption.xml": b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
                b'<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.'
                b"w3.org/2001/04/"
                b'xmlenc#aes128-cbc"/>'
                b'<CipherData><CipherReference URI="c.xhtml"/></CipherData></EncryptedData></encryption>'
            },
        )
    ),
    *_WRONG,
)


@refused("an archive with a password", *_WRONG)
def _password(folder: Path) -> Path:
    raw = bytearray(_WORD)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := raw.find(mark, at)) >= 0:
            raw[at + flags] |= 1
            at += 4
    return written(folder / "article.docx", bytes(raw))


@refused("an archive that lies about the sizes in it", *_WRONG)
def _sizes(folder: Path) -> Path:
    raw = bytearray(packed(word("<w:p><w:r><w:t>" + "a" * 50_000_000 + "</w:t></w:r></w:p>")))
    at = 0
    while (at := raw.find(b"PK\x01\x02", at)) >= 0:
        raw[at + 24 : at + 28] = struct.pack("<I", 1000)
        at += 4
    return written(folder / "article.docx", bytes(raw))


@read_all_the_same("Word with names that lead out of its folder")
def _traversal(folder: Path) -> Path:
    parts = {**word(), "../../../../tmp/parallax-was-here": b"So.", "/etc/parallax-was-here": b"So.", "C:\\x": b"So."}
    return written(folder / "article.docx", packed(parts))


@read_all_the_same("Word called a text")
def _as_text(folder: Path) -> Path:
    return written(folder / "article.txt", _WORD)


@read_all_the_same("Word with macros and remote pictures")
def _macros(folder: Path) -> Path:
    remote = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'TargetMode="External" '
        'Target="http://198.51.100.7/p.png"/><Relationship Id="r8" Type="http://schemas.openxmlformats.org/'
        "officeDocument/"
        '2006/relationships/attachedTemplate" TargetMode="External" '
        'Target="http://198.51.100.7/t.dotm"/></Relationships>'
    )
    parts = {**word(), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99, "word/_rels/document.xml.rels": remote.encode()}
    return written(folder / "article.docm", packed(parts))


@read_all_the_same("an e-book whose parts lead out of it")
def _book(folder: Path) -> Path:
    parts = book(CHAPTER)
    parts["book.opf"] = (
        parts["book.opf"]
        .replace(
            b"</manifest>",
            b'<item id="o" href="../../../../etc/passwd" media-type="application/xhtml+xml"/><item id="w" '
            b'href="http://198.51.100.7/c.xhtml" media-type="application/xhtml+xml"/></manifest>',
        )
        .replace(b"</spine>", b'<itemref idref="o"/><itemref idref="w"/><itemref idref="none"/></spine>')
    )
    return written(folder / "article.epub", packed(parts))


@refused("a gzip bomb", *_WRONG)
def _gzip(folder: Path) -> Path:
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    raw = b"".join(deflate.compress(b"<p>" + b"a" * 1_000_000) for _ in range(150)) + deflate.flush()
    return written(folder / "page.html.gz", raw)

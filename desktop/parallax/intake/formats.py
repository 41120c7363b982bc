"""What a file is: by its first bytes, and only then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from parallax.errors import UnknownFormat
from parallax.intake.messages.mail_heads import mail_kind_of
from parallax.intake.office import office_formats

Format = Literal["plain", "markdown", "html", "mhtml", "mail", "docx", "odt", "rtf", "pdf", "epub", "warc"]

TRUSTED: frozenset[Format] = frozenset({"plain", "markdown"})
"""Formats whose parsers are safe with any bytes. All others are read in a process of their own."""

LONG_MARKDOWN = 40_000
"""Markdown longer than this (code points) can keep its parser busy for seconds: its time can grow with the square."""

LONG_PLAIN = 300_000
"""Plain text longer than this (code points), as exports of many articles are, would make the window wait."""

_ADVICE = "is not read yet; open its text, or copy the article and paste it."
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"8BPS", "a Photoshop image"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a film file"),
    (b"bplist00", "a property list or web archive"),
    (b"%!PS", "a PostScript file"),
)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml", ".xht"})
_MAIL_NAMES = frozenset({".eml", ".emlx", ".mbox", ".mht", ".mhtml"})
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_ANY_FILE = frozenset(
    "article articles clipping copy doc document download downloads draft export file final index message new note"
    " notes page paste pasted print revised scan text untitled unnamed v version".split()
)
ENDINGS: tuple[str, ...] = (
    *(".txt", ".text", ".asc", ".pdf", ".warc"),
    *sorted(_MARKDOWN_NAMES),
    *sorted(_HTML_NAMES),
    *sorted(_MAIL_NAMES),
    *office_formats.ENDINGS,
)
"""The endings of the names of files that are read, with the dot; one of `.gz` after it may be packed."""
_GZIP = b"\x1f\x8b"
_SNIFFED = 4096
_PDF_MARK = 1024
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|div|p|span|a|h[1-6]|article|section|br|img|ul|li|table)\b[^<>]*>", re.IGNORECASE
)
_OTHER_XML = re.compile(r"\s*<\?xml\b")


def binary_format_of(raw: bytes, name: str) -> Format | None:
    """The format of bytes that are not simply text; None for what is to be decoded first. Raises UnknownFormat, which
    names the kind, for bytes of a kind that is known and not read."""
    office = office_formats.format_of(raw, name)
    if office is not None:
        return office
    if raw.startswith((_GZIP, b"WARC/1.")):
        return "warc"
    if letter := mail_kind_of(raw):
        return letter
    if _is_pdf(raw):
        return "pdf"
    kind = _kind_of_bytes(raw)
    if kind:
        raise UnknownFormat(name, f"{kind} {_ADVICE}")
    return None


def format_of(text: str, name: str) -> Format:
    """The format of decoded text: HTML by its first tags, else by the name's ending, else plain.

    Raises UnknownFormat for XML that is not HTML.
    """
    ending = PurePath(name).suffix.casefold()
    start = text[:_SNIFFED].removeprefix("\ufeff")
    if _HTML_START.match(start):
        return "html"
    if _OTHER_XML.match(start) and ending not in _HTML_NAMES:
        raise UnknownFormat(name, f"an XML file that is not a web page {_ADVICE}")
    if ending in _HTML_NAMES and _TAG.search(text):
        return "html"
    if ending in _MARKDOWN_NAMES:
        return "markdown"
    return "plain"


def is_hostile(kind: Format, length: int) -> bool:
    """Whether a text of `length` code points is to be read in a process of its own, which can be stopped."""
    return kind not in TRUSTED or length > (LONG_MARKDOWN if kind == "markdown" else LONG_PLAIN)


def outlet_of(name: str) -> str:
    """The outlet as far as a file name tells it: the name as it is, without folders and without a known ending; empty
    where it has only words that any file may be called by, such as "article (2)" or "2024-05-03_final_v2"."""
    path = PurePath(name.replace("\\", "/"))
    if path.suffix.casefold() == ".gz":
        path = path.with_suffix("")
    called = path.stem if path.suffix.casefold() in ENDINGS else path.name
    words = _LETTERS.findall(called.casefold())
    return "" if all(word in _OF_ANY_FILE for word in words) else called


def _is_pdf(raw: bytes) -> bool:
    """Whether the mark of a PDF stands among the first bytes, as readers of PDFs look for it, and not in a text about
    PDFs."""
    at = raw.find(b"%PDF-", 0, _PDF_MARK)
    return at == 0 or (at > 0 and b" obj" in raw[at : at + (1 << 20)] and not raw.lstrip().startswith(b"<"))


def _kind_of_bytes(raw: bytes) -> str:
    start = raw[:_SNIFFED]
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if start[:4] == b"RIFF":
        return "a WebP image" if start[8:12] == b"WEBP" else "a sound or film file"
    if start[4:8] == b"ftyp":
        return "a film, sound or HEIC file"
    if start[:2] in (b"MZ", b"BM") and b"\x00" in start[:64]:
        return "a program" if start[:2] == b"MZ" else "a BMP image"
    return ""

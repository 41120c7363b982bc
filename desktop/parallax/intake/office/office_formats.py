"""Which document of a word processor, or e-book, bytes are; what is near to one and is not read is named."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from parallax.errors import Damaged, UnknownFormat

Office = Literal["docx", "odt", "rtf", "epub"]

ENDINGS: dict[str, Office] = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".fodt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
}
"""The formats by the endings of names, which decide only where the bytes leave it open."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SNIFFED = 4096
_TAIL = 65_536
_MIMES: tuple[tuple[bytes, Office | str], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis", "an OpenDocument file that is no text"),
    (b"application/epub+zip", "epub"),
)
_NAMES: tuple[tuple[bytes, Office | str], ...] = (
    (b"META-INF/container.xml", "epub"),
    (b"xl/workbook", "an Excel workbook (XLSX)"),
    (b"ppt/presentation", "a PowerPoint file (PPTX)"),
    (b"word/", "docx"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint file (PPTX)"),
    (b"META-INF/manifest.xml", "odt"),
)
_XML_ROOTS: tuple[tuple[bytes, Office | str], ...] = (
    (b"office:document", "odt"),
    (b"w:wordDocument", "a Word document saved as XML"),
    (b"pkg:package", "a Word document saved as XML"),
)
_ARCHIVE = "a ZIP archive"
_ADVICE = "is not read; save it as DOCX, or copy the article and paste it."
_UNPACK = "is not read; unpack it and open what it holds."
_PASTE = "is not read; copy the article and paste it."


def format_of(raw: bytes, name: str) -> Office | None:
    """The format of bytes in a file called `name`; None for what is none of these.

    Raises UnknownFormat, which names the kind, for a document or archive that is not read, and Damaged for a document
    that is locked with a password.
    """
    if raw.startswith(_OLD_OFFICE):
        raise _of_old_office(raw, name)
    start = raw[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if raw.startswith(_ZIP):
        return _known(_kind_of_zip(raw, name), name)
    if start.startswith((b"<?xml", b"<office:document")):
        kind = next((kind for mark, kind in _XML_ROOTS if b"<" + mark in start), "")
        return _known(kind, name) if kind else None
    return None


def _known(kind: Office | str, name: str) -> Office:
    for office in ENDINGS.values():
        if kind == office:
            return office
    advice = _UNPACK if kind == _ARCHIVE else _ADVICE if "Word" in kind else _PASTE
    raise UnknownFormat(name, f"{kind} {advice}")


def _kind_of_zip(raw: bytes, name: str) -> Office | str:
    start = raw[:_SNIFFED]
    if start[30:38] == b"mimetype":
        kind = next((kind for mark, kind in _MIMES if mark in start[38:200]), "")
        if kind:
            return kind
    # Programs write their own parts after those that they share, so the names may lie past the first bytes.
    names = start + raw[-_TAIL:]
    kind = next((kind for mark, kind in _NAMES if mark in names), "")
    return kind or ENDINGS.get(PurePath(name).suffix.casefold(), _ARCHIVE)


def _of_old_office(raw: bytes, name: str) -> UnknownFormat | Damaged:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        what = "this Office document is locked with a password; save it without one, or copy the article and paste it."
        return Damaged(name, what)
    if "WordDocument".encode("utf-16-le") in raw:
        return UnknownFormat(name, f"an old Word document (DOC) {_ADVICE}")
    return UnknownFormat(name, f"an old Office document (DOC, XLS or PPT) {_ADVICE}")

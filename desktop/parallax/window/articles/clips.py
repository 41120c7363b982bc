"""What a clipboard or a drag holds, told apart: files, the words of a page with its address, an address, or neither."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from parallax.intake.paste import page_address

_FILE_LISTS = ("x-special/gnome-copied-files", "x-special/mate-copied-files", "x-special/nautilus-clipboard")
"""What file managers say beside text/uri-list, or in its place: *copy* or *cut*, then an address a line."""
_SOURCES = ("text/x-moz-url-priv", "chromium/x-source-url", "org.chromium.source-url", "public.url")
"""Where browsers say which page was copied from: Firefox, Chromium on Linux, Chromium and others on macOS."""
_LINK = "text/x-moz-url"
"""An address and the words of its link, in a line each."""
_WINDOWS_HTML = 'application/x-qt-windows-mime;value="HTML Format"'
_HTML_HEAD = re.compile(r"\s*Version:\d[\d.]*\s*\n(?:[A-Za-z]+:[^\n]*\n)+")
"""The head that Windows puts before the markup of a clipboard (CF_HTML)."""
_SOURCE_URL = re.compile(r"^SourceURL:(.*)$", re.MULTILINE)
_HEAD = 4_000


@dataclass(frozen=True, slots=True)
class Clip:
    """`paths` of files, or `text` with its markup `html`, which may come alone, the `address` of its page and that
    page's `title`, or a `link`, an address that was copied or dragged alone, the first of several. `odd` says of
    anything else what it is."""

    paths: tuple[Path, ...] = ()
    text: str = ""
    html: str = ""
    address: str = ""
    title: str = ""
    link: str = ""
    odd: str = ""


def clip_of(mime: QMimeData) -> Clip:
    """What is held; files come before words, and words before a picture of them."""
    if not mime.formats():  # or whose it is does not answer: each format asked for would be waited for again
        return Clip(odd="nothing")
    urls = mime.urls() or _listed(mime)
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())
    if paths:
        return Clip(paths)
    named, title = _link_of(mime)
    text = mime.text() if mime.hasText() else ""
    html, told = _markup(mime)
    web = page_address(next((url.toString() for url in urls if url.scheme() in ("http", "https")), named))
    words = " ".join(text.split())
    given = [url.toString() for url in urls]
    if words and words not in {" ".join(t.split()) for t in (title, *given, " ".join(given))}:
        if page_address(words) and words == text.strip():
            return Clip(link=page_address(words))
        address = _first_page(*_sources(mime), told, named, web)
        return Clip(text=text, html=html, address=address, title=title if page_address(named) == address else "")
    if mime.hasImage() or any(kind.startswith("image/") for kind in mime.formats()):
        return Clip(odd="a picture")
    if web or page_address(words):
        return Clip(link=web or page_address(words))
    if html.strip():  # some programs give the markup alone
        return Clip(html=html, address=_first_page(*_sources(mime), told))
    if urls:
        return Clip(odd=f"an address that begins with {urls[0].scheme()}:" if urls[0].scheme() else "an address")
    return Clip(odd="something that is no text" if mime.formats() else "nothing")


def _first_page(*given: str) -> str:
    return next(filter(None, map(page_address, given)), "")


def _listed(mime: QMimeData) -> list[QUrl]:
    """The files that a file manager put there in its own words."""
    for kind in _FILE_LISTS:
        if mime.hasFormat(kind):
            return _urls(_decoded(mime, kind).splitlines()[1:])
    lines = mime.text().splitlines() if mime.hasText() else []
    if lines and lines[0] == _FILE_LISTS[-1]:  # older file managers write it where a text would stand
        return _urls(lines[2:])
    return []


def _urls(lines: Iterable[str]) -> list[QUrl]:
    return [QUrl(line.strip()) for line in lines if line.strip()]


def _link_of(mime: QMimeData) -> tuple[str, str]:
    lines = _decoded(mime, _LINK).splitlines()
    return (lines[0] if lines else ""), (lines[1].strip() if len(lines) > 1 else "")


def _sources(mime: QMimeData) -> list[str]:
    return [_decoded(mime, kind) for kind in _SOURCES if mime.hasFormat(kind)]


def _markup(mime: QMimeData) -> tuple[str, str]:
    """The markup without the head that Windows gives it, and the address that such a head names."""
    html = mime.html() if mime.hasHtml() else ""
    head = _HTML_HEAD.match(html[:_HEAD])
    if head:
        html = html[head.end() :]
    said = head[0] if head else _decoded(mime, _WINDOWS_HTML)[:_HEAD]
    source = _SOURCE_URL.search(said.replace("\r", ""))
    return html, source[1].strip() if source else ""


def _decoded(mime: QMimeData, kind: str) -> str:
    """The words of a format that names no encoding: Firefox writes UTF-16, all others UTF-8."""
    if not mime.hasFormat(kind):
        return ""
    raw = bytes(mime.data(kind).data())
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace").strip("\0")
    wide = len(raw) % 2 == 0 and raw[1:2] == b"\0"
    return raw.decode("utf-16-le" if wide else "utf-8", "replace").strip("\0")

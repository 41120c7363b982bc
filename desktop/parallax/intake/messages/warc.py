"""Web archives (WARC, ISO 28500), and files that are only packed with gzip: each page with an article is one.

The whole archive is unpacked first, up to a limit, so that no later step can grow.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from pathlib import PurePath

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from parallax.errors import Damaged, EmptyArticle, ReadError, TooLarge
from parallax.intake.datelines import is_iso
from parallax.intake.decode import decode
from parallax.intake.draft import Draft, counted
from parallax.intake.limits import MAX_BYTES
from parallax.intake.messages.saved_page import drafts_of_page, web_address

MAX_UNPACKED = 200_000_000
"""The most bytes that are unpacked."""
MAX_RECORDS = 20_000
MAX_PAGES = 100
"""The most pages in which an article is looked for."""
MAX_PAGE = 4_000_000
"""The largest page, in bytes."""
MAX_ALL_PAGES = 16_000_000
_GZIP = b"\x1f\x8b"
_CHARSET = re.compile(r"iso-?8859|windows-|cp\d|koi8|shift|euc|gb|big5|mac")
_GIVEN = 1 << 16
_STEP = 1 << 20
_HTML = ("text/html", "application/xhtml+xml")
_BROKEN = "the archive is damaged and nothing could be read; save the page again, or copy the article and paste it."
_NO_PAGES = "there is no web page in this archive; open another file, or copy the article and paste it."
_NO_ARTICLES = "no article was found on the pages of this archive; open the page in a browser, copy it and paste it."


def drafts_of(raw: bytes, name: str) -> Sequence[Draft]:
    """The drafts of an archive's pages, or of the one file that is packed.

    Raises Damaged, EmptyArticle where no page holds an article, TooLarge, and for a packed file what its format does.
    """
    whole, is_cut = _unpacked(raw, name) if raw.startswith(_GZIP) else (raw, False)
    if not whole.startswith(b"WARC/"):
        return _of_packed_file(whole, is_cut, name)
    found = _Found()
    pages = list(_pages(whole, found))
    drafts: list[Draft] = []
    for page in pages:
        try:
            drafts += drafts_of_page(_markup(page, name), name, page.address, page.saved)
        except ReadError:
            found.without += 1
    if not drafts and (is_cut or found.is_broken) and not pages:
        raise Damaged(name, _BROKEN)
    if not drafts:
        raise EmptyArticle(name, _NO_ARTICLES if pages else _NO_PAGES)
    found.is_broken = found.is_broken or is_cut
    return [replace(drafts[0], cleaning=(*drafts[0].cleaning, *found.said())), *drafts[1:]]


def _of_packed_file(whole: bytes, is_cut: bool, name: str) -> Sequence[Draft]:
    """The drafts of a text or a page that was packed alone."""
    from parallax import intake

    if is_cut or not whole:
        raise Damaged(name, "the packed file is cut short or empty; unpack it and open what it holds.")
    if whole.startswith(_GZIP) or len(whole) > MAX_BYTES:
        raise TooLarge(name, "what is packed in it is packed again or too large; unpack it and open what it holds.")
    inner = name[:-3] if PurePath(name).suffix.casefold() == ".gz" else name
    decoded, kind = intake.understood(whole, inner)
    return intake.drafts_in(whole, decoded, kind, inner)


def _unpacked(raw: bytes, name: str) -> tuple[bytes, bool]:
    """The bytes of all members of a gzip file, and whether it ends early or breaks off. Raises TooLarge."""
    made = bytearray()
    at = 0
    while raw[at : at + 2] == _GZIP:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        while not member.eof:
            given = raw[at : at + _GIVEN]
            try:
                got = member.decompress(given, _STEP)
            except zlib.error:
                return bytes(made), True
            taken = len(given) - len(member.unconsumed_tail) - len(member.unused_data)
            if not taken and not got and not member.eof:
                return bytes(made), True
            at += taken
            made += got
            if len(made) > MAX_UNPACKED:
                size = f"{MAX_UNPACKED // 1_000_000} MB"
                raise TooLarge(name, f"it unpacks to more than {size}; copy the article and paste it.")
    return bytes(made), False


@dataclass(frozen=True, slots=True)
class _Page:
    """The bytes of a page, where it was and when it was saved."""

    raw: bytes
    address: str
    saved: str
    charset: str


@dataclass(slots=True)
class _Found:
    """What was met besides articles."""

    without: int = 0
    unchanged: int = 0
    unread: int = 0
    is_broken: bool = False
    is_long: bool = False

    def said(self) -> Iterator[str]:
        if self.without:
            holds = "holds" if self.without == 1 else "hold"
            yield f"{counted(self.without, 'page')} of the archive {holds} no article."
        if self.unchanged:
            say = "says" if self.unchanged == 1 else "say"
            yield f"{counted(self.unchanged, 'record')} of the archive only {say} that a page had not changed."
        if self.unread:
            was = "was" if self.unread == 1 else "were"
            yield f"{counted(self.unread, 'page')} of it {was} not read (too large, too many, or packed otherwise)."
        if self.is_long:
            yield f"Only the first {MAX_RECORDS:,} records of the archive were looked at."
        if self.is_broken:
            yield "The archive is cut short or damaged; what came before was read."


def _pages(whole: bytes, found: _Found) -> Iterator[_Page]:
    """The pages of an archive that were answered with success."""
    pages = size = 0
    try:
        with contextlib.redirect_stderr(StringIO()):  # the library prints what it thinks of a broken record
            for number, record in enumerate(ArchiveIterator(BytesIO(whole), check_digests=False)):
                if number >= MAX_RECORDS:
                    found.is_long = True
                    return
                found.unchanged += record.rec_type == "revisit"
                if record.rec_type not in ("response", "resource") or not _is_page(record):
                    continue
                page = _page(record) if pages < MAX_PAGES and size < MAX_ALL_PAGES else None
                if page is None:
                    found.unread += 1
                    continue
                pages += 1
                size += len(page.raw)
                yield page
    except (ArchiveLoadFailed, EOFError, ValueError, OverflowError, LookupError, AttributeError, TypeError, zlib.error):
        found.is_broken = True


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type == "resource":
        return str(record.rec_headers.get_header("Content-Type") or "").casefold().startswith(_HTML)
    if record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return False
    return str(record.http_headers.get_header("Content-Type") or "").strip().casefold().startswith(_HTML)


def _page(record: ArcWarcRecord) -> _Page | None:
    """The page of a record; None for one that is too large, or packed in a way that is not known."""
    packed = str(record.http_headers.get_header("Content-Encoding") or "") if record.http_headers else ""
    if packed.strip().casefold() not in ("", "identity", "gzip", "x-gzip", "deflate"):
        return None
    stream = record.content_stream()
    raw = bytearray()
    while part := stream.read(65_536):
        raw += part
        if len(raw) > MAX_PAGE:
            return None
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    saved = str(record.rec_headers.get_header("WARC-Date") or "").strip()
    written = str(record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    charset = written.casefold().partition("charset=")[2].strip("\"' ;")
    return _Page(bytes(raw), web_address(address), saved if is_iso(saved) else "", charset)


def _markup(page: _Page, name: str) -> str:
    """The text of a page, by the charset that the server named where the bytes keep its rules."""
    try:
        page.raw.decode("utf-8")
    except UnicodeDecodeError:
        if _CHARSET.match(page.charset):
            with contextlib.suppress(ValueError, LookupError):
                return page.raw.decode(page.charset)
    return decode(page.raw, name, markup=True).text

"""Bytes into letters: byte order mark, UTF-8, UTF-16 by its zeros, then by evidence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes
from charset_normalizer.constant import IANA_SUPPORTED

from parallax.errors import Damaged, UnknownFormat
from parallax.intake.alphabets import latin_encoding

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "cp1250": "windows-1250",
    "cp932": "Shift-JIS",
    "shift_jis": "Shift-JIS",
    "koi8_r": "KOI8-R",
    "latin_1": "ISO-8859-1",
}
_SAMPLE = 65_536
_NO_CHARSETS = tuple("utf rot hex base64 zlib bz2 uu quopri punycode idna unicode raw undefined".split())
"""How the names of those begin that are no charsets of pages, or that the bytes would have proved."""
_BINARY = "there is no text in it that can be read; choose a text, web page, document, PDF, e-book or mail."
_ODD_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_ODD_SHARE = 0.002
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
# The few signs above ASCII that English copy holds in windows-1252: quotes, dashes, dots, bullets, currency, spaces.
_WESTERN_SIGNS = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa1\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd\xbf"
)
_FEW_LETTERS = 0.02
_CAPITAL_INSIDE = re.compile(rb"[a-z][\xc0-\xdf]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` with its line ends as they were and no byte order mark; `encoding` by the name that people know;
    `guessed` when the bytes alone do not prove it."""

    text: str
    encoding: str
    guessed: bool

    def notes(self) -> tuple[str, ...]:
        """What to say of it: nothing of plain UTF-8."""
        return () if self.encoding == "UTF-8" else (f"Read as {self.encoding}.",)


def decode(raw: bytes, name: str, *, markup: bool = False, charset: str = "") -> Decoded:
    """The text of the bytes; `markup` lets a `charset` that the markup declares weigh before any guess, and before
    both weighs the `charset` that whoever sent the bytes named, if any.

    UTF-8 that is valid is UTF-8, whatever is declared. No byte is ever replaced by a mark. Raises UnknownFormat for
    bytes that are not text, Damaged when they break the encoding that their byte order mark or zeros prove.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _text(_strict(raw[len(mark) :], encoding, name), encoding, name)
    zeros = _utf16_by_zeros(raw)
    if zeros:
        return _text(_strict(raw, zeros, name), zeros, name)
    if b"\x00" in raw:
        raise UnknownFormat(name, _BINARY)
    try:
        return _text(raw.decode("utf-8"), "utf-8", name)
    except UnicodeDecodeError:
        return _by_evidence(raw, name, markup, charset)


def warm() -> None:
    """Load every alphabet that a guess may weigh, before files are shut off."""
    for encoding in IANA_SUPPORTED:
        codecs.lookup(encoding)
    _guess("Мост закрыт до осени, сказала мэр города.".encode("cp1251"))


def _by_evidence(raw: bytes, name: str, markup: bool, charset: str) -> Decoded:
    candidates = [_known(charset)]
    if markup:
        candidates.append(_declared(raw))
    if _looks_western(raw):
        candidates.append("cp1252")
    sample = _telling(raw)
    candidates += [latin_encoding(sample), _guess(sample), "cp1252", "latin_1"]
    for encoding in candidates:
        if not encoding:
            continue
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _ODD_CONTROL.search(text) or encoding == "latin_1":
            return _text(text, encoding, name, guessed=True)
    raise UnknownFormat(name, _BINARY)


def _declared(raw: bytes) -> str:
    """The encoding that markup declares."""
    found = _XML_CHARSET.search(raw[:1024]) or _META_CHARSET.search(raw[:_SAMPLE])
    return _known(found[1].decode("ascii")) if found else ""


def _known(charset: str) -> str:
    """An encoding of that name, as Python names it; the web reads Latin-1 and ASCII as windows-1252. Empty for one
    that is not known or needs no telling."""
    if not charset:
        return ""
    try:
        encoding = codecs.lookup(charset).name
    except (LookupError, ValueError, OSError):  # one that nobody writes in is not loaded where files are shut off
        return ""
    if encoding in ("iso8859-1", "ascii", "utf-8"):
        return "cp1252" if encoding != "utf-8" else ""
    return encoding if not encoding.startswith(_NO_CHARSETS) else ""


def _looks_western(raw: bytes) -> bool:
    """Whether what lies above ASCII is the odd sign or accent of an English text: too little for a statistic, and
    read alike by windows-1252 only."""
    high = [byte for byte in raw if byte >= 0x80]
    letters = [byte for byte in high if byte not in _WESTERN_SIGNS]
    few = all(byte >= 0xC0 for byte in letters) and len(letters) <= _FEW_LETTERS * len(raw)
    return few and not _CAPITAL_INSIDE.search(raw)


def _guess(sample: bytes) -> str:
    best = from_bytes(sample).best()
    return best.encoding if best is not None else ""


def _telling(raw: bytes) -> bytes:
    """The first lines that hold more than ASCII, whole, as many as a statistic needs."""
    kept: list[bytes] = []
    size = 0
    for line in raw.split(b"\n"):
        if line.isascii():
            continue
        if size and size + len(line) > _SAMPLE:
            break
        if len(line) > _SAMPLE:  # at a space, so as not to cut a letter of several bytes
            line = line[: max(line.rfind(b" ", 0, _SAMPLE), 0) or _SAMPLE]
        kept.append(line)
        size += len(line) + 1
    return b"\n".join(kept) + b"\n"


def _utf16_by_zeros(raw: bytes) -> str:
    """UTF-16 without a mark, told by zeros that lie nearly all on even or on odd places."""
    sample = raw[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) < 0.2 * len(sample) / 2 or min(even, odd) > 0.02 * max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        shown = _NAMES.get(encoding, encoding.upper())
        raise Damaged(
            name, f"the text says it is {shown} and breaks its rules at byte {error.start}; save it again as UTF-8."
        ) from error


def _text(text: str, encoding: str, name: str, *, guessed: bool = False) -> Decoded:
    sample = text[:_SAMPLE]
    odd = len(_ODD_CONTROL.findall(sample))
    if "\x00" in text or odd > max(2, _ODD_SHARE * len(sample)):
        raise UnknownFormat(name, _BINARY)
    shown = _NAMES.get(encoding, encoding.upper().replace("_", "-"))
    return Decoded(text.removeprefix("\ufeff"), shown, guessed)

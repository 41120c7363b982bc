"""The parts of a message in the form of an e-mail (RFC 5322, 2045 to 2049, 3676), within limits and as text.

The older policy of Python's parser is used: the newer one reads each field by a grammar that fails on broken ones.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from parallax.errors import Damaged, TooLarge, UnknownFormat
from parallax.intake.decode import decode
from parallax.intake.draft import one_line

MAX_DEPTH = 50
"""The most parts within parts."""
MAX_PARTS = 5_000
_LONGEST_SENDER = 400  # Python's reader of addresses calls itself for every colon in them
_LONGEST_FIELD = 2_000
_BOUNDARY = re.compile(rb"""boundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))""")
_NESTED = re.compile(rb"\ncontent-type:\s*message/")
_LONG_FIELD = re.compile(rb"\ncontent-[a-z-]+:(?:[^\n]|\n[ \t]){20000}")
_LATIN = frozenset("ascii iso8859-1 iso8859-15 cp1252".split())
_NO_CHARSETS = frozenset("punycode idna unicode-escape raw-unicode-escape undefined".split())
_DEEP = "its parts are nested too deeply to be read; open it in your mail program, copy the article and paste it."
_ENCRYPTED = "the message is encrypted; open it in your mail program, copy the article and paste it."
_SEALED = (
    "its text is sealed in a signature that is not read; open it in your mail program, copy the article and paste it."
)

Letter = Message


@dataclass(slots=True)
class Contents:
    """What a message holds: `sections` of text one after another, messages and files that lie in it, what was met."""

    sections: list[Section] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    files: list[Letter] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """A text in one or both of its forms."""

    html: Letter | None = None
    plain: Letter | None = None


def parsed(raw: bytes, name: str) -> Letter:
    """The message of the bytes. Raises TooLarge and Damaged for more parts than are read."""
    small = b"\n" + raw.lower()
    boundaries = {found[1] or found[2] for found in _BOUNDARY.finditer(small)}
    if len(boundaries) + len(_NESTED.findall(small)) > MAX_DEPTH or _LONG_FIELD.search(small):
        raise Damaged(name, _DEEP)
    if sum(small.count(b"\n--" + boundary) for boundary in boundaries) > MAX_PARTS:
        raise TooLarge(name, f"the message has more than {MAX_PARTS:,} parts; copy the article and paste it.")
    try:
        return message_from_bytes(raw)
    except RecursionError as error:
        raise Damaged(name, _DEEP) from error
    except (MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise Damaged(name, "the message breaks the rules of e-mail; copy the article and paste it.") from error


def contents_of(letter: Letter, name: str) -> Contents:
    """What a message holds. Raises UnknownFormat for one that is encrypted."""
    contents = Contents()
    _collect(letter, contents, name)
    return contents


def _collect(part: Letter, contents: Contents, name: str) -> None:
    kind = part.get_content_type()
    if kind == "multipart/encrypted":
        raise UnknownFormat(name, _ENCRYPTED)
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        sealed = "signed" in str(part.get_param("smime-type", ""))
        raise UnknownFormat(name, _SEALED if sealed else _ENCRYPTED)
    if kind in ("message/rfc822", "message/global"):
        contents.letters += _children(part)
    elif kind == "multipart/alternative" and part.is_multipart():
        _choose(part, contents, name)
    elif part.is_multipart():
        if kind == "multipart/signed":
            contents.notes.append("Its signature was not checked.")
        for child in _children(part):
            _collect(child, contents, name)
    elif kind in ("text/html", "text/plain", "application/xhtml+xml") and not _is_file(part):
        contents.sections.append(Section(plain=part) if kind == "text/plain" else Section(html=part))
    elif not _belongs_to_text(part, kind):
        contents.files.append(part)


def _choose(part: Letter, contents: Contents, name: str) -> None:
    """One text in several forms: HTML and plain text stay side by side."""
    within = Contents()
    for child in _children(part):
        _collect(child, within, name)
    html = next((one.html for one in within.sections if one.html is not None), None)
    plain = next((one.plain for one in within.sections if one.plain is not None), None)
    if html is not None or plain is not None:
        contents.sections.append(Section(html, plain))
    contents.letters += within.letters
    contents.files += within.files
    contents.notes += within.notes


def _children(part: Letter) -> list[Letter]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _is_file(part: Letter) -> bool:
    return part.get_content_disposition() == "attachment"


def _belongs_to_text(part: Letter, kind: str) -> bool:
    """Whether a part is a picture in the text, a signature, or one of the notes that machines send each other."""
    if kind in ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"):
        return True
    if kind.startswith(("message/", "text/calendar", "text/rfc822-headers", "text/css")):
        return True
    return kind.startswith("image/") and not _is_file(part)


def field_of(letter: Letter, name: str) -> str:
    """The words of a field in one line, decoded; empty where there is none."""
    value = letter.get(name)
    if value is None:
        return ""
    return one_line("".join(_decoded(str(value)[:_LONGEST_FIELD])))


def _decoded(value: str) -> Iterator[str]:
    try:
        parts = decode_header(value.replace("\n", " ").replace("\r", " "))
    except (HeaderParseError, ValueError):
        parts = [(value, None)]
    for words, charset in parts:
        if isinstance(words, str):
            yield _unescaped(words)
        else:
            yield _as_text(words, charset or "")


def _unescaped(words: str) -> str:
    """Bytes above ASCII that stood bare in a field."""
    try:
        return _as_text(words.encode("ascii", "surrogateescape"), "utf-8")
    except UnicodeEncodeError:
        return words


def _as_text(raw: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def sender_of(letter: Letter) -> str:
    """The name of who sent a message, without the address; empty where only an address is given."""
    value = str(letter.get("From") or "")[:_LONGEST_SENDER].replace("\n", " ").replace("\r", " ")
    shown = one_line("".join(_decoded(parseaddr(value)[0]))).strip("\"' ")
    return "" if "@" in shown else shown


def day_of(written: str) -> str:
    """A date as letters have it, in ISO 8601; empty where it is none."""
    try:
        return parsedate_to_datetime(written[:200]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def bytes_of(part: Letter) -> bytes:
    """The bytes of a part without the coding of their transport, as far as that is sound."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def text_of(part: Letter, name: str, *, markup: bool = False) -> tuple[str, str]:
    """The text of a part, and a sentence where its label of the charset is wrong. Raises UnknownFormat and Damaged
    for bytes that are no text."""
    raw = bytes_of(part)
    label = part.get_content_charset("") or ""
    encoding = _codec(label)
    if encoding == "iso8859-1":
        encoding = "cp1252"  # as every mail program reads it
    if encoding and not (encoding in _LATIN and not raw.isascii() and _is_utf8(raw)):
        with contextlib.suppress(ValueError, LookupError):
            return raw.decode(encoding).removeprefix("\ufeff"), ""
    if not raw:
        return "", ""
    found = decode(raw, name, markup=markup)
    lied = bool(label) and _codec(found.encoding) != encoding
    return (
        found.text,
        f"The message says it is {one_line(label)[:40]}; it was read as {found.encoding}." if lied else "",
    )


def _codec(label: str) -> str:
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    return "" if codec.name in _NO_CHARSETS else codec.name


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

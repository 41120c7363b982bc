"""Whether bytes are an e-mail or a page saved as one: by the fields of their head, never by one of them alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

_LOOKED_AT = 131_072
_FIELD = re.compile(rb"([!-9;-~]{1,76}):([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_LENGTH_LINE = re.compile(rb"\d{1,9}[ \t]*\r?\n")
_BOX_LINE = re.compile(rb"From [^\n]{1,200}\d{4}[^\n]{0,20}\n")
_DATE = re.compile(rb"\d{1,2} [A-Z][a-z]{2} \d{2,4} \d{1,2}:\d{2}")
_SAVED_BY = re.compile(rb"saved by|^\s*<?saved", re.IGNORECASE)


def _having(pattern: bytes) -> Callable[[bytes], object]:
    return re.compile(pattern, re.IGNORECASE).search


# What a mail program writes into a field, and nobody who writes an article.
_PROOFS: dict[bytes, Callable[[bytes], object]] = {
    b"received": _having(rb"(?s)\b(?:by|from)\s.*(?:;\s|\bwith\s+\w*(?:smtp|http)|\bid\s)"),
    b"message-id": _having(rb"<[^>\s]+>"),
    b"mime-version": _having(rb"^\s*(?:\(.*\)\s*)?\d\.\d"),
    b"dkim-signature": _having(rb"\bv=1\b"),
    b"return-path": _having(rb"<[^>]*>|@"),
    b"delivered-to": _having(rb"@"),
    b"content-transfer-encoding": _having(rb"^\s*(?:7bit|8bit|binary|base64|quoted-printable)\s*$"),
    b"snapshot-content-location": _having(rb"\S"),
}
_COMMON = frozenset({b"from", b"to", b"subject", b"date", b"content-type"})
_OF_THE_POST = frozenset({b"received", b"message-id", b"delivered-to", b"return-path", b"to", b"dkim-signature", b"cc"})


def mail_kind_of(raw: bytes) -> Literal["mail", "mhtml"] | None:
    """What the bytes are; None for what is neither. A message may stand below the line of a mailbox or, as Apple
    writes it, below one that tells its length."""
    start = raw[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip(b"\n")
    box = _BOX_LINE.match(start) or _LENGTH_LINE.match(start)
    fields = _fields(start[box.end() :] if box else start)
    if not fields or not (_is_proved(fields) or _is_addressed(fields)):
        return None
    return "mhtml" if not box and _is_page(fields) else "mail"


def _fields(start: bytes) -> dict[bytes, bytes]:
    """The fields of a head by their names in small letters, the first of each; none where a line is no field."""
    fields: dict[bytes, bytes] = {}
    at = 0
    while at < len(start) and start[at : at + 1] != b"\n":
        found = _FIELD.match(start, at)
        if not found:
            return fields if len(start) >= _LOOKED_AT // 2 and len(fields) > 8 else {}
        fields.setdefault(found[1].lower(), found[2][:2000])
        at = found.end()
    return fields


def _is_proved(fields: dict[bytes, bytes]) -> bool:
    proved = [name for name, proof in _PROOFS.items() if name in fields and proof(fields[name].strip())]
    return bool(proved) and (bool(_COMMON & fields.keys()) or len(proved) > 1)


def _is_addressed(fields: dict[bytes, bytes]) -> bool:
    """Whether a head without what a mail program adds is one all the same: an address, a date as in letters, a
    subject."""
    sender = b"@" in fields.get(b"from", b"")
    return sender and bool(_DATE.search(fields.get(b"date", b""))) and bool({b"subject", b"to"} & fields.keys())


def _is_page(fields: dict[bytes, bytes]) -> bool:
    """Whether a message is a saved page: a browser says so, or nobody sent it."""
    if b"snapshot-content-location" in fields or _SAVED_BY.search(fields.get(b"from", b"")):
        return True
    content = fields.get(b"content-type", b"").strip().lower()
    related = content.startswith(b"multipart/related") or (
        content.startswith(b"text/html") and b"content-location" in fields
    )
    return related and not _OF_THE_POST & fields.keys()

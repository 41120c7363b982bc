"""What fetching one web page may do, what it gives, and how the two processes that do it speak.

The parent writes one request to the child's standard input: a message. The child answers on its standard output with
messages: {"asking": site} before each request, then either {"error": what} or {"address", "asked", "media", "charset",
"length"}, and the bytes of the page. A message is 4 bytes, big-endian, the length of what follows, and a JSON object.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from parallax.intake.limits import MAX_BYTES
from parallax.worker.address import Address, address_of
from parallax.worker.brief_child import exactly

MAX_MESSAGE = 100_000
"""The longest message, in bytes."""
_LENGTH = struct.Struct(">I")

ENDINGS: dict[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/x-mimearchive": ".mhtml",
    "application/warc": ".warc",
}
"""The kinds of bytes that are taken, and how a file of that kind is named."""
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})
"""What a site says that does not say what its bytes are."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`seconds` for all of it and `connecting` for each connection; the most `redirects`; the most `bytes` of a page,
    unpacked. A host of `known`, pairs of a name and an IP address, is not looked up and may lie nearby; `authority` is
    the certificate, in PEM, of one more authority that is trusted. Both are there for tests, and empty else."""

    seconds: float = 20.0
    connecting: float = 10.0
    redirects: int = 5
    bytes: int = MAX_BYTES
    known: tuple[tuple[str, str], ...] = ()
    authority: str = ""


USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes that a site gave: `address` is where they were found in the end, `asked` the addresses before it;
    `media` the kind of bytes and `charset` the encoding that the site named, or empty."""

    address: Address
    asked: tuple[Address, ...]
    media: str
    charset: str
    raw: bytes

    @property
    def name(self) -> str:
        """The page as a file would be called: what stands last in its address, with the ending of its kind."""
        last = PurePosixPath(self.address.target.partition("?")[0]).name
        ending = ENDINGS.get(self.media, "")
        return last if last and last.lower().endswith(ending) else (last or self.address.host) + ending


def request_of(address: Address, rules: Rules) -> dict[str, Any]:
    """The request for a page."""
    return {"address": address.text, "rules": asdict(rules)}


def asked_for(request: dict[str, Any]) -> tuple[Address, Rules]:
    """What `request_of` was given."""
    rules = request["rules"]
    return address_of(request["address"]), Rules(**{**rules, "known": tuple(map(tuple, rules["known"]))})


def write_message(pipe: IO[bytes], plain: dict[str, Any]) -> None:
    """Write one message. Raises OSError."""
    packed = json.dumps(plain).encode()
    pipe.write(_LENGTH.pack(len(packed)) + packed)
    pipe.flush()


def read_message(pipe: IO[bytes]) -> dict[str, Any]:
    """The next message. Raises ValueError for what is none, as at the end."""
    (size,) = _LENGTH.unpack(exactly(pipe, _LENGTH.size))
    if size > MAX_MESSAGE:
        raise ValueError(f"a message of {size} bytes")
    plain = json.loads(exactly(pipe, size))
    if not isinstance(plain, dict):
        raise ValueError("a message is an object")
    return plain

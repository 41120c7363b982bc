"""How processes talk: one JSON object after another, each behind its length in four bytes; a `raw` value comes as bytes
behind the object, which has its length. Plain data, never pickles.

The analyst is asked  {"type": "compare", "job": n, "articles": [...], "corrections": [...], "relation": null}
and answers           {"type": "ready"}, once, when it is warm
                      {"type": "begun", "job", "done", "total", "what", "article"}
                      {"type": "read", "job", "article", "language", "sentences": [[start, end, paragraph]],
                       "attributions": [...]}
                      {"type": "compared", "job", "raw": the comparison, as `export.lines` writes it}
                      {"type": "failed", "job", "error", "message", "article"}
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Message = dict[str, Any]

_LENGTH = struct.Struct(">I")
LARGEST = 512 * 1024 * 1024
"""Bytes in one message; more is a broken pipe or an attack."""


class BrokenMessage(Exception):
    """What came through the pipe is not a message."""


def write_message(stream: BinaryIO, message: Message) -> None:
    """Send one message, whose `raw`, if it has one, is bytes. Raises OSError when the other side is gone."""
    raw = message.get("raw", b"")
    told = {**message, "raw": len(raw)} if "raw" in message else message
    body = json.dumps(told, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(body)) + body + raw)
    stream.flush()


def read_message(stream: BinaryIO) -> Message | None:
    """The next message, or None at the end of the stream. Raises BrokenMessage."""
    head = _up_to(stream, _LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenMessage("a message was cut off")
    body = _whole(stream, *_LENGTH.unpack(head))
    try:
        message = json.loads(body)
    except ValueError as error:
        raise BrokenMessage(f"a message is not JSON: {error}") from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise BrokenMessage("a message has no type")
    if "raw" in message:
        length = message["raw"]
        if type(length) is not int or length < 0:
            raise BrokenMessage(f"bytes of the length {length!r} were announced")
        message["raw"] = _whole(stream, length)
    return message


def _whole(stream: BinaryIO, length: int) -> bytes:
    if length > LARGEST:
        raise BrokenMessage(f"a message of {length} bytes was announced")
    data = _up_to(stream, length)
    if len(data) < length:
        raise BrokenMessage("a message was cut off")
    return data


def _up_to(stream: BinaryIO, count: int) -> bytes:
    """`count` bytes, or fewer where the stream ends before them."""
    parts = []
    while count:
        part = stream.read(count)
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)

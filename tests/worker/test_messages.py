"""Messages between processes are plain, whole or refused."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallax.worker.messages import LARGEST, BrokenMessage, read_message, write_message

PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.text(alphabet=["\ud800", "😀", "\u202e", "\n"])),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=10,
)


@given(values=st.lists(PLAIN, max_size=4))
def test_what_is_written_is_read_in_order(values: list[object]) -> None:
    stream = io.BytesIO()
    for value in values:
        write_message(stream, {"type": "x", "value": value})
    stream.seek(0)
    for value in values:
        assert read_message(stream) == {"type": "x", "value": value}
    assert read_message(stream) is None


@given(raw=st.binary(max_size=40), after=PLAIN)
def test_raw_bytes_come_behind_their_message_and_before_the_next(raw: bytes, after: object) -> None:
    stream = io.BytesIO()
    write_message(stream, {"type": "x", "raw": raw})
    write_message(stream, {"type": "y", "value": after})
    stream.seek(0)
    assert read_message(stream) == {"type": "x", "raw": raw}
    assert read_message(stream) == {"type": "y", "value": after}


@pytest.mark.parametrize("length", ["-1", "true", '"3"', "4", str(LARGEST + 1)])
def test_raw_bytes_that_are_not_there_are_refused(length: str) -> None:
    body = f'{{"type":"x","raw":{length}}}'.encode()
    with pytest.raises(BrokenMessage):
        read_message(io.BytesIO(struct.pack(">I", len(body)) + body + b"abc"))


@pytest.mark.parametrize(
    "raw",
    [
        struct.pack(">I", LARGEST + 1),
        struct.pack(">I", 10)[:3],
        struct.pack(">I", 10) + b"{}",
        struct.pack(">I", 2) + b"{{",
        struct.pack(">I", 2) + b"[]",
        struct.pack(">I", 2) + b"{}",
    ],
)
def test_what_is_no_message_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenMessage):
        read_message(io.BytesIO(raw))

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

"""A plain comparison in lines of JSON is the same when it is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallax.export.lines import from_lines, to_lines

VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(), st.text(alphabet=["\ud800", "😀", "\u2028", "\r", "\n"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)),
    max_leaves=10,
)


@given(plain=st.dictionaries(st.text(max_size=5), VALUES, max_size=6))
def test_what_is_written_is_read(plain: dict[str, object]) -> None:
    assert from_lines(to_lines(plain)) == plain


def test_a_long_list_is_in_lines_that_are_short() -> None:
    plain = {"format": "x", "items": [{"number": k, "text": "ü" * 100} for k in range(2000)], "none": []}
    data = to_lines(plain)
    assert max(map(len, data.splitlines())) < 25_000
    assert from_lines(data) == plain


def test_an_object_on_one_line_is_read_too() -> None:
    assert from_lines(json.dumps({"a": [1, 2], "b": {}}).encode()) == {"a": [1, 2], "b": {}}


@pytest.mark.parametrize("data", [b"[1]", b"{", b"{}\n3"])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_lines(data)

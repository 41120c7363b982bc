"""Files into bytes, up to the size that is read."""

from __future__ import annotations

import os
from pathlib import Path

from parallax.errors import EmptyArticle, TooLarge
from parallax.intake.limits import MAX_BYTES
from parallax.regular_files import not_readable, open_file, shown

_CHUNK = 1 << 20


def read_file_bytes(path: str | Path) -> bytes:
    """All bytes of a regular file.

    Raises NotFound and NotReadable as `open_file` does, EmptyArticle for a file of no bytes, and TooLarge past
    `MAX_BYTES`, also when the file grows meanwhile.
    """
    source = os.fspath(path)
    with open_file(source) as file:
        try:
            raw = _read(source, file.fileno())
        except OSError as error:
            raise not_readable(source, error) from error
    if not raw:
        raise EmptyArticle(shown(source), "the file is empty; choose one that holds an article.")
    return raw


def _read(source: str, handle: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    while part := os.read(handle, _CHUNK):
        total += len(part)
        if total > MAX_BYTES:
            raise TooLarge(
                shown(source), f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it, or paste the article."
            )
        parts.append(part)
    return b"".join(parts)

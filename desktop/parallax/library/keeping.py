"""Kept analyses: a cache inside the library. It is never undone and may be emptied at any time."""

from __future__ import annotations

import sqlite3
import zlib

_MOST_BYTES = 200_000_000
"""Compressed bytes kept in all; past it those used longest ago go."""


def keep(connection: sqlite3.Connection, key: str, tool: str, blob: bytes, time: str, story: str = "") -> None:
    """Keep a blob under a key, in place of an earlier one of any tool version; it goes with `story` when that is
    deleted. Part of the caller's transaction."""
    packed = zlib.compress(blob, 1)
    connection.execute(
        "INSERT OR REPLACE INTO kept (key, tool, blob, size, used, story) VALUES (?, ?, ?, ?, ?, ?)",
        (key, tool, packed, len(packed), time, story),
    )
    total: int = connection.execute("SELECT sum(size) FROM kept").fetchone()[0]
    if total <= _MOST_BYTES:
        return
    for old, size in connection.execute("SELECT key, size FROM kept WHERE key <> ? ORDER BY used", (key,)).fetchall():
        connection.execute("DELETE FROM kept WHERE key = ?", (old,))
        total -= size
        if total <= _MOST_BYTES:
            return


def packed(connection: sqlite3.Connection, key: str, tool: str) -> bytes | None:
    """The blob kept under this key by this tool version, as it is packed, or None."""
    row = connection.execute("SELECT blob FROM kept WHERE key = ? AND tool = ?", (key, tool)).fetchone()
    return bytes(row[0]) if row is not None else None


def unpacked(blob: bytes) -> bytes | None:
    """The blob of what is kept; None where it is damaged, to be made anew."""
    try:
        return zlib.decompress(blob)
    except zlib.error:
        return None

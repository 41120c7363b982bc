"""Emptying the bin: what is deleted here is gone, from the file too."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from parallax.library.schema import WORDS

_OF_STORY = ("mark", "correction", "position", "undo", "kept")


def delete_binned(connection: sqlite3.Connection, chosen: Sequence[str] | None) -> int:
    """Delete the stories of the bin, or the chosen ones of them, with everything that is theirs alone; how many. Part
    of the caller's transaction. Raw bytes that another story's article has, or its undo log may bring back, stay."""
    binned = [story for (story,) in connection.execute("SELECT id FROM story WHERE binned <> ''")]
    gone = [story for story in binned if chosen is None or story in set(chosen)]
    named = [(story,) for story in gone]
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for story in gone:
        _forget_steps(connection, story)
    for table in _OF_STORY:
        connection.executemany(f"DELETE FROM {table} WHERE story = ?", named)
    connection.executemany("DELETE FROM revision WHERE article IN (SELECT id FROM article WHERE story = ?)", named)
    connection.executemany("DELETE FROM article WHERE story = ?", named)
    connection.executemany("DELETE FROM story WHERE id = ?", named)
    if gone:
        connection.execute("DELETE FROM kept WHERE story = ''")  # nobody can tell whose they are; all can be made again
    _delete_raw(connection)
    for index in WORDS:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    return len(gone)


def rewrite(connection: sqlite3.Connection) -> None:
    """Write the file anew, without the free pages, and the unused parts of others, in which deleted words still lie."""
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _forget_steps(connection: sqlite3.Connection, story: str) -> None:
    """Another story's step that speaks of this one (a merge) can no longer be undone, nor what lies behind it."""
    found = connection.execute(
        "SELECT number, story, undone FROM undo WHERE story <> ? AND instr(rows, ?)", (story, story)
    ).fetchall()
    for number, other, undone in found:
        behind = "number >= ?" if undone else "number <= ?"
        connection.execute(f"DELETE FROM undo WHERE story = ? AND undone = ? AND {behind}", (other, undone, number))


def _delete_raw(connection: sqlite3.Connection) -> None:
    unused = connection.execute(
        "SELECT sha256 FROM raw r WHERE NOT EXISTS (SELECT 1 FROM article a WHERE a.raw_sha256 = r.sha256)"
    ).fetchall()
    connection.executemany(
        "DELETE FROM raw WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM undo WHERE instr(rows, raw.sha256))", unused
    )

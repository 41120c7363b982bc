"""The undo log: per story, kept in the file, and careful of other windows.

Every change, undo and redo takes the next number of one counter, its event. A window may undo what it did itself and
what was there when it opened the library, but not what another window did since.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from parallax.errors import UndoRefused
from parallax.library.changes import Applied
from parallax.library.writing import LoggedRow, replay, rows_from_json, rows_to_json

Direction = Literal["undo", "redo"]


@dataclass(frozen=True, slots=True)
class Window:
    """Who writes: the random id of an open library, its file, and the last event when it was opened."""

    writer: str
    source: str
    opened_at: int


def last_event(connection: sqlite3.Connection) -> int:
    """The number of the last change, undo or redo."""
    event: int = connection.execute("SELECT changes FROM state").fetchone()[0]
    return event


def next_event(connection: sqlite3.Connection, story: str, time: str) -> int:
    """Count one event, for the library and for the story."""
    connection.execute("UPDATE state SET changes = changes + 1")
    connection.execute("UPDATE story SET changes = changes + 1, changed = ? WHERE id = ?", (time, story))
    return last_event(connection)


def log(
    connection: sqlite3.Connection, window: Window, story: str, what: str, rows: list[LoggedRow], time: str
) -> None:
    """Add a change to the log of its story; what was undone before can no longer be redone."""
    event = next_event(connection, story, time)
    connection.execute("DELETE FROM undo WHERE story = ? AND undone = 1", (story,))
    connection.execute(
        "INSERT INTO undo (story, what, rows, undone, writer, event, time) VALUES (?, ?, ?, 0, ?, ?, ?)",
        (story, what, rows_to_json(rows), window.writer, event, time),
    )


def next_step(connection: sqlite3.Connection, window: Window, story: str, direction: Direction) -> str:
    """What undo or redo would undo or redo, in words; empty where there is nothing or it would be refused."""
    found = _entry(connection, story, direction)
    return found[1] if found and _may(window, found) else ""


def step(connection: sqlite3.Connection, window: Window, story: str, direction: Direction, time: str) -> Applied:
    """Undo or redo one change of a story. Raises UndoRefused."""
    found = _entry(connection, story, direction)
    if found is None:
        raise UndoRefused(window.source, f"there is nothing to {direction} in this story")
    number, what, rows, _, _ = found
    if not _may(window, found):
        raise UndoRefused(
            window.source, f"another window changed this story later ({what}), so there was no {direction} here"
        )
    replayed = rows_from_json(rows)
    if direction == "undo":
        replayed = [row.turned() for row in reversed(replayed)]
    replay(connection, replayed)
    event = next_event(connection, story, time)
    connection.execute(
        "UPDATE undo SET undone = ?, writer = ?, event = ? WHERE number = ?",
        (int(direction == "undo"), window.writer, event, number),
    )
    return applied(f"{direction}: {what}", story, replayed)


def applied(what: str, story: str, rows: list[LoggedRow]) -> Applied:
    """What writing these rows of a story changed."""
    marks, corrections = _ids(rows, "mark"), _ids(rows, "correction")
    laid = [row.key[0] for row in rows if row.table in {"mark", "correction"} and row.after and row.after.get("aside")]
    return Applied(
        what=what,
        stories=(story,) if rows else (),
        articles=tuple(dict.fromkeys((*_ids(rows, "article"), *_ids(rows, "revision")))),
        marks=marks,
        corrections=corrections,
        tray=tuple(dict.fromkeys(laid)),
    )


def _ids(rows: list[LoggedRow], table: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.key[0] for row in rows if row.table == table))


_Entry = tuple[int, str, str, str, int]


def _entry(connection: sqlite3.Connection, story: str, direction: Direction) -> _Entry | None:
    order = "undone = 0 ORDER BY number DESC" if direction == "undo" else "undone = 1 ORDER BY number"
    entry: _Entry | None = connection.execute(
        f"SELECT number, what, rows, writer, event FROM undo WHERE story = ? AND {order} LIMIT 1", (story,)
    ).fetchone()
    return entry


def _may(window: Window, entry: _Entry) -> bool:
    return entry[3] == window.writer or entry[4] <= window.opened_at

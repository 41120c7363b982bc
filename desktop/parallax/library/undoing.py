"""The undo log: per story, kept in the file, and careful of other windows.

Every change, undo and redo takes the next number of one counter, its event. A window may undo what it did itself and
what was there when it opened the library, but not what another window did since. A step that concerns several stories
is not taken over what was done to one of the others after it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from parallax.errors import UndoRefused
from parallax.library.carrying import carry_again
from parallax.library.changes import Applied
from parallax.library.storing import Column, text_of
from parallax.library.writing import LoggedRow, Writing, replay, rows_from_json, rows_to_json

Direction = Literal["undo", "redo"]
_ONE_STEP = timedelta(minutes=1)
"""How long a window may go on writing into one note until the next undo step begins."""


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


def next_event(connection: sqlite3.Connection, stories: Iterable[str], time: str) -> int:
    """Count one event, for the library and for each of the stories."""
    connection.execute("UPDATE state SET changes = changes + 1")
    for story in stories:
        connection.execute("UPDATE story SET changes = changes + 1, changed = ? WHERE id = ?", (time, story))
    return last_event(connection)


def log(
    connection: sqlite3.Connection, window: Window, story: str, what: str, rows: list[LoggedRow], time: str
) -> None:
    """Add a change to the log of a story; what was undone before can no longer be redone."""
    event = next_event(connection, concerned(story, rows), time)
    connection.execute("DELETE FROM undo WHERE story = ? AND undone = 1", (story,))
    connection.execute(
        "INSERT INTO undo (story, what, rows, undone, writer, event, time) VALUES (?, ?, ?, 0, ?, ?, ?)",
        (story, what, rows_to_json(rows), window.writer, event, time),
    )


def log_into_last(
    connection: sqlite3.Connection, window: Window, story: str, what: str, rows: list[LoggedRow], time: str
) -> bool:
    """Where the last change of the story was of the same kind and made to the same one row, by the same window and
    within the last minute, make one step of both. False, and nothing written, where it was not."""
    last = connection.execute(
        "SELECT number, what, rows, writer, time, undone FROM undo WHERE story = ? ORDER BY number DESC LIMIT 1",
        (story,),
    ).fetchone()
    if len(rows) != 1 or last is None or (last[1], last[3], last[5]) != (what, window.writer, 0):
        return False
    since = datetime.fromisoformat(time) - datetime.fromisoformat(last[4])
    earlier, later = rows_from_json(last[2]), rows[0]
    if len(earlier) != 1 or (earlier[0].table, earlier[0].key) != (later.table, later.key):
        return False
    first = earlier[0]
    if later.before is None or first.after is None or later.after is None or not timedelta(0) <= since <= _ONE_STEP:
        return False
    before = None if first.before is None else {**later.before, **first.before}
    both = LoggedRow(later.table, later.key, before, {**first.after, **later.after})
    event = next_event(connection, (story,), time)
    connection.execute("UPDATE undo SET rows = ?, event = ? WHERE number = ?", (rows_to_json([both]), event, last[0]))
    return True


def concerned(story: str, rows: list[LoggedRow]) -> tuple[str, ...]:
    """The stories that these rows of a change to `story` belong to, that one first."""
    others: list[Column] = []
    for row in rows:
        if row.table == "story":
            others.append(row.key[0])
        others.extend(side["story"] for side in (row.before, row.after) if side and "story" in side)
    return tuple(dict.fromkeys((story, *map(str, others))))


def next_step(connection: sqlite3.Connection, window: Window, story: str, direction: Direction) -> str:
    """What undo or redo would undo or redo, in words; empty where there is nothing or it would be refused."""
    found = _entry(connection, story, direction)
    return found[1] if found and _may(window, found) and _changed_since(connection, story, found) is None else ""


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
    other = _changed_since(connection, story, found)
    if other is not None:
        title = f"“{other}”" if other.strip() else "a story without a title"
        raise UndoRefused(
            window.source,
            f"{title} was changed after this ({what}), so there was no {direction}; undo that there first",
        )
    replayed = rows_from_json(rows)
    if direction == "undo":
        replayed = [row.turned() for row in reversed(replayed)]
    replay(connection, replayed)
    writing = Writing(connection)
    for article in dict.fromkeys(row.key[0] for row in replayed if row.table == "article" and _turns_text(row)):
        carry_again(writing, story, article)
    event = next_event(connection, concerned(story, replayed), time)
    connection.execute(
        "UPDATE undo SET undone = ?, writer = ?, event = ? WHERE number = ?",
        (int(direction == "undo"), window.writer, event, number),
    )
    return applied(f"{direction}: {what}", concerned(story, replayed), [*replayed, *writing.quiet])


def _turns_text(row: LoggedRow) -> bool:
    return row.after is not None and "revision" in row.after


def applied(what: str, stories: tuple[str, ...], rows: list[LoggedRow]) -> Applied:
    """What writing these rows of these stories changed."""
    marks, corrections = _ids(rows, "mark"), _ids(rows, "correction")
    laid = [row.key[0] for row in rows if row.table in {"mark", "correction"} and row.after and row.after.get("aside")]
    return Applied(
        what=what,
        stories=stories if rows else (),
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


def _changed_since(connection: sqlite3.Connection, story: str, entry: _Entry) -> str | None:
    """The title of another story that this step of `story` concerns and that is not as the step left it, or None.

    A step there that is younger than this one and stands undone left no trace; an older one that was undone, done
    again or written on since may have.
    """
    number, _, rows, _, event = entry
    if '["story", ["' not in rows:  # most steps: not to be read for the menu each time
        return None
    for other in concerned(story, rows_from_json(rows))[1:]:
        later = connection.execute(
            "SELECT story, rows FROM undo WHERE story <> ? AND event > ? AND (number < ? OR undone = 0)"
            " AND (story = ? OR instr(rows, ?))",
            (story, event, number, other, json.dumps(other)),
        )
        if any(other in concerned(place, rows_from_json(changed)) for place, changed in later):
            found = connection.execute("SELECT title FROM story WHERE id = ?", (other,)).fetchone()
            return text_of(found[0]) if found else ""
    return None

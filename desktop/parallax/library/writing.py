"""Writing rows so that each write can be undone: what a row was before and after goes to the undo log."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from parallax.library.storing import Column, Row

KEYS: dict[str, tuple[str, ...]] = {
    "story": ("id",),
    "article": ("id",),
    "revision": ("article", "text_sha256"),
    "mark": ("id",),
    "correction": ("id",),
}
"""The tables whose rows are logged, and the columns that name a row."""


@dataclass(frozen=True, slots=True)
class LoggedRow:
    """One row of `table`, named by `key`: the columns concerned `before` and `after`, None where there was no row."""

    table: str
    key: tuple[str, ...]
    before: Row | None
    after: Row | None

    def turned(self) -> LoggedRow:
        """The same row the other way."""
        return LoggedRow(self.table, self.key, self.after, self.before)


@dataclass(slots=True)
class Writing:
    """The writes of one transaction, in order: `rows` go to the undo log, `quiet` ones do not. The caller begins and
    commits it."""

    connection: sqlite3.Connection
    rows: list[LoggedRow] = field(default_factory=list)
    quiet: list[LoggedRow] = field(default_factory=list)

    def insert(self, table: str, row: Row, *, undone: Row | None = None, quietly: bool = False) -> None:
        """Insert a row. With `undone` undoing does not delete it but sets these columns: nothing is ever lost."""
        _insert(self.connection, table, row)
        key = tuple(str(row[name]) for name in KEYS[table])
        after = {name: row[name] for name in undone} if undone else row
        (self.quiet if quietly else self.rows).append(LoggedRow(table, key, undone, after))

    def update(self, table: str, key: tuple[str, ...], row: Row, *, quietly: bool = False) -> None:
        """Set columns of one row; those that are so already are not written."""
        before = self._row(table, key)
        after = {name: value for name, value in row.items() if before[name] != value}
        if after:
            _update(self.connection, table, key, after)
            logged = LoggedRow(table, key, {name: before[name] for name in after}, after)
            (self.quiet if quietly else self.rows).append(logged)

    def delete(self, table: str, key: tuple[str, ...]) -> None:
        """Delete one row."""
        before = self._row(table, key)
        _delete(self.connection, table, key)
        self.rows.append(LoggedRow(table, key, before, None))

    def _row(self, table: str, key: tuple[str, ...]) -> Row:
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE {_named(table)}", key)
        row: Row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        row.pop("number", None)  # another row may have it when this one comes back
        return row


def replay(connection: sqlite3.Connection, rows: list[LoggedRow]) -> None:
    """Write the `after` of each row, in order."""
    for row in rows:
        if row.after is None:
            _delete(connection, row.table, row.key)
        elif row.before is None:
            _insert(connection, row.table, row.after)
        else:
            _update(connection, row.table, row.key, row.after)


def rows_to_json(rows: list[LoggedRow]) -> str:
    """Logged rows as JSON text; bytes stand as {"base64": …}."""
    return json.dumps([[row.table, row.key, row.before, row.after] for row in rows], default=_plain_bytes)


def rows_from_json(text: str) -> list[LoggedRow]:
    """The rows that `rows_to_json` was given."""
    found = json.loads(text, object_hook=_bytes_again)
    return [LoggedRow(table, tuple(key), before, after) for table, key, before, after in found]


def logged_names(connection: sqlite3.Connection, tables: Sequence[str]) -> set[str]:
    """The ids of all rows of these tables that the undo log may write: a deleted one may come back."""
    one = re.compile(rf'\["(?:{"|".join(tables)})", \[("(?:[^"\\]|\\.)*")\]')
    found = {name for (rows,) in connection.execute("SELECT rows FROM undo") for name in one.findall(rows)}
    return set(map(json.loads, found))


def _plain_bytes(value: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(value).decode("ascii")}


def _bytes_again(plain: dict[str, Any]) -> Any:
    return base64.b64decode(plain["base64"]) if set(plain) == {"base64"} else plain


def _named(table: str) -> str:
    return " AND ".join(f"{name} = ?" for name in KEYS[table])


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> None:
    columns, places = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", tuple(row.values()))


def _update(connection: sqlite3.Connection, table: str, key: tuple[str, ...], row: Row) -> None:
    values: tuple[Column, ...] = (*row.values(), *key)
    sets = ", ".join(f"{name} = ?" for name in row)
    connection.execute(f"UPDATE {table} SET {sets} WHERE {_named(table)}", values)


def _delete(connection: sqlite3.Connection, table: str, key: tuple[str, ...]) -> None:
    connection.execute(f"DELETE FROM {table} WHERE {_named(table)}", key)

"""The tables of the library, as a numbered list of steps from one version of the schema to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

APPLICATION_ID = 0x506C7831
"""Bytes 68 to 71 of every library file: "Plx1"."""

SMALL_TABLES = ("story", "article", "position", "mark", "correction", "undo", "state")
"""What the reader did. Texts, raw bytes and kept analyses lie in the other tables, which grow far larger."""

_FIRST = """
CREATE TABLE state(only INTEGER PRIMARY KEY CHECK (only = 1), changes INTEGER NOT NULL);
INSERT INTO state VALUES (1, 0);
CREATE TABLE story(
    id TEXT PRIMARY KEY, title TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
    changes INTEGER NOT NULL, binned TEXT NOT NULL
);
CREATE TABLE raw(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE article(
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), place INTEGER NOT NULL,
    outlet TEXT NOT NULL, author TEXT NOT NULL, published TEXT NOT NULL, location TEXT NOT NULL,
    retrieved TEXT NOT NULL, role TEXT NOT NULL, raw_sha256 TEXT REFERENCES raw(sha256), file_name TEXT NOT NULL,
    title TEXT NOT NULL, revision TEXT NOT NULL, removed TEXT NOT NULL,
    FOREIGN KEY (id, revision) REFERENCES revision(article, text_sha256) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX article_of_story ON article(story, place);
CREATE TABLE revision(
    article TEXT NOT NULL REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED, text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL, paragraphs TEXT NOT NULL, cleaning TEXT NOT NULL, made TEXT NOT NULL,
    PRIMARY KEY (article, text_sha256)
);
CREATE TABLE position(story TEXT PRIMARY KEY REFERENCES story(id), value TEXT NOT NULL);
CREATE TABLE mark(
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), kind TEXT NOT NULL, difference TEXT NOT NULL,
    readings TEXT NOT NULL, note TEXT NOT NULL, time TEXT NOT NULL, aside TEXT NOT NULL
);
CREATE INDEX mark_of_story ON mark(story, time);
CREATE TABLE correction(
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), kind TEXT NOT NULL,
    readings TEXT NOT NULL, value TEXT NOT NULL, time TEXT NOT NULL, aside TEXT NOT NULL
);
CREATE INDEX correction_of_story ON correction(story, time);
CREATE TABLE undo(
    number INTEGER PRIMARY KEY AUTOINCREMENT, story TEXT NOT NULL REFERENCES story(id), what TEXT NOT NULL,
    rows TEXT NOT NULL, undone INTEGER NOT NULL, writer TEXT NOT NULL, event INTEGER NOT NULL, time TEXT NOT NULL
);
CREATE INDEX undo_of_story ON undo(story, undone, number);
CREATE TABLE kept(
    key TEXT PRIMARY KEY, tool TEXT NOT NULL, blob BLOB NOT NULL, size INTEGER NOT NULL, used TEXT NOT NULL
);
CREATE INDEX kept_by_use ON kept(used, size);
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """A step to schema `version` from the one before; it runs inside a transaction and must not commit."""

    version: int
    step: Callable[[sqlite3.Connection], None]


def run(script: str) -> Callable[[sqlite3.Connection], None]:
    """A step that executes statements which are separated by semicolons (`executescript` would commit)."""

    def step(connection: sqlite3.Connection) -> None:
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(statement)

    return step


MIGRATIONS: tuple[Migration, ...] = (Migration(1, run(_FIRST)),)

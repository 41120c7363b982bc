"""The tables of the library, as a numbered list of steps from one version of the schema to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

APPLICATION_ID = 0x506C7831
"""Bytes 68 to 71 of every library file: "Plx1"."""

_FIRST = (
    "CREATE TABLE state(only INTEGER PRIMARY KEY CHECK (only = 1), changes INTEGER NOT NULL)",
    "INSERT INTO state VALUES (1, 0)",
    """CREATE TABLE story(
    id TEXT PRIMARY KEY, title TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
    changes INTEGER NOT NULL, binned TEXT NOT NULL
)""",
    "CREATE TABLE raw(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
    """CREATE TABLE article(
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), place INTEGER NOT NULL,
    outlet TEXT NOT NULL, author TEXT NOT NULL, published TEXT NOT NULL, location TEXT NOT NULL,
    retrieved TEXT NOT NULL, role TEXT NOT NULL, raw_sha256 TEXT REFERENCES raw(sha256), file_name TEXT NOT NULL,
    title TEXT NOT NULL, revision TEXT NOT NULL, removed TEXT NOT NULL,
    FOREIGN KEY (id, revision) REFERENCES revision(article, text_sha256) DEFERRABLE INITIALLY DEFERRED
)""",
    "CREATE INDEX article_of_story ON article(story, place)",
    """CREATE TABLE revision(
    article TEXT NOT NULL REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED, text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL, paragraphs TEXT NOT NULL, cleaning TEXT NOT NULL, made TEXT NOT NULL,
    PRIMARY KEY (article, text_sha256)
)""",
    "CREATE TABLE position(story TEXT PRIMARY KEY REFERENCES story(id), value TEXT NOT NULL)",
    """CREATE TABLE mark(
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), kind TEXT NOT NULL, difference TEXT NOT NULL,
    readings TEXT NOT NULL, note TEXT NOT NULL, time TEXT NOT NULL, aside TEXT NOT NULL
)""",
    "CREATE INDEX mark_of_story ON mark(story, time)",
    """CREATE TABLE correction(
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), kind TEXT NOT NULL,
    readings TEXT NOT NULL, value TEXT NOT NULL, time TEXT NOT NULL, aside TEXT NOT NULL
)""",
    "CREATE INDEX correction_of_story ON correction(story, time)",
    """CREATE TABLE undo(
    number INTEGER PRIMARY KEY AUTOINCREMENT, story TEXT NOT NULL REFERENCES story(id), what TEXT NOT NULL,
    rows TEXT NOT NULL, undone INTEGER NOT NULL, writer TEXT NOT NULL, event INTEGER NOT NULL, time TEXT NOT NULL
)""",
    "CREATE INDEX undo_of_story ON undo(story, undone, number)",
    """CREATE TABLE kept(
    key TEXT PRIMARY KEY, tool TEXT NOT NULL, blob BLOB NOT NULL, size INTEGER NOT NULL, used TEXT NOT NULL
)""",
    "CREATE INDEX kept_by_use ON kept(used, size)",
)

_TOKENS = "unicode61 remove_diacritics 2"


@dataclass(frozen=True, slots=True)
class _Words:
    """A full-text index of `columns` of `content`: `table`, or a view of those rows of it that `only` lets through. It
    holds no text of its own."""

    index: str
    content: str
    columns: tuple[str, ...]
    table: str
    only: str = ""

    def made(self) -> tuple[str, ...]:
        """Statements that make the index, keep it in step with its table, and fill it."""
        names = ", ".join(self.columns)
        new, old = (", ".join(f"{row}.{name}" for name in self.columns) for row in ("new", "old"))
        come = f"INSERT INTO {self.index} (rowid, {names}) VALUES (new.number, {new});"
        go = f"INSERT INTO {self.index} ({self.index}, rowid, {names}) VALUES ('delete', old.number, {old});"
        in_new, in_old = (f"WHEN {row}.{self.only} " if self.only else "" for row in ("new", "old"))
        return (
            f"CREATE VIRTUAL TABLE {self.index} USING fts5({names}, content='{self.content}', content_rowid='number',"
            f" tokenize='{_TOKENS}')",
            f"CREATE TRIGGER {self.index}_come AFTER INSERT ON {self.table} {in_new}BEGIN {come} END",
            f"CREATE TRIGGER {self.index}_go AFTER DELETE ON {self.table} {in_old}BEGIN {go} END",
            f"CREATE TRIGGER {self.index}_turn AFTER UPDATE OF {names} ON {self.table} {in_new}BEGIN {go} {come} END",
            f"INSERT INTO {self.index} ({self.index}) VALUES ('rebuild')",
        )


_WORDS = (
    _Words("story_words", "story", ("title", "tags"), "story"),
    _Words("article_words", "article", ("outlet", "author"), "article"),
    _Words("text_words", "revision", ("text",), "revision"),
    _Words("note_words", "note", ("note",), "mark", only="kind = 'note'"),
)
WORDS = tuple(words.index for words in _WORDS)
"""The indexes of words: titles and tags, outlets and authors, all revisions of the texts, notes."""

_SECOND = (
    # Numbers of their own, so that the indexes of words below still point at the same rows after VACUUM.
    """CREATE TABLE story_2(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, created TEXT NOT NULL,
    changed TEXT NOT NULL, changes INTEGER NOT NULL, binned TEXT NOT NULL,
    tags TEXT NOT NULL DEFAULT '[]', origin TEXT NOT NULL DEFAULT ''
)""",
    """INSERT INTO story_2 (number, id, title, created, changed, changes, binned)
SELECT rowid, id, title, created, changed, changes, binned FROM story""",
    "DROP TABLE story",
    "ALTER TABLE story_2 RENAME TO story",
    """CREATE TABLE article_2(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, story TEXT NOT NULL REFERENCES story(id),
    place INTEGER NOT NULL, outlet TEXT NOT NULL, author TEXT NOT NULL, published TEXT NOT NULL,
    location TEXT NOT NULL, retrieved TEXT NOT NULL, role TEXT NOT NULL, raw_sha256 TEXT REFERENCES raw(sha256),
    file_name TEXT NOT NULL, title TEXT NOT NULL, revision TEXT NOT NULL, removed TEXT NOT NULL,
    origin TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (id, revision) REFERENCES revision(article, text_sha256) DEFERRABLE INITIALLY DEFERRED
)""",
    """INSERT INTO article_2 (number, id, story, place, outlet, author, published, location, retrieved, role,
    raw_sha256, file_name, title, revision, removed)
SELECT rowid, id, story, place, outlet, author, published, location, retrieved, role,
    raw_sha256, file_name, title, revision, removed FROM article""",
    "DROP TABLE article",
    "ALTER TABLE article_2 RENAME TO article",
    "CREATE INDEX article_of_story ON article(story, place)",
    "CREATE INDEX article_of_raw ON article(raw_sha256) WHERE raw_sha256 IS NOT NULL",
    """CREATE TABLE revision_2(
    number INTEGER PRIMARY KEY, article TEXT NOT NULL REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
    text_sha256 TEXT NOT NULL, text TEXT NOT NULL, paragraphs TEXT NOT NULL, cleaning TEXT NOT NULL,
    made TEXT NOT NULL, UNIQUE (article, text_sha256)
)""",
    """INSERT INTO revision_2 (number, article, text_sha256, text, paragraphs, cleaning, made)
SELECT rowid, article, text_sha256, text, paragraphs, cleaning, made FROM revision""",
    "DROP TABLE revision",
    "ALTER TABLE revision_2 RENAME TO revision",
    """CREATE TABLE mark_2(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, story TEXT NOT NULL REFERENCES story(id),
    kind TEXT NOT NULL, difference TEXT NOT NULL, readings TEXT NOT NULL, note TEXT NOT NULL,
    time TEXT NOT NULL, aside TEXT NOT NULL
)""",
    """INSERT INTO mark_2 (number, id, story, kind, difference, readings, note, time, aside)
SELECT rowid, id, story, kind, difference, readings, note, time, aside FROM mark""",
    "DROP TABLE mark",
    "ALTER TABLE mark_2 RENAME TO mark",
    "CREATE INDEX mark_of_story ON mark(story, kind, difference)",
    """CREATE TABLE undo_2(
    number INTEGER PRIMARY KEY, story TEXT NOT NULL REFERENCES story(id), what TEXT NOT NULL, rows TEXT NOT NULL,
    undone INTEGER NOT NULL, writer TEXT NOT NULL, event INTEGER NOT NULL, time TEXT NOT NULL
)""",
    """INSERT INTO undo_2 (number, story, what, rows, undone, writer, event, time)
SELECT number, story, what, rows, undone, writer, event, time FROM undo""",
    "DROP TABLE undo",
    "ALTER TABLE undo_2 RENAME TO undo",
    "CREATE INDEX undo_of_story ON undo(story, undone, number)",
    "ALTER TABLE kept ADD COLUMN story TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX kept_of_story ON kept(story)",
    "CREATE TABLE held(id TEXT PRIMARY KEY, text TEXT NOT NULL, html TEXT NOT NULL, time TEXT NOT NULL)",
    "CREATE VIEW note AS SELECT number, note FROM mark WHERE kind = 'note'",
    *(statement for words in _WORDS for statement in words.made()),
)


@dataclass(frozen=True, slots=True)
class Migration:
    """A step to schema `version` from the one before; it runs inside a transaction and must not commit."""

    version: int
    step: Callable[[sqlite3.Connection], None]


def run(statements: Sequence[str]) -> Callable[[sqlite3.Connection], None]:
    """A step that executes statements one by one (`executescript` would commit)."""

    def step(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return step


_THIRD = (
    "ALTER TABLE article ADD COLUMN sources TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE held ADD COLUMN address TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE held ADD COLUMN title TEXT NOT NULL DEFAULT ''",
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, run(_FIRST)),
    Migration(2, run(_SECOND)),
    Migration(3, run(_THIRD)),
)


def fill_words(connection: sqlite3.Connection) -> None:
    """Make the content of every index of words anew from its table. Part of the caller's transaction."""
    for index in WORDS:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")

"""Saving out of a damaged library what can still be read, table by table and row by row.

What is saved is checked as far as it can be: texts and raw bytes by their digests, the rest by its form. An altered
text is kept and says so; one whose story or article is lost gets another; a mark whose text is lost or altered goes to
the tray. The undo log and kept analyses are
left behind.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

from parallax.article import ROLES, ArticleRole, Cleaning, new_id, paragraph_spans, sha256
from parallax.article_json import cleaning_from_plain, cleaning_to_plain, sources_from_plain
from parallax.library.checking import MISFORMED
from parallax.library.records import MarkKind, Reading
from parallax.library.storing import Column, Row, json_of, position_of, readings_of, stored, stored_json, text_of

_LOST = "the text that it was made on was lost or altered when the library was damaged"
_ALTERED = "damaged in the library: some words may not be as they were read"
_TITLE = "Saved from a damaged library"
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises on a damaged page; a complaint that quotes garbled bytes cannot be put into words."""


@dataclass(slots=True)
class Saved:
    """How much was saved."""

    stories: int = 0
    texts: int = 0
    marks: int = 0
    corrections: int = 0

    def in_words(self) -> str:
        """One sentence for the reader."""
        counts = (
            (self.stories, "story", "stories"),
            (self.texts, "text", "texts"),
            (self.marks, "mark", "marks and notes"),
            (self.corrections, "correction", "corrections"),
        )
        told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        if not told:
            return "Nothing could be saved from it."
        return f"Saved from it: {', '.join(told)}."


def salvage(damaged: Path, into: sqlite3.Connection, time: str) -> Saved:
    """Copy what can be read of `damaged`, which is not changed, into the new and empty library, in one transaction.
    Raises sqlite3.Error only for the new one."""
    beside = damaged.with_name(f"{damaged.name}-wal")
    way = "mode=ro" if beside.exists() and beside.stat().st_size else "mode=ro&immutable=1"  # leaves no -shm behind
    address = f"file:{quote(str(damaged.absolute()))}?{way}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as wreck:
        wreck.text_factory = bytes
        into.execute("BEGIN IMMEDIATE")
        try:
            saving = _Saving(_Wreck(wreck, damaged.stat().st_size), into, time)
            saving.all()
            into.execute("COMMIT")
        except BaseException:
            into.execute("ROLLBACK")
            raise
    return saving.saved


@dataclass(frozen=True, slots=True)
class _Wreck:
    connection: sqlite3.Connection
    size: int

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Every row of a table that can be read, by the names of its columns; texts as bytes."""
        for number in sorted(self._numbers(table)):
            try:
                cursor = self.connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,))
                row = cursor.fetchone()
            except _UNREADABLE:
                continue  # this row lies on a damaged page
            if row is not None:
                yield dict(zip([name for name, *_ in cursor.description], row, strict=True))

    def _numbers(self, table: str) -> set[int]:
        """The numbers of all rows that the table, from either end, or an index of it still knows."""
        found: set[int] = set()
        for order in ("NOT INDEXED ORDER BY rowid", "NOT INDEXED ORDER BY rowid DESC", ""):
            try:
                # A page that points back to itself would go on for ever.
                for (number,) in islice(self.connection.execute(f"SELECT rowid FROM {table} {order}"), self.size):
                    found.add(number)
            except _UNREADABLE:
                continue
            if order:
                break
        return found


@dataclass(slots=True)
class _Saving:
    wreck: _Wreck
    into: sqlite3.Connection
    time: str
    saved: Saved = field(default_factory=Saved)
    stories: set[str] = field(default_factory=set)
    texts: dict[str, list[str]] = field(default_factory=dict)  # revisions by article

    def all(self) -> None:
        for row in self.wreck.rows("story"):
            self._try(self._story, row)
        for row in self.wreck.rows("raw"):
            self._try(self._raw, row)
        texts = list(self._texts())
        for row in self.wreck.rows("article"):
            self._try(self._article, row)
        self._adopt()
        for row in texts:
            if self._put("revision", row):
                self.saved.texts += 1
        for table in ("mark", "correction"):
            for row in self.wreck.rows(table):
                self._try(self._item, row, table)
        for row in self.wreck.rows("position"):
            self._try(self._position, row)
        for row in self.wreck.rows("held"):
            self._try(self._held, row)

    def _try(self, save: Any, row: dict[str, Any], *given: str) -> None:
        try:
            save(row, *given)
        except MISFORMED:
            return  # what the row says is no longer what was written

    def _put(self, table: str, row: Row) -> bool:
        columns, places = ", ".join(row), ", ".join("?" * len(row))
        try:
            self.into.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", tuple(row.values()))
        except sqlite3.IntegrityError:
            return False  # a second row of the same name
        return True

    def _story(self, row: dict[str, Any]) -> None:
        self._begin(
            text_of(row["id"]),
            title=_text(row["title"]),
            created=text_of(row["created"]),
            changed=text_of(row["changed"]),
            changes=int(row["changes"]),
            binned=text_of(row["binned"]),
            tags=stored_json([str(tag) for tag in json_of(row.get("tags", b"[]"))]),
            origin=_text(row.get("origin", b"")),
        )

    def _begin(self, story: str, **row: Column) -> str:
        fresh: Row = {"title": _TITLE, "created": self.time, "changed": self.time, "changes": 0, "binned": ""}
        if story not in self.stories and self._put("story", {"id": story, **(row or fresh)}):
            self.stories.add(story)
            self.saved.stories += 1
        return story

    def _raw(self, row: dict[str, Any]) -> None:
        if hashlib.sha256(row["bytes"]).hexdigest() == text_of(row["sha256"]):
            self._put("raw", {"sha256": text_of(row["sha256"]), "bytes": row["bytes"]})

    def _texts(self) -> Iterator[Row]:
        for row in self.wreck.rows("revision"):
            try:
                text, article = text_of(row["text"]), text_of(row["article"])
                made = text_of(row["made"])
            except MISFORMED:
                continue
            digest = sha256(text)  # where it is another than it was, readings of the text as it was go to the tray
            self.texts.setdefault(article, []).append(digest)
            yield {
                "article": article,
                "text_sha256": digest,
                "text": stored(text),
                "paragraphs": stored_json(_paragraphs(row["paragraphs"], text)),
                "cleaning": stored_json(
                    _cleaning(row["cleaning"], text, altered=digest.encode() != row["text_sha256"])
                ),
                "made": made,
            }

    def _article(self, row: dict[str, Any]) -> None:
        article, revision = text_of(row["id"]), text_of(row["revision"])
        kept = self.texts.get(article)
        if not kept:
            return
        known = ("outlet", "author", "published", "location", "retrieved", "file_name", "title", "removed")
        made: Row = {name: _text(row[name]) for name in known}
        digest = text_of(row["raw_sha256"]) if row["raw_sha256"] else None
        there = self.into.execute("SELECT 1 FROM raw WHERE sha256 = ?", (digest,)).fetchone()
        role = text_of(row["role"])
        made |= {
            "id": article,
            "story": self._begin(text_of(row["story"])),
            "place": int(row["place"]),
            "role": role if role in get_args(ArticleRole) else "report",
            "raw_sha256": digest if there else None,
            "revision": revision if revision in kept else kept[-1],
            "origin": _text(row.get("origin", b"")),
            "sources": _sources(row.get("sources", b"[]")),
        }
        self._put("article", made)

    def _adopt(self) -> None:
        """Texts whose article is lost become articles of a story of their own."""
        known = {article for (article,) in self.into.execute("SELECT id FROM article")}
        orphans = [article for article in self.texts if article not in known]
        story = new_id()
        for place, article in enumerate(orphans):
            names = ("outlet", "author", "published", "location", "retrieved", "file_name", "title", "removed")
            row: Row = dict.fromkeys(names, "")
            row |= {"id": article, "story": self._begin(story), "place": place, "role": "report"}
            self._put("article", {**row, "revision": self.texts[article][-1]})

    def _item(self, row: dict[str, Any], table: str) -> None:
        readings = readings_of(row["readings"])
        if not all(_is_sound(reading) for reading in readings):
            return
        lost = any(reading.revision not in self.texts.get(reading.article, ()) for reading in readings)
        made: Row = {
            "id": text_of(row["id"]),
            "story": self._begin(text_of(row["story"])),
            "kind": text_of(row["kind"]),
            "readings": _text(row["readings"]),
            "time": text_of(row["time"]),
            "aside": _LOST if lost else _text(row["aside"]),
        }
        made |= {name: _text(row[name]) for name in ("difference", "note", "value") if name in row}
        if table == "mark" and made["kind"] not in get_args(MarkKind):
            return
        if self._put(table, made):
            self.saved.marks += table == "mark"
            self.saved.corrections += table == "correction"

    def _position(self, row: dict[str, Any]) -> None:
        position_of(row["value"])
        if (story := text_of(row["story"])) in self.stories:
            self._put("position", {"story": story, "value": _text(row["value"])})

    def _held(self, row: dict[str, Any]) -> None:
        row = {"address": "", "title": "", **row}  # which an earlier library did not keep
        self._put("held", {name: _text(row[name]) for name in ("id", "text", "html", "time", "address", "title")})


def _text(column: Any) -> str | bytes:
    """A column of text as the library stores it."""
    return stored(text_of(column))


def _paragraphs(column: Any, text: str) -> list[list[Any]]:
    """The paragraphs with their roles, or, where these are lost, each line as one of the body."""
    try:
        spans = [[s, e, r] for s, e, r in json_of(column) if r in ROLES and 0 <= s <= e <= len(text)]
    except MISFORMED:
        spans = []
    return spans or [[start, end, "body"] for start, end in paragraph_spans(text)]


def _cleaning(column: Any, text: str, *, altered: bool) -> list[list[str | int]]:
    """What was done to a text; to one that was altered since, only as it is told."""
    try:
        told = [Cleaning(str(one[0] if isinstance(one, list) else one)) for one in json_of(column)]
        if not altered:
            told = list(cleaning_from_plain(json_of(column), text))
    except (*MISFORMED, LookupError):
        told = []
    return cleaning_to_plain((*told, Cleaning(_ALTERED)) if altered else tuple(told))


def _sources(column: Any) -> str | bytes:
    try:
        return stored_json(sources_from_plain(json_of(column)))
    except MISFORMED:
        return "[]"


def _is_sound(reading: Reading) -> bool:
    words = (reading.article, reading.revision, reading.exact, reading.before, reading.after)
    numbers = (reading.start, reading.end, reading.ordinal)
    return all(isinstance(word, str) for word in words) and all(isinstance(number, int) for number in numbers)

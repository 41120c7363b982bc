"""Libraries of the schema before this one: they open, keep all that they hold, and lie beside as they were."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from ferry_story import BEACON, COURIER, words

from parallax.article import Article
from parallax.errors import LibraryReadOnly
from parallax.library import Library, Position, SetNote, Story
from parallax.library.opening import open_file
from parallax.library.schema import MIGRATIONS, WORDS
from parallax.library.storing import stored_json, stored_position, stored_readings

STORY, TIME = "a-story-of-old", "2026-03-05T08:00:00.000000Z"
DIGEST = hashlib.sha256(b"the bytes").hexdigest()


def made_by_the_first_schema(path: Path) -> tuple[Article, Article]:
    """A story of two articles, a check, a note, a note in the tray, a correction, a position and an undo log, written
    as the first schema's program wrote them."""
    beacon = Article.from_text(BEACON, outlet="Sorrel Beacon")
    courier = Article.from_text(COURIER, outlet="Coast \ud800 Courier")
    connection = open_file(path, steps=MIGRATIONS[:1]).connection
    put = connection.execute
    put("BEGIN")
    put("INSERT INTO story VALUES (?, 'The ferry', ?, ?, 4, '')", (STORY, TIME, TIME))
    put("INSERT INTO story VALUES ('binned', 'Not this one', ?, ?, 2, ?)", (TIME, TIME, TIME))
    put("INSERT INTO raw VALUES (?, ?)", (DIGEST, b"the bytes"))
    for place, article in enumerate((beacon, courier)):
        spans = stored_json([[p.start, p.end, p.role] for p in article.paragraphs])
        outlet = article.outlet.encode("utf-8", "surrogatepass") if place else article.outlet
        row = (article.id, STORY, place, outlet, "", "", "", "", "report", None if place else DIGEST, "a.txt", "")
        put(f"INSERT INTO article VALUES ({', '.join('?' * 12)}, ?, '')", (*row, article.text_sha256))
        put(
            "INSERT INTO revision VALUES (?, ?, ?, ?, '[]', ?)",
            (article.id, article.text_sha256, article.text, spans, TIME),
        )
    one, two = words(beacon, "Twelve people"), words(courier, "At least 14 people")
    mark = "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    put(mark, ("m1", STORY, "checked", "number", stored_readings((one, two)), "", TIME, ""))
    put(mark, ("m2", STORY, "note", "", stored_readings((two,)), "Counted when?", TIME, ""))
    put(mark, ("m3", STORY, "note", "", stored_readings((one,)), "Lost", TIME, "the text changed here"))
    put("INSERT INTO correction VALUES ('c1', ?, 'link', ?, '', ?, '')", (STORY, stored_readings((one, two)), TIME))
    put("INSERT INTO position VALUES (?, ?)", (STORY, stored_position(Position("rows", base=courier.id))))
    renamed = json.dumps([["story", [STORY], {"title": "Ferry"}, {"title": "The ferry"}]])
    cleared = json.dumps(
        [
            [
                "mark",
                ["m0"],
                {
                    "id": "m0",
                    "story": STORY,
                    "kind": "note",
                    "difference": "",
                    "readings": "[]",
                    "note": "Taken back",
                    "time": TIME,
                    "aside": "",
                },
                None,
            ]
        ]
    )
    for rows, what in ((renamed, "rename the story"), (cleared, "write a note")):
        put(
            "INSERT INTO undo (story, what, rows, undone, writer, event, time) VALUES (?, ?, ?, 0, 'w', 4, ?)",
            (STORY, what, rows, TIME),
        )
    put("INSERT INTO kept VALUES ('key', '1', x'789c030000000001', 8, ?)", (TIME,))
    put("UPDATE state SET changes = 6")
    put("COMMIT")
    connection.close()
    return beacon, courier


@pytest.fixture
def old(path: Path) -> Iterator[tuple[Article, Article]]:
    yield made_by_the_first_schema(path)


def is_kept(story: Story, beacon: Article, courier: Article) -> None:
    assert (story.title, story.created, story.changes, story.tags, story.origin) == ("The ferry", TIME, 4, (), "")
    assert [article.text for article in story.articles] == [beacon.text, courier.text]
    assert story.articles[1] == courier
    assert [(mark.id, mark.note) for mark in story.marks] == [("m1", ""), ("m2", "Counted when?")]
    assert story.marks[0].readings == (words(beacon, "Twelve people"), words(courier, "At least 14 people"))
    assert [item.item.id for item in story.tray] == ["m3"]
    assert [correction.id for correction in story.corrections] == ["c1"]
    assert story.position == Position("rows", base=courier.id)


def test_a_library_of_the_first_schema_opens_and_keeps_everything(path: Path, old: tuple[Article, Article]) -> None:
    with Library.open(path) as library:
        assert library.notice == ""
        assert library.check() == ""
        is_kept(library.story(STORY), *old)
        assert library.raw(old[0].id) == b"the bytes"
        assert [head.id for head in library.stories(binned=True)] == ["binned"]
        assert library.kept("key", "1") == b""
        for _ in range(2):
            library.undo(STORY)
        story = library.story(STORY)
        assert story.title == "Ferry"
        assert "Taken back" in [mark.note for mark in story.marks]
        library.apply(SetNote(STORY, "And on", (words(old[0], "Twelve people"),)))
        assert library._connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_library_as_it_was_lies_beside_it(path: Path, old: tuple[Article, Article]) -> None:
    Library.open(path).close()
    backup = path.with_name("library.sqlite.before-2")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM mark").fetchone() == (3,)
    assert [file.name for file in path.parent.iterdir() if ".part" in file.name] == []
    with Library.open(backup) as library:
        is_kept(library.story(STORY), *old)


def test_a_new_library_is_of_the_last_schema_and_has_no_backup_beside_it(path: Path) -> None:
    Library.open(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["library.sqlite"]


def test_the_indexes_of_words_fit_their_tables_after_the_migration(path: Path, old: tuple[Article, Article]) -> None:
    with Library.open(path) as library:
        for index in WORDS:
            library._connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        found = library._connection.execute("SELECT count(*) FROM text_words('passengers')").fetchone()
        assert found == (1,)


def test_a_library_of_the_first_schema_is_read_whole_where_it_may_not_be_changed(
    path: Path, old: tuple[Article, Article]
) -> None:
    before = path.read_bytes()
    with Library.open(path, read_only=True) as library:
        is_kept(library.story(STORY), *old)
        assert [hit.kind for hit in library.search("counted")] == ["note"]
        with pytest.raises(LibraryReadOnly):
            library.apply(SetNote(STORY, "x"))
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.before-*")) == []

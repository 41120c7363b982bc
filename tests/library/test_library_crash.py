"""Real processes: killed in the middle of their writing, and writing at once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from ferry_story import BEACON
from killing import Killing, Writers, sound, tables_of
from random_changes import ALL
from writer_process import digest

from parallax.article import Article
from parallax.errors import UndoRefused
from parallax.library import AddArticle, Library, NewStory, RenameStory, SetNote
from parallax.library.opening import open_file
from parallax.library.schema import MIGRATIONS

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("PARALLAX_KILL_ROUNDS", "50"))
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is neither fork nor SIGKILL here")


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    with Writers() as running:
        yield running


@forks
def test_what_was_acknowledged_before_kill_9_is_there_afterwards(path: Path, writers: Writers) -> None:
    killing = Killing(path, random.Random(9))
    killing.begin()
    for _ in range(ROUNDS):
        killing.round(writers, 0.4)
    assert killing.done.total() > ROUNDS
    assert ROUNDS < 50 or len(killing.done) > len(ALL) // 2, "most kinds of change were never made"


@forks
def test_a_library_whose_making_was_killed_is_made_the_next_time(path: Path, writers: Writers) -> None:
    chance = random.Random(5)
    for number in range(12):
        new = path.with_name(f"new {number}.sqlite")
        new.parent.mkdir(exist_ok=True)
        process = writers.begin(new, number, 1000)
        time.sleep(chance.random() * 0.02)
        os.kill(process, signal.SIGKILL)
        said, _ = writers.said()
        commits = [line for line in said if "will" in line]
        now = sound(new)
        if commits:
            assert now in {commits[-1]["after"], commits[-1]["before"]}


@forks
def test_a_library_whose_update_was_killed_loses_nothing(path: Path, writers: Writers) -> None:
    chance = random.Random(6)
    path.parent.mkdir()
    old = path.with_name("old.sqlite")
    connection = open_file(old, steps=MIGRATIONS[:1]).connection
    with closing(connection):
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN")
        for number in range(40):
            story = f"story {number}"
            connection.execute("INSERT INTO story VALUES (?, ?, '2026', '2026', 1, '')", (story, f"Ferries {number}"))
            article = Article.from_text(BEACON * 5)
            connection.execute(
                "INSERT INTO article VALUES (?, ?, 0, 'Wire', '', '', '', '', 'report', NULL, '', '', ?, '')",
                (article.id, story, article.text_sha256),
            )
            connection.execute(
                "INSERT INTO revision VALUES (?, ?, ?, '[]', '[]', '2026')",
                (article.id, article.text_sha256, article.text),
            )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    states = set()
    for number in range(12):
        copy = path.with_name(f"copy {number}.sqlite")
        copy.write_bytes(old.read_bytes())
        process = writers.begin(copy, number, 1000)
        time.sleep(chance.random() * 0.08)
        os.kill(process, signal.SIGKILL)
        said, _ = writers.said()
        now = sound(copy)
        states.add(next((line["before"] for line in said if "will" in line), now))
        assert not list(copy.parent.glob(f"{copy.name}*.part")), "half a copy of the library was left behind"
        before = copy.with_name(f"{copy.name}.before-2")
        with closing(sqlite3.connect(before)) as backup:
            assert backup.execute("PRAGMA user_version").fetchone() == (1,)
            assert backup.execute("SELECT count(*) FROM revision").fetchone() == (40,)
    assert len(states) == 1, "an update that was killed and done again gave something else"


@forks
def test_two_processes_that_do_everything_at_once_lose_no_write(path: Path) -> None:
    with Library.open(path) as library:
        begun = NewStory("The ferry at Sorrel Point")
        library.apply(begun)
        library.apply(AddArticle(begun.story, Article.from_text(BEACON)))
        first = digest(library._connection)
    with Writers() as left, Writers() as right:
        for number, writing in enumerate((left, right)):
            writing.begin(path, 77 + number, 120, pause=0.02)
        said = [writing.said() for writing in (left, right)]
    assert [status for _, status in said] == [0, 0]
    commits = sorted(
        (line["at"], line["before"], line["after"], side) for side in (0, 1) for line in said[side][0] if "will" in line
    )
    states = [first, *(after for _, _, after, _ in commits)]
    assert [before for _, before, _, _ in commits] == states[:-1], "a change did not begin from the one before it"
    assert sound(path) == states[-1]
    order = [side for *_, side in commits]
    turns = sum(one != other for one, other in pairwise(order))
    assert turns > 10, "the two did not write at once"


@forks
def test_what_another_process_did_is_seen_and_is_not_undone_from_here(path: Path, library: Library, story: str) -> None:
    library.apply(RenameStory(story, "Mine"))
    child = subprocess.run(
        [sys.executable, str(HERE / "note_process.py"), str(path), story, "theirs", "1"],
        input="go\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert library.changed_elsewhere()
    assert not library.changed_elsewhere()
    (mark,) = library.story(story).marks
    assert mark.id == child.stdout.split()[-1]
    assert library.next_undo(story) == ""
    before = tables_of(path)
    with pytest.raises(UndoRefused, match="another window changed this story later"):
        library.undo(story)
    assert tables_of(path) == before
    library.apply(SetNote(story, "Mine again"))
    library.undo(story)
    assert [mark.note for mark in library.story(story).marks] == ["theirs 0"]


def test_two_processes_that_write_at_once_lose_nothing(path: Path, library: Library, story: str) -> None:
    names, count = ["left", "right"], 150
    children = [
        subprocess.Popen(
            [sys.executable, str(HERE / "note_process.py"), str(path), story, name, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    said = []
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        out, _ = child.communicate(timeout=60)
        assert child.returncode == 0
        said.append(out.split())
    assert library.changed_elsewhere()
    marks = library.story(story).marks
    assert {mark.id for mark in marks} == {*said[0], *said[1]}
    assert {mark.note for mark in marks} == {f"{name} {number}" for name in names for number in range(count)}
    owners = [mark.note.split()[0] for mark in marks]
    assert owners != sorted(owners), "the two did not write at once"

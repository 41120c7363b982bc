"""A process whose disk fills up in the middle, by a limit on file sizes of its own or on a small disk that it fills.

python full_disk_process.py SCENARIO FOLDER limit|disk
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

from ferry_story import BEACON
from killing import sound
from writer_process import digest

from parallax.article import Article
from parallax.errors import LibraryError, ParallaxError, WriteError
from parallax.library import (
    AddArticle,
    BinStory,
    HoldPaste,
    ImportStory,
    Library,
    NewStory,
    SetChecked,
    SetNote,
    anchor,
    read_story_file,
)
from parallax.library.opening import open_file
from parallax.library.schema import MIGRATIONS

CHANCE = random.Random(8)


class Room(Protocol):
    """Room on the disk of a folder, which can be taken away but for some bytes, and given back."""

    def take(self, left: int = 0) -> None: ...
    def give(self) -> None: ...


class Limit:
    """No file may grow past the size that the largest has now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        self.usual = resource.getrlimit(resource.RLIMIT_FSIZE)

    def take(self, left: int = 0) -> None:
        sizes = [path.stat().st_size for path in self.folder.rglob("*") if path.is_file()]
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes, default=0) + left, self.usual[1]))

    def give(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self.usual)


class Filler:
    """A file that fills the disk."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "filler"

    def take(self, left: int = 0) -> None:
        with self.file.open("ab", buffering=0) as file:
            for size in (65536, 4096, 512, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue
        if left:
            os.truncate(self.file, max(self.file.stat().st_size - left, 0))

    def give(self) -> None:
        self.file.unlink(missing_ok=True)


def refused(deed: Callable[[], object], kind: type[ParallaxError] = LibraryError) -> str:
    """What is said of a deed that must fail: one sentence about its file."""
    try:
        deed()
    except kind as error:
        said = str(error)
        assert "\n" not in said, said
        assert "disk" in said or "room" in said or "No space" in said or "too large" in said, said
        return said
    raise AssertionError(f"{deed} did not fail though there was no room")


def begun(library: Library) -> tuple[str, Article]:
    """A story with an article."""
    story, article = NewStory("The ferry at Sorrel Point"), Article.from_text(BEACON)
    library.apply(story)
    library.apply(AddArticle(story.story, article))
    return story.story, article


def until_full(deed: Callable[[int], object], most: int = 20000) -> tuple[int, str]:
    """Repeat a deed until it is refused: how often it was done, and what was said."""
    for number in range(most):
        try:
            deed(number)
        except LibraryError as error:
            assert "\n" not in str(error)
            return number, str(error)
    raise AssertionError("the disk did not fill up")


def marks(path: Path, room: Room) -> None:
    """Saving a mark: what was saved before is there, and the next is saved when there is room, in the same library."""
    with Library.open(path) as library:
        story, article = begun(library)
        library.apply(SetNote(story, "The first note"))
        room.take(40000)

        for turn in range(2):

            def save(number: int, turn: int = turn) -> None:
                readings = (anchor(article, number % 400, number % 400 + 1 + number % 7),)
                library.apply(SetChecked(story, f"kind {turn} {number}", readings))

            before = len(library.story(story).marks)
            count, said = until_full(save)
            assert "disk" in said, said
            assert len(library.story(story).marks) == before + count
            state = digest(library._connection)
            refused(lambda: library.apply(SetChecked(story, "one more", (anchor(article, 3, 9),))))
            assert digest(library._connection) == state
            assert library.search("Sorrel")
            room.give()
            library.apply(SetNote(story, "There is room again"))
            assert library.undo(story).marks
            room.take(40000)
        room.give()
    sound(path)


def big_article(path: Path, room: Room) -> None:
    """A large article is kept whole or not at all, and so is a large pasted text."""
    with Library.open(path) as library:
        story, _ = begun(library)
        room.take(100_000)
        state = digest(library._connection)
        large = Article.from_text("The ferry was late again, and nobody came. " * 5000)
        refused(lambda: library.apply(AddArticle(story, large, CHANCE.randbytes(600_000))))
        refused(lambda: library.apply(HoldPaste("held", large.text * 3)))
        assert digest(library._connection) == state
        assert len(library.story(story).articles) == 1
        room.give()
        library.apply(AddArticle(story, large, b"raw"))
        assert library.story(story).articles[1].text == large.text
    sound(path)


def checkpoint(path: Path, room: Room) -> None:
    """What lies in the -wal when the disk fills up is not lost: not by a checkpoint, not by closing."""
    library = Library.open(path)
    story, _ = begun(library)
    library._connection.execute("PRAGMA wal_autocheckpoint=0")
    for number in range(40):
        library.apply(SetNote(story, f"Note {number} " + "words " * 400))
    library._connection.execute("PRAGMA wal_autocheckpoint=1")
    if isinstance(room, Limit):  # the file itself may not grow, though the -wal is larger
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, room.usual[1]))
    else:
        room.take()
    until_full(lambda number: library.apply(SetNote(story, "words " * 3000)))
    assert len(library.story(story).marks) >= 40
    state = digest(library._connection)
    library.close()
    room.give()
    with Library.open(path) as again:
        assert digest(again._connection) == state
        again.apply(SetNote(story, "There is room again"))
    sound(path)


def opening(path: Path, room: Room) -> None:
    """A library opened on a full disk is opened or refused in one sentence, and is whole either way."""
    with Library.open(path) as library:
        story, _ = begun(library)
        state = digest(library._connection)
    room.take()
    try:
        library = Library.open(path)
    except LibraryError as error:
        assert "\n" not in str(error)
    else:
        assert library.notice == ""
        assert library.story(story).articles
        library.close()
    room.give()
    assert not list(path.parent.glob("*damaged*"))
    assert sound(path) == state


def update(path: Path, room: Room) -> None:
    """An update without room for its copy, or for itself, leaves the library as it was."""
    path.parent.mkdir(exist_ok=True)
    with closing(open_file(path, steps=MIGRATIONS[:1]).connection) as connection:
        connection.execute("INSERT INTO story VALUES ('story', 'Ferries', '2026', '2026', 1, '')")
        connection.execute("BEGIN")
        for number in range(60):
            article = Article.from_text(f"{number} {CHANCE.random()}\n" + BEACON * 5)
            connection.execute(
                "INSERT INTO article VALUES (?, 'story', 0, 'W', '', '', '', '', 'report', NULL, '', '', ?, '')",
                (article.id, article.text_sha256),
            )
            connection.execute(
                "INSERT INTO revision VALUES (?, ?, ?, '[]', '[]', '2026')",
                (article.id, article.text_sha256, article.text),
            )
        connection.execute("COMMIT")
    size = path.stat().st_size
    for left in (0, 60_000, size + 120_000) if not isinstance(room, Limit) else (-size // 2, -size // 8, 0):
        room.take(left)
        refused(lambda: Library.open(path))
        room.give()
        assert not list(path.parent.glob("*.part*"))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (1,)
            assert connection.execute("SELECT count(*) FROM revision").fetchone() == (60,)
    with Library.open(path) as library:
        assert len(library.story("story").articles) == 60
    sound(path)


def creation(path: Path, room: Room) -> None:
    """A library that cannot be made is made the next time."""
    for left in (0, 5000, 60_000):
        room.take(left)
        refused(lambda: Library.open(path))
        room.give()
    with Library.open(path) as library:
        assert library.notice == ""
        begun(library)
    sound(path)


def export(path: Path, room: Room) -> None:
    """A story is exported whole or not at all; an earlier file of that name stays."""
    file = path.parent / "story.parallax"
    with Library.open(path) as library:
        story, _ = begun(library)
        library.export_story(story, file)
        earlier = file.read_bytes()
        library.apply(AddArticle(story, Article.from_text(BEACON), CHANCE.randbytes(400_000)))
        if isinstance(room, Limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, room.usual[1]))
        else:
            room.take(200_000)
        refused(lambda: library.export_story(story, file), WriteError)
        assert file.read_bytes() == earlier
        assert {other.name for other in path.parent.iterdir()} <= {
            *(path.name + end for end in ("", "-wal", "-shm")),
            file.name,
            "filler",
        }
        room.give()
        library.export_story(story, file)
        assert len(read_story_file(file).articles) == 2
    sound(path)


def importing(path: Path, room: Room) -> None:
    """A story is imported whole or not at all."""
    file = path.parent / "story.parallax"
    with Library.open(path) as library:
        story, _ = begun(library)
        library.apply(AddArticle(story, Article.from_text(BEACON), CHANCE.randbytes(300_000)))
        library.export_story(story, file)
    path.unlink()
    with Library.open(path) as library:
        begun(library)
        state = digest(library._connection)
        if isinstance(room, Limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, room.usual[1]))
        else:
            room.take(100_000)
        refused(lambda: library.apply(ImportStory(read_story_file(file))))
        assert digest(library._connection) == state
        room.give()
        library.apply(ImportStory(read_story_file(file)))
        assert library.story_count() == 2
    sound(path)


def bin_emptied(path: Path, room: Room) -> None:
    """Emptying the bin without room to delete the stories deletes none, and deletes them when there is."""
    with Library.open(path) as library:
        story = _one_kept_and_one_binned(library, kept=100, binned=400_000)
        if isinstance(room, Limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 4, room.usual[1]))
        else:
            room.take(30_000)
        refused(library.empty_bin)
        assert library.story_count(binned=True) == 1
        assert [mark.note for mark in library.story(story).marks] == ["Kept"]
        room.give()
        assert library.empty_bin() == 1
        library.apply(SetNote(story, "There is room again"))
    sound(path)


def bin_emptied_but_not_written_anew(path: Path, room: Room) -> None:
    """Emptying the bin without room to write the file anew deletes the stories, says that their words may still lie in
    the file, and writes it anew when there is room."""
    with Library.open(path) as library:
        story = _one_kept_and_one_binned(library, kept=1_200_000, binned=40_000)
        library.apply(AddArticle(story, Article.from_text(BEACON)))
        library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if isinstance(room, Limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, room.usual[1]))
        else:
            room.take(600_000)
        said = refused(library.empty_bin)
        assert "empty the bin again" in said, said
        assert library.story_count(binned=True) == 0
        room.give()
        assert library.empty_bin() == 0
        library.apply(SetNote(story, "There is room again"))
        assert [len(library.raw(article.id)) for article in library.story(story).articles][1] == 1_200_000
    sound(path)


def _one_kept_and_one_binned(library: Library, kept: int, binned: int) -> str:
    """A story that stays and one in the bin, each with an article of so many raw bytes; the id of the first."""
    stories = []
    for size in (kept, binned):
        story, _ = begun(library)
        library.apply(AddArticle(story, Article.from_text(BEACON), CHANCE.randbytes(size)))
        stories.append(story)
    library.apply(SetNote(stories[0], "Kept"))
    library.apply(BinStory(stories[1]))
    return stories[0]


SCENARIOS: dict[str, Callable[[Path, Room], None]] = {
    made.__name__: made
    for made in (
        *(marks, big_article, checkpoint, opening, update, creation, export, importing),
        *(bin_emptied, bin_emptied_but_not_written_anew),
    )
}


def main(scenario: str, folder: str, kind: str) -> None:
    place = Path(folder) / "kept"
    place.mkdir(mode=0o700)
    room: Room = Limit(place) if kind == "limit" else Filler(Path(folder))
    SCENARIOS[scenario](place / "library.sqlite", room)


if __name__ == "__main__":
    main(*sys.argv[1:])

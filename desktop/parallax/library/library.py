"""The library: one SQLite file with all that the reader has and did, and the one way to change it."""

from __future__ import annotations

import glob
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from parallax.article import Article, new_id
from parallax.errors import LibraryDamaged, LibraryError, LibraryReadOnly
from parallax.library import keeping
from parallax.library.applying import write
from parallax.library.changes import (
    Applied,
    Change,
    DuplicateStory,
    HoldPaste,
    ImportStory,
    ReleasePaste,
    SetNote,
    SetPosition,
)
from parallax.library.checking import check_content, check_pages
from parallax.library.emptying import delete_binned, rewrite
from parallax.library.loading import (
    is_listed,
    load_article,
    load_corrections,
    load_held,
    load_story,
    story_count,
    story_heads,
    tag_counts,
)
from parallax.library.marks import corrections_for
from parallax.library.migrating import back_up
from parallax.library.opening import open_file, set_aside_and_begin
from parallax.library.records import Held, Hit, Story, StoryHead
from parallax.library.schema import fill_words
from parallax.library.searching import search
from parallax.library.storing import text_of, utc_now
from parallax.library.story_file_writing import write_story_file
from parallax.library.troubles import speaking
from parallax.library.undoing import (
    Direction,
    Window,
    applied,
    concerned,
    last_event,
    log,
    log_into_last,
    next_step,
    step,
)
from parallax.library.writing import Writing
from parallax.values import Correction

Done = TypeVar("Done")


class Library:
    """An open library: one connection, to be used in the thread that opened it.

    `notice` is a sentence that the reader should see (a damaged file was set aside, a newer one is only read), or
    empty; `read_only` says that nothing can be changed. What `apply`, `undo` and `redo` return from is on the disk.
    Every method raises LibraryBusy when another program writes for longer than five seconds, LibraryDamaged,
    LibraryReadOnly, and LibraryError for the rest (a full disk).
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool, notice: str) -> None:
        self.path = path
        self.read_only = read_only
        self.notice = notice
        self._connection = connection
        self._number = path.stat().st_ino
        with speaking(path):
            self._seen = self._data_version()
            # A newer schema may count its changes otherwise; nothing is undone in it.
            opened_at = 0 if read_only else last_event(connection)
        self._window = Window(new_id(), str(path), opened_at)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Library:
        """Open the library at `path`; unless `read_only`, make it where there is none and bring its schema up to date.

        A damaged file is kept aside under a name that says so, and a new library begun with what can be saved from it;
        a newer one, or one that this user may not write, is opened read-only. Both are said in `notice`. A file of more
        than 8 MB is not read whole here: see `check_in_background`. Raises LibraryDamaged for a file that is no library
        (never touched) and for a damaged one opened `read_only`; LibraryError where there is none to read, or none can
        be made.
        """
        opened = open_file(path, read_only=read_only)
        try:
            return cls(path, opened.connection, read_only=opened.read_only, notice=opened.notice)
        except BaseException:
            opened.connection.close()
            raise

    def close(self) -> None:
        """Close the file. Every change is on the disk already."""
        with speaking(self.path):
            self._connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def apply(self, change: Change) -> Applied:
        """Apply one change in one transaction, with its inverse in the undo log of the story.

        Raises StoryMissing, LibraryError when the change is about something that is no longer so, and CorrectionError
        for a correction of no kind that there is.
        """
        return self.apply_all([change])[0]

    def apply_all(self, changes: Sequence[Change]) -> list[Applied]:
        """The same of several, which are all applied or none, and each undone by itself."""
        return self._mending_words(lambda: self._apply(changes))

    def _apply(self, changes: Sequence[Change]) -> list[Applied]:
        time = utc_now()
        with self._transaction():
            return [self._write(change, time) for change in changes]

    def _write(self, change: Change, time: str) -> Applied:
        writing = Writing(self._connection)
        write(change, writing, str(self.path), time)
        if isinstance(change, HoldPaste | ReleasePaste):
            return Applied(change.what)
        story = _logged_under(change, writing)
        into_last = isinstance(change, SetNote) and log_into_last(
            self._connection, self._window, story, change.what, writing.rows, time
        )
        if writing.rows and not into_last:
            log(self._connection, self._window, story, change.what, writing.rows, time)
        if isinstance(change, SetPosition):
            return Applied(change.what, stories=(story,))
        return applied(change.what, concerned(story, writing.rows), [*writing.rows, *writing.quiet])

    def undo(self, story: str) -> Applied:
        """Undo the last change of a story, this window's or one from before it was opened. Raises UndoRefused when
        there is none, when another window has changed the story since, and when another story that the change concerns
        was changed since."""
        return self._mending_words(lambda: self._step(story, "undo"))

    def redo(self, story: str) -> Applied:
        """Do again what was undone last. Raises UndoRefused as `undo` does."""
        return self._mending_words(lambda: self._step(story, "redo"))

    def _step(self, story: str, direction: Direction) -> Applied:
        with self._transaction():
            return step(self._connection, self._window, story, direction, utc_now())

    def next_undo(self, story: str) -> str:
        """What `undo` would undo, in words; empty when it would be refused."""
        with self._reading():
            return "" if self.read_only else next_step(self._connection, self._window, story, "undo")

    def next_redo(self, story: str) -> str:
        """What `redo` would do again, in words; empty when it would be refused."""
        with self._reading():
            return "" if self.read_only else next_step(self._connection, self._window, story, "redo")

    def stories(self, *, binned: bool = False, tag: str = "", limit: int | None = None) -> list[StoryHead]:
        """The stories, or with `binned` those in the bin, the last changed first; with `tag` those that have it, and
        at most `limit`."""
        with self._reading():
            return story_heads(self._connection, binned=binned, tag=tag, limit=limit)

    def has_story(self, story: str) -> bool:
        """Whether there is such a story, and not in the bin."""
        with self._reading():
            return is_listed(self._connection, story)

    def story_count(self, *, binned: bool = False) -> int:
        """How many stories there are, or with `binned` lie in the bin."""
        with self._reading():
            return story_count(self._connection, binned=binned)

    def tags(self) -> list[tuple[str, int]]:
        """Each tag of the stories out of the bin, with the number of stories that have it; the most used first."""
        with self._reading():
            return tag_counts(self._connection)

    def search(self, words: str, *, limit: int = 50) -> list[Hit]:
        """Where these words stand in titles, tags, outlets, authors, current texts and notes of the stories that are
        not in the bin, the best first; see `searching`."""

        def found() -> list[Hit]:
            with self._reading():
                return search(self._connection, words, limit)

        return self._mending_words(found)

    def held_pastes(self) -> list[Held]:
        """The pasted texts that are no articles yet, the oldest first."""
        with self._reading():
            return load_held(self._connection)

    def story(self, story: str) -> Story:
        """One story with its texts, marks, corrections and tray, as of one moment. Raises StoryMissing."""
        with self._reading():
            return load_story(self._connection, str(self.path), story)

    def article(self, article: str, revision: str = "") -> Article:
        """An article by its id, removed ones too: as it is now, or with an earlier text. Raises LibraryError."""
        with self._reading():
            return load_article(self._connection, str(self.path), article, revision)

    def corrections_for(self, articles: Sequence[Article]) -> tuple[Correction, ...]:
        """The corrections of the stories of these articles, by their numbers in the order given."""
        with self._reading():
            places = ", ".join("?" * len(articles))
            found = self._connection.execute(
                f"SELECT DISTINCT story FROM article WHERE id IN ({places})", [article.id for article in articles]
            ).fetchall()
            kept = [correction for (story,) in found for correction in load_corrections(self._connection, story)]
        return corrections_for(kept, articles)

    def raw(self, article: str) -> bytes:
        """The bytes that an article was read from; empty when there were none. Raises LibraryError for no article."""
        with self._reading():
            row = self._connection.execute(
                "SELECT r.bytes FROM article a LEFT JOIN raw r ON r.sha256 = a.raw_sha256 WHERE a.id = ?", (article,)
            ).fetchone()
        if row is None:
            raise LibraryError(str(self.path), f"there is no article {article} in it")
        return bytes(row[0]) if row[0] is not None else b""

    def file_name(self, article: str) -> str:
        """The name of the file that an article was read from; empty where it was none. Raises LibraryError."""
        with self._reading():
            row = self._connection.execute("SELECT file_name FROM article WHERE id = ?", (article,)).fetchone()
        if row is None:
            raise LibraryError(str(self.path), f"there is no article {article} in it")
        return text_of(row[0])

    def export_story(self, story: str, path: Path) -> None:
        """Write one story, with all that was done to it, into the file at `path`, as a whole or not at all. Raises
        StoryMissing, WriteError, and LibraryError for a story too large for a file."""
        with self._reading():
            write_story_file(self._connection, str(self.path), story, path)

    def keep(self, key: str, tool: str, blob: bytes, story: str = "") -> None:
        """Keep an analysis under `key`, made by the version `tool`; it goes with `story` when that is deleted. A
        library open for reading keeps none."""
        if not self.read_only:
            with self._transaction():
                keeping.keep(self._connection, key, tool, blob, utc_now(), story)

    def kept(self, key: str, tool: str) -> bytes | None:
        """The analysis kept under `key` by the same version of the tool, or None."""
        packed = self.kept_packed(key, tool)
        return keeping.unpacked(packed) if packed is not None else None

    def kept_packed(self, key: str, tool: str) -> bytes | None:
        """The same as it lies in the file, for `keeping.unpacked` on any thread."""
        with self._reading():
            return keeping.packed(self._connection, key, tool)

    def forget_kept(self) -> None:
        """Empty the kept analyses; all can be made again."""
        with self._transaction():
            self._connection.execute("DELETE FROM kept")

    def empty_bin(self, stories: Sequence[str] | None = None) -> int:
        """Really delete the stories in the bin, or those of `stories` that lie in it; how many. Not undone.

        Afterwards no word of them is in the file or its -wal: the file is written anew, which takes as much room on the
        disk as it has itself. Where another window or process is reading at that moment, the stories are gone at once,
        and their words from the file as soon as the last of them has closed it. Whole copies beside it (`copies`) are
        not touched. Raises LibraryError; where the file could not be written anew, empty the bin again.
        """
        with self._transaction():
            count = delete_binned(self._connection, stories)
        try:
            rewrite(self._connection)
        except sqlite3.OperationalError as error:
            raise LibraryError(
                str(self.path),
                f"{count} stories are deleted, but their words may still lie in the file, which could not be written"
                f" anew ({error}); make room, close other windows and empty the bin again",
            ) from error
        return count

    def copies(self) -> list[Path]:
        """The whole copies of this library that lie beside it: from before an update, and damaged ones set aside."""
        beside = self.path.parent.glob(f"{glob.escape(self.path.name)}.*")
        ends = tuple(f"{self.path.name}.{word}-" for word in ("before", "damaged"))
        return sorted(
            path for path in beside if path.name.startswith(ends) and not path.name.endswith(("-wal", "-shm", ".part"))
        )

    def changed_elsewhere(self) -> bool:
        """Whether another window or process has written since the last call, or since the library was opened."""
        with speaking(self.path):
            version = self._data_version()
        changed = version != self._seen
        self._seen = version
        return changed

    def set_aside(self, reason: str) -> str:
        """Do with this library, which turned out to be damaged, what `open` does, and go on with the new one. `reason`
        is a clause; the notice that the reader should see, which `notice` holds too, comes back: empty where another
        process has done so already."""
        if self.read_only:
            raise LibraryReadOnly(str(self.path), "it is open for reading only; nothing was changed")
        with speaking(self.path):
            self._connection.close()
        said = ""
        try:
            said = set_aside_and_begin(self.path, reason, self._number)
        finally:  # where there was no room for a new one, the damaged one can be read on
            opened = open_file(self.path)
            self._connection, self.read_only = opened.connection, opened.read_only
            self.notice = said or opened.notice
            self._number = self.path.stat().st_ino
            with speaking(self.path):
                self._seen = self._data_version()
                self._window = Window(new_id(), str(self.path), last_event(self._connection))
        return self.notice

    def back_up(self, path: Path) -> None:
        """Copy the whole library, as of one moment, to a file at `path`, which becomes a library of its own. It may be
        in use meanwhile. Raises LibraryError, where the file is this library itself, too."""
        if path.exists() and path.samefile(self.path):
            raise LibraryError(str(path), "this is the library itself; choose another file for its copy")
        with speaking(path):
            back_up(self._connection, path)

    def check(self) -> str:
        """What is wrong with the file, in one line, or an empty string. Reads the whole of it: not for each start."""
        with speaking(self.path):
            return check_pages(self._connection) or check_content(self._connection)

    def _mending_words(self, do: Callable[[], Done]) -> Done:
        """Do something; where something is damaged though all pages are sound, it is an index of words, which holds
        nothing that the tables do not: then make the indexes anew and do it again."""
        try:
            return do()
        except LibraryDamaged:
            with speaking(self.path):
                sound = not check_pages(self._connection)
            if self.read_only or not sound:
                raise
        with self._transaction():
            fill_words(self._connection)
        return do()

    def _data_version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """All that is read inside is of one moment."""
        with speaking(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise LibraryReadOnly(str(self.path), "it is open for reading only; nothing was changed")
        with speaking(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back on a full disk
                    self._connection.execute("ROLLBACK")
                raise


def _logged_under(change: Change, writing: Writing) -> str:
    """The story whose undo log has the change: one that it makes, else the one that it is about."""
    match change:
        case DuplicateStory():
            return change.copy
        case ImportStory():
            return next(row.key[0] for row in writing.rows if row.table == "story")
        case HoldPaste() | ReleasePaste():
            raise ValueError(f"nothing that {change.what} writes is logged")
        case _:
            return change.story

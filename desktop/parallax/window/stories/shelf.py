"""What is done with whole stories: rename, tag, copy, bin, import, export, merge; and taken back on the first page.

The stories of a window's library as `Session` is the open one. Views listen to its signals.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from parallax import library as lib
from parallax.errors import LibraryError, ParallaxError, UndoRefused
from parallax.library import STORY_SUFFIX, Library, is_story_file
from parallax.window.listed import listed
from parallax.window.session import Session
from parallax.window.stories.lines import articles, named
from parallax.window.threads import beside

_LONGEST_WRITE = 30.0
"""Seconds for which a window that closes waits for a story file that is being written: a disk may not answer."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A change, undo or redo that was made here: of which story, what, and how many changes the story had `before` it
    and has `since`."""

    story: str
    what: str
    before: int
    since: int


class Shelf(QObject):
    """The stories of a window's library.

    changed()                   the lists are to be read again
    said(sentence, undone)      what was done, once it is saved; and whether undo takes it back
    failed(sentence)            what went wrong
    imported(story, original, show)   a story came from a file; `original` is the id of the one that the library had
                                already, or empty; `show` is what was said when it was asked for
    begun(what), ended()        a file is being read or written
    """

    changed = Signal()
    said = Signal(str, bool)
    failed = Signal(str)
    imported = Signal(str, str, bool)
    begun = Signal(str)
    ended = Signal()

    _file_came = Signal(object, object, bool)
    _file_gone = Signal(object, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._done: list[_Done] = []
        self._undone: list[_Done] = []
        self._at_work = 0
        self._writing: list[threading.Thread] = []
        self._closed = False
        self._file_came.connect(self._import, Qt.ConnectionType.QueuedConnection)
        self._file_gone.connect(self._exported, Qt.ConnectionType.QueuedConnection)

    @property
    def at_work(self) -> bool:
        """Whether story files are being read or written."""
        return self._at_work > 0

    # one story

    def rename(self, story: str, title: str) -> None:
        """Give a story another title; a blank one leaves it as it is."""
        if title.strip():
            self._change(lib.RenameStory(story, title.strip()), story, f"Renamed to “{title.strip()}”")

    def set_tags(self, story: str, tags: Sequence[str], before: Sequence[str]) -> None:
        """Give a story these tags in place of those that the reader saw `before`; a tag that another window gave it
        meanwhile stays, and one that was taken there does not come back."""
        now = self._session.attempt(lambda: self._session.library.story(story).tags)
        if now is None:
            return
        if tuple(now) != tuple(before):
            kept = [tag for tag in now if tag in tags or tag not in before]
            tags = [*kept, *(tag for tag in tags if tag not in before and tag not in kept)]
        self._change(lib.SetTags(story, tuple(tags)), story, f"Tagged {', '.join(tags)}" if tags else "No tags now")

    def duplicate(self, story: str) -> str:
        """Make a copy; its id, or an empty string where that failed."""
        change = lib.DuplicateStory(story)
        copied = self._change(change, change.copy, "Duplicated; the copy is on the first page")
        return change.copy if copied else ""

    def bin(self, story: str) -> bool:
        """Move a story to the bin."""
        return self._change(lib.BinStory(story), story, "Moved to the bin")

    def restore(self, story: str) -> bool:
        """Take a story out of the bin."""
        return self._change(lib.RestoreStory(story), story, "Restored from the bin")

    def merge(self, into: str, other: str) -> bool:
        """Bring what `other` holds into `into`; `other` goes to the bin as it is."""
        return self._change(lib.MergeStories(into, other), into, "Merged; the other one lies in the bin")

    def delete(self, stories: Sequence[str]) -> None:
        """Delete stories of the bin for ever."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # the words are wiped from the search index too
        try:
            count = self._session.attempt(lambda: self._session.library.empty_bin(tuple(stories)))
        finally:
            QGuiApplication.restoreOverrideCursor()
        if count is not None:
            gone = set(stories)
            self._done = [done for done in self._done if done.story not in gone]
            self._undone = [done for done in self._undone if done.story not in gone]
            if self._session.story is not None and self._session.story.id in gone:  # another window put it in the bin
                self._session.leave_story()
            self.said.emit("Deleted for ever" if count == 1 else f"{count} stories deleted for ever", False)
        self.changed.emit()

    def loss(self, stories: Sequence[str]) -> str:
        """What deleting stories of the bin for ever would lose, in words."""
        found = [self._session.attempt(partial(self._session.library.story, story)) for story in stories]
        kept = [story for story in found if story is not None]
        notes = sum(mark.kind == "note" for story in kept for mark in story.marks)
        checked = sum(mark.kind == "checked" for story in kept for mark in story.marks)
        corrections = sum(len(story.corrections) for story in kept)
        counted = [
            articles(count) if (count := sum(len(story.articles) for story in kept)) else "a story without articles",
            f"{notes} note{'s' if notes != 1 else ''}" if notes else "",
            f"{checked} checked difference{'s' if checked != 1 else ''}" if checked else "",
            f"{corrections} correction{'s' if corrections != 1 else ''}" if corrections else "",
        ]
        return listed([part for part in counted if part])

    def _change(self, change: lib.Change, story: str, sentence: str) -> bool:
        """Apply a change, remember it for undo, tell it; false where it failed or nothing was to be done."""
        before = 0 if isinstance(change, lib.DuplicateStory) else self._session.attempt(lambda: self._changes(story))
        applied = self._session.attempt(lambda: self._session.library.apply(change)) if before is not None else None
        if applied is None or not applied.stories:
            return False
        self._remember(applied.stories[0], applied.what, before)
        self.said.emit(sentence, True)
        self.changed.emit()
        return True

    # undo

    def can_undo(self) -> str:
        """What undo would take back, in words, or an empty string."""
        return self._done[-1].what if self._done else ""

    def can_redo(self) -> str:
        """What redo would do again, in words, or an empty string."""
        return self._undone[-1].what if self._undone else ""

    def undo(self) -> None:
        """Take back what was done last on the first page of this window."""
        self._turn(self._done, self._undone, self._session.library.undo, "Undone")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(self._undone, self._done, self._session.library.redo, "Done again")

    def _turn(self, source: list[_Done], target: list[_Done], turn: Callable[[str], lib.Applied], word: str) -> None:
        if not source:
            return
        done = source.pop()
        if self._session.attempt(lambda: self._untouched(done)) and self._session.attempt(lambda: turn(done.story)):
            now = self._changes(done.story)
            target.append(_Done(done.story, done.what, done.since, now))
            self._now_next(source, done, now)
            self.said.emit(f"{word}: {done.what}", False)
        self.changed.emit()

    def _now_next(self, source: list[_Done], done: _Done, now: int) -> None:
        """The story is again as the change before this one left it, if nothing else came between the two."""
        for at in reversed(range(len(source))):
            if source[at].story == done.story:
                if source[at].since == done.before:
                    source[at] = replace(source[at], since=now)
                return

    def _untouched(self, done: _Done) -> bool:
        """True where the story is as that change left it. Else undo would take back something later, unseen."""
        if self._changes(done.story) != done.since:
            title = named(self._session.library.story(done.story).title)
            raise UndoRefused(title, f"it was changed later, so open it and undo there (not undone: {done.what})")
        return True

    def _changes(self, story: str) -> int:
        return self._session.library.story(story).changes

    def _remember(self, story: str, what: str, before: int) -> None:
        since = self._session.attempt(lambda: self._changes(story))
        if since is not None:
            self._done.append(_Done(story, what, before, since))
            self._undone.clear()

    def close(self) -> None:
        """The window goes: what is still being read is not taken in any more, and what is being written is waited
        for, as the program may end with this window."""
        self._closed = True
        for thread in self._writing:
            thread.join(_LONGEST_WRITE)

    def forget(self) -> None:
        """Another library is open: nothing of the one before can be undone."""
        self._done, self._undone = [], []

    # files

    def import_files(self, paths: Sequence[Path], *, show: bool = True) -> None:
        """Read story files without holding the window up, and take each into the library; `show` says whether the
        window is to open them."""
        self._work(f"Opening {paths[0].name}" if len(paths) == 1 else f"Opening {len(paths)} stories", len(paths))
        beside("reading stories", partial(self._read, tuple(paths), show))

    def _read(self, paths: Sequence[Path], show: bool) -> None:
        """On a thread: the story of each file, or the error that says why not."""
        for path in paths:
            try:
                outcome: object = lib.read_story_file(path)
            except (ParallaxError, OSError) as error:
                outcome = error
            self._file_came.emit(path, outcome, show)

    def _import(self, path: Path, outcome: object, show: bool) -> None:
        if self._closed:
            return
        self._rest()
        if isinstance(outcome, Exception):
            self.failed.emit(str(outcome))
            return
        assert isinstance(outcome, lib.StoryFile)
        change = lib.ImportStory(outcome)
        applied = self._session.attempt(lambda: self._session.library.apply(change))
        if applied is None or not applied.stories:
            return
        story = applied.stories[0]
        self._remember(story, applied.what, 0)
        self.changed.emit()
        self.said.emit(f"Imported from {path.name}", True)
        self.imported.emit(story, self.original(story), show)

    def original(self, story: str) -> str:
        """The id of the story that this one, imported from a file, was made from, where the library has that too."""
        library = self._session.library
        kept = self._session.attempt(lambda: library.story(story))
        if kept is None or not kept.origin or kept.origin == story:
            return ""
        try:
            return "" if library.story(kept.origin).binned else str(kept.origin)
        except LibraryError:
            return ""

    def export(self, story: str, path: Path) -> None:
        """Write a story to a file without holding the window up."""
        path = path if is_story_file(path) else path.with_name(path.name + STORY_SUFFIX)
        self._work(f"Writing {path.name}", 1)
        library = self._session.library.path
        thread = beside("writing a story", partial(self._write, library, story, path))
        self._writing = [*(other for other in self._writing if other.is_alive()), thread]

    def _write(self, library: Path, story: str, path: Path) -> None:
        """On a thread, with a connection of its own."""
        outcome: object = None
        try:
            with Library.open(library, read_only=True) as reading:
                reading.export_story(story, path)
        except (ParallaxError, OSError) as error:
            outcome = error
        self._file_gone.emit(path, outcome)

    def _exported(self, path: Path, outcome: object) -> None:
        if self._closed:
            return
        self._rest()
        if isinstance(outcome, Exception):
            self.failed.emit(str(outcome))
        else:
            self.said.emit(f"Written to {path.name}", False)

    def _work(self, what: str, files: int) -> None:
        self._at_work += files
        self.begun.emit(what)

    def _rest(self) -> None:
        self._at_work -= 1
        if not self._at_work:
            self.ended.emit()

"""What is held to be a fault of the window: exceptions that nobody sees, warnings of Qt, a window that does not
answer, and what must always be so."""

from __future__ import annotations

import faulthandler
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from parallax.errors import StoryMissing
from parallax.library import Library, Story
from parallax.window.main_window import MainWindow
from parallax.window.stories.lines import named
from parallax.window.texts.offsets import in_title, shown

HANG = 10.0
"""Seconds within which the window must answer."""
_patience = 1.0
_OF_THE_DESKTOP = (
    "This plugin does not support propagateSizeHints",
    "QXcbConnection",
    "qt.qpa",
    "occurs outside target window",
    "XKB",
    "Qt WebEngine",
    "libEGL",
    "Could not connect to",
    "QSystemTrayIcon",
    "QFileSystemWatcher",
    "Using QCharRef",
)
"""What Qt says of the virtual screen, or of this robot, and not of the window."""


def be_patient(times: float) -> None:
    """Everything may take so many times as long as it does on a quiet machine."""
    global _patience
    _patience = times


class Fault(Exception):
    """Something that must not be."""


class Watcher:
    """Collects faults; `check` raises the first."""

    def __init__(self, dump: TextIO) -> None:
        self.faults: list[str] = []
        self._dump = dump
        faulthandler.enable(dump)
        sys.excepthook = lambda kind, error, trace: self._raised("in a slot", error)
        threading.excepthook = lambda args: self._raised(f"in thread {args.thread}", args.exc_value)
        sys.unraisablehook = lambda args: self._raised(f"unraisable in {args.object!r}", args.exc_value)
        qInstallMessageHandler(self._told)

    def _raised(self, where: str, error: BaseException | None) -> None:
        trace = "".join(traceback.format_exception(error)) if error is not None else ""
        self.faults.append(f"exception {where}:\n{trace}")

    def _told(self, kind: QtMsgType, _: QMessageLogContext, message: str | None) -> None:
        if kind == QtMsgType.QtInfoMsg or kind == QtMsgType.QtDebugMsg:
            return
        if not any(known in (message or "") for known in _OF_THE_DESKTOP):
            stack = "".join(traceback.format_stack(limit=8)[:-1])
            self.faults.append(f"Qt says: {message}\n{stack}")

    def alive(self) -> None:
        """The window has answered; it has so long to answer again, else the process ends with all its stacks."""
        faulthandler.dump_traceback_later(HANG * _patience, exit=True, file=self._dump)

    def asleep(self) -> None:
        """Nothing is expected of the window."""
        faulthandler.cancel_dump_traceback_later()

    def check(self, windows: tuple[MainWindow, ...]) -> None:
        """Raise what was seen."""
        for window in windows:
            if "fault in Parallax" in window.notice.text:
                self.faults.append(f"the notice says: {window.notice.text}")
        if self.faults:
            raise Fault("\n".join(self.faults))


def hold(so: bool, what: str) -> None:
    """Raise a Fault unless it is so."""
    if not so:
        raise Fault(what)


def become(so: Callable[[], bool], what: Callable[[], str], seconds: float = 20) -> None:
    """Let the window run until it is so."""
    end = time.monotonic() + seconds * _patience
    while not so():
        if time.monotonic() > end:
            raise Fault(what())
        QTest.qWait(20)


def look_at(window: MainWindow) -> None:
    """What must be so in a window in which no dialog is open, once it has seen what other windows wrote."""
    become(lambda: _up_to_date(window), lambda: f"the window has another story than the library: {_behind(window)}", 3)
    session, state = window.session, window.session.state
    articles, comparison = session.articles, state.comparison
    if comparison is not None:
        hold(session.story is not None, "a comparison is on screen without a story")
        told = [(a.id, a.text_sha256) for a in comparison.articles]
        own = [(a.id, a.text_sha256) for a in articles]
        hold(told == own[: len(told)], f"the comparison is of other articles: {told}, not {own}")
    count = len(state.differences)
    hold(state.current is None or state.current < count, f"difference {state.current} of {count} is current")
    hold(set(state.checked) <= set(range(count)), "a difference is checked that is not there")
    side = window.page.side
    if session.story is not None:
        hold(side.article_count() == len(articles), f"{side.article_count()} columns for {len(articles)} articles")
        for n, article in enumerate(articles):
            in_view = side.column(n).text.document().toRawText().replace("\u2029", "\n")  # the plain one has no U+00A0
            what = f"column {n} shows another text{_around_the_first_other(in_view, shown(article.text))}"
            hold(in_view == shown(article.text), what)
        title = f"{in_title(named(session.story.title))} — Parallax"
        hold(window.windowTitle() == title, f"the window is called {window.windowTitle()!r}, not {title!r}")
    else:
        hold(window.windowTitle() == "Parallax", f"without a story the window is called {window.windowTitle()!r}")
    left = [d for d in window.findChildren(QDialog) if not d.isVisible()]
    hold(not left, f"dialogs that were closed are kept: {[_called(d) for d in left]}")
    if window.isActiveWindow():
        focused = QApplication.focusWidget()
        hold(focused is not None, "nothing has the focus in the active window")
        assert focused is not None
        hold(
            focused.isVisible() and focused.isEnabled(), f"the focus is on {_called(focused)}, which is not to be seen"
        )


def _called(widget: QWidget) -> str:
    """A widget and what it is in, by class and name."""
    chain: list[str] = []
    at: QWidget | None = widget
    while at is not None:
        name = at.accessibleName() or at.objectName() or str(at.property("text") or "")
        chain.append(
            f"{type(at).__name__} “{name}”{'' if at.isVisible() else ' hidden'}{'' if at.isEnabled() else ' off'}"
        )
        at = at.parentWidget()
    return " in ".join(chain)


def lists_agree(window: MainWindow) -> bool:
    """Whether the first page, where it is on screen, lists the stories of the library."""
    start, library = window.start_page, window.session.library
    if not start.isVisible() or start.searching or start.list.editing or start.tags.currentData():
        return True
    listed = [line.story for line in start.list.lines()]
    return listed == [head.id for head in library.stories()][: len(listed)] and bool(listed) == bool(
        library.story_count()
    )


def look_at_library(path: Path, folder: Path, story: str) -> None:
    """The file is sound, its counts are right, and undoing a story to its beginning and redoing it changes nothing."""
    copy = folder / "looked at.sqlite"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with Library.open(copy) as library:
        hold(not (wrong := library.check()), f"the library's check says: {wrong}")
        hold(library.story_count() == len(library.stories()), "the number of stories is wrong")
        hold(library.story_count(binned=True) == len(library.stories(binned=True)), "the number in the bin is wrong")
        if story:
            before, steps = library.story(story), 0
            while library.next_undo(story):
                library.undo(story)
                steps += 1
            for _ in range(steps):
                hold(bool(library.next_redo(story)), "what was undone cannot be redone")
                library.redo(story)
            after = library.story(story)
            hold(_kept(before) == _kept(after), f"{steps} steps undone and redone change: {_apart(before, after)}")


def _kept(story: Story) -> dict[str, object]:
    """What a reader would miss."""
    return {
        "title": story.title,
        "tags": story.tags,
        "articles": story.articles,
        "marks": sorted(((m.id, m.kind, m.note, m.readings) for m in story.marks if m.kind != "seen"), key=repr),
        "corrections": sorted(((c.id, c.kind, c.readings, c.value) for c in story.corrections), key=repr),
        "tray": sorted((repr(t.item.id) for t in story.tray), key=repr),
    }


def _up_to_date(window: MainWindow) -> bool:
    """Whether the story on screen is as the library has it."""
    story = window.session.story
    try:
        return story is None or _kept(window.session.library.story(story.id)) == _kept(story)
    except StoryMissing:
        return False


def _behind(window: MainWindow) -> str:
    """In what the story on screen is not as the library has it."""
    story = window.session.story
    try:
        return _apart(window.session.library.story(story.id), story) if story is not None else ""
    except StoryMissing:
        return "it is not in the library"


def _apart(one: Story, other: Story) -> str:
    here, there = _kept(one), _kept(other)
    return "; ".join(f"{name}: {_around_the_first_other(repr(here[name]), repr(there[name]))}" for name in here)


def _around_the_first_other(here: str, there: str) -> str:
    """Some characters of both around where they begin to differ; “the same” where they do not."""
    at = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    shown = slice(max(0, at - 200), at + 300)
    return "the same" if here == there else f"{here[shown]} / {there[shown]}"

"""What is read becomes articles of a story: files, pasted texts and web pages, without holding the window up."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from parallax import library as lib
from parallax.article import Article, new_id
from parallax.errors import StoryMissing
from parallax.library import MOST_ARTICLES
from parallax.window.articles.outcomes import STOPPED, Parcel, outcome_of, parcel_of
from parallax.window.listed import listed
from parallax.window.texts.offsets import shown
from parallax.window.threads import beside

if TYPE_CHECKING:
    from parallax.window.session import Session

_MOST_NAMED = 4
"""How many files are told by their names."""
_BETWEEN_ARTICLES = 10
"""Milliseconds between two articles that have come at once, in which the window answers to the reader."""


@dataclass(frozen=True, slots=True)
class _Came:
    """What reading gave, the story that it is for, and the pasted text that it was, if any."""

    outcome: object
    into: str
    held: str = ""


class Adding(QObject):
    """Reads for the session's story, whichever is open when it has been read.

    several(parcel)   a file holds several articles, of which the reader is to choose
    added(article)    an article came to the open story that was not in the library; its id
    all_came()        the last one that was being read is there, and the open story has others than before
    """

    several = Signal(object)
    added = Signal(str)
    all_came = Signal()

    _read = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._under_way: Counter[str] = Counter()  # by the story that they are for
        self._to_begin: set[str] = set()
        self._instead: dict[str, str] = {}
        self.replacing = 0
        """How many files are being read that are to take the place of a text."""
        self.stop = threading.Event()
        """Set when the reader stops what is being read; then there is another one."""
        self._joined = False
        self._read.connect(self._article_came, Qt.ConnectionType.QueuedConnection)
        self._came: deque[_Came] = deque()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._add_one)

    @property
    def count(self) -> int:
        """How many files and texts are being read, or were and are not added yet."""
        return self._under_way.total()

    def coming(self, into: str) -> int:
        """How many of them are for one story."""
        return self._under_way[into]

    def destination(self) -> str:
        """The story that what comes is for if nothing else is said: the open one, or one that will begin with it."""
        into = self._session.into
        if self._session.story is None:
            self._to_begin.add(into)
        return into

    def files(self, paths: Sequence[Path]) -> None:
        """Read files without holding the window up, and add their articles; of several in one the reader chooses."""
        session, room = self._session, self._session.room
        if len(paths) > room:
            left = _named([path.name for path in paths[room:]])
            added = f"{room} of these {len(paths)} {'is' if room == 1 else 'are'} added"
            session.failed.emit(f"A story holds up to {MOST_ARTICLES} articles: {added}. Left out: {left}.")
            paths = paths[:room]
        if not paths:
            return
        into = self.destination()
        self._under_way[into] += len(paths)
        beside("reading files", partial(self._read_files, tuple(paths), into, self.stop))
        session.begun.emit(0, 0, f"Opening {paths[0].name}" if len(paths) == 1 else f"Opening {len(paths)} files")

    def text(self, held: str, read: Callable[[threading.Event], Parcel], *, at_once: bool) -> None:
        """Read the text of a clipboard, kept as `held`, and add it: now, or without holding the window up. `read` is
        told the event that ends it."""
        into = self.destination()
        self._under_way[into] += 1
        parcel = partial(read, self.stop)
        if at_once:
            self._take(_Came(outcome_of(parcel, ""), into, held))
            return
        beside("reading the clipboard", partial(self._read_one, "", parcel, into, self.stop, held))
        self._session.begun.emit(0, 0, "Reading the clipboard")

    def chosen(self, parcel: Parcel, chosen: Sequence[Article], into: str) -> None:
        """Add some articles of a parcel in their order to a story."""
        self._under_way[into] += len(chosen)
        for article in chosen:
            self._article_came(_Came(replace(parcel, articles=(article,)), into))

    def page_taker(self) -> Callable[[Parcel], None]:
        """What adds the articles of a web page to the story that is open now, or else begins it."""
        return partial(self._take_page, self.destination())

    def has_room(self) -> bool:
        """Whether an article more may join the story; that it may not is told."""
        if not self._session.room:
            self._session.failed.emit(f"A story holds up to {MOST_ARTICLES} articles: this one is full.")
        return self._session.room > 0

    def cancel(self) -> None:
        """Stop what is being read."""
        self.stop.set()
        self.stop = threading.Event()

    def forget(self) -> None:
        """Another story is shown: what came to the one before waits for no analysis any more."""
        self._joined = False

    def close(self) -> None:
        """Take in nothing more."""
        self.stop.set()
        self._turn.stop()

    def _read_files(self, paths: Sequence[Path], into: str, stop: threading.Event) -> None:
        """On a thread, in order: what each file holds, or its error."""
        for path in paths:
            self._read_one(path.name, partial(parcel_of, path, stop), into, stop)

    def _read_one(
        self, name: str, read: Callable[[], Parcel], into: str, stop: threading.Event, held: str = ""
    ) -> None:
        self._read.emit(_Came(outcome_of(read, name, stop), into, held))

    def _take_page(self, into: str, parcel: Parcel) -> None:
        self._under_way[into] += 1
        self._article_came(_Came(parcel, into))

    def _article_came(self, came: _Came) -> None:
        """Articles are added one a turn of the event loop, so that several do not stall the window."""
        if self._session.closed:
            return
        self._came.append(came)
        if not self._turn.isActive():
            self._turn.start(0)

    def _add_one(self) -> None:
        came = self._came.popleft()
        if self._came:
            self._turn.start(_BETWEEN_ARTICLES)
        self._take(came)

    def _take(self, came: _Came) -> None:
        session, outcome, held = self._session, came.outcome, came.held
        self._under_way[came.into] -= 1
        if isinstance(outcome, Parcel) and len(outcome.articles) > 1:
            self.several.emit(outcome)
        elif isinstance(outcome, Parcel):
            parcel = outcome
            session.attempt(lambda: self._add(parcel, came.into, held))
        elif outcome is not STOPPED:
            session.failed.emit(str(outcome))
        if self._joined and not self.count:  # the last one may be one that could not be read
            self._joined = False
            self.all_came.emit()
        if held:
            session.pasting.settled(held, outcome)
        session.rest()

    def _add(self, parcel: Parcel, story_id: str, held: str) -> None:
        session = self._session
        (article,), name = parcel.articles, parcel.name
        into = self._instead.get(story_id, story_id)
        change = lib.AddArticle(into, article, parcel.raw, name, held)
        where = ""
        try:
            # as it is now: another window may have filled it meanwhile
            story = None if into in self._to_begin else session.library.story(into)
            if story is None:
                title = self._begin(change)
            elif len(story.articles) < MOST_ARTICLES:
                session.library.apply(change)
                title, where = story.title, ", which is in the bin" if story.binned else ""
            else:
                self._tell_full(held)
                return
        except StoryMissing:  # it was deleted for ever meanwhile, and is not to come back
            self._instead[story_id] = into = new_id()
            title = self._begin(replace(change, story=into))
            where = ", a new story: the one that it was for is deleted"
        self._to_begin.discard(into)
        if into != session.into or where:
            session.saved.emit(f"{name or 'The pasted text'} was added to “{title or 'Untitled story'}”{where}")
        if into != session.into:
            session.elsewhere.emit()
            return
        session.show_added(into)
        self._joined = True
        self.added.emit(article.id)

    def _begin(self, change: lib.AddArticle) -> str:
        """Begin the story that an article is for with it. The title that it gets."""
        title = change.article.title or change.article.outlet or "Untitled story"
        self._session.library.apply_all([lib.NewStory(title, change.story), change])
        return title

    def _tell_full(self, held: str) -> None:
        """What came has no room any more; a pasted text is kept."""
        if held:
            self._session.pasting.kept_apart.emit(held)
        else:
            self._session.failed.emit(f"A story holds up to {MOST_ARTICLES} articles: not all that came were added.")


def _named(names: Sequence[str]) -> str:
    """Files by their names, and by their number where they are many."""
    told = [f"“{' '.join(shown(name).split())}”" for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        told.append(f"{len(names) - _MOST_NAMED} more")
    return listed(told)

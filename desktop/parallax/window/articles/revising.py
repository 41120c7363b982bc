"""Another text in the place of an article's: read again from its file, pasted, edited, or from another file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from parallax import library as lib
from parallax.article import Article, Cleaning
from parallax.cleaning import is_joined
from parallax.outlets import outlet_names
from parallax.window.articles.outcomes import Parcel, outcome_of, parcel_of
from parallax.window.threads import beside

if TYPE_CHECKING:
    from parallax.window.session import Session

_NO_FILE = "This article was not read from a file: use Replace its text… instead."
_ELSEWHERE = (
    "This text came with the address of its page, but not from there: use Replace its text… and choose the file, or "
    "add the page from its web address."
)


class Revising(QObject):
    """Changes articles of the session's story, each named by its id or given as the reader saw it: others may come or
    go, or another window may change it, while a dialog is open or a file is read.

    several(id, parcel) a file holds several articles, one of which is to take the place of that of this id
    before()            a text is about to be changed
    revised(number)     it was, that of the article with this number
    kept_aside(text)    what the reader wrote was not put in the place of a text that is another one by now
    """

    several = Signal(str, object)
    before = Signal()
    revised = Signal(int)
    kept_aside = Signal(str)

    _came = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._came.connect(self._end_reading, Qt.ConnectionType.QueuedConnection)

    def read_again(self, article: str) -> None:
        """Read the file of an article again; what it holds now takes the place of the text."""
        known = self._article(article)
        if known is None:
            return
        path = Path(known.location) if known.location else None
        if path is None or not path.is_absolute():
            self._session.failed.emit(_NO_FILE if path is None else _ELSEWHERE)
        else:
            self.by_file(article, path)

    def by_file(self, article: str, path: Path) -> None:
        """Put what a file holds in the place of an article's text."""
        self._session.adding.replacing += 1
        self._session.begun.emit(0, 0, f"Opening {path.name}")
        beside("reading again", partial(self._read, article, path, self._session.adding.stop))

    def by_chosen(self, article: str, parcel: Parcel, chosen: Article) -> None:
        """Put one of the articles of a parcel in the place of an article's text."""
        self._take(article, replace(parcel, articles=(chosen,)))

    def by_page(self, article: str, parcel: Parcel) -> None:
        """Put what a web page holds, which was fetched again, in the place of an article's text."""
        self._take(article, parcel)

    def by_text(self, seen: Article, text: str) -> None:
        """Put a text in the place of an article's. What is known of where it came from stays."""
        known = self._article(seen.id)
        if known is None or known.text_sha256 != seen.text_sha256:
            if known is not None:
                name = outlet_names(self._session.articles)[self._session.articles.index(known)]
                self._session.failed.emit(f"The text of {name} was changed meanwhile, so it was left as it is now.")
            self.kept_aside.emit(text)
            return

        def read() -> Parcel:
            from parallax.worker.reader import read_paste  # when it is needed: the window opens sooner without it

            made = read_paste(text)
            made = replace(made, location=known.location, retrieved=known.retrieved)
            return Parcel((made,), text.encode("utf-8", "surrogatepass"))

        self._take(known.id, outcome_of(read, ""))

    def particulars(self, seen: Article, outlet: str, author: str, published: str) -> None:
        """Set what is known about an article: no more of it than the reader changed."""
        session, story = self._session, self._session.story
        given = {"outlet": outlet, "author": author, "published": published}
        changed = {name: words for name, words in given.items() if words != getattr(seen, name)}
        if not changed or self._article(seen.id) is None or story is None:
            return

        def apply() -> None:
            session.library.apply(lib.EditArticle(story.id, seen.id, **changed))
            session.after_change()
            session.saved.emit("Particulars saved")

        session.attempt(apply)

    def take_back(self, seen: Article, pieces: Sequence[Cleaning]) -> str:
        """Take back what reading did to these pieces of a text. What was done, in words; empty where it was not, which
        is told."""
        session, story = self._session, self._session.story
        if self._article(seen.id) is None or story is None:
            return ""

        def apply() -> str:
            self.before.emit()
            before = {t.item.id for t in session.marking.tray}
            session.library.apply(lib.TakeBack(story.id, seen.id, seen.text_sha256, tuple(pieces)))
            session.after_change()
            number = next((n for n, a in enumerate(session.articles) if a.id == seen.id), None)
            if number is not None:
                self.revised.emit(number)
            return self._tell(_done_to(pieces), before)

        return session.attempt(apply) or ""

    def _tell(self, done: str, before: set[str]) -> str:
        """Say what was done to a text, and what became of its marks; `before` lay in the tray before."""
        session = self._session
        more = sum(t.item.id not in before for t in session.marking.tray)
        if more:
            lie = "mark is" if more == 1 else "marks are"
            words = f"{done}, and {more} {lie} in the tray."
            session.marking.to_tray.emit(words)
        else:
            words = f"{done}; every mark is in its place"
            session.saved.emit(words)
        return words

    def _article(self, article: str) -> Article | None:
        """The article of this id. None, which is told, where it left the story while something was asked or read."""
        found = self._session.article(article)
        if found is None:
            self._session.failed.emit("That article is not in this story any more, so it was left as it is.")
        return found

    def _read(self, article: str, path: Path, stop: threading.Event) -> None:
        self._came.emit(article, outcome_of(lambda: parcel_of(path, stop), path.name, stop))

    def _end_reading(self, article: str, outcome: object) -> None:
        self._session.adding.replacing -= 1
        self._take(article, outcome)

    def _take(self, article: str, outcome: object) -> None:
        session = self._session
        if session.closed:
            return
        if isinstance(outcome, Exception):
            session.failed.emit(str(outcome))
        elif isinstance(outcome, Parcel) and (known := self._article(article)) is not None:
            parcel = outcome
            if len(parcel.articles) > 1:
                self.several.emit(article, parcel)
            else:
                session.attempt(lambda: self._revise(session.articles.index(known), parcel))
        session.rest()

    def _revise(self, number: int, parcel: Parcel) -> None:
        session, (made,) = self._session, parcel.articles
        story, old = session.story, session.articles[number]
        assert story is not None
        name = outlet_names(session.articles)[number]
        if (made.text, made.paragraphs) == (old.text, old.paragraphs):
            session.saved.emit(f"The text of {name} is the same as before")
            return
        self.before.emit()
        before = {t.item.id for t in session.marking.tray}
        session.library.apply(lib.ReviseArticle(story.id, replace(made, id=old.id), parcel.raw, parcel.name))
        session.after_change()
        self.revised.emit(number)
        self._tell(f"The text of {name} was replaced", before)


def _done_to(pieces: Sequence[Cleaning]) -> str:
    joined = sum(map(is_joined, pieces))
    back = len(pieces) - joined
    parts = []
    if back:
        parts.append("One piece was put back" if back == 1 else f"{back:,} pieces were put back")
    if joined:
        where = "in one place" if joined == 1 else f"in {joined:,} places"
        parts.append(f"{'lines' if parts else 'Lines'} were parted {where}")
    return " and ".join(parts)

"""Pasted texts: kept the moment they are pasted, before anything reads them, and until they are an article."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal

from parallax import library as lib
from parallax.article import new_id
from parallax.errors import EmptyArticle
from parallax.library import Held
from parallax.window.articles.outcomes import STOPPED, Parcel

if TYPE_CHECKING:
    from parallax.window.session import Session


class Pasting(QObject):
    """The pasted texts of one session.

    kept_apart(held)   a text was kept that has no room in the open story
    """

    kept_apart = Signal(str)

    in_hand: ClassVar[set[str]] = set()
    """The texts that some window of this process is reading now; all others that are held wait for the reader."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._own: set[str] = set()

    def add(self, text: str, html: str, address: str, title: str) -> None:
        """Keep a text, then read it and add it as an article."""
        session, held = self._session, Held(new_id(), text, html, "", address, title)
        keep = lib.HoldPaste(held.id, text, html, address, title)
        if session.attempt(lambda: session.library.apply(keep)) is not None:
            self.take(held)

    def waiting(self) -> list[Held]:
        """The texts that were kept and are no article, the oldest first. Raises LibraryError."""
        return [held for held in self._session.library.held_pastes() if held.id not in self.in_hand]

    def take(self, held: Held) -> None:
        """Add a text that waits to the open story, or as a new one where none is open."""
        if self._session.room:
            self._read(held)
        else:
            self.kept_apart.emit(held.id)

    def release(self, held: str) -> None:
        """Let a text go."""
        session = self._session
        session.attempt(lambda: session.library.apply(lib.ReleasePaste(held)))

    def settled(self, held: str, outcome: object) -> None:
        """A text was read. One without any words is let go; any other that could not be read waits."""
        self._own.discard(held)
        self.in_hand.discard(held)
        if isinstance(outcome, EmptyArticle):
            self.release(held)
        elif outcome is STOPPED:
            self._session.saved.emit("Reading was stopped; the pasted text is kept on the first page")
            self._session.elsewhere.emit()

    def close(self) -> None:
        """What this session was reading waits again."""
        self.in_hand.difference_update(self._own)
        self._own.clear()

    def _read(self, held: Held) -> None:
        self._own.add(held.id)
        self.in_hand.add(held.id)
        self._session.adding.text(held.id, partial(_parcel, held), at_once=not held.html)


def _parcel(held: Held, stop: threading.Event) -> Parcel:
    """The article in a clipboard, and its bytes."""
    from parallax.worker.reader import read_paste  # when it is needed: the window opens sooner without it

    article = read_paste(held.text, held.html or None, held.address, held.title, cancel=stop)
    return Parcel((article,), (held.text or held.html).encode("utf-8", "surrogatepass"))

"""Fetching one web page that the reader said yes to, and reading it, without holding the window up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from parallax.errors import ReadError
from parallax.window.articles.outcomes import Parcel, outcome_of
from parallax.window.threads import beside

if TYPE_CHECKING:
    from parallax.window.session import Session
    from parallax.worker.address import Address
    from parallax.worker.page import Rules

Take = Callable[[Parcel], None]
"""Told what a page holds."""


class Fetching(QObject):
    """Of one session, one page at a time.

    asked(site)      a site is being asked now; none any more where it is empty
    ended(refusal)   the page was taken, or there is none for a reason: one sentence
    """

    asked = Signal(str)
    ended = Signal(str)

    _told = Signal(object, str)
    _came = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.rules: Rules | None = None  # the usual ones
        self.site = ""
        self._cancel: threading.Event | None = None
        self._take: Take = lambda parcel: None
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._came.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a page is being fetched or read."""
        return self._cancel is not None

    def fetch(self, address: Address, take: Take | None = None) -> None:
        """Ask for a page, which the reader said yes to. `take` is given what it holds: for the story that is open now,
        unless something else is to be done with it."""
        self.cancel()
        self._take = take or self._session.adding.page_taker()
        self._cancel = cancel = threading.Event()
        beside("fetching a page", partial(self._read, address, cancel))
        self._show(address.site)

    def close(self) -> None:
        """Stop asking, and tell nobody: the window goes."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None

    def cancel(self) -> None:
        """Stop asking; what comes all the same is not taken."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None
            self._show("")

    def _read(self, address: Address, cancel: threading.Event) -> None:
        from parallax.worker import page, web  # when it is needed: the window opens sooner without it

        def told(site: str) -> None:
            self._told.emit(cancel, site)

        rules = self.rules or page.USUAL

        def read() -> Parcel:
            articles, raw = web.read_page(address, rules, cancel=cancel, told=told)
            return Parcel(tuple(articles), raw, address.site)

        self._came.emit(cancel, outcome_of(read, address.site))

    def _tell(self, of: threading.Event, site: str) -> None:
        if of is self._cancel:
            self._show(site)

    def _show(self, site: str) -> None:
        if site != self.site:
            self.site = site
            self.asked.emit(site)

    def _end(self, of: threading.Event, outcome: object) -> None:
        if of is not self._cancel or self._session.closed:
            return
        self._cancel = None
        self._show("")
        if isinstance(outcome, Parcel):
            self._take(outcome)
            self.ended.emit("")
        else:
            self.ended.emit(_sentence(outcome))


def _sentence(error: object) -> str:
    """Why there is no page, without the address, which is on screen."""
    what = error.what if isinstance(error, ReadError) else str(error)
    first = what.partition(" ")[0]
    return what if "." in first else what[:1].upper() + what[1:]  # the name of a site stays as it is

"""Files that hold several articles, in one window: the reader is asked of one after the other which to take."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from parallax.article import Article
from parallax.outlets import outlet_names
from parallax.window.articles.outcomes import Parcel
from parallax.window.stories.lines import named

if TYPE_CHECKING:
    from parallax.window.articles.picker import PickerDialog
    from parallax.window.main_window import MainWindow


_LOOKED_AGAIN = 150
"""Milliseconds after which it is looked whether another dialog has gone."""


class Picking(QObject):
    """Asks, and hands on what was chosen: to the session, or to take the place of an article."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: deque[tuple[Parcel, str]] = deque()
        self.dialog: PickerDialog | None = None
        self._into = ""
        """The story that the articles in the dialog are for, unless the reader wants a new one."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOKED_AGAIN)
        self._again.timeout.connect(self._ask)
        window.session.articles_changed.connect(self._room_changed)
        window.session.idle.connect(self._room_changed)  # a file that could not be read takes no room
        window.session.adding.several.connect(self._for_story)
        window.marks.revising.several.connect(self._for_article)

    def _for_story(self, parcel: Parcel) -> None:
        self._waiting.append((parcel, ""))
        self._ask()

    def _for_article(self, article: str, parcel: Parcel) -> None:
        self._waiting.append((parcel, article))
        self._ask()

    def _ask(self) -> None:
        """Ask of the next file, unless one is being asked of, or the reader is at another dialog: keys that are meant
        for that one must not choose here."""
        if self.dialog is not None or not self._waiting or self._window.session.closed:
            return
        if any(dialog.isVisible() and dialog.isModal() for dialog in self._window.findChildren(QDialog)):
            self._again.start()
            return
        from parallax.window.articles.picker import PickerDialog  # when it is needed: the window opens sooner

        parcel, replaced = self._waiting.popleft()
        session, window = self._window.session, self._window
        names = outlet_names(session.articles)
        instead_of = next((n for n, a in zip(names, session.articles, strict=True) if a.id == replaced), "")
        if replaced and not instead_of:  # the article went meanwhile
            self._ask()
            return
        before, called = session.articles, names
        self._into = session.adding.destination()
        if replaced:
            before = tuple(a for a in before if a.id == replaced)
            called = (instead_of,)
        dialog = self.dialog = PickerDialog(
            window,
            window.preferences,
            parcel.name,
            parcel.articles,
            before,
            called,
            here=named(session.story.title) if session.story else None,
            room=session.room,
            instead_of=instead_of,
        )
        dialog.finished.connect(self._done)
        if replaced:
            dialog.ask(lambda chosen, _: window.marks.revising.by_chosen(replaced, parcel, chosen[0]))
        else:
            dialog.ask(partial(self._add, parcel, self._into))

    def _room_changed(self) -> None:
        if self.dialog is not None:
            self.dialog.set_room(self._window.session.room_in(self._into))

    def _add(self, parcel: Parcel, into: str, chosen: list[Article], apart: bool) -> None:
        """Add what was chosen to the story that was open when the list came, or to a new one."""
        session = self._window.session
        if apart and session.story is not None:
            self._window.leave_story()
        session.adding.chosen(parcel, chosen, session.adding.destination() if apart else into)
        self._window.say(f"{len(chosen)} of the {len(parcel.articles)} articles in {parcel.name} are added")

    def _done(self) -> None:
        self.dialog = None
        self._ask()

"""Which note the dock shows, and where notes lead: between the field, the session and the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from parallax.library import Mark
from parallax.outlets import outlet_names
from parallax.values import ArticleSpan, Comparison
from parallax.window.corrections.deeds import touch
from parallax.window.corrections.note_line import NoteField, NoteTarget
from parallax.window.corrections.told import in_quotes
from parallax.window.state import Noted

if TYPE_CHECKING:
    from parallax.window.session import Session


class Noting(QObject):
    """Follows the reader with the note field. What a window does not show is not written: `field` is its only way."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.field = NoteField(self._keep)
        self._asked: NoteTarget | None = None  # what the reader asked to write on, until another difference is chosen
        self._current: tuple[Comparison | None, int | None] = (None, None)

    def _keep(self, target: NoteTarget, text: str, before: str) -> tuple[str, str] | None:
        return self._session.marking.write_note(target.story, text, before, target.wanted())

    def forget(self) -> None:
        """Another story begins: save, and show nothing."""
        self.field.flush()
        self._asked, self._current = None, (None, None)
        self.field.show_note(None)

    def follow(self) -> None:
        """The reader went on, or notes changed: show the note that belongs here, or none."""
        state = self._session.state
        before, self._current = self._current, (state.comparison, state.current)
        if before[0] is state.comparison and before[1] != state.current:
            self._asked = None  # the reader went on; a comparison that comes anew leaves the note where it is
        elif state.current is None and self._asked and self._asked.difference and not self.field.edit.hasFocus():
            self._asked = None  # the difference is gone; its note is in the list
        self._follow_asked()
        target = self._asked or self._on_current()
        if target is None:
            self.field.show_note(None)
            return
        kept = self._kept(target)
        if kept is None and self._asked is None:
            self.field.show_note(None)
            return
        typed_in_tray = target.mark if self.field.unsaved else ""
        mark, text = (kept.id, kept.note) if kept is not None else (typed_in_tray, "")
        self.field.show_note(NoteTarget(target.story, target.difference, target.readings, mark, target.about), text)

    def _follow_asked(self) -> None:
        """Know the note that was begun here by its mark; forget a place whose text is another one now, unless its note
        went along or is still being typed."""
        asked, shown = self._asked, self.field.target
        if asked is None:
            return
        if not asked.mark and shown is not None and shown.place == asked.place:
            asked = self._asked = replace(asked, mark=shown.mark)
        current = {(a.id, a.text_sha256) for a in self._session.articles}
        stands = all((r.article, r.revision) in current for r in asked.readings)
        if not stands and self._kept(asked) is None and not self.field.unsaved:
            self._asked = None

    def _kept(self, target: NoteTarget) -> Mark | None:
        """The note that the library has for a target."""
        marking = self._session.marking
        return marking.note_on(target.difference, target.readings) or (
            marking.note(target.mark) if target.mark else None
        )

    def _on_current(self) -> NoteTarget | None:
        """The note of the current difference, or what a new one would be on."""
        session, state = self._session, self._session.state
        if session.story is None or state.current is None or state.comparison is None:
            return None
        known = next((n for n in state.notes if n.difference == state.current), None)
        if known is not None:
            return self._of(known, "Note on this difference")
        d = state.differences[state.current]
        readings = session.marking.anchored(d.spans)
        return NoteTarget(session.story.id, d.kind, readings, "", "Note on this difference")

    def _of(self, known: Noted, about: str) -> NoteTarget | None:
        mark = self._session.marking.note(known.mark)
        if mark is None or self._session.story is None:
            return None
        return NoteTarget(self._session.story.id, mark.difference, mark.readings, mark.id, about)

    def write_on_current(self) -> bool:
        """Open the field for the current difference; false where there is none."""
        return self._open(self._on_current())

    def write_on(self, place: ArticleSpan, *, chosen: bool = False) -> bool:
        """Open the field for words of an article: for the note that stands there, or a new one. Words that were
        `chosen` get a note of their own beside one on other words of their sentence."""
        session = self._session
        if session.story is None:
            return False
        free = [n for n in session.state.notes if n.difference is None]
        known = next((n for n in free if place in n.spans), None)
        if known is None and not chosen:
            known = next((n for n in free if any(touch(span, place) for span in n.spans)), None)
        if known is not None:
            return self._open(self._of(known, self._about(known.spans[0])))
        readings = session.marking.anchored([place])
        return self._open(NoteTarget(session.story.id, "", readings, "", self._about(place)))

    def show(self, known: Noted) -> bool:
        """Open the field for a note that is there."""
        about = "Note on this difference" if known.difference is not None else self._about(known.spans[0])
        return self._open(self._of(known, about))

    def _open(self, target: NoteTarget | None) -> bool:
        self._asked = target
        state = self._session.state
        self._current = state.comparison, state.current
        self.follow()
        return target is not None

    def _about(self, place: ArticleSpan) -> str:
        article, start, end = place
        articles = self._session.articles
        return f"Note on {in_quotes(articles[article].text[start:end], 50)} · {outlet_names(articles)[article]}"

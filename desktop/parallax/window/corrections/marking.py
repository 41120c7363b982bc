"""The session's marks, notes, corrections and tray: each change of them, and what they mean for what is on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from parallax import library as lib
from parallax.article import Article
from parallax.errors import NoteChanged
from parallax.library import Change, KeptCorrection, Mark, Reading, Story, TrayItem
from parallax.values import ArticleSpan, Comparison, Difference
from parallax.window.corrections.deeds import Deed, added, displaced, effect, no_difference, restated
from parallax.window.state import Noted

if TYPE_CHECKING:
    from parallax.window.session import Session

Direction = Literal["undo", "redo"]

BETWEEN = "\n\n— written in another window: —\n\n"
"""What stands between two texts of one note that were written at the same time."""
_TRIES = 5
"""How often a note is read and written anew where another window writes into it at that very moment."""


class Marking(QObject):
    """What the reader says of the session's story.

    corrected(words)  a correction changed the comparison in this way; undo takes it back
    to_tray(words)    marks or corrections no longer fit
    """

    corrected = Signal(str)
    to_tray = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._waiting: tuple[str, Deed, Comparison] | None = None  # of which story, what was done, and before what

    @property
    def tray(self) -> tuple[TrayItem, ...]:
        """What no longer fits, but for what was only seen."""
        story = self._session.story
        if story is None:
            return ()
        return tuple(t for t in story.tray if not (isinstance(t.item, Mark) and t.item.kind == "seen"))

    @property
    def corrections(self) -> tuple[KeptCorrection, ...]:
        """All corrections of the story that apply, the oldest first."""
        return self._session.story.corrections if self._session.story else ()

    # what the marks mean now

    def judge(self) -> None:
        """Which differences are checked, seen and noted, by the marks as they are now."""
        state, story = self._session.state, self._session.story
        comparison = state.comparison
        state.checked, state.new_readings, state.seen, state.notes = {}, {}, frozenset(), ()
        if not story:
            return
        state.notes = tuple(_noted(story, comparison))
        if not comparison:
            return
        marks = lib.checked_marks(story.marks, comparison.differences, comparison.articles)
        came = _came(story, comparison)
        state.new_readings = lib.new_readings(marks, comparison.differences, comparison.articles, came)
        state.checked = {k: "new readings" if k in state.new_readings else "checked" for k in marks}
        state.seen = frozenset(_seen(story.marks, comparison))

    def came(self, comparison: Comparison) -> None:
        """A comparison came: say what the last correction changed, and lay aside what no longer applies."""
        waiting, self._waiting = self._waiting, None
        refused = {c.id for c, _ in comparison.refused}
        if waiting is not None and not refused and waiting[0] == self._story().id:
            self.corrected.emit(effect(waiting[1], waiting[2], comparison))
        self._lay_aside(comparison)

    def _lay_aside(self, comparison: Comparison) -> None:
        """Put corrections that no longer apply into the tray, each with its reason; one notice tells of all."""
        session, story = self._session, self._session.story
        if story is None or not comparison.refused:
            return
        kept = {c.id for c in story.corrections}
        laid = tuple(lib.LayAside(story.id, c.id, reason) for c, reason in comparison.refused if c.id in kept)
        change = lib.Together(story.id, lib.LayAside.what, laid)
        if laid and session.attempt(lambda: session.library.apply(change)) is not None:
            session.catch_up(corrected=True)
            self.judge()
            session.checked_changed.emit()
            self.to_tray.emit(laid_aside([one.reason for one in laid]))

    # checked and seen

    def set_checked(self, index: int, checked: bool) -> None:
        """Mark a difference as judged, or take that back. `saved` is told after the commit."""
        difference, readings = self._of(index)
        story, comparison = self._session.story, self._session.state.comparison
        if story is None or comparison is None:
            return
        change: Change | None = None
        if checked:
            change = lib.SetChecked(story.id, difference.kind, readings)
        elif found := lib.checked_mark(story.marks, difference, comparison.articles):
            change = lib.ClearChecked(story.id, found.id)
        self._mark(change, "Checked, and saved" if checked else "No longer checked, and saved")

    def see(self, index: int) -> None:
        """Mark a difference as seen. Nothing is said of it, and it is not undone."""
        session = self._session
        if session.story and not session.library.read_only and index in session.state.unseen():
            difference, readings = self._of(index)
            self._mark(lib.SetSeen(session.story.id, difference.kind, readings), "")

    def _of(self, index: int) -> tuple[Difference, tuple[Reading, ...]]:
        comparison = self._session.state.comparison
        assert comparison is not None
        difference = comparison.differences[index]
        return difference, lib.readings(comparison.articles, difference.spans)

    def _mark(self, change: Change | None, said: str) -> bool:
        """Apply a change that leaves texts and corrections as they are; whether it is on the disk."""
        session = self._session

        def apply() -> bool:
            assert session.story is not None
            if change is not None:
                session.library.apply(change)
            session.catch_up()
            self.judge()
            session.checked_changed.emit()
            if said:
                session.saved.emit(said)
            return True

        return bool(session.attempt(apply))

    # notes

    def anchored(self, spans: Iterable[ArticleSpan]) -> tuple[Reading, ...]:
        """Places of the articles as they are now, to be kept."""
        return lib.readings(self._session.articles, spans)

    def note(self, mark: str) -> Mark | None:
        """The note of this id, or None when it is gone."""
        story = self._session.story
        return next((m for m in story.marks if m.id == mark and m.kind == "note"), None) if story else None

    def note_on(self, difference: str, readings: Sequence[Reading]) -> Mark | None:
        """The note on these readings, or None."""
        places = {r.place for r in readings}
        for mark in self._session.story.marks if self._session.story else ():
            if mark.kind == "note" and mark.difference == difference and {r.place for r in mark.readings} == places:
                return mark
        return None

    def write_note(self, story: str, text: str, before: str, wanted: lib.SetNote) -> tuple[str, str] | None:
        """Keep the text of a note: the id of its mark (empty where a blank text removed it) and the text that is kept,
        after the commit. None when it could not be kept, which was told.

        `before` is the text that this window read last. Where another window wrote another one meanwhile, both are
        kept in the note. `wanted` names the mark, or the readings of a new one.
        """
        session = self._session
        return session.attempt(lambda: self._write_note(story, text, before, wanted))  # type: ignore[no-any-return]

    def _write_note(self, story: str, text: str, before: str, wanted: lib.SetNote) -> tuple[str, str]:
        for tries in range(1, _TRIES + 1):
            try:
                kept, on_disk = self._write_note_once(story, text, before, wanted)
                break
            except NoteChanged:
                if tries == _TRIES:
                    raise
        if self._session.story is not None and self._session.story.id == story:
            self._mark(None, "")
        if on_disk not in (text, "") and text.strip():
            self._session.failed.emit("This note was changed in another window too: both texts are kept in it.")
        return kept, on_disk

    def _write_note_once(self, story: str, text: str, before: str, wanted: lib.SetNote) -> tuple[str, str]:
        """As `write_note`. Raises NoteChanged where another window wrote between the look and the change."""
        library = self._session.library
        now = _note_now(library.story(story), wanted)
        mark, there = (now.id, now.note) if now is not None else ("", "")
        if there and there not in (before, text):
            text = f"{text}{BETWEEN}{there}" if text.strip() else there
        if now is None and wanted.mark and not wanted.readings:
            return "", ""
        readings = () if mark else wanted.readings
        applied = library.apply(lib.SetNote(story, text, readings, wanted.difference, mark, before=there))
        kept = (mark or next(iter(applied.marks), "")) if text.strip() else ""
        return kept, text if kept else ""

    # corrections

    def correct(self, deed: Deed, comparison: Comparison) -> None:
        """Keep a deed's corrections in place of those that say the opposite, and compare again. `comparison` is the one
        that the reader had before his eyes: its numbers mean nothing once the story has other texts."""
        session, story = self._session, self._session.story
        if story is None or _texts(comparison.articles) != _texts(story.articles):
            session.failed.emit("The texts have changed meanwhile, so nothing was corrected: look at them again first.")
            return
        kept = session.corrections()
        deed = restated(kept, deed)
        changes: list[lib.RemoveCorrection | lib.AddCorrection] = [
            lib.RemoveCorrection(story.id, c) for c in displaced(comparison, kept, deed)
        ]
        for c in added(comparison, kept, deed):
            changes.append(lib.AddCorrection(story.id, c.kind, lib.readings(comparison.articles, c.spans), c.value))
        if changes:
            self._waiting = story.id, deed, comparison
            # the last one says what was meant; those before it make room, or part what it joins anew
            one = changes[0] if len(changes) == 1 else lib.Together(story.id, changes[-1].what, tuple(changes))
            self._change(one)

    def deny(self, index: int) -> None:
        """Say that a difference is none."""
        comparison = self._session.state.comparison
        if comparison is not None:
            self.correct(no_difference(comparison, index), comparison)

    def take_back(self, correction: str) -> bool:
        """Take a correction back, and compare again; whether it is on the disk."""
        return self._change(lib.RemoveCorrection(self._story().id, correction))

    # the tray

    def put_back(self, item: str, readings: tuple[Reading, ...]) -> bool:
        """Put something out of the tray onto these readings; whether it is on the disk."""
        return self._change(lib.PutBack(self._story().id, item, readings))

    def remove(self, item: Mark | KeptCorrection) -> None:
        """Give up a mark, note or correction."""
        story = self._story().id
        if isinstance(item, KeptCorrection):
            self._change(lib.RemoveCorrection(story, item.id))
        elif item.kind == "note":
            self._change(lib.SetNote(story, "", mark=item.id, before=item.note))
        else:
            self._change(lib.ClearChecked(story, item.id))

    def _story(self) -> Story:
        assert self._session.story is not None
        return self._session.story

    def _change(self, change: Change) -> bool:
        """Apply a change of the corrections or the tray, then compare again; whether it is on the disk. What it failed
        of may be what another window did, so the story is read again then, too."""
        session = self._session

        def apply() -> bool:
            done: tuple[str, ...] = ()
            try:
                done = session.library.apply(change).stories
            finally:
                if not done:
                    self._waiting = None
                session.after_change()
            return True

        return bool(session.attempt(apply))

    # undo

    def turn(self, direction: Direction) -> str:
        """Undo or redo one deed, in words what was done. Raises LibraryError.

        What the program laid into the tray because of it is undone before it and redone after it: alone it would be
        laid there again at once.
        """
        story, library = self._story(), self._session.library
        turn, next_step = (
            (library.undo, library.next_undo) if direction == "undo" else (library.redo, library.next_redo)
        )
        self._waiting = None
        if direction == "undo":
            self._turn_laid(turn, next_step)
        done = turn(story.id).what
        if direction == "redo":
            self._turn_laid(turn, next_step)
        return done

    def _turn_laid(self, turn: Callable[[str], lib.Applied], next_step: Callable[[str], str]) -> None:
        """Undo or redo the steps that laid something into the tray."""
        story = self._story().id
        while next_step(story) == lib.LayAside.what:
            turn(story)


def _texts(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Which texts these are, in their order."""
    return [(a.id, a.text_sha256) for a in articles]


def laid_aside(reasons: Sequence[str]) -> str:
    """One sentence for all that went to the tray."""
    if len(reasons) == 1:
        return f"A correction no longer applies and lies in the tray: {reasons[0]}."
    listed = "; ".join(dict.fromkeys(reasons))
    return f"{len(reasons)} corrections no longer apply and lie in the tray: {listed}."


def _note_now(story: Story, wanted: lib.SetNote) -> Mark | None:
    """The note as the library has it now: of this id, else on the same readings."""
    places = {r.place for r in wanted.readings}
    notes = [m for m in story.marks if m.kind == "note"]
    laid = [t.item for t in story.tray if isinstance(t.item, Mark)]
    same = [m for m in (*notes, *laid) if m.id == wanted.mark]
    same += [m for m in notes if m.difference == wanted.difference and {r.place for r in m.readings} == places]
    return same[0] if same else None


def _noted(story: Story, comparison: Comparison | None) -> Iterable[Noted]:
    """The notes whose texts are in the story, each with the difference that it is about."""
    number = {(a.id, a.text_sha256): k for k, a in enumerate(story.articles)}
    known: dict[str, list[tuple[int, frozenset[ArticleSpan]]]] = {}
    for k, d in enumerate(comparison.differences if comparison else ()):
        known.setdefault(d.kind, []).append((k, frozenset(d.spans)))
    for mark in story.marks:
        if mark.kind != "note":
            continue
        spans = tuple(
            (number[r.article, r.revision], r.start, r.end) for r in mark.readings if (r.article, r.revision) in number
        )
        if spans:
            yield Noted(mark.id, mark.note, spans, _difference_of(frozenset(spans), known.get(mark.difference, ())))


def _difference_of(own: frozenset[ArticleSpan], known: Sequence[tuple[int, frozenset[ArticleSpan]]]) -> int | None:
    """The difference that has all these readings, or only such: the one with the fewest others."""
    fitting = [(len(own ^ there), k) for k, there in known if own <= there or there <= own]
    return min(fitting)[1] if fitting else None


def _came(story: Story, comparison: Comparison) -> list[str]:
    """When the text of each article of a comparison came; of one that is no longer in the story nothing is known."""
    when = {(a.id, a.text_sha256): time for a, time in zip(story.articles, story.came, strict=True)}
    return [when.get((a.id, a.text_sha256), "") for a in comparison.articles]


def _seen(marks: Iterable[Mark], comparison: Comparison) -> Iterable[int]:
    """The differences all of whose readings were seen."""
    seen: dict[tuple[str, str, str, int, int], list[set[tuple[str, str, int, int]]]] = {}
    for mark in marks:
        if mark.kind == "seen":
            places = {r.place for r in mark.readings}
            for place in places:
                seen.setdefault((mark.difference, *place), []).append(places)
    articles = comparison.articles
    for k, d in enumerate(comparison.differences):
        places = {(articles[a].id, articles[a].text_sha256, s, e) for a, s, e in d.spans}
        if places and any(places <= known for known in seen.get((d.kind, *min(places)), ())):
            yield k

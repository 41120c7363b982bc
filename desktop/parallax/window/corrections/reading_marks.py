"""The window's side of the reading state: notes, links by hand, the tray, corrections in place, and what was seen.

It joins the session's `Marking` with the page, the dock *This difference*, the tray and the status line. Each method
without an underscore is an action, or a part of the window that others lay out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QDockWidget, QMenu

from parallax.library import KeptCorrection, Mark, Reading
from parallax.outlets import clipped, outlet_names
from parallax.values import ArticleSpan, Comparison
from parallax.window.articles.revising import Revising
from parallax.window.corrections import deeds
from parallax.window.corrections.asking import Asking, AskLine
from parallax.window.corrections.correct_menu import CorrectMenu, Spot
from parallax.window.corrections.done_line import DoneLine
from parallax.window.corrections.noting import Noting
from parallax.window.corrections.told import in_quotes
from parallax.window.corrections.tray import TrayPanel
from parallax.window.frame.popping_up import pop_up
from parallax.window.state import Noted
from parallax.window.texts.offsets import in_label

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_SEEN_AFTER = 1000
"""Milliseconds for which a difference is current until it counts as seen."""


class ReadingMarks(QObject):
    """Of one window. `attach` is called once the window has its page and docks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._marking = window.session.marking
        self.noting = Noting(self._session, self)
        self.revising = Revising(self._session)
        self.ask_line = AskLine()
        self.done_line = DoneLine(window.acts["undo"])
        self.tray = TrayPanel()
        self.dock = QDockWidget("Tray", window)
        self.dock.setObjectName("tray")
        self.dock.setWidget(self.tray)
        self.dock.hide()
        self.menus = CorrectMenu(window, self._session, self._marking.correct)
        self._count = 0
        self._wanted = False  # whether the reader keeps the tray open, also when it is empty
        self._done_at = 0
        self._seen = QTimer(self)
        self._seen.setSingleShot(True)
        self._seen.setInterval(_SEEN_AFTER)
        self._seen.timeout.connect(self._saw)
        self._current: tuple[Comparison | None, int | None] = (None, None)

    def attach(self) -> None:
        """Listen to the page, the panel and the session."""
        window, session, marking = self._window, self._session, self._marking
        self.asking = Asking(window.page, self.ask_line, window)
        session.story_changed.connect(self._story_changed)
        session.checked_changed.connect(self._refresh)
        session.comparison_changed.connect(self._refresh)
        session.articles_changed.connect(self.asking.leave)
        marking.corrected.connect(self._corrected)
        marking.to_tray.connect(self._to_tray)
        self.noting.field.left.connect(self._note_left)
        self.noting.field.not_kept.connect(self._not_kept)
        self.tray.titled.connect(self.dock.setWindowTitle)
        self.dock.visibilityChanged.connect(lambda _: self._show_choice())
        self.tray.put_back.connect(self._put_back)
        self.tray.removed.connect(marking.remove)
        self.tray.taken_back.connect(lambda c: self._take_back(c))
        self.tray.place_wanted.connect(self._go)
        self.tray.note_wanted.connect(self._show_mark)
        window.page.note_chosen.connect(self._show_note)
        window.page.menu_asked.connect(self._open_menu)
        window.panel.menu_asked.connect(self._panel_menu)
        self.revising.before.connect(window.save_place)
        self.revising.revised.connect(self._revised)
        self.revising.kept_aside.connect(self._kept_aside)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self._session_ends)

    def settle(self) -> None:
        """The tray that was open when a window closed opens again with a story."""
        self._wanted = self._window.preferences.tray_open
        self._story_changed()

    # what the session tells

    def _story_changed(self) -> None:
        self.asking.leave()
        self.done_line.hide()
        self.noting.forget()
        self._count = len(self._marking.tray)
        self.dock.setVisible(self._session.story is not None and (self._count > 0 or self._wanted))
        self._refresh()

    def _refresh(self) -> None:
        """Marks changed: show the lists and the note that belongs here."""
        session, story = self._session, self._session.story
        names = {a.id: n for a, n in zip(session.articles, outlet_names(session.articles), strict=True)}
        notes = [m for m in story.marks if m.kind == "note"] if story else []
        if story is None or story.changes != self._done_at:
            self.done_line.hide()  # its Undo would undo something else
        tray = self._marking.tray
        self.tray.show_story(tray, self._marking.corrections, notes, names)
        if len(tray) > self._count:
            self.tray.show_tab("tray")
            self.dock.show()
        self._count = len(tray)
        self.noting.follow()

    def show_current(self) -> None:
        """The current difference may be another one: its note, and a moment until it counts as seen."""
        self.noting.follow()
        state = self._session.state
        current = state.comparison, state.current
        if current != self._current or not self._seen.isActive():
            self._current = current
            self._seen.start()

    def _saw(self) -> None:
        state = self._session.state
        if state.current is not None and not self._window.isActiveWindow():
            self._seen.start()  # nobody looks: again later
        elif state.current is not None:
            self._marking.see(state.current)

    def _corrected(self, words: str) -> None:
        self._window.statusBar().clearMessage()
        self.done_line.show_done(words)
        self._done_at = self._session.story.changes if self._session.story else 0
        self._window.announce(words)

    def _to_tray(self, words: str) -> None:
        self._window.notice.show_word(words, ("Show the tray", lambda: self._show_list("tray")))

    def _kept_aside(self, text: str) -> None:
        self._window.keep_on_clipboard(text)
        self._session.failed.emit("The text that you wrote is on the clipboard.")

    def _note_left(self) -> None:
        """Back to the texts; that the note is on the disk is said, as its own sign goes out of sight of the ear."""
        self._window.page.focus_view()
        if self.noting.field.said == "Saved":
            self._window.announce("Note saved")

    def _not_kept(self, text: str) -> None:
        self._window.keep_on_clipboard(text)
        self._session.failed.emit("A note could not be saved. Its text is on the clipboard.")

    def _revised(self, number: int) -> None:
        """The reader stays at the same words of a text that was replaced."""
        story = self._session.story
        article = self._session.articles[number]
        for place in story.position.places if story else ():
            if (place.article, place.revision) == (article.id, article.text_sha256):
                self._window.page.side.set_position({number: place.at})

    def _session_ends(self, _: QSessionManager) -> None:
        """The desktop is about to log out: what is typed is saved, whatever becomes of the window."""
        self.flush()

    def flush(self) -> bool:
        """Save what is being typed; whether all is on the disk."""
        self.noting.field.flush()
        return not self.noting.field.unsaved

    # notes

    def note(self) -> None:
        """Write on the selected words, the current difference, or the sentence where the reader is; from the field
        back to the texts."""
        page, field = self._window.page, self.noting.field
        if field.edit.hasFocus():
            field.flush()
            page.focus_view()
            return
        place, there = page.here(), page.differences_here()
        current = self._session.state.current
        if page.view == "side" and place is not None and not self._is_of_current(place):
            opened = self.noting.write_on(place, chosen=page.side.selected() is not None)
        elif there and current not in there:
            self._window.choose(there[0])
            opened = self.noting.write_on_current()
        elif there == () and place is not None:  # a line that tells of no difference
            opened = self.noting.write_on(place)
        else:
            opened = self.noting.write_on_current() or (place is not None and self.noting.write_on(place))
        if opened:
            self._show_field()
        else:
            self._window.say("Choose a difference, a sentence or words first: a note is written on them")

    def _is_of_current(self, place: ArticleSpan) -> bool:
        """Whether a sentence holds words of the current difference. Selected words mean themselves."""
        state = self._session.state
        if state.current is None or self._window.page.side.selected() is not None:
            return False
        return any(deeds.touch(place, span) for span in state.differences[state.current].spans)

    def _show_field(self) -> None:
        self._window.dock.show()
        self._window.dock.raise_()
        self.noting.field.focus()

    def _show_note(self, mark: str) -> None:
        known = next((n for n in self._session.state.notes if n.mark == mark), None)
        if known is not None:
            self._go_to_note(known)
            if self.noting.show(known):
                self._show_field()

    def _go_to_note(self, known: Noted) -> None:
        if known.difference is not None:
            self._window.choose(known.difference, travel=True)
        else:
            self._window.page.show_reading(*known.spans[0])

    def _show_mark(self, mark: Mark) -> None:
        if any(note.mark == mark.id for note in self._session.state.notes):
            self._show_note(mark.id)
        else:
            self._window.say("Its article is not in the story any more; undo brings an article back")

    # links by hand

    def link(self) -> None:
        """Ask for the partner of the chosen sentence, and link the two."""
        page, session = self._window.page, self._session
        if page.view != "side":
            self._window.show_view("side")
            self._window.say("Choose the sentence to link, then press Ctrl+L")
            return
        place = page.sentence_here()
        comparison = session.state.comparison
        if place is None or comparison is None:
            self._window.say("Choose a sentence first: it is linked with one of another column")
            return
        names, article = outlet_names(session.articles), place[0]
        words = deeds.cited(comparison, place)

        def take(other: ArticleSpan) -> str:
            if other[0] == article:
                return f"That is in {names[article]} too; it must be in another column."
            self._marking.correct(deeds.linked(place, self._sentence(comparison, other)), comparison)
            return ""

        self.asking.ask(
            f"Link {words} ({names[article]}): click its partner in another column, or go there with F6 and press "
            "Return on it. Escape leaves.",
            take,
        )

    def unlink(self) -> None:
        """Unlink the chosen sentence from its partner, or the sentences of the current difference; of several partners
        the reader chooses."""
        comparison = self._session.state.comparison
        if comparison is None:
            return
        pairs = self._linked_here(comparison)
        names = outlet_names(comparison.articles)
        if not pairs:
            self._window.say("Nothing is linked here: choose a sentence that has a partner, or a difference")
        elif len(pairs) == 1:
            self._marking.correct(deeds.unlinked(pairs), comparison)
        else:
            menu = QMenu(self._window)
            menu.setAccessibleName("Unlink")
            for pair in pairs:
                words = clipped(deeds.words(comparison, pair[1]), 60)
                text = f"From {names[pair[1][0]]}: {words}"
                menu.addAction(in_label(text)).triggered.connect(
                    lambda _=False, pair=pair: self._marking.correct(deeds.unlinked([pair]), comparison)
                )
            menu.addAction("From all of them").triggered.connect(
                lambda: self._marking.correct(deeds.unlinked(pairs), comparison)
            )
            menu.aboutToHide.connect(menu.deleteLater)
            pop_up(menu, self._window.page.menu_point())

    def _linked_here(self, comparison: Comparison) -> list[tuple[ArticleSpan, ArticleSpan]]:
        """The linked pairs of what the reader is at, the own sentence first."""
        page, state = self._window.page, self._session.state
        here: set[tuple[int, int]] = set()
        at: tuple[int, int] | None = None
        if page.view == "side":
            at = page.side.current() or page.side.sentence_here()
            focus = page.side.sentence_here()
            if at is not None:
                here = {at} if focus in (None, at) else {focus} if focus else set()
        if not here and state.current is not None:
            spans = state.differences[state.current].spans
            here = {
                (a, s.index)
                for a, b, e in spans
                for s in comparison.sentences[a]
                if b < s.end and s.start < max(e, b + 1)
            }
            pairs = self._pairs(comparison, here)
            between = [p for p in pairs if {(x, self._index(comparison, (x, s, e))) for x, s, e in p} <= here]
            return between or pairs
        return self._pairs(comparison, here)

    def _pairs(self, comparison: Comparison, here: set[tuple[int, int]]) -> list[tuple[ArticleSpan, ArticleSpan]]:
        found = []
        for k in comparison.links:
            for one, other in (((k.a, k.i), (k.b, k.j)), ((k.b, k.j), (k.a, k.i))):
                if one in here and (other not in here or one < other):
                    found.append((self._span(comparison, *one), self._span(comparison, *other)))
        return found

    def _span(self, comparison: Comparison, article: int, sentence: int) -> ArticleSpan:
        s = comparison.sentences[article][sentence]
        return article, s.start, s.end

    def _index(self, comparison: Comparison, place: ArticleSpan) -> int:
        return next((s.index for s in comparison.sentences[place[0]] if s.start <= place[1] < s.end), -1)

    def _sentence(self, comparison: Comparison, place: ArticleSpan) -> ArticleSpan:
        """The sentence that a place is in."""
        index = self._index(comparison, place)
        return self._span(comparison, place[0], index) if index >= 0 else place

    # corrections in place

    def correct(self) -> None:
        """Open the menu for what has the focus."""
        if self._window.panel.holds_focus():
            self._window.panel.ask_menu()
        else:
            self._window.page.ask_menu()

    def _open_menu(self, place: ArticleSpan | None, difference: int | None, speaker: str, point: QPoint) -> None:
        acts = self._window.acts
        also = [acts["note"], acts["link"], acts["unlink"], acts["copy"]] if not speaker else [acts["copy"]]
        self.menus.open(Spot(place, difference, speaker), point, also)

    def _panel_menu(self, place: ArticleSpan | None, point: QPoint) -> None:
        acts = self._window.acts
        spot = Spot(place, self._session.state.current)
        self.menus.open(spot, point, [acts["check"], acts["note"], acts["unlink"], acts["copy"]])

    # the tray

    def tray_shown(self) -> None:
        """Show the tray with the focus in it, or put it away."""
        self._wanted = not self.dock.isVisible()
        if not self._wanted:
            self.dock.hide()
            self._window.page.focus_view()
        else:
            self._show_list("tray" if self._marking.tray else "notes" if self._session.state.notes else "corrections")

    def _show_list(self, name: str) -> None:
        self.tray.show_tab(name)
        self.dock.show()
        self.dock.raise_()
        self.tray.focus()

    def _show_choice(self) -> None:
        self._window.acts["tray"].setChecked(self.dock.isVisible())

    def _take_back(self, correction: KeptCorrection) -> None:
        if self._marking.take_back(correction.id):
            self._window.say("Taken back")

    def _go(self, item: Mark | KeptCorrection) -> None:
        """Show the first place of a mark or correction that is still in the texts."""
        number = {(a.id, a.text_sha256): n for n, a in enumerate(self._session.articles)}
        for reading in item.readings:
            if (reading.article, reading.revision) in number and reading.exact:
                self._window.page.show_reading(number[reading.article, reading.revision], reading.start, reading.end)
                return
        self._window.say("Its words are no longer in the texts")

    def _put_back(self, item: Mark | KeptCorrection, words: bool) -> None:
        """Put an item on the place where the reader is; one that has several gets those that do not fit any more, one
        after the other."""
        page = self._window.page
        if page.view != "side":
            self._window.show_view("side")
        place = page.side.selected() if words else page.sentence_here()
        if place is None:
            self._window.say(
                "Select the words first, side by side" if words else "Choose the sentence first, side by side"
            )
            return
        current = {(a.id, a.text_sha256) for a in self._session.articles}
        fits = {k: r for k, r in enumerate(item.readings) if (r.article, r.revision) in current and self._still(r)}
        missing = [k for k in range(len(item.readings)) if k not in fits] or list(range(len(item.readings)))
        chosen: dict[int, Reading] = {}
        against = self._put(item, missing, chosen, place)
        if against:
            self._window.say(against)

    def _still(self, reading: Reading) -> bool:
        article = next(a for a in self._session.articles if a.id == reading.article)
        return article.text[reading.start : reading.end] == reading.exact

    def _put(
        self, item: Mark | KeptCorrection, missing: list[int], chosen: dict[int, Reading], place: ArticleSpan
    ) -> str:
        """Take a place for the first reading that has none; what is said against it, or an empty string."""
        at = next(k for k in missing if k not in chosen)
        wanted = item.readings[at].article
        names = {a.id: n for a, n in zip(self._session.articles, outlet_names(self._session.articles), strict=True)}
        free = isinstance(item, Mark) and item.kind == "note"
        if not free and wanted in names and self._session.articles[place[0]].id != wanted:
            return f"These words must be in {names[wanted]}."
        chosen[at] = self._marking.anchored([place])[0]  # at once: the text may be another one by the next answer
        rest = [k for k in missing if k not in chosen]
        if rest:
            reading = item.readings[rest[0]]
            self.asking.ask(
                f"Now where {in_quotes(reading.exact, 50)} belongs in {names.get(reading.article, 'its article')}: "
                "select the words, or choose a sentence, and press Return there or Here. Escape leaves.",
                lambda other: self._put(item, missing, chosen, other),
            )
            return ""
        readings = tuple(chosen.get(k, reading) for k, reading in enumerate(item.readings))
        if self._marking.put_back(item.id, readings):
            self._window.say("Put back, and saved")
        return ""

"""One story in one window: what the library keeps, what the analyst finds, where the reader is.

It alone changes the library for the window, with what belongs to it (marking, pasting) and with the shelf of whole
stories, always through `Library.apply`. Views listen to its signals.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

import parallax
from parallax import library as lib
from parallax.article import Article, new_id, sha256
from parallax.article_json import article_to_plain
from parallax.errors import LibraryDamaged, LibraryError, StoryMissing, UndoRefused
from parallax.library import MOST_ARTICLES, Library, Story, StoryHead
from parallax.outlets import article_name, outlet_names
from parallax.particulars import without_asked
from parallax.values import Comparison, Correction
from parallax.window.analyst import Analyst, AnalystLink
from parallax.window.articles.adding import Adding
from parallax.window.articles.fetching import Fetching
from parallax.window.articles.pasting import Pasting
from parallax.window.corrections.marking import Direction, Marking
from parallax.window.elsewhere import told
from parallax.window.state import VIEWS, ReadingState
from parallax.window.stories.library_file import LibraryFile
from parallax.window.unpacking import LARGE, Unpacking, comparison_in

_log = logging.getLogger(__name__)

_PAINTED_FIRST = 25
"""Milliseconds after which a text that has come is analysed: it is on screen by then."""


class Session(QObject):
    """The open story. Every error a user can cause ends in `failed(sentence)`.

    articles_changed()        articles were added, removed or renamed: the texts are readable at once
    comparison_changed()      `state.comparison` is new, or gone
    checked_changed()         marks changed
    story_changed()           another story, or none
    elsewhere()               something was written that is not of the open story, or by another window or process;
                              the open story is up to date again
    noticed(sentence)         what that means for the reader
    damaged()                 part of the library cannot be read: it is to be checked
    read(message)             sentences and speakers of one article, before the comparison is there
    begun(done, total, what)  progress; `idle()` when there is none
    """

    articles_changed = Signal()
    comparison_changed = Signal()
    checked_changed = Signal()
    story_changed = Signal()
    elsewhere = Signal()
    noticed = Signal(str)
    damaged = Signal()
    read = Signal(object)
    begun = Signal(int, int, str)
    idle = Signal()
    failed = Signal(str)
    saved = Signal(str)

    def __init__(self, library: Library, analyst: Analyst | None = None) -> None:
        """A session on a library, whose texts an `analyst` shared with other sessions compares, or one of its own."""
        super().__init__()
        self.library = library
        self.file = LibraryFile.at(library.path)
        self.state = ReadingState()
        self.story: Story | None = None
        self._next_story = new_id()  # the id of the story that begins where none is open
        self.analyst = AnalystLink(analyst or Analyst())
        self.marking = Marking(self)
        self.pasting = Pasting(self)
        self.adding = Adding(self)
        self.adding.all_came.connect(self._analyse_soon)
        self.fetching = Fetching(self)
        self._unpacking = Unpacking(self)
        self._unpacking.unpacked.connect(self._unpacked)
        self._told_begun = False
        self.closed = False
        self._keyed: tuple[tuple[tuple[Article, ...], tuple[Correction, ...]] | None, str] = (None, "")
        self._asked_key = ""
        self._shown_key = ""
        self.analyst.begun.connect(self.begun)
        self.analyst.read.connect(self.read)
        self.analyst.compared.connect(self._take)
        self.analyst.failed.connect(self.failed)
        self.analyst.idle.connect(self.rest)
        self._turn_to_analyse = QTimer(self)
        self._turn_to_analyse.setSingleShot(True)
        self._turn_to_analyse.setInterval(_PAINTED_FIRST)
        self._turn_to_analyse.timeout.connect(self.analyse)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the open story, in their order; empty without a story."""
        return self.story.articles if self.story else ()

    def article(self, name: str) -> Article | None:
        """The article of the open story with this id; None where it is not, or not any more, in it."""
        return next((article for article in self.articles if article.id == name), None)

    @property
    def busy(self) -> bool:
        """Whether files are being read or texts analysed."""
        return self.analyst.busy or self.reading or self._turn_to_analyse.isActive() or self._unpacking.busy

    @property
    def reading(self) -> bool:
        """Whether files or a clipboard are being read."""
        return self.adding.count > 0 or self.adding.replacing > 0

    @property
    def room(self) -> int:
        """How many articles may still join the open story, or a new one."""
        return self.room_in(self.into)

    def room_in(self, story: str) -> int:
        """How many articles may still join a story, or one that is to begin under this id."""
        articles = self.articles
        if story != self.into:
            try:
                articles = self.library.story(story).articles
            except LibraryError:  # what adds them will say it
                articles = ()
        return max(0, MOST_ARTICLES - len(articles) - self.adding.coming(story))

    # stories

    def open_story(self, story_id: str) -> None:
        """Show a story of the library, as it was left."""
        self.attempt(lambda: self._show(story_id))

    def leave_story(self) -> None:
        """Go back to no story."""
        self._unpacking.forget()
        self.adding.forget()
        self._turn_to_analyse.stop()
        self.story = None
        self._next_story = new_id()
        self.state = ReadingState()
        self.story_changed.emit()
        self.articles_changed.emit()
        self.comparison_changed.emit()

    def _show(self, story_id: str) -> None:
        story = self.library.story(story_id)
        self._unpacking.forget()
        packed = self.library.kept_packed(self._key(story), parallax.ANALYSIS)
        if packed is not None and len(packed) > LARGE:
            self._unpacking.begin(packed, story)  # what is on screen stays until then
        else:
            self._show_story(story, comparison_in(packed))

    def _unpacked(self, comparison: Comparison | None, before: Story) -> None:
        def show() -> None:
            story = self.library.story(before.id)
            same = comparison if self._key(story) == self._key(before) else None
            if self.story is None or self.story.id != story.id:
                self._show_story(story, same)
            elif same is not None:
                self._show_comparison(same)
            else:
                self.analyse(again=True)

        if not self.closed:
            self.attempt(show)
            self.rest()

    def _show_story(self, story: Story, comparison: Comparison | None) -> None:
        self.story = story
        self.adding.forget()
        self._turn_to_analyse.stop()
        self.state = ReadingState()
        position = self.story.position
        view = next((v for v in VIEWS if v == position.view), None)
        if view:
            self.state.view, self.state.view_chosen = view, True
        self.state.base = next((n for n, a in enumerate(self.articles) if a.id == position.base), 0)
        if comparison is not None:
            self.state.replace(comparison)
            self._restore_current()
        self.marking.judge()
        self.story_changed.emit()
        self.articles_changed.emit()
        self.comparison_changed.emit()
        if comparison is None:
            self.analyse()

    def _restore_current(self) -> None:
        """Make the difference current that was current when the story was left."""
        position = self.story.position if self.story else None
        if position is None or not position.readings or not self.state.comparison:
            return
        wanted = position.difference, {r.place for r in position.readings}
        articles = self.state.comparison.articles
        for k, d in enumerate(self.state.differences):
            if wanted == (d.kind, {(articles[a].id, articles[a].text_sha256, s, e) for a, s, e in d.spans}):
                self.state.current = k
                return

    def stories(self) -> list[StoryHead]:
        """The stories of the library, the last changed first."""
        return self.attempt(self.library.stories) or []

    def open_last(self, left: str = "") -> None:
        """Show the story that was `left` open, if it is still there, or else the one that was changed last, where it
        was left; nothing when there is none."""
        if left and self.attempt(lambda: self.library.has_story(left)):
            self.open_story(left)
            return
        for story in self.attempt(lambda: self.library.stories(limit=1)) or []:
            self.open_story(story.id)

    def next_undo(self) -> str:
        """What undo would take back of this story, in words, or an empty string."""
        if self.story is None or not self.file.in_place:
            return ""
        return self.attempt(lambda: self.library.next_undo(self._story_id())) or ""

    def next_redo(self) -> str:
        """What redo would make again, in words, or an empty string."""
        if self.story is None or not self.file.in_place:
            return ""
        return self.attempt(lambda: self.library.next_redo(self._story_id())) or ""

    def _story_id(self) -> str:
        assert self.story is not None
        return self.story.id

    # articles

    @property
    def into(self) -> str:
        """The story that what is read now is for, whichever is open when it has been read."""
        return self.story.id if self.story else self._next_story

    def add_pasted(self, text: str, html: str | None = None, address: str = "", title: str = "") -> None:
        """Add an article from the clipboard, which may tell address and title of its page; the text is kept before
        anything reads it."""
        self.pasting.add(text, html or "", address, title)

    def show_added(self, into: str) -> None:
        """An article was added to the open story, or began it."""
        first, before = self.story is None, self.articles
        self._unpacking.forget()
        self.reload(into)
        others = self.articles[: len(before)] != before  # another window was here too: the numbers mean others now
        if others:
            self.state.replace(None)
        if first:
            self.story_changed.emit()
        self.articles_changed.emit()
        if others:
            self.comparison_changed.emit()

    def remove_article(self, number: int) -> None:
        """Take an article out of the story; undo brings it back."""
        if self.story:
            story, article = self.story, self.story.articles[number]
            name = outlet_names(self.articles)[number]

            def remove() -> None:
                self._change(lib.RemoveArticle(story.id, article.id))
                self.saved.emit(f"{name} was removed; undo brings it back with its marks")

            self.attempt(remove)

    def _change(self, change: Any) -> None:
        """Apply a change that alters the articles or the corrections, and compare again."""
        assert self.story is not None
        self.library.apply(change)
        self.after_change()

    def after_change(self) -> None:
        """The story was changed, here or elsewhere: read it again, show it, and compare again where that is needed."""
        assert self.story is not None
        before = self.articles
        self.reload(self.story.id)
        if _known(self.articles) != _known(before):
            self.state.replace(None)
            self.articles_changed.emit()
            self.comparison_changed.emit()
        self.marking.judge()
        self.checked_changed.emit()
        self.analyse()

    def undo(self) -> None:
        """Take the last change of this story back."""
        if self.story:
            self.attempt(lambda: self._turn("undo"))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self.story:
            self.attempt(lambda: self._turn("redo"))

    def _turn(self, direction: Direction) -> None:
        """Undo or redo, and say what was done, or why not."""
        done = ""
        try:
            done = self.marking.turn(direction)
        except UndoRefused as error:
            self.saved.emit(f"Not done: {error.what}")
        finally:
            self.after_change()
        binned = self.story is not None and self.story.binned != ""
        if binned and done:  # its own making was undone, and nothing more must be added to it unseen
            self.leave_story()
        if done:
            word, where = ("Undone" if direction == "undo" else "Done again"), "; the story is in the bin" * binned
            self.saved.emit(f"{word}: {done.removeprefix(f'{direction}: ')}{where}")

    # analysis

    def corrections(self) -> tuple[Correction, ...]:
        """What the reader said of this story, by article number."""
        return lib.corrections_for(self.story.corrections, self.story.articles) if self.story else ()

    def analyse(self, again: bool = False) -> None:
        """Ask for the comparison of the articles, unless it is there or being made already."""
        self._turn_to_analyse.stop()
        if not self.articles:
            self._take_back_begun()
            self.state.replace(None)
            self.comparison_changed.emit()
            return
        key = self._key()
        if not again and (key == self._asked_key and self.analyst.busy):
            return
        if not again and key == self._shown_key and self.state.comparison is not None:
            return
        packed = None if again else self.attempt(lambda: self.library.kept_packed(key, parallax.ANALYSIS))
        if packed is not None and self.story is not None and len(packed) > LARGE:
            self._unpacking.begin(packed, self.story)
            return
        kept = comparison_in(packed)
        if kept is not None:
            self._take_back_begun()
            self._show_comparison(kept)
            return
        self._asked_key = key
        names = [article_name(a, n) for n, a in enumerate(self.articles)]
        self.analyst.ask(self.articles, self.corrections(), names)
        self._say_begun()

    def _analyse_soon(self) -> None:
        self._turn_to_analyse.start()
        self._say_begun()

    def _say_begun(self) -> None:
        self._told_begun = True
        self.begun.emit(0, 0, "Starting the analysis")

    def _take_back_begun(self) -> None:
        """Nothing is to be analysed after all."""
        if self._told_begun:
            self.rest()

    def cancel(self) -> None:
        """Stop the analysis, and what is being read; the texts stay readable."""
        self.adding.cancel()
        self._turn_to_analyse.stop()
        self._unpacking.forget()
        self.analyst.cancel()
        self.rest()

    def _take(self, comparison: Comparison, blob: bytes) -> None:
        """A comparison came: keep it, and show it when the story is still the one that was asked about."""
        if self._asked_key != self._key():
            return
        self.attempt(lambda: self.library.keep(self._asked_key, parallax.ANALYSIS, blob, self._story_id()))
        self._show_comparison(comparison)

    def look_elsewhere(self) -> None:
        """Show what another window or process has written to the library meanwhile."""
        if not self.file.in_place or not self.attempt(self.library.changed_elsewhere):
            return
        if self.story:
            self.attempt(self._follow)
        self.elsewhere.emit()

    def _follow(self) -> None:
        """Take over what another window did to the open story; the reader stays where he is."""
        before = self.story
        assert before is not None
        try:
            now = self.library.story(before.id)
            if now.changes != before.changes:
                self._take_over(before)
            else:  # a place was kept, something seen, or an article asked about, which is not to be asked again
                self.story = replace(before, articles=now.articles)
        except StoryMissing:
            self.leave_story()
            self.noticed.emit(f"Another window deleted “{before.title}” for ever.")

    def _take_over(self, before: Story) -> None:
        """Show what another window did to the story as it was before, and tell it."""
        self.after_change()
        word = told(before, self.story) if self.story else ""
        if word:
            self.noticed.emit(word)

    def catch_up(self, *, corrected: bool = False) -> None:
        """Read the open story again after something in it was marked. Whatever another window did to its texts, or,
        unless this one `corrected` something, to its corrections, is shown at once: nothing on screen may have the
        numbers of other articles. Raises LibraryError."""
        before = self.story
        assert before is not None
        now = self.library.story(before.id)
        texts = _known(now.articles) != _known(before.articles)
        if texts or (now.corrections != before.corrections and not corrected):
            self._take_over(before)
        else:
            self.story = now

    def use(self, library: Library) -> None:
        """Go on with another connection: the file was away, or a new one was begun in its place."""
        before, self.library = self.library, library
        self.file = LibraryFile.at(library.path)
        try:
            before.close()
        except LibraryError as error:
            _log.info("a library that was gone did not close in good order: %s", error)
        if self.story:
            try:
                self.after_change()
            except StoryMissing:
                self.leave_story()
            except LibraryError as error:
                self.failed.emit(str(error))

    def let_go(self) -> None:
        """Close the library, so that its file can be moved; until `use` nothing is kept, and that is told."""
        self.library.close()
        self.file = LibraryFile.nowhere(self.library.path)

    def _show_comparison(self, comparison: Comparison) -> None:
        self._shown_key = self._key()
        self.state.replace(comparison)
        if self.state.current is None:
            self._restore_current()
        self.marking.judge()
        self.comparison_changed.emit()
        self.marking.came(comparison)
        self._shown_key = self._key()  # what was refused has gone to the tray and changes nothing here

    def rest(self) -> None:
        """Say that nothing is under way, where that is so."""
        if not self.busy:
            self._told_begun = False
            self.idle.emit()

    def _key(self, story: Story | None = None) -> str:
        """What a comparison depends on: the articles and the corrections, as they are now in a story, or the one that
        is open."""
        story = story or self.story
        if story is None:
            return ""
        now = story.articles, lib.corrections_for(story.corrections, story.articles)
        if now != self._keyed[0]:  # else it is asked for often
            articles = [article_to_plain(article) for article in _known(now[0])]
            self._keyed = now, sha256(json.dumps([articles, [[c.kind, c.spans, c.value] for c in now[1]]]))
        return self._keyed[1]

    def save_position(self, position: lib.Position) -> None:
        """Keep where the reader is."""
        if self.story:
            story = self.story
            self.attempt(lambda: self.library.apply(lib.SetPosition(story.id, position)))

    def reload(self, story_id: str) -> None:
        """Read the story from the library again."""
        self.story = self.library.story(story_id)

    def attempt(self, do: Callable[[], Any]) -> Any:
        """Do something with the library; what goes wrong is told in one sentence. Nothing once the window is closed:
        all that was to be saved is saved."""
        if self.closed:
            return None
        if not self.file.in_place:
            self.failed.emit(self.file.gone)
            return None
        try:
            return do()
        except LibraryDamaged as error:
            self.failed.emit(str(error))
            self.damaged.emit()
            return None
        except LibraryError as error:
            self.failed.emit(str(error))
            return None

    def close(self) -> None:
        """End the analyst and close the library; what is still being read is not taken in any more."""
        self.closed = True
        self.adding.close()
        self._turn_to_analyse.stop()
        self.pasting.close()
        self.fetching.close()
        self.analyst.close()
        self.library.close()


def _known(articles: Sequence[Article]) -> list[Article]:
    """Articles without what they were asked about, which changes nothing that is shown."""
    return [replace(article, sources=without_asked(article.sources)) for article in articles]

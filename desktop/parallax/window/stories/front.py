"""The pages around the stories in one window: the first page, the bin, search, and what arrives from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QToolButton

from parallax.library import Held, Hit, Reading, Story, StoryHead, is_story_file
from parallax.window.stories.bin_page import BinPage
from parallax.window.stories.lines import Line, hit_line, named, one_line
from parallax.window.stories.searching import MOST_HITS, Searcher
from parallax.window.stories.shelf import Shelf
from parallax.window.stories.start_page import MOST_RECENT, StartPage
from parallax.window.stories.story_menu import StoryMenu

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_SHOWN_OF_A_PASTE = 50


class Front(QObject):
    """`chosen_changed()` tells that another story is chosen on the first page, so that other actions can be done."""

    chosen_changed = Signal()

    def __init__(self, window: MainWindow, start: StartPage, bin_page: BinPage) -> None:
        super().__init__(window)
        self._window = window
        self._start = start
        self._bin = bin_page
        self._heads: dict[str, StoryHead] = {}
        self._tag = ""
        self._all = False
        self.shelf = Shelf(window.session)  # like the searcher without a parent: their threads may outlive the window
        self.menu = StoryMenu(window, self.shelf)
        self._searcher = Searcher(window.session.library.path)
        self._undo_button = QToolButton()
        self._undo_button.setAccessibleName("Undo")
        self._undo_button.clicked.connect(lambda: self.undo())
        window.statusBar().addPermanentWidget(self._undo_button)
        self._undo_button.hide()
        self._connect()

    def _connect(self) -> None:
        start, bin_page, shelf = self._start, self._bin, self.shelf
        start.list.opened.connect(self._open)
        start.list.menu_asked.connect(self._ask_story)
        start.list.bin_asked.connect(self._bin_line)
        # queued: the list is set anew only once the editor is closed
        start.list.renamed.connect(shelf.rename, Qt.ConnectionType.QueuedConnection)
        start.list.selectionModel().currentChanged.connect(lambda *_: self.chosen_changed.emit())
        start.searched.connect(self._search)
        start.tag_chosen.connect(self._choose_tag)
        start.all_asked.connect(self._show_all)
        start.bin_page_asked.connect(self.show_bin)
        start.held_asked.connect(self._held_asked)
        bin_page.list.menu_asked.connect(self._ask_binned)
        bin_page.restore_asked.connect(shelf.restore)
        bin_page.delete_asked.connect(self._delete)
        bin_page.left.connect(self.show_start)
        self._searcher.found.connect(self._found)
        self._searcher.failed.connect(self._not_found)
        shelf.changed.connect(self.refresh)
        shelf.said.connect(self._say)
        shelf.failed.connect(self._window.notice.show_error)
        shelf.imported.connect(self._imported)
        shelf.begun.connect(self._file_begun)  # a lambda would be held by the shelf, and with it the window
        shelf.ended.connect(self._files_done)

    def _not_found(self, _: str, what: str) -> None:
        self._window.notice.show_error(what)

    def _file_begun(self, what: str) -> None:
        self._window.progress.begin(0, 0, what)

    def _files_done(self) -> None:
        if not self._window.session.busy:
            self._window.progress.end()

    # what is shown

    def refresh(self) -> None:
        """Read the page on screen from the library again; the line and the place of the reader stay."""
        session = self._window.session
        self.show_undo()
        if session.story is not None:
            self._follow_story(session.story)
        elif self._bin.isVisibleTo(self._window):
            self._bin.set_stories(session.attempt(lambda: session.library.stories(binned=True)) or [])
        elif not self._start.list.editing:
            session.attempt(self._read_start)
        self.chosen_changed.emit()

    def show_undo(self) -> None:
        """Offer in the status line what can be taken back on these pages."""
        undone = self.shelf.can_undo()
        self._undo_button.setText(f"Undo: {undone}")
        self._undo_button.setVisible(self._window.session.story is None and bool(undone))

    def _read_start(self) -> None:
        library = self._window.session.library
        tags = library.tags()
        if self._tag not in {tag for tag, _ in tags}:
            self._tag = ""
        limit = None if self._all else MOST_RECENT
        heads = library.stories(tag=self._tag, limit=limit)
        total = dict(tags)[self._tag] if self._tag else library.story_count()
        self._heads = {head.id: head for head in heads}
        self._start.set_tags(tags, self._tag)
        self._start.set_stories(heads, total)
        self._start.set_binned(library.story_count(binned=True))
        self._start.set_waiting(self._window.session.pasting.waiting())
        if self._start.searching:
            self._searcher.ask(self._start.wanted.text().strip())

    def _follow_story(self, story: Story) -> None:
        """The open story was renamed or tagged here or elsewhere."""
        session = self._window.session
        session.attempt(session.catch_up)
        self._window.following.name_window()

    def show_start(self) -> None:
        """Go back to the first page."""
        self._window.show_page(self._start)
        self.refresh()
        self._start.focus()

    def show_bin(self) -> None:
        """Show what lies in the bin."""
        if self._window.session.story is not None:
            self._window.leave_story()
        self._window.show_page(self._bin)
        self.refresh()
        self._bin.focus()

    def focus(self) -> None:
        """Give the focus to the stories of the page on screen."""
        (self._bin if self._bin.isVisibleTo(self._window) else self._start).focus()

    def search(self) -> None:
        """Go to the line to search in."""
        if self._bin.isVisibleTo(self._window):
            self.show_start()
        self._start.focus_search()

    def forget(self) -> None:
        """Another library file is open: nothing that is known of the one before counts."""
        self._searcher.search_in(self._window.session.library.path)
        self.shelf.forget()
        self.refresh()

    def let_go(self) -> None:
        """Hold the library's file open no more."""
        self._searcher.close()

    def close(self) -> None:
        """End what runs in the background, and take in nothing more."""
        self._searcher.close()
        self.shelf.close()

    def _choose_tag(self, tag: str) -> None:
        self._tag = tag
        self.refresh()
        self._start.list.setFocus()

    def _show_all(self) -> None:
        self._all = True
        self.refresh()
        self._start.list.setFocus()

    def _say(self, sentence: str, undone: bool) -> None:
        keys = self._window.acts["undo"].shortcut().toString()
        self._window.say(f"{sentence} — Undo: {keys}" if undone else sentence)

    # search

    def _search(self, words: str) -> None:
        if words:
            self._searcher.ask(words)

    def _found(self, words: str, hits: list[Hit]) -> None:
        if words == self._start.wanted.text().strip():
            self._start.set_found(words, [hit_line(hit) for hit in hits[:MOST_HITS]], more=len(hits) > MOST_HITS)
            self._window.announce(self._start.heading)
            self.chosen_changed.emit()

    def _open(self, line: Line) -> None:
        """Open a story, at what was found where the line is a place."""
        self._window.open_story(line.story)
        story = self._window.session.story
        if line.hit is not None and story is not None and story.id == line.story:
            place = _place_of(line.hit, story)
            if place is not None:
                self._window.page.show_reading(*place)
                self._window.page.touched = True
                self._window.page.focus_view()
                self._select(*place)

    def _select(self, article: int, start: int, end: int) -> None:
        """Select the words that were found, so that they are seen and heard before anything is analysed."""
        text = self._window.page.side.column(article).text
        cursor = text.textCursor()
        cursor.setPosition(text.offsets.to_utf16(start))
        cursor.setPosition(text.offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        text.setTextCursor(cursor)

    # one story

    def chosen(self) -> str:
        """The id of the open story, or of the one that is chosen on the first page; empty for none."""
        story = self._window.session.story
        if story is not None:
            return story.id
        line = self._start.list.line() if self._start.isVisibleTo(self._window) else None
        return line.story if line is not None else ""

    def origin(self) -> str:
        """The id under which the chosen story was exported, where that is another than its own."""
        story = self._window.session.story
        chosen = story if story is not None else self._heads.get(self.chosen())
        return chosen.origin if chosen is not None and chosen.origin != chosen.id else ""

    def rename(self) -> None:
        """Edit the name of the chosen story: in place where it stands in the list."""
        if self._window.session.story is None and self._start.list.edit_name():
            return
        self._with_story(lambda story: self.menu.rename(story.id, story.title))

    def tags(self) -> None:
        """Ask for the tags of the chosen story."""
        library = self._window.session.library
        self._with_story(
            lambda story: self.menu.tags(story.id, story.title, story.tags, [tag for tag, _ in library.tags()])
        )

    def duplicate(self) -> None:
        """Copy the chosen story."""
        if self.chosen():
            self.shelf.duplicate(self.chosen())

    def export(self) -> None:
        """Write the chosen story to a file."""
        self._with_story(lambda story: self.menu.export(story.id, story.title))

    def bin(self) -> None:
        """Move the chosen story to the bin; an open one is left."""
        story = self.chosen()
        if story and self._window.session.story is not None:
            self._window.leave_story()
        if story:
            self.shelf.bin(story)

    def merge(self) -> None:
        """Merge the chosen story, which was imported, into the one that the library had already."""
        story = self.chosen()
        original = self.shelf.original(story) if story else ""
        if original:
            self._merge(original, story)
        else:
            self._window.notice.show_error("The story that this one was made from is not in the library any more.")

    def _merge(self, into: str, other: str) -> None:
        if self.shelf.merge(into, other):
            self._window.open_story(into)

    def _with_story(self, do: Callable[[Story], object]) -> None:
        session, chosen = self._window.session, self.chosen()
        if chosen:
            session.attempt(lambda: do(session.library.story(chosen)))

    def _bin_line(self, line: Line) -> None:
        if line.hit is None:
            self.shelf.bin(line.story)

    def _ask_story(self, line: Line, place: QPoint) -> None:
        """The menu of a line: the pointer may be on another than the current one."""
        rows = [other.story for other in self._start.list.lines()]
        if line.hit is None and line.story in rows:
            self._start.list.set_current(rows.index(line.story))
        entries: list[tuple[str, str, Callable[[], object]] | None] = [
            ("&Open", "Return", lambda: self._open(line)),
            None,
            ("Re&name…", "F2", self.rename),
            ("&Tags…", "", self.tags),
            ("&Duplicate", "", self.duplicate),
            ("&Export as .parallax…", "", self.export),
        ]
        if self.origin():
            entries.append(("&Merge into the one you had", "", self.merge))
        self.menu.show(place, [*entries, None, ("Move to the &bin", "Delete", self.bin)])

    def _ask_binned(self, line: Line, place: QPoint) -> None:
        self.menu.show(
            place,
            [
                ("&Restore", "", lambda: self.shelf.restore(line.story)),
                None,
                ("&Delete for ever…", "Delete", lambda: self._delete([line.story])),
            ],
        )

    def _delete(self, stories: Sequence[str]) -> None:
        if stories:
            titles = {line.story: line.title for line in self._bin.list.lines()}
            self.menu.delete(stories, titles.get(stories[0], ""))

    # undo on these pages

    def undo(self) -> None:
        """Take back what was done last on the first page."""
        self.shelf.undo()

    def redo(self) -> None:
        """Do it again."""
        self.shelf.redo()

    # what arrives

    def take(self, paths: Sequence[Path]) -> None:
        """Files, however they came: stories are imported, all others are articles. Where both come at once, the window
        stays with the articles."""
        stories = [path for path in paths if is_story_file(path)]
        others = [path for path in paths if not is_story_file(path)]
        if stories:
            self.shelf.import_files(stories, show=not others)
        if others:
            self._window.session.adding.files(others)

    def choose_stories(self) -> None:
        """Ask for story files to import."""
        self.menu.choose_stories(self.take)

    def _imported(self, story: str, original: str, show: bool) -> None:
        session = self._window.session
        if show:
            self._window.open_story(story)
        kept = session.attempt(lambda: session.library.story(original)) if original else None
        if kept is not None:
            title = named(kept.title)
            self._window.notice.show_word(
                f"You have “{title}” already. What was imported is kept apart from it, until you merge the two.",
                ("Merge &into the one you have", partial(self._merge, original, story)),
            )

    # pasted texts

    def offer_waiting(self) -> None:
        """Say, when the window opens on a story, that a text was pasted which did not become an article any more. The
        first page shows it by itself."""
        held = self._waiting() if self._window.session.story is not None else []
        for paste in held[:1]:
            words = one_line(paste.text or paste.html)
            shown = words[:_SHOWN_OF_A_PASTE].rstrip() + ("…" if len(words) > _SHOWN_OF_A_PASTE else "")
            choices = [("Make a &new story of it", partial(self.take_waiting, paste.id, apart=True))]
            if self._window.session.room:
                choices.insert(0, ("Add it to &this story", partial(self.take_waiting, paste.id, apart=False)))
            self._window.notice.show_word(
                f"A text that was pasted before the program ended has been kept: “{shown}” It lies on the first page.",
                *choices,
            )

    def offer_apart(self, held: str) -> None:
        """Say where a pasted text is that has no room in the open story."""
        self._window.notice.show_word(
            "This story is full, so the pasted text was kept apart. It lies on the first page.",
            ("Make a &new story of it", partial(self.take_waiting, held, apart=True)),
        )

    def take_waiting(self, held: str, *, apart: bool) -> None:
        """Make an article of a pasted text that waits: in the open story, or `apart` in a new one."""
        if apart and self._window.session.story is not None:
            self._window.leave_story()
        for paste in self._waiting():
            if paste.id == held:
                self._window.session.pasting.take(paste)
        self.refresh()

    def _waiting(self) -> list[Held]:
        session = self._window.session
        return session.attempt(session.pasting.waiting) or []

    def _held_asked(self, held: str, throw_away: bool) -> None:
        if not throw_away:
            self.take_waiting(held, apart=True)
            return
        self.menu.ask(
            "Throw the text away",
            "Throw the pasted text away?",
            "It is in no story, and this cannot be undone.",
            "&Throw it away",
            lambda: self._release(held),
        )

    def _release(self, held: str) -> None:
        self._window.session.pasting.release(held)
        self.refresh()


def _place_of(hit: Hit, story: Story) -> tuple[int, int, int] | None:
    """(number of the article, start, end) of what was found; None where it stands in no text."""
    numbers = {article.id: number for number, article in enumerate(story.articles)}
    if hit.kind == "text" and hit.article in numbers:
        return numbers[hit.article], hit.start, hit.end
    readings: tuple[Reading, ...] = ()
    if hit.kind == "note":
        readings = next((mark.readings for mark in story.marks if mark.id == hit.mark), ())
    shown = [r for r in readings if r.article in numbers]
    if not shown:
        return (numbers[hit.article], 0, 0) if hit.article in numbers else None
    return numbers[shown[0].article], shown[0].start, shown[0].end

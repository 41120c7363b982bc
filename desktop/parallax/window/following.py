"""What one window shows when its session tells of something: another story, other articles, a comparison, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parallax.library import LayAside
from parallax.outlets import outlet_names
from parallax.window.actions import ACTIONS, When, by_name
from parallax.window.state import VIEW_NAMES, View, natural_view
from parallax.window.stories.lines import named
from parallax.window.texts.offsets import in_title

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_SHORT = 1240
"""Below this width of the window, in pixels, the filters show their glyphs and counts alone."""


class Following:
    """Of one window, once it is furnished. `attach` listens; the other methods without an underscore are what the
    window itself asks for."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._returning = False
        self._arriving = False
        self._unplaced = True

    def attach(self) -> None:
        """Listen to the session and to what the reader does to the page."""
        window, session = self._window, self._window.session
        session.story_changed.connect(self.story_changed)
        session.articles_changed.connect(self._articles_changed)
        session.comparison_changed.connect(self._comparison_changed)
        session.checked_changed.connect(self._checked_changed)
        session.read.connect(window.page.show_read)
        session.begun.connect(window.progress.begin)
        session.begun.connect(self._begun)  # no lambda: the session would hold it, and with it a closed window
        session.idle.connect(self._rests)
        session.idle.connect(self.enable)
        session.failed.connect(window.notice.show_error)
        session.saved.connect(window.say)
        session.elsewhere.connect(window.front.refresh)
        session.noticed.connect(window.notice.show_word)
        window.notice.left.connect(lambda: window.page.focus_view() if session.story else window.front.focus())
        session.pasting.kept_apart.connect(window.front.offer_apart)
        session.fetching.asked.connect(self._say_where)
        window.front.chosen_changed.connect(self.enable)
        window.watch.gone.connect(window.notice.show_error)
        window.watch.back.connect(self._library_back)
        window.page.difference_chosen.connect(window.choose)
        window.page.difference_wanted.connect(lambda index: window.choose(index, travel=True))
        window.page.moved.connect(window.place_moved)
        window.page.place_kept.connect(self._place_kept)
        window.panel.place_chosen.connect(self._reading_chosen)
        window.page.remove_requested.connect(session.remove_article)
        window.page.add_requested.connect(window.acts["open"].trigger)
        window.page.paste_requested.connect(window.acts["paste"].trigger)
        window.page.view_changed.connect(self._page_turned)
        window.page.base_changed.connect(self._base_changed)
        window.page.side.left_out_asked.connect(window.acts["cleaning"].trigger)
        window.tools.filtered.connect(self._filter)
        window.preferences.text_size_changed.connect(window.fit_text_size)
        window.preferences.families_changed.connect(window.tools.begin_with)  # which goes with it

    # what the session tells

    def _begun(self) -> None:
        self._window.acts["cancel"].setEnabled(True)
        self._window.page.side.set_progress(self._window.session.analyst.reading)

    def _rests(self) -> None:
        self._window.progress.end()
        self._window.page.side.set_progress(None)

    def story_changed(self) -> None:
        """Another story is open, or none; its articles are told next."""
        window, story = self._window, self._window.session.story
        window.tools.setVisible(story is not None)
        window.show_page(window.page if story else window.start_page)
        self.name_window()
        window.docks.show(story is not None and len(window.session.articles) > 1)
        if story is None:
            window.front.refresh()
        else:
            window.front.show_undo()
        self._returning = story is not None and bool(story.position.view)
        self._arriving = story is not None
        self._unplaced = True
        window.page.forget()
        window.session.state.families = window.tools.families
        window.progress.end()
        if story is None:
            window.start_page.focus()
            window.prepare_page()

    def _articles_changed(self) -> None:
        window, session = self._window, self._window.session
        self.name_window()  # it may have come with another name: renamed, or begun anew, elsewhere
        window.page.set_articles(session.articles)
        if session.articles:
            window.show_page(window.page)
        window.docks.show(len(session.articles) > 1)
        if session.story and not session.state.comparison:
            window.page.set_view("side")
        if self._arriving and session.articles:
            self._arriving = False
            window.page.focus_view()
        self.enable()

    def _comparison_changed(self) -> None:
        window, session = self._window, self._window.session
        state, story, page = session.state, session.story, window.page
        if self._unplaced and state.comparison is not None and len(state.comparison.articles) > 1:
            self._unplaced = False  # an article that makes reports of two versions moves no dock under the reader
            window.docks.turn(natural_view(state.comparison))
        returning = self._returning and not page.touched and state.comparison is not None and story is not None
        waits = state.comparison is not None and not returning and page.touched and state.view != page.view
        if waits:  # the reader is in the middle of a text: it stays
            found = state.view
            state.view = page.view
            page.set_state(state)
            count, where = len(state.unseen()), VIEW_NAMES[found]
            ready = f"{count} new difference{'s' if count != 1 else ''} found." if count else "The comparison is ready."
            window.progress.offer(ready, window.acts[found], f"Show {count} new" if count else f"Show {where}")
            window.announce(f"{ready} {where}: {window.acts[found].shortcut().toString()}")
        elif story and state.view != page.view:
            page.turn(state)
        else:
            page.set_state(state)
        self.show_current(travel=returning)
        if returning and story:
            self._returning = False
            page.restore(story.position)
        if state.comparison and not session.busy and not waits:
            window.announce(state.summary())

    def _checked_changed(self) -> None:
        self.name_window()  # undo may have given the story its old name back
        self._window.page.set_state(self._window.session.state)
        self.show_current(travel=False)

    def _library_back(self, told: str) -> None:
        window = self._window
        window.notice.drop(told)
        window.front.forget()
        window.marks.flush()
        window.say("The library is there again")

    def name_window(self) -> None:
        """Name the window after its story."""
        story = self._window.session.story
        self._window.setWindowTitle(f"{in_title(named(story.title))} — Parallax" if story else "Parallax")

    # what the reader does to the page

    def _page_turned(self, view: View) -> None:
        """The page turned to another view to show what was asked for: the reader's view is that one now."""
        state = self._window.session.state
        state.view, state.view_chosen = view, True
        self.enable()
        self._window.place_moved()

    def _place_kept(self, article: int) -> None:
        window = self._window
        keys = window.acts["side"].shortcut().toString()
        window.say(f"Side by side opens at this sentence of {outlet_names(window.session.articles)[article]}: {keys}")

    def _reading_chosen(self, article: int, start: int, end: int) -> None:
        """A reading of the panel was opened: its sentence, beside the others."""
        self._window.page.show_reading(article, start, end)
        self._window.place_moved()

    def _base_changed(self, article: int) -> None:
        window = self._window
        window.session.state.base = article
        window.page.set_state(window.session.state)
        window.place_moved()

    def _filter(self) -> None:
        window = self._window
        window.session.state.families = window.tools.families
        window.page.set_state(window.session.state)
        self.show_current(travel=False)

    def begin_families(self) -> None:
        """Show the families that are chosen in the settings, unless the reader has set this window's filters."""
        self._window.tools.begin_with(self._window.preferences.families)

    def show_current(self, travel: bool) -> None:
        """Show the current difference; `travel` brings the view to it."""
        window, state = self._window, self._window.session.state
        window.panel.show_difference(state.comparison, state.current, state.marked(state.current))
        window.page.show_current(state, travel)
        window.marks.show_current()
        self.enable()

    # what can be done now

    def enable(self) -> None:
        """Say in the menus, the toolbar and the status line what can be done now, and where the reader is."""
        window, session, state = self._window, self._window.session, self._window.session.state
        told = state.comparison is not None and len(state.comparison.articles) == len(session.articles)
        pairs = told and len(session.articles) > 1
        when: dict[When, bool] = {
            "always": True,
            "articles": bool(session.articles),
            "comparison": told and bool(session.articles),
            "pairs": pairs,
            "differences": told and bool(state.differences),
            "current": told and state.current is not None,
            "busy": session.busy,
            "undo": session.story is not None or bool(window.front.shelf.can_undo()),
            "redo": session.story is not None or bool(window.front.shelf.can_redo()),
            "story": bool(window.front.chosen()),
            "merge": bool(window.front.origin()),
            "search": bool(session.articles) or session.story is None,
        }
        self._name_undo()
        for action in ACTIONS:
            window.acts[action.name].setEnabled(when[action.when])
        window.focus_kept.look_soon()
        window.acts[state.view].setChecked(True)
        window.acts["full_screen"].setChecked(window.isFullScreen())
        window.tools.show_counts(state.counts(), enabled=pairs, short=window.width() < _SHORT)
        self._say_where()

    def _say_where(self) -> None:
        """The status line: what is found, and whether it stays here; while a page is fetched, which site is asked."""
        window, summary, site = self._window, self._window.session.state.summary(), self._window.session.fetching.site
        if site:
            window.walk.setText(f"Asking {site} for a page")
        else:
            stays = f"{summary} · stays on this computer" if summary else "Everything stays on this computer"
            window.walk.setText(stays)

    def _name_undo(self) -> None:
        """The menu says what undo would take back."""
        window, session = self._window, self._window.session
        on_shelf = session.story is None
        undo = window.front.shelf.can_undo() if on_shelf else session.next_undo()
        redo = window.front.shelf.can_redo() if on_shelf else session.next_redo()
        for name, next_one in (("undo", undo), ("redo", redo)):
            text = by_name(name).text
            said = next_one and next_one != LayAside.what  # that goes with what brought it about
            window.acts[name].setText(f"{text}: {next_one}" if said else text)

    def resized(self, before: int) -> None:
        """The window has another width than `before`, in pixels: the families' names may have room now, or none."""
        if (self._window.width() < _SHORT) != (before < _SHORT):
            self.enable()

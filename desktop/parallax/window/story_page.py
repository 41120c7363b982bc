"""One story on screen: the three views, the invitation to add a second article, and the line to search in.

It turns the reading state into what each view draws, and what the views tell into the reader's wishes. A view that is
not on screen is drawn, and brought to its place, when it is shown: three views at once would stall the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from parallax.article import Article
from parallax.library import Place, Position, readings
from parallax.values import ArticleSpan, Comparison, Difference
from parallax.window.ahead import ahead
from parallax.window.find_line import FindLine
from parallax.window.frame.focus_kept import focused_within, let_go
from parallax.window.invitation import Invitation
from parallax.window.overview.ruled import RuledViews
from parallax.window.palette import desktop_theme
from parallax.window.state import VIEWS, ReadingState, View
from parallax.window.tables.rows_view import RowsView
from parallax.window.tables.story_sheet import StorySheet
from parallax.window.texts.looks import letter_size
from parallax.window.texts.marks import Mark, Speech
from parallax.window.texts.readings import (
    by_hand,
    difference_at,
    linked_by_hand,
    marks_of,
    note_signs,
    partners_of,
    sentence_at,
    speech_of_plain,
)
from parallax.window.texts.side_by_side import SideBySide


class StoryPage(QWidget):
    """Signals: `difference_chosen(index)`, `moved()` when the place changed, `remove_requested(article)`,
    `add_requested()`, `paste_requested()`, `base_changed(article)`, `view_changed(view)` when the page turned to show
    what was asked for, `place_kept(article)` when *Side by side* will open at a sentence that was chosen elsewhere,
    `difference_wanted(index)` when a mark of the ruler was clicked, which the views are to go to,
    `note_chosen(mark)`, `menu_asked(place, difference, speaker, point)` for words of an article, and where they are
    known the index of a difference and the name of a speaker. `touched` says that the reader has moved in the texts
    since they were set. While `picking` is set, it is told of each sentence that is chosen, and the texts stay.
    """

    difference_chosen = Signal(int)
    difference_wanted = Signal(int)
    moved = Signal()
    remove_requested = Signal(int)
    add_requested = Signal()
    paste_requested = Signal()
    base_changed = Signal(int)
    view_changed = Signal(str)
    place_kept = Signal(int)
    note_chosen = Signal(str)
    menu_asked = Signal(object, object, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles: tuple[Article, ...] = ()
        self._state = ReadingState()
        self._drawn: Comparison | None = None
        self._marks: dict[int, list[Mark]] = {}
        self._stale: set[View] = set()
        self._goal: dict[View, Callable[[], None]] = {}
        self._at: tuple[Comparison | None, int | None] = (None, None)
        self._kept_places: tuple[Place, ...] = ()
        self.touched = False
        self.picking: Callable[[int, int], None] | None = None
        self._stepping = self._picked = False
        self._theme = desktop_theme()
        self.sheet = StorySheet()
        self.side = SideBySide()
        self.rows = RowsView()
        self._views = QStackedWidget()
        for view in (self.sheet, self.side, self.rows):
            self._views.addWidget(view)
        self._views.setCurrentWidget(self.side)  # where a new story begins
        self._invitation = Invitation()
        self._invitation.add_requested.connect(self.add_requested)
        self._invitation.paste_requested.connect(self.paste_requested)
        self._find_line = FindLine()
        self._find_line.typed.connect(self._find_typed)
        self._find_line.asked.connect(self.find_again)
        self._find_line.closed.connect(self.focus_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._ruled = RuledViews(self._views, self.sheet, self.side, self.rows)
        self._ruled.difference_wanted.connect(self.difference_wanted)
        layout.addLayout(self._ruled, 1)
        layout.addWidget(self._invitation)
        layout.addWidget(self._find_line)
        self.sheet.difference_chosen.connect(self.difference_chosen)
        self.sheet.places_chosen.connect(self._show_places)
        self.side.difference_chosen.connect(self._side_difference)
        self.side.sentence_chosen.connect(self._sentence_chosen)
        self.side.remove_requested.connect(self.remove_requested)
        self.side.base_changed.connect(self.base_changed)
        self.side.moved.connect(self._touch)
        self.side.note_chosen.connect(self.note_chosen)
        self.side.menu_asked.connect(lambda _, point: self._ask_menu(point))
        self.sheet.menu_asked.connect(self._sheet_menu)
        self.rows.menu_asked.connect(
            lambda place, difference, point: self.menu_asked.emit(place, difference, "", point)
        )
        self.rows.difference_chosen.connect(self.difference_chosen)
        self.rows.place_chosen.connect(self._row_chosen)

    @property
    def view(self) -> View:
        """The view on screen."""
        shown = self._views.currentWidget()
        return "sheet" if shown is self.sheet else "rows" if shown is self.rows else "side"

    def set_view(self, view: View) -> None:
        """Show a view, and give it the focus when the one before had it."""
        wanted = self._of(view)
        shown = self._views.currentWidget()
        focused = QApplication.focusWidget()
        had_focus = focused_within(shown) is not None
        if wanted is not shown:
            let_go(shown)
            self._views.setCurrentWidget(wanted)
        self._draw(view)
        if had_focus or focused is None:
            wanted.setFocus()
        self._find_line.setVisible(self._find_line.isVisible() and view == "side")

    def _of(self, view: View) -> QWidget:
        return {"sheet": self.sheet, "side": self.side, "rows": self.rows}[view]

    def _forget_old_goals(self) -> None:
        """The differences of a comparison that is gone are gone to no more."""
        if self._at[0] is not None and self._state.comparison is not self._at[0]:
            self._goal, self._at = {}, (None, None)

    def prepare(self, size: QSize) -> None:
        """Make what the first text needs, and lay it all out unseen at this size, so that the text is shown sooner."""
        if not self._articles and not self.isVisible():
            self.side.prepare()
            self._invitation.show()
            self.resize(size)
            self.grab()

    def set_articles(self, articles: Sequence[Article]) -> None:
        """Show these texts; what is known of them comes later."""
        self._articles = tuple(articles)
        self._marks = {}
        self._forget_old_goals()
        self.touched = False
        self.side.set_articles(list(articles))
        self._invitation.setVisible(len(articles) == 1)
        self._ruled.show_state(self.view, self._state)

    def forget(self) -> None:
        """Another story begins: nothing is restored into it from this one."""
        self._state, self._drawn, self._marks = ReadingState(), None, {}
        self._stale, self._goal, self._kept_places = set(), {}, ()
        self._find_line.hide()

    def show_read(self, message: dict[str, Any]) -> None:
        """Sentences and speakers of one article, before the comparison is there."""
        number = message["article"]
        known = self._state.comparison
        if number >= len(self._articles) or (known is not None and number < len(known.articles)):
            return
        self.side.set_sought(number, message["language"] != "und")
        self.side.set_sentences(number, [(s, e) for s, e, _ in message["sentences"]])
        self.side.set_attributions(number, [speech_of_plain(a) for a in message["attributions"]])

    def set_state(self, state: ReadingState) -> None:
        """Draw a comparison, or its absence."""
        self._take(state)
        self._draw(self.view)

    def turn(self, state: ReadingState) -> None:
        """Draw a comparison in the view that the state names, which comes on screen; no other is drawn."""
        self._take(state)
        self.set_view(state.view)

    def _take(self, state: ReadingState) -> None:
        if state.comparison is not self._at[0]:
            self._goal, self._at = {}, (None, None)
        self._state = state
        self._stale = set(VIEWS)
        if state.comparison is None:
            self._draw_side()

    def show_reading(self, article: int, start: int, end: int) -> None:
        """Show a sentence beside the others, in *Side by side*."""
        self._goal["side"] = lambda: self._show_sentence(article, start, end)
        self.set_view("side")
        self.view_changed.emit("side")

    def _draw(self, view: View) -> None:
        """Draw what a view on screen does not show yet, and go to where it was to go."""
        state = self._state
        if view in self._stale:
            self._stale.discard(view)
            comparison = state.comparison or Comparison(articles=())
            checked = dict(state.checked)
            if view == "sheet":
                self.sheet.set_comparison(comparison, checked, state.unseen(), state.noted())
                state.lines = self.sheet.walk()
            elif view == "rows":
                self.rows.set_signs(state.unseen(), [span for note in state.notes for span in note.spans])
                self.rows.set_comparison(comparison, checked, state.base, state.families)
            else:
                self._draw_side()
        table = self.sheet if view == "sheet" else self.rows
        if view != "side" and table.hasFocus() and not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 0))  # it had the focus before it had a line
        goal = self._goal.pop(view, None)
        if goal:
            goal()
        if view == "side":
            self._kept_places = ()
        self._ruled.show_state(self.view, self._state)

    def show_ruler(self, shown: bool) -> None:
        """Show the overview ruler beside two articles or more, or put it away."""
        self._ruled.wanted = shown
        self._ruled.show_state(self.view, self._state)

    def _draw_side(self) -> None:
        state, comparison = self._state, self._state.comparison
        for number in range(len(self._articles)):
            self.side.set_notes(number, note_signs(state, number))
        if comparison is None:
            self._drawn, self._marks = None, {}
            for number in range(len(self._articles)):
                self.side.set_marks(number, [])
                self.side.set_reports(number, [])
            return
        self.side.set_base(min(state.base, len(comparison.articles) - 1))
        if comparison is not self._drawn:
            self._draw_texts(comparison)
        for number in range(len(comparison.articles)):
            marks = marks_of(state, number)
            if self._marks.get(number) != marks:
                self._marks[number] = marks
                self.side.set_marks(number, marks)

    def _draw_texts(self, comparison: Comparison) -> None:
        """What does not change with the reader's marks: sentences, speech, who else reports a sentence."""
        self._drawn, self._marks = comparison, {}
        names = {s.id: s.name for s in comparison.speakers}
        said: list[list[Speech]] = [[] for _ in comparison.articles]
        for a in comparison.attributions:
            said[a.article].append(Speech(a.source, a.cue, a.content, names.get(a.speaker or "", "")))
        reported = ahead(comparison).reports
        for number in range(len(comparison.articles)):
            if comparison.articles[number].text == self._articles[number].text:
                self.side.set_known(number, comparison.articles[number])
            self.side.set_sought(number, comparison.speakers_sought(number))
            self.side.set_sentences(number, [(s.start, s.end) for s in comparison.sentences[number]])
            self.side.set_attributions(number, said[number])
            self.side.set_reports(number, reported[number])
            self.side.set_by_hand(number, by_hand(comparison, number))

    def show_current(self, state: ReadingState, travel: bool) -> None:
        """Make the current difference stand out; `travel` brings every view to it."""
        self.side.show_difference(state.current)
        self._ruled.show_current(state.current)
        if state.current is None or state.comparison is None:
            return
        current, comparison = state.current, state.comparison
        goals: dict[View, Callable[[], None]] = {
            "rows": lambda: self.rows.go_to_difference(current),
            "side": lambda: self._level(comparison, comparison.differences[current]),
            "sheet": lambda: self.sheet.go_to_difference(current),
        }
        here = goals.pop(self.view)
        if travel or self._at[0] is not comparison or self._at[1] != current:
            self._at = comparison, current
            self._goal = goals
        if travel or self.view == "rows":
            here()

    def _level(self, comparison: Comparison, difference: Difference) -> None:
        """Bring the sentences of a difference level in the columns."""
        if not difference.spans:
            return
        article, start, end = min(difference.spans)
        sentence = sentence_at(comparison, article, start)
        if sentence is None:
            self.side.go_to(article, start, end)
            return
        partners = partners_of(comparison, article, sentence)
        for other, at, _ in difference.spans:
            if other != article:
                partners[other] = sentence_at(comparison, other, at)
        self._bring(article, sentence, partners)
        for other, at, _ in sorted(difference.spans, reverse=True):  # each text tells a screen reader of its caret
            self.side.column(other).text.put_caret(at)

    def _sentence_chosen(self, article: int, sentence: int) -> None:
        if self.picking is not None:
            if not self._stepping:  # a step only goes there; Return or a click answers
                self._picked = True
                QTimer.singleShot(0, self._picked_once)
                self.picking(article, sentence)
            return
        comparison = self._state.comparison
        if comparison is not None and article < len(comparison.articles):
            self._bring(article, sentence, partners_of(comparison, article, sentence))
        self._touch()

    def _picked_once(self) -> None:
        self._picked = False

    def _side_difference(self, index: int) -> None:
        """Marked words were clicked: they are gone to, unless the click answered a question."""
        if self.picking is None and not self._picked:
            self.difference_chosen.emit(index)

    def _bring(self, article: int, sentence: int, partners: dict[int, int | None]) -> None:
        """Choose a sentence, with its partners level and those that the reader linked told as such."""
        comparison = self._state.comparison
        assert comparison is not None
        made = linked_by_hand(comparison, article, sentence, partners)
        self.side.show_sentence(article, sentence, partners, by_hand=made)

    def _touch(self) -> None:
        """The reader has moved: what comes now must not move the text."""
        self.touched = True
        self.moved.emit()

    def _row_chosen(self, article: int, start: int, end: int) -> None:
        """A sentence of a row was opened: *Side by side* will open at it."""
        self._goal["side"] = lambda: self._show_sentence(article, start, end)
        self.place_kept.emit(article)
        self.moved.emit()

    def _show_sentence(self, article: int, start: int, end: int) -> None:
        comparison = self._state.comparison
        if article >= len(self._articles):
            return
        known = comparison is not None and article < len(comparison.articles)
        sentence = sentence_at(comparison, article, start) if comparison is not None and known else None
        if comparison is None or sentence is None:
            self.side.go_to(article, start, end)
        else:
            self._bring(article, sentence, partners_of(comparison, article, sentence))

    def _show_places(self, places: Sequence[tuple[int, int, int]]) -> None:
        """A line of the sheet was opened: its places beside each other."""
        comparison = self._state.comparison
        if not places or comparison is None:
            return
        self._goal.pop("side", None)
        self.set_view("side")
        self.view_changed.emit("side")
        self.side.setFocus()
        article, start, end = places[0]
        sentence = sentence_at(comparison, article, start)
        if sentence is None:
            self.side.go_to(article, start, end)
            return
        partners: dict[int, int | None] = dict.fromkeys(range(len(comparison.articles)))
        del partners[article]
        for other, at, _ in places[1:]:
            partners[other] = sentence_at(comparison, other, at)
        self._bring(article, sentence, partners)

    # where the reader is

    def here(self) -> ArticleSpan | None:
        """The selected words, else the sentence that the reader is at, in the view on screen; None where there is
        none."""
        if self.view == "side":
            chosen = self.side.selected()
            return chosen or self._sentence_span(self.side.sentence_here())
        return self.rows.place() if self.view == "rows" else self.sheet.place()

    def differences_here(self) -> tuple[int, ...] | None:
        """The differences of the line or cell that the reader is at; None side by side, and where there is no line."""
        if self.view == "side":
            return None
        return self.rows.differences_here() if self.view == "rows" else self.sheet.differences_here()

    def sentence_here(self) -> ArticleSpan | None:
        """The sentence that the reader is at in *Side by side*, whatever is selected."""
        return self._sentence_span(self.side.sentence_here())

    def _sentence_span(self, at: tuple[int, int] | None) -> ArticleSpan | None:
        if at is None:
            return None
        return (at[0], *self.side.column(at[0]).text.sentences[at[1]])

    def ask_menu(self) -> None:
        """Ask for the menu of what the reader is at, as its key does."""
        if self.view == "side" and self.side.article_count():
            self._ask_menu(self.side.column(self.article_in_focus()).text.menu_point())
        elif self.view == "sheet":
            self.sheet.ask_menu()
        else:
            self.rows.ask_menu()

    def menu_point(self) -> QPoint:
        """Where a menu for what the reader is at opens, on the screen."""
        if self.view == "side" and self.side.article_count():
            return self.side.column(self.article_in_focus()).text.menu_point()
        return self.mapToGlobal(self.rect().center())

    def _ask_menu(self, point: QPoint) -> None:
        text = self.side.column(self.article_in_focus()).text
        at = text.caret()
        place = self.side.selected() or (self.article_in_focus(), at, at)
        self.menu_asked.emit(place, difference_at(self._state, place), "", point)

    def _sheet_menu(self, place: ArticleSpan | None, difference: int | None, key: str, point: QPoint) -> None:
        self.menu_asked.emit(
            place, difference, key.removeprefix("speaker:") if key.startswith("speaker:") else "", point
        )

    # the place

    def position(self, state: ReadingState) -> Position:
        """Where the reader is, in terms that other texts beside these do not change."""
        tops = {} if self._kept_places else self.side.position()
        places = tuple(Place(a.id, a.text_sha256, tops[n]) for n, a in enumerate(self._articles) if n in tops)
        kind, read = "", readings((), ())
        if state.current is not None and state.comparison is not None:
            difference = state.differences[state.current]
            kind, read = difference.kind, readings(state.comparison.articles, difference.spans)
        base = self._articles[state.base].id if state.base < len(self._articles) else ""
        return Position(view=state.view, places=self._kept_places or places, difference=kind, readings=read, base=base)

    def restore(self, position: Position) -> None:
        """Go back to a place: each article to the sentence on top of its column."""
        numbers = {(a.id, a.text_sha256): n for n, a in enumerate(self._articles)}
        places = {numbers[p.article, p.revision]: p.at for p in position.places if (p.article, p.revision) in numbers}
        if places:
            self._goal.pop("side", None)
            self.side.set_position(places)
            self._kept_places = () if self.view == "side" else position.places

    # search, copy, walk

    def open_find(self) -> None:
        """Show the line to search in, over the texts, where the reader stays now, whatever comes."""
        self.touched = True
        if self.view != "side":
            self.set_view("side")
            self.view_changed.emit("side")
        self._find_line.open_it()

    def find_again(self, backwards: bool = False) -> None:
        """The next place of what is searched."""
        if not self._find_line.text:
            self.open_find()
            return
        self._find_line.say(self.side.find(self._find_line.text, backwards))

    def _find_typed(self) -> None:
        """The first place, from where the reader is, of words that are being typed."""
        self._find_line.say(self.side.find(self._find_line.text, stay=True))

    def quotation(self) -> str:
        """What is selected or chosen in the view on screen, with its source, or an empty string."""
        if self.view == "side":
            return self.side.quotation()
        return self.sheet.copy_text() if self.view == "sheet" else self.rows.copy_text()

    def article_in_focus(self) -> int:
        """The number of the article that the reader is in."""
        return self.side.article_in_focus()

    def step_sentence(self, by: int) -> None:
        """Choose the next (1) or previous (-1) sentence."""
        if self.view != "side":
            return
        self._stepping = True
        if by > 0:
            self.side.next_sentence()
        else:
            self.side.previous_sentence()
        self._stepping = False

    def focus_next(self, backwards: bool = False) -> bool:
        """Move the focus to the next column, or the one before; false when it was in the last."""
        return self.view == "side" and self.side.focus_next_column(backwards)

    def focus_edge(self, backwards: bool) -> None:
        """Give the focus to the first column, or the last; to the view where it has no columns."""
        if self.view == "side" and self.side.article_count():
            self.side.column(self.side.article_count() - 1 if backwards else 0).setFocus()
        else:
            self.focus_view()

    def focus_view(self) -> None:
        """Give the focus to the view on screen."""
        self._of(self.view).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_text_size(self, points: int) -> float:
        """Make texts larger or smaller than the desktop's letters, by points. The size that they have then."""
        size = letter_size(self.font(), points)
        for view in (self.sheet, self.side, self.rows):
            view.set_text_size(size)
        return size

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "rows") and desktop_theme() != self._theme:
            self._theme = desktop_theme()
            self.sheet.set_theme(self._theme)
            self.rows.set_theme(self._theme)

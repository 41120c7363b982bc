"""One story on screen: the three views, the invitation to add a second article, and the line to search in.

It turns the reading state into what each view draws, and what the views tell into the reader's wishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parallax.article import Article
from parallax.library import Place, Position, readings
from parallax.values import Comparison, Difference
from parallax.window.marks import Mark, Speech
from parallax.window.rows_view import RowsView
from parallax.window.side_by_side import SideBySide
from parallax.window.state import ReadingState, View
from parallax.window.story_sheet import StorySheet

_INVITATION = "This is one report. Add another report of the same story, or another version, to see what differs."


class StoryPage(QWidget):
    """Signals: `difference_chosen(index)`, `moved()` when the place changed, `remove_requested(article)`,
    `add_requested()`, `paste_requested()`, `base_changed(article)`, `view_changed(view)` when the page turned by itself.
    """

    difference_chosen = Signal(int)
    moved = Signal()
    remove_requested = Signal(int)
    add_requested = Signal()
    paste_requested = Signal()
    base_changed = Signal(int)
    view_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles: tuple[Article, ...] = ()
        self._comparison: Comparison | None = None
        self.sheet = StorySheet()
        self.side = SideBySide()
        self.rows = RowsView()
        self._views = QStackedWidget()
        for view in (self.sheet, self.side, self.rows):
            self._views.addWidget(view)
        self._invitation = self._make_invitation()
        self._find_line = self._make_find()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._invitation)
        layout.addWidget(self._views, 1)
        layout.addWidget(self._find_line)
        self.sheet.difference_chosen.connect(self.difference_chosen)
        self.sheet.places_chosen.connect(self._show_places)
        self.side.difference_chosen.connect(self.difference_chosen)
        self.side.sentence_chosen.connect(self._sentence_chosen)
        self.side.remove_requested.connect(self.remove_requested)
        self.side.base_changed.connect(self.base_changed)
        self.side.moved.connect(self.moved)
        self.rows.difference_chosen.connect(self.difference_chosen)
        self.rows.place_chosen.connect(lambda *_: self.moved.emit())

    @property
    def view(self) -> View:
        """The view on screen."""
        shown = self._views.currentWidget()
        return "sheet" if shown is self.sheet else "rows" if shown is self.rows else "side"

    def set_view(self, view: View) -> None:
        """Show a view, and give it the focus when the one before had it."""
        wanted = self._of(view)
        shown = self._views.currentWidget()
        had_focus = shown is not None and shown.isAncestorOf(QApplication.focusWidget() or self)
        self._views.setCurrentWidget(wanted)
        if had_focus or QApplication.focusWidget() is None:
            wanted.setFocus()
        self._find_line.setVisible(self._find_line.isVisible() and view == "side")

    def _of(self, view: View) -> QWidget:
        return {"sheet": self.sheet, "side": self.side, "rows": self.rows}[view]

    def set_articles(self, articles: Sequence[Article]) -> None:
        """Show these texts; what is known of them comes later."""
        self._articles = tuple(articles)
        self.side.set_articles(list(articles))
        self._invitation.setVisible(len(articles) == 1)

    def forget(self) -> None:
        """Another story begins: nothing is restored into it from this one."""
        self._comparison = None
        self._find_line.hide()

    def show_read(self, message: dict[str, Any]) -> None:
        """Sentences and speakers of one article, before the comparison is there."""
        number = message["article"]
        if number >= len(self._articles) or self._comparison is not None and number < len(self._comparison.articles):
            return
        self.side.set_sentences(number, [(s, e) for s, e, _ in message["sentences"]])
        self.side.set_attributions(number, [_speech_of_plain(a) for a in message["attributions"]])

    def set_state(self, state: ReadingState) -> None:
        """Draw a comparison, or its absence."""
        self._comparison = state.comparison
        comparison = state.comparison or Comparison(articles=())
        checked = dict(state.checked)
        self.sheet.set_comparison(comparison, checked)
        self.rows.set_comparison(comparison, checked, state.base, state.families)
        self._draw_side(state)

    def set_checked(self, state: ReadingState) -> None:
        """Draw which differences are checked."""
        self.set_state(state)

    def _draw_side(self, state: ReadingState) -> None:
        comparison = state.comparison
        if comparison is None:
            for number in range(len(self._articles)):
                self.side.set_marks(number, [])
                self.side.set_reports(number, [])
            return
        names = {s.id: s.name for s in comparison.speakers}
        said: list[list[Speech]] = [[] for _ in comparison.articles]
        for a in comparison.attributions:
            said[a.article].append(Speech(a.source, a.cue, a.content, names.get(a.speaker or "", "")))
        reported = _reports(comparison)
        for number in range(len(comparison.articles)):
            self.side.set_sentences(number, [(s.start, s.end) for s in comparison.sentences[number]])
            self.side.set_attributions(number, said[number])
            self.side.set_reports(number, reported[number])
            self.side.set_marks(number, marks_of(state, number))

    def show_current(self, state: ReadingState, travel: bool) -> None:
        """Make the current difference stand out; `travel` brings every view to it."""
        self.side.show_difference(state.current)
        if state.current is None or state.comparison is None:
            return
        if travel or self.view != "rows":
            self.rows.go_to_difference(state.current)
        if travel or self.view != "side":
            self._level(state.comparison, state.differences[state.current])
        if travel or self.view != "sheet":
            self.sheet.go_to_difference(state.current)

    def _level(self, comparison: Comparison, difference: Difference) -> None:
        """Bring the sentences of a difference level in the columns."""
        if not difference.spans:
            return
        article, start, end = min(difference.spans)
        sentence = _sentence_at(comparison, article, start)
        if sentence is None:
            self.side.go_to(article, start, end)
            return
        partners = _partners(comparison, article, sentence)
        for other, at, _ in difference.spans:
            if other != article:
                partners[other] = _sentence_at(comparison, other, at)
        self.side.show_sentence(article, sentence, partners)

    def _sentence_chosen(self, article: int, sentence: int) -> None:
        if self._comparison is not None and article < len(self._comparison.articles):
            self.side.show_sentence(article, sentence, _partners(self._comparison, article, sentence))
        self.moved.emit()

    def _show_places(self, places: Sequence[tuple[int, int, int]]) -> None:
        """A line of the sheet was opened: its places beside each other."""
        if not places or self._comparison is None:
            return
        article, start, end = places[0]
        sentence = _sentence_at(self._comparison, article, start)
        self.set_view("side")
        self.view_changed.emit("side")
        if sentence is None:
            self.side.go_to(article, start, end)
            return
        partners: dict[int, int | None] = dict.fromkeys(range(len(self._comparison.articles)))
        del partners[article]
        for other, at, _ in places[1:]:
            partners[other] = _sentence_at(self._comparison, other, at)
        self.side.show_sentence(article, sentence, partners)

    # the place

    def position(self, state: ReadingState) -> Position:
        """Where the reader is, in terms that other texts beside these do not change."""
        tops = self.side.position()
        places = tuple(
            Place(a.id, a.text_sha256, tops[n]) for n, a in enumerate(self._articles) if n in tops
        )
        kind, read = "", readings((), ())
        if state.current is not None and state.comparison is not None:
            difference = state.differences[state.current]
            kind, read = difference.kind, readings(state.comparison.articles, difference.spans)
        base = self._articles[state.base].id if state.base < len(self._articles) else ""
        return Position(view=state.view, places=places, difference=kind, readings=read, base=base)

    def restore(self, position: Position) -> None:
        """Go back to a place: each article to the sentence on top of its column."""
        numbers = {(a.id, a.text_sha256): n for n, a in enumerate(self._articles)}
        places = {
            numbers[p.article, p.revision]: p.at for p in position.places if (p.article, p.revision) in numbers
        }
        if places:
            self.side.set_position(places)

    # search, copy, walk

    def open_find(self) -> None:
        """Show the line to search in, over the texts."""
        if self.view != "side":
            self.set_view("side")
            self.view_changed.emit("side")
        self._find_line.show()
        self._wanted.setFocus()
        self._wanted.selectAll()

    def find_again(self, backwards: bool = False) -> None:
        """The next place of what is searched."""
        if not self._wanted.text():
            self.open_find()
            return
        found = self.side.find(self._wanted.text(), backwards)
        self._found.setText("" if found else "not found in any text")

    def quotation(self) -> str:
        """The selected words of a text with their source, or an empty string."""
        return self.side.quotation()

    def article_in_focus(self) -> int:
        """The number of the article that the reader is in."""
        return self.side.article_in_focus()

    def step_sentence(self, by: int) -> None:
        """Choose the next (1) or previous (-1) sentence."""
        if self.view != "side":
            return
        if by > 0:
            self.side.next_sentence()
        else:
            self.side.previous_sentence()

    def focus_next(self) -> bool:
        """Move the focus to the next column; false when it was in the last."""
        return self.view == "side" and self.side.focus_next_column()

    def focus_view(self) -> None:
        """Give the focus to the view on screen."""
        self._of(self.view).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_text_size(self, points: int) -> None:
        """Make texts larger or smaller than the desktop's letters, by points."""
        size = max(6.0, self.font().pointSizeF() + points)
        self.side.set_text_size(size)
        self.rows.set_text_size(size)

    def _make_invitation(self) -> QWidget:
        line = QWidget()
        line.setAccessibleName("Invitation")
        label = QLabel(_INVITATION)
        label.setWordWrap(True)
        add, paste = QPushButton("Add another…"), QPushButton("Paste")
        add.clicked.connect(self.add_requested)
        paste.clicked.connect(self.paste_requested)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(label, 1)
        layout.addWidget(add)
        layout.addWidget(paste)
        line.hide()
        return line

    def _make_find(self) -> QWidget:
        line = _FindLine()
        self._wanted = QLineEdit()
        self._wanted.setPlaceholderText("Find in all texts")
        self._wanted.setAccessibleName("Find in all texts")
        self._wanted.setClearButtonEnabled(True)
        self._wanted.returnPressed.connect(self.find_again)
        self._found = QLabel()
        backwards, onwards, close = QToolButton(), QToolButton(), QToolButton()
        backwards.setText("Previous")
        onwards.setText("Next")
        close.setText("Close")
        backwards.clicked.connect(lambda: self.find_again(backwards=True))
        onwards.clicked.connect(lambda: self.find_again())
        close.clicked.connect(line.hide)
        line.closed.connect(lambda: self.side.setFocus())
        layout = QHBoxLayout(line)
        layout.setContentsMargins(10, 4, 10, 4)
        for widget in (self._wanted, backwards, onwards, self._found):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(close)
        line.hide()
        return line


class _FindLine(QWidget):
    """The line to search in; Escape closes it."""

    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def marks_of(state: ReadingState, article: int) -> list[Mark]:
    """The shown differences of one article as marks in its text, each with its explanation."""
    found = []
    for k, d in enumerate(state.differences):
        if d.family not in state.families:
            continue
        for number, start, end in d.spans:
            if number == article:
                done = state.checked.get(k) == "checked"
                found.append(Mark(start, end, d.kind, d.family, k, done, f"{d.kind}: {d.explanation}"))
    return found


def _reports(comparison: Comparison) -> list[list[tuple[bool, ...]]]:
    """Per article and sentence: which of the other articles, in order, have a sentence linked with it."""
    count = len(comparison.articles)
    partners: dict[tuple[int, int], set[int]] = {}
    for link in comparison.links:
        partners.setdefault((link.a, link.i), set()).add(link.b)
        partners.setdefault((link.b, link.j), set()).add(link.a)
    return [
        [
            tuple(other in partners.get((number, s.index), ()) for other in range(count) if other != number)
            for s in comparison.sentences[number]
        ]
        for number in range(count)
    ]


def _partners(comparison: Comparison, article: int, sentence: int) -> dict[int, int | None]:
    """For each other article the sentence that is linked most surely, or None."""
    best: dict[int, tuple[float, int]] = {}
    for link in comparison.links:
        for (a, i), (b, j) in (((link.a, link.i), (link.b, link.j)), ((link.b, link.j), (link.a, link.i))):
            if (a, i) == (article, sentence) and (link.confidence, -j) > best.get(b, (0.0, 0)):
                best[b] = (link.confidence, -j)
    return {n: -best[n][1] if n in best else None for n in range(len(comparison.articles)) if n != article}


def _sentence_at(comparison: Comparison, article: int, start: int) -> int | None:
    return next((s.index for s in comparison.sentences[article] if s.start <= start < s.end), None)


def _speech_of_plain(plain: dict[str, Any]) -> Speech:
    spans = {part: tuple((s, e) for s, e in plain[part]) for part in ("source", "cue", "content")}
    return Speech(spans["source"], spans["cue"], spans["content"])


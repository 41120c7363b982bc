"""*Side by side*: a column of flowing text per article, and the partner brought level with the chosen sentence.

The view holds nothing but what it draws. Offsets are code points of the articles' texts; articles, sentences and
differences are named by their numbers from 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from parallax.article import Article, Span
from parallax.library import MOST_ARTICLES
from parallax.outlets import outlet_names
from parallax.window.corrections.told import spoken
from parallax.window.find_line import Found
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.palette import Theme, desktop_theme
from parallax.window.texts.column import Column
from parallax.window.texts.marks import Mark, NoteSign, Speech

__all__ = ["MOST_COLUMNS", "Column", "Mark", "SideBySide", "Speech"]

MOST_COLUMNS = MOST_ARTICLES
_LAST_ROOM = 24
_ROOM_STEP = 300
"""Other room below the texts costs laying them out, and less of it moves one that is read at its end: it changes by
steps, and gets less only where it was far too much."""
"""Pixels below the last line of a text that stands alone."""


class SideBySide(QScrollArea):
    """One to eight columns.

    Signals: `sentence_chosen(article, sentence)` by click, Return, or a step; `difference_chosen(difference)`;
    `remove_requested(article)`; `base_changed(article)`; `left_out_asked()` by the line of an article that the reader
    is in from then on; `column_focused(article)`; `moved()` when a text was scrolled, by whomever;
    `marks_shown()` when all that was set is drawn; `note_chosen(mark)` the sign of a note was clicked;
    `menu_asked(article, point)` a menu is wanted there. Setters send none but `moved` and `marks_shown`.
    """

    sentence_chosen = Signal(int, int)
    difference_chosen = Signal(int)
    remove_requested = Signal(int)
    base_changed = Signal(int)
    left_out_asked = Signal()
    column_focused = Signal(int)
    moved = Signal()
    marks_shown = Signal()
    note_chosen = Signal(str)
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None, theme: Theme | None = None) -> None:
        super().__init__(parent)
        self._follows_desktop = theme is None
        self._theme = theme or desktop_theme()
        self._columns: list[Column] = []
        self._spare: Column | None = None  # of no article, where there is no column
        self._marks: dict[Column, tuple[Mark, ...]] = {}
        self._speeches: dict[Column, tuple[Speech, ...]] = {}
        self._waiting: list[Column] = []
        self._drawing: Column | None = None
        self._active: Column | None = None
        self._base: Column | None = None
        self._points: float | None = None
        self._room = 0
        self._difference: int | None = None
        PlainBars(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Side by side")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(5)
        self._splitter.setAutoFillBackground(True)
        self._splitter.setAccessibleName("Columns")
        self.setWidget(self._splitter)
        self._paint_edges()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._mark_one)

    # what is set from outside

    def set_articles(self, articles: Sequence[Article]) -> None:
        """Show these articles, in this order. The columns of those already shown (same id, same text) keep their
        scroll position, sentences and marks; who else reports a sentence is forgotten unless articles were only
        added at the end. Raises ValueError for more than eight."""
        if len(articles) > MOST_COLUMNS:
            raise ValueError(f"{len(articles)} articles do not fit: at most {MOST_COLUMNS} stand side by side")
        before = list(self._columns)
        known = {(c.article.id, c.article.text_sha256): c for c in before}
        found = [known.pop((article.id, article.text_sha256), None) for article in articles]
        new = {k: self._unused() for k, column in enumerate(found) if column is None}
        columns = [column or new[k] for k, column in enumerate(found)]
        spare, self._spare = self._spare, None  # where there is no article after all, it would be seen
        for gone in [*known.values(), *([spare] if spare else [])]:
            self._forget(gone)
        self._columns = columns
        for column, article in zip(columns, articles, strict=True):
            column.article = article
        if self._base not in columns:
            self._base = columns[0] if columns else None
        if self._active not in columns:
            self._activate(columns[0] if columns else None)
        if columns[: len(before)] != before:
            for column in columns:
                column.set_reports(())
        self._place()
        self._give_room()
        for k, column in enumerate(columns):
            (column.text.begin if k in new else column.text.set_article)(column.article)

    def _give_room(self) -> None:
        """Put the columns beside each other in the widths that they will have: a text that is put in, or is there, is
        laid out once."""
        count = len(self._columns)
        for k, column in enumerate(self._columns):
            if self._splitter.widget(k) is not column:
                self._splitter.insertWidget(k, column)
            self._splitter.setStretchFactor(k, 1)
        self._keep_readable()
        self._make_room()
        self._splitter.setSizes([1000] * count)

    def _keep_readable(self) -> None:
        """Give the columns the room that they need at least; what the window is too narrow for is scrolled to."""
        narrowest = [column.minimumWidth() for column in self._columns]
        self._splitter.setMinimumWidth(sum(narrowest) + max(0, len(narrowest) - 1) * 5)

    def prepare(self) -> None:
        """Make a column while there is no article and nobody waits, so that the first text is shown sooner."""
        if not self._columns and self._spare is None:
            self._spare = self._made()
            self._spare.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the page may be shown before it has a text
            self._splitter.addWidget(self._spare)
            self._spare.text.set_room_below(_LAST_ROOM)

    def set_known(self, number: int, article: Article) -> None:
        """An article as the reader wants its paragraphs; its text is the one that is shown."""
        self._columns[number].set_article(article)

    def set_sought(self, article: int, sought: bool) -> None:
        """Whether speakers are looked for in the language of an article."""
        self._columns[article].set_sought(sought)

    def set_progress(self, reading: int | None) -> None:
        """Say in the headers which article is being read, and which wait for it; None when none is."""
        for number, column in enumerate(self._columns):
            here, waits = number == reading, reading is not None and number > reading
            column.set_progress("being read …" if here else "waits to be read" if waits else "")

    def set_sentences(self, article: int, spans: Sequence[Span]) -> None:
        """The sentences of an article, in order."""
        self._columns[article].set_sentences(spans)

    def set_marks(self, article: int, marks: Sequence[Mark]) -> None:
        """Mark the readings of differences in an article. They are drawn some hundred a turn of the event loop, so
        that no turn is long; `marks_shown` tells when all are."""
        self._marks[self._columns[article]] = tuple(marks)
        self._wait(self._columns[article])

    def set_attributions(self, article: int, speeches: Sequence[Speech]) -> None:
        """Mark who is said to have said what in an article; drawn as `set_marks` draws."""
        self._speeches[self._columns[article]] = tuple(speeches)
        self._wait(self._columns[article])

    def set_reports(self, article: int, reports: Sequence[Sequence[bool]]) -> None:
        """Per sentence of an article, for each other article in order, whether it reports it."""
        self._columns[article].set_reports(reports)

    def set_by_hand(self, article: int, links: frozenset[tuple[int, int]]) -> None:
        """The links of an article that the reader made: (sentence, which of the other articles in order)."""
        self._columns[article].margin.set_by_hand(links)

    def set_notes(self, article: int, notes: Sequence[NoteSign]) -> None:
        """Where notes stand in an article."""
        self._columns[article].margin.set_notes(notes)

    def set_base(self, article: int) -> None:
        """Make an article the base."""
        self._base = self._columns[article]
        self._place()

    def set_theme(self, theme: Theme | None) -> None:
        """Draw in a theme; None for the desktop's, followed as it changes."""
        self._follows_desktop = theme is None
        self._theme = theme or desktop_theme()
        for column in self._all():
            column.set_theme(self._theme)
        self._paint_edges()

    def set_text_size(self, points: float) -> None:
        """The size of body text, in points."""
        self._points = points
        for column in self._all():
            column.set_text_size(points)
        self._keep_readable()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give it to the column that keys go to. With a focus proxy Tab would never leave the last column: after it
        comes this view, which would hand the focus back."""
        if self._active is not None:
            self._active.text.setFocus(reason)
        else:
            super().setFocus(reason)

    def show_difference(self, difference: int | None) -> None:
        """Draw the readings of one difference strongly in all columns; None for none."""
        self._difference = difference
        for column in self._columns:
            column.text.show_difference(difference)

    # places

    def article_count(self) -> int:
        """How many columns there are."""
        return len(self._columns)

    def column(self, article: int) -> Column:
        """The column of an article."""
        return self._columns[article]

    def base(self) -> int | None:
        """The number of the base article, or None where there is no article."""
        return self._columns.index(self._base) if self._base else None

    def current(self) -> tuple[int, int] | None:
        """The chosen article and sentence, or None."""
        for k, column in enumerate(self._columns):
            if column.text.chosen is not None:
                return k, column.text.chosen
        return None

    def article_in_focus(self) -> int:
        """The article that the reader is in: the one with the focus, or that was chosen last; 0 at first."""
        return self._columns.index(self._active) if self._active is not None else 0

    def position(self) -> dict[int, int]:
        """For each article the start of the sentence at the upper edge."""
        return {k: column.text.top() for k, column in enumerate(self._columns)}

    def set_position(self, position: Mapping[int, int]) -> None:
        """Scroll each article so that this code point is at the upper edge; those without one stay. It holds also
        for a view that is not shown yet."""
        for article, at in position.items():
            self._columns[article].text.set_top(at)

    def selected(self) -> tuple[int, int, int] | None:
        """The selected words of the article in focus, or None: (article, start, end)."""
        if self._active is None:
            return None
        start, end = self._active.text.selected_span()
        return (self._columns.index(self._active), start, end) if start < end else None

    def sentence_here(self) -> tuple[int, int] | None:
        """The article in focus with its outlined sentence, else (or where the caret was moved out of that) the one at
        its caret, or None."""
        if self._active is None:
            return None
        sentence = self._active.text.here()
        return None if sentence is None else (self._columns.index(self._active), sentence)

    def quotation(self) -> str:
        """The selected words of the article in focus, else the sentence that the reader is at, with where they come
        from; empty where there is none."""
        if self._active is None:
            return ""
        text = self._active.text
        start, end = text.selected_span()
        here = self.sentence_here()
        if start == end and here is not None:
            start, end = text.sentences[here[1]]
        return text.cited(start, end)

    def show_sentence(
        self,
        article: int,
        sentence: int,
        partners: Mapping[int, int | None],
        nearest: Mapping[int, int] | None = None,
        by_hand: Collection[int] = (),
    ) -> None:
        """Choose a sentence and bring the partners in the other columns level with it. `partners` gives per article
        the sentence that reports the same, or None: the header of such a column says so, with the sentence that
        `nearest` gives, whose place is shown but not marked. Columns that `partners` leaves out stay as they are. The
        headers of the articles `by_hand` say that the reader linked the two sentences."""
        chosen = self._columns[article]
        start, end = chosen.text.sentences[sentence]
        self._activate(chosen)
        chosen.text.choose(sentence)
        chosen.set_missing(None)
        level = [(chosen, start)]
        for k, column in enumerate(self._columns):
            if k == article:
                continue
            partner = partners.get(k)
            column.text.choose(None, partner)
            if partner is not None:
                column.set_missing(None)
                if k in by_hand:
                    column.set_linked_by_hand()
                level.append((column, column.text.sentences[partner][0]))
            elif k in partners:
                near = (nearest or {}).get(k)
                span = column.text.sentences[near] if near is not None else None
                column.set_missing(_beginning(column.article.text[span[0] : span[1]]) if span else "")
                if span:
                    level.append((column, span[0]))
            else:
                column.set_missing(None)
        chosen.text.bring_into_view(start, end)
        self._level(level, chosen.text.y_of(start))
        self.ensureWidgetVisible(chosen, 0, 0)
        if not start <= chosen.text.caret() < end:
            chosen.text.put_caret(start)
        chosen.announce(self._spoken(article, start, end))

    @contextmanager
    def unannounced(self) -> Iterator[None]:
        """Where the reader comes to meanwhile is told by who moves him there, not by the columns as well."""
        for column in self._columns:
            column.mute = True
        try:
            yield
        finally:
            for column in self._columns:
                column.mute = False

    def go_to(self, article: int, start: int, end: int) -> None:
        """Bring words into view and put the caret before them. They are not selected."""
        column = self._columns[article]
        self._activate(column)
        column.text.bring_into_view(start, end)
        self.ensureWidgetVisible(column, 0, 0)
        column.text.put_caret(start)

    def find(  # type: ignore[override]  # hides QWidget's by number
        self, text: str, backwards: bool = False, stay: bool = False
    ) -> Found | None:
        """Select the next place of a text, through all columns from the caret of the active one and round again; with
        `stay` what is selected may be that place. Case is folded. None where it is nowhere."""
        if not text or not self._columns:
            return None
        here = self._columns.index(self._active) if self._active in self._columns else 0
        step = -1 if backwards else 1
        for turn in range(len(self._columns) + 1):
            column = self._columns[(here + step * turn) % len(self._columns)]
            if column.text.find_next(text, backwards=backwards, from_edge=turn > 0, stay=stay and not turn):
                self._clear_selection_but(column)
                self._activate(column)
                self.ensureWidgetVisible(column, 0, 0)
                return self._found(text, column)
        return None

    def _found(self, text: str, here: Column) -> Found:
        """Of the place that is selected in one column: which it is of all."""
        places = [column.text.places_of(text) for column in self._columns]
        at, own = self._columns.index(here), here.text.selected_span()[0]
        before = sum(map(len, places[:at]))
        number = before + places[at].index(own) + 1 if own in places[at] else 0
        return Found(number, sum(map(len, places)), sum(map(bool, places)))

    # steps by keyboard

    @Slot()
    def next_sentence(self) -> None:
        """Choose the sentence after the chosen one, or the one that the caret was moved to."""
        self._step(1)

    @Slot()
    def previous_sentence(self) -> None:
        """Choose the sentence before the chosen one, or the one that the caret was moved to."""
        self._step(-1)

    def focus_next_column(self, backwards: bool = False) -> bool:
        """Move the focus to the next column, or to the first where none has it. False past the last one: the
        focus is then left where it is, for the window to carry it on."""
        held = next((k for k, c in enumerate(self._columns) if c.text.hasFocus()), None)
        to = (len(self._columns) - 1 if backwards else 0) if held is None else held + (-1 if backwards else 1)
        if not 0 <= to < len(self._columns):
            return False
        self._columns[to].text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self._columns[to], 0, 0)
        return True

    def _step(self, by: int) -> None:
        column = self._active
        if column is None or not column.text.sentences:
            return
        chosen, here = column.text.chosen, column.text.here()
        if chosen is None or chosen != here:
            to = here if here is not None else 0
        else:
            to = chosen + by
        if not 0 <= to < len(column.text.sentences):
            column.announce("Last sentence" if by > 0 else "First sentence")
            return
        self._choose(column, to)

    def _choose(self, column: Column, sentence: int) -> None:
        """Outline a sentence at once; whoever knows the links answers the signal with `show_sentence`."""
        for other in self._columns:
            other.text.choose(sentence if other is column else None)
            other.set_missing(None)
        self._activate(column)
        start, end = column.text.sentences[sentence]
        column.text.bring_into_view(start, end)
        self.sentence_chosen.emit(self._columns.index(column), sentence)

    # inside

    def _unused(self) -> Column:
        """A column without a text: the one that was prepared, or a new one."""
        column, self._spare = self._spare or self._made(), None
        column.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return column

    def _made(self) -> Column:
        column = Column(Article.from_text(""), self._theme)
        if self._points is not None:
            column.set_text_size(self._points)
        column.sentence_clicked.connect(lambda sentence: self._choose(column, sentence))
        column.difference_clicked.connect(self.difference_chosen)
        column.note_clicked.connect(self.note_chosen)
        column.text.menu_asked.connect(lambda point: self._ask_menu(column, point))
        column.text.scrolled.connect(self.moved)
        column.focused.connect(lambda: self._on_focused(column))
        column.remove_clicked.connect(lambda: self.remove_requested.emit(self._columns.index(column)))
        column.base_clicked.connect(lambda: self._on_base_clicked(column))
        column.left_out_clicked.connect(lambda: self._ask_left_out(column))
        return column

    def _ask_left_out(self, column: Column) -> None:
        self._activate(column)
        self.left_out_asked.emit()

    def _ask_menu(self, column: Column, point: QPoint) -> None:
        self._activate(column)
        self.menu_asked.emit(self._columns.index(column), point)

    def _activate(self, column: Column | None) -> None:
        """The column that keys and focus go to."""
        self._active = column

    def _forget(self, column: Column) -> None:
        self._marks.pop(column, None)
        self._speeches.pop(column, None)
        if column in self._waiting:
            self._waiting.remove(column)
        if self._drawing is column:
            self._drawing = None
        column.setParent(None)
        column.deleteLater()

    def _names(self) -> list[str]:
        return list(outlet_names([c.article for c in self._columns]))

    def _place(self) -> None:
        names = self._names()
        for k, column in enumerate(self._columns):
            column.set_place(k, names, column is self._base)

    def _wait(self, column: Column) -> None:
        if column not in self._waiting:
            self._waiting.append(column)
        self._turn.start(0)

    def _mark_one(self) -> None:
        """One turn: take over what is marked in one column, or draw a part of it."""
        if self._drawing is not None:
            if not self._drawing.text.draw_some():
                self._drawing = None
        elif self._waiting:
            column = self._active if self._active in self._waiting else self._waiting[0]
            self._waiting.remove(column)
            column.set_marked(self._marks.get(column, ()), self._speeches.get(column, ()))
            self._drawing = column
        if self._waiting or self._drawing is not None:
            self._turn.start(0)
        else:
            self.marks_shown.emit()

    def _level(self, places: list[tuple[Column, int]], wanted: int) -> None:
        """Bring the places to one height: the wanted one, or the nearest to it that all can reach."""
        ranges = [column.text.range_of(at) for column, at in places]
        y = min(max(wanted, max(least for least, _ in ranges)), min(most for _, most in ranges))
        for column, at in places:
            column.text.bring(at, y)

    def _spoken(self, article: int, start: int, end: int) -> str:
        column = self._columns[article]
        said = {m.tooltip or m.kind for m in column.text.marks_on(start, end)}
        words = " ".join(column.article.text[start:end].split())
        return spoken([column.name, words, *sorted(said), column.margin.reported(column.text.chosen or 0)])

    def _clear_selection_but(self, kept: Column) -> None:
        for column in self._others(kept):
            cursor = column.text.textCursor()
            if cursor.hasSelection():
                cursor.clearSelection()
                column.text.setTextCursor(cursor)

    def _all(self) -> list[Column]:
        """The columns, and the one that waits for an article."""
        return self._columns or ([self._spare] if self._spare is not None else [])

    def _others(self, column: Column) -> Iterator[Column]:
        return (c for c in self._columns if c is not column)

    def _on_focused(self, column: Column) -> None:
        self._activate(column)
        self.column_focused.emit(self._columns.index(column))

    def _on_base_clicked(self, column: Column) -> None:
        changed = self._base is not column
        self._base = column
        self._place()
        if changed:
            self.base_changed.emit(self._columns.index(column))

    def _make_room(self) -> None:
        """Where columns stand beside each other, the last line of each must be able to reach the upper edge."""
        wanted = -(-self.viewport().height() // _ROOM_STEP) * _ROOM_STEP
        if not 0 <= self._room - wanted <= 2 * _ROOM_STEP:
            self._room = wanted
        for column in self._columns:
            column.text.set_room_below(self._room if len(self._columns) > 1 else _LAST_ROOM)

    def _paint_edges(self) -> None:
        palette = QPalette(self._splitter.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(self._theme.edge))
        self._splitter.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The room below the texts follows the height."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._follows_desktop and desktop_theme() != self._theme:
            self.set_theme(None)


def _beginning(words: str, most: int = 60) -> str:
    """The first words of a sentence."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"

"""The guided look at the sample story: three steps, each beside the thing that it speaks of.

It comes by itself once, when the sample is the only story that the reader has, and whenever it is asked for. It takes
neither the focus nor the mouse from anything, and goes on by itself when the reader does what a step tells of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from parallax.window.help.help_text import filled
from parallax.window.help.look_bubble import Bubble, Side, beside

if TYPE_CHECKING:
    from parallax.library import Story
    from parallax.window.main_window import MainWindow

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.FontChange)


@dataclass(frozen=True, slots=True)
class Step:
    """A title, one or two sentences, and on which sides of its thing the bubble may stand, the best first."""

    title: str
    words: str
    sides: tuple[Side, ...]


STEPS = (
    Step(
        "What the reports disagree on",
        "Each line of this list is a fact on which the reports contradict each other. Click a line, or press Return on "
        "it, to open its sentences.",
        ("right", "below", "above", "left"),
    ),
    Step(
        "From difference to difference",
        "{key:next} goes to the next difference; the panel “This difference” shows its sentences, why it was marked "
        "and how surely. {key:check} marks it as checked and goes on.",
        ("left", "above", "below", "right"),
    ),
    Step(
        "Where the program is wrong",
        "Right-click the words, or go there and press {key:correct}, to correct it. It can be undone, and all of it is "
        "kept on this computer.",
        ("below", "above", "right", "left"),
    ),
)


class GuidedLook(QObject):
    """Of one window. `offer` is for the sample that was just opened, `begin` for a reader who asks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._expected = False  # it begins when the comparison is there
        self._asked = False  # by the reader, however often
        self._step: int | None = None
        files = window.sample_files()
        self._outlets = {path.stem for path in files}
        self._sample = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        self.bubble = Bubble(window)
        self.bubble.go_on.connect(self.go_on)
        self.bubble.skipped.connect(self.end)
        self._place = QTimer(self)
        self._place.setSingleShot(True)
        self._place.setInterval(0)
        self._place.timeout.connect(self._place_bubble)
        self._connect()

    @classmethod
    def of(cls, window: MainWindow) -> GuidedLook:
        """The guided look of a window, which is made when it is asked for first."""
        return window.findChild(cls) or cls(window)

    @property
    def step(self) -> int | None:
        """The number of the step on screen, from 0, or None."""
        return self._step

    def offer(self) -> None:
        """The sample was opened: begin when it is compared, if the reader never saw this and has no other story."""
        self._expected, self._asked = True, False

    def begin(self) -> None:
        """Go to the sample, which is opened where the library does not have it, and begin when it is compared."""
        if self._step is not None:
            self.end()
        if not self._is_sample(self._window.session.story):
            kept = self._kept_sample()
            if kept:
                self._window.open_story(kept)
            else:
                self._window.acts["sample"].trigger()
        self._expected = self._asked = True
        self._came()
        if self._step is None:
            self._window.say("The guided look begins when the comparison is there")
            if not self._window.session.busy:  # it was cancelled, or failed
                self._window.session.analyse()

    def go_on(self) -> None:
        """The next step, or after the last one the end."""
        if self._step is not None:
            self._show(self._step + 1)

    def end(self) -> None:
        """Go away; the focus returns to the texts if the bubble had it."""
        self._expected = False
        if self._step is None:
            return
        self._step = None
        focused = self.bubble.holds_focus()
        self.bubble.hide()
        self._window.further_panes = [pane for pane in self._window.further_panes if pane[0] is not self.bubble]
        if focused:
            self._window.page.focus_view()

    # what the window tells

    def _connect(self) -> None:
        window, page = self._window, self._window.page
        session, acts = window.session, window.acts
        session.story_changed.connect(self._story_changed)
        session.articles_changed.connect(self._story_changed)
        session.comparison_changed.connect(self._came)
        page.sheet.difference_chosen.connect(lambda _: self._done(0))
        page.sheet.places_chosen.connect(lambda _: self._done(0))
        for name in ("next", "previous", "check"):
            acts[name].triggered.connect(lambda _=False: self._done(0 if self._step == 0 else 1))
        for asked in (page.menu_asked, window.panel.menu_asked):
            asked.connect(lambda *_: self._done(2))
        moving = [page.moved, page.sheet.expanded, page.sheet.collapsed, page.rows.unfold]
        for bar in (page.sheet.verticalScrollBar(), page.rows.verticalScrollBar()):
            moving += [bar.valueChanged, bar.rangeChanged]
        for name in ("sheet", "side", "rows", "next", "previous", "next_sentence", "previous_sentence"):
            moving.append(acts[name].triggered)
        for moved in moving:
            moved.connect(lambda *_: self._place.start())  # what a signal tells is no number of milliseconds
        for widget in (window, page, window.dock, page.sheet.viewport(), page.rows.viewport()):
            widget.installEventFilter(self)

    def _story_changed(self) -> None:
        """Another story, or other articles in it, are not what the steps speak of."""
        story = self._window.session.story
        if not self._is_sample(story, whole=self._step is not None):
            self.end()

    def _came(self) -> None:
        """A comparison is there, or gone."""
        session, comparison = self._window.session, self._window.session.state.comparison
        if self._step is not None:
            self._place.start()
        elif self._expected and comparison is not None and self._is_sample(session.story):
            if len(comparison.articles) != len(session.articles):
                return
            self._expected = False
            if self._asked:
                self._window.show_view("sheet")
            elif self._has_others():
                return
            if self._window.preferences.first_time("guided") or self._asked:
                self._window.further_panes.append((self.bubble, self.bubble.focus))
                self._show(0)

    def _done(self, step: int) -> None:
        """The reader did what a step tells of."""
        if self._step == step:
            self.go_on()
        elif self._step is not None:
            self._place.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what changes its size; Escape that nothing else in the window took skips the look."""
        if self._step is None:
            return False
        if event.type() in _MOVES:
            self._place.start()
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key()
        if pressed == Qt.Key.Key_Escape and watched is self._window:
            self.end()
            return True
        return False

    # the sample

    def _is_sample(self, story: Story | None, *, whole: bool = True) -> bool:
        """Whether a story holds the sample's articles, all of them or, while they come, some, and no others."""
        found = [article.raw_sha256 for article in story.articles] if story else []
        known = bool(found) and self._sample.issuperset(found)
        return known and (not whole or len(found) == len(self._sample))

    def _kept_sample(self) -> str:
        """The id of a story of the library that is the sample still, or an empty string."""
        session = self._window.session
        for head in session.stories():
            if set(head.outlets) == self._outlets:
                story = session.attempt(partial(session.library.story, head.id))
                if self._is_sample(story):
                    return head.id
        return ""

    def _has_others(self) -> bool:
        """Whether the reader has a story of his own."""
        return any(set(head.outlets) != self._outlets for head in self._window.session.stories())

    # the bubble

    def _show(self, step: int) -> None:
        if step >= len(STEPS):
            self.end()
            return
        self._step = step
        this = STEPS[step]
        self.bubble.show_step(this.title, filled(this.words), step + 1, len(STEPS))
        self._place_bubble()
        self.bubble.show()
        self.bubble.raise_()
        keys = filled("{key:next_pane} reaches it, Esc skips it.")
        self._window.announce(f"{self.bubble.accessibleName()}. {self.bubble.words} {keys}")
        self._place.start()  # what has just come on screen is laid out by then

    def _place_bubble(self) -> None:
        """Beside the thing of this step; of several of its parts beside as many as leave room."""
        if self._step is None:
            return
        window = self._window
        top, bottom = window.tools.geometry().bottom() + 1, window.statusBar().geometry().top()
        room = QRect(0, top, window.width(), bottom - top).adjusted(4, 2, -4, -2)
        size = self.bubble.fitted(room.width())
        for target in (each for each in self._targets() if not each.isEmpty()):
            for side in STEPS[self._step].sides:
                box = beside(size, target, room, side)
                if box is not None:
                    self.bubble.stand(box, side, target)
                    return
        box = QRect(QPoint(0, 0), size)
        box.moveBottomRight(room.bottomRight())
        self.bubble.stand(box, None, box)

    def _targets(self) -> Iterator[QRect]:
        """The rectangles in the window that this step speaks of: all of it, then less and less of it."""
        window, page = self._window, self._window.page
        if self._step == 0:
            if page.view == "sheet":
                yield from self._disagreements()
            else:
                yield self._within(window.tools.widgetForAction(window.acts["sheet"]))
        elif self._step == 1:
            shown = window.dock.isVisible() and not window.dock.isFloating()
            yield self._within(window.dock if shown else window.tools.widgetForAction(window.acts["next"]))
        else:
            yield from self._here()

    def _disagreements(self) -> Iterator[QRect]:
        """The heading and the lines of the first list, as far as they are on screen."""
        sheet, seen = self._window.page.sheet, self._within(self._window.page.sheet.viewport())
        model = sheet.lines_model
        heading = model.index(0, 0)
        indices = [heading, *(model.index(row, 0, heading) for row in range(model.rowCount(heading)))]
        lines = [index for index in indices if index.isValid() and sheet.visualRect(index).isValid()]
        for count in range(len(lines), 0, -1):
            first, last = sheet.visualRect(lines[0]), sheet.visualRect(lines[count - 1])
            whole = QRect(0, first.top(), sheet.viewport().width(), last.bottom() - first.top())
            on_screen = whole.translated(seen.topLeft()).intersected(seen)
            yield on_screen

    def _here(self) -> Iterator[QRect]:
        """Where the reader is: the sentences side by side, else the current line or cell."""
        page = self._window.page
        if page.view == "side":
            yield from self._sentences()
            return
        view = page.sheet if page.view == "sheet" else page.rows
        seen = self._within(view.viewport())
        line = view.visualRect(view.currentIndex()).translated(seen.topLeft())
        if view is page.sheet:  # a line of it is a whole row
            line.setLeft(seen.left())
            line.setWidth(seen.width())
        yield line.intersected(seen)

    def _sentences(self) -> Iterator[QRect]:
        """The chosen sentence with its partners; where they leave no room, the first line of it."""
        side, lines = self._window.page.side, QRect()
        for number in range(side.article_count()):
            text = side.column(number).text
            chosen = text.chosen if text.chosen is not None else text.partner
            if chosen is None or chosen >= len(text.sentences):
                continue
            seen, height = self._within(text.viewport()), text.fontMetrics().lineSpacing() * 5 // 4
            start, end = text.sentences[chosen]
            top, bottom = text.y_of(start), text.y_of(max(start, end - 1)) + height
            lines = lines.united(QRect(seen.left(), seen.top() + top, seen.width(), bottom - top).intersected(seen))
        yield lines
        yield QRect(lines.left(), lines.top(), lines.width(), min(lines.height(), 24))

    def _within(self, widget: QWidget) -> QRect:
        """Where a widget is, in the window."""
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())

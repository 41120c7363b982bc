"""The text of one article as it is read: selectable, marked, and at rest while marks come and go.

Qt counts in UTF-16 code units; everything public here counts in code points of the article's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from parallax.article import Article, Role, Span
from parallax.window.dragging import ReadText
from parallax.window.keys import opens
from parallax.window.palette import SIGNS, Theme, widget_palette
from parallax.window.state import citation
from parallax.window.texts.finding import Places, sought
from parallax.window.texts.kept_in_view import keep_in_view
from parallax.window.texts.looks import by_paragraph, dress, format_paragraphs, put_text, role_format, wrap_mode
from parallax.window.texts.marks import LaidOut, Look, Mark, Piece, Speech, laid_flat
from parallax.window.texts.offsets import BIDI_CONTROLS, Offsets, copied, plain_tooltip
from parallax.window.texts.still import Still, lay_out_to, line_x

_span = attrgetter("start", "end")
_AT_ONCE = 600
"""How many marks, or pieces of them, are laid flat in one turn of the event loop."""


class ArticleText(ReadText):
    """The flowing text of one article. `called` is what the article is called on screen.

    Signals: `sentence_clicked(int)` a sentence was clicked, or Return pressed in it; `difference_clicked(int)` the
    same within a marked difference; `focused()`; `moved()` what is in view, or is known of it, changed; `scrolled()`
    the same by scrolling alone; `caret_moved(int)` the caret stands at this code point; `menu_asked(QPoint)` a menu is
    wanted for the selection, or for the words at the caret, at this point of the screen.
    """

    sentence_clicked = Signal(int)
    difference_clicked = Signal(int)
    focused = Signal()
    moved = Signal()
    scrolled = Signal()
    caret_moved = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, article: Article, theme: Theme, parent: QWidget | None = None) -> None:
        self.held = False
        self._tops: dict[int, int] = {}  # of the lines of code units, from the top of the text, until they break anew
        self._seen: tuple[object, Span] = (None, (0, 0))
        self._anchor: tuple[int, int] | None = None  # a code unit and the y of its line; None at the very top
        super().__init__(parent)
        self.called = ""
        self.theme = theme
        self.sentences: tuple[Span, ...] = ()
        self._marked: LaidOut[Mark] = LaidOut((), _span)
        self.speeches: tuple[Speech, ...] = ()
        self._contents: LaidOut[Span] = LaidOut((), lambda span: span)
        self._marks_of: dict[int, list[Mark]] = {}
        self.chosen: int | None = None
        self.partner: int | None = None
        self._caret_then = 0
        self.difference: int | None = None
        self._starts: list[int] = []
        self._pieces: list[Piece] = []
        self._flattening: Iterator[Piece] | None = None
        self._flat: list[Piece] = []
        self._drawn: set[Piece] = set()
        self._changes: list[tuple[Piece, bool]] = []
        self._looks: dict[tuple[Role, object], QTextCharFormat] = {}
        self._pressed = QPoint()
        self.setAcceptDrops(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one that comes and goes moves text
        self.document().setDocumentMargin(6)
        self.setPalette(widget_palette(theme))
        self.setAutoFillBackground(True)  # what lies beside a text of narrow lines is paper as well
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._take(article)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.cursorPositionChanged.connect(lambda: self.caret_moved.emit(self.caret()))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is marked of differences, in the order of the text."""
        return self._marked.items

    def marks_on(self, start: int, end: int) -> list[Mark]:
        """The marks that begin before `end` and end after `start`."""
        return self._marked.on(start, end)

    def contents_on(self, start: int, end: int) -> list[Span]:
        """Where what somebody is said to have said begins before `end` and ends after `start`."""
        return self._contents.on(start, end)

    def _take(self, article: Article) -> None:
        self.article, self.offsets, self._places = article, Offsets(article.text), Places(article.text)
        self.setWordWrapMode(wrap_mode(article.text))
        self._broken_anew()
        self.setTextCursor(QTextCursor())  # one that stood here would be at the end, which is not laid out yet
        put_text(self.document(), self.article, self.offsets, self.theme)
        self.setTextCursor(QTextCursor(self.document()))

    # what is set from outside

    def begin(self, article: Article) -> None:
        """Take another text in the place of the empty one that was made before there was any."""
        assert not self.article.text
        self._take(article)

    def set_sentences(self, spans: Sequence[Span]) -> None:
        """The sentences of the article, in order. What was chosen is forgotten when they are others than before."""
        if tuple(spans) == self.sentences:
            return
        self.sentences = tuple(spans)
        self._starts = [s for s, _ in self.sentences]
        self.chosen = self.partner = None
        self.viewport().update()
        self.moved.emit()

    def set_marked(self, marks: Sequence[Mark], speeches: Sequence[Speech]) -> None:
        """Say what is marked: differences and speech. `draw_some` draws it."""
        self._marked = LaidOut(marks, _span)
        self._marks_of = {}
        for mark in self.marks:
            self._marks_of.setdefault(mark.difference, []).append(mark)
        self.speeches = tuple(speeches)
        contents = [(s, e) for speech in self.speeches for s, e in speech.content if s < e]
        self._contents = LaidOut(contents, lambda span: span)
        self._flattening, self._flat = laid_flat(self.marks, self.speeches, self.offsets.length), []
        if len(self.marks) + len(self.speeches) <= _AT_ONCE:
            self._flatten(None)
        self._show_difference()
        self.moved.emit()

    def set_article(self, article: Article) -> None:
        """The same text, of which something else is known now: its paragraphs and their roles may be others."""
        before, self.article = self.article, article
        if before.paragraphs != article.paragraphs:
            self._redraw()

    def _redraw(self) -> None:
        """Draw paragraphs and marks from the beginning, while the text stays."""
        self._drawn, self._looks = set(), {}
        self._broken_anew()
        if self._flattening is not None:
            self._flatten(None)
        with Still(self):
            format_paragraphs(self.document(), self.article, self.offsets, self.theme)
            self._plan()
            self.draw_some(len(self._changes))

    def draw_some(self, most: int = 120) -> bool:
        """Draw at most so many changes of what is marked, and nothing else: each turn makes Qt lay out what lies
        between the first and the last. Neither text nor scroll position moves. True while there are more to draw."""
        if self._flattening is not None:
            self._flatten(_AT_ONCE)
            return True
        if self._changes:
            now, self._changes = self._changes[:most], self._changes[most:]
            with Still(self):
                cursor = QTextCursor(self.document())
                cursor.beginEditBlock()
                for piece, wanted in now:
                    self._format(cursor, piece, piece.look if wanted else None)
                    (self._drawn.add if wanted else self._drawn.discard)(piece)
                cursor.endEditBlock()
        return bool(self._changes)

    def _flatten(self, most: int | None) -> None:
        """Find at most so many pieces of what is marked, or all; once all are found they are to be drawn."""
        assert self._flattening is not None
        found = list(islice(self._flattening, most))
        self._flat += found
        if most is None or len(found) < most:
            self._pieces, self._flattening, self._flat = self._flat, None, []
            self._plan()

    def _plan(self) -> None:
        """What must be taken away, then what must be added, in the order of the text."""
        wanted = set(self._pieces)
        gone = sorted(self._drawn - wanted, key=lambda p: p.start)
        new = sorted(wanted - self._drawn, key=lambda p: p.start)
        self._changes = [*((p, False) for p in gone), *((p, True) for p in new)]

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        if theme == self.theme:
            return
        self.theme = theme
        self.setPalette(widget_palette(theme))
        self._redraw()
        self._show_difference()

    def set_room_below(self, pixels: int) -> None:
        """Room after the last line, so that it can be brought level with any line of another column."""
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        if form.bottomMargin() != pixels:
            with Still(self):
                form.setBottomMargin(pixels)
                frame.setFrameFormat(form)

    def set_widest(self, pixels: int) -> None:
        """Break lines at this width at the latest; the scroll bar stays at the edge. A line of more than some ninety
        characters loses the eye on its way back (Bringhurst, *The Elements of Typographic Style*, 2.1.2)."""
        bar = self.verticalScrollBar().sizeHint().width()
        spare = max(0, self.width() - bar - pixels)
        if spare != self.viewportMargins().right():
            self.setViewportMargins(0, 0, spare, 0)

    def set_text_size(self, points: float) -> None:
        """The size of body text; the other roles follow."""
        font = QFont(self.font())
        font.setPointSizeF(points)
        with Still(self):
            self.setFont(font)
        self._restore()

    def choose(self, chosen: int | None, partner: int | None = None) -> None:
        """Outline sentence `chosen`, or more quietly `partner`; None for neither."""
        self._caret_then = self.caret()
        if (chosen, partner) != (self.chosen, self.partner):
            self.chosen, self.partner = chosen, partner
            self.viewport().update()
            self.moved.emit()

    def show_difference(self, difference: int | None) -> None:
        """Draw the readings of one difference strongly."""
        self.difference = difference
        self._show_difference()

    # places

    def sentence_at(self, at: int) -> int | None:
        """The number of the sentence that holds a code point, or the last one before it."""
        k = bisect_right(self._starts, at) - 1
        return k if k >= 0 else (0 if self._starts else None)

    def caret(self) -> int:
        """Where the caret stands."""
        return self.offsets.to_code_point(self.textCursor().position())

    def here(self) -> int | None:
        """The sentence that the reader is at: the outlined one, unless the caret was moved out of it since."""
        outlined = self.chosen if self.chosen is not None else self.partner
        at = self.sentence_at(self.caret())
        return outlined if at is None or (outlined is not None and self.caret() == self._caret_then) else at

    def put_caret(self, at: int) -> None:
        """Move the caret, and nothing else."""
        bar = self.verticalScrollBar()
        value = bar.value()
        cursor = self.textCursor()
        cursor.setPosition(self.offsets.to_utf16(at))
        self.setTextCursor(cursor)
        bar.setValue(value)

    def top(self) -> int:
        """The code point that the reading position is told by: the start of the sentence at the upper edge, or of
        the first whole line where no sentences are known."""
        at = self.offsets.to_code_point(self.cursorForPosition(QPoint(0, 2)).position())
        if not self.sentences:
            return at
        k = self.sentence_at(at)
        if k is None:
            return at
        if self.y_of(self.sentences[k][0]) < -4 and k + 1 < len(self.sentences):
            following = self.sentences[k + 1][0]
            if self.y_of(following) <= 4:
                return following
        return self.sentences[k][0]

    def set_top(self, at: int) -> None:
        """Bring the line of a code point to the upper edge, now and after each change of the layout."""
        unit = self.offsets.to_utf16(at)
        self._anchor = (unit, 0) if unit else None
        self._restore()

    def y_of(self, at: int) -> int:
        """The upper edge of a code point's line, in pixels of the viewport."""
        return self._y(self.offsets.to_utf16(at))

    def range_of(self, at: int) -> tuple[int, int]:
        """The least and the greatest y to which a code point's line can be scrolled."""
        self.document().size()  # lays out the rest of the text, without which the scroll bar ends too early
        bar = self.verticalScrollBar()
        y = self.y_of(at) + bar.value()
        return y - bar.maximum(), y

    def bring(self, at: int, y: int) -> None:
        """Scroll so that the line of a code point lies at `y` pixels, as near as the text allows."""
        self.document().size()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.y_of(at) - y)

    def bring_into_view(self, start: int, end: int) -> None:
        """Scroll, unless both ends are in view already."""
        height = self.viewport().height()
        if self.y_of(start) < 0 or self.y_of(max(start, end - 1)) > height - 2 * self.fontMetrics().height():
            self.bring(start, height // 3)

    def difference_at(self, at: int) -> int | None:
        """The difference that is marked at a code point: of several the one with the fewest words."""
        there = self.marks_on(at, at + 1)
        return min(there, key=lambda m: (m.checked, m.end - m.start)).difference if there else None

    def saying(self, at: int) -> str:
        """What is said in words of the marks at a code point, or an empty string."""
        k = bisect_right(self._pieces, at, key=lambda p: p.start) - 1
        if k >= 0 and at < self._pieces[k].end:
            return self._pieces[k].look.saying
        character = self.article.text[at : at + 1]
        return f"Bidi control U+{ord(character):04X}" if character in BIDI_CONTROLS else ""

    def find_next(self, text: str, *, backwards: bool, from_edge: bool, stay: bool = False) -> bool:
        """Select the next place of a text, from the caret or from the edge of the article; with `stay` what is selected
        counts as one that may be found."""
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        start = self.textCursor()
        if stay:
            start.setPosition(start.selectionStart())
        if from_edge:
            start = QTextCursor(self.document())
            start.movePosition(QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start)
        found = self.document().find(sought(text), start, flags)
        if found.isNull():
            return False
        self.setTextCursor(found)
        self.bring_into_view(*self.selected_span())
        return True

    def places_of(self, text: str) -> list[int]:
        """Where a text stands, as `find_next` finds it from the beginning on: offsets in code points."""
        return self._places.of(text)

    def selected_span(self) -> Span:
        """The selection; of no length where nothing is selected."""
        cursor = self.textCursor()
        to = self.offsets.to_code_point
        return to(cursor.selectionStart()), to(cursor.selectionEnd())

    def lines(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of the lines of a span, in pixels of the viewport."""
        first, last = self.offsets.to_utf16(start), self.offsets.to_utf16(end)
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        found: list[QRectF] = []
        block = self.document().findBlock(first)
        while block.isValid() and block.position() < last:
            layout = block.layout()
            origin = self.document().documentLayout().blockBoundingRect(block).topLeft() - scrolled
            for k in range(layout.lineCount()):
                line = layout.lineAt(k)
                a = max(first - block.position(), line.textStart())
                b = min(last - block.position(), line.textStart() + line.textLength())
                if a < b:
                    edges = [line_x(line.cursorToX(a)), line_x(line.cursorToX(b))]
                    box = QRectF(min(edges), line.y(), abs(edges[1] - edges[0]), line.height())
                    found.append(box.translated(origin))
            block = block.next()
        return found

    def visible_span(self) -> Span:
        """The code points in view, roughly: whole lines."""
        key = self.verticalScrollBar().value(), self.viewport().size()
        if self._seen[0] != key:
            bottom = QPoint(self.viewport().width(), self.viewport().height())
            last = self.cursorForPosition(bottom).position()
            first = self.cursorForPosition(QPoint(0, 0)).position()
            if first > last:  # Qt is not done with the layout, and finds the end of what it has in the upper margin
                return 0, self.offsets.to_code_point(last)
            self._seen = key, (self.offsets.to_code_point(first), self.offsets.to_code_point(last))
        return self._seen[1]

    # Qt's side

    def _y(self, unit: int) -> int:
        scrolled = self.verticalScrollBar().value()
        if unit not in self._tops:  # as `cursorRect` has it, which takes four times as long
            block = self.document().findBlock(unit)
            top = self.document().documentLayout().blockBoundingRect(block).top()
            line = block.layout().lineForTextPosition(unit - block.position())
            self._tops[unit] = int(top + (line.y() if line.isValid() else 0) + 0.5)
        return self._tops[unit] - scrolled

    def _broken_anew(self) -> None:
        """The lines are others now."""
        self._tops.clear()
        self._seen = (None, (0, 0))

    def _on_scrolled(self) -> None:
        by_reader = not self.held and self.isVisible()
        if by_reader and not self.verticalScrollBar().value():
            self._anchor = None
        elif by_reader:
            line = self.cursorForPosition(QPoint(0, 2)).position()
            unit = max(line, self.offsets.to_utf16(self.top()))  # a sentence that begins in that line is what is read
            self._anchor = (unit, self._y(unit))
        self.moved.emit()
        if by_reader:
            self.scrolled.emit()

    def _restore(self) -> None:
        """Scroll back to where the reader was, after the lines broke anew."""
        bar = self.verticalScrollBar()
        held, self.held = self.held, True
        if self._anchor is None:
            bar.setValue(0)
        else:
            unit, y = self._anchor
            lay_out_to(self, bar.value() + self._y(unit) - y)
            bar.setValue(bar.value() + self._y(unit) - y)
        self.held = held

    def _format(self, cursor: QTextCursor, piece: Piece, look: Look | None) -> None:
        for start, end, role in by_paragraph(self.article, piece.start, piece.end):
            key = role, (look.family, look.checked, look.speech) if look is not None else None
            form = self._looks.get(key)
            if form is None:
                form = self._looks[key] = role_format(role, self.theme)
                if look is not None:
                    dress(form, look, self.theme)
            cursor.setPosition(self.offsets.to_utf16(start))
            cursor.setPosition(self.offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(form)

    def _show_difference(self) -> None:
        strong: list[QTextEdit.ExtraSelection] = []
        for mark in self._marks_of.get(self.difference, ()) if self.difference is not None else ():
            if mark.start >= mark.end:
                continue
            colours = self.theme.families[mark.family]
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self.offsets.to_utf16(mark.start))
            cursor.setPosition(self.offsets.to_utf16(mark.end), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setBackground(QColor(colours.strong))
            form.setForeground(QColor(colours.on_strong))
            form.setUnderlineStyle(SIGNS[mark.family].underline)
            form.setUnderlineColor(QColor(colours.on_strong))
            selection.cursor, selection.format = cursor, form
            strong.append(selection)
        if strong or self.extraSelections():
            self.setExtraSelections(strong)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen sentence is tinted under its words, so that it hides no mark, and outlined above them."""
        outline = self._shape(self.chosen).simplified()
        painter = QPainter(self.viewport())
        painter.fillPath(self._shape(self.partner), QColor(self.theme.partner))
        painter.fillPath(outline, QColor(self.theme.sentence))
        painter.end()
        super().paintEvent(event)
        if not outline.isEmpty():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(self.theme.accent), 1))
            painter.drawPath(outline)
            painter.end()

    def _shape(self, sentence: int | None) -> QPainterPath:
        """The room of a sentence over all its lines, which may overlap, where it is in view."""
        path = QPainterPath()
        if sentence is None or sentence >= len(self.sentences):
            return path
        path.setFillRule(Qt.FillRule.WindingFill)
        boxes = self.lines(*self.sentences[sentence])
        if boxes and boxes[-1].bottom() >= 0 and boxes[0].top() <= self.viewport().height():
            for box, below in pairwise([*boxes, QRectF()]):
                if 0 <= below.top() - box.bottom() < box.height() / 2:
                    box.setBottom(below.top() + 1)  # lines stand apart by their leading; the outline has no seam
                path.addRect(QRectF(box.adjusted(-2.5, -0.5, 2.5, 0.5).toAlignedRect()).translated(0.5, 0.5))
        return path

    def changeEvent(self, event: QEvent) -> None:
        """Another font or style breaks the lines anew, too."""
        self._broken_anew()
        held, self.held = self.held, True
        super().changeEvent(event)
        if self._anchor is not None and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._restore()
        self.held = held

    def showEvent(self, event: QShowEvent) -> None:
        """What was set while nobody could see it holds."""
        held, self.held = self.held, True
        super().showEvent(event)
        if self._anchor is not None:
            self._restore()
        self.held = held

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew; the reader stays at the same one. A caret that was in view stays there."""
        self._broken_anew()
        held, self.held = self.held, True
        super().resizeEvent(event)
        if self._anchor is not None:
            self._restore()
        self.held = held
        if self.hasFocus():
            keep_in_view(self, self.cursorRect(), event)
        self.moved.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips are shown as plain text; Qt would take tags in a name for markup."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.offsets.to_code_point(self.cursorForPosition(event.pos()).position())
            words = self.saying(at)
            if words:
                QToolTip.showText(event.globalPos(), plain_tooltip(words), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def selected_words(self) -> str:
        """The article's own text, not the marks that stand for its control characters."""
        start, end = self.selected_span()
        return copied(self.article.text[start:end])

    def selected_quotation(self) -> str:
        """The same with its source."""
        return self.cited(*self.selected_span())

    def cited(self, start: int, end: int) -> str:
        """Words of the article with their source; empty where there are none."""
        return citation(copied(self.article.text[start:end]), self.article, self.called)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What is clicked outside the selection is meant instead of it. The key means the caret."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.menu_point())
            return
        at = self.cursorForPosition(event.pos()).position()
        cursor = self.textCursor()
        if not cursor.selectionStart() <= at < cursor.selectionEnd():
            self.put_caret(self.offsets.to_code_point(at))
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.menu_asked.emit(event.globalPos())

    def menu_point(self) -> QPoint:
        """Where a menu for the caret opens: below its line, within the view."""
        below = self.cursorRect().bottomLeft()
        inside = QPoint(min(max(below.x(), 0), self.width()), min(max(below.y(), 0), self.viewport().height()))
        return self.viewport().mapToGlobal(inside)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that selects nothing chooses a sentence."""
        super().mouseReleaseEvent(event)
        still = (event.position().toPoint() - self._pressed).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still and not self.textCursor().hasSelection():
            self._choose_at(self.offsets.to_code_point(self.cursorForPosition(self._pressed).position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses the sentence at the caret."""
        if opens(event) and not event.modifiers():
            self._choose_at(self.caret())
            return
        super().keyPressEvent(event)

    def _choose_at(self, at: int) -> None:
        sentence = self.sentence_at(at)
        if sentence is not None:
            self.sentence_clicked.emit(sentence)
        difference = self.difference_at(at)
        if difference is not None:
            self.difference_clicked.emit(difference)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell who is read now."""
        super().focusInEvent(event)
        self.focused.emit()

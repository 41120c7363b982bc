"""The dock *This difference*: its readings stacked, why it was marked, how surely, and what the reader says of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from parallax.outlets import outlet_names
from parallax.sheet import sentences_of
from parallax.values import Comparison, Difference, how_sure
from parallax.window import palette
from parallax.window.corrections.note_line import NoteField
from parallax.window.dragging import ReadText
from parallax.window.state import citation
from parallax.window.texts.offsets import Offsets, shown

_WIDE = 440
"""From this width, in pixels, the note stands beside the readings."""
_NOTHING = "Choose a difference: F7 goes to the next one."


class _Readings(ReadText):
    """The readings as one text; `quoting` gives those between two positions with their sources. `opened(int)`: a
    click, or Return, at this position of the document; `menu_asked(int, QPoint)`: a menu is wanted for it, at this
    point of the screen."""

    opened = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._pressed = QPoint()
        self.quoting: Callable[[int, int], str] = lambda start, end: ""
        self.setAccessibleName("Readings of this difference")

    def selected_quotation(self) -> str:
        """The selected words with their sources."""
        cursor = self.textCursor()
        return self.quoting(cursor.selectionStart(), cursor.selectionEnd())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self.textCursor().position())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
        else:
            self.menu_asked.emit(self.cursorForPosition(event.pos()).position(), event.globalPos())

    def ask_menu(self) -> None:
        """Ask for the menu at the caret, as its key does."""
        point = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_asked.emit(self.textCursor().position(), point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        still = (event.position().toPoint() - self._pressed).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and still and not self.textCursor().hasSelection():
            self.opened.emit(self.cursorForPosition(self._pressed).position())


class DifferencePanel(QWidget):
    """Shows one difference; its buttons are the window's own actions.

    place_chosen(article, start, end)  a reading was opened, by a click or Return; code points of the article
    menu_asked(place, point)           a menu is wanted for a reading, or None, at this point of the screen
    """

    place_chosen = Signal(int, int, int)
    menu_asked = Signal(object, QPoint)

    def __init__(self, actions: list[QAction], note: NoteField | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("This difference")
        self._shown: tuple[Comparison | None, int | None, str] = (None, None, "")
        self._places: list[tuple[int, int, tuple[int, int, int]]] = []
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setWordWrap(True)
        font = QFont(self._heading.font())
        font.setBold(True)
        self._heading.setFont(font)
        self._text = _Readings()
        self._text.opened.connect(self._open)
        self._text.menu_asked.connect(self._ask_menu)
        self._text.quoting = self._quoted
        self._text.setPalette(palette.widget_palette(palette.desktop_theme()))
        self._buttons = QGridLayout()
        self._made: list[QToolButton] = []
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._made.append(button)
        self._note = note
        self._wide: bool | None = None
        self._in_a_row = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.addWidget(self._heading)
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._middle.addWidget(self._text, 1)
        if note is not None:
            self._middle.addWidget(note)
        layout.addLayout(self._middle, 1)
        layout.addLayout(self._buttons)
        self._arrange(0)
        self.show_difference(None, None, "")

    def _arrange(self, width: int) -> None:
        """A wide panel has the note beside the readings, and its buttons in one row if their words have room."""
        count = len(self._made)
        needed = sum(button.sizeHint().width() + self._buttons.horizontalSpacing() for button in self._made)
        in_a_row = count if needed <= width - 16 else 2
        if in_a_row != self._in_a_row:
            self._in_a_row = in_a_row
            for number, button in enumerate(self._made):
                self._buttons.removeWidget(button)
                self._buttons.addWidget(button, *divmod(number, in_a_row))
        wide = width >= _WIDE
        if wide == self._wide:
            return
        self._wide = wide
        self._middle.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        if self._note is not None:
            self._middle.setStretchFactor(self._note, int(wide))
            self._note.set_beside(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width that there is."""
        super().resizeEvent(event)
        self._arrange(event.size().width())
        if self._note is not None:
            self._note.set_room(event.size().height() // 2)

    @property
    def text(self) -> str:
        """All that is shown, as plain text."""
        return f"{self._heading.text()}\n{self._text.toPlainText()}"

    def set_text_size(self, points: float) -> None:
        """The size of the readings, in points."""
        font = QFont(self._text.font())
        font.setPointSizeF(points)
        self._text.setFont(font)

    def quotation(self) -> str:
        """The selected words, else all that is shown, each with its source."""
        selected = self._text.selected_quotation() if self._text.textCursor().hasSelection() else ""
        return selected or "\n\n".join(part for part in (self._heading.text(), self._quoted(0, self._length())) if part)

    def _quoted(self, first: int, last: int) -> str:
        """What stands between two positions of the document: words of articles, uncut and without the marks that stand
        for hidden characters, each with its source, then what is said of them."""
        comparison = self._shown[0]
        found: dict[int, list[str]] = {}
        after = 0
        for _, end, place in self._places if comparison is not None else ():
            article, at, to = place
            text = comparison.articles[article].text if comparison is not None else ""
            units = Offsets(text[at:to])
            begin = end - 1 - units.units
            a, b = (at + units.to_code_point(n - begin) for n in (first, last))
            if a < b:
                found.setdefault(article, []).append(text[a:b].strip())
            after = end
        parts = []
        if comparison is not None:
            names = outlet_names(comparison.articles)
            parts = [citation(" … ".join(w), comparison.articles[n], names[n]) for n, w in found.items()]
        rest = QTextCursor(self._text.document())
        rest.setPosition(max(first, after))
        rest.setPosition(max(last, rest.position()), QTextCursor.MoveMode.KeepAnchor)
        parts.append(rest.selectedText().replace("\u2029", "\n").strip())
        return "\n\n".join(part for part in parts if part)

    def focus(self) -> None:
        """Give the focus to the readings."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_difference(self, comparison: Comparison | None, index: int | None, marked: str) -> None:
        """Show difference number `index`, or what to do to choose one; `marked` is what the reader said of it. What is
        shown already stays as it is, selection and all."""
        before, self._shown = self._shown, (comparison, index, marked)
        if comparison is None or index is None:
            self._places = []
            self._heading.setText("No difference chosen")
            self._text.setAccessibleDescription("No difference chosen")
            self._text.clear()
            self._text.setCurrentCharFormat(QTextCharFormat())  # else it stays as bold as the last name was
            self._text.setPlainText(_NOTHING if comparison is None or comparison.differences else "")
            return
        d = comparison.differences[index]
        parts = [f"{palette.GLYPHS[d.family]} {d.kind}", d.relation, how_sure(d.confidence), marked]
        self._heading.setText(" · ".join(p for p in parts if p))
        self._text.setAccessibleDescription(", ".join([d.kind.replace("-", " "), *(p for p in parts[1:] if p)]))
        if before[0] is not comparison or before[1] != index:
            self._fill(comparison, d)

    def _fill(self, comparison: Comparison, d: Difference) -> None:
        self._text.clear()
        self._places = []
        at_once = QTextCursor(self._text.document())
        at_once.beginEditBlock()  # Qt lays out what is written after each piece otherwise
        try:
            self._write_all(comparison, d)
        finally:
            at_once.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_all(self, comparison: Comparison, d: Difference) -> None:
        names = outlet_names(comparison.articles)
        last = -1
        for article, start, end in sentences_of(comparison, d):
            self._reading(comparison, d, (article, start, end), names[article] if article != last else "")
            last = article
        for article in self._without(comparison, d):
            self._write(f"{names[article]}: not there\n", italic=True, gap=8)
        self._write(d.explanation, italic=False, gap=10)

    def _without(self, comparison: Comparison, d: Difference) -> list[int]:
        """The articles that an omission is missing from."""
        if d.kind != "omission":
            return []
        there = {a for a, _, _ in d.spans}
        return [n for n in range(len(comparison.articles)) if n not in there] if len(comparison.articles) == 2 else []

    def _reading(self, comparison: Comparison, d: Difference, place: tuple[int, int, int], name: str) -> None:
        """One article's sentences with the differing words marked; without a name they go on after others of it."""
        article, start, end = place
        first = self._length()
        if name:
            self._write(f"{name}\n", bold=True, gap=8)
        else:
            self._write("… ")
        text = comparison.articles[article].text
        at = start
        for a, s, e in sorted(d.spans):
            if a == article and start < e and s < end:
                s, e = max(at, s), max(at, min(e, end))
                self._write(shown(text[at:s]))
                self._write(shown(text[s:e]), mark=d)
                at = e
        self._write(shown(text[at:end]) + "\n")
        self._places.append((first, self._length(), place))

    def _length(self) -> int:
        return self._text.document().characterCount() - 1

    def _open(self, at: int) -> None:
        place = next((place for first, last, place in self._places if first <= at < last), None)
        if place is not None:
            self.place_chosen.emit(*place)

    def _ask_menu(self, at: int, point: QPoint) -> None:
        """A menu for the words under the pointer: the place in the article, else the reading as a whole."""
        for first, last, place in self._places:
            if first <= at < last:
                self.menu_asked.emit(self._word_at(at, place), point)
                return
        self.menu_asked.emit(None, point)

    def _word_at(self, at: int, place: tuple[int, int, int]) -> tuple[int, int, int]:
        """The place in the article that stands at a position of the document."""
        article, start, end = place
        comparison = self._shown[0]
        assert comparison is not None
        last = next(last for _, last, known in self._places if known == place)
        text = comparison.articles[article].text
        units = Offsets(text[start:end])
        begin = last - 1 - units.units
        word = start + units.to_code_point(max(0, at - begin))
        return article, word, word

    def ask_menu(self) -> None:
        """Ask for the menu of the reading at the caret."""
        self._text.ask_menu()

    def holds_focus(self) -> bool:
        """Whether the readings have the focus."""
        return self._text.hasFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_text"):
            self._text.setPalette(palette.widget_palette(palette.desktop_theme()))
            comparison, index, _ = self._shown
            if comparison is not None and index is not None:
                self._fill(comparison, comparison.differences[index])

    def _write(
        self, text: str, *, bold: bool = False, italic: bool = False, mark: Difference | None = None, gap: int = 0
    ) -> None:
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        block = QTextBlockFormat()
        block.setTopMargin(gap)
        if cursor.atBlockStart():
            cursor.setBlockFormat(block)
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        form.setFontItalic(italic)
        if mark is not None:
            palette.mark_format(form, mark.family)
        cursor.insertText(text, form)

"""The field in which a note is written: kept as it is typed, and *Saved* only when it is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from parallax.library import Reading, SetNote
from parallax.window import palette
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.texts.offsets import copied

_REST = 400
"""Milliseconds without a key after which what was typed is saved."""
_LONGEST = 2000
"""Milliseconds after which it is saved while the keys go on."""
_LINES = 5
"""Lines of text that the field shows at least, where it has not the height of the readings beside it."""


@dataclass(frozen=True, slots=True)
class NoteTarget:
    """What a note is on: the kind of a difference, or empty, and readings of a story; `mark` is the note's id, or
    empty before its first word is saved; `about` tells the reader what it is on."""

    story: str
    difference: str
    readings: tuple[Reading, ...]
    mark: str = ""
    about: str = ""

    @property
    def place(self) -> tuple[str, str, frozenset[tuple[str, str, int, int]]]:
        """Two targets of one place are one note."""
        return self.story, self.difference, frozenset(r.place for r in self.readings)

    def wanted(self) -> SetNote:
        """The change that keeps this note, with its text left blank."""
        return SetNote(self.story, "", self.readings, self.difference, self.mark)


Keep = Callable[[NoteTarget, str, str], tuple[str, str] | None]
"""Keeps (target, text, the text read before): the id and the text that are on the disk, or None."""


class NoteField(QWidget):
    """Shows one note, or nothing. `left()`: Escape was pressed in it; `not_kept(text)`: the reader went on from a note
    that could not be saved."""

    left = Signal()
    not_kept = Signal(str)

    def __init__(self, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self.target: NoteTarget | None = None
        self._before = ""
        self._beside = False
        self._room = 0
        self.setAccessibleName("Note")
        self._about = QLabel()
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.edit = QPlainTextEdit()
        PlainBars(self.edit)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText("Write a note. It is saved as you type")
        self.edit.setPalette(palette.widget_palette(palette.desktop_theme()))
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._typed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        first = QHBoxLayout()
        first.addWidget(self._about, 1)
        first.addWidget(self._said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(first)
        layout.addWidget(self.edit)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.flush)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(_LONGEST)
        self._longest.timeout.connect(self.flush)
        self._fit()
        self.hide()

    @property
    def text(self) -> str:
        """What is written in the field. A paragraph of a note may hold any words but lone surrogates."""
        return copied(self.edit.toPlainText())

    @property
    def unsaved(self) -> bool:
        """Whether the field holds what is not on the disk yet."""
        return self.target is not None and self.text != self._before

    @property
    def said(self) -> str:
        """What is said of its keeping."""
        return self._said.text()

    def show_note(self, target: NoteTarget | None, text: str = "") -> None:
        """Show the note on a target, `text` as the library has it, or nothing. What was typed in another is saved
        first; what is being typed in this one stays."""
        same = target is not None and self.target is not None and target.place == self.target.place
        if same and target is not None:
            self.target = target
            if not self.unsaved and text != self._before:
                self._fill(text)
            return
        self.flush()
        if self.unsaved:
            self.not_kept.emit(self.text)
        self.target = target
        self._fill(text)
        self._about.setText(target.about if target else "")
        self.edit.setAccessibleName(target.about if target else "Note")
        self.setVisible(target is not None)

    def focus(self) -> None:
        """Give the focus to the field, after its last word."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)

    def flush(self) -> None:
        """Save at once what waits to be saved."""
        self._rest.stop()
        self._longest.stop()
        target, text = self.target, self.text
        if target is None or not self.unsaved:
            return
        before, kept = self._before, None
        self._before = text  # whoever hears of the saving may ask for another note at once: this one is saved then
        try:
            kept = self._keep(target, text, before)
        finally:
            if kept is None:
                self._before = before
        if self.target is None or self.target.place != target.place:
            return
        if kept is None:
            self._say("Not saved")
            return
        mark, on_disk = kept
        self.target = replace(target, mark=mark)
        if on_disk != text and on_disk.strip():
            self._fill(on_disk)
        self._say("Saved" if text.strip() else "Removed" if target.mark else "")

    def _fill(self, text: str) -> None:
        """Show a text as it is kept; what was typed before cannot be undone into it."""
        self._before = text
        self._rest.stop()
        self._longest.stop()
        if self.edit.toPlainText() != text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)
        self._before = self.text
        self._say("Saved" if text else "")

    def _typed(self) -> None:
        if self.unsaved:
            self._say("…")
            self._said.setAccessibleName("Not saved yet")
            self._rest.start()
            if not self._longest.isActive():
                self._longest.start()
        elif self._rest.isActive():  # typed and taken away again: it is on the disk as it stands
            self.flush()
            self._say("Saved" if self.text else "")

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setAccessibleName(words)

    def set_text_size(self, points: float) -> None:
        """The size of the note's letters, in points."""
        font = QFont(self.edit.font())
        font.setPointSizeF(points)
        self.edit.setFont(font)
        self._fit()

    def set_beside(self, beside: bool) -> None:
        """Whether the field stands beside the readings, as high as they are, or below them."""
        self._beside = beside
        self._fit()

    def set_room(self, pixels: int) -> None:
        """How high the field may grow with its text, before it scrolls."""
        self._room = pixels
        self._fit()

    def _fit(self) -> None:
        """As high as its text, from a few lines up to the room that there is."""
        document = self.edit.document()
        frame = 2 * self.edit.frameWidth() + 1  # Qt scrolls where the last pixel is taken
        lines = QFontMetrics(self.edit.font()).lineSpacing() * _LINES
        least = ceil(lines + 2 * document.documentMargin()) + frame
        most = max(least, self._room)
        block, needed = document.begin(), frame + document.documentMargin()  # the last block has that of its own
        while block.isValid() and needed <= most:
            needed += self.edit.blockBoundingRect(block).height()
            block = block.next()
        height = max(least, min(ceil(needed), most))
        fits = not self._beside and needed <= height  # a bar that comes and goes breaks the lines anew
        off, needful = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.edit.setVerticalScrollBarPolicy(off if fits else needful)
        self.edit.setMinimumHeight(0 if self._beside else height)
        self.edit.setMaximumHeight(16_777_215 if self._beside else height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field saves; Escape leaves it."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.flush()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "edit"):
            self.edit.setPalette(palette.widget_palette(palette.desktop_theme()))

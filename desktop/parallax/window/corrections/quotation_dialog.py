"""The small dialog in which the reader says who is quoted: source, verb and words of one quotation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from parallax.article import Article, Span
from parallax.window import palette
from parallax.window.corrections.deeds import Part
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.texts.offsets import Offsets, shown

_BUTTONS = {
    "source": "This is the &Source",
    "cue": "This is the &Verb",
    "content": "These are the &Words",
    "": "&None of it",
}
_NAMES = {"source": "Source", "cue": "Verb", "content": "Words"}


class QuotationDialog(QDialog):
    """Shows `start` to `end` of an article (code points) with the parts of a quotation in it. The reader selects words
    and says which part they are."""

    def __init__(
        self, parent: QWidget, title: str, article: Article, span: Span, parts: Sequence[Part], selected: Span
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._text = article.text
        self._start, self._end = span
        self._parts: list[Part] = list(parts)
        self._offsets = Offsets(article.text[self._start : self._end])
        say = QLabel("Select words, then say which part of the quotation they are. The words said are needed.")
        say.setWordWrap(True)
        self.edit = QTextEdit()
        PlainBars(self.edit)
        self.edit.setReadOnly(True)
        self.edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName("Words of the article")
        self.edit.setPalette(palette.widget_palette(palette.desktop_theme()))
        self.edit.setPlainText(shown(article.text[self._start : self._end]))
        whole = QTextCursor(self.edit.document())
        whole.select(QTextCursor.SelectionType.Document)
        apart = QTextBlockFormat()
        apart.setBottomMargin(8)
        whole.mergeBlockFormat(apart)
        row = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for kind, text in _BUTTONS.items():
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, kind=kind: self.mark(kind))
            self.buttons[kind] = button
            row.addWidget(button)
        row.addStretch(1)
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        in_words_alone(box)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.ok = box.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        layout.addWidget(say)
        layout.addWidget(self.edit, 1)
        layout.addLayout(row)
        layout.addWidget(self._told)
        layout.addWidget(box)
        self.resize(620, 420)
        self.edit.selectionChanged.connect(self._enable)
        self.select(*selected)
        if selected[0] < selected[1] and not parts:
            self.mark("content")
        self._draw()

    @property
    def told(self) -> str:
        """What is said of the parts."""
        return self._told.text()

    def parts(self) -> tuple[Part, ...]:
        """The parts as they are now, in the order source, verb, words."""
        order = list(_NAMES)
        return tuple(sorted(self._parts, key=lambda part: (order.index(part[0]), part[1])))

    def select(self, start: int, end: int) -> None:
        """Select code points of the article."""
        cursor = self.edit.textCursor()
        cursor.setPosition(self._offsets.to_utf16(start - self._start))
        cursor.setPosition(self._offsets.to_utf16(end - self._start), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)

    def mark(self, kind: str) -> None:
        """The selected words are this part, or none with an empty `kind`, and no other. Source and verb stand in one
        place each; the words said may stand in several."""
        cursor = self.edit.textCursor()
        start = self._start + self._offsets.to_code_point(cursor.selectionStart())
        end = self._start + self._offsets.to_code_point(cursor.selectionEnd())
        words = self._text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
        if start >= end:
            return
        kept = [part for part in self._parts if not (part[1][0] < end and start < part[1][1])]
        self._parts = [part for part in kept if part[0] != kind or kind == "content"]
        if kind:
            self._parts.append((kind, (start, end)))
        self._draw()

    def _enable(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(self.edit.textCursor().hasSelection())

    def _draw(self) -> None:
        theme = palette.desktop_theme()
        shown_parts: list[QTextEdit.ExtraSelection] = []
        for kind, (start, end) in self._parts:
            part = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.edit.document())
            cursor.setPosition(self._offsets.to_utf16(start - self._start))
            cursor.setPosition(self._offsets.to_utf16(end - self._start), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setBackground(QColor(theme.families["voice" if kind == "content" else "facts"].tint))
            if kind == "source":
                form.setFontWeight(QFont.Weight.Bold)
            elif kind == "cue":
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(QColor(theme.ink))
            part.cursor, part.format = cursor, form
            shown_parts.append(part)
        self.edit.setExtraSelections(shown_parts)
        lines = []
        for kind, name in _NAMES.items():
            words = [" ".join(self._text[s:e].split()) for k, (s, e) in self.parts() if k == kind]
            lines.append(f"{name}: {shown(' … '.join(words)) if words else '–'}")
        self._told.setText("\n".join(lines))
        self._told.setAccessibleName(". ".join(lines))
        self.ok.setEnabled(any(kind == "content" for kind, _ in self._parts))
        self._enable()

    def ask(self, take: Callable[[tuple[Part, ...]], None]) -> None:
        """Show it; `take` is told the parts when the reader is done."""
        self.accepted.connect(lambda: take(self.parts()))
        self.finished.connect(self.deleteLater)
        self.open()
        self.edit.setFocus()


def shown_span(article: Article, spans: Sequence[Span]) -> Span:
    """What the dialog shows: the paragraphs that hold these places, with one before and one after."""
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    paragraphs = article.paragraphs
    inside = [k for k, p in enumerate(paragraphs) if p.start < max(end, start + 1) and start < p.end]
    if not inside:
        return 0, len(article.text)
    first, last = max(0, inside[0] - 1), min(len(paragraphs) - 1, inside[-1] + 1)
    return paragraphs[first].start, paragraphs[last].end

"""The dock *This difference*: its readings stacked, why it was marked, how surely, and what the reader says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextEdit, QToolButton, QVBoxLayout, QWidget

from parallax.outlets import article_name
from parallax.values import Comparison, Difference, how_sure
from parallax.window import palette

_NOTHING = "Choose a difference: F7 goes to the next one."


def sentences_of(comparison: Comparison, difference: Difference) -> list[tuple[int, int, int]]:
    """(article, start, end) of what to show of each article: the sentences that its spans touch, and, for an article
    without a span, those of the same group. In the order of the articles."""
    shown: list[tuple[int, int, int]] = []
    touched = {a for a, _, _ in difference.spans}
    for article in sorted(touched):
        inside = [
            s
            for s in comparison.sentences[article]
            if any(a == article and start < s.end and s.start < end for a, start, end in difference.spans)
        ]
        if inside:
            shown.append((article, inside[0].start, inside[-1].end))
    if len(touched) < 2 and difference.group is not None and difference.group < len(comparison.groups):
        for article, k in comparison.groups[difference.group].members:
            if article not in touched:
                s = comparison.sentences[article][k]
                shown.append((article, s.start, s.end))
    return sorted(shown)


class DifferencePanel(QWidget):
    """Shows one difference; its two buttons are the window's own actions."""

    place_chosen = Signal(int, int, int)

    def __init__(self, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("This difference")
        self._heading = QLabel()
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setWordWrap(True)
        font = QFont(self._heading.font())
        font.setBold(True)
        self._heading.setFont(font)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Readings of this difference")
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QHBoxLayout()
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._heading)
        layout.addWidget(self._text, 1)
        layout.addLayout(buttons)
        self.show_difference(None, None, "unchecked")

    @property
    def text(self) -> str:
        """All that is shown, as plain text."""
        return f"{self._heading.text()}\n{self._text.toPlainText()}"

    def focus(self) -> None:
        """Give the focus to the readings."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_difference(self, comparison: Comparison | None, index: int | None, checked: str) -> None:
        """Show difference number `index`, or what to do to choose one."""
        self._text.clear()
        if comparison is None or index is None:
            self._heading.setText("No difference chosen")
            self._write(_NOTHING)
            return
        d = comparison.differences[index]
        glyph = palette.GLYPHS[d.family]
        parts = [f"{glyph} {d.kind}", d.relation, how_sure(d.confidence)]
        state = {"checked": "✓ checked", "new readings": "✓ checked, with a new reading since"}.get(checked, "")
        self._heading.setText(" · ".join(p for p in [*parts, state] if p))
        for article, start, end in sentences_of(comparison, d):
            self._reading(comparison, d, article, start, end)
        for article in self._without(comparison, d):
            self._write(f"{article_name(comparison.articles[article], article)}: not there\n", italic=True, gap=8)
        self._write(d.explanation, italic=False, gap=10)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _without(self, comparison: Comparison, d: Difference) -> list[int]:
        """The articles that an omission is missing from."""
        if d.kind != "omission":
            return []
        there = {a for a, _, _ in d.spans}
        return [n for n in range(len(comparison.articles)) if n not in there] if len(comparison.articles) == 2 else []

    def _reading(self, comparison: Comparison, d: Difference, article: int, start: int, end: int) -> None:
        """One article's sentence with the differing words marked."""
        name = article_name(comparison.articles[article], article)
        self._write(f"{name}\n", bold=True, gap=8)
        text = comparison.articles[article].text
        at = start
        for a, s, e in sorted(d.spans):
            if a == article and start <= s < end:
                self._write(text[at : max(at, s)])
                self._write(text[max(at, s) : e], mark=d)
                at = max(at, e)
        self._write(text[at:end] + "\n")

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

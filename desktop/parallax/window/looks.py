"""What the letters and paragraphs of an article look like: by the role of the paragraph, by marks and by speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from parallax.article import Article, Role
from parallax.window.marks import Look
from parallax.window.offsets import Offsets, bidi_controls, is_right_to_left
from parallax.window.palette import Theme, mark_format

_GAP = 9
"""Pixels between two paragraphs."""
_ENDLESS = re.compile(r"[^\s\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{20000}")
"""A word in which Qt's search for a place to break the line takes seconds: its time grows with the square."""
_SUBDUED: frozenset[Role] = frozenset({"byline", "dateline", "caption", "furniture"})


def format_paragraphs(document: QTextDocument, article: Article, offsets: Offsets, theme: Theme) -> None:
    """Give each paragraph of the document, which holds the article's text, the look of its role; what lies between
    paragraphs takes hardly any room."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    paragraphs = iter(article.paragraphs)
    paragraph = next(paragraphs, None)
    seen = 0
    block = document.begin()
    while block.isValid():
        end = block.position() + block.length() - 1
        while paragraph is not None and offsets.to_utf16(paragraph.end) <= block.position():
            paragraph = next(paragraphs, None)
        holds = paragraph is not None and offsets.to_utf16(paragraph.start) < max(end, block.position() + 1)
        form = QTextBlockFormat()
        if holds and paragraph is not None:
            words = article.text[paragraph.start : paragraph.end]
            right = is_right_to_left(words)
            form.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
            form.setTopMargin(_GAP if seen else 0)
            form.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if paragraph.role == "headline":
                form.setHeadingLevel(1)
            seen += 1
        else:
            form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setPosition(block.position())
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setBlockFormat(form)
        cursor.setCharFormat(role_format(paragraph.role if holds and paragraph is not None else "body", theme))
        block = block.next()
    of_control = QTextCharFormat()
    of_control.setForeground(QColor(theme.paper))
    of_control.setBackground(QColor(theme.quiet))
    for at in bidi_controls(article.text):
        cursor.setPosition(offsets.to_utf16(at))
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(of_control)
    cursor.endEditBlock()


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """How the lines of a text are broken: between words where it can be, unless one word is endless."""
    mode = QTextOption.WrapMode
    return mode.WrapAnywhere if _ENDLESS.search(text) else mode.WrapAtWordBoundaryOrAnywhere


def role_format(role: Role, theme: Theme) -> QTextCharFormat:
    """The letters of a paragraph of this role, without marks."""
    form = QTextCharFormat()
    form.setForeground(QColor(theme.quiet if role in _SUBDUED else theme.ink))
    if role == "headline":
        form.setProperty(QTextFormat.Property.FontSizeAdjustment, 1)
        form.setFontWeight(QFont.Weight.Bold)
    elif role == "standfirst":
        form.setFontWeight(QFont.Weight.DemiBold)
    elif role == "correction":
        form.setFontItalic(True)
    elif role in ("caption", "furniture"):
        form.setProperty(QTextFormat.Property.FontSizeAdjustment, -1)
    return form


def dress(form: QTextCharFormat, look: Look, theme: Theme) -> None:
    """Add the marks of a piece of text to its letters."""
    if look.speech:
        form.setBackground(QColor(theme.speech))
    if look.speech in ("source", "cue"):
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(QColor(theme.speech_line))
    if look.speech == "source":
        form.setForeground(QColor(theme.accent))
    if look.family is not None:
        mark_format(form, look.family, theme, look.checked)


def by_paragraph(article: Article, start: int, end: int) -> Iterator[tuple[int, int, Role]]:
    """The parts of a span (code points) that lie in paragraphs: (start, end, role) each."""
    paragraphs = article.paragraphs
    k = max(0, bisect_right(paragraphs, start, key=lambda p: p.start) - 1)
    while k < len(paragraphs) and paragraphs[k].start < end:
        a, b = max(start, paragraphs[k].start), min(end, paragraphs[k].end)
        if a < b:
            yield a, b, paragraphs[k].role
        k += 1

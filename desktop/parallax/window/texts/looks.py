"""What the letters and paragraphs of an article look like: by the role of the paragraph, by marks and by speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from parallax.article import Article, Role
from parallax.window.palette import Theme, mark_format
from parallax.window.texts.marks import Look
from parallax.window.texts.offsets import Offsets, bidi_controls, is_right_to_left, shown

LEAST_LETTERS = 6.0
"""Points of the smallest letters that a text gets."""
_GAP = 9
"""Pixels between two paragraphs."""
_ENDLESS_LENGTH = 20_000
_ENDLESS = re.compile(
    rf"[^\s\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{{{_ENDLESS_LENGTH}}}"
)
"""A word in which Qt's search for a place to break the line takes seconds: its time grows with the square."""
_SUBDUED: frozenset[Role] = frozenset({"byline", "dateline", "caption", "furniture"})


def put_text(document: QTextDocument, article: Article, offsets: Offsets, theme: Theme) -> None:
    """Put the article's text into the document, which keeps its margins, with the look of `format_paragraphs`. Qt lays
    out what is seen of it, and the rest when there is time: only where the whole document is made anew in one step."""
    frame = document.rootFrame().frameFormat()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    document.setPlainText("")
    document.rootFrame().setFrameFormat(frame)
    cursor.setBlockFormat(_paragraph_format(first=False, right_to_left=False, role="body"))
    cursor.insertText(shown(article.text), role_format("body", theme))
    _format_others(cursor, article, offsets, theme)
    cursor.endEditBlock()


def format_paragraphs(document: QTextDocument, article: Article, offsets: Offsets, theme: Theme) -> None:
    """Give each paragraph of the document, which holds the article's text, the look of its role; what lies between
    paragraphs takes hardly any room."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_paragraph_format(first=False, right_to_left=False, role="body"))
    cursor.setCharFormat(role_format("body", theme))
    _format_others(cursor, article, offsets, theme)
    cursor.endEditBlock()


def _format_others(cursor: QTextCursor, article: Article, offsets: Offsets, theme: Theme) -> None:
    """Where all looks like a paragraph of the body, give its look to what is none."""
    plain = article.text.isascii()
    gap, unit = _gap_format(), offsets.to_utf16
    before = -1
    for number, paragraph in enumerate(article.paragraphs):
        start, end = unit(paragraph.start), unit(paragraph.end)
        if before + 1 < start:
            _select(cursor, before + 1, start - 1)
            cursor.setBlockFormat(gap)
        right = not plain and is_right_to_left(article.text[paragraph.start : paragraph.end])
        if right or not number or paragraph.role != "body":
            _select(cursor, start, end)
            cursor.setBlockFormat(_paragraph_format(not number, right, paragraph.role))
            cursor.setCharFormat(role_format(paragraph.role, theme))
        before = end
    if article.paragraphs and before + 1 < offsets.units:
        _select(cursor, before + 1, offsets.units)
        cursor.setBlockFormat(gap)
    of_control = QTextCharFormat()
    of_control.setForeground(QColor(theme.paper))
    of_control.setBackground(QColor(theme.quiet))
    for control in () if plain else bidi_controls(article.text):
        _select(cursor, unit(control), unit(control) + 1)
        cursor.mergeCharFormat(of_control)


def _select(cursor: QTextCursor, start: int, end: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def _paragraph_format(first: bool, right_to_left: bool, role: Role) -> QTextBlockFormat:
    form = QTextBlockFormat()
    way = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    form.setLayoutDirection(way)
    form.setTopMargin(0 if first else _GAP)
    form.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if role == "headline":
        form.setHeadingLevel(1)
    return form


def _gap_format() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return form


def letter_size(font: QFont, by: int) -> float:
    """The size of the letters of texts, in points: `by` so many larger than those of a font, and never too small to be
    read."""
    return max(LEAST_LETTERS, QFontInfo(font).pointSizeF() + by)


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """How the lines of a text are broken: between words where it can be, unless one word is endless."""
    mode = QTextOption.WrapMode
    endless = len(text) >= _ENDLESS_LENGTH and any(len(word) >= _ENDLESS_LENGTH for word in text.split())
    return mode.WrapAnywhere if endless and _ENDLESS.search(text) else mode.WrapAtWordBoundaryOrAnywhere


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

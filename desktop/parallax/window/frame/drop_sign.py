"""The sign over a window that something is dragged over: that it can be dropped here, and what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from parallax.window.palette import desktop_theme

_EDGE, _AROUND = 3, 16


class DropSign(QWidget):
    """A frame around the window and a line of words in its middle; it takes neither clicks nor drops."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.words = ""

    def come(self, files: int, to_a_story: bool) -> None:
        """Say that so many files, or with none what is no file, may be dropped."""
        what, them = (f"{files} files", "them") if files > 1 else ("it", "it")
        self.words = f"Drop {what} here to {f'add {them} to this story' if to_a_story else 'begin a story'}"
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = desktop_theme(), QPainter(self)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        painter.setFont(font)
        painter.setPen(QPen(QColor(theme.accent), _EDGE))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(2 * _AROUND, 2 * _AROUND, -2 * _AROUND, -2 * _AROUND)
        words = painter.boundingRect(room, wrapped, self.words)
        box = QRect(words).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        painter.fillRect(box, QColor(theme.sentence))
        painter.drawRect(box)
        painter.setPen(QColor(theme.ink))
        painter.drawText(words, wrapped, self.words)

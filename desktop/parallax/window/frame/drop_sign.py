"""The sign over a window that something is dragged over: that it can be dropped here, and what is done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from parallax.window.palette import desktop_theme

_EDGE, _AROUND = 3, 16
_OVER = (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress)
"""While something is dragged from elsewhere none of these comes: the drag has ended, and nobody told the window."""


class DropSign(QWidget):
    """A frame around the window and a line of words in its middle; it takes neither clicks nor drops."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.words = ""
        window.installEventFilter(self)

    def come(self, words: str) -> None:
        """Lie over the window until the drag is over."""
        self.words = words
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the drag, also where a dialog comes meanwhile, of which Qt tells a dragged-over window nothing."""
        if self.isVisible() and isinstance(watched, QWidget):
            kind = event.type()
            if kind in _OVER or (kind == QEvent.Type.WindowBlocked and watched is self.window()):
                self.hide()
            elif kind == QEvent.Type.Resize and watched is self.window():
                self.setGeometry(self.window().rect())
        return False

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

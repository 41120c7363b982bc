"""A ring around the widget with the focus, where the style draws none or a faint one: buttons, tabs, lists, texts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QTabBar, QWidget

from parallax.window.palette import desktop_theme

SHOWS_FOCUS = "shows_focus"
"""The property of a widget that shows its focus by itself."""


class FocusRing(QObject):
    """Of one window: it follows the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._changed)

    def _changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            for ring in before.findChildren(_Ring, options=Qt.FindChildOption.FindDirectChildrenOnly):
                ring.hide()
                ring.deleteLater()
        if now is not None and now.window() is self._window and _needs_one(now):
            _Ring(now).show()


def _needs_one(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QAbstractScrollArea | QTabBar) and not widget.property(SHOWS_FOCUS)


class _Ring(QWidget):
    """Lies over a widget and takes neither clicks nor room."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(around.rect())
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what it lies around."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(desktop_theme().accent), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

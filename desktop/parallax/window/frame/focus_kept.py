"""The focus stays where the reader sees it: what had it may be hidden, switched off or deleted, also while another
window is in front, and then the keys would go nowhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


def focused_within(widget: QWidget | None) -> QWidget | None:
    """What has the focus, where that is the widget or lies within it; else None."""
    focused = QApplication.focusWidget()
    within = widget is not None and focused is not None and (focused is widget or widget.isAncestorOf(focused))
    return focused if within else None


def let_go(widget: QWidget | None) -> None:
    """Take the focus out of a widget that goes: else Qt gives it to whatever comes next, and a screen reader names
    that."""
    focused = focused_within(widget)
    if focused is not None:
        focused.clearFocus()


class FocusKept(QObject):
    """Of one window: whenever it is active and nothing that is seen has the focus, `give` gives it to what is."""

    def __init__(self, window: QWidget, give: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._give = give
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._changed)

    def look_soon(self) -> None:
        """Something was hidden or switched off. Where Qt finds nothing to give the focus to, it tells nobody."""
        self._soon.start()

    def _changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not now.isVisible():
            self.look_soon()  # it may be on its way to another

    def _look(self) -> None:
        elsewhere = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        focused = QApplication.focusWidget()
        seen = focused is not None and focused.isVisible() and focused.isEnabled()
        if self._window.isActiveWindow() and not elsewhere and not seen:
            self._give()

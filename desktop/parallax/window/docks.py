"""Where the docks lie: beside the texts, or below them in a narrow window, which would have too little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

_NARROW = 1000
"""Below this width of the window, in pixels, the docks lie under the texts."""
_RIGHT, _BOTTOM = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


class Docks:
    """The dock *This difference* and the tray of one window. `below` says that `fit` has moved them; a dock that the
    reader put elsewhere stays there."""

    def __init__(self, window: QMainWindow, difference: QDockWidget, tray: QDockWidget, *, below: bool) -> None:
        self._window = window
        self._difference = difference
        self._tray = tray
        self.below = below
        window.addDockWidget(_RIGHT, difference)
        window.addDockWidget(_RIGHT, tray)

    def fit(self) -> None:
        """Lie below in a narrow window, and in a wide one where they lay before."""
        area = self._window.dockWidgetArea(self._difference)
        narrow = self._window.width() < _NARROW
        if narrow and area == _RIGHT and not self._difference.isFloating():
            self._move(_BOTTOM, min(190, self._window.height() // 4), Qt.Orientation.Vertical)
            self.below = True
        elif not narrow and self.below:
            self.below = False
            if area == _BOTTOM:
                self._move(_RIGHT, 290, Qt.Orientation.Horizontal)

    def _move(self, area: Qt.DockWidgetArea, size: int, way: Qt.Orientation) -> None:
        window, difference, tray = self._window, self._difference, self._tray
        shown, tray_shown = difference.isVisibleTo(window), tray.isVisibleTo(window)
        window.addDockWidget(area, difference)
        if not tray.isFloating():
            window.addDockWidget(area, tray)
            if way == Qt.Orientation.Vertical:
                window.tabifyDockWidget(difference, tray)
                difference.raise_()
        tray.setVisible(tray_shown)
        difference.setVisible(shown)
        window.resizeDocks([difference], [size], way)

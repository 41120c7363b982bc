"""Where the docks lie, and whether they are there: as the reader left them, for versions and for reports apart."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar

from parallax.window.frame.drawn_buttons import dock_buttons
from parallax.window.later import later
from parallax.window.preferences import Preferences
from parallax.window.state import View

StoryKind = Literal["versions", "reports"]
_NARROW = 1000
"""Below this width of the window, in pixels, the docks lie under the texts."""
_RIGHT, _BOTTOM = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea


class Docks(QObject):
    """The dock *This difference* and the tray of one window. A dock that the reader put elsewhere stays there, one that
    he closed stays closed. `shown` is the action that shows and hides the first."""

    def __init__(
        self,
        window: QMainWindow,
        difference: QDockWidget,
        tray: QDockWidget,
        preferences: Preferences,
        shown: QAction,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._difference = difference
        self._tray = tray
        self._preferences = preferences
        self._kind: StoryKind = "reports"
        self._there = False  # whether there is anything for the first dock to show
        self._unplaced = False  # whether they are to lie as they did once the window is shown
        self._below = preferences.dock_below(self._kind)  # whether `fit` has moved them for want of room
        window.addDockWidget(_RIGHT, difference)
        window.addDockWidget(_RIGHT, tray)
        for dock in (difference, tray):
            dock_buttons(dock)
        difference.installEventFilter(self)
        window.installEventFilter(self)
        difference.visibilityChanged.connect(lambda _: shown.setChecked(not difference.isHidden()))

    def restore(self) -> None:
        """Lie as they did when a window was closed last; where the window is not shown yet, with it."""
        self._place(self._preferences.layout(self._kind))

    def turn(self, view: View) -> None:
        """A story is there that opens in this view, which tells its kind: lie as with the last of that kind."""
        kind: StoryKind = "versions" if view == "rows" else "reports"
        if kind != self._kind:
            self.keep()
            self._kind = kind
            self._place(self._preferences.layout(kind))
            self.show(self._there)

    def show(self, there: bool) -> None:
        """The first dock has something to show now, or nothing; one that was closed stays so."""
        self._there = there
        hidden = self._difference.isHidden()
        self._difference.setVisible(there and self._preferences.dock_open(self._kind))
        if hidden and not self._difference.isHidden():
            self._size()
            later(self, self._size)  # Qt lays the docks out once more when the event loop turns

    def toggle(self) -> None:
        """Close the first dock, or open it again."""
        wanted = self._difference.isHidden()
        self.keep()
        self._preferences.keep_dock_open(self._kind, wanted)
        self.show(self._there)

    def keep(self) -> None:
        """Remember how they lie, if they have come to lie as they did."""
        if self._unplaced:
            return
        if self._difference.isVisible() and not self._difference.isFloating():
            self._preferences.keep_dock_extent(self._kind, self._way().value, self._extent())
        self._preferences.keep_layout(self._kind, self._window.saveState(), self._below)

    def fit(self) -> None:
        """Lie below in a narrow window, and in a wide one where they lay before."""
        area = self._window.dockWidgetArea(self._difference)
        narrow = self._window.width() < _NARROW
        if narrow and area == _RIGHT and not self._difference.isFloating():
            self._move(_BOTTOM, min(190, self._window.height() // 4), Qt.Orientation.Vertical)
            self._below = True
        elif not narrow and self._below:
            self._below = False
            if area == _BOTTOM:
                self._move(_RIGHT, 290, Qt.Orientation.Horizontal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The reader closes the dock by its cross, which is told apart from its being hidden. With the window comes
        what waited for it."""
        if watched is self._window:
            if event.type() == QEvent.Type.Show and self._unplaced:
                self.restore()
        elif event.type() == QEvent.Type.Close and self._window.isVisible():
            later(self, self._closed)
        return super().eventFilter(watched, event)

    def _closed(self) -> None:
        """The dock was closed; unless all windows are, of which one that floats is another."""
        if self._window.isVisible() and self._difference.isHidden():
            self._preferences.keep_dock_open(self._kind, False)

    def _place(self, layout: QByteArray) -> None:
        """Take a kept layout over; what is on screen stays so. It waits until the window is shown: of a hidden one that
        is to fill the screen Qt keeps a copy of the layout that does not fit, and takes it when the window comes, with
        parts that were deleted since."""
        self._unplaced = not self._window.isVisible()
        if not layout.isEmpty() and not self._unplaced:
            parts = (self._difference, self._tray, *self._window.findChildren(QToolBar))
            hidden = [part.isHidden() for part in parts]
            self._window.restoreState(layout)
            self._below = self._preferences.dock_below(self._kind)
            for part, away in zip(parts, hidden, strict=True):
                part.setHidden(away)
        self.fit()

    def _way(self) -> Qt.Orientation:
        """The direction in which the first dock is sized where it lies."""
        across = self._window.dockWidgetArea(self._difference) in (_RIGHT, Qt.DockWidgetArea.LeftDockWidgetArea)
        return Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical

    def _extent(self) -> int:
        return self._difference.width() if self._way() == Qt.Orientation.Horizontal else self._difference.height()

    def _size(self) -> None:
        """Have the size that it had when it was seen last: of a layout that was kept with a dock on screen and is taken
        over without it, Qt gives it most of the window when it comes."""
        extent = self._preferences.dock_extent(self._kind, self._way().value)
        if extent and not self._difference.isFloating():
            self._window.resizeDocks([self._difference], [extent], self._way())

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

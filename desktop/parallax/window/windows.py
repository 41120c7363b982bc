"""All windows of this process: they share one library file and one analyst process, and each has a connection and a
session of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from parallax.errors import LibraryError
from parallax.library import Library
from parallax.window.analyst import Analyst
from parallax.window.instance import Instance
from parallax.window.later import later
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.session import Session
from parallax.window.threads import beside

_CHECK_AFTER = 1500
"""Milliseconds after the start at which the whole library is read through: the first story is on screen by then."""
_BESIDE = QPoint(36, 36)


class Windows(QObject):
    """`open` makes the first window, its menu all others. Files that come from outside go to the one used last."""

    _checked = Signal(object, str)

    def __init__(
        self,
        library: Library,
        preferences: Preferences,
        claim: Instance | None = None,
        frame: MainWindow | None = None,
        analyst: Analyst | None = None,
    ) -> None:
        """The first window, on a library to which this process has a `claim`: in the `frame` that is on screen already,
        or in one of its own. Texts are compared by an `analyst` that others use too, or by one of its own."""
        super().__init__()
        self._path = library.path
        self._claim = claim
        self._preferences = preferences
        preferences.theme_changed.connect(self._wear)
        if preferences.theme != "desktop":
            self._wear()
        self._analyst = analyst or Analyst()
        self._open: list[MainWindow] = []
        self._checking: threading.Thread | None = None
        self._checked.connect(self._set_aside, Qt.ConnectionType.QueuedConnection)
        self.first = self._add(library, frame or MainWindow(preferences))

    @property
    def open(self) -> tuple[MainWindow, ...]:
        """The windows, the one used last at the end."""
        return tuple(self._open)

    def another(self) -> MainWindow | None:
        """Open another window on the first page; None, and a notice, where the library cannot be opened once more."""
        last = self._open[-1]
        if not last.session.file.in_place:  # to open it now would begin an empty one in its place
            last.notice.show_error(last.session.file.gone)
            return None
        try:
            library = Library.open(self._path)
        except LibraryError as error:
            last.notice.show_error(str(error))
            return None
        window = self._add(library, MainWindow(self._preferences))
        if not last.isMaximized():
            room = last.screen().availableGeometry()
            around = last.frameGeometry().size() - last.size()  # what the desktop draws around a window
            window.resize(window.size().boundedTo(room.size() - around))
            corner = room.bottomRight() - QPoint(window.width() + around.width(), window.height() + around.height())
            wanted = last.pos() + _BESIDE
            window.move(max(room.left(), min(wanted.x(), corner.x())), max(room.top(), min(wanted.y(), corner.y())))
        window.show()
        window.activateWindow()
        return window

    def _wear(self) -> None:
        from parallax.window.appearance import wear  # when it is needed: most windows look as the desktop does

        wear(self._preferences.theme)

    def move_library(self, folder: Path) -> str:
        """Use the library in this folder from now on, in all windows. A sentence to tell, or empty. Raises
        LibraryError, and nothing has changed then."""
        from parallax.window.stories import library_move

        path = library_move.library_in(folder)
        if path.resolve() == self._path.resolve():
            return ""
        claim, libraries = library_move.prepared(path, self.open)
        self._path = path
        self._preferences.move_beside(path)
        told = library_move.hand_over(self.open, libraries)
        self.release()
        self._claim = claim
        claim.listen(self.take)
        self.check_soon()
        return told

    def release(self) -> None:
        """Give up the claim to the library."""
        if self._claim is not None:
            self._claim.release()

    def take(self, paths: Sequence[Path], notice: str = "") -> None:
        """Files from outside, and what the reader is to know of them."""
        if self._open:
            self._open[-1].open_files(paths)
            if notice:
                self._open[-1].notice.show_error(notice)

    def check_soon(self) -> None:
        """Read the whole library through, in the background."""
        QTimer.singleShot(_CHECK_AFTER, self._check)

    def _add(self, library: Library, window: MainWindow) -> MainWindow:
        window.furnish(Session(library, self._analyst))
        window.move_library = self.move_library
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.closed.connect(lambda: self._closed(window))
        window.used.connect(lambda: self._used(window))
        window.another_asked.connect(self.another)
        window.session.damaged.connect(self._check)
        self._open.append(window)
        if library.notice:
            later(window, lambda: window.notice.show_error(library.notice))
        return window

    def _used(self, window: MainWindow) -> None:
        if window in self._open:
            self._open.remove(window)
            self._open.append(window)

    def _closed(self, window: MainWindow) -> None:
        if window in self._open:
            self._open.remove(window)
            window.session.close()
            if window is self.first and self._open:  # else all that it held would stay as long as the others
                self.first = self._open[0]

    # a damaged library

    def _check(self) -> None:
        if self._checking is not None and self._checking.is_alive():
            return
        self._checking = beside("checking the library", self._read_through)

    def _read_through(self) -> None:
        from parallax.library import check_in_background  # after the first paint

        path = self._path
        try:
            wrong = check_in_background(path)
        except LibraryError:
            return  # gone or busy: what asks for it next will say so
        if wrong:
            self._checked.emit(path, wrong)

    def _set_aside(self, path: Path, wrong: str) -> None:
        """Keep the damaged file aside, and go on with a new library, which has what could be saved, in every window."""
        from parallax.library import set_aside_and_begin

        if path != self._path:
            return  # it is not used any more
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            for window in self.open:
                window.flush()
                window.front.let_go()
                window.session.let_go()
            notice = set_aside_and_begin(path, wrong)
        except LibraryError as error:
            notice = str(error)
        finally:
            QGuiApplication.restoreOverrideCursor()
        for window in self.open:
            window.watch.look()
            window.notice.show_error(notice)

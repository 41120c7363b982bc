"""Start the window: one process per library, with one window or several in it.

The frame of the first window is painted before the library is opened and what fills it is loaded.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from parallax.errors import LibraryBusy, LibraryError, ParallaxError
from parallax.paths import APP_ID, expanded, make_folder, resource
from parallax.window.instance import Instance
from parallax.window.interpreter import run_smoothly
from parallax.window.later import later
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences

if TYPE_CHECKING:
    from parallax.library import Library
    from parallax.place import Place
    from parallax.window.windows import Windows

_ICON_SIZES = (16, 24, 32, 48, 64, 128)
"""Pixels of the pictures that a window manager chooses from; drawing the SVG would load a library of its own."""
_LAUNCHERS = ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "GIO_LAUNCHED_DESKTOP_FILE")
"""What a desktop sets for a program that it starts: then nobody reads standard error."""


def run(paths: Sequence[Path], place: Place, sample: bool = False) -> int:
    """Open the window on these files, articles or stories, or hand them to the window that is open on this library.
    The exit status. Raises LibraryError."""
    by_icon = any(name in os.environ for name in _LAUNCHERS)
    QApplication.setApplicationName(APP_ID)
    QApplication.setApplicationDisplayName("Parallax")
    QGuiApplication.setDesktopFileName(APP_ID)
    app = QApplication.instance() or QApplication([APP_ID])
    assert isinstance(app, QApplication)
    run_smoothly(app)
    place = replace(place, path=expanded(place.path).absolute())
    paths = [p.absolute() for p in paths]
    claim = _claim(place.path, paths, place.notice)
    if claim is None:
        return 0
    start = _Start(claim, place, paths, sample, by_icon=by_icon)
    with _ended_by_signals(app):
        status = app.exec()
    start.release()
    if start.failed is not None:
        raise start.failed
    return status


def _claim(library: Path, paths: Sequence[Path], notice: str = "") -> Instance | None:
    """The claim of this process to the window on a library; None where a window has it and has taken the paths, and a
    notice. Raises LibraryBusy where it does not answer."""
    with suppress(OSError):  # opening the library says it in its own words
        make_folder(library)
    claim = Instance(library)
    if claim.claim(paths, notice):
        return claim
    if not claim.handed_over:
        raise LibraryBusy(str(library), "a window is open on it that does not answer. Close it, then try again.")
    return None


class _Start:
    """The first window: its frame at once, and the rest once that is painted. `failed` is why the library did not
    open."""

    def __init__(self, claim: Instance, place: Place, paths: Sequence[Path], sample: bool, *, by_icon: bool) -> None:
        self._claim = claim
        self._place = place
        self._paths = paths
        self._sample = sample
        self._by_icon = by_icon
        self._windows: Windows | None = None
        self.failed: ParallaxError | None = None
        self._preferences = Preferences(place.path)
        if self._preferences.theme != "desktop":
            from parallax.window.appearance import wear  # before the first paint: nothing flashes

            wear(self._preferences.theme)
        self._frame = MainWindow(self._preferences)
        self._frame.painted.connect(self._go_on)
        self._frame.show()

    def release(self) -> None:
        """Give the claim to the library up."""
        (self._windows or self._claim).release()

    def _go_on(self) -> None:
        if not self._frame.isVisible():  # closed already
            return
        try:
            library = self._opened()
        except ParallaxError as error:
            self._give_up(error)
        else:
            if library is not None:
                self._fill(library)

    def _opened(self) -> Library | None:
        """The library; where the one that was chosen cannot be used, that of the user's data folder, or None where
        another window has that. Raises ParallaxError."""
        from parallax.library import Library
        from parallax.place import fallback

        try:
            return Library.open(self._place.path)
        except LibraryError as error:
            if not self._place.chosen:
                raise
            self._place = fallback(str(error).rstrip("."))
        self._claim.release()
        claim = _claim(self._place.path, self._paths, self._place.notice)
        if claim is None:
            QApplication.exit(0)
            return None
        self._claim = claim
        self._preferences.move_beside(self._place.path, keeping_theirs=True)
        return Library.open(self._place.path)

    def _fill(self, library: Library) -> None:
        from PySide6.QtGui import QIcon

        from parallax.window.windows import Windows

        frame, notice = self._frame, self._place.notice
        windows = self._windows = Windows(library, self._preferences, self._claim, frame)
        self._claim.listen(windows.take)
        if self._paths:
            later(frame, lambda: frame.front.take(self._paths))
        elif self._sample:
            later(frame, frame.acts["sample"].trigger)
        else:
            frame.session.open_last(self._preferences.last_story)
        later(frame, frame.front.offer_waiting)
        if notice:
            later(frame, lambda: frame.notice.show_error(notice))
        windows.check_soon()
        icon = QIcon()
        for size in _ICON_SIZES:
            icon.addFile(str(resource("icons", f"{APP_ID}-{size}.png")))
        QApplication.setWindowIcon(icon)
        gc.collect()
        gc.freeze()  # what was loaded stays: later collections need not look through it

    def _give_up(self, error: ParallaxError) -> None:
        """End with this error: whoever started us says it, and the window too where nobody would read that."""
        self.failed = error
        if not self._by_icon:
            QApplication.exit(2)
            return
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Critical, "Parallax", "", QMessageBox.StandardButton.Close, self._frame)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(str(error))
        box.finished.connect(lambda _: QApplication.exit(2))
        box.open()


class _ended_by_signals:  # noqa: N801 - used as a statement
    """Close the window in good order on SIGINT and SIGTERM: Python sees a signal only while it runs, so it is woken,
    and as it may be in the middle of filling the window then, it closes it afterwards."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._timer = QTimer()
        self._timer.setInterval(300)
        self._timer.timeout.connect(lambda: None)

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: QTimer.singleShot(0, self._app, self._app.closeAllWindows))
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit("Start the program as: python -m parallax")

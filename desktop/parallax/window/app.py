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
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from parallax.errors import LibraryBusy, ParallaxError
from parallax.paths import APP_ID, expanded, make_folder, resource
from parallax.window.instance import Instance
from parallax.window.main_window import MainWindow

if TYPE_CHECKING:
    from parallax.window.windows import Windows

_LAUNCHERS = ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "GIO_LAUNCHED_DESKTOP_FILE")
"""What a desktop sets for a program that it starts: then nobody reads standard error."""


def run(paths: Sequence[Path], library_path: Path, sample: bool = False) -> int:
    """Open the window on these files, articles or stories, or hand them to the window that is open on this library.
    The exit status. Raises LibraryError."""
    gc.disable()  # until all is loaded: it would look through half-loaded modules a dozen times, and find nothing
    by_icon = any(name in os.environ for name in _LAUNCHERS)
    QApplication.setApplicationName(APP_ID)
    QApplication.setApplicationDisplayName("Parallax")
    QGuiApplication.setDesktopFileName(APP_ID)
    app = QApplication.instance() or QApplication([APP_ID])
    assert isinstance(app, QApplication)
    library_path = expanded(library_path).absolute()
    paths = [p.absolute() for p in paths]
    with suppress(OSError):  # opening the library says it in its own words
        make_folder(library_path)
    instance = Instance(library_path)
    if not instance.claim(paths):
        if not instance.handed_over:
            raise LibraryBusy(
                str(library_path), "a window is open on it that does not answer. Close it, then try again."
            )
        return 0
    start = _Start(instance, library_path, paths, sample, by_icon=by_icon)
    with _ended_by_signals(app):
        status = app.exec()
    instance.release()
    if start.failed is not None:
        raise start.failed
    return status


def settings_beside(library_path: Path) -> QSettings:
    """Sizes and choices, kept in a file beside the library."""
    return QSettings(str(library_path.with_name("window.ini")), QSettings.Format.IniFormat)


class _Start:
    """The first window: its frame at once, and the rest once that is painted. `failed` is why the library did not
    open."""

    def __init__(
        self, instance: Instance, library_path: Path, paths: Sequence[Path], sample: bool, *, by_icon: bool
    ) -> None:
        self._instance = instance
        self._library_path = library_path
        self._paths = paths
        self._sample = sample
        self._by_icon = by_icon
        self._windows: Windows | None = None
        self.failed: ParallaxError | None = None
        self._settings = settings_beside(library_path)
        self._frame = MainWindow(self._settings)
        self._frame.painted.connect(self._go_on)
        self._frame.show()

    def _go_on(self) -> None:
        frame = self._frame
        if not frame.isVisible():  # closed already
            return
        from PySide6.QtGui import QIcon

        from parallax.library import Library
        from parallax.window.windows import Windows

        try:
            library = Library.open(self._library_path)
        except ParallaxError as error:
            self._give_up(error)
            return
        windows = self._windows = Windows(library, self._settings, frame)
        self._instance.listen(windows.take)
        if self._paths:
            QTimer.singleShot(0, frame, lambda: frame.front.take(self._paths))
        elif self._sample:
            QTimer.singleShot(0, frame, frame.acts["sample"].trigger)
        else:
            frame.session.open_last()
        QTimer.singleShot(0, frame, frame.front.offer_waiting)
        windows.check_soon()
        QApplication.setWindowIcon(QIcon(str(resource("icons", f"{APP_ID}.svg"))))
        gc.enable()
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
    """Close the window in good order on SIGINT and SIGTERM: Python sees a signal only while it runs, so it is woken."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._timer = QTimer()
        self._timer.setInterval(300)
        self._timer.timeout.connect(lambda: None)

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._app.closeAllWindows())
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit("Start the program as: python -m parallax")

"""Start the window: one process per library, with one window or several in it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from parallax.desktop_entry import APP_ID
from parallax.errors import LibraryBusy
from parallax.library import Library
from parallax.paths import resource
from parallax.window.instance import Instance
from parallax.window.windows import Windows


def run(paths: Sequence[Path], library_path: Path, sample: bool = False) -> int:
    """Open the window on these files, articles or stories, or hand them to the window that is open on this library.
    The exit status."""
    QApplication.setApplicationName(APP_ID)
    QApplication.setApplicationDisplayName("Parallax")
    QGuiApplication.setDesktopFileName(APP_ID)
    app = QApplication.instance() or QApplication([APP_ID])
    assert isinstance(app, QApplication)
    app.setWindowIcon(QIcon(str(resource("icons", f"{APP_ID}.svg"))))
    library_path = library_path.expanduser().absolute()
    library = Library.open(library_path)
    instance = Instance(library_path)
    if not instance.claim([p.absolute() for p in paths]):
        library.close()
        if not instance.handed_over:
            raise LibraryBusy(
                str(library_path), "a window is open on it that does not answer. Close it, then try again."
            )
        return 0
    windows = Windows(library, settings_beside(library_path))
    window = windows.first
    instance.asked.connect(windows.take)
    window.show()
    if paths:
        QTimer.singleShot(0, window, lambda: window.front.take([p.absolute() for p in paths]))
    elif sample:
        QTimer.singleShot(0, window, window.acts["sample"].trigger)
    else:
        window.session.open_last()
    QTimer.singleShot(0, window, window.front.offer_waiting)
    windows.check_soon()
    with _ended_by_signals(app):
        status = app.exec()
    instance.release()
    return status


def settings_beside(library_path: Path) -> QSettings:
    """Sizes and choices, kept in a file beside the library."""
    return QSettings(str(library_path.with_name("window.ini")), QSettings.Format.IniFormat)


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

"""Start the window: one process per library, with one window or several in it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from parallax.desktop_entry import APP_ID
from parallax.errors import LibraryBusy, LibraryError
from parallax.library import Library
from parallax.library.place import Place, fallback
from parallax.paths import resource
from parallax.window.instance import Instance
from parallax.window.preferences import Preferences
from parallax.window.windows import Windows


def run(paths: Sequence[Path], place: Place, sample: bool = False) -> int:
    """Open the window on these files, articles or stories, or hand them to the window that is open on this library.
    The exit status."""
    QApplication.setApplicationName(APP_ID)
    QApplication.setApplicationDisplayName("Parallax")
    QGuiApplication.setDesktopFileName(APP_ID)
    app = QApplication.instance() or QApplication([APP_ID])
    assert isinstance(app, QApplication)
    app.setWindowIcon(QIcon(str(resource("icons", f"{APP_ID}.svg"))))
    library, notice = _opened(place)
    library_path = library.path
    instance = Instance(library_path)
    if not instance.claim([p.absolute() for p in paths]):
        library.close()
        if not instance.handed_over:
            raise LibraryBusy(
                str(library_path), "a window is open on it that does not answer. Close it, then try again."
            )
        return 0
    windows = Windows(library, Preferences(library_path), instance)
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
    if notice:
        QTimer.singleShot(0, window, lambda: window.notice.show_error(notice))
    windows.check_soon()
    with _ended_by_signals(app):
        status = app.exec()
    windows.release()
    return status


def _opened(place: Place) -> tuple[Library, str]:
    """The library of that place, and what is to be said of it; where the chosen one cannot be used, that of the user's
    data folder. Raises LibraryError."""
    try:
        return Library.open(place.path.expanduser().absolute()), place.notice
    except LibraryError as error:
        if not place.chosen:
            raise
        place = fallback(str(error).rstrip("."))
    return Library.open(place.path), place.notice


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

"""Watches the library's file for one window: what others write to it, and whether it is there at all."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from parallax.errors import LibraryError
from parallax.library import Library
from parallax.window.session import Session

_EVERY = 700
"""Milliseconds between two looks. A look asks SQLite for a number in its memory, and the system for an inode."""


class LibraryWatch(QObject):
    """gone(sentence)   the file is not where it was, so nothing can be kept; or what is wrong with what lies there
    back(sentence)   a library is there again, and is used; the sentence that was told before is no longer so
    """

    gone = Signal(str)
    back = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gone = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now; a window that was closed looks no more, even where the system still tells it to come to front."""
        if not self._timer.isActive():
            return
        file = self._session.file
        if file.in_place and not self._gone:
            self._session.look_elsewhere()
        elif file.is_back:
            self._take_up()
        elif not self._gone:
            self._gone = file.gone
            self.gone.emit(self._gone)

    def close(self) -> None:
        """Look no more, whoever asks."""
        self._timer.stop()

    def forget(self) -> None:
        """Another library is used, wherever the one before may be."""
        self._gone = ""

    def _take_up(self) -> None:
        """Another file lies where the library was: the same, come back with its disk, or one that was put there."""
        try:
            library = Library.open(self._session.file.path)
        except LibraryError as error:
            if self._gone != str(error):
                self._gone = str(error)
                self.gone.emit(self._gone)
            return
        self._session.use(library)
        before, self._gone = self._gone, ""
        self.back.emit(before)
        if library.notice:
            self.gone.emit(library.notice)

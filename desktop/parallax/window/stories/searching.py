"""Search in the library on a thread of its own, with a connection of its own: typing never waits for it."""

from __future__ import annotations

import logging
import queue
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from parallax.errors import LibraryError
from parallax.library import Library
from parallax.window.threads import beside

_log = logging.getLogger(__name__)

MOST_HITS = 60
"""How many places are shown at most."""


class Searcher(QObject):
    """Answers the last question alone: one that a newer has followed is passed over.

    found(words, hits)   the places, best first; one more than MOST_HITS where there are more
    failed(words, what)  one sentence
    """

    found = Signal(str, object)
    failed = Signal(str, str)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._questions: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def ask(self, words: str) -> None:
        """Search these words; the answer comes as a signal."""
        if self._thread is None:
            self._thread = beside("searching", self._answer)
        self._questions.put(words)

    def close(self) -> None:
        """End the thread and its connection; the file may then be moved. Another question begins anew."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._questions.put(None)
            thread.join(5)
            self._questions = queue.SimpleQueue()

    def search_in(self, path: Path) -> None:
        """Search in another library from now on."""
        self.close()
        self._path = path

    def _answer(self) -> None:
        questions, path, library = self._questions, self._path, None
        try:
            while (words := _last(questions)) is not None:
                try:
                    library = library or Library.open(path, read_only=True)
                    self.found.emit(words, library.search(words, limit=MOST_HITS + 1))
                except LibraryError as error:
                    _close(library)
                    library = None
                    self.failed.emit(words, str(error))
        finally:
            _close(library)


def _last(questions: queue.SimpleQueue[str | None]) -> str | None:
    """The newest question, waited for; None once the end was asked for."""
    words = questions.get()
    while words is not None and not questions.empty():
        words = questions.get()
    return words


def _close(library: Library | None) -> None:
    """Close a connection that may be broken: it is not used again."""
    if library is not None:
        try:
            library.close()
        except LibraryError as error:
            _log.info("a connection did not close in good order: %s", error)

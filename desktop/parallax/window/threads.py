"""Work beside the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal


def beside(name: str, work: Callable[[], object]) -> threading.Thread:
    """Begin `work` on a thread of that name, which ends with the program; from the window's thread alone.

    What `work` is a method of, or holds, is let go in the window's thread and not where it ran: a widget or a signal's
    sender that is destroyed beside the window's thread may take the window with it.
    """
    return _keeper().begin(name, work)


class _Keeper(QObject):
    _done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[object, Callable[[], object]] = {}
        self._done.connect(self._release, Qt.ConnectionType.QueuedConnection)

    def begin(self, name: str, work: Callable[[], object]) -> threading.Thread:
        token = object()
        self._held[token] = work
        thread = threading.Thread(target=self._run, args=(token,), name=name, daemon=True)
        thread.start()
        return thread

    def _run(self, token: object) -> None:
        try:
            self._held[token]()
        finally:
            self._done.emit(token)

    def _release(self, token: object) -> None:
        del self._held[token]


@cache
def _keeper() -> _Keeper:
    return _Keeper()

"""One window process per library file: a lock says who is first, and what comes later hands its files over and ends.

The socket for that, and Qt's network module with it, is loaded when it is needed: the first window is on screen before
it listens.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from parallax.window.handing_over import Taker

_WAIT = 5.0
"""Seconds in which a running window has to answer."""


class Instance:
    """The claim of this process to a library's window."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._lock = QLockFile(str(library.with_name(library.name + ".window")))
        self._lock.setStaleLockTime(0)
        self._taker: Taker | None = None
        self.handed_over = False

    def claim(self, paths: Sequence[Path], notice: str = "") -> bool:
        """True when this process shall open the window, and `listen`; False when there is a running one: `handed_over`
        says whether it has taken the paths, and the notice."""
        token = os.urandom(8).hex()
        until = time.monotonic() + _WAIT
        while not self._lock.tryLock(0):
            from parallax.window.handing_over import hand_over

            self.handed_over = hand_over(self._library, paths, token, notice)
            if self.handed_over:
                return False
            if self._lock.error() != QLockFile.LockError.LockFailedError:  # nobody can lock it: read-only, or full
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def claim_alone(self) -> bool:
        """True when this process has the claim now; a running window that has it is left alone."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def listen(self, take: Callable[[list[Path], str], object]) -> None:
        """Take what other starts hand over, from now on; those that came since the claim have waited."""
        from parallax.window.handing_over import Taker

        self._taker = Taker(self._library)
        self._taker.asked.connect(take)

    def release(self) -> None:
        """Give the claim up."""
        if self._taker is not None:
            self._taker.close()
            self._taker.asked.disconnect()  # a signal holds what it is connected to
            self._taker = None
        self._lock.unlock()

"""Comparisons that the library keeps, back as values: a large one on a thread, as it would stall the window."""

from __future__ import annotations

import traceback
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from parallax.export import from_plain
from parallax.export.lines import from_lines
from parallax.library import Story
from parallax.library.keeping import unpacked
from parallax.values import Comparison
from parallax.window.ahead import work_out
from parallax.window.threads import beside

LARGE = 60_000
"""Bytes, as they are packed, from which a comparison takes longer than a few frames."""


def comparison_in(packed: bytes | None) -> Comparison | None:
    """What the library keeps, as a value; None for nothing, and for what is damaged."""
    plain = unpacked(packed) if packed is not None else None
    return from_plain(from_lines(plain)) if plain is not None else None


class Unpacking(QObject):
    """`unpacked(comparison, story)`: the one that was begun last is there; None instead of one that cannot be read."""

    unpacked = Signal(object, object)
    _done = Signal(object, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: object = None
        self._done.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is being unpacked that is still wanted."""
        return self._wanted is not None

    def begin(self, packed: bytes, story: Story) -> None:
        """Unpack what is kept of a story, in place of what was begun before."""
        token = self._wanted = object()
        beside("unpacking", partial(self._unpack, token, packed, story))

    def forget(self) -> None:
        """What was begun is not wanted any more."""
        self._wanted = None

    def _unpack(self, token: object, packed: bytes, story: Story) -> None:
        comparison: Comparison | None = None
        try:
            comparison = comparison_in(packed)
            if comparison is not None:
                work_out(comparison)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it who would tell
            traceback.print_exception(error)
        with suppress(RuntimeError):  # the window went at this very moment
            self._done.emit(token, comparison, story)

    def _take(self, token: object, comparison: Comparison | None, story: Story) -> None:
        if token is self._wanted:
            self._wanted = None
            self.unpacked.emit(comparison, story)

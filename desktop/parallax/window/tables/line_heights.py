"""The heights of a sheet's lines, found in turns: what is on screen first, and the rest while the window answers."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from parallax.window.tables.story_sheet import StorySheet

_TURN = 0.006
"""Seconds in which lines are laid out before the window has its turn."""


class LineHeights(QObject):
    """Of one sheet. Until all lines are laid out, the others are as high as their delegate estimates."""

    def __init__(self, sheet: StorySheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._waiting: deque[int] = deque()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._go_on)

    def begin(self, top: str, y: int) -> None:
        """All lines are others now: lay out those that are seen when the line with the key `top` stands at `y` of the
        window, and the others in later turns."""
        sheet = self._sheet
        sheet.delegate.estimating = True
        sheet.doItemsLayout()
        sheet.hold(top, y)
        self._waiting = deque(self._in_order())
        room = 2 * sheet.viewport().height()
        while self._waiting and room > 0:
            room -= sheet.delegate.height(self._waiting.popleft(), exact=True)
        self._show(top, y)

    def end(self) -> None:
        """Whoever lays out the sheet needs all heights at once."""
        self._waiting.clear()
        self._turn.stop()
        self._sheet.delegate.estimating = False

    def _go_on(self) -> None:
        until = time.perf_counter() + _TURN
        while self._waiting and time.perf_counter() < until:
            self._sheet.delegate.height(self._waiting.popleft(), exact=True)
        if self._waiting:
            self._turn.start(0)
            return
        sheet = self._sheet
        seen = self._current_is_seen()
        self._show(*sheet.top())
        if seen and not self._current_is_seen():
            sheet.scrollTo(sheet.currentIndex())

    def _current_is_seen(self) -> bool:
        """Whether the whole current line is in view, from its upper to its lower edge."""
        rect, height = self._sheet.visualRect(self._sheet.currentIndex()), self._sheet.viewport().height()
        return not rect.isEmpty() and rect.top() >= 0 and rect.bottom() < height

    def _show(self, top: str, y: int) -> None:
        if self._waiting:
            self._turn.start(0)
        else:
            self.end()
        self._sheet.doItemsLayout()
        self._sheet.hold(top, y)

    def _in_order(self) -> list[int]:
        """The numbers of the lines that are not folded away: from the one at the top of the window on, then those
        above it."""
        numbers = [int(index.internalId()) for index in self._sheet.unfolded()]
        at = self._sheet.lines_model.at.get(self._sheet.top()[0])
        first = numbers.index(at) if at is not None else 0
        return numbers[first:] + numbers[:first][::-1]

"""What holds an event loop up: stacks of the main thread, taken by another thread while the loop is late."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from types import FrameType

from PySide6.QtCore import Qt, QTimer

EVERY = 0.002
DEPTH = 7


class LateStacks:
    """From its making until `told`, whatever keeps the loop from its timers for longer than `late` milliseconds. One
    long call into Qt that keeps Python's lock shows as the line after it."""

    def __init__(self, late: float = 16.0) -> None:
        self._late = late / 1000
        self._beat_at = time.perf_counter()
        self._gaps: list[tuple[float, float, Counter[tuple[str, ...]]]] = []
        self._samples: Counter[tuple[str, ...]] = Counter()
        self._begun = self._beat_at
        self._main = threading.get_ident()
        self._over = threading.Event()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)
        threading.Thread(target=self._watch, name="stacks", daemon=True).start()

    def told(self, most: int = 8) -> str:
        """The longest gaps, the longest first: milliseconds, when, and where the time went, innermost call last."""
        self._timer.stop()
        self._over.set()
        lines = []
        for gap, at, samples in sorted(self._gaps, key=lambda found: -found[0])[:most]:
            lines.append(f"{gap * 1000:.1f} ms, {at - self._begun:.2f} s after the beginning")
            whole = sum(samples.values())
            lines.extend(f"  {count / whole:4.0%} {' > '.join(chain)}" for chain, count in samples.most_common(5))
        return "\n".join(lines)

    def _beat(self) -> None:
        now = time.perf_counter()
        if now - self._beat_at > self._late:
            self._gaps.append((now - self._beat_at, self._beat_at, self._samples))
        self._beat_at, self._samples = now, Counter()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            if time.perf_counter() - self._beat_at > self._late / 2:
                # no name for the frame: it would keep a painter alive past the end of its painting
                self._samples[_chain(sys._current_frames().get(self._main))] += 1


def _chain(frame: FrameType | None) -> tuple[str, ...]:
    found = []
    while frame is not None and len(found) < DEPTH:
        name = frame.f_code.co_filename.rpartition("/")[2].removesuffix(".py")
        found.append(f"{name}.{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return tuple(reversed(found))

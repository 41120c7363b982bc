"""Whether a program that goes on and on takes more and more: samples, and what is held to be a trend."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import statistics
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from parallax.window.interpreter import look_at_all

_ALLOWED = {
    "own": (1.10, 8.0),
    "used": (1.05, 2.0),
    "widgets": (1.10, 10),
    "objects": (1.10, 50),
    "python": (1.10, 3000),
    "files": (1.0, 4),
    "threads": (1.0, 3),
}
"""The median of the last tenth of the samples is at most (factor, addend) times and over that of the actions 1,000 to
2,000, with the same story opened again in one window before each sample."""
FIRST, LAST = 1000, 2000


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process held after so many actions; `resident`, `own` and `used` in MiB, `python` the objects that the
    collector knows. What is resident and not the process's own are pages of programs and fonts, which come with all
    that is used once, and which the system shares and takes back. Of its own, `used` is what has been asked for and
    not given back, without what Qt keeps of parts that it drew (`QPixmapCache`); the rest lies between that, in pages
    that the allocators cannot return."""

    action: int
    resident: float
    own: float
    used: float
    widgets: int
    objects: int
    python: int
    files: int
    threads: int


class Growth:
    """The samples of one run; of the types of Python's objects only those after the first thousand actions and those
    of the last sample, as all of them would be what grows."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self._first: Counter[str] = Counter()
        self._last: Counter[str] = Counter()

    def take(self, action: int) -> None:
        """Count now."""
        self._last.clear()
        self.samples.append(sample(action))
        self._last = Counter(f"{type(o).__module__}.{type(o).__qualname__}" for o in gc.get_objects())
        if action >= FIRST and not self._first:
            self._first = Counter(self._last)

    def most_grown(self) -> list[tuple[str, int]]:
        """The types of which there are more now than after the first thousand actions, and how many more."""
        return (self._last - self._first).most_common(12) if self._first else []


def sample(action: int) -> Sample:
    """Count now."""
    look_at_all()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    QPixmapCache.clear()
    resident, own = (round(int(status[name].split()[0]) / 1024, 1) for name in ("VmRSS", "RssAnon"))
    application = QApplication.instance()
    assert application is not None
    return Sample(
        action,
        resident,
        own,
        round((c_bytes() + python_bytes()) / 2**20, 1),
        len(QApplication.allWidgets()),
        # of the application only what is its own: Python keeps all that it is shown of it, gestures long gone as well
        len(application.children()) + sum(1 + len(w.findChildren(QObject)) for w in QApplication.topLevelWidgets()),
        len(gc.get_objects()),
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
    )


def c_bytes() -> int:
    """The bytes that C's allocator has given out, in all its arenas and by mmap."""
    told = ctypes.CDLL(None).mallinfo2
    told.restype = _MallInfo
    info = told()
    return int(info.uordblks + info.hblkhd)


class _MallInfo(ctypes.Structure):
    """`struct mallinfo2` of malloc.h."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    ]


def python_bytes() -> int:
    """The bytes of the blocks that Python's own allocator, which takes what is up to 512 bytes, has given out: Python
    says so on standard error alone."""
    with tempfile.TemporaryFile() as told:
        before = os.dup(2)
        os.dup2(told.fileno(), 2)
        try:
            sys._debugmallocstats()
        finally:
            os.dup2(before, 2)
            os.close(before)
        told.seek(0)
        found = re.search(rb"# bytes in allocated blocks *= *([\d,]+)", told.read())
    assert found is not None
    return int(found[1].replace(b",", b""))


def trends(samples: Sequence[Sample]) -> list[str]:
    """What grew, in words; nothing where there are too few samples to say."""
    early = [s for s in samples if FIRST <= s.action <= LAST]
    end = samples[-1].action if samples else 0
    late = [s for s in samples if s.action > max(LAST, end * 0.9)]
    if not early or not late:
        return []
    found = []
    for name, (factor, more) in _ALLOWED.items():
        before = statistics.median(getattr(s, name) for s in early)
        now = statistics.median(getattr(s, name) for s in late)
        if now > before * factor + more:
            found.append(f"{name} grew from {before} to {now}")
    return found

"""How Python runs in the window's process: so that nothing it does by itself holds the window up, or ends it."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmapCache

_SWITCHED_AFTER = 0.0005
"""Seconds after which a thread at work lets another one run: the window comes back to Python hundreds of times a turn,
and would wait so long each time."""
_LOOKED_EVERY = 200
_ALL_LOOKED_THROUGH_EVERY = 60_000
"""Milliseconds. To look through all that a long story holds takes a tenth of a second; Python would do it every fifty
steps through its differences."""
_DRAWN_KEPT = 3 * 1024
"""Kilobytes of parts of widgets that Qt keeps as drawn; 10 MiB if nothing is said, which only a window that is given
hundreds of sizes fills."""
_NEW, _YOUNG = 700, 10
"""How many new objects are worth a look at them, and after how many such looks those that outlived one are looked at
again: what Python goes by itself."""


def run_smoothly(parent: QObject) -> None:
    """Set it; `parent` is the application, whose timers do what Python did by itself.

    Python looks for cycles that nothing needs in whichever thread made an object last. A cycle with a widget or an
    animation in it would then be destroyed beside the window's thread, and Qt may wait for ever for a lock that this
    thread holds, while this thread waits for Python. So they are looked for in turns of the window's event loop alone.
    """
    sys.setswitchinterval(_SWITCHED_AFTER)
    gc.disable()
    QPixmapCache.setCacheLimit(_DRAWN_KEPT)
    for look, every in ((look_at_new, _LOOKED_EVERY), (look_at_all, _ALL_LOOKED_THROUGH_EVERY)):
        timer = QTimer(parent)
        timer.timeout.connect(look)
        timer.start(every)


def look_at_all() -> None:
    """Look for lost cycles among all there is, and give the pages that hold nothing any more back to the system."""
    import ctypes  # a minute after the start, and not before the window

    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:  # glibc
        trim(0)


def look_at_new() -> None:
    """Look for lost cycles among what was made since the last look, where that is much."""
    new, young, _ = gc.get_count()
    if new > _NEW:
        gc.collect(1 if young > _YOUNG else 0)

"""How Python runs in the window's process: so that nothing it does by itself holds the window up."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

_SWITCHED_AFTER = 0.0005
"""Seconds after which a thread at work lets another one run: the window comes back to Python hundreds of times a turn,
and would wait so long each time."""
_YOUNG = (700, 10)
_NEVER = 1_000_000_000
_COLLECTED_EVERY = 60_000
"""Milliseconds. To look through all that a long story holds takes a tenth of a second; Python would do it every fifty
steps through its differences."""


def run_smoothly(parent: QObject) -> None:
    """Set it, for as long as `parent` lives."""
    sys.setswitchinterval(_SWITCHED_AFTER)
    gc.set_threshold(*_YOUNG, _NEVER)
    timer = QTimer(parent)
    timer.timeout.connect(gc.collect)
    timer.start(_COLLECTED_EVERY)

"""How long work takes, for tests of how time grows."""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable


def least_seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least time of the processor that some work takes, of several, without the collection of garbage: that takes
    time with all that the tests before have left."""
    return min(timeit.repeat(work, timer=time.process_time, number=1, repeat=times))

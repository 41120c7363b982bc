"""What a process that reads hostile bytes may use, set by the process itself before it looks at them.

Each limit is set where the system has it; `confine` says which hold. On Linux all do; on macOS memory is not limited;
on Windows none is, and the parent's time limit is what remains.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

if sys.platform != "win32":
    import resource

MEMORY = 1 << 30
"""The address space of the process, in bytes."""
OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def confine(seconds: float, parent: int) -> tuple[str, ...]:
    """Limit this process to `MEMORY` bytes, `seconds` of processor time, no written file, few open files and no new
    process, and let it end with the process `parent` (its id). The names of the limits that hold."""
    held = []
    if sys.platform != "win32":
        wanted = {
            "RLIMIT_CPU": int(seconds) + 1,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NOFILE": OPEN_FILES,
            "RLIMIT_NPROC": 0,
            "RLIMIT_CORE": 0,
            "RLIMIT_AS": MEMORY,
        }
        held += [name for name, value in wanted.items() if _limit(name, value)]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0:
            held.append("PDEATHSIG")
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            held.append("NO_NEW_PRIVS")
        if os.getppid() != parent:  # it died before the signal was asked for
            os._exit(1)
    return tuple(held)


def open_nothing_more() -> bool:
    """From here on this process opens no file and no connection. Whether the system grants it."""
    return sys.platform != "win32" and _limit("RLIMIT_NOFILE", 3)


def _limit(name: str, value: int) -> bool:
    """Whether a limit could be set. macOS has no working limit on memory, and says so with an error."""
    if sys.platform == "win32" or not hasattr(resource, name):
        return False
    try:
        resource.setrlimit(getattr(resource, name), (value, value))
    except (ValueError, OSError):
        return False
    return True


def confine_fetching(seconds: float, parent: int) -> tuple[str, ...]:
    """Limit the process that fetches a page, which must connect: as `confine` limits memory, processor time, files and
    processes, and ends it with the process `parent` (its id). The names of the limits that hold."""
    wanted = {
        "RLIMIT_CPU": int(seconds) + 1,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_AS": MEMORY,
    }
    held = [name for name, value in wanted.items() if _limit(name, value)]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0:
            held.append("PDEATHSIG")
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            held.append("NO_NEW_PRIVS")
        if os.getppid() != parent:  # it died before the signal was asked for
            os._exit(1)
    return tuple(held)

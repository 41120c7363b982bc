"""What a process that reads hostile bytes may use and do, set by the process itself before it looks at them.

Each limit is set where the system has it; `confine` and `open_nothing_more` say which hold, and `told` says it in
words. On Linux they overlap: what a kernel without Landlock lets pass, the filter of system calls refuses, and the
other way round. No name space without a network is made: the filter lets no socket come to be, and many systems forbid
such name spaces to users because making them reaches deep into the kernel.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Collection

from parallax.worker import landlock, seccomp, windows_job

if sys.platform != "win32":
    import resource

MEMORY = 1 << 30
"""The address space of the process, in bytes."""
OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38

NAMES = frozenset(
    "RLIMIT_CPU RLIMIT_FSIZE RLIMIT_NOFILE RLIMIT_NPROC RLIMIT_CORE RLIMIT_AS PDEATHSIG NO_NEW_PRIVS LANDLOCK_WRITE"
    " LANDLOCK_TCP LANDLOCK_SCOPE LANDLOCK_READ SECCOMP SECCOMP_OPEN NOTHING_MORE JOB".split()
)
"""All limits there are."""


def confine(seconds: float, parent: int, *, connecting: bool = False) -> tuple[str, ...]:
    """Limit this process to `MEMORY` bytes, `seconds` of processor time, no written file, few open files, no new
    process and, unless it is to be `connecting`, no connection, and let it end with the process `parent` (its id). The
    names of the limits that hold."""
    held = []
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0:
            held.append("PDEATHSIG")
        if os.getppid() != parent:  # it died before the signal was asked for
            os._exit(1)
        held += keep_in(connecting=connecting)
    if sys.platform != "win32":
        wanted = {
            "RLIMIT_CPU": int(seconds) + 1,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NOFILE": OPEN_FILES,
            "RLIMIT_CORE": 0,
            "RLIMIT_AS": MEMORY,
        }
        if "SECCOMP" not in held:  # which tells a thread from a process, as this limit does not
            wanted["RLIMIT_NPROC"] = 0
        held += [name for name, value in wanted.items() if _limit(name, value)]
    elif windows_job.limit(seconds + 1, MEMORY):
        held.append("JOB")
    return tuple(held)


def keep_in(*, connecting: bool = False) -> tuple[str, ...]:
    """From here on this process writes no file, makes no connection (unless it is to be `connecting`), starts no
    process and touches no other, on Linux. The names of the limits that hold; Landlock's hold for this thread and those
    that it starts."""
    if sys.platform != "linux" or ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ()
    held = ("NO_NEW_PRIVS", *landlock.refuse_writing(connecting=connecting))
    return (*held, "SECCOMP") if seccomp.refuse_harm(connecting=connecting) else held


def open_nothing_more() -> tuple[str, ...]:
    """From here on this process opens no file and no connection. The names of the limits that hold for that."""
    held = list(landlock.refuse_reading())
    if sys.platform != "win32" and _limit("RLIMIT_NOFILE", 3):
        held.append("NOTHING_MORE")
    if seccomp.refuse_opening():
        held.append("SECCOMP_OPEN")
    return tuple(held)


def told(held: Collection[str]) -> tuple[str, ...]:
    """What holds for the process that reads a file, in sentences; what does not hold is said as well."""
    names = set(held)
    return (
        f"Memory: at most {MEMORY >> 20:,} MB." if names & {"RLIMIT_AS", "JOB"} else "Memory: not limited here.",
        "Files: none is written."
        if names & {"LANDLOCK_WRITE", "SECCOMP"}
        else "Files: nothing is written into one, but one can be removed."
        if "RLIMIT_FSIZE" in names
        else "Files: not limited here.",
        "Other files: none is opened once the file is looked into."
        if names & {"LANDLOCK_READ", "SECCOMP_OPEN", "NOTHING_MORE"}
        else "Other files: not limited here.",
        "Connections: none."
        if "SECCOMP" in names
        else "Connections: none once the file is looked into."
        if "NOTHING_MORE" in names
        else "Connections: not limited here.",
        "Other programs: none is started."
        if names & {"SECCOMP", "RLIMIT_NPROC", "JOB"}
        else "Other programs: not limited here.",
    )


def _limit(name: str, value: int) -> bool:
    """Whether a limit could be set. macOS has no working limit on memory, and says so with an error."""
    if sys.platform == "win32" or not hasattr(resource, name):
        return False
    try:
        resource.setrlimit(getattr(resource, name), (value, value))
    except (ValueError, OSError):
        return False
    return True

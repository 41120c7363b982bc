"""Files, connections and signals refused by the kernel (Linux, Landlock), whoever the user is.

What is asked for is what the running kernel knows, by the number that it gives; see landlock(7).
"""

from __future__ import annotations

import ctypes
import os
import sys

_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_VERSION = 1
_READING = 1 << 2 | 1 << 3
"""To read a file, to list a folder."""
_KNOWN = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files there are, from which version on."""
_TCP_FROM, _TCP = 4, 1 << 0 | 1 << 1
_SCOPE_FROM, _SOCKETS, _SIGNALS = 6, 1 << 0, 1 << 1


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scope", ctypes.c_uint64))


def version() -> int:
    """The version of Landlock that the kernel has; 0 where there is none."""
    return max(_call(_CREATE_RULESET, None, 0, _VERSION), 0) if sys.platform == "linux" else 0


def refuse_writing(*, connecting: bool = False) -> tuple[str, ...]:
    """From here on this thread and those it starts write, make, rename, remove and execute no file, and reach with
    signals nobody but themselves; unless they are to be `connecting`, they make no TCP connection and reach nobody with
    abstract sockets. The names of what the system grants; it must have been told before that the process gets no new
    rights (PR_SET_NO_NEW_PRIVS)."""
    found = version()
    if found < 1:
        return ()
    count = max(number for since, number in _KNOWN.items() if since <= found)
    tcp = _TCP if found >= _TCP_FROM and not connecting else 0
    scope = (_SIGNALS if connecting else _SIGNALS | _SOCKETS) if found >= _SCOPE_FROM else 0
    if not _restrict(_Ruleset(((1 << count) - 1) & ~_READING, tcp, scope)):
        return ()
    names = {"LANDLOCK_WRITE": True, "LANDLOCK_TCP": bool(tcp), "LANDLOCK_SCOPE": bool(scope)}
    return tuple(name for name, holds in names.items() if holds)


def refuse_reading() -> tuple[str, ...]:
    """From here on this thread and those it starts open no file and list no folder. Asks for what `refuse_writing`
    asks for."""
    return ("LANDLOCK_READ",) if version() >= 1 and _restrict(_Ruleset(_READING, 0, 0)) else ()


def _restrict(rules: _Ruleset) -> bool:
    """Refuse all that the rules name: no path and no port is excepted."""
    handle = _call(_CREATE_RULESET, ctypes.addressof(rules), ctypes.sizeof(rules), 0)
    if handle < 0:
        return False
    try:
        return _call(_RESTRICT_SELF, handle, 0, 0) == 0
    finally:
        os.close(handle)


def _call(number: int, first: int | None, second: int, third: int) -> int:
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    pointer, whole = ctypes.c_void_p, ctypes.c_ulong
    return int(call(ctypes.c_long(number), pointer(first), whole(second), whole(third)))

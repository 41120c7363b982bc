"""System calls refused by the kernel (Linux, seccomp): a filter that a process puts on all its threads for good.

A call that is refused fails with "operation not permitted", as for a user without the right, and ends nothing: a
library that only tried goes on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys

from parallax.worker.system_calls import CONDITIONAL, CONNECTING, MACHINES, NEWEST, UNKNOWN, Machine

_SET_FILTER = 1
_ALL_THREADS = 1 << 0
_AS_FAST_AS_BEFORE = 1 << 2
"""Before Linux 5.16 a filter makes a process slower, against a danger that only programs of strangers bring."""
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000
_LOAD, _EQUAL, _GREATER, _ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_CLONE_THREAD = 0x10000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Filter:
    """A program in classic BPF, put together instruction by instruction; what it does not refuse it allows."""

    def __init__(self, machine: Machine) -> None:
        self.calls = machine.calls
        self._code: list[bytes] = []
        self._add(_LOAD, _ARCHITECTURE)
        self._add(_EQUAL, machine.audit, skip=1)
        self._add(_RETURN, _REFUSE | errno.EPERM)  # the calls of another kind of processor, by other numbers
        self._add(_LOAD, _NUMBER)

    def refuse_newer(self, than: int) -> None:
        self._add(_GREATER, than, skip_not=1)
        self._add(_RETURN, _REFUSE | errno.ENOSYS)

    def refuse(self, name: str, error: int = errno.EPERM) -> None:
        if name in self.calls:
            self._add(_EQUAL, self.calls[name], skip_not=1)
            self._add(_RETURN, _REFUSE | error)

    def refuse_where(self, name: str, argument: int, bits: int) -> None:
        """Refuse the call when its argument has any of these bits."""
        self._where(name, argument, _ANY_BIT, bits, when=True)

    def refuse_without(self, name: str, argument: int, bits: int) -> None:
        """Refuse the call when its argument has none of these bits."""
        self._where(name, argument, _ANY_BIT, bits, when=False)

    def refuse_but(self, name: str, argument: int, value: int) -> None:
        """Refuse the call when its argument, of 32 bits, is another value."""
        self._where(name, argument, _EQUAL, value, when=False)

    def refuse_unless_null(self, name: str, argument: int) -> None:
        """Refuse the call when its argument, an address, leads anywhere."""
        low = _ARGUMENTS + 8 * argument
        self._add(_EQUAL, self.calls[name], skip_not=6)
        self._add(_LOAD, low)
        self._add(_EQUAL, 0, skip_not=2)
        self._add(_LOAD, low + 4)
        self._add(_EQUAL, 0, skip=1)
        self._add(_RETURN, _REFUSE | errno.EPERM)
        self._add(_RETURN, _ALLOW)

    def packed(self) -> bytes:
        self._add(_RETURN, _ALLOW)
        return b"".join(self._code)

    def _where(self, name: str, argument: int, test: int, value: int, when: bool) -> None:
        if name not in self.calls:
            return
        self._add(_EQUAL, self.calls[name], skip_not=4)
        self._add(_LOAD, _ARGUMENTS + 8 * argument)  # its lower half: both kinds of processor put that first
        self._add(test, value, skip=int(not when), skip_not=int(when))
        self._add(_RETURN, _REFUSE | errno.EPERM)
        self._add(_RETURN, _ALLOW)

    def _add(self, code: int, value: int, skip: int = 0, skip_not: int = 0) -> None:
        self._code.append(struct.pack("=HBBI", code, skip, skip_not, value))


def refuse_harm(*, connecting: bool = False) -> bool:
    """From here on this process, with all its threads to come, makes no socket (unless it is to be `connecting`),
    starts no process, writes, makes, renames and removes no file, and does nothing to another process. Whether the
    system grants it; it must have been told before that the process gets no new rights (PR_SET_NO_NEW_PRIVS)."""
    made = new_filter()
    if made is None:
        return False
    made.refuse_newer(NEWEST)
    for name in UNKNOWN:
        made.refuse(name, errno.ENOSYS)
    for name in made.calls:
        if name not in CONDITIONAL | UNKNOWN | (CONNECTING if connecting else frozenset()):
            made.refuse(name)
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    made.refuse_where("open", 1, writing)
    made.refuse_where("openat", 2, writing)
    made.refuse_without("clone", 0, _CLONE_THREAD)
    for name in ("kill", "tkill", "tgkill"):
        made.refuse_but(name, 0, os.getpid())
    made.refuse_but("prlimit64", 0, 0)
    return put_on(made)


def refuse_opening() -> bool:
    """From here on this process opens no file at all, and no limit of it can be changed. Whether the system grants
    it."""
    made = new_filter()
    if made is None:
        return False
    for name in ("open", "openat", "setrlimit"):
        made.refuse(name)
    made.refuse_unless_null("prlimit64", 2)
    return put_on(made)


def new_filter() -> Filter | None:
    """A filter that refuses nothing yet; None on a system or a processor that has none, or is not known here."""
    if sys.platform != "linux" or sys.maxsize < 1 << 32 or sys.byteorder != "little":
        return None
    machine = MACHINES.get(os.uname().machine)
    return Filter(machine) if machine else None


def put_on(made: Filter) -> bool:
    """Put a filter on all threads of this process. Whether the system grants it."""
    code = made.packed()
    room = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(room))
    call = ctypes.CDLL(None, use_errno=True).syscall
    number, flags = ctypes.c_long(made.calls["seccomp"]), ctypes.c_ulong(_ALL_THREADS | _AS_FAST_AS_BEFORE)
    return bool(call(number, ctypes.c_ulong(_SET_FILTER), flags, ctypes.byref(program)) == 0)

"""Tells of every Python process that has a copy of this on its path, and of what it does with sockets.

It tells it through the pipe `record` beside the copy, opened at the start: a confined process opens nothing later, and
may still write into what it has open.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

_RECORD = os.open(Path(__file__).with_name("record"), os.O_WRONLY)
_WITH_SOCKET = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_LOCAL = 1  # AF_UNIX: the screen, the window that is open already


def _tell(event: str, what: object) -> None:
    line = {"pid": os.getpid(), "program": sys.orig_argv, "event": event, "what": repr(what)}
    os.write(_RECORD, json.dumps(line).encode() + b"\n")


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NAMES or (event in _WITH_SOCKET and int(getattr(arguments[0], "family", 0)) != _LOCAL):
        _tell(event, arguments[1] if event in _WITH_SOCKET else arguments)


_tell("began", "")
sys.addaudithook(_hook)

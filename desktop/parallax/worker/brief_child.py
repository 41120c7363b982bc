"""A child process that answers one question and ends: how it is begun, what it may know, how long it is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Literal

import parallax

_POLL = 0.05


def begun(module: str, seconds: float, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child that runs a module of this package; it is told this process's id and the seconds it may work. Raises
    OSError where the system starts none (no process, no memory, no open file left)."""
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-B", "-m", module, str(os.getpid()), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def bare_environment() -> dict[str, str]:
    """What the child may know of this process: where its modules lie, and that text is UTF-8."""
    here = str(Path(parallax.__file__).resolve().parents[1])
    paths = [path for path in sys.path if path]  # in their order: nothing comes before Python's own modules
    listed = paths if here in paths else [*paths, here]
    kept = {"PYTHONPATH": os.pathsep.join(listed), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    if sys.platform == "win32":
        kept["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return kept


def waited(
    taker: threading.Thread, deadline: float, cancel: threading.Event | None
) -> Literal["answered", "cancelled", "late"]:
    """Wait until the thread that takes the answer ends; until `cancel` is set, from any thread; or until `deadline`, a
    time of the monotonic clock."""
    while taker.is_alive():
        taker.join(_POLL)
        if cancel is not None and cancel.is_set():
            return "cancelled"
        if taker.is_alive() and time.monotonic() > deadline:
            return "late"
    return "answered"


def exactly(pipe: IO[bytes], size: int) -> bytes:
    """So many bytes. Raises ValueError where there are fewer."""
    got = pipe.read(size)
    if len(got) != size:
        raise ValueError("what was to be read is cut short")
    return got

"""A child process that answers one question and ends: how it is begun, and what it may know."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import parallax


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

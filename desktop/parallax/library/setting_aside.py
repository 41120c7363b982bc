"""Keeping a damaged library aside, under a name that says so."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from parallax.errors import LibraryError

if sys.platform != "win32":
    import fcntl


def set_aside_once(path: Path, number: int) -> Path | None:
    """Set the file of this inode aside, or None where another process has done so: the new library that it began must
    not be set aside too. The damaged file itself is the lock, as it keeps its inode under its new name."""
    try:
        with path.open("rb") as file:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX)
            return _set_aside(path) if path.stat().st_ino == number else None
    except FileNotFoundError:
        return None


def _set_aside(path: Path) -> Path:
    """Rename the file, and its -wal and -shm with it, to a name that says so. Raises LibraryError."""
    name = f"{path.name}.damaged-{datetime.now(UTC):%Y-%m-%d}"
    aside, number = path.with_name(name), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{name}-{number}")
    try:
        path.rename(aside)
        for end in ("-wal", "-shm", "-journal"):
            if (beside := path.with_name(path.name + end)).exists():
                beside.rename(aside.with_name(aside.name + end))
    except OSError as error:
        raise LibraryError(str(path), f"it is damaged and cannot be put aside ({error.strerror})") from error
    return aside

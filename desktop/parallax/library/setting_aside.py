"""Keeping a damaged library aside, under a name that says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from parallax.errors import LibraryError

if sys.platform != "win32":
    import fcntl


def saving_name(path: Path) -> Path:
    """The name under which the library that takes the place of a damaged one is made."""
    return path.with_name(f"{path.name}.saving.part")


def finish_saving(path: Path) -> None:
    """Where a process was killed between its two renamings, do the second: the damaged library is aside, and what was
    saved from it has no name yet."""
    saving = saving_name(path)
    if saving.exists() and not path.exists():
        saving.rename(path)


def forget_saving(path: Path) -> None:
    """Delete what a process that was killed, or a disk that was full, left of a library in the making."""
    saving = saving_name(path)
    for end in ("", "-wal", "-shm", "-journal"):
        saving.with_name(saving.name + end).unlink(missing_ok=True)


@contextmanager
def still_there(path: Path, number: int) -> Iterator[bool]:
    """Whether the damaged file of this inode has its name still, with other processes kept out: the new library that
    another one began must not be set aside too. The damaged file itself is the lock, as it keeps its inode under its
    new name."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield False
        return
    with file:
        if sys.platform == "win32":
            file.close()  # it renames nothing that is open
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield _inode(path) == number


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def set_aside(path: Path) -> Path:
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

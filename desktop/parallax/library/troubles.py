"""SQLite's errors as the library's own, each in one clear sentence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parallax.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryReadOnly

BUSY_MILLISECONDS = 5000
"""How long another program's write is waited for."""

_GARBLED = (UnicodeDecodeError, json.JSONDecodeError)
"""What comes of bytes in the file that are no longer what was written; SQLite's own complaint may quote them."""
_DAMAGED = "part of it is damaged; start the program again to have it checked and kept aside"


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite into LibraryError and its kin. A misuse of the connection stays what it is."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _in_words(path, error) from error
    except _GARBLED as error:
        raise LibraryDamaged(str(path), _DAMAGED) from error


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code of an error, or -1 where SQLite did not give one."""
    code: int = getattr(error, "sqlite_errorcode", -1)
    return code & 0xFF if code >= 0 else -1


def is_damage(error: Exception) -> bool:
    """Whether the error says that the file is not a sound database."""
    if not isinstance(error, sqlite3.Error):
        return isinstance(error, _GARBLED)
    # A head that makes no sense, and text that is none, are plain errors, which only their words tell from others.
    told = any(words in str(error) for words in ("unsupported file", "Could not decode to UTF-8"))
    return primary_code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or told


def _in_words(path: Path, error: sqlite3.Error) -> LibraryError:
    code, name = primary_code(error), str(path)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return LibraryBusy(name, "another program is writing to it; nothing was changed, try again in a moment")
    if is_damage(error):
        return LibraryDamaged(name, _DAMAGED)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return LibraryReadOnly(name, "it may be read but not changed; nothing was saved")
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(
            name, "the disk is full, so nothing was changed; what was there is safe, make room and try again"
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(
            name, "the disk did not do what was asked, so nothing was changed; what was there is safe, try again"
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(name, "it cannot be opened; check that its folder exists and may be written to")
    if code == sqlite3.SQLITE_TOOBIG:
        return LibraryError(name, "a text or file is too large to be kept; nothing was changed")
    return LibraryError(name, f"it could not be used ({error}); nothing was changed")

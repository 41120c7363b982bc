"""Opening a library file: modes, journal, soundness, schema."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from parallax.errors import LibraryDamaged, LibraryError
from parallax.library.schema import APPLICATION_ID, MIGRATIONS, Migration
from parallax.library.troubles import BUSY_MILLISECONDS, is_damage, primary_code, speaking

if sys.platform != "win32":
    import fcntl

_USUAL_NAME = "library.sqlite"
_SMALL_FILE = 8_000_000
"""Bytes up to which the whole file is checked at each start; a larger one is checked in the background."""
_NOT_OURS = "this is not a library of Parallax; it was left as it is, choose another file"
_NO_FILE = "this is not a file; choose another place for the library"
_NO_WAL = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to a sound library. `notice` is a sentence that the reader should see, or empty."""

    connection: sqlite3.Connection
    read_only: bool
    notice: str


class _Unsound(Exception):
    """The file is damaged; the message says how."""


class _Newer(Exception):
    """The file has a later schema than this program knows."""


def open_file(
    path: Path, *, read_only: bool = False, steps: Sequence[Migration] = MIGRATIONS, vfs: str | None = None
) -> Opened:
    """Open, and where needed create, migrate or set aside, the library at `path`.

    A damaged library is renamed to `<name>.damaged-<date>` and a new one begun, with a notice; opened read-only it
    raises LibraryDamaged instead, as does a file that is no library at all: that is never touched. `vfs` names
    another of SQLite's file layers. Raises LibraryError.
    """
    if read_only:
        if not is_there(path):
            raise LibraryError(str(path), "there is no library here")
        return _open_to_read(path, steps, vfs, "")
    try:
        _prepare(path)
    except OSError as error:
        raise LibraryError(str(path), f"the library cannot be made here ({error.strerror})") from error
    if not (_writable(path) and _writable(path.parent)):
        return _open_to_read(path, steps, vfs, f"{path} may only be read by you, so nothing that you do is kept.")
    with speaking(path):
        opened = path.stat().st_ino
        try:
            return Opened(_open_to_write(path, steps, vfs), False, "")
        except _Newer:
            notice = f"{path} was written by a newer version of Parallax, so it is open for reading only."
            return _open_to_read(path, steps, vfs, notice)
        except _Unsound as unsound:
            aside = _set_aside_once(path, opened)
            notice = ""
            if aside:
                notice = f"{path} was damaged ({unsound}). It is kept as {aside.name}, and a new library begun."
        _prepare(path)
        return Opened(_open_to_write(path, steps, vfs), False, notice)


def is_there(path: Path) -> bool:
    """Whether there is a file at `path`. Raises LibraryError for what is no file (opening a pipe would wait for ever)
    and where the system does not let us see."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise LibraryError(str(path), f"the library cannot be looked for here ({error.strerror})") from error
    if not stat.S_ISREG(mode):
        raise LibraryError(str(path), _NO_FILE)
    return True


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the schema to the last of `steps`: a new file in one transaction, an older one in one for each step, before
    which the whole file is copied to `<name>.before-<version>`."""
    connection.execute("PRAGMA foreign_keys=OFF")
    while (begun := _version(connection)) < steps[-1].version:
        due = [migration for migration in steps if migration.version > begun][: 1 if begun else None]
        copy = path.with_name(f"{path.name}.before-{due[0].version}") if begun else None
        before = _data_version(connection)
        with _copied(connection, copy) as copied:
            connection.execute("BEGIN IMMEDIATE")
            try:
                # SQLite copies no file that is being written, so another process may have been between.
                if (_version(connection), _data_version(connection)) == (begun, before):
                    for migration in due:
                        migration.step(connection)
                    connection.execute(f"PRAGMA user_version={due[-1].version}")
                    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                    copied()
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    connection.execute("PRAGMA foreign_keys=ON")


def back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """Copy the whole library to a file of this name, which is only taken once the copy is complete. Raises
    LibraryError."""
    with _copied(connection, copy) as copied:
        copied()


def check_whole(connection: sqlite3.Connection) -> str:
    """What SQLite's quick check says against the whole file, in one line; empty when it is sound."""
    try:
        found = connection.execute("PRAGMA quick_check(5)").fetchall()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error)
    return "" if found == [("ok",)] else " ".join(str(found[0][0]).split())


def _prepare(path: Path) -> None:
    """Make the folder and the file, for their owner alone; SQLite gives -wal and -shm the modes of the file."""
    if not path.parent.exists():
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        status = path.stat()
        if not path.is_file():
            raise LibraryError(str(path), _NO_FILE) from None
        open_to_others = status.st_mode & 0o077 and os.name == "posix" and status.st_uid == os.getuid()
        if open_to_others and (status.st_size == 0 or _is_ours(path)):
            path.chmod(0o600)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _connect(path: Path, query: str, vfs: str | None) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{query}" + (f"&vfs={vfs}" if vfs else "")
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    return connection


def _open_to_write(path: Path, steps: Sequence[Migration], vfs: str | None) -> sqlite3.Connection:
    connection = _connect(path, "mode=rw", vfs)
    try:
        try:
            connection = _readable(connection, path, vfs)
            fresh = _look(connection, path, steps)
            _set_journal(connection)
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA fullfsync=ON")
            # The schema's triggers write to its full-text indexes. There is nothing else that they could be made to do:
            # this program gives SQLite no function and no table of its own.
            connection.execute("PRAGMA trusted_schema=ON")
            if not fresh:
                _check(connection, path)
            migrate(connection, path, steps)
            if fresh:
                connection.execute("PRAGMA wal_checkpoint")  # from now on the file itself says what it is
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            if not _is_ours(path):
                raise LibraryDamaged(str(path), _NOT_OURS) from error
            raise _Unsound(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _open_to_read(path: Path, steps: Sequence[Migration], vfs: str | None, notice: str) -> Opened:
    wal = path.with_name(path.name + "-wal")
    with speaking(path):
        connection = _connect(path, "mode=ro", vfs)
        try:
            try:
                _version(connection)
            except sqlite3.OperationalError as error:
                # A folder that cannot be written has no place for the -shm file; without a -wal none is needed.
                if primary_code(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
                    raise
                if wal.exists() and wal.stat().st_size:
                    raise LibraryError(
                        str(path), "its last changes can only be read when its folder may be written to; allow that"
                    ) from error
                connection.close()
                connection = _connect(path, "mode=ro&immutable=1", vfs)
            try:
                if _look(connection, path, steps):
                    raise LibraryError(str(path), "there is no library here")
                _check(connection, path)
            except _Newer:
                notice = notice or f"{path} was written by a newer version of Parallax; it is read as far as possible."
        except _Unsound as unsound:
            connection.close()
            raise LibraryDamaged(str(path), f"it is damaged ({unsound}); nothing was changed") from unsound
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.DatabaseError) and is_damage(error) and not _is_ours(path):
                raise LibraryDamaged(str(path), _NOT_OURS) from error
            raise
    return Opened(connection, True, notice)


def _look(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration]) -> bool:
    """Whether the file is still empty. Raises LibraryDamaged for another program's database, _Newer."""
    empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]  # after: another process may just have made it
    if mark == APPLICATION_ID:
        if _version(connection) > steps[-1].version:
            raise _Newer
        return False
    if mark or not empty:
        raise LibraryDamaged(str(path), "this is another program's database; it was left as it is, choose another file")
    return True


def _readable(connection: sqlite3.Connection, path: Path, vfs: str | None) -> sqlite3.Connection:
    """The connection, or, where an earlier WAL cannot be used any more, one that has turned it into a rollback
    journal: with exclusive locking a WAL needs no shared memory."""
    try:
        _version(connection)
    except sqlite3.OperationalError as error:
        if primary_code(error) not in _NO_WAL:
            raise
        connection.close()
        with closing(_connect(path, "mode=rw", vfs)) as alone:
            alone.execute("PRAGMA locking_mode=EXCLUSIVE")
            if alone.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
                alone.execute("PRAGMA journal_mode=DELETE")
        connection = _connect(path, "mode=rw", vfs)
    return connection


def _set_journal(connection: sqlite3.Connection) -> None:
    """WAL, or a rollback journal where a first transaction in WAL fails, as on many network file systems."""
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] == "wal":
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            return
        except sqlite3.OperationalError as error:
            code = primary_code(error)
            if code in _NO_WAL:
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                connection.execute("PRAGMA journal_mode=DELETE")
                connection.execute("PRAGMA locking_mode=NORMAL")
                return
            # Two processes that turn WAL on at once are not made to wait by the busy time-out.
            if code not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size <= _SMALL_FILE and (wrong := check_whole(connection)):
        raise _Unsound(wrong)


def _data_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _is_ours(path: Path) -> bool:
    """Whether the file says that it is a library, or has the name of one, as its head may be damaged too."""
    with path.open("rb") as file:
        head = file.read(72)
    return head[68:] == APPLICATION_ID.to_bytes(4, "big") or path.name == _USUAL_NAME


def _set_aside_once(path: Path, number: int) -> Path | None:
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


@contextmanager
def _copied(connection: sqlite3.Connection, copy: Path | None) -> Iterator[Callable[[], None]]:
    """A whole copy (of nothing for None), which gets its name when what is yielded is called, and else is gone."""
    if copy is None:
        yield lambda: None
        return
    making = copy.with_name(f"{copy.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        making.unlink(missing_ok=True)
        os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(making)) as target:
            connection.backup(target)
        yield partial(_take_name, making, copy)
    except OSError as error:
        raise LibraryError(str(copy), f"the copy of the library cannot be written ({error.strerror})") from error
    finally:
        making.unlink(missing_ok=True)


def _take_name(making: Path, copy: Path) -> None:
    making.replace(copy)

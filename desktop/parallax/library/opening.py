"""Opening a library file: modes, journal, soundness, schema."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from parallax.errors import LibraryDamaged, LibraryError
from parallax.library.checking import check_content, check_pages
from parallax.library.migrating import migrate, schema_version
from parallax.library.salvaging import salvage
from parallax.library.schema import APPLICATION_ID, MIGRATIONS, Migration
from parallax.library.setting_aside import finish_saving, forget_saving, saving_name, set_aside, still_there
from parallax.library.storing import utc_now
from parallax.library.troubles import BUSY_MILLISECONDS, is_damage, primary_code, speaking
from parallax.paths import make_folder

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

    A damaged library is renamed to `<name>.damaged-<date>` and a new one begun, into which what can still be read is
    saved, with a notice; opened read-only it raises LibraryDamaged instead, as does a file that is no library at all:
    that is never touched. `vfs` names another of SQLite's file layers. Raises LibraryError.
    """
    if read_only:
        if not is_there(path):
            raise LibraryError(str(path), "there is no library here")
        return _open_to_read(path, steps, vfs, "")
    try:
        finish_saving(path)
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
            reason = str(unsound)
        return _begin_anew(path, opened, reason, steps, vfs)


def set_aside_and_begin(path: Path, reason: str, number: int | None = None) -> str:
    """Do with a library that turned out to be damaged (`reason` says how, in a clause) what opening does: rename it to
    `<name>.damaged-<date>`, begin a new one, and save into it what can still be read. The notice that the reader should
    see; empty where the file is no longer the one of the inode `number`, as another process has done it already. No
    connection of this process may be open on it. Raises LibraryError."""
    try:
        number = path.stat().st_ino if number is None else number
    except OSError as error:
        raise LibraryError(str(path), f"the library cannot be kept aside ({error.strerror})") from error
    with speaking(path):
        opened = _begin_anew(path, number, reason, MIGRATIONS, None)
        opened.connection.close()
    return opened.notice


def check_in_background(path: Path) -> str:
    """What is wrong with the library, in one line, or an empty string. Reads the whole of it, pages and rows, through a
    connection of its own, so any thread may call it while the library is in use. Raises LibraryError."""
    with speaking(path):
        try:
            with closing(_connect_to_read(path, None)) as connection:
                return check_pages(connection) or check_content(connection)
        except (sqlite3.DatabaseError, ValueError) as error:
            if not is_damage(error):
                raise
            return str(error)


def _begin_anew(path: Path, number: int, reason: str, steps: Sequence[Migration], vfs: str | None) -> Opened:
    """Make the new library beside the damaged one, and give it the name last: whenever this is killed, or the disk is
    full, the next opening finds the damaged library or the new one with all that was saved."""
    notice = ""
    with still_there(path, number) as damaged:
        if damaged:
            forget_saving(path)
            saving = saving_name(path)
            try:
                _prepare(saving)
                with closing(_open_to_write(saving, steps, vfs)) as connection:
                    saved = salvage(path, connection, utc_now())
                aside = set_aside(path)
                with suppress(FileNotFoundError):  # another process that found no library has just named it
                    saving.replace(path)
            except OSError as error:
                raise LibraryError(str(path), f"it is damaged and no new one can be made ({error.strerror})") from error
            finally:
                forget_saving(path)
            notice = f"{path} was damaged ({reason}). It is kept as {aside.name}, and a new library begun."
            notice = f"{notice} {saved.in_words()}"
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


def _prepare(path: Path) -> None:
    """Make the folder and the file, for their owner alone; SQLite gives -wal and -shm the modes of the file."""
    make_folder(path)
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
            connection.execute("PRAGMA secure_delete=ON")
            # The schema's triggers write to its full-text indexes. There is nothing else that they could be made to do:
            # this program gives SQLite no function and no table of its own.
            connection.execute("PRAGMA trusted_schema=ON")
            if not fresh:
                _check(connection, path)
            migrate(connection, path, steps)
            if fresh:
                connection.execute("PRAGMA wal_checkpoint")  # from now on the file itself says what it is
        except (sqlite3.DatabaseError, ValueError) as error:
            if not is_damage(error):
                raise
            if not _is_ours(path):
                raise LibraryDamaged(str(path), _NOT_OURS) from error
            raise _Unsound(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_to_read(path: Path, vfs: str | None) -> sqlite3.Connection:
    connection = _connect(path, "mode=ro", vfs)
    try:
        schema_version(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        # A folder that cannot be written has no place for the -shm file; without a -wal none is needed.
        if primary_code(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise LibraryError(
                str(path), "its last changes can only be read when its folder may be written to; allow that"
            ) from error
        return _connect(path, "mode=ro&immutable=1", vfs)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_to_read(path: Path, steps: Sequence[Migration], vfs: str | None, notice: str) -> Opened:
    with speaking(path), _told_apart(path):
        connection = _connect_to_read(path, vfs)
        try:
            try:
                if _look(connection, path, steps):
                    raise LibraryError(str(path), "there is no library here")
                _check(connection, path)
                connection = _brought_up(connection, steps)
            except _Newer:
                notice = notice or f"{path} was written by a newer version of Parallax; it is read as far as possible."
        except _Unsound as unsound:
            connection.close()
            raise LibraryDamaged(str(path), f"it is damaged ({unsound}); nothing was changed") from unsound
        except BaseException:
            connection.close()
            raise
    return Opened(connection, True, notice)


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """A file that is no database at all, and never was a library, is another thing than a damaged library."""
    try:
        yield
    except (sqlite3.DatabaseError, ValueError) as error:
        if is_damage(error) and not _is_ours(path):
            raise LibraryDamaged(str(path), _NOT_OURS) from error
        raise


def _brought_up(connection: sqlite3.Connection, steps: Sequence[Migration]) -> sqlite3.Connection:
    """A library of an earlier schema that may not be changed is brought up to date as a copy in memory."""
    if schema_version(connection) == steps[-1].version:
        return connection
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(connection):
        connection.backup(copy)
    migrate(copy, None, steps)
    return copy


def _look(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration]) -> bool:
    """Whether the file is still empty. Raises LibraryDamaged for another program's database, _Newer."""
    empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]  # after: another process may just have made it
    if mark == APPLICATION_ID:
        if schema_version(connection) > steps[-1].version:
            raise _Newer
        return False
    if mark or not empty:
        raise LibraryDamaged(str(path), "this is another program's database; it was left as it is, choose another file")
    return True


def _readable(connection: sqlite3.Connection, path: Path, vfs: str | None) -> sqlite3.Connection:
    """The connection, or, where an earlier WAL cannot be used any more, one that has turned it into a rollback
    journal: with exclusive locking a WAL needs no shared memory."""
    try:
        schema_version(connection)
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
    if path.stat().st_size <= _SMALL_FILE and (wrong := check_pages(connection)):
        raise _Unsound(wrong)


def _is_ours(path: Path) -> bool:
    """Whether the file says that it is a library, or has the name of one, as its head may be damaged too."""
    with path.open("rb") as file:
        head = file.read(72)
    return head[68:] == APPLICATION_ID.to_bytes(4, "big") or path.name == _USUAL_NAME

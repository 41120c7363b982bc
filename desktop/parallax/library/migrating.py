"""Bringing a library file to the last schema, and copying it as a whole."""

from __future__ import annotations

import glob
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from parallax.errors import LibraryError
from parallax.library.schema import APPLICATION_ID, MIGRATIONS, Migration


def migrate(connection: sqlite3.Connection, path: Path | None, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the schema to the last of `steps`: a new file in one transaction, an older one in one for each step, before
    which the whole file is copied to `<name>.before-<version>`; a library in memory, whose path is None, is not."""
    connection.execute("PRAGMA foreign_keys=OFF")
    while (begun := schema_version(connection)) < steps[-1].version:
        due = [migration for migration in steps if migration.version > begun][: 1 if begun else None]
        copy = path.with_name(f"{path.name}.before-{due[0].version}") if begun and path else None
        before = _data_version(connection)
        with _copied(connection, copy) as copied:
            connection.execute("BEGIN IMMEDIATE")
            try:
                # SQLite copies no file that is being written, so another process may have been between.
                if (schema_version(connection), _data_version(connection)) == (begun, before):
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
        if copy:
            _forget_parts(copy)
    connection.execute("PRAGMA foreign_keys=ON")


def back_up(connection: sqlite3.Connection, copy: Path) -> None:
    """Copy the whole library to a file of this name, which is only taken once the copy is complete. Raises
    LibraryError."""
    with _copied(connection, copy) as copied:
        copied()


def schema_version(connection: sqlite3.Connection) -> int:
    """The version of the schema that a file has; 0 for an empty one."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _data_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


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


def _forget_parts(copy: Path) -> None:
    """Delete what processes that were killed left of a copy; one that is still at it finds the update done, and needs
    its copy no more."""
    for part in copy.parent.glob(f"{glob.escape(copy.name)}.*.part*"):
        with suppress(PermissionError):  # Windows deletes nothing that is open; it goes with the next update
            part.unlink(missing_ok=True)


def _take_name(making: Path, copy: Path) -> None:
    making.replace(copy)

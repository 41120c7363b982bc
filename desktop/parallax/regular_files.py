"""Regular files, known to be such before they are opened: a pipe or a device never holds us up."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from parallax.errors import NotFound, NotReadable


def open_file(path: str | Path) -> BinaryIO:
    """A regular file, open for reading at its beginning; it can be sought in.

    Raises NotFound, and NotReadable (folder, pipe, socket, device, no permission, a loop of links, a path that cannot
    exist).
    """
    source = os.fspath(path)
    try:
        _refuse_odd(source, Path(source).stat().st_mode)
        # Without O_NONBLOCK a pipe put in the file's place after the check would hang the open.
        handle = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise NotFound(shown(source), "there is no such file; check the name and the folder.") from error
    except PermissionError as error:
        raise NotReadable(shown(source), "you may not read this file; ask its owner, or copy it.") from error
    except ValueError as error:
        raise NotReadable(shown(source), "this is not a name that a file can have; choose another file.") from error
    except OSError as error:
        raise not_readable(source, error) from error
    file = os.fdopen(handle, "rb")
    try:
        _refuse_odd(source, os.fstat(handle).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def not_readable(path: str | Path, error: OSError) -> NotReadable | NotFound:
    """What to raise where a file was opened, or could not be, and then this error came."""
    source = shown(path)
    if error.errno == errno.ELOOP:
        return NotReadable(source, "its links lead round in a circle; choose the file itself.")
    if error.errno == errno.ENAMETOOLONG:
        return NotReadable(source, "the name is too long for a file; choose another file.")
    if error.errno == errno.ENOTDIR:
        return NotFound(source, "there is no such file; a part of the path is not a folder.")
    reason = os.strerror(error.errno) if error.errno else str(error)
    return NotReadable(source, f"the file cannot be read ({reason}); copy it elsewhere and try again.")


def shown(path: str | Path) -> str:
    """The path as it may be printed in one line: control characters and broken letters as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in os.fspath(path))


def _refuse_odd(source: str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = (
        (stat.S_ISDIR, "this is a folder; choose the files in it."),
        (stat.S_ISFIFO, "this is a pipe, not a file; save what comes out of it and open that."),
        (stat.S_ISSOCK, "this is a socket, not a file; choose a file."),
    )
    what = next((words for is_kind, words in kinds if is_kind(mode)), "this is a device, not a file; choose a file.")
    raise NotReadable(shown(source), what)

"""Files into bytes: what a path is, is known before it is opened, so that a pipe or a device never holds us up."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from parallax.errors import EmptyArticle, NotFound, NotReadable, TooLarge
from parallax.intake.limits import MAX_BYTES

_CHUNK = 1 << 20


def read_file_bytes(path: str | Path) -> bytes:
    """All bytes of a regular file.

    Raises NotFound, NotReadable (folder, pipe, socket, device, no permission, a loop of links, a path that cannot
    exist), EmptyArticle for a file of no bytes, and TooLarge past `MAX_BYTES`, also when the file grows meanwhile.
    """
    source = os.fspath(path)
    try:
        _refuse_odd(source, Path(source).stat().st_mode)
        # Without O_NONBLOCK a pipe put in the file's place after the check would hang the open.
        handle = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise NotFound(_shown(source), "there is no such file; check the name and the folder.") from error
    except PermissionError as error:
        raise NotReadable(_shown(source), "you may not read this file; ask its owner, or copy it.") from error
    except ValueError as error:
        raise NotReadable(_shown(source), "this is not a name that a file can have; choose another file.") from error
    except OSError as error:
        raise _not_readable(source, error) from error
    try:
        with os.fdopen(handle, "rb", buffering=0) as file:
            _refuse_odd(source, os.fstat(file.fileno()).st_mode)
            raw = _read(source, file.fileno())
    except OSError as error:
        raise _not_readable(source, error) from error
    if not raw:
        raise EmptyArticle(_shown(source), "the file is empty; choose one that holds an article.")
    return raw


def _read(source: str, handle: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    while part := os.read(handle, _CHUNK):
        total += len(part)
        if total > MAX_BYTES:
            raise TooLarge(
                _shown(source), f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it, or paste the article."
            )
        parts.append(part)
    return b"".join(parts)


def _refuse_odd(source: str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = (
        (stat.S_ISDIR, "this is a folder; choose the files in it."),
        (stat.S_ISFIFO, "this is a pipe, not a file; save what comes out of it and open that."),
        (stat.S_ISSOCK, "this is a socket, not a file; choose a file."),
    )
    what = next((words for is_kind, words in kinds if is_kind(mode)), "this is a device, not a file; choose a file.")
    raise NotReadable(_shown(source), what)


def _not_readable(source: str, error: OSError) -> NotReadable | NotFound:
    if error.errno == errno.ELOOP:
        return NotReadable(_shown(source), "its links lead round in a circle; choose the file itself.")
    if error.errno == errno.ENAMETOOLONG:
        return NotReadable(_shown(source), "the name is too long for a file; choose another file.")
    if error.errno == errno.ENOTDIR:
        return NotFound(_shown(source), "there is no such file; a part of the path is not a folder.")
    reason = os.strerror(error.errno) if error.errno else str(error)
    return NotReadable(_shown(source), f"the file cannot be read ({reason}); copy it elsewhere and try again.")


def _shown(source: str) -> str:
    """The path as it may be printed in one line: control characters and broken letters as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in source)

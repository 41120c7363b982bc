"""A file as a whole or not at all: what was there before stays until all of the new one is on the disk."""

from __future__ import annotations

import os
from pathlib import Path

from parallax.errors import WriteError


def write_bytes_whole(path: Path, content: bytes) -> None:
    """Write a file. What was there before stays until all is written; a link stays a link, and a pipe or device is
    written to as it is. Raises WriteError."""
    beside = None
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()
        beside = target.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.part")  # fits where a long name would not
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except (OSError, ValueError) as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or "this is no name of a file"
        raise WriteError(str(path), f"cannot be written ({reason}). Choose another place.") from error

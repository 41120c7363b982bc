"""A text into a file: as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from parallax.errors import WriteError


def write_whole(path: Path, text: str) -> None:
    """Write a file in UTF-8 with line feeds. What was there before stays until all is written; a pipe or device is
    written to as it is. Raises WriteError."""
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
            return
        target = path.resolve()
        beside = target.with_name(beside.name)
        beside.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise WriteError(str(path), f"cannot be written ({error.strerror}). Choose another place.") from error

"""A text into a file: as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from parallax.whole_files import write_bytes_whole


def write_whole(path: Path, text: str) -> None:
    """Write a file in UTF-8 with line feeds. What was there before stays until all is written; a pipe or device is
    written to as it is. Raises WriteError."""
    write_bytes_whole(path, text.encode("utf-8", "replace"))

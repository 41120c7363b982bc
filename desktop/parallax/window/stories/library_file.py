"""Whether the library's file is still the one that was opened: a stick may be pulled out, a folder moved away.

SQLite goes on writing to a file that has no name any more, and all of it would be lost without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """The file at `path`, known by its device and inode (0, 0 where there is none)."""

    path: Path
    device: int
    inode: int

    @classmethod
    def at(cls, path: Path) -> LibraryFile:
        """The file that lies there now."""
        return cls(path, *_number(path))

    @classmethod
    def nowhere(cls, path: Path) -> LibraryFile:
        """No file: whatever lies there is another."""
        return cls(path, 0, 0)

    @property
    def in_place(self) -> bool:
        """Whether this very file still lies there."""
        return self.inode != 0 and _number(self.path) == (self.device, self.inode)

    @property
    def is_back(self) -> bool:
        """Whether any file lies there."""
        return _number(self.path) != (0, 0)

    @property
    def gone(self) -> str:
        """One sentence for the reader."""
        return (
            f"{self.path} is not there any more, so nothing that you do is kept. Put it back, or connect its disk "
            "again: what was saved is in it."
        )


def _number(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino

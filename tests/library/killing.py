"""Killing processes that write into a library, and looking afterwards for all that they said was written."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from writer_process import digest

from parallax.library import Library, as_json
from parallax.library.schema import WORDS

PROGRAM = Path(__file__).with_name("writer_process.py")


class Writers:
    """A process that forks writing ones, one at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Writers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def begin(self, path: Path, seed: int, count: int, pause: float = 0) -> int:
        """Let a process do `count` deeds on the library at `path`, with pauses of up to so many seconds; its number."""
        assert self._process.stdin is not None and self._process.stdout is not None
        job = {"path": str(path), "seed": seed, "count": count, "pause": pause}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        number: int = json.loads(self._process.stdout.readline())["pid"]
        return number

    def said(self) -> tuple[list[dict[str, Any]], int]:
        """All that the process said until it was gone, but for a line that it did not end, and how it ended."""
        assert self._process.stdout is not None
        lines: list[str] = []
        while not (line := self._process.stdout.readline()).startswith('{"end"'):
            assert line, "the forking process is gone"
            lines.append(line)
        # The last one is empty, or what was not said to its end.
        return [json.loads(line) for line in lines[:-1]], json.loads(line)["end"]


@dataclass(slots=True)
class Killing:
    """Rounds of a writing process killed at a random moment, over one library."""

    path: Path
    chance: random.Random
    state: str = ""
    done: Counter[str] = field(default_factory=Counter)
    unsaid: int = 0
    """How many changes were found on the disk that had not been acknowledged yet."""

    def begin(self) -> None:
        """Take the library as it is for the first state."""
        with Library.open(self.path) as library:
            self.state = digest(library._connection)

    def round(self, writers: Writers, most_seconds: float) -> None:
        """Let a process write for a random time, kill it, and look."""
        number = writers.begin(self.path, self.chance.randrange(2**32), 10**6)
        time.sleep(self.chance.random() * most_seconds)
        os.kill(number, signal.SIGKILL)
        said, status = writers.said()
        assert status == -signal.SIGKILL
        self.done.update(line["done"] for line in said if "done" in line)
        assert not [line for line in said if "refused" in line]
        now = sound(self.path)
        commits = [line for line in said if "will" in line]
        states = [self.state, *(line["after"] for line in commits)]
        assert [line["before"] for line in commits] == states[:-1], "a change began from something else than the last"
        # Of the last commit it is not known whether it came to the disk, unless its change was acknowledged.
        last_is_known = not commits or "will" not in said[-1]
        assert now == states[-1] or (not last_is_known and now == states[-2]), "an acknowledged change is not there"
        self.unsaid += not last_is_known and now == states[-1]
        self.state = now


def sound(path: Path) -> str:
    """Open a library as a program would after a crash, see that all of it is sound, and give its digest."""
    with Library.open(path) as library:
        assert library.notice == ""
        assert not library.read_only
        assert library.check() == ""
        connection = library._connection
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in WORDS:  # that it is whole, and that it holds what its table holds
            for rank in (0, 1):
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', ?)", (rank,))
        assert len(as_json(library)["stories"]) == library.story_count()
        return digest(connection)


def tables_of(path: Path) -> str:
    """The digest of a library, read beside whoever has it open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return digest(connection)

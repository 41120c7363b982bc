"""Processes that change a library until they are killed. Each says what it is about to commit, and that it has.

python writer_process.py

Reads jobs, a line of JSON each: {"path", "seed", "count", "pause"}. For each it forks a process, as starting
Python anew takes longer than its life, which prints a line of JSON for each of these:

- {"pid"} at its beginning;
- {"will": kind, "at": nanoseconds, "before": digest, "after": digest} inside each transaction that writes, just before
  its commit, with a digest of all rows of the library as they were and as they will be;
- {"done": kind} when what wrote it has returned, {"refused": kind, "why": sentence} when it was not to be done;
- {"end": status} on a line of its own when it has gone, said by the process that forked it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from random_changes import RandomDeeds

from parallax.errors import LibraryBusy, LibraryError
from parallax.library import Library

_TABLES = ("state", "story", "raw", "article", "revision", "position", "mark", "correction", "undo", "kept", "held")


def digest(connection: sqlite3.Connection) -> str:
    """A digest of every row of every table that is not made from another."""
    found = hashlib.sha256()
    for table in _TABLES:
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
            found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


class Announcing:
    """A connection that calls back before each commit of a transaction that may write."""

    def __init__(self, connection: sqlite3.Connection, committing: Callable[[str, str], None]) -> None:
        self._connection = connection
        self._committing = committing
        self._before = ""

    def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
        if statement == "BEGIN IMMEDIATE":
            cursor = self._connection.execute(statement, *given)
            self._before = digest(self._connection)
            return cursor
        if statement == "COMMIT" and self._before:
            after = digest(self._connection)
            if after != self._before:
                self._committing(self._before, after)
        if statement in {"COMMIT", "ROLLBACK"}:
            self._before = ""
        return self._connection.execute(statement, *given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def say(**words: object) -> None:
    print(json.dumps(words), flush=True)


def change_at_random(path: Path, seed: int, count: int, pause: float) -> None:
    """Do `count` deeds, with pauses of up to so many seconds between them."""
    idle = random.Random(seed)
    with Library.open(path) as library:
        kind = ""

        def committing(before: str, after: str) -> None:
            say(will=kind, at=time.monotonic_ns(), before=before, after=after)

        library._connection = Announcing(library._connection, committing)  # type: ignore[assignment]
        deeds = RandomDeeds(library, random.Random(seed), path.parent / f"files of {os.getpid()}")
        deeds.file.parent.mkdir(exist_ok=True)
        done = 0
        while done < count:
            time.sleep(idle.random() * pause)
            try:
                kind, deed = deeds.next()
                deed()
            except LibraryBusy:
                raise
            except LibraryError as error:  # another process was first: the library says so and changes nothing
                say(refused=kind, why=str(error))
            else:
                say(done=kind)
                done += 1


def main() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if not child:
            say(pid=os.getpid())
            change_at_random(Path(job["path"]), job["seed"], job["count"], job["pause"])
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print()  # what was being said when it was killed stays on a line of its own
        say(end=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()

"""A process that writes notes into a library beside others, and says the id of each after its commit.

python note_process.py LIBRARY STORY NAME COUNT
"""

from __future__ import annotations

import sys
from pathlib import Path

from parallax.library import Library, SetNote


def main(path: str, story: str, name: str, count: str) -> None:
    with Library.open(Path(path)) as library:
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(int(count)):
            (mark,) = library.apply(SetNote(story, f"{name} {number}")).marks
            print(mark, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

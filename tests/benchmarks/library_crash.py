"""A process that changes a library in every way is killed at a random moment, over and over; nothing it said is lost.

    python tests/benchmarks/library_crash.py [ROUNDS] [SEED] [FOLDER]

The library lies in FOLDER, on the disk whose promises count, or in a temporary one. Each round looks for every change
that was acknowledged (by a digest of all rows), runs SQLite's integrity and foreign key checks and those of the word
indexes, and opens the library as a program would. Stops at the first fault. Prints what was done as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "library"))

from killing import Killing, Writers
from random_changes import ALL


def main(rounds: int, seed: int, folder: Path) -> None:
    """Print how many rounds and changes there were, of which kinds."""
    killing = Killing(folder / "library.sqlite", random.Random(seed))
    killing.begin()
    began = time.perf_counter()
    with Writers() as writers:
        for _ in range(rounds):
            killing.round(writers, 0.4)
    result = {
        "rounds": rounds,
        "acknowledged": killing.done.total(),
        "lost": 0,  # a lost change stops the run
        "on_disk_before_acknowledged": killing.unsaid,
        "seconds": round(time.perf_counter() - began, 1),
        "never_made": sorted(set(ALL) - set(killing.done)),
        "kinds": dict(sorted(killing.done.items())),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    rounds, seed, folder = (*sys.argv[1:4], *("1000", "1", tempfile.gettempdir())[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(dir=folder) as made:
        main(int(rounds), int(seed), Path(made))

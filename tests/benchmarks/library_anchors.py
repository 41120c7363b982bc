"""How many anchors find their own place again after random edits, and how many land elsewhere without a word.

    python tests/benchmarks/library_anchors.py [EDITED_TEXTS] [FOLDER_OF_STORIES] [SEED]

The texts are those of the folder (`../shared/stories` beside the repository without an argument), the sample story and
two texts of repeated sentences written for the tests. Each is edited at random by 1 to 12 edits, and as the origin of
every code point is known, so is the right place of every anchor. Prints shares of anchors, by what became of their
sentence:

- right: at its own place; copy: on a copy that the edit made of it; alike: on equal words with the same 32 code points
  on either side; wrong: on equal words elsewhere; tray: honestly not found.
- untouched: the whole sentence of the anchor stands in the new text, moved or not; kept: the anchor's words do; gone:
  they do not, and the tray is the right place (or a copy that the edit made).
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

from parallax.article import Article
from parallax.library import Crossing, anchor

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "library"))

from edited_texts import ONE_LINE, REFRAINS, Edited, edited, sentence_of, spans  # noqa: E402


def texts(folder: Path) -> dict[str, list[str]]:
    """The texts by where they come from."""
    found = {
        "stories": [path.read_text("utf-8") for path in sorted(folder.glob("*/*.txt"))],
        "sample": [path.read_text("utf-8") for path in sorted((ROOT / "resources" / "samples").glob("*.txt"))],
        "refrains": [REFRAINS],
        "one line": [ONE_LINE],
    }
    return {name: kept for name, kept in found.items() if kept}


def judge(change: Edited, chance: random.Random, count: int, tally: Counter[tuple[str, str]]) -> None:
    """Carry `count` anchors over one change and count what came of them."""
    article = Article.of(change.old, ())
    way = Crossing(change.old, change.new)
    for start, end in spans(change.old, chance, count):
        found = way.carry(anchor(article, start, end))
        outcome = change.outcome(start, end, found.start if found else None)
        if change.now(start, end) < 0:
            tally["gone", outcome] += 1
            continue
        sentence = sentence_of(change.old, start, end)
        untouched = sentence is not None and change.now(*sentence) >= 0
        tally["untouched" if untouched else "kept", outcome] += 1


def main(rounds: int, folder: Path, seed: int) -> None:
    """Print the table."""
    outcomes = ("right", "copy", "alike", "wrong", "tray")
    print(f"{'texts':10} {'words are':10} {'anchors':>8} " + " ".join(f"{name:>8}" for name in outcomes))
    for name, kept in texts(folder).items():
        chance = random.Random(seed)
        tally: Counter[tuple[str, str]] = Counter()
        began, edits = time.perf_counter(), 0
        for number in range(rounds):
            count = chance.randint(1, 12)
            edits += count
            judge(edited(kept[number % len(kept)], chance, count), chance, 30, tally)
        for state in ("untouched", "kept", "gone"):
            total = sum(tally[state, outcome] for outcome in outcomes)
            shares = " ".join(f"{tally[state, outcome] / max(total, 1):8.3%}" for outcome in outcomes)
            print(f"{name:10} {state:10} {total:8} {shares}")
        print(f"{name:10} {edits} edits, {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 300,
        Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT.parent / "shared" / "stories",
        int(sys.argv[3]) if len(sys.argv) > 3 else 1,
    )

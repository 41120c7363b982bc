"""How well and how fast differences and labels are found. Run by hand, from the root of the project:

    PYTHONPATH=desktop python tests/benchmarks/differences.py [--shared ../shared] [--marks STORY [N]] [--judged]

Prints one JSON line per figure. Quality and speed need the yardsticks and stories in the shared folder, and are said to
be skipped where they are not. Speed is the processor time of labels and differences over that of the bare parse of the
same texts, for each story and in the median. `--marks` prints the first N marks of a story (10 without N), each with
its sentences, to be read and judged by a person; nothing of it is kept but the judgement, in `judged_marks.csv`.
`--judged` holds the first 20 marks of each story against that table: how many are right, wrong, not judged yet.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import parallax
from parallax import differences, labels, language
from parallax.article import Article
from parallax.values import Comparison

SCORES = (
    ("versions edited by hand", "score_differences.py", ("data/versions_real_dev.jsonl",)),
    ("made versions", "score_differences.py", ("data/versions_dev.jsonl",)),
    ("reports", "score_speakers.py", ("data/speakers_dev.jsonl", "../stories")),
    ("labels", "score_labels.py", ("data/labels_dev.jsonl", "../stories")),
)
AIM = 0.15
JUDGED = Path(__file__).with_name("judged_marks.csv")
"""A row per mark that was read: story, kind, relation, place (file@start of each span, code points, by file), whether
it is right, and why. No words of the articles."""
FIRST = 20


def show(**figures: object) -> None:
    """Print figures as one line."""
    print(json.dumps(figures), flush=True)


def story(folder: Path) -> list[Article]:
    """The reports of a story, each named after its file."""
    return [replace(parallax.read(f), outlet=f.stem) for f in sorted(folder.glob("*.txt"))]


def quality(yardsticks: Path) -> None:
    """Run the yardsticks' own scripts against the installed program."""
    for name, script, arguments in SCORES:
        done = subprocess.run(
            [sys.executable, script, *arguments, "parallax"],
            cwd=yardsticks,
            env={**os.environ, "PYTHONPATH": str(Path("desktop").resolve())},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{script} failed: {done.stderr.strip()}")
        show(what=name, **json.loads(done.stdout))


def cost(articles: list[Article], found: Comparison) -> float:
    """Processor seconds of labels and differences over those of the bare parse."""
    start = time.process_time()
    parses = [language.parse(a) for a in articles]
    parsed = time.process_time() - start
    start = time.process_time()
    names = labels.labels(articles, parses)
    differences.differences(
        articles, parses, found.relations, found.links, found.groups, found.attributions, found.utterances, names
    )
    differences.coverage(articles, parses, found.groups, found.relations)
    return (time.process_time() - start) / parsed


def speed(stories: list[Path]) -> None:
    """The cost of each story, with what was found in it, and the median."""
    ratios = []
    for folder in stories:
        articles = story(folder)
        found = parallax.compare(articles)
        ratios.append(cost(articles, found))
        kinds = Counter(d.kind for d in found.differences)
        show(what="cost", story=folder.name, of_the_parse=round(ratios[-1], 3), kinds=dict(sorted(kinds.items())))
    show(what="cost", median=round(statistics.median(ratios), 3), aim=AIM)


def marks(folder: Path, count: int) -> None:
    """The first marks of a story with the sentences that they stand in."""
    articles = story(folder)
    found = parallax.compare(articles)
    for number, d in enumerate(found.differences[:count], 1):
        print(f"{number}. {d.kind} {d.relation} ({d.confidence:.2f}): {d.explanation}")
        for a, start, _ in d.spans:
            sentence = next(s for s in found.sentences[a] if s.start <= start < s.end)
            print(f"   {articles[a].outlet}: {' '.join(articles[a].text[sentence.start : sentence.end].split())}")


def place(articles: list[Article], spans: tuple[tuple[int, int, int], ...]) -> str:
    """Where a mark stands, whatever the order of the articles."""
    return " ".join(sorted(f"{articles[a].outlet}@{start}" for a, start, _ in spans))


def judged(stories: list[Path]) -> None:
    """The first marks of each story by the judgement that was written down."""
    with JUDGED.open(encoding="utf-8", newline="") as table:
        known = {(r["story"], r["kind"], r["place"]): r["right"] for r in csv.DictReader(table)}
    total: Counter[str] = Counter()
    for folder in stories:
        articles = story(folder)
        first = parallax.compare(articles).differences[:FIRST]
        answers = Counter(known.get((folder.name, d.kind, place(articles, d.spans)), "unjudged") for d in first)
        total += answers
        show(what="judged", story=folder.name, **answers)
    show(what="judged", story="all", **total, right=round(100 * total["yes"] / max(1, total["yes"] + total["no"]), 1))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the differences and labels.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--marks", nargs="+", metavar=("STORY", "N"))
    parser.add_argument("--judged", action="store_true")
    chosen = parser.parse_args()
    stories = chosen.shared / "stories"
    if not stories.is_dir():
        show(what="all", skipped=f"{stories} is not there")
        return
    if chosen.marks:
        marks(stories / chosen.marks[0], int(chosen.marks[1]) if len(chosen.marks) > 1 else 10)
        return
    if chosen.judged:
        judged(sorted(f for f in stories.iterdir() if f.is_dir()))
        return
    speed(sorted(f for f in stories.iterdir() if f.is_dir()))
    if (chosen.shared / "yardsticks").is_dir():
        quality((chosen.shared / "yardsticks").resolve())
    else:
        show(what="quality", skipped=f"{chosen.shared / 'yardsticks'} is not there")


if __name__ == "__main__":
    main()

"""Fit the weights by which blocks of a web page are taken for its article. Run from the root of the project:

    PYTHONPATH=desktop python desktop/training/page_blocks.py ../shared/yardsticks/data/pages [--check] [--write]

The folder holds NAME.html.gz files and articles.json {NAME: text of the article}. --check fits on a fixed random half
and reads the other, both ways, and in ten folds, and prints precision, recall and F1 over runs of four words; --write
fits on all pages and writes resources/models/page-blocks.json (then, there: sha256sum page-blocks.json >
page-blocks.sha256). Two minutes on one core.

A block is part of the article when half of its words are; logistic regression over the names of `page_evidence`, each
block weighing its share of its article's words, drawn to the weights in `EXPECTED` rather than to nothing: what is
rare in so few pages keeps the weight that one would give it by hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from parallax.errors import EmptyArticle
from parallax.intake.decode import decode
from parallax.intake.draft import article_of
from parallax.intake.pages import html
from parallax.intake.pages.blocks import page_blocks
from parallax.intake.pages.evidence import Evidence
from parallax.intake.pages.facts import page_facts
from parallax.intake.pages.wording import Wording, words_of
from parallax.paths import resource

EXPECTED = {
    "took:default": 1.5,
    "row-in-main": 3,
    "in:quote": 0.5,
    "in:hidden": -0.3,
    "in:head": -0.5,
    "in:aside": -0.5,
    "in:tags": -0.7,
    "says:more": -0.7,
    "after-lead": -0.7,
    "in:related": -1,
    "in:advertising": -1,
    "in:notice": -1,
    "in:caption": -1,
    "in:byline": -1,
    "says:join": -1,
    "says:rights": -1,
    "says:follow": -1,
    "after-lead-link": -1,
    "link-shout": -1,
    "in:newsletter": -1.5,
    "in:share": -1.5,
    "in:foot": -1.5,
    "in:menu": -1.5,
    "says:share": -1.5,
    "in:comment": -2,
}
LEAST_PAGES = 4
"""Evidence that is met on fewer pages is not weighed, unless it is expected."""
STEADINESS = 0.5
SEED = 11


@dataclass(frozen=True)
class Page:
    """A page of the yardstick: its markup, the article's true text, its evidence, and the truth of each block."""

    markup: str
    wanted: str
    evidence: Evidence
    truth: Sequence[float]


def pages_of(folder: Path) -> dict[str, Page]:
    """All pages of a folder, by name."""
    found = {}
    for name, wanted in sorted(json.loads((folder / "articles.json").read_text(encoding="utf-8")).items()):
        raw = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        markup = decode(raw, f"{name}.html", markup=True).text
        tree = html._tree(markup, name)
        evidence = html.evidence_of(tree, page_blocks(tree), page_facts(tree))
        found[name] = Page(markup, wanted, evidence, truth_of(evidence, wanted))
    return found


def truth_of(evidence: Evidence, wanted: str) -> list[float]:
    """How much of each block is part of the article. Of blocks with the same words, as many as the article has."""
    lines = wanted.split("\n")
    wording, joined, squeezed = Wording([*lines, wanted]), f" {' '.join(words_of(wanted))} ", "".join(words_of(wanted))
    hidden = evidence.page.under("hidden")
    truth = []
    for words in evidence.words:
        share = wording.share(words)
        # Scripts without spaces have long lines of one or two words.
        unspaced = len(words) < 4 and max(map(len, words), default=0) > 9 and "".join(words) in squeezed
        truth.append(1.0 if unspaced else share)
    same: dict[str, list[int]] = defaultdict(list)
    for number, share in enumerate(truth):
        if share >= 0.5:
            same[" ".join(evidence.words[number])].append(number)
    alone = {numbers[0] for numbers in same.values() if len(numbers) == 1}
    for words, numbers in same.items():
        often = max(1, joined.count(f" {words} "))
        if len(numbers) > often:
            near = {n: sum(n + step in alone for step in range(-4, 5)) for n in numbers}
            numbers.sort(key=lambda n: near[n] - 100 * hidden[evidence.page.blocks[n].place])
            for number in numbers[: len(numbers) - often]:
                truth[number] = 0.0
    return truth


def fitted(pages: Iterable[Page]) -> dict[str, float]:
    """The weights of a logistic regression over the blocks of pages."""
    pages = list(pages)
    met = Counter(name for page in pages for name in set().union(*page.evidence.of))
    names = sorted(name for name, often in met.items() if often >= LEAST_PAGES or name in EXPECTED)
    column = {name: number for number, name in enumerate(names)}
    rows, truth, share = [], [], []
    for page in pages:
        size = max(20, len(words_of(page.wanted)))
        for words, held, true in zip(page.evidence.words, page.evidence.of, page.truth, strict=True):
            if words:
                rows.append([column[name] for name in held if name in column])
                truth.append(true)
                share.append((min(len(words), 200) + 1) / size)
    row = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    place = np.concatenate([np.array(each, dtype=int) for each in rows])
    wanted, counts = np.array(truth), np.array(share) / len(pages) * 100
    expected = np.array([float(EXPECTED.get(name, 0)) for name in names])
    weight, mean, spread = expected.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, 301):  # Adam: Kingma and Ba 2015
        told = 1 / (1 + np.exp(-np.bincount(row, weight[place], minlength=len(rows))))
        slope = np.bincount(place, (counts * (told - wanted))[row], minlength=len(names))
        slope += STEADINESS * (weight - expected)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope * slope
        pace = 0.15 if step < 150 else 0.05 if step < 230 else 0.01
        weight -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(each), 3) for name, each in zip(names, weight, strict=True)}


def body_of(page: Page, weight: Mapping[str, float]) -> str:
    """The body of the article as the program reads it with these weights."""
    try:
        return article_of(html.draft_of(page.markup, "page", weight), "page").body
    except EmptyArticle:
        return ""


def shown(bodies: Mapping[str, str], pages: Mapping[str, Page]) -> str:
    """Precision, recall and F1 in per cent, as the yardstick's own scorer takes them, and the share without a fault."""
    precision, recall, exact = [], [], 0
    for name, body in bodies.items():
        wanted, got = _runs(pages[name].wanted), _runs(body)
        shared = (wanted & got).total()
        precision.append(shared / got.total())
        recall.append(shared / wanted.total())
        exact += wanted == got
    p, r = float(np.mean(precision)), float(np.mean(recall))
    f1, share = 200 * p * r / (p + r), 100 * exact / len(bodies)
    return f"f1 {f1:.2f} precision {100 * p:.2f} recall {100 * r:.2f} exact {share:.1f}"


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[k : k + 4]) for k in range(max(1, len(words) - 3)))


def check(pages: Mapping[str, Page]) -> None:
    """Print how well weights do on pages that they were not fitted on."""
    names = sorted(pages)
    random.Random(SEED).shuffle(names)
    half = (len(names) + 1) // 2
    halves = {"A": names[:half], "B": names[half:]}
    for own, other in (("A", "B"), ("B", "A")):
        weight = fitted(pages[name] for name in halves[own])
        for part in (own, other):
            scores = shown({name: body_of(pages[name], weight) for name in halves[part]}, pages)
            print(f"fitted on {own}, read {part}: {scores}", flush=True)
    bodies = {}
    for fold in range(10):
        weight = fitted(pages[name] for k, name in enumerate(names) if k % 10 != fold)
        bodies.update({name: body_of(pages[name], weight) for name in names[fold::10]})
    print(f"ten folds, all: {shown(bodies, pages)}")
    for part, own in halves.items():
        print(f"ten folds, {part}: {shown({name: bodies[name] for name in own}, pages)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = pages_of(arguments.folder)
    if arguments.check:
        check(pages)
    if arguments.write:
        weight = fitted(pages.values())
        written = json.dumps(weight, indent=1, sort_keys=True) + "\n"
        resource("models", "page-blocks.json").write_text(written, encoding="utf-8")
        print(f"fitted on all, read all: {shown({n: body_of(p, weight) for n, p in pages.items()}, pages)}")


if __name__ == "__main__":
    main()

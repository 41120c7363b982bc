"""How well and how fast sentences are aligned. Run by hand, from the root of the project:

    PYTHONPATH=desktop python tests/benchmarks/alignment.py [--shared ../shared] [--only quality|speed]

Prints one JSON line per figure. Quality needs the yardsticks in the shared folder, and is said to be skipped where they
are not; `reliability` says for each band of confidence between reports, of links between annotated sentences, how many
there are and what share is right. Speed is taken on made-up reports and, where they are there, on the stories of the
shared folder: seconds of processor time on one core, and ratios within this run.

- `growth`: `compare`, parse included, per sentence: six articles of 400 sentences over two of 50 (at most 2);
- `alignment_of_parse`: the whole alignment over the bare parse, of five articles of 1,000 words (at most 0.3);
- eight articles of 500 sentences: seconds, the peak of memory (below 1024 MiB), the longest time between two chances to
  cancel, and how long a comparison that is cancelled while it aligns takes to return;
- four articles of 27,000 words: seconds of the alignment, and the peak of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import sys
import threading
import time
from collections import defaultdict
from itertools import combinations, pairwise
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: threads that spin would count as work

from made_reports import made_reports

import parallax
from parallax import alignment, language
from parallax.article import Article
from parallax.comparison import Begun, Memory, Read, compare, read_article
from parallax.language.model import english
from parallax.values import Link


class Cancelled(Exception):
    """Raised by a watch that ends a comparison."""


def show(**figures: object) -> None:
    """Print figures as one line."""
    print(json.dumps(figures), flush=True)


def peak() -> int:
    """The most memory that this process held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def align(articles: list[Article], parses: list[language.Parse], meanings: list[language.Meanings]) -> tuple[int, int]:
    """Links and groups of articles that were parsed and read by the encoder, counted."""
    features = [alignment.features(a, p, m) for a, p, m in zip(articles, parses, meanings, strict=True)]
    links, chances = [], {}
    for a, b in combinations(range(len(features)), 2):
        found = alignment.align_pair(features[a], features[b], alignment.relation(features[a], features[b]))
        links += [Link(a, k.i, b, k.j, k.confidence, k.moved) for k in found.links]
        chances[a, b] = found.i, found.j, found.chances
    return len(links), len(alignment.groups([len(f) for f in features], links, (), chances))


def read_by_encoder(articles: list[Article], parses: list[language.Parse]) -> list[language.Meanings]:
    """What the words and sentences of articles mean."""
    return [
        language.meanings(read, parse.sentence_spans())
        for a, parse in zip(articles, parses, strict=True)
        if (read := read_article(a, parse))
    ]


def growth(rng: random.Random) -> None:
    """Whether the time of `compare` grows faster than the sentences."""
    figures: dict[str, float] = {}
    for articles, sentences, times in ((2, 50, 9), (6, 400, 1)):
        each = []
        for _ in range(times):
            made = made_reports(articles, sentences, rng)
            start = time.process_time()
            found = compare(made)
            each.append((time.process_time() - start) / sum(map(len, found.sentences)))
        figures[f"{articles} x {sentences}"] = statistics.median(each)
    few, many = figures.values()
    show(growth=round(many / few, 2), milliseconds_per_sentence={k: round(1000 * v, 2) for k, v in figures.items()})


def share_of_parse(articles: list[Article], times: int = 3) -> dict[str, object]:
    """The encoder and the alignment of articles over the pipeline alone, the best of several times each, in seconds of
    processor time."""
    nlp = english()
    bare, reading, aligning = [], [], []
    parses = [language.parse(a) for a in articles]
    links = 0
    for _ in range(times):
        start = time.process_time()
        with nlp.memory_zone():
            for article in articles:
                nlp(article.text)
        parsed = time.process_time()
        meanings = read_by_encoder(articles, parses)
        read = time.process_time()
        links, _ = align(articles, parses, meanings)
        bare.append(parsed - start)
        reading.append(read - parsed)
        aligning.append(time.process_time() - read)
    return {
        "alignment_of_parse": round(min(aligning) / min(bare), 3),
        "encoder_of_parse": round(min(reading) / min(bare), 3),
        "words": [len(a.text.split()) for a in articles],
        "parse_seconds": round(min(bare), 3),
        "align_seconds": round(min(aligning), 3),
        "links": links,
    }


def stories(shared: Path) -> None:
    """The share of the alignment on real stories."""
    folders = sorted(p for p in (shared / "stories").iterdir() if p.is_dir()) if (shared / "stories").is_dir() else []
    if not folders:
        show(skipped=f"{shared / 'stories'} is not there")
    for folder in folders:
        show(story=folder.name, **share_of_parse([parallax.read(p) for p in sorted(folder.glob("*.txt"))]))


def many_sentences(rng: random.Random) -> None:
    """Eight articles of 500 sentences: how long, how much memory, and how soon they can be cancelled."""
    made = made_reports(8, 500, rng)
    told: list[tuple[float, str]] = []

    def note(step: Begun | Read) -> None:
        told.append((time.perf_counter(), step.what if isinstance(step, Begun) else "speakers found"))

    memory = Memory()
    start, clock = time.process_time(), time.perf_counter()
    found = compare(made, memory=memory, watch=note)
    seconds, end = time.process_time() - start, time.perf_counter()
    calls = [(clock, "start"), *told, (end, "end")]
    gaps = sorted(((later - earlier, what) for (earlier, what), (later, _) in pairwise(calls)), reverse=True)
    aligning = [gap for gap, what in gaps if what.startswith("Aligning")]
    show(
        speed="8 articles of 500 sentences, all of compare",
        words=sum(len(a.text.split()) for a in made),
        sentences=sum(map(len, found.sentences)),
        links=len(found.links),
        seconds=round(seconds, 2),
        clock_seconds=round(end - clock, 2),
        peak_mib=peak(),
        longest_between_two_calls=[round(gaps[0][0], 2), gaps[0][1]],
        longest_while_aligning=round(aligning[0], 3),
    )
    cancel(made, memory, after=sum(aligning) / 2)
    show(speed="8 articles of 500 sentences, alignment alone", **share_of_parse(made, times=1), peak_mib=peak())


def cancel(made: list[Article], memory: Memory, after: float) -> None:
    """How long a comparison takes to return when it is cancelled so many seconds after its first pair began."""
    memory.alignments.clear()
    asked: list[float] = []
    timer = threading.Timer(after, lambda: asked.append(time.perf_counter()))
    pairs = 0

    def stop(step: Begun | Read) -> None:
        nonlocal pairs
        if isinstance(step, Begun) and step.done == len(made):
            timer.start()
        pairs += isinstance(step, Begun) and step.done >= len(made)
        if asked:
            raise Cancelled

    try:
        compare(made, memory=memory, watch=stop)
    except Cancelled:
        show(cancelled_in_pair=pairs - 1, milliseconds_to_return=round(1000 * (time.perf_counter() - asked[0]), 1))
    else:
        show(fault="the comparison had ended before it was cancelled")


def long_articles(rng: random.Random) -> None:
    """Four articles of 27,000 words."""
    show(
        speed="4 articles of 27,000 words, alignment alone",
        **share_of_parse(made_reports(4, 1330, rng), times=1),
        peak_mib=peak(),
    )


def speed(shared: Path) -> None:
    """Time and memory."""
    rng = random.Random(4)
    compare(made_reports(2, 5, rng))  # loads the model and the tables
    growth(rng)
    show(speed="5 articles of 1,000 words", **share_of_parse(made_reports(5, 47, rng)))
    stories(shared)
    many_sentences(rng)
    long_articles(rng)


def quality(shared: Path) -> None:
    """The figures of the yardsticks, by their own script."""
    yardsticks = shared / "yardsticks"
    if not (yardsticks / "score_alignment.py").is_file():
        show(skipped=f"{yardsticks} is not there")
        return
    sys.path.insert(0, str(yardsticks))
    import score_alignment
    from load import rows

    from parallax import align as aligned

    stories = rows(yardsticks / "data" / "outlets_dev.jsonl")
    show(outlets_dev=score_alignment.outlets(stories, aligned))
    for name in ("versions_dev", "versions_real_dev"):
        show(**{name: score_alignment.versions(rows(yardsticks / "data" / f"{name}.jsonl"), aligned)})
    bands: dict[float, list[bool]] = defaultdict(list)
    for story in stories:
        annotated = {tuple(place) for place in story["labelled"]}
        gold = {tuple(link) for link in story["links"]}
        for k in aligned([report["sentences"] for report in story["docs"][:8]]):
            if (k.a, k.i) in annotated and (k.b, k.j) in annotated:
                bands[min(0.9, int(k.confidence * 10) / 10)].append((k.a, k.i, k.b, k.j) in gold)
    show(reliability={f"{low:.1f}": [len(hit), round(sum(hit) / len(hit), 3)] for low, hit in sorted(bands.items())})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", choices=("quality", "speed"))
    asked_for = parser.parse_args()
    if asked_for.only != "speed":
        quality(asked_for.shared)
    if asked_for.only != "quality":
        speed(asked_for.shared)

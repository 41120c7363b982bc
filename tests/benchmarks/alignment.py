"""How well and how fast sentences are aligned. Run by hand, from the root of the project:

    PYTHONPATH=desktop python tests/benchmarks/alignment.py [--shared ../shared]

Prints one JSON line per figure. Quality needs the yardsticks in the shared folder, and is said to be skipped where they
are not; `reliability` says for each band of confidence between reports, of links between annotated sentences, how many
there are and what share is right. Speed takes made-up texts: seconds of processor time of the alignment of five
articles of about 1,000 words and of their bare parse, and of eight articles of 500 sentences, with the peak of memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from parallax import alignment, language
from parallax.article import Article
from parallax.values import Link

SYLLABLES = "ka lor mi ten dra vo sel una ri pos gar ne thu bel iso quin war mo del fa".split()
COMMON = "the of and to in a is that for on was with as it by at from he be said have has not but they".split()


def show(**figures: object) -> None:
    """Print figures as one line."""
    print(json.dumps(figures), flush=True)


def made_articles(articles: int, sentences: int, rng: random.Random) -> list[Article]:
    """Articles of which a third of the sentences are shared, a few words exchanged."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(3000)]

    def sentence() -> list[str]:
        return [rng.choice(COMMON) if rng.random() < 0.45 else rng.choice(words) for _ in range(rng.randint(12, 32))]

    told = [sentence() for _ in range(sentences)]
    made = []
    for _ in range(articles):
        lines = []
        for common in told:
            line = (
                [w if rng.random() < 0.8 else rng.choice(words) for w in common] if rng.random() < 0.33 else sentence()
            )
            lines.append(" ".join(line).capitalize() + ".")
        made.append(Article.from_text("\n".join(lines)))
    return made


def align(articles: list[Article], parses: list[language.Parse]) -> tuple[int, int]:
    """Links and groups of parsed articles, counted."""
    features = [alignment.features(a, p) for a, p in zip(articles, parses, strict=True)]
    links = []
    for a, b in combinations(range(len(features)), 2):
        kind = alignment.relation(features[a], features[b])
        links += [
            Link(a, k.i, b, k.j, k.confidence, k.moved) for k in alignment.pair_links(features[a], features[b], kind)
        ]
    return len(links), len(alignment.groups([len(f) for f in features], links))


def speed() -> None:
    """Time and memory on made-up texts."""
    rng = random.Random(4)
    align(*(lambda a: (a, [language.parse(x) for x in a]))(made_articles(2, 3, rng)))  # loads the model and the tables
    for articles, sentences in ((5, 46), (8, 500)):
        made = made_articles(articles, sentences, rng)
        start = time.process_time()
        parses = [language.parse(a) for a in made]
        parsed = time.process_time()
        links, groups = align(made, parses)
        seconds = time.process_time() - parsed
        show(
            speed=f"{articles} articles of {sentences} sentences",
            words=sum(len(a.text.split()) for a in made),
            parse_seconds=round(parsed - start, 2),
            align_seconds=round(seconds, 2),
            share_of_parse=round(seconds / (parsed - start), 3),
            links=links,
            groups=groups,
            peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        )


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
    quality(parser.parse_args().shared)
    speed()

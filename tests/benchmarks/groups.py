"""How well sentences of many articles are grouped. Run by hand, from the root of the project:

    PYTHONPATH=desktop python tests/benchmarks/groups.py [--shared ../shared] [--part dev | train] [--read]

Prints one JSON line per figure; `--read` also prints the sentences of the ten largest groups over all stories. Stories
and yardsticks are looked for in the shared folder, and are said to be skipped where they are not there.

`yardstick` gives, over the annotated sentences of the outlets' reports, the share of pairs of two reports that are
together and are gold (`right`), and of gold pairs that are together (`found`), for the links alone, their connected
components, groups of the links alone, and groups of links and chances; `over` says whether the reports of one event
were grouped or those of two similar events mixed, which nothing should join. Only sentences that tell of the main event
are annotated, so `right` says little of blobs: `largest` (sentences) and `repetitive` (groups with more than two
sentences of one report) show them. `kept` is the share of links, by confidence, whose sentences are in one group.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import parallax
from parallax import alignment, language
from parallax.alignment.groups import Chances
from parallax.article import Article, normal
from parallax.comparison import Known, Memory
from parallax.values import Link

Member = tuple[int, int]
Members = Collection[Member]


def show(**figures: object) -> None:
    """Print figures as one line."""
    print(json.dumps(figures), flush=True)


@dataclass(frozen=True)
class Aligned:
    """Articles of one story: how many sentences each has, their links, and the chances of all pairs."""

    sizes: list[int]
    links: list[Link]
    chances: Chances


def aligned(known: Sequence[Known]) -> Aligned:
    """Links and chances of every pair of articles."""
    links, chances = [], {}
    features = [k.features for k in known]
    for a, b in combinations(range(len(known)), 2):
        found = alignment.align_pair(features[a], features[b], alignment.relation(features[a], features[b]))
        links += [Link(a, k.i, b, k.j, k.confidence, k.moved) for k in found.links]
        chances[a, b] = found.i, found.j, found.chances
    return Aligned([len(f) for f in features], links, chances)


def of_strings(strings: Iterable[str]) -> Known:
    """A report that is given as sentences."""
    article = Article.of_lines(" ".join(normal(s).split()) for s in strings)
    return Memory().parse(article, frozenset(p.start for p in article.paragraphs))


def components(links: Iterable[Link]) -> list[set[Member]]:
    """All sentences that hang together by links."""
    found: dict[Member, set[Member]] = {}
    for k in links:
        joined = found.get((k.a, k.i), {(k.a, k.i)}) | found.get((k.b, k.j), {(k.b, k.j)})
        found.update(dict.fromkeys(joined, joined))
    return list({id(part): part for part in found.values()}.values())


def most_of_one_article(group: Members) -> int:
    """How many sentences of one article a group holds at most."""
    return max(Counter(a for a, _ in group).values())


@dataclass
class Figures:
    """What one way of grouping comes to over many stories."""

    made: int = 0
    right: int = 0
    gold: int = 0
    largest: int = 1
    repetitive: int = 0
    kept: float = 0.0
    confidence: float = 0.0

    def add(
        self, groups: Collection[Members], links: Iterable[Link], annotated: set[Member], gold: set[object]
    ) -> None:
        """Count the groups of one story."""
        pairs = {
            frozenset(pair)
            for group in groups
            for pair in combinations(annotated.intersection(group), 2)
            if pair[0][0] != pair[1][0]
        }
        self.made += len(pairs)
        self.right += len(pairs & gold)
        self.gold += len(gold)
        self.largest = max([self.largest, *map(len, groups)])
        self.repetitive += sum(most_of_one_article(g) > 2 for g in groups)
        at = defaultdict(set)
        for n, group in enumerate(groups):
            for member in group:
                at[member].add(n)
        for k in links:
            self.confidence += k.confidence
            if at[k.a, k.i] & at[k.b, k.j]:
                self.kept += k.confidence

    def shown(self) -> dict[str, object]:
        """The figures for people: shares in 100."""
        return {
            "right": round(100 * self.right / max(1, self.made), 1),
            "found": round(100 * self.right / max(1, self.gold), 1),
            "pairs": self.made,
            "largest": self.largest,
            "repetitive": self.repetitive,
            "kept": round(100 * self.kept / max(1e-9, self.confidence), 1),
        }


def yardstick(path: Path) -> None:
    """The figures on annotated reports of one event by several outlets."""
    if not path.is_file():
        show(skipped=f"{path} is not there")
        return
    topics = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        topics[re.match(r"\d+", story["id"])[0]].append(story)
    figures: dict[tuple[str, str], Figures] = defaultdict(Figures)
    for events in topics.values():
        reports = [[of_strings(report["sentences"]) for report in story["docs"][:8]] for story in events]
        for over, mixed in [("one event", [e]) for e in range(len(events))] + [
            ("similar events", [*range(len(events))])
        ]:
            first, gold, annotated = 0, set(), set()
            for e in mixed:
                story, count = events[e], len(reports[e])
                annotated |= {(first + d, i) for d, i in story["labelled"] if d < count}
                gold |= {frozenset([(first + a, i), (first + b, j)])
                         for a, i, b, j in story["links"] if max(a, b) < count}  # fmt: skip
                first += count
            one = aligned([r for e in mixed for r in reports[e]])
            for way, groups in ways(one).items():
                figures[over, way].add(groups, one.links, annotated, gold)
    for (over, way), found in figures.items():
        show(yardstick=path.stem, over=over, of=way, **found.shown())


def ways(one: Aligned) -> dict[str, Collection[Members]]:
    """The groups of one story, made in several ways."""
    return {
        "links": [((k.a, k.i), (k.b, k.j)) for k in one.links],
        "components": components(one.links),
        "groups of links": [g.members for g in alignment.groups(one.sizes, one.links)],
        "groups": [g.members for g in alignment.groups(one.sizes, one.links, chances=one.chances)],
    }


def stories(folder: Path, read: bool) -> None:
    """How groups of real stories look, and if wanted the sentences of the largest."""
    paths = sorted(p for p in folder.glob("*/") if p.is_dir())
    if not paths:
        show(skipped=f"{folder} is not there")
        return
    largest: list[tuple[int, str, Members, list[Article], list[language.Parse]]] = []
    for path in paths:
        articles = [parallax.read(p) for p in sorted(path.glob("*.txt"))]
        known = [Memory().parse(a) for a in articles]
        parses = [k.parse for k in known]
        one = aligned(known)
        for way, groups in ways(one).items():
            if way != "links":
                show(story=path.name, of=way, **shape([g for g in groups if len(g) > 1]))
        largest += [(len(g), path.name, g, articles, parses) for g in ways(one)["groups"]]
    largest.sort(key=lambda found: (-found[0], found[1], sorted(found[2])))
    for size, name, group, articles, parses in largest[: 10 * read]:
        print(f"\n{name}: {size} sentences")
        for a, i in group:
            sentence = parses[a].sentences[i]
            print(f"  {a}.{i:<3} {articles[a].text[sentence.start : sentence.end]}")


def shape(groups: Collection[Members]) -> dict[str, object]:
    """Counts over groups of several sentences."""
    return {
        "groups": len(groups),
        "of three articles and more": sum(len({a for a, _ in g}) > 2 for g in groups),
        "repetitive": sum(most_of_one_article(g) > 2 for g in groups),
        "largest": sorted(map(len, groups), reverse=True)[:10],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--read", action="store_true", help="print the sentences of the ten largest groups")
    asked = parser.parse_args()
    stories(asked.shared / "stories", asked.read)
    yardstick(asked.shared / "yardsticks" / "data" / f"outlets_{asked.part}.jsonl")

"""Two reports of one invented story, of any length: the longer, the more people, places and days it has."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache

from parallax.article import Article
from parallax.attribution import attributions, heard, speakers_and_utterances
from parallax.attribution.watching import Watch, unwatched
from parallax.comparison import read_article
from parallax.differences import coverage, differences
from parallax.labels import labels
from parallax.language import Parse, parse
from parallax.values import Attribution, Coverage, Difference, Group, Label, Link, Relation, Speaker, Utterance

FIRST = "Ellen Anders Martha Peter Irene Victor Hanna Oscar Julia Simon Clara Edwin".split()
LAST = (
    "Brandvold Lindgard Ostrander Hallmark Pellworth Tarnow Quilliam Verhoven Marsden Ashdown Hartigan Sollers Venning "
    "Trevanion Kestrel Morland Osgood Penhale Rudkin Stavely Thornber Ullock Wainfleet Yardley Bellweather Cordwain "
    "Dunstall Eversley Fenwick Garrow"
).split()
PLACES = "Dunmere Kelmouth Halbrook Orrinford Tansley Wexcombe Pellbridge Marlow Ashby Corsham".split()
THINGS = "dam bridge school harbour tunnel hospital market railway quarry library".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday".split()


@dataclass(frozen=True)
class Reports:
    """What the last step of a comparison is given."""

    articles: list[Article]
    parses: list[Parse]
    attributions: list[Attribution]
    links: list[Link]
    groups: list[Group]
    relations: list[Relation]

    def speakers(
        self, watch: Watch = unwatched
    ) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...], tuple[Utterance, ...]]:
        return speakers_and_utterances(self.articles, self.parses, self.attributions, self.links, watch=watch)

    def labels(self, watch: Watch = unwatched) -> tuple[Label, ...]:
        return labels(self.articles, self.parses, watch=watch)

    def differences(
        self,
        told: tuple[Attribution, ...],
        utterances: tuple[Utterance, ...],
        names: tuple[Label, ...],
        watch: Watch = unwatched,
    ) -> tuple[Difference, ...]:
        return differences(
            self.articles, self.parses, self.relations, self.links, self.groups, told, utterances, names, watch=watch
        )

    def coverage(self, watch: Watch = unwatched) -> tuple[Coverage, ...]:
        return coverage(self.articles, self.parses, self.groups, self.relations, watch=watch)


@lru_cache(maxsize=4)
def reports(facts: int, outlets: int = 2) -> Reports:
    """So many outlets tell so many facts, each a paragraph, each in words of its own."""
    rng = random.Random(facts)
    names = [f"{FIRST[(k + k // len(LAST)) % len(FIRST)]} {LAST[k % len(LAST)]}" for k in range(2 + facts // 2)]
    people = [(name, rng.choice(("mayor", "engineer", "teacher"))) for name in names]
    told = [
        (rng.choice(people), rng.choice(PLACES), rng.choice(THINGS), rng.choice(DAYS), rng.randint(20, 900), k % 4)
        for k in range(facts)
    ]
    articles = [
        Article.from_text("\n\n".join(_wording(*fact, rng) for fact in told), outlet=f"Outlet {n}")
        for n in range(outlets)
    ]
    parses = [parse(a) for a in articles]
    said: list[Attribution] = []
    for n, (article, parsed) in enumerate(zip(articles, parses, strict=True)):
        before = len(said)
        for a in attributions(n, article, parsed, heard(read_article(article, parsed))):
            said.append(a if a.within is None else replace(a, within=a.within + before))
    first = [{s.paragraph: k for k, s in reversed(list(enumerate(p.sentences)))} for p in parses]
    pairs = [(a, b) for a in range(outlets) for b in range(a + 1, outlets)]
    links = [Link(a, first[a][k], b, first[b][k], 0.9) for a, b in pairs for k in range(facts)]
    groups = [Group(tuple((n, first[n][k]) for n in range(outlets))) for k in range(facts)]
    return Reports(articles, parses, said, links, groups, [Relation(a, b, "reports") for a, b in pairs])


def _wording(who: tuple[str, str], place: str, thing: str, day: str, count: int, sort: int, rng: random.Random) -> str:
    """One wording of a fact of one of four sorts."""
    name, office = who
    last = name.split()[1]
    other = rng.choice(THINGS)
    if sort == 0:
        more = count + rng.randint(0, 3)
        return rng.choice((
            f"On {day}, {more} people left the {thing} in {place}, {office} {name} said.",
            f"{name}, the {office}, said {more} people had left the {thing} in {place} on {day}. He named nobody.",
        ))  # fmt: skip
    if sort == 1:
        needs = rng.choice(("needs", "lacks", "wants"))
        return f"“The {thing} of {place} {needs} {count} {other}s before {day},” {last} said. He spoke to {name}."
    if sort == 2:
        return f"{name} {rng.choice(('may close', 'closed', 'did not close'))} the {thing} in {place} on {day}."
    return f"{last} {rng.choice(('may open', 'opened'))} the {thing} on {day}. He said that it was safe."

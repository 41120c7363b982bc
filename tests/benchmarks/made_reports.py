"""Made-up reports of one story, of any length, for figures of speed: invented people and places, quotations, counts."""

from __future__ import annotations

import random
from collections.abc import Callable

from parallax.article import Article

SYLLABLES = "ka lor mi ten dra vo sel una ri pos gar ne thu bel iso quin war mo del fa brec hol sti ja wen cor".split()
OFFICES = (
    "mayor", "minister of works", "chief engineer", "police commander", "head of the cooperative", "harbour master",
    "spokeswoman for the ministry", "union leader", "director of the hospital", "member of parliament",
)  # fmt: skip
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
THINGS = (
    "bridge tunnel railway harbour spillway reservoir school hospital market theatre warehouse pipeline road quarry "
    "ferry library stadium archive orchard laboratory court factory airport monastery mill lighthouse canal depot "
    "budget contract licence inspection report strike election inquiry appeal protest drought auction festival vote "
    "merger verdict rescue outage epidemic flood fire landslide blockade ceasefire tariff loan pension subsidy"
).split()
DEEDS = (
    "closed opened inspected repaired sold delayed approved rejected questioned financed evacuated guarded abandoned "
    "rebuilt mapped searched criticised welcomed postponed investigated promised cancelled supported"
).split()
MANNERS = (
    "after a long night", "without any warning", "despite heavy rain", "for the second time this year",
    "at the request of residents", "under pressure from the opposition", "in spite of earlier assurances",
    "as temperatures fell below zero", "before the first witnesses arrived", "while talks went on elsewhere",
)  # fmt: skip
SOURCES = ("officials", "witnesses", "residents", "two people familiar with the matter", "a statement")

Telling = Callable[[], str]


class Story:
    """What the reports of a story may tell: its people and places, as many as a text of that length has."""

    def __init__(self, sentences: int, rng: random.Random) -> None:
        self._rng = rng
        several = 4 + sentences // 12
        self._people = [
            (f"{self._name()} {self._name()}", rng.choice(OFFICES), rng.choice(("he", "she"))) for _ in range(several)
        ]
        self._places = [self._name() for _ in range(several)]

    def _name(self) -> str:
        return "".join(self._rng.choices(SYLLABLES, k=self._rng.randint(2, 3))).capitalize()

    def _clause(self) -> str:
        pick = self._rng.choice
        first = f"the {pick(THINGS)} near {pick(self._places)} was {pick(DEEDS)}"
        second = f"the {pick(THINGS)} would be {pick(DEEDS)} on {pick(DAYS)}"
        return pick((f"{first} {pick(MANNERS)}", second, f"{first}, and {second}"))

    def fact(self) -> Telling:
        """Something to report; each call of what comes back words it once."""
        return self._rng.choice((self._count, self._speech, self._event, self._anonymous))()

    def _count(self) -> Telling:
        pick = self._rng.choice
        (name, office, _), place, count = pick(self._people), pick(self._places), self._rng.randint(3, 900)
        deed, thing, day, manner = pick(DEEDS), pick(THINGS), pick(DAYS), pick(MANNERS)
        return lambda: pick((
            f"{count} people were brought out of the {thing} in {place} on {day}, {office} {name} said.",
            f"{name}, the {office}, said at least {count - self._rng.randint(0, 2)} people had left the {thing} in "
            f"{place} {manner}.",
            f"The {thing} of {place}, {deed} {manner}, held some {count} people on {day}, according to {name}.",
        ))  # fmt: skip

    def _speech(self) -> Telling:
        pick = self._rng.choice
        (name, office, pronoun), clause, more = pick(self._people), self._clause(), self._clause()
        return lambda: pick((
            f"“{_opening(clause)},” {office} {name} said. “{_opening(more)}.”",
            f"{name} told reporters that {clause}; {more}, {pronoun} added.",
            f"{name}, the {office}, denied that {clause}, but conceded: “{_opening(more)}.”",
        ))  # fmt: skip

    def _event(self) -> Telling:
        pick = self._rng.choice
        place, day, manner, clause = pick(self._places), pick(DAYS), pick(MANNERS), self._clause()
        deed, thing, other = pick(DEEDS), pick(THINGS), pick(THINGS)
        return lambda: pick((
            f"The council of {place} {deed} the {thing} on {day} {manner}, and {clause}.",
            f"On {day} the {thing} was {deed} by the council of {place}, which had not seen the {other} {manner}.",
        ))  # fmt: skip

    def _anonymous(self) -> Telling:
        pick = self._rng.choice
        source, clause = pick(SOURCES), self._clause()
        return lambda: pick((f"{_opening(clause)}, {source} said.", f"According to {source}, {clause}."))


def _opening(clause: str) -> str:
    """A clause at the beginning of a sentence."""
    return clause[0].upper() + clause[1:]


def made_reports(articles: int, sentences: int, rng: random.Random) -> list[Article]:
    """Reports of one story by several outlets, of about as many sentences each (a quotation may hold a second); what
    stands at one place is the same fact in a third of them, in words of their own, and else known to one outlet."""
    story = Story(sentences, rng)
    common = [story.fact() for _ in range(sentences)]
    return [
        Article.from_text(
            "\n\n".join((told if rng.random() < 0.33 else story.fact())() for told in common), outlet=f"Outlet {n + 1}"
        )
        for n in range(articles)
    ]

"""Which things of one noun are two: those that a careful reader takes for two by what tells them apart (`tells`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from parallax.labels.known import COUNTRY, NAMED_AFTER_PEOPLE, PERSON, Known
from parallax.labels.mention import Name, called, folded
from parallax.labels.tells import SORTING, Tells

_TWO_SIDED = frozenset(
    """
    meeting summit talk conversation call encounter deal treaty war conflict dispute relationship friendship alliance
    marriage match partnership feud border
    """.split()
)
"""What two have together: whose it is and whom it is with are its two sides."""
_MOST = 12
"""So many things of one noun are told apart at most, so that the cost grows with the mentions alone."""
_FIRMLY = 2
"""So often must each of two sorts be said for the thing to be two, where one is no known class."""


@dataclass(slots=True)
class _Thing:
    """One of several things of a noun: what is told of it, and how many mentions tell it."""

    told: Tells
    times: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a noun, what it tells, and the keys of whom its sentence names."""

    name: Name
    told: Tells
    near: Set[str]


def apart(noun: str, mentions: Sequence[Mention], known: Known) -> list[list[Name]]:
    """The mentions of one noun, in the order of each article, by the thing they mean. What tells nothing, or fits two,
    means the thing whose people its sentence names, else the one that its article spoke of last, else the one that is
    spoken of most. Nothing depends on the order of the articles."""
    told = Counter(m.told for m in mentions if not m.told.other and not m.told.again and any(m.told.values()))
    if not told and not any(m.told.other or m.told.again for m in mentions):
        return [[m.name for m in mentions]]
    found = _Things(noun, told, known.nationalities)
    of = found.meant(told)
    often = sorted(range(len(found.things)), key=lambda k: (-found.things[k].times, k))
    kept: dict[int, list[Name]] = defaultdict(list)
    alone: list[list[Name]] = []
    again: list[Name] = []
    spoken: set[int] = set()
    last: dict[int, int] = {}
    fit = _Fit(found, known)
    for m in mentions:
        article = m.name.span[0]
        if article in spoken and (m.told.other or m.told.again):
            if m.told.other:
                alone.append([m.name])
            else:
                again.append(m.name)
            continue
        spoken.add(article)
        fits = of.get(m.told, often)
        if not fits:
            alone.append([m.name])
            continue
        near = {k: fit.near(k, m.near) for k in fits}
        k = min(fits, key=lambda k: (-near[k], last.get(article) != k, often.index(k)))
        if sum(n == near[k] for n in near.values()) == 1:
            last[article] = k
        kept[k].append(m.name)
    alone = [[replace(name, apart="another")] for (name,) in alone]
    return [*_named_apart(kept, fit), *([again] if again else []), *alone]


def _named_apart(kept: Mapping[int, list[Name]], fit: _Fit) -> Iterator[list[Name]]:
    """The mentions of each thing; all but the one that is spoken of most with what tells it from the others."""
    before: Counter[str] = Counter()
    for n, k in enumerate(sorted(kept, key=lambda k: (-len(kept[k]), k))):
        name = called(kept[k])[0].casefold()
        what = fit.telling(k) if n else ""
        if set(folded(what.partition(",")[0])[-1:]) & set(folded(name.replace("'s ", " "))):
            what = ""  # "the Ortiz administration"
        if before[f"{name} ({what})"]:
            what = f"{what} {n + 1}".strip()
        before[f"{name} ({what})"] += 1
        yield [replace(m, apart=what) for m in kept[k]]


class _Things:
    """The things of one noun while they are told apart."""

    def __init__(self, noun: str, told: Counter[Tells], nationalities: Mapping[str, str]) -> None:
        self.things: list[_Thing] = []
        self._two_sided = noun in _TWO_SIDED
        self._body = noun in NAMED_AFTER_PEOPLE
        self._nationalities = nationalities
        self._sorts: Counter[str] = Counter()
        self._beside: set[frozenset[str]] = set()
        for t, times in told.items():
            self._sorts.update(dict.fromkeys(t.sorts, times))
            for together in (t.sorts, self.parties(t)):
                self._beside.update(frozenset((a, b)) for a in together for b in together if a != b)

    def meant(self, told: Counter[Tells]) -> dict[Tells, Sequence[int]]:
        """The numbers of the things that each may mean, none for one more than can be told apart."""
        of: dict[Tells, Sequence[int]] = {}
        waiting = []
        for t in sorted(told, key=lambda t: (-self._weight(t), -told[t], t.order())):
            shared = self._shared(t)
            if not shared:
                of[t] = self._more(t, told[t])
            elif max(shared.values()):
                best = [k for k in shared if shared[k] == max(shared.values())]
                if len(best) == 1:
                    self._join(best[0], t, told[t])
                else:
                    self.things[max(best, key=lambda k: (self.things[k].times, -k))].times += told[t]
                of[t] = best
            else:
                waiting.append(t)
        for t in sorted(waiting, key=lambda t: (-told[t], t.order())):
            fits = sorted(self._shared(t), key=lambda k: (-self.things[k].times, k))
            of[t] = fits or self._more(t, told[t])
            if len(fits) == 1:
                self._join(fits[0], t, told[t])
        if not self.things:
            self._more(Tells(), 0)
        return of

    def _shared(self, t: Tells) -> dict[int, int]:
        """The things that it may mean, each with how much is told of both."""
        values = set(t.values())
        return {
            k: len(values.intersection(thing.told.values()))
            for k, thing in enumerate(self.things)
            if not self._two(thing.told, t)
        }

    def _weight(self, t: Tells) -> int:
        return min(2, len(t.people())) + (1 if t.places else 0)

    def _more(self, t: Tells, times: int) -> Sequence[int]:
        if len(self.things) == _MOST:
            return ()
        self.things.append(_Thing(t, times))
        return (len(self.things) - 1,)

    def _join(self, k: int, t: Tells, times: int) -> None:
        thing = self.things[k]
        thing.told, thing.times = thing.told | t, thing.times + times

    def _two(self, a: Tells, b: Tells) -> bool:
        """Whether what is told of both cannot be of one thing."""
        for x, y in ((a.places, b.places), (a.years, b.years), (a.ordinals, b.ordinals)):
            if x and y and x.isdisjoint(y):
                return True
        if self._of_two_sorts(a.sorts, b.sorts) or self._other_sides(a, b):
            return True
        if self._two_sided:
            return False
        ours, theirs = (t.owners | _persons(t.named) if self._body else t.owners for t in (a, b))
        named = self._others(_persons(a.named), _persons(b.named))
        return named or self._others(ours, theirs) or self._others(a.about, b.about)

    def _of_two_sorts(self, some: Set[str], others: Set[str]) -> bool:
        if not some or not others or not some.isdisjoint(others):
            return False
        classes = [SORTING & some, SORTING & others]
        firm = all(classes) or (any(classes) and all(self._sorts[v] >= _FIRMLY for v in some | others))
        return firm and not any(frozenset((a, b)) in self._beside for a in some for b in others)

    def _others(self, some: Set[str], others: Set[str]) -> bool:
        """Whether some and others are people, or countries, none of whom are the same or stand beside each other."""
        some, others = _people(some), _people(others)
        return bool(some) and bool(others) and not any(self._same(a, b) for a in some for b in others)

    def _same(self, a: str, b: str) -> bool:
        """Whether two keys are one, a person's being that of the country where the country stands for the person."""
        return a == b or self._nationalities.get(a) == b or self._nationalities.get(b) == a

    def parties(self, t: Tells) -> set[str]:
        """The people and countries that take part, without the country of one who does."""
        named = _people(t.named)
        if len(named) == 1:  # "the Singapore summit" may be held there
            named = _persons(named)
        every = _people(t.owners | t.sides | t.about) | named
        return every - {self._nationalities.get(v, "") for v in every}

    def _other_sides(self, a: Tells, b: Tells) -> bool:
        if not self._two_sided and not (a.sides and b.sides):
            return False
        ours, theirs = self.parties(a), self.parties(b)
        if len(ours) < 2 and len(theirs) < 2:
            partners = any(frozenset((v, w)) in self._beside for v in ours for w in theirs)
            return not partners and self._others(a.sides, b.sides)
        more, fewer = (ours, theirs) if len(ours) >= len(theirs) else (theirs, ours)
        return any(not any(self._same(v, w) for w in more) for v in fewer)


class _Fit:
    """How well the people who are named somewhere fit the things of one noun: whoever takes part in fewer of them
    tells more."""

    def __init__(self, found: _Things, known: Known) -> None:
        self._nationalities = known.nationalities
        self._told = [x.told for x in found.things]
        self._people = [sorted(found.parties(x.told)) for x in found.things]
        self._times = Counter(v for people in self._people for v in people)

    def near(self, k: int, named: Set[str]) -> float:
        """How well those named in a sentence fit thing number `k`."""
        there = (v for v in self._people[k] if v in named or self._nationalities.get(v) in named)
        return round(sum(1 / self._times[v] for v in there), 6)

    def telling(self, k: int) -> str:
        """In words what tells thing number `k` best: who takes part in the fewest others, its place, its year."""
        told = self._told[k]
        people = sorted(self._people[k], key=lambda v: (self._times[v], not v.startswith(PERSON), v))
        if people and self._times[people[0]] < len(self._told):
            taking_part = sorted(people[:2], key=lambda v: not v.startswith(PERSON))
            return ", ".join(v.partition(":")[2] for v in taking_part)
        for values in (told.places, told.years, told.ordinals, told.sorts & SORTING):
            if values:
                return min(values)
        return ""


def _persons(keys: Set[str]) -> set[str]:
    return {v for v in keys if v.startswith(PERSON)}


def _people(keys: Set[str]) -> set[str]:
    return {v for v in keys if v.startswith((PERSON, COUNTRY))}

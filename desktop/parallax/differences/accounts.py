"""Facts that two reports tell of the same thing wherever they tell it: tolls and amounts, ages, days; and what only a
headline says. A pair of linked sentences is not needed; that the other report says it elsewhere settles it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parallax.differences import events
from parallax.differences.about import Fact, central, facts_of, long_past, places
from parallax.differences.careers import careers_between
from parallax.differences.counts import counted_as, counts_between
from parallax.differences.dated import told_when
from parallax.differences.found import Found, found_between
from parallax.differences.quantities import number_between, relation_of, what
from parallax.differences.reading import Reading
from parallax.differences.superlatives import superlatives_between
from parallax.language.dates import published_day
from parallax.values import FactRelation

_SURE_TOLL, _SURE_AMOUNT, _SURE_AGE, _SURE_DAY, _SURE_DEED, _SURE_HEADLINE = 0.72, 0.7, 0.85, 0.72, 0.62, 0.6
_YEARS_OF_A_CASE = 3
_UNSURE = 0.5
_YEAR = 365.25
_PART_OF = {"injured": ("injured", "hospital"), "evacuated": ("evacuated",), "dead": ("dead",)}
"""Which counts of a text would bear out a count in its headline."""


def accounts_between(x: Reading, y: Reading) -> list[Found]:
    """What two reports say differently of the same thing, `x` and `y` in an order that does not depend on their
    numbers."""
    told_x, told_y = x.once(facts_of), y.once(facts_of)
    found = [*_tolls(x, y, told_x, told_y), *_amounts(x, y, told_x, told_y)]
    found.extend(_ages(x, y))
    found.extend(_event_days(x, y))
    found.extend(_deeds(x, y))
    found.extend(counts_between(x, y))
    found.extend(careers_between(x, y))
    found.extend(superlatives_between(x, y))
    for reading, told in ((x, told_x), (y, told_y)):
        found.extend(_headline(reading, told))
    return found


def _tolls(x: Reading, y: Reading, told_x: Sequence[Fact], told_y: Sequence[Fact]) -> list[Found]:
    """For each fate, the highest count of people that each report leads with."""
    found = []
    lead_x, lead_y = _leading(x, told_x), _leading(y, told_y)
    for about in sorted({f.about for f in lead_x} & {f.about for f in lead_y}):
        f = max((f for f in lead_x if f.about == about), key=_weight)
        g = max((g for g in lead_y if g.about == about), key=_weight)
        here, there = places(x, f.sentence), places(y, g.sentence)
        if f.stuff != g.stuff or (here and there and not here & there):
            continue
        if _borne_out(f, [h for h in told_y if h is not g]) or _borne_out(g, [h for h in told_x if h is not f]):
            continue
        found.extend(_number(x, y, f, g, _SURE_TOLL))
    return found


def _weight(fact: Fact) -> tuple[float, int]:
    return fact.quantity.value, -fact.quantity.first


def _leading(reading: Reading, told: Sequence[Fact]) -> list[Fact]:
    leads = reading.once(central)
    return [f for f in told if f.sentence in leads and f.about[0] == "people" and not long_past(reading, f.sentence)]


def _borne_out(fact: Fact, elsewhere: Sequence[Fact]) -> bool:
    """Whether the other report says in another place a number of the same thing that agrees."""
    q = fact.quantity
    return any(g.about == fact.about and g.quantity.low <= q.high and q.low <= g.quantity.high for g in elsewhere)


def _amounts(x: Reading, y: Reading, told_x: Sequence[Fact], told_y: Sequence[Fact]) -> list[Found]:
    """The amount of something that was released, burned or seized, where each report gives one alone."""
    found = []
    for about in sorted({f.about for f in told_x} & {g.about for g in told_y}):
        first = [f for f in told_x if f.about == about and not long_past(x, f.sentence)]
        second = [g for g in told_y if g.about == about and not long_past(y, g.sentence)]
        if about[0] == "people" or len(first) != 1 or len(second) != 1:
            continue
        f, g = first[0], second[0]
        if not (f.stuff and g.stuff and f.stuff != g.stuff):
            found.extend(_number(x, y, f, g, _SURE_AMOUNT))
    return found


def _number(x: Reading, y: Reading, f: Fact, g: Fact, sure: float) -> list[Found]:
    relation = relation_of(f.quantity, g.quantity, x, y)
    if relation is None:
        return []
    q, r = f.quantity, g.quantity
    sure = min(sure, _UNSURE) if relation == "unclear" else sure
    return [number_between(x, q, y, r, relation, sure, counted_as(x, q, y, r))]


def _ages(x: Reading, y: Reading) -> list[Found]:
    """The ages of one person. A year apart may be a birthday between two days of publication, a few years apart an
    arrest and a verdict, where no days are known."""
    found = []
    first, second = x.once(_ages_by_person), y.once(_ages_by_person)
    for who in sorted(first.keys() & second.keys()):
        own, theirs = first[who], second[who]
        if {a.years for a in own} & {b.years for b in theirs}:
            continue
        a, b = own[0], theirs[0]
        told = f"{x.name} gives the age of {a.name} as {a.years}, {y.name} that of {b.name} as {b.years}."
        dated = all(published_day(r.article.published) is not None for r in (x, y))
        relation: FactRelation = (
            "unclear" if abs(a.years - b.years) <= (1 if dated else _YEARS_OF_A_CASE) else "contradicts"
        )
        if _aged(x, y, a.years, b.years):
            relation, told = "later report", f"{told[:-1]}; they were published at different times."
        at = (a.first, a.last), (b.first, b.last)
        found.append(found_between("number", x, y, *at, told, _SURE_AGE, relation))
    return found


def _aged(x: Reading, y: Reading, own: int, theirs: int) -> bool:
    """Whether the time between two publications makes one age the other."""
    first, second = published_day(x.article.published), published_day(y.article.published)
    if first is None or second is None:
        return False
    years = (second - first).days / _YEAR
    return own != theirs and (years > 0) == (theirs > own) and abs(abs(years) - abs(theirs - own)) < 1


def _ages_by_person(reading: Reading) -> dict[str, list[events.Age]]:
    found: dict[str, list[events.Age]] = defaultdict(list)
    for age in events.ages(reading):
        found[age.label].append(age)
    return found


def _event_days(x: Reading, y: Reading) -> list[Found]:
    """The day of the event that both lead with: one whose people both count alike in a sentence that names a day."""
    dated = [
        (w, v)
        for w, f in x.once(events.event_days)
        for v, g in y.once(events.event_days)
        if events.one_event(x, y, f, g)
    ]
    if not dated or not all(events.days_apart(x, y, w, v) for w, v in dated):
        return []
    w, v = dated[0]
    told = f"{x.name} dates the event {x.words(w.first, w.last)}, {y.name} {y.words(v.first, v.last)}."
    at = (w.first, w.last), (v.first, v.last)
    return [found_between("date", x, y, *at, told, _SURE_DAY, "contradicts")]


def _deeds(x: Reading, y: Reading) -> list[Found]:
    """Days of what one person or body did once, where the two reports have no such day in common."""
    found = []
    ours, theirs = x.once(_deeds_by_kind), y.once(_deeds_by_kind)
    told: set[tuple[str, str]] = set()
    for a in x.once(events.deeds):
        kind = a.who, a.did
        same = [] if kind in told else [b for b in theirs.get(kind, ()) if events.one_deed(a, b)]
        if not same:
            continue
        told.add(kind)
        own = [c for c in ours[kind] if any(events.one_deed(c, b) for b in same)]
        if not all(events.days_apart(x, y, c.when, b.when) for c in own for b in same):
            continue
        w, v = a.when, same[0].when
        first, second = x.words(w.first, w.last), y.words(v.first, v.last)
        words = f"When {told_when(x, w)}: {x.name} says {first}, {y.name} {second}."
        at = (w.first, w.last), (v.first, v.last)
        found.append(found_between("date", x, y, *at, words, _SURE_DEED, "contradicts"))
    return found


def _deeds_by_kind(reading: Reading) -> dict[tuple[str, str], list[events.Deed]]:
    """What each did, each kind of deed apart."""
    found: dict[tuple[str, str], list[events.Deed]] = defaultdict(list)
    for deed in reading.once(events.deeds):
        found[deed.who, deed.did].append(deed)
    return found


def _headline(reading: Reading, told: Sequence[Fact]) -> list[Found]:
    """A count in a headline that is higher than every count of the same in the report's own text."""
    found = []
    for f in told:
        if reading.role(f.sentence) != "headline":
            continue
        bearing = [
            g
            for g in told
            if reading.role(g.sentence) != "headline" and g.about[0] == "people"
            and g.about[1] in _PART_OF.get(f.about[1], ())
        ]  # fmt: skip
        if not bearing or any(g.quantity.high >= f.quantity.low for g in bearing):
            continue
        g = max(bearing, key=_weight)
        words = what(reading, f.quantity), what(reading, g.quantity)
        explanation = f"The headline of {reading.name} says {words[0]}, its own text no more than {words[1]}."
        at = (f.quantity.first, f.quantity.last), (g.quantity.first, g.quantity.last)
        found.append(found_between("number", reading, reading, *at, explanation, _SURE_HEADLINE, "unclear"))
    return found

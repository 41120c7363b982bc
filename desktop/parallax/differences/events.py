"""Days and ages that belong to something named: the event that both reports lead with, a person of both, what a person
did once."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.attribution.lexicon import SPEECH
from parallax.differences.about import (
    Fact,
    after_dateline,
    central,
    facts_of,
    is_day,
    long_past,
    loosely_dated,
    places,
)
from parallax.differences.likeness import concept, objects, subject
from parallax.differences.reading import Reading
from parallax.language.dates import When, days, one_day_of_a_year

_ONCE = frozenset(
    "die kill arrest fire oust resign appoint hire indict surrender return marry bear join replace recruit retire"
    " release open close crash explode sink collapse erupt".split()
)
"""What somebody or something does once in the time of a story."""
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december morning afternoon evening night noon midnight week month today".split()
)
_END_OF_DAY = frozenset({"night", "midnight", "late", "overnight"})
_START_OF_DAY = frozenset({"early", "midnight", "morning", "overnight", "dawn", "predawn"})
_NEAR = 4
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class Age:
    """The age of a person: tokens `first` to `last` (excluded) are the words for it; `label` the person's id; `name`
    as the text has it."""

    label: str
    name: str
    years: int
    first: int
    last: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did on a day: the id of the label, the concept of the verb, the concepts that it is done to or
    with, the day."""

    who: str
    did: str
    objects: frozenset[str]
    when: When


def ages(reading: Reading) -> tuple[Age, ...]:
    """The ages that a report gives people who have a label: "Ada Lind, 34,", "a 43-year-old teacher, Ada Lind"."""
    found = []
    for label, start, end in reading.mentions:
        inside = reading.within(start, end) if label.kind == "person" else ()
        if not inside:
            continue
        read = _age_after(reading, inside[-1] + 1) or _age_before(reading, inside[0])
        if read is not None:
            years, first, last = read
            name = " ".join(reading.article.text[start:end].split())
            found.append(Age(label.id, name, years, first, last, reading.tokens[first].sentence))
    return tuple(found)


def _age_after(reading: Reading, at: int) -> tuple[int, int, int] | None:
    """(years, first token, last token) of an age right after a name that ends before token `at`."""
    tokens = reading.tokens
    k, sentence = at, tokens[at - 1].sentence
    while k < min(len(tokens), at + _NEAR) and tokens[k].text.casefold() in (
        ",", "(", "a", "an", "the", "who", "is", "was", "aged", "age",
    ):  # fmt: skip
        k += 1
    if k == at or k >= len(tokens) or tokens[k].sentence != sentence:
        return None
    q = next((q for q in reading.quantities(sentence) if q.unit == "age" and q.first <= k < q.last), None)
    if q is not None and q.value == int(q.value):
        return int(q.value), q.first, _whole_age(reading, q.last)
    closed = k + 1 < len(tokens) and tokens[k + 1].text in (",", ")", ".", ";")
    words = {t.text.casefold() for t in tokens[at:k]}
    if closed and words <= {",", "(", "aged", "age"} and tokens[k].text.isdecimal() and len(tokens[k].text) < 4:
        years = int(tokens[k].text)
        return (years, k, k + 1) if 0 < years <= _OLDEST else None
    return None


def _age_before(reading: Reading, at: int) -> tuple[int, int, int] | None:
    """The age in the phrase right before a name that begins at token `at`: "34-year-old Ada Lind"."""
    tokens = reading.tokens
    for q in reading.quantities(tokens[at].sentence):
        if q.unit != "age" or not q.last <= at or q.value != int(q.value):
            continue
        last = _whole_age(reading, q.last)
        if all(t.pos in ("NOUN", "ADJ", "PROPN") and t.text.isalpha() for t in tokens[last:at]) and at - last <= _NEAR:
            return int(q.value), q.first, last
    return None


def _whole_age(reading: Reading, last: int) -> int:
    """The end of the words for an age, "old" included."""
    for k in range(last, min(len(reading.tokens), last + 2)):
        if reading.tokens[k].text.casefold() == "old":
            return k + 1
    return last


def event_days(reading: Reading) -> list[tuple[When, Fact]]:
    """The day that a leading sentence gives the event whose people it counts, with each of these counts. A sentence
    with two days, or whose only day is that of a report or lies ahead, tells none for certain."""
    found: list[tuple[When, Fact]] = []
    facts, leading = reading.once(facts_of), reading.once(central)
    for sentence in sorted({f.sentence for f in facts} & leading):
        if long_past(reading, sentence):
            continue
        told = [w for w in reading.moments(sentence) if is_day(w) and w.first >= after_dateline(reading, sentence)]
        told = [w for w in told if not (w.verb >= 0 and reading.tokens[w.verb].lemma in SPEECH)]
        if len(told) == 1 and not told[0].future:
            counted = (f for f in facts if f.sentence == sentence and f.about[0] == "people")
            found.extend((told[0], f) for f in counted if not _in_an_aside(reading, f.quantity.predicate, told[0].verb))
    return found


def _in_an_aside(reading: Reading, verb: int, dated: int) -> bool:
    """Whether a verb stands in a relative clause under the verb that is dated: "handed out tents on Monday to survivors
    of the quake that killed ten"."""
    aside = False
    while verb >= 0 and verb != dated and reading.tokens[verb].head != verb:
        aside = aside or reading.tokens[verb].dep in ("relcl", "acl")
        verb = reading.tokens[verb].head
    return aside and verb == dated


def one_event(x: Reading, y: Reading, f: Fact, g: Fact) -> bool:
    """Whether two counts in leading sentences are of one event: the same fate, values that agree, no other place."""
    if f.about != g.about or f.stuff != g.stuff:
        return False
    q, r = f.quantity, g.quantity
    here, there = places(x, f.sentence), places(y, g.sentence)
    return q.low <= r.high and r.low <= q.high and not (here and there and not here & there)


def deeds(reading: Reading) -> list[Deed]:
    """What a labelled person or body did once, and when."""
    owner = {
        k: label.id
        for label, start, end in reading.mentions
        if label.kind in ("person", "organisation")
        for k in reading.within(start, end)
    }
    found: list[Deed] = []
    for sentence in range(len(reading.parse.sentences)):
        for when in reading.moments(sentence):
            if when.verb < 0 or when.future or not is_day(when) or when.first < after_dateline(reading, sentence):
                continue
            doer = owner.get(subject(reading, when.verb))
            lemma = reading.tokens[when.verb].lemma.casefold()
            negated = any(reading.tokens[c].dep == "neg" for c in reading.children[when.verb])
            if doer is not None and lemma in _ONCE and not negated and not loosely_dated(reading, when):
                did = f"{concept(lemma)} {_passive(reading, when.verb)}"
                found.append(Deed(doer, did, frozenset(objects(reading, when.verb)) - _TIMES, when))
    return found


def one_deed(a: Deed, b: Deed) -> bool:
    """Whether two deeds of one name may be one: nothing that they are done to or with sets them apart."""
    return a.who == b.who and a.did == b.did and (not a.objects or not b.objects or bool(a.objects & b.objects))


def _passive(reading: Reading, verb: int) -> str:
    return "passive" if any(reading.tokens[c].dep == "nsubjpass" for c in reading.children[verb]) else "active"


def days_apart(x: Reading, y: Reading, w: When, v: When) -> bool:
    """Whether two days are surely not the same. Without dates of publication two weekdays are compared by name, a
    weekday and a date are not; a night and the morning after it are near enough to be one."""
    if one_day_of_a_year(w, v):
        return False
    a, b = days(w, x.article.published), days(v, y.article.published)
    if a and b:
        if a[0] <= b[1] and b[0] <= a[1]:
            return False
        (first, early, one), (second, late, other) = sorted([(a[0], w, x), (b[0], v, y)], key=lambda t: t[0])
        return (second - first).days > 1 or not (_near(one, early) & _END_OF_DAY and _near(other, late) & _START_OF_DAY)
    if w.weekday is not None and v.weekday is not None and not w.month and not v.month:
        gap = min((w.weekday - v.weekday) % 7, (v.weekday - w.weekday) % 7)
        words = _near(x, w) | _near(y, v)
        return gap > 1 or (gap == 1 and not words & (_END_OF_DAY | _START_OF_DAY))
    return False


def _near(reading: Reading, when: When) -> frozenset[str]:
    """The words beside a day that tell the time of day."""
    s = reading.parse.sentences[reading.tokens[when.first].sentence]
    around = reading.tokens[max(s.first, when.first - 3) : min(s.last, when.last + 2)]
    return frozenset(t.text.casefold() for t in around)

"""Whether two numbers of one noun stand in the same frame: the same time, place and doer. What one person did in a game
and in a career, what two earthquakes of two years destroyed, are two things that no report confuses."""

from __future__ import annotations

from parallax.differences import events
from parallax.differences.about import after_dateline, fate_of, places
from parallax.differences.likeness import subject
from parallax.differences.reading import Reading
from parallax.language.numbers import Quantity

_AHEAD = frozenset({"will", "'ll", "’ll", "wo", "shall", "would"})
_OF_MORE = frozenset("them these those us whom which".split())
_ONE_COUNT = 10.0
"""By how much two reports of one count differ at most, as a factor; beyond it they count two things."""
_NEARLY = 0.1
_HIGH = 4
_NAMED = frozenset({"person", "organisation", "country", "group"})


def one_frame(x: Reading, y: Reading, q: Quantity, r: Quantity) -> bool:
    """Whether nothing about them sets two numbers of one noun apart."""
    low, high = sorted((q.value, r.value))
    if q.unit == r.unit and low > 0 and high > _ONE_COUNT * low and not (q.low <= r.high and r.low <= q.high):
        return False
    near = q.unit == r.unit and high - low <= _NEARLY * high
    i, j = x.tokens[q.first].sentence, y.tokens[r.first].sentence
    of_people = bool(fate_of(x, q) or fate_of(y, r))
    if not _one_time(x, y, i, j, near) or (of_people and not _one_place(x, y, i, j)):
        return False
    if q.unit != "age" and _other_ages(x, y, i, j):
        return False
    if {_tense(x, q), _tense(y, r)} == {"past", "ahead"}:
        return False
    if _other_nations(x, y, q, r):
        return False
    first, second = _doer(x, q), _doer(y, r)
    return not (first and second and not first & second)


def part_of_more(reading: Reading, q: Quantity) -> bool:
    """Whether a number counts some of others that are named before it ("one of them a woman") or that are more than a
    story tells of ("one of the largest firms")."""
    words = [t.text.casefold() for t in reading.tokens[q.last : q.last + 2]]
    if words[:1] != ["of"]:
        return False
    below = reading.children[q.noun] if q.noun >= 0 else ()
    return words[-1] in _OF_MORE or any(reading.tokens[c].tag == "JJS" for c in below)


def _one_time(x: Reading, y: Reading, i: int, j: int, near: bool) -> bool:
    """Whether two sentences do not look at two times. Where only one names its time, numbers that are nearly the same
    may be of one."""
    first, second = _looking_back(x, i), _looking_back(y, j)
    if first and second:
        return bool(first & second)
    return near or not (first or second)


def _other_ages(x: Reading, y: Reading, i: int, j: int) -> bool:
    """Whether two sentences tell of people of other ages."""
    first, second = _ages(x, i), _ages(y, j)
    return bool(first and second) and not first & second


def _ages(reading: Reading, sentence: int) -> set[float]:
    named = {float(age.years) for age in reading.once(events.ages) if age.sentence == sentence}
    return named | {q.value for q in reading.quantities(sentence) if q.unit == "age"}


def _looking_back(reading: Reading, sentence: int) -> frozenset[tuple[str, int]]:
    """The months and years that a sentence names without a day."""
    start = after_dateline(reading, sentence)
    found: set[tuple[str, int]] = set()
    for w in reading.moments(sentence):
        if w.first < start or w.day is not None:
            continue
        if w.month is not None:
            found.add(("month", w.month))
        if w.year is not None:
            found.add(("year", w.year))
    return frozenset(found)


def _one_place(x: Reading, y: Reading, i: int, j: int) -> bool:
    """Whether two sentences that name places have some name in common."""
    if not places(x, i) or not places(y, j):
        return True
    return bool(_names(x, i) & _names(y, j))


def _names(reading: Reading, sentence: int) -> frozenset[str]:
    start = after_dateline(reading, sentence)
    return frozenset(
        t.text.casefold().removesuffix("s")[:5]
        for t in reading.parse.words(sentence)
        if t.i >= start and t.pos in ("PROPN", "ADJ") and t.text[:1].isupper()
    )


def _tense(reading: Reading, q: Quantity) -> str:
    if q.predicate < 0:
        return ""
    verb = reading.tokens[q.predicate]
    helpers = [reading.tokens[c] for c in reading.children[verb.i] if reading.tokens[c].dep in ("aux", "auxpass")]
    if any(h.text.casefold() in _AHEAD for h in helpers):
        return "ahead"
    return "past" if verb.tag == "VBD" or any(h.tag == "VBD" for h in helpers) else ""


def _other_nations(x: Reading, y: Reading, q: Quantity, r: Quantity) -> bool:
    """Whether numbers are told of people of two nations: "a Norwegian fell", "a Greek man died after falling"."""
    first, second = _nations(x, q), _nations(y, r)
    return bool(first and second) and not first & second


def _nations(reading: Reading, q: Quantity) -> set[str]:
    """The words for the nation, faith or party of whoever does or undergoes what a number is the measure of."""
    doer = who_does(reading, q)
    return {
        t.text.casefold()
        for c in (reading.children[doer] if doer >= 0 and doer != q.noun else ())
        if (t := reading.tokens[c]).dep == "amod" and t.entity >= 0 and reading.parse.entities[t.entity].label == "NORP"
    }


def who_does(reading: Reading, q: Quantity) -> int:
    """The token of whoever does or undergoes what a number is the measure of, by the verb over it or, where that has
    no subject ("died after falling"), by the next ones above; or -1."""
    verb = q.predicate
    for _ in range(_HIGH):
        if verb < 0 or (doer := subject(reading, verb)) >= 0:
            return -1 if verb < 0 else doer
        verb = reading.tokens[verb].head
    return -1


def _doer(reading: Reading, q: Quantity) -> frozenset[str]:
    """The names of whoever does what a number is the measure of, word by word; empty where no name says it."""
    doer = subject(reading, q.predicate) if q.predicate >= 0 else -1
    if doer < 0 or doer == q.noun or reading.tokens[doer].pos != "PROPN":
        return frozenset()
    written = [doer, *(c for c in reading.children[doer] if reading.tokens[c].pos == "PROPN")]
    return reading.once(_names_of_labelled).get(doer, frozenset()) | {
        reading.tokens[k].text.casefold() for k in written
    }


def _names_of_labelled(reading: Reading) -> dict[int, frozenset[str]]:
    """For each token of a label its id and the words of its name."""
    found: dict[int, frozenset[str]] = {}
    for label, start, end in reading.mentions:
        if label.kind in _NAMED:
            words = frozenset((label.id, *label.name.casefold().split()))
            for k in reading.within(start, end):
                found[k] = found.get(k, words) | words
    return found

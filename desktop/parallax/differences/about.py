"""What a number is about, wherever it stands in a report: the people of an event and what became of them, the amount
of a thing and what it did. A small set of classes of news, written by hand, in which no story's own words stand."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.differences.reading import Reading
from parallax.language.dates import When
from parallax.language.numbers import Quantity

_FATES = {
    word: fate
    for fate, words in {
        "dead": "kill die dead death fatality perish slay drown",
        "injured": "injure hurt wound injured wounded injury maim poison sicken",
        "missing": "missing unaccounted",
        "evacuated": "evacuate evacuee",
        "arrested": "arrest detain detainee",
        "rescued": "rescue",
        "hospital": "hospitalise hospitalize hospitalised hospitalized",
    }.items()
    for word in words.split()
}
FATES = frozenset((*_FATES.values(), "hospital"))
_OF_THEMSELVES = frozenset({"die", "perish", "drown", "evacuate"})
"""Verbs whose subject meets the fate; of all others it is the object, or the subject of the passive."""
_DONE_TO = frozenset("kill injure hurt wound maim poison sicken arrest detain rescue evacuate".split())
_PLACED = {("home", "leave"): "evacuated", ("home", "flee"): "evacuated"}
_LED = frozenset("usher lead pull bring carry guide escort take help ferry airlift evacuate winch move".split())
"""What is done to people who are brought to safety."""
ANYBODY = frozenset("person people resident evacuee victim patient death fatality injury arrest detainee other".split())
"""What is counted where the count takes in everybody."""
_UNITS = {
    "mass": "gram kilogram kilo kg ounce tonne ton",
    "volume": "litre liter gallon barrel",
    "area": "acre hectare",
}
_DIMENSIONS = {unit: dimension for dimension, units in _UNITS.items() for unit in units.split()}
_DOINGS = {
    word: doing
    for doing, words in {
        "released": "leak escape spill release pour discharge seep flow gush emit spew vent",
        "burned": "burn char scorch blacken",
        "seized": "seize confiscate",
    }.items()
    for word in words.split()
}
_ANY_STUFF = frozenset("gas liquid chemical substance material fluid it".split())
_LEAD = 3
_WHOLE_SENTENCE = 6
_DATELINE = 14
_DASHES = frozenset({"—", "–", "--", "-"})
_LONG_AGO = -28
_HABITS = frozenset("usually typically normally generally often always regularly sometimes".split())
_BOUNDS = frozenset({"before", "after", "since", "until", "till", "by", "from", "through"})
"""What makes a day the bound of a time in which something happened, not the day on which it did."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of a sentence with what it is about: ("people", fate) or (doing, dimension). `stuff` is the lemma of
    what is measured or counted, empty where that is everybody or anything."""

    about: tuple[str, str]
    stuff: str
    quantity: Quantity
    sentence: int


def facts_of(reading: Reading) -> tuple[Fact, ...]:
    """Every number of a report that falls into a class of news, in text order."""
    found = []
    for s in range(len(reading.parse.sentences)):
        for q in reading.quantities(s):
            fate = "" if q.ordinal or q.unit else fate_of(reading, q)
            if fate:
                counted = "" if q.counted in ANYBODY else q.counted
                found.append(Fact(("people", fate), counted, q, s))
                continue
            doing = _doing(reading, q)
            if doing:
                stuff = "" if q.counted == q.unit or q.counted in _ANY_STUFF else q.counted
                found.append(Fact((doing, _DIMENSIONS[q.unit]), stuff, q, s))
    return tuple(found)


def fate_of(reading: Reading, q: Quantity) -> str:
    """What became of the people that a number counts ("dead", "injured", "evacuated"), or an empty string."""
    tokens = reading.tokens
    head = q.noun if q.noun >= 0 else number_token(reading, q)
    if q.noun >= 0 and q.counted in _FATES:
        return _FATES[q.counted]
    for c in reading.children[head]:
        t = tokens[c]
        if t.dep in ("amod", "acl") and t.lemma.casefold() in _FATES and t.tag not in ("VBG", "VB"):
            return _FATES[t.lemma.casefold()]
        if t.dep == "prep" and any(tokens[p].lemma == "hospital" for p in reading.children[c]):
            return "hospital"
    if q.noun < 0 and tokens[head].head != head and tokens[head].dep == "nummod":
        return ""
    return _suffered(reading, head)


def number_token(reading: Reading, q: Quantity) -> int:
    """The token of a number that hangs from outside it."""
    for k in range(q.first, q.last):
        if not q.first <= reading.tokens[k].head < q.last:
            return k
    return q.last - 1


def _suffered(reading: Reading, head: int) -> str:
    """The fate that the verb above a noun or number gives it."""
    tokens = reading.tokens
    role = tokens[head].dep
    verb = tokens[head].head
    lemma = tokens[verb].lemma.casefold()
    before = tokens[head - 1].text.casefold().removesuffix("s") if head else ""
    if role != "nsubj" and before in _DONE_TO and tokens[head - 1].sentence == tokens[head].sentence:
        return _FATES[before]  # a headline's "Fire kills 12", which the parse takes for nouns
    if verb == head:
        return ""
    if role in ("nsubj", "nsubjpass") and tokens[verb].pos == "AUX":
        adjective = next((tokens[c].lemma for c in reading.children[verb] if tokens[c].dep in ("acomp", "attr")), "")
        return _FATES.get(adjective.casefold(), "")
    if role in ("dobj", "nsubjpass") and lemma in _FATES and lemma not in ("die", "perish"):
        return _FATES[lemma]
    if role == "nsubj" and (lemma in _OF_THEMSELVES or (lemma in _FATES and tokens[verb].tag == "VBN")):
        active = any(tokens[c].dep == "aux" and tokens[c].lemma == "have" for c in reading.children[verb])
        return "" if active and lemma not in _OF_THEMSELVES else _FATES[lemma]
    for below in (verb, *(c for c in reading.children[verb] if tokens[c].dep == "xcomp")):
        fate = _placed(reading, below, role)
        if fate:
            return fate
    return ""


def _placed(reading: Reading, verb: int, role: str) -> str:
    """ "left their homes", "were taken to hospital", "left 14 people in hospital", "were led to safety"."""
    tokens = reading.tokens
    lemma = tokens[verb].lemma.casefold()
    for c in reading.children[verb]:
        t = tokens[c]
        if t.dep == "dobj" and role == "nsubj":
            fate = _PLACED.get((t.lemma.casefold(), lemma), "")
            if fate:
                return fate
        brought = t.dep == "prep" and t.text.casefold() in ("to", "in") and role in ("nsubjpass", "dobj")
        there = {tokens[p].lemma.casefold() for p in reading.children[c]} if brought else ()
        if "hospital" in there:
            return "hospital"
        if "safety" in there and lemma in _LED and t.text.casefold() == "to":
            return "rescued"
    return ""


def _doing(reading: Reading, q: Quantity) -> str:
    """What a measured amount did or what was done to it ("released"), or an empty string."""
    if q.unit not in _DIMENSIONS:
        return ""
    tokens = reading.tokens
    nouns = {k for k in (q.noun, number_token(reading, q), q.last - 1) if k >= 0}
    beside = (c for k in sorted(nouns) for c in reading.children[k] if tokens[c].dep in ("acl", "relcl"))
    for verb in (q.predicate, *beside):
        if verb >= 0 and tokens[verb].lemma.casefold() in _DOINGS:
            return _DOINGS[tokens[verb].lemma.casefold()]
    return ""


def central(reading: Reading) -> frozenset[int]:
    """The sentences that tell what the report is about: headline, standfirst, and the first few of the body."""
    chosen = set()
    body = 0
    for n, s in enumerate(reading.parse.sentences):
        role = reading.role(n)
        if role in ("headline", "standfirst"):
            chosen.add(n)
        elif role in ("body", "dateline") and s.last - s.first >= _WHOLE_SENTENCE and body < _LEAD:
            body += 1
            chosen.add(n)
    return frozenset(chosen)


def after_dateline(reading: Reading, sentence: int) -> int:
    """The first token of a sentence that is no part of a dateline ("KELMOUTH, 14 October 2025 —")."""
    s = reading.parse.sentences[sentence]
    capitals = False
    for t in reading.tokens[s.first : min(s.last, s.first + _DATELINE)]:
        capitals = capitals or (len(t.text) > 2 and t.text.isupper())
        if t.text in _DASHES and capitals:
            return t.i + 1
    return s.first


def long_past(reading: Reading, sentence: int) -> bool:
    """Whether a sentence tells of another time than the news: it names a year, or a month and more ago."""
    start = after_dateline(reading, sentence)
    return any(
        w.first >= start and (w.year is not None or (w.offset is not None and w.offset <= _LONG_AGO))
        for w in reading.moments(sentence)
    )


def is_day(when: When) -> bool:
    """Whether the words name one day: no bare month, year or hour, no "last week"."""
    if when.slack:
        return False
    return when.weekday is not None or when.offset is not None or (when.month is not None and when.day is not None)


def loosely_dated(reading: Reading, when: When) -> bool:
    """Whether a day is not that of its verb: it only bounds it ("since Monday"), belongs to another thing ("Monday's
    vote"), or comes time and again ("usually on Mondays")."""
    if when.verb >= 0 and any(reading.tokens[c].text.casefold() in _HABITS for c in reading.children[when.verb]):
        return True
    return reading.tokens[when.last - 1].dep == "poss" or bool(bound(reading, when))


def bound(reading: Reading, when: When) -> str:
    """The word by which a day only bounds what is told ("since", "until"), or an empty string."""
    before = reading.tokens[when.first - 1] if when.first else None
    if before is None or before.sentence != reading.tokens[when.first].sentence:
        return ""
    word = before.text.casefold()
    return word if word in _BOUNDS else ""


def places(reading: Reading, sentence: int) -> frozenset[str]:
    """The places that a sentence names, its dateline left out."""
    start = after_dateline(reading, sentence)
    return frozenset(
        reading.tokens[e.last - 1].text.casefold()
        for e in reading.entities(sentence)
        if e.label in ("GPE", "LOC") and start <= e.first
    )

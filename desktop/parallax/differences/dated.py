"""Dates on which two outlets' linked sentences disagree: of the same event, with an argument in common."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from parallax.attribution.lexicon import SPEECH
from parallax.differences.about import bound, is_day, loosely_dated
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import around, concept, subject
from parallax.differences.reading import Reading
from parallax.language.dates import When, days, days_of_month, one_day_of_a_year
from parallax.values import FactRelation

_LEAST_SURE = 0.6
_STILL = frozenset({"be", "have", "do"})
_NEAR, _FEW = 6, 3


class _Dated(NamedTuple):
    """A date with the event that it belongs to: the concept of its verb and those around it, if it has one. `loose`
    tells that it may not be the day of that event: the verb has two, or it comes time and again; `bound` is the word by
    which it only bounds it ("since")."""

    when: When
    did: str
    around: frozenset[str]
    sentence: int
    loose: bool
    bound: str


def dates_between(x: Reading, y: Reading, i: int, j: int, linked: float) -> list[Found]:
    """Dates of the same event that cannot both be right, or of which one is more precise, in two linked sentences."""
    pairs = [(w, v) for w in x.once(_dated)[i] for v in y.once(_dated)[j] if _same_event(x, y, w, v)]
    compared = [(w, v, _disagree(w.when, v.when, x, y)) for w, v in pairs]
    settled = {id(p) for w, v, answer in compared if answer is False for p in (w, v)}
    found = []
    for dated, other, answer in compared:
        w, v = dated.when, other.when
        rough = answer is False and _one_is_rough(w, v)
        if (
            dated.loose
            or other.loose
            or dated.bound != other.bound
            or not (rough or _contradict(x, y, dated, other, answer, settled))
        ):
            continue
        evidence = len(dated.around & other.around)
        confidence = min(0.85, 0.35 + 0.12 * min(evidence, 3) + 0.2 * linked)
        relation: FactRelation = "contradicts" if confidence >= _LEAST_SURE else "unclear"
        relation = "more precise" if rough else relation
        end = f"; both can be true, {x.name if w.day else y.name} is more precise." if rough else "."
        here, there = _words(x, dated), _words(y, other)
        if here.casefold() == there.casefold():
            here, there = f"{here}{_day(x, w)}", f"{there}{_day(y, v)}"
        told = f"When {told_when(x, w)}: {x.name} says {here}, {y.name} {there}{end}"
        at = (w.first, w.last), (v.first, v.last)
        found.append(found_between("date", x, y, *at, told, confidence, relation))
    return found


def _words(reading: Reading, dated: _Dated) -> str:
    """A time as the text has it, with the word by which it bounds."""
    return reading.words(dated.when.first - bool(dated.bound), dated.when.last)


def _day(reading: Reading, when: When) -> str:
    """The day that is meant, in brackets, where it is known: "Monday" of two weeks is two days."""
    known = days(when, reading.article.published)
    return f" ({known[0].isoformat()})" if known and known[0] == known[1] else ""


def told_when(reading: Reading, when: When) -> str:
    """The clause that a time belongs to as the text has it, in marks, from its subject to its verb or object, cut
    where these stand far apart: "the mayor … announced the tax"."""
    verb = when.verb
    below = reading.children[verb]
    who, did = subject(reading, verb), [verb, *(c for c in below if reading.tokens[c].dep in ("aux", "auxpass", "prt"))]
    did += [c for c in below if reading.tokens[c].dep == "neg"]
    near = [c for c in below if reading.tokens[c].dep == "dobj" and verb < c <= verb + _NEAR]
    last = max([verb, *near, *(k for k in did if verb < k <= verb + _NEAR)])
    first = min(k for k in did if verb - _NEAR <= k)
    if who < 0 or who > verb or reading.tokens[who].sentence != reading.tokens[verb].sentence:
        return _text(reading, (first, last), when)
    name = [k for k in reading.subtree(who) if who - _NEAR <= k <= who]
    begin = next(k for k in range(who, -1, -1) if k - 1 not in name)
    if 0 <= first - who - 1 <= _FEW:
        return _text(reading, (begin, last), when)
    return _text(reading, (begin, who), when, (first, last))


def _text(reading: Reading, run: tuple[int, int], when: When, further: tuple[int, int] | None = None) -> str:
    """Runs of tokens (last included) as words in marks, without the time itself."""
    parts = []
    for first, last in (run, *([further] if further else [])):
        kept = [k for k in range(first, last + 1) if not when.first <= k < when.last]
        runs = [[k for k in kept if k < when.first], [k for k in kept if k >= when.last]]
        parts += [reading.words(r[0], r[-1] + 1)[1:-1] for r in runs if r]
    return f"“{' … '.join(parts)}”"


def _contradict(x: Reading, y: Reading, w: _Dated, v: _Dated, answer: bool | None, settled: set[int]) -> bool:
    """Whether two dates that exclude each other are borne out nowhere in the other report."""
    if not answer or id(w) in settled or id(v) in settled:
        return False
    return not _dated_elsewhere(x, y, w, v.sentence) and not _dated_elsewhere(y, x, v, w.sentence)


def _dated(reading: Reading) -> list[list[_Dated]]:
    """The dates of each sentence. When "today" is that stands in a quotation, nobody knows."""

    def dated(when: When, sentence: int) -> _Dated:
        did = concept(reading.tokens[when.verb].lemma) if when.verb >= 0 else ""
        others = (w for w in reading.moments(sentence) if w is not when and w.verb == when.verb)
        bounding = bound(reading, when)
        loose = (loosely_dated(reading, when) and not bounding) or any(is_day(w) for w in others)
        return _Dated(when, did, around(reading, -1, when.verb), sentence, loose, bounding)

    return [
        [dated(when, s) for when in reading.moments(s) if not _quoted_day(reading, when)]
        for s in range(len(reading.parse.sentences))
    ]


def _quoted_day(reading: Reading, when: When) -> bool:
    return when.offset is not None and reading.quoted[when.first]


def _one_is_rough(w: When, v: When) -> bool:
    """Whether one of two dates of one month names a part of it and the other the day."""
    return w.month == v.month is not None and {bool(w.part), bool(v.part)} == {bool(w.day), bool(v.day)} == {
        True,
        False,
    }


def _dated_by_event(reading: Reading) -> dict[tuple[str, str], list[_Dated]]:
    """The dates of a report by the concept of their verb and each other concept around it."""
    found: dict[tuple[str, str], list[_Dated]] = defaultdict(list)
    for dated in (d for told in reading.once(_dated) for d in told):
        for word in dated.around - {dated.did}:
            found[dated.did, word].append(dated)
    return found


def _dated_elsewhere(x: Reading, y: Reading, dated: _Dated, sentence: int) -> bool:
    """Whether another sentence of `y` than this one gives the event of `x` the very date that `x` gives it."""
    told = y.once(_dated_by_event)
    return any(
        other.sentence != sentence
        and _same_event(x, y, dated, other)
        and _disagree(dated.when, other.when, x, y) is False
        for word in dated.around - {dated.did}
        for other in told.get((dated.did, word), ())
    )


def _same_event(x: Reading, y: Reading, w: _Dated, v: _Dated) -> bool:
    """Whether two dates belong to the same verb, with an argument in common; of saying, with the same speaker."""
    if w.when.verb < 0 or v.when.verb < 0 or w.did != v.did:
        return False
    a, b = x.tokens[w.when.verb], y.tokens[v.when.verb]
    if a.lemma in _STILL:
        return False
    evidence = len(w.around & v.around)
    if _of_other_kinds(x, y, a.i, b.i):
        return False
    if a.lemma in SPEECH:
        s, t = subject(x, a.i), subject(y, b.i)
        return (
            s >= 0 and t >= 0 and x.tokens[s].lemma == y.tokens[t].lemma and x.tokens[s].pos != "PRON" and evidence > 2
        )
    return evidence > 1


def _of_other_kinds(x: Reading, y: Reading, a: int, b: int) -> bool:
    """Whether two verbs have a noun in common that other nouns set apart: before the high court, before the county
    court."""
    first, second = _kinds_of_arguments(x, a), _kinds_of_arguments(y, b)
    return any(first[n] and second[n] and not first[n] & second[n] for n in first.keys() & second.keys())


def _kinds_of_arguments(reading: Reading, verb: int) -> dict[str, set[str]]:
    """The nouns before each noun that hangs from a verb, alone or by a preposition."""
    heads = list(reading.children[verb])
    heads += [p for c in heads if reading.tokens[c].dep == "prep" for p in reading.children[c]]
    found: dict[str, set[str]] = defaultdict(set)
    for k in heads:
        if reading.tokens[k].pos in ("NOUN", "PROPN"):
            below = (reading.tokens[c] for c in reading.children[k])
            found[concept(reading.tokens[k].lemma)] |= {
                concept(t.lemma) for t in below if t.dep in ("compound", "poss") and t.pos in ("NOUN", "PROPN")
            }
    return found


def _disagree(w: When, v: When, x: Reading, y: Reading) -> bool | None:
    """Whether two dates exclude each other; None where they cannot be compared."""
    if w.minute is not None and v.minute is not None:
        return abs(w.minute - v.minute) > 5
    if (w.minute is None) != (v.minute is None) or (w.year and v.year and abs(w.year - v.year) > 1):
        return None  # years apart there were two such events
    if one_day_of_a_year(w, v):
        return False
    a, b = days(w, x.article.published), days(v, y.article.published)
    if a and b:
        return a[0] > b[1] or b[0] > a[1]
    if w.month and v.month:
        if w.month != v.month or (w.year and v.year and w.year != v.year):
            return True
        first, second = days_of_month(w), days_of_month(v)
        return first[0] > second[1] or second[0] > first[1]
    if w.weekday is not None and v.weekday is not None:
        return w.weekday != v.weekday
    return False if w.holiday and w.holiday == v.holiday else None

"""How and when somebody left or took a post, wherever two reports tell it: fired here and resigned there, in January
here and on 9 February there. Only what is stated counts, of a person whom both name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from parallax.differences.force import TOLD_IN
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import subject
from parallax.differences.reading import Reading
from parallax.language.dates import When, days, days_of_month
from parallax.values import FactRelation

_FORCED = frozenset("fire dismiss sack axe".split())
_EITHER = frozenset("oust remove".split())
"""Somebody who is ousted may have been made to resign."""
_WILLING = frozenset("resign quit".split())
_STEP = {"step": frozenset({"down", "aside"})}
_TAKEN_ON = frozenset("recruit hire appoint".split())
_JOINING = frozenset({"join"})
_NOUNS = {
    "firing": "fired", "dismissal": "fired", "sacking": "fired", "ouster": "either", "ousting": "either",
    "removal": "either", "resignation": "resigned",
}  # fmt: skip
_PRESSED = frozenset("force ask tell urge pressure order compel".split())
_PAST = {"resign": "resigned", "quit": "quit", "step": "stepped down", "replace": "took over", "join": "joined"}
_SURE_MANNER, _SURE_ROUGH, _SURE_DAY, _UNSURE = 0.6, 0.7, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody's leaving ("fired", "resigned", "either") or coming ("joined"): the id of the person's label, the token
    that says it, the times that it is given."""

    who: str
    how: str
    token: int
    times: tuple[When, ...]


def careers_between(x: Reading, y: Reading) -> list[Found]:
    """How and when people left and came who are named in both reports, where the two differ."""
    found = []
    ours, theirs = x.once(_moves_by_person), y.once(_moves_by_person)
    for key in sorted(ours.keys() & theirs.keys()):
        found.extend(_manner(x, y, ours[key], theirs[key]))
        found.extend(_time(x, y, ours[key], theirs[key]))
    return found


def _manner(x: Reading, y: Reading, own: list[Move], others: list[Move]) -> list[Found]:
    """One report has somebody dismissed and never resign, the other has the same one resign and never dismissed. A
    report in which they are ousted as well agrees with one in which they are dismissed."""
    first, second = {m.how for m in own}, {m.how for m in others}
    if "fired" in first & second or "resigned" in first & second:
        return []
    for here, there, milder in (("fired", "resigned", second), ("resigned", "fired", first)):
        if here in first and there in second and "either" not in milder:
            a, b = next(m for m in own if m.how == here), next(m for m in others if m.how == there)
            if any(_years_apart(w, v) for w in a.times for v in b.times):
                return []
            at = (a.token, _last(x, a.token)), (b.token, _last(y, b.token))
            words = x.words(*at[0]), y.words(*at[1])
            name = x.label_names[a.who]
            told = f"{x.name} says {words[0]} of {name}, {y.name} says {words[1]}: dismissed or gone by choice."
            return [found_between("negation", x, y, *at, told, _SURE_MANNER)]
    return []


def _last(reading: Reading, token: int) -> int:
    """The end of a word for a move, with what belongs to it: "stepped down"."""
    tokens = reading.tokens[token : token + 2]
    return token + (2 if tokens[-1].text.casefold() in _STEP.get(tokens[0].lemma.casefold(), ()) else 1)


def _years_apart(w: When, v: When) -> bool:
    return bool(w.year and v.year and w.year != v.year)


def _time(x: Reading, y: Reading, own: list[Move], others: list[Move]) -> list[Found]:
    """The times of one leaving or coming, where no two of them agree and one at least is no plain day."""
    pairs = [(a, w, b, v) for a in own for w in a.times for b in others for v in b.times]
    related = [(relation, p) for p in pairs if (relation := _relation(x, y, p[1], p[3])) != "apart"]
    if not related or any(relation is None for relation, _ in related):
        return []
    relation, (a, w, b, v) = next((r for r in related if r[0] == "more precise"), related[0])
    sure = {"more precise": _SURE_ROUGH, "contradicts": _SURE_DAY}.get(relation or "", _UNSURE)
    told = f"When {_deed(x, a, y, b)}: {x.name} says {x.words(w.first, w.last)}, {y.name} {y.words(v.first, v.last)}"
    told += _end(x, y, w, v, relation or "")
    kind: FactRelation = "contradicts" if relation == "contradicts" else "unclear"
    kind = "more precise" if relation == "more precise" else kind
    return [found_between("date", x, y, (w.first, w.last), (v.first, v.last), told, sure, kind)]


def _deed(x: Reading, a: Move, y: Reading, b: Move) -> str:
    """Whom two verbs are about and what they tell: "Ada Lind was fired"; of two verbs what they have in common."""
    name = x.label_names[a.who]
    lemma = x.tokens[a.token].lemma.casefold()
    if lemma != y.tokens[b.token].lemma.casefold():
        return f"{name} took the post" if a.how == "joined" else f"{name} left"
    if lemma in _FORCED | _EITHER | _TAKEN_ON:
        return f"{name} was {lemma.removesuffix('e')}ed"
    return f"{name} {_PAST[lemma]}"


def _end(x: Reading, y: Reading, w: When, v: When, relation: str) -> str:
    """How two times relate, in words."""
    if relation == "more precise":
        return f"; both can be true, {x.name if w.day else y.name} is more precise."
    if relation != "unclear":
        return "."
    dated = days(w, x.article.published) and days(v, y.article.published)
    without = "" if dated else "without the dates of the reports "
    return f"; {without}it is open whether they mean one day."


def _relation(x: Reading, y: Reading, w: When, v: When) -> str | None:
    """How two times of one deed relate: "contradicts", "more precise", "unclear"; None where they agree, "apart" where
    they are left to others to compare or cannot be."""
    if w.month and v.month:
        if w.month == v.month and bool(w.day) != bool(v.day):
            first, second = days_of_month(w), days_of_month(v)
            return "more precise" if first[0] <= second[1] and second[0] <= first[1] else "contradicts"
        if w.month != v.month and not (w.day and v.day) and not _years_apart(w, v):
            return "contradicts"
        return None if (w.month, w.day) == (v.month, v.day) else "apart"
    if not (w.slack or v.slack):
        return "apart"
    a, b = days(w, x.article.published), days(v, y.article.published)
    if a and b:
        return None if a[0] <= b[1] and b[0] <= a[1] else "unclear"
    if w.offset is not None and v.offset is not None:
        return None if w.offset == v.offset else "unclear"
    return "apart"


def _moves_by_person(reading: Reading) -> dict[tuple[str, bool], list[Move]]:
    """What a report states of people's leaving and coming in its own words, by person and whether they came."""
    found: dict[tuple[str, bool], list[Move]] = defaultdict(list)
    for t in reading.tokens:
        if reading.quoted[t.i] or reading.role(t.sentence) not in TOLD_IN:
            continue
        for move in (*_told_by_verb(reading, t.i), *_told_by_noun(reading, t.i)):
            found[move.who, move.how == "joined"].append(move)
    return found


def _told_by_verb(reading: Reading, verb: int) -> list[Move]:
    tokens = reading.tokens
    if tokens[verb].pos != "VERB":
        return []
    lemma = tokens[verb].lemma.casefold()
    below = [tokens[c] for c in reading.children[verb]]
    passive = any(t.dep in ("nsubjpass", "auxpass") for t in below) or (
        tokens[verb].tag == "VBN" and tokens[verb].dep in ("acl", "relcl")
    )
    doers = [subject(reading, verb)]
    done_to = doers if passive else [t.i for t in below if t.dep in ("dobj", "npadvmod", "oprd")]
    if lemma in _FORCED | _EITHER:
        moved, how = done_to, "fired" if lemma in _FORCED else "either"
    elif lemma in _WILLING or (lemma in _STEP and any(t.text.casefold() in _STEP[lemma] for t in below)):
        moved, how = doers, "resigned"
    elif lemma == "replace":
        agents = [p for t in below if t.dep == "agent" for p in reading.children[t.i]]
        moved, how = agents if passive else doers, "joined"
    elif lemma in _TAKEN_ON:
        moved, how = done_to, "joined"
    elif lemma in _JOINING and not passive:
        moved, how = doers, "joined"
    else:
        return []
    if how == "resigned" and tokens[verb].dep == "xcomp" and tokens[tokens[verb].head].lemma.casefold() in _PRESSED:
        how = "either"
    elif not _stated(reading, verb):
        return []
    times = tuple(w for w in reading.moments(tokens[verb].sentence) if w.verb == verb)
    return [Move(who, how, verb, times) for who in _people(reading, moved)]


def _told_by_noun(reading: Reading, noun: int) -> list[Move]:
    """ "the firing of Ada Lind", "Ada Lind's resignation", "her ouster of Ada Lind", "Ada Lind's dismissal"."""
    tokens = reading.tokens
    how = _NOUNS.get(tokens[noun].lemma.casefold()) if tokens[noun].pos == "NOUN" else None
    if how is None:
        return []
    of = [c for c in reading.children[noun] if tokens[c].text == "of"]
    moved = [p for c in of for p in reading.children[c] if tokens[p].dep == "pobj"]
    if how == "resigned" or not of:
        moved.extend(c for c in reading.children[noun] if tokens[c].dep == "poss")
    moved.extend(c for k in tuple(moved) for c in reading.children[k] if tokens[c].dep == "conj")
    return [Move(who, how, noun, ()) for who in _people(reading, moved)]


def _stated(reading: Reading, verb: int) -> bool:
    """Whether a verb is finite and says that something happened: not denied, not possible, not to come, not asked."""
    tokens = reading.tokens
    below = [tokens[c] for c in reading.children[verb]]
    helpers = [t for t in below if t.dep in ("aux", "auxpass")]
    if any(t.dep == "neg" or (t.dep == "mark" and t.text.casefold() in ("if", "unless", "whether")) for t in below):
        return False
    if any(t.tag == "MD" or t.text.casefold() == "to" for t in helpers):
        return False
    relative = tokens[verb].tag == "VBN" and tokens[verb].dep == "acl"
    return relative or bool(helpers) or tokens[verb].tag in ("VBD", "VBZ", "VBP")


def _people(reading: Reading, heads: Iterable[int]) -> list[str]:
    """The people whom tokens name, alone or by a name beside them ("his adviser, Ada Lind")."""
    owner = reading.once(_person_of)
    found = []
    for k in heads:
        if k < 0:
            continue
        beside = [c for c in reading.children[k] if reading.tokens[c].dep in ("appos", "compound")]
        who = next((owner[c] for c in (k, *beside) if c in owner), None)
        if who is not None and who not in found:
            found.append(who)
    return found


def _person_of(reading: Reading) -> dict[int, str]:
    """The person whom each token is part of the name of."""
    return {
        k: label.id
        for label, start, end in reading.mentions
        if label.kind == "person"
        for k in reading.within(start, end)
        if reading.tokens[k].pos == "PROPN"
    }

"""Who holds an office: named in one report, and only by the office in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from parallax.attribution.mentions import ROLES
from parallax.attribution.spelling import folded_name
from parallax.differences.found import Found, found_between
from parallax.differences.reading import Reading
from parallax.labels.countries import country_of
from parallax.labels.governments import country_of_capital
from parallax.language.parse import Token
from parallax.values import Link

_GENERAL = frozenset(
    "leader man woman head boss victim witness suspect defendant star champion driver teacher father mother son"
    " daughter brother sister wife husband widow republican democrat conservative veteran candidate".split()
)
"""Roles that many hold at a time."""
_PAST = frozenset({"former", "ex", "late", "then", "new", "next", "incoming", "acting", "deputy", "assistant", "vice"})
"""Words that tell one holder of an office from another."""
_WHOSE = frozenset({"GPE", "NORP", "ORG", "LOC", "FAC"})
_TO = frozenset({"to", "of", "for"})
_TITLES = frozenset({"sir", "dame", "lord", "lady", "mr", "mrs", "ms", "dr", "gen", "general"})
_SURE = 0.6
_LEAST_SHARED = 3
"""Words that two sentences must share to tell of one scene."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An office as a report writes it: tokens `first` to `last` (excluded), its noun, the names that tell whose it is
    and those that it is sent `to` (a country by its name in English), what sets this holder apart, the tokens of the
    holder's name if it stands beside the office, and whether the office is written as known ("the")."""

    first: int
    last: int
    noun: str
    of: frozenset[str]
    to: frozenset[str]
    apart: frozenset[str]
    name: range
    known: bool
    sentence: int


def holders_between(x: Reading, y: Reading, links: list[Link]) -> Iterator[Found]:
    """Offices whose holder one report names, and the other nowhere. Each holder is told once. A report that writes "an
    editor of the Post" means anybody, so it counts only in a linked sentence."""
    linked = set(map(x.sides, links))
    for named, silent, turned in ((x, y, False), (y, x, True)):
        nameless = silent.once(_nameless)
        told: set[str] = set()
        for office in named.once(_named):
            who = folded_name(named.tokens[office.name[-1]].text)
            if who in told or who in silent.once(_names):
                continue
            for other in nameless.get(office.noun, ()):
                place = (other.sentence, office.sentence) if turned else (office.sentence, other.sentence)
                if not _one_office(office, other):
                    continue
                if not (other.known or place in linked or _one_scene(named, office, silent, other)):
                    continue
                if _another_holder(named, office):
                    continue
                told.add(who)
                yield _found(named, silent, office, other)
                break


def _one_office(a: Holder, b: Holder) -> bool:
    return a.apart == b.apart and bool(a.of & b.of) and not _sent_elsewhere(a, b)


def _one_scene(x: Reading, a: Holder, y: Reading, b: Holder) -> bool:
    """Whether two sentences tell of one scene: names or nouns in common beside the offices."""
    return len(x.once(_words)[a.sentence] & y.once(_words)[b.sentence]) >= _LEAST_SHARED


def _words(reading: Reading) -> list[frozenset[str]]:
    """The nouns and names of each sentence that are neither offices nor countries, nor people."""
    return [
        frozenset(
            t.lemma.casefold()
            for t in reading.parse.words(k)
            if t.pos in ("NOUN", "PROPN") and len(t.lemma) > 2 and t.lemma.casefold() not in ROLES
            and _label(reading, t.i) not in ("PERSON", "NORP", "GPE", "DATE", "TIME", "CARDINAL")
        )
        for k in range(len(reading.parse.sentences))
    ]  # fmt: skip


def _sent_elsewhere(a: Holder, b: Holder) -> bool:
    return bool(a.to and b.to and not a.to & b.to)


def _another_holder(reading: Reading, office: Holder) -> bool:
    """Whether the report that names the holder names another of the same office."""
    own = reading.tokens[office.name[-1]].text
    return any(
        reading.tokens[o.name[-1]].text != own
        and o.noun == office.noun
        and o.apart == office.apart
        and o.of == office.of
        and not _sent_elsewhere(o, office)
        for o in reading.once(_named)
    )


def _found(named: Reading, silent: Reading, office: Holder, other: Holder) -> Found:
    words = silent.words(other.first, other.last)
    name = named.words(office.name[0], office.name[-1] + 1)
    first, last = min(office.first, office.name[0]), max(office.last, office.name[-1] + 1)
    return found_between(
        "name",
        named,
        silent,
        (first, last),
        (other.first, other.last),
        f"{named.name} names {name}; {silent.name} gives only the office, {words}.",
        _SURE,
        "more precise",
    )


def _names(reading: Reading) -> frozenset[str]:
    """The folded words of all names in a text."""
    return frozenset(folded_name(t.text) for t in reading.tokens if t.text[:1].isupper())


def _named(reading: Reading) -> list[Holder]:
    """The offices that stand beside a holder's name."""
    return [h for h in reading.once(_offices) if h.name]


def _nameless(reading: Reading) -> dict[str, list[Holder]]:
    """The offices without a name beside them, by noun."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for h in reading.once(_offices):
        if not h.name:
            found[h.noun].append(h)
    return found


def _offices(reading: Reading) -> list[Holder]:
    """The offices that a report writes of, outside quotation marks."""
    people = [
        (e.first, e.last)
        for s in range(len(reading.parse.sentences))
        for e in reading.entities(s)
        if e.label == "PERSON"
    ]
    starts = dict(people)
    ends = {last: first for first, last in people}
    found = []
    for token in reading.tokens:
        if token.lemma.casefold() in ROLES - _GENERAL and token.tag in ("NN", "NNP") and not reading.quoted[token.i]:
            holder = _office(reading, token, starts, ends)
            if holder is not None and (holder.of or holder.to):
                found.append(holder)
    return found


def _office(reading: Reading, token: Token, starts: dict[int, int], ends: dict[int, int]) -> Holder | None:
    tokens = reading.tokens
    first = token.i
    while (
        first > 0
        and tokens[first - 1].sentence == token.sentence
        and (tokens[first - 1].pos in ("ADJ", "NOUN", "PROPN") or tokens[first - 1].text in ("'s", "’s", "-"))
    ):
        first -= 1
    before = {tokens[k].text.casefold() for k in range(first, token.i)}
    last, whose, to = _whose(reading, token)
    name = _beside(reading, first, last, starts, ends)
    beside = [t for t in tokens[last : last + 2] if t.sentence == token.sentence]
    unread = bool(beside) and (_is_word(beside[0]) or (beside[0].text == "," and any(map(_is_word, beside[1:]))))
    if not name and (unread or (beside and beside[0].text in ("'s", "’s"))):
        return None  # a name that the parse did not take for one, or an office where many work
    determined = tokens[first - 1].text.casefold() if first > 0 and tokens[first - 1].sentence == token.sentence else ""
    of = {
        _called(tokens[k].text) for k in range(first, token.i) if _label(reading, k) in _WHOSE and _is_word(tokens[k])
    }
    return Holder(
        first,
        last,
        token.lemma.casefold(),
        frozenset(of | whose),
        frozenset(to),
        frozenset(before & _PAST),
        name,
        determined in ("the", "this", "its", "their", "his", "her") or any(t in ("'s", "’s") for t in before),
        token.sentence,
    )


def _whose(reading: Reading, token: Token) -> tuple[int, set[str], set[str]]:
    """The end of an office with what follows it, and the names in that: whose it is, and where it is sent to
    ("ambassador to the United States")."""
    last, of, to = token.i + 1, set[str](), set[str]()
    for c in reading.children[token.i]:
        word = reading.tokens[c].text.casefold()
        if c != token.i + 1 or word not in _TO:
            continue
        for o in reading.children[c]:
            run = [k for k in reading.subtree(o) if k <= o]
            if reading.tokens[o].pos == "PROPN" and len(run) <= 4:
                last = o + 1
                name = " ".join(reading.tokens[k].text for k in run if reading.tokens[k].pos == "PROPN")
                (to if word == "to" else of).add(_called(name))
    return last, of, to


def _label(reading: Reading, k: int) -> str:
    entity = reading.tokens[k].entity
    return reading.parse.entities[entity].label if entity >= 0 else ""


def _is_word(token: Token) -> bool:
    return token.text[:1].isalpha() and token.text[:1].isupper()


def _called(word: str) -> str:
    country = country_of(word) or country_of_capital(word)
    return country if country is not None else folded_name(word)


def _beside(reading: Reading, first: int, last: int, starts: dict[int, int], ends: dict[int, int]) -> range:
    """The tokens of a person's name right behind an office, behind a comma, or right before its comma, in the same
    sentence: what follows a headline begins another."""
    tokens = reading.tokens
    s = reading.parse.sentences[tokens[first].sentence]
    at = last
    while at < s.last and (tokens[at].text == "," or tokens[at].text.casefold().rstrip(".") in _TITLES):
        at += 1
    if at < s.last and at in starts and at - last <= 2:
        return range(at, starts[at])
    back = first
    while back > s.first and tokens[back - 1].text.casefold() in ("the", "a", "an", ","):
        back -= 1
    if back > s.first and back in ends and any(tokens[k].text == "," for k in range(back, first)):
        return range(ends[back], back)
    return range(0)

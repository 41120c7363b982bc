"""It happened or not, and how certain it is: the same predicate of the same subject in two outlets' reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parallax.differences import scope
from parallax.differences.about import long_past
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import LIGHT, subject
from parallax.differences.parties import he_or_she, party, people
from parallax.differences.predicates import Force, Predicate, any_such, predicates
from parallax.differences.reading import Reading
from parallax.language.parse import Token
from parallax.values import Link

_LINKED, _UNLINKED = 0.65, 0.6
TOLD_IN = frozenset({"headline", "standfirst", "body", "dateline"})
"""The roles of paragraphs in which a report tells something in its own words."""
_HAPPENING = frozenset("die resign retire surrender survive crash sink collapse erupt explode escape".split())
"""What happens to something once in the time of a story, and is done to it by nobody."""

_EXPECTING = frozenset({"expected", "likely", "believed", "intended"})
_CONNECTING = frozenset(
    {"also", "and", "however", "meanwhile", "moreover", "then", "therefore", "thus", "when", "where"}
)
_MEASURES = frozenset(
    "percent percentage number majority part lot half third quarter rest dozen hundred thousand".split()
)

_Subject = tuple[str, ...]
_Event = dict[Force, Predicate]


def force_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Predicates that two reports share, with subject and object in common, where one denies or hedges what the other
    states."""
    found = []
    for link in links:
        i, j = x.sides(link)
        found.extend(_between(x, y, i, j))
    told = {(f.kind, f.spans) for f in found}
    found.extend(f for f in _anywhere(x, y) if (f.kind, f.spans) not in told)
    return found


def _anywhere(x: Reading, y: Reading) -> list[Found]:
    """The same predicate of the same subject and object, wherever the reports have it. Where one of them both states
    and hedges or denies it, they do not differ."""
    ours, theirs = x.once(_by_concept), y.once(_by_concept)
    return [
        replace(_difference(x, y, *first), confidence=_UNLINKED)
        for done in sorted(ours.keys() & theirs.keys())
        if (first := _first_apart(x, y, ours[done])) is not None
    ]


def _first_apart(x: Reading, y: Reading, verbs: Sequence[Predicate]) -> tuple[Predicate, Predicate] | None:
    """The first of these verbs of `x` that surely tells the same as one of `y`, with the first such one; None where
    there is none, or where two that tell the same have one force."""
    first = None
    for v in verbs:
        same = _same_anywhere(x, y, v)
        if any(not _kind(v, w) for w in same):
            return None
        apart = [w for w in same if _sure_enough(x, y, v, w)]
        if apart and first is None:
            first = v, min(apart, key=lambda w: w.verb.i)
    return first


def _same_anywhere(x: Reading, y: Reading, v: Predicate) -> list[Predicate]:
    """What `y` tells that is surely what `v` tells in `x`: of each force the first."""
    events = y.once(_by_event)
    sought = [(v.concept, key, who) for key in sorted(v.things()) for who in _sought(x, v)]
    same = [w for place in sought for w in events.get(place, {}).values() if not _strangers(v, w)]
    done_to = events.get((v.concept, "", _undergoer(x, v)), {}).values()
    return same + [w for w in done_to if not (v.active and w.active) and not _strangers_by(x, y, v, w)]


def _undergoer(reading: Reading, v: Predicate) -> _Subject:
    """Where the verbs stand that are done to the same party or noun."""
    if v.undergoer < 0 or (v.verb.tag in ("VB", "VBP") and not any(t.pos == "AUX" for t in v.scope)):
        return ()
    if not v.passive and not v.active and v.verb.lemma not in _HAPPENING:
        return ()
    token = reading.tokens[v.undergoer]
    who = party(reading, v.undergoer)
    lemma = token.lemma.casefold()
    word = lemma if token.pos in ("NOUN", "PROPN") and lemma not in LIGHT | _MEASURES else ""
    return ("undergoer", who or word) if who or word else ()


def _strangers_by(x: Reading, y: Reading, v: Predicate, w: Predicate) -> bool:
    """Whether two verbs that are done to the same thing may tell two events, or be of one force: two parties do them,
    one is denied of a thing that has no name, or what is open is who did it ("he allegedly hit her", "she was hit")."""
    if any(p.active and p.force.hedges and not q.active for p, q in ((v, w), (w, v))):
        return True
    if not party(x, v.undergoer) and v.force.denied != w.force.denied:
        return True
    by = [p.parties if p.passive else frozenset({p.party}) - {""} for p in (v, w)]
    return bool(by[0] and by[1] and not by[0] & by[1])


def _sure_enough(x: Reading, y: Reading, v: Predicate, w: Predicate) -> bool:
    """Whether two predicates that nothing links are surely of one thing where one is denied: told of one time, of no
    "he" or "she" that may be anybody, and of a noun only where they share two things with it."""
    if _kind(v, w) == "certainty":
        return True
    if long_past(x, v.sentence) != long_past(y, w.sentence):
        return False
    told = (x, v), (y, w)
    if any(he_or_she(r, p.subject) and not p.party for r, p in told):
        return False
    named = any(p.party or (p.subject >= 0 and r.tokens[p.subject].pos == "PROPN") for r, p in told)
    return named or len(v.things() & w.things()) > 1 or v.undergoer == v.subject


def _strangers(v: Predicate, w: Predicate) -> bool:
    """Whether the subjects of two verbs are two that the story knows apart."""
    return bool(v.party and w.party and v.party != w.party)


def _by_concept(reading: Reading) -> dict[str, list[Predicate]]:
    """The predicates of what the report tells in its own words, by concept; what is only intended is told apart."""
    found: dict[str, list[Predicate]] = defaultdict(list)
    for n, told in enumerate(reading.once(predicates)):
        if reading.role(n) in TOLD_IN:
            for predicate in told:
                if not predicate.intended:
                    found[predicate.concept].append(predicate)
    return found


def _by_event(reading: Reading) -> dict[tuple[str, str, _Subject], _Event]:
    """The same by the verb's concept, each thing that it acts on, and each way to find its subject: of all verbs of
    one force the first, so that what is told over and over is looked at once."""
    found: dict[tuple[str, str, _Subject], _Event] = defaultdict(dict)
    for done, told in reading.once(_by_concept).items():
        for w in told:
            if _undergoer(reading, w):
                found[done, "", _undergoer(reading, w)].setdefault(w.force, w)
            for who in _held(reading, w):
                for key in w.things():
                    found[done, key, who].setdefault(w.force, w)
    return found


def _held(reading: Reading, w: Predicate) -> list[_Subject]:
    """The ways to find a verb by its subject."""
    if w.subject < 0:
        return []
    token = reading.tokens[w.subject]
    pronoun = he_or_she(reading, w.subject)
    ways: list[_Subject] = [("label", w.party)] if w.party else []
    if pronoun:
        return ways or [("pronoun", pronoun), *([] if w.nominal else [("any pronoun",)])]
    person = w.party in reading.once(people) if w.party else token.pos == "PROPN"
    named = [("any name",)] if person and not w.nominal else []
    return [*ways, ("word", token.lemma.casefold(), token.pos), *named]


def _sought(reading: Reading, v: Predicate) -> list[_Subject]:
    """Where the verbs of another report stand whose subject is surely the same: the same party, name or noun; of a
    person's name also any "he" or "she", and of these the same one and any name."""
    if v.subject < 0:
        return []
    token = reading.tokens[v.subject]
    pronoun = he_or_she(reading, v.subject)
    if pronoun and not v.party:
        return [("pronoun", pronoun), *([] if v.nominal else [("any name",)])]
    person = v.party in reading.once(people) if v.party else token.pos == "PROPN"
    ways: list[_Subject] = [("label", v.party)] if v.party else []
    if token.pos in ("PROPN", "NOUN"):
        ways.append(("word", token.lemma.casefold(), token.pos))
    return [*ways, ("any pronoun",)] if person and not v.nominal else ways


def _between(x: Reading, y: Reading, i: int, j: int) -> list[Found]:
    """What two linked sentences tell of the same subject and object, each in one predicate."""
    theirs: dict[str, list[Predicate]] = defaultdict(list)
    for w in y.once(predicates)[j]:
        theirs[w.concept].append(w)
    ours = x.once(predicates)[i]
    found = []
    for v in ours:
        if len(theirs[v.concept]) != 1 or sum(u.concept == v.concept for u in ours) != 1:
            continue
        (w,) = theirs[v.concept]
        if _same_event(x, y, v, w) and _kind(v, w) and not _settled(x, y, v, w):
            found.append(_difference(x, y, v, w))
    return found


def _settled(x: Reading, y: Reading, v: Predicate, w: Predicate) -> bool:
    """Whether one of the reports says in another place what the other does."""
    pairs = [*((v, u) for u in _same_anywhere(x, y, v)), *((u, w) for u in _same_anywhere(y, x, w))]
    return any(not _kind(*pair) for pair in pairs)


def _same_event(x: Reading, y: Reading, v: Predicate, w: Predicate) -> bool:
    """Whether two verbs tell of one event: the same subject, and objects in common; a name as the subject is enough
    where one of them has no object."""
    if v.subject < 0 or w.subject < 0 or _strangers(v, w):
        return False
    s, t = x.tokens[v.subject], y.tokens[w.subject]
    pronoun = he_or_she(x, s.i)
    alike = s.lemma.casefold() == t.lemma.casefold() and (s.pos != "PRON" or bool(pronoun))
    if pronoun and (v.nominal or v.intended or w.intended):
        alike = False
    if not alike and not (v.party and v.party == w.party):
        return bool(v.objects & w.objects) and _kind(v, w) == "certainty" and _called_otherwise(x, y, v, w)
    named = s.pos == "PROPN" or bool(v.party and w.party)
    return bool(v.things() & w.things()) if v.things() and w.things() else named


def _called_otherwise(x: Reading, y: Reading, v: Predicate, w: Predicate) -> bool:
    """Whether one subject is a person and the other a noun for somebody known, who may be the same ("his client")."""
    persons = x.once(people) | y.once(people)
    for named, (reading, other) in ((v, (y, w)), (w, (x, v))):
        if named.party in persons and not other.party and reading.tokens[other.subject].tag == "NN":
            return not any_such(reading, other.subject)
    return False


def _kind(v: Predicate, w: Predicate) -> str:
    """The kind of difference between the force of two verbs, or an empty string. What somebody claims or believes is
    left to them: it differs from nothing."""
    if "claimed" in v.force.hedges | w.force.hedges:
        return ""
    denied_x, denied_y = v.force.denied, w.force.denied
    hedged_x, hedged_y = _hedges_against(v, w), _hedges_against(w, v)
    if denied_x != denied_y:
        return "negation" if hedged_x == hedged_y else ""
    apart = bool(hedged_x) != bool(hedged_y) or ("unlikely" in hedged_x) != ("unlikely" in hedged_y)
    return "certainty" if apart else ""


def _hedges_against(v: Predicate, w: Predicate) -> frozenset[str]:
    """The hedges of a predicate that count against another. What is expected is as firm as what will be; "allegedly"
    says no more than that somebody said so."""
    surely_coming = w.force.coming and not w.force.hedges
    hedges = v.force.hedges - {"expected", "intended"} if surely_coming else v.force.hedges
    return hedges - {"hearsay"} if w.attributed and not w.force.hedges else hedges


def _difference(x: Reading, y: Reading, v: Predicate, w: Predicate) -> Found:
    """Two verbs of one event that are not of one force."""
    kind = _kind(v, w)
    run_x, run_y = _run(v), _run(w)
    return found_between(
        kind,
        x,
        y,
        run_x,
        run_y,
        f"{x.name} writes {_told(x, v, run_x)}, {y.name} {_told(y, w, run_y)}: {_what(kind, v, w)}.",
        _LINKED,
    )


def _what(kind: str, v: Predicate, w: Predicate) -> str:
    """What sets two verbs apart, in words."""
    if kind == "negation":
        return "one of them denies it"
    for doubts, other in ((v.force.hedges, w.force), (w.force.hedges, v.force)):
        if "unlikely" in doubts and "unlikely" not in other.hedges:
            return f"one thinks it unlikely, the other {_not_unlikely(other)}"
    if v.intended or w.intended:
        return "one tells as done what the other tells as intended"
    return "one states what the other leaves open"


def _not_unlikely(force: Force) -> str:
    """What is made of a thing that another report calls unlikely."""
    if "hearsay" in force.hedges:
        return "passes on reports of it"
    if not force.hedges:
        return "expects it" if force.coming else "states it"
    return "expects it" if force.hedges & _EXPECTING else "holds it possible"


def _told(reading: Reading, v: Predicate, run: tuple[int, int]) -> str:
    """The words for a predicate, with those that leave it open where they stand farther off: "expected … to meet"."""
    far = [t for t in v.scope if not run[0] <= t.i < run[1] and scope.hedged(scope.force([t]))]
    if "hearsay" in v.force.hedges and not far and reading.tokens[v.verb.head].i < run[0]:
        told = subject(reading, v.verb.head)
        far = [reading.tokens[k] for k in (told, v.verb.head) if 0 <= k < run[0]]
    words = [t.text for t in far] + [" ".join(reading.article.text[slice(*reading.span(*run)[1:])].split())]
    return "“" + " … ".join(words) + "”" if far else reading.words(*run)


def _run(v: Predicate) -> tuple[int, int]:
    """From the first to the last token of a predicate and the words that bear on it from near by."""
    return run(v.scope, v.verb, v.last)


def run(words: Iterable[Token], verb: Token, last: int) -> tuple[int, int]:
    """From the first to the last (excluded) of a verb, token `last`, and those of its words that stand near."""
    near = [t.i for t in words if abs(t.i - verb.i) <= 5 and t.text.casefold() not in _CONNECTING]
    return min([verb.i, last, *near]), max([verb.i, last, *near]) + 1

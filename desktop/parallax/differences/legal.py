"""How far the law has gone with a person: one report says convicted or pleaded guilty, the other only charged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from parallax.differences import scope
from parallax.differences.force import TOLD_IN
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import concept, subject
from parallax.differences.parties import he_or_she, party, people
from parallax.differences.predicates import bearing
from parallax.differences.reading import Reading
from parallax.language.parse import Token

_SURE = 0.7
_GUILTY = frozenset("plead convict sentence jail imprison".split())
_CALLED = {
    "charge": "a charge", "indict": "a charge", "arraign": "a charge", "accuse": "an accusation",
    "arrest": "an arrest", "detain": "an arrest",
}  # fmt: skip
_SUSPECTED = frozenset(_CALLED)
_OF_GUILT = frozenset("convict conviction guilty sentence plea plead admit confess jail imprison".split())
"""Words with which a report tells of guilt in any way."""
_NO_OFFENCE = frozenset(
    "guilty prison jail year month week day court count charge judge jury police trial case term life parole federal"
    " connection relation part role time sentence indictment arrest man woman person people member be have do"
    " make".split()
)
_OVERTURNED = frozenset({"initially", "originally", "wrongly", "wrongfully", "previously", "once"})
"""What says of a sentence that it did not last, or is not this one."""
_ATTEMPT = "attempt"
_TO_THE_END = 12
_FIRST = 8
"""Of how many verbs about a person those are looked for that are about one offence."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the law did with a person: the token of the verb, whether it found guilt, the concepts of the offence,
    where the words for it end (a token, excluded)."""

    verb: Token
    guilty: bool
    offence: frozenset[str]
    last: int


def legal_between(x: Reading, y: Reading) -> list[Found]:
    """Persons of whom one report says that they were found or pleaded guilty of something, while the other says no
    more than that they were charged, accused or arrested for it."""
    ours, theirs = x.once(_stages), y.once(_stages)
    found = []
    for who in ours.keys() & theirs.keys():
        for one, told, other, retold in ((x, ours[who], y, theirs[who]), (y, theirs[who], x, ours[who])):
            guilt = [s for s in told if s.guilty]
            if not guilt or who in other.once(_known_guilty):
                continue
            pairs = [(g, s) for g in guilt[:_FIRST] for s in retold[:_FIRST] if _one_offence(g, s)]
            if pairs:
                guilt_and_charge = max(pairs, key=lambda p: len(p[0].offence & p[1].offence))
                found.append(_difference(one, other, who, *guilt_and_charge))
    return found


def _one_offence(a: _Stage, b: _Stage) -> bool:
    """Whether two verbs are about one offence; what was attempted is another than what was done."""
    return bool((a.offence & b.offence) - {_ATTEMPT}) and (_ATTEMPT in a.offence) == (_ATTEMPT in b.offence)


def _difference(one: Reading, other: Reading, who: str, guilt: _Stage, charge: _Stage) -> Found:
    here, there = _words(one, guilt), _words(other, charge)
    name = one.label_names[who]
    says = f"that {name}" if _whole(one, guilt) else f"of {name}"
    step = _CALLED[charge.verb.lemma.casefold()]
    return found_between(
        "certainty",
        one,
        other,
        here,
        there,
        f"{one.name} says {says} {one.words(*here)}, {other.name} speaks only of {step}, {other.words(*there)}.",
        _SURE,
    )


def _whole(reading: Reading, stage: _Stage) -> bool:
    """Whether the words for it make a clause with the name of the person before them: "was convicted of theft"."""
    passive = any(reading.tokens[c].dep == "auxpass" for c in reading.children[stage.verb.i])
    return passive or (stage.verb.lemma == "plead" and stage.verb.tag in ("VBD", "VBZ", "VBN"))


def _words(reading: Reading, stage: _Stage) -> tuple[int, int]:
    """The verb with its helpers and what it is about."""
    first = min([stage.verb.i, *(t.i for t in bearing(reading, stage.verb) if t.pos == "AUX")])
    return first, stage.last


def _stages(reading: Reading) -> dict[str, list[_Stage]]:
    """For each person with a label what a report says that the law did with them, in text order."""
    found: dict[str, list[_Stage]] = defaultdict(list)
    persons = reading.once(people)
    before = ""
    for n in range(len(reading.parse.sentences)):
        if reading.role(n) not in TOLD_IN:
            continue
        for verb in reading.parse.words(n):
            who = _whom(reading, verb, before)
            if who in persons and not reading.quoted[verb.i] and _happened(reading, verb):
                found[who].append(_stage(reading, verb))
        before = _about(reading, n, before)
    return found


def _about(reading: Reading, sentence: int, before: str) -> str:
    """The label of whom a sentence is about, by its first subject; a "he" keeps to whom it was about before."""
    first = next((t.i for t in reading.parse.words(sentence) if t.dep in ("nsubj", "nsubjpass")), -1)
    return party(reading, first) or (before if he_or_she(reading, first) else "")


def _whom(reading: Reading, verb: Token, before: str) -> str:
    """The label of the person that a verb of the law is about, "" where it is none; "he" is whom the sentences before
    were about."""
    if verb.pos != "VERB" or verb.lemma.casefold() not in _GUILTY | _SUSPECTED:
        return ""
    below = [reading.tokens[c] for c in reading.children[verb.i]]
    passive = any(t.dep in ("nsubjpass", "auxpass") for t in below)
    if verb.lemma == "plead":
        whom = subject(reading, verb.i) if _guilty_plea(reading, verb) else -1
    elif passive:
        whom = subject(reading, verb.i)
    elif verb.tag == "VBN" and verb.dep in ("acl", "relcl"):
        whom = verb.head
    else:
        whom = next((t.i for t in below if t.dep == "dobj"), -1)
    return party(reading, whom) or (before if whom >= 0 and he_or_she(reading, whom) else "")


def _guilty_plea(reading: Reading, verb: Token) -> bool:
    """Whether somebody pleads guilty, not "not guilty"."""
    after = [t.text.casefold() for t in reading.tokens[verb.i + 1 : verb.i + 4]]
    return "guilty" in after and "not" not in after[: after.index("guilty")]


def _happened(reading: Reading, verb: Token) -> bool:
    """Whether a verb tells what happened: not what may come, nor what did not."""
    words = bearing(reading, verb)
    kinds = scope.force(words)
    if scope.negations(words) or scope.hedged(kinds) or "coming" in kinds or {t.lemma for t in words} & _OVERTURNED:
        return False
    below = [reading.tokens[c] for c in reading.children[verb.i]]
    return not any(t.text.casefold() == "if" or (t.tag == "TO" and t.dep == "aux") for t in below)


def _stage(reading: Reading, verb: Token) -> _Stage:
    about = [
        k
        for c in reading.children[verb.i]
        if reading.tokens[c].dep in ("prep", "xcomp", "acomp", "pcomp", "oprd") and c > verb.i
        for k in reading.subtree(c)
    ]
    words = [reading.tokens[k] for k in sorted(about)]
    named = [
        t for t in words if t.pos in ("NOUN", "VERB") and t.lemma.isalpha() and concept(t.lemma) not in _NO_OFFENCE
    ]
    named = [t for t in named if not _tried(t)]
    offence = {concept(t.lemma) for t in named} | {_ATTEMPT for t in words if _tried(t)}
    last = min(named[0].i, verb.i + _TO_THE_END) if named else verb.i
    return _Stage(verb, verb.lemma.casefold() in _GUILTY, frozenset(offence), last + 1)


def _tried(word: Token) -> bool:
    return word.text.casefold() in ("attempted", "attempting")


def _known_guilty(reading: Reading) -> frozenset[str]:
    """The persons who are named in a sentence that tells of guilt, or in the one before it."""
    told = {t.sentence for t in reading.tokens if t.lemma.casefold() in _OF_GUILT or t.text.casefold() in _OF_GUILT}
    persons = reading.once(people)
    found = set()
    for label, start, _ in reading.mentions:
        sentence = reading.sentence_at(start)
        if label.id in persons and (sentence in told or sentence + 1 in told):
            found.add(label.id)
    return frozenset(found)

"""Who or what is the largest, the oldest, the first of its kind: two reports that give one such place to two names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from parallax.differences.found import Found, found_between
from parallax.differences.likeness import concept, subject
from parallax.differences.reading import Reading
from parallax.language.parse import Token

_EXTREMES = {
    word: extreme
    for extreme, words in {
        "largest": "largest biggest greatest top leading",
        "smallest": "smallest tiniest least",
        "oldest": "oldest earliest", "youngest": "youngest newest",
        "longest": "longest", "shortest": "shortest", "tallest": "tallest highest", "fastest": "fastest quickest",
        "richest": "richest wealthiest", "poorest": "poorest", "deadliest": "deadliest bloodiest",
        "busiest": "busiest", "cheapest": "cheapest", "strongest": "strongest", "closest": "closest nearest",
    }.items()
    for word in words.split()
}  # fmt: skip
_LIMITED = frozenset("second third fourth fifth sixth seventh eighth ninth tenth next".split())
_IS = frozenset("be become remain".split())
_OPEN = frozenset({"world", "country", "nation", "state", "city", "history", "year", "time", "one"})
"""What says too little to tell one row of things from another."""
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """The first place in a row: `extreme` with the concept of the noun it belongs to; `frame` the concepts that tell
    which row; `holder` the words of the name that holds it, `label` its label's id or empty; tokens `first` to `last`
    (excluded) are the name."""

    of: tuple[str, str]
    frame: frozenset[str]
    holder: frozenset[str]
    label: str
    first: int
    last: int
    token: int


def superlatives_between(x: Reading, y: Reading) -> list[Found]:
    """The first places that two reports give to two names, of rows that the same words tell."""
    found = []
    ours, theirs = x.once(_places_by_noun), y.once(_places_by_noun)
    for of in sorted(ours.keys() & theirs.keys()):
        for a in ours[of]:
            same = [b for b in theirs[of] if _one_row(a, b)]
            if not same or any(_one_holder(a, b) for b in same):
                continue
            b = same[0]
            if any(_one_holder(c, b) and _one_row(c, b) for c in ours[of]):
                continue
            row = x.words(*_row(x, a))
            told = f"{x.name} calls {x.words(a.first, a.last)} {row}, {y.name} {y.words(b.first, b.last)}."
            held = (a.first, a.last), (b.first, b.last)
            found.append(found_between("name", x, y, *held, told, _SURE, "contradicts"))
            break
    return found


def _row(reading: Reading, place: Place) -> tuple[int, int]:
    """The words from the superlative to its noun."""
    first = next(c for c in reading.children[place.token] if reading.tokens[c].text.casefold() in _EXTREMES)
    return min(first, place.token), max(first, place.token) + 1


def _one_row(a: Place, b: Place) -> bool:
    """Whether what tells the one row is all in what tells the other, and no more than one word beside it."""
    shorter, longer = sorted((a.frame, b.frame), key=len)
    return bool(shorter) and shorter <= longer and len(longer) <= len(shorter) + 1


def _one_holder(a: Place, b: Place) -> bool:
    return bool(a.holder & b.holder) or (a.label == b.label != "")


def _places_by_noun(reading: Reading) -> dict[tuple[str, str], list[Place]]:
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for t in reading.tokens:
        extreme = _EXTREMES.get(t.text.casefold())
        if extreme is None or t.dep != "amod" or reading.quoted[t.i] or t.head <= t.i:
            continue
        place = _place(reading, extreme, t.head)
        if place is not None:
            found[place.of].append(place)
    return found


def _place(reading: Reading, extreme: str, noun: int) -> Place | None:
    """The place that a superlative before a noun names, where a name holds it alone."""
    tokens = reading.tokens
    modifiers = [tokens[c] for c in reading.children[noun]]
    definite = any(t.dep == "poss" or (t.dep == "det" and t.text.casefold() == "the") for t in modifiers)
    limits = (tokens[c] for t in modifiers for c in (t.i, *reading.children[t.i]))
    if tokens[noun].tag != "NN" or not definite or any(t.text.casefold() in _LIMITED for t in limits):
        return None
    holder = _holder(reading, noun)
    if holder < 0:
        return None
    name = [holder, *(c for c in reading.children[holder] if tokens[c].dep == "compound")]
    words = frozenset(tokens[k].text.casefold() for k in name)
    frame = frozenset(
        concept(tokens[k].lemma)
        for k in reading.subtree(noun)
        if k != noun and k not in name and _tells_of_a_row(tokens[k])
    )
    label = reading.once(_label_of).get(holder, "")
    return Place(
        (extreme, concept(tokens[noun].lemma)), frame, words, label, min(name), max(name) + 1, noun
    )  # fmt: skip


def _tells_of_a_row(token: Token) -> bool:
    if token.pos not in ("NOUN", "PROPN", "ADJ") or token.text.casefold() in _EXTREMES:
        return False
    return token.lemma.casefold() not in _OPEN


def _holder(reading: Reading, noun: int) -> int:
    """The token of the name that is said to be a thing, or -1: "X is the largest …", "X, the largest …"."""
    tokens = reading.tokens
    above = tokens[tokens[noun].head]
    holder = -1
    if tokens[noun].dep == "attr" and above.lemma in _IS:
        below = [tokens[c] for c in reading.children[above.i]]
        if not any(t.dep in ("neg", "aux") and t.lemma not in ("have", "be") for t in below):
            holder = subject(reading, above.i)
    elif tokens[noun].dep == "appos":
        holder = above.i
    if holder < 0 or tokens[holder].pos != "PROPN" or reading.quoted[holder]:
        return -1
    if any(tokens[c].dep == "conj" for c in reading.children[holder]):
        return -1
    return holder


def _label_of(reading: Reading) -> dict[int, str]:
    return {k: label.id for label, start, end in reading.mentions for k in reading.within(start, end)}

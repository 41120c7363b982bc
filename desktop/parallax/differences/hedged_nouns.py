"""A thing that one report calls alleged, possible or apparent, and the other names as if it were sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from parallax.differences import scope
from parallax.differences.force import TOLD_IN
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import LIGHT, concept
from parallax.differences.parties import party
from parallax.differences.predicates import bearing
from parallax.differences.reading import Reading
from parallax.labels.synonyms import same_noun
from parallax.language.parse import Token
from parallax.values import Link

_SURE_LINKED, _SURE = 0.65, 0.6
_DOUBT = frozenset(
    "alleged apparent possible potential presumed probable purported reported rumored rumoured supposed suspected"
    " unconfirmed would-be".split()
)
"""What an adjective says of a thing that may not be what it is called."""
_UNSURE_ABOVE = frozenset(
    "accuse allegation allege accusation believe call charge claim consider count deny describe discuss fear indict"
    " investigate possibility probe plan propose proposal question risk rumor rumour suggest suspect suspicion threat"
    " threaten treat think warn warning potential could may might".split()
)
"""What governs a thing that is not said to be there: "charged with murder", "investigate the attack as terrorism"."""
_UNSURE_BELOW = frozenset({"if", "whether", "no", "not"})
_STATES = frozenset({"disease", "illness", "condition", "cancer", "infection"})
"""What somebody has and may die of: that it is the one is not said of the other."""
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_MOST_MODIFIERS = 8
_HIGH, _SHOWN = 4, 6

_Thing = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun of a report: what it is called and whether it is one or several, what tells it apart, and the token of
    the adjective that leaves it open, -1 where none does. `open` says whether anything at all does."""

    token: Token
    called: str
    modifiers: frozenset[str]
    doubt: int
    open: bool


def hedged_nouns_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Things that one report calls alleged and the other does not: the same noun, told apart by the same words. What a
    report has both ways is no difference."""
    found: dict[tuple[str, bool], Found] = {}
    for link in links:
        i, j = x.sides(link)
        for one, other, s, t in ((x, y, i, j), (y, x, j, i)):
            plain = {n.called: n for n in reversed(other.once(_by_sentence).get(t, ())) if not n.open}
            for noun in one.once(_by_sentence).get(s, ()):
                same = plain.get(noun.called)
                if noun.doubt >= 0 and same is not None and noun.modifiers & same.modifiers:
                    _keep(found, one, other, noun, same, one is x, _SURE_LINKED)
    for one, other in ((x, y), (y, x)):
        plainly = other.once(_by_two_words)
        for noun in one.once(_doubted):
            twice = (plainly.get((noun.called, *pair)) for pair in combinations(sorted(noun.modifiers), 2))
            same = next((n for n in twice if n is not None), None)
            if same is not None:
                _keep(found, one, other, noun, same, one is x, _SURE)
    return list(found.values())


def _keep(
    found: dict[tuple[str, bool], Found],
    one: Reading,
    other: Reading,
    noun: _Noun,
    same: _Noun,
    first: bool,
    sure: float,
) -> None:
    """Add what is told of a thing, once for each noun, and only where neither report has it both ways."""
    words = sorted(noun.modifiers | same.modifiers)
    if any((noun.called, w, False) in one.once(_ways) for w in words):
        return
    if any((noun.called, w, True) in other.once(_ways) for w in words):
        return
    found.setdefault((noun.called, first), _difference(one, other, noun, same, sure))


def _difference(one: Reading, other: Reading, noun: _Noun, same: _Noun, sure: float) -> Found:
    here = min(noun.doubt, noun.token.i), max(noun.doubt, noun.token.i) + 1
    there = _phrase(other, same)
    words = sorted(((one.name, one.words(*here)), (other.name, other.words(*there))))
    (outlet, told), (second, retold) = words
    doubt = one.tokens[noun.doubt].text.casefold()
    return found_between(
        "certainty",
        one,
        other,
        here,
        there,
        f"{outlet} writes {told}, {second} {retold}: one calls it {doubt}, the other speaks of it without reserve.",
        sure,
    )


def _phrase(reading: Reading, noun: _Noun) -> tuple[int, int]:
    """A noun with the words right before it that belong to it."""
    inside = set(reading.subtree(noun.token.i))
    first = noun.token.i
    while first - 1 in inside and reading.tokens[first - 1].pos != "PUNCT" and noun.token.i - first < _SHOWN:
        first -= 1
    return first, noun.token.i + 1


def _nouns(reading: Reading) -> tuple[_Noun, ...]:
    """The common nouns that a report uses in its own words, each with what tells it apart."""
    found = []
    for t in reading.tokens:
        if (
            t.pos == "NOUN"
            and t.lemma not in LIGHT | _STATES
            and reading.role(t.sentence) in TOLD_IN
            and not reading.quoted[t.i]
        ):
            below = reading.children[t.i]
            doubt = next((c for c in below if _doubts(reading.tokens[c]) and c < t.i), -1)
            words = _told_apart_by(reading, t)
            unsure = doubt >= 0 or _left_open(reading, t)
            found.append(_Noun(t, f"{same_noun(t.lemma.casefold())} {t.tag}", words, doubt, unsure))
    return tuple(found)


def _doubts(word: Token) -> bool:
    """Whether a word before a noun leaves open that it is what it is called."""
    return word.dep == "amod" and word.text.casefold() in _DOUBT


def _told_apart_by(reading: Reading, noun: Token) -> frozenset[str]:
    """The concepts of the words that say which thing a noun means, names by their labels: the first of them."""
    words = set()
    for c in reading.children[noun.i]:
        t = reading.tokens[c]
        if t.dep in _MODIFIERS and t.pos in ("NOUN", "PROPN", "ADJ"):
            words.add(c)
        elif t.dep in ("prep", "agent"):
            words.update(p for p in reading.children[c] if reading.tokens[p].dep == "pobj")
    below = {d for c in words for d in reading.children[c] if reading.tokens[d].dep in ("compound", "amod", "poss")}
    told = [party(reading, k) or concept(reading.tokens[k].lemma) for k in sorted(words | below)]
    told = [w for w in told if w not in LIGHT and w[:1].isalpha() and w not in _DOUBT]
    return frozenset(told[:_MOST_MODIFIERS])


def _left_open(reading: Reading, noun: Token) -> bool:
    """Whether what stands above a noun leaves open that there is such a thing, or denies it."""
    at = noun
    if any(reading.tokens[c].text.casefold() in ("any", "whatever") for c in reading.children[noun.i]):
        return True
    for _ in range(_HIGH):
        below = {reading.tokens[c].text.casefold() for c in reading.children[at.i]}
        if below & (_UNSURE_BELOW | _DOUBT):
            return True
        head = reading.tokens[at.head]
        if at.pos == "VERB" and (scope.negations(words := bearing(reading, at)) or scope.hedged(scope.force(words))):
            return True
        if at.head == at.i or any(t.text == ";" for t in reading.tokens[min(at.i, head.i) : max(at.i, head.i)]):
            return False
        if head.lemma.casefold() in _UNSURE_ABOVE:
            return True
        at = head
    return False


def _by_sentence(reading: Reading) -> dict[int, list[_Noun]]:
    found: dict[int, list[_Noun]] = {}
    for noun in reading.once(_nouns):
        found.setdefault(noun.token.sentence, []).append(noun)
    return found


def _doubted(reading: Reading) -> tuple[_Noun, ...]:
    """What the report calls alleged, possible or apparent."""
    return tuple(n for n in reading.once(_nouns) if n.doubt >= 0)


def _by_two_words(reading: Reading) -> dict[_Thing, _Noun]:
    """What the report takes as given, by noun and each two of the words that tell it apart: the first of each."""
    found: dict[_Thing, _Noun] = {}
    for noun in reading.once(_nouns):
        if not noun.open:
            for pair in combinations(sorted(noun.modifiers), 2):
                found.setdefault((noun.called, *pair), noun)
    return found


def _ways(reading: Reading) -> frozenset[tuple[str, str, bool]]:
    """Each noun with each word that tells it apart, and whether it is left open there."""
    return frozenset((n.called, w, n.open) for n in reading.once(_nouns) for w in n.modifiers)

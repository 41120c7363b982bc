"""Where a text names a person: what the entity recogniser says, put right by honorifics, appositions and the rest of
the story. It knows few names from outside its newspapers and takes "Ms Solvang" for a company as soon as she is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from parallax.attribution.first_names import MEN, WOMEN
from parallax.attribution.mentions import ORGANISATIONS, ROLES, SPOKES
from parallax.attribution.spelling import folded_name
from parallax.language import Parse, Token

Tokens = tuple[int, int]
"""Tokens from the first to the last, the last excluded."""

HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame"})
"""Words that stand before the name of one person and of nothing else."""

_NO_PERSON = frozenset({"NORP", "PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
_MAY_BE_A_COMPANY = frozenset({"owner", "champion", "leader", "founder", "star", "counsel", "premier", "executive"})
_OFFICES = (ROLES | SPOKES) - _MAY_BE_A_COMPANY
_LONGEST = 3


def person_names(parses: Sequence[Parse]) -> list[list[Tokens]]:
    """For each parse the tokens of every name of a person, without honorifics, in text order. A name that the
    recogniser takes for something else is a person's where an honorific stands before it, where an office stands
    beside it as an apposition, or where the story calls a person so elsewhere, by the full name or after an honorific.
    So is a name that it takes for nothing where it begins with a first name, and a last name, alone, that the story has
    in full elsewhere and that it takes for nothing or for a month. None of it depends on the order of the parses."""
    recognised: Counter[tuple[str, ...]] = Counter()
    honoured: set[str] = set()
    runs: list[list[Tokens]] = []
    for parse in parses:
        found = _after_honorifics(parse)
        runs.append(found)
        honoured.update(folded_name(parse.tokens[last - 1].text) for _, last in found)
        for entity in parse.entities:
            if entity.label == "PERSON":
                recognised[_words(parse, entity.first, entity.last)] += 1
    for parse in parses:
        for first, last in _others(parse):
            if _with_office(parse, first, last):
                recognised[_words(parse, first, last)] += 1
        for first, last in _unlabelled(parse):
            if folded_name(parse.tokens[first].text) in MEN | WOMEN or _with_office(parse, first, last):
                recognised[_words(parse, first, last)] += 1
    names = []
    lasts = {words[-1] for words in recognised if len(words) > 1 and words[0] in MEN | WOMEN}
    for parse, found in zip(parses, runs, strict=True):
        own = {(e.first, e.last) for e in parse.entities if e.label == "PERSON"}
        own.update(run for run in _unlabelled(parse) if _words(parse, *run) in recognised)
        whole = {k for first, last in own for k in range(first, last)}
        own.update(run for run in _known_lasts(parse, lasts) if run[0] not in whole)
        for first, last in _others(parse):
            words = _words(parse, first, last)
            if words[-1] in honoured or (len(words) > 1 and words in recognised):
                own.add((first, last))
        taken = {k for first, last in own for k in range(first, last)}
        own.update(run for run in found if not taken & set(range(*run)))
        names.append(sorted(own))
    return names


def _unlabelled(parse: Parse) -> Iterator[Tokens]:
    """Runs of two or three capitalised words that are no entity."""
    first = 0
    for token in parse.tokens:
        if token.i < first:
            continue
        last = token.i
        while last < len(parse.tokens) and _is_bare_name(parse.tokens[last], token.sentence):
            last += 1
        if last - token.i in (2, 3):
            yield token.i, last
        first = last


def _is_bare_name(token: Token, sentence: int) -> bool:
    return token.entity < 0 and token.sentence == sentence and token.pos == "PROPN" and _shaped(token.text)


def _known_lasts(parse: Parse, lasts: set[str]) -> Iterator[Tokens]:
    """The last names, alone, that are no entity at all, or a month that does or has something: "May said"."""
    for token in parse.tokens:
        if token.pos != "PROPN" or folded_name(token.text) not in lasts or not _shaped(token.text):
            continue
        if token.entity < 0:
            if token.dep not in ("compound", "amod", "nmod"):
                yield token.i, token.i + 1
        else:
            entity = parse.entities[token.entity]
            alone = entity.label == "DATE" and entity.last - entity.first == 1
            if alone and token.dep in ("nsubj", "nsubjpass", "poss", "dobj"):
                yield token.i, token.i + 1


def _words(parse: Parse, first: int, last: int) -> tuple[str, ...]:
    return tuple(folded_name(t.text) for t in parse.tokens[first:last])


def _is_honorific(text: str) -> bool:
    return text[:1].isupper() and text.casefold().rstrip(".") in HONORIFICS


def _after_honorifics(parse: Parse) -> list[Tokens]:
    """The names right after "Mr", "Ms" and their like."""
    found = []
    for token in parse.tokens:
        if not _is_honorific(token.text):
            continue
        last = token.i + 1
        while last < min(len(parse.tokens), token.i + 1 + _LONGEST):
            following = parse.tokens[last]
            if following.sentence != token.sentence or not _shaped(following.text) or following.pos != "PROPN":
                break
            last += 1
        if last > token.i + 1:
            found.append((token.i + 1, last))
    return found


def _others(parse: Parse) -> list[Tokens]:
    """Entities of another label than PERSON that are shaped like the name of one: one to three capitalised words, no
    word for an organisation among them, an honorific before them left out."""
    found = []
    for entity in parse.entities:
        first, last = entity.first, entity.last
        if first < last and _is_honorific(parse.tokens[first].text):
            first += 1
        if entity.label in _NO_PERSON or not 0 < last - first <= _LONGEST:
            continue
        words = [t.text for t in parse.tokens[first:last]]
        if all(map(_shaped, words)) and not any(w.casefold() in ORGANISATIONS for w in words):
            found.append((first, last))
    return found


def _shaped(word: str) -> bool:
    """Whether a word is written as a part of a name: a capital, then small letters."""
    return len(word) > 1 and word[0].isupper() and any(c.islower() for c in word) and word[-1].isalpha()


def _with_office(parse: Parse, first: int, last: int) -> bool:
    """Whether a name of two words or more has an office as its apposition, or is one to it: "the mayor, Ada Lind"."""
    if last - first < 2:
        return False
    top = parse.tokens[last - 1]
    head = parse.tokens[top.head]
    if top.dep == "appos" and head.pos == "NOUN" and head.tag == "NN" and head.lemma.casefold() in _OFFICES:
        return True
    s = parse.sentences[top.sentence]
    return any(
        t.dep == "appos" and t.head == top.i and t.tag == "NN" and t.lemma.casefold() in _OFFICES
        for t in parse.tokens[last : min(s.last, last + 8)]
    )

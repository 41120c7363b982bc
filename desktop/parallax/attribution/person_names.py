"""Where a text names a person: what the entity recogniser says, put right by honorifics, appositions and the rest of
the story. It knows few names from outside its newspapers and takes "Ms Solvang" for a company as soon as she is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from parallax.attribution.first_names import MEN, WOMEN
from parallax.attribution.mentions import BODIES, ORGANISATIONS, ROLES, SPOKES
from parallax.attribution.spelling import folded_name
from parallax.language import Parse, Token

Tokens = tuple[int, int]
"""Tokens from the first to the last, the last excluded."""

Words = tuple[str, ...]
"""The folded words of a name."""

HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame"})
"""Words that stand before the name of one person and of nothing else."""

_NO_PERSON = frozenset({"NORP", "PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
_MAY_BE_A_COMPANY = frozenset({"owner", "champion", "leader", "founder", "star", "counsel", "premier", "executive"})
_OFFICES = (ROLES | SPOKES | {"resident"}) - _MAY_BE_A_COMPANY
_TRADES = frozenset(
    "newspaper tabloid magazine newswire wire outlet website broadcaster network pac company firm startup bank charity"
    " newsroom".split()
)
"""Nouns that tell of a name beside them that it is no person's."""
_LONGEST = 3
_FAR = 8
"""Tokens from a name to its apposition, at most."""


def person_names(parses: Sequence[Parse], bodies: Set[Words] = frozenset()) -> list[list[Tokens]]:
    """For each parse the tokens of every name of a person, without honorifics, in text order. A name that the
    recogniser takes for something else is a person's where an honorific stands before it, where an office stands
    beside it as an apposition, or where the story calls a person so elsewhere, by the full name or after an honorific;
    so is the end of a longer one behind an office ("Managing Director David Reeve"). So is a name that it takes for
    nothing where it begins with a first name, and a last name, alone, that the story has in full elsewhere and that it
    takes for nothing or for a month. No person's are the names of `bodies`, nor those of peoples and families. None of
    it depends on the order of the parses."""
    recognised: Counter[Words] = Counter()
    honoured: set[str] = set()
    runs: list[list[Tokens]] = []
    taken_for_one: list[set[Tokens]] = []
    for parse in parses:
        found = _after_honorifics(parse)
        runs.append(found)
        honoured.update(folded_name(parse.tokens[last - 1].text) for _, last in found)
        taken_for_one.append({_behind_owner(parse, e.first, e.last) for e in parse.entities if e.label == "PERSON"})
        recognised.update(words_of_name(parse, *run) for run in taken_for_one[-1])
    for parse in parses:
        for first, last in _others(parse):
            if _with_office(parse, first, last):
                recognised[words_of_name(parse, first, last)] += 1
        for first, last in _unlabelled(parse):
            if folded_name(parse.tokens[first].text) in MEN | WOMEN or _with_office(parse, first, last):
                recognised[words_of_name(parse, first, last)] += 1
    names = []
    lasts = {words[-1] for words in recognised if len(words) > 1 and words[0] in MEN | WOMEN}
    in_full = {words[-1] for words in recognised if len(words) > 1}
    for parse, found, one in zip(parses, runs, taken_for_one, strict=True):
        own = {
            _as_elsewhere(parse, run, recognised)
            for run in one
            if words_of_name(parse, *run) not in bodies and not _is_plural(parse, run, in_full)
        }
        own.update(run for run in _unlabelled(parse) if words_of_name(parse, *run) in recognised)
        own.update(_behind_offices(parse))
        whole = {k for first, last in own for k in range(first, last)}
        own.update(run for run in _known_lasts(parse, lasts) if run[0] not in whole)
        for first, last in _others(parse):
            words = words_of_name(parse, first, last)
            if words[-1] in honoured or (len(words) > 1 and words in recognised and words not in bodies):
                own.add((first, last))
        taken = {k for first, last in own for k in range(first, last)}
        own.update(run for run in found if not taken & set(range(*run)))
        names.append(sorted(own))
    return names


def bodies_named(parses: Sequence[Parse]) -> frozenset[Words]:
    """The names that the recogniser takes for a person's and that are an organisation's by their last word or by the
    noun beside them ("Priorities USA, a super PAC", "the newspaper Munhwa Ilbo"), folded."""
    found = set()
    for parse in parses:
        for e in parse.entities:
            if e.label != "PERSON" or folded_name(parse.tokens[e.first].text) in MEN | WOMEN:
                continue
            named = folded_name(parse.tokens[e.last - 1].text)
            if (e.last - e.first > 1 and named in BODIES) or _with_body(parse, e.first, e.last):
                found.add(words_of_name(parse, e.first, e.last))
    return frozenset(found)


def _with_body(parse: Parse, first: int, last: int) -> bool:
    """Whether a noun for a company or an outlet stands right before a name, or is its apposition: "the newspaper Munhwa
    Ilbo", "Theranos, a company"."""
    top = parse.tokens[last - 1]
    behind = parse.tokens[last : min(parse.sentences[top.sentence].last, last + _FAR)]
    if [t.text.casefold() for t in behind[:2]] in ([",", "a"], [",", "an"], [",", "the"]) and any(
        t.dep == "appos" and t.head == top.i and t.text.casefold() in _TRADES for t in behind
    ):
        return True
    before = [t for t in parse.tokens[max(first - 2, 0) : first] if t.sentence == top.sentence]
    beside = before[-1] if before and before[-1].text != "," else before[0] if len(before) > 1 else None
    return beside is not None and beside.pos == "NOUN" and beside.text.casefold() in _TRADES


def _behind_owner(parse: Parse, first: int, last: int) -> Tokens:
    """A name without whose the person is: of "Gazette's David Reeve" the last two words."""
    owner = next((k for k in range(last - 2, first, -1) if parse.tokens[k].text in ("'s", "’s")), None)
    return (first if owner is None else owner + 1), last


def _as_elsewhere(parse: Parse, run: Tokens, recognised: Mapping[Words, int]) -> Tokens:
    """A name without the verb of a headline behind it, which the story more often has without that."""
    words = words_of_name(parse, *run)
    short = words[:2]
    if len(words) > 2 and short[0] in MEN | WOMEN and recognised.get(short, 0) > recognised.get(words, 0):
        return run[0], run[0] + 2
    return run


def _is_plural(parse: Parse, run: Tokens, in_full: Set[str]) -> bool:
    """Whether a word means a people or a family: "Greeks", "the Ortizes"; not a last name known in full."""
    first, last = run
    token = parse.tokens[first]
    return last - first == 1 and token.tag == "NNPS" and folded_name(token.text) not in in_full


def _behind_offices(parse: Parse) -> Iterator[Tokens]:
    """The full names at the end of an entity of another label, right behind an office in it or before it."""
    for e in parse.entities:
        first = e.last - 2
        if e.label in _NO_PERSON or first < e.first or not first:
            continue
        office = parse.tokens[first - 1]
        words = [t.text for t in parse.tokens[first : e.last]]
        is_office = office.lemma.casefold() in _OFFICES or (first > 1 and _is_of_state(parse, first - 1))
        known = folded_name(words[0]) in MEN | WOMEN or (office.text.islower() and e.first < first)
        if is_office and known and all(map(_shaped, words)) and words[-1].casefold() not in ORGANISATIONS | BODIES:
            yield first, e.last


def _is_of_state(parse: Parse, k: int) -> bool:
    return parse.tokens[k].text == "State" and parse.tokens[k - 1].text.casefold() == "of"


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


def words_of_name(parse: Parse, first: int, last: int) -> Words:
    """The words of these tokens, folded."""
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
        for t in parse.tokens[last : min(s.last, last + _FAR)]
    )

"""What tells one thing from another of the same noun: who takes part in it, whose it is, where and in which year it is,
the how-manieth it is, and of which sort ("the Singapore summit", "his second meeting with Abe", "the trade deal")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parallax.attribution.tree import Tree
from parallax.labels.governments import country_of_capital
from parallax.labels.known import COUNTRY, Keys
from parallax.labels.synonyms import same_noun

_FIELDS = "owners", "sides", "about", "named", "places", "years", "ordinals", "sorts"
NOBODY: frozenset[str] = frozenset()
_WITH = frozenset({"with", "between", "against", "among"})
_AT = frozenset({"in", "at", "to", "near"})
_INDEFINITE = frozenset({"a", "an", "any", "no", "some"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOLDING = frozenset(
    {"hold", "have", "begin", "start", "conduct", "resume", "attend", "host", "sign", "reach", "strike"}
)
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_OTHER = frozenset({"another", "other", "previous", "earlier", "past", "separate", "subsequent", "prior"})
_AGAIN = frozenset({"new", "second", "third", "next", "future"})
SORTING = frozenset(
    """
    nuclear military economic commercial financial national regional local federal presidential parliamentary
    congressional general criminal civil legal diplomatic medical chemical biological political religious academic
    industrial agricultural environmental working state trade peace climate tax health
    """.split()
)
"""Words before a noun that say which sort a thing is of, not how somebody finds it."""


@dataclass(frozen=True, slots=True)
class Tells:
    """`owners` are those whose it is, `sides` those it is with, `about` those it is of, `named` those of whom only the
    place before the noun is known ("the Korea summit"); `places` are countries, `ordinals` and `sorts` words. `other`
    is a thing that its article sets beside one of the same noun ("another meeting"); `again` may be one ("a new
    deal")."""

    owners: frozenset[str] = NOBODY
    sides: frozenset[str] = NOBODY
    about: frozenset[str] = NOBODY
    named: frozenset[str] = NOBODY
    places: frozenset[str] = NOBODY
    years: frozenset[str] = NOBODY
    ordinals: frozenset[str] = NOBODY
    sorts: frozenset[str] = NOBODY
    other: bool = False
    again: bool = False

    def __or__(self, more: Tells) -> Tells:
        return Tells(
            self.owners | more.owners,
            self.sides | more.sides,
            self.about | more.about,
            self.named | more.named,
            self.places | more.places,
            self.years | more.years,
            self.ordinals | more.ordinals,
            self.sorts | more.sorts,
            self.other or more.other,
            self.again or more.again,
        )

    def people(self) -> frozenset[str]:
        """Everybody who has to do with it."""
        return self.owners | self.sides | self.about | self.named

    def order(self) -> tuple[Sequence[object], ...]:
        """What puts it before or after any other, whatever came first: all that is told, then by whom."""
        roles = tuple(sorted(v) for v in (self.owners, self.sides, self.about, self.named))
        return sorted(self.values()), *roles

    def values(self) -> Iterator[tuple[str, str]]:
        """All that is told, each with its sort."""
        yield from (("who", v) for v in self.people())
        yield from (("where", v) for v in self.places)
        yield from (("year", v) for v in self.years)
        yield from (("number", v) for v in self.ordinals)
        yield from (("sort", v) for v in self.sorts)


def tells(tree: Tree, first: int, head: int, known: Keys, *, people: bool = False) -> Tells:
    """What the noun phrase from token `first` to `head`, and what stands right behind it, tells. `known` holds what
    the tokens of the article name; `people` says that the noun is one for people, who are somebody's ("lawyers for
    Ortiz")."""
    return _before(tree, first, head, known) | _after(tree, head, known, people)


def _before(tree: Tree, first: int, head: int, known: Keys) -> Tells:
    """What the words before the noun tell."""
    told: dict[str, set[str]] = defaultdict(set)
    words = set()
    possessors = {i for c in tree.children[head] if tree.tokens[c].dep == "poss" for i in range(tree.left[c], c + 1)}
    noun = same_noun(tree.tokens[head].lemma.casefold())
    for i in range(first, head):
        token = tree.tokens[i]
        text = token.text.casefold()
        if capital := country_of_capital(token.text):
            told["places"].add(capital)
        if i in possessors:
            told["owners"].update(known.get(i, ()) if token.head == head else ())
        elif i in known:
            told["named"].update(known[i])
        elif _YEAR.fullmatch(text):
            told["years"].update([text] if tree.tokens[i + 1].tag != "HYPH" else [])
        else:
            words.add(text)
            sort = text if text in SORTING else same_noun(token.lemma.casefold())
            sorting = text in SORTING or (token.dep == "compound" and token.pos == "NOUN")
            if sorting and token.entity < 0 and sort != noun:
                told["sorts"].add(sort)
    told["ordinals"] = words & _ORDINALS
    again = bool(words & _INDEFINITE) and bool(words & _AGAIN)
    return replace(_told(told), other=bool(words & _OTHER), again=again)


def _after(tree: Tree, head: int, known: Keys, people: bool) -> Tells:
    """What stands behind the noun tells."""
    told: dict[str, set[str]] = defaultdict(set)
    for preposition, i in _behind(tree, head, known):
        keys = _meant(tree, i, known)
        if preposition in _AT:
            told["places"].update(k.removeprefix(COUNTRY) for k in keys if k.startswith(COUNTRY))
            if capital := country_of_capital(tree.tokens[i].text):
                told["places"].add(capital)
        elif preposition in _WITH:
            told["sides"].update(keys)
            told["owners"].update(_holder(tree, head, known) if keys else ())
        elif preposition == "by" or (people and preposition in ("for", "of")):
            told["owners"].update(keys)
        elif preposition == "of":
            told["about"].update(keys)
    return _told(told)


def _told(told: Mapping[str, set[str]]) -> Tells:
    """These values by the name of their field."""
    owners, sides, about, named, places, years, ordinals, sorts = (frozenset(told.get(f, ())) for f in _FIELDS)
    return Tells(owners, sides, about, named, places, years, ordinals, sorts)


def _behind(tree: Tree, head: int, known: Keys) -> Iterator[tuple[str, int]]:
    """The objects of the prepositions right behind a noun; of the next one too, where those before it name somebody
    ("with Ortiz in Larne", not "to reporters in Larne")."""
    at = head + 1
    while at < len(tree.tokens) and tree.tokens[at].pos == "ADP":
        word = tree.tokens[at].text.casefold()
        waiting = [c for c in tree.children[at] if tree.tokens[c].dep == "pobj"]
        named, last = False, at
        while waiting:
            i = waiting.pop()
            yield word, i
            named, last = named or i in known, max(last, i)
            waiting.extend(c for c in tree.children[i] if tree.tokens[c].dep in ("conj", "appos"))
        if not named:
            return
        at = last + 1


def _meant(tree: Tree, i: int, known: Keys) -> tuple[str, ...]:
    """Whom token i names, or the countries that the words before it and "of" behind it name."""
    if i in known:
        return known[i]
    near = list(range(max(tree.left[i], i - 4), i))
    if i + 2 < len(tree.tokens) and tree.tokens[i + 1].text == "of":
        near += [i + 2]
    return tuple(k for j in near for k in known.get(j, ()) if k.startswith(COUNTRY))


def _holder(tree: Tree, head: int, known: Keys) -> tuple[str, ...]:
    """Who holds a thing that is held with somebody: "Lindgard will hold talks with Ortiz", "Lindgard praised her talks
    with Ortiz"."""
    token = tree.tokens[head]
    verb = tree.tokens[token.head]
    own = any(tree.tokens[c].tag == "PRP$" for c in tree.children[head])
    if token.dep not in ("dobj", "pobj") or not (own or verb.lemma in _HOLDING):
        return ()
    subject = tree.child(verb.i, "nsubj")
    return known.get(subject, ()) if subject is not None else ()

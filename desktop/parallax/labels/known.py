"""Who is named where in a story, and of which country people are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from parallax.attribution.tree import Run, Tree
from parallax.labels.countries import country_of
from parallax.labels.mention import Name, called, folded

_TITLE_WORDS = 4
"""Tokens before a name in which its title may stand: "South Korean President Moon"."""
NAMED_AFTER_PEOPLE = frozenset(
    {"administration", "campaign", "regime", "presidency", "dynasty", "foundation", "government"}
)
"""What a person's name before it names, and not the person: "the Ortiz administration"."""
_BOTH = {"inter-korean": ("country:North Korea", "country:South Korea")}
_HYPHENS = frozenset({"-", "–"})
PERSON, COUNTRY = "person:", "country:"
Keys = Mapping[int, tuple[str, ...]]
"""By token the keys of whom it names: kind and name, one for all names of one."""


def _last_names(tree: Tree) -> Iterator[int]:
    """The tokens that may be a last name within another name: "the Ortiz-Lindgard summit", "the Ortiz campaign"."""
    for token in tree.tokens[:-1]:
        if token.text in _HYPHENS and token.i:
            yield token.i - 1
            yield token.i + 1
        elif tree.tokens[token.i + 1].lemma.casefold() in NAMED_AFTER_PEOPLE:
            yield token.i


def key_of(names: Sequence[Name]) -> str:
    """The key of those who are named so; empty for a person of whom one name alone is known."""
    name, kind = called(names)
    return "" if kind == "person" and len(folded(name)) < 2 else f"{kind}:{name}"


def _both(text: str) -> tuple[str, ...]:
    """The keys of two countries that one name joins: "U.S.-Canada"."""
    countries = [country_of(part) for part in re.split("[-–]", text)]
    joined = tuple(f"{COUNTRY}{c}" for c in countries if c)
    return _BOTH.get(text.casefold(), joined if len(joined) == len(countries) > 1 else ())


class Known:
    """`keys` holds for each article what its tokens name or mean: persons of whom more than one name is known,
    countries, places and the rest; `nationalities` the countries of people, by key. Nothing depends on the order of
    the articles."""

    def __init__(self, trees: Sequence[Tree], clusters: Iterable[Sequence[Name]]) -> None:
        self.keys: list[dict[int, tuple[str, ...]]] = [{} for _ in trees]
        self._trees = trees
        self._near: list[dict[int, set[str]]] = []
        starts = [{t.start: t.i for t in tree.tokens} for tree in trees]
        people: list[tuple[int, Run, str]] = []
        lasts: dict[str, Counter[str]] = defaultdict(Counter)
        for names in clusters:
            key = key_of(names)
            if not key:
                continue
            for n in names:
                article, start, end = n.span
                tokens = [i for at in range(start, end) if (i := starts[article].get(at)) is not None]
                self.keys[article].update(dict.fromkeys(tokens, _both(n.text) or (key,)))
                if key.startswith(PERSON):
                    people.append((article, (tokens[0], tokens[-1]), key))
                    lasts[n.words[-1]][key] += 1
        for found, tree in zip(self.keys, trees, strict=True):
            for i in _last_names(tree):
                meant = lasts.get(tree.tokens[i].text.casefold())
                if meant:
                    found[i] = (min(meant, key=lambda k: (-meant[k], k)),)
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for article, run, key in people:
            votes[key].update(self.countries(article, run))
        self.nationalities = {key: min(found, key=lambda c: (-found[c], c)) for key, found in votes.items() if found}

    def fits(self, key: str, article: int, run: Run) -> bool:
        """Whether words for an office name no other country than that of the person who is to be meant."""
        own = self.nationalities.get(key)
        named = set(self.countries(article, run))
        return own is None or not named or own in named

    def near(self, article: int, sentence: int) -> Set[str]:
        """Whom a sentence names. To be asked when all is known."""
        if not self._near:
            for found, tree in zip(self.keys, self._trees, strict=True):
                near: dict[int, set[str]] = defaultdict(set)
                for i, keys in found.items():
                    near[tree.tokens[i].sentence].update(keys)
                self._near.append(near)
        return self._near[article].get(sentence, frozenset())

    def countries(self, article: int, run: Run) -> Iterator[str]:
        """The countries in the title before a name or in the words for a person, and behind "of"."""
        keys, tree = self.keys[article], self._trees[article]
        first, last = run
        near = list(range(first, last + 1))
        for i in range(first - 1, max(-1, first - 1 - _TITLE_WORDS), -1):
            if tree.tokens[i].pos not in ("NOUN", "PROPN", "ADJ", "PART"):
                break
            near.append(i)
        if last + 3 < len(tree.tokens) and tree.tokens[last + 1].text == "of":
            near += [last + 2, last + 3]
        for i in near:
            yield from (k for k in keys.get(i, ()) if k.startswith(COUNTRY))

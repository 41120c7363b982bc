"""Names that mean the same, over all articles: by full name, last name, acronym, and whatever case or possessive.

People are those of `attribution.names`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from parallax.article import Article
from parallax.attribution.names import People, form_of
from parallax.attribution.person_names import Tokens
from parallax.attribution.roles import bearers
from parallax.attribution.tree import Tree, tree_of
from parallax.attribution.watching import Watch, unwatched
from parallax.labels.asked import corrected
from parallax.labels.countries import country_of
from parallax.labels.governments import government_of
from parallax.labels.known import NAMED_AFTER_PEOPLE, Known, key_of
from parallax.labels.mention import Name, folded
from parallax.labels.phrases import noun_phrases
from parallax.labels.things import phrase, things, tokens_in
from parallax.labels.titles import TITLES, title_before
from parallax.language import Parse
from parallax.values import Correction, Label, LabelKind, Refuse, ignore

_KINDS: dict[str, LabelKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd", "mp"})
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")
_FAR_MORE = 5
"""So many times as often as any other must a name be said that an acronym stands for it, where it fits two."""
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "&", "against"})


def labels(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    *,
    asked: Sequence[Correction] = (),
    refuse: Refuse = ignore,
    watch: Watch = unwatched,
) -> tuple[Label, ...]:
    """What at least two articles speak of, with every mention in every article, sorted by name: by name, people by
    their office too, and by noun what stands out (`things`). The ids depend on kind and name alone, so neither the
    order of the articles nor another run changes them. Empty where no article has a parse of its language.

    `asked` are the reader's corrections of things ("same thing", "other thing") in the order given; `refuse` is called
    with each that cannot be and the reason. What the reader made one is a label even where one article alone names
    it. `watch` is called at least once per article; what it raises ends the work."""
    watch()
    people = People(parses)
    watch()
    countries = {c for parse in parses for e in parse.entities if (c := country_of(_bare(parse.text[e.start : e.end])))}
    named: list[Name] = []
    for n, parse in enumerate(parses):
        watch()
        named.extend(_names(n, parse, people.runs[n], countries))
    names = _as_people(named)
    watch()
    persons = _people([n for n in names if n.kind == "person"], people)
    others = _others([n for n in names if n.kind != "person"])
    watch()
    clusters = _with_phrases(parses, persons, others, people, watch)
    found = corrected(articles, clusters, asked, refuse)
    return tuple(sorted(found, key=lambda label: (label.name.casefold(), label.kind, label.id)))


def _bare(text: str) -> str:
    """A name without its article and the possessive."""
    return re.sub(r"^the\s+|['’]s?$", "", " ".join(text.split()), flags=re.IGNORECASE)


def _as_people(names: Sequence[Name]) -> list[Name]:
    """A single name that the parse takes for an organisation or place, but which is somebody's last name, as his, if
    the story does not take it for a place more often than for him."""
    persons = Counter(n.words[-1] for n in names if n.kind == "person")
    places = Counter(n.words[0] for n in names if n.kind == "place" and len(n.words) == 1)
    last_names = {n.words[-1] for n in names if n.kind == "person" and len(n.words) > 1}
    last_names -= {word for word in last_names if places[word] > persons[word]}
    return [
        replace(n, kind="person") if n.kind != "country" and len(n.words) == 1 and n.words[0] in last_names else n
        for n in names
    ]


def _with_phrases(
    parses: Sequence[Parse],
    persons: dict[int | tuple[str, ...], list[Name]],
    others: list[list[Name]],
    people: People,
    watch: Watch,
) -> list[list[Name]]:
    """All clusters: people with the phrases that mean them by their office, others, and things without a name."""
    trees = [tree_of(parse) for parse in parses]
    phrases = [list(noun_phrases(tree)) for tree in trees]
    watch()
    mentions = [n for names in (*persons.values(), *others) for n in names]
    taken = [
        tokens_in(tree, [n.span[1:] for n in mentions if n.span[0] == number]) for number, tree in enumerate(trees)
    ]
    known = Known(trees, [*persons.values(), *others])
    keys = {who: key_of(names) for who, names in persons.items()}
    for number, run, who in bearers(trees, phrases, people):
        if who in persons and run[1] not in taken[number] and known.fits(keys[who], number, run):
            persons[who].append(phrase(number, trees[number], *run, "person"))
            taken[number].add(run[1])
            if keys[who]:
                known.keys[number][run[1]] = (keys[who],)
    watch()
    unnamed = things(trees, phrases, taken, known)
    first_tokens = [{t.start: t.i for t in tree.tokens} for tree in trees]
    titled = [[_titled(trees[n.span[0]], first_tokens[n.span[0]], n) for n in names] for names in persons.values()]
    return [*titled, *others, *unnamed]


def _titled(tree: Tree, tokens: Mapping[int, int], name: Name) -> Name:
    """A mention of a person from the title before the name on, which is part of what the person is called; `tokens`
    by where they begin."""
    article, start, end = name.span
    first = tokens.get(start)
    if first is None or not name.words:
        return name
    return replace(name, span=(article, tree.tokens[title_before(tree, first)].start, end))


def _names(number: int, parse: Parse, people: Sequence[Tokens], countries: set[str]) -> Iterable[Name]:
    """The named mentions of an article, possessive endings and articles before the name cut off; `countries` are those
    that the story names."""
    persons = {k for first, last in people for k in range(first, last)}
    full = {parse.tokens[k].text for first, last in people if last - first > 1 for k in range(first, last)}
    runs: list[tuple[int, int, LabelKind]] = [
        (first, last, "person")
        for first, last in people
        if not _of_a_body(parse, last) and not _within_a_word(parse, last)
    ]
    seats: dict[int, str] = {}
    for entity in parse.entities:
        known = _KINDS.get(entity.label)
        if known is not None and not persons & set(range(entity.first, entity.last)):
            runs.append((entity.first, entity.last, known))
            seat = government_of(parse, entity, countries)
            if seat is not None:
                seats[entity.first] = seat
    for first, last, kind in sorted(runs):
        begun = first
        while last > first + 1 and parse.tokens[last - 1].text in ("'s", "’s", "'", "’", ",", ".", '"', "”"):
            last -= 1
        while first < last - 1 and parse.tokens[first].text.casefold() in ("the", "a", "an", '"', "“", "'"):
            first += 1
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        text = " ".join(parse.text[start:end].split())
        words = tuple(folded(text))
        if kind == "person" and text not in full and country_of(text) not in (None, text):
            kind = "group"  # "Greeks"
        if kind == "person":
            while len(words) > 1 and words[0].rstrip(".") in TITLES:
                words = words[1:]
            while len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES:
                words = words[:-1]
        if not words or not any(c.isupper() for c in text):
            continue
        acronym = kind == "organisation" and text.isupper()  # "DPRK"
        country = country_of(text) if acronym or kind in ("place", "group") else None
        country = country or seats.get(begun)
        if country is not None:
            words, kind = (country.casefold(),), "country"
        yield Name((number, start, end), text, words, kind)


def _of_a_body(parse: Parse, after: int) -> bool:
    """Whether the token after a person's name makes it that of a body: "the Ortiz administration"."""
    return after < len(parse.tokens) and parse.tokens[after].lemma.casefold() in NAMED_AFTER_PEOPLE


def _within_a_word(parse: Parse, after: int) -> bool:
    """Whether a name ends inside a word of more than two parts, which is one name: "Stow-on-Wold"."""
    parts = parse.tokens[after - 1 : after + 4]
    glued = all(a.end == b.start for a, b in pairwise(parts))
    return glued and len(parts) == 5 and parts[1].text == parts[3].text == "-"


def _people(names: Sequence[Name], people: People) -> dict[int | tuple[str, ...], list[Name]]:
    """Persons, by their number in the story; a name of nobody who is known so by its words."""
    found: dict[int | tuple[str, ...], list[Name]] = defaultdict(list)
    for n in names:
        article, start, _ = n.span
        who = people.person(form_of(n.text)[0], article, start)
        found[n.words if who is None else who].append(n)
    return found


def _others(names: Sequence[Name]) -> list[list[Name]]:
    """Everything else: equal names, and acronyms with the one long name that they stand for."""
    by_words: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for n in names:
        key = (_plain(n.words[0]),) if _ACRONYM.fullmatch(n.text) else tuple(map(_plain, n.words))
        by_words[key].append(n)
    long_names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in sorted(by_words):
        if len(key) > 1 and all(n.kind == "organisation" for n in by_words[key]):
            initials = "".join(w[0] for w in key if w not in _SMALL)
            long_names[initials].append(key)
            long_names["".join(w[0] for w in key)].append(key)
    for key in [k for k in by_words if len(k) == 1]:
        expanded = sorted(set(long_names.get(key[0], ())))
        acronym = any(_ACRONYM.fullmatch(n.text) for n in by_words[key])
        often = sorted(expanded, key=lambda k: (-len(by_words.get(k, ())), k))
        rival = len(by_words.get(often[1], ())) if len(often) > 1 else 0
        if acronym and often and often[0] in by_words and len(by_words[often[0]]) >= _FAR_MORE * rival:
            by_words[often[0]].extend(by_words.pop(key))
    return list(by_words.values())


def _plain(word: str) -> str:
    return word.replace(".", "")

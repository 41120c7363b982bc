"""Names that mean the same, over all articles: by full name, last name, acronym, and whatever case or possessive.

A last name alone goes to the one full name that it fits, in its own article first; where two fit, to the one that is
named far more often, else it stays alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parallax.article import Article
from parallax.attribution.names import People
from parallax.attribution.person_names import Tokens, person_names
from parallax.attribution.roles import bearers
from parallax.attribution.tree import tree_of
from parallax.attribution.watching import Watch, unwatched
from parallax.labels.asked import corrected
from parallax.labels.countries import country_of
from parallax.labels.governments import government_of
from parallax.labels.mention import Name, folded
from parallax.labels.phrases import noun_phrases
from parallax.labels.things import phrase, things, tokens_in
from parallax.labels.titles import TITLES
from parallax.language import Parse
from parallax.values import Correction, Label, LabelKind, Link, Refuse, Speaker, ignore

_KINDS: dict[str, LabelKind] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd", "mp"})
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "&", "against"})


def labels(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    speakers: Sequence[Speaker],
    links: Sequence[Link],
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
    people = person_names(parses)
    countries = {c for parse in parses for e in parse.entities if (c := country_of(parse.text[e.start : e.end]))}
    named: list[Name] = []
    for n, parse in enumerate(parses):
        watch()
        named.extend(_names(n, parse, people[n], countries))
    names = _as_people(named)
    watch()
    clusters = [
        *_people([n for n in names if n.kind == "person"]),
        *_others([n for n in names if n.kind != "person"]),
    ]
    watch()
    clusters = _with_phrases(parses, clusters, watch)
    found = corrected(articles, clusters, asked, refuse)
    return tuple(sorted(found, key=lambda label: (label.name.casefold(), label.kind, label.id)))


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


def _with_phrases(parses: Sequence[Parse], clusters: list[list[Name]], watch: Watch) -> list[list[Name]]:
    """The clusters, people with the phrases that mean them by their office, and those of things without a name."""
    trees = [tree_of(parse) for parse in parses]
    phrases = [list(noun_phrases(tree)) for tree in trees]
    watch()
    cluster_at = {n.span[:2]: k for k, names in enumerate(clusters) for n in names if n.kind == "person"}
    people = People(parses)
    homes: dict[int, Counter[int]] = defaultdict(Counter)
    for number, mentions in enumerate(people.mentions):
        for m in mentions:
            who = people.person(m.form, number, m.start)
            home = next((cluster_at[number, s] for s in range(m.start, m.end) if (number, s) in cluster_at), None)
            if who is not None and home is not None:
                homes[who][home] += 1
    watch()
    taken = [
        tokens_in(tree, [n.span[1:] for names in clusters for n in names if n.span[0] == number])
        for number, tree in enumerate(trees)
    ]
    grown = [list(names) for names in clusters]
    for number, (first, head), who in bearers(trees, phrases, people):
        if who in homes and head not in taken[number]:
            home = min(homes[who], key=lambda k: (-homes[who][k], min(n.text for n in clusters[k])))
            grown[home].append(phrase(number, trees[number], first, head, "person"))
            taken[number].add(head)
    watch()
    return [*grown, *things(trees, phrases, taken)]


def _names(number: int, parse: Parse, people: Sequence[Tokens], countries: set[str]) -> Iterable[Name]:
    """The named mentions of an article, possessive endings and articles before the name cut off; `countries` are those
    that the story names."""
    persons = {k for first, last in people for k in range(first, last)}
    runs: list[tuple[int, int, LabelKind]] = [(first, last, "person") for first, last in people]
    seats: dict[int, str] = {}
    for entity in parse.entities:
        known = _KINDS.get(entity.label)
        if known is not None and not persons & set(range(entity.first, entity.last)):
            runs.append((entity.first, entity.last, known))
            seat = government_of(parse, entity)
            if seat in countries:
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
        if kind == "person":
            while len(words) > 1 and words[0].rstrip(".") in TITLES:
                words = words[1:]
            while len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES:
                words = words[:-1]
        if not words or not any(c.isupper() for c in text):
            continue
        country = country_of(text) if kind in ("place", "group") else None
        country = country or seats.get(begun)
        if country is not None:
            words, kind = (country.casefold(),), "country"
        yield Name((number, start, end), text, words, kind)


def _people(names: Sequence[Name]) -> list[list[Name]]:
    """Persons: full names whose last names are equal and whose first names do not exclude each other; then single
    names, each to the one person that it fits."""
    full: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    single: list[Name] = []
    for n in names:
        if len(n.words) > 1:
            full[n.words].append(n)
        else:
            single.append(n)
    groups: list[list[tuple[str, ...]]] = []
    of_last: dict[str, list[int]] = defaultdict(list)
    for words in sorted(full, key=lambda w: (-len(w), w)):
        fitting = [g for g in of_last[words[-1]] if all(_one_person(words, other) for other in groups[g])]
        if len(fitting) == 1:
            groups[fitting[0]].append(words)
        else:
            of_last[words[-1]].append(len(groups))
            groups.append([words])
    clusters = [[n for words in g for n in full[words]] for g in groups]
    sizes = [len(c) for c in clusters]
    named_in = [{n.span[0] for n in c} for c in clusters]
    of_word: dict[str, list[int]] = defaultdict(list)
    for g, forms in enumerate(groups):
        for word in {w for words in forms for w in (words[0], words[-1])}:
            of_word[word].append(g)
    alone: dict[str, list[Name]] = defaultdict(list)
    for n in single:
        by_last = of_last.get(n.words[0], [])
        here = [g for g in by_last if n.span[0] in named_in[g]]
        for choice in (here, by_last, of_word.get(n.words[0], []), _foremost(by_last, sizes)):
            if len(choice) == 1:
                clusters[choice[0]].append(n)
                break
        else:
            alone[n.words[0]].append(n)
    return [*clusters, *alone.values()]


def _foremost(clusters: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The cluster whose full name is said at least twice as often as any other's: in news a last name alone means the
    one who is most spoken of."""
    ranked = sorted(clusters, key=lambda c: -sizes[c])
    clear = len(ranked) > 1 and sizes[ranked[0]] >= 2 * sizes[ranked[1]]
    return ranked[:1] if clear else []


def _one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names may be one person: the same last name, and first names of which one begins the other or
    which share a name."""
    if a[-1] != b[-1]:
        return False
    first_a, first_b = a[0].rstrip("."), b[0].rstrip(".")
    return first_a.startswith(first_b) or first_b.startswith(first_a) or bool(set(a[:-1]) & set(b[:-1]))


def _others(names: Sequence[Name]) -> list[list[Name]]:
    """Everything else: equal names, and acronyms with the one long name that they stand for."""
    by_words: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for n in names:
        key = (_plain(n.words[0]),) if _ACRONYM.fullmatch(n.text) else tuple(map(_plain, n.words))
        by_words[key].append(n)
    long_names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in sorted(by_words):
        if len(key) > 2 and all(n.kind == "organisation" for n in by_words[key]):
            initials = "".join(w[0] for w in key if w not in _SMALL)
            long_names[initials].append(key)
            long_names["".join(w[0] for w in key)].append(key)
    for key in [k for k in by_words if len(k) == 1]:
        expanded = sorted(set(long_names.get(key[0], ())))
        acronym = any(_ACRONYM.fullmatch(n.text) for n in by_words[key])
        if acronym and len(expanded) == 1 and expanded[0] in by_words:
            by_words[expanded[0]].extend(by_words.pop(key))
    return list(by_words.values())


def _plain(word: str) -> str:
    return word.replace(".", "")

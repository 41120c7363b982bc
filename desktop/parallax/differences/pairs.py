"""All differences of a story: pair by pair, then ranked as one list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from parallax.article import Article
from parallax.attribution.watching import Watch, unwatched
from parallax.differences.accounts import accounts_between
from parallax.differences.facts import facts_between
from parallax.differences.force import force_between
from parallax.differences.found import Found
from parallax.differences.hedged_nouns import hedged_nouns_between
from parallax.differences.holders import holders_between
from parallax.differences.legal import legal_between
from parallax.differences.plans import plans_between
from parallax.differences.reading import Part, Reading
from parallax.differences.reasons import reasons_between
from parallax.differences.versions import between_versions
from parallax.differences.voice import voice_between
from parallax.language import Parse
from parallax.outlets import outlet_names
from parallax.values import Attribution, Difference, Group, Label, Link, Relation, Utterance

_UNCOMPARED = frozenset({"furniture", "caption", "byline"})


def differences(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    relations: Sequence[Relation],
    links: Sequence[Link],
    groups: Sequence[Group],
    attributions: Sequence[Attribution],
    utterances: Sequence[Utterance],
    labels: Sequence[Label],
    *,
    watch: Watch = unwatched,
) -> tuple[Difference, ...]:
    """What differs between each pair of articles, the most important first.

    Each difference comes from one pair, so an article that joins removes none between the others, and the order of
    the articles changes nothing but numbers (and, between versions without dates of publication, which is called the
    earlier). Every span holds whole tokens of its text. `group` is the group that holds the sentences concerned, or
    None where no one group does. `watch` is called several times per pair; what it raises ends the work.
    """
    watch()
    called = outlet_names(articles)
    parts = _parts(len(articles), attributions, utterances, labels)
    readings = [Reading(n, a, parses[n], parts[n], called[n]) for n, a in enumerate(articles)]
    between: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        between[link.a, link.b].append(link)
    found: list[Found] = []
    for relation in relations:
        watch()
        pair = sorted((relation.a, relation.b))
        linked = between[pair[0], pair[1]]
        first, second = readings[pair[0]], readings[pair[1]]
        if relation.relation == "versions":
            found.extend(between_versions(*_by_time(first, second), linked))
        else:
            x, y = sorted((first, second), key=lambda r: r.key)
            compared = [k for k in linked if _comparable(readings, k)]
            compared.sort(key=x.sides)
            if x.parse.language == y.parse.language == "en":
                found.extend(_told(x, y, compared, watch))
            found.extend(voice_between(x, y, compared))
            watch()
            found.extend(holders_between(x, y, compared))
    watch()
    return _ranked(found, readings, groups)


def _told(x: Reading, y: Reading, links: Sequence[Link], watch: Watch) -> Iterator[Found]:
    """What two English reports tell differently, and how firmly."""
    yield from facts_between(x, y, links)
    watch()
    yield from accounts_between(x, y)
    watch()
    yield from force_between(x, y, links)
    yield from hedged_nouns_between(x, y, links)
    yield from legal_between(x, y)
    yield from plans_between(x, y, links)
    yield from reasons_between(x, y)
    watch()


def _parts(
    count: int, attributions: Sequence[Attribution], utterances: Sequence[Utterance], labels: Sequence[Label]
) -> list[Part]:
    """What belongs to each of so many articles."""
    said: list[list[tuple[int, Attribution]]] = [[] for _ in range(count)]
    for index, attribution in enumerate(attributions):
        said[attribution.article].append((index, attribution))
    mentions: list[list[tuple[Label, int, int]]] = [[] for _ in range(count)]
    for label in labels:
        for article, start, end in label.mentions:
            mentions[article].append((label, start, end))
    members: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(count)]
    for number, utterance in enumerate(utterances):
        for index in utterance.members:
            members[attributions[index].article][number].append(index)
    return [Part(*part) for part in zip(said, mentions, members, strict=True)]


def _comparable(readings: Sequence[Reading], link: Link) -> bool:
    return not {readings[link.a].role(link.i), readings[link.b].role(link.j)} & _UNCOMPARED


def _by_time(a: Reading, b: Reading) -> tuple[Reading, Reading]:
    """The earlier and the later: by date of publication where both have one, else by number."""
    if a.article.published and b.article.published and b.article.published < a.article.published:
        return b, a
    return a, b


def _ranked(found: list[Found], readings: Sequence[Reading], groups: Sequence[Group]) -> tuple[Difference, ...]:
    """Numbered values in order of importance; equals in an order that does not depend on the articles' numbers."""
    of_sentence: dict[tuple[int, int], int] = {m: n for n, g in enumerate(groups) for m in g.members}
    unique: dict[tuple[object, ...], Found] = {}
    for f in found:
        known = unique.get((f.kind, f.spans))
        if known is None or f.confidence > known.confidence:
            unique[f.kind, f.spans] = f

    def order(f: Found) -> tuple[object, ...]:
        where = sorted((*readings[a].key, s, e) for a, s, e in f.spans)
        return -round(f.severity(), 6), f.kind, where

    ranked = sorted(unique.values(), key=order)
    return tuple(
        Difference(f.kind, f.relation, _group(f, of_sentence), f.spans, f.explanation, f.confidence) for f in ranked
    )


def _group(f: Found, of_sentence: dict[tuple[int, int], int]) -> int | None:
    """The one group that holds all places of a difference, else None."""
    held = {of_sentence.get(place) for place in f.places}
    return held.pop() if len(held) == 1 else None

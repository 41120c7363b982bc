"""Who reports what, and how early; between outlets this is no difference, and is never counted as one."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.article import Article
from parallax.attribution.watching import Watch, unwatched, watched
from parallax.language import Parse
from parallax.values import Coverage, Group, Link, Relation, linked_articles

_UNCOMPARED = frozenset({"furniture", "byline", "caption"})


def coverage(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    groups: Sequence[Group],
    relations: Sequence[Relation],
    links: Sequence[Link] = (),
    *,
    watch: Watch = unwatched,
) -> tuple[Coverage, ...]:
    """Per group, in the order of the groups, who reports it (article, number of the first paragraph that does) and
    which articles do not. Articles that are versions of one text count as one: where a version has it, another is not
    missing it. Nor is one with a sentence that is linked with one of the group, although not in it: it tells something
    of it. Groups of bylines, captions and furniture alone have no coverage. `watch` is called for every hundred groups
    or so; what it raises ends the work."""
    texts = one_text(len(articles), relations)
    linked = linked_articles(links)
    found = []
    for number, group in enumerate(watched(groups, watch)):
        earliest: dict[int, int] = {}
        for article, sentence in group.members:
            paragraph = parses[article].sentences[sentence].paragraph
            if articles[article].paragraphs[paragraph].role in _UNCOMPARED:
                continue
            earliest[article] = min(paragraph, earliest.get(article, paragraph))
        if not earliest:
            continue
        having = {texts[a] for a in earliest} | {texts[b] for member in group.members for b in linked.get(member, ())}
        missing = tuple(a for a in range(len(articles)) if texts[a] not in having)
        found.append(Coverage(number, tuple(sorted(earliest.items())), missing))
    return tuple(found)


def one_text(count: int, relations: Sequence[Relation]) -> list[int]:
    """For each article the lowest number among the articles that are versions of the same text."""
    lowest = list(range(count))
    for _ in range(count):
        changed = False
        for r in relations:
            if r.relation == "versions" and lowest[r.a] != lowest[r.b]:
                lowest[r.a] = lowest[r.b] = min(lowest[r.a], lowest[r.b])
                changed = True
        if not changed:
            break
    return lowest

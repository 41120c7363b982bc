"""Speakers and acts of speech over all articles of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parallax.article import Article
from parallax.attribution.speakers import speakers_of
from parallax.attribution.utterances import utterances_of
from parallax.attribution.watching import Watch, unwatched
from parallax.language import Parse
from parallax.values import Attribution, Correction, Link, Refuse, Speaker, Utterance, ignore

_NOBODY = frozenset("unnamed i we me us you they them he she it him her some others many one that this".split())
"""Words for a source that say of nobody who it is."""


def speakers_and_utterances(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    attributions: Sequence[Attribution],
    links: Sequence[Link],
    *,
    asked: Sequence[Correction] = (),
    refuse: Refuse = ignore,
    watch: Watch = unwatched,
) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...], tuple[Utterance, ...]]:
    """The attributions of all articles with their speakers' ids, in the order given; the speakers; the utterances.

    `Attribution.article` is an index into `articles` and `parses`, `within` one into all the attributions given;
    `links` name articles and sentences by the same numbers. Ids are made of names and contents, so that neither they
    nor any grouping depend on the order of the articles.

    `asked` are the reader's corrections of speakers ("same speaker", "other speaker", "name of speaker") in the order
    given; `refuse` is called with each that cannot be and the reason. Utterances are those of the corrected
    speakers.

    `watch` is called at least once per article; what it raises ends the work."""
    told, speakers = speakers_of(articles, parses, attributions, (), ignore, watch)
    utterances = utterances_of(articles, parses, told, links, watch)
    one = _one_unnamed(told, speakers, utterances)
    if one or asked:
        told, speakers = speakers_of(articles, parses, attributions, asked, refuse, watch, one)
        utterances = utterances_of(articles, parses, told, links, watch)
    return told, speakers, utterances


def _one_unnamed(
    told: Sequence[Attribution], speakers: Sequence[Speaker], utterances: Sequence[Utterance]
) -> list[tuple[int, int]]:
    """Pairs of attributions whose sources, without a name, are clearly one: two reports of one act of speech that call
    them by one noun ("officials", "two senior officials")."""
    nouns = {s.id: s.name.split()[-1].casefold() for s in speakers if s.kind == "unnamed" and s.name}
    found = []
    for u in utterances:
        by_noun: dict[str, list[int]] = defaultdict(list)
        for m in u.members:
            noun = nouns.get(told[m].speaker or "", "")
            if noun and told[m].source and noun not in _NOBODY:
                by_noun[noun].append(m)
        for members in by_noun.values():
            found += [(members[0], m) for m in members[1:] if told[m].article != told[members[0]].article]
    return found

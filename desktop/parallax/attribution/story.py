"""Speakers and acts of speech over all articles of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parallax.article import Article
from parallax.attribution.mentions import source_at
from parallax.attribution.speakers import speakers_of
from parallax.attribution.tree import Tree, tree_of
from parallax.attribution.utterances import utterances_of
from parallax.attribution.watching import Watch, unwatched
from parallax.language import Parse
from parallax.values import Attribution, Correction, Link, Refuse, Speaker, Utterance, ignore


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
    one = _one_unnamed(parses, told, speakers, utterances)
    if one or asked:
        told, speakers = speakers_of(articles, parses, attributions, asked, refuse, watch, one)
        utterances = utterances_of(articles, parses, told, links, watch)
    return told, speakers, utterances


def _one_unnamed(
    parses: Sequence[Parse], told: Sequence[Attribution], speakers: Sequence[Speaker], utterances: Sequence[Utterance]
) -> list[tuple[int, int]]:
    """Pairs of attributions whose sources, without a name, are clearly one: two reports of one act of speech that call
    them by one noun ("officials", "two senior officials"), each no more than one such source."""
    unnamed = {s.id for s in speakers if s.kind == "unnamed"}
    trees: dict[int, Tree] = {}
    found = []
    for u in utterances:
        by_noun: dict[str, list[int]] = defaultdict(list)
        for m in u.members:
            if told[m].speaker in unnamed and told[m].source:
                number = told[m].article
                tree = trees.get(number) or trees.setdefault(number, tree_of(parses[number]))
                by_noun[_noun(tree, told[m])].append(m)
        for noun, members in by_noun.items():
            sources = {(told[m].article, told[m].speaker) for m in members}
            if noun and len(sources) == len({article for article, _ in sources}):
                found += [(members[0], m) for m in members[1:]]
    return found


def _noun(tree: Tree, a: Attribution) -> str:
    """The noun that a source is called by, in its singular; empty where it is none."""
    source = source_at(tree, [t.start for t in tree.tokens], [t.end for t in tree.tokens], a.source)
    if source is None or tree.tokens[source.head].pos not in ("NOUN", "PROPN"):
        return ""
    return tree.tokens[source.head].lemma.casefold()

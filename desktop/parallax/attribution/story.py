"""Speakers and acts of speech over all articles of a story."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.article import Article
from parallax.attribution.speakers import speakers_of
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
    told, speakers = speakers_of(articles, parses, attributions, asked, refuse, watch)
    return told, speakers, utterances_of(articles, parses, told, links, watch)

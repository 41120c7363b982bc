"""Real articles, parses and differences, with links and attributions set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from parallax.article import Article
from parallax.differences import differences
from parallax.labels import labels
from parallax.language import Parse, parse
from parallax.values import Attribution, Difference, Group, Link, QuotationKind, Relation, RelationKind, Utterance

NEWS = "The valley of Dunmere was under water for the whole of the night, and no train ran."
"""What every report of these tests begins with."""


@lru_cache(maxsize=256)
def parsed(text: str) -> Parse:
    """The parse of a text, kept: many tests compare the same ones."""
    return parse(Article.from_text(text))


def compared(
    articles: Sequence[Article],
    relation: RelationKind,
    links: Sequence[Link] | None = None,
    attributions: Sequence[Attribution] = (),
    utterances: Sequence[Utterance] = (),
    groups: Sequence[Group] = (),
) -> tuple[Difference, ...]:
    """The differences of articles that are all versions, or all reports. Without links every sentence is linked with
    the one of the same number."""
    parses = [parsed(a.text) for a in articles]
    pairs = [(a, b) for a in range(len(articles)) for b in range(a + 1, len(articles))]
    if links is None:
        links = [
            Link(a, k, b, k, 0.9)
            for a, b in pairs
            for k in range(min(len(parses[a].sentences), len(parses[b].sentences)))
        ]
    relations = [Relation(a, b, relation) for a, b in pairs]
    names = labels(articles, parses)
    return differences(articles, parses, relations, links, groups, attributions, utterances, names)


def article(text: str, outlet: str = "", published: str = "") -> Article:
    """A report of plain paragraphs."""
    return Article.from_text(text, outlet=outlet, published=published)


def versions(a: str, b: str) -> tuple[Difference, ...]:
    """The differences of two versions of one text."""
    return compared([article(a, "Tribune"), article(b, "Tribune")], "versions")


def reports(a: str, b: str, published: tuple[str, str] = ("", "")) -> tuple[Difference, ...]:
    """The differences of two outlets' reports."""
    return compared([article(a, "Tribune", published[0]), article(b, "Courier", published[1])], "reports")


def said(number: int, text: str, source: str, cue: str, content: str, **more: object) -> Attribution:
    """An attribution by its words, each the first of its kind in the text."""

    def span(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    kind = more.pop("kind", "direct")
    return Attribution(number, span(source), span(cue), span(content), kind, **more)  # type: ignore[arg-type]


def two_tellings(
    first: tuple[str, str], second: tuple[str, str], kind: QuotationKind
) -> tuple[list[Article], list[Attribution]]:
    """Two outlets' reports of what one speaker said, and who said what in them; each is (verb, content)."""
    texts = [f"{NEWS} Ellen Brandvold {verb} {content}." for verb, content in (first, second)]
    acts = [
        said(n, text, "Ellen Brandvold", verb, content, kind=kind, speaker="s")
        for n, (text, (verb, content)) in enumerate(zip(texts, (first, second), strict=True))
    ]
    return [article(t, o) for t, o in zip(texts, ("Tribune", "Courier"), strict=True)], acts

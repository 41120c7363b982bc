"""Words that a headline or standfirst quotes without a source: they are whose they are where the text below quotes them
again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parallax.article import Article, Span
from parallax.attribution.speech import Draft, Speech
from parallax.values import Attribution

_LEAST_WORDS = 2
"""By a single word no statement is known."""
_MOST_QUOTATIONS = 20
"""Quotations of the headlines of one article that are looked for below."""
_WORD = re.compile(r"\w+")


def above(article: Article) -> list[Span]:
    """The headlines and standfirsts of an article."""
    return [(p.start, p.end) for p in article.paragraphs if p.role in ("headline", "standfirst")]


def within(spans: Iterable[Span], at: int) -> bool:
    """Whether one of these spans holds a place."""
    return any(s <= at < e for s, e in spans)


def said_again(article: Article, speech: Speech, drafts: Sequence[Draft]) -> frozenset[int]:
    """The numbers of the quotations above the text whose words stand in one below that has a source."""
    tops = above(article)
    short = [n for n, q in enumerate(speech.quotations) if within(tops, q.start)][:_MOST_QUOTATIONS]
    if not short:
        return frozenset()
    spoken = {n for d in drafts if d.finding.source for n in d.quotations}
    below = [speech.quotations[n] for n in sorted(spoken) if not within(tops, speech.quotations[n].start)]
    said = "\n".join(_words(article.text, [(q.start, q.end)]) for q in below)
    return frozenset(
        n
        for n in short
        if (words := _words(article.text, [(speech.quotations[n].start, speech.quotations[n].end)])) in said
        and _enough(words)
    )


def spoken_below(
    article: Article, attributions: Sequence[Attribution], quoted: Attribution, known: Iterable[int]
) -> int | None:
    """For words that are quoted above the text, the first of the attributions below whose speaker is known (by their
    numbers) that has a source and holds those words."""
    tops = above(article)
    words = _words(article.text, quoted.content)
    if not within(tops, quoted.content[0][0]) or not _enough(words):
        return None
    said = ((a.content, n) for n in known if (a := attributions[n]).source and not within(tops, a.content[0][0]))
    return next((n for content, n in sorted(said) if words in _words(article.text, content)), None)


def _enough(words: str) -> bool:
    return len(words.split()) >= _LEAST_WORDS


def _words(text: str, spans: Iterable[Span]) -> str:
    """The words of these spans, folded, a space before and behind each."""
    return f" {' '.join(w for s, e in spans for w in _WORD.findall(text[s:e].casefold()))} "

"""One article as the comparison needs it: its parse, and for each token what it is part of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from parallax.article import Article, Span
from parallax.attribution.quotations import quotations
from parallax.language import Parse
from parallax.language.dates import When, moments
from parallax.language.numbers import Quantity, quantities
from parallax.values import ArticleSpan, Attribution

QUOTATION_MARKS = frozenset("\"“”„‟«»‘’'`") | {"``", "''"}
_SHOWN_WORDS = 14


class Reading:
    """Article `number` of the comparison, with `attributions` as (index, value) of this article alone. What is costly
    is found when it is first asked for."""

    def __init__(
        self, number: int, article: Article, parse: Parse, attributions: Sequence[tuple[int, Attribution]], name: str
    ) -> None:
        self.number = number
        self.article = article
        self.parse = parse
        self.tokens = parse.tokens
        self.attributions = attributions
        self.name = name
        self.key = (article.outlet, article.published, article.text_sha256, article.id)
        self._starts = [t.start for t in parse.tokens]
        self._quantities: dict[int, tuple[Quantity, ...]] = {}
        self._moments: dict[int, tuple[When, ...]] = {}

    @cached_property
    def quoted(self) -> list[bool]:
        """For each token whether it stands inside quotation marks; the marks themselves do not."""
        inside = [False] * len(self.tokens)
        spans = [(p.start, p.end) for p in self.article.paragraphs]
        for q in quotations(self.article.text, spans):
            if q.depth:
                continue
            for k in self.within(q.start, q.end):
                inside[k] = self.tokens[k].text not in QUOTATION_MARKS
        return inside

    @cached_property
    def source_of(self) -> dict[int, int]:
        """The number of the attribution in whose source a token stands."""
        return {k: n for n, a in self.attributions for s, e in a.source for k in self.within(s, e)}

    @cached_property
    def cue_of(self) -> dict[int, int]:
        """The number of the attribution in whose cue a token stands."""
        return {k: n for n, a in self.attributions for s, e in a.cue for k in self.within(s, e)}

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token the tokens whose head it is."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for t in self.tokens:
            if t.head != t.i:
                found[t.head].append(t.i)
        return found

    def quantities(self, sentence: int) -> tuple[Quantity, ...]:
        """The numbers of a sentence."""
        if sentence not in self._quantities:
            self._quantities[sentence] = quantities(self.parse, sentence)
        return self._quantities[sentence]

    def moments(self, sentence: int) -> tuple[When, ...]:
        """The dates of a sentence."""
        if sentence not in self._moments:
            self._moments[sentence] = moments(self.parse, sentence)
        return self._moments[sentence]

    def within(self, start: int, end: int) -> range:
        """The tokens that begin inside a span of the text."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def sentence_at(self, offset: int) -> int:
        """The sentence of the token at or after an offset, or of the last one."""
        k = min(bisect_left(self._starts, offset), len(self.tokens) - 1)
        return self.tokens[k].sentence

    def role(self, sentence: int) -> str:
        """The role of the paragraph that a sentence stands in."""
        return self.article.paragraphs[self.parse.sentences[sentence].paragraph].role

    def span(self, first: int, last: int) -> ArticleSpan:
        """Tokens `first` to `last` (excluded, at least one) as (article, start, end)."""
        return self.number, self.tokens[first].start, self.tokens[last - 1].end

    def sentence_span(self, sentence: int) -> ArticleSpan:
        """A sentence as (article, start, end)."""
        s = self.parse.sentences[sentence]
        return self.number, s.start, s.end

    def words(self, first: int, last: int) -> str:
        """Tokens as the text has them, in marks, cut to a length fit for an explanation; line ends become spaces."""
        return shown(self.article.text, (self.tokens[first].start, self.tokens[last - 1].end))

    def subtree(self, token: int) -> list[int]:
        """A token and all below it in the tree, in order."""
        found, waiting = [], [token]
        while waiting:
            k = waiting.pop()
            found.append(k)
            waiting.extend(self.children[k])
        return sorted(found)


def shown(text: str, span: Span) -> str:
    """The words of a span in quotation marks, inner marks as single ones, long ones cut in the middle."""
    words = text[span[0] : span[1]].split()
    if len(words) > _SHOWN_WORDS:
        words = [*words[: _SHOWN_WORDS - 5], "…", *words[-4:]]
    return "“" + " ".join(words).translate({0x201C: "‘", 0x201D: "’", 0x22: "'"}) + "”"

"""One article as the comparison needs it: its parse, and for each token what it is part of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from parallax.article import Article, Span
from parallax.attribution.tree import tree_of
from parallax.language import Parse
from parallax.language.dates import When, moments
from parallax.language.numbers import Quantity, quantities
from parallax.language.parse import Entity
from parallax.quotations import quotations
from parallax.values import ArticleSpan, Attribution, Label, Link

QUOTATION_MARKS = frozenset("\"“”„‟«»‘’'`") | {"``", "''"}
_SHOWN_WORDS = 14

T = TypeVar("T")


class Part(NamedTuple):
    """What the story knows of one article alone: its attributions as (index, value); the mentions of labels in it as
    (label, start, end), label by label; for each utterance, by number, which of its members are this article's."""

    attributions: Sequence[tuple[int, Attribution]]
    mentions: Sequence[tuple[Label, int, int]]
    utterances: Mapping[int, Sequence[int]]


class Reading:
    """Article `number` of the comparison, and what the story knows of it alone. What is costly is found when it is
    first asked for, and then kept: an article is compared with all others."""

    def __init__(self, number: int, article: Article, parse: Parse, part: Part, name: str) -> None:
        self.number = number
        self.article = article
        self.parse = parse
        self.tokens = parse.tokens
        self.attributions = part.attributions
        self.mentions = part.mentions
        self.utterances = part.utterances
        self.name = name
        self.key = (article.outlet, article.published, article.text_sha256, article.id)
        self._starts = [t.start for t in parse.tokens]
        self._quantities: dict[int, tuple[Quantity, ...]] = {}
        self._moments: dict[int, tuple[When, ...]] = {}
        self._found: dict[object, object] = {}

    def once(self, find: Callable[[Reading], T]) -> T:
        """What a function finds in this reading, found when it is first asked for."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast(T, self._found[find])

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
        return {k: n for n, a in self.attributions for k in self.covered(a.source)}

    @cached_property
    def source_tokens(self) -> dict[int, tuple[int, ...]]:
        """The tokens of each number in `source_of`, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for k, n in sorted(self.source_of.items()):
            found[n].append(k)
        return {n: tuple(tokens) for n, tokens in found.items()}

    @cached_property
    def cue_of(self) -> dict[int, int]:
        """The number of the attribution in whose cue a token stands."""
        return {k: n for n, a in self.attributions for k in self.covered(a.cue)}

    @cached_property
    def label_names(self) -> dict[str, str]:
        """The name of each label that the article mentions, by its id."""
        return {label.id: label.name for label, _, _ in self.mentions}

    @cached_property
    def children(self) -> Sequence[Sequence[int]]:
        """For each token the tokens whose head it is."""
        return tree_of(self.parse).children

    @cached_property
    def _entities(self) -> dict[int, list[Entity]]:
        found: dict[int, list[Entity]] = defaultdict(list)
        for e in self.parse.entities:
            found[self.tokens[e.first].sentence].append(e)
        return found

    def entities(self, sentence: int) -> Sequence[Entity]:
        """What the parse names in a sentence."""
        return self._entities.get(sentence, ())

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

    def covered(self, spans: Iterable[Span]) -> list[int]:
        """The tokens that begin inside spans of the text, span by span."""
        return [k for start, end in spans for k in self.within(start, end)]

    def sides(self, link: Link) -> tuple[int, int]:
        """The sentence of a link that is this article's, and the other one."""
        return (link.i, link.j) if link.a == self.number else (link.j, link.i)

    def touched(self, start: int, end: int) -> range:
        """The tokens that a span of the text holds, wholly or in part."""
        tokens = self.within(start, end)
        first = tokens.start - 1
        return range(first, tokens.stop) if first >= 0 and self.tokens[first].end > start else tokens

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

"""The whole machine without a window: the order of the steps, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from parallax import alignment, attribution, differences, labels, language
from parallax.alignment import PairLink, SentenceFeatures
from parallax.article import Article, Origin, Paragraph, Sentence, Span, normal
from parallax.language import Parse
from parallax.values import (
    FAMILY_OF_KIND,
    Attribution,
    Comparison,
    Correction,
    Difference,
    Link,
    Relation,
    RelationKind,
)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Read:
    """Step of `compare`: article number `article` is parsed and its speakers are found."""

    article: int
    language: str
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """Step of `compare`: unit `done` of `total` begins; `article` is the one to be parsed, or None."""

    done: int
    total: int
    what: str
    article: int | None = None


Watch = Callable[[Read | Begun], None]
"""Called before and after each step. What it raises ends the comparison: so a comparison is cancelled."""


@dataclass(slots=True)
class Memory:
    """Parses by revision, and links by unordered pair of revisions, so that a sixth article costs one parse and five
    pairs. Holds at most `most` articles and eight times as many pairs; what was not used for longest goes first."""

    most: int = 64
    parses: dict[object, tuple[Parse, SentenceFeatures]] = field(default_factory=dict)
    links: dict[object, tuple[PairLink, ...]] = field(default_factory=dict)

    def parse(self, article: Article) -> tuple[Parse, SentenceFeatures]:
        """The parse of an article and its features for alignment, kept by text and paragraphs."""
        key = _revision(article)
        found = self.parses.pop(key, None)
        if found is None:
            parse = language.parse(article)
            found = parse, alignment.features(article, parse)
        self.parses[key] = found
        while len(self.parses) > self.most:
            del self.parses[next(iter(self.parses))]
        return found

    def pair(
        self,
        a: Article,
        b: Article,
        features: tuple[SentenceFeatures, SentenceFeatures],
        relation: RelationKind,
        linked: frozenset[Pair],
        unlinked: frozenset[Pair],
    ) -> tuple[PairLink, ...]:
        """The links of a pair, a pure function of the two revisions, their relation and what the reader said."""
        if b.text_sha256 < a.text_sha256:
            found = self.pair(b, a, features[::-1], relation, _turned(linked), _turned(unlinked))
            return tuple(sorted(k._replace(i=k.j, j=k.i) for k in found))
        key = _revision(a), _revision(b), relation, linked, unlinked
        kept = self.links.pop(key, None)
        if kept is None:
            kept = alignment.pair_links(*features, relation, linked=linked, unlinked=unlinked)
        self.links[key] = kept
        while len(self.links) > self.most * 8:
            del self.links[next(iter(self.links))]
        return kept


def _revision(article: Article) -> object:
    return article.text_sha256, article.paragraphs


def _turned(pairs: frozenset[Pair]) -> frozenset[Pair]:
    return frozenset((j, i) for i, j in pairs)


def compare(
    articles: Iterable[Article],
    corrections: Iterable[Correction] = (),
    relation: RelationKind | None = None,
    *,
    memory: Memory | None = None,
    watch: Watch | None = None,
) -> Comparison:
    """Everything that is known of a story: sentences, links, who said what, what differs.

    `articles` in any order: it changes no link and no difference, only the numbering. `corrections` are honoured as
    constraints; those that no longer apply come back in `refused` with a reason. `relation` says for all pairs whether
    they are "versions" or "reports"; None measures each pair. `memory` keeps parses between calls; `watch` is told of
    each step and cancels by raising. Raises ModelMissing or ModelAltered.
    """
    articles = tuple(articles)
    memory = memory or Memory()
    tell: Watch = watch or (lambda step: None)
    pairs = list(combinations(range(len(articles)), 2))
    total = len(articles) + len(pairs) + 1
    parses: list[Parse] = []
    features: list[SentenceFeatures] = []
    said: list[Attribution] = []
    sentences: list[tuple[Sentence, ...]] = []
    for n, article in enumerate(articles):
        tell(Begun(n, total, f"Reading {_name(article, n)}", n))
        parse, feature = memory.parse(article)
        found = tuple(attribution.attributions(n, article, parse))
        parses.append(parse)
        features.append(feature)
        sentences.append(_sentences(n, parse))
        tell(Read(n, parse.language, sentences[n], found))
        said.extend(_shifted(found, len(said)))
    asked = _Asked(articles, sentences, corrections, relation)
    relations: list[Relation] = []
    links: list[Link] = []
    for k, (a, b) in enumerate(pairs):
        tell(Begun(len(articles) + k, total, f"Aligning {_name(articles[a], a)} and {_name(articles[b], b)}"))
        kind = asked.relation(a, b) or alignment.relation(features[a], features[b])
        relations.append(Relation(a, b, kind))
        linked, unlinked = asked.linked.get((a, b), frozenset()), asked.unlinked.get((a, b), frozenset())
        for link in memory.pair(articles[a], articles[b], (features[a], features[b]), kind, linked, unlinked):
            by_hand = (link.i, link.j) in linked
            links.append(Link(a, link.i, b, link.j, link.confidence, link.moved, "reader" if by_hand else "program"))
    tell(Begun(total - 1, total, "Finding who said what, and what differs"))
    groups = alignment.groups([len(s) for s in sentences], links, forbidden=asked.forbidden())
    attributions, speakers, utterances = attribution.speakers_and_utterances(articles, parses, said, links)
    names = labels.labels(articles, parses, speakers, links)
    found_differences = differences.differences(
        articles, parses, relations, links, groups, attributions, utterances, names
    )
    return Comparison(
        articles=articles,
        relations=tuple(relations),
        sentences=tuple(sentences),
        links=tuple(links),
        groups=groups,
        attributions=attributions,
        speakers=speakers,
        utterances=utterances,
        labels=names,
        differences=asked.judged(found_differences),
        coverage=differences.coverage(articles, parses, groups, relations),
        languages=tuple(p.language for p in parses),
        refused=tuple(asked.refused),
    )


def align(sentences_by_article: Sequence[Sequence[str]]) -> list[Link]:
    """Links between the sentences of several articles, each given as a list of strings: those that `compare` gives
    for articles whose sentences are one body paragraph each. A blank string has no links."""
    features: list[SentenceFeatures] = []
    places: list[list[int]] = []
    for strings in sentences_by_article:
        lines = [" ".join(normal(s).split()) for s in strings]
        places.append([k for k, line in enumerate(lines) if line])
        at, paragraphs = 0, []
        for line in filter(None, lines):
            paragraphs.append(Paragraph(at, at + len(line)))
            at += len(line) + 1
        article = Article.of("\n".join(filter(None, lines)), tuple(paragraphs))
        parse = language.parse_paragraphs(article.text, article.paragraphs, whole=True)
        features.append(alignment.features(article, parse))
    links = []
    for a, b in combinations(range(len(features)), 2):
        kind = alignment.relation(features[a], features[b])
        for link in alignment.pair_links(features[a], features[b], kind):
            links.append(Link(a, places[a][link.i], b, places[b][link.j], link.confidence, link.moved))
    return links


def attribute(text: str) -> list[Attribution]:
    """Who said what in one text. Spans are code points of the text as it was given, whatever its normal form."""
    origin = Origin(text)
    article = Article.from_text(text)
    parse = language.parse(article)
    found = attribution.attributions(0, article, parse)
    attributions, _, _ = attribution.speakers_and_utterances((article,), [parse], list(found), [])
    return [
        replace(a, source=_back(origin, a.source), cue=_back(origin, a.cue), content=_back(origin, a.content))
        for a in attributions
    ]


def sentences(text: str) -> list[Span]:
    """(start, end) of every sentence of a text, in code points of the text as it was given."""
    origin = Origin(text)
    return [origin.span(s, e) for s, e in language.parse(Article.from_text(text)).sentence_spans()]


def _back(origin: Origin, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(origin.span(s, e) for s, e in spans)


def _name(article: Article, number: int) -> str:
    return article.outlet or article.title or f"text {number + 1}"


def _sentences(number: int, parse: Parse) -> tuple[Sentence, ...]:
    return tuple(Sentence(number, k, s.start, s.end, s.paragraph) for k, s in enumerate(parse.sentences))


def _shifted(found: tuple[Attribution, ...], by: int) -> list[Attribution]:
    """The attributions of one article with `within` as an index into those of all articles."""
    return [a if a.within is None else replace(a, within=a.within + by) for a in found]


class _Asked:
    """The reader's corrections as constraints on this comparison."""

    def __init__(
        self,
        articles: tuple[Article, ...],
        sentences: list[tuple[Sentence, ...]],
        corrections: Iterable[Correction],
        relation: RelationKind | None,
    ) -> None:
        self.refused: list[tuple[Correction, str]] = []
        self.linked: dict[Pair, frozenset[Pair]] = {}
        self.unlinked: dict[Pair, frozenset[Pair]] = {}
        self._articles = articles
        self._sentences = sentences
        self._everywhere = relation
        self._relations: dict[Pair, RelationKind] = {}
        self._judgements: list[Correction] = []
        for correction in corrections:
            reason = self._take(correction)
            if reason:
                self.refused.append((correction, reason))

    def relation(self, a: int, b: int) -> RelationKind | None:
        """What the reader said of a pair, else of all pairs, else None."""
        return self._relations.get((a, b), self._everywhere)

    def forbidden(self) -> frozenset[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs of (article, sentence) that the reader took apart: no group may join them."""
        return frozenset(((a, i), (b, j)) for (a, b), pairs in self.unlinked.items() for i, j in pairs)

    def judged(self, found: tuple[Difference, ...]) -> tuple[Difference, ...]:
        """The differences, less those the reader denied, and of the kind that the reader gave them."""
        denied: dict[tuple[str, frozenset[tuple[int, int, int]]], str] = {}
        unused = []
        there = {(d.kind, frozenset(d.spans)) for d in found}
        for c in self._judgements:
            kind, _, wanted = c.value.partition(" ")
            if (kind, frozenset(c.spans)) in there:
                denied[kind, frozenset(c.spans)] = wanted
            else:
                unused.append((c, "the difference that it judged is no longer found"))
        self.refused.extend(unused)
        kept = []
        for d in found:
            wanted = denied.get((d.kind, frozenset(d.spans)), d.kind)
            if wanted:
                kept.append(d if wanted == d.kind else replace(d, kind=wanted, relation="", confidence=1.0))
        return tuple(kept)

    def _take(self, c: Correction) -> str:
        """Note one correction; the reason why it cannot be, or an empty string."""
        if any(not 0 <= a < len(self._articles) for a, _, _ in c.spans):
            return "its article is no longer in the story"
        if c.kind == "not a difference":
            self._judgements.append(replace(c, value=c.value.split(" ")[0]))
            return ""
        if c.kind == "another kind":
            wanted = c.value.partition(" ")[2]
            if wanted not in FAMILY_OF_KIND:
                return f"{wanted!r} is not a kind of difference"
            self._judgements.append(c)
            return ""
        if len(c.spans) != 2 or c.spans[0][0] == c.spans[1][0]:
            return "it does not name two articles"
        first, second = sorted(c.spans)
        pair = first[0], second[0]
        if c.kind == "relation":
            if c.value not in ("versions", "reports"):
                return f"{c.value!r} is not a relation of two articles"
            self._relations[pair] = "versions" if c.value == "versions" else "reports"
            return ""
        i, j = self._sentence(first), self._sentence(second)
        if i is None or j is None:
            return "its sentence is no longer in the text"
        target = self.linked if c.kind == "link" else self.unlinked
        target[pair] = target.get(pair, frozenset()) | {(i, j)}
        return ""

    def _sentence(self, span: tuple[int, int, int]) -> int | None:
        article, start, _ = span
        return next((s.index for s in self._sentences[article] if s.start <= start < s.end), None)

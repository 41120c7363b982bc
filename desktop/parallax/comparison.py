"""The whole machine without a window: the order of the steps, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations
from typing import NamedTuple

from parallax import alignment, attribution, differences, labels, language
from parallax.alignment import PairAlignment, SentenceFeatures
from parallax.article import Article, Origin, Paragraph, Sentence, Span, normal
from parallax.correcting import Asked
from parallax.language import Encoded, Parse
from parallax.values import (
    Attribution,
    Comparison,
    Correction,
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


Beat = Callable[[], None]
"""Called again and again during a step."""


def _unheard() -> None:
    """The Beat of a step that nobody watches."""


Watch = Callable[[Read | Begun], None]
"""Called before and after each step, and with the last one again and again while it lasts. What it raises ends the
comparison: so a comparison is cancelled."""


class Known(NamedTuple):
    """The parse of a revision, its features for alignment, and who is said to have said what in it, as article 0. A
    revision is the digest of a text, its paragraphs, and where its sentences begin, if the reader fixed them."""

    revision: tuple[str, tuple[Paragraph, ...], frozenset[int] | None]
    parse: Parse
    features: SentenceFeatures
    said: tuple[Attribution, ...] = ()


@dataclass(slots=True)
class Memory:
    """Parses by revision, and relations and alignments by unordered pair of revisions, so that a sixth article costs
    one parse and five pairs. Holds at most `most` articles and eight times as many pairs; what was not used for longest
    goes first."""

    most: int = 64
    parses: dict[object, Known] = field(default_factory=dict)
    encoded: tuple[object, Encoded | None] | None = None
    """What the encoder made of the article that was read last, by its text and paragraphs: where the reader fixes
    sentences, an article is parsed twice and read once."""
    relations: dict[object, RelationKind] = field(default_factory=dict)
    alignments: dict[object, PairAlignment] = field(default_factory=dict)

    def parse(self, article: Article, starts: frozenset[int] | None = None, beat: Beat = _unheard) -> Known:
        """The parse of an article and its features for alignment; `starts` fixes where its sentences begin. `beat` is
        called again and again; what it raises ends the work."""
        revision = article.text_sha256, article.paragraphs, starts
        found = self.parses.pop(revision, None)
        if found is None:
            beat()
            parse = language.parse(article, starts)
            read = self._read(article, parse, beat)
            features = features_of_article(article, parse, read)
            beat()
            found = Known(revision, parse, features, tuple(_attributions(article, parse, read)))
        self.parses[revision] = found
        while len(self.parses) > self.most:
            del self.parses[next(iter(self.parses))]
        return found

    def _read(self, article: Article, parse: Parse, beat: Beat) -> Encoded | None:
        """`read_article`, of the same article once."""
        key = article.text_sha256, article.paragraphs
        if self.encoded is None or self.encoded[0] != key:
            self.encoded = None
            self.encoded = key, read_article(article, parse, beat)
        return self.encoded[1]

    def relation(self, a: Known, b: Known) -> RelationKind:
        """What two revisions are to each other."""
        key = frozenset((a.revision, b.revision))
        kept = self.relations.pop(key, None) or alignment.relation(a.features, b.features)
        self.relations[key] = kept
        while len(self.relations) > self.most * 8:
            del self.relations[next(iter(self.relations))]
        return kept

    def pair(
        self, a: Known, b: Known, relation: RelationKind, linked: frozenset[Pair], unlinked: frozenset[Pair]
    ) -> PairAlignment:
        """The alignment of a pair, a pure function of the two revisions, their relation and what the reader said."""
        if _order(b, _turned(linked), _turned(unlinked)) < _order(a, linked, unlinked):
            return self.pair(b, a, relation, _turned(linked), _turned(unlinked)).swapped()
        key = a.revision, b.revision, relation, linked, unlinked
        kept = self.alignments.pop(key, None)
        if kept is None:
            kept = alignment.align_pair(a.features, b.features, relation, linked=linked, unlinked=unlinked)
        self.alignments[key] = kept
        while len(self.alignments) > self.most * 8:
            del self.alignments[next(iter(self.alignments))]
        return kept


def _order(one: Known, linked: frozenset[Pair], unlinked: frozenset[Pair]) -> tuple[object, ...]:
    """What decides which article of a pair comes first, whatever their numbers: two may be one text that the reader
    divides otherwise, or links otherwise."""
    digest, paragraphs, starts = one.revision
    divided = [(p.start, p.end, p.role) for p in paragraphs]
    return digest, divided, sorted(starts or ()), starts is None, sorted(linked), sorted(unlinked)


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

    `articles` in any order: it changes no link and no difference, only the numbering (and of two versions that no date
    tells apart the first given counts as the earlier); they come back with the paragraphs that the reader wants.
    `corrections` are honoured as constraints, whatever they hold; those that cannot be, or contradict an earlier one,
    come back in `refused` with a reason. `relation` says for all pairs whether they are "versions" or "reports"; None
    measures each pair. `memory` keeps parses between calls; `watch` is told of each step and cancels by raising.
    Raises ModelMissing or ModelAltered.
    """
    asked = Asked(tuple(articles), corrections, relation)
    articles, working = asked.articles, asked.working
    memory = memory or Memory()
    tell: Watch = watch or (lambda step: None)
    pairs = list(combinations(range(len(articles)), 2))
    total = len(articles) + len(pairs) + 1
    known: list[Known] = []
    said: list[Attribution] = []
    sentences: list[tuple[Sentence, ...]] = []
    for n, article in enumerate(working):
        step = Begun(n, total, f"Reading {_name(article, n)}", n)
        tell(step)
        beat: Beat = partial(tell, step)
        read = memory.parse(article, beat=beat)
        starts = asked.starts(n, read.parse)
        if starts is not None:
            read = memory.parse(article, starts, beat)
        parse = read.parse
        found = asked.attributions(n, parse, [replace(a, article=n) for a in read.said])
        known.append(read)
        sentences.append(_sentences(n, parse))
        tell(Read(n, parse.language, sentences[n], found))
        said.extend(_shifted(found, len(said)))
    memory.encoded = None
    parses = [k.parse for k in known]
    wanted = asked.pairs(sentences)
    relations: list[Relation] = []
    links: list[Link] = []
    chances = {}
    for k, (a, b) in enumerate(pairs):
        tell(Begun(len(articles) + k, total, f"Aligning {_name(articles[a], a)} and {_name(articles[b], b)}"))
        kind = wanted.relation(a, b) or memory.relation(known[a], known[b])
        relations.append(Relation(a, b, kind))
        linked = wanted.linked(a, b)
        aligned = memory.pair(known[a], known[b], kind, linked, wanted.unlinked(a, b))
        chances[a, b] = aligned.i, aligned.j, aligned.chances
        for link in aligned.links:
            by_hand = (link.i, link.j) in linked
            links.append(Link(a, link.i, b, link.j, link.confidence, link.moved, "reader" if by_hand else "program"))
    beat = partial(tell, Begun(total - 1, total, "Finding who said what, and what differs"))
    beat()
    groups = alignment.groups([len(s) for s in sentences], links, wanted.forbidden(), chances)
    attributions, speakers, utterances = attribution.speakers_and_utterances(
        working, parses, said, links, asked=asked.speakers, refuse=asked.refuse, watch=beat
    )
    names = labels.labels(working, parses, asked=asked.things, refuse=asked.refuse, watch=beat)
    found_differences = differences.differences(
        working, parses, relations, links, groups, attributions, utterances, names, watch=beat
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
        coverage=differences.coverage(working, parses, groups, relations, links, watch=beat),
        languages=tuple(p.language for p in parses),
        refused=asked.refused(),
    )


def align(sentences_by_article: Sequence[Sequence[str]]) -> list[Link]:
    """Links between the sentences of several articles, each given as a list of strings: those that `compare` gives
    for articles whose sentences are one body paragraph each. A blank string has no links."""
    features: list[SentenceFeatures] = []
    places: list[list[int]] = []
    for strings in sentences_by_article:
        lines = [" ".join(normal(s).split()) for s in strings]
        places.append([k for k, line in enumerate(lines) if line])
        article = Article.of_lines(lines)
        parse = language.parse_paragraphs(article.text, article.paragraphs, whole=True)
        features.append(features_of_article(article, parse, read_article(article, parse)))
    links = []
    for a, b in combinations(range(len(features)), 2):
        kind = alignment.relation(features[a], features[b])
        for link in alignment.pair_links(features[a], features[b], kind):
            links.append(Link(a, places[a][link.i], b, places[b][link.j], link.confidence, link.moved))
    return links


def read_article(article: Article, parse: Parse, beat: Beat = _unheard) -> Encoded | None:
    """What the encoder makes of an article, None where there is no pipeline for its language; `beat` is called again
    and again."""
    if parse.language != "en":
        return None
    return language.encoded(article.text, [(p.start, p.end) for p in article.paragraphs], beat)


def features_of_article(article: Article, parse: Parse, read: Encoded | None) -> SentenceFeatures:
    """What alignment needs to know of an article, from its parse and what `read_article` gives."""
    found = language.meanings(read, parse.sentence_spans()) if read else None
    return alignment.features(article, parse, found)


def attribute(text: str) -> list[Attribution]:
    """Who said what in one text. Spans are code points of the text as it was given, whatever its normal form."""
    origin = Origin(text)
    article = Article.from_text(text)
    parse = language.parse(article)
    found = _attributions(article, parse, read_article(article, parse))
    attributions, _, _ = attribution.speakers_and_utterances((article,), [parse], list(found), [])
    return [
        replace(a, source=_back(origin, a.source), cue=_back(origin, a.cue), content=_back(origin, a.content))
        for a in attributions
    ]


def _attributions(article: Article, parse: Parse, read: Encoded | None) -> list[Attribution]:
    return attribution.attributions(0, article, parse, attribution.heard(read))


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

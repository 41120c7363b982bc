"""From an article to its parse: paragraphs into pieces, sure boundaries, the pipeline, plain values out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from parallax.article import BODY_ROLES, Article, Paragraph, Span
from parallax.language.boundaries import INSIDE, STARTS, certain_starts
from parallax.language.detect import language_of
from parallax.language.model import NAME, english
from parallax.language.parse import Entity, Parse, ParsedSentence, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc

RULES = "words-1"
"""Name of the rules that stand in for a model where there is no pipeline for the language."""

_PIECE = 12_000
"""Code points parsed at a time: memory stays flat, and a book takes as long per word as a brief."""

_LONGEST_RUN = 20_000
_UNBROKEN = re.compile(r"\S{1000}(?=\S)")
"""What no word reaches: spaCy's tokenizer takes time with the square of a run of marks without a space."""
_WORD = re.compile(r"[一-鿿぀-ヿ가-힣]|[^\W_]+(?:['’.,][^\W_]+)*|[^\w\s]|_")


def parse(article: Article, starts: frozenset[int] | None = None) -> Parse:
    """The parse of an article: sentences never cross a paragraph, and cover all that is not white space. `starts`
    fixes where they begin, as `parse_paragraphs` has it. Raises ModelMissing or ModelAltered."""
    return parse_paragraphs(article.text, article.paragraphs, starts)


def parse_paragraphs(
    text: str, paragraphs: Sequence[Paragraph], starts: frozenset[int] | None = None, *, whole: bool = False
) -> Parse:
    """The parse of a text of these paragraphs. `starts` are the offsets of the tokens, in code points of the text, at
    which sentences begin, beside those at which paragraphs do: there and nowhere else, whatever the words are; heads
    and entities keep to it. None leaves boundaries to the rules and the parser. `whole` says that each paragraph is
    one sentence: the same as no `starts`."""
    if whole:
        starts = frozenset()
    body = " ".join(text[p.start : p.end] for p in paragraphs if p.role in BODY_ROLES)
    language = language_of(body or text)
    builder = _Builder(text, language, paragraphs)
    if language == "en":
        nlp = english()
        with nlp.memory_zone():
            for first, last in _pieces(paragraphs):
                start, end = paragraphs[first].start, paragraphs[last - 1].end
                for low, high in _cut(text, start, end):
                    doc = nlp.make_doc(text[low:high])
                    _fix_starts(doc, low, paragraphs[first:last], starts)
                    builder.add(nlp(doc), low)
    else:
        for number, paragraph in enumerate(paragraphs):
            builder.add_words(number, paragraph, starts)
    return builder.parse(starts)


def _pieces(paragraphs: Sequence[Paragraph]) -> Iterator[Span]:
    """Runs of paragraphs (first, last excluded) of at most `_PIECE` code points, or one longer paragraph."""
    first = 0
    for k, paragraph in enumerate(paragraphs):
        if k > first and paragraph.end - paragraphs[first].start > _PIECE:
            yield first, k
            first = k
    if first < len(paragraphs):
        yield first, len(paragraphs)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """The run itself, or cuts of an overlong paragraph at white space, and of what has none after 1,000 code points."""
    while start < end:
        stop = min(end, start + _LONGEST_RUN)
        unbroken = _UNBROKEN.search(text, start, stop)
        if unbroken:
            at = unbroken.end()
        elif stop == end:
            at = end
        else:
            at = text.rfind(" ", start + _LONGEST_RUN // 2, stop) + 1 or stop
        yield start, at
        start = at


def _fix_starts(doc: Doc, offset: int, paragraphs: Sequence[Paragraph], fixed: frozenset[int] | None) -> None:
    """Write what is certain about boundaries into the Doc, as one array (the setter of a single token scans it all)."""
    if not len(doc):
        return
    begins = frozenset(p.start - offset for p in paragraphs)
    if fixed is None:
        starts = certain_starts(doc.text, [(t.idx, t.idx + len(t)) for t in doc], begins)
    else:
        starts = [STARTS if t.idx in begins or t.idx + offset in fixed else INSIDE for t in doc]
    array: Any = np.array(starts, dtype="int64").astype("uint64").reshape(-1, 1)
    doc.from_array(["SENT_START"], array)


class _Builder:
    """Collects tokens, sentences and entities of one article, piece by piece."""

    def __init__(self, text: str, language: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        self._language = language
        self._paragraphs = paragraphs
        self._tokens: list[Token] = []
        self._sentences: list[ParsedSentence] = []
        self._entities: list[Entity] = []
        self._at = 0

    def parse(self, starts: frozenset[int] | None) -> Parse:
        """The parse of all that was added; where `starts` are fixed, what begins elsewhere in a paragraph goes on."""
        if starts is not None:
            self._merge(starts)
        model = NAME if self._language == "en" else RULES
        return Parse(
            self._text, self._language, model, tuple(self._sentences), tuple(self._tokens), tuple(self._entities)
        )

    def _merge(self, starts: frozenset[int]) -> None:
        merged: list[ParsedSentence] = []
        for s in self._sentences:
            if merged and merged[-1].paragraph == s.paragraph and s.start not in starts:
                merged[-1] = merged[-1]._replace(end=s.end, last=s.last)
            else:
                merged.append(s)
        if len(merged) < len(self._sentences):
            self._sentences = merged
            self._tokens = [
                t._replace(sentence=n) for n, s in enumerate(merged) for t in self._tokens[s.first : s.last]
            ]

    def add(self, doc: Doc, offset: int) -> None:
        """Take over a parsed piece that begins at `offset`; tokens of white space are left out."""
        place: dict[int, int] = {}
        for token in doc:
            if not token.is_space:
                place[token.i] = len(self._tokens) + len(place)
        entity_of: dict[int, int] = {}
        for ent in doc.ents:
            kept = [place[k] for k in range(ent.start, ent.end) if k in place]
            if kept:
                for k in kept:
                    entity_of[k] = len(self._entities)
                start = doc[ent.start].idx + offset
                end = ent.end_char + offset
                self._entities.append(Entity(start, end, ent.label_, kept[0], kept[-1] + 1))
        for sent in doc.sents:
            words = [t for t in sent if not t.is_space]
            if not words:
                continue
            first = len(self._tokens)
            number = len(self._sentences)
            inside = {t.i for t in words}
            for t in words:
                index = place[t.i]
                head = t.head.i if t.head.i in inside else t.i
                self._tokens.append(
                    Token(
                        index, t.idx + offset, t.idx + len(t) + offset, t.text, t.lemma_, t.pos_, t.tag_, t.dep_,
                        place[head], number, entity_of.get(index, -1),
                    )
                )  # fmt: skip
            start, end = self._tokens[first].start, self._tokens[-1].end
            self._sentences.append(ParsedSentence(start, end, self._paragraph(start), first, len(self._tokens)))

    def add_words(self, number: int, paragraph: Paragraph, fixed: frozenset[int] | None) -> None:
        """Take over one paragraph of a language without a pipeline: words and boundaries, the sure or the fixed
        ones, only."""
        text = self._text[paragraph.start : paragraph.end]
        spans = [m.span() for m in _WORD.finditer(text)]
        if not spans:
            spans = [(0, len(text))]
        if fixed is None:
            begins = [answer == STARTS for answer in certain_starts(text, spans, frozenset({spans[0][0]}))]
        else:
            begins = [s + paragraph.start in fixed for s, _ in spans]
        first = len(self._tokens)
        for k, (s, e) in enumerate(spans):
            if k and begins[k]:
                self._close(number, first)
                first = len(self._tokens)
            index = len(self._tokens)
            word = text[s:e]
            self._tokens.append(
                Token(index, s + paragraph.start, e + paragraph.start, word, word.casefold(), "", "", "", index,
                      len(self._sentences), -1)
            )  # fmt: skip
        self._close(number, first)

    def _close(self, paragraph: int, first: int) -> None:
        last = len(self._tokens)
        self._sentences.append(
            ParsedSentence(self._tokens[first].start, self._tokens[last - 1].end, paragraph, first, last)
        )

    def _paragraph(self, start: int) -> int:
        """The index of the paragraph that holds this offset; pieces come in order, so it never goes back."""
        while self._at + 1 < len(self._paragraphs) and self._paragraphs[self._at + 1].start <= start:
            self._at += 1
        return self._at

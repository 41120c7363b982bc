"""The parse of one article: what the pipeline found, as plain values that any process may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from parallax.article import Span


class Token(NamedTuple):
    """Word or mark number `i` of its parse. `start` and `end` are code points of the article's text; `head` is the
    number of its head (its own for a root); `sentence` an index into `Parse.sentences`; `pos` is a Universal
    POS tag, `tag` a Penn tag, `dep` a ClearNLP label as en_core_web_sm gives it; `entity` an index into
    `Parse.entities` or -1. Without a pipeline for the language pos, tag and dep are empty, lemma is the folded word.
    White space is never a token."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: int


class Entity(NamedTuple):
    """A named thing, number or date: `label` as OntoNotes has it (PERSON, ORG, GPE, NORP, CARDINAL, DATE …);
    tokens `first` to `last`, last excluded."""

    start: int
    end: int
    label: str
    first: int
    last: int


class ParsedSentence(NamedTuple):
    """A sentence: its span, the index of its paragraph in the article, its tokens `first` to `last` (excluded)."""

    start: int
    end: int
    paragraph: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one article. `language` is "en", or "und" where only words and boundaries are known."""

    text: str
    language: str
    model: str
    sentences: tuple[ParsedSentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]

    def words(self, sentence: int) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        s = self.sentences[sentence]
        return self.tokens[s.first : s.last]

    def sentence_text(self, sentence: int) -> str:
        """The words of a sentence as the article has them."""
        s = self.sentences[sentence]
        return self.text[s.start : s.end]

    def sentence_spans(self) -> list[Span]:
        """(start, end) of every sentence."""
        return [(s.start, s.end) for s in self.sentences]

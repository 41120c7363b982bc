"""Who said what in one article: quotations and clauses together, as plain values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from parallax.article import Article, Span
from parallax.attribution.confidence import confidence
from parallax.attribution.finding import negated
from parallax.attribution.indirect import indirect
from parallax.attribution.lexicon import ADVERBS, stance_of
from parallax.attribution.nesting import nested
from parallax.attribution.quotations import quotations
from parallax.attribution.speech import Draft, Speech, with_quotations
from parallax.attribution.tree import Run, Tree, tree_of, without
from parallax.language import Parse
from parallax.values import Attribution, QuotationKind, Stance


class Parts(NamedTuple):
    """Spans of an attribution in code points of the article: who, by which words, what."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


_LEAST_WORDS = 3
_MARKS_ALONE = 0.3
_NEED_A_SOURCE = frozenset({"clause", "small clause", "infinitive", "preposition", "object"})
"""Frames in which a missing subject means an imperative, a title or a parse gone wrong."""


def attributions(article_number: int, article: Article, parse: Parse) -> list[Attribution]:
    """The attributions of one article, in text order of their first cue or content, without speakers. `within` is an
    index into the list that is returned.

    In a language without a pipeline only what stands in quotation marks is found, three words at least, without
    source or cue: marks are marks in any language, and who speaks is not guessed at. What somebody who is quoted says
    of a third person stays part of the quotation and makes no attribution of its own."""
    speech = _speech(article, parse)
    tree = speech.tree
    if parse.language != "en":
        return [_bare(article_number, speech, n) for n in range(len(speech.runs)) if speech.words(n) >= _LEAST_WORDS]
    drafts = with_quotations(speech, indirect(tree))
    made = [a for d in drafts if (a := _value(article_number, speech, d)) is not None]
    return in_order(made)


def in_order(made: Iterable[Attribution]) -> list[Attribution]:
    """The attributions of one article in text order of their first cue or content, with `within` as an index into the
    list that is returned."""
    found = sorted(made, key=lambda a: (min(s for s, _ in (*a.cue, *a.content)), a.content, a.cue))
    return [replace(a, within=w) for a, w in zip(found, nested(found), strict=True)]


def attributions_of(article_number: int, article: Article, parse: Parse, parts: Sequence[Parts]) -> list[Attribution]:
    """The attributions that a reader gave by their parts, in the order given, each sure and not nested yet. Each has
    words in its content; source and cue may be empty. What the program tells by itself: the kind by the quotation
    marks around the content, stance and negation by the main word of the cue."""
    speech = _speech(article, parse)
    return [_given(article_number, speech, p) for p in parts]


def _speech(article: Article, parse: Parse) -> Speech:
    paragraphs = [(p.start, p.end) for p in article.paragraphs]
    return Speech(tree_of(parse), [q for q in quotations(parse.text, paragraphs) if not q.depth])


def _given(article: int, speech: Speech, parts: Parts) -> Attribution:
    """An attribution of these parts."""
    tree = speech.tree
    kind = _kind(speech, _runs(tree, parts.content))
    stance: Stance = "neutral"
    is_negated = False
    word = _main_word(tree, parts.cue)
    if word is not None:
        lemma = tree.tokens[word].lemma.casefold()
        particle = tree.child(word, "prt")
        stance = ADVERBS.get(lemma) or stance_of(
            lemma, tree.tokens[particle].lemma.casefold() if particle is not None else ""
        )
        is_negated = negated(tree, word)
    return Attribution(article, parts.source, parts.cue, parts.content, kind, stance, is_negated, confidence=1.0)


def _main_word(tree: Tree, cue: tuple[Span, ...]) -> int | None:
    """The token of a cue that its others hang from: the first whose head stands outside."""
    inside = {i for first, last in _runs(tree, cue) for i in range(first, last + 1)}
    tops = [i for i in sorted(inside) if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    return next((i for i in tops if tree.tokens[i].text[0].isalnum()), tops[0] if tops else None)


def _runs(tree: Tree, spans: tuple[Span, ...]) -> list[Run]:
    """The tokens that these spans touch."""
    runs = [
        (bisect_right(tree.tokens, s, key=lambda t: t.end), bisect_left(tree.tokens, e, key=lambda t: t.start) - 1)
        for s, e in spans
    ]
    return [(first, last) for first, last in runs if first <= last]


def _bare(article: int, speech: Speech, n: int) -> Attribution:
    """A quotation of which nothing else is known."""
    q = speech.quotations[n]
    return Attribution(article, (), (), ((q.start, q.end),), "direct", confidence=_MARKS_ALONE)


def _value(article: int, speech: Speech, draft: Draft) -> Attribution | None:
    """A draft as a value whose parts do not overlap; None where no content is left."""
    tree = speech.tree
    f = draft.finding
    content = _merged(draft.content)
    cue_runs = [piece for first, last in f.cue for piece in without(first, last, f.source)]
    source = tree.spans(f.source)
    if not source and f.frame in _NEED_A_SOURCE:
        return None
    if not source and f.frame == "marks" and all(speech.words(n) < _LEAST_WORDS for n in draft.quotations):
        return None
    spans = tree.spans(content, [*f.source, *cue_runs])
    if not spans:
        return None
    kind = _kind(speech, content)
    sure = confidence(f.frame, tree.tokens[f.word].lemma.casefold(), kind, bool(source))
    return Attribution(article, source, tree.spans(cue_runs), spans, kind, f.stance, f.negated, confidence=sure)


def _merged(runs: list[Run]) -> list[Run]:
    """The runs in order, those that touch or overlap as one."""
    merged: list[Run] = []
    for first, last in sorted(runs):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _kind(speech: Speech, content: list[Run]) -> QuotationKind:
    """Direct where all words stand in quotation marks, mixed where some do."""
    tokens = speech.tree.tokens
    words = [i for a, b in content for i in range(a, b + 1) if tokens[i].text[0].isalnum()]
    quoted = sum(speech.inside[i] >= 0 for i in words)
    return "direct" if quoted == len(words) else "mixed" if quoted else "indirect"

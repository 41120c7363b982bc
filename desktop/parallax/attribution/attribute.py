"""Who said what in one article: quotations and clauses together, as plain values."""

from __future__ import annotations

from dataclasses import replace

from parallax.article import Article
from parallax.attribution.confidence import confidence
from parallax.attribution.indirect import indirect
from parallax.attribution.nesting import nested
from parallax.attribution.quotations import quotations
from parallax.attribution.speech import Draft, Speech, with_quotations
from parallax.attribution.tree import Run, Tree, without
from parallax.language import Parse
from parallax.values import Attribution, QuotationKind

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
    paragraphs = [(p.start, p.end) for p in article.paragraphs]
    outer = [q for q in quotations(parse.text, paragraphs) if not q.depth]
    tree = Tree(parse)
    speech = Speech(tree, outer)
    if parse.language != "en":
        return [_bare(article_number, speech, n) for n in range(len(speech.runs)) if speech.words(n) >= _LEAST_WORDS]
    drafts = with_quotations(speech, indirect(tree))
    made = [a for d in drafts if (a := _value(article_number, speech, d)) is not None]
    made.sort(key=lambda a: (min(s for s, _ in (*a.cue, *a.content)), a.content, a.cue))
    return [replace(a, within=w) for a, w in zip(made, nested(made), strict=True)]


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

"""Who said what in one article: quotations and clauses together, as plain values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from parallax.article import Article, Span
from parallax.attribution.confidence import confidence
from parallax.attribution.finding import Finding
from parallax.attribution.fitting import Fitted, Fitting, chosen, fitted, tokens_of
from parallax.attribution.headlines import said_again
from parallax.attribution.hearing import Heard
from parallax.attribution.insertions import over_insertions
from parallax.attribution.layout import laid_out
from parallax.attribution.manner import manner
from parallax.attribution.nesting import nested
from parallax.attribution.nominal import with_nominal
from parallax.attribution.participles import with_speakers_before
from parallax.attribution.sources import phrase, subject, trimmed, with_relative
from parallax.attribution.speech import Draft, Speech, with_quotations
from parallax.attribution.tree import Run, Tree, tree_of, without
from parallax.language import Parse
from parallax.quotations import quotations
from parallax.values import Attribution, QuotationKind, Stance


class Parts(NamedTuple):
    """Spans of an attribution in code points of the article: who, by which words, what."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


_LEAST_WORDS = 3
_FULL_WORDS = 6
"""Fewer words in marks beside which nobody speaks are a title, a nickname or words held at arm's length."""
_MARKS_ALONE = 0.3


def attributions(
    article_number: int, article: Article, parse: Parse, heard: Sequence[Heard] = (), fitting: Fitting | None = None
) -> list[Attribution]:
    """The attributions of one article, in text order of their first cue or content, without speakers. `within` is an
    index into the list that is returned. `heard` is what the network heard in the article; it is fitted to the parse as
    is chosen in resources, where no other fitting is given. Raises ModelMissing or ModelAltered.

    In a language without a pipeline only what stands in quotation marks is found, three words at least, without
    source or cue: marks are marks in any language, and who speaks is not guessed at. What somebody who is quoted says
    of a third person stays part of the quotation and makes no attribution of its own."""
    speech = _speech(article, parse)
    tree = speech.tree
    if parse.language != "en":
        return [_bare(article_number, speech, n) for n in range(len(speech.runs)) if speech.words(n) >= _LEAST_WORDS]
    shown = laid_out(tree)
    said = [tokens_of(f.content) for f in shown]
    fitting = fitting or chosen()
    told = with_speakers_before(tree, [one for one in fitted(parse, heard, fitting) if not _known(one, shown, said)])
    found = over_insertions(tree, with_nominal(tree, [_finding(tree, one) for one in told]))
    drafts = with_quotations(speech, [*shown, *found])
    again = said_again(article, speech, drafts)
    made = [a for d in drafts if (a := _value(article_number, speech, d, fitting, again)) is not None]
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
    headlines = frozenset(n for n, p in enumerate(article.paragraphs) if p.role == "headline")
    return Speech(tree_of(parse), [q for q in quotations(parse.text, paragraphs) if not q.depth], headlines)


def _given(article: int, speech: Speech, parts: Parts) -> Attribution:
    """An attribution of these parts."""
    tree = speech.tree
    kind = _kind(speech, _runs(tree, parts.content))
    stance: Stance = "neutral"
    is_negated = False
    word = _main_word(tree, parts.cue)
    if word is not None:
        runs = _runs(tree, parts.cue)
        stance, is_negated = manner(tree, word, (runs[0][0], runs[-1][1]))
    return Attribution(article, parts.source, parts.cue, parts.content, kind, stance, is_negated, confidence=1.0)


def _known(one: Fitted, shown: Sequence[Finding], said: Sequence[set[int]]) -> bool:
    """Whether what was heard is what the layout shows: its cue is the same, or its content is, for the most part, and
    its cue stands outside that."""
    own = tokens_of(one.content)
    return any(
        one.cue[0] <= f.word <= one.cue[1] or (2 * len(own & of_f) > len(own) and one.cue[0] not in of_f)
        for f, of_f in zip(shown, said, strict=True)
    )


def _finding(tree: Tree, one: Fitted) -> Finding:
    """What was heard, as a finding."""
    first, last = one.cue
    content = list(one.content)
    while first < last and tree.tokens[last].tag in ("DT", "PDT") and content[0][0] in (last, last + 1):
        # "denied all": what is denied are all allegations
        content[0] = (last, content[0][1])
        last -= 1
    word = _top(tree, range(first, last + 1))
    stance, is_negated = manner(tree, word, (first, last))
    source = _described(tree, one)
    if source is None:
        phrases = (kept for run in one.source if (kept := trimmed(tree, run, (first, last))))
        source = tuple(with_relative(tree, kept, word) for kept in phrases)
    return Finding(word, None, source, ((first, last),), tuple(content), "heard", stance, is_negated, one.worth)


def _described(tree: Tree, one: Fitted) -> tuple[Run, ...] | None:
    """Who "self-confessed" and "self-described" are said of: the noun that the one so described stands beside or is
    said to be ("Pohl, a self-confessed fan"), or nobody; None where the source is no "self-"."""
    last = one.source[-1][1] if one.source else 0
    if tree.tokens[last].text.casefold() != "self" or last + 2 >= len(tree.tokens) or tree.tokens[last + 1].text != "-":
        return None
    noun = tree.tokens[tree.tokens[last + 2].head]
    if noun.dep == "appos":
        return (phrase(tree, noun.head, (noun.i, noun.i)),)
    who = subject(tree, noun.head) if noun.dep in ("attr", "oprd") else None
    return () if who is None else (phrase(tree, who, (noun.i, noun.i)),)


def _main_word(tree: Tree, cue: tuple[Span, ...]) -> int | None:
    """The token of a cue that its others hang from."""
    inside = sorted(i for first, last in _runs(tree, cue) for i in range(first, last + 1))
    return _top(tree, inside) if inside else None


def _top(tree: Tree, cue: Sequence[int]) -> int:
    """The first of some tokens whose head stands outside; a word rather than a mark."""
    tops = [i for i in cue if tree.tokens[i].head not in cue or tree.tokens[i].head == i] or [cue[0]]
    return next((i for i in tops if tree.tokens[i].text[0].isalnum()), tops[0])


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


def _value(article: int, speech: Speech, draft: Draft, fitting: Fitting, again: Set[int]) -> Attribution | None:
    """A draft as a value whose parts do not overlap; None where no content is left, or a few words in marks alone that
    are not quoted `again` below."""
    tree = speech.tree
    f = draft.finding
    content = _merged(draft.content)
    cue_runs = [piece for first, last in f.cue for piece in without(first, last, f.source)]
    source = tree.spans(f.source)
    is_short = sum(map(speech.words, draft.quotations)) < _FULL_WORDS
    if f.frame == "marks" and is_short and again.isdisjoint(draft.quotations):
        return None
    spans = tree.spans(content, [*f.source, *cue_runs])
    if not spans:
        return None
    kind = _kind(speech, content)
    if f.worth is not None:
        sure = fitting.confidence(f.worth)
    else:
        sure = confidence(f.frame, tree.tokens[f.word].lemma.casefold(), bool(source))
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

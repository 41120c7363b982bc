"""All corrections of one comparison, each handed to the step that it concerns, and those that cannot be honoured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from parallax.article import Article, Sentence
from parallax.correcting.attributions import with_attributions
from parallax.correcting.judgements import judged
from parallax.correcting.pairs import Pairs
from parallax.correcting.paragraphs import on_one_line, with_paragraphs
from parallax.correcting.sentences import starts_of
from parallax.language import Parse
from parallax.values import Attribution, Correction, CorrectionKind, Difference, RelationKind

_PAIRS: tuple[CorrectionKind, ...] = ("relation", "link", "unlink")
_PARAGRAPHS: tuple[CorrectionKind, ...] = ("join paragraphs", "split paragraph", "role of paragraph")
_SENTENCES: tuple[CorrectionKind, ...] = ("join sentences", "split sentence")
_ATTRIBUTIONS: tuple[CorrectionKind, ...] = ("add attribution", "delete attribution", "resize attribution")
_SPEAKERS: tuple[CorrectionKind, ...] = ("same speaker", "other speaker", "name of speaker")
_THINGS: tuple[CorrectionKind, ...] = ("same thing", "other thing")
_JUDGEMENTS: tuple[CorrectionKind, ...] = ("not a difference", "another kind")

_STEPS = (_PAIRS, _PARAGRAPHS, _SENTENCES, _ATTRIBUTIONS, _SPEAKERS, _THINGS, _JUDGEMENTS)
_STEP_OF: Mapping[str, tuple[CorrectionKind, ...]] = {kind: step for step in _STEPS for kind in step}
_IN_ONE_ARTICLE = frozenset({_PARAGRAPHS, _SENTENCES, _ATTRIBUTIONS})
_ONE = frozenset({"name of speaker", "split sentence", "split paragraph", "role of paragraph"})
_ANY = frozenset({*_ATTRIBUTIONS, *_JUDGEMENTS})


class Asked:
    """The reader's corrections as constraints on the comparison of `articles`, taken in the order of its steps.

    `articles` have the paragraphs that the reader wants; `working` are the same with a space for every line end inside
    a paragraph, to be analysed: all offsets are those of the texts as they were given. `speakers` and `things` are the
    corrections for those steps. Whatever a correction holds, it is honoured or refused and never raises."""

    def __init__(
        self, articles: Sequence[Article], corrections: Iterable[Correction], everywhere: RelationKind | None
    ) -> None:
        self._given = tuple(corrections)
        self._everywhere = everywhere
        self._reasons: list[tuple[Correction, str]] = []
        by_step: dict[tuple[CorrectionKind, ...], list[Correction]] = defaultdict(list)
        by_article: dict[tuple[tuple[CorrectionKind, ...], int], list[Correction]] = defaultdict(list)
        for c in self._given:
            reason = _misfit(c, articles)
            if reason:
                self.refuse(c, reason)
                continue
            step = _STEP_OF[c.kind]
            by_step[step].append(c)
            if step in _IN_ONE_ARTICLE:
                by_article[step, c.spans[0][0]].append(c)
        self._by_article = by_article
        self._pairs = by_step[_PAIRS]
        self._judgements = by_step[_JUDGEMENTS]
        self.speakers: Sequence[Correction] = by_step[_SPEAKERS]
        self.things: Sequence[Correction] = by_step[_THINGS]
        self.articles = tuple(
            with_paragraphs(article, by_article.get((_PARAGRAPHS, n), ()), self.refuse)
            for n, article in enumerate(articles)
        )
        self.working = tuple(map(on_one_line, self.articles))

    def starts(self, number: int, parse: Parse) -> frozenset[int] | None:
        """Where the sentences of an article are to begin, given its parse; None where that parse is as wanted."""
        return starts_of(parse, self._by_article.get((_SENTENCES, number), ()), self.refuse)

    def attributions(self, number: int, parse: Parse, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """The attributions of an article as the reader wants them, given those that were found."""
        asked = self._by_article.get((_ATTRIBUTIONS, number), ())
        return with_attributions(number, self.working[number], parse, found, asked, self.refuse)

    def pairs(self, sentences: Sequence[Sequence[Sentence]]) -> Pairs:
        """What the reader said of pairs of articles and of their sentences."""
        return Pairs(sentences, self._pairs, self._everywhere, self.refuse)

    def judged(self, found: Sequence[Difference]) -> tuple[Difference, ...]:
        """The differences, less those the reader denied, and of the kind that the reader gave them."""
        return judged(found, self._judgements, self.refuse)

    def refuse(self, correction: Correction, reason: str) -> None:
        """Note that a correction cannot be honoured, and why, in one clause."""
        self._reasons.append((correction, reason))

    def refused(self) -> tuple[tuple[Correction, str], ...]:
        """The corrections that were refused, in the order given, each with its first reason."""
        reason_of: dict[int, str] = {}
        for correction, reason in self._reasons:
            reason_of.setdefault(id(correction), reason)
        return tuple((c, reason_of[id(c)]) for c in self._given if id(c) in reason_of)


def _misfit(c: Correction, articles: Sequence[Article]) -> str:
    """Why a correction cannot be one on these articles, whatever it asks for; or an empty string."""
    spans: Any = c.spans
    if not isinstance(spans, tuple) or not all(map(_is_span, spans)) or {type(c.kind), type(c.value)} != {str}:
        return "it is damaged"
    step = _STEP_OF.get(c.kind)
    if step is None:
        return f"this version knows no correction of kind {str(c.kind)[:40]!r}"
    if not spans:
        return "it names no place"
    wanted = 1 if c.kind in _ONE else 2
    if c.kind not in _ANY and len(spans) != wanted:
        return f"it does not name {'one place' if wanted == 1 else 'two places'}"
    if any(not 0 <= article < len(articles) for article, _, _ in spans):
        return "its article is no longer in the story"
    if any(not 0 <= start <= end <= len(articles[article].text) for article, start, end in spans):
        return "its words are no longer in the text"
    if step in _IN_ONE_ARTICLE and len({article for article, _, _ in spans}) > 1:
        return "its words are not in one article"
    return ""


def _is_span(span: Any) -> bool:
    return isinstance(span, tuple) and len(span) == 3 and all(type(number) is int for number in span)

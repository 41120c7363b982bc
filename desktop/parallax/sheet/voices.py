"""How much room an article gives a speaker, how much of it in the speaker's own words, and how much it keeps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from parallax.article import BODY_ROLES, Article, Span
from parallax.quotations import quotations
from parallax.values import Attribution, Comparison, Stance

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Voice:
    """What an article lets somebody say: how many `words`, each counted once; how many of these are `quoted`, inside
    quotation marks; the `paragraph` in which they begin, from 0; and the cues, each with its stance and how often,
    most frequent first. A negated cue counts as denying."""

    words: int
    quoted: int
    paragraph: int
    cues: tuple[tuple[str, Stance, int], ...]


class Voices:
    """Measures the speakers of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._said = comparison.attributions
        self._texts = [_Words(article) for article in comparison.articles]

    def of(self, article: int, indices: Iterable[int]) -> Voice:
        """What these attributions of an article add up to."""
        own = [self._said[k] for k in indices if self._said[k].article == article]
        words = self._texts[article]
        said = words.inside(span for a in own for span in a.content)
        begins = min((start for a in own for start, _ in (*a.content, *a.cue, *a.source)), default=0)
        cues = Counter((_cue(words.article, a), _stance(a)) for a in own if a.cue)
        ranked = sorted(cues.items(), key=lambda item: (-item[1], item[0]))
        told = tuple((cue, stance, times) for (cue, stance), times in ranked)
        return Voice(len(said), len(said & words.quoted), words.paragraph(begins), told)

    def own_words(self, article: int) -> float:
        """The share of the words of an article's body that it gives to nobody; 0 where it has none."""
        words = self._texts[article]
        said = words.inside(span for a in self._said if a.article == article for span in a.content)
        return len(words.body - said) / len(words.body) if words.body else 0.0


class _Words:
    """The words of an article, by the code points at which they begin."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._starts = [m.start() for m in _WORD.finditer(article.text)]
        self._paragraphs = [p.start for p in article.paragraphs]

    def inside(self, spans: Iterable[Span]) -> set[int]:
        """The words that begin in these spans."""
        found: set[int] = set()
        for start, end in spans:
            found.update(self._starts[_from(self._starts, start) : _from(self._starts, end)])
        return found

    def paragraph(self, at: int) -> int:
        """The number of the paragraph of a code point."""
        return max(bisect_right(self._paragraphs, at) - 1, 0)

    @cached_property
    def quoted(self) -> set[int]:
        """The words inside quotation marks."""
        paragraphs = [(p.start, p.end) for p in self.article.paragraphs]
        return self.inside((q.start, q.end) for q in quotations(self.article.text, paragraphs))

    @cached_property
    def body(self) -> set[int]:
        """The words of the body."""
        return self.inside((p.start, p.end) for p in self.article.paragraphs if p.role in BODY_ROLES)


def _from(starts: Sequence[int], at: int) -> int:
    return bisect_right(starts, at - 1)


def _cue(article: Article, a: Attribution) -> str:
    return " ".join(" ".join(article.text[start:end] for start, end in a.cue).split()).casefold()


def _stance(a: Attribution) -> Stance:
    return "denying" if a.negated else a.stance

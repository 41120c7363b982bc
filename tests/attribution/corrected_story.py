"""A story of invented texts with the reader's corrections of its speakers, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from story_reading import Story

from parallax.article import Article
from parallax.attribution import attributions, heard, speakers_and_utterances
from parallax.comparison import read_article
from parallax.language import Parse, parse
from parallax.values import ArticleSpan, Attribution, Correction, CorrectionKind, Speaker

Reading = tuple[int, str] | tuple[int, str, int]
"""Article number, words that stand in it, and which of their places (from 0) is meant."""


@cache
def _read(articles: tuple[Article, ...]) -> tuple[tuple[Parse, ...], tuple[Attribution, ...]]:
    parses = tuple(parse(a) for a in articles)
    said: list[Attribution] = []
    for number, (article, parsed) in enumerate(zip(articles, parses, strict=True)):
        base = len(said)
        for a in attributions(number, article, parsed, heard(read_article(article, parsed))):
            said.append(a if a.within is None else replace(a, within=a.within + base))
    return parses, tuple(said)


@dataclass
class Corrected:
    """Articles, the corrections that the reader has made so far, and what comes of them."""

    articles: tuple[Article, ...]
    asked: list[Correction] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    refused: list[Correction] = field(default_factory=list)
    bare: tuple[Reading, ...] = ()

    def at(self, reading: Reading) -> ArticleSpan:
        """The span of a reading."""
        number, words, *nth = reading
        start = -1
        for _ in range(1 + (nth[0] if nth else 0)):
            start = self.articles[number].text.index(words, start + 1)
        return number, start, start + len(words)

    def correct(self, kind: CorrectionKind, *readings: Reading, value: str = "") -> Corrected:
        """One more correction, given last."""
        made = Correction(kind, tuple(map(self.at, readings)), value, f"correction {len(self.asked)}")
        return replace(self, asked=[*self.asked, made], reasons=[], refused=[])

    def with_marks_alone(self, reading: Reading) -> Corrected:
        """These words, too, are said, by nobody who is written beside them."""
        return replace(self, bare=(*self.bare, reading), reasons=[], refused=[])

    def one(self, x: Reading, y: Reading) -> Corrected:
        """Two readings are to be one speaker."""
        return self.correct("same speaker", x, y)

    def two(self, x: Reading, y: Reading) -> Corrected:
        """Two readings are to be two speakers."""
        return self.correct("other speaker", x, y)

    def called(self, x: Reading, name: str) -> Corrected:
        """The speaker of a reading gets a name."""
        return self.correct("name of speaker", x, value=name)

    def told(self) -> Story:
        """The story with all corrections; what was refused is in `reasons` and `refused`."""
        parses, found = _read(self.articles)
        more = [self.at(r) for r in self.bare]
        said = [*found, *(Attribution(a, (), (), ((start, end),), "direct") for a, start, end in more)]
        self.reasons.clear()
        self.refused.clear()

        def refuse(correction: Correction, reason: str) -> None:
            self.refused.append(correction)
            self.reasons.append(reason)

        made = speakers_and_utterances(self.articles, parses, said, [], asked=self.asked, refuse=refuse)
        return Story(self.articles, *made)

    def speaker(self, part: str, article: int = 0) -> Speaker | None:
        """The speaker of the words."""
        story = self.told()
        a = story.said(part, article)
        return None if a.speaker is None else story.speaker(a)

    def names(self, *parts: tuple[str, int] | str) -> list[str]:
        """The names of the speakers of several words, a dash where there is none."""
        story = self.told()
        by_id = {s.id: s.name for s in story.speakers}
        places = [(p, 0) if isinstance(p, str) else p for p in parts]
        return [by_id.get(story.said(*p).speaker or "", "-") for p in places]

    def ids(self, *parts: tuple[str, int] | str) -> list[str | None]:
        """The ids of the speakers of several words."""
        story = self.told()
        return [story.said(*((p, 0) if isinstance(p, str) else p)).speaker for p in parts]


def corrected(*texts: Article | str, asked: Sequence[Correction] = ()) -> Corrected:
    """These texts, with these corrections."""
    return Corrected(tuple(t if isinstance(t, Article) else Article.from_text(t) for t in texts), list(asked))

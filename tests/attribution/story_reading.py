"""A story of invented texts through the real pipeline, for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parallax.article import Article, Span
from parallax.attribution import attributions, heard, speakers_and_utterances
from parallax.comparison import read_article
from parallax.language import parse
from parallax.values import Attribution, Speaker, Utterance


@dataclass(frozen=True)
class Story:
    articles: tuple[Article, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    utterances: tuple[Utterance, ...]

    def words(self, a: Attribution, spans: tuple[Span, ...]) -> str:
        """The words that spans of an attribution hold, joined by a bar."""
        return " | ".join(self.articles[a.article].text[s:e] for s, e in spans)

    def said(self, part: str, article: int = 0) -> Attribution:
        """The attribution of the shortest content in which these words stand."""
        fitting = [a for a in self.attributions if a.article == article and part in self.words(a, a.content)]
        assert fitting, f"nothing is said that holds {part!r}"
        return min(fitting, key=lambda a: sum(e - s for s, e in a.content))

    def by_cue(self, cue: str, article: int = 0) -> Attribution:
        """The attribution whose cue ends with these words."""
        fitting = [a for a in self.attributions if a.article == article and self.words(a, a.cue).endswith(cue)]
        assert fitting, f"no cue ends with {cue!r}"
        return fitting[0]

    def speaker(self, a: Attribution) -> Speaker:
        """The speaker of an attribution."""
        return next(s for s in self.speakers if s.id == a.speaker)


def story(*articles: Article | str) -> Story:
    """The attributions, speakers and utterances of these texts."""
    read = tuple(a if isinstance(a, Article) else Article.from_text(a) for a in articles)
    parses = [parse(a) for a in read]
    found: list[Attribution] = []
    for number, (article, parsed) in enumerate(zip(read, parses, strict=True)):
        base = len(found)
        for a in attributions(number, article, parsed, heard(read_article(article, parsed))):
            found.append(a if a.within is None else replace(a, within=a.within + base))
    return Story(read, *speakers_and_utterances(read, parses, found, []))

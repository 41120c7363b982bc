"""What the written forms say of articles and spans."""

from __future__ import annotations

from pathlib import PurePath

from parallax.article import Article
from parallax.values import ArticleSpan, Comparison


def place_of(article: Article) -> str:
    """Where an article is from, without the folders of this computer: an address, or the name of a file."""
    location = article.location
    if location.startswith(("http://", "https://")):
        return location
    return PurePath(location.replace("\\", "/")).name


def relations_said(comparison: Comparison, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the articles are to each other, in sentences; where both occur, which pairs are versions."""
    versions = [(r.a, r.b) for r in comparison.relations if r.relation == "versions"]
    if not versions:
        return ("Reports of one story.",) if comparison.relations else ()
    if len(versions) == len(comparison.relations):
        return ("Versions of one article.",)
    told = (f"{names[a]} and {names[b]} are versions of one article." for a, b in versions)
    return ("Reports of one story.", *told)


def words_of(comparison: Comparison, spans: tuple[ArticleSpan, ...], article: int) -> str:
    """The words of the spans that lie in one article, joined by an ellipsis."""
    text = comparison.articles[article].text
    return " … ".join(text[start:end] for number, start, end in spans if number == article)

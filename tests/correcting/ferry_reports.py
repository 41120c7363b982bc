"""Two invented reports of a stopped ferry, a later version of one, and what the tests of this folder ask of them."""

from __future__ import annotations

from parallax.article import Article
from parallax.comparison import Memory, compare
from parallax.values import ArticleSpan, Attribution, Comparison, Correction, CorrectionKind

LANTERN = Article.from_text(
    "The ferry to Ostrey was stopped on Tuesday after 12 passengers were hurt.\n"
    "“We heard the hull scrape and then nothing,” said Marit Solberg, a teacher on board.\n"
    "The harbour master, Tor Brandvik, said that the engine had failed near the pier."
    " He declined to name the captain.\n"
    "Solberg said the crew was calm. The company was not told of the damage until noon.\n"
    "Share this report with your friends.",
    title="Ferry stopped off Ostrey",
    outlet="Lantern",
    published="2026-03-04",
)
BEACON = Article.from_text(
    "At least 14 passengers were hurt when the Ostrey ferry lost power on Tuesday, police said.\n"
    "The harbour master claimed that the engine failed near the pier.\n"
    "“We heard the hull scrape, and then silence,” Ms Solberg told reporters.\n"
    "The company had been told of the damage at nine. A new ferry will cost 40 million crowns.",
    title="Fourteen hurt on Ostrey ferry",
    outlet="Beacon",
    published="2026-03-04",
)
LATER = Article.from_text(
    LANTERN.text.split("\n", 1)[1].replace("12 passengers", "15 passengers").replace("until noon", "until dusk"),
    title="Ferry stopped off Ostrey",
    outlet="Lantern",
    published="2026-03-05",
)
STORY = (LANTERN, BEACON, LATER)
MEMORY = Memory()


def compared(*corrections: Correction, articles: tuple[Article, ...] = STORY) -> Comparison:
    """The comparison of the story with these corrections; parses are kept from test to test."""
    return compare(articles, corrections, memory=MEMORY)


def at(article: int, words: str, *, of: tuple[Article, ...] = STORY) -> ArticleSpan:
    """Where words first stand in an article."""
    start = of[article].text.index(words)
    return article, start, start + len(words)


def correction(kind: CorrectionKind, *places: tuple[int, str], value: str = "") -> Correction:
    """A correction of words, each the first of their kind in their article."""
    return Correction(kind, tuple(at(article, words) for article, words in places), value)


def paragraphs(c: Comparison, article: int) -> list[str]:
    """The words of each paragraph of an article."""
    return [c.articles[article].text[p.start : p.end] for p in c.articles[article].paragraphs]


def sentences(c: Comparison, article: int) -> list[str]:
    """The words of each sentence of an article."""
    return [c.articles[article].text[s.start : s.end] for s in c.sentences[article]]


def words(c: Comparison, a: Attribution, part: str) -> str:
    """The words of a part of an attribution, its pieces joined by a bar."""
    return " | ".join(c.articles[a.article].text[s:e] for s, e in getattr(a, part))


def said(c: Comparison, article: int, content: str) -> list[Attribution]:
    """The attributions of an article in whose content these words stand."""
    return [a for a in c.attributions if a.article == article and content in words(c, a, "content")]


def reasons(c: Comparison) -> list[str]:
    """Why corrections were refused."""
    return [reason for _, reason in c.refused]

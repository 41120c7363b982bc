"""What an article is called: the one name that views, written forms and explanations share."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.article import Article

_LONGEST = 40  # code points of a name; a headline can be longer


def article_name(article: Article, number: int) -> str:
    """The outlet of an article, else its headline, else its number from 1 (*Text 2*); on one line, at most 40 code
    points."""
    return clipped(article.outlet, _LONGEST) or clipped(article.title, _LONGEST) or f"Text {number + 1}"


def outlet_names(articles: Sequence[Article]) -> tuple[str, ...]:
    """A name for each article, all different: equal names get the number of their text (*Courier (text 2)*)."""
    names = [article_name(article, number) for number, article in enumerate(articles)]
    while len(set(names)) < len(names):
        names = [f"{name} (text {n + 1})" if names.count(name) > 1 else name for n, name in enumerate(names)]
    return tuple(names)


def clipped(text: str, most: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer than `most` code points."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…".replace(" …", "…")

"""The labels of a story of plain texts, for the tests of this folder."""

from __future__ import annotations

from parallax.article import Article
from parallax.labels import labels
from parallax.language import parse
from parallax.values import Label


def found(*texts: str) -> list[Label]:
    """The labels of these texts."""
    articles = [Article.from_text(t) for t in texts]
    return list(labels(articles, [parse(a) for a in articles]))

"""Where the particulars of an article came from, in words, and what may be asked about them."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from parallax.article import Article

Particular = Literal["title", "outlet", "author", "published"]
Sources = tuple[tuple[str, str], ...]

READER = "you"
"""The source of what the reader wrote."""
ASKED = "asked"
"""The source of what the reader was asked for, and did not tell."""
FETCHED = "the web, asked for it"
"""The source of an address at which Parallax asked for the page, after a yes of the reader."""
FILE_NAME = "the name of the file"
"""The source of an outlet that was guessed from a file's name."""


def source_of(article: Article, name: Particular) -> str:
    """Where a particular was found; empty where that was not kept."""
    return next((place for known, place in article.sources if known == name), "")


def with_source(sources: Sources, name: str, place: str) -> Sources:
    """The sources with another one for a particular, in its place or at the end."""
    if any(known == name for known, _ in sources):
        return tuple((known, place if known == name else kept) for known, kept in sources)
    return (*sources, (name, place))


def without_asked(sources: Sources) -> Sources:
    """Only those sources that something came from."""
    return tuple(source for source in sources if source[1] != ASKED)


def told_source(value: str, source: str) -> str:
    """Where a value came from, as the reader is told, with a small letter and no full stop."""
    if source == READER:
        return "written by you" if value else "left empty by you"
    if not value:
        return "not known"
    if source == FILE_NAME:
        return f"a guess from {FILE_NAME}"
    return f"from {source}" if source and source != ASKED else "where it was found was not kept"


def site_of(article: Article) -> str:
    """The site that an article was taken from, as far as its address tells it: its host without "www."; else empty."""
    try:
        parts = urlsplit(article.location)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")

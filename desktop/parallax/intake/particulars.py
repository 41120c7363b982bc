"""How long what is known of an article may be: a page may claim anything, and what is longer is no name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from parallax.article import Article, normal
from parallax.intake.datelines import is_iso

LONGEST_NAME = 500
"""Code points of an outlet, an author, or where one was found."""
LONGEST_ADDRESS = 4_096
LONGEST_SENTENCE = 2_000
"""Code points of a sentence that says what was done."""
MOST_SOURCES = 20


def name(text: str) -> str:
    """The text in normal form C in one line, single-spaced, without control characters, cut where no name goes on."""
    return _cut(_line(text), LONGEST_NAME)


def sentence(text: str) -> str:
    """The same of a sentence."""
    return _cut(_line(text), LONGEST_SENTENCE)


def address(text: str) -> str:
    """An address or path as it is, without control characters; empty where it is longer than any that works."""
    line = _line(text) if not text.isprintable() else text
    return line if len(line) <= LONGEST_ADDRESS else ""


def day(text: str) -> str:
    """A date of ISO 8601, else nothing."""
    return text if is_iso(text) else ""


def sources(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Where particulars were found, each pair in the bounds."""
    return tuple((name(what), name(place)) for what, place in found)[:MOST_SOURCES]


def are_bounded(article: Article) -> bool:
    """Whether all particulars of an article are as the functions here give them."""
    return (
        all(name(text) == text for text in (article.outlet, article.author))
        and all(not text or is_iso(text) for text in (article.published, article.retrieved))
        and address(article.location) == article.location
        and sources(article.sources) == article.sources
        and all(sentence(one.what) == one.what for one in article.cleaning)
    )


def _line(text: str) -> str:
    if not text.isprintable():
        text = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _commands(c))
    return " ".join(normal(text).split())


def _commands(letter: str) -> bool:
    return letter == "\ufeff" or unicodedata.category(letter) == "Cc"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"

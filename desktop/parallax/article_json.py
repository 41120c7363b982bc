"""An Article as plain JSON values and back, exactly: what crosses a pipe, lies in the library or in a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, get_args

from parallax.article import ROLES, Article, ArticleRole, Cleaning, Paragraph, Role, sha256

_STRINGS = (
    "id",
    "outlet",
    "author",
    "published",
    "location",
    "retrieved",
    "role",
    "raw_sha256",
    "text",
    "text_sha256",
)
_KEYS = frozenset({*_STRINGS, "paragraphs", "cleaning", "sources"})
_LATER = frozenset({"sources"})
"""Fields that what was kept before them does not have."""
_ARTICLE_ROLES: tuple[ArticleRole, ...] = get_args(ArticleRole)


def article_to_plain(article: Article) -> dict[str, Any]:
    """The article as strings, numbers, lists and one dict: its fields by name, `paragraphs` as
    `[[start, end, role], …]` in code points of `text`, `cleaning` as `[[what, start, end, was, role], …]`, `sources` as
    `[[name, place], …]`."""
    plain: dict[str, Any] = {name: getattr(article, name) for name in _STRINGS}
    plain["paragraphs"] = [[p.start, p.end, p.role] for p in article.paragraphs]
    plain["cleaning"] = cleaning_to_plain(article.cleaning)
    plain["sources"] = [list(source) for source in article.sources]
    return plain


def article_from_plain(plain: Any, *, joined: bool = False) -> Article:
    """The article that `article_to_plain` was given. `joined` says that it may be one of a comparison, in which the
    reader may have joined paragraphs: then a paragraph may hold line ends.

    Raises ValueError, with the reason, on a missing or unknown field, a value of the wrong type, a role that does not
    exist, a text that is not in normal form C or does not have its digest, and paragraphs that are empty, overlap, are
    out of order, reach past the text or (unless `joined`) hold a line end.
    """
    if not isinstance(plain, Mapping):
        raise ValueError("an article is an object with fields")
    odd = sorted(map(str, (set(plain) ^ _KEYS) - (_LATER - set(plain))))
    if odd:
        raise ValueError(f"the fields of an article are not these: {', '.join(odd)}")
    for name in _STRINGS:
        if not isinstance(plain[name], str):
            raise ValueError(f"{name} is not a string")
    if plain["role"] not in _ARTICLE_ROLES:
        raise ValueError(f"an article has no role {plain['role']!r}")
    text: str = plain["text"]
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("the text is not in normal form C")
    if sha256(text) != plain["text_sha256"]:
        raise ValueError("the text does not have its digest")
    return Article(
        **{name: plain[name] for name in _STRINGS},
        paragraphs=_paragraphs(plain["paragraphs"], text, joined),
        cleaning=cleaning_from_plain(plain["cleaning"], text),
        sources=sources_from_plain(plain.get("sources", [])),
    )


def cleaning_to_plain(cleaning: tuple[Cleaning, ...]) -> list[list[str | int]]:
    """`[[what, start, end, was, role], …]`."""
    return [[one.what, one.start, one.end, one.was, one.role] for one in cleaning]


def cleaning_from_plain(plain: Any, text: str) -> tuple[Cleaning, ...]:
    """The cleaning of a text that `cleaning_to_plain` was given; a string, as it was written before, is only told.

    Raises ValueError, with the reason, for what is of another form or does not lie within the text.
    """
    if not isinstance(plain, list | tuple):
        raise ValueError("cleaning is not a list")
    return tuple(_cleaning(item, number, text) for number, item in enumerate(plain))


def _cleaning(item: Any, number: int, text: str) -> Cleaning:
    if isinstance(item, str):
        return Cleaning(item)
    if not isinstance(item, list | tuple) or len(item) != 5:
        raise ValueError(f"cleaning {number} is not [what, start, end, was, role]")
    what, start, end, was, role = item
    if not isinstance(what, str) or not isinstance(was, str) or type(start) is not int or type(end) is not int:
        raise ValueError(f"cleaning {number} is not made of words and whole numbers")
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"cleaning {number} is not within the text: {start} to {end}")
    return Cleaning(what, start, end, was, _role(role, f"cleaning {number}"))


def sources_from_plain(plain: Any) -> tuple[tuple[str, str], ...]:
    """The sources of an article's particulars. Raises ValueError for what is no list of pairs of strings."""
    if not isinstance(plain, list | tuple) or not all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(word, str) for word in pair)
        for pair in plain
    ):
        raise ValueError("sources is not a list of [name, place]")
    return tuple((name, place) for name, place in plain)


def _paragraphs(plain: Any, text: str, joined: bool) -> tuple[Paragraph, ...]:
    if not isinstance(plain, list | tuple):
        raise ValueError("paragraphs is not a list")
    found = []
    last = 0
    for number, item in enumerate(plain):
        if not isinstance(item, list | tuple) or len(item) != 3:
            raise ValueError(f"paragraph {number} is not [start, end, role]")
        start, end, role = item
        if type(start) is not int or type(end) is not int:
            raise ValueError(f"the offsets of paragraph {number} are not whole numbers")
        if not last <= start < end <= len(text):
            raise ValueError(f"paragraph {number} is empty, out of order or past the text: {start} to {end}")
        if not joined and "\n" in text[start:end]:
            raise ValueError(f"paragraph {number} holds a line end")
        found.append(Paragraph(start, end, _role(role, f"paragraph {number}")))
        last = end
    return tuple(found)


def _role(role: Any, where: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise ValueError(f"{where} has a role that does not exist: {role!r}")

"""What a page says of its article in JSON-LD (schema.org), however it is nested, and as far as it can be read.

Specification: W3C, JSON-LD 1.1 (2020), and schema.org's NewsArticle. No context is ever fetched: names are taken as
they are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from parallax.intake.draft import one_line
from parallax.intake.pages.wording import words_of

_ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle"
    " reviewnewsarticle askpublicnewsarticle advertisercontentarticle blogposting liveblogposting report"
    " satiricalarticle scholarlyarticle techarticle socialmediaposting posting".split()
)
_MOST_LETTERS = 4_000_000
_MOST_NODES = 20_000
_TRAILING_COMMA = re.compile(r",(\s{0,80}[}\]])")
_TAG = re.compile(r"<[^<>]{1,400}>")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article as its page describes it: its words in one line, but for `body`, which keeps its lines; dates as they
    are written; "" for what is not said."""

    headline: str = ""
    description: str = ""
    author: str = ""
    outlet: str = ""
    published: str = ""
    modified: str = ""
    address: str = ""
    body: str = ""
    free: bool = True


def linked_article(tree: Any, title: str) -> LinkedArticle:
    """The article that a page's JSON-LD describes: the one whose headline is the page's title where there are several,
    else the first; an empty one where there is none."""
    nodes = list(_nodes(list(_scripts(tree))))
    articles = [node for node in nodes if _types(node) & _ARTICLES and _has_substance(node)]
    if not articles:
        return LinkedArticle()
    wanted = words_of(title)
    node = next((each for each in articles if _is_titled(each, wanted)), articles[0])
    known = {each["@id"]: each for each in nodes if isinstance(each.get("@id"), str) and len(each) > 1}
    return LinkedArticle(
        headline=_line(node.get("headline")) or _line(node.get("name")),
        description=_line(node.get("description")),
        author=", ".join(dict.fromkeys(_names(node.get("author") or node.get("creator"), known))),
        outlet=next(_names(node.get("publisher") or node.get("sourceOrganization"), known), ""),
        published=_line(node.get("datePublished")) or _line(node.get("dateCreated")),
        modified=_line(node.get("dateModified")),
        address=_address(node),
        body=_body(node.get("articleBody")),
        free=str(node.get("isAccessibleForFree", "true")).casefold() not in ("false", "no", "http://schema.org/false"),
    )


def _scripts(tree: Any) -> Iterator[Any]:
    letters = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        text = (script.text or "").strip()
        letters += len(text)
        if letters > _MOST_LETTERS:
            return
        text = text.removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").removesuffix("//]]>")
        for written in (text, _TRAILING_COMMA.sub(r"\1", text.strip().rstrip(";")), unescape(text)):
            try:
                yield json.loads(written, strict=False)
            except (ValueError, RecursionError):
                continue
            break


def _nodes(roots: list[Any]) -> Iterator[dict[str, Any]]:
    """Every object, the outer before the inner, without recursion."""
    waiting = roots[::-1]
    met = 0
    while waiting and met < _MOST_NODES:
        value = waiting.pop()
        met += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _types(node: Mapping[str, Any]) -> set[str]:
    found = node.get("@type")
    named = found if isinstance(found, list) else [found]
    return {one.rpartition("/")[2].rpartition(":")[2].casefold() for one in named if isinstance(one, str)}


def _has_substance(node: Mapping[str, Any]) -> bool:
    return any(node.get(key) for key in ("headline", "name", "datePublished", "articleBody"))


def _is_titled(node: Mapping[str, Any], title: list[str]) -> bool:
    words = words_of(_line(node.get("headline")) or _line(node.get("name")))
    return bool(words) and words == title[: len(words)]


def _line(value: Any) -> str:
    """A text in one line, without tags and character references; "" for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    return one_line(_TAG.sub(" ", unescape(value))) if isinstance(value, str) else ""


def _names(value: Any, known: Mapping[str, Any], depth: int = 3) -> Iterator[str]:
    """The names of people or organisations; one that is only referred to is looked up among the page's others."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and depth:
            if each.get("name"):
                yield from _names(each["name"], known, depth - 1)
            elif isinstance(each.get("@id"), str):
                yield from _names((known.get(each["@id"]) or {}).get("name"), known, depth - 1)
        elif isinstance(each, str):
            name = _line(each)
            if name and len(name) <= 200 and not name.casefold().startswith(("http:", "https:", "www.")):
                yield name


def _address(node: Mapping[str, Any]) -> str:
    page = node.get("mainEntityOfPage")
    for value in (node.get("url"), page, page.get("@id") if isinstance(page, dict) else None):
        if isinstance(value, str) and value.casefold().startswith(("http://", "https://")):
            return one_line(value)
    return ""


def _body(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    text = unescape(value)
    return _TAG.sub("\n", text) if "</" in text else text

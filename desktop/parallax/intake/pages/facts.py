"""What a page says of its article outside its text: title, outlet, author, dates, address; and where it says it.

The page's own data come first: JSON-LD, Open Graph, the meta elements of common systems, microdata. What none of them
says is not guessed, but for an outlet that the title element names behind the headline, or else the page's address.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from parallax.intake.datelines import first_date, is_iso
from parallax.intake.draft import one_line
from parallax.intake.pages.blocks import short_text
from parallax.intake.pages.linked_data import LinkedArticle, linked_article
from parallax.intake.pages.wording import words_of

_META = {
    "title": ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title",
              "sailthru.title"),
    "outlet": ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name"),
    "author": ("author", "citation_author", "dc.creator", "dcterms.creator", "article:author", "og:article:author",
               "parsely-author", "sailthru.author", "byl", "twitter:creator:name"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time", "datepublished",
                  "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
                  "dc.date.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate",
                  "publishdate", "publish-date", "publish_date", "article.published", "displaydate", "date"),
    "modified": ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
                 "dcterms.modified", "dc.date.modified", "article.updated", "lastmod", "last-modified"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "address": ("og:url",),
}  # fmt: skip
_KNOWN_META = frozenset(name for names in _META.values() for name in names)
_FIGURES = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
TITLE_MARKS = (" | ", " - ", " – ", " — ", " :: ", " « ")
"""What stands between a headline and the outlet in the title element of a page."""
_BY = re.compile(r"(?:written )?by:?\s+(?=\S)", re.IGNORECASE)
_LONGEST_NAME = 200
_MOST_HEADINGS = 50
_LONGEST_HEADING = 1000
_MOST_WORDS, _SHORT = 6, 3
"""Words of an outlet's name, and letters of a word that needs no capital."""
_MOST_PARTS = 30
_NEAR_HEADING = 80
_NO_NAMES = frozenset({"admin", "administrator", "root", "webmaster", "author"})

Told = tuple[str, str]
"""Something said, and where: ("2024-04-27", "JSON-LD datePublished"); ("", "") for nothing."""
NOTHING: Told = ("", "")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page's article, with where each was found; `notes` says, in sentences, what contradicts."""

    title: Told = NOTHING
    outlet: Told = NOTHING
    author: Told = NOTHING
    published: Told = NOTHING
    modified: Told = NOTHING
    address: Told = NOTHING
    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    linked: LinkedArticle = field(default_factory=LinkedArticle)
    notes: tuple[str, ...] = ()


def page_facts(tree: Any) -> PageFacts:
    """The facts of a page. Dates are ISO 8601 with the offset that the page gives, or "" where none can be read."""
    meta = _meta(tree)
    items = _microdata(tree)
    headings = _headings(tree)
    title_element = next((short_text(element, _LONGEST_HEADING) for element in tree.iter("title")), "")
    titles = _told("title", meta)
    linked = linked_article(tree, titles[0][0] if titles else title_element)
    data = "JSON-LD"
    times = [*items["published"], *_time_under_heading(tree)]
    headlines = _present([(linked.headline, f"{data} headline"), *titles, (title_element, "the page's title element")])
    outlets = _present([*_told("outlet", meta)[:1], (linked.outlet, f"{data} publisher"), *_told("outlet", meta)[1:]])
    authors = [
        (without_by(name), where)
        for name, where in _present([(linked.author, f"{data} author"), *_told("author", meta), *items["author"]])
        if _is_name(name)
    ]
    published = _dates([(linked.published, f"{data} datePublished"), *_told("published", meta), *times])
    modified = _dates([(linked.modified, f"{data} dateModified"), *_told("modified", meta), *items["modified"]])
    addresses = _present([*_canonical(tree), *_told("address", meta), (linked.address, f"{data} url")])
    address = next((told for told in addresses if _is_web(told[0])), NOTHING)
    if not outlets:
        host = _host(address[0])
        known = [linked.headline, *(title for title, _ in titles), *headings[:_MOST_PARTS]]
        named = _outlet_in_title(title_element, known, host)
        places = _present([(named, "the page's title element"), (host, "the page's address")])
        outlets = places[:1]  # a host is no other outlet than the one it belongs to
    notes = (*_days_differ(published), *_names_differ("outlets", outlets), *_names_differ("authors", authors))
    return PageFacts(
        title=_first(headlines),
        outlet=_first([(name.removeprefix("@"), where) for name, where in outlets]),
        author=_first(authors),
        published=_first(published),
        modified=_first(modified),
        address=address,
        titles=tuple(name for name, _ in headlines),
        headings=headings,
        descriptions=tuple(name for name, _ in _present([*_told("description", meta), (linked.description, data)])),
        linked=linked,
        notes=notes,
    )


def iso_of(written: str) -> str:
    """A date as it stands in a page's data, in ISO 8601; "" where it cannot be read. An offset is kept as given."""
    text = written.strip()
    if is_iso(text):
        return _plain_iso(text)
    tidy = re.sub(r"\s*\b(?:UTC|GMT)$", "+00:00", re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text[:60])).replace("/", "-")
    if is_iso(tidy):
        return _plain_iso(tidy)
    try:
        return parsedate_to_datetime(text[:60]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if found := first_date(text[:200]):
        return found
    figures = _FIGURES.match(text)
    day = "-".join(figures.groups()) if figures else ""
    return day if is_iso(day) else ""


def _plain_iso(text: str) -> str:
    """A date in ISO 8601 in its most usual form: with hyphens and colons, the zone as an offset."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return datetime.fromisoformat(text).isoformat()


def _meta(tree: Any) -> dict[str, list[str]]:
    """What each known meta element says, in order, by its name without case."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in tree.iter("meta"):
        content = one_line((element.get("content") or "")[:5000])
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().casefold()
            if content and name in _KNOWN_META:
                found[name].append(content)
                break
    return found


def _told(fact: str, meta: dict[str, list[str]]) -> list[Told]:
    return [(", ".join(dict.fromkeys(meta[name])) if fact == "author" else meta[name][0], name)
            for name in _META[fact] if meta.get(name)]  # fmt: skip


def _microdata(tree: Any) -> dict[str, list[Told]]:
    """Authors and dates that elements name by itemprop or rel, and times marked as the date of publication."""
    found: dict[str, list[Told]] = {"author": [], "published": [], "modified": []}
    for element in tree.iter(etree.Element):
        item = (element.get("itemprop") or "").casefold()
        rel = (element.get("rel") or "").casefold().split()
        if item == "author" or (element.tag == "a" and "author" in rel):
            parts = islice(element.iter(etree.Element), _MOST_PARTS)
            inner = next((part for part in parts if part.get("itemprop") == "name"), element)
            name = one_line(inner.get("content") or "") or short_text(inner, _LONGEST_NAME)
            found["author"].append((name, "itemprop author" if item else "rel=author"))
        elif item in ("datepublished", "datemodified"):
            written = element.get("datetime") or element.get("content") or short_text(element, 100)
            fact = "published" if item == "datepublished" else "modified"
            found[fact].append((one_line(written), f"itemprop {element.get('itemprop')}"))
        elif element.tag == "time" and element.get("pubdate") is not None:
            found["published"].append((one_line(element.get("datetime") or ""), "time pubdate"))
    authors = [told for told in found["author"] if told[0]]
    kinds = {where for _, where in authors}
    found["author"] = [
        (", ".join(dict.fromkeys(name for name, place in authors if place == where)), where)
        for where in ("itemprop author", "rel=author")
        if where in kinds
    ]
    return found


def _time_under_heading(tree: Any) -> list[Told]:
    """The first time element among the elements that follow the page's first heading closely."""
    elements = iter(tree.iter(etree.Element))
    if any(element.tag == "h1" for element in elements):
        for element in islice(elements, _NEAR_HEADING):
            if element.tag == "time" and element.get("datetime"):
                return [(one_line(element.get("datetime")), "the time element under the heading")]
    return []


def _headings(tree: Any) -> tuple[str, ...]:
    return tuple(short_text(each, _LONGEST_HEADING) for each in islice(tree.iter("h1"), _MOST_HEADINGS))


def _outlet_in_title(title: str, headlines: Sequence[str], host: str) -> str:
    """The outlet's name as the last part of a title element that begins with a headline; else empty. It is written as
    names are and is no headline itself, and where the page's host is known it has its letters."""
    headline = max((each for each in headlines if each and title.startswith(each)), key=len, default="")
    rest = title.removeprefix(headline)
    if not headline or not rest.startswith(TITLE_MARKS):
        return ""
    last = re.split("|".join(map(re.escape, TITLE_MARKS)), rest)[-1].strip()
    if not _is_called_so(last) or words_of(last) in [words_of(each) for each in headlines]:
        return ""
    return last if not host or _has_letters_of(last, host) else ""


def _is_called_so(words: str) -> bool:
    """Whether words are written as the name of an outlet: few, all but short ones with a capital, or in a writing
    without capitals, and no figures alone."""
    parts = words.split()
    capital = all(part[0] == part[0].upper() for part in parts if len(part) > _SHORT)
    return 0 < len(parts) <= _MOST_WORDS and capital and not any(part.strip(".,").isdigit() for part in parts)


def _has_letters_of(name: str, host: str) -> bool:
    """Whether a name is that of a host: a word of it stands in the host, or the letters of a part of the host stand
    in the name, in their order (nytimes.com, *The New York Times*)."""
    words = words_of(name)
    if any(len(word) > _SHORT and word in host for word in words):
        return True
    parts = [part for part in host.casefold().split(".")[:-1] if len(part) >= _SHORT]
    for part in parts:
        letters = iter("".join(words))
        if all(letter in letters for letter in part):
            return True
    return False


def _canonical(tree: Any) -> list[Told]:
    links = (e for e in tree.iter("link") if "canonical" in (e.get("rel") or "").casefold().split())
    return [(one_line(e.get("href") or ""), "the canonical link") for e in links]


def _present(told: Iterable[Told]) -> list[Told]:
    return [(text, where) for text, where in told if text]


def _dates(told: Iterable[Told]) -> list[Told]:
    return _present((iso_of(text), where) for text, where in told if text)


def _first(told: list[Told]) -> Told:
    return told[0] if told else NOTHING


def without_by(name: str) -> str:
    """A name without the word "By" before it."""
    return _BY.sub("", name, count=1) if _BY.match(name) else name


def _is_name(name: str) -> bool:
    """Whether a text can be the name of an author: some letters, and no address."""
    if name.casefold() in _NO_NAMES or "//" in name or "@" in name:
        return False
    return len(name) <= _LONGEST_NAME and any(map(str.isalpha, name))


def _is_web(address: str) -> bool:
    return address.casefold().startswith(("http://", "https://")) and len(address) < 2000


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _days_differ(dates: list[Told]) -> Iterable[str]:
    """A sentence where the page's dates lie a day or more apart: a time zone is no contradiction."""
    if not dates:
        return
    (first, where), *others = dates
    for other, place in others:
        apart = abs((datetime.fromisoformat(first[:10]) - datetime.fromisoformat(other[:10])).days)
        if apart > 1:
            yield (
                f"The page gives two dates of publication: {first} ({where}), which was taken, and {other} ({place})."
            )
            return


def _names_differ(what: str, names: list[Told]) -> Iterable[str]:
    if not names:
        return
    (first, where), *others = names
    words = words_of(first)
    for other, place in others:
        others_words = words_of(other)
        initials = {"".join(word[0] for word in each) for each in (words, others_words)}
        short = {"".join(words), "".join(others_words)}
        if not set(words) & set(others_words) and not initials & short:
            yield f"The page names two {what}: “{first}” ({where}), which was taken, and “{other}” ({place})."
            return

"""Saved web pages: trafilatura finds the article, the page's own elements and particulars say what each part is.

Source of the method: A. Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction", ACL 2021. Nothing is fetched: the page is the bytes that are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any

from lxml import etree
from tld.utils import MozillaPublicOnlyTLDSourceParser, MozillaTLDSourceParser, get_tld_names
from trafilatura import bare_extraction
from trafilatura.external import jt_stoplist_init
from trafilatura.settings import Document
from trafilatura.utils import load_html

from parallax.article import Role
from parallax.errors import Damaged, EmptyArticle
from parallax.intake.datelines import is_iso
from parallax.intake.draft import Draft, Piece, check_marks, counted, one_line

# The list of domain endings lies in the package; without this it would be fetched where it cannot be opened.
MozillaTLDSourceParser.source_url = MozillaPublicOnlyTLDSourceParser.source_url = ""

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATE_SEARCH = {"original_date": True, "extensive_search": False}
_BLOCKS = frozenset({"p", "head", "quote", "item", "code", "fw", "ab", "cell", "row", "list", "div", "table"})
_HEADLINE_PLACES = 3
_MAX_DEPTH = 1500
_NO_ARTICLE = "no article was found on this page; open it in a browser, copy the article and paste it."
_PARAGRAPH_TAGS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table td th tr ul".split()
)
_SILENT_TAGS = frozenset(
    "script style noscript template head title svg math iframe object select button textarea".split()
)


@dataclass(slots=True)
class _Page:
    """What the page's elements say: folded words of captions, bylines and times, and what it calls itself."""

    captions: set[str] = field(default_factory=set)
    bylines: set[str] = field(default_factory=set)
    datelines: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    description: str = ""


def draft_of(markup: str, name: str) -> Draft:
    """The draft of a page's article, the headline first and once.

    Raises EmptyArticle when no article is found, Damaged when the page is nested too deeply to be understood.
    """
    _check_marks(markup, name)
    try:
        tree = load_html(_XML_DECLARATION.sub("", markup, count=1))
        if tree is None:
            raise EmptyArticle(name, _NO_ARTICLE)
        if _depth(tree) > _MAX_DEPTH:
            raise _too_deep(name)
        page = _page(tree)
        found = bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=dict(_DATE_SEARCH),
        )
    except RecursionError as error:
        raise _too_deep(name) from error
    texts = list(_texts(found.body)) if isinstance(found, Document) and found.body is not None else []
    if not isinstance(found, Document) or not texts:
        raise EmptyArticle(name, _NO_ARTICLE)
    outlet = one_line(found.sitename or found.hostname or "")
    headline = _headline(page, one_line(found.title or ""), outlet)
    pieces = [Piece(text, _role(text, page)) for text in texts]
    pieces, repeated = _headline_first(pieces, headline)
    notes = ["Took the article out of a web page; menus, comments and tables were left out."]
    if repeated:
        notes.append(f"Left out {counted(repeated, 'repeat')} of the headline.")
    published = found.date or ""
    return Draft(
        tuple(pieces),
        outlet=outlet,
        author=one_line(found.author or ""),
        published=published if is_iso(published) else "",
        location=one_line(found.url or ""),
        cleaning=tuple(notes),
    )


def warm() -> None:
    """Read a small page, so that what the libraries load when first used is loaded before files are shut off."""
    datetime.strptime("2026", "%Y")
    words = "The bridge at Vellmar stays closed until the autumn, the county said, and a ferry runs each half hour. "
    head = '<title>Bridge</title><link rel="canonical" href="https://vellmar.example/bridge">'
    draft_of(f"<html><head>{head}</head><body><h1>Bridge</h1><article><p>{words * 4}</p></article></body></html>", "")
    jt_stoplist_init()
    get_tld_names(fail_silently=True)


def blocks_of(markup: str, name: str) -> list[Piece]:
    """Every block of words of a fragment as pieces, nothing judged and nothing left out but scripts and what is no
    text: for what a person copied from a page. Raises as `draft_of` does; an empty list when there are no words."""
    _check_marks(markup, name)
    try:
        tree = load_html(f"<html><body>{_XML_DECLARATION.sub('', markup, count=1)}</body></html>")
        if tree is None:
            return []
        if _depth(tree) > _MAX_DEPTH:
            raise _too_deep(name)
        pieces: list[Piece] = []
        _collect(tree, None, _Run(pieces))
    except RecursionError as error:
        raise _too_deep(name) from error
    return pieces


def _check_marks(markup: str, name: str) -> None:
    """Refuse endless accents, also those written as character references, before any library meets them."""
    check_marks(unescape(markup) if "&#" in markup else markup, name)


def _too_deep(name: str) -> Damaged:
    return Damaged(name, "the page is nested too deeply to be read; copy the article in a browser and paste it.")


def _depth(tree: Any) -> int:
    """The depth of the tree, counted without recursion."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _page(tree: Any) -> _Page:
    page = _Page()
    for element in tree.iter(etree.Element):
        tag = element.tag
        marks = f" {element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')} ".casefold()
        if tag == "h1":
            page.headings.append(_words(element))
        elif tag == "title":
            page.titles.append(_words(element))
        elif tag == "figcaption" or "caption" in marks:
            _note(page.captions, element, 600)
        elif tag in ("p", "span", "div", "a", "address") and ("byline" in marks or " author " in marks):
            _note(page.bylines, element, 120)
        elif tag == "time":
            _note(page.datelines, element, 80)
        elif tag == "meta":
            key = (element.get("property") or element.get("name") or "").casefold()
            content = one_line(element.get("content") or "")
            if key in ("og:title", "twitter:title"):
                page.titles.insert(0, content)
            elif key in ("og:description", "description") and content:
                page.description = page.description or content
    return page


def _note(known: set[str], element: Any, limit: int) -> None:
    """Keep the words of an element and of each of its blocks, when they are few enough to be what its name says."""
    words = _folded(_words(element))
    if words and len(words) <= limit:
        known.add(words)
        known.update(filter(None, (_folded(_words(part)) for part in element.iter("p", "span", "div"))))


def _words(element: Any) -> str:
    return one_line(" ".join(str(part) for part in element.itertext()))


def _texts(body: Any) -> Iterator[str]:
    """The paragraphs of trafilatura's result, in reading order, each in one line."""
    run: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _BLOCKS or element.tag == "lb":
            yield from _flushed(run)
        if event == "start":
            run.append(element.text or "")
        elif element is not body:
            run.append(element.tail or "")
    yield from _flushed(run)


def _flushed(run: list[str]) -> Iterator[str]:
    text = one_line("".join(run))
    run.clear()
    if text:
        yield text


def _role(text: str, page: _Page) -> Role | None:
    folded = _folded(text)
    if folded in page.captions:
        return "caption"
    if folded in page.bylines:
        return "byline"
    if folded in page.datelines:
        return "dateline"
    return None


def _headline(page: _Page, title: str, outlet: str) -> str:
    """The heading that the page's title repeats; else the title without the name of its outlet."""
    titles = [one for one in (*page.titles, title) if one]
    folded = [_folded(one) for one in titles]
    for heading in page.headings:
        words = _folded(heading)
        if words and words != _folded(outlet) and any(words in one or one in words for one in folded if one):
            return heading
    return _without_outlet(titles[0], outlet) if titles else ""


def _without_outlet(title: str, outlet: str) -> str:
    for mark in (" | ", " - ", " – ", " — ", " :: ", " « "):
        before, found, after = title.rpartition(mark)
        if found and outlet and _folded(after) == _folded(outlet) and before.strip():
            return before.strip()
    return title


def _headline_first(pieces: list[Piece], headline: str) -> tuple[list[Piece], int]:
    """The pieces with the headline before them and not again among the first, and how often it was repeated."""
    if not headline:
        return pieces, 0
    wanted = _folded(headline)
    top = [piece for piece in pieces[:_HEADLINE_PLACES] if _folded(piece.text) != wanted]
    repeats = min(len(pieces), _HEADLINE_PLACES) - len(top)
    return [Piece(headline, "headline"), *top, *pieces[_HEADLINE_PLACES:]], max(0, repeats - 1)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


class _Run:
    """Words of one block after another, put into pieces."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.words: list[str] = []

    def end(self, role: Role | None) -> None:
        text = one_line("".join(self.words))
        self.words.clear()
        if text:
            self.pieces.append(Piece(text, role))


def _collect(element: Any, role: Role | None, run: _Run) -> None:
    """The words under an element; a block ends the piece before it and its own."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _SILENT_TAGS:
        return
    own: Role | None = "headline" if tag == "h1" else "caption" if tag == "figcaption" else role
    if own == "headline" and any(piece.role == "headline" for piece in run.pieces):
        own = "body"
    block = tag in _PARAGRAPH_TAGS or tag == "br"
    if block:
        run.end(role)
    run.words.append(element.text or "")
    children: Iterable[Any] = element
    for child in children:
        _collect(child, own, run)
        run.words.append(child.tail or "")
    if block:
        run.end(own)

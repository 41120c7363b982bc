"""Saved web pages: which of a page's blocks are the article, what part of it each is, and what the page says of it.

Trafilatura makes the first guess, and the evidence around each block decides (`page_evidence`, `page_choice`). Source:
A. Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction", ACL 2021.
Nothing is fetched: the page is the bytes that are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from tld.utils import MozillaPublicOnlyTLDSourceParser, MozillaTLDSourceParser, get_tld_names
from trafilatura import bare_extraction
from trafilatura.external import jt_stoplist_init
from trafilatura.settings import Document
from trafilatura.utils import repair_faulty_html

from parallax.article import Role
from parallax.errors import Damaged, EmptyArticle, TooLarge
from parallax.intake.datelines import first_date
from parallax.intake.draft import Draft, Piece, check_marks, one_line
from parallax.intake.limits import MAX_TEXT
from parallax.intake.pages.blocks import PageBlocks, page_blocks
from parallax.intake.pages.choice import chosen, weights
from parallax.intake.pages.evidence import Evidence, Told
from parallax.intake.pages.facts import PageFacts, page_facts, without_by
from parallax.intake.pages.pieces import headline_of, pieces_of
from parallax.intake.pages.walls import SEEMS, wall_of
from parallax.intake.pages.wording import Wording
from parallax.intake.roles import is_dateline

# The list of domain endings lies in the package; without this it would be fetched where it cannot be opened.
MozillaTLDSourceParser.source_url = MozillaPublicOnlyTLDSourceParser.source_url = ""

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset({"p", "head", "quote", "item", "code", "fw", "ab", "cell", "row", "list", "div", "table", "lb"})
_MAX_DEPTH = 1500
_MAX_ELEMENTS = 300_000
_MAX_BLOCKS = 40_000
_MAX_WORDS = 2 * MAX_TEXT
_MOST_FOR_TRAFILATURA = 15_000
"""The most elements of a page for which trafilatura is asked: it goes through the tree many times."""
_LONGEST_AUTHOR = 80
_LONG = 15
_FEW_LINKS = 0.3
_MOST_ATTRIBUTES = 500
_NO_ARTICLE = "no article was found on this page; open it in a browser, copy the article and paste it."


def draft_of(markup: str, name: str, weight: Mapping[str, float] | None = None) -> Draft:
    """The draft of a page's article, the headline first and once; every other block of words is left out and kept.
    `weight` stands in for the weights of evidence that ship with the program.

    Raises EmptyArticle when no article is found, Damaged when the page is nested too deeply to be understood, TooLarge
    for more elements or paragraphs than any article has.
    """
    _check_marks(markup, name)
    tree = _tree(markup, name)
    if tree is None:
        raise EmptyArticle(name, _NO_ARTICLE)
    facts = page_facts(tree)
    page = page_blocks(tree, _MAX_BLOCKS + 1)
    if len(page.blocks) > _MAX_BLOCKS:
        what = f"the page holds more than {_MAX_BLOCKS:,} paragraphs; copy the article in a browser and paste it."
        raise TooLarge(name, what)
    if sum(len(block.text) for block in page.blocks) > _MAX_WORDS:
        what = f"the page holds more than {_MAX_WORDS:,} characters; copy the article in a browser and paste it."
        raise TooLarge(name, what)
    evidence = evidence_of(tree, page, facts)
    taken = chosen(evidence, weights() if weight is None else weight)
    if not any(taken):
        raise EmptyArticle(name, _nothing(markup, page))
    outlet = facts.outlet[0]
    headline = headline_of(facts.headings, facts.titles, outlet)
    pieces = tuple(pieces_of(evidence, taken, headline))
    facts = replace(facts, author=_author(facts, pieces), published=_published(facts, pieces))
    draft = Draft(
        pieces,
        outlet=outlet,
        author=facts.author[0],
        published=facts.published[0],
        location=facts.address[0],
        cleaning=tuple(_notes(facts)),
        sources=tuple(_sources(facts, headline)),
    )
    wall = wall_of(markup, draft, free=facts.linked.free)
    return draft if not wall else replace(draft, cleaning=(wall, *draft.cleaning))


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
    tree = _tree(f"<html><body>{_XML_DECLARATION.sub('', markup, count=1)}</body></html>", name)
    if tree is None:
        return []
    page = page_blocks(tree)
    pieces: list[Piece] = []
    headed = False
    for block in page.blocks:
        tag = page.places[block.place].tag
        role: Role | None = None
        if tag == "figcaption":
            role = "caption"
        elif tag == "h1":
            role, headed = ("body" if headed else "headline"), True
        pieces.append(Piece(block.text, role))
    return pieces


def _nothing(markup: str, page: PageBlocks) -> str:
    """What to say of a page without an article: why it may have none, where that can be told."""
    wall = wall_of(markup, Draft(tuple(Piece(block.text, why="no article") for block in page.blocks)))
    return f"no article was found on this page{wall.removeprefix(SEEMS)}" if wall else _NO_ARTICLE


def evidence_of(tree: Any, page: PageBlocks, facts: PageFacts) -> Evidence:
    """The evidence for each block of a page."""
    titles = [*facts.titles, *facts.headings]
    captioned = page.under("caption")
    particulars = {
        "title": Wording(titles),
        "desc": Wording(facts.descriptions),
        "caption": Wording(block.text for block in page.blocks if captioned[block.place] and len(block.text) <= 600),
    }
    small = next(islice(tree.iter(), _MOST_FOR_TRAFILATURA, None), None) is None
    guess = (_found(tree) if small else []) or list(_long_ones(page))
    finders = {"default": Wording(guess), "ld": Wording(facts.linked.body.split("\n"))}
    return Evidence(page, Told(finders, particulars))


def _tree(markup: str, name: str) -> Any:
    """The tree of a page; None for what is no page. Raises Damaged and TooLarge."""
    text = _XML_DECLARATION.sub("", markup, count=1).replace("\x00", "\ufffd")
    text = repair_faulty_html(text, text[:50].lower())
    # Without huge_tree all that lies deeper than 256 elements is lost, and nobody is told.
    parser = HTMLParser(  # type: ignore[no-untyped-call]
        huge_tree=True,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)  # type: ignore[no-untyped-call]
    except etree.ParserError:  # there is nothing in it
        return None
    depth, elements = _size(tree)
    if depth > _MAX_DEPTH:
        raise _too_deep(name)
    if elements > _MAX_ELEMENTS:
        what = f"the page has more than {_MAX_ELEMENTS:,} elements; copy the article in a browser and paste it."
        raise TooLarge(name, what)
    for element in tree.iter(etree.Element):
        if len(element.attrib) > _MOST_ATTRIBUTES:  # looked up one by one in what follows, with the square of the time
            element.attrib.clear()
    return tree


def _found(tree: Any) -> list[str]:
    """The paragraphs that trafilatura finds; none where the page is nested too deeply for it."""
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    except RecursionError:
        return []
    return list(_texts(found.body)) if isinstance(found, Document) and found.body is not None else []


def _long_ones(page: PageBlocks) -> Iterator[str]:
    """A first guess without trafilatura: the long paragraphs of few links, in no menu and no comment."""
    outside = [page.under(kind) for kind in ("menu", "foot", "comment", "related", "hidden", "notice")]
    for block in page.blocks:
        long = block.text.count(" ") >= _LONG and block.linked < _FEW_LINKS * len(block.text)
        if long and not any(held[block.place] for held in outside):
            yield block.text


def _texts(body: Any) -> Iterator[str]:
    """The paragraphs of trafilatura's result, in reading order, each in one line."""
    run: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _BLOCKS:
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


def _author(facts: PageFacts, pieces: Sequence[Piece]) -> tuple[str, str]:
    """The author, whom the byline names where the page's data name none."""
    if facts.author[0]:
        return facts.author
    bylines = (piece.text for piece in pieces if piece.role == "byline")
    named = ((text, without_by(text)) for text in bylines)
    return next(
        ((name, "the byline") for text, name in named if name != text and len(name) <= _LONGEST_AUTHOR), ("", "")
    )


def _published(facts: PageFacts, pieces: Sequence[Piece]) -> tuple[str, str]:
    """The date of publication, which the first date above the article gives where the page's data give none."""
    if facts.published[0]:
        return facts.published
    for piece in pieces:
        if piece.why in ("", "a date") and (is_dateline(piece.text) and (day := first_date(piece.text))):
            return day, "the date above the article"
        if not piece.why and piece.role is None:
            break
    return "", ""


def _notes(facts: PageFacts) -> Iterator[str]:
    yield "Took the article out of a web page."
    if facts.address[0]:
        yield f"The page gives its address as {facts.address[0]} ({facts.address[1]})."
    modified, where = facts.modified
    if modified and modified[:16] != facts.published[0][:16]:
        yield f"The page says it was changed on {modified} ({where})."
    yield from facts.notes


def _sources(facts: PageFacts, headline: str) -> Iterator[tuple[str, str]]:
    if headline:
        yield "title", "the page's heading" if headline in facts.headings else facts.title[1]
    for fact, (text, where) in (("outlet", facts.outlet), ("author", facts.author), ("published", facts.published)):
        if text:
            yield fact, where


def _check_marks(markup: str, name: str) -> None:
    """Refuse endless accents, also those written as character references, before any library meets them."""
    check_marks(unescape(markup) if "&#" in markup else markup, name)


def _too_deep(name: str) -> Damaged:
    return Damaged(name, "the page is nested too deeply to be read; copy the article in a browser and paste it.")


def _size(tree: Any) -> tuple[int, int]:
    """The depth of the tree, counted without recursion, and the number of its elements."""
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            elements += 1
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest, elements

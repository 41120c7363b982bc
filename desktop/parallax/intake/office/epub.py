"""E-books (EPUB 2 and 3): the pages in reading order; an issue of a periodical as the articles in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from parallax.errors import EmptyArticle, TooLarge
from parallax.intake.draft import Draft, Piece, counted, folded
from parallax.intake.formats import outlet_of
from parallax.intake.limits import MAX_ALL_TEXT, MAX_TEXT
from parallax.intake.office.archives import Archive, damaged
from parallax.intake.office.epub_package import Package
from parallax.intake.office.epub_pages import pieces_of
from parallax.intake.unwrap import ends_sentence
from parallax.particulars import FILE_NAME

_ARTICLE_SENTENCES = 3
_ARTICLE_LENGTH = 300
_HEADLINE_PLACES = 4
_INDEX = "a page of contents"
_ISSUE_DATE = re.compile(r"\s*\[[^\]]{4,40}\]\s*$")
_MAKERS = frozenset({"calibre", "unknown", "unknown author", "libreoffice", "pandoc"})


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's pieces and its heading; `why` it is no part of the text."""

    pieces: tuple[Piece, ...]
    heading: str
    why: str


def drafts_of(raw: bytes, name: str) -> list[Draft]:
    """The drafts of an e-book: one for each article, where it says that it is an issue of a periodical and its pages
    are articles, with a heading and some sentences each; else one.

    Raises Damaged for what is no e-book or is locked, EmptyArticle for one without words, TooLarge past the limits.
    """
    try:
        archive = Archive(raw, name)
        package = Package(archive, name)
        pages, told = _pages(archive, package, name)
    except RecursionError as error:
        raise damaged(name, "it is nested too deeply") from error
    articles = [k for k, page in enumerate(pages) if _is_article(page)]
    if package.is_periodical and len(articles) > 1:
        drafts = _issue(package, pages, articles, name)
    else:
        drafts = [_book(package, pages, name)]
    return [replace(draft, cleaning=(*draft.cleaning, *told)) for draft in drafts]


def _pages(archive: Archive, package: Package, name: str) -> tuple[list[_Page], list[str]]:
    """The pages that are there, and what is to be said of the others."""
    pages = []
    length = missing = 0
    for chapter in package.chapters():
        raw = archive.part(chapter.path)
        if raw is None or not raw.strip():
            missing += raw is None
            continue
        pieces, heading = pieces_of(raw, name)
        length += sum(len(piece.text) for piece in pieces if not piece.why)
        if length > (MAX_ALL_TEXT if package.is_periodical else MAX_TEXT):
            what = f"the e-book is longer than {MAX_TEXT:,} characters; copy the article in it and paste it."
            raise TooLarge(name, what)
        pages.append(_Page(tuple(pieces), heading, chapter.why))
    if missing and not pages:
        raise damaged(name, "its pages are missing")
    if not any(piece.text.strip() for page in pages for piece in page.pieces):
        raise EmptyArticle(name, "there are no words in this e-book, only pictures; choose another file.")
    told = f"{counted(missing, 'page')} that the e-book names {'is' if missing == 1 else 'are'} not in it."
    return pages, [told] if missing else []


def _is_article(page: _Page) -> bool:
    texts = [piece.text for piece in page.pieces if not piece.why and piece.text != page.heading]
    sentences = sum(map(ends_sentence, texts))
    return (
        bool(page.heading)
        and not page.why
        and sum(map(len, texts)) >= _ARTICLE_LENGTH
        and (sentences >= _ARTICLE_SENTENCES or max(map(len, texts)) > 2 * _ARTICLE_LENGTH)
    )


def _issue(package: Package, pages: Sequence[_Page], articles: Sequence[int], name: str) -> list[Draft]:
    """A draft for each article. A page between them that is none (contents, a cover) goes before the next, left
    out."""
    title = _ISSUE_DATE.sub("", next(iter(package.said("title")), ""))
    outlet, place = (title, "dc:title of the e-book") if title else _by_file(name)
    published = package.published()
    drafts: list[Draft] = []
    before: list[Piece] = []
    for k, page in enumerate(pages):
        if k not in articles:
            before += [replace(piece, role=None, why=piece.why or page.why or _INDEX) for piece in page.pieces]
            continue
        pieces, found = _headline_first([*before, *page.pieces], page.heading)
        before = []
        sources = [("title", "the first heading of its page")] if found else []
        sources += [("outlet", place)] if outlet else []
        sources += [("published", "dc:date of the e-book")] if published else []
        drafts.append(Draft(tuple(pieces), outlet=outlet, published=published, sources=tuple(sources)))
    drafts[-1] = replace(drafts[-1], pieces=(*drafts[-1].pieces, *before))
    number = f"Took one of {counted(len(drafts), 'article')} out of an e-book."
    return [replace(draft, cleaning=(number,)) for draft in drafts]


def _book(package: Package, pages: Sequence[_Page], name: str) -> Draft:
    """The whole book as one draft."""
    pieces = [
        replace(piece, role=None, why=page.why) if page.why and not piece.why else piece
        for page in pages
        for piece in page.pieces
    ]
    title = next(iter(package.said("title")), "")
    headings = [page.heading for page in pages if page.heading and not page.why]
    pieces, found = _headline_first(pieces, title or next(iter(headings), ""))
    place = "dc:title of the e-book" if title else "the first heading of its page"
    if not found and headings and (len(pages) == 1 or not title):
        pieces, found = _headline_first(pieces, headings[0])
        place = "the first heading of its page"
    if not found and title:
        pieces, found = [Piece(title, "headline"), *pieces], True
    authors = [one for one in package.said("creator") if one.casefold() not in _MAKERS]
    publishers = [one for one in package.said("publisher") if one.casefold() not in _MAKERS]
    outlet, outlet_place = (publishers[0], "dc:publisher of the e-book") if publishers else _by_file(name)
    published = package.published()
    sources = (
        ("title", place if found else ""),
        ("author", "dc:creator of the e-book" if authors else ""),
        ("outlet", outlet_place if outlet else ""),
        ("published", "dc:date of the e-book" if published else ""),
    )
    shown = sum(bool(page.pieces) and not page.why for page in pages)
    return Draft(
        tuple(pieces),
        outlet=outlet,
        author=", ".join(authors),
        published=published,
        cleaning=(f"Put {counted(shown, 'page')} of an e-book together.",) if shown > 1 else (),
        sources=tuple((which, where) for which, where in sources if where),
    )


def _headline_first(pieces: Sequence[Piece], headline: str) -> tuple[list[Piece], bool]:
    """The pieces with the one that has the words of the headline first, if one near the top has, and no other
    headline; and whether one has."""
    wanted = folded(headline)
    rest = [replace(piece, role="body") if piece.role == "headline" else piece for piece in pieces]
    shown = [k for k, piece in enumerate(pieces) if not piece.why][:_HEADLINE_PLACES]
    for k in shown:
        if wanted and folded(pieces[k].text) == wanted:
            return [replace(rest.pop(k), role="headline"), *rest], True
    return rest, False


def _by_file(name: str) -> tuple[str, str]:
    return outlet_of(PurePath(name).name), FILE_NAME

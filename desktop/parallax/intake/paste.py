"""Pasted text: plain, or with the markup and the address that a browser puts beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from parallax.article import Article, normal
from parallax.errors import EmptyArticle
from parallax.intake import plain
from parallax.intake.draft import Draft, Piece, article_of, check_text, one_line

NAME = "Pasted text"
CLIPBOARD = "the clipboard"
"""Where address and title were found, as `Article.sources` says it."""
MAX_ADDRESS = 2_000
"""The longest address of a page, in code points."""
MAX_TITLE = 500
"""The longest title of a page that is taken from a clipboard, in code points."""
_SHARED_WORDS = 0.9
_WORD = re.compile(r"\w+")


def from_paste(text: str, html: str | None = None, address: str = "", title: str = "") -> Article:
    """The article of a clipboard's text, and of its markup where there is some.

    The markup is used for where paragraphs end and which is a heading or a caption, and only when it holds the words
    of the text. `address` and `title` are those of the page, as far as the clipboard tells them: the address becomes
    the location where it is that of a page, the title the headline where the text has none. Raises EmptyArticle for
    nothing to read, TooLarge past the limit, Damaged for markup nested too deeply. Markup is hostile: the window
    leaves it to `worker.reader.read_paste`.
    """
    check_text(text, NAME)
    draft = None
    if html:
        check_text(html, NAME)
        draft = _from_markup(text, html)
    if draft is None:
        if not text.strip():
            raise EmptyArticle(NAME, "there is no text on the clipboard; copy the article first.")
        draft = plain.draft_of(text)
    return from_page(article_of(draft, NAME), draft, address, title)


def from_page(article: Article, draft: Draft, address: str, title: str) -> Article:
    """The article that was made of a draft, with what a clipboard told of its page."""
    title = one_line(title)
    if title and len(title) <= MAX_TITLE and not article.title and title not in article.text:
        draft = replace(draft, pieces=(Piece(title, "headline"), *draft.pieces))
        article = article_of(draft, NAME)
        article = replace(article, sources=(*article.sources, ("title", CLIPBOARD)))
    address = page_address(address)
    if address:
        article = replace(article, location=address, sources=(*article.sources, ("location", CLIPBOARD)))
    return article


def page_address(given: str) -> str:
    """The address of a page on the web, as it was given, but without white space and control characters. Empty for
    what is none: of another scheme than http and https, without a host, with a name and password, or too long."""
    address = "".join(c for c in normal(given) if c.isprintable() and not c.isspace())
    if len(address) > MAX_ADDRESS:
        return ""
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # brackets that hold no address of a machine
        return ""
    return address if known else ""


def _from_markup(text: str, html: str) -> Draft | None:
    from parallax.intake.pages.html import blocks_of  # lxml and trafilatura are loaded only where markup is read

    pieces = blocks_of(html, NAME)
    wanted = _WORD.findall(text.casefold())
    found = set(_WORD.findall(" ".join(piece.text for piece in pieces).casefold()))
    if not pieces or sum(word in found for word in wanted) < _SHARED_WORDS * len(wanted):
        return None
    return Draft(tuple(pieces), cleaning=("Took the paragraphs from the page that was copied.",))

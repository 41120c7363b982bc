"""Pasted text: plain, or with the markup that a browser puts beside it."""

from __future__ import annotations

import re

from parallax.article import Article
from parallax.errors import EmptyArticle
from parallax.intake import plain
from parallax.intake.draft import Draft, article_of, check_text

NAME = "Pasted text"
_SHARED_WORDS = 0.9
_WORD = re.compile(r"\w+")


def from_paste(text: str, html: str | None = None) -> Article:
    """The article of a clipboard's text, and of its markup where there is some.

    The markup is used for where paragraphs end and which is a heading or a caption, and only when it holds the words
    of the text. Raises EmptyArticle for nothing to read, TooLarge past the limit, Damaged for markup nested too
    deeply. Markup is hostile: the window leaves it to `worker.reader.read_paste`.
    """
    check_text(text, NAME)
    if html:
        check_text(html, NAME)
        draft = _from_markup(text, html)
        if draft is not None:
            return article_of(draft, NAME)
    if not text.strip():
        raise EmptyArticle(NAME, "there is no text on the clipboard; copy the article first.")
    return article_of(plain.draft_of(text), NAME)


def _from_markup(text: str, html: str) -> Draft | None:
    from parallax.intake.html import blocks_of  # lxml and trafilatura are loaded only where markup is read

    pieces = blocks_of(html, NAME)
    wanted = _WORD.findall(text.casefold())
    found = set(_WORD.findall(" ".join(piece.text for piece in pieces).casefold()))
    if not pieces or sum(word in found for word in wanted) < _SHARED_WORDS * len(wanted):
        return None
    return Draft(tuple(pieces), cleaning=("Took the paragraphs from the page that was copied.",))

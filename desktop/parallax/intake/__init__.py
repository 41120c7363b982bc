"""Files, bytes and pasted text become articles: paragraphs with roles, the headline first.

One module per format makes a `Draft`; `article_of` makes the Article. Nothing here loads a language pipeline or a
window, and the parser of web pages is loaded only when there is one to read.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path, PurePath

from parallax.article import Article
from parallax.errors import EmptyArticle
from parallax.intake.decode import Decoded, decode
from parallax.intake.draft import Draft, article_of, check_text
from parallax.intake.files import read_file_bytes
from parallax.intake.formats import Format, format_of, outlet_of, refuse_unread
from parallax.intake.paste import from_paste

__all__ = ["from_paste", "opened", "read", "read_all", "read_bytes", "understood"]


def read(path: str | Path) -> Article:
    """The article in a file. Its `location` is the absolute path; the format is told by the bytes, then by the name.

    Raises NotFound, NotReadable, UnknownFormat, EmptyArticle, TooLarge, Damaged, each with one sentence that says
    what to do; ManyArticles for a file of several articles, which `read_all` reads.
    """
    location, raw = opened(path)
    return replace(read_bytes(raw, location), location=location)


def read_all(path: str | Path) -> list[Article]:
    """Every article in a file, in its order; one for a file of one. Raises as `read` does, but for ManyArticles."""
    return [read(path)]


def read_bytes(raw: bytes, name: str) -> Article:
    """The article in the bytes of a file called `name`. Raises as `read` does, but for what only a file can be."""
    decoded, kind = understood(raw, name)
    return article_of_text(decoded, kind, name, hashlib.sha256(raw).hexdigest())


def opened(path: str | Path) -> tuple[str, bytes]:
    """The absolute path, with its links as they are, and the bytes of the file. Raises as `read_file_bytes` does."""
    raw = read_file_bytes(path)
    return str(Path(path).absolute()), raw


def understood(raw: bytes, name: str) -> tuple[Decoded, Format]:
    """The text of the bytes and its format. Raises UnknownFormat, EmptyArticle, TooLarge and Damaged."""
    if not raw:
        raise EmptyArticle(name, "the file is empty; choose one that holds an article.")
    refuse_unread(raw, name)
    decoded = decode(raw, name)
    kind = format_of(decoded.text, name)
    if kind == "html":
        decoded = decode(raw, name, markup=True)
    else:
        check_text(decoded.text, name)
    if not decoded.text.strip():
        raise EmptyArticle(name, "the file holds nothing but white space; choose one that holds an article.")
    return decoded, kind


def article_of_text(decoded: Decoded, kind: Format, name: str, raw_sha256: str) -> Article:
    """The article of a decoded text of a known format. Raises EmptyArticle, TooLarge and Damaged."""
    draft = _draft(decoded.text, kind, name)
    draft = replace(
        draft, outlet=draft.outlet or outlet_of(PurePath(name).name), cleaning=(*decoded.notes(), *draft.cleaning)
    )
    return article_of(draft, name, raw_sha256)


def _draft(text: str, kind: Format, name: str) -> Draft:
    # Each parser is loaded when its format is met: the window never loads the one for web pages.
    if kind == "html":
        from parallax.intake import html

        return html.draft_of(text, name)
    if kind == "markdown":
        from parallax.intake import markdown

        return markdown.draft_of(text)
    from parallax.intake import plain

    return plain.draft_of(text)

"""Files, bytes and pasted text become articles: paragraphs with roles, the headline first.

One module per format makes drafts; `article_of` makes an Article of each. Nothing here loads a language pipeline or a
window, and the parser of a format is loaded only when there is something to read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from parallax.article import Article
from parallax.errors import EmptyArticle, ManyArticles
from parallax.intake.decode import Decoded, decode
from parallax.intake.draft import Draft, article_of, check_all_text, check_number, check_text, check_together
from parallax.intake.files import read_file_bytes
from parallax.intake.formats import Format, binary_format_of, format_of, outlet_of
from parallax.intake.paste import from_paste, page_address
from parallax.particulars import FILE_NAME

__all__ = ["articles_of", "from_paste", "one_of", "opened", "placed", "read", "read_all", "read_bytes", "understood"]


def read(path: str | Path) -> Article:
    """The article in a file. Its `location` is the absolute path, unless the file says which address it was saved
    from; the format is told by the bytes, then by the name.

    Raises NotFound, NotReadable, UnknownFormat, EmptyArticle, TooLarge, Damaged, each with one sentence that says
    what to do; ManyArticles for a file of several articles, which `read_all` reads.
    """
    return one_of(read_all(path), str(path))


def read_all(path: str | Path) -> list[Article]:
    """Every article in a file, in its order; one for a file of one. Raises as `read` does, but for ManyArticles."""
    location, raw = opened(path)
    return placed(articles_of(raw, location), location)


def read_bytes(raw: bytes, name: str) -> Article:
    """The article in the bytes of a file called `name`. Raises as `read` does, but for what only a file can be."""
    return one_of(articles_of(raw, name), name)


def one_of(articles: Sequence[Article], name: str) -> Article:
    """The only article of a file. Raises ManyArticles where there are several."""
    if len(articles) > 1:
        what = f"the file holds {len(articles):,} articles; choose among them in the window, or take read_all."
        raise ManyArticles(name, what)
    return articles[0]


def opened(path: str | Path) -> tuple[str, bytes]:
    """The absolute path, with its links as they are, and the bytes of the file. Raises as `read_file_bytes` does."""
    raw = read_file_bytes(path)
    return str(Path(path).absolute()), raw


def placed(articles: Sequence[Article], path: str) -> list[Article]:
    """The articles of the file at a path, each with the address that it was saved from, else the path."""
    return [replace(article, location=page_address(article.location) or path) for article in articles]


def articles_of(raw: bytes, name: str) -> list[Article]:
    """Every article in the bytes of a file called `name`, in order: one or more.

    Raises UnknownFormat, EmptyArticle, TooLarge and Damaged.
    """
    decoded, kind = understood(raw, name)
    return articles_in(raw, decoded, kind, name)


def understood(raw: bytes, name: str, charset: str = "") -> tuple[Decoded | None, Format]:
    """The format of the bytes, and their text where it is one of text; `charset` is the one that whoever sent them
    named. Raises UnknownFormat, EmptyArticle, TooLarge and Damaged."""
    if not raw:
        raise EmptyArticle(name, "the file is empty; choose one that holds an article.")
    binary = binary_format_of(raw, name)
    if binary is not None:
        return None, binary
    decoded = decode(raw, name, charset=charset)
    kind = format_of(decoded.text, name)
    if kind == "html":
        decoded = decode(raw, name, markup=True, charset=charset)
    else:
        check_all_text(decoded.text, name)
    if not decoded.text.strip():
        raise EmptyArticle(name, "the file holds nothing but white space; choose one that holds an article.")
    return decoded, kind


def articles_in(raw: bytes, decoded: Decoded | None, kind: Format, name: str) -> list[Article]:
    """The articles of bytes whose format, and text where they have one, are known. Raises as `articles_of` does."""
    drafts = drafts_in(raw, decoded, kind, name)
    if len(drafts) == 1:
        drafts = [_with_guessed_outlet(drafts[0], kind, name)]
    check_number(len(drafts), name)
    digest = hashlib.sha256(raw).hexdigest()
    articles: list[Article] = []
    total = 0
    for draft in drafts:
        articles.append(article_of(draft, name, digest))
        total += len(articles[-1].text)
        check_together(total, name)
    if not articles:
        raise EmptyArticle(name, "there is nothing to read in it; choose another file, or paste the article.")
    return articles


def _with_guessed_outlet(draft: Draft, kind: Format, name: str) -> Draft:
    """The draft with the name of its file as outlet, where nothing told a better one. Programs name the files of mails,
    by their subject, and of web archives, by their day."""
    by_chance = kind == "mail" or (kind == "warc" and draft.location)
    outlet = "" if draft.outlet or by_chance else outlet_of(PurePath(name).name)
    return replace(draft, outlet=outlet, sources=(*draft.sources, ("outlet", FILE_NAME))) if outlet else draft


def drafts_in(raw: bytes, decoded: Decoded | None, kind: Format, name: str) -> Sequence[Draft]:
    """The drafts of bytes whose format, and text where they have one, are known. Raises as `articles_of` does."""
    if decoded is not None:
        return _drafts_of_text(decoded, kind, name)
    from parallax.intake.press import exports

    return exports.divided(_drafts(raw, kind, name), name)


def _drafts(raw: bytes, kind: Format, name: str) -> Sequence[Draft]:
    # Each parser is loaded when its format is met: the window never loads one.
    if kind == "docx":
        from parallax.intake.office import docx

        return docx.drafts_of(raw, name)
    if kind == "odt":
        from parallax.intake.office import odt

        return odt.drafts_of(raw, name)
    if kind == "rtf":
        from parallax.intake.office import rtf

        return rtf.drafts_of(raw, name)
    if kind == "epub":
        from parallax.intake.office import epub

        return epub.drafts_of(raw, name)
    if kind == "mail":
        from parallax.intake.messages import mail

        return mail.drafts_of(raw, name)
    if kind == "mhtml":
        from parallax.intake.messages import mhtml

        return mhtml.drafts_of(raw, name)
    if kind == "warc":
        from parallax.intake.messages import warc

        return warc.drafts_of(raw, name)
    if kind == "pdf":
        from parallax.intake import pdf

        return pdf.drafts_of(raw, name)
    raise AssertionError(f"{kind} is not read")


def _drafts_of_text(decoded: Decoded, kind: Format, name: str) -> Sequence[Draft]:
    from parallax.intake.press import exports

    find = exports.drafts_of_page if kind == "html" else exports.drafts_of_text
    if found := find(decoded.text, name):
        return [replace(draft, cleaning=(*decoded.notes(), *draft.cleaning)) for draft in found]
    if kind != "html":
        check_text(decoded.text, name)
    draft = _draft(decoded.text, kind, name)
    return [replace(draft, cleaning=(*decoded.notes(), *draft.cleaning))]


def _draft(text: str, kind: Format, name: str) -> Draft:
    if kind == "html":
        from parallax.intake.pages import html

        return html.draft_of(text, name)
    if kind == "markdown":
        from parallax.intake import markdown

        return markdown.draft_of(text)
    from parallax.intake import plain

    return plain.draft_of(text)

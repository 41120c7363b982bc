"""Web pages saved in one file in the form of an e-mail (MHTML, RFC 2557): by Chromium, by Firefox's additions, by
Internet Explorer and by Word."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.errors import EmptyArticle
from parallax.intake.draft import Draft
from parallax.intake.messages.message import MAX_PARTS, Letter, day_of, field_of, parsed, text_of
from parallax.intake.messages.saved_page import drafts_of_page, web_address

_NO_PAGE = "there is no page in it; open the address in a browser, copy the article and paste it."


def drafts_of(raw: bytes, name: str) -> Sequence[Draft]:
    """The draft of the page, or those of the articles that it holds.

    Raises EmptyArticle where there is no page or no article on it, TooLarge and Damaged.
    """
    letter = parsed(raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), name)
    page = _page(letter)
    if page is None:
        raise EmptyArticle(name, _NO_PAGE)
    markup, note = text_of(page, name, markup=True)
    if not markup.strip():
        raise EmptyArticle(name, _NO_PAGE)
    named = (field_of(letter, "Snapshot-Content-Location"), field_of(page, "Content-Location"))
    address = next(filter(None, map(web_address, named)), "")
    return drafts_of_page(markup, name, address, day_of(field_of(letter, "Date")), [note] if note else [])


def _page(letter: Letter) -> Letter | None:
    """The part that the message names as its first, else the first of HTML."""
    wanted = str(letter.get_param("start", "") or "").strip("<> ")
    pages = []
    for number, part in enumerate(letter.walk()):
        if number > MAX_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            pages.append(part)
    named = (part for part in pages if wanted and field_of(part, "Content-ID").strip("<> ") == wanted)
    return next(named, pages[0] if pages else None)

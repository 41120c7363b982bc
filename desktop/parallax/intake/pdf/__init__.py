"""PDFs: the words at their places become lines, the lines columns, the columns paragraphs in reading order.

PDFium finds the letters (`pdf_words`); what they make together is told from their places alone, as a PDF hardly ever
says it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from parallax.article import Role
from parallax.errors import Damaged, EmptyArticle, TooLarge
from parallax.intake.draft import Draft, Piece, counted, folded
from parallax.intake.limits import MAX_TEXT
from parallax.intake.pdf import words as pdf_words
from parallax.intake.pdf.columns import Block, blocks_of, in_order, name_captions
from parallax.intake.pdf.hyphens import Joiner, known_words
from parallax.intake.pdf.lines import Line, lines_of
from parallax.intake.pdf.margins import address_in, margins_of
from parallax.intake.pdf.paragraphs import Run, runs_of
from parallax.intake.pdf.roles import (
    family_of,
    headline_of,
    outlet_after,
    plausible_title,
    role_of_turned,
    standfirst_of,
    style_of,
)
from parallax.intake.pdf.words import Page

SECONDS = 16.0
"""How long a PDF may keep the processor before it is refused, in seconds."""
_SHOWN_HYPHENS = 5
_KICKER = 60
_MOST_UNKNOWN = 0.3
_NOTED_UNKNOWN = 0.01
_SLOW = "reading this PDF takes too long; split it, or copy the article and paste it."
_SCAN = (
    "the pages are pictures without text; run text recognition (OCR) on it first, or copy the article from elsewhere"
    " and paste it."
)


@dataclass(slots=True)
class _Sheets:
    """The pages of a PDF, with the lines of each, and what it says of itself."""

    pages: list[Page] = field(default_factory=list)
    lines: list[list[Line]] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    title: str = ""
    author: str = ""
    count: int = 0
    damaged: int = 0


def drafts_of(raw: bytes, name: str) -> list[Draft]:
    """The draft of a PDF, as one article. Raises Damaged, EmptyArticle and TooLarge."""
    started = time.process_time()
    sheets = _sheets(raw, name, started)
    _check_letters(sheets, name)
    heights = [page.height for page in sheets.pages]
    margins = margins_of(sheets.lines, heights)
    kept = [[line for line in lines if id(line) not in margins] for lines in sheets.lines]
    style = style_of(kept, sheets.fonts)
    families = [family_of(font) for font in sheets.fonts]
    blocks: list[Block] = []
    for page, lines in zip(sheets.pages, kept, strict=True):
        found = blocks_of(lines)
        for block in found:
            block.body = style.holds(block, families)
        name_captions(found, page.pictures, (page.width, page.height), style.size)
        blocks += in_order(found)
        _check_time(started, name)
    runs = runs_of(blocks, style.size)
    joiner = Joiner([line.text for lines in kept for line in lines])
    texts = [joiner.join([line.text for line in run.lines]) for run in runs]
    title = plausible_title(sheets.title)
    headline = headline_of(runs, texts, heights, style.size, title)
    roles = _roles(runs, texts, headline, style.size)
    pieces = _pieces(sheets, runs, texts, roles, margins)
    sources = []
    if headline is not None:
        pieces = _headline_first(pieces, texts[headline])
        named = title and folded(texts[headline]) in folded(title)
        sources.append(("title", "the PDF's own data" if named else "the largest letters"))
    elif title:
        pieces.insert(0, Piece(title, "headline"))
        sources.append(("title", "the PDF's own data"))
    outlet, location = _outlet_and_address(sheets, margins, title, texts[headline] if headline is not None else "")
    if outlet:
        sources.append(("outlet", "the PDF's own data" if not location or outlet in title else "the printed address"))
    author = _author(sheets.author, pieces)
    if author:
        sources.append(("author", "the PDF's own data"))
    return [
        Draft(tuple(pieces), outlet, author, "", location, tuple(_told(sheets, joiner)), tuple(sources)),
    ]


def warm() -> None:
    """Read a small PDF, so that whatever is loaded when first used is loaded before files are shut off."""
    drafts_of(pdf_words.SMALLEST, "")
    known_words()


def _check_time(started: float, name: str) -> None:
    if time.process_time() - started > SECONDS:
        raise TooLarge(name, _SLOW)


def _sheets(raw: bytes, name: str, started: float) -> _Sheets:
    sheets = _Sheets()
    letters = 0
    with pdf_words.opened(raw, name) as book:
        sheets.title, sheets.author, sheets.count = book.title, book.author, book.pages
        for number in range(book.pages):
            page = pdf_words.page_of(book, number, name)
            if page is None:
                sheets.damaged += 1
                continue
            letters += page.letters
            if letters > MAX_TEXT:
                what = f"the text is longer than {MAX_TEXT:,} characters; split it, or paste the article alone."
                raise TooLarge(name, what)
            page.number = len(sheets.pages)
            sheets.pages.append(page)
            sheets.lines.append(lines_of(page))
            page.words = []
            _check_time(started, name)
        sheets.fonts = book.fonts
    return sheets


def _check_letters(sheets: _Sheets, name: str) -> None:
    """Raises Damaged and EmptyArticle for a PDF whose words cannot be had."""
    if sheets.damaged and not sheets.pages:
        raise Damaged(name, "no page of this PDF can be read; get another copy, or copy the article and paste it.")
    letters = sum(page.letters for page in sheets.pages)
    if not letters:
        if any(page.pictures for page in sheets.pages):
            raise EmptyArticle(name, _SCAN)
        raise EmptyArticle(name, "there is no text in this PDF; choose another file, or paste the article.")
    if sum(page.unknown for page in sheets.pages) > _MOST_UNKNOWN * letters:
        what = (
            "the fonts of this PDF do not say which letters they show; run text recognition (OCR) on it first, or copy"
            " the article from elsewhere and paste it."
        )
        raise Damaged(name, what)


def _roles(runs: Sequence[Run], texts: Sequence[str], headline: int | None, size: float) -> list[Role | None]:
    roles: list[Role | None] = ["caption" if run.block.caption else None for run in runs]
    if headline is None:
        return roles
    roles[headline] = "headline"
    deck = standfirst_of(runs, texts, headline, size)
    if deck is not None:
        roles[deck] = "standfirst"
    for number in range(headline):
        # What stands over a headline names the newspaper, the section or the kind of story; a date tells its own role.
        if len(texts[number]) <= _KICKER and roles[number] is None and not any(map(str.isdigit, texts[number])):
            roles[number] = "furniture"
    return roles


def _pieces(
    sheets: _Sheets,
    runs: Sequence[Run],
    texts: Sequence[str],
    roles: Sequence[Role | None],
    margins: dict[int, str],
) -> list[Piece]:
    """The paragraphs, with what stands in the margins of each page before and after those that begin on it."""
    heads: dict[int, list[Piece]] = defaultdict(list)
    feet: dict[int, list[Piece]] = defaultdict(list)
    for page, lines in zip(sheets.pages, sheets.lines, strict=True):
        for line in sorted((one for one in lines if id(one) in margins), key=lambda one: (one.base, one.left)):
            place = heads if line.base < page.height / 2 else feet
            place[page.number].append(Piece(line.text, why=margins[id(line)]))
        for text, _ in page.turned:
            feet[page.number].append(Piece(text, role_of_turned(text, len(page.pictures))))
        if page.outside:
            feet[page.number].append(Piece(" ".join(page.outside), why="words outside the page"))
    pieces: list[Piece] = []
    page_number = -1
    for run, text, role in zip(runs, texts, roles, strict=True):
        while page_number < run.block.page:
            pieces += feet.pop(page_number, [])
            page_number += 1
            pieces += heads.pop(page_number, [])
        cells = run.lines[0].cells
        was = "\n".join(line.text for line in run.lines) if len(run.lines) > 1 else ""
        pieces.append(Piece(text, role, verbatim=cells, was=was))
    for number in range(page_number, len(sheets.pages)):
        pieces += [*heads.pop(number, []), *feet.pop(number, [])]
    return pieces


def _headline_first(pieces: Sequence[Piece], headline: str) -> list[Piece]:
    """The pieces with the headline before whatever stands above it on the page."""
    at = next(k for k, piece in enumerate(pieces) if piece.role == "headline" and piece.text == headline)
    before = [piece for piece in pieces[:at] if not piece.why]
    left_out = [piece for piece in pieces[:at] if piece.why]
    return [*left_out, pieces[at], *before, *pieces[at + 1 :]]


def _outlet_and_address(sheets: _Sheets, margins: dict[int, str], title: str, headline: str) -> tuple[str, str]:
    printed = [line.text for lines in sheets.lines for line in lines if id(line) in margins]
    location = address_in(printed)
    outlet = outlet_after(title, headline)
    if not outlet and location:
        outlet = (urlsplit(location).hostname or "").removeprefix("www.")
    return outlet, location


def _author(said: str, pieces: Sequence[Piece]) -> str:
    """The author that the PDF names, where the text names it near its beginning or end; else it is whoever made the
    file."""
    author = " ".join(said.split())
    if not 4 <= len(author) <= 80 or " " not in author:
        return ""
    kept = [piece.text for piece in pieces if not piece.why and len(piece.text) < 300]
    return author if any(folded(author) in folded(text) for text in (*kept[:10], *kept[-4:])) else ""


def _told(sheets: _Sheets, joiner: Joiner) -> list[str]:
    told = [f"Took the text out of a PDF of {counted(sheets.count, 'page')}, column by column."]
    if joiner.broken:
        words = ", ".join(f"“{a} {b}”" for a, b in joiner.broken[:_SHOWN_HYPHENS])
        more = len(joiner.broken) - _SHOWN_HYPHENS
        ending = f" and {more:,} more" if more > 0 else ""
        told.append(f"Put {counted(len(joiner.broken), 'word')} broken at a line end together: {words}{ending}.")
    if sheets.damaged:
        told.append(f"{counted(sheets.damaged, 'page')} could not be read: damaged.")
    empty = sum(not page.letters and bool(page.pictures) for page in sheets.pages)
    if empty:
        verb = "is a picture" if empty == 1 else "are pictures"
        told.append(f"{counted(empty, 'page')} {verb} without text; nothing was read from there.")
    letters = sum(page.letters for page in sheets.pages)
    unknown = sum(page.unknown for page in sheets.pages)
    if unknown > _NOTED_UNKNOWN * letters:
        told.append(f"{counted(unknown, 'letter')} could not be told, as the fonts do not say which they are.")
    return told

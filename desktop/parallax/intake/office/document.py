"""A document of a word processor becomes a draft: which paragraph is the headline, what is said of the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parallax.article import Role, normal
from parallax.intake.datelines import is_iso
from parallax.intake.draft import Draft, Piece, counted, one_line
from parallax.intake.office.flow import Block
from parallax.intake.plain import told_hyphens
from parallax.intake.roles import is_dateline
from parallax.intake.unwrap import unwrap

_TITLE_PLACES = 8
_HEADING_PLACES = 6
_BYLINE_PLACES = 8
_BYLINE = re.compile(r"(?:written |words |report )?by\b", re.IGNORECASE)
_BYLINE_LENGTH = 140
_TOLD_LENGTH = 120
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_PLACE_OF_PROPERTIES = "the properties of the document"

DELETED = "words that a tracked change deletes"
HIDDEN = "hidden words"
COMMENT = "a comment"
HEADER = "the head of a page"
FOOTER = "the foot of a page"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself: the `made` day in ISO 8601. Programs fill these in, so they prove little."""

    title: str = ""
    author: str = ""
    made: str = ""


@dataclass(slots=True)
class Document:
    """`blocks` in reading order; `notes` (footnotes and endnotes) that a reader finds below them; `margins` that stand
    on every page. `counts` of what has no words: pictures, links, insertions, signs. `told` are whole sentences."""

    blocks: list[Block]
    notes: list[Block] = field(default_factory=list)
    margins: list[Block] = field(default_factory=list)
    properties: Properties = Properties()
    counts: Counter[str] = field(default_factory=Counter)
    told: tuple[str, ...] = ()


def draft_of(document: Document, name: str) -> Draft:
    """The draft of a document in a file called `name`.

    The headline is the first paragraph whose style says so, else the one that the title in the properties repeats, and
    it comes first. Notes follow the text. The author is the one of the properties only where a byline names him or
    her; a date of making is told, and is not the date of publication.
    """
    notes = list(document.told)
    blocks, place = _headline_first(document.blocks, document.properties.title, notes)
    made = _Pieces()
    for block in (*blocks, *document.notes, *_once(document.margins)):
        made.add(block)
    author = _author(document.properties.author, made.pieces)
    notes += made.told()
    if document.notes:
        notes.append("Put the footnotes and endnotes behind the text.")
    notes += _counted(document.counts)
    notes += _told(document.properties, made.pieces)
    sources = [("title", place)] if place else []
    if author:
        sources.append(("author", f"{_PLACE_OF_PROPERTIES} and the byline"))
    return Draft(tuple(made.pieces), author=author, cleaning=tuple(notes), sources=tuple(sources))


def day_of(value: str) -> str:
    """The day of a date and time in ISO 8601; empty for anything else and for the zero dates of programs."""
    day = value.strip()[:10]
    return day if len(day) == 10 and is_iso(day) and day > "1900" else ""


def _headline_first(blocks: Sequence[Block], title: str, notes: list[str]) -> tuple[list[Block], str]:
    """The blocks with the headline first and nothing else of level 0, and what told that it is one."""
    shown = [k for k, block in enumerate(blocks) if not block.style.why and not block.row]
    found, place = _headline(blocks, shown, _folded(title))
    rest = [
        replace(block, style=replace(block.style, level=max(block.style.level, 1))) if block.style.level == 0 else block
        for block in blocks
    ]
    if found is None:
        return rest, ""
    headline = replace(blocks[found], style=replace(blocks[found].style, level=0))
    del rest[found]
    if found != shown[0]:
        notes.append("Put the headline first.")
    return [headline, *rest], place


def _headline(blocks: Sequence[Block], shown: Sequence[int], title: str) -> tuple[int | None, str]:
    for k in shown[:_TITLE_PLACES]:
        if blocks[k].style.level == 0:
            return k, "the style of its paragraph"
    for number, k in enumerate(shown[:_HEADING_PLACES]):
        level = blocks[k].style.level
        if level == 1 or (level is not None and not number):
            return k, "the style of its paragraph"
    for k in shown[:_HEADING_PLACES]:
        if title and _folded(blocks[k].text) == title:
            return k, _PLACE_OF_PROPERTIES
    return None, ""


def _once(margins: Sequence[Block]) -> list[Block]:
    """Each head and foot of a page once, however many kinds of pages have it."""
    return list(dict.fromkeys(margins))


class _Pieces:
    """Blocks as pieces, and what was done to their words."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._soft = 0
        self._lines = 0
        self._made = 0
        self._hyphens: list[tuple[str, str]] = []

    def add(self, block: Block) -> None:
        text = _CONTROL.sub("", normal(block.text))
        self._soft += text.count("\xad")
        text = text.replace("\xad", "")
        level, role, why = block.style.level, block.style.role, block.style.why
        if why or block.row:
            self.pieces.append(Piece(text.replace("\n", " "), role or "body", verbatim=block.row, why=why))
        elif level is not None:
            self.pieces.append(Piece(" ".join(text.split()), "headline" if level == 0 else "body"))
        elif "\n" not in text.strip():
            self.pieces.append(Piece(text, _plain_role(role, text)))
        else:
            self._add_lines(text, role)

    def _add_lines(self, text: str, role: Role | None) -> None:
        """Lines that were ended by hand are paragraphs, unless their width says that they were filled."""
        unwrapped = unwrap(text)
        for paragraph, was in zip(unwrapped.paragraphs, unwrapped.was, strict=True):
            self.pieces.append(Piece(paragraph, _plain_role(role, paragraph), was=was))
        self._lines += unwrapped.lines
        self._made += unwrapped.made
        self._hyphens += unwrapped.hyphens

    def told(self) -> list[str]:
        """What was done, in whole sentences."""
        notes = []
        if self._lines:
            notes.append(f"Joined {counted(self._lines, 'wrapped line')} into {counted(self._made, 'paragraph')}.")
        notes += told_hyphens(self._hyphens)
        if self._soft:
            notes.append(f"Left out {counted(self._soft, 'soft hyphen')}.")
        return notes


def _plain_role(role: Role | None, text: str) -> Role | None:
    """The role of a style, unless the words are plainly those of another: bylines are set in the style Subtitle."""
    if role == "standfirst" and (_BYLINE.match(text) or is_dateline(text)):
        return None
    return role


def _author(author: str, pieces: Sequence[Piece]) -> str:
    """The author of the properties, where a byline at the top or the end names the same."""
    author = one_line(author)
    shown = [piece.text for piece in pieces if not piece.why]
    for text in (*shown[:_BYLINE_PLACES], *shown[-2:]):
        if author and len(text) <= _BYLINE_LENGTH and _BYLINE.match(text) and _folded(author) in _folded(text):
            return author
    return ""


def _counted(counts: Counter[str]) -> list[str]:
    notes = []
    if counts["insertions"]:
        notes.append(f"Took {counted(counts['insertions'], 'tracked insertion')} into the text.")
    if counts["deletions"]:
        notes.append(f"Left out what {counted(counts['deletions'], 'tracked deletion')} took away.")
    if counts["links"]:
        notes.append(f"Left out the addresses of {counted(counts['links'], 'link')}.")
    if counts["pictures"]:
        notes.append(
            f"Left out {counted(counts['pictures'], 'picture or object')}."
            if counts["pictures"] == 1
            else f"Left out {counts['pictures']:,} pictures and objects."
        )
    if counts["signs"]:
        notes.append(f"Left out {counted(counts['signs'], 'sign')} of a symbol font.")
    if counts["files"]:
        notes.append(f"Left out {counted(counts['files'], 'file')} inside the document.")
    return notes


def _told(properties: Properties, pieces: Sequence[Piece]) -> list[str]:
    """What the file says of itself and the text does not."""
    said = []
    title = _clipped(properties.title)
    if title and all(_folded(title) != _folded(piece.text) for piece in pieces[:_TITLE_PLACES]):
        said.append(f"title “{title}”")
    if author := _clipped(properties.author):
        said.append(f"made by {author}")
    if properties.made:
        said.append(f"made on {properties.made}")
    return [f"The file says of itself: {', '.join(said)}."] if said else []


def _clipped(text: str) -> str:
    text = "".join(letter for letter in one_line(text) if letter.isprintable())
    return text if len(text) <= _TOLD_LENGTH else text[:_TOLD_LENGTH].rstrip() + "…"


def _folded(text: str) -> str:
    return one_line(text).casefold()

"""Files that hold many articles from a press database, told by their own marks: these repeat, and frame nearly all
that the file holds. A file's name is never asked, and an article that only mentions such a mark stays one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from parallax.article import normal
from parallax.errors import EmptyArticle, TooLarge
from parallax.intake import plain
from parallax.intake.draft import Draft, Piece, check_number, check_together, counted
from parallax.intake.limits import MAX_TEXT
from parallax.intake.press import europresse, factiva, nexis, nexis_classic, proquest
from parallax.intake.press.entries import LABEL, Entry, Lines, Part, words_of

SOURCE = "the export's own heading"
_MOST_OUTSIDE = 0.4
_NO_TEXT = "the documents of this export hold no text; export them with their full text."


class _Family(Protocol):
    """The exports of one database."""

    NAME: str
    MARK: re.Pattern[str]

    def marks_in(self, lines: Lines) -> list[int]: ...

    def entries_in(self, lines: Lines, marks: list[int]) -> list[Entry]: ...


_FAMILIES: tuple[_Family, ...] = (nexis_classic, nexis, factiva, proquest, europresse)
_WORDS = (" DOCUMENT", "nd of Document", "Ende des Dokument", "Fin du document", "Einde van document", "_" * 30)
# Each begins with letters, which Python looks for first: a page of a megabyte takes a millisecond.
_NUMBERED = ("Document", "Dokument", "Документ", "文書", "文件")
_NUMBERS = (
    *(re.compile(rf"{word}\s+(?:\d+ |[A-Z][A-Z0-9]{{3}})") for word in _NUMBERED),
    re.compile(r"Document[oa]\s+[A-Z][A-Z0-9]{3}"),
    re.compile(r"·\s?\d{8}"),
)


@dataclass(frozen=True, slots=True)
class _Given:
    """The lines of a file, and the pieces they came from where there are any."""

    lines: tuple[str, ...]
    raw: tuple[str, ...]
    pieces: tuple[Piece | None, ...] = ()

    @classmethod
    def of_text(cls, text: str) -> _Given:
        text = normal(text)
        return cls(tuple(map(str.strip, _plain(text).split("\n"))), tuple(text.split("\n")))

    @classmethod
    def of_pieces(cls, pieces: Sequence[Piece]) -> _Given:
        kept: list[Piece | None] = []
        for piece in pieces:
            kept += [piece, None]
        raw = tuple("" if piece is None or piece.why else normal(piece.text).replace("\n", " ") for piece in kept)
        return cls(tuple(_plain(line).strip() for line in raw), raw, tuple(kept))


def drafts_of_text(text: str, name: str) -> tuple[Draft, ...]:
    """The articles of a plain text with any line ends; none where it is no export. Raises TooLarge and EmptyArticle."""
    return _drafts(_Given.of_text(text), name) if _may_be_export(text) else ()


def drafts_of_page(markup: str, name: str) -> tuple[Draft, ...]:
    """The articles of a page; none where it is no export. Raises as `html.blocks_of` does, and TooLarge and
    EmptyArticle."""
    if not _may_be_export(markup):
        return ()
    from parallax.intake.pages import html  # lxml and trafilatura are loaded only where markup is read

    return _drafts(_Given.of_pieces(html.blocks_of(markup, name)), name)


def drafts_of_pieces(pieces: Sequence[Piece], name: str) -> tuple[Draft, ...]:
    """The articles among pieces in reading order, with what their format left out; none where they are no export.
    Raises TooLarge and EmptyArticle."""
    if not _may_be_export("\n".join(piece.text for piece in pieces)):
        return ()
    return _drafts(_Given.of_pieces(list(_parted(pieces))), name)


def divided(drafts: Sequence[Draft], name: str) -> Sequence[Draft]:
    """The articles of a file of which its format made one draft; the drafts as they are where it is no export."""
    if len(drafts) != 1:
        return drafts
    return [
        replace(draft, cleaning=(*drafts[0].cleaning, *draft.cleaning))
        for draft in drafts_of_pieces(drafts[0].pieces, name)
    ] or drafts


def _parted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, each that was joined of lines parted where one of these is a mark: no paragraph runs across it."""
    for piece in pieces:
        lines = piece.was.split("\n") if piece.was and not piece.why else []
        marks = [
            k for k, line in enumerate(lines) if any(one.MARK.fullmatch(_plain(line).strip()) for one in _FAMILIES)
        ]
        if not marks:
            yield piece
            continue
        edges = sorted({0, len(lines), *marks, *(k + 1 for k in marks)})
        for start, end in pairwise(edges):
            joined = "\n".join(lines[start:end]) if end - start > 1 else ""
            yield replace(piece, text=" ".join(lines[start:end]), was=joined)


def _may_be_export(text: str) -> bool:
    """Whether a text holds what all exports hold, as few others do: a quick look before its lines are told apart."""
    return any(word in text for word in _WORDS) or any(number.search(text) for number in _NUMBERS)


def _drafts(given: _Given, name: str) -> tuple[Draft, ...]:
    lines = given.lines
    for family in _FAMILIES:
        marks = family.marks_in(lines)
        if not marks:
            continue
        check_number(len(marks), name)
        check_together(sum(map(len, lines)), name)
        entries = family.entries_in(lines, marks)
        if _is_framed(lines, entries):
            return _made(given, entries, family.NAME, name)
    return ()


def _is_framed(lines: Lines, entries: Sequence[Entry]) -> bool:
    """Whether most of the words are text of articles, or else each article says so little that its heading is longer:
    a long text around a few marks is no export."""
    first, last = entries[0], entries[-1]
    outside = sum(len(lines[part.start]) for part in (*first.parts, *last.parts) if part.why)
    return outside <= _MOST_OUTSIDE * sum(map(len, lines)) + 3000


def _made(given: _Given, entries: Sequence[Entry], database: str, name: str) -> tuple[Draft, ...]:
    with_text = [entry for entry in entries if entry.has_text]
    if not with_text:
        raise EmptyArticle(name, _NO_TEXT)
    drafts = []
    for entry in with_text:
        length = sum(len(given.lines[k]) for part in entry.parts if not part.why for k in range(part.start, part.end))
        if length > MAX_TEXT:
            raise TooLarge(name, f"one of its articles is longer than {MAX_TEXT:,} characters; split it.")
    for number, entry in enumerate(with_text, 1):
        draft = _draft(given, entry)
        told = f"Took article {number:,} of {len(with_text):,} out of an export of {database}."
        drafts.append(replace(draft, cleaning=(told, *entry.cleaning, *draft.cleaning)))
    empty = len(entries) - len(with_text)
    if empty:
        said = f"{counted(empty, 'document')} of the export {'holds' if empty == 1 else 'hold'} no text."
        drafts[0] = replace(drafts[0], cleaning=(*drafts[0].cleaning, said))
    return tuple(drafts)


def _draft(given: _Given, entry: Entry) -> Draft:
    pieces: list[Piece] = []
    cleaning: list[str] = []
    for part in entry.parts:
        if part.label:
            pieces.append(Piece(given.lines[part.start][: part.label], why=LABEL))
        if part.why:
            end = part.end if part.joined else part.start + 1
            pieces.append(Piece(words_of(given.lines, part.start, end), why=part.why))
        elif part.joined:
            lines = [given.lines[part.start][part.label :], *given.lines[part.start + 1 : part.end]]
            lines = [line.strip() for line in lines if line.strip()]
            pieces.append(Piece(" ".join(lines), part.role, was="\n".join(lines) if len(lines) > 1 else ""))
        elif given.pieces:
            pieces += _body_of_pieces(given, part)
        else:
            text = [given.lines[part.start][part.label :], *given.raw[part.start + 1 : part.end]]
            made = plain.draft_of("\n".join(text if part.label else given.raw[part.start : part.end]))
            pieces += [replace(piece, role=part.role) for piece in made.pieces]
            cleaning += made.cleaning
    if given.pieces:
        pieces += _left_out_before(given, entry)
    found = {"title": any(piece.role == "headline" for piece in pieces)}
    found |= {"outlet": bool(entry.outlet), "author": bool(entry.author), "published": bool(entry.published)}
    sources = tuple((key, SOURCE) for key, known in found.items() if known)
    return Draft(tuple(pieces), entry.outlet, entry.author, entry.published, cleaning=tuple(cleaning), sources=sources)


def _body_of_pieces(given: _Given, part: Part) -> list[Piece]:
    made = []
    for k in range(part.start, part.end):
        piece = given.pieces[k]
        if piece is None:
            continue
        if k == part.start and part.label:
            piece = replace(piece, text=given.lines[k][part.label :], was="")
        known = piece.why or piece.role in ("caption", "furniture", "correction")
        made.append(piece if known else replace(piece, role=part.role))
    return made


def _left_out_before(given: _Given, entry: Entry) -> list[Piece]:
    """What the format itself left out, where it stands in no body."""
    start, end = min(part.start for part in entry.parts), max(part.end for part in entry.parts)
    told = {k for part in entry.parts if not part.why and not part.joined for k in range(part.start, part.end)}
    return [piece for k in range(start, end) if (piece := given.pieces[k]) and piece.why and k not in told]


def _plain(text: str) -> str:
    """The text with common spaces, so that a mark is known."""
    return text if text.isascii() else text.replace("\xa0", " ").replace("\ufeff", " ")

"""What every format makes: paragraphs with what the format knows of them, ready to become an Article."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from parallax.article import Article, Paragraph, Role, normal
from parallax.errors import Damaged, EmptyArticle, TooLarge
from parallax.intake.datelines import published_in
from parallax.intake.limits import MAX_TEXT
from parallax.intake.roles import roles_of
from parallax.intake.unwrap import is_table_row

MAX_MARKS = 500
"""The most combining marks in a row that are read."""

_HIGH_RUN = re.compile(f"[\u0300-\U0010ffff]{{{MAX_MARKS},}}")
_RUN = re.compile(r"[ \t]{2,}|\t")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, without line ends; `role` where the format gives it, `verbatim` to keep its runs of spaces."""

    text: str
    role: Role | None = None
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The pieces of one article in reading order, its particulars as far as they are known, and what was done."""

    pieces: tuple[Piece, ...]
    outlet: str = ""
    author: str = ""
    published: str = ""
    location: str = ""
    cleaning: tuple[str, ...] = ()


def check_text(text: str, name: str) -> None:
    """Raises TooLarge for a text past `MAX_TEXT` code points, Damaged for one that `check_marks` refuses."""
    if len(text) > MAX_TEXT:
        raise TooLarge(name, f"the text is longer than {MAX_TEXT:,} characters; split it, or paste the article alone.")
    check_marks(text, name)


def check_marks(text: str, name: str) -> None:
    """Raises Damaged for more than `MAX_MARKS` combining marks in a row: putting them into normal form takes time
    with the square of their number. (Unicode Standard Annex 15 knows no text that needs more than 30.)"""
    if text.isascii():
        return
    for run in _HIGH_RUN.finditer(text):
        marks = 0
        for letter in run.group():
            marks = marks + 1 if unicodedata.combining(letter) else 0
            if marks > MAX_MARKS:
                raise Damaged(
                    name, f"more than {MAX_MARKS} accents stand on one letter, as in no text; open another copy of it."
                )


def article_of(draft: Draft, name: str, raw_sha256: str = "") -> Article:
    """The article: pieces in normal form C without white space around them, runs of spaces as one (not in tables and
    code), one line feed between them; roles by what the format knows, else by their words.

    Raises EmptyArticle when no piece holds anything that can be seen, TooLarge past `MAX_TEXT` code points.
    """
    texts: list[str] = []
    known: list[Role | None] = []
    folded = 0
    for piece in draft.pieces:
        check_marks(piece.text, name)
        text = normal(piece.text).replace("\n", " ").strip()
        if not piece.verbatim and ("  " in text or "\t" in text) and not is_table_row(text):
            text, times = _RUN.subn(" ", text)
            folded += times
        if text:
            texts.append(text)
            known.append(piece.role)
    if not any(map(_can_be_seen, texts)):
        raise EmptyArticle(name, "there is nothing to read in it; choose another file, or paste the article.")
    whole = "\n".join(texts)
    check_text(whole, name)
    paragraphs = []
    roles = roles_of(texts, known)
    at = 0
    for text, role in zip(texts, roles, strict=True):
        paragraphs.append(Paragraph(at, at + len(text), role))
        at += len(text) + 1
    cleaning = draft.cleaning
    if folded:
        cleaning = (*cleaning, f"Made one space of {counted(folded, 'longer gap')} between words.")
    return Article.of(
        whole,
        tuple(paragraphs),
        outlet=one_line(draft.outlet),
        author=one_line(draft.author),
        published=draft.published or published_in(texts, roles),
        location=draft.location,
        raw_sha256=raw_sha256,
        cleaning=cleaning,
    )


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 line", "1,200 lines"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def one_line(text: str) -> str:
    """The text in normal form C in one line, single-spaced."""
    return " ".join(normal(text).split())


def _can_be_seen(text: str) -> bool:
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)

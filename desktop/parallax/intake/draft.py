"""What every format makes: paragraphs with what the format knows of them, ready to become an Article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parallax.article import Article, Cleaning, Paragraph, Role, normal
from parallax.errors import Damaged, EmptyArticle, TooLarge
from parallax.intake import particulars
from parallax.intake.datelines import published_in
from parallax.intake.limits import MAX_ALL_TEXT, MAX_ARTICLES, MAX_PARAGRAPHS, MAX_TEXT
from parallax.intake.roles import roles_of
from parallax.intake.unwrap import is_table_row

MOST_KEPT = 500
"""The most pieces that were left out or joined and are kept one by one."""
MOST_KEPT_TEXT = 500_000
"""The most code points that are kept of these."""
MAX_MARKS = 500
"""The most combining marks in a row that are read."""

_HIGH_RUN = re.compile(f"[\u0300-\U0010ffff]{{{MAX_MARKS},}}")
_RUN = re.compile(r"[ \t]{2,}|\t")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, without line ends; `role` where the format gives it, `verbatim` to keep its runs of spaces.

    `was` holds the lines it was joined from, as they stood, with line feeds; empty where nothing was joined. `why`
    says of a piece that is no part of the article what it is ("a menu", "the foot of a page"): its words are left out
    of the text, and kept so that the reader can put them back.
    """

    text: str
    role: Role | None = None
    verbatim: bool = False
    was: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The pieces of one article in reading order, its particulars as far as they are known, and what was done.

    `cleaning` holds whole sentences; what was done to single pieces stands in these. `sources` says where title,
    outlet, author and published were found: ("outlet", "og:site_name"). `retrieved` says when the page was saved.
    """

    pieces: tuple[Piece, ...]
    outlet: str = ""
    author: str = ""
    published: str = ""
    location: str = ""
    cleaning: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    retrieved: str = ""


def check_text(text: str, name: str) -> None:
    """Raises TooLarge for a text past `MAX_TEXT` code points, Damaged for one that `check_marks` refuses."""
    if len(text) > MAX_TEXT:
        raise TooLarge(name, f"the text is longer than {MAX_TEXT:,} characters; split it, or paste the article alone.")
    check_marks(text, name)


def check_all_text(text: str, name: str) -> None:
    """Raises TooLarge for the text of a file past `MAX_ALL_TEXT` code points, Damaged as `check_marks` does."""
    if len(text) > MAX_ALL_TEXT:
        raise TooLarge(name, f"the text is longer than {MAX_ALL_TEXT:,} characters; split it.")
    check_marks(text, name)


def check_number(articles: int, name: str) -> None:
    """Raises TooLarge for a file of more than `MAX_ARTICLES`."""
    if articles > MAX_ARTICLES:
        what = f"the file holds {articles:,} articles, and no more than {MAX_ARTICLES:,} are read; split it."
        raise TooLarge(name, what)


def check_together(length: int, name: str) -> None:
    """Raises TooLarge for articles of one file that are longer together than `MAX_ALL_TEXT` code points."""
    if length > MAX_ALL_TEXT:
        raise TooLarge(name, f"its articles are longer than {MAX_ALL_TEXT:,} characters together; split it.")


def check_marks(text: str, name: str) -> None:
    """Raises Damaged for more than `MAX_MARKS` combining marks in a row: putting them into normal form takes time
    with the square of their number. (Unicode Standard Annex 15 knows no text that needs more than 30.)"""
    if len(text.encode("utf-8", "surrogatepass")) - len(text) <= MAX_MARKS:  # each takes one byte more at least
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
    made = _Text(name)
    for piece in draft.pieces:
        made.add(piece)
    if not any(map(_can_be_seen, made.texts)):
        raise EmptyArticle(name, "there is nothing to read in it; choose another file, or paste the article.")
    whole = "\n".join(made.texts)
    check_text(whole, name)
    if len(made.texts) > MAX_PARAGRAPHS:
        raise TooLarge(name, f"the text has more than {MAX_PARAGRAPHS:,} paragraphs; split it, or paste the article.")
    roles = roles_of(made.texts, made.known)
    paragraphs = []
    at = 0
    for text, role in zip(made.texts, roles, strict=True):
        paragraphs.append(Paragraph(at, at + len(text), role))
        at += len(text) + 1
    published, sources = particulars.day(draft.published), draft.sources
    if not published and (published := published_in(made.texts, roles)):
        sources = (*sources, ("published", "the dateline"))
    return Article.of(
        whole,
        tuple(paragraphs),
        outlet=particulars.name(draft.outlet),
        author=particulars.name(draft.author),
        published=published,
        location=particulars.address(draft.location),
        retrieved=draft.retrieved,
        raw_sha256=raw_sha256,
        cleaning=(*map(_told, draft.cleaning), *made.told(), *made.within(len(whole))),
        sources=particulars.sources(sources),
    )


class _Text:
    """The paragraphs of a draft one after another, and what was done to make them."""

    def __init__(self, name: str) -> None:
        self.texts: list[str] = []
        self.known: list[Role | None] = []
        self._name = name
        self._at = 0
        self._folded = 0
        self._kept = 0
        self._unlisted = 0
        self._done: list[Cleaning] = []

    def add(self, piece: Piece) -> None:
        """Raises Damaged for what `check_marks` refuses."""
        check_marks(piece.text, self._name)
        text = normal(piece.text).replace("\n", " ").strip()
        if piece.why:
            if text:
                what = particulars.sentence(f"Left out {piece.why}.")
                self._keep(Cleaning(what, self._at, self._at, text, piece.role or "furniture"))
            return
        if not piece.verbatim and ("  " in text or "\t" in text) and not is_table_row(text):
            text, times = _RUN.subn(" ", text)
            self._folded += times
        if not text:
            return
        self.texts.append(text)
        self.known.append(piece.role)
        start, self._at = self._at, self._at + len(text) + 1
        if piece.was:
            check_marks(piece.was, self._name)
            was = normal(piece.was).strip()
            joined = counted(was.count("\n") + 1, "line")
            self._keep(Cleaning(f"Joined {joined}.", start, start + len(text), was))

    def _keep(self, done: Cleaning) -> None:
        """Keep what can be taken back; past a number that nobody looks through it is only counted."""
        self._kept += len(done.was)
        if len(self._done) < MOST_KEPT and self._kept <= MOST_KEPT_TEXT:
            self._done.append(done)
        else:
            self._unlisted += 1

    def told(self) -> Iterator[Cleaning]:
        """What is said of the text as a whole."""
        if self._folded:
            yield Cleaning(f"Made one space of {counted(self._folded, 'longer gap')} between words.")
        if self._unlisted:
            yield Cleaning(f"{counted(self._unlisted, 'more change')} are not listed one by one; the file is kept.")

    def within(self, length: int) -> Iterator[Cleaning]:
        """What was done at a place, each within a text of `length` code points."""
        for done in self._done:
            yield replace(done, start=min(done.start, length), end=min(done.end, length))


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 line", "1,200 lines"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def folded(text: str) -> str:
    """The words of a text without case and marks, to tell whether two lines say the same."""
    return " ".join(_WORD.findall(text.casefold()))


def one_line(text: str) -> str:
    """The text in normal form C in one line, single-spaced."""
    return " ".join(normal(text).split())


def _told(what: str) -> Cleaning:
    return Cleaning(particulars.sentence(what))


def _can_be_seen(text: str) -> bool:
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)

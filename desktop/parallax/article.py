"""What goes in: articles, their paragraphs and sentences. All offsets are code points into `Article.text`."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

Role = Literal["headline", "standfirst", "byline", "dateline", "body", "caption", "correction", "furniture"]
ROLES: tuple[Role, ...] = get_args(Role)
BODY_ROLES: frozenset[Role] = frozenset({"standfirst", "dateline", "body", "correction"})
"""The roles of the paragraphs that `Article.body` holds."""

ArticleRole = Literal["report", "source"]
Span = tuple[int, int]

_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"[^\n]+")
_BROKEN = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of `Article.text` from `start` to `end` (code points, end excluded). What is read from a file or made of a
    text has no line end in it; a paragraph that the reader of a story joined from several holds the line ends that
    stood between them, which count as spaces."""

    start: int
    end: int
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence `index` (from 0) of article number `article`; `paragraph` is an index into its paragraphs."""

    article: int
    index: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Cleaning:
    """One thing that reading did to a text; `what` says it in words.

    Where it can be taken back, `was` is what stood in the place of `text[start:end]` (code points): the words of a
    paragraph that was left out, with `role`, where start and end are one; else the lines that were joined, with their
    line feeds. Where `was` is empty, it is only told.
    """

    what: str
    start: int = 0
    end: int = 0
    was: str = ""
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's report in one story, or one version of it.

    `id` is random and names *this outlet's report in this story*: the same agency copy under two outlets is two
    articles. `text` is in Unicode normal form C with one or more line feeds between paragraphs, the headline first
    when there is one; `text_sha256` names this revision of it. `published` and `retrieved` are ISO 8601 or empty,
    `location` a path or address or empty, `raw_sha256` the digest of the bytes it was read from or empty.
    `cleaning` says what reading it removed, joined or unwrapped. `sources` says of title, outlet, author and published
    where each was found, as (name, place): ("outlet", "og:site_name").
    """

    id: str
    outlet: str
    author: str
    published: str
    location: str
    retrieved: str
    role: ArticleRole
    raw_sha256: str
    text: str
    text_sha256: str
    paragraphs: tuple[Paragraph, ...]
    cleaning: tuple[Cleaning, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_text(
        cls, text: str, *, title: str = "", outlet: str = "", published: str | None = None, role: ArticleRole = "report"
    ) -> Article:
        """An article of a text as it is, but for normal form C and line ends: each line that is not blank is a
        paragraph. A title becomes the first paragraph, as headline. Raises nothing: an empty text has no paragraphs.
        """
        text = normal(text)
        title = " ".join(normal(title).split())
        if title:
            text = f"{title}\n{text}"
        lines = paragraph_spans(text)
        roles: list[Role] = ["headline" if title and k == 0 else "body" for k in range(len(lines))]
        paragraphs = tuple(Paragraph(s, e, r) for (s, e), r in zip(lines, roles, strict=True))
        return cls.of(text, paragraphs, outlet=outlet, published=published or "", role=role)

    @classmethod
    def of(
        cls,
        text: str,
        paragraphs: tuple[Paragraph, ...],
        *,
        outlet: str = "",
        author: str = "",
        published: str = "",
        location: str = "",
        retrieved: str = "",
        role: ArticleRole = "report",
        raw_sha256: str = "",
        cleaning: tuple[Cleaning, ...] = (),
        sources: tuple[tuple[str, str], ...] = (),
    ) -> Article:
        """A new article, with a new random id, of a text in normal form C whose paragraphs are known."""
        return cls(
            id=new_id(),
            outlet=outlet,
            author=author,
            published=published,
            location=location,
            retrieved=retrieved,
            role=role,
            raw_sha256=raw_sha256,
            text=text,
            text_sha256=sha256(text),
            paragraphs=paragraphs,
            cleaning=cleaning,
            sources=sources,
        )

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Article:
        """A new article of lines in normal form C, each of them, unless it is empty, a body paragraph of its own."""
        kept = [line for line in lines if line]
        at, paragraphs = 0, []
        for line in kept:
            paragraphs.append(Paragraph(at, at + len(line)))
            at += len(line) + 1
        return cls.of("\n".join(kept), tuple(paragraphs))

    @property
    def title(self) -> str:
        """The headline, or an empty string."""
        return next((self.line(p) for p in self.paragraphs if p.role == "headline"), "")

    @property
    def body(self) -> str:
        """The paragraphs of role standfirst, dateline, body and correction, joined by line feeds."""
        return "\n".join(self.line(p) for p in self.paragraphs if p.role in BODY_ROLES)

    def line(self, paragraph: Paragraph) -> str:
        """The words of a paragraph on one line: what the reader joined has a space for the line ends in it."""
        return _BROKEN.sub(" ", self.text[paragraph.start : paragraph.end])


def new_id() -> str:
    """A random id: 16 bytes in URL-safe letters."""
    return secrets.token_urlsafe(16)


def sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def normal(text: str) -> str:
    """The text in Unicode normal form C, with every kind of line end as one line feed and no byte order mark. A lone
    surrogate, which no encoding can hold, becomes U+FFFD."""
    return _normal_form(text.removeprefix("\ufeff"))


def _normal_form(text: str) -> str:
    """`normal`, but for a byte order mark, which is one at the very start of a text only."""
    if text.isprintable():  # most paragraphs: without line ends and surrogates
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", _LINE_END.sub("\n", text)))


def paragraph_spans(text: str) -> list[Span]:
    """(start, end) of each line that is not blank, without the white space around it."""
    spans = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if stripped:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            spans.append((start, start + len(stripped)))
    return spans


@cache
def _joins_before() -> frozenset[str]:
    """Characters of combining class 0 that may compose with the one before them (Unicode's NFC_QC=Maybe)."""
    found = set()
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    found.update(map(chr, range(0x1161, 0x1176)), map(chr, range(0x11A8, 0x11C3)))  # Hangul, composed by rule
    return frozenset(found)


class Origin:
    """From offsets into `normal(text)` back to offsets into the text as it was given."""

    def __init__(self, given: str) -> None:
        self.text = normal(given)
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        if self.text != given:
            self._map(given)

    def _map(self, given: str) -> None:
        """Normalise piece by piece; a character of a piece that changed maps to the whole piece."""
        joins = _joins_before()
        starts: list[int] = []
        ends: list[int] = []
        at = 1 if given.startswith("\ufeff") else 0
        while at < len(given):
            end = at + 1
            if given[at] == "\r" and given[end : end + 1] == "\n":
                end += 1
            while end < len(given) and (unicodedata.combining(given[end]) or given[end] in joins):
                end += 1
            piece = given[at:end]
            made = _normal_form(piece)
            if len(made) == len(piece):
                starts.extend(range(at, end))
                ends.extend(range(at + 1, end + 1))
            else:
                starts.extend([at] * len(made))
                ends.extend([end] * len(made))
            at = end
        if len(starts) != len(self.text):
            raise AssertionError("normal form C was not the same piece by piece")
        self._starts, self._ends = starts, ends

    def span(self, start: int, end: int) -> Span:
        """The span of the given text that became `start` to `end` of `self.text`."""
        if self._starts is None:
            return start, end
        if start >= end:
            at = self._starts[start] if start < len(self._starts) else (self._ends[-1] if self._ends else 0)
            return at, at
        return self._starts[start], self._ends[end - 1]

"""One article among the lines of a press database's export: which of its lines are what.

The lines of an export are strings without white space around them; an empty one stands where a paragraph ends. All
numbers of lines are offsets into that list, the end excluded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from parallax.article import Role

HEADING = "the export's own heading"
CLASSIFICATION = "the export's own classification"
CONTENTS = "the cover of the export"
PICTURE = "the export's note of a picture"
LABEL = "the export's own label"

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines from `start` to `end`: of a role, or body where there is none, or left out for the reason `why`.
    The first `label` code points of the first line are the export's own ("BYLINE: "). `joined` where the lines are one
    paragraph."""

    start: int
    end: int
    role: Role | None = None
    why: str = ""
    label: int = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: its parts in order, its particulars as its heading states them, and what is to be said of it."""

    parts: tuple[Part, ...]
    outlet: str = ""
    author: str = ""
    published: str = ""
    cleaning: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether something of it is body."""
        return any(not part.why and part.role in (None, "body") for part in self.parts)


def blocks(lines: Lines, start: int, end: int, begins: Callable[[str], object] | None = None) -> list[tuple[int, int]]:
    """The runs of lines that are not empty; a line of which `begins` is true starts one of its own."""
    found: list[tuple[int, int]] = []
    at: int | None = None
    for k in range(start, end):
        if not lines[k]:
            if at is not None:
                found.append((at, k))
            at = None
        elif at is None:
            at = k
        elif begins is not None and begins(lines[k]):
            found.append((at, k))
            at = k
    if at is not None:
        found.append((at, end))
    return found


def words_of(lines: Lines, start: int, end: int) -> str:
    """The lines in one."""
    return " ".join(filter(None, lines[start:end]))


def chunks_to(marks: Sequence[int]) -> list[tuple[int, int]]:
    """(start, line of the mark) of each article, where a mark ends each of them."""
    return list(zip([0, *(k + 1 for k in marks[:-1])], marks, strict=True)) if marks else []


def with_rest(made: Sequence[Entry], lines: Lines, start: int) -> list[Entry]:
    """The articles, the last one with the lines from `start` on, which belong to none, left out behind it."""
    after = left_out(lines, start, len(lines), CLASSIFICATION)
    return [*made[:-1], replace(made[-1], parts=(*made[-1].parts, *after))]


def left_out(lines: Lines, start: int, end: int, why: str) -> list[Part]:
    """The lines that are not empty, each left out."""
    return [Part(k, k + 1, why=why) for k in range(start, end) if lines[k]]


def trimmed(lines: Lines, start: int, end: int) -> tuple[int, int]:
    """The same lines without empty ones at either end."""
    while start < end and not lines[start]:
        start += 1
    while start < end and not lines[end - 1]:
        end -= 1
    return start, end


def body(lines: Lines, start: int, end: int, label: int = 0) -> list[Part]:
    """The lines as body, or nothing where all are empty."""
    start, end = trimmed(lines, start, end)
    return [Part(start, end, label=label)] if start < end else []


_BY = re.compile(r"(?:by|von|par|por|door|di|da)\b[: ]\s*", re.IGNORECASE)


def author_of(line: str) -> str:
    """The names in a byline, without "By"."""
    return line[found.end() :] if (found := _BY.match(line)) else line


def is_byline(line: str) -> bool:
    """Whether a short line begins as a byline does."""
    found = _BY.match(line)
    return bool(found) and len(line) <= 160 and line[found.end() : found.end() + 1].isupper() if found else False

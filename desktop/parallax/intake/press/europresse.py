"""Europresse: each article ends with the number of its document, "news·20240427·MG·0012", which holds its date."""

from __future__ import annotations

import re

from parallax.intake.press.entries import (
    CLASSIFICATION,
    HEADING,
    Entry,
    Lines,
    Part,
    author_of,
    body,
    chunks_to,
    is_byline,
    left_out,
    with_rest,
)
from parallax.intake.press.written_dates import date_in

NAME = "Europresse"
MARK = re.compile(r"(?:news|web|pub|bio|tv|radio)\s?·\s?(\d{8})\s?·\s?[A-Z0-9]{1,8}\s?·\s?\S{3,60}")
_HEAD = re.compile(r"(?:\d[\d ]{0,6} ?(?:mots|words)|\bp\. ?\S+|(?:19|20)\d\d)", re.IGNORECASE)
_RIGHTS = re.compile(r"©|Copyright|Tous droits réservés|All rights reserved", re.IGNORECASE)
_FURNITURE = re.compile(r"Certificat émis .*|Document généré.*|Cet article (?:est paru|a été publié).*|Note\(s\) ?:?.*")
_HEAD_LINES = 8
_ENOUGH = 0.8


def marks_in(lines: Lines) -> list[int]:
    """The lines that end an article; none where the file is no such export: most articles begin with an outlet and a
    line with a date or a number of words."""
    marks = [k for k, line in enumerate(lines) if len(line) <= 90 and MARK.fullmatch(line)]
    told = sum(_header_line(lines, start, end) is not None for start, end in chunks_to(marks))
    return marks if marks and told >= _ENOUGH * len(marks) else []


def entries_in(lines: Lines, marks: list[int]) -> list[Entry]:
    """The articles that end at the marks."""
    made = [_entry(lines, start, end) for start, end in chunks_to(marks)]
    return with_rest(made, lines, marks[-1] + 1)


def _header_line(lines: Lines, start: int, end: int) -> int | None:
    """The line below the outlet that states the day, the page or the number of words."""
    found = [k for k in range(start, end) if lines[k]][:_HEAD_LINES]
    return next((k for k in found[1:] if len(lines[k]) <= 120 and _HEAD.search(lines[k])), None)


def _entry(lines: Lines, start: int, end: int) -> Entry:
    header = _header_line(lines, start, end)
    if header is None:
        return Entry(tuple(left_out(lines, start, end + 1, HEADING)))
    stamp = MARK.fullmatch(lines[end])
    published = date_in(lines[header]) or (date_in(_dashed(stamp[1])) if stamp else "")
    above = [k for k in range(start, header) if lines[k]]
    outlet = lines[above[0]].partition(", no")[0].strip() if above else ""
    parts: list[Part] = left_out(lines, start, header + 1, HEADING)
    rest = [k for k in range(header + 1, end) if lines[k]]
    if rest:
        parts.append(Part(rest[0], rest[0] + 1, "headline"))
    at = rest[0] + 1 if rest else end
    author = ""
    if len(rest) > 1 and is_byline(lines[rest[1]]):
        author = author_of(lines[rest[1]])
        parts.append(Part(rest[1], rest[1] + 1, "byline"))
        at = rest[1] + 1
    stop = end
    for k in reversed(rest):
        if not (_RIGHTS.search(lines[k]) and len(lines[k]) <= 200) and not _FURNITURE.fullmatch(lines[k]):
            break
        stop = k
    parts += body(lines, at, max(at, stop))
    parts += left_out(lines, max(at, stop), end + 1, CLASSIFICATION)
    return Entry(tuple(parts), outlet, author, published)


def _dashed(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"

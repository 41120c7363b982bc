"""Nexis Uni, Lexis+ and the newer Nexis: a heading, a line that says "Body", the text, "Load-Date: …" and
"End of Document"."""

from __future__ import annotations

import re
from itertools import pairwise

from parallax.article import Role
from parallax.intake.press.entries import (
    CLASSIFICATION,
    CONTENTS,
    HEADING,
    PICTURE,
    Entry,
    Lines,
    Part,
    author_of,
    blocks,
    body,
    chunks_to,
    left_out,
    with_rest,
    words_of,
)
from parallax.intake.press.written_dates import begins_with_date, date_in

NAME = "Nexis"
MARK = re.compile(r"End of Document|Ende des Dokuments?|Fin du document|Einde van document", re.IGNORECASE)
_BODY = re.compile(r"Body|Haupttext|Corps|Full Text", re.IGNORECASE)
_LABEL = re.compile(r"(Section|Length|Byline|Dateline|Highlight|Series|Column|Distribution|Author)s?: ?")
_LENGTH = re.compile(r"Length: *[\d.,]+ *\w+")
_RIGHTS = re.compile(r"Copyright\b|©|\(c\) ?\d{4}", re.IGNORECASE)
_ANY_LABEL = re.compile(
    r"(?:Load-Date|Language|Publication-Type|Journal Code|Subject|Industry|Geographic|Organization|Company|Person"
    r"|Ticker|State|City|Country|Ethnicity|Acc-No|ISSN|URL|Document-Type|Correction-Date|Publication Date|Name): ?"
)
_PICTURE = re.compile(r"Graphics?|Images?")
_NOTES = re.compile(r"Notes?|Correction-Date: ?.*")
_CORRECTION = re.compile(r"Corrections?")
_PAGE = re.compile(r"Page \d+ of \d+|Link to (?:Image|PDF|Original).*", re.IGNORECASE)
_ROLES: dict[str, Role] = {
    "Byline": "byline",
    "Author": "byline",
    "Dateline": "dateline",
    "Highlight": "standfirst",
}
_HEAD_LINES = 60
_MOST_TITLE_LINES = 6
_ENOUGH = 0.8


def marks_in(lines: Lines) -> list[int]:
    """The lines that end an article; none where the file is no such export: before most of them a line says "Body",
    and another how long the article is or when it was loaded."""
    marks = [k for k, line in enumerate(lines) if len(line) <= 24 and MARK.fullmatch(line)]
    told = 0
    for start, end in chunks_to(marks):
        at = _body_line(lines, start, end)
        told += at is not None and any(_LENGTH.match(one) or one.startswith("Load-Date:") for one in lines[start:end])
    return marks if marks and told >= _ENOUGH * len(marks) else []


def entries_in(lines: Lines, marks: list[int]) -> list[Entry]:
    """The articles that end at the marks."""
    made = [_entry(lines, start, end, start == 0) for start, end in chunks_to(marks)]
    return with_rest(made, lines, marks[-1] + 1)


def _body_line(lines: Lines, start: int, end: int) -> int | None:
    return next((k for k in range(start, end) if len(lines[k]) <= 12 and _BODY.fullmatch(lines[k])), None)


def _entry(lines: Lines, start: int, end: int, has_cover: bool) -> Entry:
    text = _body_line(lines, start, end)
    if text is None:
        return Entry(tuple(left_out(lines, start, end + 1, HEADING)))
    labelled = range(max(start, text - _HEAD_LINES), text)
    head = next((k for k in labelled if _LABEL.match(lines[k]) and _is_heading(lines, k, text)), text)
    dated = next(
        (k for k in range(head - 1, max(start, head - _HEAD_LINES) - 1, -1) if begins_with_date(lines[k])), None
    )
    parts: list[Part] = []
    outlet = published = ""
    if dated is None:
        title = _title_before(lines, start, head, has_cover)
    else:
        published = date_in(lines[dated])
        above = next((k for k in range(dated - 1, start - 1, -1) if lines[k]), None)
        outlet = lines[above] if above is not None else ""
        title = _title_before(lines, start, dated if above is None else above, has_cover)
    parts += left_out(lines, start, title[0], CONTENTS if has_cover else HEADING)
    if title[0] < title[1]:
        parts.append(Part(*title, role="headline", joined=True))
    parts += left_out(lines, title[1], head, HEADING)
    labels, author = _labels(lines, head, text)
    parts += labels
    parts.append(Part(text, text + 1, why=HEADING))
    parts += _text(lines, text + 1, end)
    parts.append(Part(end, end + 1, why=HEADING))
    return Entry(tuple(parts), outlet, author, published)


def _is_heading(lines: Lines, at: int, text: int) -> bool:
    """Whether what lies between a labelled line and "Body" are a few more of these and no paragraphs."""
    return len(blocks(lines, at, text)) <= 16 and not any(begins_with_date(line) for line in lines[at:text])


def _title_before(lines: Lines, start: int, end: int, has_cover: bool) -> tuple[int, int]:
    """The lines of the title that ends before `end`: all from `start`, or the last block of them below a cover."""
    found = [one for one in blocks(lines, start, end) if not _PAGE.fullmatch(words_of(lines, *one))]
    if not found:
        return end, end
    several = {words_of(lines, *one) for one in found}
    if has_cover or len(several) == 1 or found[-1][1] - found[0][0] > _MOST_TITLE_LINES:
        return found[-1]
    return found[0][0], found[-1][1]


def _labels(lines: Lines, head: int, text: int) -> tuple[list[Part], str]:
    parts: list[Part] = []
    author = ""
    for a, b in blocks(lines, head, text, _LABEL.match):
        label = _LABEL.match(lines[a])
        role = _ROLES.get(label[1]) if label else None
        if label and role:
            parts.append(Part(a, b, role, label=label.end(), joined=True))
            if role == "byline":
                author = author_of(words_of(lines, a, b)[label.end() :])
        else:
            parts += left_out(lines, a, b, HEADING)
    return parts, author


def _text(lines: Lines, start: int, end: int) -> list[Part]:
    """The text of an article and what the export says after it."""
    tail = _tail(lines, start, end)
    parts: list[Part] = []
    cuts = [
        (k, why)
        for k in range(start, tail)
        for mark, why in ((_PICTURE, PICTURE), (_NOTES, CLASSIFICATION), (_CORRECTION, ""))
        if len(lines[k]) <= 40 and mark.fullmatch(lines[k])
    ]
    parts += body(lines, start, cuts[0][0] if cuts else tail)
    for (k, why), (following, _) in pairwise([*cuts, (tail, "")]):
        if why:
            parts += left_out(lines, k, following, why)
            continue
        parts.append(Part(k, k + 1, why=HEADING))
        parts += [Part(a, b, "correction", joined=True) for a, b in blocks(lines, k + 1, following)]
    return parts + left_out(lines, tail, end, CLASSIFICATION)


def _tail(lines: Lines, start: int, end: int) -> int:
    """The line at which the classification begins: the last one that says so, else the first of the labelled blocks
    at the end."""
    for k in range(end - 1, start - 1, -1):
        if lines[k] == "Classification":
            return k
    found = blocks(lines, start, end, _ANY_LABEL.match)
    while found and _ANY_LABEL.match(lines[found[-1][0]]):
        end = found.pop()[0]
    return end

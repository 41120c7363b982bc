"""Nexis in its older form: "3 of 25 DOCUMENTS" above each article, "LENGTH: 512 words" before its text and
"LOAD-DATE: …" after it, on an English, German, French or Dutch screen."""

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
    left_out,
    trimmed,
    words_of,
)
from parallax.intake.press.written_dates import begins_with_date, date_in

NAME = "Nexis"
MARK = re.compile(
    r"(?:FOCUS - )?(?:(\d{1,5}) of \d{1,5} DOCUMENTS?|Dokument (\d{1,5}) von \d{1,5}"
    r"|Document (\d{1,5}) (?:de|van) \d{1,5})"
)
_LENGTH = re.compile(r"(?:LENGTH|LÄNGE|LONGUEUR|LENGTE|LONGITUD): *[\d.,]+ *\w+")
_BYLINES = ("BYLINE", "AUTOR", "AUTEUR", "AUTHOR")
_DATELINES = ("DATELINE",)
_STANDFIRSTS = ("HIGHLIGHT", "ENCART")
_HEAD = (
    *_BYLINES,
    *_DATELINES,
    *_STANDFIRSTS,
    *("SECTION", "LENGTH", "SERIES", "COLUMN", "RUBRIK", "LÄNGE", "RUBRIQUE", "LONGUEUR", "SECTIE", "LENGTE"),
    *("DISTRIBUTION", "SOURCE", "LONGITUD"),
)
_PICTURES = ("GRAPHIC", "GRAFIK", "IMAGE", "PHOTO")
_CORRECTIONS = ("CORRECTION",)
_TAIL = (
    *_PICTURES,
    *_CORRECTIONS,
    *("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "JOURNAL-CODE", "SUBJECT", "UPDATE", "SPRACHE", "ZEITUNGS-CODE"),
    *("CORRECTION-DATE", "NOTES", "URL", "ISSN", "ACC-NO", "DOCUMENT-TYPE", "PUB-TYPE", "NAME", "COMPANY", "TICKER"),
    *("INDUSTRY", "GEOGRAPHIC", "PERSON", "ORGANIZATION", "COUNTRY", "STATE", "CITY", "TYPE", "TAAL", "LANGUE"),
    *("DATE-CHARGEMENT", "TYPE-PUBLICATION", "LAADDATUM", "CODE-REVUE", "TRANSCRIPT", "PUBLICATION-DATE"),
)
_ANY = re.compile(rf"({'|'.join(sorted({*_HEAD, *_TAIL}, key=len, reverse=True))}): ?")
_TAIL_LABEL = re.compile(rf"({'|'.join(sorted(_TAIL, key=len, reverse=True))}): ?")
_RIGHTS = re.compile(
    r"(?:Copyright|©|\(c\)) ?(?:©|\(c\))? ?(?:1[89]|20)\d\d\b|All Rights Reserved|Alle Rechte vorbehalten"
    r"|Tous droits réservés|Alle rechten voorbehouden",
    re.IGNORECASE,
)
_EDITION = re.compile(r"edition|ausgabe|final\b|édition|editie|;$", re.IGNORECASE)
_HEAD_BLOCKS = 14
_ENOUGH = 0.8


def marks_in(lines: Lines) -> list[int]:
    """The lines that begin an article; none where the file is no such export: their numbers run from one, and most
    of them are followed by the length of an article."""
    marks: list[int] = []
    numbers: list[int] = []
    for k, line in enumerate(lines):
        if len(line) <= 40 and (found := MARK.fullmatch(line)):
            marks.append(k)
            numbers.append(int(next(filter(None, found.groups()))))
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    if not marks or rising < _ENOUGH * (len(marks) - 1):
        return []
    ends = [*marks[1:], len(lines)]
    told = sum(any(map(_LENGTH.match, lines[k:end])) for k, end in zip(marks, ends, strict=True))
    return marks if told >= _ENOUGH * len(marks) else []


def entries_in(lines: Lines, marks: list[int]) -> list[Entry]:
    """The articles that begin at the marks."""
    cover = left_out(lines, 0, marks[0], CONTENTS)
    made = [_entry(lines, k, end) for k, end in zip(marks, [*marks[1:], len(lines)], strict=True)]
    first = made[0]
    return [Entry((*cover, *first.parts), first.outlet, first.author, first.published), *made[1:]]


def _entry(lines: Lines, start: int, end: int) -> Entry:
    parts = [Part(start, start + 1, why=HEADING)]
    rest = blocks(lines, start + 1, end, _ANY.match)
    dated = next((k for k, (a, b) in enumerate(rest[:4]) if any(map(begins_with_date, lines[a:b]))), None)
    outlet = published = author = ""
    at = 0
    if dated is not None:
        for a, b in rest[: dated + 1]:
            parts += left_out(lines, a, b, HEADING)
        outlet = words_of(lines, *rest[0]) if dated else ""
        published = next(filter(None, map(date_in, lines[slice(*rest[dated])])), "")
        at = dated + 1
    first_label = next((k for k in range(at, min(len(rest), at + _HEAD_BLOCKS)) if _ANY.match(lines[rest[k][0]])), at)
    titles = rest[at:first_label]
    goes_on = False
    while len(titles) > 1 and (goes_on or _EDITION.search(lines[titles[0][0]])):
        goes_on = lines[titles[0][0]].endswith(";")
        parts += left_out(lines, *titles.pop(0), HEADING)
    for k, (a, b) in enumerate(titles):
        parts.append(Part(a, b, "standfirst" if k else "headline", joined=True))
    at = first_label
    last = min(len(rest), at + _HEAD_BLOCKS)
    while at < last and (label := _ANY.match(lines[rest[at][0]])) and label[1] in _HEAD:
        a, b = rest[at]
        role: Role | None = None
        if label[1] in _BYLINES:
            role, author = "byline", author_of(words_of(lines, a, b)[label.end() :])
        elif label[1] in _DATELINES:
            role = "dateline"
        elif label[1] in _STANDFIRSTS:
            role = "standfirst"
        parts += [Part(a, b, role, label=label.end(), joined=True)] if role else left_out(lines, a, b, HEADING)
        at += 1
    tail = _tail(lines, rest, at)
    text = rest[at:tail]
    if text:
        parts += body(lines, text[0][0], text[-1][1])
    for a, b in rest[tail:]:
        label = _TAIL_LABEL.match(lines[a])
        if label and label[1] in _CORRECTIONS:
            parts.append(Part(a, b, "correction", label=label.end(), joined=True))
        else:
            why = PICTURE if label and label[1] in _PICTURES else CLASSIFICATION
            parts += left_out(lines, *trimmed(lines, a, b), why)
    return Entry(tuple(parts), outlet, author, published)


def _tail(lines: Lines, rest: list[tuple[int, int]], at: int) -> int:
    """The number of the first block after the text: of those at the end that are labelled or state the rights."""
    tail = len(rest)
    while tail > at:
        a, b = rest[tail - 1]
        if not _TAIL_LABEL.match(lines[a]) and not (_RIGHTS.search(words_of(lines, a, b)) and b - a <= 4):
            break
        tail -= 1
    return tail

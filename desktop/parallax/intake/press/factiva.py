"""Factiva, in both of its forms: as displayed ("512 words", a date, the outlet, its code; "Document ABCD000020240427…"
after the text) and with tags (HD headline, BY author, WC words, PD date, SN outlet, LP and TD text)."""

from __future__ import annotations

import re
from collections import Counter

from parallax.article import Role
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
    words_of,
)
from parallax.intake.press.written_dates import begins_with_date, date_in

NAME = "Factiva"
MARK = re.compile(
    r"(?:AN\s+)?(?:Document|Dokument|Documento|Documenta|Документ|文書|文件)\s+"
    r"(?=[A-Za-z0-9]*\d{6})[A-Z][A-Z0-9]{3,}[A-Za-z0-9]{8,30}"
)
_WORDS = re.compile(
    r"(?:WC\s+)?[\d.,]{1,9}\s?(?:words?|mots|Wörter|palabras|parole|palavras|woorden|字|語|слов)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[AP]M)?(?: [A-Z]{2,4})?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_RIGHTS = re.compile(r"Copyright\b|©|\(c\) ?(?:Copyright|\d{4})|All rights reserved", re.IGNORECASE)
_LANGUAGES = frozenset(
    "english german french spanish italian dutch portuguese russian englisch deutsch französisch spanisch anglais"
    " français allemand espagnol inglés español francés inglese italiano inglês português engels nederlands".split()
)
_TAGS = frozenset(
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN CLM ART DLN".split()
)
_TAG = re.compile(r"([A-Z]{2,3})(?:\s+(?=\S)|$)")
_CLEAR_TAG = re.compile(r"(?:[A-Z]{2,3}(?:\s{2}|\t|$)|(?:NS|RE|IPC|IPD|PUB|CT|RF)\s|(?:CO|IN)\s\w{2,12}\s:)")
_ENOUGH = 0.8
_HEAD_LINES = 24
_MOST_AFTER_WORDS = 12
_SHORT_LAST_LINE = 80


def marks_in(lines: Lines) -> list[int]:
    """The lines that end an article; none where the file is no such export: before most of them the number of words
    stands above a date."""
    marks = [k for k, line in enumerate(lines) if len(line) <= 60 and MARK.fullmatch(line)]
    told = sum(
        _is_tagged(lines, start, end) or _words_line(lines, start, end) is not None for start, end in chunks_to(marks)
    )
    return marks if marks and told >= _ENOUGH * len(marks) else []


def entries_in(lines: Lines, marks: list[int]) -> list[Entry]:
    """The articles that end at the marks."""
    chunks = chunks_to(marks)
    lasts = Counter(lines[k] for start, end in chunks if (k := _last_line(lines, start, end)) is not None)
    publishers = {line for line, times in lasts.items() if times > 1 and len(line) <= _SHORT_LAST_LINE}
    made = []
    for start, end in chunks:
        if _is_tagged(lines, start, end):
            made.append(_tagged(lines, start, end))
        else:
            made.append(_displayed(lines, start, end, publishers))
    return with_rest(made, lines, marks[-1] + 1)


def _words_line(lines: Lines, start: int, end: int) -> int | None:
    """The line with the number of words, a date in one of the three below it."""
    for k in range(start, end):
        if len(lines[k]) <= 24 and _WORDS.fullmatch(lines[k]):
            below = [line for line in lines[k + 1 : min(end, k + 7)] if line][:3]
            if any(map(begins_with_date, below)):
                return k
    return None


def _last_line(lines: Lines, start: int, end: int) -> int | None:
    return next((k for k in range(end - 1, start - 1, -1) if lines[k]), None)


def _displayed(lines: Lines, start: int, end: int, publishers: set[str]) -> Entry:
    words = _words_line(lines, start, end)
    if words is None:
        return Entry(tuple(left_out(lines, start, end + 1, HEADING)))
    parts, author = _above(lines, start, words)
    parts.append(Part(words, words + 1, why=HEADING))
    outlet = published = ""
    at = words + 1
    seen = 0
    while at < end and seen < _MOST_AFTER_WORDS:
        line = lines[at]
        if line:
            seen += 1
            if not published:
                published = date_in(line)
            elif not outlet and not _TIME.fullmatch(line):
                outlet = line
            elif outlet and not _is_after_outlet(line):
                break
            parts.append(Part(at, at + 1, why=HEADING))
            if _RIGHTS.search(line) and outlet:
                at += 1
                break
        at += 1
    last = _last_line(lines, at, end)
    stop = last if last is not None and lines[last] in publishers and last > at else end
    parts += body(lines, at, stop)
    parts += left_out(lines, stop, end, CLASSIFICATION)
    parts.append(Part(end, end + 1, why=HEADING))
    return Entry(tuple(parts), outlet, author, published)


def _is_after_outlet(line: str) -> bool:
    """Whether a line is one of those between the outlet and the text: its code, an edition, a page, the language."""
    return bool(
        _CODE.fullmatch(line)
        or _RIGHTS.search(line)
        or line.casefold() in _LANGUAGES
        or (len(line) <= 40 and not line.endswith((".", "?", "!", "”", '"')))
    )


def _above(lines: Lines, start: int, words: int) -> tuple[list[Part], str]:
    """What stands above the number of words: perhaps a section, the headline, perhaps who wrote it."""
    found = [k for k in range(max(start, words - _HEAD_LINES), words) if lines[k]]
    parts = left_out(lines, start, found[0] if found else words, HEADING)
    byline = next((k for k in found[1:] if is_byline(lines[k])), None)
    author = ""
    if byline is not None:
        author = author_of(lines[byline])
        titles = [k for k in found if k < byline]
    elif len(found) > 1 and _is_name(lines[found[-1]]) and not _is_name(lines[found[-2]]):
        byline, titles = found[-1], found[:-1]
        author = lines[byline]
    else:
        titles = found
    last_block = next((k for k in range(len(titles) - 1, 0, -1) if titles[k] - titles[k - 1] > 1), 0)
    parts += [Part(k, k + 1, why=HEADING) for k in titles[:last_block]]
    titles = titles[last_block:]
    if len(titles) > 1 and len(lines[titles[0]]) <= 40 and len(lines[titles[0]]) < len(lines[titles[1]]):
        parts.append(Part(titles[0], titles[0] + 1, why=HEADING))
        titles = titles[1:]
    if titles:
        parts.append(Part(titles[0], titles[-1] + 1, "headline", joined=True))
    for k in found:
        if byline is not None and k >= byline:
            parts.append(Part(k, k + 1, "byline") if k == byline else Part(k, k + 1, why=HEADING))
    return parts, author


def _is_name(line: str) -> bool:
    """Whether a line is two to four words that all begin with a capital letter, and nothing else."""
    words = line.split()
    return (
        2 <= len(words) <= 4
        and len(line) <= 40
        and all(word[0].isupper() for word in words)
        and not re.search(r"[\d:;?!]", line)
    )


def _is_tagged(lines: Lines, start: int, end: int) -> bool:
    tags = {tag for k in range(start, end) if (tag := _tag(lines[k]))}
    return "HD" in tags and bool(tags & {"PD", "WC"}) and bool(tags & {"LP", "TD"})


def _tag(line: str) -> str:
    found = _TAG.match(line)
    return found[1] if found and found[1] in _TAGS else ""


def _tagged(lines: Lines, start: int, end: int) -> Entry:
    """A field runs from its tag to the next one: tags come in one order, so what only looks like one is text."""
    parts: list[Part] = []
    particulars = {"BY": "", "PD": "", "SN": ""}
    fields = _fields(lines, start, end)
    parts += left_out(lines, start, fields[0][1] if fields else end, HEADING)
    for tag, first, last in fields:
        found = _TAG.match(lines[first])
        label = found.end() if found else 0
        words = words_of(lines, first, last)[label:].strip()
        if tag in particulars:
            particulars[tag] = words
        role: Role | None = {"HD": "headline", "BY": "byline", "CR": "byline"}.get(tag)  # type: ignore[assignment]
        if role == "headline" or (role == "byline" and words):
            parts.append(Part(first, last, role, label=label, joined=True))
        elif tag in ("LP", "TD"):
            parts += body(lines, first, last, label)
        else:
            parts.append(Part(first, last, why=HEADING, joined=True))
    parts.append(Part(end, end + 1, why=HEADING))
    return Entry(tuple(parts), particulars["SN"], author_of(particulars["BY"]), date_in(particulars["PD"]))


def _fields(lines: Lines, start: int, end: int) -> list[tuple[str, int, int]]:
    """(tag, first line, line after the last) of each field, no tag twice."""
    found: list[tuple[str, int]] = []
    seen: set[str] = set()
    for k in range(start, end):
        tag = _tag(lines[k])
        if tag and tag not in seen and (not seen & {"LP", "TD"} or _CLEAR_TAG.match(lines[k])):
            found.append((tag, k))
            seen.add(tag)
    ends = [*(k for _, k in found[1:]), end]
    return [(tag, first, last) for (tag, first), last in zip(found, ends, strict=True)]

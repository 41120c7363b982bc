"""ProQuest: labelled fields ("Title:", "Publication title:", "Publication date:", "Full text:"), articles divided by
long rules of underscores."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parallax.intake.press.entries import (
    CLASSIFICATION,
    CONTENTS,
    HEADING,
    Entry,
    Lines,
    Part,
    author_of,
    blocks,
    body,
    left_out,
    words_of,
)
from parallax.intake.press.written_dates import date_in

NAME = "ProQuest"
MARK = re.compile(r"_{30,}")
_TEXT = re.compile(r"Full text: ?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:Title|Author|Publication info|Publication title|Publication date|Publication year|Publication subject"
    r"|Publication note|First page|Last page|Pages|Number of pages|Volume|Issue|Section|Year|Date|Publisher"
    r"|Place of publication|Country of publication|ISSN|e-?ISSN|Source type|Source attribution|Language of publication"
    r"|Language|Document type|Document feature|ProQuest document ID|Document URL|Accession number|Copyright"
    r"|Last updated|Database|Subject|Location|People|Company ?/ ?organization|Company|Classification"
    r"|Identifiers? ?/ ?keywords?|Links|URL|Credit|Dateline|Column|Edition|Supplement|Illustration|Narrow subject"
    r"|Broad subject|Alternate title|Publication frequency|Abstract|Abstract \(summary\)|Full text|DOI|Ethnicity"
    r"|Correspondence author|Contact us at|Terms and Conditions|Database copyright): ?",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"(?:Title|Publication title|ProQuest document ID): ?", re.IGNORECASE)
_ENOUGH = 0.8
_ABSTRACT_ONLY = "The export holds no full text of this article; its abstract was taken."


def marks_in(lines: Lines) -> list[int]:
    """The first lines of the articles; none where the file is no such export: its rules part it into sections, most
    of which state a title, where and when it was published, and a text."""
    rules = [k for k, line in enumerate(lines) if len(line) >= 30 and MARK.fullmatch(line)]
    sections = list(zip([0, *(k + 1 for k in rules)], [*rules, len(lines)], strict=True))
    told = [start for start, end in sections if _is_article(lines, start, end)]
    others = sum(bool(blocks(lines, start, end)) for start, end in sections) - len(told)
    return told if rules and told and others <= 2 + (1 - _ENOUGH) * len(told) else []


def entries_in(lines: Lines, marks: list[int]) -> list[Entry]:
    """The articles whose sections begin at the marks."""
    made = []
    for number, (start, following) in enumerate(zip(marks, [*marks[1:], len(lines)], strict=True)):
        end = next((k for k in range(start, following) if MARK.fullmatch(lines[k])), following)
        cover = left_out(lines, 0, start, CONTENTS) if number == 0 else []
        entry = _entry(lines, start, end)
        parts = (*cover, *entry.parts, *left_out(lines, end, following, CONTENTS))
        made.append(Entry(parts, entry.outlet, entry.author, entry.published, entry.cleaning))
    return made


def _is_article(lines: Lines, start: int, end: int) -> bool:
    labels = {found.group().split(":")[0].casefold() for k in range(start, end) if (found := _LABEL.match(lines[k]))}
    published = bool(labels & {"publication title", "publication info"})
    return published and "title" in labels and bool(labels & {"full text", "abstract", "publication date"})


def _entry(lines: Lines, start: int, end: int) -> Entry:
    fields = _fields(lines, start, end)
    text = next((one for one in fields if one.name == "full text" and one.words(lines)), None)
    cleaning: tuple[str, ...] = ()
    if text is None:
        text = next((one for one in fields if one.name.startswith("abstract") and one.words(lines)), None)
        cleaning = (_ABSTRACT_ONLY,) if text else ()
    first: dict[str, _Field] = {}
    for one in fields:
        if one.words(lines):
            first.setdefault(one.name, one)
    title, author = first.get("title"), first.get("author")
    before = left_out(lines, start, fields[0].start if fields else end, HEADING)
    after: list[Part] = []
    for one in fields:
        if one not in (title, author, text):
            told = after if text is not None and one.start > text.start else before
            told += left_out(lines, one.start, one.end, CLASSIFICATION)
    parts = [*before]
    if title:
        parts.append(Part(title.start, title.end, "headline", label=title.label, joined=True))
    if author:
        parts.append(Part(author.start, author.end, "byline", label=author.label, joined=True))
    parts += body(lines, text.start, text.end, text.label) if text else []
    values = {name: one.words(lines) for name, one in first.items()}
    published = date_in(values.get("publication date", "")) or date_in(values.get("publication info", "")[-80:])
    outlet = values.get("publication title", "") or values.get("publication info", "").partition(";")[0]
    return Entry((*parts, *after), outlet.strip(), author_of(values.get("author", "")).rstrip("."), published, cleaning)


@dataclass(frozen=True, slots=True)
class _Field:
    """The lines of one labelled field; `label` is the length of the label in the first."""

    name: str
    start: int
    end: int
    label: int

    def words(self, lines: Lines) -> str:
        return words_of(lines, self.start, self.end)[self.label :].strip()


def _fields(lines: Lines, start: int, end: int) -> list[_Field]:
    """The fields in order. What looks like a label inside the full text is none."""
    starts = [k for k in range(start, end) if _LABEL.match(lines[k])]
    text = next((k for k in starts if _TEXT.match(lines[k])), None)
    if text is not None:
        tail = _after_text(lines, text, end)
        starts = [k for k in starts if k <= text or k >= tail]
    fields = []
    for k, following in zip(starts, [*starts[1:], end], strict=True):
        found = _LABEL.match(lines[k])
        if found:
            fields.append(_Field(found.group().partition(":")[0].casefold(), k, following, found.end()))
    return fields


def _after_text(lines: Lines, text: int, end: int) -> int:
    """The line at which the fields after the full text begin: the run of labelled blocks before and after one that a
    record never lacks."""
    found = blocks(lines, text + 1, end, _LABEL.match)
    k = next((k for k, (a, _) in enumerate(found) if _ANCHOR.match(lines[a])), len(found))
    while k and _LABEL.match(lines[found[k - 1][0]]):
        k -= 1
    return found[k][0] if k < len(found) else end

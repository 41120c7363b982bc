"""The differences of a comparison as CSV (RFC 4180, but with a line feed at the end of a line)."""

from __future__ import annotations

import csv
import io

from parallax.export.characters import one_line
from parallax.export.readings import words_of
from parallax.outlets import outlet_names
from parallax.sheet import sentences_of
from parallax.values import Comparison, Difference, how_sure

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_csv(comparison: Comparison) -> str:
    """A line of headings and one line per difference, in the order of the comparison: what matters most first.

    The columns: number (from 0, as in the JSON), family, kind, relation, how sure, confidence, group, explanation,
    spans ("article:start-end" in code points, articles counted from 0), then for each article the words concerned and
    the sentences they stand in. A cell that a spreadsheet could take for a formula begins with an apostrophe; line
    ends and control characters are gone, so a line of the file is a line of the table.
    """
    names = outlet_names(comparison.articles)
    headings = "number family kind relation sure confidence group explanation spans".split()
    for name in names:
        headings += [f"{name}: words", f"{name}: sentence"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(heading) for heading in headings])
    for number, difference in enumerate(comparison.differences):
        readings = [text for article in range(len(names)) for text in _readings(comparison, difference, article)]
        writer.writerow([_cell(value) for value in [*_facts(number, difference), *readings]])
    return out.getvalue()


def _facts(number: int, difference: Difference) -> list[str]:
    return [
        str(number),
        difference.family,
        difference.kind,
        difference.relation,
        how_sure(difference.confidence),
        f"{difference.confidence:.3f}",
        "" if difference.group is None else str(difference.group),
        difference.explanation,
        " ".join(f"{article}:{start}-{end}" for article, start, end in difference.spans),
    ]


def _readings(comparison: Comparison, difference: Difference, article: int) -> tuple[str, str]:
    text = comparison.articles[article].text
    sentences = [text[start:end] for number, start, end in sentences_of(comparison, difference) if number == article]
    return words_of(comparison, difference.spans, article), " ".join(sentences)


def _cell(value: str) -> str:
    """A cell that is text to every spreadsheet. The raw value is judged too: its first character may fall away."""
    shown = one_line(value).strip()
    return f"'{shown}" if value.startswith(_ACTIVE) or shown.startswith(_ACTIVE) else shown

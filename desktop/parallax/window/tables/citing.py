"""What is copied or dragged of the tables: whole words, though a cell shows fewer, and the articles they are from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parallax.article import Article
from parallax.sheet import Row, RowBook, SheetCell, SheetLine
from parallax.window.state import citation, source

_QUOTED = ("difference:", "missing:", "alone:", "said:", "sourceless:", "utterance:", "again:")
"""The keys of lines whose cells are words of the articles."""
_LEAD = re.compile(r"^¶\d+ +")


def line_cited(what: str, line: SheetLine, articles: Sequence[Article], names: Sequence[str]) -> str:
    """A line of the sheet: what, then each outlet with its words, then where these are from."""
    said = [f"{name}: {cell.text}" for name, cell in zip(names, line.cells, strict=False) if cell.text]
    told = zip(articles, names, line.cells, strict=False)
    sources = [source(article, name) for article, name, cell in told if cell.text and cell.place is not None]
    return "\n".join([what, *said, *(f"— {one}" for one in sources if one not in names)])


def all_lines(lines: Iterable[SheetLine]) -> dict[str, SheetLine]:
    """Lines and those below them, by their keys."""
    found = {}
    for line in lines:
        found[line.key] = line
        found.update(all_lines(line.children))
    return found


def cell_cited(line: SheetLine, cell: SheetCell, article: Article, name: str) -> str:
    """One cell of the sheet with its source: quoted where it holds words of the article, else after what it tells
    of."""
    if not cell.text:
        return ""
    if cell.place is not None and line.key.startswith(_QUOTED):
        return citation(_LEAD.sub("", cell.text), article, name)
    return f"{line.what}: {cell.text}\n— {source(article, name)}"


def row_cited(book: RowBook, row: Row, article: int) -> str:
    """One cell of *Rows* with its source; of a folded run or a step what it says."""
    if row.label or row.kind == "fold":
        return unarrowed(row.label or book.cell(row, article).text)
    cell = book.cell(row, article)
    there = book.comparison.articles[article]
    words = cell.text
    if row.kind == "stub" and cell.places:  # which is cut
        _, start, end = cell.places[0]
        words = there.text[start:end]
    return citation(words, there, book.names[article])


def unarrowed(words: str) -> str:
    """Words of a folded row or a note without the arrow that the window unfolds or follows it by."""
    return words.replace(" ▸", "").replace(" ▾", "")

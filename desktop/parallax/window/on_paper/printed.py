"""What stands on paper, as plain values: the view on screen from its first line to its last, strip by strip. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from parallax.article import Article, Role
from parallax.export.readings import relations_said
from parallax.outlets import outlet_names
from parallax.sheet import GLYPHS, MarkedWords, Row, RowBook, SheetCell, SheetLine, story_sheet
from parallax.sheet.signs import FAMILY_NAMES
from parallax.values import FAMILIES, Comparison, Difference
from parallax.window.state import VIEW_NAMES, ReadingState, View, checked_words
from parallax.window.tables.citing import unarrowed
from parallax.window.texts.readings import marks_of

Style = Literal["title", "heading", "subheading", "bold", "plain", "quiet"]
Across = Literal["page", "table", "columns"]

_ROLE_STYLES: dict[Role, Style] = {
    "headline": "subheading",
    "standfirst": "bold",
    "byline": "quiet",
    "dateline": "quiet",
    "caption": "quiet",
    "furniture": "quiet",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """One paragraph. `marks` are in code points of `text`; with `glyphs` each is preceded by the sign of its family.
    `indent` counts steps from the left."""

    text: str
    marks: tuple[MarkedWords, ...] = ()
    style: Style = "plain"
    glyphs: bool = True
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands beside each other, from the left to the right edge: `across` the page one cell, in a table a cell
    that says what and one per outlet, in columns one per outlet. A cell is paragraphs. `head` is repeated on each
    page on which the strip stands first; `kept` stays with the strip after it."""

    cells: tuple[tuple[Ink, ...], ...]
    across: Across = "page"
    head: Strip | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """All that is to be printed of one view. `columns` says how many articles stand beside each other."""

    title: str
    view: View
    columns: int
    strips: tuple[Strip, ...] = field(repr=False)


def printed(title: str, state: ReadingState, rows: RowBook, lines: Sequence[Row]) -> Printed:
    """The view that `state` shows of its comparison, with the rows of *Rows* as they are folded on screen. Raises
    ValueError where there is no comparison."""
    comparison = state.comparison
    if comparison is None:
        raise ValueError("nothing has been compared")
    strips = list(_front(title, comparison))
    if state.view == "sheet":
        strips += _sheet(comparison, dict(state.checked), state.noted())
    elif state.view == "rows":
        strips += _rows(rows, lines)
    else:
        strips += _side(comparison, state)
    return Printed(title, state.view, len(comparison.articles), tuple(strips))


def _front(title: str, comparison: Comparison) -> Iterator[Strip]:
    """What is compared, and what the marks mean."""
    yield _across(title, "title", kept=True)
    names = outlet_names(comparison.articles)
    about = [Ink(_about(article, name)) for article, name in zip(comparison.articles, names, strict=True)]
    related = [Ink(said, style="quiet") for said in relations_said(comparison, names)]
    yield Strip(((*about, *related),))
    present = {d.family for d in comparison.differences}
    if present:
        text, marks = "Marked words:", list[MarkedWords]()
        for family in FAMILIES:
            if family in present:
                word = FAMILY_NAMES[family]
                text += "   "
                marks.append(MarkedWords(len(text), len(text) + len(word), family, -1))
                text += word
        yield Strip(((Ink(text, tuple(marks)),),))


def _about(article: Article, name: str) -> str:
    address = article.location if "://" in article.location else ""
    facts = [article.title, article.author, article.published, address]
    return " · ".join(dict.fromkeys(part for part in (name, *facts) if part))


def _across(text: str, style: Style = "plain", *, kept: bool = False, head: Strip | None = None) -> Strip:
    return Strip(((Ink(text, style=style),),), kept=kept, head=head)


def _head(names: Iterable[str], *, corner: bool) -> Strip:
    """The names of the outlets above their columns."""
    cells = tuple((Ink(name, style="bold"),) for name in names)
    return Strip(((), *cells) if corner else cells, "table" if corner else "columns", kept=True)


def _sheet(comparison: Comparison, checked: Mapping[int, str], noted: frozenset[int]) -> Iterator[Strip]:
    """The five lists, unfolded and uncut."""
    head = _head(outlet_names(comparison.articles), corner=True)
    for section in story_sheet(comparison, whole=True):
        count = f"   {section.count}" if section.count else ""
        yield _across(section.what + count, "heading", kept=True)
        headed = False
        for strip in _lines(section.children, comparison, checked, noted, head, 0):
            if strip.across == "table" and not headed:
                yield head
                headed = True
            yield strip if headed else replace(strip, head=None)


def _lines(
    lines: Iterable[SheetLine],
    comparison: Comparison,
    checked: Mapping[int, str],
    noted: frozenset[int],
    head: Strip,
    depth: int,
) -> Iterator[Strip]:
    """Lines with those below them. Of differences that are bundled the bundle alone: it has all their words."""
    for line in lines:
        if not line.cells:
            glyph = f"{GLYPHS[line.family]} " if line.family else ""
            count = f"   {line.count}" if line.count else ""
            style: Style = "subheading" if line.children else "quiet"
            yield _across(glyph + line.what + count, style, kept=bool(line.children), head=head)
        else:
            first = Ink(_what(line, checked, noted), style="plain" if depth else "bold", indent=depth)
            cells = ((first,), *(_cell(cell, line.family is None) for cell in line.cells))
            found = [comparison.differences[k] for k in line.differences]
            reasons = tuple(_reason(d) for d in found if d.explanation and d.family != "wording")
            yield Strip(cells, "table", head, kept=bool(reasons))
            if reasons:
                yield Strip((tuple(dict.fromkeys(reasons)),), head=head)
        if line.key.startswith("only:"):
            yield Strip((tuple(_alone(line.children)),), head=head)
        elif not line.differences:
            yield from _lines(line.children, comparison, checked, noted, head, depth + bool(line.cells))


def _alone(lines: Iterable[SheetLine]) -> Iterator[Ink]:
    """What one outlet alone reports: one sentence below the other, since the other columns would be empty."""
    for line in lines:
        for cell in line.cells:
            if cell.text:
                yield Ink(cell.text, cell.marks, indent=1)


def _what(line: SheetLine, checked: Mapping[int, str], noted: frozenset[int]) -> str:
    state = checked_words(line.differences, checked)
    glyph = f"{GLYPHS[line.family]} " if line.family else ""
    note = " · ✎ note" if noted.intersection(line.differences) else ""
    return f"{glyph}{line.what}" + (f" · ✓ {state}" if state else "") + note


def _cell(cell: SheetCell, glyphs: bool) -> tuple[Ink, ...]:
    return (Ink(cell.text, cell.marks, "quiet" if cell.faint else "plain", glyphs),) if cell.text else ()


def _reason(difference: Difference) -> Ink:
    return Ink(f"{GLYPHS[difference.family]} {difference.explanation}", style="quiet", indent=1)


def _rows(book: RowBook, lines: Sequence[Row]) -> Iterator[Strip]:
    """Aligned rows as they are folded on screen, with why their words are marked."""
    head = _head(book.names, corner=False)
    yield _across(VIEW_NAMES["rows"], "heading", kept=True)
    yield head
    absent = Ink("not there" if book.versions else "not reported here", style="quiet")
    for row in lines:
        if row.label:
            yield _across(unarrowed(row.label), "bold" if row.kind == "step" else "quiet", head=head)
            continue
        cells = []
        for article in range(len(book.names)):
            cell = book.cell(row, article)
            inks = [Ink(unarrowed(cell.text), cell.marks, "plain" if row.kind == "group" else "quiet")]
            if not cell.text:
                inks = [absent] if row.kind == "group" else []
            if cell.note:
                inks.append(Ink(unarrowed(cell.note), style="quiet"))
            cells.append(tuple(inks))
        found = [book.comparison.differences[k] for k in row.differences] if row.kind == "group" else []
        shown = [d for d in found if d.explanation and d.family != "wording" and d.family in book.families]
        reasons = tuple(dict.fromkeys(_reason(d) for d in shown))
        yield Strip(tuple(cells), "columns", head, kept=bool(reasons))
        if reasons:
            yield Strip((reasons,), head=head)


def _side(comparison: Comparison, state: ReadingState) -> Iterator[Strip]:
    """The texts as columns, each flowing by itself."""
    head = _head(outlet_names(comparison.articles), corner=False)
    yield _across(VIEW_NAMES["side"], "heading", kept=True)
    yield head
    columns = []
    for number, article in enumerate(comparison.articles):
        marks = marks_of(state, number)
        inks = []
        for p in article.paragraphs:
            inside = tuple(
                MarkedWords(max(m.start, p.start) - p.start, min(m.end, p.end) - p.start, m.family, m.difference)
                for m in marks
                if m.start < p.end and m.end > p.start and m.kind != "moved"
            )
            inks.append(Ink(article.text[p.start : p.end], inside, _ROLE_STYLES.get(p.role, "plain")))
        columns.append(tuple(inks))
    yield Strip(tuple(columns), "columns", head)

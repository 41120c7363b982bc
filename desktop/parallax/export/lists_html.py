"""The five lists of the *Story sheet* as HTML: a table a list, a column per outlet, the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parallax.export.marked_html import Marked, escaped, marked, reference
from parallax.sheet import GLYPHS, MarkedWords, SheetCell, SheetLine
from parallax.sheet.signs import SAID_SIGNS
from parallax.values import Comparison


class ListsHtml:
    """Writes the sections of the sheet. Difference number n from 0 is number n + 1 to the reader of the page."""

    def __init__(self, comparison: Comparison, names: Sequence[str]) -> None:
        self.comparison = comparison
        self.names = tuple(escaped(name) for name in names)

    def section(self, section: SheetLine) -> Iterator[str]:
        """One list: a heading, what is to be known of it, its lines."""
        count = f' <span class="soft">({escaped(section.count)})</span>' if section.count else ""
        yield f"<h2>{escaped(section.what)}{count}</h2>\n"
        for line in section.children:
            if not line.cells and not line.children:
                what = escaped(line.what).replace("   ", " \u2003")
                yield f'<p class="soft">{what}</p>\n'
        rows = [line for line in section.children if line.cells and line.key != "only"]
        if rows:
            yield from self.table(rows)
        if section.key == "section:speakers":
            yield from self._said(rows)
        for line in section.children:
            if line.family is not None and not line.cells:
                yield self._counted(line)
            elif line.key == "only":
                yield from self._only(line)

    def table(self, rows: Iterable[SheetLine], *, deep: bool = True) -> Iterator[str]:
        """Lines with a cell per outlet. Below a line come what was altered, word by word, and its turns, where somebody
        is reported twice (`deep`)."""
        yield self.head("what")
        for line in rows:
            yield self._row(line)
            if deep:
                for below in line.children:
                    if below.key.startswith(("words:", "again:")):
                        yield self._row(below)
        yield "</tbody></table></div>\n"

    def head(self, first: str = "") -> str:
        """The beginning of a table; `first` names a column before those of the outlets."""
        columns = '<col class="what">' if first else ""
        corner = '<td class="corner"></td>' if first else ""
        cells = "".join(f'<th scope="col"><bdi>{name}</bdi></th>' for name in self.names)
        columns = f'<colgroup>{columns}<col span="{len(self.names)}"></colgroup>'
        return f'<div class="wide"><table>{columns}\n<thead><tr>{corner}{cells}</tr></thead>\n<tbody>\n'

    def words(self, text: str, marks: Sequence[MarkedWords]) -> str:
        """The text of a cell with its marks; those of a difference lead to it."""
        found = [Marked(m.start, m.end, m.difference + 1, m.family) for m in marks]
        return marked(text, 0, len(text), found)

    def references(self, differences: Iterable[int]) -> str:
        """Glyph and number of each difference, leading to its explanation."""
        found = [Marked(0, 0, k + 1, self.comparison.differences[k].family) for k in differences]
        return f'<span class="refs">{" ".join(map(reference, found))}</span>' if found else ""

    def _row(self, line: SheetLine) -> str:
        cells = "".join(map(self._cell, line.cells))
        what = f"<bdi>{escaped(line.what)}</bdi> {self.references(line.differences)}"
        return f'<tr><th scope="row">{what}</th>{cells}</tr>\n'

    def _cell(self, cell: SheetCell) -> str:
        quiet = ' class="none"' if cell.faint else ""
        words = self.words(cell.text, cell.marks)
        if cell.text == SAID_SIGNS["silent"]:
            words += " silent"
        return f'<td{quiet} dir="auto">{words}</td>'

    def _said(self, rows: Sequence[SheetLine]) -> Iterator[str]:
        """What each speaker said, one act of speech an item, each outlet that reports it on a line."""
        if not any(line.children for line in rows):
            return
        yield "<h3>What each of them says</h3>\n<ul>\n"
        for line in rows:
            if line.children:
                yield f"<li><b><bdi>{escaped(line.what)}</bdi></b>\n<ul>\n"
                yield from map(self._act, line.children)
                yield "</ul></li>\n"
        yield "</ul>\n"

    def _act(self, act: SheetLine) -> str:
        said = [(name, cell) for name, cell in zip(self.names, act.cells, strict=True) if cell.text]
        lines = (
            f'<div><bdi>{name}</bdi>: <span dir="auto">{self.words(cell.text, cell.marks)}</span></div>'
            for name, cell in said
        )
        return f'<li>{"".join(lines)}<div class="soft">{escaped(act.what)}</div></li>\n'

    def _counted(self, line: SheetLine) -> str:
        """Differences of one family that are no disagreements: how many, and where each is explained."""
        every = [k for below in line.children for k in below.differences]
        glyph = GLYPHS[line.family] if line.family else ""
        return (
            f'<p><span class="g {line.family}">{glyph}</span> {escaped(line.what)} '
            f'<span class="soft">({escaped(line.count)})</span>: {self.references(every)}</p>\n'
        )

    def _only(self, only: SheetLine) -> Iterator[str]:
        """What one outlet alone reports, under its name."""
        for line in only.children:
            count = f'<span class="soft">({escaped(line.count)})</span>'
            yield f"<h3><bdi>{escaped(line.what)}</bdi> {count}</h3>\n<ul>\n"
            for below in line.children:
                for cell in below.cells:
                    if cell.text:
                        yield f'<li dir="auto">{self.words(cell.text, cell.marks)}</li>\n'
            yield "</ul>\n"

"""Strips laid on pages: no line is cut at the end of a page, and the head of a table stands on each of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen

from parallax.sheet.colours import LIGHT
from parallax.window.on_paper.printed import Ink, Printed, Strip, Style
from parallax.window.texts.marked_text import MarkedText

UNITS = 720
"""Units of the layout in an inch; pages are laid out without regard to the device that they are drawn on."""
PAPER = replace(
    LIGHT,
    name="light",
    ink="#000000",
    quiet="#404040",
    edge="#9a9a9a",
    header="#ececec",
    families={family: replace(colours, tint=colours.pale) for family, colours in LIGHT.families.items()},
)
"""Black on white, tints so pale that letters stay clear on a printer without colours: underlines and signs carry it."""
_POINT = UNITS / 72
_LARGER: dict[Style, float] = {"title": 1.8, "heading": 1.3, "subheading": 1.1, "quiet": 0.9}
_BOLD: frozenset[Style] = frozenset({"title", "heading", "subheading", "bold"})
_AT_ONCE = 25
"""Lines that are drawn at a step."""
_PAD = 3 * _POINT
_INDENT = 8 * _POINT
_ABOVE: dict[Style, float] = {"heading": 14 * _POINT, "subheading": 6 * _POINT}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell: which of a laid out text, how high, and the room above it."""

    text: MarkedText
    number: int
    x: float
    height: float
    above: float
    colour: str


@dataclass(slots=True)
class _Laid:
    """A strip whose lines are known: those of each cell, and where the cells begin."""

    strip: Strip
    cells: list[list[_Line]]
    lefts: Sequence[float]

    @property
    def height(self) -> float:
        return max((_height(cell) for cell in self.cells), default=0.0) + 2 * _PAD

    @property
    def least(self) -> float:
        """The height of what must stand on a page for the strip to begin there: three lines of each cell."""
        return max((_height(cell[:3]) for cell in self.cells), default=0.0) + 2 * _PAD


@dataclass(slots=True)
class Page:
    """What is drawn on one page: lines of text, each at its place, bands behind heads, and rules."""

    lines: list[tuple[_Line, QPointF]] = field(default_factory=list)
    bands: list[QRectF] = field(default_factory=list)
    rules: list[tuple[QPointF, QPointF]] = field(default_factory=list)

    def draw(self, painter: QPainter) -> Iterator[None]:
        """Draw it, some lines at a step; the painter counts in units of the layout, from the upper left corner of the
        room for text."""
        for band in self.bands:
            painter.fillRect(band, QColor(PAPER.header))
        painter.setPen(QPen(QColor(PAPER.edge), _POINT / 3))
        for start, end in self.rules:
            painter.drawLine(start, end)
        for n, (line, at) in enumerate(self.lines):
            painter.setPen(QColor(line.colour))
            there = line.text.layout.lineAt(line.number)
            there.draw(painter, at - QPointF(0, there.y()))
            if n % _AT_ONCE == _AT_ONCE - 1:
                yield


class PageLayout:
    """Lays the strips of a view on pages with room for text of `size`, in units of the layout."""

    def __init__(self, what: Printed, size: QSizeF) -> None:
        self.pages: list[Page] = []
        self._what = what
        self._size = size
        self._points = 9.0 if what.columns <= 4 else 8.0 if what.columns <= 6 else 7.0
        self._fonts: dict[Style, QFont] = {}
        self._heads: dict[int, _Laid] = {}
        self._waiting: list[_Laid] = []
        self._y = 0.0
        self._fresh()

    def lay(self) -> Iterator[float]:
        """Lay all strips on pages; after each paragraph what part of them all is done, from 0 to 1."""
        total, done = sum(len(cell) for strip in self._what.strips for cell in strip.cells), 0
        for strip in self._what.strips:
            laid = _Laid(strip, [], self._lefts(strip))
            for cell in range(len(strip.cells)):
                lines: list[_Line] = []
                alone = strip.across == "page" and len(strip.cells[cell]) == 1
                for ink in strip.cells[cell]:
                    lines += self._lines(ink, self._width(laid, cell), first=not lines, alone=alone)
                    done += 1
                    yield done / total
                laid.cells.append(lines)
            if strip.kept:
                self._waiting.append(laid)
                continue
            for _ in self._place(laid):
                yield done / total
        for laid in self._waiting:
            for _ in self._put(laid):
                yield 1.0
        self._waiting = []

    # texts

    def font(self, style: Style) -> QFont:
        """The letters of a style. Their outlines are not fitted to pixels, of which paper has enough."""
        if style not in self._fonts:
            font = QFont(QGuiApplication.font().family())
            font.setPixelSize(round(self._points * _LARGER.get(style, 1.0) * _POINT))
            font.setBold(style in _BOLD)
            font.setFeature(QFont.Tag("liga"), 0)  # else "office" is found by nobody who looks for it in the PDF
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[style] = font
        return self._fonts[style]

    def _lines(self, ink: Ink, width: float, *, first: bool, alone: bool) -> list[_Line]:
        x = ink.indent * _INDENT
        text = MarkedText(ink.text, ink.marks, self.font(ink.style), width - x, PAPER, glyphs=ink.glyphs, kept=False)
        above = _ABOVE.get(ink.style, 0.0) if alone else 0.0 if first else 3 * _POINT
        colour = PAPER.quiet if ink.style == "quiet" else PAPER.ink
        return [
            _Line(text, k, x, text.layout.lineAt(k).height(), 0.0 if k else above, colour)
            for k in range(text.layout.lineCount())
        ]

    # columns

    def _lefts(self, strip: Strip) -> list[float]:
        """Where each cell of a strip begins, and where the last ends."""
        whole = self._size.width()
        if strip.across == "page":
            return [0.0, whole]
        first = []
        left = 0.0
        if strip.across == "table":
            left = min(max(0.17 * whole, 62 * _POINT), whole / (self._what.columns + 1))
            first = [0.0]
        each = (whole - left) / self._what.columns
        return [*first, *(left + k * each for k in range(self._what.columns + 1))]

    def _width(self, laid: _Laid, cell: int) -> float:
        between = 0.0 if laid.strip.across == "page" else 2 * _PAD
        return laid.lefts[cell + 1] - laid.lefts[cell] - between

    # pages

    def _fresh(self) -> None:
        self.pages.append(Page())
        self._y = 0.0

    def _room(self) -> float:
        return self._size.height() - self._y

    def _place(self, laid: _Laid) -> Iterator[None]:
        """Put a strip, and what waits to stand above it, where it fits: whole, or its first lines at least. A step
        ends with each page."""
        waiting, self._waiting = self._waiting, []
        above = sum(strip.height for strip in waiting)
        fits = above + laid.height <= self._room()
        small = laid.height < self._size.height() / 4
        if not fits and self._y and (small or above + laid.least > self._room()):
            self._fresh()
        for strip in (*waiting, laid):
            yield from self._put(strip)

    def _put(self, laid: _Laid) -> Iterator[None]:
        """Put a strip at the present place, and what has no room there on the pages that follow."""
        rest = laid
        while True:
            at_top = not self._y
            if at_top and laid.strip.head is not None:
                self._put_lines(self._head(laid.strip.head))
            if rest.height <= self._room():
                self._put_lines(rest)
                return
            here, rest = _cut(rest, self._room() - 2 * _PAD)
            if any(here.cells):
                self._put_lines(here)
            elif at_top:
                self._put_lines(rest)  # a line higher than a page: it is cut rather than left out
                return
            self._fresh()
            yield

    def _head(self, head: Strip) -> _Laid:
        if id(head) not in self._heads:
            laid = _Laid(head, [], self._lefts(head))
            laid.cells = [
                [line for ink in cell for line in self._lines(ink, self._width(laid, n), first=True, alone=False)]
                for n, cell in enumerate(head.cells)
            ]
            self._heads[id(head)] = laid
        return self._heads[id(head)]

    def _put_lines(self, laid: _Laid) -> None:
        page, top, height = self.pages[-1], self._y, laid.height
        tabled = laid.strip.across != "page"
        is_head = tabled and laid.strip.kept and laid.strip.head is None
        if is_head:
            page.bands.append(QRectF(0, top, self._size.width(), height))
        for cell, left in zip(laid.cells, laid.lefts, strict=False):
            y = top + _PAD
            for line in cell:
                y += line.above
                page.lines.append((line, QPointF(left + line.x + (_PAD if tabled else 0), y)))
                y += line.height
        self._y = top + height
        if is_head or (laid.strip.head is not None and not laid.strip.kept):
            page.rules.append((QPointF(0, self._y), QPointF(self._size.width(), self._y)))
        if tabled:
            for x in laid.lefts[1:-1]:
                page.rules.append((QPointF(x, top), QPointF(x, self._y)))


def _height(cell: Sequence[_Line]) -> float:
    return sum(line.above + line.height for line in cell)


def _cut(laid: _Laid, room: float) -> tuple[_Laid, _Laid]:
    """The lines of each cell that have room, and those that have none."""
    here, rest = [], []
    for cell in laid.cells:
        used, k = 0.0, 0
        while k < len(cell) and used + cell[k].above + cell[k].height <= room:
            used += cell[k].above + cell[k].height
            k += 1
        here.append(cell[:k])
        rest.append([replace(cell[k], above=0.0), *cell[k + 1 :]] if k < len(cell) else [])
    return _Laid(laid.strip, here, laid.lefts), _Laid(laid.strip, rest, laid.lefts)

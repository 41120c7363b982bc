"""What the overview ruler measures of a view: its scroll bar, its whole height, and where differences stand in it."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from parallax.outlets import outlet_names
from parallax.window.ahead import ahead
from parallax.window.overview.lanes import Stroke
from parallax.window.state import ReadingState
from parallax.window.tables.rows_view import RowsView
from parallax.window.tables.story_sheet import StorySheet
from parallax.window.texts.article_text import ArticleText
from parallax.window.texts.side_by_side import SideBySide


class Track(QObject):
    """One view as the ruler sees it. `changed()`: things stand elsewhere; `scrolled()`: another part is in view."""

    changed = Signal()
    scrolled = Signal()

    @property
    @abstractmethod
    def area(self) -> QAbstractScrollArea | None:
        """What is scrolled, or None where nothing is shown."""

    @property
    def bar(self) -> QScrollBar | None:
        """The bar that scrolls it."""
        return self.area.verticalScrollBar() if self.area else None

    @property
    def seen(self) -> tuple[int, int]:
        """The first pixel in view, and the one after the last."""
        area = self.area
        top = area.verticalScrollBar().value() if area else 0
        return top, top + (area.viewport().height() if area else 0)

    @abstractmethod
    def extent(self) -> int:
        """The height of all of it, in pixels; never less than that of the part in view."""

    @abstractmethod
    def strokes(self, state: ReadingState) -> list[Stroke]:
        """Where the shown differences stand."""

    @abstractmethod
    def about(self, state: ReadingState) -> str:
        """What it is, in words."""

    def _follow(self, area: QAbstractScrollArea) -> None:
        area.verticalScrollBar().valueChanged.connect(self.scrolled)
        area.verticalScrollBar().rangeChanged.connect(self.changed)


class TextTrack(Track):
    """The text of the column that had the focus last; at first, and after another base was chosen, of the base."""

    def __init__(self, side: SideBySide, parent: QObject) -> None:
        super().__init__(parent)
        self._side = side
        self._chosen: ArticleText | None = None
        self._followed: set[ArticleText] = set()
        self._lines: tuple[list[int], list[float], list[float]] = ([], [], [])
        side.column_focused.connect(lambda article: self._choose(side.column(article).text))
        side.base_changed.connect(lambda article: self._choose(side.column(article).text))

    def _choose(self, text: ArticleText) -> None:
        if text is not self._chosen:
            self._chosen = text
            self.changed.emit()

    @property
    def article(self) -> int | None:
        """The number of the article that is measured."""
        texts = [self._side.column(n).text for n in range(self._side.article_count())]
        if self._chosen not in texts:
            self._chosen = None
        return texts.index(self._chosen) if self._chosen is not None else self._side.base()

    @property
    def area(self) -> ArticleText | None:
        article = self.article
        if article is None:
            return None
        text = self._side.column(article).text
        if text not in self._followed:
            texts = {self._side.column(n).text for n in range(self._side.article_count())}
            self._followed = (self._followed & texts) | {text}
            self._follow(text)
            text.document().documentLayout().documentSizeChanged.connect(lambda _: self.changed.emit())
        return text

    def extent(self) -> int:
        text = self.area
        if text is None:
            return 1
        document = text.document()
        room = document.rootFrame().frameFormat().bottomMargin()  # below the text, so that columns can be level
        return max(int(document.size().height() - room), text.viewport().height(), 1)

    def strokes(self, state: ReadingState) -> list[Stroke]:
        text, article, comparison = self.area, self.article, state.comparison
        if text is None or article is None or comparison is None or article >= len(comparison.articles):
            return []
        if comparison.articles[article].text != text.article.text:
            return []
        starts, tops, bottoms = _lines(text)
        if not starts:
            return []
        to_utf16, found = text.offsets.to_utf16, []
        for spot in ahead(comparison).spots(article):
            family = comparison.differences[spot.difference].family
            if family in state.families:
                first = max(bisect_right(starts, to_utf16(spot.start)) - 1, 0)
                last = max(bisect_right(starts, to_utf16(max(spot.start, spot.end - 1))) - 1, first)
                checked = state.checked.get(spot.difference) == "checked"
                found.append(Stroke(spot.difference, family, tops[first], bottoms[last], checked))
        return found

    def about(self, state: ReadingState) -> str:
        article = self.article
        if article is None or state.comparison is None or article >= len(state.comparison.articles):
            return "the text"
        return f"the text of {outlet_names(state.comparison.articles)[article]}"


def _lines(text: ArticleText) -> tuple[list[int], list[float], list[float]]:
    """Of every line of a text: its first code unit, its upper and its lower edge."""
    starts: list[int] = []
    tops: list[float] = []
    bottoms: list[float] = []
    document = text.document()
    document.size()  # lays out what is not laid out yet
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        top, inside, position = layout.blockBoundingRect(block).top(), block.layout(), block.position()
        for k in range(inside.lineCount()):
            line = inside.lineAt(k)
            starts.append(position + line.textStart())
            tops.append(top + line.y())
            bottoms.append(tops[-1] + line.height())
        block = block.next()
    return starts, tops, bottoms


class RowsTrack(Track):
    """The rows of the table, as they are folded."""

    def __init__(self, rows: RowsView, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._follow(rows)
        rows.model().modelReset.connect(self.changed)

    @property
    def area(self) -> RowsView:
        return self._rows

    def extent(self) -> int:
        return max(self._rows.verticalHeader().length(), self._rows.viewport().height(), 1)

    def strokes(self, state: ReadingState) -> list[Stroke]:
        if self._rows.book.comparison is not state.comparison or state.comparison is None:
            return []
        header, found = self._rows.verticalHeader(), []
        for n, row in enumerate(self._rows.lines):
            if row.kind == "step" or row.open or not row.differences:
                continue
            top = header.sectionPosition(n)
            bottom = top + header.sectionSize(n)
            for k in row.differences:
                family = state.differences[k].family
                if family in state.families:
                    found.append(Stroke(k, family, top, bottom, state.checked.get(k) == "checked"))
        return found

    def about(self, state: ReadingState) -> str:
        return "the rows"


class SheetTrack(Track):
    """The lines of the sheet, as they are folded: what is folded away stands at the heading that hides it."""

    def __init__(self, sheet: StorySheet, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._follow(sheet)
        sheet.lines_model.modelReset.connect(self.changed)
        sheet.expanded.connect(self.changed)
        sheet.collapsed.connect(self.changed)

    @property
    def area(self) -> StorySheet:
        return self._sheet

    def extent(self) -> int:
        height = self._sheet.viewport().height()
        return max(self._sheet.verticalScrollBar().maximum() + height, 1)

    def strokes(self, state: ReadingState) -> list[Stroke]:
        sheet, model, found = self._sheet, self._sheet.lines_model, []
        told: set[int] = set()
        shut: dict[int, int] = {}  # of each line the topmost folded one that hides it, else the line itself
        places: dict[int, tuple[int, int]] = {}
        scrolled = sheet.verticalScrollBar().value()
        for number, line in enumerate(model.lines):
            above = model.above[number]
            hidden = above >= 0 and (shut[above] != above or not sheet.isExpanded(model.index_of(above)))
            shut[number] = shut[above] if hidden else number
            for k in line.differences:
                if k in told or k >= len(state.differences):
                    continue
                told.add(k)
                family, shown = state.differences[k].family, shut[number]
                if family not in state.families:
                    continue
                if shown not in places:
                    rect = sheet.visualRect(model.index_of(shown))
                    places[shown] = rect.top() + scrolled, rect.bottom() + 1 + scrolled
                found.append(Stroke(k, family, *places[shown], state.checked.get(k) == "checked"))
        return found

    def about(self, state: ReadingState) -> str:
        return "the story sheet"

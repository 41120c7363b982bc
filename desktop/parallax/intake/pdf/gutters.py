"""Where the words of a page end a line though others follow at the same height: the gutters between columns.

Source of the method: T. M. Breuel, "Two Geometric Algorithms for Layout Analysis", DAS 2002: columns are parted by tall
rectangles of white space. Here they grow row by row out of the gaps between neighbouring words, so that a headline or a
quotation that stands across a gutter ends it there only; and a gap inside a justified line, which is no wider than a
gutter can be narrow, is told from one by the rows above and below it and by the order in which the words were drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from parallax.intake.pdf.words import Word

_CELL = 12.0
_LEAST = 0.45
_LEAST_OUT_OF_ORDER = 0.25
_ALONE, _ALONE_OUT_OF_ORDER = 3.0, 1.5
_INDENT, _MOST_CUTS = 3.0, 3
_ORDERED = 0.6
_REACH = 4.0
_SAME_LINE = 0.4
_LIKE_SIZE = 1.7
_MARK = re.compile(r"[•‣◦▪■●·*–—-]|\(?(?:\d{1,3}|[a-zA-Z])[.)]")
_CELL_LETTERS = 14


@dataclass(slots=True)
class Gap:
    """The white space between a word and its right neighbour, both as numbers; `apart` where they were not drawn one
    after the other, `even` where it is as wide as another gap beside it: a justified line spreads its words evenly."""

    before: int
    after: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    apart: bool
    even: bool

    def is_wide(self) -> bool:
        """Whether no line has such a gap, whatever stands above and below."""
        width = (self.right - self.left) / self.size
        return (width >= _ALONE and not self.even) or (self.apart and width >= _ALONE_OUT_OF_ORDER)


@dataclass(slots=True)
class _Gutter:
    """White space that runs down over the rows of its gaps."""

    left: float
    right: float
    bottom: float
    size: float
    gaps: list[Gap] = field(default_factory=list)

    def holds(self) -> bool:
        """Whether this is a gutter, and no chance river in a column."""
        rows = sum(not gap.even for gap in self.gaps)
        width = (self.right - self.left) / self.size
        apart = sum(gap.apart for gap in self.gaps)
        if rows < 2:
            return False
        if apart >= 0.8 * rows:
            return width >= _LEAST_OUT_OF_ORDER
        return width >= 2.0 or (rows >= 3 and width >= 1.0) or (rows >= 5 and width >= 0.6)

    def cut(self) -> list[Gap]:
        """The gaps that end a line. Where most rows were drawn column by column, a gap that was drawn across is one
        inside a line; a gap like its neighbours is one too, unless it is a rare chance."""
        if sum(gap.apart for gap in self.gaps) * 2 >= len(self.gaps):
            return [gap for gap in self.gaps if gap.apart]
        even = sum(gap.even for gap in self.gaps)
        return [gap for gap in self.gaps if not gap.even or even * 4 <= len(self.gaps)]


def rows_of(words: Sequence[Word]) -> tuple[list[list[int]], set[tuple[int, int]]]:
    """The words of a page as lines that no gutter crosses, each a list of indices from left to right; and the pairs of
    neighbours in these lines between which a table has a new cell."""
    nearest = _neighbours(words)
    gaps = _gaps(words, nearest)
    cut = {gap.before for gap in gaps if gap.is_wide()}
    certain: set[int] = set()
    cells: set[tuple[int, int]] = set()
    before = {after: index for index, after in nearest.items()}
    for gutter in _gutters(words, gaps):
        if _is_of_table(words, gutter, nearest, before):
            cells.update((gap.before, gap.after) for gap in gutter.gaps)
        else:
            certain.update(gap.before for gap in gutter.cut())
    cut |= certain
    cut -= {index for index, _ in cells} - certain
    cells = {pair for pair in cells if pair[0] not in cut}
    cut -= _within_lines(words, nearest, before, cut)
    following = {index: after for index, after in nearest.items() if index not in cut}
    inner = set(following.values())
    lines = []
    for index in range(len(words)):
        if index not in inner:
            line = [index]
            while line[-1] in following:
                line.append(following[line[-1]])
            lines.append(line)
    return lines, cells


def _within_lines(words: Sequence[Word], nearest: dict[int, int], before: dict[int, int], cut: set[int]) -> set[int]:
    """The words after which a line was cut though the line above or below it, cut nowhere, begins and ends where the
    two parts do: a justified line of few words, which are far apart."""
    whole: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for index, word in enumerate(words):
        if index not in before or before[index] in cut:
            last = index
            while last in nearest and last not in cut:
                last = nearest[last]
            if last != index:
                whole[round(words[last].right)].append((word.left, word.base))
    found = set()
    for index in cut:
        first, last = index, nearest[index]
        while first in before and before[first] not in cut:
            first = before[first]
        one, crossed = words[first], {index}
        for _ in range(_MOST_CUTS):
            while last in nearest and last not in cut:
                last = nearest[last]
            right = round(words[last].right)
            others = (other for edge in (right - 1, right, right + 1) for other in whole.get(edge, ()))
            near = 2.2 * one.size
            if any(-1 < one.left - left < _INDENT * one.size and abs(base - one.base) < near for left, base in others):
                found |= crossed
            if last not in nearest:
                break
            crossed.add(last)
            last = nearest[last]
    return found


def _neighbours(words: Sequence[Word]) -> dict[int, int]:
    """The nearest word to the right of each word, on the same line, where there is one; no word twice."""
    cells: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for index, word in enumerate(words):
        for cell in range(int(word.top // _CELL), int(word.bottom // _CELL) + 1):
            cells[cell].append((word.left, index))
    for row in cells.values():
        row.sort()
    wanted: dict[int, tuple[float, int]] = {}
    for index, word in enumerate(words):
        found = _right_of(words, index, cells[int((word.base - 0.3 * word.size) // _CELL)])
        if found is not None:
            distance = words[found].left - word.right
            if found not in wanted or distance < wanted[found][0]:
                wanted[found] = (distance, index)
    return {index: found for found, (_, index) in wanted.items()}


def _right_of(words: Sequence[Word], index: int, row: Sequence[tuple[float, int]]) -> int | None:
    word = words[index]
    slack = 0.3 * word.size
    for place in range(bisect_left(row, (word.left, index)) + 1, len(row)):
        other = words[row[place][1]]
        shared = min(word.bottom, other.bottom) - max(word.top, other.top)
        if shared < _SAME_LINE * min(word.size, other.size) or other.right <= word.right:
            continue
        if other.left < word.right - max(slack, 0.5 * (word.right - word.left)):
            continue
        larger, smaller = max(word.size, other.size), min(word.size, other.size)
        if larger > _LIKE_SIZE * smaller and other.left - word.right > 0.3 * larger:
            continue
        return row[place][1]
    return None


def _gaps(words: Sequence[Word], nearest: dict[int, int]) -> list[Gap]:
    """The gaps that may lie in a gutter, from the top down."""
    starts = set(nearest) - set(nearest.values())
    before = {after: index for index, after in nearest.items()}
    gaps = []
    in_order = sum(abs(words[after].order - words[index].order) == 1 for index, after in nearest.items())
    told = in_order > _ORDERED * len(nearest)  # else the order of drawing says nothing
    for index, after in nearest.items():
        word, other = words[index], words[after]
        size = min(word.size, other.size)
        wide = other.left - word.right
        apart = told and abs(other.order - word.order) != 1  # from right to left, the other comes first
        if wide < (_LEAST_OUT_OF_ORDER if apart else _LEAST) * size:
            continue
        if index in starts and _MARK.fullmatch(word.text) and wide < 4 * size:
            continue  # the sign of a list and its item
        even = not apart and _is_even(words, index, after, nearest, before)
        top, bottom = min(word.top, other.top), max(word.bottom, other.bottom)
        gaps.append(Gap(index, after, word.right, other.left, top, bottom, size, apart, even))
    gaps.sort(key=lambda gap: gap.top)
    return gaps


def _is_even(words: Sequence[Word], index: int, after: int, nearest: dict[int, int], before: dict[int, int]) -> bool:
    """Whether a gap is as wide as the one before or after it."""
    wide = words[after].left - words[index].right
    others = []
    if index in before:
        others.append(words[index].left - words[before[index]].right)
    if after in nearest:
        others.append(words[nearest[after]].left - words[after].right)
    return any(abs(wide - other) < 0.06 * wide for other in others)


def _gutters(words: Sequence[Word], gaps: Sequence[Gap]) -> list[_Gutter]:
    """Chains of gaps below one another that leave white space through all of them."""
    rows: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for word in words:
        rows[int((word.base - 0.3 * word.size) // 4)].append((word.left, word.right))
    open_ones: list[_Gutter] = []
    done: list[_Gutter] = []
    for gap in gaps:
        most = 0.0
        kept = []
        reach = _REACH * gap.size
        for one in open_ones:
            if gap.top - one.bottom > reach and gap.top - one.bottom > _REACH * one.size:
                done.append(one)
                continue
            kept.append(one)
            if gap.left >= one.right or gap.right <= one.left:
                continue
            left, right = max(one.left, gap.left), min(one.right, gap.right)
            size = min(one.size, gap.size)
            if right - left > _LEAST_OUT_OF_ORDER * size and not _crossed(rows, left, right, one, gap):
                one.left, one.right, one.size = left, right, size
                one.bottom = max(one.bottom, gap.bottom)
                one.gaps.append(gap)
                most = max(most, right - left)
        open_ones = kept
        if most < 0.8 * (gap.right - gap.left):
            open_ones.append(_Gutter(gap.left, gap.right, gap.bottom, gap.size, [gap]))
    return [one for one in (*done, *open_ones) if one.holds()]


def _crossed(rows: dict[int, list[tuple[float, float]]], left: float, right: float, gutter: _Gutter, gap: Gap) -> bool:
    """Whether a word stands in the strip between a gutter and a gap below it."""
    for row in range(int(gutter.bottom // 4), int(gap.top // 4) + 1):
        for a, b in rows.get(row, ()):
            if a < right and b > left:
                return True
    return False


def _is_of_table(words: Sequence[Word], gutter: _Gutter, nearest: dict[int, int], before: dict[int, int]) -> bool:
    """Whether a gutter parts the cells of a table: rows that stand on one line, with little in them, drawn row by row.

    A column of running text fills its lines; a cell of a table does not.
    """
    if len(gutter.gaps) < 2:
        return False
    level = sum(abs(words[gap.before].base - words[gap.after].base) < 0.1 * gap.size for gap in gutter.gaps)
    drawn = sum(not gap.apart for gap in gutter.gaps)
    uneven = sum(not gap.apart and not gap.even for gap in gutter.gaps)
    if level < 0.9 * len(gutter.gaps) or drawn < 0.6 * len(gutter.gaps) or uneven < 0.5 * len(gutter.gaps):
        return False
    left = median(_letters(words, gap.before, before, reverse=True) for gap in gutter.gaps)
    right = median(_letters(words, gap.after, nearest) for gap in gutter.gaps)
    return min(left, right) <= _CELL_LETTERS


def _letters(words: Sequence[Word], index: int, steps: dict[int, int], reverse: bool = False) -> int:
    """How many letters stand on from a word until the next gap that is wider than a space."""
    count = len(words[index].text)
    while index in steps and count < 200:
        other = steps[index]
        wide = words[index].left - words[other].right if reverse else words[other].left - words[index].right
        if wide > words[index].size:
            break
        count += len(words[other].text) + 1
        index = other
    return count

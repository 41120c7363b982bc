"""The blocks of a PDF, in reading order, as paragraphs: parted where an indent, a gap, a short line or another font
says so, and joined over the end of a column or page where a sentence runs on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from parallax.intake.pdf.columns import Block, goes_on, is_open
from parallax.intake.pdf.lines import Line
from parallax.intake.unwrap import ends_sentence

_INDENT, _MOST_INDENT = 0.6, 5.0
_NEAR_LINES = 3
_FEW_INDENTED = 4
_USUAL_STEP = 2.2
_LOOK_AHEAD = 14
_BULLET = re.compile(r"(?:[•‣◦▪■●·]|[-–—*](?= )|\(?(?:\d{1,2}|[a-z])[.)](?= ))\s*\S")
_ASIDE_LETTERS = 700


@dataclass(slots=True)
class Run:
    """The lines of one paragraph, and the block that it began in. `whole` is what may not be joined with others."""

    lines: list[Line]
    block: Block
    indented: bool = False
    right: float = 0.0


@dataclass(slots=True)
class _Edges:
    """Where the lines of a block begin and end: the sides of its column, as far as they can be told."""

    left: float
    right: float
    leading: float
    hanging: bool = False
    centred: bool = False


def runs_of(blocks: Sequence[Block], body_size: float) -> list[Run]:
    """The paragraphs of all blocks (of all pages, in reading order), each as its lines.

    What stands between the two halves of a paragraph comes after it; what is long, such as a box with a story of its
    own, comes after the text of its page.
    """
    by_block = _parted(blocks, body_size)
    indents = sum(run.indented for runs in by_block for run in runs[1:]) >= 2
    done: list[Run] = []
    taken: set[int] = set()
    late: list[Run] = []
    for number, block in enumerate(blocks):
        if number in taken:
            continue
        if late and (block.page != late[0].block.page or (not block.body and block.size > 1.15 * body_size)):
            done += late
            late = []
        taken.add(number)
        done += by_block[number]
        current = number
        while (follower := _follower(blocks, by_block, current, taken, indents)) is not None:
            taken.add(follower)
            first, *rest = by_block[follower]
            last = done[-1]
            last.lines = last.lines + first.lines
            last.right = first.right
            by_block[follower] = [last, *rest]
            passed = [k for k in range(current + 1, follower) if k not in taken]
            taken.update(passed)
            asides = [run for k in passed for run in by_block[k]]
            if sum(blocks[k].letters for k in passed) > _ASIDE_LETTERS:
                late += asides
                asides = []
            # A paragraph that runs on once more stays the last one.
            done[-1:] = [last, *asides, *rest] if rest else [*asides, last]
            current = follower
    return done + late


def _follower(
    blocks: Sequence[Block], by_block: Sequence[list[Run]], number: int, taken: set[int], indents: bool
) -> int | None:
    """The block whose first paragraph goes on with the last one of a block; None where there is none."""
    block, last = blocks[number], by_block[number][-1]
    if block.caption:
        return None
    text = last.lines[-1].text
    past_headline = False
    for other in range(number + 1, min(len(blocks), number + 1 + _LOOK_AHEAD)):
        if other in taken:
            continue
        one, first = blocks[other], by_block[other][0]
        next_one = other == number + 1
        if one.floats or not _one_style(block, one) or last.lines[0].cells or first.lines[0].cells:
            past_headline = past_headline or (one.size > 1.4 * block.size and block.body and not one.floats)
            continue
        runs_on = is_open(text) and goes_on(first.lines[0].text)
        if past_headline and not (runs_on and one.top < block.bottom + 2 * one.size):
            return None  # another article has begun
        if _BULLET.match(first.lines[0].text):
            return None
        full = _is_full(last.lines[-1], first.lines[0], last.right)
        if runs_on and (full or _breaks_word(text) or not next_one):
            return other
        if not next_one and not all(passed.floats for passed in blocks[number + 1 : other]):
            return None
        jumps = not next_one or one.page != block.page or one.top < block.bottom - block.size or one.left > block.right
        if jumps and full and not first.indented and (is_open(text) or (indents and _may_go_on(last, first))):
            return other
        return None
    return None


def _may_go_on(last: Run, first: Run) -> bool:
    """Whether a paragraph that ends a sentence at the foot of a column may go on, where others are indented."""
    return len(last.lines) > 1 and last.lines[-1].font == first.lines[0].font


def _breaks_word(text: str) -> bool:
    return text.endswith(("-", "\u00ad", "\u2010"))


def _one_style(block: Block, other: Block) -> bool:
    same_size = abs(block.size - other.size) <= 0.04 * block.size
    return same_size and (block.body == other.body)


def _parted(blocks: Sequence[Block], body_size: float) -> list[list[Run]]:
    made = []
    steps: dict[float, list[float]] = defaultdict(list)
    for block in blocks:
        for before, line in pairwise(block.lines):
            if line.base - before.base < _USUAL_STEP * line.size:
                steps[round(line.size)].append(line.base - before.base)
    usual = {size: median(found) for size, found in steps.items()}
    for number, block in enumerate(blocks):
        edges = _edges(block, blocks[max(0, number - 3) : number + 4])
        if len(block.lines) <= _NEAR_LINES and round(block.size) in usual:
            edges.leading = usual[round(block.size)]
        made.append(_runs_in(block, edges, block.size > 1.15 * body_size))
    return made


def _edges(block: Block, near: Sequence[Block]) -> _Edges:
    lines = block.lines
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    if len(lines) < _NEAR_LINES:
        # A paragraph of one or two lines does not tell how wide its column is; its neighbours in the column do.
        for other in near:
            if other.page == block.page and _one_style(block, other) and abs(other.left - left) < 3 * block.size:
                left, right = min(left, other.left), max(right, other.right)
    steps = [b.base - a.base for a, b in pairwise(lines)]
    offset = [line.left - left for line in lines]
    hanging = (
        len(lines) > 2
        and offset[0] < 0.3 * block.size
        and sum(o > _INDENT * block.size for o in offset) * 2 > len(lines)
    )
    middle = [(line.left + line.right) / 2 for line in lines]
    centred = (
        len(lines) > 1
        and max(middle) - min(middle) < 0.5 * block.size
        and max(offset) > 0.5 * block.size
        and max(line.right for line in lines) - min(line.right for line in lines) > 0.5 * block.size
    )
    return _Edges(left, right, median(steps) if steps else 1.2 * block.size, hanging, centred)


def _runs_in(block: Block, edges: _Edges, display: bool) -> list[Run]:
    lines = block.lines
    runs = [Run([lines[0]], block, lines[0].left - edges.left >= _INDENT * block.size)]
    for index in range(1, len(lines)):
        if _starts(lines, index, edges, display):
            runs.append(Run([lines[index]], block, lines[index].left - edges.left >= _INDENT * block.size))
        else:
            runs[-1].lines.append(lines[index])
    for run in runs:
        run.right = edges.right
    return runs


def _starts(lines: Sequence[Line], index: int, edges: _Edges, display: bool) -> bool:
    """Whether a line begins a paragraph."""
    before, line = lines[index - 1], lines[index]
    size = line.size
    if line.cells or before.cells:
        return True
    if line.base - before.base > edges.leading + 0.3 * size:
        return True
    if display or edges.centred:
        return False
    ends = ends_sentence(before.text)
    if _BULLET.match(line.text) and (ends or not _is_full(before, line, edges.right) or _BULLET.match(lines[0].text)):
        return True
    if _breaks_word(before.text):
        return False
    listed = next((one for one in reversed(lines[:index]) if _BULLET.match(one.text)), None)
    if listed is not None and line.left > listed.left + 0.4 * size:
        return False
    offset, offset_before = line.left - edges.left, before.left - edges.left
    if edges.hanging:
        return offset < 0.3 * size
    local = max(one.right for one in lines[max(0, index - 1 - _NEAR_LINES) : index + _NEAR_LINES])
    short = not _is_full(before, line, edges.right if ends else local)
    if line.backward:
        return edges.right - line.right > _INDENT * size and ends
    if _INDENT * size <= offset <= _MOST_INDENT * size and offset_before < offset - 0.4 * size:
        back = index + 1 == len(lines) or lines[index + 1].left < line.left - 0.4 * size
        if back or ends or short:
            return True
    if ends and _opens_like_others(lines, index, edges.left):
        return True
    if before.font != line.font and (short or ends) and not goes_on(line.text):
        return True
    return short and (ends or not goes_on(line.text))


def _opens_like_others(lines: Sequence[Line], index: int, left: float) -> bool:
    """Whether a line is indented as a few lines around it are, in a block whose lines mostly are not: each of them is,
    or begins, a paragraph."""
    least = left + _INDENT * lines[index].size
    indented = [least <= line.left <= left + _MOST_INDENT * line.size for line in lines]
    first = last = index
    while first > 0 and indented[first - 1]:
        first -= 1
    while last + 1 < len(lines) and indented[last + 1]:
        last += 1
    return indented[index] and last - first < _FEW_INDENTED and 2 * sum(indented) < len(lines)


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would not have fitted at the end of the one before it."""
    return before.right + 0.25 * line.size + line.first > right - 0.35 * line.size

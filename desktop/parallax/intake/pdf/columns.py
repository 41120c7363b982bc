"""The lines of a page as blocks, and the blocks in the order in which they are read.

Source of the order: T. M. Breuel, "High Performance Document Layout Analysis", SDIUT 2003: of two blocks, the upper one
comes first where they stand above one another; else the left one does, unless something between them in height spans
both. What stands inside columns without ending them (a picture's caption, a quotation set large) takes no part in that:
it is put after the block that it follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from parallax.intake.pdf.frame import Box
from parallax.intake.pdf.lines import Line
from parallax.intake.unwrap import ends_sentence

_LIKE_SIZE = 0.08
_LEAST_REACH, _MOST_REACH = 0.5, 2.0
_MOST_BLOCKS = 800
_CAPTION_LETTERS = 500
_CLOSE = 2.2
_WIDE_BAND = 3.0


@dataclass(frozen=True, slots=True)
class Style:
    """What most of the text is set in: the size of its font in points, and the font's family."""

    size: float
    family: str

    def holds(self, block: Block, families: Sequence[str]) -> bool:
        """Whether a block is set in it."""
        return abs(block.size - self.size) <= 0.04 * self.size and families[block.font] == self.family


@dataclass(slots=True)
class Block:
    """Lines under one another that belong together. `caption` where it stands beside a picture and is set in another
    way than the text; `body` where it is set as the text is; `floats` where it stands inside columns that go on."""

    lines: list[Line]
    left: float
    top: float
    right: float
    bottom: float
    caption: bool = False
    body: bool = False
    floats: bool = False
    beside: list[Line] = field(default_factory=list)

    @classmethod
    def of(cls, line: Line, beside: list[Line]) -> Block:
        return cls([line], line.left, line.top, line.right, line.bottom, beside=list(beside))

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def font(self) -> int:
        return self.lines[0].font

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def letters(self) -> int:
        return sum(len(line.text) for line in self.lines)

    def add(self, line: Line, beside: list[Line]) -> None:
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)
        self.bottom = max(self.bottom, line.bottom)
        self.beside += beside


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The lines of one page as blocks: each line with the only one right above it, where both are of one size and no
    other column stands beside either of them."""
    ordered = sorted(lines, key=lambda line: (line.top, line.left))
    level = _level(ordered)
    reach = _reach(ordered)
    below: dict[int, list[int]] = {}
    above: dict[int, list[int]] = {}
    for index in range(len(ordered)):
        for other in _below(ordered, index, reach):
            below.setdefault(index, []).append(other)
            above.setdefault(other, []).append(index)
    blocks: list[Block] = []
    home: dict[int, Block] = {}
    for index, line in enumerate(ordered):
        beside = [ordered[other] for other in level[index]]
        over = above.get(index, ())
        block = home.get(over[0]) if len(over) == 1 and len(below[over[0]]) == 1 else None
        if block is not None and _joins(block, line, beside):
            block.add(line, beside)
        else:
            block = Block.of(line, beside)
            blocks.append(block)
        home[index] = block
    return blocks


def in_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of one page in reading order."""
    if len(blocks) > _MOST_BLOCKS:
        return sorted(blocks, key=lambda block: (round(block.top / 4), block.left))
    for block in blocks:
        block.floats = block.caption or _interrupts(block, blocks)
    ordered: list[Block] = []
    for band in _bands(blocks):
        ordered += _by_place([block for block in band if not block.floats])
    for block in sorted((block for block in blocks if block.floats), key=lambda block: block.top):
        ordered.insert(_place_of(block, ordered), block)
    return ordered


def name_captions(blocks: Sequence[Block], pictures: Sequence[Box], page: tuple[float, float], size: float) -> None:
    """Mark the blocks that stand beside a picture and are not set as the text is; `size` is that of the text."""
    seen = [box for box in pictures if _is_picture(box, page)]
    for block in blocks:
        if block.body or block.size > 1.15 * size or block.letters > _CAPTION_LETTERS:
            continue
        block.caption = any(_is_beside(block, box) for box in seen)


def _is_picture(box: Box, page: tuple[float, float]) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide > 30 and high > 30 and wide * high < 0.6 * page[0] * page[1]


def _is_beside(block: Block, box: Box) -> bool:
    left, top, right, bottom = box
    near = _CLOSE * block.size
    shared = min(block.right, right) - max(block.left, left)
    if shared > 0.5 * min(block.right - block.left, right - left):
        return -near < block.top - bottom < near or -0.3 * near < top - block.bottom < near
    level = min(block.bottom, bottom) - max(block.top, top)
    aside = max(block.left - right, left - block.right)
    return level > 0.6 * (block.bottom - block.top) and 0 <= aside < near


def _level(ordered: Sequence[Line]) -> list[list[int]]:
    """For each line those at its height."""
    level: list[list[int]] = [[] for _ in ordered]
    open_ones: list[int] = []
    for index, line in enumerate(ordered):
        open_ones = [other for other in open_ones if ordered[other].bottom > line.top]
        for other in open_ones:
            if min(ordered[other].bottom, line.bottom) - max(ordered[other].top, line.top) > 0.3 * min(
                line.size, ordered[other].size
            ):
                level[other].append(index)
                level[index].append(other)
        open_ones.append(index)
    return level


def _reach(ordered: Sequence[Line]) -> float:
    """How far below a line the next one of its block may begin, in sizes of the font: a little more than is usual."""
    gaps = []
    for index, line in enumerate(ordered):
        found = next((ordered[other] for other in _below(ordered, index, _MOST_REACH)), None)
        if found is not None and _alike(line, found):
            gaps.append((found.top - line.bottom) / line.size)
    return min(_MOST_REACH, max(_LEAST_REACH, 1.35 * median(gaps) + 0.15)) if gaps else _LEAST_REACH


def _below(ordered: Sequence[Line], index: int, reach: float) -> list[int]:
    """The lines that stand next below a line, not further than `reach` sizes of its font."""
    line = ordered[index]
    found: list[int] = []
    for other in range(index + 1, len(ordered)):
        one = ordered[other]
        gap = one.top - line.bottom
        if gap > reach * max(line.size, one.size) and gap > reach * line.size:
            break
        if gap < -0.5 * min(line.size, one.size) or min(line.right, one.right) <= max(line.left, one.left):
            continue
        if gap > reach * min(line.size, one.size):
            continue
        if any(
            one.top > ordered[nearer].bottom - 0.3 * one.size
            and min(one.right, ordered[nearer].right) > max(one.left, ordered[nearer].left)
            for nearer in found
        ):
            continue
        found.append(other)
    return found


def _alike(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= _LIKE_SIZE * max(line.size, other.size) and line.cells == other.cells


def _joins(block: Block, line: Line, beside: Sequence[Line]) -> bool:
    """Whether a line goes on with a block: not where either stands over or under two columns."""
    if not _alike(block.lines[-1], line):
        return False
    if any(_overlap(other, block) for other in beside):
        return False
    return not any(_overlap(other, line) for other in block.beside)


def _overlap(one: Line | Block, other: Line | Block) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 1.0


def _interrupts(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a block that is not set as the text is stands across columns without ending them: whether their text
    makes more sense when each column is read on below it than when it ends the columns above it."""
    if block.body:
        return False
    above = [one for one in blocks if one.body and _overlap(one, block) and one.bottom <= block.top + block.size]
    below = [one for one in blocks if one.body and _overlap(one, block) and one.top >= block.bottom - block.size]
    pairs = []
    for lower in _nearest(below, top=True):
        over = [one for one in above if _overlap(one, lower)]
        if over:
            pairs.append((max(over, key=lambda one: one.bottom), lower))
    if not pairs:
        return False
    if len(pairs) == 1:
        upper, lower = pairs[0]
        return is_open(upper.lines[-1].text) and goes_on(lower.lines[0].text)
    tops = [_first_above(lower, above) for _, lower in pairs]
    feet = [_last_below(lower, below) for _, lower in pairs]
    inner = range(len(pairs) - 1)
    through = sum(_sense(upper, lower) for upper, lower in pairs) + sum(_sense(feet[k], tops[k + 1]) for k in inner)
    ended = sum(_sense(pairs[k][0], tops[k + 1]) + _sense(feet[k], pairs[k + 1][1]) for k in inner)
    ended += -2.0 if is_open(pairs[-1][0].lines[-1].text) or goes_on(pairs[0][1].lines[0].text) else 1.0
    return through > ended


def _nearest(blocks: Sequence[Block], top: bool) -> list[Block]:
    """From left to right, those that nothing parts from the block above (or below) them."""
    found = [
        one
        for one in blocks
        if not any(other is not one and _overlap(one, other) and (other.top < one.top) == top for other in blocks)
    ]
    return sorted(found, key=lambda one: one.left)


def _last_below(block: Block, below: Sequence[Block]) -> Block:
    """The last block of the column that begins with a block."""
    return max((one for one in below if _overlap(one, block)), key=lambda one: one.bottom)


def _first_above(block: Block, above: Sequence[Block]) -> Block:
    """The first block of the column that ends over a block."""
    return min((one for one in above if _overlap(one, block)), key=lambda one: one.top)


def _sense(block: Block, following: Block) -> float:
    """How well a block is gone on with by another: inside a sentence, or from one paragraph to the next."""
    first = following.lines[0]
    indented = first.left > following.left + 0.5 * first.size
    if is_open(block.lines[-1].text):
        return 2.0 if goes_on(first.text) else -1.0 if indented else 0.5
    return -2.0 if goes_on(first.text) else 1.0 if indented else 0.5


def is_open(text: str) -> bool:
    """Whether a line breaks off inside a sentence."""
    return not ends_sentence(text) and not text.endswith(":")


def goes_on(text: str) -> bool:
    """Whether a line goes on with a sentence: it begins with a small letter."""
    return text.lstrip("“‘\"'(—–- ")[:1].islower()


def _bands(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of one page in bands below one another, parted where white space runs over the whole page and
    something new begins below it."""
    bands: list[list[Block]] = []
    bottom = 0.0
    for block in sorted(blocks, key=lambda block: block.top):
        if not bands or block.top > bottom + 0.3 * block.size:
            bands.append([])
        bands[-1].append(block)
        bottom = max(bottom, block.bottom)
    made: list[list[Block]] = []
    for band in bands:
        if made and not _ends_here(made[-1], band):
            made[-1] += band
        else:
            made.append(band)
    return made


def _ends_here(upper: Sequence[Block], lower: Sequence[Block]) -> bool:
    """Whether the columns of one band end before the next begins."""
    first = min(lower, key=lambda block: (block.left, block.top))
    opening = [block for block in lower if block.top < first.bottom]
    for block in opening:
        if block.floats:
            return False
        above = [one for one in upper if _overlap(one, block)]
        if above and is_open(max(above, key=lambda one: one.bottom).lines[-1].text) and goes_on(block.lines[0].text):
            return False
    gap = min(block.top for block in lower) - max(block.bottom for block in upper)
    if not any(block.body and not block.lines[0].cells for block in opening):
        return True
    return gap > _WIDE_BAND * first.size


def _by_place(blocks: Sequence[Block]) -> list[Block]:
    """Breuel's order: each block after all that come before it."""
    beside = [0] * len(blocks)
    lower = [0] * len(blocks)
    for i, one in enumerate(blocks):
        for k, other in enumerate(blocks):
            if i != k and min(one.right, other.right) - max(one.left, other.left) > 1.0:
                beside[i] |= 1 << k
            if i != k and _is_above(one, other):
                lower[i] |= 1 << k
    upper = [0] * len(blocks)
    for i in range(len(blocks)):
        for k in range(len(blocks)):
            if lower[i] >> k & 1:
                upper[k] |= 1 << i
    waits = [0] * len(blocks)
    for i, one in enumerate(blocks):
        for k, other in enumerate(blocks):
            if i == k:
                continue
            if beside[i] >> k & 1:
                if lower[i] >> k & 1:
                    waits[k] |= 1 << i
            elif one.left < other.left:
                spanning = beside[i] & beside[k]
                if not spanning & lower[i] & upper[k] and not spanning & lower[k] & upper[i]:
                    waits[k] |= 1 << i
    return [blocks[k] for k in _sorted(blocks, waits)]


def _sorted(blocks: Sequence[Block], waits: list[int]) -> list[int]:
    left = set(range(len(blocks)))
    ordered: list[int] = []
    remaining = (1 << len(blocks)) - 1
    while left:
        # Where blocks wait for one another in a ring, the one that waits for the fewest comes first.
        first = min(left, key=lambda k: ((waits[k] & remaining).bit_count(), blocks[k].top, blocks[k].left))
        ordered.append(first)
        left.remove(first)
        remaining &= ~(1 << first)
    return ordered


def _is_above(one: Block, other: Block) -> bool:
    """Whether a block stands above another: where they overlap a little, by their middles."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    if shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top):
        return one.top < other.top and _overlap(one, other) and one.bottom < other.bottom
    return one.top + one.bottom < other.top + other.bottom


def _place_of(block: Block, ordered: Sequence[Block]) -> int:
    """Where a block that floats is put: after the nearest above it, else before the nearest below it."""
    above = [k for k, one in enumerate(ordered) if _overlap(one, block) and one.top < block.top]
    if above:
        first = (
            min(ordered[k].left for k in above if ordered[k].bottom > block.top - 12 * block.size)
            if any(ordered[k].bottom > block.top - 12 * block.size for k in above)
            else None
        )
        if first is not None:
            above = [k for k in above if ordered[k].left <= first + block.size]
        return max(above, key=lambda k: ordered[k].bottom) + 1
    below = [k for k, one in enumerate(ordered) if _overlap(one, block)]
    return min(below) if below else len(ordered)

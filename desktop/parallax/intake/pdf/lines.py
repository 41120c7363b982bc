"""The lines of a page: words beside one another as text, with drop capitals, raised notes and letters set apart put
right, and the cells of tables parted by tabs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parallax.intake.pdf.gutters import rows_of
from parallax.intake.pdf.words import Page, Word
from parallax.raised import raised

_GLUED = 0.12
_BACKWARD_SPACE = 0.18
_FEWEST_APART = 4
_DROP_SIZE = 1.8
_DROP = re.compile(r"[“‘\"'«]?[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: its text, its place on its page, the size and font of most of its letters, and how wide
    its first word is. `cells` where it is a row of a table."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    font: int
    first: float
    cells: bool = False
    backward: bool = False


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, in no order."""
    words = _with_drop_capitals(page.words)
    rows, cells = rows_of(words)
    return [_line(page.number, words, row, cells) for row in rows]


def _with_drop_capitals(words: Sequence[Word]) -> list[Word]:
    """The words with each large first letter put before the first of the lines that it stands beside."""
    if not words:
        return []
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    usual = sizes.most_common(1)[0][0]
    drops = [word for word in words if word.size >= _DROP_SIZE * usual and _DROP.fullmatch(word.text)]
    if not drops or len(drops) > 40:
        return list(words)
    spoken = {word.text.casefold().strip(".,;:!?") for word in words}
    kept = list(words)
    for drop in drops:
        high = drop.size * 0.75
        beside = [
            word
            for word in kept
            if word.size < 0.6 * drop.size
            and drop.base - high - 0.5 * word.size < word.base <= drop.base + 0.3 * word.size
            and -0.3 * word.size < word.left - drop.right < 1.2 * word.size
        ]
        level = sorted({round(word.base) for word in beside})
        if len(level) < 2 and not (beside and drop.size < 2.6 * usual):
            continue
        first = min(beside, key=lambda word: (word.base, word.left))
        whole = f"{drop.text}{first.text}"
        apart = drop.text in "AIO" and (whole.casefold().strip(".,;:!?") not in spoken) and drop.text != "O"
        text = f"{drop.text} {first.text}" if apart else whole
        kept[kept.index(first)] = first._replace(text=text)
        kept.remove(drop)
    return [word._replace(order=k) for k, word in enumerate(kept)]


def _line(page: int, words: Sequence[Word], row: Sequence[int], cells: set[tuple[int, int]]) -> Line:
    ones = [words[index] for index in row]
    backward = _is_backward(ones)
    size, font = _style(ones)
    body = [one for one in ones if one.size > 0.8 * size] or ones
    text = _text_backward(ones) if backward else _text(words, row, cells)
    return Line(
        text,
        page,
        ones[0].left,
        min(one.top for one in body),
        max(one.right for one in ones),
        max(one.bottom for one in body),
        body[0].base,
        size,
        font,
        (ones[-1] if backward else ones[0]).right - (ones[-1] if backward else ones[0]).left,
        any(pair in cells for pair in pairwise(row)),
        backward,
    )


def _style(ones: Sequence[Word]) -> tuple[float, int]:
    if len({(one.size, one.font) for one in ones}) == 1:
        return ones[0].size, ones[0].font
    sizes: Counter[float] = Counter()
    fonts: Counter[int] = Counter()
    for one in ones:
        sizes[one.size] += len(one.text)
        fonts[one.font] += len(one.text)
    return sizes.most_common(1)[0][0], fonts.most_common(1)[0][0]


def _text(words: Sequence[Word], row: Sequence[int], cells: set[tuple[int, int]]) -> str:
    ones = [words[index] for index in row]
    parts = [ones[0].text]
    apart = _set_apart(ones)
    for number in range(1, len(ones)):
        before, one = ones[number - 1], ones[number]
        gap = one.left - before.right
        if (row[number - 1], row[number]) in cells:
            parts.append("\t")
        elif _is_raised(before, one) and (one.glued or gap < 0.25 * one.size):
            parts.append(raised(one.text))
            continue
        elif not (one.glued and gap < 0.3 * one.size) and not apart[number] and not _is_glued(before, one, gap):
            parts.append(" ")
        parts.append(one.text)
    return "".join(parts)


def _is_glued(before: Word, one: Word, gap: float) -> bool:
    """Whether two words that were drawn one by one are one word: no space is so narrow."""
    return gap < _GLUED * min(before.size, one.size) and one.order == before.order + 1 and gap > -0.5 * one.size


def _is_raised(before: Word, one: Word) -> bool:
    """Whether a word stands higher and smaller after another, as the mark of a note or a power does."""
    return one.size < 0.9 * before.size and 0.2 * before.size < before.base - one.base < before.size


def _set_apart(ones: Sequence[Word]) -> list[bool]:
    """For each word whether it belongs to the letter before it: single letters in a row, set apart for show."""
    joined = [False] * len(ones)
    start = 0
    while start < len(ones):
        end = start
        while end < len(ones) and len(ones[end].text) == 1 and ones[end].text.isalpha():
            end += 1
        if end - start >= _FEWEST_APART:
            gaps = sorted(ones[k].left - ones[k - 1].right for k in range(start + 1, end))
            usual = gaps[len(gaps) // 4]
            for k in range(start + 1, end):
                joined[k] = ones[k].left - ones[k - 1].right <= 1.6 * usual + 0.1 * ones[k].size
        start = max(end, start + 1)
    return joined


def _is_backward(ones: Sequence[Word]) -> bool:
    """Whether most letters of a line run from right to left."""
    if all(one.text.isascii() for one in ones):
        return False
    kinds = Counter(unicodedata.bidirectional(letter) for one in ones for letter in one.text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _text_backward(ones: Sequence[Word]) -> str:
    """Letters and words from right to left, but for runs of words and figures that run the other way."""
    parts: list[tuple[bool, str]] = []
    for number in range(len(ones) - 1, -1, -1):
        one = ones[number]
        spaced = number + 1 < len(ones) and ones[number + 1].left - one.right > _BACKWARD_SPACE * one.size
        parts.append((spaced, one.text))
    said: list[str] = []
    run: list[str] = []
    opens = False
    for spaced, text in parts:
        if _runs_forward(text):
            opens = opens or (spaced and not run)
            run.append(text)
            continue
        if run:
            said += [" " if opens else "", " ".join(reversed(run))]
            run, opens = [], False
        said += [" " if spaced else "", text]
    if run:
        said += [" " if opens else "", " ".join(reversed(run))]
    return "".join(said)


def _runs_forward(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("L", "EN", "AN") for letter in text)

"""What stands in the margins of the pages and is no part of the article: running heads and feet, page numbers, and the
address and the date that a browser prints.

What stands at the same place with the same words on several pages is a running head or foot; figures may differ. A page
alone is judged by what only a margin holds: a page number, an address, the moment of printing, and what stands in line
with them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from parallax.intake.pdf.lines import Line

HEAD, FOOT, NUMBER = "the head of a page", "the foot of a page", "a page number"
_ZONE = 0.13
_EDGE = 0.09
_SAME_HEIGHT = 3.0
_FEWEST = 2
_SHARE = 0.3
_OFTEN = 0.7
_NUMBER = re.compile(
    r"[-–—|•. ]*(?:(?:page|pages|p\.|pg\.?|seite|página|pagina) ?)?(?:[A-Z]{1,2}[ -]?)?"
    r"\d{1,4}(?: ?(?:/|of|von|de|sur|di) ?\d{1,4})?[-–—|•. ]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|file:///|www\.)\S+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+\S*", re.IGNORECASE)
_PRINTED = re.compile(
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2} \w{3,9}\.? \d{4}|\w{3,9}\.? \d{1,2}, \d{4}),?"
    r"(?: at)? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AP]M)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+|#")


def margins_of(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[int, str]:
    """Why a line is left out, by the `id` of the line. `pages` holds the lines of each page, `heights` their heights
    in points."""
    found: dict[int, str] = {}
    _repeated(pages, heights, found)
    for lines, height in zip(pages, heights, strict=True):
        for top in (True, False):
            _at_the_edge(lines, height, top, found)
    return found


def address_in(texts: Sequence[str]) -> str:
    """The web address that a browser printed in a margin, where it is whole."""
    for text in texts:
        address = _WEB.search(text)
        if address and not address.group().endswith(("…", "...")):
            return address.group()
    return ""


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float], found: dict[int, str]) -> None:
    """Mark the lines in the outer parts of the pages that come again on others."""
    alike: dict[tuple[bool, str], list[tuple[float, Line]]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for line in lines:
            if line.base < _ZONE * height:
                alike[True, _folded(line.text)].append((line.base, line))
            elif line.base > (1 - _ZONE) * height:
                alike[False, _folded(line.text)].append((height - line.base, line))
    needed = max(_FEWEST, round(_SHARE * len(pages)))
    for (top, folded), placed in alike.items():
        if not folded or len(placed) < needed:
            continue
        placed.sort(key=lambda one: one[0])
        for level in _levels(placed):
            if len({line.page for line in level}) >= needed:
                often = len(level) > _OFTEN * len(pages)
                for line in level:
                    if often or not _goes_on_inwards(line, pages[line.page], top):
                        found[id(line)] = _why(line, top)


def _goes_on_inwards(line: Line, lines: Sequence[Line], top: bool) -> bool:
    """Whether the next line towards the middle of the page is set as this one is and follows it closely: both are
    lines of one column."""
    for other in lines:
        step = other.base - line.base if top else line.base - other.base
        near = 0.5 * line.size < step < 1.7 * line.size
        shared = min(line.right, other.right) > max(line.left, other.left)
        if near and shared and other.font == line.font and abs(other.size - line.size) < 0.05 * line.size:
            return True
    return False


def _levels(placed: Sequence[tuple[float, Line]]) -> Iterator[list[Line]]:
    """Lines, ordered by their distance from the edge, in groups at one distance."""
    level: list[Line] = []
    before = 0.0
    for distance, line in placed:
        if level and distance - before > _SAME_HEIGHT:
            yield level
            level = []
        level.append(line)
        before = distance
    yield level


def _why(line: Line, top: bool) -> str:
    return NUMBER if _NUMBER.fullmatch(line.text) else HEAD if top else FOOT


def _at_the_edge(lines: Sequence[Line], height: float, top: bool, found: dict[int, str]) -> None:
    """Mark the outermost rows of a page while they hold what only a margin does."""
    left = sorted((line for line in lines if id(line) not in found), key=lambda line: line.base, reverse=not top)
    while left:
        edge = left[0].base
        if (edge > _EDGE * height) if top else (edge < (1 - _EDGE) * height):
            return
        row = [line for line in left if abs(line.base - edge) <= _SAME_HEIGHT]
        if not any(_is_sure(line.text) for line in row):
            return
        for line in row:
            found[id(line)] = _why(line, top)
        left = left[len(row) :]


def _is_sure(text: str) -> bool:
    if _NUMBER.fullmatch(text) or _PRINTED.fullmatch(text):
        return True
    address = _ADDRESS.match(text)
    return address is not None and not text[address.end() :].strip(" /0123456789")


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(_DIGITS.sub("#", text.casefold())))

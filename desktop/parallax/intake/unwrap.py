"""Hard-wrapped text back into paragraphs: lines are joined where the line width alone explains the break.

A program that fills lines puts each word on the line where it fits. So a line after which the next word would still
have fitted was ended on purpose, and a line that was full was not. That is certain as long as the width is known; the
width is taken from the text and believed only when nearly every break inside a sentence agrees with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

MIN_WIDTH = 40
"""Lines narrower than this (code points) are left alone: verse, lists, dialogue."""
MAX_WIDTH = 160
"""Lines wider than this are paragraphs of their own."""
_SHORT_TEXT_WIDTH = 55
_EXACT_SHARE = 0.85
_LOOSE_SHARE = 0.9
_LOOSE_SLACK = 0.15
_OWN_BLOCK_LINES = 4
_LONGEST_WORD = 60

_CLOSERS = "\"'”’»)]}"
_TERMINAL = frozenset(".!?…。！？؟।")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Capt|Sgt|Maj|Sen|Rep|Gov|Rev|Hon|Jr|Sr|vs|No|Jan|Feb"
    r"|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|[A-Za-z](?:\.[A-Za-z])+)\.$"
)
_SENTENCE_END_INSIDE = re.compile(rf"(?<!\S)(\S*[.!?][{re.escape(_CLOSERS)}]*) +[\"“‘'(]?[A-Z0-9]")
_BULLET = re.compile(r"[-*•‣◦·–—] +")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)] +")
_GAP = re.compile(r"(?<=\S)(?:\t+| {2,})(?=\S)")
_WORD = re.compile(r"\w+(?:-\w+)*")
_BROKEN_HEAD = re.compile(r"(\w*[^\W\d_])-$")
_BROKEN_TAIL = re.compile(r"([^\W\d_][\w-]*)")
_SUSPENDED = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "en", "of"})
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """`paragraphs` in order, and for each of them what it `was`: its lines as they stood, or empty where nothing was
    joined; `lines` of the given text that were wrapped lines, `made` the paragraphs they became (both 0 when nothing
    was joined); `hyphens` lists the words put together again as (broken, whole)."""

    paragraphs: tuple[str, ...]
    was: tuple[str, ...]
    lines: int = 0
    made: int = 0
    hyphens: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Width:
    """The line width of wrapped text, and how far short of it a full line may fall (0 for exact filling)."""

    width: int
    slack: float

    def full(self, line: str, following: str) -> bool:
        """Whether the first word of the following line would not have fitted."""
        return len(line) + 1 + len(following.split(maxsplit=1)[0]) > self.width - self.slack


def unwrap(text: str) -> Unwrapped:
    """The paragraphs of a text whose line ends are line feeds.

    Blank lines always end a paragraph. Where the lines are wrapped, they are joined by one space (by none between
    characters of scripts without spaces and after a hyphen); lists, tables, verse and lines that are short on purpose
    keep their lines. Nothing but white space is lost, with one exception that `hyphens` names: the hyphen of a broken
    word that the same text spells without one elsewhere.
    """
    blocks = _blocks(text)
    whole = _width([(a, b) for block in blocks for a, b in pairwise(block)], _lengths(blocks))
    joiner = _Joiner(text)
    paragraphs: list[str] = []
    was: list[str] = []
    lines = made = 0
    for block in blocks:
        width = whole
        if width is None and len(block) >= _OWN_BLOCK_LINES:
            width = _width(list(pairwise(block)), _lengths([block]))
        groups = [[line] for line in block] if width is None else _group(block, width)
        for group in groups:
            paragraphs.append(joiner.join(group))
            was.append("\n".join(line.strip() for line in group) if len(group) > 1 else "")
            if len(group) > 1:
                lines += len(group)
                made += 1
    return Unwrapped(tuple(paragraphs), tuple(was), lines, made, tuple(joiner.hyphens))


def is_table_row(line: str) -> bool:
    """Whether a line has cells: two or more gaps of tabs or several spaces, or bars."""
    inner = line.strip()
    if inner.count("|") >= 2:
        return True
    return ("\t" in inner or "  " in inner) and len(_GAP.findall(inner)) >= 2


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, and not with a known abbreviation or an initial."""
    line = line.rstrip()
    # Only the end is looked at: a line may be a million letters long.
    return line.rstrip(_CLOSERS)[-1:] in _TERMINAL and not _ABBREVIATION.search(line[-_LONGEST_WORD:])


def _blocks(text: str) -> list[list[str]]:
    """Runs of lines between blank lines, without white space at the end of a line."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            blocks[-1].append(line.rstrip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _lengths(blocks: Sequence[Sequence[str]]) -> list[int]:
    return sorted((len(line) for block in blocks for line in block), reverse=True)


def _width(pairs: Sequence[tuple[str, str]], lengths: Sequence[int]) -> _Width | None:
    """The width to which the text is wrapped, or None. A few lines may be longer (an address that cannot break)."""
    inside = [(a, b) for a, b in pairs if _inside_sentence(a, b)]
    if not inside:
        return None
    candidates = sorted({lengths[min(len(lengths) - 1, len(lengths) * k // 100)] for k in (0, 3, 5)}, reverse=True)
    for share, slack in ((_EXACT_SHARE, 0.0), (_LOOSE_SHARE, _LOOSE_SLACK)):
        for candidate in candidates:
            if not MIN_WIDTH <= candidate <= MAX_WIDTH or (len(inside) < 3 and candidate < _SHORT_TEXT_WIDTH):
                continue
            width = _Width(candidate, slack * candidate)
            if sum(width.full(a, b) for a, b in inside) >= share * len(inside):
                return width
    return None


def _inside_sentence(line: str, following: str) -> bool:
    """Whether the break is plainly inside a sentence: no full stop before it, no capital letter after it."""
    first = following.lstrip()[0]
    return not ends_sentence(line) and not line.endswith(":") and first.isalpha() and not first.isupper()


def _group(block: Sequence[str], width: _Width) -> list[list[str]]:
    """The lines of one block, put together paragraph by paragraph."""
    if not _filled(block, width):
        return [[line] for line in block]
    pairs = list(pairwise(block))
    certain = sum(ends_sentence(a) and not width.full(a, b) for a, b in pairs)
    # Both ends of sentence fall on a full line with the same chance, so the commoner kind explains one that does.
    mostly_single = certain > sum(_sentence_ends_inside(line) for line in block)
    margin = min(map(_indent, block))
    if sum(_indent(line) > margin for line in block[1:]) > 1:
        mostly_single = False  # paragraphs are marked by their indent
    groups = [[block[0]]]
    in_list = _marked(block[0])
    for line, following in pairs:
        starts = _starts_paragraph(line, following, width, margin, in_list, mostly_single)
        if starts:
            groups.append([following])
            in_list = _marked(following)
        else:
            groups[-1].append(following)
    return groups


def _filled(block: Sequence[str], width: _Width) -> bool:
    """Whether most breaks inside sentences are at full lines: a verse in wrapped text is not."""
    inside = [(a, b) for a, b in pairwise(block) if _inside_sentence(a, b)]
    return sum(width.full(a, b) for a, b in inside) * 2 >= len(inside)


def _starts_paragraph(
    line: str, following: str, width: _Width, margin: int, in_list: bool, mostly_single: bool
) -> bool:
    full = width.full(line, following)
    ends = ends_sentence(line)
    if _marked(following) and (not full or ends or line.endswith(":") or in_list):
        return True
    if any(is_table_row(one) and len(one) < width.width for one in (line, following)):
        return True
    if _indent(following) > margin and not in_list:
        return True
    if full:
        return ends and mostly_single and not _inside_sentence(line, following) and _opens_sentence(following)
    cut_short = _inside_sentence(line, following) and len(line) >= 0.6 * width.width
    return not cut_short


def _opens_sentence(line: str) -> bool:
    """Whether a line may begin a sentence: not with a small letter."""
    letters = line.lstrip().lstrip("\"'“‘«([")
    return bool(letters) and not letters[0].islower()


def _sentence_ends_inside(line: str) -> int:
    return sum(not _ABBREVIATION.search(found[1]) for found in _SENTENCE_END_INSIDE.finditer(line))


def _marked(line: str) -> bool:
    line = line.lstrip()
    return bool(_BULLET.match(line) or _NUMBERED.match(line))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@dataclass(slots=True)
class _Joiner:
    """Joins lines; knows the words of the whole text, to tell a broken word from a hyphenated one."""

    text: str
    hyphens: list[tuple[str, str]] = field(default_factory=list)
    _words: frozenset[str] | None = None

    def join(self, lines: Sequence[str]) -> str:
        """One paragraph of the lines, without white space around them."""
        parts = [lines[0].strip()]
        for line in lines[1:]:
            following = line.strip()
            before = parts[-1]
            broken = _BROKEN_HEAD.search(before[-_LONGEST_WORD:])
            tail = _BROKEN_TAIL.match(following)
            if before.endswith("\u00ad"):
                self.hyphens.append((before.split()[-1], following.split()[0]))
                parts[-1] = before[:-1]
            elif broken and tail and tail[1].casefold() not in _SUSPENDED:
                if tail[1][0].islower() and self._is_broken(broken[1], tail[1]):
                    self.hyphens.append((f"{broken[1]}-", tail[1]))
                    parts[-1] = before[:-1]
            elif not is_unspaced_break(before, following) and not _dashed(before):
                parts.append(" ")
            parts.append(following)
        return "".join(parts)

    def _is_broken(self, head: str, tail: str) -> bool:
        """Whether the text has the word in one piece elsewhere, and nowhere with a hyphen."""
        if self._words is None:
            self._words = frozenset(word.casefold() for word in _WORD.findall(self.text))
        return f"{head}{tail}".casefold() in self._words and f"{head}-{tail}".casefold() not in self._words


def is_unspaced_break(line: str, following: str) -> bool:
    """Whether a line breaks between two characters of scripts that put no space between words."""
    return bool(_UNSPACED.match(line[-1]) and _UNSPACED.match(following[0]))


def _dashed(line: str) -> bool:
    """Whether a line ends with a long dash that clings to its word."""
    return len(line) > 1 and line[-1] == "—" and not line[-2].isspace()

"""Anchors: words of a text that are found again in its next revision, or honestly not found.

The places are carried by diff-match-patch's `diff_xIndex` over one exact diff of both texts, which is made of lines,
then sentences, then words, so that its cost stays small without a time limit. Whatever the diff says, a reading only
lands on exactly its own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from diff_match_patch.diff_match_patch import diff_match_patch

from parallax.article import Article, sha256
from parallax.library.records import Place, Reading

CONTEXT = 32
"""Code points kept on either side of a reading."""
_MOST_TOKENS = 1500
"""Tokens of both sides together that are diffed at one level; past it the block counts as replaced."""
_FEW_WORDS = 4
"""Words in a row by which longer blocks are cut."""
_LONG = 24
"""Code points from which words speak for themselves when they stand in one place only."""
_ENOUGH_CONTEXT = 8
"""Code points of context that must agree where short words are found away from where the diff puts them."""

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCES = re.compile(r".+?[.!?…][\"”’')\]]*\s+|.+", re.DOTALL)
_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_EQUAL, _DELETE, _INSERT = diff_match_patch.DIFF_EQUAL, diff_match_patch.DIFF_DELETE, diff_match_patch.DIFF_INSERT
Diff = tuple[int, str]
_PATCHER: Any = diff_match_patch  # it carries no types


def anchor(article: Article, start: int, end: int) -> Reading:
    """The reading of the code points `start` to `end` of an article. Raises ValueError for offsets outside its text."""
    return _reading(article.id, article.text_sha256, article.text, start, end)


def carry(reading: Reading, old_text: str, new_text: str) -> Reading | None:
    """The same words in the next revision of the text, or None. See `Crossing.carry`."""
    return Crossing(old_text, new_text).carry(reading)


class Crossing:
    """The way from one revision of a text to another; the diff is made once for all anchors."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self.old = old_text
        self.new = new_text
        self.revision = sha256(new_text)
        self._patcher = _PATCHER()
        self._patcher.Diff_Timeout = 0
        self._diffs = self._diff(old_text, new_text, (_LINES, _SENTENCES, _WORDS))

    def at(self, place: int) -> int:
        """The code point of the new text for one of the old; of deleted text, the place where it was."""
        return min(int(self._patcher.diff_xIndex(self._diffs, place)), len(self.new)) if self._diffs else 0

    def place(self, place: Place) -> Place:
        """A place of the old text in the new one."""
        return Place(place.article, self.revision, self.at(place.at))

    def carry(self, reading: Reading) -> Reading | None:
        """The reading in the new text: always on exactly its own words, or None.

        First where the diff puts it. Where other words stand there (a sentence was moved), at an equal occurrence that
        no other part of the old text became, if it is long and the only one, or its context agrees; among several the
        one with the most context, then the one of the same ordinal. An empty reading needs agreeing context.
        """
        if self.old[reading.start : reading.end] != reading.exact:
            return None
        if not reading.exact:
            at = self.at(reading.start)
            needed = min(_ENOUGH_CONTEXT, len(reading.before) + len(reading.after))
            return self._made(reading, at) if self._agreement(reading, at) >= needed else None
        at = self._kept(reading.start, reading.exact)
        return self._found(reading) if at < 0 else self._made(reading, at)

    def whole(self, reading: Reading) -> Reading:
        """A reading that stands for its article as a whole (0 to 0): it always fits."""
        return self._made(reading, 0)

    def why_not(self, reading: Reading) -> str:
        """One clause on why a reading was not carried."""
        if reading.exact and reading.exact in self.new:
            return "the text changed, and it is unsure which of the same words are meant"
        return "the text changed, and these words no longer stand in it" if reading.exact else "the text changed here"

    def _kept(self, start: int, words: str) -> int:
        """Where the diff puts words that stand at `start` of the old text, or -1 when it does not keep them whole."""
        at = self.at(start)
        kept = self.at(start + len(words) - 1) + 1 == at + len(words) and self.new.startswith(words, at)
        return at if kept else -1

    def _found(self, reading: Reading) -> Reading | None:
        before = _occurrences(self.old, reading.exact)
        taken = {self._kept(place, reading.exact) for place in before if place != reading.start}
        now = _occurrences(self.new, reading.exact)
        free = [place for place in now if place not in taken]
        if not free:
            return None
        agreement = {place: self._agreement(reading, place) for place in free}
        best = max(agreement.values())
        first = [place for place in free if agreement[place] == best]
        if len(first) > 1:
            same = now[reading.ordinal] if len(now) == len(before) else -1
            return self._made(reading, same) if best >= _ENOUGH_CONTEXT and same in first else None
        alone = len(free) == 1 and len(reading.exact) >= _LONG
        return self._made(reading, first[0]) if alone or best >= _ENOUGH_CONTEXT else None

    def _agreement(self, reading: Reading, at: int) -> int:
        """Code points of context, on both sides together, that are the same at `at` of the new text."""
        start, end = max(at - CONTEXT, 0), at + len(reading.exact)
        return _common(reading.before[::-1], self.new[start:at][::-1]) + _common(
            reading.after, self.new[end : end + CONTEXT]
        )

    def _made(self, reading: Reading, at: int) -> Reading:
        return _reading(reading.article, self.revision, self.new, at, at + len(reading.exact))

    def _diff(self, old: str, new: str, levels: tuple[re.Pattern[str], ...]) -> list[Diff]:
        """An exact diff, coarse to fine: what a level says was replaced is diffed again at the next."""
        if old == new:
            return [(_EQUAL, old)] if old else []
        if not (old and new and levels):
            return [(op, text) for op, text in ((_DELETE, old), (_INSERT, new)) if text]
        split: Callable[[str], list[str]] = levels[0].findall
        ours, theirs = split(old), split(new)
        first = _common(ours, theirs)
        last = _common(ours[first:][::-1], theirs[first:][::-1])
        head, tail = "".join(ours[:first]), "".join(ours[len(ours) - last :])
        ours, theirs = ours[first : len(ours) - last], theirs[first : len(theirs) - last]
        if len(ours) + len(theirs) <= _MOST_TOKENS:
            middle = self._token_diff(ours, theirs)
        elif levels[0] is _WORDS and len(pieces := _cut(ours, theirs)) > 1:
            middle = [made for one, other in pieces for made in self._diff(one, other, levels)]
        else:
            middle = [(_DELETE, "".join(ours)), (_INSERT, "".join(theirs))]
        found: list[Diff] = [(_EQUAL, head)] if head else []
        gone, come = "", ""
        for op, text in [*middle, (_EQUAL, tail)]:
            if op == _DELETE:
                gone += text
            elif op == _INSERT:
                come += text
            else:
                found.extend(self._diff(gone, come, levels[1:]))
                gone, come = "", ""
                if text:
                    found.append((_EQUAL, text))
        return found

    def _token_diff(self, ours: list[str], theirs: list[str]) -> list[Diff]:
        """diff-match-patch over tokens: each distinct one stands as one code point."""
        code: dict[str, str] = {}
        for token in [*ours, *theirs]:
            code.setdefault(token, chr(len(code) + 1))
        word = {char: token for token, char in code.items()}
        made = self._patcher.diff_main(
            "".join(map(code.__getitem__, ours)), "".join(map(code.__getitem__, theirs)), False
        )
        return [(op, "".join(map(word.__getitem__, chars))) for op, chars in made]


def _reading(article: str, revision: str, text: str, start: int, end: int) -> Reading:
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{start} to {end} lies outside a text of {len(text)} code points")
    exact = text[start:end]
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    ordinal = sum(1 for place in _occurrences(text[: end - 1], exact)) if exact else 0
    return Reading(article, revision, start, end, exact, before, after, ordinal)


def _cut(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """Both sides cut where the same few words begin, which stand once on each side, as far as they are in the same
    order (the idea of Bram Cohen's patience diff). Without such words there is one piece."""
    here, there = _once(ours), _once(theirs)
    tails: list[int] = []  # patience sorting: the longest run of cuts that rises on both sides
    lasts: list[int] = []
    cuts = [(at, there[words]) for words, at in here.items() if words in there]
    before = [-1] * len(cuts)
    for number, (_, at) in enumerate(cuts):
        pile = bisect_left(tails, at)
        before[number] = lasts[pile - 1] if pile else -1
        tails[pile : pile + 1], lasts[pile : pile + 1] = [at], [number]
    chosen = []
    number = lasts[-1] if lasts else -1
    while number >= 0:
        chosen.append(cuts[number])
        number = before[number]
    ends = [(0, 0), *reversed(chosen), (len(ours), len(theirs))]
    pieces = [("".join(ours[a:c]), "".join(theirs[b:d])) for (a, b), (c, d) in pairwise(ends)]
    return [piece for piece in pieces if any(piece)]


def _once(tokens: list[str]) -> dict[tuple[str, ...], int]:
    """Where each run of a few words begins that stands there once, in order."""
    places = [at for at, token in enumerate(tokens) if token[0].isalnum()]
    runs = [
        (tuple(tokens[at] for at in places[k : k + _FEW_WORDS]), places[k]) for k in range(len(places) - _FEW_WORDS + 1)
    ]
    count = Counter(words for words, _ in runs)
    return {words: at for words, at in runs if count[words] == 1}


def _occurrences(text: str, words: str) -> list[int]:
    """Where the words begin, overlapping ones too."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements the beginnings of both share."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length

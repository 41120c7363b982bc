"""Anchors: words of a text that are found again in its next revision, or honestly not found.

The places are carried by diff-match-patch's `diff_xIndex` over one exact diff of both texts, which is made of lines,
then sentences, then words, so that its cost stays small without a time limit. Whatever the diff says, a reading only
lands on exactly its own words, whole; and as equal words stand in many places, only where enough of their context
speaks for that place and no other. In doubt it is not carried.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
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
"""Code points of context that must speak for a place at least."""
_SENTENCE = 10
"""Code points from which a whole sentence speaks for itself."""
_WIDE = 96
"""Code points on either side that are held against each other where both texts are at hand."""
_RUN = 12
"""Code points from which a run that the diff kept is hardly chance: single words and spaces recur everywhere."""
_MOST_PLACES = 200
"""Places up to which equal words in alike context are told apart; a text of one line over and over has thousands."""
_MOST_OF_IT = 0.75
"""The share of the context that makes a place certain without a look at the other occurrences."""

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCES = re.compile(r".+?[.!?…][\"”’')\]]*\s+|.+", re.DOTALL)
_SENTENCE_END = re.compile(r"(?:[.!?…][\"”’')\]]*\s|\n)\s*$")
_REST_OF_SENTENCE = re.compile(r"[^\n]*?[.!?…][\"”’')\]]*\s|[^\n]*")
_LAST_SENTENCE_END = re.compile(r".*(?:[.!?…][\"”’')\]]*\s|\n)\s*", re.DOTALL)
_DECIMAL = re.compile(r"\d[.,:]\|\d|\d\|[.,:]\d")
_JOINER = "\u200d"
_ADDED = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""Variation selectors and skin tones, which change the character before them."""
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
        self._steps = _steps(self._diffs)
        self._starts = [old for _, old, _, _ in self._steps]
        self._kept_runs = [step for step in self._steps if step[0] == _EQUAL]
        self._news = [new for _, _, new, _ in self._kept_runs]

    def at(self, place: int) -> int:
        """The code point of the new text for one of the old; of deleted text, the place where it was. What
        diff-match-patch's `diff_xIndex` gives, but found by bisection: a long text has hundreds of anchors."""
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return 0
        op, old, new, _ = self._steps[number]
        return min(new if op == _DELETE else new + place - old, len(self.new))

    def place(self, place: Place) -> Place:
        """A place of the old text in the new one."""
        return Place(place.article, self.revision, self.at(place.at))

    def carry(self, reading: Reading) -> Reading | None:
        """The reading in the new text: always on exactly its own words, or None.

        First where the diff puts it, if enough of the words around it came along too: a word that two unlike sentences
        share is not the same word. Where they did not, or where an equal occurrence has more of its context (a
        sentence was moved), at that occurrence, if the reading is long and there is no other, or enough context
        agrees. Never at a place that other equal words of the old text have the same or a better claim to. An empty
        reading needs agreeing context.
        """
        if self.old[reading.start : reading.end] != reading.exact:
            return None
        if not reading.exact:
            at = self.at(reading.start)
            needed = min(_ENOUGH_CONTEXT, self._sides(reading, CONTEXT))
            return self._made(reading, at) if _shared(self.old, reading.start, self.new, at, 0) >= needed else None
        at = self._kept(reading.start, reading.exact)
        around = self._around(reading.start, reading.end, at, _WIDE) if at >= 0 else 0
        if at >= 0 and around >= _MOST_OF_IT * self._sides(reading, _WIDE):
            return self._made(reading, at)
        if at >= 0 and not self._came_along(reading, at):
            at = -1
        return self._found(reading, at, around)

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
        return at if kept and self._whole_words(start, at, len(words)) else -1

    def _whole_words(self, start: int, at: int, length: int) -> bool:
        """Whether words of the old text at `start` are not parts of longer ones at `at` of the new: 12 is not 120."""
        return all(
            _goes_on(self.old, start + edge) or not _goes_on(self.new, at + edge) for edge in dict.fromkeys((0, length))
        )

    def _found(self, reading: Reading, kept: int, around: int) -> Reading | None:
        """The best of the places where the words stand now; `around` is what speaks for `kept`, where the diff puts
        them, which is -1 when it does not, or when that says nothing."""
        words, needed = reading.exact, self._needed(reading)
        before, now = (_alike(self.old, reading.start, words, text, needed) for text in (self.old, self.new))
        if max(len(before), len(now)) > _MOST_PLACES:
            return None
        rivals = [place for place in before if place != reading.start]
        claim = {
            place: _shared(self.old, reading.start, self.new, place, len(words))
            for place in now
            if self._whole_words(reading.start, place, len(words))
        }
        # As much context as other equal words of the old text share says nothing.
        common = max((_shared(self.old, reading.start, self.old, rival, len(words)) for rival in rivals), default=0)
        if kept >= 0 and max(claim.values(), default=0) < max(around, common + _ENOUGH_CONTEXT):
            claim = {kept: max(claim.get(kept, 0), around)}
        claim = {place: shared for place, shared in claim.items() if shared > self._others_claim(reading, place)}
        best = max(claim.values(), default=0)
        if claim and best >= min(max(needed, common + _ENOUGH_CONTEXT), self._sides(reading, _WIDE)):
            first = [place for place in claim if claim[place] == best]
            if len(first) > 1 and best < self._sides(reading, _WIDE) // 2:
                return None
        elif not (first := self._lone(reading)):
            return None
        place = min(first, key=lambda place: abs(place - self.at(reading.start)))
        rivals = [rival for rival in _alike(self.new, place, words, self.old, needed) if rival != reading.start]
        if len(rivals) > _MOST_PLACES or any(
            _shared(self.old, rival, self.new, place, len(words)) >= max(best, 1) and self._kept(rival, words) < 0
            for rival in rivals
        ):
            return None
        return self._made(reading, place)

    def _others_claim(self, reading: Reading, place: int) -> int:
        """How much speaks for it that other equal words of the old text became those at `place`: -1 when the diff
        says of none that they did."""
        number = bisect_right(self._news, place) - 1
        _, old, new, _ = self._kept_runs[number] if number >= 0 else (_EQUAL, 0, 0, 0)
        rival = old + place - new
        if rival == reading.start or self._kept(rival, reading.exact) != place:
            return -1
        return self._around(rival, rival + len(reading.exact), place, _WIDE)

    def _lone(self, reading: Reading) -> list[int]:
        """Where words stand now that are found by themselves, as they stood in one place only: long ones, and whole
        sentences."""
        length = len(reading.exact)
        if length < _SENTENCE or len(_occurrences(self.old, reading.exact, 2)) > 1:
            return []
        whole = length >= _LONG or _is_sentence(self.old, reading.start, reading.end)
        now = _occurrences(self.new, reading.exact, _MOST_PLACES) if whole else []
        return [
            place
            for place in now
            if self._whole_words(reading.start, place, length)
            and (length >= _LONG or _is_sentence(self.new, place, place + length))
        ]

    def _came_along(self, reading: Reading, at: int) -> bool:
        """Whether enough of the words around a reading came with it to `at`, and for a short one a quarter of those
        beside it in its own sentence: a sentence may be replaced between two that stay."""
        start, end, last = reading.start, reading.end, at + len(reading.exact)
        if self._around(start, end, at, CONTEXT) < self._needed(reading):
            return False
        if len(reading.exact) >= _LONG:
            return True
        before = _LAST_SENTENCE_END.sub("", self.old[max(start - CONTEXT, 0) : start])
        after = _REST_OF_SENTENCE.match(self.old[end : end + CONTEXT])
        first, final = start - len(before), end + (len(after.group()) if after else 0)
        came = self._brought(first, start, at - 2 * CONTEXT, at) + self._brought(end, final, last, last + 2 * CONTEXT)
        return came >= (start - first + final - end) // 4

    def _needed(self, reading: Reading) -> int:
        """Code points of context that must speak for a place: more for short words, which stand everywhere."""
        return min(max(_ENOUGH_CONTEXT, _LONG - len(reading.exact)), self._sides(reading, CONTEXT))

    def _sides(self, reading: Reading, wide: int) -> int:
        """Code points of context that there are, of so many on either side."""
        return min(reading.start, wide) + min(len(self.old) - reading.end, wide)

    def _around(self, start: int, end: int, at: int, wide: int) -> int:
        """Of so many code points on either side of `start` to `end` of the old text, how many the diff brought near to
        `at`, in runs that are too long to be chance."""
        last = at + end - start
        return self._brought(start - wide, start, at - 2 * wide, at) + self._brought(
            end, end + wide, last, last + 2 * wide
        )

    def _brought(self, start: int, end: int, low: int, high: int) -> int:
        total = 0
        for number in range(max(bisect_right(self._starts, start) - 1, 0), len(self._steps)):
            op, old, new, length = self._steps[number]
            if old >= end:
                break
            if op == _EQUAL and length >= _RUN:
                first, last = max(old, start, low - new + old), min(old + length, end, high - new + old)
                total += max(last - first, 0)
        return total

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


def _steps(diffs: list[Diff]) -> list[tuple[int, int, int, int]]:
    """Each step of a diff as (operation, where it begins in the old text, and in the new, its length), without the
    insertions, so that the old places rise; runs that the levels cut are one again."""
    steps: list[tuple[int, int, int, int]] = []
    old = new = 0
    for op, text in diffs:
        if op == _INSERT:
            new += len(text)
            continue
        if op == _EQUAL and steps and steps[-1] == (_EQUAL, old - steps[-1][3], new - steps[-1][3], steps[-1][3]):
            steps[-1] = (_EQUAL, *steps[-1][1:3], steps[-1][3] + len(text))
        else:
            steps.append((op, old, new, len(text)))
        old += len(text)
        new += len(text) if op == _EQUAL else 0
    return [*steps, (_EQUAL, old, new, 0)]


def _alike(one: str, here: int, words: str, other: str, needed: int) -> list[int]:
    """Where the words, which stand at `here` of one text, stand in the other with half of the code points needed of
    their context on one side at least, in order. Looking for these is far quicker than for a word by itself."""
    half, end = needed // 2, here + len(words)
    most = _MOST_PLACES + 1
    if half > min(here, len(one) - end):
        return _occurrences(other, words, most)
    before, after = one[here - half : here], one[end : end + half]
    found = {place + half for place in _occurrences(other, before + words, most)}
    return sorted(found.union(_occurrences(other, words + after, most)))


def _shared(one: str, here: int, other: str, there: int, length: int) -> int:
    """How much of their context, on both sides together, words of this length at two places share."""
    end, last = here + length, there + length
    return _common(one[max(here - _WIDE, 0) : here][::-1], other[max(there - _WIDE, 0) : there][::-1]) + _common(
        one[end : end + _WIDE], other[last : last + _WIDE]
    )


def _goes_on(text: str, at: int) -> bool:
    """Whether a word, a number or a character made of several code points goes on over this place."""
    if not 0 < at < len(text):
        return False
    one, other = text[at - 1], text[at]
    if one.isalnum() and other.isalnum():
        return True
    if one == _JOINER or other == _JOINER or _ADDED.match(other) or unicodedata.combining(other):
        return True
    return bool(_DECIMAL.search(text[max(at - 2, 0) : at] + "|" + text[at : at + 2]))


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether a sentence or line begins at `start` and one ends at `end`."""
    begins = not text[:start].strip() or bool(_SENTENCE_END.search(text[max(start - 8, 0) : start]))
    ends = end == len(text) or text[end] == "\n" or bool(_SENTENCE_END.search(text[start:end] + " "))
    return begins and ends


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


def _occurrences(text: str, words: str, most: int = sys.maxsize) -> list[int]:
    """Where the words begin, overlapping ones too: the first `most` places."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < most:
        step = at - found[-1] if found else 0
        found.append(at)
        if 0 < 2 * step <= len(words) and text.startswith(words, at + step):
            at += step  # words that lie over themselves go on as they did: a search would prepare them anew each time
        else:
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

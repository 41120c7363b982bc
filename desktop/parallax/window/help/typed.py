"""Which of many short lines fit what was typed, the best first. Without Qt.

Each word that is typed must fit, in any order, whatever its case and accents. The likeness measures of rapidfuzz do not
serve: they find lines that share letters anywhere, and a line that fits must be told from one that does not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_WHOLE, _BEGINS, _INITIALS, _WITHIN, _ALSO, _LETTERS = 0, 1, 2, 3, 4, 6
"""How well a word fits, the less the better: it is a whole word of the line, begins one, is made of the first letters
of words, stands within one, begins one of what else is said of the line, or has only its letters there."""

Fit = tuple[int, int]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text without case, accents and runs of white space."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def best_first(typed: str, lines: Sequence[tuple[str, str]]) -> list[int]:
    """The indices of the lines that fit, the best first, and those that fit alike in the order given. A line is its
    words and what else is said of it, whose words count less. Where nothing is typed all fit alike."""
    wanted = fold(typed).split()
    fitting = ((fit(wanted, fold(words), fold(also)), k) for k, (words, also) in enumerate(lines))
    return [k for _, k in sorted((how, k) for how, k in fitting if how is not None)]


def fit(wanted: Sequence[str], words: str, also: str = "") -> Fit | None:
    """How well all wanted words fit a line, the less the better, or None where one does not; all folded."""
    whole, first = 0, 0
    for word in wanted:
        found = _fit(word, words, also)
        if found is None:
            return None
        whole += found[0]
        first += found[1]
    return whole, first


def _fit(word: str, words: str, also: str) -> Fit | None:
    at = _beginning(word, words)
    if at >= 0:
        end = at + len(word)
        return _WHOLE if end == len(words) or not words[end].isalnum() else _BEGINS, at
    if word in "".join(part[0] for part in _parts(words)):
        return _INITIALS, 0
    at = words.find(word)
    if at >= 0:
        return _WITHIN, at
    if _beginning(word, also) >= 0:
        return _ALSO, 0
    if len(word) > 1 and _has_letters(word, words):
        return _LETTERS, 0
    return None


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _beginning(word: str, text: str) -> int:
    """Where the word stands at the beginning of one of the text, or -1; as a whole word where it does."""
    first, at = -1, text.find(word)
    while at >= 0:
        if _begins(text, at):
            end = at + len(word)
            if end == len(text) or not text[end].isalnum():
                return at
            first = at if first < 0 else first
        at = text.find(word, at + 1)
    return first


def _has_letters(word: str, text: str) -> bool:
    """Whether the letters stand in the text in this order: the first one begins a word, each other one goes on in the
    word of the one before or begins a later one. Anything looser would fit nearly every long title."""
    parts = _parts(text)
    reached = {k: 1 for k, part in enumerate(parts) if part[0] == word[0]}
    for letter in word[1:]:
        if not reached:
            return False
        later = min(reached) + 1
        further = {k: at + 1 for k, end in reached.items() if (at := parts[k].find(letter, end)) >= 0}
        further |= {k: 1 for k, part in enumerate(parts[later:], later) if part[0] == letter}
        reached = further
    return bool(reached)


@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[str, ...]:
    """The text cut before each of its words."""
    starts = [k for k in range(len(text)) if _begins(text, k)]
    return tuple(text[a:b] for a, b in pairwise([*starts, len(text)]))

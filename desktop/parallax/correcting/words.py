"""Where words begin, for a reader's boundaries: never in the middle of one, never without words on both sides."""

from __future__ import annotations

import re

_WORD = re.compile(r"[一-鿿぀-ヿ가-힣]|[^\W_]+(?:(?:['’-]|(?<=\d)[.,](?=\d))[^\W_]+)*")
"""A word with its apostrophes and hyphens, a number with its points and commas; in a script without spaces each
character may begin a sentence. A full stop without a space after it ends a word."""
_LONGEST = 200


def first_word(text: str, start: int) -> int:
    """The offset of the first character from `start` on that is not white space; the end of the text if there is
    none."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def cuts_a_word(text: str, at: int) -> bool:
    """Whether a word goes over this offset."""
    low = at
    while low > 0 and at - low < _LONGEST and not text[low - 1].isspace():
        low -= 1
    return any(m.start() < at < m.end() for m in _WORD.finditer(text, low, at + _LONGEST))


def has_words(text: str, start: int, end: int) -> bool:
    """Whether there is a letter or digit between two offsets."""
    return any(c.isalnum() for c in text[start:end])

"""Whether a text is English, by how often the commonest English words stand in it."""

from __future__ import annotations

import re

_COMMON = frozenset(
    "the of and to in a is that for on was with as it by at from he his be are this have has had not but they were"
    " which an or their its will would said who been after she her more about also when there one up out if we you"
    " says say over into than what than no i my our your can could".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 8
_LEAST_SHARE = 0.14
_SAMPLE = 6000


def language_of(text: str) -> str:
    """ "en" or "und". A text of fewer than eight words counts as English when all its letters are Latin ones: a
    headline alone has too few common words to tell. Other Latin-script languages share few of these words: German,
    French and Spanish news stays under 7 % of them, English news over 30 %."""
    words = [w.casefold() for w in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _ENOUGH_WORDS:
        return "en" if all(w.isascii() for w in words) else "und"
    return "en" if sum(w in _COMMON for w in words) / len(words) >= _LEAST_SHARE else "und"

"""What stays of a sentence when its typography is folded away: words, numbers, letters.

Quotes, dashes, spaces, ligatures, case and punctuation never decide whether two sentences report the same thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from parallax import raised

_APOSTROPHES = dict.fromkeys(map(ord, "‘’‚‛ʼʹ′＇`´"), "'")
_INVISIBLE = raised.LEFT_OUT | dict.fromkeys(
    [0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCRIPTS_WITHOUT_SPACES = "㐀-䶿一-鿿豈-﫿぀-ヿ"
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        start=2,
    )
}
"""Number words that English newsrooms spell out where others write digits. "One" is as often a pronoun."""


@cache
def _word() -> re.Pattern[str]:
    """A number, a letter of a script that writes no spaces, or a run of letters with the marks on them."""
    marks = "".join(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.category(c)[0] == "M")
    letter = rf"(?:[^\W_{_SCRIPTS_WITHOUT_SPACES}]|[{marks}])"
    word = rf"[^\W\d_{_SCRIPTS_WITHOUT_SPACES}]{letter}*"
    return re.compile(rf"\d+(?:[.,:]\d+)*{letter}*|[{_SCRIPTS_WITHOUT_SPACES}]|{word}(?:'{word})*")


def folded(text: str) -> str:
    """The text in compatibility form, without case, invisible characters, and kinds of apostrophe."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE).translate(_APOSTROPHES))
        text = unicodedata.normalize("NFKC", text.casefold())
    return text.casefold()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a sentence, in order: without a possessive ending, without separators of
    thousands. Chinese and Japanese count by the letter."""
    found = _word().findall(_THOUSANDS.sub("", folded(text)))
    return tuple(w[:-2] if w.endswith("'s") else w for w in found)


def placed_words(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text as `words_of` has them, each with its place (start, end) in the text as it is, a possessive
    ending included. A word that invisible characters break is found in its parts."""
    for found in _word().finditer(text.translate(_APOSTROPHES)):
        for word in _words_of_one(found.group()):
            yield found.start(), found.end(), word


_words_of_one = lru_cache(maxsize=20_000)(words_of)


def numbers_of(words: tuple[str, ...]) -> frozenset[str]:
    """The numbers among folded words, in digits; English number words up to twenty count."""
    return frozenset(_NUMBER_WORDS.get(w, w) for w in words if w[0].isdigit() or w in _NUMBER_WORDS)

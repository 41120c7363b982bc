"""How a number is written: in words, in figures, with a scale or a sign of money, torn by a tokeniser, or vaguely.

number-parser and text2num turn words into figures but lose where they stood: so the grammar of English numbers is
spelled out here, over the tokens of a parse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from parallax.language.parse import Token

_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "lakh": 1e5,
    "crore": 1e7,
}  # fmt: skip
_SHORT_SCALES = {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3, "mln": 1e6, "bln": 1e9}
_LARGE = frozenset(w for w in (*_SCALES, *_SHORT_SCALES) if w not in ("hundred", "dozen"))
_VAGUE = {
    "dozens": (24.0, 143.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 19_999.0),
    "millions": (2e6, 19_999_999.0),
    "billions": (2e9, 19_999_999_999.0),
}
_SEVERAL = (3.0, 9.0)
_HUNDREDS_OF = (200.0, 999.999)
"""Of thousands or millions: below the next scale, which a report would have named."""
_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_SIGNS = {
    "euro": "EUR",
    "eur": "EUR",
    "usd": "USD",
    "us": "USD",
    "gbp": "GBP",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "rs": "INR",
}
"""What stands glued before a figure ("EUR22bn")."""
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_FIGURE_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)", re.IGNORECASE)
_FIGURE_SCALE = re.compile(r"([\d.,]*\d)(k|m|mn|bn|tn)", re.IGNORECASE)
_GLUED = re.compile(rf"({'|'.join(re.escape(s) for s in _SIGNS)})(\d.*)", re.IGNORECASE)
_HEAD_GROUP = re.compile(r"[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}")
_DECIMALS = re.compile(r"\d{1,2}")
_PERCENT = frozenset({"%", "percent", "pct"})
_AT_AGE = frozenset({"age", "aged", "page", "chapter", "in", "on", "number", "no."})
DASHES = frozenset("-–—‑")
_LONGEST_FIGURE = 30
"""Letters of a figure, beyond which it counts nothing that news tells of."""
_EXTENTS = frozenset("deep high long wide tall away".split())
METRE = "metre"


@dataclass(slots=True)
class Written:
    """A number as it is written: tokens `first` to `last` (excluded), its value, and the bounds that its form gives.
    `figures` is how many of its figures are told, `figure` whether it is written in figures, `unit` the currency or
    measure that is glued to it, `whole` the last token of the figure itself, which a space may have torn."""

    first: int
    last: int
    value: float
    low: float
    high: float
    ordinal: bool = False
    vague: bool = False
    figures: int = 1
    figure: bool = False
    unit: str = ""
    whole: int = -1


def number_of(word: str) -> float | None:
    """The value of one word or figure ("seven", "1,200", "11th"), or None; a figure of very many digits is none."""
    if len(word) > _LONGEST_FIGURE:
        return None
    folded = word.casefold()
    ordinal = _FIGURE_ORDINAL.fullmatch(folded)
    if ordinal:
        return float(ordinal.group(1))
    if _FIGURE.fullmatch(folded):
        return float(folded.replace(",", ""))
    value = _UNITS.get(folded, _TENS.get(folded, _ORDINALS.get(folded)))
    return None if value is None else float(value)


def is_vague(word: str) -> bool:
    """Whether a word tells a number without saying which ("dozens")."""
    return word.casefold() in _VAGUE


def written_at(tokens: Sequence[Token], at: int, end: int) -> Written | None:
    """The number that begins at token `at` and ends before token `end`, or None; one of very many digits is none."""
    if len(tokens[at].text) > _LONGEST_FIGURE:
        return None
    for reader in (_vague, _figure, _words):
        read = reader(tokens, at, end)
        if read is not None:
            return read if isfinite(read.value) else None
    word = tokens[at].text.casefold()
    ordinal = _FIGURE_ORDINAL.fullmatch(word)
    value = int(ordinal.group(1)) if ordinal else _ORDINALS.get(word, 0)
    if value and not (word == "second" and tokens[at].pos == "NOUN"):
        return Written(at, at + 1, value, value, value, ordinal=True)
    return None


def _vague(tokens: Sequence[Token], at: int, end: int) -> Written | None:
    """ "dozens", "hundreds of thousands", "several hundred"."""
    words = [t.text.casefold() for t in tokens[at : min(end, at + 3)]]
    if words[0] == "several" and tokens[at].dep in ("amod", "det", "nummod", "quantmod", "compound"):
        scale = _SCALES.get(words[1], 0) if len(words) > 1 else 0
        low, high = (bound * (scale or 1) for bound in _SEVERAL)
        return Written(at, at + 2 if scale else at + 1, low, low, high, vague=True)
    if words[0] == "tens" and words[1:2] == ["of"] and words[2:3] and words[2] in _VAGUE:
        low, high = _VAGUE[words[2]]
        return Written(at, at + 3, low * 10, low * 10, high * 10, vague=True)
    if words[0] not in _VAGUE or tokens[at].pos not in ("NOUN", "NUM"):
        return None
    low, high = _VAGUE[words[0]]
    if words[0] == "hundreds" and words[1:2] == ["of"] and words[2:3] and words[2] in _VAGUE:
        scale = _VAGUE[words[2]][0] / 2
        low, high = (bound * scale for bound in _HUNDREDS_OF)
        return Written(at, at + 3, low, low, high, vague=True)
    return Written(at, at + 1, low, low, high, vague=True)


def _figure(tokens: Sequence[Token], at: int, end: int) -> Written | None:
    word, unit, scale = tokens[at].text, "", 1.0
    glued = _GLUED.fullmatch(word)
    if glued:
        unit, word = _SIGNS[glued.group(1).casefold()], glued.group(2)
    match = _FIGURE_SCALE.fullmatch(word)
    if match and _FIGURE.fullmatch(match.group(1)):
        word, scale = match.group(1), _SHORT_SCALES[match.group(2).casefold()]
        if not unit and match.group(2) == "m" and _of_extent(tokens, at, at + 1, end):
            unit, scale = METRE, 1.0
    if not _FIGURE.fullmatch(word):
        return None
    last = at + 1
    if scale == 1.0 and unit != METRE:
        word, last = _torn(tokens, at, end, word)
    whole = last - 1
    value = float(word.replace(",", ""))
    digits = word.replace(",", "").replace(".", "").lstrip("0")
    figures = len(digits if "." in word else digits.rstrip("0")) or 1
    while last < end:
        following = tokens[last].text.casefold()
        if following in _SCALES:
            scale *= _SCALES[following]
        elif not unit and is_metres(tokens, at, last, end):
            break
        elif following in _SHORT_SCALES and tokens[last].start == tokens[last - 1].end:
            scale *= _SHORT_SCALES[following]
        elif following == "m." and tokens[last].start == tokens[last - 1].end and at and tokens[at - 1].tag == "$":
            scale *= _SHORT_SCALES["m"]  # the end of a sentence, which the pipeline takes for a shortened word
        elif following in DASHES and last + 1 < end and tokens[last + 1].text.casefold() in ("million", "billion"):
            pass
        else:
            break
        last += 1
    value *= scale
    return Written(at, last, value, value, value, figures=figures, figure=True, unit=unit, whole=whole)


def is_metres(tokens: Sequence[Token], first: int, at: int, end: int) -> bool:
    """Whether an "m" at token `at`, after a figure that begins at token `first`, means metres, not millions: "12m
    deep"."""
    return at < end and tokens[at].text == "m" and _of_extent(tokens, first, at + 1, end)


def _of_extent(tokens: Sequence[Token], first: int, after: int, end: int) -> bool:
    """Whether a word for how far something reaches follows a figure that is no sum of money ("60m-high"); "long" may
    be that of "long-term"."""
    if first and (tokens[first - 1].tag == "$" or tokens[first - 1].pos == "SYM"):
        return False
    if after < end and tokens[after].text in DASHES:
        after += 1
    if after >= end or tokens[after].text.casefold() not in _EXTENTS:
        return False
    return after + 1 >= end or tokens[after + 1].text not in DASHES


def _torn(tokens: Sequence[Token], at: int, end: int, word: str) -> tuple[str, int]:
    """A figure put together where a space tore it ("100, 000", "22. 4 billion") and it can be read in no other way,
    and the token after it; else the figure as it is."""
    if at + 2 >= end or not _HEAD_GROUP.fullmatch(word):
        return word, at + 1
    mark, rest = tokens[at + 1].text, tokens[at + 2].text
    after = tokens[at + 3].text.casefold() if at + 3 < end else ""
    if mark == "." and _DECIMALS.fullmatch(rest) and (after in _LARGE or after in _PERCENT):
        return f"{word}.{rest}", at + 3
    groups = []
    k = at + 1
    while k + 1 < end and tokens[k].text == "," and _GROUP.fullmatch(tokens[k + 1].text):
        groups.append(tokens[k + 1].text)
        k += 2
    if not groups or ("000" not in groups and _listed(tokens, at, k, end)):
        return word, at + 1
    counts = k < end and (tokens[k].tag in ("NNS", "NNPS", "JJ") or tokens[k].text.casefold() in _PERCENT)
    money = at > 0 and tokens[at - 1].pos == "SYM"
    if "000" in groups or money or (counts and len(groups) == 1):
        return "".join((word, *groups)), k
    return word, at + 1


def _listed(tokens: Sequence[Token], first: int, last: int, end: int) -> bool:
    """Whether tokens `first` to `last` (excluded) may be items of a list, a day and a number, or an age and a
    number."""
    before = tokens[first - 1] if first else None
    if (
        before is not None
        and before.sentence == tokens[first].sentence
        and (before.text in (",", "and", "or", "-") or before.text.casefold() in _AT_AGE or before.pos == "PROPN")
    ):
        return True
    if last + 1 >= end:
        return False
    return tokens[last].text.casefold() in (",", "and", "or") and tokens[last + 1].text[:1].isdigit()


def _words(tokens: Sequence[Token], at: int, end: int) -> Written | None:
    """ "forty-two", "two hundred and six", "a dozen", "half a million"."""
    total, part, last, figures = 0.0, 0.0, at, 0
    word = tokens[at].text.casefold()
    if word in ("a", "an", "half"):
        skip = 1
        part = 0.5 if word == "half" else 1.0
        if word == "half" and at + 1 < end and tokens[at + 1].text.casefold() in ("a", "an"):
            skip = 2
        if at + skip >= end or tokens[at + skip].text.casefold() not in _SCALES:
            return None
        last = at + skip
        figures = 1
    while last < end:
        word = tokens[last].text.casefold()
        if word in _UNITS and part % 10 == 0 and part % 100 in (0, 20, 30, 40, 50, 60, 70, 80, 90):
            part += _UNITS[word]
        elif word in _TENS and part % 100 == 0:
            part += _TENS[word]
        elif word in _SCALES and part:
            if _SCALES[word] in (100, 12):
                part *= _SCALES[word]
            else:
                total, part = total + part * _SCALES[word], 0.0
        elif (
            figures and word in DASHES and last + 1 < end and tokens[last + 1].text.casefold() in _UNITS and part >= 20
        ):
            pass
        elif figures and word == "and" and last + 1 < end and part % 100 == 0 and part >= 100:
            if tokens[last + 1].text.casefold() not in _UNITS | _TENS:
                break
        else:
            break
        figures += 1
        last += 1
    if last == at or (not total and not part):
        return None
    value = total + part
    return Written(at, last, value, value, value, figures=len(str(int(value)).rstrip("0")) or 1)

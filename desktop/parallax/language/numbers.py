"""Numbers in a sentence: what is counted, in which unit, and how exactly.

number-parser and text2num turn words into figures but lose where they stood, what they count and "at least"; quantulum3
needs a classifier of its own for units: so the grammar of English numbers is spelled out here, over the parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Literal

from parallax.language.parse import Parse, Token

Exactness = Literal["exact", "about", "at least", "more than", "at most", "less than", "nearly", "between", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something. Tokens `first` to `last` (excluded) are the number with its unit and what limits it, as
    `start` to `end` in code points. The true value lies from `low` to `high`; `value` is the number as it is said.
    `unit` is "" for a plain count, "%", a currency code, or the lemma of a measure ("mile"); `counted` the lemma of
    the noun that is counted, `noun` its token or -1; `predicate` the token of the verb that governs it or -1."""

    first: int
    last: int
    start: int
    end: int
    value: float
    low: float
    high: float
    exactness: Exactness
    unit: str
    counted: str
    noun: int
    predicate: int
    ordinal: bool = False
    figures: int = 1

    @property
    def vague(self) -> bool:
        """Whether no single number is said ("dozens")."""
        return self.exactness == "vague"


_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}
_SHORT_SCALES = {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3, "mln": 1e6, "bln": 1e9}
_VAGUE = {
    "dozens": (24.0, 143.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 19_999.0),
    "millions": (2e6, 19_999_999.0),
    "billions": (2e9, 19_999_999_999.0),
}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "dollar": "USD", "a$": "AUD", "c$": "CAD", "€": "EUR", "euro": "EUR", "£": "GBP",
    "pound": "GBP", "¥": "JPY", "yen": "JPY", "₹": "INR", "rupee": "INR", "ruble": "RUB", "rouble": "RUB",
    "yuan": "CNY", "won": "KRW", "peso": "MXN", "franc": "CHF", "krona": "SEK", "krone": "NOK",
}  # fmt: skip
_MEASURES = frozenset(
    "mile kilometre kilometer km metre meter foot feet inch yard acre hectare ton tonne kilogram kilo kg gram ounce"
    " litre liter gallon barrel degree watt megawatt kilowatt volt mph kph knot second minute hour day week month year"
    " decade century point".split()
)
_TIME = frozenset("second minute hour day week month year decade century".split())
_BEFORE: dict[tuple[str, ...], Exactness] = {
    ("at", "least"): "at least", ("no", "fewer", "than"): "at least", ("no", "less", "than"): "at least",
    ("not", "less", "than"): "at least", ("a", "minimum", "of"): "at least", ("more", "than"): "more than",
    ("over",): "more than", ("upwards", "of"): "more than", ("greater", "than"): "more than",
    ("above",): "more than", ("at", "most"): "at most", ("up", "to"): "at most", ("no", "more", "than"): "at most",
    ("as", "many", "as"): "at most", ("as", "much", "as"): "at most", ("a", "maximum", "of"): "at most",
    ("less", "than"): "less than", ("fewer", "than"): "less than", ("under",): "less than", ("below",): "less than",
    ("about",): "about", ("around",): "about", ("roughly",): "about", ("approximately",): "about",
    ("some",): "about", ("an", "estimated"): "about", ("estimated",): "about", ("approximate",): "about",
    ("circa",): "about", ("nearly",): "nearly", ("almost",): "nearly", ("close", "to"): "nearly",
    ("just", "under"): "nearly", ("just", "over"): "more than", ("well", "over"): "more than",
    ("just", "shy", "of"): "nearly",
}  # fmt: skip
_AFTER: dict[tuple[str, ...], Exactness] = {
    ("or", "more"): "at least", ("or", "so"): "about", ("or", "fewer"): "at most", ("or", "less"): "at most",
}  # fmt: skip
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_FIGURE_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)", re.IGNORECASE)
_FIGURE_SCALE = re.compile(r"([\d.,]*\d)(k|m|mn|bn|tn)", re.IGNORECASE)
_DASHES = frozenset("-–—‑")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def quantities(parse: Parse, sentence: int) -> tuple[Quantity, ...]:
    """The numbers of a sentence in order. Years, clock times, days of a month, scores ("9-14") and numbers that only
    name a thing ("Route 94") are none. Empty where there is no parse of the language."""
    if parse.language != "en":
        return ()
    found = []
    s = parse.sentences[sentence]
    at = s.first
    while at < s.last:
        read = _read(parse, at, s.last)
        if read is None:
            at += 1
            continue
        quantity = _placed(parse, read, s.first, s.last)
        if quantity is not None:
            found.append(quantity)
        at = max(read.last, quantity.last if quantity else 0, at + 1)
    return tuple(found)


@dataclass(slots=True)
class _Read:
    """A number as words: tokens `first` to `last`, its value, and the bounds that its form gives."""

    first: int
    last: int
    value: float
    low: float
    high: float
    ordinal: bool = False
    vague: bool = False
    figures: int = 1
    figure: bool = False


def number_of(word: str) -> float | None:
    """The value of one word or figure ("seven", "1,200", "11th"), or None."""
    folded = word.casefold()
    ordinal = _FIGURE_ORDINAL.fullmatch(folded)
    if ordinal:
        return float(ordinal.group(1))
    if _FIGURE.fullmatch(folded):
        return float(folded.replace(",", ""))
    value = _UNITS.get(folded, _TENS.get(folded, _ORDINALS.get(folded)))
    return None if value is None else float(value)


def _read(parse: Parse, at: int, end: int) -> _Read | None:
    """The number that begins at token `at`, or None."""
    word = parse.tokens[at].text.casefold()
    for reader in (_read_vague, _read_figure, _read_words):
        read = reader(parse, at, end)
        if read is not None:
            return read
    ordinal = _FIGURE_ORDINAL.fullmatch(word)
    value = int(ordinal.group(1)) if ordinal else _ORDINALS.get(word, 0)
    if value and not (word == "second" and parse.tokens[at].pos == "NOUN"):
        return _Read(at, at + 1, value, value, value, ordinal=True)
    return None


def _read_vague(parse: Parse, at: int, end: int) -> _Read | None:
    """ "dozens", "hundreds of thousands"."""
    words = [t.text.casefold() for t in parse.tokens[at : min(end, at + 3)]]
    if words[0] == "tens" and words[1:2] == ["of"] and words[2:3] and words[2] in _VAGUE:
        low, high = _VAGUE[words[2]]
        return _Read(at, at + 3, low * 10, low * 10, high * 10, vague=True)
    if words[0] not in _VAGUE or parse.tokens[at].pos not in ("NOUN", "NUM"):
        return None
    low, high = _VAGUE[words[0]]
    if words[0] == "hundreds" and words[1:2] == ["of"] and words[2:3] and words[2] in _VAGUE:
        scale = _VAGUE[words[2]][0] / 2
        return _Read(at, at + 3, 200 * scale, 200 * scale, 2000 * scale, vague=True)
    return _Read(at, at + 1, low, low, high, vague=True)


def _read_figure(parse: Parse, at: int, end: int) -> _Read | None:
    tokens = parse.tokens
    word = tokens[at].text
    scale = 1.0
    match = _FIGURE_SCALE.fullmatch(word)
    if match and _FIGURE.fullmatch(match.group(1)):
        word, scale = match.group(1), _SHORT_SCALES[match.group(2).casefold()]
    if not _FIGURE.fullmatch(word):
        return None
    last = at + 1
    value = float(word.replace(",", ""))
    digits = word.replace(",", "").replace(".", "").lstrip("0")
    figures = len(digits if "." in word else digits.rstrip("0")) or 1
    while last < end:
        following = tokens[last].text.casefold()
        if following in _SCALES:
            scale *= _SCALES[following]
        elif following in _SHORT_SCALES and tokens[last].start == tokens[last - 1].end:
            scale *= _SHORT_SCALES[following]
        elif following in _DASHES and last + 1 < end and tokens[last + 1].text.casefold() in ("million", "billion"):
            pass
        else:
            break
        last += 1
    value *= scale
    return _Read(at, last, value, value, value, figures=figures, figure=True)


def _read_words(parse: Parse, at: int, end: int) -> _Read | None:
    """ "forty-two", "two hundred and six", "a dozen", "half a million"."""
    tokens = parse.tokens
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
            figures and word in _DASHES and last + 1 < end and tokens[last + 1].text.casefold() in _UNITS and part >= 20
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
    return _Read(at, last, value, value, value, figures=len(str(int(value)).rstrip("0")) or 1)


def _placed(parse: Parse, read: _Read, begin: int, end: int) -> Quantity | None:
    """The number with its unit, its limits and what it counts, or None where it counts nothing."""
    tokens = parse.tokens
    first, last, value, low, high = read.first, read.last, read.value, read.low, read.high
    exactness: Exactness = "vague" if read.vague else "exact"
    if _split_figure(tokens, read, begin, end):
        return None
    partner = _range_partner(parse, read, begin, end)
    if partner == "score":
        return None
    if isinstance(partner, _Read):
        low, high, last, exactness = min(value, partner.value), max(value, partner.value), partner.last, "between"
    unit, first, last = _unit(tokens, first, last, begin, end)
    anchor = tokens[last - 1] if unit else tokens[read.last - 1]
    if not unit and read.figure and _YEAR.fullmatch(tokens[read.first].text) and not _counts(tokens, read):
        return None
    if not unit and _names(parse, read, begin):
        return None
    first, limited = _before(tokens, first, begin)
    last, after = _after(tokens, last, end)
    if exactness == "exact":
        exactness = limited or after or "exact"
        low, high = _bounds(value, exactness)
    noun = _noun(parse, anchor, begin, end)
    following = tokens[last].text.casefold() if last < end else ""
    if unit in _TIME and following in ("ago", "earlier", "later"):
        return None
    if unit == "year" and "old" in (following, tokens[last + 1].text.casefold() if last + 1 < end else ""):
        unit, noun = "age", -1
    predicate = _predicate(tokens, noun if noun >= 0 else anchor.i)
    return Quantity(
        first, last, tokens[first].start, tokens[last - 1].end, value, low, high, exactness, unit,
        tokens[noun].lemma.casefold() if noun >= 0 else "", noun, predicate, read.ordinal, read.figures,
    )  # fmt: skip


def _split_figure(tokens: tuple[Token, ...], read: _Read, begin: int, end: int) -> bool:
    """Whether the figure is a piece of one that was torn apart ("100, 000"), or of a clock, a date or a fraction."""
    if not read.figure:
        return False
    k = read.first
    for near, beyond in ((k - 1, k - 2), (k + 1, k + 2)):
        if begin <= near < end and begin <= beyond < end:
            mark, other = tokens[near].text, tokens[beyond].text
            if mark in ("/", ":", "×", "'", "′") and other[:1].isdigit():
                return True
            if mark in (",", ".") and re.fullmatch(r"\d{1,3}", other) and re.fullmatch(r"\d{1,3}", tokens[k].text):
                return True
    return ":" in tokens[k].text or tokens[k - 1].text == "." if k > begin else False


def _range_partner(parse: Parse, read: _Read, begin: int, end: int) -> _Read | str | None:
    """The upper end of a range, or "score" where two numbers stand against each other ("won 3-2")."""
    tokens = parse.tokens
    k = read.last
    if (
        k - read.first == 1
        and read.first - 2 >= begin
        and tokens[read.first - 1].text in _DASHES
        and not _spaced(tokens, read.first - 1)
        and number_of(tokens[read.first - 2].text) is not None
    ):
        return "score"
    if k + 1 >= end or read.ordinal or read.vague:
        return None
    joiner = tokens[k].text.casefold()
    other = _read(parse, k + 1, end)
    if other is None or other.ordinal or other.vague:
        return None
    if joiner in _DASHES and not _spaced(tokens, k):
        nouned = other.last < end and tokens[other.last].pos in ("NOUN", "SYM", "ADJ") and other.value > read.value
        return other if nouned else "score"
    before = tokens[read.first - 1].text.casefold() if read.first > begin else ""
    if (joiner == "to" and before == "from") or (joiner == "to" and other.value > read.value and before != "by"):
        return other if before != "from" else None
    if joiner == "and" and before == "between" and other.value > read.value:
        return other
    return None


def _spaced(tokens: tuple[Token, ...], k: int) -> bool:
    return tokens[k - 1].end < tokens[k].start


def _unit(tokens: tuple[Token, ...], first: int, last: int, begin: int, end: int) -> tuple[str, int, int]:
    """The unit, and the tokens widened over its sign or word."""
    if first > begin:
        sign = tokens[first - 1].text.casefold()
        if sign in _CURRENCIES and not sign.isalpha():
            return _CURRENCIES[sign], first - 1, last
    if last < end:
        word = tokens[last].text.casefold()
        lemma = tokens[last].lemma.casefold()
        if word in ("%", "percent", "pct"):
            return "%", first, last + 1
        if word == "per" and last + 1 < end and tokens[last + 1].text.casefold() == "cent":
            return "%", first, last + 2
        if lemma in _CURRENCIES and tokens[last].pos != "PROPN":
            return _CURRENCIES[lemma], first, last + 1
        hyphen = word in _DASHES and last + 1 < end and tokens[last + 1].start == tokens[last].end
        at = last + 1 if hyphen else last
        if tokens[at].lemma.casefold() in _MEASURES:
            return tokens[at].lemma.casefold(), first, at + 1
    return "", first, last


def _counts(tokens: tuple[Token, ...], read: _Read) -> bool:
    """Whether a figure that looks like a year counts the noun after it."""
    head = tokens[read.first].head
    return tokens[read.first].dep == "nummod" and head > read.first and tokens[head].tag in ("NNS", "NNPS")


def _names(parse: Parse, read: _Read, begin: int) -> bool:
    """Whether the number is part of a name, a date or a time of day."""
    token = parse.tokens[read.first]
    if token.entity >= 0 and not read.vague:
        entity = parse.entities[token.entity]
        if entity.label in (
            "PERSON",
            "ORG",
            "GPE",
            "FAC",
            "LOC",
            "PRODUCT",
            "EVENT",
            "WORK_OF_ART",
            "LAW",
            "NORP",
            "TIME",
        ):
            return True
        if entity.label == "DATE":
            return True
    if read.figure and read.first > begin:
        before = parse.tokens[read.first - 1]
        if before.pos == "PROPN" and before.end + 1 >= token.start and token.head <= read.first:
            return True
        if before.text in _DASHES and before.end == token.start and parse.tokens[read.first - 2].end == before.start:
            return True
    return False


def _before(tokens: tuple[Token, ...], first: int, begin: int) -> tuple[int, Exactness | None]:
    for length in (3, 2, 1):
        if first - length >= begin:
            words = tuple(t.text.casefold() for t in tokens[first - length : first])
            if words in _BEFORE:
                return first - length, _BEFORE[words]
    return first, None


def _after(tokens: tuple[Token, ...], last: int, end: int) -> tuple[int, Exactness | None]:
    words = tuple(t.text.casefold() for t in tokens[last : last + 2]) if last + 2 <= end else ()
    return (last + 2, _AFTER[words]) if words in _AFTER else (last, None)


def _bounds(value: float, exactness: Exactness) -> tuple[float, float]:
    """Between which values the truth lies; "about" is taken as a tenth either way, "nearly" as up to a tenth below."""
    step = 1 if value == int(value) and value < 1000 else value / 1000
    return {
        "at least": (value, inf),
        "more than": (value + step, inf),
        "at most": (0.0, value),
        "less than": (0.0, value - step),
        "about": (value * 0.9, value * 1.1),
        "nearly": (value * 0.9, value),
    }.get(exactness, (value, value))


def _noun(parse: Parse, anchor: Token, begin: int, end: int) -> int:
    """The token of the noun that is counted, or -1: the head of the number, or what follows "of"."""
    tokens = parse.tokens
    at = anchor
    for _ in range(5):
        of = next(
            (t for t in tokens[at.i + 1 : min(end, at.i + 3)] if t.dep == "prep" and t.head == at.i and t.text == "of"),
            None,
        )
        if of is not None:
            inner = next((t for t in tokens[of.i + 1 : min(end, of.i + 8)] if t.dep == "pobj" and t.head == of.i), None)
            if inner is not None and inner.pos in ("NOUN", "PROPN", "NUM"):
                at = inner
                if at.pos != "NUM" and at.text.casefold() not in _VAGUE:
                    return at.i
                continue
        if at.pos in ("NOUN", "PROPN") and at.i != anchor.i and at.lemma not in _CURRENCIES:
            return at.i
        if (
            at.dep in ("nummod", "compound", "quantmod", "nmod", "amod", "npadvmod", "punct", "advmod", "det")
            and at.head != at.i
        ):
            at = tokens[at.head]
            continue
        break
    if anchor.pos in ("NOUN", "PROPN") and anchor.lemma.casefold() in _MEASURES:
        return anchor.i
    following = next((t for t in tokens[anchor.i + 1 : min(end, anchor.i + 2)] if t.tag in ("NNS", "NNPS")), None)
    return following.i if following else -1


def _predicate(tokens: tuple[Token, ...], at: int) -> int:
    """The nearest verb above a token, or -1."""
    for _ in range(8):
        if tokens[at].head == at:
            break
        at = tokens[at].head
        if tokens[at].pos in ("VERB", "AUX"):
            return at
    return at if tokens[at].pos in ("VERB", "AUX") else -1

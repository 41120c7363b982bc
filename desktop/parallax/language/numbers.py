"""Numbers in a sentence: what is counted, in which unit, and how exactly.

quantulum3 needs a classifier of its own for units, and no library tells what is counted: so that is read here, over the
parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Literal

from parallax.language.figures import DASHES, METRE, Written, is_metres, is_vague, number_of, written_at
from parallax.language.parse import Parse, Token

__all__ = ["Exactness", "Quantity", "number_of", "quantities"]

Exactness = Literal["exact", "about", "at least", "more than", "at most", "less than", "nearly", "between", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something. Tokens `first` to `last` (excluded) are the number with its unit and what limits it, as
    `start` to `end` in code points. The true value lies from `low` to `high`; `value` is the number as it is said.
    `unit` is "" for a plain count, "%", a currency code, or the name of a measure ("mile", of "ft" too "foot");
    `counted` the lemma of the noun that is counted, `noun` its token or -1; `predicate` the token of the verb that
    governs it or -1."""

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


_CURRENCIES = {
    "$": "USD", "us$": "USD", "dollar": "USD", "a$": "AUD", "c$": "CAD", "€": "EUR", "euro": "EUR", "£": "GBP",
    "pound": "GBP", "¥": "JPY", "yen": "JPY", "₹": "INR", "rupee": "INR", "ruble": "RUB", "rouble": "RUB",
    "yuan": "CNY", "won": "KRW", "peso": "MXN", "franc": "CHF", "krona": "SEK", "krone": "NOK",
}  # fmt: skip
_CODES = frozenset(_CURRENCIES.values())
_SPELT = {
    "ft": "foot", "feet": "foot", "yd": "yard", "km": "kilometre", "kilometer": "kilometre", "meter": METRE,
    "cm": "centimetre", "centimeter": "centimetre", "kg": "kilogram", "kilo": "kilogram", "liter": "litre",
    "ha": "hectare", "km/h": "kph", "kmh": "kph",
}  # fmt: skip
"""Other spellings of measures, glued to a figure or not."""
_MEASURES = frozenset(_SPELT) | frozenset(
    "mile kilometre metre centimetre foot inch yard acre hectare ton tonne kilogram gram ounce litre gallon barrel"
    " degree watt megawatt kilowatt volt mph kph knot second minute hour day week month year decade century point"
    .split()
)  # fmt: skip
_AMOUNTS = (
    _MEASURES
    | frozenset(_CURRENCIES)
    | frozenset(
        "number group total crowd pair lot piece set series host dozen score hundred thousand million billion kind type"
        " percent share worth".split()
    )
)
"""Nouns that measure or gather what "of" adds to them."""
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
        read = written_at(parse.tokens, at, s.last)
        if read is None:
            at += 1
            continue
        quantity = _placed(parse, read, s.first, s.last)
        if quantity is not None:
            found.append(quantity)
        at = max(read.last, quantity.last if quantity else 0, at + 1)
    return tuple(found)


def _placed(parse: Parse, read: Written, begin: int, end: int) -> Quantity | None:
    """The number with its unit, its limits and what it counts, or None where it counts nothing."""
    tokens = parse.tokens
    first, last, value, low, high = read.first, read.last, read.value, read.low, read.high
    exactness: Exactness = "vague" if read.vague else "exact"
    if _split_figure(tokens, read, begin, end):
        return None
    partner = _range_partner(parse, read, begin, end)
    if partner == "score":
        return None
    if isinstance(partner, Written):
        low, high, last, exactness = min(value, partner.value), max(value, partner.value), partner.last, "between"
    unit, first, last = (read.unit, first, last) if read.unit else _unit(tokens, first, last, begin, end)
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
    passed = tokens[noun + 1].text.casefold() if last <= noun < end - 1 else following if unit in _TIME else ""
    if passed in ("ago", "earlier", "later"):
        return None
    if unit == "year" and "old" in (following, tokens[last + 1].text.casefold() if last + 1 < end else ""):
        unit, noun = "age", -1
    if noun < 0 and unit == METRE:
        noun = anchor.i
    predicate = _predicate(tokens, noun if noun >= 0 else anchor.i)
    counted = tokens[noun].lemma.casefold() if noun >= 0 else ""
    if unit and noun == anchor.i:
        counted = unit
    return Quantity(
        first, last, tokens[first].start, tokens[last - 1].end, value, low, high, exactness, unit, counted, noun,
        predicate, read.ordinal, read.figures,
    )  # fmt: skip


def _split_figure(tokens: tuple[Token, ...], read: Written, begin: int, end: int) -> bool:
    """Whether the figure is a piece of one that was torn apart ("100, 200"), or of a clock, a date or a fraction."""
    if not read.figure:
        return False
    k = read.first
    for own, near, beyond in ((k, k - 1, k - 2), (read.last - 1, read.last, read.last + 1)):
        if begin <= near < end and begin <= beyond < end:
            mark, other = tokens[near].text, tokens[beyond].text
            if mark in ("/", ":", "×", "'", "′") and other[:1].isdigit():
                return True
            if mark in (",", ".") and re.fullmatch(r"\d{1,3}", other) and re.fullmatch(r"\d{1,3}", tokens[own].text):
                return True
    if k == begin or read.last + 1 == end:
        return _torn_between_sentences(tokens, read, begin, end)
    return ":" in tokens[k].text or tokens[k - 1].text == "."


def _torn_between_sentences(tokens: tuple[Token, ...], read: Written, begin: int, end: int) -> bool:
    """Whether the end of a sentence may have cut the number in two: "It cost 22." and "4 billion euros"."""
    if read.first == begin:
        whole, point, part = tokens[max(0, begin - 2)], tokens[begin - 1], read
    else:
        after = written_at(tokens, end, len(tokens)) if end < len(tokens) else None
        whole, point = tokens[read.last - 1], tokens[read.last]
        if after is None:
            return False
        part = after
    scaled = part.figure and part.last - part.first > 1
    return begin > 0 and scaled and point.text == "." and re.fullmatch(r"\d{1,3}", whole.text) is not None


def _range_partner(parse: Parse, read: Written, begin: int, end: int) -> Written | str | None:
    """The upper end of a range, or "score" where two numbers stand against each other ("won 3-2")."""
    tokens = parse.tokens
    k = read.last
    if (
        k - read.first == 1
        and read.first - 2 >= begin
        and tokens[read.first - 1].text in DASHES
        and not _spaced(tokens, read.first - 1)
        and number_of(tokens[read.first - 2].text) is not None
    ):
        return "score"
    if k + 1 >= end or read.ordinal or read.vague:
        return None
    joiner = tokens[k].text.casefold()
    other = written_at(tokens, k + 1, end)
    if other is None or other.ordinal or other.vague:
        return None
    if joiner in DASHES and not _spaced(tokens, k):
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
        sign = tokens[first - 1].text
        if sign in _CODES or sign == "Rs":
            return "INR" if sign == "Rs" else sign, first - 1, last
        if sign.casefold() in _CURRENCIES and (not sign.isalpha() or sign.casefold() == "euro"):
            return _CURRENCIES[sign.casefold()], first - 1, last
    if last < end:
        word = tokens[last].text.casefold()
        lemma = tokens[last].lemma.casefold()
        if word in ("%", "percent", "pct"):
            return "%", first, last + 1
        if is_metres(tokens, first, last, end):
            return METRE, first, last + 1
        if word == "km" and "".join(t.text for t in tokens[last + 1 : min(end, last + 3)]).rstrip(".") == "/h":
            return "kph", first, last + 3
        if word == "per" and last + 1 < end and tokens[last + 1].text.casefold() == "cent":
            return "%", first, last + 2
        if lemma in _CURRENCIES and tokens[last].pos != "PROPN":
            return _CURRENCIES[lemma], first, last + 1
        hyphen = word in DASHES and last + 1 < end
        if hyphen and tokens[last + 1].start != tokens[last].end:  # spaced by a tokeniser: "34 - year - old"
            hyphen = last + 2 < end and tokens[last + 1].text == "year" and tokens[last + 2].text in (*DASHES, "old")
        at = last + 1 if hyphen else last
        if tokens[at].lemma.casefold() in _MEASURES:
            return _SPELT.get(tokens[at].lemma.casefold(), tokens[at].lemma.casefold()), first, at + 1
    return "", first, last


def _counts(tokens: tuple[Token, ...], read: Written) -> bool:
    """Whether a figure that looks like a year counts the noun after it."""
    head = tokens[read.first].head
    return tokens[read.first].dep == "nummod" and head > read.first and tokens[head].tag in ("NNS", "NNPS")


def _names(parse: Parse, read: Written, begin: int) -> bool:
    """Whether the number is part of a name, a date or a time of day."""
    token = parse.tokens[max(read.first, read.whole)]
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
        if before.text in DASHES and before.end == token.start and parse.tokens[read.first - 2].end == before.start:
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
        if at.i != anchor.i and at.pos == "NOUN" and not is_vague(at.text) and at.lemma.casefold() not in _AMOUNTS:
            of = None  # "three members of the council" counts members
        if of is not None:
            inner = next((t for t in tokens[of.i + 1 : min(end, of.i + 8)] if t.dep == "pobj" and t.head == of.i), None)
            if inner is not None and inner.pos in ("NOUN", "PROPN", "NUM"):
                at = inner
                if at.pos != "NUM" and not is_vague(at.text):
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
    if anchor.lemma.casefold() in _MEASURES and (anchor.pos in ("NOUN", "PROPN") or anchor.lemma in _SPELT):
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

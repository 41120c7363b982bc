"""How two numbers of one thing relate, whatever it is, and the words that tell it."""

from __future__ import annotations

from parallax.differences.reading import Reading
from parallax.language.numbers import Quantity
from parallax.values import FactRelation

_METRES = {
    "metre": 1.0, "meter": 1.0, "kilometre": 1e3, "kilometer": 1e3, "km": 1e3, "mile": 1609.344, "foot": 0.3048,
    "feet": 0.3048, "yard": 0.9144, "inch": 0.0254,
}  # fmt: skip
_GRAMS = {"gram": 1.0, "kilogram": 1e3, "kilo": 1e3, "kg": 1e3, "ounce": 28.35, "tonne": 1e6, "ton": 907_185.0}
_SURFACES = {"acre": 4047.0, "hectare": 10_000.0}
_CONVERTED_WITHIN = 0.06
_TON_WITHIN = 0.12
"""A "ton" may be 907, 1000 or 1016 kilograms."""
_FEW = 10
_TELLING_FIGURES = 2
_DOLLARS = {
    "USD": (1.0, 1.0), "EUR": (0.82, 1.6), "GBP": (1.05, 2.12), "JPY": (0.006, 0.0135), "INR": (0.0105, 0.026),
    "CNY": (0.115, 0.17), "CHF": (0.54, 1.4), "CAD": (0.61, 1.1), "AUD": (0.47, 1.11), "RUB": (0.007, 0.045),
    "KRW": (0.0006, 0.0012), "MXN": (0.039, 0.11), "SEK": (0.08, 0.17), "NOK": (0.08, 0.2),
}  # fmt: skip
"""The least and the most that one unit of a currency has been worth in dollars since the euro came in 1999."""
_CURRENCIES = frozenset(_DOLLARS)
NUMBER_TOLD = {
    "contradicts": "{x} says {a}, {y} says {b}.",
    "unclear": "{x} says {a}, {y} says {b}; whether they count the same is not certain.",
    "more precise": "{x} says {a}, {y} says {b}: both can be true, one is more precise.",
    "converted": "{x} says {a}, {y} says {b}: probably one value, converted.",
    "later report": "{x} says {a}, {y} says {b}; they were published at different times.",
}


def what(reading: Reading, q: Quantity) -> str:
    """The number with what it counts, where that follows soon."""
    last = q.last
    if q.last <= q.noun < q.last + 4:
        last = q.noun + 1
    verb = reading.tokens[last] if last < len(reading.tokens) else None
    if (
        q.noun < 0
        and verb is not None
        and verb.sentence == reading.tokens[q.first].sentence
        and verb.pos in ("VERB", "AUX")
    ):
        last += 1
    return reading.words(q.first, last)


def comparable(a: str, b: str) -> float | None:
    """By what a number in unit `a` is multiplied to be one in unit `b`; 0 for two currencies, None where they do not
    compare."""
    if a == b:
        return 1.0
    if a in _CURRENCIES and b in _CURRENCIES:
        return 0.0
    for table in (_METRES, _GRAMS, _SURFACES):
        if a in table and b in table:
            return table[a] / table[b]
    return None


def relation_of(q: Quantity, r: Quantity, x: Reading, y: Reading) -> FactRelation | None:
    """How two numbers of the same thing relate; None where they say the same."""
    factor = comparable(q.unit, r.unit)
    if factor is None:
        return None
    if factor == 0.0:
        return "converted" if _exchanged(q, r) else None  # without the rate of that day no other claim is made
    if factor != 1.0:
        within = _TON_WITHIN if "ton" in (q.unit, r.unit) else _CONVERTED_WITHIN
        near = abs(q.value * factor - r.value) <= within * max(q.value * factor, r.value)
        possible = q.low * factor <= r.high and r.low <= q.high * factor
        return "converted" if near else "more precise" if possible else "contradicts"
    if q.unit == r.unit and (q.value, q.low, q.high) == (r.value, r.low, r.high):
        return None
    if q.value == r.value and q.vague == r.vague and q.exactness != "between" and r.exactness != "between":
        opposed = {q.exactness, r.exactness} in (
            {"nearly", "at least"},
            {"nearly", "more than"},
            {"at most", "at least"},
        )
        return "unclear" if opposed else None
    if q.unit in _CURRENCIES and (_in_brackets(x, q) or _in_brackets(y, r)):
        return "converted" if abs(q.value - r.value) <= _CONVERTED_WITHIN * max(q.value, r.value) else "unclear"
    if q.low <= r.high and r.low <= q.high:
        return "more precise"
    if _rounded(q, r) or _rounded(r, q):
        return "more precise"
    if any(n.vague and n.value < _FEW for n in (q, r)):
        return "unclear"  # how many are still "several" no two writers agree on
    return _by_time(q, r, x, y)


def _exchanged(q: Quantity, r: Quantity) -> bool:
    """Whether an amount may be the other at a rate of exchange that there has been; round ones say too little."""
    if min(q.figures, r.figures) < _TELLING_FIGURES:
        return False
    (a, b), (c, d) = _DOLLARS[q.unit], _DOLLARS[r.unit]
    return q.low * a <= r.high * d and r.low * c <= q.high * b


def _in_brackets(reading: Reading, q: Quantity) -> bool:
    """Whether an amount stands in brackets: as news writes what it converted from another currency."""
    return q.first > 0 and reading.tokens[q.first - 1].text == "("


def _rounded(rough: Quantity, fine: Quantity) -> bool:
    """Whether the one is the other rounded to the figures that it shows; figures under 100 are not taken as round."""
    if rough.value < 100 or rough.figures >= fine.figures or not fine.value:
        return False
    digits = len(str(int(abs(rough.value))))
    step = 10.0 ** (digits - rough.figures)
    return bool(abs(rough.value - fine.value) <= step / 2)


def _by_time(q: Quantity, r: Quantity, x: Reading, y: Reading) -> FactRelation:
    """A count that is higher in the report published on a later day may simply have grown."""
    a, b = x.article.published[:10], y.article.published[:10]
    if a and b and a != b and not q.unit and not r.unit:
        earlier, later = (q, r) if a < b else (r, q)
        if later.value > earlier.value:
            return "later report"
    return "contradicts"

"""How two numbers of one thing relate, whatever it is, and the words that tell it."""

from __future__ import annotations

from math import isfinite

from parallax.differences.found import Found, found_between
from parallax.differences.reading import Reading
from parallax.language.numbers import Quantity
from parallax.values import FactRelation

_METRES = {
    "metre": 1.0, "kilometre": 1e3, "centimetre": 0.01, "mile": 1609.344, "foot": 0.3048, "yard": 0.9144,
    "inch": 0.0254,
}  # fmt: skip
_GRAMS = {"gram": 1.0, "kilogram": 1e3, "ounce": 28.35, "tonne": 1e6, "ton": 907_185.0}
_SURFACES = {"acre": 4047.0, "hectare": 10_000.0}
_SPEEDS = {"kph": 1.0, "mph": 1.609344, "knot": 1.852}
_TABLES = (_METRES, _GRAMS, _SURFACES, _SPEEDS)
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
_MOMENTS = frozenset("hour minute day week month noon midnight midday morning afternoon evening night".split())
_SO_FAR = frozenset({("so", "far"), ("to", "date"), ("until", "now"), ("thus", "far")})
_NEAR = 10
_UNSURE = "whether they count the same is not certain"


def _told(x: Reading, q: Quantity, y: Reading, r: Quantity, relation: FactRelation, whom: str) -> str:
    """The sentence that tells how a number of `x` and one of `y` relate."""
    a, b = what(x, q), what(y, r)
    named = [n.noun >= 0 and n.counted.casefold() in words.casefold() for n, words in ((q, a), (r, b))]
    if not whom and named[0] != named[1] and q.counted == r.counted and not q.unit:
        whom = f"the {(x if named[0] else y).tokens[(q if named[0] else r).noun].text.casefold()}"
    told = f"Of {whom}, {x.name} says {a}, {y.name} {b}" if whom else f"{x.name} says {a}, {y.name} says {b}"
    if relation == "more precise":
        finer = "" if _bounds_facing(q, r) else f", {_finer(x.name, q, y.name, r)} is more precise"
        return f"{told}; both can be true{finer}."
    if relation == "converted":
        return f"{told}: probably one {'sum' if q.unit in _CURRENCIES else 'measure'}, converted."
    if relation == "later report":
        return f"{told}; they were published at different times."
    if relation == "unclear":
        growing = of_a_moment(x, q) or of_a_moment(y, r)
        return f"{told}; {f'{growing} tells a count that may have grown' if growing else _UNSURE}."
    return f"{told}."


def number_between(
    x: Reading, q: Quantity, y: Reading, r: Quantity, relation: FactRelation, sure: float, whom: str
) -> Found:
    """The difference between a number of `x` and one of `y`. `whom` is what both count ("the injured"), told where the
    words for the numbers do not say it."""
    told = _told(x, q, y, r, relation, whom)
    return found_between("number", x, y, (q.first, q.last), (r.first, r.last), told, sure, relation)


def _bounds_facing(q: Quantity, r: Quantity) -> bool:
    """Whether one number is a lower bound and the other an upper one, so that neither tells more."""
    sides = [{"at least": 1, "more than": 1, "at most": -1, "less than": -1}.get(n.exactness, 0) for n in (q, r)]
    return sides[0] * sides[1] < 0


def _finer(first: str, q: Quantity, second: str, r: Quantity) -> str:
    """The name of the outlet whose number leaves less open, "one" where neither does: of two lower bounds the higher;
    "dozens" is never the finer."""
    if q.vague != r.vague:
        return second if q.vague else first
    ranks = [(not isfinite(n.high), n.high - n.low if isfinite(n.high) else -n.low, -n.figures) for n in (q, r)]
    return "one" if ranks[0] == ranks[1] else first if ranks[0] < ranks[1] else second


def of_a_moment(reading: Reading, q: Quantity) -> str:
    """The words near a number that make it one of a moment ("already", "so far", "within an hour", "by noon"), as the
    text has them in marks, or an empty string."""
    for t in reading.parse.words(reading.tokens[q.first].sentence):
        near = q.first - _NEAR <= t.i < max(q.last, q.noun + 1) + _NEAR
        if not (near or t.head == q.predicate):
            continue
        word = t.text.casefold()
        last = t.i + 1 if word == "already" else t.i + 2 if (word, _after(reading, t.i)) in _SO_FAR else t.i
        if word in ("within", "by"):
            ends = [p for p in reading.children[t.i] if reading.tokens[p].dep == "pobj"]
            last = max([p + 1 for p in ends if _is_time(reading, p)], default=last)
        if last > t.i:
            return reading.words(t.i, last)
    return ""


def _after(reading: Reading, token: int) -> str:
    return reading.tokens[token + 1].text.casefold() if token + 1 < len(reading.tokens) else ""


def _is_time(reading: Reading, noun: int) -> bool:
    """Whether a noun tells a time: an hour, a night, a weekday, a time of the clock."""
    token = reading.tokens[noun]
    entity = reading.parse.entities[token.entity].label if token.entity >= 0 else ""
    return token.lemma.casefold() in _MOMENTS or entity in ("DATE", "TIME")


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
    for table in _TABLES:
        if a in table and b in table:
            return table[a] / table[b]
    return None


def size(q: Quantity) -> tuple[int, float] | None:
    """The kind of measure that a number without anything else that it counts has, and its size in the same unit for
    all of that kind; None for a count."""
    for kind, table in enumerate(_TABLES):
        if q.unit in table and q.counted in (q.unit, ""):
            return kind, q.value * table[q.unit]
    return None


def one_size(a: float, b: float) -> bool:
    """Whether two sizes may be one, converted and rounded."""
    return abs(a - b) <= _CONVERTED_WITHIN * max(a, b)


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
    """A count that is higher in the report published on a later day may simply have grown; so may one that is told as
    that of a moment, whenever it was."""
    if q.unit or r.unit:
        return "contradicts"
    a, b = x.article.published[:10], y.article.published[:10]
    if a and b and a != b:
        earlier, later = (q, r) if a < b else (r, q)
        if later.value > earlier.value:
            return "later report"
    return "unclear" if of_a_moment(x, q) or of_a_moment(y, r) else "contradicts"

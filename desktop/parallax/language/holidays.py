"""Named days of the year and when they fall. A name that two countries give to two days (Thanksgiving, Independence
Day) is none of them: nobody could say which is meant.

The reckoning of Easter is the anonymous Gregorian one (Meeus, *Astronomical Algorithms*, 1991, chapter 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

_FIXED = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "fourth of july": (7, 4),
    "halloween": (10, 31), "veterans day": (11, 11), "armistice day": (11, 11), "bastille day": (7, 14),
}  # fmt: skip
_FROM_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter sunday": 0,
    "easter monday": 1,
}  # fmt: skip
_WEEKS = {"martin luther king day": (1, 3), "presidents' day": (2, 3), "labor day": (9, 1), "columbus day": (10, 2)}
"""The month and which Monday of it."""
_SPANS = {"easter": ("good friday", "easter monday"), "christmas": ("christmas eve", "boxing day")}
_NAMES = {tuple(name.split()): name for name in (*_FIXED, *_FROM_EASTER, *_WEEKS, *_SPANS, "memorial day")}
_LONGEST = max(len(words) for words in _NAMES)
_PIECES = {"'s": "'s", "’s": "'s", "'": "'", "’": "'"}


def holiday_at(words: Sequence[str]) -> tuple[str, int] | None:
    """The holiday that a row of tokens begins with, as (name, how many tokens), or None. A weekend is told by its
    holiday."""
    spelled: list[str] = []
    found = None
    for n, word in enumerate(words[: _LONGEST + 2], 1):
        folded = word.casefold().replace("’", "'")
        if word in _PIECES and spelled:
            spelled[-1] += _PIECES[word]
        else:
            spelled.append(folded)
        name = _NAMES.get(tuple(spelled))
        if name is not None:
            found = name, n
    if found is not None and [w.casefold() for w in words[found[1] : found[1] + 1]] == ["weekend"]:
        return f"{found[0]} weekend", found[1] + 1
    return found


def holiday(name: str, year: int) -> tuple[date, date]:
    """The first and the last day of a holiday in a year; of a weekend that is named by it, the days around it."""
    named = name.removesuffix(" weekend")
    if named in _SPANS:
        first, last = _SPANS[named]
        return holiday(first, year)[0], holiday(last, year)[1]
    day = _day(named, year)
    if named == name:
        return day, day
    if day.weekday() == 0:
        return day - timedelta(days=3), day
    return day - timedelta(days=3), day + timedelta(days=3)


def _day(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[name])
    if name == "memorial day":
        last = date(year, 5, 31)
        return last - timedelta(days=last.weekday())
    month, nth = _WEEKS[name]
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)

"""Days, dates, years and hours in a sentence, resolved by the date of publication where there is one.

dateparser and htmldate read a string that is already known to be a date, take milliseconds for each, and resolve
"Monday" without the tense of its verb: so the few forms that news uses are read here, over the parse.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from parallax.language.holidays import holiday, holiday_at
from parallax.language.numbers import number_of
from parallax.language.parse import Parse, Token


@dataclass(frozen=True, slots=True)
class When:
    """A day, date, year or hour. Tokens `first` to `last` (excluded), `start` to `end` in code points. What is not
    said is None. `offset` is in days from the day of publication (yesterday -1), give or take `slack` days; `minute`
    counts from midnight; `part` is the third of a month that is meant ("early March" 1, "late March" 3); `holiday`
    names a day or weekend ("good friday"); `verb` is the token of the verb that it dates, or -1; `future` whether
    that verb looks ahead.
    """

    first: int
    last: int
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    slack: int = 0
    minute: int | None = None
    part: int | None = None
    holiday: str | None = None
    verb: int = -1
    future: bool = False


class _Said(TypedDict, total=False):
    """The fields of When that words say."""

    year: int
    month: int
    day: int
    weekday: int
    offset: int
    slack: int
    minute: int
    part: int
    holiday: str


_MONTHS = {
    w: n
    for n, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,"
        "november nov,december dec".split(","),
        1,
    )
    for w in names.split()
}
_WEEKDAYS = {
    w: n
    for n, names in enumerate(
        "monday mon,tuesday tues tue,wednesday wed,thursday thurs thu,friday fri,saturday sat,sunday sun".split(",")
    )
    for w in names.split()
}
_RELATIVE = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_PARTS = {"early": 1, "beginning": 1, "start": 1, "mid": 2, "middle": 2, "late": 3, "end": 3}
_PART_ENDS = {1: (1, 12), 2: (9, 22), 3: (19, 31)}
"""The days that a third of a month may mean; writers are not strict about them."""
_NOT_THE_NEAREST = frozenset({"last", "next", "this", "every", "each", "orthodox"})
_OF_A_HOLIDAY = frozenset({"pobj", "npadvmod", "tmod", "nsubj", "ROOT", "conj", "appos", "dobj"})
_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "would", "to", "wo"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_FIRST_NEWSPAPER, _LAST_NEWSPAPER = 1500, 2999
_DAY = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
_HALF_OF_DAY = re.compile(r"([ap])\.?m\.?", re.IGNORECASE)
_GLUED_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?([ap])\.?m\.?", re.IGNORECASE)


def moments(parse: Parse, sentence: int) -> tuple[When, ...]:
    """The days, dates, years and hours of a sentence, in order. Empty where there is no parse of the language."""
    if parse.language != "en":
        return ()
    s = parse.sentences[sentence]
    found: list[When] = []
    at = s.first
    while at < s.last:
        read = _read(parse.tokens, at, s.last)
        if read is None:
            at += 1
            continue
        last, said = read
        verb = _verb(parse.tokens, at)
        found.append(
            When(
                at, last, parse.tokens[at].start, parse.tokens[last - 1].end,
                verb=verb, future=verb >= 0 and _looks_ahead(parse.tokens, verb, s.first, s.last), **said,
            )
        )  # fmt: skip
        at = last
    return tuple(found)


def days(when: When, published: str) -> tuple[date, date] | None:
    """The first and the last day that the words may mean, or None where that cannot be known. `published` is ISO 8601
    or empty: without it, only a full date is known."""
    if when.year is not None and when.month is not None and when.day is not None:
        return _one_day(when.year, when.month, when.day)
    if when.year is not None and when.holiday:
        return holiday(when.holiday, when.year)
    if when.year is not None and when.month is not None:
        return _month(when.year, when)
    if when.year is not None and when.weekday is None:
        return date(when.year, 1, 1), date(when.year, 12, 31)
    day = published_day(published)
    if day is None:
        return None
    if when.holiday:
        near_days = (holiday(when.holiday, day.year + k) for k in (-1, 0, 1))
        return min(near_days, key=lambda y: abs((y[0] - day).days))
    if when.offset is not None:
        near = day + timedelta(days=when.offset)
        return near - timedelta(days=when.slack), near + timedelta(days=when.slack)
    if when.month is not None and when.day is not None:
        years = [_one_day(day.year + k, when.month, when.day) for k in (-1, 0, 1)]
        known = [y for y in years if y is not None]
        return min(known, key=lambda y: abs((y[0] - day).days)) if known else None
    if when.month is not None:
        return _nearest_month(when, day)
    if when.weekday is not None:
        ahead = (when.weekday - day.weekday()) % 7
        near = day + timedelta(days=ahead if when.future or ahead == 0 else ahead - 7)
        return near, near
    return None


def one_day_of_a_year(w: When, v: When) -> bool:
    """Whether two dates may be one day or part of a month, whenever they were published: "4 July" and "4 July", of
    which the days of publication alone would make two years."""
    if w.month is None or w.month != v.month or (w.year and v.year):
        return False
    first, second = days_of_month(w), days_of_month(v)
    return first[0] <= second[1] and second[0] <= first[1]


def days_of_month(when: When) -> tuple[int, int]:
    """The first and the last number that the day may have in its month."""
    if when.day is not None:
        return when.day, when.day
    return _PART_ENDS[when.part] if when.part else (1, 31)


def _month(year: int, when: When) -> tuple[date, date] | None:
    """The first and the last day of a month, or of a part of it."""
    if when.month is None:
        return None
    first, last = days_of_month(when)
    return date(year, when.month, first), date(year, when.month, min(last, monthrange(year, when.month)[1]))


def _nearest_month(when: When, published: date) -> tuple[date, date] | None:
    """The month of that name before the day of publication, or the next one where the verb looks ahead."""
    if when.month is None:
        return None
    if when.future:
        year = published.year + (when.month < published.month)
    else:
        year = published.year - (when.month > published.month)
    return _month(year, when)


def published_day(published: str) -> date | None:
    """The day of an ISO 8601 date or time, or None; None too where it is of no newspaper's time, since what is reckoned
    from it may lie outside of the calendar."""
    try:
        day = datetime.fromisoformat(published).date()
    except ValueError:
        return None
    return day if _FIRST_NEWSPAPER <= day.year <= _LAST_NEWSPAPER else None


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _read(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    """What begins at a token: where it ends, and the fields of When that it says."""
    word = tokens[at].text.casefold().rstrip(".")
    named = _read_holiday(tokens, at, end) or _read_part(tokens, at, end)
    if named is not None:
        return named
    if word in _RELATIVE:
        return at + 1, {"offset": _RELATIVE[word]}
    if (
        word in _WEEKDAYS
        and tokens[at].text[:1].isupper()
        and (len(word) > 3 or tokens[at].text != tokens[at].text.upper())
    ):
        return _read_weekday(tokens, at, end)
    if _is_month(tokens[at]):
        return _read_month(tokens, at, end)
    for reader in (_read_clock, _read_day_first, _read_ago, _read_period):
        read = reader(tokens, at, end)
        if read is not None:
            return read
    if _YEAR.fullmatch(word) and (
        tokens[at].dep in ("pobj", "npadvmod", "appos") or tokens[at - 1].text.casefold() in ("in", "since", "of")
    ):
        return at + 1, {"year": int(word)}
    return None


def _is_month(token: Token) -> bool:
    """Whether a word is the name of a month, and not the verbs "may" and "march"."""
    word = token.text.casefold().rstrip(".")
    if word not in _MONTHS or not token.text[:1].isupper():
        return False
    return word not in ("may", "march") or token.pos in ("PROPN", "NOUN")


def _read_holiday(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    """ "Good Friday", "over the Easter weekend", "Christmas Day 2012". Where the name only describes another noun
    ("Christmas gifts") no day is meant."""
    if not tokens[at].text[:1].isupper():
        return None
    read = holiday_at([t.text for t in tokens[at : min(end, at + 6)]])
    if read is None:
        return None
    name, length = read
    last = at + length
    before = tokens[at - 1].text.casefold() if at and tokens[at - 1].sentence == tokens[at].sentence else ""
    if tokens[last - 1].dep not in _OF_A_HOLIDAY or before in _NOT_THE_NEAREST:
        return None
    said: _Said = {"holiday": name}
    k = last + 1 if last < end and tokens[last].text == "," else last
    if k < end and _YEAR.fullmatch(tokens[k].text):
        return k + 1, said | {"year": int(tokens[k].text)}
    return last, said


def _read_part(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    """ "early March", "mid-March", "the end of March"."""
    part = _PARTS.get(tokens[at].text.casefold())
    if part is None:
        return None
    k = at + 1
    if k < end and (tokens[k].text in "-–—‑" or tokens[k].text.casefold() in ("in", "of")):
        k += 1
    if k >= end or not _is_month(tokens[k]):
        return None
    last, said = _read_month(tokens, k, end)
    return last, said if "day" in said else said | {"part": part}


def _read_weekday(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said]:
    said: _Said = {"weekday": _WEEKDAYS[tokens[at].text.casefold().rstrip(".")]}
    k = at + 1
    if k < end and tokens[k].text == ",":
        k += 1
    if k < end and tokens[k].text.casefold().rstrip(".") in _MONTHS:
        last, more = _read_month(tokens, k, end)
        if "day" in more:
            return last, said | more
    day_first = _read_day_first(tokens, k, end) if k < end else None
    if day_first is not None:
        return day_first[0], said | day_first[1]
    return at + 1, said


def _read_month(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said]:
    said: _Said = {"month": _MONTHS[tokens[at].text.casefold().rstrip(".")]}
    k = at + 1
    day = _DAY.fullmatch(tokens[k].text) if k < end else None
    if day and 1 <= int(day.group(1)) <= 31:
        said["day"] = int(day.group(1))
        k += 1
    last = k
    if k < end and tokens[k].text == ",":
        k += 1
    if k < end and _YEAR.fullmatch(tokens[k].text):
        return k + 1, said | {"year": int(tokens[k].text)}
    return last, said


def _read_day_first(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    """ "13 September", "the 13th of September"."""
    day = _DAY.fullmatch(tokens[at].text)
    if not day or not 1 <= int(day.group(1)) <= 31:
        return None
    k = at + 1
    if k < end and tokens[k].text == "of":
        k += 1
    if k < end and tokens[k].text.casefold().rstrip(".") in _MONTHS and tokens[k].text[:1].isupper():
        last, said = _read_month(tokens, k, end)
        if "day" not in said:
            return last, said | {"day": int(day.group(1))}
    return None


def _read_clock(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    word = tokens[at].text
    glued = _GLUED_CLOCK.fullmatch(word)
    if glued:
        return at + 1, {"minute": _minute(glued.group(1), glued.group(2), glued.group(3))}
    clock = _CLOCK.fullmatch(word)
    if clock and at + 1 < end:
        half = _HALF_OF_DAY.fullmatch(tokens[at + 1].text)
        if half and int(clock.group(1)) <= 12:
            return at + 2, {"minute": _minute(clock.group(1), clock.group(2), half.group(1))}
    if word.casefold() in ("noon", "midday"):
        return at + 1, {"minute": 720}
    return None


def _minute(hour: str, minutes: str | None, half: str) -> int:
    return int(hour) % 12 * 60 + int(minutes or 0) + (720 if half.casefold() == "p" else 0)


def _read_ago(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    """ "two weeks ago", "a decade ago"."""
    if at + 2 >= end or tokens[at + 2].text.casefold() != "ago":
        return None
    period = _PERIODS.get(tokens[at + 1].lemma.casefold())
    count = 1.0 if tokens[at].text.casefold() in ("a", "an") else number_of(tokens[at].text)
    if period is None or count is None or count * period > 365_000:
        return None
    return at + 3, {"offset": -int(count * period), "slack": period // 2}


def _read_period(tokens: tuple[Token, ...], at: int, end: int) -> tuple[int, _Said] | None:
    """ "last week", "next month", "last Friday"."""
    word = tokens[at].text.casefold()
    if word not in ("last", "next", "this") or at + 1 >= end:
        return None
    following = tokens[at + 1].text.casefold()
    if following in _WEEKDAYS and tokens[at + 1].text[:1].isupper():
        return at + 2, {"weekday": _WEEKDAYS[following]}
    if following in ("week", "month", "year"):
        period = _PERIODS[following]
        return at + 2, {"offset": {"last": -period, "this": 0, "next": period}[word], "slack": period - 1}
    return None


def _verb(tokens: tuple[Token, ...], at: int) -> int:
    """The nearest verb above a token, or -1."""
    for _ in range(8):
        head = tokens[at].head
        if head == at:
            break
        at = head
        if tokens[at].pos == "VERB" or (
            tokens[at].pos == "AUX" and tokens[at].dep in ("ROOT", "ccomp", "conj", "advcl", "relcl")
        ):
            return at
    return at if tokens[at].pos == "VERB" else -1


def _looks_ahead(tokens: tuple[Token, ...], verb: int, begin: int, end: int) -> bool:
    """Whether a verb has "will", "would", "shall" or "to" before it and no "have", or is planned or scheduled."""
    if tokens[verb].lemma in ("schedule", "plan", "expect", "set", "due"):
        return True
    helpers = [
        t.text.casefold() for t in tokens[max(begin, verb - 6) : verb] if t.head == verb and t.dep in ("aux", "auxpass")
    ]
    ahead = {"will", "'ll", "’ll", "shall", "wo"} if "have" in helpers else _AHEAD
    return any(h in ahead for h in helpers)

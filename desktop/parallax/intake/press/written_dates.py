"""Dates as press databases write them, in the languages their screens speak, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_NAMES: tuple[tuple[str, ...], ...] = (
    ("january", "januar", "jänner", "janvier", "enero", "gennaio", "januari", "janeiro"),
    ("february", "februar", "février", "fevrier", "febrero", "febbraio", "februari", "fevereiro"),
    ("march", "märz", "maerz", "mars", "marzo", "maart", "março"),
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maggio", "mei", "maio"),
    ("june", "juni", "juin", "junio", "giugno", "junho"),
    ("july", "juli", "juillet", "julio", "luglio", "julho"),
    ("august", "août", "aout", "agosto", "augustus"),
    ("september", "septembre", "septiembre", "settembre", "setembro"),
    ("october", "oktober", "octobre", "octubre", "ottobre", "outubro"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro"),
)
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTHS = {name: k for k, names in enumerate(_NAMES, 1) for name in names}
_MONTHS |= {name: k for k, name in enumerate(_SHORT, 1)} | {"sept": 9, "okt": 10, "mrz": 3, "dez": 12}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[6-9]|20)\d\d"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: de)? (?P<m1>{_MONTH})\.?(?: del?)?,? (?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d))(?![-\d])",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"(?:{_MONTH}|spring|summer|autumn|fall|winter)\.?(?: ?[/–-] ?(?:{_MONTH})\.?)?,? {_YEAR}\b", re.IGNORECASE
)
_YEAR_IN = re.compile(r"\d{4}")
_LONGEST = 120


def date_in(line: str) -> str:
    """The first date with day, month and year in a line of up to 120 code points, as ISO 8601; else empty. Days in
    figures alone (3/4/2020) are not read: two orders are in use."""
    if len(line) > _LONGEST or not _YEAR_IN.search(line):
        return ""
    for found in _DATE.finditer(line):
        parts = found.groupdict()
        month = parts["m1"] or parts["m2"]
        number = _MONTHS[month.casefold()] if month else int(parts["m3"])
        year = int(parts["y1"] or parts["y2"] or parts["y3"])
        try:
            return date(year, number, int(parts["d1"] or parts["d2"] or parts["d3"])).isoformat()
        except ValueError:
            continue  # the thirty-first of June is a slip of the pen, not a date
    return ""


def begins_with_date(line: str) -> bool:
    """Whether a line is a date, perhaps with the name of its day, a time, a zone or an edition beside it, or a month
    and a year alone, as magazines have it."""
    if len(line) > _LONGEST or not _YEAR_IN.search(line):
        return False
    found = _DATE.search(line)
    if found and found.start() <= len("Wednesday, ") and date_in(line):
        return True
    return bool(_MONTH_ALONE.fullmatch(line))

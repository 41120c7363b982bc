"""The date of publication that an article's own text states: in a dateline, or before the dash of agency copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from parallax.article import Role
from parallax.intake.roles import has_dateline_lead

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH.format('m1')},? (?P<y1>(?:19|20)\d\d)"
    rf"|{_MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))(?![-\d])",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:updated|modified|amended|corrected)\b[^|]{0,30}$", re.IGNORECASE)
_DASH = re.compile(r" ?(?:[—–―]|-{1,2}) ")


def published_in(paragraphs: Sequence[str], roles: Sequence[Role]) -> str:
    """The ISO date that the first dateline names, else that the first paragraph of body names before its dash; empty
    where neither names a day, month and year. Days in figures alone (3/4/2020) are not read: two orders are in use.
    """
    for text, role in zip(paragraphs, roles, strict=True):
        if role == "dateline" and (found := first_date(text)):
            return found
    lead = next((text for text, role in zip(paragraphs, roles, strict=True) if role == "body"), "")
    return first_date(_DASH.split(lead, maxsplit=1)[0]) if has_dateline_lead(lead) else ""


def is_iso(value: str) -> bool:
    """Whether a date, or a date with its time, is written as ISO 8601."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(value)
        except ValueError:
            continue
        return True
    return False


def first_date(text: str) -> str:
    for found in _DATE.finditer(text):
        if _LATER.search(text[: found.start()]):
            continue
        parts = found.groupdict()
        month = parts["m1"] or parts["m2"]
        number = _MONTHS.index(month[:3].casefold()) + 1 if month else int(parts["m3"])
        year = int(parts["y1"] or parts["y2"] or parts["y3"])
        day = int(parts["d1"] or parts["d2"] or parts["d3"])
        try:
            return date(year, number, day).isoformat()
        except ValueError:
            continue  # the thirty-first of June is a slip of the pen, not a date
    return ""

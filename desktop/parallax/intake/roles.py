"""The roles of paragraphs, by evidence in their words and place. A wrong role costs more than a missed one: what is
not plainly something else is body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parallax.article import Role
from parallax.intake.unwrap import ends_sentence

_HEADLINE_LENGTH = 180
_DOTTED_HEADLINE_LENGTH = 115
_STANDFIRST_LENGTH = 200
_TOP = 6

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_PREFIX = r"(?:(?:first |last )?(?:published|updated|posted|modified|amended)(?: on| at)?|date|on)"
_TIME = r"(?:\d{1,2}(?: ?[:.h] ?\d{2}){0,2} ?(?:[ap](?:\.?m)?\.?)?)"
_ZONE = r"(?:[A-Z]{2,4}|et|gmt(?:[+-]\d{1,2})?|utc|local time)"
_DATE_WORD = re.compile(
    rf"(?:{_PREFIX}|{_MONTH}|{_DAY}|\d{{1,2}}(?:st|nd|rd|th)|\d{{4}}-\d{{2}}-\d{{2}}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
    rf"|\d{{1,2}} ?[/.] ?\d{{1,2}} ?[/.] ?\d{{2,4}}|{_TIME}|\d{{4}}|at|of|{_ZONE})(?![^\W_])",
    re.IGNORECASE,
)
_DATE_GAP = re.compile(r"[\s,|·•–—:()-]+")
_DATE_CORE = re.compile(
    rf"{_MONTH} ?\d|\d(?:st|nd|rd|th)? {_MONTH}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}} ?[/.] ?\d{{1,2}} ?[/.] ?\d{{2}}"
    rf"|{_PREFIX}:? .*\d",
    re.IGNORECASE,
)
_PLACE_LINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2}(?:, (?:[A-Z][\w.]+ ?){1,3})?(?: ?\([A-Z]\w+\))? ?[—–-]?"
)
_DATELINE_LEAD = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z]\w+(?: [A-Z]\w+){0,2}(?=,? \([A-Z][\w/. ]+\)))"
    r"(?:, [A-Z][\w. ]{1,30})?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
    r"(?: \([A-Z][\w/. ]+\))? ?(?:[—–―-]|--) "
)
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Written by|Words by|Report by):? {_NAME}(?:,? (?:and |& |de |van |von |al-|of )?{_NAME}){{0,9}}"
    r"(?:(?:,| in| for| \|| [–—-]) [^.!?]{1,60})?"
)
_CREDITS = re.compile(r"\(?(?:Reporting|Additional reporting|Writing|Editing) by [^.!?]*(?:\b[A-Z]\.[^.!?]*)*[.)]{0,2}")
_CAPTION = re.compile(
    r"(?:(?:image|photo(?:graph)?|picture|video|media) (?:caption|credit|source)\b"
    r"|(?:photo(?:graph)?|image|picture|caption|file photo|photo by|video)s? ?[:|]"
    r"|(?:photo(?:graph)?|image|picture)s? (?:by|courtesy of) (?=[A-Z]))",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:correction|clarification|corrections and clarifications|correction \([^)]{1,40}\))s? ?[:—–]"
    r"|(?:this|the) (?:article|story|report|piece|post|headline)(?: \w+){0,4} (?:was|has been|have been)"
    r"(?: \w+){0,3} (?:amended|corrected|updated (?:on|to)|edited to)\b"
    r"|(?:an|a) (?:earlier|previous|prior) version of (?:this|the) (?:article|story|report|piece|post|headline)\b"
    r"|(?:editor[’']s note|update|note) ?[:—–].*\b(?:amended|corrected|corrects|earlier version|previous version)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:advertisements?|article continues below(?: advertisement)?|story continues below(?: advertisement)?"
    r"|skip advertisement|continue reading(?: below)?|(?:share|print|email)(?: this)?(?: article| story| page| post)?"
    r"|share (?:this|on|via)(?: (?:article|story|page|post|with your friends))?"
    r"(?: ?(?:on|via|:)? ?(?:facebook|twitter|x|whatsapp|email|linkedin|reddit)(?:,| and)?)*"
    r"|(?:read more|see also|related|related (?:stories|articles|content|topics|links)|more on this(?: story)?"
    r"|you may also like|recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?|don[’']t miss"
    r"|more from [\w .'’-]{2,40}|watch|listen|read|also read)(?: ?[:|›»>→].{0,140})?"
    r"|(?:sign up|subscribe)(?: now| here| today)?(?: (?:for|to) (?:our|the|your)?[^.?!]{0,80}"
    r"(?:newsletters?|updates|alerts|inbox|briefing|podcast|channel)[^.?!]{0,60})?"
    r"|get (?:our|the)[^.?!]{0,60}(?:newsletter|in your inbox)[^.?!]{0,40}"
    r"|(?:follow|like|find|join) (?:us|@?[\w .'’-]{2,40}) on (?:facebook|twitter|x|instagram|tiktok|youtube|linkedin"
    r"|bluesky|mastodon|telegram|whatsapp|threads|google news)\b[^.?!]{0,80}"
    r"|click here (?:to|for)[^.?!]{0,80}|leave a comment|(?:view|show|load)(?: all)?(?: more)? comments"
    r"|comments(?: ?\(\d+\))?"
    r"|(?:©|copyright ?(?:©|\(c\))) ?[^.?!]{0,80}(?:\. all rights reserved)?|all rights reserved)[.!:]?",
    re.IGNORECASE,
)
_BACKWARD = re.compile(r"(?:He|She|They|It|His|Her|Their|Its|But|And|This|That|These|Those|Mr|Mrs|Ms)\b")
_TOLD = re.compile(
    r"\b(?:said|told|added)\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yester|to)day\b", re.IGNORECASE
)
_SENTENCE_BREAK = re.compile(r"\S*[a-z0-9)”’\"'][.!?][”’\"')]* +[“‘\"'(]?[A-Z]")


def roles_of(paragraphs: Sequence[str], known: Sequence[Role | None] = ()) -> list[Role]:
    """A role for each paragraph (strings in reading order, without line ends). `known` holds, for as many paragraphs
    as it has items, a role that the format itself gives, or None."""
    roles: list[Role | None] = [known[k] if k < len(known) else None for k in range(len(paragraphs))]
    for number, text in enumerate(paragraphs):
        if roles[number] is None:
            roles[number] = _by_words(text, number, len(paragraphs))
    if "headline" not in roles:
        _name_headline(paragraphs, roles)
    _name_standfirst(paragraphs, roles)
    return [role or "body" for role in roles]


def role_by_words(text: str) -> Role | None:
    """What a line is by its words alone, wherever it stands: furniture, correction, caption, dateline, byline; None for
    what they do not tell."""
    return _by_words(text, 1, 2)


def is_dateline(text: str) -> bool:
    """Whether a line holds nothing but a date, and perhaps a time, a zone and "Published"."""
    text = text.strip(" .|")
    if len(text) > 80 or not _DATE_CORE.search(text):
        return False
    at = 0
    while at < len(text):
        found = _DATE_WORD.match(text, at)
        if not found or found.end() == at:
            return False
        at = found.end()
        gap = _DATE_GAP.match(text, at)
        at = gap.end() if gap else at
        if not gap and at < len(text) and text[at].isalnum():
            return False
    return True


def has_dateline_lead(text: str) -> bool:
    """Whether a paragraph opens as agency copy does: a place, perhaps an agency, a dash."""
    return bool(_DATELINE_LEAD.match(text))


def _by_words(text: str, number: int, count: int) -> Role | None:
    if len(text) <= 180 and _FURNITURE.fullmatch(text):
        return "furniture"
    if len(text) <= 1200 and _CORRECTION.match(text):
        return "correction"
    if len(text) <= 500 and _CAPTION.match(text):
        return "caption"
    if number < _TOP and is_dateline(text):
        return "dateline"
    if 0 < number < _TOP and len(text) <= 40 and _PLACE_LINE.fullmatch(text) and not _BYLINE.fullmatch(text):
        return "dateline"
    if number < _TOP and len(text) <= 140 and _BYLINE.fullmatch(text):
        return "byline"
    if number >= count - 4 and len(text) <= 300 and _CREDITS.fullmatch(text):
        return "byline"
    return None


def _name_headline(paragraphs: Sequence[str], roles: list[Role | None]) -> None:
    """The first paragraph that is nothing else is the headline when it reads like one."""
    first = next((k for k, role in enumerate(roles) if role is None), None)
    if first is None or first >= _TOP or "standfirst" in roles[:first]:
        return
    rest = [text for text, role in zip(paragraphs[first + 1 :], roles[first + 1 :], strict=True) if role is None]
    if rest and _reads_like_headline(paragraphs[first], rest):
        roles[first] = "headline"


def _reads_like_headline(text: str, rest: Sequence[str]) -> bool:
    if len(text) > _HEADLINE_LENGTH or has_dateline_lead(text) or text.endswith((":", ",", ";")):
        return False
    if not any(letter.isalpha() for letter in text):
        return False
    if not ends_sentence(text):
        # A text in verse or a list has no headline to tell; something after it must be longer or a sentence.
        return any(len(one) > len(text) or ends_sentence(one) for one in rest)
    if len(text) > _DOTTED_HEADLINE_LENGTH or len(rest) < 3 or _TOLD.search(text):
        return False
    if text.endswith(".") and (_SENTENCE_BREAK.search(text) and len(text) > 80):
        return False
    longer = sorted(len(one) for one in rest)[len(rest) // 2]
    return longer > 1.5 * len(text) and not _BACKWARD.match(rest[0])


def _name_standfirst(paragraphs: Sequence[str], roles: list[Role | None]) -> None:
    """The short paragraph between headline and byline, dateline or agency lead; or a second line without a stop."""
    if "standfirst" in roles or "headline" not in roles:
        return
    at = roles.index("headline") + 1
    if at + 1 >= len(paragraphs) or roles[at] is not None or len(paragraphs[at]) > _STANDFIRST_LENGTH:
        return
    text, following = paragraphs[at], paragraphs[at + 1]
    if has_dateline_lead(text) or text.endswith((":", ",")):
        return
    opens = roles[at + 1] in ("byline", "dateline") or has_dateline_lead(following)
    second_line = not ends_sentence(text) and len(text) <= 140 and len(following) > len(text)
    if (opens or second_line) and not re.match(r"(?:A|In this) (?:file )?(?:photo|picture|image)", text):
        roles[at] = "standfirst"

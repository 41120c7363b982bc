"""Sentence boundaries that are certain before the parser sees the text: it decides only the rest.

Three answers for each token: a sentence starts here (1), none starts here (-1), the parser decides (0).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from parallax.raised import RAISED

STARTS, INSIDE, OPEN = 1, -1, 0

_TERMINAL = frozenset(".!?…。！？؟۔।")
_NOTE_MARK = re.compile(rf"(?<=[\W_])[{RAISED}]+$")
_CLOSING = "\"'”’»›)]}」』"
_OPENING = "\"'“‘«‹([{„‚「『"
_ELLIPSIS = re.compile(r"\[\s*(?:\.\s*){2,}\]|\[\s*…\s*\]")
_ABBREVIATION = re.compile(
    r"(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Pres|Gov|Sen|Sens|Rep|Reps|Gen|Col|Lt|Sgt|Maj|Capt|Cpl|Cmdr|Adm|Supt|Det|Insp"
    r"|Atty|Ald|Fr|Sr|Jr|St|Ste|Mt|Ft|No|Nos|Vol|pp|vs|v|viz|cf|al|ca|approx|Inc|Co|Corp|Ltd|Bros|Dept|Univ|Assn|Ave"
    r"|Blvd|Rd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Ala|Ariz|Ark"
    r"|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt"
    r"|Wash|Wis|Wyo|etc|i\.e|e\.g|a\.m|p\.m|U\.S|U\.K|U\.N|E\.U|D\.C|Ph\.D|[A-Za-z]|(?:[A-Z]\.)+[A-Z])"
)
_NEVER_LAST = frozenset(
    "Mr Mrs Ms Messrs Dr Prof Rev Hon Pres Gov Sen Sens Rep Reps Gen Col Lt Sgt Maj Capt Cpl Cmdr Adm Supt Det Insp"
    " Atty Ald Fr St Ste Mt Ft vs cf viz e.g i.e".split()
)


def certain_starts(text: str, tokens: Sequence[tuple[int, int]], paragraph_starts: frozenset[int]) -> list[int]:
    """For each token (start, end) of the text, in order: STARTS, INSIDE or OPEN. `paragraph_starts` are the offsets
    at which paragraphs begin; a token that is all white space is INSIDE."""
    ellipses = deque(m.span() for m in _ELLIPSIS.finditer(text))
    answers = []
    begun = False
    for start, end in tokens:
        if text[start:end].isspace():
            answers.append(INSIDE)
        elif not begun or start in paragraph_starts:
            answers.append(STARTS)
            begun = True
        else:
            while ellipses and ellipses[0][1] + 1 < start:
                ellipses.popleft()
            glued = ellipses[0] if ellipses and ellipses[0][0] <= start else None
            answers.append(_answer(text, start, end, glued))
    return answers


def _answer(text: str, start: int, end: int, ellipsis: tuple[int, int] | None) -> int:
    """The answer for a token inside a paragraph; `ellipsis` is the bracketed one that it stands in or right after."""
    before = text[max(0, start - 120) : start]
    spaced = before[-1:].isspace()
    if not spaced:
        return _answer_without_space(text, start, before)
    word = _NOTE_MARK.sub("", before.rstrip())
    stripped = word.rstrip(_CLOSING + " ")
    if ellipsis:
        return _after_ellipsis(text, start, ellipsis)
    if not stripped or stripped[-1] not in _TERMINAL:
        # colons, dashes and semicolons join; a line that stops without a mark is another paragraph, never this one
        return INSIDE
    token = text[start:end]
    if token[0] in _CLOSING and token[0] not in _OPENING:
        return INSIDE
    following = text[start : start + 40].lstrip(_OPENING + " ")
    if not following:
        return INSIDE
    if following[0].islower():
        return INSIDE if stripped[-1] in ".…" or word[-1] in _CLOSING else OPEN
    if token[0] in "\"'" and _closes(text, start):
        return INSIDE
    if stripped[-1] == ".":
        return _after_full_stop(stripped, following)
    if stripped[-1] in "!?":
        return STARTS if following[0].isupper() and word[-1] not in _CLOSING else OPEN
    return OPEN


def _answer_without_space(text: str, start: int, before: str) -> int:
    """A token that touches the one before it: only scripts without spaces, and a missing space after a closed
    quotation, break here."""
    if before[-1:] in "。！？":
        return INSIDE if text[start] in _CLOSING else STARTS
    if before[-1:] in _CLOSING and before.rstrip(_CLOSING)[-1:] in _TERMINAL and text[start : start + 1].isupper():
        return OPEN
    return INSIDE


def _after_full_stop(stripped: str, following: str) -> int:
    """After a full stop: an abbreviation leaves it to the parser, a title before a name never ends a sentence."""
    last = re.search(r"\S+$", stripped[:-1])
    word = last.group().lstrip(_OPENING) if last else ""
    if word in _NEVER_LAST:
        return INSIDE
    if _ABBREVIATION.fullmatch(word) or not word or word.endswith("."):
        return OPEN
    if following[0].isupper():
        return STARTS
    return OPEN


def _after_ellipsis(text: str, start: int, ellipsis: tuple[int, int]) -> int:
    """A token in or right after a bracketed ellipsis. One that stands after a finished sentence begins the next;
    elsewhere a capital after it does, as the words left out end the sentence before."""
    first, last = ellipsis
    finished = text[max(0, first - 120) : first].rstrip().rstrip(_CLOSING)[-1:] in _TERMINAL
    if start == first:
        return STARTS if finished else INSIDE
    if start < last or finished:
        return INSIDE
    return STARTS if text[start].isupper() else INSIDE


def _closes(text: str, at: int) -> bool:
    """Whether the straight mark at `at` closes a quotation: an odd number of its like stand before it in the
    paragraph, and nothing but a space follows."""
    line = text.rfind("\n", 0, at) + 1
    return text.count(text[at], line, at) % 2 == 1 and not text[at + 1 : at + 2].strip()

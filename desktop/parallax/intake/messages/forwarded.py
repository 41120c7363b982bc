"""Whose words the lines of a message are: of who wrote it, of a message that was forwarded in it, or of one that it
answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

AROUND = "the words of who forwarded the message"
HEAD = "the head of the forwarded message"
QUOTED = "a quoted message"
SIGNATURE = "a signature"

_MARK = re.compile(
    r"-{2,} ?(?:Forwarded [Mm]essage|Original [Mm]essage|Weitergeleitete Nachricht|Ursprüngliche Nachricht"
    r"|Message transféré|Message d[’']origine|Mensaje reenviado|Mensaje original|Messaggio inoltrato"
    r"|Doorgestuurd bericht|Oorspronkelijk bericht) ?-{2,}"
    r"|Begin forwarded message:?|Anfang der weitergeleiteten (?:Nachricht|E-Mail):?"
    r"|Début du message (?:réexpédié|transféré) ?:?"
)
_SAYS_FORWARDED = re.compile(
    r"forward|weitergeleitet|transféré|réexpédié|reenviado|inoltrato|doorgestuurd", re.IGNORECASE
)
_FIELD = re.compile(
    r"\*?(?:(?P<author>From|Von|De|Da|Van)|(?P<published>Sent|Date|Gesendet|Datum|Envoyé|Fecha|Data|Verzonden)"
    r"|(?P<title>Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp)|To|Cc|Bcc|Reply-To|An|À|Para|A|Aan"
    r"|Resent-From) ?:\*? ?(?P<value>.*)",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Em)\b.{4,250}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\b.{0,120}:",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\s*(?:(?:Re|Fwd?|Fw|Aw|Wg|Tr|Sv|Vs|Rv|Antw|Doorst|Enc)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARD_PREFIX = re.compile(r"\b(?:Fwd?|Fw|Wg|Tr|Rv|Doorst|Enc)\s*:", re.IGNORECASE)
_MOST_HEAD_LINES = 14
_FEW_WORDS = 20
_SHORT = 300
_MOST_SIGNATURE = 15


@dataclass(slots=True)
class Whose:
    """For each line why it is left out, empty where it is the article's; the particulars of a forwarded message."""

    why: list[str]
    author: str = ""
    published: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines that open a message inside another: its mark, if it has one, and its fields."""

    start: int
    end: int
    forwarded: bool
    fields: dict[str, str] = field(default_factory=dict)


def subject_of(written: str) -> str:
    """A subject without "Re:" and "Fwd:"."""
    found = _PREFIX.match(written)
    return written[found.end() :].strip() if found else written.strip()


def whose(lines: Sequence[str], subject: str) -> Whose:
    """Tell the lines of a message apart; an empty line stands where a paragraph ends."""
    told = Whose([""] * len(lines))
    heads = _heads(lines)
    body, end = 0, len(lines)
    if heads:
        first = heads[0]
        answered = len(" ".join(lines[: first.start]).split()) >= _FEW_WORDS
        if (first.forwarded or _FORWARD_PREFIX.search(subject)) or not answered:
            taken = _innermost(lines, heads)
            _mark(told, 0, first.start, AROUND)
            _mark(told, first.start, taken.end, HEAD)
            told.author, told.published = taken.fields.get("author", ""), taken.fields.get("published", "")
            told.title = taken.fields.get("title", "")
            body = taken.end
        else:
            end = first.start
            _mark(told, end, len(lines), QUOTED)
    quoted = _quoted_from(lines, body, end)
    if quoted < end and not any(lines[body:quoted]):  # nothing else is in it, so what is quoted is the article
        said = next((k for k in range(quoted, end) if lines[k].startswith(">")), end)
        _mark(told, quoted, said, HEAD)
        told.title = told.title or subject  # whoever sent it did not write it
        body = quoted = end
    _mark(told, quoted, end, QUOTED)
    _mark(told, _signature_from(lines, body, quoted), quoted, SIGNATURE)
    return told


def unquoted(lines: Sequence[str]) -> list[str]:
    """The lines without one ">" each, where all of them are quoted; else as they are."""
    full = [line for line in lines if line.strip()]
    if not full or not all(line.startswith(">") for line in full):
        return list(lines)
    return [line[1:].removeprefix(" ") if line.startswith(">") else line for line in lines]


def unflowed(text: str, without_space: bool) -> str:
    """Text in the form "flowed" (RFC 3676) with each paragraph in one line; `without_space` is its DelSp=yes."""
    made: list[str] = []
    joined: list[str] = []
    depth = 0
    for line in text.split("\n"):
        quote = len(line) - len(line.lstrip(">"))
        words = line[quote:].removeprefix(" ")
        if joined and quote != depth:
            made.append(_quoted("".join(joined), depth))
            joined = []
        depth = quote
        if words.endswith(" ") and words != "-- ":
            joined.append(words[:-1] if without_space else words)
            continue
        made.append(_quoted("".join([*joined, words]), depth))
        joined = []
    if joined:
        made.append(_quoted("".join(joined), depth))
    return "\n".join(made)


def _quoted(words: str, depth: int) -> str:
    return f"{'>' * depth} {words}" if depth else words


def _mark(told: Whose, start: int, end: int, why: str) -> None:
    told.why[start:end] = [why] * max(0, end - start)


def _heads(lines: Sequence[str]) -> list[_Head]:
    found: list[_Head] = []
    at = 0
    while at < len(lines):
        at, head = _head_at(lines, at)
        if head is not None:
            found.append(head)
    return found


def _head_at(lines: Sequence[str], start: int) -> tuple[int, _Head | None]:
    """The head that begins at a line, and the line to go on from: a mark and fields, or three fields with a sender,
    one below the other."""
    mark = len(lines[start]) <= 60 and _MARK.fullmatch(lines[start].strip("> *"))
    if not mark and not _FIELD.fullmatch(lines[start][:200].strip("> ")):
        return start + 1, None
    fields: dict[str, str] = {}
    count = 0
    end = at = start + 1 if mark else start
    while at < min(len(lines), start + _MOST_HEAD_LINES):
        line = lines[at].strip("> ")
        found = _FIELD.fullmatch(line) if len(line) <= 1000 else None
        if found:
            known = (name for name in ("author", "published", "title") if found[name])
            fields |= {name: found["value"].strip(" *") for name in known}
            count += 1
            end = at + 1
        elif (count > 1) if not line else not (count and lines[at].startswith((" ", "\t"))):
            break
        at += 1
    if count < (1 if mark else 3) or "author" not in fields or not {"published", "title"} & fields.keys():
        return max(start + 1, end), None
    return end, _Head(start, end, bool(mark and _SAYS_FORWARDED.search(lines[start])), fields)


def _innermost(lines: Sequence[str], heads: Sequence[_Head]) -> _Head:
    """The head of the article: a message that was forwarded more than once has few words between its heads."""
    taken = heads[0]
    for head in heads[1:]:
        if sum(map(len, lines[taken.end : head.start])) > _SHORT:
            break
        taken = head
    return taken


def _quoted_from(lines: Sequence[str], start: int, end: int) -> int:
    """The line at which the answered message begins: quoted lines to the end, or "… wrote:" and what follows it."""
    first = next((k for k in range(start, end) if lines[k]), end)
    for k in range(first + 1, end):
        if len(lines[k]) <= 400 and _WROTE.fullmatch(lines[k].strip()):
            following = next((lines[j] for j in range(k + 1, end) if lines[j].strip()), "")
            if not following.startswith(">"):
                return k
    at = end
    while at > start and (not lines[at - 1].strip() or lines[at - 1].startswith(">")):
        at -= 1
    if not any(line.startswith(">") for line in lines[at:end]) or at <= first:
        return end
    for above in (1, 2):
        if at - above >= start and _WROTE.fullmatch(" ".join(lines[at - above : at])[:400].strip()):
            return at - above
    return at


def _signature_from(lines: Sequence[str], start: int, end: int) -> int:
    """The line "-- " that begins a signature, where that is short."""
    for k in range(end - 1, max(start, end - _MOST_SIGNATURE) - 1, -1):
        if lines[k].rstrip() == "--" and any(lines[start:k]):
            return k
    return end

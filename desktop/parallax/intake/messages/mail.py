"""E-mails (EML, Apple's EMLX) and mailboxes of several (MBOX): the article is the text of the message, of the one that
was forwarded in it, or of what is attached where the message itself says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from parallax.errors import Damaged, EmptyArticle, ReadError, TooLarge, UnknownFormat
from parallax.intake import plain
from parallax.intake.draft import Draft, Piece, check_text, counted, folded, one_line
from parallax.intake.limits import MAX_ARTICLES, MAX_BYTES
from parallax.intake.messages.forwarded import QUOTED, subject_of, unflowed, unquoted, whose
from parallax.intake.messages.message import (
    Contents,
    Letter,
    Section,
    bytes_of,
    contents_of,
    day_of,
    field_of,
    parsed,
    sender_of,
    text_of,
)
from parallax.intake.press.written_dates import date_in
from parallax.intake.roles import roles_of

AROUND = "the message around the attachment"
NEWSLETTER = "a line of the newsletter"
_HEAD_OF_MESSAGE = "the head of the message"
_HEAD_OF_FORWARDED = "the head of the forwarded message"
_SEAL = "a signature"
_FEW_WORDS = 40
_BYLINE_PLACES = 6
_MOST_DEPTH = 5
_NAMES_SHOWN = 5
_BOX_LINE = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\n]{1,200}\d{4}[^\n]{0,20}\r?\n(?=[!-9;-~]{1,76}:)")
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LENGTH_LINE = re.compile(rb"(\d{1,9})[ \t]*\r?\n")
_READABLE = frozenset(".txt .md .markdown .html .htm .xhtml .docx .odt .rtf .pdf .epub .eml .mht .mhtml".split())
_READABLE_KINDS = (
    "text/plain",
    "text/html",
    "text/rtf",
    "application/rtf",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
)
_NEWSLETTER = re.compile(
    r"(?:[^.!?]{0,60}\b(?:unsubscribe|opt out"
    r"|view (?:this (?:e-?mail|message|newsletter) )?(?:in|on) (?:your|a|the) (?:web )?browser|view online"
    r"|read (?:it |this )?online|manage (?:your )?(?:e-?mail )?preferences|update your preferences"
    r"|forward (?:this )?to a friend|add us to your address book|newsletter abbestellen|im browser (?:ansehen|anzeigen)"
    r"|se désabonner|voir (?:cet e-?mail )?dans (?:le|votre) navigateur)\b[^.!?]{0,80}"
    r"|you(?: are|[’']re) receiving this (?:e-?mail|message|newsletter) because.*"
    r"|this (?:e-?mail|message) was sent to .*)[.!]?",
    re.IGNORECASE,
)
_SEALED = "-----BEGIN PGP MESSAGE-----"
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_ENCRYPTED = "the message is encrypted; open it in your mail program, copy the article and paste it."


def drafts_of(raw: bytes, name: str) -> Sequence[Draft]:
    """The drafts of a message, or of each message of a mailbox: usually one each.

    Raises UnknownFormat for what is encrypted, EmptyArticle for no text, TooLarge and Damaged.
    """
    messages = _messages(raw, name)
    if len(messages) == 1:
        return _of_message(messages[0], name, 0)
    drafts: list[Draft] = []
    without = 0
    for message in messages:
        try:
            drafts += _of_message(message, name, 0)
        except ReadError:
            without += 1
    if not drafts:
        raise EmptyArticle(
            name, f"none of its {len(messages):,} messages holds a text that is read; open another file."
        )
    if without:
        said = (
            f"{counted(without, 'message')} of the mailbox {'holds' if without == 1 else 'hold'} no text that is read."
        )
        drafts[0] = replace(drafts[0], cleaning=(*drafts[0].cleaning, said))
    return drafts


def _messages(raw: bytes, name: str) -> list[bytes]:
    """The messages of a mailbox, or the one message of the file. Raises TooLarge for more than are read."""
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if apple := _LENGTH_LINE.match(start):
        return [start[apple.end() : apple.end() + int(apple[1])]]
    lines = list(_BOX_LINE.finditer(start)) if start.startswith(b"From ") else []
    if not lines:
        return [start]
    if len(lines) > MAX_ARTICLES:
        what = f"the mailbox holds {len(lines):,} messages, and no more than {MAX_ARTICLES:,} are read; split it."
        raise TooLarge(name, what)
    ends = [*(found.start() for found in lines[1:]), len(start)]
    return [_ESCAPED_FROM.sub(rb"\1", start[found.end() : end]) for found, end in zip(lines, ends, strict=True)]


def _of_message(raw: bytes, name: str, depth: int) -> Sequence[Draft]:
    letter = parsed(raw, name)
    return _of_letter(letter, name, depth)


def _of_letter(letter: Letter, name: str, depth: int) -> Sequence[Draft]:
    contents = contents_of(letter, name)
    lines, notes = _lines(contents, name)
    draft = _draft(letter, lines, (*contents.notes, *notes))
    little = sum(len(piece.text.split()) for piece in draft.pieces if not piece.why) < _FEW_WORDS
    attached, unread = _attached(contents, name, depth) if little else ([], _names(contents))
    if attached:
        around = tuple(replace(piece, role=None, why=piece.why or AROUND) for piece in draft.pieces)
        said = (*_unread_said(unread), *contents.notes)
        attached[0] = replace(attached[0], pieces=(*around, *attached[0].pieces))
        return [replace(one, cleaning=(*one.cleaning, *said)) for one in attached]
    if not any(piece.text.strip() for piece in draft.pieces if not piece.why and piece.role != "headline"):
        raise EmptyArticle(name, _nothing(unread))
    return [replace(draft, cleaning=(*draft.cleaning, *_unread_said(unread)))]


def _nothing(unread: Sequence[str]) -> str:
    if not unread:
        return "the message holds no text; open another file, or copy the article and paste it."
    return (
        f"the message holds no text but {counted(len(unread), 'attachment')} that cannot be read; save and open them."
    )


@dataclass(slots=True)
class _Lines:
    """The lines of a message's text and the pieces that they are where it is HTML."""

    lines: list[str]
    pieces: list[Piece]


def _lines(contents: Contents, name: str) -> tuple[_Lines, list[str]]:
    """The text of all sections, and what is to be said of it."""
    notes: list[str] = []
    made = [_section(section, name, notes) for section in contents.sections]
    if not any(isinstance(one, list) for one in made):
        text = "\n\n".join(one for one in made if isinstance(one, str))
        check_text(text, name)
        return _Lines(unquoted(text.split("\n")), []), notes
    pieces: list[Piece] = []
    for one in made:
        pieces += one if isinstance(one, list) else plain.draft_of(one).pieces
    return _Lines([one_line(piece.text) for piece in pieces], pieces), notes


def _section(section: Section, name: str, notes: list[str]) -> str | list[Piece]:
    """The text of a section: the blocks of its HTML, unless its plain text says much more."""
    text = _plain_text(section.plain, name, notes) if section.plain is not None else ""
    if section.html is None:
        return text
    from parallax.intake.pages import html  # lxml and trafilatura are loaded only where markup is read

    markup, note = text_of(section.html, name, markup=True)
    notes += [note] if note and note not in notes else []
    _note_damage(section.html, notes)
    pieces = html.blocks_of(markup, name) if markup.strip() else []
    if sum(len(piece.text.split()) for piece in pieces) < 0.5 * len(text.split()):
        return text
    return pieces


def _plain_text(part: Letter, name: str, notes: list[str]) -> str:
    text, note = text_of(part, name)
    notes += [note] if note and note not in notes else []
    _note_damage(part, notes)
    check_text(text, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _SEALED in text:
        raise UnknownFormat(name, _ENCRYPTED)
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = unflowed(text, str(part.get_param("delsp", "")).casefold() == "yes")
    return text


def _note_damage(part: Letter, notes: list[str]) -> None:
    said = "Part of the message is damaged; what could be read of it was taken."
    if part.defects and said not in notes:
        notes.append(said)


def _draft(letter: Letter, given: _Lines, notes: Sequence[str]) -> Draft:
    subject = field_of(letter, "Subject")
    told = whose(given.lines, subject)
    forwarded = bool(told.author or told.title)
    title = subject_of(told.title or subject)
    author = _name_of(told.author) if forwarded else sender_of(letter)
    published = (day_of(told.published) or date_in(told.published)) if forwarded else day_of(field_of(letter, "Date"))
    pieces = list(_pieces(given, told.why))
    pieces, cleaning = _with_headline(pieces, title)
    if not forwarded and _names_another(pieces, author):
        author = ""
    place = _HEAD_OF_FORWARDED if forwarded else _HEAD_OF_MESSAGE
    found = {"title": title, "author": author, "published": published}
    sources = tuple((key, place) for key, value in found.items() if value)
    return Draft(
        tuple(pieces), author=author, published=published, cleaning=(*dict.fromkeys(notes), *cleaning), sources=sources
    )


def _names_another(pieces: Sequence[Piece], sender: str) -> bool:
    """Whether a byline near the top names somebody else than who sent the message."""
    own = [piece.text for piece in pieces if not piece.why][:_BYLINE_PLACES]
    bylines = [folded(text) for text, role in zip(own, roles_of(own), strict=True) if role == "byline"]
    return bool(bylines) and not any(folded(sender) in byline for byline in bylines)


def _name_of(written: str) -> str:
    """The name before an address."""
    shown = re.split(r"[<\[(]", written, maxsplit=1)[0].strip("\"' ")
    return "" if "@" in shown else one_line(shown)


def _pieces(given: _Lines, why: Sequence[str]) -> Iterator[Piece]:
    """The lines as pieces: what is the article's is unwrapped, what is left out keeps its lines apart."""
    if given.pieces:
        for piece, reason in zip(given.pieces, why, strict=True):
            if not reason and len(piece.text) <= 200 and _NEWSLETTER.fullmatch(piece.text):
                reason = NEWSLETTER
            yield replace(piece, role=None, why=reason) if reason else piece
        return
    start = 0
    for k in range(1, len(given.lines) + 1):
        if k < len(given.lines) and why[k] == why[start]:
            continue
        lines = given.lines[start:k]
        if why[start] == QUOTED:
            yield from (Piece(line, why=QUOTED) for line in _paragraphs(lines))
        elif why[start]:
            yield from (Piece(line, why=why[start]) for line in lines if line.strip())
        else:
            yield from _unwrapped(unquoted(lines))
        start = k


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Quoted lines as paragraphs, without their marks."""
    bare = "\n".join(line.lstrip("> ") for line in lines)
    return [piece.text for piece in plain.draft_of(bare).pieces]


def _unwrapped(lines: Sequence[str]) -> Iterator[Piece]:
    """The article's own lines, without the frame of a signature that anyone can read through."""
    start, end = 0, len(lines)
    if _SIGNED in lines:
        start = lines.index(_SIGNED)
        start = next((k for k in range(start, len(lines)) if not lines[k].strip()), start + 1)
        end = lines.index(_SIGNATURE, start) if _SIGNATURE in lines[start:] else end
    yield from (Piece(line, why=_SEAL) for line in lines[:start] if line.strip())
    for piece in plain.draft_of("\n".join(lines[start:end])).pieces:
        yield replace(piece, why=NEWSLETTER) if len(piece.text) <= 200 and _NEWSLETTER.fullmatch(piece.text) else piece
    yield from (Piece(line, why=_SEAL) for line in lines[end:] if line.strip())


def _with_headline(pieces: list[Piece], title: str) -> tuple[list[Piece], list[str]]:
    """The pieces with the subject as their headline, once."""
    if not title:
        return pieces, []
    wanted = folded(title)
    own = [k for k, piece in enumerate(pieces) if not piece.why][:3]
    same = next((k for k in own if folded(pieces[k].text) == wanted), None)
    made = [replace(piece, role=None) if piece.role == "headline" else piece for piece in pieces]
    if same is not None:
        made[same] = replace(made[same], role="headline")
        return made, []
    at = own[0] if own else len(made)
    return [*made[:at], Piece(title, "headline"), *made[at:]], ["Took the subject of the message as the headline."]


def _attached(contents: Contents, name: str, depth: int) -> tuple[list[Draft], list[str]]:
    """The drafts of what is attached, and the names of what could not be read."""
    drafts: list[Draft] = []
    unread: list[str] = []
    for letter in contents.letters:
        try:
            if depth >= _MOST_DEPTH:
                raise Damaged(name, "messages within messages")
            drafts += _of_letter(letter, name, depth + 1)
        except ReadError:
            unread.append(_shown(field_of(letter, "Subject")))
    for part in contents.files:
        shown = _file_name(part)
        try:
            drafts += _of_file(part, shown, depth)
        except ReadError:
            unread.append(shown)
    return drafts, unread


def _of_file(part: Letter, shown: str, depth: int) -> Sequence[Draft]:
    """The drafts of an attached file. Raises ReadError for one that is none of an article."""
    ending = PurePath(shown).suffix.casefold()
    if ending not in _READABLE and part.get_content_type() not in _READABLE_KINDS:
        raise UnknownFormat(shown, "no article")
    raw = bytes_of(part)
    if len(raw) > MAX_BYTES:
        raise TooLarge(shown, "too large")
    from parallax import intake

    decoded, kind = intake.understood(raw, shown)
    if kind == "mail":
        if depth >= _MOST_DEPTH:
            raise Damaged(shown, "messages within messages")
        return _of_message(_messages(raw, shown)[0], shown, depth + 1)
    if kind == "warc":
        raise UnknownFormat(shown, "no article")
    return [
        replace(draft, cleaning=(f"Took the attachment {shown} as the article.", *draft.cleaning))
        for draft in intake.drafts_in(raw, decoded, kind, shown)
    ]


def _names(contents: Contents) -> list[str]:
    return [*(_shown(field_of(one, "Subject")) for one in contents.letters), *map(_file_name, contents.files)]


def _file_name(part: Letter) -> str:
    try:
        written = part.get_filename("")
    except (ValueError, LookupError, TypeError, AttributeError):
        written = ""
    return _shown(PurePath(one_line(str(written)[:500]).replace("\\", "/")).name)


def _shown(name: str) -> str:
    name = "".join(letter for letter in one_line(name) if letter.isprintable())
    return f"{name[:59]}…" if len(name) > 60 else name or "without a name"


def _unread_said(unread: Sequence[str]) -> list[str]:
    if not unread:
        return []
    names = ", ".join(unread[:_NAMES_SHOWN])
    more = f" and {len(unread) - _NAMES_SHOWN:,} more" if len(unread) > _NAMES_SHOWN else ""
    return [f"{counted(len(unread), 'attachment')} {'was' if len(unread) == 1 else 'were'} not read: {names}{more}."]

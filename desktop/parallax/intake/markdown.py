"""Markdown (CommonMark, with pipe tables): the words without the marks; front matter as particulars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from parallax.article import Role, normal
from parallax.intake.datelines import is_iso
from parallax.intake.draft import Draft, Piece, counted, one_line

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_OUTLET_FIELDS = ("outlet", "publication", "source", "site")


def draft_of(text: str) -> Draft:
    """The draft of a Markdown text.

    Front matter of simple `key: value` lines gives title, author, date and outlet. The first heading of level one is
    the headline, unless the front matter has a title of other words; links become their text, images a caption of
    their alternative text, code keeps its lines.
    """
    fields, body, notes = _front_matter(normal(text))
    parser = MarkdownIt("commonmark").enable("table")
    pieces, counts = _pieces(parser.parse(body))
    title = fields.get("title", "")
    headline = next((k for k, piece in enumerate(pieces) if piece.role == "headline"), None)
    if title and (headline is None or _folded(pieces[headline].text) != _folded(title)):
        if headline is not None:
            pieces[headline] = Piece(pieces[headline].text, "body")
        pieces.insert(0, Piece(title, "headline"))
    elif headline:
        pieces.insert(0, pieces.pop(headline))
        notes.append("Put the headline first.")
    if counts["images"]:
        notes.append(f"Left out {counted(counts['images'], 'image')}; what describes them is kept as captions.")
    if counts["links"]:
        notes.append(f"Left out the addresses of {counted(counts['links'], 'link')}.")
    if counts["markup"]:
        notes.append(f"Left out {counted(counts['markup'], 'piece')} of HTML; its words are kept.")
    return Draft(
        tuple(pieces),
        outlet=next((fields[name] for name in _OUTLET_FIELDS if fields.get(name)), ""),
        author=fields.get("author", ""),
        published=fields.get("date", ""),
        cleaning=tuple(notes),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str, list[str]]:
    """The fields, the text after them, and what to say of it. Lines that are no simple field are left out, and said."""
    found = _FRONT_MATTER.match(text)
    lines = [line for line in found[1].split("\n") if line.strip()] if found else []
    if not found or not any(_FIELD.fullmatch(line) for line in lines):
        return {}, text, []
    fields: dict[str, str] = {}
    unread = 0
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field:
            fields.setdefault(field[1].casefold(), one_line(_unquoted(field[2].strip())))
        elif not line.lstrip().startswith("#"):
            unread += 1
    notes = ["Took the front matter off the text."]
    if unread:
        notes.append(f"Did not understand {counted(unread, 'line')} of the front matter.")
    if fields.get("date") and not is_iso(fields["date"]):
        notes.append(f"Did not understand the date “{fields.pop('date')}”.")
    return fields, text[found.end() :], notes


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _pieces(tokens: Sequence[Token]) -> tuple[list[Piece], dict[str, int]]:
    pieces: list[Piece] = []
    counts = {"images": 0, "links": 0, "markup": 0}
    heading = ""
    ordered: list[int | None] = []
    number = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "heading_close":
            heading = ""
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            ordered.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            ordered.pop()
        elif token.type == "list_item_open" and ordered[-1] is not None:
            number = f"{ordered[-1]}{token.markup or '.'} "
            ordered[-1] += 1
        elif token.type == "list_item_close":
            number = ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            pieces.append(Piece(" | ".join(row or []), "body", verbatim=True))
            row = None
        elif token.type in ("fence", "code_block"):
            pieces += [Piece(line, "body", verbatim=True) for line in token.content.split("\n")]
        elif token.type == "html_block":
            counts["markup"] += 1
            pieces += [Piece(line) for line in _words_of_markup(token.content).split("\n")]
        elif token.type == "inline":
            words, captions = _inline(token.children or (), counts)
            if row is not None:
                row.append(words)
                words = ""
            first = heading == "h1" and not any(piece.role == "headline" for piece in pieces)
            role: Role | None = "headline" if first else "body" if heading else None
            pieces.append(Piece(number + words if words.strip() else "", role))
            number = "" if words.strip() else number
            pieces += [Piece(caption, "caption") for caption in captions]
    return [piece for piece in pieces if piece.text.strip()], counts


def _inline(tokens: Sequence[Token], counts: dict[str, int]) -> tuple[str, list[str]]:
    """The words of a run of inline tokens, and the captions of the images in it."""
    words: list[str] = []
    captions: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            counts["images"] += 1
            captions.append(_inline(token.children or (), {"images": 0, "links": 0, "markup": 0})[0])
        elif token.type == "link_open":
            counts["links"] += token.info != "auto"
        elif token.type == "html_inline":
            counts["markup"] += 1
    return "".join(words), captions


class _Words(HTMLParser):
    """Collects the character data of markup, but for scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _words_of_markup(markup: str) -> str:
    """The character data of markup. A comment that never ends hides nothing: Python's parsers disagree about it."""
    closed = markup.rfind("-->") + 1
    parser = _Words()
    parser.feed(markup[:closed] + markup[closed:].replace("<!--", " "))
    parser.close()
    return "".join(parser.words)


def _folded(text: str) -> str:
    return one_line(text).casefold()

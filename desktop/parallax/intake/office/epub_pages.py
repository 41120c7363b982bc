"""One page of an e-book: its blocks in order, what is no part of the text told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import etree

from parallax.errors import Damaged
from parallax.intake.decode import decode
from parallax.intake.draft import Piece
from parallax.intake.office.xml_parts import child, local, root_of, value
from parallax.intake.pages.html import blocks_of

_MENU = "a menu"
_MENU_CLASS = re.compile(r"\bcalibre_?navbar\b|\bcalibre_feed_nav\b")
_NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes"})
_BLOCKS = frozenset("p div li table h1 h2 h3 h4 h5 h6 blockquote".split())
_LONGEST_SIGN = 4
_LONGEST_ROW = 400
_HEADINGS = frozenset({"h1", "h2", "h3"})


def pieces_of(raw: bytes, name: str) -> tuple[list[Piece], str]:
    """The pieces of a page in a file called `name`, and the words of its first heading, or empty.

    A page of good XML is read as such, for what is empty in XML is left open in HTML; any other is read as HTML.
    Raises Damaged and UnknownFormat for what is no page.
    """
    try:
        root = root_of(raw, name)
    except Damaged:
        return _pieces(decode(raw, name, markup=True).text, name), ""
    for one in root.iter():
        if isinstance(one.tag, str):
            one.tag = local(one.tag)
    body = child(root, "body")
    if body is None:
        return [], ""
    menus: list[Piece] = []
    for one in list(body.iter()):
        if _is_menu(one):
            menus += _pieces(_markup(one), name)
            _remove(one)
        elif one.tag == "a" and _is_sign_of_note(one):  # it would cling to the word before or behind it
            _remove(one)
    for row in list(body.iter("tr")):
        _lay_out(row)
    heading = next((" ".join("".join(one.itertext()).split()) for one in body.iter() if one.tag in _HEADINGS), "")
    left_out = [replace(piece, role=None, why=_MENU) for piece in menus]
    return [*_pieces(_markup(body), name), *left_out], heading


def _is_menu(element: Any) -> bool:
    if element.tag == "nav":
        return True
    return bool(_MENU_CLASS.search(value(element, "class")))


def _is_sign_of_note(link: Any) -> bool:
    """Whether a link is the sign that leads to a note, or the one in the note that leads back."""
    if "noteref" in value(link, "type").split():
        return True
    within = (_NOTE_TYPES.intersection(value(around, "type").split()) for around in link.iterancestors())
    return "#" in value(link, "href") and len("".join(link.itertext()).strip()) <= _LONGEST_SIGN and any(within)


def _lay_out(row: Any) -> None:
    """Put the cells of a row into one paragraph, where they are cells of few words."""
    texts = [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")]
    blocks = [cell for cell in row if sum(one.tag in _BLOCKS for one in cell.iter()) > 1]
    if sum(map(bool, texts)) < 2 or blocks or sum(map(len, texts)) > _LONGEST_ROW:
        return
    tail = row.tail
    row.clear()
    row.tail = tail
    etree.SubElement(etree.SubElement(row, "td"), "p").text = " | ".join(texts)


def _remove(element: Any) -> None:
    """Take an element out and leave what follows it."""
    around, before = element.getparent(), element.getprevious()
    if around is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        around.text = (around.text or "") + tail
    element.tail = None
    around.remove(element)


def _markup(element: Any) -> str:
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, method="html", encoding="unicode", with_tail=False))


def _pieces(markup: str, name: str) -> list[Piece]:
    return [replace(piece, text=piece.text.replace("\xad", "")) for piece in blocks_of(markup, name)]

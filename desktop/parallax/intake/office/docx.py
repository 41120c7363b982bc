"""Word documents (DOCX, DOCM, DOTX; ECMA-376 Part 1, WordprocessingML): what a reader sees, once.

Elements go by their local names, so that the transitional and the strict form read alike.
"""

from __future__ import annotations

import re
from typing import Any

from parallax.intake.draft import Draft
from parallax.intake.office.archives import Archive, damaged
from parallax.intake.office.document import COMMENT, DELETED, FOOTER, HEADER, HIDDEN, Document, draft_of
from parallax.intake.office.docx_parts import Parts, is_on
from parallax.intake.office.flow import Block, row_of
from parallax.intake.office.walking import Walk
from parallax.intake.office.xml_parts import child, members, value

_PROMPT = "the prompt of an empty field"
_SKIPPED = frozenset(
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr instrText delInstrText moveFrom fldData docPr cNvPr"
    " posOffset ctrlPr".split()
)
_WRAPPERS = frozenset("sdt sdtContent customXml ins moveTo".split())
_PRIVATE = range(0xE000, 0xF900)
_LIFTED = re.compile(r"0*[1-9][0-9]*")


def drafts_of(raw: bytes, name: str) -> list[Draft]:
    """The draft of a document. Raises Damaged for what is none, TooLarge past the limits of an archive."""
    try:
        return [draft_of(_Reading(Parts(Archive(raw, name), name)).document(), name)]
    except RecursionError as error:
        raise damaged(name, "it is nested too deeply") from error


class _Reading(Walk):
    """One walk over the parts of a document."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(_SKIPPED)
        self._parts = parts
        self._hidden = False
        self._notes: list[tuple[str, str]] = []
        self._noted: set[tuple[str, str]] = set()
        self._handlers |= {
            "p": self._paragraph,
            "r": self._run,
            "t": self._text,
            "delText": self._text,
            "tab": lambda _: self._say("\t"),
            "ptab": lambda _: self._say("\t"),
            "br": self._break,
            "cr": lambda _: self._say("\n"),
            "noBreakHyphen": lambda _: self._say("\u2011"),
            "softHyphen": lambda _: self._say("\xad"),
            "sym": self._sign,
            "fldChar": self._field,
            "hyperlink": self._link,
            "ins": self._inserted,
            "moveTo": self._children,
            "del": self._deleted,
            "tbl": self._table,
            "sdt": self._control,
            "AlternateContent": self._alternate,
            "footnoteReference": lambda one: self._note("footnotes", one),
            "endnoteReference": lambda one: self._note("endnotes", one),
            "commentReference": self._comment,
            "drawing": self._picture,
            "pict": self._picture,
            "object": self._picture,
            "altChunk": lambda _: self._counts.update(files=1),
            "ruby": lambda one: self._read_above(one, "rubyBase", "rt"),
        }

    def document(self) -> Document:
        """Raises Damaged where the parts make no document."""
        body = child(self._parts.main, "body")
        if body is None:
            raise self._parts.without("text")
        self._children(body)
        blocks = self._flow.shut()
        return Document(
            blocks,
            notes=self._all_notes(),
            margins=[*self._margins("header", HEADER), *self._margins("footer", FOOTER)],
            properties=self._parts.properties(),
            counts=self._counts,
        )

    def _words(self, element: Any) -> None:
        """Words stand in text elements alone, each with a handler."""
        self._children(element)

    def _within(self, why: str, element: Any) -> None:
        """As any walk does; each element is a piece of its own."""
        self._flow.part_asides()
        super()._within(why, element)

    def _paragraph(self, element: Any) -> None:
        properties = child(element, "pPr")
        before, self._hidden = self._hidden, self._parts.hides(_style_id(properties, "pStyle"))
        if self._aside[-1]:
            self._flow.part_asides()
        self._children(element)
        self._hidden = before
        if properties is not None and _goes_on(properties):
            return
        self._flow.end_paragraph(self._parts.style(properties))

    def _run(self, element: Any) -> None:
        properties = child(element, "rPr")
        hidden = self._hidden
        raised, self._raised = self._raised, _is_raised(properties)
        if properties is not None:
            vanish = child(properties, "vanish")
            if vanish is not None:
                hidden = is_on(vanish)
            elif _style_id(properties, "rStyle"):
                hidden = hidden or self._parts.hides(_style_id(properties, "rStyle"))
        if hidden and not self._aside[-1]:
            self._aside.append(HIDDEN)
            self._children(element)
            self._aside.pop()
        else:
            self._children(element)
        self._raised = raised

    def _text(self, element: Any) -> None:
        self._say("".join(element.itertext()).replace("\n", " "))

    def _break(self, element: Any) -> None:
        self._say("\n")

    def _sign(self, element: Any) -> None:
        try:
            code = int(value(element, "char"), 16)
        except ValueError:
            return
        if code in _PRIVATE or not 32 <= code <= 0xFFFF:
            self._counts["signs"] += 1
        else:
            self._say(chr(code))

    def _field(self, element: Any) -> None:
        if self._aside[-1]:
            return
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._flow.begin_field()
        elif kind == "separate":
            self._flow.show_field()
        elif kind == "end":
            self._flow.end_field()

    def _link(self, element: Any) -> None:
        self._counts["links"] += bool(value(element, "id"))
        self._children(element)

    def _inserted(self, element: Any) -> None:
        self._counts["insertions"] += 1
        self._children(element)

    def _deleted(self, element: Any) -> None:
        self._counts["deletions"] += 1
        self._within(DELETED, element)

    def _table(self, element: Any) -> None:
        for row in members(element, "tr", _WRAPPERS):
            gone = child(row, "trPr", "del") is not None
            if gone:
                self._counts["deletions"] += 1
            cells = [self._apart(cell, DELETED if gone else "") for cell in members(row, "tc", _WRAPPERS)]
            self._flow.put(row_of(cells))

    def _control(self, element: Any) -> None:
        content = child(element, "sdtContent")
        if content is None:
            return
        properties = child(element, "sdtPr")
        if properties is not None and child(properties, "showingPlcHdr") is not None:
            self._within(_PROMPT, content)
        else:
            self._children(content)

    def _alternate(self, element: Any) -> None:
        """One of several forms of the same: the first that is given."""
        chosen = child(element, "Choice")
        chosen = child(element, "Fallback") if chosen is None else chosen
        if chosen is not None:
            self._children(chosen)

    def _picture(self, element: Any) -> None:
        """What is drawn; the words in it stand beside the paragraph."""
        blocks = self._apart(element)
        if blocks:
            self._flow.put_after(blocks)
        else:
            self._counts["pictures"] += 1

    def _note(self, kind: str, element: Any) -> None:
        key = (kind, value(element, "id"))
        if key not in self._noted:
            self._noted.add(key)
            self._notes.append(key)

    def _all_notes(self) -> list[Block]:
        """The notes in the order in which the text refers to them; a note may refer to another."""
        blocks = []
        at = 0
        while at < len(self._notes):
            kind, number = self._notes[at]
            note = self._parts.notes(kind).get(number)
            if note is not None:
                blocks += self._apart(note)
            at += 1
        return blocks

    def _comment(self, element: Any) -> None:
        comment = self._parts.notes("comments").get(value(element, "id"))
        key = ("comments", value(element, "id"))
        if comment is not None and key not in self._noted:
            self._noted.add(key)
            self._flow.put_after(self._apart(comment, COMMENT))

    def _margins(self, kind: str, why: str) -> list[Block]:
        return [block for part in self._parts.margins(kind) for block in self._apart(part, why)]


def _style_id(properties: Any, kind: str) -> str:
    style = child(properties, kind) if properties is not None else None
    return value(style, "val") if style is not None else ""


def _goes_on(properties: Any) -> bool:
    """Whether the next paragraph carries on this one: its mark was deleted in a tracked change, or it is the large
    letter that opens the next."""
    if child(properties, "rPr", "del") is not None:
        return True
    frame = child(properties, "framePr")
    return frame is not None and value(frame, "dropCap") in ("drop", "margin")


def _is_raised(properties: Any) -> bool:
    """Whether the words of a run stand raised, as the mark of a note does."""
    if properties is None:
        return False
    named, lifted = child(properties, "vertAlign"), child(properties, "position")
    half_points = value(lifted, "val") if lifted is not None else ""
    return (named is not None and value(named, "val") == "superscript") or bool(_LIFTED.fullmatch(half_points))

"""OpenDocument texts (ODT, OTT and the flat form FODT; OASIS OpenDocument 1.3): what a reader sees, once.

Elements go by their local names, for hardly one of these means two things in a text.
"""

from __future__ import annotations

import re
from typing import Any

from parallax.errors import UnknownFormat
from parallax.intake.draft import Draft
from parallax.intake.office.archives import Archive, damaged, locked
from parallax.intake.office.document import (
    COMMENT,
    DELETED,
    FOOTER,
    HEADER,
    HIDDEN,
    Document,
    Properties,
    day_of,
    draft_of,
)
from parallax.intake.office.flow import Block, row_of
from parallax.intake.office.odt_styles import Styles
from parallax.intake.office.style_names import PLAIN, Style
from parallax.intake.office.walking import Walk
from parallax.intake.office.xml_parts import child, local, members, root_of, value

_CONTENTS = "a line of the table of contents"
_MOST_SPACES = 80
_SPACES = re.compile(r"[ \t\r\n]+")
_SKIPPED = frozenset(
    "tracked-changes sequence-decls variable-decls user-field-decls dde-connection-decls forms note-citation"
    " table-of-content-source illustration-index-source table-index-source object-index-source user-index-source"
    " alphabetical-index-source bibliography-source desc script event-listeners glue-point"
    " covered-table-cell object object-ole binary-data annotation-end settings scripts font-face-decls".split()
)
_DRAWN = frozenset(
    "frame rect ellipse circle line polyline polygon regular-polygon path custom-shape connector caption measure g"
    " control".split()
)
_ROW_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_VARIABLES = ("variable-set", "variable-get", "user-field-get")
_MARGINS = {
    "header": HEADER, "header-left": HEADER, "header-first": HEADER,
    "footer": FOOTER, "footer-left": FOOTER, "footer-first": FOOTER,
}  # fmt: skip


def drafts_of(raw: bytes, name: str) -> list[Draft]:
    """The draft of a text, zipped or flat. Raises Damaged for what is none or is locked, UnknownFormat for a sheet or
    slides, TooLarge past the limits of an archive."""
    try:
        if not raw.startswith(b"PK"):
            flat = root_of(raw, name)
            return [draft_of(_Reading(flat, [flat], flat, name).document(), name)]
        archive = Archive(raw, name)
        _check_open(archive, name)
        content = archive.part("content.xml")
        if content is None:
            raise damaged(name, "it is an OpenDocument text without its text")
        root = root_of(content, name)
        others = [None if (part := archive.part(path)) is None else root_of(part, name) for path in _OTHERS]
        return [draft_of(_Reading(root, [root, others[0]], others[1], name).document(), name)]
    except RecursionError as error:
        raise damaged(name, "it is nested too deeply") from error


_OTHERS = ("styles.xml", "meta.xml")


def _check_open(archive: Archive, name: str) -> None:
    """Raises Damaged for a text that is locked with a password."""
    manifest = archive.part("META-INF/manifest.xml")
    encrypted = manifest is not None and any(
        local(one.tag) == "encryption-data" for one in root_of(manifest, name).iter()
    )
    if encrypted or "encrypted-package" in archive:
        raise locked(name, "this OpenDocument text")


class _Reading(Walk):
    """One walk over the content of a text."""

    def __init__(self, content: Any, styled: list[Any], meta: Any, name: str) -> None:
        super().__init__(_SKIPPED)
        self._content = content
        self._styled = [root for root in styled if root is not None]
        self._meta = meta
        self._name = name
        self._styles = Styles(self._styled)
        self._notes: list[Any] = []
        self._deletions: dict[str, Any] = {}
        self._handlers |= {
            "p": self._paragraph,
            "h": self._paragraph,
            "span": self._span,
            "s": self._spaces,
            "tab": lambda _: self._say("\t"),
            "line-break": lambda _: self._say("\n"),
            "a": self._link,
            "note": self._notes.append,
            "annotation": lambda one: self._flow.put_after(self._apart(_paragraphs(one), COMMENT)),
            "change": self._change,
            "table": self._table,
            "section": self._section,
            "table-of-content": lambda one: self._flow.put(self._apart(one, _CONTENTS)),
            "hidden-text": self._hidden_field,
            "title": self._title,
            **dict.fromkeys(_VARIABLES, self._variable),
            "ruby": lambda one: self._read_above(one, "ruby-base", "ruby-text"),
            **dict.fromkeys(_DRAWN, self._drawing),
        }

    def document(self) -> Document:
        """Raises Damaged where the content holds no text, UnknownFormat where it is of another kind."""
        text = child(self._content, "body", "text")
        if text is None:
            if child(self._content, "body") is not None:
                what = "an OpenDocument file that is no text is not read; copy the article and paste it."
                raise UnknownFormat(self._name, what)
            raise damaged(self._name, "it is an OpenDocument text without its text")
        self._take_changes(text)
        self._children(text)
        blocks = self._flow.shut()
        notes: list[Block] = []
        at = 0
        while at < len(self._notes):  # a note may hold a note
            body = child(self._notes[at], "note-body")
            notes += self._apart(body if body is not None else ())
            at += 1
        return Document(blocks, notes, self._margins(), self._properties(), self._counts)

    def _words(self, element: Any) -> None:
        """The words in an element and in its children, white space being one space wherever it stands."""
        if element.text:
            self._say(_SPACES.sub(" ", element.text))
        for one in element:
            self._walk(one)
            if one.tail:
                self._say(_SPACES.sub(" ", one.tail))

    def _paragraph(self, element: Any) -> None:
        style = value(element, "style-name")
        hidden = self._styles.hides(style) or any(
            local(one.tag) == "hidden-paragraph" and value(one, "is-hidden") == "true" for one in element
        )
        if self._aside[-1]:
            self._flow.part_asides()
        self._within(HIDDEN if hidden else "", element)
        self._flow.end_paragraph(self._style(element, style))

    def _style(self, element: Any, name: str) -> Style:
        found = self._styles.style(name)
        if found == PLAIN and local(element.tag) == "h":
            level = value(element, "outline-level")
            return Style(level=int(level) if level.isascii() and level.isdigit() and len(level) == 1 else 1)
        return found

    def _span(self, element: Any) -> None:
        style, before = value(element, "style-name"), self._raised
        self._raised = before or self._styles.raises(style)
        self._within(HIDDEN if self._styles.hides(style) else "", element)
        self._raised = before

    def _spaces(self, element: Any) -> None:
        count = value(element, "c")
        self._say(
            " " * (min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() and len(count) < 9 else 1)
        )

    def _link(self, element: Any) -> None:
        self._counts["links"] += 1
        self._words(element)

    def _take_changes(self, text: Any) -> None:
        changes = child(text, "tracked-changes")
        for region in changes if changes is not None else ():
            deletion = child(region, "deletion")
            if deletion is not None:
                self._deletions[value(region, "id")] = deletion
            elif child(region, "insertion") is not None:
                self._counts["insertions"] += 1

    def _change(self, element: Any) -> None:
        deletion = self._deletions.pop(value(element, "change-id"), None)
        if deletion is not None:
            self._counts["deletions"] += 1
            self._flow.put_after(self._apart(_paragraphs(deletion), DELETED))

    def _table(self, element: Any) -> None:
        for row in members(element, "table-row", _ROW_GROUPS):
            cells = [self._apart(cell) for cell in row if local(cell.tag) == "table-cell"]
            self._flow.put(row_of(cells))

    def _section(self, element: Any) -> None:
        hidden = value(element, "display") == "none" or value(element, "is-hidden") == "true"
        self._flow.put(self._apart(element, HIDDEN if hidden else ""))

    def _hidden_field(self, element: Any) -> None:
        self._within(HIDDEN if value(element, "is-hidden") != "false" else "", element)

    def _variable(self, element: Any) -> None:
        self._within(HIDDEN if value(element, "display") == "none" else "", element)

    def _title(self, element: Any) -> None:
        """The field that shows the title of the document; that of a drawing is seen by nobody."""
        if "svg" not in element.tag:
            self._words(element)

    def _drawing(self, element: Any) -> None:
        blocks = self._apart(element)
        if blocks:
            self._flow.put_after(blocks)
        elif local(element.tag) in ("frame", "custom-shape"):
            self._counts["pictures"] += 1

    def _margins(self) -> list[Block]:
        blocks = []
        for root in self._styled[-1:]:
            masters = child(root, "master-styles")
            for one in masters.iter() if masters is not None else ():
                why = _MARGINS.get(local(one.tag))
                if why:
                    blocks += self._apart(one, why)
        return blocks

    def _properties(self) -> Properties:
        meta = child(self._meta, "meta") if self._meta is not None else None
        found = {local(one.tag): "".join(one.itertext()) for one in meta} if meta is not None else {}
        author = found.get("initial-creator") or found.get("creator", "")
        return Properties(found.get("title", ""), author, day_of(found.get("creation-date", "")))


def _paragraphs(element: Any) -> list[Any]:
    """What stands in a comment or a deletion, without who made it and when."""
    return [
        one
        for one in element
        if local(one.tag)
        not in ("creator", "date", "date-string", "change-info", "creator-initials", "sender-initials")
    ]

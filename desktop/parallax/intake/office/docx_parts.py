"""The parts of a Word document by what they are: text, styles, notes, heads and feet of pages, properties."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import Any

from parallax.errors import Damaged
from parallax.intake.office.archives import Archive, damaged
from parallax.intake.office.document import Properties, day_of
from parallax.intake.office.style_names import PLAIN, Style, style_of
from parallax.intake.office.xml_parts import child, local, root_of, value

_MOST_BASES = 20
_MAIN = "word/document.xml"
_NOTE = frozenset({"footnote", "endnote", "comment"})
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_LEVEL = re.compile(r"[0-8]")


def is_on(switch: Any) -> bool:
    """Whether a property that is there is on: it is, unless its value says that it is not."""
    return value(switch, "val").casefold() not in ("0", "false", "off")


class Parts:
    """Each part is unpacked and parsed when it is asked for."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._path = next((path for kind, path in self._related("") if kind == "officeDocument"), _MAIN)
        self._relations = self._related(self._path)
        self._notes: dict[str, dict[str, Any]] = {}
        self._meant: dict[str, Style] = {"": PLAIN}
        self._hidden: dict[str, bool] = {"": False}

    def without(self, what: str) -> Damaged:
        """The document has no part that it needs."""
        return damaged(self._name, f"it is a Word document without its {what}")

    @cached_property
    def main(self) -> Any:
        """The root of the text. Raises Damaged where there is none."""
        root = self._root(self._path)
        if root is None:
            raise self.without("text")
        return root

    def notes(self, kind: str) -> dict[str, Any]:
        """The elements of "footnotes", "endnotes" or "comments" by their ids, without the lines that part them."""
        if kind not in self._notes:
            self._notes[kind] = {
                value(note, "id"): note
                for part in self._parts(kind)
                for note in part
                if local(note.tag) in _NOTE and value(note, "type") not in _SEPARATORS
            }
        return self._notes[kind]

    def margins(self, kind: str) -> list[Any]:
        """The parts of a kind, "header" or "footer"."""
        return self._parts(kind)

    def style(self, properties: Any) -> Style:
        """What the properties of a paragraph say that it is."""
        if properties is None:
            return PLAIN
        style = child(properties, "pStyle")
        name = value(style, "val") if style is not None else ""
        if name not in self._meant:
            self._meant[name] = self._meaning(name)
        found = self._meant[name]
        if found == PLAIN and (level := _level(properties)) is not None:
            return Style(level=level + 1)
        return found

    def hides(self, style: str) -> bool:
        """Whether a style hides its words."""
        if style not in self._hidden:
            switches = (child(one, "rPr", "vanish") for one in self._chain(style))
            self._hidden[style] = next((is_on(one) for one in switches if one is not None), False)
        return self._hidden[style]

    def properties(self) -> Properties:
        """What the file says of itself."""
        core = next((path for kind, path in self._related("") if kind == "core-properties"), "docProps/core.xml")
        root = self._root(core)
        found = {local(one.tag): "".join(one.itertext()) for one in root} if root is not None else {}
        return Properties(found.get("title", ""), found.get("creator", ""), day_of(found.get("created", "")))

    def _meaning(self, style: str) -> Style:
        """What a style says, by its name, those of the styles that it is based on, or its level in an outline."""
        chain = self._chain(style)
        names = [value(name, "val") for one in chain if (name := child(one, "name")) is not None]
        found = style_of(names or [re.sub(r"(?<=[a-z])(?=\d)", " ", style)])
        levels = (_level(child(one, "pPr")) for one in chain)
        level = next((one for one in levels if one is not None), None)
        return Style(level=level + 1) if found == PLAIN and level is not None else found

    def _chain(self, style: str) -> list[Any]:
        """A style and those that it is based on."""
        chain: list[Any] = []
        while (one := self._styles.get(style)) is not None and len(chain) < _MOST_BASES:
            chain.append(one)
            base = child(one, "basedOn")
            style = value(base, "val") if base is not None else ""
        return chain

    @cached_property
    def _styles(self) -> dict[str, Any]:
        return {
            value(one, "styleId"): one for part in self._parts("styles") for one in part if local(one.tag) == "style"
        }

    def _parts(self, kind: str) -> list[Any]:
        """The roots of the parts of a kind, each once, in the order in which the document names them."""
        paths = dict.fromkeys(path for one, path in self._relations if one == kind)
        roots = [self._root(path) for path in paths if path != self._path]
        return [root for root in roots if root is not None]

    def _root(self, path: str) -> Any:
        raw = self._archive.part(path)
        return None if raw is None else root_of(raw, self._name)

    def _related(self, path: str) -> list[tuple[str, str]]:
        """The kinds and paths of what a part refers to, inside the archive; of the whole document for an empty path."""
        folder, file = posixpath.split(path)
        root = self._root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = []
        for one in root if root is not None else ():
            target = value(one, "Target")
            if value(one, "TargetMode") != "External" and target:
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((value(one, "Type").rpartition("/")[2], posixpath.normpath(whole)))
        return found


def _level(properties: Any) -> int | None:
    """The level in an outline, from 0, that the properties of a paragraph or a style give."""
    level = child(properties, "outlineLvl") if properties is not None else None
    found = value(level, "val") if level is not None else ""
    return int(found) if _LEVEL.fullmatch(found) else None

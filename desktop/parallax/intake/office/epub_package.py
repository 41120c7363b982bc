"""The package of an e-book (EPUB 2 and 3): what it says of itself, and its chapters in reading order."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from parallax.errors import Damaged
from parallax.intake.draft import one_line
from parallax.intake.office.archives import Archive, damaged
from parallax.intake.office.document import day_of
from parallax.intake.office.xml_parts import child, local, root_of, value

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_DISGUISES = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})
_PERIODICAL = re.compile(r"\b(?:periodical|newspaper|magazine|journal|newsletter)\b", re.IGNORECASE)
_ISSN = re.compile(r"(?:urn:)?issn", re.IGNORECASE)
_CONTENTS = "a table of contents"
_ASIDE = "a page outside the reading order of the book"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The path of a page in the archive, and `why` it is no part of the text."""

    path: str
    why: str = ""


class Package:
    """Raises Damaged for an archive that is no e-book, or one whose pages are locked."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._path = self._package_path()
        self._folder = posixpath.dirname(self._path)
        root = self._root(self._path)
        if root is None:
            raise damaged(name, "it is an e-book without its table of parts")
        self._package = root
        self._check_open()

    def said(self, kind: str) -> list[str]:
        """What it says of itself under a name of the Dublin Core, such as "title", in order and each once."""
        texts = (one_line("".join(one.itertext())) for one in self._metadata if local(one.tag) == kind)
        return list(dict.fromkeys(filter(None, texts)))

    def published(self) -> str:
        """The day of publication in ISO 8601, or empty. A day of conversion or change is none."""
        dates = [one for one in self._metadata if local(one.tag) == "date"]
        told = [one for one in dates if value(one, "event") == "publication"]
        plain = [one for one in dates if not value(one, "event")]
        days = (day_of("".join(one.itertext())) for one in (*told, *plain))
        return next(filter(None, days), "")

    @cached_property
    def is_periodical(self) -> bool:
        """Whether it says that it is an issue of a newspaper or a magazine."""
        if any(_PERIODICAL.search(kind) for kind in self.said("type")):
            return True
        for one in self._metadata.iter():
            tag = local(one.tag)
            if tag == "identifier" and _ISSN.match(value(one, "scheme") or "".join(one.itertext()).strip()):
                return True
            if tag == "meta" and value(one, "name") == "calibre:publication_type":
                return bool(_PERIODICAL.search(value(one, "content")))
            if tag == "output" and "subscription" in value(one, "content-type"):
                return True
        return False

    def chapters(self) -> list[Chapter]:
        """The pages in reading order, each once, however often the order names it."""
        items = {value(one, "id"): one for one in self._all("manifest", "item")}
        contents = {
            self._inside(value(one, "href")) for one in self._all("guide", "reference") if value(one, "type") == "toc"
        }
        chapters: dict[str, Chapter] = {}
        for one in self._all("spine", "itemref"):
            item = items.get(value(one, "idref"))
            path = self._inside(value(item, "href")) if item is not None else ""
            if not path or path in chapters or value(item, "media-type").casefold() not in _PAGES:
                continue
            why = _ASIDE if value(one, "linear") == "no" else ""
            if path in contents or "nav" in value(item, "properties").split():
                why = _CONTENTS
            chapters[path] = Chapter(path, why)
        return list(chapters.values())

    @cached_property
    def _metadata(self) -> Any:
        found = child(self._package, "metadata")
        if found is None:
            return self._package.makeelement("metadata")
        inner = child(found, "dc-metadata")  # of the time before EPUB
        return found if inner is None else inner

    def _all(self, group: str, kind: str) -> list[Any]:
        found = child(self._package, group)
        return [one for one in found if local(one.tag) == kind] if found is not None else []

    def _inside(self, reference: str) -> str:
        """The path in the archive that a reference of the package means; empty for one that leads elsewhere."""
        try:
            parts = urlsplit(reference)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        path = posixpath.normpath(posixpath.join(self._folder, unquote(parts.path)))
        return "" if path.startswith(("/", "..")) else path

    def _package_path(self) -> str:
        root = self._root(_CONTAINER)
        paths = (
            [value(one, "full-path") for one in root.iter() if local(one.tag) == "rootfile"] if root is not None else []
        )
        if not paths:
            raise damaged(self._name, "it is an e-book that does not say where its text is")
        return next((path for path in paths if path.casefold().endswith(".opf")), paths[0])

    def _check_open(self) -> None:
        root = self._root(_ENCRYPTION)
        for one in root.iter() if root is not None else ():
            if local(one.tag) == "EncryptionMethod" and value(one, "Algorithm") not in _FONT_DISGUISES:
                what = "this e-book is locked by its seller (DRM); copy the article in a reading program and paste it."
                raise Damaged(self._name, what)

    def _root(self, path: str) -> Any:
        raw = self._archive.part(path)
        return None if raw is None else root_of(raw, self._name)

"""XML out of a document's bytes: no entities, nothing fetched, no tree larger or deeper than a document needs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from parallax.errors import Damaged
from parallax.intake.office.archives import damaged, too_large

MAX_MARKS = 3_000_000
"""The most tags and attributes that are read of one part."""

_MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})["']""")
_ENCODINGS = {"iso-8859-1": "latin-1", "latin1": "latin-1", "windows-1252": "cp1252"}
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(\[)?")


def root_of(raw: bytes, name: str) -> Any:
    """The root element of an XML part of the file called `name`, without comments and instructions.

    Raises Damaged for what is not well-formed, declares entities or anything else of its own, or is nested more than
    256 deep; TooLarge past `MAX_MARKS`.
    """
    text = _text(raw, name)
    if text.count("<") + text.count("=") > MAX_MARKS:
        raise too_large(name, "too many marks")
    _check_prolog(text, name)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    declaration = _DECLARATION.match(text)
    if declaration:
        text = text[declaration.end() :]
    try:
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        raise _broken(name) from error


@lru_cache(maxsize=2048)
def local(tag: Any) -> str:
    """The name of an element or attribute without its namespace; empty for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, attribute: str) -> str:
    """The attribute of this local name, whatever its namespace; empty where there is none."""
    for key, found in element.attrib.items():
        if key == attribute or key.endswith("}" + attribute):
            return str(found)
    return ""


def child(element: Any, *path: str) -> Any:
    """The first child of this local name, and of that the next, and so on; None where there is none."""
    for step in path:
        for one in element:
            if local(one.tag) == step:
                element = one
                break
        else:
            return None
    return element


def members(element: Any, kind: str, wrappers: frozenset[str]) -> Iterator[Any]:
    """The children of this local name, also those that elements of the names in `wrappers` are put around."""
    for one in element:
        name = local(one.tag)
        if name == kind:
            yield one
        elif name in wrappers:
            yield from members(one, kind, wrappers)


def _text(raw: bytes, name: str) -> str:
    encoding = "utf-8"
    declared = _DECLARED.match(raw)
    if declared:
        encoding = _ENCODINGS.get(declared[1].decode("ascii").casefold(), "utf-8")
    for mark, marked in _MARKED:
        if raw.startswith(mark):
            raw, encoding = raw[len(mark) :], marked
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(name) from error


def _check_prolog(text: str, name: str) -> None:
    """Raises Damaged for a document type that declares something. One that only names itself declares nothing."""
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    doctype = _DOCTYPE.match(text, at)
    if doctype and doctype[1]:
        raise damaged(name, "its XML declares entities of its own, as no such file needs to")


def _broken(name: str) -> Damaged:
    return damaged(name, "its XML is broken or nested too deeply")

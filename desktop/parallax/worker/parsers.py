"""Which parsers the reader process needs for a format: loaded, and used once, while files may still be opened."""

from __future__ import annotations

import codecs
import encodings
import pkgutil
import time
from importlib import import_module

from parallax.intake.formats import Format

_ATTACHED = (
    *("pages.html", "markdown", "pdf", "office.docx", "office.odt", "office.rtf", "office.rtf_words", "office.epub"),
    *("office.archives", "decode", "press.exports"),
)
PARSERS: dict[Format, tuple[str, ...]] = {
    "plain": ("press.exports",),
    "markdown": ("markdown", "press.exports"),
    "html": ("pages.html", "press.exports"),
    "docx": ("office.docx", "office.archives", "decode", "press.exports"),
    "odt": ("office.odt", "office.archives", "decode", "press.exports"),
    "rtf": ("office.rtf", "office.rtf_words", "press.exports"),
    "epub": ("office.epub", "office.archives", "pages.html", "decode", "press.exports"),
    "pdf": ("pdf", "press.exports"),
    "mhtml": ("messages.mhtml", "pages.html", "decode", "press.exports"),
    "mail": ("messages.mail", "messages.mhtml", *_ATTACHED),
    "warc": ("messages.warc", "messages.mail", "messages.mhtml", *_ATTACHED),
}
"""The modules of `intake` that read a format, with those of what it may hold. Where one has a function `warm`, this is
called: it reads something small, so that what its libraries open when first used is open."""

_WRITTEN_IN_ANY: frozenset[Format] = frozenset({"mhtml", "mail", "rtf", "epub", "warc", "docx", "odt"})
"""Formats that name the encodings of their parts: Python loads each when it is first named."""


def warm(kind: Format) -> None:
    """Load all that reading this format needs."""
    time.localtime()  # reads the file of the time zone
    for name in PARSERS.get(kind, ()):
        module = import_module(f"parallax.intake.{name}")
        if hasattr(module, "warm"):
            module.warm()
    if kind in _WRITTEN_IN_ANY:
        for found in pkgutil.iter_modules(encodings.__path__):
            _load(found.name)


def _load(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return  # a module that is no encoding, or one of another system

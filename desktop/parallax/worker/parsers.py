"""Which parsers the reader process needs for a format: loaded, and used once, while files may still be opened."""

from __future__ import annotations

import codecs
import encodings
import pkgutil
import time
from importlib import import_module

from parallax.intake.formats import Format

_ATTACHED = ("html", "markdown", "docx", "odt", "rtf", "rtf_words", "epub", "pdf", "archives", "decode", "exports")
PARSERS: dict[Format, tuple[str, ...]] = {
    "plain": ("exports",),
    "markdown": ("markdown", "exports"),
    "html": ("html", "exports"),
    "docx": ("docx", "archives", "decode", "exports"),
    "odt": ("odt", "archives", "decode", "exports"),
    "rtf": ("rtf", "rtf_words", "exports"),
    "epub": ("epub", "archives", "html", "decode", "exports"),
    "pdf": ("pdf", "exports"),
    "mhtml": ("mhtml", "html", "decode", "exports"),
    "mail": ("mail", "mhtml", *_ATTACHED),
    "warc": ("warc", "mail", "mhtml", *_ATTACHED),
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

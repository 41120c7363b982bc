"""Parallax compares versions of an article, or several outlets' reports of one story. Nothing leaves the computer but
the web addresses that the reader asks for.

The public names are loaded when first used, so that reading a file never loads the language pipeline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parallax.article import Article
    from parallax.comparison import align, attribute, compare, sentences
    from parallax.intake import read, read_all
    from parallax.values import Comparison, Correction, Link

__version__ = "0.1.0"
ANALYSIS = f"{__version__}/8"
"""The version of what `compare` makes, under which it is kept. Its last number rises with every change of the program
or of a model that changes a link, an attribution, a label or a difference."""

__all__ = [
    "Article",
    "Comparison",
    "Correction",
    "Link",
    "align",
    "attribute",
    "compare",
    "read",
    "read_all",
    "sentences",
]

_HOME = {
    "Article": "parallax.article",
    "Comparison": "parallax.values",
    "Correction": "parallax.values",
    "Link": "parallax.values",
    "align": "parallax.comparison",
    "attribute": "parallax.comparison",
    "compare": "parallax.comparison",
    "sentences": "parallax.comparison",
    "read": "parallax.intake",
    "read_all": "parallax.intake",
}


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'parallax' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

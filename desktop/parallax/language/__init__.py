"""From an article to its parse: sentences, tokens, heads, names, numbers, dates."""

from __future__ import annotations

from parallax.language.encoder import Encoded, Meanings, encoded, meanings
from parallax.language.parse import Entity, Parse, ParsedSentence, Token
from parallax.language.pipeline import parse, parse_paragraphs

__all__ = [
    "Encoded", "Entity", "Meanings", "Parse", "ParsedSentence", "Token",
    "encoded", "meanings", "parse", "parse_paragraphs",
]  # fmt: skip

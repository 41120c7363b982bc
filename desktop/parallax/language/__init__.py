"""From an article to its parse: sentences, tokens, heads, names, numbers, dates."""

from __future__ import annotations

from parallax.language.encoder import Meanings, meanings
from parallax.language.parse import Entity, Parse, ParsedSentence, Token
from parallax.language.pipeline import parse, parse_paragraphs

__all__ = ["Entity", "Meanings", "Parse", "ParsedSentence", "Token", "meanings", "parse", "parse_paragraphs"]

"""Noun phrases of a parse: a noun with what stands before it and belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from parallax.attribution.tree import Run, Tree

_BEFORE = frozenset({"det", "amod", "compound", "poss", "nummod", "predet", "nmod", "quantmod"})
_LONGEST = 8
"""Tokens before a noun, at most; a longer phrase is cut to the words right before it."""


def noun_phrases(tree: Tree) -> Iterator[Run]:
    """(first token, noun) of each, in text order; a noun that only describes another ("steel tariffs") has none."""
    for token in tree.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.dep in ("compound", "nmod"):
            continue
        first = token.i
        for c in reversed(tree.children[token.i]):
            if c < token.i and tree.tokens[c].dep in _BEFORE and token.i - tree.left[c] <= _LONGEST:
                first = min(first, tree.left[c])
        yield first, token.i

"""The dependency tree of one parse, ready to be asked: children, edges of a subtree, words of a clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from parallax.article import Span
from parallax.language import Parse, Token

_TRIMMED = frozenset(",;:.–—-")
Run = tuple[int, int]
"""Tokens from the first to the last, both included."""
_KEPT = 16
"""Trees kept, of the parses that were last asked for: several steps go through the parses of a story."""


class Tree:
    """`children[i]` are the dependents of token i in text order; `left[i]` and `right[i]` the first and last token of
    its subtree. Built in time linear in the tokens, whatever the depth of the tree."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens: tuple[Token, ...] = parse.tokens
        count = len(self.tokens)
        below: dict[int, list[int]] = defaultdict(list)
        self.left = list(range(count))
        self.right = list(range(count))
        waiting = [0] * count
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
                waiting[token.head] += 1
        self.children: list[Sequence[int]] = [below.get(i, ()) for i in range(count)]
        ready = [i for i in range(count) if not waiting[i]]
        while ready:
            i = ready.pop()
            head = self.tokens[i].head
            if head == i:
                continue
            self.left[head] = min(self.left[head], self.left[i])
            self.right[head] = max(self.right[head], self.right[i])
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of token i with one of these labels."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def run(self, i: int) -> Run:
        """The subtree of token i as a run."""
        return self.left[i], self.right[i]

    def above(self, i: int) -> list[int]:
        """The heads of token i up to the root, nearest first."""
        found = []
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            found.append(i)
        return found

    def sentence(self, i: int) -> Run:
        """The sentence of token i as a run."""
        s = self.parse.sentences[self.tokens[i].sentence]
        return s.first, s.last - 1

    def spans(self, runs: Iterable[Run], less: Sequence[Run] = ()) -> tuple[Span, ...]:
        """Code points of these runs, in order, without the runs in `less`; commas, dashes and stops at the ends of
        each piece are left out, and pieces of marks alone."""
        spans = []
        for first, last in sorted(runs):
            for low, high in without(first, last, less):
                while low <= high and self.tokens[low].text in _TRIMMED:
                    low += 1
                while high >= low and self.tokens[high].text in _TRIMMED:
                    high -= 1
                if low <= high and any(c.isalnum() for t in self.tokens[low : high + 1] for c in t.text):
                    spans.append((self.tokens[low].start, self.tokens[high].end))
        return tuple(spans)


def tree_of(parse: Parse) -> Tree:
    """The tree of a parse, made once while the parse is at work."""
    return _tree(_Same(parse))


class _Same:
    """A parse as a key: this very one, for to compare two by their tokens would cost as much as a tree."""

    __slots__ = ("parse",)

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.parse is self.parse

    def __hash__(self) -> int:
        return id(self.parse)


@lru_cache(maxsize=_KEPT)
def _tree(same: _Same) -> Tree:
    return Tree(same.parse)


def without(first: int, last: int, others: Sequence[Run]) -> list[Run]:
    """The pieces of a run that none of the others cover."""
    pieces = [(first, last)]
    for low, high in others:
        cut = []
        for a, b in pieces:
            if high < a or low > b:
                cut.append((a, b))
                continue
            if a < low:
                cut.append((a, low - 1))
            if high < b:
                cut.append((high + 1, b))
        pieces = cut
    return pieces

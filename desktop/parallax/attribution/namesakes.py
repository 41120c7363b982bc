"""Whom a last name means that two people of an article share.

By the custom of newsrooms the name alone is the one person's who was called so before; the other is named in full, or
for the paragraph in which a sentence is about him.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from parallax.language import Parse

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Bearer(NamedTuple):
    """A mention of a shared last name: where it begins, whose it is where it is in full (None for the name alone), its
    paragraph, and whether it is the subject of its clause."""

    start: int
    who: int | None
    paragraph: int
    subject: bool


class _Meant(NamedTuple):
    start: int
    who: int
    guest: int
    paragraph: int


class Namesakes:
    """Whom one last name, alone, means anywhere in an article. `bearers` are its mentions in order."""

    def __init__(self, bearers: Iterable[Bearer]) -> None:
        self._meant: list[_Meant] = []
        counts: Counter[int] = Counter()
        who = -1
        is_settled = False
        for b in bearers:
            if b.who is None:
                last = self._meant[-1] if self._meant else None
                is_settled = is_settled or (last is not None and self._at(last, b.paragraph) == who)
                continue
            counts[b.who] += 1
            if who < 0 or (not is_settled and counts[b.who] > counts[who]):
                who = b.who
            guest, paragraph = (b.who, b.paragraph) if b.subject else (-1, -1)
            self._meant.append(_Meant(b.start, who, guest, paragraph))

    @staticmethod
    def _at(meant: _Meant, paragraph: int) -> int:
        return meant.guest if meant.paragraph == paragraph else meant.who

    def meant(self, start: int, paragraph: int) -> int | None:
        """Who is meant at this place, None before anybody is named in full."""
        before = bisect_left(self._meant, start, key=lambda m: m.start)
        return self._at(self._meant[before - 1], paragraph) if before else None


def paragraph_at(parse: Parse, start: int) -> int:
    """The paragraph of a place in a text."""
    return parse.sentences[max(bisect_right(parse.sentences, start, key=lambda s: s.start) - 1, 0)].paragraph


def is_subject(parse: Parse, first: int, last: int) -> bool:
    """Whether a name at these tokens, the last excluded, is the subject of its clause or an apposition to it."""
    top = next((i for i in range(first, last) if not first <= parse.tokens[i].head < last), last - 1)
    token = parse.tokens[top]
    return token.dep in _SUBJECTS or (token.dep == "appos" and parse.tokens[token.head].dep in _SUBJECTS)

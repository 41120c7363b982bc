"""Which articles have the text of another: the same, the same but for the headline, nearly the same, or a part of it.

Two texts are held against each other by their shingles, runs of four words (A. Z. Broder, "On the resemblance and
containment of documents", SEQUENCES 1997), without regard to case and punctuation. A word counts as shared where a
shingle that it stands in is in the other text too. Agency copy under two outlets is found like any other: what it means
is for the reader to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from parallax.article import BODY_ROLES, Article, Paragraph, sha256

Kind = Literal["same", "same body", "near", "part"]

NEAR = 0.8
"""The share of its words that each of two texts has in the other, from which they are nearly the same. Of 4,466
pairs of reports of one event by two outlets 22 reach it, which are agency copy, and 1 in 100 reaches .59; versions
edited by hand all do, with .87 and more."""
PART = 0.95
"""The share of its words that a text has in a longer one of which it is a part."""
_RUN = 4
_FEWEST_WORDS = 60
"""A text of fewer words is no near copy: a few sentences may be said twice, and a share of them says little."""
_LONG_TEXT = 2_000
"""Words from which only those shingles are looked at, at first, that begin with a very long word."""
_LONG_WORD, _VERY_LONG_WORD = 6, 10
_ROUGH = 0.5
"""The share of these that two texts of many words have in common before they are read closely."""
_FEWEST_SHARED = 3
_MOST_READ = 8
_MOST_PLACES = 30
"""Texts by which a shingle is looked up: the first that have it. What stands in more is furniture of the outlet."""

_PUNCTUATION = re.compile(r"[^\w\s]+")
_Shingle = tuple[str, ...]
_Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """The text number `text` (from 0) is a copy of the text number `of`; `share` of its words stand there too."""

    text: int
    of: int
    kind: Kind
    share: float = 1.0

    @property
    def percent(self) -> str:
        """The share as it is said: "96 %"; of a text that is not quite the same never 100."""
        return f"{min(99, int(100 * self.share))} %"


@dataclass(frozen=True, slots=True)
class _Print:
    """What is kept of a text while it is held against many: digests of its body and of all else, and some shingles."""

    body: str
    beside: str
    sample: frozenset[_Shingle]
    length: int


def copies(articles: Sequence[Article], before: Sequence[Article] = ()) -> list[Copy]:
    """Of each article that is a copy of an earlier one, what it is, the nearest of several. Those `before` are earlier
    than all, and are counted first: the first article has the number `len(before)`."""
    everything = [*before, *articles]
    prints = [_print_of(article.text, article.paragraphs) for article in everything]
    whole: dict[tuple[str, str], int] = {}
    body: dict[str, int] = {}
    places: dict[_Shingle, list[int]] = defaultdict(list)
    found: list[Copy] = []
    for number, mark in enumerate(prints):
        same = whole.setdefault((mark.body, mark.beside), number)
        copy = Copy(number, same, "same") if same != number else None
        if copy is None and mark.length:
            same = body.setdefault(mark.body, number)
            copy = Copy(number, same, "same body") if same != number else None
        if copy is None and mark.length >= _FEWEST_WORDS:
            copy = _nearest(everything, prints, number, places)
            for shingle in mark.sample:
                if len(where := places[shingle]) < _MOST_PLACES:
                    where.append(number)
        if copy is not None and number >= len(before):
            found.append(copy)
    return found


def _nearest(
    articles: Sequence[Article], prints: Sequence[_Print], number: int, places: dict[_Shingle, list[int]]
) -> Copy | None:
    """The earlier text that has most of the words of this one, where these are enough."""
    mark = prints[number]
    shared: Counter[int] = Counter()
    for shingle in mark.sample:
        shared.update(places.get(shingle, ()))
    best: Copy | None = None
    lines: list[_Line] = []
    for other, count in shared.most_common(_MOST_READ):
        least = min(len(mark.sample), len(prints[other].sample))
        both = (mark.length < _LONG_TEXT) == (prints[other].length < _LONG_TEXT)
        if count < min(_FEWEST_SHARED, least) or (both and count < _ROUGH * least):
            continue
        lines = lines or _lines(articles[number])
        copy = _held_against(lines, _lines(articles[other]), number, other)
        if copy is not None and (best is None or copy.share > best.share):
            best = copy
    return best


def _held_against(lines: Sequence[_Line], others: Sequence[_Line], number: int, other: int) -> Copy | None:
    one, two = _shares(lines, others)
    if one >= NEAR and two >= NEAR:
        return Copy(number, other, "near", one)
    return Copy(number, other, "part", one) if one >= PART else None


def _shares(lines: Sequence[_Line], others: Sequence[_Line]) -> tuple[float, float]:
    """The share of the words of each text that the other has too. Whole paragraphs that both have are not looked into:
    in a copy that is most of it."""
    both = {line for line in set(lines).intersection(others) if len(line) >= _RUN}
    mine, theirs = ([word for line in text if line not in both for word in line] for text in (lines, others))
    shared = set(_shingles(mine)).intersection(_shingles(theirs))
    shares = []
    for text, left in ((lines, mine), (others, theirs)):
        length = sum(map(len, text))
        shares.append((length - len(left) + _covered(left, shared)) / max(1, length))
    return shares[0], shares[1]


def _covered(words: Sequence[str], shared: set[_Shingle]) -> int:
    """How many of the words stand in one of these shingles."""
    begins = int.from_bytes(bytes(map(shared.__contains__, _shingles(words))), "little")
    twice = begins | begins << 8
    return (twice | twice << 16).bit_count()


def _shingles(words: Sequence[str]) -> zip[_Shingle]:
    return zip(*(words[k:] for k in range(_RUN)), strict=False)


@lru_cache(maxsize=16)
def _print_of(text: str, paragraphs: tuple[Paragraph, ...]) -> _Print:
    body, beside = ([p for p in paragraphs if (p.role in BODY_ROLES) is is_body] for is_body in (True, False))
    words = _words(text, body)
    long = _LONG_WORD if len(words) < _LONG_TEXT else _VERY_LONG_WORD
    sample = frozenset(tuple(words[at : at + _RUN]) for at, word in enumerate(words) if len(word) >= long)
    return _Print(sha256(" ".join(words)), sha256(" ".join(_words(text, beside))), sample, len(words))


def _words(text: str, paragraphs: Sequence[Paragraph]) -> list[str]:
    return _folded("\n".join(text[p.start : p.end] for p in paragraphs)).split()


def _lines(article: Article) -> list[_Line]:
    """The words of the body, paragraph by paragraph."""
    return [tuple(_folded(article.text[p.start : p.end]).split()) for p in article.paragraphs if p.role in BODY_ROLES]


def _folded(text: str) -> str:
    return _PUNCTUATION.sub(" ", text.casefold())

"""How a report words an act of speech: its quoted words held, token by token, against those of the base.

Each piece of a quotation is laid where it fits the base best, so what is quoted less of is a cut, and only what
differs inside a piece is a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from parallax.alignment.words import MOST_TOKENS, Change, changes
from parallax.article import Span
from parallax.attribution.spelling import one_spelling
from parallax.values import Edit, EditKind, Retelling, Wording

_RANK: tuple[Wording, ...] = ("same", "trimmed", "stitched", "altered", "paraphrased")
"""From the nearest to the farthest."""
_FITS = 50
"""How many of a hundred words a piece must share with a place in the base to be laid there."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_WORD_OR_SIGN = re.compile(rf"{_WORD.pattern}|\[[^\]\n]{{0,200}}\]|…|\.\s?\.\s?\.")
"""What stands in brackets has an end, so that brackets that are never closed take time in proportion to the text."""

_FARTHEST = 8
"""Words at an end, at most, that may stand for others of the base."""
_STOPS = frozenset(".!?")
_NEAR = 3
"""Equal words between two changes, at most, that may be one change of the order of words."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded words that follow one another inside one pair of quotation marks, the span of each, and whether a sentence
    ends behind it."""

    words: Words
    spans: tuple[Span, ...]
    ends: tuple[bool, ...]

    @staticmethod
    def of(found: Sequence[tuple[str, Span]], text: str) -> Piece:
        """The piece of these words of a text."""
        ends = tuple(text[end : end + 1] in _STOPS for _, (_, end) in found)
        return Piece(tuple(word for word, _ in found), tuple(span for _, span in found), ends)


def pieces(text: str, spans: Sequence[Span], quotation: Callable[[int, int], int]) -> tuple[Words, tuple[Piece, ...]]:
    """The folded words in some spans of a text, and those of them that stand in quotation marks, piece by piece.
    `quotation` gives the number of the quotation that holds a span, or -1. An ellipsis and brackets end a piece, and
    what is in brackets is not the speaker's."""
    words: list[str] = []
    found: list[Piece] = []
    current: list[tuple[str, Span]] = []
    at = -1
    for start, end in spans:
        for match in _WORD_OR_SIGN.finditer(text, start, end):
            word = match.group().casefold().replace("’", "'")
            inside = -1 if word[0] in "[…." else quotation(match.start(), match.end())
            if inside != at and current:
                found.append(Piece.of(current, text))
                current = []
            at = inside
            words += _WORD.findall(word)
            if inside >= 0:
                current.append((one_spelling(word), match.span()))
    if current:
        found.append(Piece.of(current, text))
    return tuple(words), tuple(found)


def retelling(
    member: int, full: Sequence[Piece], full_words: Words, own: Sequence[Piece], own_words: Words
) -> Retelling:
    """What attribution `member`, with its quoted pieces and all its words, makes of the base."""
    if not full or not own:
        return Retelling(member, "same" if own_words == full_words else "paraphrased")
    delta = tuple(_delta(full, own))
    if _joined(full) == _joined(own):
        return Retelling(member, "same", delta)
    equal = [edit for edit in delta if edit.kind == "equal"]
    if not equal or (len(equal) == 1 < len(_joined(own)) and _one_word(equal[0], own)):
        return Retelling(member, "paraphrased")
    if any(edit.kind in ("delete", "insert") for edit in delta):
        return Retelling(member, "altered", delta)
    return Retelling(member, "trimmed" if len(own) == 1 else "stitched", delta)


def farthest(wordings: Iterable[Wording]) -> Wording:
    """The wording of the report that is farthest from the base."""
    return max(wordings, key=_RANK.index)


def letters_kept(told: Retelling) -> int:
    """How many letters of the base's quoted words a report has too."""
    return sum(edit.own[1] - edit.own[0] for edit in told.delta if edit.kind == "equal" and edit.own)


def _one_word(edit: Edit, own: Sequence[Piece]) -> bool:
    """Whether a step is of a single word."""
    return any(edit.own == span for piece in own for span in piece.spans)


def _joined(pieces: Sequence[Piece]) -> Words:
    return tuple(word for piece in pieces for word in piece.words)


def _delta(full: Sequence[Piece], own: Sequence[Piece]) -> Iterator[Edit]:
    """The steps from the quoted words of the base to a report's own; none goes over the end of a piece."""
    base = _Base(full)
    at = 0
    for piece in own:
        window = _window(base.words, at, piece.words)
        if window is None:
            yield Edit("further", (), (piece.spans[0][0], piece.spans[-1][1]))
            continue
        yield from base.steps("cut", at, window[0])
        yield from _inside(base, window, piece)
        at = window[1]
    yield from base.steps("cut", at, len(base.words))


def _window(base: Words, at: int, words: Words) -> tuple[int, int] | None:
    """Where in the words of the base, from `at`, a piece is best laid, with some words around for those that it has
    not; None where it fits nowhere."""
    size = len(words)
    exact = next((k for k in range(at, len(base) - size + 1) if base[k : k + size] == words), None)
    if exact is not None:
        return exact, exact + size
    rest = base[at:]
    if size > MOST_TOKENS or not rest:
        return (at, len(base)) if rest else None
    found = fuzz.partial_ratio_alignment(words, rest, score_cutoff=_FITS)
    if found is None:
        return None
    # the shorter of the two is laid in the longer; around it some words that the piece may have left out
    first, last = (found.dest_start, found.dest_end) if size <= len(rest) else (0, len(rest))
    around = max(2, size // 3)
    first, last = at + max(0, first - around), min(len(base), at + last + around)
    same = [op for op in Indel.opcodes(base[first:last], words) if op.tag == "equal"]
    begun = first + max(0, same[0].src_start - same[0].dest_start)
    ended = first + same[-1].src_end + size - same[-1].dest_end
    return begun, min(last, ended)


def _inside(base: _Base, window: tuple[int, int], piece: Piece) -> Iterator[Edit]:
    """The steps from a part of the base to the piece that is laid there. What only one of them has at an end is cut
    or quoted further."""
    first, last = window
    size = len(piece.words)
    at, to = first, 0
    found = _reordered(changes(base.words[first:last], piece.words), base.words[first:last], piece.words)
    for s, e, u, v in (*found, (last - first, last - first, size, size)):
        s, e = s + first, e + first
        while at < s:
            step = min(s - at, base.left(at))
            yield Edit("equal", base.span(at, at + step), _span(piece, to, to + step))
            at, to = at + step, to + step
        if u < v and s < e:
            if base.left(s) >= e - s and _letters(base.words[s:e]) == _letters(piece.words[u:v]):
                yield Edit("equal", base.span(s, e), _span(piece, u, v))
                at, to = e, v
                continue
            # of other words at an end only those of the sentence that both have are held against each other
            begun = max((k + 1 for k in range(s, e) if base.ends(k)), default=s) if u == 0 else s
            ended = s if v == size and s and base.ends(s - 1) else e
            if (u == 0 or v == size) and max(e - s, v - u) > _FARTHEST:
                begun = ended = e  # another statement, not this one altered
            yield from base.steps("cut", s, min(begun, ended))
            yield from base.steps("delete", begun, ended)
            yield Edit("insert" if begun < ended else "further", (), _span(piece, u, v))
            yield from base.steps("cut", max(begun, ended), e)
        elif u < v:
            more = u == 0 or v == size or base.broken(s)
            yield Edit("further" if more else "insert", (), _span(piece, u, v))
        else:
            yield from base.steps("cut" if s == first or e == last else "delete", s, e)
        at, to = e, v


def _letters(words: Sequence[str]) -> str:
    """The letters of words, however they are spaced or joined: "cease-fire", "we 've"."""
    return "".join(words).replace("'", "")


def _reordered(found: Sequence[Change], base: Words, own: Words) -> list[Change]:
    """The changes, with those joined that together only change the order of some words."""
    joined: list[Change] = []
    for s, e, u, v in found:
        if joined and s - joined[-1][1] <= _NEAR:
            begun, _, start, _ = joined[-1]
            if sorted(base[begun:e]) == sorted(own[start:v]):
                joined[-1] = begun, e, start, v
                continue
        joined.append((s, e, u, v))
    return joined


def _span(piece: Piece, first: int, last: int) -> Span:
    return piece.spans[first][0], piece.spans[last - 1][1]


class _Base:
    """The quoted words of the base by one running number over its pieces."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.words = _joined(pieces)
        self._spans = [span for piece in pieces for span in piece.spans]
        self._stops = [ends for piece in pieces for ends in piece.ends]
        self._last: list[int] = []
        for piece in pieces:
            self._last += [len(self._last) + len(piece.words)] * len(piece.words)

    def left(self, at: int) -> int:
        """How many words there are from `at` to the end of its piece."""
        return self._last[at] - at

    def ends(self, at: int) -> bool:
        """Whether a sentence ends behind word `at`."""
        return self._stops[at]

    def broken(self, at: int) -> bool:
        """Whether a piece ends before word `at`."""
        return 0 < at < len(self._last) and self._last[at - 1] == at

    def span(self, first: int, last: int) -> Span:
        """The code points of words `first` to `last` (excluded) of one piece."""
        return self._spans[first][0], self._spans[last - 1][1]

    def steps(self, kind: EditKind, first: int, last: int) -> Iterator[Edit]:
        """Words `first` to `last` (excluded) that the report has not, cut at the ends of pieces."""
        while first < last:
            end = min(last, self._last[first])
            yield Edit(kind, self.span(first, end), ())
            first = end

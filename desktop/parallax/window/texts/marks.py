"""What is marked in a text, laid flat: pieces that do not overlap, each with one way to be drawn. Without Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Generic, Literal, NamedTuple, TypeVar

from parallax.article import Span
from parallax.values import FAMILIES, Family

SpeechPart = Literal["", "content", "source", "cue"]
_PARTS: tuple[SpeechPart, ...] = ("content", "source", "cue")
Laid = TypeVar("Laid")


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading of a difference: the words from `start` to `end` (code points of the article's text), the index
    of the difference, whether it was checked, and what to say of it in plain words."""

    start: int
    end: int
    kind: str
    family: Family
    difference: int
    checked: bool = False
    tooltip: str = ""


class NoteSign(NamedTuple):
    """A note as the margin shows it: where it begins (code points), the id of its mark, its text."""

    start: int
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One attribution as it is drawn: spans in code points, and the name of who speaks, or empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is drawn; `family` is None where only speech lies, `saying` what is said of it in words."""

    family: Family | None
    checked: bool
    speech: SpeechPart
    saying: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `start` to `end` that are drawn alike."""

    start: int
    end: int
    look: Look


class _Layer(NamedTuple):
    start: int
    end: int
    mark: Mark | None
    speech: Speech | None
    part: SpeechPart


class LaidOut(Generic[Laid]):
    """Things that lie in a text, `items` in its order, of which those on a stretch are found without a look at all."""

    def __init__(self, items: Iterable[Laid], span: Callable[[Laid], Span]) -> None:
        """`span` gives where a thing lies, in code points."""
        self.items = tuple(sorted(items, key=span))
        spans = [span(item) for item in self.items]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._reach = list(accumulate(self._ends, max))  # how far those up to each reach: never less than before

    def on(self, start: int, end: int) -> list[Laid]:
        """Those that begin before `end` and end after `start`, in the order of the text."""
        first, after = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [self.items[k] for k in range(first, after) if self._ends[k] > start]


def pieces(marks: Sequence[Mark], speeches: Sequence[Speech], length: int) -> list[Piece]:
    """Marks and speeches over a text of `length` code points as pieces in order, none overlapping another and none
    empty. Where several marks meet, what is unchecked lies above what is checked, then the shorter above the longer,
    then the family named first."""
    return list(laid_flat(marks, speeches, length))


def laid_flat(marks: Sequence[Mark], speeches: Sequence[Speech], length: int) -> Iterator[Piece]:
    """The same pieces one after the other, for a text with so many that all at once would take long."""
    coming = sorted(_layers(marks, speeches, length), key=lambda layer: -layer.start)
    borders = sorted({edge for layer in coming for edge in (layer.start, layer.end)})
    before: Piece | None = None
    active: list[_Layer] = []
    for start, end in pairwise(borders):
        active = [layer for layer in active if layer.end > start]
        while coming and coming[-1].start <= start:
            active.append(coming.pop())
        if not active:
            continue
        look = _look(active)
        if before is not None and before.end == start and before.look == look:
            before = Piece(before.start, end, look)
            continue
        if before is not None:
            yield before
        before = Piece(start, end, look)
    if before is not None:
        yield before


def _layers(marks: Sequence[Mark], speeches: Sequence[Speech], length: int) -> Iterator[_Layer]:
    """All that is to be laid flat, within the text and not empty."""
    for m in marks:
        start, end = max(0, m.start), min(length, m.end)
        if start < end:
            yield _Layer(start, end, m, None, "")
    for speech in speeches:
        for part, spans in zip(_PARTS, (speech.content, speech.source, speech.cue), strict=True):
            for s, e in spans:
                start, end = max(0, s), min(length, e)
                if start < end:
                    yield _Layer(start, end, None, speech, part)


def _look(layers: list[_Layer]) -> Look:
    if len(layers) == 1 and layers[0].mark is not None:
        alone = layers[0].mark
        return Look(alone.family, alone.checked, "", alone.tooltip or alone.kind)
    if len(layers) == 1 and layers[0].speech is not None:
        said, word = layers[0].speech, {"content": "Said by ", "source": "Speaker: "}.get(layers[0].part, "")
        return Look(None, False, layers[0].part, word + said.speaker if word and said.speaker else "")
    marks = sorted(
        (layer.mark for layer in layers if layer.mark is not None),
        key=lambda m: (m.checked, m.end - m.start, FAMILIES.index(m.family), m.difference),
    )
    spoken = [(layer.speech, layer.part) for layer in layers if layer.speech is not None]
    parts = {part for _, part in spoken}
    part: SpeechPart = (
        "cue" if "cue" in parts else "source" if "source" in parts else "content" if "content" in parts else ""
    )
    sayings = [mark.tooltip or mark.kind for mark in marks]
    sayings += [f"Said by {speech.speaker}" for speech, p in spoken if speech.speaker and p == "content"]
    sayings += [f"Speaker: {speech.speaker}" for speech, p in spoken if speech.speaker and p == "source"]
    top = marks[0] if marks else None
    return Look(top.family if top else None, top.checked if top else False, part, "\n".join(dict.fromkeys(sayings)))

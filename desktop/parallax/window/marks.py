"""What is marked in a text, laid flat: pieces that do not overlap, each with one way to be drawn. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from parallax.article import Span
from parallax.values import FAMILIES, Family

SpeechPart = Literal["", "content", "source", "cue"]


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


def pieces(marks: Sequence[Mark], speeches: Sequence[Speech], length: int) -> list[Piece]:
    """Marks and speeches over a text of `length` code points as pieces in order, none overlapping another and none
    empty. Where several marks meet, what is unchecked lies above what is checked, then the shorter above the longer,
    then the family named first."""
    layers = [_Layer(m.start, m.end, m, None, "") for m in marks]
    for speech in speeches:
        layers.extend(_Layer(s, e, None, speech, "content") for s, e in speech.content)
        layers.extend(_Layer(s, e, None, speech, "source") for s, e in speech.source)
        layers.extend(_Layer(s, e, None, speech, "cue") for s, e in speech.cue)
    layers = [layer._replace(start=max(0, layer.start), end=min(length, layer.end)) for layer in layers]
    coming = sorted((layer for layer in layers if layer.start < layer.end), key=lambda layer: -layer.start)
    borders = sorted({edge for layer in coming for edge in (layer.start, layer.end)})
    found: list[Piece] = []
    active: list[_Layer] = []
    for start, end in pairwise(borders):
        active = [layer for layer in active if layer.end > start]
        while coming and coming[-1].start <= start:
            active.append(coming.pop())
        if not active:
            continue
        look = _look(active)
        if found and found[-1].end == start and found[-1].look == look:
            found[-1] = Piece(found[-1].start, end, look)
        else:
            found.append(Piece(start, end, look))
    return found


def _look(layers: list[_Layer]) -> Look:
    if len(layers) == 1 and layers[0].mark is not None:
        alone = layers[0].mark
        return Look(alone.family, alone.checked, "", alone.tooltip or alone.kind)
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

"""What is marked in a text, laid flat: pieces that do not overlap, each with one way to be drawn. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

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


def pieces(marks: Sequence[Mark], speeches: Sequence[Speech], length: int) -> list[Piece]:
    """Marks and speeches over a text of `length` code points as pieces in order, none overlapping another and none
    empty. Where several marks meet, what is unchecked lies above what is checked, then the shorter above the longer,
    then the family named first."""
    layers: list[tuple[int, int, Mark | None, Speech | None, SpeechPart]] = [
        (m.start, m.end, m, None, "") for m in marks
    ]
    for speech in speeches:
        for part, spans in (("content", speech.content), ("source", speech.source), ("cue", speech.cue)):
            layers.extend((s, e, None, speech, part) for s, e in spans)  # type: ignore[misc]
    held = [(max(0, s), min(length, e), *rest) for s, e, *rest in layers]
    starts = sorted((k for k, layer in enumerate(held) if layer[0] < layer[1]), key=lambda k: held[k][0])
    borders = sorted({edge for k in starts for edge in held[k][:2]})
    found: list[Piece] = []
    active: list[int] = []
    following = 0
    for start, end in pairwise(borders):
        active = [k for k in active if held[k][1] > start]
        while following < len(starts) and held[starts[following]][0] <= start:
            active.append(starts[following])
            following += 1
        if not active:
            continue
        look = _look([layers[k] for k in active])
        if found and found[-1].end == start and found[-1].look == look:
            found[-1] = Piece(found[-1].start, end, look)
        else:
            found.append(Piece(start, end, look))
    return found


def _look(layers: list[tuple[int, int, Mark | None, Speech | None, SpeechPart]]) -> Look:
    marks = sorted(
        (mark for _, _, mark, _, _ in layers if mark is not None),
        key=lambda m: (m.checked, m.end - m.start, FAMILIES.index(m.family), m.difference),
    )
    spoken = [(speech, part) for _, _, _, speech, part in layers if speech is not None]
    part: SpeechPart = ""
    for wanted in ("cue", "source", "content"):
        if any(p == wanted for _, p in spoken):
            part = wanted  # type: ignore[assignment]
            break
    sayings = [mark.tooltip or mark.kind for mark in marks]
    sayings += [f"Said by {speech.speaker}" for speech, p in spoken if speech.speaker and p == "content"]
    sayings += [speech.speaker for speech, p in spoken if speech.speaker and p == "source"]
    top = marks[0] if marks else None
    return Look(top.family if top else None, top.checked if top else False, part, "\n".join(dict.fromkeys(sayings)))

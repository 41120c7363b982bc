"""An attribution while it is being found: runs of tokens instead of code points."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.attribution.tree import Run
from parallax.values import Stance


@dataclass(frozen=True, slots=True)
class Finding:
    """`word` is the token of the cue's main word, `head` the token that heads the source or None; `source`, `cue` and
    `content` are runs of tokens; `frame` names the construction that was recognised, on which confidence rests."""

    word: int
    head: int | None
    source: tuple[Run, ...]
    cue: tuple[Run, ...]
    content: tuple[Run, ...]
    frame: str
    stance: Stance
    negated: bool

"""An attribution while it is being found: runs of tokens instead of code points."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.attribution.manner import manner
from parallax.attribution.sources import phrase
from parallax.attribution.tree import Run, Tree
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
    worth: float | None = None
    """How probable the network holds it, where the network heard it."""


def cue_run(tree: Tree, word: int) -> Run:
    """The verb with its auxiliaries, negation and particle."""
    first = last = word
    for c in tree.children[word]:
        dep = tree.tokens[c].dep
        if dep in ("aux", "auxpass", "neg") and c < word:
            first = min(first, c)
        elif dep == "prt" and c - word <= 2:
            last = max(last, c)
    return first, last


def made(tree: Tree, word: int, head: int | None, content: list[Run], frame: str) -> Finding:
    """A finding of these parts, kept apart from one another."""
    cue = cue_run(tree, word)
    source: tuple[Run, ...] = ()
    if head is not None:
        if cue[0] <= head <= cue[1]:
            head = None
        else:
            outside = next((r for r in content if not r[0] <= head <= r[1]), cue)
            low, high = phrase(tree, head, cue)
            if outside[1] < head:
                low = max(low, outside[1] + 1)
            elif outside[0] > head:
                high = min(high, outside[0] - 1)
            source = ((low, high),)
            if any(a <= head <= b for a, b in content):
                source = ((head, head),)
    stance, is_negated = manner(tree, word, cue)
    return Finding(word, head, source, (cue,), tuple(content), frame, stance, is_negated)

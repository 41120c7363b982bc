"""Which attribution stands inside which: "London repeated accusations by Washington that …"."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.article import Span
from parallax.values import Attribution


def nested(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution of one article the index of the smallest one whose content holds its cue and content, or
    None. Only strictly longer content can hold another, so that `within` never goes in a circle."""
    sizes = [sum(e - s for s, e in a.content) for a in attributions]
    order = sorted(range(len(attributions)), key=lambda k: attributions[k].content[0][0])
    found: list[int | None] = [None] * len(attributions)
    open_: list[int] = []
    for k in order:
        start = attributions[k].content[0][0]
        open_ = [m for m in open_ if attributions[m].content[-1][1] > start]
        holders = [m for m in open_ if sizes[m] > sizes[k] and _holds(attributions[m].content, attributions[k])]
        if holders:
            found[k] = min(holders, key=lambda m: sizes[m])
        open_.append(k)
    return found


def _holds(content: Sequence[Span], other: Attribution) -> bool:
    """Whether every span of cue and content of the other lies in these spans."""
    return all(any(s <= a and b <= e for s, e in content) for a, b in (*other.cue, *other.content))

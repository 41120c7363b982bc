"""What the reader says of differences: that one is none, or is of another kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallax.values import FAMILY_OF_KIND, ArticleSpan, Correction, Difference, Refuse

_Named = tuple[str, frozenset[ArticleSpan]]


def judged(found: Sequence[Difference], asked: Sequence[Correction], refuse: Refuse) -> tuple[Difference, ...]:
    """The differences less those that the reader denied, and of the kinds that the reader gave them, in the order
    found. A difference is named by its kind and its spans; corrections are taken in the order given, so a later one
    may name the kind that an earlier one gave. A kind given by the reader is sure, and relates no facts."""
    if not asked:
        return tuple(found)
    kinds: dict[_Named, list[int]] = {}
    for n, d in enumerate(found):
        kinds.setdefault((d.kind, frozenset(d.spans)), []).append(n)
    now: dict[int, str] = {}
    done: dict[_Named, str] = {}
    for c in asked:
        kind, _, wanted = c.value.partition(" ")
        if c.kind == "not a difference":
            wanted = ""
        elif wanted not in FAMILY_OF_KIND:
            refuse(c, f"{wanted[:40]!r} is not a kind of difference")
            continue
        named = kind, frozenset(c.spans)
        concerned = kinds.pop(named, [])
        if not concerned:
            if done.get(named) != wanted:
                refuse(c, "the difference that it judged is no longer found")
            continue
        done[named] = wanted
        now.update(dict.fromkeys(concerned, wanted))
        if wanted:
            kinds.setdefault((wanted, named[1]), []).extend(concerned)
    kept = []
    for n, d in enumerate(found):
        wanted = now.get(n, d.kind)
        if wanted:
            kept.append(d if wanted == d.kind else replace(d, kind=wanted, relation="", confidence=1.0))
    return tuple(kept)

"""Which links of two versions are moves: the smallest set whose removal leaves the rest in order."""

from __future__ import annotations

from collections.abc import Sequence

Pair = tuple[int, int]
_Best = tuple[int, int, int]


def moved(pairs: Sequence[Pair], lengths: Sequence[int]) -> frozenset[Pair]:
    """The links to take away so that no two of the rest cross; as few as possible, and of all such sets the one with
    the fewest words (`lengths`, one per link). `pairs` are sorted, each once. Links that share a sentence do not cross.

    The rest is a longest sequence of links that rises in both articles (Fredman 1975), found with a Fenwick tree.
    """
    columns = max((j for _, j in pairs), default=-1) + 1
    tree: list[_Best] = [(0, 0, -1)] * (columns + 1)
    before: list[int] = []
    last: _Best = (0, 0, -1)
    for n, ((_, j), length) in enumerate(zip(pairs, lengths, strict=True)):
        count, words, at = _highest(tree, j)
        before.append(at)
        best = (count + 1, words + length, n)
        _raise(tree, j, best)
        if best[:2] > last[:2]:
            last = best
    kept = set()
    n = last[2]
    while n >= 0:
        kept.add(pairs[n])
        n = before[n]
    return frozenset(pairs) - kept


def _highest(tree: list[_Best], j: int) -> _Best:
    """The best sequence that ends in column `j` or before it; of equal ones the first that was found."""
    best: _Best = (0, 0, -1)
    at = j + 1
    while at > 0:
        found = tree[at]
        if found[:2] > best[:2] or (found[:2] == best[:2] and 0 <= found[2] < best[2]):
            best = found
        at -= at & -at
    return best


def _raise(tree: list[_Best], j: int, best: _Best) -> None:
    at = j + 1
    while at < len(tree):
        if best[:2] > tree[at][:2]:
            tree[at] = best
        at += at & -at

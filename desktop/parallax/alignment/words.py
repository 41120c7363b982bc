"""Which words changed between two readings: diff-match-patch over whole tokens, the same whichever text comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diff_match_patch.diff_match_patch import diff_match_patch

MOST_TOKENS = 400
"""Past the words that both begin and end with, at most so many tokens a side are compared one by one; what is longer
counts as replaced."""

_ENGINE: Any = diff_match_patch  # it has no annotations
_FIRST_PRIVATE = 0xE000
_DELETE, _INSERT = -1, 1

Change = tuple[int, int, int, int]


def changes(a: Sequence[str], b: Sequence[str]) -> list[Change]:
    """Runs of `a` (start, end) that stand for runs of `b` (start, end), after clean-up: equal words that are fewer than
    the changes on either side of them join these. Swapping the arguments swaps the answer and changes nothing else."""
    if (len(b), list(b)) < (len(a), list(a)):
        return [(s, e, u, v) for u, v, s, e in changes(b, a)]
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if not inner_a and not inner_b:
        return []
    if not inner_a or not inner_b or max(len(inner_a), len(inner_b)) > MOST_TOKENS:
        found = [(head, len(a) - tail, head, len(b) - tail)]
    else:
        found = [(s + head, e + head, u + head, v + head) for s, e, u, v in _diffed(inner_a, inner_b)]
    return [_slid(c, a, b) for c in found]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _diffed(a: Sequence[str], b: Sequence[str]) -> list[Change]:
    codes: dict[str, str] = {}
    for word in (*a, *b):
        codes.setdefault(word, chr(_FIRST_PRIVATE + len(codes)))
    engine = _ENGINE()
    engine.Diff_Timeout = 0
    diffs = engine.diff_main("".join(codes[w] for w in a), "".join(codes[w] for w in b), False)
    engine.diff_cleanupSemantic(diffs)
    found: list[Change] = []
    at_a = at_b = 0
    opened = False
    for operation, words in diffs:
        if operation == 0:
            at_a += len(words)
            at_b += len(words)
            opened = False
            continue
        if not opened:
            found.append((at_a, at_a, at_b, at_b))
            opened = True
        if operation == _DELETE:
            at_a += len(words)
        else:
            at_b += len(words)
        found[-1] = (found[-1][0], at_a, found[-1][2], at_b)
    return found


def _slid(change: Change, a: Sequence[str], b: Sequence[str]) -> Change:
    """Words that were only put in, or only left out, and could stand one place further left: to where the mark before
    them, a comma say, belongs to them ("rain, he said, fell")."""
    s, e, u, v = change
    if (s < e) == (u < v):
        return change
    words = b if u < v else a
    first, last = (u, v) if u < v else (s, e)
    steps = 0
    while first - steps > 0 and min(s, u) - steps > 0 and words[first - 1 - steps] == words[last - 1 - steps]:
        steps += 1
        if not words[first - steps][:1].isalnum():
            return s - steps, e - steps, u - steps, v - steps
    return change

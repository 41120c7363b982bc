"""Content that goes on behind an insertion between two dashes: "He said he had cancelled the trip — his second this
year — because the embassy was a bad deal".

The network often takes the insertion, or nothing of it, and then stops. Whether the insertion is said or told by the
narrator is left as it was heard; what the parse hangs from the words before it is said with them. In 34 sentences of
training articles in which it does so, the annotators took it for content in 33.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parallax.attribution.edges import DASHES
from parallax.attribution.finding import Finding
from parallax.attribution.sources import SUBJECTS
from parallax.attribution.tree import Run, Tree

_MARKS = frozenset({",", '"', "”", "’", "'", "''"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DEEP = 40


def over_insertions(tree: Tree, found: Iterable[Finding]) -> list[Finding]:
    """The findings, each with what its content goes on with behind an insertion at which it ends."""
    dashes: dict[int, list[Run]] = {}
    for token in tree.tokens:
        if token.text in DASHES and _parts(tree, token.i):
            at = dashes.setdefault(token.sentence, [])
            if at and at[-1][1] == token.i - 1:
                at[-1] = (at[-1][0], token.i)
            else:
                at.append((token.i, token.i))
    pairs = {sentence: (at[0], at[1]) for sentence, at in dashes.items() if len(at) == 2}
    return [_gone_on(tree, f, pairs) if pairs and f.content else f for f in found]


def _parts(tree: Tree, i: int) -> bool:
    """Whether a dash parts clauses: a hyphen has spaces on both sides."""
    text, token = tree.parse.text, tree.tokens[i]
    spaced = text[token.start - 1 : token.start].isspace() and text[token.end : token.end + 1].isspace()
    return token.text != "-" or (token.start > 0 and spaced)


def _gone_on(tree: Tree, f: Finding, pairs: dict[int, tuple[Run, Run]]) -> Finding:
    first, last = max(f.content)
    if tree.tokens[last].sentence not in pairs:
        return f
    (opening, opened), (closing, closed) = pairs[tree.tokens[last].sentence]
    if not first < opening or any(a > first or b >= opening for a, b in (*f.cue, *f.source)):
        return f
    end = last
    while end < closing and end + 1 not in (opening, closing) and tree.tokens[end + 1].text in _MARKS:
        end += 1
    heard = end + 1 == closing or closing <= last <= closed
    if not heard and end + 1 != opening and not opening <= last <= opened:
        return f
    run = _rest(tree, (first, opening - 1), closed)
    return f if run is None else replace(f, content=(*f.content, (closing, run[1]) if heard else run))


def _rest(tree: Tree, before: Run, closing: int) -> Run | None:
    """The words behind the closing dash that hang from those before the opening one, or from a verb whose subject
    those are, up to the first that do not."""
    end = tree.sentence(closing)[1]
    if closing == end:
        return None
    verb = _verb(tree, before, range(closing + 1, end + 1))
    if verb is None and tree.tokens[closing + 1].pos == "CCONJ" and not _clause(tree, closing + 2, end):
        return None
    last = closing
    for i in range(closing + 1, end + 1):
        if tree.tokens[i].dep != "punct":
            if not _hangs(tree, i, before, closing, verb):
                break
            last = i
    return (closing + 1, last) if last > closing else None


def _verb(tree: Tree, before: Run, rest: range) -> int | None:
    """The verb that these words begin with, if its subject stands before the insertion: "that the bridge — the oldest
    of all — would close"."""
    first = next((i for i in rest if tree.tokens[i].pos not in ("ADV", "PART")), None)
    if first is None or tree.tokens[first].tag not in _FINITE:
        return None
    token = tree.tokens[first]
    verb = token.head if token.dep in ("aux", "auxpass") and token.head in rest else first
    who = tree.child(verb, *SUBJECTS)
    if who is not None:
        return verb if before[0] <= who <= before[1] else None
    opens = tree.tokens[before[0]].text.casefold() == "that"
    return verb if opens and not any(_is_main(tree, i, before) for i in range(before[0], before[1] + 1)) else None


def _is_main(tree: Tree, i: int, before: Run) -> bool:
    """Whether a token is a finite verb of no relative clause."""
    if tree.tokens[i].tag not in _FINITE:
        return False
    return not any(
        tree.tokens[x].dep in ("relcl", "acl") for x in (i, *tree.above(i)[:3]) if before[0] <= x <= before[1]
    )


def _clause(tree: Tree, first: int, last: int) -> bool:
    """Whether what a conjunction joins on begins with "that", or has a subject before its verb."""
    for i in range(first, last + 1):
        token = tree.tokens[i]
        if token.tag in _FINITE:
            return False
        if token.dep in SUBJECTS or token.dep == "mark":
            return True
    return True


def _hangs(tree: Tree, i: int, before: Run, closing: int, verb: int | None) -> bool:
    """Whether the heads of a token lead to that verb, or first leave the words behind the dashes for those before."""
    for _ in range(_DEEP):
        head = tree.tokens[i].head
        if verb in (i, head):
            return True
        if head == i:
            return False
        if head <= closing:
            return before[0] <= head <= before[1]
        i = head
    return False

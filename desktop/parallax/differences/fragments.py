"""The same few quoted words said of two things: a "bad deal" on the building here, on the move there."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.differences.found import Found
from parallax.differences.likeness import concept, subject
from parallax.differences.reading import Reading
from parallax.differences.told import Told, found_in

_LEAST, _MOST = 2, 4
"""Words of a fragment."""
_ABOUT = frozenset({"on", "of", "over", "about", "for", "to", "in"})
_SURE = 0.5


def fragments(a: Told, b: Told) -> list[Found]:
    """What two reports of one act of speech say a quoted fragment of, where each names another thing."""
    found = []
    theirs = _fragments(b)
    for words, run in _fragments(a).items():
        if words not in theirs:
            continue
        x, y = a.reading, b.reading
        s, t = _thing(x, run), _thing(y, theirs[words])
        if s < 0 or t < 0 or _one_thing(x, s, y, t):
            continue
        here, there = _phrase(x, s), _phrase(y, t)
        quoted = x.words(run[0], run[1])
        told = f"The quoted words {quoted} are said of {x.words(*here)} in {x.name}, of {y.words(*there)} in {y.name}."
        found.append(found_in("name", a, b, [x.span(*here), y.span(*there)], told, _SURE))
    return found


def _fragments(m: Told) -> dict[tuple[str, ...], tuple[int, int]]:
    """The short quoted pieces of a report as (first token, last token excluded), by their words. A title or a name in
    quotation marks is none."""
    tokens = m.reading.tokens
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for piece in m.pieces:
        if not _LEAST <= len(piece.words) <= _MOST:
            continue
        inside = m.reading.within(piece.spans[0][0], piece.spans[-1][1])
        held = [tokens[k] for k in inside]
        if not any(t.pos in ("NOUN", "ADJ", "VERB") for t in held) or all(t.text[:1].isupper() for t in held):
            continue
        found.setdefault(piece.words, (inside[0], inside[-1] + 1))
    return found


def _thing(reading: Reading, run: tuple[int, int]) -> int:
    """The head of what a fragment is said of, or -1: what follows it with a preposition, else the subject of "is", or
    the noun that is called so."""
    tokens = reading.tokens
    inside = range(*run)
    sentence = tokens[run[0]].sentence
    after = next((k for k in range(run[1], min(run[1] + 2, len(tokens))) if tokens[k].text[:1].isalpha()), -1)
    if after >= 0 and tokens[after].sentence == sentence and tokens[after].text.casefold() in _ABOUT:
        for c in reading.children[after]:
            if tokens[c].dep in ("pobj", "pcomp"):
                return c
        verb = tokens[tokens[after].head]
        if tokens[after].tag == "TO" and verb.i > after:
            return verb.i
    top = next((tokens[k] for k in inside if tokens[k].head not in inside), tokens[run[0]])
    head = tokens[top.head]
    if top.dep in ("attr", "acomp"):
        return subject(reading, head.i)
    beside = [c for c in (*reading.children[top.i], *reading.children[head.i]) if head.i < c < run[0]]
    if top.dep in ("ccomp", "oprd", "dobj") and head.pos == "VERB":
        return next((c for c in beside if tokens[c].dep in ("nsubj", "dobj")), -1)
    return -1


def _one_thing(x: Reading, s: int, y: Reading, t: int) -> bool:
    """Whether two heads may mean one thing: a word for both, one label, or no word that says what is meant."""
    one, other = x.tokens[s], y.tokens[t]
    if not {one.pos, other.pos} <= {"NOUN", "PROPN", "VERB"}:
        return True
    if concept(one.lemma) == concept(other.lemma):
        return True
    return bool(_labels(x, s) & _labels(y, t))


def _labels(reading: Reading, k: int) -> set[str]:
    at = reading.tokens[k].start
    return {label.id for label, start, end in reading.mentions if start <= at < end}


def _phrase(reading: Reading, head: int) -> tuple[int, int]:
    """A head with the words before it that belong to it, and a prepositional phrase right behind it."""
    below: Sequence[int] = reading.subtree(head)
    first = head
    while first - 1 in below and reading.tokens[first - 1].text not in (",", "“", '"', "—", "–"):
        first -= 1
    while first < head and reading.tokens[first].text.casefold() in _ABOUT:
        first += 1
    last = head + 1
    of = next((c for c in reading.children[head] if c == head + 1 and reading.tokens[c].pos == "ADP"), None)
    if of is not None:
        held = [k for k in reading.subtree(of) if k - of <= 5]
        last = held[-1] + 1 if held == list(range(of, held[-1] + 1)) else last
    return first, last

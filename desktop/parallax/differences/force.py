"""It happened or not, and how certain it is: the same predicate in two outlets' linked sentences."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.attribution.lexicon import SPEECH
from parallax.differences import scope
from parallax.differences.found import Found
from parallax.differences.likeness import around, concept, subject
from parallax.differences.reading import Reading
from parallax.differences.versions import depth
from parallax.language.parse import Token
from parallax.values import Link

_STILL = frozenset("be have do go get make take come say tell see want need know think believe".split())
_OPEN_CLAUSE = frozenset({"if", "whether", "unless", "although"})
_BELOW = frozenset({"aux", "auxpass", "neg", "advmod", "det"})
_LEAST_SHARED = 2


def force_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Predicates that linked sentences of two reports share, with two arguments or more in common, where one denies or
    hedges what the other states."""
    found = []
    for link in links:
        i, j = (link.i, link.j) if link.a == x.number else (link.j, link.i)
        if x.parse.language != "en" or y.parse.language != "en":
            continue
        found.extend(_between(x, y, i, j))
    return found


def _between(x: Reading, y: Reading, i: int, j: int) -> list[Found]:
    verbs_x, verbs_y = _predicates(x, i), _predicates(y, j)
    found = []
    for v in verbs_x:
        same = [w for w in verbs_y if concept(w.lemma) == concept(v.lemma)]
        if len(same) != 1 or sum(concept(u.lemma) == concept(v.lemma) for u in verbs_x) != 1:
            continue
        w = same[0]
        if len((around(x, -1, v.i) & around(y, -1, w.i)) - {concept(v.lemma)}) < _LEAST_SHARED - 1:
            continue
        if not _same_subject(x, y, v.i, w.i):
            continue
        difference = _compare(x, y, v, w, i, j)
        if difference is not None:
            found.append(difference)
    return found


def _predicates(reading: Reading, sentence: int) -> list[Token]:
    """Verbs with content that no quotation, question or condition holds."""
    return [
        t
        for t in reading.parse.words(sentence)
        if t.pos == "VERB" and t.lemma not in _STILL and t.lemma not in SPEECH and not reading.quoted[t.i]
        and not any(reading.tokens[c].text.casefold() in _OPEN_CLAUSE for c in reading.children[t.i])
    ]  # fmt: skip


def _same_subject(x: Reading, y: Reading, v: int, w: int) -> bool:
    """Whether the subjects are not known to differ: the same head, or a pronoun or none on one side."""
    s, t = subject(x, v), subject(y, w)
    if s < 0 or t < 0:
        return False
    a, b = x.tokens[s], y.tokens[t]
    return a.lemma.casefold() == b.lemma.casefold() and a.pos != "PRON"


def _scope(reading: Reading, verb: Token) -> list[Token]:
    """The words that bear on a verb: its helpers and adverbs, and those of a raising verb above it."""
    words = [verb.i, *(c for c in reading.children[verb.i] if reading.tokens[c].dep in _BELOW)]
    head = reading.tokens[verb.head]
    if verb.dep == "xcomp" and head.lemma in (
        "expect",
        "seem",
        "appear",
        "believe",
        "think",
        "likely",
        "unlikely",
        "fail",
    ):
        words.extend([head.i, *(c for c in reading.children[head.i] if reading.tokens[c].dep in _BELOW)])
    return [reading.tokens[k] for k in sorted(set(words)) if k != verb.i]


def _compare(x: Reading, y: Reading, v: Token, w: Token, i: int, j: int) -> Found | None:
    scope_x, scope_y = _scope(x, v), _scope(y, w)
    denied_x, denied_y = (len(scope.negations(s)) % 2 for s in (scope_x, scope_y))
    hedged_x, hedged_y = scope.hedged(scope.force(scope_x)), scope.hedged(scope.force(scope_y))
    if denied_x != denied_y and hedged_x == hedged_y:
        kind, told = "negation", "{x} writes {a}, {y} {b}: one of them denies it."
    elif denied_x == denied_y and hedged_x != hedged_y and bool(hedged_x) != bool(hedged_y):
        kind, told = "certainty", "{x} writes {a}, {y} {b}: one states what the other leaves open."
    else:
        return None
    run_x, run_y = _run(scope_x, v), _run(scope_y, w)
    return Found(
        kind,
        tuple(sorted((x.span(*run_x), y.span(*run_y)))),
        told.format(x=x.name, y=y.name, a=x.words(*run_x), b=y.words(*run_y)),
        0.55,
        ((x.number, i), (y.number, j)),
        depth(x, y, i, j),
        "headline" in (x.role(i), y.role(j)),
    )


def _run(words: Sequence[Token], verb: Token) -> tuple[int, int]:
    """From the first to the last token of a verb and the words that bear on it from near by."""
    near = [t.i for t in words if abs(t.i - verb.i) <= 5]
    return min([verb.i, *near]), max([verb.i, *near]) + 1

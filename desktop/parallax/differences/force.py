"""It happened or not, and how certain it is: the same predicate in two outlets' linked sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from parallax.attribution.lexicon import SPEECH
from parallax.differences import scope
from parallax.differences.found import Found
from parallax.differences.likeness import concept, kindred, objects, subject
from parallax.differences.reading import Reading
from parallax.differences.versions import depth
from parallax.language.parse import Token
from parallax.values import Link

_STILL = frozenset("be have do go get make take come say tell see want need know think believe".split())
_OPEN_CLAUSE = frozenset({"if", "whether", "unless", "although"})
_RAISING = frozenset("expect seem appear believe think likely unlikely fail say report allege suspect".split())
_UNLINKED = 0.5
_NAMELESS_REPORTS = frozenset({"report", "rumour", "rumor", "speculation"})
_BELOW = frozenset({"aux", "auxpass", "neg", "advmod", "det"})


def force_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Predicates that linked sentences of two reports share, with subject and object in common, where one denies or
    hedges what the other states."""
    found = []
    for link in links:
        i, j = (link.i, link.j) if link.a == x.number else (link.j, link.i)
        if x.parse.language != "en" or y.parse.language != "en":
            continue
        found.extend(_between(x, y, i, j))
    told = {(f.kind, f.spans) for f in found}
    found.extend(f for f in _anywhere(x, y) if (f.kind, f.spans) not in told)
    return found


def _anywhere(x: Reading, y: Reading) -> list[Found]:
    """The same predicate of the same subject and object, wherever the reports have it. Where one of them both states
    and hedges or denies it, they do not differ."""
    if x.parse.language != "en" or y.parse.language != "en":
        return []
    by_verb_x, by_verb_y = _by_verb(x), _by_verb(y)
    found = []
    for verb in sorted(by_verb_x.keys() & by_verb_y.keys()):
        pairs = [(v, w) for v in by_verb_x[verb] for w in by_verb_y[verb] if _surely_same(x, y, v.i, w.i)]
        compared = [(v, w, _compare(x, y, v, w, v.sentence, w.sentence)) for v, w in pairs]
        if not compared or not all(f for _, _, f in compared):
            continue
        first = compared[0][2]
        assert first is not None
        found.append(replace(first, confidence=_UNLINKED))
    return found


def _by_verb(reading: Reading) -> dict[str, list[Token]]:
    """The predicates of what the report tells in its own words, by concept."""
    found: dict[str, list[Token]] = defaultdict(list)
    for n in range(len(reading.parse.sentences)):
        if reading.role(n) in ("headline", "standfirst", "body", "dateline"):
            for verb in _predicates(reading, n):
                found[concept(verb.lemma)].append(verb)
    return found


def _surely_same(x: Reading, y: Reading, v: int, w: int) -> bool:
    """Whether two verbs of sentences that are not linked tell of one event: the same subject, by name or as "he" or
    "she", and an object in common."""
    s, t = subject(x, v), subject(y, w)
    if s < 0 or t < 0 or not objects(x, v) & objects(y, w):
        return False
    a, b = x.tokens[s], y.tokens[t]
    pronoun_a, pronoun_b = (k.text.casefold() in ("he", "she") for k in (a, b))
    if pronoun_a and pronoun_b:
        return a.text.casefold() == b.text.casefold()
    if pronoun_a or pronoun_b:
        return {a.pos, b.pos} == {"PROPN", "PRON"}
    return a.lemma.casefold() == b.lemma.casefold() and a.pos in ("PROPN", "NOUN") and b.pos == a.pos


def _between(x: Reading, y: Reading, i: int, j: int) -> list[Found]:
    verbs_x, verbs_y = _predicates(x, i), _predicates(y, j)
    found = []
    for v in verbs_x:
        same = [w for w in verbs_y if concept(w.lemma) == concept(v.lemma)]
        if len(same) != 1 or sum(concept(u.lemma) == concept(v.lemma) for u in verbs_x) != 1:
            continue
        w = same[0]
        if not _same_event(x, y, v.i, w.i):
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
        if t.pos == "VERB" and t.lemma not in _STILL and t.lemma not in SPEECH
        and not reading.quoted[t.i] and _finite(reading, t) and not _aimed_at(reading, t)
        and not any(reading.tokens[c].text.casefold() in _OPEN_CLAUSE for c in reading.children[t.i])
    ]  # fmt: skip


def _finite(reading: Reading, verb: Token) -> bool:
    """Whether a verb asserts something of its own: an infinitive or participle does where a helper or a raising verb
    lends it force, else it leaves open whether it happens."""
    if verb.tag in ("VBD", "VBZ", "VBP"):
        return True
    helpers = [reading.tokens[c] for c in reading.children[verb.i] if reading.tokens[c].dep in ("aux", "auxpass")]
    if any(h.text.casefold() != "to" for h in helpers):
        return True
    return any(w.lemma in _RAISING for w in _scope(reading, verb))


def _aimed_at(reading: Reading, verb: Token) -> bool:
    """Whether a verb is what an infinitive aims at: "to ensure that they meet" does not say that they do."""
    above = reading.tokens[verb.head]
    return (
        verb.dep == "ccomp"
        and above.tag == "VB"
        and any(reading.tokens[c].tag == "TO" for c in reading.children[above.i])
    )


def _same_event(x: Reading, y: Reading, v: int, w: int) -> bool:
    """Whether two verbs tell of one event: the same head of the subject, and objects in common; a name as the subject
    is enough where one of them has no object."""
    s, t = subject(x, v), subject(y, w)
    if s < 0 or t < 0 or x.tokens[s].lemma.casefold() != y.tokens[t].lemma.casefold():
        return False
    objects_v, objects_w = objects(x, v), objects(y, w)
    if x.tokens[s].pos == "PRON" and x.tokens[s].text.casefold() not in ("he", "she"):
        return False
    if objects_v and objects_w:
        return kindred(objects_v, objects_w)
    return x.tokens[s].pos == "PROPN"


def _scope(reading: Reading, verb: Token) -> list[Token]:
    """The words that bear on a verb: its helpers and adverbs, and those of a raising verb or adjective above it."""
    words = {c for c in reading.children[verb.i] if reading.tokens[c].dep in _BELOW}
    at = verb
    for _ in range(3):
        head = reading.tokens[at.head]
        if at.dep == "conj":
            at = head
            if not any(
                reading.tokens[c].dep == "aux" for c in reading.children[verb.i] if reading.tokens[c].text != "to"
            ):
                words.update(c for c in reading.children[at.i] if reading.tokens[c].dep == "aux")
        elif at.dep in ("xcomp", "acomp") and (head.lemma in _RAISING or head.pos == "AUX"):
            words.update([head.i, *(c for c in reading.children[head.i] if reading.tokens[c].dep in _BELOW)])
            at = head
        else:
            break
    words.discard(verb.i)
    return [reading.tokens[k] for k in sorted(words)]


def _compare(x: Reading, y: Reading, v: Token, w: Token, i: int, j: int) -> Found | None:
    scope_x, scope_y = _scope(x, v), _scope(y, w)
    denied_x, denied_y = (len(scope.negations(s)) % 2 for s in (scope_x, scope_y))
    hedged_x = scope.hedged(scope.force(scope_x)) | _hearsay(x, v)
    hedged_y = scope.hedged(scope.force(scope_y)) | _hearsay(y, w)
    if denied_x != denied_y and hedged_x == hedged_y:
        kind, told = "negation", "{x} writes {a}, {y} {b}: one of them denies it."
    elif denied_x == denied_y and (
        bool(hedged_x) != bool(hedged_y) or ("unlikely" in hedged_x) != ("unlikely" in hedged_y)
    ):
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


def _hearsay(reading: Reading, verb: Token) -> frozenset[str]:
    """{"hearsay"} where nobody who is named answers for a clause: "reports suggest they will meet"."""
    if verb.dep != "ccomp":
        return frozenset()
    told = subject(reading, verb.head)
    nameless = told >= 0 and reading.tokens[told].lemma.casefold() in _NAMELESS_REPORTS
    return frozenset({"hearsay"}) if nameless else frozenset()


def _run(words: Sequence[Token], verb: Token) -> tuple[int, int]:
    """From the first to the last token of a verb and the words that bear on it from near by."""
    near = [t.i for t in words if abs(t.i - verb.i) <= 5]
    return min([verb.i, *near]), max([verb.i, *near]) + 1

"""It happened or not, and how certain it is: the same predicate in two outlets' linked sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
_TOLD_IN = frozenset({"headline", "standfirst", "body", "dateline"})
_OTHER = {"PROPN": "PRON", "PRON": "PROPN"}
"""What a name may be called by elsewhere, and what a "he" or "she" may be called."""

_Force = tuple[int, frozenset[str]]
_Subject = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Predicate:
    """A verb of a report with the concepts of what it acts on, the token that heads its subject (or -1), the words that
    bear on it, and its force: whether it is denied (1) or not (0), and by what kinds of hedges it is left open."""

    verb: Token
    sentence: int
    concept: str
    subject: int
    objects: frozenset[str]
    scope: Sequence[Token]
    force: _Force


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
    ours, theirs = x.once(_by_concept), y.once(_by_concept)
    return [
        replace(_difference(x, y, *first), confidence=_UNLINKED)
        for done in sorted(ours.keys() & theirs.keys())
        if (first := _first_apart(x, y, ours[done])) is not None
    ]


def _first_apart(x: Reading, y: Reading, verbs: Sequence[_Predicate]) -> tuple[_Predicate, _Predicate] | None:
    """The first of these verbs of `x` that surely tells the same as one of `y`, with the first such one; None where
    there is none, or where two that tell the same have one force."""
    events = y.once(_by_event)
    first = None
    for v in verbs:
        sought = _sought(x, v)
        same = [e for word in v.objects for s in sought if (e := events.get((v.concept, word, s)))]
        if any(not _kind(v, w) for event in same for w in event.values()):
            return None
        if same and first is None:
            first = v, min((next(iter(event.values())) for event in same), key=lambda w: w.verb.i)
    return first


def _by_concept(reading: Reading) -> dict[str, list[_Predicate]]:
    """The predicates of what the report tells in its own words, by concept."""
    found: dict[str, list[_Predicate]] = defaultdict(list)
    for n, told in enumerate(reading.once(_predicates)):
        if reading.role(n) in _TOLD_IN:
            for predicate in told:
                found[predicate.concept].append(predicate)
    return found


def _by_event(reading: Reading) -> dict[tuple[str, str, _Subject], dict[_Force, _Predicate]]:
    """The same by the verb's concept, each concept that it acts on, and each way to find its subject: of all verbs of
    one force the first, so that what is told over and over is looked at once."""
    found: dict[tuple[str, str, _Subject], dict[_Force, _Predicate]] = defaultdict(dict)
    for done, predicates in reading.once(_by_concept).items():
        for w in predicates:
            for who in _held(reading, w):
                for word in w.objects:
                    found[done, word, who].setdefault(w.force, w)
    return found


def _held(reading: Reading, w: _Predicate) -> list[_Subject]:
    """The ways to find a verb by its subject."""
    if w.subject < 0:
        return []
    token = reading.tokens[w.subject]
    pronoun = _he_or_she(token)
    if pronoun:
        return [("pronoun", pronoun), ("any pronoun", token.pos)]
    return [("word", token.lemma.casefold(), token.pos), ("any word", token.pos)]


def _sought(reading: Reading, v: _Predicate) -> list[_Subject]:
    """Where the verbs of another report stand whose subject is surely the same: the same name or noun; of a name also
    any "he" or "she", and of these the same one and any name."""
    if v.subject < 0:
        return []
    token = reading.tokens[v.subject]
    pronoun = _he_or_she(token)
    other = _OTHER.get(token.pos, "")
    if pronoun:
        return [("pronoun", pronoun), ("any word", other)]
    same = [("word", token.lemma.casefold(), token.pos)] if token.pos in ("PROPN", "NOUN") else []
    return [*same, ("any pronoun", other)]


def _he_or_she(token: Token) -> str:
    word = token.text.casefold()
    return word if word in ("he", "she") else ""


def _between(x: Reading, y: Reading, i: int, j: int) -> list[Found]:
    verbs_x, verbs_y = x.once(_predicates)[i], y.once(_predicates)[j]
    found = []
    for v in verbs_x:
        same = [w for w in verbs_y if w.concept == v.concept]
        if len(same) != 1 or sum(u.concept == v.concept for u in verbs_x) != 1:
            continue
        w = same[0]
        if _same_event(x, y, v, w) and _kind(v, w):
            found.append(_difference(x, y, v, w))
    return found


def _predicates(reading: Reading) -> list[list[_Predicate]]:
    """For each sentence the verbs with content that no quotation, question or condition holds."""
    return [
        [
            _predicate(reading, t, sentence)
            for t in reading.parse.words(sentence)
            if t.pos == "VERB" and t.lemma not in _STILL and t.lemma not in SPEECH
            and not reading.quoted[t.i] and _finite(reading, t) and not _aimed_at(reading, t)
            and not any(reading.tokens[c].text.casefold() in _OPEN_CLAUSE for c in reading.children[t.i])
            and not _inverted(reading, t)
        ]
        for sentence in range(len(reading.parse.sentences))
    ]  # fmt: skip


def _inverted(reading: Reading, verb: Token) -> bool:
    """Whether a helper before the subject makes a clause a condition ("should he visit") or a question."""
    who = subject(reading, verb.i)
    helpers = (c for c in reading.children[verb.i] if reading.tokens[c].dep in ("aux", "auxpass"))
    return who >= 0 and any(c < who < verb.i for c in helpers)


def _predicate(reading: Reading, verb: Token, sentence: int) -> _Predicate:
    words = _scope(reading, verb)
    hedges = scope.hedged(scope.force(words)) | _hearsay(reading, verb)
    return _Predicate(
        verb,
        sentence,
        concept(verb.lemma),
        subject(reading, verb.i),
        objects(reading, verb.i),
        words,
        (len(scope.negations(words)) % 2, hedges),
    )


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


def _same_event(x: Reading, y: Reading, v: _Predicate, w: _Predicate) -> bool:
    """Whether two verbs tell of one event: the same head of the subject, and objects in common; a name as the subject
    is enough where one of them has no object."""
    if v.subject < 0 or w.subject < 0:
        return False
    s, t = x.tokens[v.subject], y.tokens[w.subject]
    if s.lemma.casefold() != t.lemma.casefold() or (s.pos == "PRON" and not _he_or_she(s)):
        return False
    return kindred(v.objects, w.objects) if v.objects and w.objects else s.pos == "PROPN"


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


def _kind(v: _Predicate, w: _Predicate) -> str:
    """The kind of difference between the force of two verbs, or an empty string."""
    (denied_x, hedged_x), (denied_y, hedged_y) = v.force, w.force
    if denied_x != denied_y:
        return "negation" if hedged_x == hedged_y else ""
    apart = bool(hedged_x) != bool(hedged_y) or ("unlikely" in hedged_x) != ("unlikely" in hedged_y)
    return "certainty" if apart else ""


def _difference(x: Reading, y: Reading, v: _Predicate, w: _Predicate) -> Found:
    """Two verbs of one event that are not of one force."""
    kind = _kind(v, w)
    run_x, run_y = _run(v.scope, v.verb), _run(w.scope, w.verb)
    if kind == "negation":
        what = "one of them denies it"
    elif v.force[1] and w.force[1]:
        what = "one calls unlikely what the other does not"
    else:
        what = "one states what the other leaves open"
    return Found(
        kind,
        tuple(sorted((x.span(*run_x), y.span(*run_y)))),
        f"{x.name} writes {_told(x, v, run_x)}, {y.name} {_told(y, w, run_y)}: {what}.",
        0.55,
        ((x.number, v.sentence), (y.number, w.sentence)),
        depth(x, y, v.sentence, w.sentence),
        "headline" in (x.role(v.sentence), y.role(w.sentence)),
    )


def _told(reading: Reading, v: _Predicate, run: tuple[int, int]) -> str:
    """The words for a predicate, with those that leave it open where they stand farther off: "expected … to meet"."""
    far = [t for t in v.scope if not run[0] <= t.i < run[1] and scope.hedged(scope.force([t]))]
    if "hearsay" in v.force[1] and not far and reading.tokens[v.verb.head].i < run[0]:
        told = subject(reading, v.verb.head)
        far = [reading.tokens[k] for k in (told, v.verb.head) if 0 <= k < run[0]]
    words = [t.text for t in far] + [" ".join(reading.article.text[slice(*reading.span(*run)[1:])].split())]
    return "“" + " … ".join(words) + "”" if far else reading.words(*run)


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

"""What became of a plan: one report says that a visit was cancelled, the other that it was put off, or only seems to be
off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from parallax.differences.force import TOLD_IN, run
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import subject
from parallax.differences.parties import party
from parallax.differences.predicates import Predicate, asserted
from parallax.differences.reading import Reading
from parallax.labels.synonyms import same_noun
from parallax.language.parse import Token
from parallax.values import Link

_SURE_LINKED, _SURE = 0.65, 0.6
_FATES = {
    verb: fate
    for fate, verbs in {
        "off": "cancel nix scrap ditch abandon axe scupper abort",
        "later": "postpone delay defer shelve suspend halt",
    }.items()
    for verb in verbs.split()
}
_WITH_PARTICLE = {("call", "off"): "off", ("put", "off"): "later", ("push", "back"): "later"}
_VERBS = frozenset({*_FATES, *(verb for verb, _ in _WITH_PARTICLE)})
_PUT_ON = frozenset({"hold", "ice"})
_FEW, _NEAR = 12, 8
_MODIFIERS = frozenset({"amod", "compound", "nmod"})

_NO_KIND = frozenset("such same first second previous last next planned proposed expected own new".split())
_GOING_BACK = frozenset({"the", "this", "that", "such"})
_IDEAS = frozenset({"idea", "plan", "proposal", "prospect"})

_Way = tuple[str, bool, bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a report says became of something planned.

    theme      the noun for it
    kinds      the words that say what kind it is
    parties    the labels of whom it concerns
    way        its fate ("off" or "later"), whether that is denied, whether it is left open
    goes_back  whether earlier words tell which it is
    """

    theme: str
    kinds: frozenset[str]
    parties: frozenset[str]
    way: _Way
    told: Predicate
    goes_back: bool


def plans_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Plans of one party of which one report says another fate than the other does, or says it less surely. What both
    say somewhere is no difference."""
    ours, theirs = x.once(_by_theme), y.once(_by_theme)
    linked = set(map(x.sides, links))
    found = []
    for theme in sorted(ours.keys() & theirs.keys()):
        pairs = [(p, q) for p in ours[theme] for q in theirs[theme] if _one_plan(p, q, linked)]
        told = {id(k) for p, q in pairs if p.way == q.way for k in (p, q)}
        for p, q in pairs:
            if id(p) not in told and id(q) not in told and _states(p, q):
                told.update((id(p), id(q)))
                found.append(_difference(x, y, p, q, linked))
    return found


def _one_plan(p: Plan, q: Plan, linked: set[tuple[int, int]]) -> bool:
    """Whether two plans of one party are one: they are of one kind, or of none that is told. Where only one of them has
    a kind, they may be two that met two fates."""
    if not p.parties & q.parties:
        return False
    if (p.told.sentence, q.told.sentence) in linked or p.kinds & q.kinds or not (p.kinds or q.kinds):
        return True
    return not (p.kinds and q.kinds) and p.way[0] == q.way[0] and not (p.goes_back or q.goes_back)


def _states(p: Plan, q: Plan) -> bool:
    """Whether of two plans with one fate, of which one is left open, the report itself states the other; what a critic
    says is the critic's."""
    if p.way[2] == q.way[2] or p.way[0] != q.way[0]:
        return True
    return not (q if p.way[2] else p).told.attributed


def _difference(x: Reading, y: Reading, p: Plan, q: Plan, linked: set[tuple[int, int]]) -> Found:
    here, there = (run(k.told.scope, k.told.verb, _end(r, k.told)) for r, k in ((x, p), (y, q)))
    i, j = p.told.sentence, q.told.sentence
    left_open = p.way[2] != q.way[2]
    if p.way[0] == q.way[0] and left_open:
        told = "one states what the other leaves open"
    else:
        told = "they tell two outcomes of one plan" + (", one with reserve" if left_open else "")
    return found_between(
        "certainty",
        x,
        y,
        here,
        there,
        f"Of the {p.theme}, {x.name} writes {x.words(*here)}, {y.name} {y.words(*there)}: {told}.",
        _SURE_LINKED if (i, j) in linked else _SURE,
    )


def _end(reading: Reading, told: Predicate) -> int:
    """The last token of the words for a fate: "called off", "put on ice"."""
    ice = [k for k in reading.subtree(told.verb.i) if reading.tokens[k].lemma.casefold() in _PUT_ON]
    near = [k for k in ice if told.verb.lemma == "put" and told.verb.i < k <= told.verb.i + _NEAR]
    return max([told.last, *near])


def plans(reading: Reading) -> tuple[Plan, ...]:
    """What a report says became of plans that concern somebody, in text order. Of fates that are joined ("was put off
    and then scrapped") the last is what became of it."""
    found: dict[int, Plan] = {}
    for verb in reading.tokens:
        fate = _fate(reading, verb) if reading.role(verb.sentence) in TOLD_IN else ""
        plan = _plan(reading, verb, fate) if fate else None
        if plan is not None and plan.parties:
            if verb.dep == "conj" and found.get(verb.head) and found[verb.head].theme == plan.theme:
                del found[verb.head]
            found[verb.i] = plan
    return tuple(found.values())


def _by_theme(reading: Reading) -> dict[str, list[Plan]]:
    """The same by the noun for what was planned: of those told alike the first, and no more than the first few."""
    found: dict[str, dict[tuple[object, ...], Plan]] = defaultdict(dict)
    for plan in reading.once(plans):
        own = plan.told.attributed
        found[plan.theme].setdefault((plan.way, plan.parties, plan.kinds, plan.goes_back, own), plan)
    return {theme: list(told.values())[:_FEW] for theme, told in found.items()}


def _fate(reading: Reading, verb: Token) -> str:
    """What a verb does to a plan, or an empty string."""
    lemma = verb.lemma.casefold()
    if verb.pos != "VERB" or lemma not in _VERBS:
        return ""
    below = [reading.tokens[c] for c in reading.children[verb.i]]
    particle = next((t.text.casefold() for t in below if t.dep == "prt"), "")
    on = (p for t in below if t.text.casefold() == "on" for p in reading.children[t.i])
    if lemma == "put" and any(reading.tokens[p].lemma.casefold() in _PUT_ON for p in on):
        return "later"
    return _WITH_PARTICLE.get((lemma, particle), "") or _FATES.get(lemma, "")


def _plan(reading: Reading, verb: Token, fate: str) -> Plan | None:
    """What happens to the plan that a verb is about, or None where it is none or nothing is asserted of it."""
    told = asserted(reading, verb)
    below = [reading.tokens[c] for c in reading.children[verb.i]]
    passive = _passive(reading, verb)
    theme = subject(reading, verb.i) if passive else _done_to(reading, verb)
    if told is None or theme < 0 or reading.tokens[theme].pos != "NOUN":
        return None
    doers = [p for t in below if t.dep == "agent" for p in reading.children[t.i]]
    concerned = {party(reading, k) for k in (doers if passive else [told.subject])}
    before = _meant_by(reading, theme)
    nouns = [c for k in (theme, *before) for c in _planned(reading, k)]
    concerned |= {party(reading, c) for k in nouns for c in reading.subtree(k)}
    if before:
        first = reading.parse.sentences[verb.sentence].first
        concerned |= {party(reading, k) for k in range(first, theme)}
    kinds = {
        reading.tokens[c].lemma.casefold()
        for k in nouns
        for c in reading.children[k]
        if reading.tokens[c].dep in _MODIFIERS and not party(reading, c)
    }
    way = fate, told.force.denied, bool(told.force.hedges)
    called = same_noun(reading.tokens[nouns[-1]].lemma.casefold())
    return Plan(called, frozenset(kinds - _NO_KIND), frozenset(concerned - {""}), way, told, bool(before))


def _done_to(reading: Reading, verb: Token) -> int:
    """The object of a verb, or -1; "it" is that of the verb that it is joined to: "put off the visit and then scrapped
    it"."""
    done_to = next((c for c in reading.children[verb.i] if reading.tokens[c].dep == "dobj"), -1)
    if verb.dep == "conj" and done_to >= 0 and reading.tokens[done_to].text.casefold() in ("it", "them"):
        return next((c for c in reading.children[verb.head] if reading.tokens[c].dep == "dobj"), -1)
    return done_to


def _meant_by(reading: Reading, theme: int) -> list[int]:
    """The nouns before it in its sentence that "the visit" or "such a visit" goes back to."""
    below = {reading.tokens[c].text.casefold() for c in reading.children[theme]}
    if not below & _GOING_BACK:
        return []
    noun = same_noun(reading.tokens[theme].lemma.casefold())
    first = reading.parse.sentences[reading.tokens[theme].sentence].first
    earlier = reading.tokens[first:theme]
    return [t.i for t in earlier if t.pos == "NOUN" and same_noun(t.lemma.casefold()) == noun]


def _planned(reading: Reading, noun: int) -> list[int]:
    """What is planned: of "the idea of a visit" the visit, else the noun itself."""
    if reading.tokens[noun].lemma.casefold() not in _IDEAS:
        return [noun]
    below = [c for c in reading.children[noun] if reading.tokens[c].text.casefold() in ("of", "for")]
    inside = [p for c in below for p in reading.children[c] if reading.tokens[p].pos == "NOUN"]
    return inside or [noun]


def _passive(reading: Reading, verb: Token) -> bool:
    """Whether a verb is in the passive, of itself or with the verb that it is joined to."""
    below = {reading.tokens[c].dep for c in reading.children[verb.i]}
    if below & {"nsubjpass", "auxpass"}:
        return True
    joined = verb.dep == "conj" and verb.tag in ("VBN", "VBD") and not below & {"nsubj", "dobj", "aux"}
    return joined and _passive(reading, reading.tokens[verb.head])

"""Why a plan was given up: one report has the reason from somebody who is named, the other only "reportedly"."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.differences import scope
from parallax.differences.found import Found, found_between
from parallax.differences.likeness import concept
from parallax.differences.plans import Plan, plans
from parallax.differences.reading import Reading
from parallax.differences.sources import form
from parallax.labels.synonyms import same_noun
from parallax.language.parse import Token
from parallax.values import Attribution

_SURE = 0.5
_BECAUSE = frozenset({"because", "since", "due", "over", "amid"})
_NAMED = frozenset({"person", "organisation", "institution", "pronoun"})
_FEW, _NEAR = 12, 10


@dataclass(frozen=True, slots=True)
class _Reason:
    """The reason for what became of a plan: its nouns, the tokens that show where it comes from, first and last
    (excluded), and what it comes from: the word for hearsay as the text has it, or the name of the source."""

    plan: Plan
    nouns: frozenset[str]
    first: int
    last: int
    hearsay: bool
    source: str


def reasons_between(x: Reading, y: Reading) -> list[Found]:
    """Reasons of one plan that share a noun, where one report gives a named source for it and the other none."""
    found = []
    for one, other in ((x, y), (y, x)):
        mine = one.once(_reasons)
        unsaid = [r for r in mine if r.hearsay and not any(not s.hearsay and _one_reason(r, s) for s in mine)]
        pairs = ((r, s) for r in unsaid for s in other.once(_reasons) if not s.hearsay and _one_reason(r, s))
        first = next(pairs, None)
        if first is not None:
            found.append(_difference(one, other, *first))
    return found


def _one_reason(r: _Reason, s: _Reason) -> bool:
    same_plan = r.plan.theme == s.plan.theme and r.plan.parties & s.plan.parties
    return bool(same_plan and (r.nouns & s.nouns) - {r.plan.theme})


def _difference(one: Reading, other: Reading, r: _Reason, s: _Reason) -> Found:
    told = f"{one.name} gives the reason as hearsay ({r.source})"
    return found_between(
        "unnamed-source",
        one,
        other,
        (r.first, r.last),
        (s.first, s.last),
        f"Of the {r.plan.theme}, {told}, {other.name} as {s.source}.",
        _SURE,
    )


def _reasons(reading: Reading) -> tuple[_Reason, ...]:
    """The reasons that a report gives for what became of plans, from hearsay or from a source that it names."""
    found = []
    for plan in reading.once(plans):
        verb = plan.told.verb
        for c in reading.children[verb.i]:
            if c > verb.i and _gives_reason(reading, reading.tokens[c]):
                reason = _reason(reading, plan, reading.subtree(c))
                if reason is not None:
                    found.append(reason)
    return tuple(found[:_FEW])


def _gives_reason(reading: Reading, head: Token) -> bool:
    """Whether what hangs from a verb is a reason: "due to …", "because …"."""
    words = [head, *(reading.tokens[c] for c in reading.children[head.i] if reading.tokens[c].dep == "mark")]
    return head.dep in ("prep", "advcl") and any(t.text.casefold() in _BECAUSE for t in words)


def _reason(reading: Reading, plan: Plan, inside: list[int]) -> _Reason | None:
    words = [reading.tokens[k] for k in inside]
    nouns = frozenset(same_noun(concept(t.lemma)) for t in words if t.pos == "NOUN")
    start = min(inside)
    opening = [reading.tokens[start - 1], *words[:2]]
    hearsay = [t.i for t in opening if "hearsay" in scope.force([t])]
    if hearsay:
        k = min(hearsay)
        return _Reason(plan, nouns, k, max(inside) + 1, True, reading.words(k, k + 1))
    verb = plan.told.verb
    said = next((a for a in reading.once(_sourced) if _holds(a, verb) and _holds(a, words[0])), None)
    if said is None or plan.told.force.hedges:
        return None
    told = reading.covered((*said.source, *said.cue))
    near = [k for k in told if reading.tokens[k].sentence == verb.sentence and verb.i - _NEAR <= k]
    return _Reason(plan, nouns, min([verb.i, *near]), verb.i + 1, False, _named(reading, said))


def _named(reading: Reading, said: Attribution) -> str:
    """Whose words something is, as the text calls the source: "Ada Lind's own"."""
    words = " ".join(reading.article.text[s:e] for s, e in said.source)
    return f"{' '.join(words.split())}'s own"


def _sourced(reading: Reading) -> tuple[Attribution, ...]:
    """What a report gives as the words of somebody who is named."""
    told = (said for _, said in reading.attributions if said.speaker is not None)
    return tuple(a for a in told if form(reading, reading.covered(a.source)) in _NAMED)


def _holds(said: Attribution, word: Token) -> bool:
    return any(s <= word.start < e for s, e in said.content)

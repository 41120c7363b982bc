"""What a report asserts: each predicate with its subject, what it acts on, and how firmly it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parallax.attribution.lexicon import SPEECH
from parallax.differences import scope
from parallax.differences.likeness import LIGHT, concept, object_heads, objects, stem, subject
from parallax.differences.parties import party
from parallax.differences.reading import Reading
from parallax.language.parse import Token

_STILL = frozenset("be have do go get make take come say tell see want need know think believe".split())
_OPEN_CLAUSE = frozenset({"if", "whether", "unless", "although"})
_ANY_TIME = frozenset({"if", "whether", "when", "whenever", "unless"})
_SCHEDULED = frozenset("schedule slate poise set due bind".split())
_RAISING = _SCHEDULED | frozenset(
    "expect seem appear believe think likely unlikely fail refuse decline say report allege suspect".split()
)
_INTENDING = frozenset("plan intend hope agree promise vow pledge aim prepare threaten".split())
_WEIGHING = frozenset({"consider", "weigh", "mull", "contemplate"})
_DEEMING = frozenset("consider deem regard believe".split())
_UNSAID = frozenset(
    "deny denial doubt reject refute dispute hope fear wish want demand ask urge wonder propose recommend require worry"
    " concern possibility chance risk threat demand call prospect idea pretend imagine predict prediction warn warning"
    " suggestion".split()
)
"""What says of a clause that it may be untrue, or is not yet true."""
_TOLD = frozenset({"say", "report", "claim"})
_CLAIMS = frozenset(
    "claim allege allegation accusation rumour rumor speculation speculate believe think suspect suppose presume guess"
    " belief suspicion bet betting assertion contention account".split()
)
"""What makes of a clause somebody's own view of it."""
_NAMELESS_REPORTS = frozenset({"report", "rumour", "rumor", "speculation"})
_BELOW = frozenset({"aux", "auxpass", "neg", "advmod", "det"})
_NOT_QUITE = frozenset({"almost", "nearly", "barely", "hardly", "scarcely"})
_NOBODY = frozenset({"no", "nobody", "none", "nothing", "neither"})
_HIGH, _NEAR = 4, 5
_INDEFINITE = frozenset({"a", "an", "any", "some", "every", "each"})


class Force(NamedTuple):
    """How firmly something is told: whether it is denied, by what kinds of hedges it is left open, and whether it is
    told as coming ("will")."""

    denied: bool
    hedges: frozenset[str]
    coming: bool

    @classmethod
    def of(cls, words: Sequence[Token], more: frozenset[str] = frozenset()) -> Force:
        """The force that the words that bear on a predicate lend it, and further hedges."""
        kinds = scope.force(words)
        return cls(len(scope.negations(words)) % 2 == 1, scope.hedged(kinds) | more, "coming" in kinds)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of a report.

    verb        its verb; `last` the last of the tokens that make it up ("is a target")
    concept     of the verb, or "be" and of what it says its subject is
    subject     the token that heads its subject, or -1; `party` the label of whom that names, or ""
    objects     the concepts of what it acts on; `parties` the labels of whom it acts on or with
    scope       the words that bear on it; `force` what they make of it
    undergoer   the token that heads what it is done to, or what it happens to, or -1
    passive     whether it is told in the passive; `active` whether it is told as done by its subject to something
    attributed  whether the report gives it as somebody's words
    """

    verb: Token
    last: int
    concept: str
    subject: int
    party: str
    objects: frozenset[str]
    parties: frozenset[str]
    scope: Sequence[Token]
    force: Force
    undergoer: int
    passive: bool
    active: bool
    attributed: bool

    @property
    def sentence(self) -> int:
        """The number of the sentence that it stands in."""
        return self.verb.sentence

    @property
    def nominal(self) -> bool:
        """Whether it says what its subject is."""
        return self.concept.startswith("be ")

    @property
    def intended(self) -> bool:
        """Whether it is what somebody means to do."""
        return "intended" in self.force.hedges

    def things(self) -> frozenset[str]:
        """What it acts on, to find it again by: the concepts, cut to what words of one root share, and the labels."""
        return frozenset(map(stem, self.objects)) | self.parties


def predicates(reading: Reading) -> list[list[Predicate]]:
    """For each sentence what it asserts outside of quotations, questions and conditions."""
    found: list[list[Predicate]] = []
    for sentence in range(len(reading.parse.sentences)):
        told = []
        for t in reading.parse.words(sentence):
            if t.pos in ("VERB", "AUX") and not reading.quoted[t.i]:
                predicate = _nominal(reading, t) or _intended(reading, t) or _verbal(reading, t)
                if predicate is not None and not _unsaid(reading, predicate):
                    told.append(predicate)
        found.append(told)
    return found


def asserted(reading: Reading, verb: Token) -> Predicate | None:
    """The predicate of any verb that stands outside of quotations, where it asserts something, if need be with the
    helper of the verb that it is joined to; else None."""
    if reading.quoted[verb.i] or not (_finite(reading, verb) or _helped(reading, verb)):
        return None
    told = _predicate(reading, verb, bearing(reading, verb))
    return None if _unsaid(reading, told) else told


def _helped(reading: Reading, verb: Token) -> bool:
    """Whether a participle is joined to one whose helper it shares, where nothing denies that or leaves it open: "was
    put off and scrapped"."""
    above = reading.tokens[verb.head]
    if verb.dep != "conj" or verb.tag != "VBN" or above.tag != "VBN" or not _finite(reading, above):
        return False
    words = bearing(reading, above)
    return not scope.negations(words) and not scope.hedged(scope.force(words))


def _verbal(reading: Reading, verb: Token) -> Predicate | None:
    """A verb with content, where it asserts something."""
    if verb.pos != "VERB" or verb.lemma in _STILL or verb.lemma in SPEECH or not _finite(reading, verb):
        return None
    return _predicate(reading, verb, bearing(reading, verb))


def _intended(reading: Reading, verb: Token) -> Predicate | None:
    """A verb that somebody plans or agrees to do, or thinks of doing: "agreed to cooperate", "considers leaving"."""
    above = reading.tokens[verb.head]
    weighed = verb.dep == "xcomp" and verb.tag == "VBG" and above.lemma in _WEIGHING
    meant = verb.dep == "xcomp" and verb.tag == "VB" and above.lemma in _INTENDING
    if not (weighed or meant) or verb.lemma in _STILL:
        return None
    own = (c for c in reading.children[verb.i] if reading.tokens[c].dep in _BELOW)
    words = sorted({above, *bearing(reading, above), *(reading.tokens[c] for c in own)})
    return _predicate(reading, verb, words, "weighed" if weighed else "intended")


def _nominal(reading: Reading, verb: Token) -> Predicate | None:
    """What somebody is, or is held to be: "is a suspect", "is not considered a suspect"."""
    held = verb.lemma in _DEEMING
    if not held and verb.lemma != "be":
        return None
    complements = ("oprd", "pobj") if held else ("attr",)
    below = [*reading.children[verb.i]]
    if held:
        if not any(reading.tokens[c].dep in ("nsubjpass", "auxpass") for c in below):
            return None
        below += [p for c in below if reading.tokens[c].text.casefold() in ("as", "be") for p in reading.children[c]]
    noun = next((c for c in below if reading.tokens[c].dep in complements and reading.tokens[c].pos == "NOUN"), -1)
    if noun < 0 or not (held or _finite(reading, verb)) or reading.tokens[noun].lemma in LIGHT:
        return None
    beside = {*reading.children[noun], *reading.children[verb.i]}
    hedges = [t for c in sorted(beside) if scope.force([t := reading.tokens[c]])]
    words = [*bearing(reading, verb), *_denying(reading, noun), *hedges]
    return _predicate(reading, verb, words, "believed" if held else "", noun)


def _predicate(reading: Reading, verb: Token, words: Sequence[Token], hedge: str = "", noun: int = -1) -> Predicate:
    """The predicate of a verb, or of what it says that its subject is; `hedge` is one more than its words tell."""
    who = subject(reading, verb.i)
    below = [reading.tokens[c] for c in reading.children[verb.i]]
    done_to = next((t.i for t in below if t.dep == "dobj"), -1)
    passive = any(t.dep in ("nsubjpass", "auxpass") for t in below)
    particles = [t for t in below if t.dep == "prt" and verb.i < t.i <= verb.i + _NEAR]
    nobody = [t for k in (who, done_to) for t in _denying(reading, k)]
    if noun >= 0:
        named, acted_on = frozenset[str](), frozenset({concept(reading.tokens[noun].lemma)})
    else:
        named = frozenset(party(reading, k) for k in object_heads(reading, verb.i)) - {""}
        acted_on = objects(reading, verb.i)
    words = sorted({*words, *nobody})
    force = Force.of(words, frozenset({hedge} - {""}) | _by_clause(reading, verb))
    if verb.tag in ("VBZ", "VBP") and not any(t.pos == "AUX" for t in words):
        force = force._replace(coming=True)  # "she returns on Monday"
    return Predicate(
        verb=verb,
        last=max([noun, verb.i, *(t.i for t in particles)]),
        concept=f"be {min(acted_on)}" if noun >= 0 else " ".join([concept(verb.lemma), *(t.text for t in particles)]),
        subject=who,
        party=party(reading, who),
        objects=acted_on,
        parties=named,
        scope=words,
        force=force,
        undergoer=-1 if noun >= 0 else who if passive or done_to < 0 else done_to,
        passive=passive,
        active=done_to >= 0 and not passive,
        attributed=verb.i in reading.once(_attributed),
    )


def _attributed(reading: Reading) -> frozenset[int]:
    """The tokens of what a report gives as the words of a source, and of the sentences that say "according to"."""
    told = (span for _, said in reading.attributions if said.source for span in said.content)
    after = (reading.parse.sentences[t.sentence] for t in reading.tokens if t.text.casefold() == "according")
    spans = {*told, *((s.start, s.end) for s in after)}
    return frozenset(k for start, end in spans for k in reading.within(start, end))


def _denying(reading: Reading, noun: int) -> list[Token]:
    """The words for nobody and nothing: "no gun", "nobody"."""
    if noun < 0:
        return []
    words = [reading.tokens[noun], *(reading.tokens[c] for c in reading.children[noun])]
    return [t for t in words if t.text.casefold() in _NOBODY and reading.article.text[t.end : t.end + 1] != "."]


def _unsaid(reading: Reading, told: Predicate) -> bool:
    """Whether a predicate is none of the report's own: it stands in a condition, a question, or in what is denied,
    feared or aimed at; it never came true ("would have met"); or it tells what can be, or what such things could do."""
    verb = told.verb
    below = [reading.tokens[c] for c in reading.children[verb.i]]
    if any(t.text.casefold() in _OPEN_CLAUSE for t in below) or _inverted(reading, told) or _aimed_at(reading, verb):
        return True
    words = {t.text.casefold() for t in told.scope}
    if _conditional(reading, verb) or words & _NOT_QUITE or ("have" in words and words & {"would", "could", "should"}):
        return True
    above = reading.tokens[verb.head]
    if verb.dep in ("ccomp", "acl") and above.lemma.casefold() in _UNSAID and not told.intended:
        return True
    if verb.dep == "xcomp" and above.lemma == "expect" and _expects(reading, above):
        return True
    if verb.dep == "ccomp" and any(reading.tokens[c].text.casefold() in _ANY_TIME for c in reading.children[above.i]):
        return True
    if _of_manner(reading, told):
        return True
    return told.force.hedges == {"able"} and ("could" not in words or _generic(reading, told))


def _expects(reading: Reading, above: Token) -> bool:
    """Whether somebody expects something of themselves: "she had expected to win"."""
    return not any(reading.tokens[c].dep == "auxpass" for c in reading.children[above.i])


def _of_manner(reading: Reading, told: Predicate) -> bool:
    """Whether a hedge bears on an adverb, not on the verb: "probably died instantly"."""
    before = any(t.i < told.verb.i and t.pos == "ADV" and scope.hedged(scope.force([t])) for t in told.scope)
    after = (reading.tokens[c] for c in reading.children[told.verb.i] if c > told.verb.i)
    return before and any(t.dep == "advmod" and t.text.casefold().endswith("ly") for t in after)


def _generic(reading: Reading, told: Predicate) -> bool:
    """Whether the subject is any such thing, none that is known: "a quake can cause"."""
    if told.party or told.subject < 0:
        return False
    head = reading.tokens[told.subject]
    return any_such(reading, head.i) and head.pos != "PROPN" and head.text.casefold() not in ("he", "she", "they", "it")


def _inverted(reading: Reading, told: Predicate) -> bool:
    """Whether a helper before the subject makes a clause a condition ("should he visit") or a question."""
    helpers = (c for c in reading.children[told.verb.i] if reading.tokens[c].dep in ("aux", "auxpass"))
    return told.subject >= 0 and any(c < told.subject < told.verb.i for c in helpers)


def _finite(reading: Reading, verb: Token) -> bool:
    """Whether a verb asserts something of its own: an infinitive or participle does where a helper or a raising verb
    lends it force, else it leaves open whether it happens."""
    if verb.tag in ("VBD", "VBZ", "VBP"):
        return True
    helpers = [reading.tokens[c] for c in reading.children[verb.i] if reading.tokens[c].dep in ("aux", "auxpass")]
    if any(h.text.casefold() != "to" for h in helpers):
        return True
    above = reading.tokens[verb.head]
    if verb.dep == "conj" and verb.tag == "VBG" != above.tag:
        return False
    if verb.dep == "xcomp" and above.lemma in _SCHEDULED and above.tag in ("VBN", "VBD"):
        return any(reading.tokens[c].dep == "auxpass" for c in reading.children[above.i])
    return any(w.lemma in _RAISING for w in bearing(reading, verb))


def _aimed_at(reading: Reading, verb: Token) -> bool:
    """Whether a verb is what an infinitive aims at: "to ensure that they meet" does not say that they do."""
    above = reading.tokens[verb.head]
    return (
        verb.dep == "ccomp"
        and above.tag == "VB"
        and any(reading.tokens[c].tag == "TO" for c in reading.children[above.i])
    )


def bearing(reading: Reading, verb: Token) -> list[Token]:
    """The words that bear on a verb: its helpers and adverbs, and those of a raising verb or adjective above it."""
    words = {c for c in reading.children[verb.i] if reading.tokens[c].dep in _BELOW}
    at = verb
    for _ in range(3):
        head = reading.tokens[at.head]
        if at.dep == "conj" and head.pos in ("VERB", "AUX"):
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


def _by_clause(reading: Reading, verb: Token) -> frozenset[str]:
    """The hedges from the clause above: nobody who is named answers for it ("reports suggest they will meet"), somebody
    claims or believes it ("the allegation that they met"), or it is to come ("scheduled to meet")."""
    above = reading.tokens[verb.head]
    lemma = above.lemma.casefold()
    if verb.dep == "xcomp" and lemma in _SCHEDULED:
        return frozenset({"expected"})
    if verb.dep == "xcomp" and above.tag == "VBN" and lemma in _TOLD:
        return frozenset({"hearsay"})
    if _in_hearsay(reading, verb):
        return frozenset({"claimed"})
    if verb.dep not in ("ccomp", "acl", "relcl"):
        return frozenset()
    told = subject(reading, above.i)
    nameless = told >= 0 and reading.tokens[told].lemma.casefold() in _NAMELESS_REPORTS and any_such(reading, told)
    if nameless and verb.dep == "ccomp":
        return frozenset({"hearsay"})
    return frozenset({"claimed"}) if lemma in _CLAIMS else frozenset()


def _in_hearsay(reading: Reading, verb: Token) -> bool:
    """Whether a clause above is told as hearsay: "he reportedly fought on and was paid less"."""
    at = reading.tokens[verb.head]
    for _ in range(_HIGH):
        below = [reading.tokens[c] for c in reading.children[at.i] if reading.tokens[c].dep == "advmod"]
        if at.i != verb.i and "hearsay" in scope.force(below):
            return True
        at = reading.tokens[at.head]
    return False


def any_such(reading: Reading, noun: int) -> bool:
    """Whether a noun has no article or other word that would make it a known one: "reports", "the report"."""
    below = (reading.tokens[c] for c in reading.children[noun])
    return not any(t.dep in ("det", "poss") and t.text.casefold() not in _INDEFINITE for t in below)


def _conditional(reading: Reading, verb: Token) -> bool:
    """Whether what is told hangs on an "if" of its own."""
    clauses = (c for c in reading.children[verb.i] if reading.tokens[c].dep == "advcl")
    marks = (m for c in clauses for m in reading.children[c] if reading.tokens[m].text.casefold() in ("if", "unless"))
    return any(m == 0 or reading.tokens[m - 1].text.casefold() not in ("as", "even") for m in marks)

"""Counts that a story has one of, wherever two reports tell them: how many marched, signed, joined, were charged, hurt
or rescued, how many tests somebody made. Classes of news, written by hand; a count is compared with one of its class
whose sentence has more words in common, and a reading that agrees anywhere in the other report settles it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from parallax.differences.about import ANYBODY, FATES, fate_of, long_past, number_token, places
from parallax.differences.found import Found
from parallax.differences.frames import one_frame, part_of_more
from parallax.differences.likeness import concept, subject
from parallax.differences.quantities import number_between, relation_of, what
from parallax.differences.reading import Reading
from parallax.language.dates import days
from parallax.language.numbers import Quantity

_PEOPLE = frozenset(
    "person people protester demonstrator marcher worker supporter resident member activist fan mourner worshipper"
    " student pupil teacher farmer citizen woman man parent signatory name user employee villager opponent".split()
)
_EVERYBODY = frozenset({"villager", "local", "inhabitant", "citizen", "islander"})
_GATHER = frozenset("march rally protest demonstrate gather assemble flock throng parade".split())
_DRAW = frozenset({"draw", "attract"})
_CROWDS = frozenset({"protester", "demonstrator", "marcher"})
_JOINED = frozenset({"supporter", "attendee", "follower", "backer", "subscriber"})
_SIGNED = frozenset({"signature", "signatory"})
_APPEALS = frozenset({"petition", "letter", "appeal", "pledge", "declaration", "statement"})
_CHARGE = frozenset({"charge", "indict"})
_CHARGES = frozenset({"charge", "indictment"})
_TESTED = frozenset({"test", "launch"})
_TAKE, _STREETS = "take", "street"
_CROWD_AT_LEAST = 50
_COMMON_WORDS = 2
_EVERYWHERE = frozenset(
    "people person day week month year time police official authority city town country number group part way thing"
    " government hundred thousand million dozen percent tens monday tuesday wednesday thursday friday saturday sunday"
    " today yesterday morning afternoon evening night".split()
)
"""Nouns that say nothing of which event a sentence tells."""
_CALLED = {
    "signed": "those who signed", "joined": "those who joined", "charged": "those charged", "crowd": "the crowd",
    "tested": "the tests", "dead": "the dead", "injured": "the injured", "missing": "the missing",
    "evacuated": "the evacuated", "arrested": "the arrested", "rescued": "the rescued",
    "hospital": "those taken to hospital",
}  # fmt: skip
"""What those are called whom a class counts, after "of"."""
_STEM = 5
_FIRST = 60
"""Of how many counts of a class in a report the one is sought that the other report has too."""
_SURE, _UNSURE = 0.62, 0.45


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the class that it falls into; `words` are the concepts of the nouns around it by which it is told
    from another of its class."""

    about: str
    quantity: Quantity
    sentence: int
    words: frozenset[str]


def counts_between(x: Reading, y: Reading) -> list[Found]:
    """For each class the two counts of two reports that have most words in common, where they differ."""
    found = []
    told_x, told_y = x.once(_counts_by_class), y.once(_counts_by_class)
    for about in sorted(told_x.keys() & told_y.keys()):
        near = _with_common_words(about, told_x[about][:_FIRST], told_y[about][:_FIRST])
        alike = [(f, g) for f, g in near if _one_count(x, y, f, g)]
        if not alike:
            continue
        f, g = max(alike, key=lambda p: (len(p[0].words & p[1].words), -p[0].quantity.first, -p[1].quantity.first))
        relation = relation_of(f.quantity, g.quantity, x, y)
        if relation is None or _agrees(x, y, f, told_y[about], g) or _agrees(y, x, g, told_x[about], f):
            continue
        if relation == "contradicts" and not _surely_one(x, y, f, g):
            relation = "unclear"
        sure = _UNSURE if relation == "unclear" else _SURE
        q, r = f.quantity, g.quantity
        found.append(number_between(x, q, y, r, relation, sure, counted_as(x, q, y, r)))
    return found


def _with_common_words(about: str, own: list[Count], others: list[Count]) -> Iterator[tuple[Count, Count]]:
    """The pairs of counts whose sentences have enough words in common, found by these words."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, count in enumerate(others):
        for word in count.words:
            by_word[word].append(n)
    for count in own:
        common = Counter(n for word in count.words for n in by_word.get(word, ()))
        yield from ((count, others[n]) for n in sorted(common) if common[n] >= _needed(about))


def _needed(about: str) -> int:
    return 1 if about in ("charged", "tested") else _COMMON_WORDS


def _agrees(x: Reading, y: Reading, count: Count, others: list[Count], but: Count) -> bool:
    """Whether `y` says elsewhere the number that `x` says, or one of the same event that may be it."""
    q = count.quantity
    return any(
        o is not but
        and o.quantity.low <= q.high
        and q.low <= o.quantity.high
        and (relation_of(q, o.quantity, x, y) is None or _one_count(x, y, count, o))
        for o in others
    )


def counted_as(x: Reading, q: Quantity, y: Reading, r: Quantity) -> str:
    """The words for those whom two numbers count ("the injured"), an empty string where they are of no one class or
    the words for each number say it."""
    about = _class(x, q)
    if q.unit or r.unit or q.ordinal or r.ordinal or about != _class(y, r) or about not in _CALLED:
        return ""
    telling = _CALLED[about].split()[-1][:_STEM]
    return "" if all(telling in words.casefold() for words in (what(x, q), what(y, r))) else _CALLED[about]


def _counts_by_class(reading: Reading) -> dict[str, list[Count]]:
    """The counts of a report, class by class, in text order. What somebody is quoted with is left out."""
    found: dict[str, list[Count]] = defaultdict(list)
    for s in range(len(reading.parse.sentences)):
        for q in reading.quantities(s):
            about = (
                "" if q.unit or q.ordinal or reading.quoted[q.first] or part_of_more(reading, q) else _class(reading, q)
            )
            if about:
                words = _kinds(reading, q) if about == "charged" else _nouns(reading, s, q)
                found[about].append(Count(about, q, s, words))
    return found


def _class(reading: Reading, q: Quantity) -> str:
    """The class of a count: "signed", "joined", "charged", "crowd", "tested", what became of people, or an empty
    string."""
    tokens = reading.tokens
    head = _head(reading, q)
    token = tokens[head]
    people = q.noun < 0 or q.counted in _PEOPLE or token.tag == "NNPS"
    if q.counted in _SIGNED:
        return "signed"
    if q.counted in _TESTED and token.tag == "NNS":
        return "tested"
    verb, role = _governor(reading, _top(reading, head, q))
    lemma = tokens[verb].lemma.casefold() if verb >= 0 else ""
    if lemma == "sign" and people and role in ("nsubj", "agent") and _is_appeal(reading, verb):
        return "signed"
    if _charged(reading, head, verb, role):
        return "charged"
    if q.high >= _CROWD_AT_LEAST and not fate_of(reading, q) and _gathered(reading, head, verb, role, q, people):
        return "crowd"
    if q.counted in _JOINED:
        return "joined"
    return "" if long_past(reading, token.sentence) else fate_of(reading, q)


def _head(reading: Reading, q: Quantity) -> int:
    """The token of the noun that is counted, or, where there is none, of the number."""
    return q.noun if q.noun >= 0 else number_token(reading, q)


def _top(reading: Reading, head: int, q: Quantity) -> int:
    """The token by which a counted noun hangs from the rest: in "thousands of people" that of the number."""
    of = reading.tokens[head].head
    above = reading.tokens[of].head
    return above if reading.tokens[of].text == "of" and q.first <= above < q.last else head


def _governor(reading: Reading, head: int) -> tuple[int, str]:
    """The verb over a noun and what the noun is to it: "nsubj", "nsubjpass", "dobj", "agent", or its preposition."""
    token = reading.tokens[head]
    above = reading.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "dobj"):
        return above.i, token.dep
    if token.dep == "pobj":
        return above.head, "agent" if above.text.casefold() == "by" else above.text.casefold()
    return -1, ""


def _is_appeal(reading: Reading, verb: int) -> bool:
    """Whether what is signed is what many sign, not a contract."""
    tokens = reading.tokens
    signed = [c for c in reading.children[verb] if tokens[c].dep in ("dobj", "nsubjpass")]
    if tokens[verb].dep in ("acl", "relcl"):
        signed.append(tokens[verb].head)
    return any(tokens[k].lemma.casefold() in _APPEALS for k in signed)


def _charged(reading: Reading, head: int, verb: int, role: str) -> bool:
    """ "four aides were charged", "charges for four aides", "several aides indicted by"."""
    tokens = reading.tokens
    if tokens[head].pos not in ("NOUN", "PROPN"):
        return False
    if verb >= 0 and tokens[verb].lemma.casefold() in _CHARGE and tokens[verb].pos == "VERB":
        return role in ("nsubjpass", "dobj")
    if verb >= 0 and tokens[verb].lemma.casefold() in _CHARGES and role in ("for", "against"):
        return True
    below = (tokens[c] for c in reading.children[head])
    return any(t.dep in ("acl", "relcl") and t.lemma.casefold() in _CHARGE and t.tag == "VBN" for t in below)


def _gathered(reading: Reading, head: int, verb: int, role: str, q: Quantity, people: bool) -> bool:
    """ "50,000 people marched", "took to the streets", "a crowd of 500", "drew 2,000 people"."""
    tokens = reading.tokens
    if q.counted in _CROWDS:
        return True
    if not people:
        return False
    lemma = tokens[verb].lemma.casefold() if verb >= 0 else ""
    if role == "of":
        return lemma == "crowd"
    if role == "dobj":
        return lemma in _DRAW
    if role == "nsubj" and (lemma in _GATHER or (lemma == _TAKE and _to_the_streets(reading, verb))):
        return True
    below = (tokens[c] for c in reading.children[head])
    return any(t.dep in ("relcl", "acl") and t.lemma.casefold() in _GATHER for t in below)


def _to_the_streets(reading: Reading, verb: int) -> bool:
    prepositions = (c for c in reading.children[verb] if reading.tokens[c].dep == "prep")
    return any(reading.tokens[p].lemma.casefold() == _STREETS for c in prepositions for p in reading.children[c])


def _nouns(reading: Reading, sentence: int, q: Quantity) -> frozenset[str]:
    """Concepts of the nouns of a sentence, what is counted left out."""
    return frozenset(
        concept(t.lemma)
        for t in reading.parse.words(sentence)
        if t.pos in ("NOUN", "PROPN") and t.i != q.noun and not q.first <= t.i < q.last and t.text[:1].isalpha()
        and t.lemma.casefold() not in _EVERYWHERE
    )  # fmt: skip


def _kinds(reading: Reading, q: Quantity) -> frozenset[str]:
    """Concepts of the words that tell of which kind those are who are counted."""
    near = [
        c for c in reading.children[_head(reading, q)] if reading.tokens[c].dep in ("compound", "amod", "nmod", "poss")
    ]
    near += [d for c in near for d in reading.children[c] if reading.tokens[d].dep in ("compound", "amod")]
    return frozenset(
        concept(reading.tokens[k].lemma)
        for k in near
        if not q.first <= k < q.last and reading.tokens[k].pos in ("NOUN", "PROPN")
    )


def _one_count(x: Reading, y: Reading, f: Count, g: Count) -> bool:
    """Whether two counts of one class may be of the same event."""
    here, there = places(x, f.sentence), places(y, g.sentence)
    if (here and there and not here & there) or not one_frame(x, y, f.quantity, g.quantity):
        return False
    if len(f.words & g.words) < _needed(f.about):
        return False
    if f.about in FATES and _kind_of_people(f) != _kind_of_people(g):
        return False
    if f.about == "tested":
        doers = _doer(x, f.quantity), _doer(y, g.quantity)
        if f.quantity.counted != g.quantity.counted or not doers[0] or doers[0] != doers[1]:
            return False
    return not _other_days(x, y, f.sentence, g.sentence)


def _kind_of_people(count: Count) -> str:
    """The noun for those who are counted, empty where it takes in everybody: three fishermen may be of four people."""
    counted = count.quantity.counted
    return "" if counted in ANYBODY or counted in _EVERYBODY else counted


def _doer(reading: Reading, q: Quantity) -> str:
    doer = subject(reading, q.predicate) if q.predicate >= 0 else -1
    return reading.tokens[doer].lemma.casefold() if doer >= 0 and reading.tokens[doer].pos == "PROPN" else ""


def _other_days(x: Reading, y: Reading, i: int, j: int) -> bool:
    """Whether each of two sentences names days and none that both could mean."""
    first = [d for d in (days(w, x.article.published) for w in x.moments(i)) if d]
    second = [d for d in (days(w, y.article.published) for w in y.moments(j)) if d]
    return bool(first and second) and not any(a[0] <= b[1] and b[0] <= a[1] for a in first for b in second)


def _surely_one(x: Reading, y: Reading, f: Count, g: Count) -> bool:
    """Whether nothing leaves open that two counts are of one event: a place that only one names, another period."""
    if f.about == "crowd" and bool(places(x, f.sentence)) != bool(places(y, g.sentence)):
        return False
    if f.about == "tested":
        return _periods(x, f.sentence) == _periods(y, g.sentence)
    return True


def _periods(reading: Reading, sentence: int) -> frozenset[tuple[int | None, int | None, int | None]]:
    return frozenset((w.year, w.month, w.offset) for w in reading.moments(sentence))

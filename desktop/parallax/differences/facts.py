"""Numbers, dates and names on which two outlets' linked sentences disagree. Like is compared with like: the same
counted thing and unit, in a sentence part that shares more words than these."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from parallax.attribution.lexicon import SPEECH
from parallax.attribution.spelling import folded_name
from parallax.differences import events
from parallax.differences.about import ANYBODY, fate_of
from parallax.differences.counts import counted_as
from parallax.differences.dated import dates_between
from parallax.differences.found import Found, found_between
from parallax.differences.frames import one_frame, part_of_more, who_does
from parallax.differences.likeness import concept, shared
from parallax.differences.quantities import comparable, number_between, one_size, relation_of, size
from parallax.differences.reading import Reading
from parallax.language.numbers import Quantity
from parallax.values import FactRelation, Link

_LEAST_SURE = 0.6
_EVIDENCE_ALONE = 2
_ALIKE, _LEAST_ALIKE, _SHARE_ALIKE = 3, 5, 0.7
"""What sentences that are told alike bear in evidence; the words, and their share, that make them so."""
_SPANS = frozenset("day week month year decade".split())
_EVIDENCE_OF_A_ROW, _ROW_AGAINST_COUNT = 2, 0.45
_SURELY_LINKED = 0.85
_STILL = frozenset({"be", "have", "do"})
_ANY_ONE = frozenset({"one", "another", "someone", "somebody"})


def facts_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """The facts on which linked sentences of two reports differ, `x` and `y` in an order that does not depend on their
    numbers."""
    found = []
    for link in links:
        i, j = x.sides(link)
        found.extend(_numbers(x, y, i, j, link.confidence))
        found.extend(dates_between(x, y, i, j, link.confidence))
        found.extend(_spellings(x, y, i, j))
    return found


def _numbers(x: Reading, y: Reading, i: int, j: int, linked: float) -> list[Found]:
    """Numbers of the same thing with another value. A number that has an equal on the other side is settled."""
    first, second = x.quantities(i), y.quantities(j)
    pairs = _of_one_currency([(q, r) for q in first for r in second if _alike(x, y, q, r)])
    settled = {id(p) for q, r in pairs if relation_of(q, r, x, y) is None for p in (q, r)}
    found = []
    for q, r in pairs:
        if id(q) in settled or id(r) in settled:
            continue
        if sum(p is q for p, _ in pairs) > 1 or sum(p is r for _, p in pairs) > 1:
            continue
        if _said_elsewhere(y, q, j) or _said_elsewhere(x, r, i) or not one_frame(x, y, q, r):
            continue
        evidence = _ALIKE if _told_alike(x, i, y, j) else shared(x, y, (q.noun, q.predicate), (r.noun, r.predicate))
        relation = relation_of(q, r, x, y)
        assert relation is not None
        if not evidence and not (linked >= _SURELY_LINKED and _same_size(q, r)):
            continue
        if q.unit == "age" and _known_ages(x, q, y, r):
            continue
        if _one_of_several(x, q, y, r) and evidence <= _EVIDENCE_ALONE:
            continue
        if evidence < _EVIDENCE_ALONE and not _same_deed(x, y, q, r, relation):
            continue
        confidence = min(0.9, 0.42 + 0.14 * min(evidence, 3) + 0.15 * linked)
        if relation == "contradicts" and confidence < _LEAST_SURE:
            relation = "unclear"
        if q.ordinal != r.ordinal:
            if evidence < _EVIDENCE_OF_A_ROW or relation != "contradicts":
                continue
            relation, confidence = "unclear", _ROW_AGAINST_COUNT
        found.append(number_between(x, q, y, r, relation, confidence, _whom(x, q, y, r)))
    return found


def _told_alike(x: Reading, i: int, y: Reading, j: int) -> bool:
    """Whether two sentences are word for word the same but for numbers and a few words: then the numbers are of one
    thing, whatever the parse hangs them from."""
    one, other = x.once(_words_of_sentences)[i], y.once(_words_of_sentences)[j]
    return len(one & other) >= max(_LEAST_ALIKE, _SHARE_ALIKE * max(len(one), len(other)))


def _words_of_sentences(reading: Reading) -> list[frozenset[str]]:
    """The words of each sentence that carry content, numbers aside."""
    return [
        frozenset(
            t.lemma.casefold()
            for t in reading.parse.words(s)
            if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "ADV") and t.text[:1].isalpha()
        )
        for s in range(len(reading.parse.sentences))
    ]


def _whom(x: Reading, q: Quantity, y: Reading, r: Quantity) -> str:
    """What two numbers are numbers of, where the words for them do not say it: a class of people, whose age, or the
    verb that both belong to, as the text has it in marks; else an empty string."""
    if q.unit == "age":
        common = _near_names(y, r).keys()
        persons = {x.tokens[k].text for p in _people(x, x.tokens[q.first].sentence) for k in range(*p)}
        named = [n for folded, n in _near_names(x, q).items() if folded in common and n in persons]
        return f"the age of {' '.join(named)}" if named else ""
    whom = counted_as(x, q, y, r)
    untold = all(n.counted in ("", n.unit) or n.counted in ANYBODY for n in (q, r))
    return x.words(q.predicate, q.predicate + 1) if not whom and untold and _verb(x, q) == _verb(y, r) != "" else whom


def _one_of_several(x: Reading, q: Quantity, y: Reading, r: Quantity) -> bool:
    """Whether a number is told of somebody who is named, and the other of one of several who may be anybody: "one of
    the party"."""
    tokens = [reading.tokens[k] for reading, n in ((x, q), (y, r)) if (k := who_does(reading, n)) >= 0]
    return len(tokens) == 2 and any(
        a.text.casefold() in _ANY_ONE and b.pos == "PROPN" for a, b in (tokens, reversed(tokens))
    )


def _same_deed(x: Reading, y: Reading, q: Quantity, r: Quantity, relation: FactRelation) -> bool:
    """Whether no two verbs set two numbers apart that exclude each other and of which little else is alike; how long
    something took is told of many things."""
    if q.unit in _SPANS and r.unit in _SPANS:
        return False
    fate = fate_of(x, q)
    if relation != "contradicts" or q.unit == "age" or (fate and fate == fate_of(y, r)):
        return True
    first, second = _verb(x, q), _verb(y, r)
    return not first or not second or first == second


def _of_one_currency(pairs: list[tuple[Quantity, Quantity]]) -> list[tuple[Quantity, Quantity]]:
    """Pairs of numbers; one of two currencies only where the other text has neither amount in the currency of the
    first."""
    same = {id(n) for q, r in pairs if q.unit == r.unit for n in (q, r)}
    return [
        (q, r)
        for q, r in pairs
        if q.unit == r.unit or not (comparable(q.unit, r.unit) == 0.0 and {id(q), id(r)} & same)
    ]


def _same_size(q: Quantity, r: Quantity) -> bool:
    """Whether two numbers of one noun are so near that they must be one count, told more or less exactly."""
    if q.vague != r.vague:
        return q.low <= r.high and r.low <= q.high
    return q.exactness != r.exactness and abs(q.value - r.value) <= 0.1 * max(q.value, r.value)


def _alike(x: Reading, y: Reading, q: Quantity, r: Quantity) -> bool:
    """Whether two numbers count the same noun in units that can be compared."""
    if q.ordinal != r.ordinal:
        return _row_and_count(x, y, q, r) if q.ordinal else _row_and_count(y, x, r, q)
    if q.unit == "age":
        return r.unit == "age" and bool(_near_names(x, q).keys() & _near_names(y, r).keys())
    if comparable(q.unit, r.unit) is None or part_of_more(x, q) or part_of_more(y, r):
        return False
    if q.ordinal and not (_says_which(x, q) and _says_which(y, r)):
        return False
    fates = fate_of(x, q), fate_of(y, r)
    if all(fates) and fates[0] != fates[1]:
        return False
    if q.unit == r.unit and q.counted and r.counted:
        return concept(q.counted) == concept(r.counted) and not _different_kinds(x, y, q, r)
    if q.counted and r.counted:
        same_measure = q.counted == q.unit and r.counted == r.unit
        return same_measure or concept(q.counted) == concept(r.counted)
    if q.unit == r.unit and not q.unit and (q.counted or r.counted):
        return False
    if _role(x, q) != _role(y, r):
        return False
    return _verb(x, q) == _verb(y, r) != ""


def _known_ages(x: Reading, q: Quantity, y: Reading, r: Quantity) -> bool:
    """Whether two ages are those of one person of the story, which are compared wherever they stand."""
    first, second = (
        {a.label for a in reading.once(events.ages) if a.first < n.last and n.first < a.last}
        for reading, n in ((x, q), (y, r))
    )
    return bool(first & second)


def _says_which(reading: Reading, q: Quantity) -> bool:
    """Whether the sentence is there to tell which one it was: "it was their third summit"; else "the third summit" and
    "the fourth summit" are two."""
    return q.noun >= 0 and reading.tokens[q.noun].dep == "attr"


def _row_and_count(x: Reading, y: Reading, place: Quantity, count: Quantity) -> bool:
    """Whether one number is the place of a thing in a row of which the other counts all: "the third summit of the two",
    "the two have held six summits"."""
    if place.unit or count.unit or not place.counted or count.noun < 0 or count.value <= 1:
        return False
    return concept(place.counted) == concept(count.counted) and y.tokens[count.noun].tag in ("NNS", "NNPS")


def _role(reading: Reading, q: Quantity) -> str:
    """What a number without a noun is to its verb: done to, or doing; empty where it stands in another phrase."""
    if q.unit:
        return "measure"
    for k in range(q.first, q.last):
        t = reading.tokens[k]
        if t.head == q.predicate:
            return {"nsubjpass": "object", "dobj": "object", "nsubj": "subject"}.get(t.dep, "")
    return "" if q.counted else f"apart {q.first} {reading.number}"


def _different_kinds(x: Reading, y: Reading, q: Quantity, r: Quantity) -> bool:
    """Whether adjectives or what follows "of" set the counted things apart: "three wounded soldiers", "two British
    soldiers"; "two counts of murder", "a count of theft"."""
    first, second = _of_what(x, q), _of_what(y, r)
    if first and second and not first & second:
        return True
    kinds = []
    for reading, quantity in ((x, q), (y, r)):
        kinds.append(
            {
                concept(reading.tokens[c].lemma)
                for c in reading.children[quantity.noun]
                if reading.tokens[c].dep in ("amod", "compound", "poss") and reading.tokens[c].pos != "NUM"
                and not quantity.first <= c < quantity.last
            }
        )  # fmt: skip
    return bool(kinds[0] and kinds[1] and not kinds[0] & kinds[1])


def _of_what(reading: Reading, q: Quantity) -> set[str]:
    """Concepts of the nouns that follow what is counted with "of"."""
    of = (c for c in reading.children[q.noun] if reading.tokens[c].text == "of")
    nouns = {p for c in of for p in reading.children[c] if reading.tokens[p].dep == "pobj"}
    nouns |= {c for p in nouns for c in reading.children[p] if reading.tokens[c].dep == "conj"}
    return {concept(reading.tokens[p].lemma) for p in nouns}


def _verb(reading: Reading, q: Quantity) -> str:
    if q.predicate < 0:
        return ""
    lemma = reading.tokens[q.predicate].lemma
    return "" if lemma in _STILL or lemma in SPEECH else concept(lemma)


def _near_names(reading: Reading, q: Quantity) -> dict[str, str]:
    """Proper names a few words after or before an age, folded and as the text has them; those of places tell nobody
    apart."""
    return {
        folded_name(t.text): t.text
        for t in reading.tokens[max(0, q.first - 5) : q.last + 7]
        if t.pos == "PROPN" and t.sentence == reading.tokens[q.first].sentence and len(t.text) > 2
        and not (t.entity >= 0 and reading.parse.entities[t.entity].label in ("GPE", "LOC"))
    }  # fmt: skip


def _said_elsewhere(reading: Reading, q: Quantity, sentence: int) -> bool:
    """Whether the other text says this very number of this thing in another sentence, in any unit: then the two
    numbers of the linked sentences count different things."""
    told = reading.once(_sentences_of_numbers).get((q.value, q.unit, concept(q.counted)), ())
    if any(s != sentence for s in told):
        return True
    measured = size(q)
    if measured is None:
        return False
    kind, own = measured
    sizes = reading.once(_sizes)[kind]
    for value, s in sizes[bisect_left(sizes, (own * 0.9, -1)) :]:
        if value > own * 1.1:
            break
        if s != sentence and one_size(own, value):
            return True
    return False


def _sizes(reading: Reading) -> dict[int, list[tuple[float, int]]]:
    """The measures of a report by kind, from the smallest on, each with its sentence."""
    found: dict[int, set[tuple[float, int]]] = defaultdict(set)
    for s in range(len(reading.parse.sentences)):
        for q in reading.quantities(s):
            measured = size(q)
            if measured is not None:
                found[measured[0]].add((measured[1], s))
    return defaultdict(list, {kind: sorted(told) for kind, told in found.items()})


def _sentences_of_numbers(reading: Reading) -> dict[tuple[float, str, str], set[int]]:
    """The sentences that tell a number, by its value, its unit and the concept of what it counts."""
    found: dict[tuple[float, str, str], set[int]] = defaultdict(set)
    for s in range(len(reading.parse.sentences)):
        for q in reading.quantities(s):
            found[q.value, q.unit, concept(q.counted)].add(s)
    return found


def _spellings(x: Reading, y: Reading, i: int, j: int) -> list[Found]:
    """A person whose name the two reports spell differently: one part of it the same, the other nearly."""
    found = []
    for p in _people(x, i):
        for q in _people(y, j):
            a, b = x.tokens[p[0] : p[1]], y.tokens[q[0] : q[1]]
            if len(a) != len(b) or len(a) < 2:
                continue
            apart = [(s, t) for s, t in zip(a, b, strict=True) if folded_name(s.text) != folded_name(t.text)]
            if len(apart) != 1 or not _misspelt(apart[0][0].text, apart[0][1].text):
                continue
            if _two_people(x, y, p, q):
                continue
            found.append(
                found_between(
                    "name",
                    x,
                    y,
                    p,
                    q,
                    f"{x.name} spells the name {x.words(*p)}, {y.name} {y.words(*q)}.",
                    0.7,
                    "contradicts",
                )
            )
    return found


def _two_people(x: Reading, y: Reading, p: tuple[int, int], q: tuple[int, int]) -> bool:
    """Whether each of two names is called so by several articles: then they are two people, not two spellings."""
    a, b = x.once(_first_labels), y.once(_first_labels)
    first = min((a[k] for k in range(*p) if k in a), default=None)
    second = min((b[k] for k in range(*q) if k in b), default=None)
    if first is None or second is None:
        return False
    return x.mentions[first][0].id != y.mentions[second][0].id


def _first_labels(reading: Reading) -> dict[int, int]:
    """For each token that a label is mentioned by, the number of the first such mention."""
    found: dict[int, int] = {}
    for n, (label, start, end) in enumerate(reading.mentions):
        if label.kind in ("thing", "event"):
            continue
        for k in reading.touched(start, end):
            found.setdefault(k, n)
    return found


def _people(reading: Reading, sentence: int) -> list[tuple[int, int]]:
    return [(e.first, e.last) for e in reading.entities(sentence) if e.label == "PERSON"]


def _misspelt(a: str, b: str) -> bool:
    """Whether two words are one name in two spellings: a letter or two apart, and no short form of each other."""
    if min(len(a), len(b)) < 4 or a[:1] != b[:1] or not (a.isalpha() and b.isalpha()):
        return False
    shorter, longer = sorted((a.casefold(), b.casefold()), key=len)
    return not longer.startswith(shorter[:-1]) and bool(fuzz.ratio(a, b) >= 75)

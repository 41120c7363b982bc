"""Whether two words in linked sentences of two outlets stand in the same event: what surrounds them is shared."""

from __future__ import annotations

from parallax.differences.reading import Reading

LIGHT = frozenset(
    "be have do say tell make take get go come give put see can will may would could should must the a an of in on at"
    " to for by with from as this that it he she they who which one other more some such also new last first year day"
    " time people thing mr mrs ms".split()
)
_ALIKE = {
    word: group
    for group in (
        "kill die dead death dead fatality perish", "injure hurt wound injured wounded injury",
        "arrest detain custody", "quake earthquake temblor tremor", "missing disappear", "begin start",
        "buy acquire purchase", "fire dismiss sack oust", "shoot gun", "increase rise climb grow jump",
        "decrease fall drop decline plunge", "crash collision accident", "rescue save", "approve pass",
    )
    for word in group.split()
}  # fmt: skip
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "agent", "acomp", "oprd"})
_FAR = 3
_STEM = 7


def concept(lemma: str) -> str:
    """The lemma, or one name for lemmas that news uses for the same event ("hurt", "wounded")."""
    folded = lemma.casefold()
    return _ALIKE.get(folded, folded)


def around(reading: Reading, token: int, verb: int) -> frozenset[str]:
    """Concepts of the words that a token hangs with: its modifiers, its verb, and the verb's arguments. Light words
    are left out."""
    found = set()
    if token >= 0:
        found.update(_modifiers(reading, token))
    if verb >= 0:
        found.add(concept(reading.tokens[verb].lemma))
        for c in reading.children[verb]:
            t = reading.tokens[c]
            if t.dep in _ARGUMENTS and c != token:
                found.add(concept(t.lemma))
            elif t.dep == "prep":
                found.update(concept(reading.tokens[p].lemma) for p in reading.children[c] if p != token)
    if token >= 0:
        found.discard(concept(reading.tokens[token].lemma))
    return frozenset(w for w in found if w not in LIGHT and w[:1].isalpha())


def _modifiers(reading: Reading, token: int, far: int = _FAR) -> set[str]:
    found = set()
    for c in reading.children[token]:
        t = reading.tokens[c]
        if t.dep in ("amod", "compound", "acl", "nmod", "appos", "poss", "relcl"):
            found.add(concept(t.lemma))
        elif t.dep == "prep" and far:
            found.update(concept(reading.tokens[p].lemma) for p in reading.children[c])
    return found


def shared(x: Reading, y: Reading, a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many concepts surround both (token, verb) pairs."""
    return len(around(x, *a) & around(y, *b))


def object_heads(reading: Reading, verb: int) -> list[int]:
    """The tokens that head what a verb acts on or with."""
    heads = [c for c in reading.children[verb] if reading.tokens[c].dep in ("dobj", "attr", "oprd", "agent")]
    for c in reading.children[verb]:
        if reading.tokens[c].dep in ("prep", "agent"):
            heads.extend(p for p in reading.children[c] if reading.tokens[p].dep == "pobj")
    return heads


def objects(reading: Reading, verb: int) -> frozenset[str]:
    """Concepts of what a verb acts on or with, and of the names these are part of; light words are left out."""
    words = {
        h
        for head in object_heads(reading, verb)
        for h in (head, *reading.children[head])
        if h == head or reading.tokens[h].dep == "compound"
    }
    return frozenset(w for w in (concept(reading.tokens[k].lemma) for k in words) if w not in LIGHT and w[:1].isalpha())


def stem(word: str) -> str:
    """The beginning that a long word shares with others of its root ("investigators", "investigation"); a short word
    as it is."""
    return word[:_STEM] + "-" if len(word) > _STEM else word


def subject(reading: Reading, verb: int) -> int:
    """The token that heads the subject of a verb, its own or the one that it shares with the verb it is joined to or
    depends on ("is expected to meet"), or -1."""
    for _ in range(_FAR):
        own = next((c for c in reading.children[verb] if reading.tokens[c].dep in ("nsubj", "nsubjpass")), -1)
        if own >= 0:
            relative = reading.tokens[own].tag in ("WDT", "WP") and reading.tokens[verb].dep == "relcl"
            return _antecedent(reading, reading.tokens[verb].head, own) if relative else own
        token = reading.tokens[verb]
        if token.dep not in ("xcomp", "conj", "acomp") or token.head == verb:
            return -1
        verb = token.head
    return -1


def _antecedent(reading: Reading, above: int, relative: int) -> int:
    """What a "who" or "which" stands for: what its clause hangs from, or, where that is a verb, or a noun is set beside
    another before it ("Ada Lind, the mayor, who"), what stands before."""
    before = relative - 1
    while before > 0 and reading.tokens[before].pos == "PUNCT":
        before -= 1
    if before < 0 or reading.tokens[before].pos not in ("NOUN", "PROPN"):
        return above
    if reading.tokens[before].dep == "appos":
        return reading.tokens[before].head
    return above if reading.tokens[above].pos in ("NOUN", "PROPN", "PRON") else before

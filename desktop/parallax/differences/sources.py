"""What a source is called: by name, by office, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from parallax.differences.reading import Reading

SourceForm = Literal["person", "organisation", "institution", "role", "generic", "pronoun", "none"]

_INSTITUTIONS = frozenset(
    """
    police cop prosecutor authority government ministry office department military navy army court company firm union
    team council agency bureau committee commission campaign embassy hospital university school party family owner
    brigade parliament senate house bank board administration association fund club league station newspaper network
    channel broadcaster magazine paper website tabloid daily outlet
    """.split()
)
_ORGANISATIONS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady prof rev hon".split())


def form(reading: Reading, tokens: Sequence[int]) -> SourceForm:
    """How a source is named, given its tokens; "none" for no words, or for "it" and "there", which name nobody."""
    words = [reading.tokens[k] for k in tokens]
    if not words:
        return "none"
    inside = set(tokens)
    head = next((t for t in words if t.head == t.i or t.head not in inside), words[-1])
    if head.pos == "PRON":
        return "none" if head.text.casefold() in ("it", "there") else "pronoun"
    named = _named(reading, head.i, inside)
    if named != "none":
        return named
    lemma = head.lemma.casefold()
    if lemma in _INSTITUTIONS:
        return "institution"
    below = [reading.tokens[c] for c in reading.children[head.i]]
    definite = any((t.dep == "det" and t.text.casefold() in ("the", "this", "that")) or t.dep == "poss" for t in below)
    return "role" if definite else "generic"


def _named(reading: Reading, head: int, inside: set[int]) -> SourceForm:
    """Person or organisation if the head, or a noun set beside it, is a name; else "none"."""
    token = reading.tokens[head]
    beside = [
        c for c in reading.children[head] if c in inside and reading.tokens[c].dep in ("appos", "compound", "nmod")
    ]
    label = reading.parse.entities[token.entity].label if token.entity >= 0 else ""
    if token.pos == "PROPN":
        titled = any(reading.tokens[c].text.casefold().rstrip(".") in _HONORIFICS for c in reading.children[head])
        return "organisation" if label in _ORGANISATIONS and not titled else "person"
    for c in beside:
        other = reading.tokens[c]
        other_label = reading.parse.entities[other.entity].label if other.entity >= 0 else ""
        if other.pos == "PROPN" and other.dep == "appos":
            return "organisation" if other_label in _ORGANISATIONS else "person"
    return "organisation" if label == "ORG" and token.lemma.casefold() not in _INSTITUTIONS else "none"


def names_of(reading: Reading, tokens: Sequence[int]) -> frozenset[str]:
    """The folded proper names in the words of a source, titles and the possessive aside."""
    return frozenset(
        t.text.casefold()
        for t in (reading.tokens[k] for k in tokens)
        if t.pos == "PROPN" and t.text.casefold().rstrip(".") not in _HONORIFICS and t.text[:1].isalnum()
    )


def became_unnamed(a: SourceForm, b: SourceForm) -> bool:
    """Whether one of two forms names its source and the other hides it."""
    for named, hidden in ((a, b), (b, a)):
        if named == "person" and hidden in ("role", "generic", "none"):
            return True
        if named == "organisation" and hidden in ("generic", "none"):
            return True
    return False

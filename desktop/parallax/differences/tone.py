"""How a statement was made, where one report colours it and another does not: "vehemently denied", "denied"."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from parallax.attribution.lexicon import SPEECH
from parallax.differences.found import Found
from parallax.differences.reading import Reading
from parallax.differences.told import Told, found_in

LOADED = frozenset(
    """
    vehemently repeatedly flatly angrily categorically strenuously falsely incorrectly wrongly inaccurately firmly
    strongly fiercely emphatically bluntly defiantly furiously reluctantly grudgingly sarcastically mockingly
    misleadingly baselessly brazenly cynically forcefully sharply adamantly indignantly triumphantly smugly
    """.split()
)
"""Adverbs by which a writer takes a stance to what is said, or tells in what temper it is said."""

_MOST = 12
"""Statements of one speaker by one verb in one text, at most, that are compared."""
_SURE = 0.5


def tone(a: Told, b: Told) -> list[Found]:
    """The loaded adverbs that one of two reports of a statement has and the other lacks."""
    x, y = a.reading, b.reading
    (verb_a, how_a), (verb_b, how_b) = _verb(a), _verb(b)
    if verb_a < 0 or verb_b < 0 or x.tokens[verb_a].lemma != y.tokens[verb_b].lemma:
        return []
    if {x.tokens[k].text.casefold() for k in how_a} == {y.tokens[k].text.casefold() for k in how_b}:
        return []
    run_a, run_b = [verb_a, *how_a], [verb_b, *how_b]
    spans = [x.span(min(run_a), max(run_a) + 1), y.span(min(run_b), max(run_b) + 1)]
    told = (
        f"Of the same statement {x.name} writes {x.words(min(run_a), max(run_a) + 1)},"
        f" {y.name} {y.words(min(run_b), max(run_b) + 1)}."
    )
    return [found_in("attribution-verb", a, b, spans, told, _SURE)]


def toned(x: dict[tuple[str, str], list[Told]], y: dict[tuple[str, str], list[Told]]) -> list[Found]:
    """The same of what a speaker says by one verb, where all words of one statement stand in the other."""
    found = []
    for key in sorted(x.keys() & y.keys()):
        for a, b in product(x[key][:_MOST], y[key][:_MOST]):
            less, more = sorted((_words(a), _words(b)), key=len)
            if len(less) > 1 and less <= more and (made := tone(a, b)):
                found.extend(made)
                break
    return found


def by_speaker(statements: list[Told]) -> dict[tuple[str, str], list[Told]]:
    """Statements by their speaker and the verb, in the order of the text."""
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for m in statements:
        verb, _ = _verb(m)
        if verb >= 0 and m.said.speaker is not None:
            found[m.said.speaker, m.reading.tokens[verb].lemma].append(m)
    return found


def _verb(m: Told) -> tuple[int, list[int]]:
    """The verb of a cue, or -1, and the loaded adverbs beside it."""
    reading: Reading = m.reading
    tokens = [k for s, e in m.said.cue for k in reading.within(s, e)]
    verb = next((k for k in tokens if reading.tokens[k].pos == "VERB" and reading.tokens[k].lemma in SPEECH), -1)
    if verb < 0:
        return -1, []
    return verb, [
        c for c in reading.children[verb] if reading.tokens[c].text.casefold() in LOADED and abs(c - verb) <= 2
    ]


def _words(m: Told) -> frozenset[str]:
    """The lemmas of a statement that carry content, names among them."""
    reading = m.reading
    return frozenset(
        t.lemma.casefold()
        for s, e in m.said.content
        for t in (reading.tokens[k] for k in reading.within(s, e))
        if t.pos in ("NOUN", "VERB", "ADJ", "NUM", "PROPN") and len(t.lemma) > 2 and t.lemma not in ("have", "do")
    )

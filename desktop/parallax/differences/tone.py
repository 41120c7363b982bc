"""How a statement was made, where one report colours it and another does not: "vehemently denied" against "denied",
"thundered" against "said"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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

TEMPER = frozenset(
    "thunder bellow fume rant rail roar scoff sneer snarl gloat whine blast seethe grumble growl shriek mock taunt jeer"
    " crow bluster rave sputter whimper moan".split()
)
"""Verbs of saying that tell in what temper something is said."""
_PLAIN = frozenset("say tell add write state note".split())
_FEWEST, _SHORT = 2, 6
"""Words with content of a short statement."""
_MOST = 12
"""Statements that share a word with a short one, at most, among which it is sought."""
_SURE = 0.5

_Manner = tuple[str, frozenset[str]]
Way = tuple[str | None, _Manner]
"""A speaker, the verb by which a statement is told and the loaded adverbs beside it."""


def tone(a: Told, b: Told) -> list[Found]:
    """The loaded adverbs that one of two reports of a statement has and the other lacks."""
    x, y = a.reading, b.reading
    (verb_a, how_a), (verb_b, how_b) = _verb(a), _verb(b)
    if verb_a < 0 or verb_b < 0:
        return []
    verbs = {x.tokens[verb_a].lemma, y.tokens[verb_b].lemma}
    if len(verbs) > 1 and not (verbs & TEMPER and verbs & _PLAIN):
        return []
    if len(verbs) == 1 and {x.tokens[k].text.casefold() for k in how_a} == {y.tokens[k].text.casefold() for k in how_b}:
        return []
    run_a, run_b = [verb_a, *how_a], [verb_b, *how_b]
    spans = [x.span(min(run_a), max(run_a) + 1), y.span(min(run_b), max(run_b) + 1)]
    told = (
        f"Of the same statement {x.name} writes {x.words(min(run_a), max(run_a) + 1)},"
        f" {y.name} {y.words(min(run_b), max(run_b) + 1)}."
    )
    return [found_in("attribution-verb", a, b, spans, told, _SURE)]


def told_alike(m: Told, theirs: Mapping[Way, Iterable[frozenset[str]]]) -> bool:
    """Whether another text, given by its `ways`, tells a statement in this very way too: by the same speaker, with the
    same words as far as one of them goes, by the same verb with the same loaded adverbs."""
    words, same = _words(m), theirs.get((m.said.speaker, _manner(m)), ())
    return any(min(len(words), len(other)) >= _FEWEST and (words <= other or other <= words) for other in same)


def ways(told: Iterable[Told]) -> dict[Way, set[frozenset[str]]]:
    """The words of the statements whose speaker is known, by the speaker and by how it is told."""
    found: dict[Way, set[frozenset[str]]] = defaultdict(set)
    for m in told:
        if m.said.speaker is not None:
            found[m.said.speaker, _manner(m)].add(_words(m))
    return found


def _manner(m: Told) -> _Manner:
    verb, how = _verb(m)
    tokens = m.reading.tokens
    return tokens[verb].lemma if verb >= 0 else "", frozenset(tokens[k].text.casefold() for k in how)


def one_statement(ours: Sequence[Told], theirs: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs (one of ours, one of theirs) of short statements by one speaker, all of whose words the other has too."""
    for less, more, turned in ((ours, theirs, False), (theirs, ours, True)):
        holding: dict[tuple[str, str], list[Told]] = defaultdict(list)
        for m in more:
            for word in _words(m):
                holding[m.said.speaker or "", word].append(m)
        for m in less:
            words = _words(m)
            if m.said.speaker is None or not _FEWEST <= len(words) <= _SHORT:
                continue
            rarest = min((holding.get((m.said.speaker, word), []) for word in words), key=len)
            other = next((o for o in rarest[:_MOST] if words <= _words(o)), None)
            if other is not None:
                yield (other, m) if turned else (m, other)


def _verb(m: Told) -> tuple[int, list[int]]:
    """The verb of a cue, or -1, and the loaded adverbs beside it."""
    reading: Reading = m.reading
    tokens = reading.covered(m.said.cue)
    said = SPEECH | TEMPER
    verb = next((k for k in tokens if reading.tokens[k].pos == "VERB" and reading.tokens[k].lemma in said), -1)
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
        for t in (reading.tokens[k] for k in reading.covered(m.said.content))
        if t.pos in ("NOUN", "VERB", "ADJ", "NUM", "PROPN") and len(t.lemma) > 2 and t.lemma not in ("have", "do")
    )

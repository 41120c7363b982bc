"""Who said it and how, between two outlets' reports of one act of speech."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from parallax.attribution.lexicon import SPEECH
from parallax.attribution.mentions import SPOKES
from parallax.differences import sources
from parallax.differences.altered import LEAST_WORDS, altered
from parallax.differences.found import Found
from parallax.differences.fragments import fragments
from parallax.differences.likeness import subject
from parallax.differences.reading import QUOTATION_MARKS, Reading, shown
from parallax.differences.scope import negations
from parallax.differences.told import Told, found_in
from parallax.differences.tone import Way, one_statement, told_alike, tone, ways
from parallax.values import Link, Stance

_LEAST_SHARED, _LEAST_SHARE = 3, 0.5
_STANCES: dict[Stance, str] = {
    "neutral": "takes no side", "endorsing": "takes it as true", "doubting": "casts doubt on it",
    "denying": "calls it untrue",
}  # fmt: skip
_ALSO = frozenset({"also", "then", "later", "earlier", "further", "again", "however"})
_OWN_FINDING = frozenset({"confirm", "learn", "obtain", "find"})
_BY_NAME = frozenset({"person", "organisation"})
"""Forms of a source that name it."""
_OF_LAW = frozenset({"plead", "charge", "indict", "sue", "convict", "sentence"})
"""Verbs of acts of law, which tell no stance of the writer."""


def voice_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Differences between how `x` and `y` report the same acts of speech: words inside the marks, who is named, the
    stance of the verb, quotation against paraphrase. Of several reports in one text the one that says the same most
    nearly is compared; where too few words agree, none is. What linked sentences report is compared likewise."""
    found: list[Found] = []
    for utterance, members_x in x.once(_by_utterance).items():
        members_y = y.once(_by_utterance).get(utterance, [])
        found.extend(altered(members_x, members_y))
        for a, b in product(members_x, members_y):
            found.extend(fragments(a, b))
        nearest = _nearest(members_x, members_y)
        if nearest is not None:
            found.extend(_named(*nearest))
            found.extend(_manners(*nearest))
            if len(nearest[0].words & nearest[1].words) > _LEAST_SHARED:
                found.extend(_directness(*nearest))
    in_sentences_x, in_sentences_y = x.once(_by_sentence), y.once(_by_sentence)
    for link in links:
        i, j = x.sides(link)
        nearest = _nearest(in_sentences_x.get(i, []), in_sentences_y.get(j, []))
        if nearest is not None:
            a, b = nearest
            found.extend(_named(a, b))
            if a.said.speaker is not None and a.said.speaker == b.said.speaker:
                found.extend(_manners(a, b))
    for a, b in one_statement(list(x.once(_reports).values()), list(y.once(_reports).values())):
        found.extend(_manners(a, b))
    return found


def _reports(reading: Reading) -> dict[int, Told]:
    """The attributions of a text that have content, by index."""
    return {
        index: Told(reading, said, reading.sentence_at(said.content[0][0]))
        for index, said in reading.attributions
        if said.content
    }


def _by_utterance(reading: Reading) -> dict[int, list[Told]]:
    """The reports of each utterance in a text, by the utterance's number."""
    told = reading.once(_reports)
    return {number: [told[m] for m in members if m in told] for number, members in reading.utterances.items()}


def _by_sentence(reading: Reading) -> dict[int, list[Told]]:
    """The attributions of a text by the sentence that their content begins in."""
    found: dict[int, list[Told]] = defaultdict(list)
    for told in reading.once(_reports).values():
        found[told.sentence].append(told)
    return found


def _nearest(members_x: Sequence[Told], members_y: Sequence[Told]) -> tuple[Told, Told] | None:
    """The two reports that share most words of content, if these are enough to be one statement."""
    best: tuple[float, int, int] | None = None
    pair = None
    for a, b in product(members_x, members_y):
        both = len(a.words & b.words)
        share = both / max(1, min(len(a.words), len(b.words)))
        if both < _LEAST_SHARED or share < _LEAST_SHARE:
            continue
        rank = (share * both, -a.said.content[0][0], -b.said.content[0][0])
        if best is None or rank > best:
            best, pair = rank, (a, b)
    return pair


def _named(a: Told, b: Told) -> list[Found]:
    """A speaker with a name here and without one there, or another speaker of the same words."""
    x, y = a.reading, b.reading
    first, second = a.source, b.source
    if not first or not second:
        return []
    told_a, told_b = x.words(first[0], first[-1] + 1), y.words(second[0], second[-1] + 1)
    spans = [x.span(first[0], first[-1] + 1), y.span(second[0], second[-1] + 1)]
    if sources.became_unnamed(a.form, b.form) and _named_nowhere(a, b) and _both_speak(a, b):
        named, hidden = ((x, told_a), (y, told_b)) if a.form in _BY_NAME else ((y, told_b), (x, told_a))
        told = f"{named[0].name} names the source, {named[1]}; {hidden[0].name} says {hidden[1]}."
        return [found_in("unnamed-source", a, b, spans, told, 0.65)]
    if a.said.speaker == b.said.speaker is not None and (spoken := _spoken_for(a, b)):
        told = f"{spoken}: {x.name} has {told_a}, {y.name} {told_b}."
        return [found_in("name", a, b, spans, told, 0.5)]
    names_a, names_b = sources.names_of(x, first), sources.names_of(y, second)
    if a.form != "person" or b.form != "person" or a.said.speaker == b.said.speaker:
        return []
    if (
        not names_a
        or not names_b
        or names_a & names_b
        or _in_sentence(a, names_b, first)
        or _in_sentence(b, names_a, second)
    ):
        return []
    if min(len(a.quoted), len(b.quoted)) < LEAST_WORDS:
        return []
    return [
        found_in(
            "speaker", a, b, spans, f"The same words are said by {told_a} in {x.name}, by {told_b} in {y.name}.", 0.7
        )
    ]


def _spoken_for(a: Told, b: Told) -> str:
    """What differs where one report lets an office or a body speak and the other somebody who speaks for it."""
    speaks = [_speaks_for(m) for m in (a, b)]
    body = (a, b)[speaks.index(False)].form if speaks[0] != speaks[1] else "none"
    return "One lets the office speak, the other its spokesperson" if body in ("organisation", "institution") else ""


def _speaks_for(m: Told) -> bool:
    return any(m.reading.tokens[k].lemma.casefold() in SPOKES for k in m.source)


def _in_sentence(m: Told, names: frozenset[str], source: Sequence[int]) -> bool:
    """Whether one of the names stands in the sentence: then who speaks there is not certain."""
    starts = [s for s, _ in (*m.said.source, *m.said.cue, *m.said.content)]
    sentences = {*map(m.reading.sentence_at, starts), *(m.reading.tokens[k].sentence for k in source)}
    return any(t.text.casefold() in names for k in sentences for t in m.reading.parse.words(k))


def _named_nowhere(a: Told, b: Told) -> bool:
    """Whether the text that hides the name hides it throughout: none of its names is the one that the other gives."""
    named, hidden = (a, b) if a.form in _BY_NAME else (b, a)
    names = sources.names_of(named.reading, named.source)
    return bool(names) and not names & hidden.reading.once(_proper_names)


def _both_speak(a: Told, b: Told) -> bool:
    """Whether what both report is speech for certain, by sources who could be hidden: a plea of guilty is an act, a
    text's own word for a person names nobody less, nor does one whose name it gives elsewhere, and an outlet that "has
    confirmed" something itself names no source."""
    if any(_acts(m) or _is_person(m) or _named_elsewhere(m) or _has_confirmed(m) for m in (a, b)):
        return False
    return all(_holds_name(m) == (m.form in _BY_NAME) for m in (a, b))


def _holds_name(m: Told) -> bool:
    """Whether a source holds the name of a person or an organisation. A single word that begins a sentence ("Jurors")
    is one only if the text has it in a longer name, or not at a beginning."""
    reading = m.reading
    tokens = [reading.tokens[k] for k in m.source]
    if len(tokens) == 1 and tokens[0].i == reading.parse.sentences[tokens[0].sentence].first:
        return tokens[0].text in reading.once(_sure_names)
    labels = (reading.parse.entities[t.entity].label for t in tokens if t.entity >= 0)
    return any(label in ("PERSON", "ORG") for label in labels) or bool(reading.once(_people) & {t.i for t in tokens})


def _sure_names(reading: Reading) -> frozenset[str]:
    """The words of names of people and organisations that are longer than a word, or do not begin a sentence."""
    starts = {s.first for s in reading.parse.sentences}
    return frozenset(
        t.text
        for e in reading.parse.entities
        if e.label in ("PERSON", "ORG") and (e.last - e.first > 1 or e.first not in starts)
        for t in reading.tokens[e.first : e.last]
    )


def _named_elsewhere(m: Told) -> bool:
    """Whether a source without a name has one in the same text."""
    return m.form not in _BY_NAME and m.said.speaker in m.reading.once(_speakers_with_names)


def _speakers_with_names(reading: Reading) -> frozenset[str]:
    """The speakers whom a text calls by a name somewhere."""
    found = set()
    for _, said in reading.attributions:
        if said.speaker is not None and sources.form(reading, reading.covered(said.source)) in _BY_NAME:
            found.add(said.speaker)
    return frozenset(found)


def _has_confirmed(m: Told) -> bool:
    """Whether a body "has confirmed" or "has learned" something, as outlets write of their own findings."""
    tokens = m.reading.tokens
    verbs = [tokens[k] for k in m.reading.covered(m.said.cue) if tokens[k].lemma in _OWN_FINDING]
    has = any(tokens[c].lemma == "have" and tokens[c].dep == "aux" for v in verbs for c in m.reading.children[v.i])
    return has and m.form == "organisation"


def _acts(m: Told) -> bool:
    return any(m.reading.tokens[k].lemma in _OF_LAW for k in m.reading.covered(m.said.cue))


def _is_person(m: Told) -> bool:
    """Whether a source that the parse takes for no name is a person's all the same, or holds one ("four people, Mr
    Flynn among them")."""
    if m.form == "person":
        return False
    people = m.reading.once(_people)
    return any(k in people and m.reading.tokens[k].dep not in ("compound", "poss", "nmod") for k in m.source)


def _people(reading: Reading) -> frozenset[int]:
    """The tokens that name a person whom two articles or more name."""
    spans = ((s, e) for label, s, e in reading.mentions if label.kind == "person")
    return frozenset(reading.covered(spans))


def _proper_names(reading: Reading) -> frozenset[str]:
    """The folded words of all names in a text."""
    return frozenset(t.text.casefold() for t in reading.tokens if t.pos == "PROPN")


def _manners(a: Told, b: Told) -> list[Found]:
    """How two reports of one statement say that it was said, where neither text has the other's way too."""
    found = _stances(a, b) or tone(a, b)
    if found and (told_alike(a, b.reading.once(_ways)) or told_alike(b, a.reading.once(_ways))):
        return []
    return found


def _ways(reading: Reading) -> dict[Way, set[frozenset[str]]]:
    """How each statement of a text is told."""
    return ways(reading.once(_reports).values())


def _stances(a: Told, b: Told) -> list[Found]:
    """Verbs of saying by which the writers take another stance to the same words."""
    if a.said.stance == b.said.stance or not a.said.cue or not b.said.cue or a.said.negated != b.said.negated:
        return []
    x, y = a.reading, b.reading
    cue_a, cue_b = x.within(*a.said.cue[0]), y.within(*b.said.cue[0])
    if not cue_a or not cue_b or not (_speaks(x, cue_a) and _speaks(y, cue_b)):
        return []
    if _also(a, b) or _also(b, a) or _denied_in_words(a, b) or _denied_in_words(b, a):
        return []
    cue_a, cue_b = _from_verb(x, cue_a), _from_verb(y, cue_b)
    told = (
        f"Of the same statement {x.name} writes {x.words(cue_a[0], cue_a[-1] + 1)}, which {_STANCES[a.said.stance]},"
        f" {y.name} {y.words(cue_b[0], cue_b[-1] + 1)}, which {_STANCES[b.said.stance]}."
    )
    spans = [x.span(cue_a[0], cue_a[-1] + 1), y.span(cue_b[0], cue_b[-1] + 1)]
    return [found_in("attribution-verb", a, b, spans, told, 0.65)]


def _denied_in_words(a: Told, b: Told) -> bool:
    """Whether a denial here is told there by a verb that does not deny and a "not": "denied that …", "insisted that he
    was not …"."""
    if a.said.stance != "denying" or b.said.stance == "denying":
        return False
    tokens = (b.reading.tokens[k] for k in b.reading.covered(b.said.content))
    return bool(negations(tokens))


def _from_verb(reading: Reading, cue: range) -> range:
    """A cue without the adverbs before its verb that say nothing of how it is said ("also said")."""
    first = cue.start
    while first < cue.stop - 1 and reading.tokens[first].text.casefold() in _ALSO:
        first += 1
    return range(first, cue.stop)


def _also(m: Told, other: Told) -> bool:
    """Whether a text takes the other's stance too, in the same sentence, to words of the same speaker: "confirmed
    that …, saying only that …"."""
    place = m.reading.sentence_at(m.said.cue[0][0])
    return any(
        told.said is not m.said and told.said.speaker == m.said.speaker is not None
        and told.said.stance == other.said.stance and not told.said.negated and told.said.cue
        and m.reading.sentence_at(told.said.cue[0][0]) == place
        for told in m.reading.once(_reports).values()
    )  # fmt: skip


def _speaks(reading: Reading, cue: range) -> bool:
    """Whether a cue is a verb by which somebody speaks, not one of finding out or showing, nor an act of law."""
    verbs = {reading.tokens[k].lemma for k in cue if reading.tokens[k].pos == "VERB"}
    return bool(verbs & SPEECH) and not verbs & _OF_LAW


def _directness(a: Told, b: Told) -> list[Found]:
    """Quoted here, and only paraphrased there."""
    for quoting, telling in ((a, b), (b, a)):
        if telling.said.kind != "indirect" or quoting.said.kind != "direct" or len(quoting.quoted) < LEAST_WORDS:
            continue
        if _in_marks(telling) or _holds_another(quoting):
            continue
        spans = [_whole(m, (m.reading.number, *m.said.content[0])) for m in (quoting, telling)]
        words = [shown(m.reading.article.text, span[1:]) for m, span in zip((quoting, telling), spans, strict=True)]
        told = f"{quoting.reading.name} quotes {words[0]}; {telling.reading.name} paraphrases it as {words[1]}."
        return [found_in("directness", a, b, spans, told, 0.6)]
    return []


def _in_marks(m: Told) -> bool:
    """Whether a quotation mark of any sort stands right before what is told."""
    start = m.said.content[0][0]
    return bool(QUOTATION_MARKS & set(m.reading.article.text[max(0, start - 2) : start + 1]))


def _holds_another(m: Told) -> bool:
    """Whether the quoted words hold who says them (", police said"): then the marks stand around what a paper wrote,
    not around what its source said."""
    reading = m.reading
    inside = set(reading.covered(m.said.content))
    for k in inside:
        token = reading.tokens[k]
        who = subject(reading, k) if token.pos == "VERB" and token.lemma in SPEECH else -1
        begin = min(reading.subtree(who)) if 0 <= who < k else -1
        if begin - 1 in inside and reading.tokens[begin - 1].text == ",":
            return True
    return False


def _whole(m: Told, span: tuple[int, int, int]) -> tuple[int, int, int]:
    """A span widened or narrowed to whole tokens."""
    tokens = m.reading.within(span[1], span[2])
    return m.reading.span(tokens[0], tokens[-1] + 1) if tokens else m.reading.sentence_span(m.sentence)

"""Who said it and how, between two outlets' reports of one act of speech."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from rapidfuzz import fuzz

from parallax.alignment.folding import folded
from parallax.alignment.words import changes
from parallax.attribution.lexicon import SPEECH
from parallax.differences import sources
from parallax.differences.found import Found
from parallax.differences.reading import Reading, shown
from parallax.differences.versions import depth
from parallax.language.numbers import number_of
from parallax.values import Attribution, Link

_LEAST_WORDS = 4
_ALIKE = 60
_LEAST_SHARED, _LEAST_SHARE = 3, 0.5
_FARTHEST_APART = 8
_SHOWN_CHANGES = 3
_CONTRACTED = {
    "'ve": "have", "'re": "are", "'m": "am", "'ll": "will", "n't": "not", "ca": "can", "wo": "will", "gonna": "going",
}  # fmt: skip
_BRACKETED = re.compile(r"\[[^\]]*\]|…|\.\s?\.\s?\.")


@dataclass(frozen=True)
class _Told:
    """One report of an act of speech: which text, which attribution, the sentence it begins in."""

    reading: Reading
    said: Attribution
    sentence: int

    @cached_property
    def words(self) -> frozenset[str]:
        """The lemmas that carry the content; names do not, for a story repeats them everywhere."""
        tokens = (self.reading.tokens[k] for s, e in self.said.content for k in self.reading.within(s, e))
        return frozenset(
            t.lemma.casefold() for t in tokens if t.pos in ("NOUN", "VERB", "ADJ", "NUM") and len(t.lemma) > 2
        )

    @cached_property
    def quoted(self) -> list[int]:
        """The words of the content that stand in quotation marks."""
        reading = self.reading
        return [
            k
            for s, e in self.said.content
            for k in reading.within(s, e)
            if reading.quoted[k] and any(c.isalnum() for c in reading.tokens[k].text)
        ]

    @cached_property
    def spoken(self) -> list[str]:
        """The quoted words as they are heard."""
        return [_spoken(self.reading.tokens[k].text) for k in self.quoted]


def voice_between(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """Differences between how `x` and `y` report the same acts of speech: words inside the marks, who is named, the
    stance of the verb, quotation against paraphrase. Of several reports in one text the one that says the same most
    nearly is compared; where too few words agree, none is. What linked sentences report is compared likewise."""
    found: list[Found] = []
    for utterance, members_x in x.once(_by_utterance).items():
        members_y = y.once(_by_utterance).get(utterance, [])
        for a, b in product(members_x, members_y):
            found.extend(_words(a, b))
        nearest = _nearest(members_x, members_y)
        if nearest is not None:
            found.extend(_named(*nearest))
            found.extend(_stances(*nearest))
            if len(nearest[0].words & nearest[1].words) > _LEAST_SHARED:
                found.extend(_directness(*nearest))
    in_sentences_x, in_sentences_y = x.once(_by_sentence), y.once(_by_sentence)
    for link in links:
        i, j = (link.i, link.j) if link.a == x.number else (link.j, link.i)
        nearest = _nearest(in_sentences_x.get(i, []), in_sentences_y.get(j, []))
        if nearest is not None:
            a, b = nearest
            found.extend(_named(a, b))
            if a.said.speaker is not None and a.said.speaker == b.said.speaker:
                found.extend(_stances(a, b))
    return found


def _reports(reading: Reading) -> dict[int, _Told]:
    """The attributions of a text that have content, by index."""
    return {
        index: _Told(reading, said, reading.sentence_at(said.content[0][0]))
        for index, said in reading.attributions
        if said.content
    }


def _by_utterance(reading: Reading) -> dict[int, list[_Told]]:
    """The reports of each utterance in a text, by the utterance's number."""
    told = reading.once(_reports)
    return {number: [told[m] for m in members if m in told] for number, members in reading.utterances.items()}


def _by_sentence(reading: Reading) -> dict[int, list[_Told]]:
    """The attributions of a text by the sentence that their content begins in."""
    found: dict[int, list[_Told]] = defaultdict(list)
    for told in reading.once(_reports).values():
        found[told.sentence].append(told)
    return found


def _nearest(members_x: Sequence[_Told], members_y: Sequence[_Told]) -> tuple[_Told, _Told] | None:
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


def _found(kind: str, a: _Told, b: _Told, spans: list[tuple[int, int, int]], told: str, confidence: float) -> Found:
    places = ((a.reading.number, a.sentence), (b.reading.number, b.sentence))
    headline = "headline" in (a.reading.role(a.sentence), b.reading.role(b.sentence))
    return Found(
        kind,
        tuple(sorted(set(spans))),
        told,
        confidence,
        places,
        depth(a.reading, b.reading, a.sentence, b.sentence),
        headline,
    )


def _words(a: _Told, b: _Told) -> list[Found]:
    """Words that differ inside the marks of two reports of one quotation, as one difference. What one quotes further,
    before or after, is no alteration; nor is what is put in brackets, left out with an ellipsis, contracted, or spelled
    as a figure."""
    x, y = a.reading, b.reading
    tokens_a, tokens_b = a.quoted, b.quoted
    if min(len(tokens_a), len(tokens_b)) < _LEAST_WORDS:
        return []
    words_a, words_b = a.spoken, b.spoken
    if fuzz.partial_ratio(" ".join(words_a), " ".join(words_b)) < _ALIKE:
        return []
    changed = changes(words_a, words_b)
    kept_a, kept_b = (
        len(words_a) - sum(c[1] - c[0] for c in changed),
        len(words_b) - sum(c[3] - c[2] for c in changed),
    )
    equal = min(kept_a, kept_b)
    if equal < _LEAST_WORDS:
        return []
    runs = []
    for s, e, u, v in changed:
        if (s == 0 and u == 0) or (e == len(words_a) and v == len(words_b)) or not (s and u):
            continue
        if e == len(words_a) or v == len(words_b) or max(e - s, v - u) > min(_FARTHEST_APART, equal):
            continue
        if _unbroken(x, tokens_a[s - 1 : e + 1]) and _unbroken(y, tokens_b[u - 1 : v + 1]):
            run_a, run_b = tokens_a[s:e], tokens_b[u:v]
            if _altered(words_a[s:e], words_b[u:v]):
                runs.append((run_a, run_b, tokens_a[s - 1], tokens_b[u - 1]))
    if not runs:
        return []
    spans = [span for r, t, i, j in runs for span in (*_shown(x, r, i), *_shown(y, t, j))]
    return [_found("quotation", a, b, spans, _told_words(x, y, [(r, t) for r, t, _, _ in runs]), 0.8)]


def _spoken(word: str) -> str:
    """A word as it is heard: folded, contractions and numbers written out."""
    plain = folded(word)
    value = number_of(plain) if plain else None
    return _CONTRACTED.get(plain, plain) if value is None else f"{value:g}"


def _unbroken(reading: Reading, tokens: list[int]) -> bool:
    """Whether quoted words follow each other with nothing but marks between: no cue, no bracket, no ellipsis."""
    between = [k for first, last in pairwise(tokens) for k in range(first + 1, last)]
    if any(c.isalnum() for k in between for c in reading.tokens[k].text):
        return False
    return not _BRACKETED.search(reading.article.text, reading.tokens[tokens[0]].start, reading.tokens[tokens[-1]].end)


def _altered(a: list[str], b: list[str]) -> bool:
    """Whether words differ by more than hyphens and spaces."""
    return "".join(c for c in "".join(a) if c.isalnum()) != "".join(c for c in "".join(b) if c.isalnum())


def _shown(reading: Reading, run: list[int], before: int) -> list[tuple[int, int, int]]:
    """The words, or where there are none the word before their place."""
    return [reading.span(run[0], run[-1] + 1)] if run else [reading.span(before, before + 1)]


def _told_words(x: Reading, y: Reading, runs: list[tuple[list[int], list[int]]]) -> str:
    """What each has inside the marks, the first few changes."""
    told = []
    for r, t in runs[:_SHOWN_CHANGES]:
        if r and t:
            told.append(f"{x.name} has {x.words(r[0], r[-1] + 1)}, {y.name} {y.words(t[0], t[-1] + 1)}")
        else:
            has, lacks, run = (x, y, r) if r else (y, x, t)
            told.append(f"{has.name} has {has.words(run[0], run[-1] + 1)}, which {lacks.name} leaves out unmarked")
    return f"Inside the same quotation {'; '.join(told)}."


def _source(m: _Told) -> list[int]:
    """The tokens that name the source; for a pronoun those by which its speaker is named best in the same text."""
    reading = m.reading
    own = [k for s, e in m.said.source for k in reading.within(s, e)]
    if (not own or sources.form(reading, own) == "pronoun") and m.said.speaker is not None:
        return reading.once(_first_named).get(m.said.speaker, own)
    return own


def _first_named(reading: Reading) -> dict[str, list[int]]:
    """For each speaker the tokens of the first source in a text that is more than a pronoun."""
    found: dict[str, list[int]] = {}
    for _, said in reading.attributions:
        if said.speaker is not None and said.speaker not in found:
            tokens = [k for s, e in said.source for k in reading.within(s, e)]
            if tokens and sources.form(reading, tokens) not in ("pronoun", "none"):
                found[said.speaker] = tokens
    return found


def _named(a: _Told, b: _Told) -> list[Found]:
    """A speaker with a name here and without one there, or another speaker of the same words."""
    x, y = a.reading, b.reading
    first, second = _source(a), _source(b)
    if not first or not second:
        return []
    form_a, form_b = sources.form(x, first), sources.form(y, second)
    told_a, told_b = x.words(first[0], first[-1] + 1), y.words(second[0], second[-1] + 1)
    spans = [x.span(first[0], first[-1] + 1), y.span(second[0], second[-1] + 1)]
    if sources.became_unnamed(form_a, form_b) and _named_nowhere(a, b, form_a):
        named, hidden = (
            ((x, told_a), (y, told_b)) if form_a in ("person", "organisation") else ((y, told_b), (x, told_a))
        )
        told = f"{named[0].name} names the source, {named[1]}; {hidden[0].name} says {hidden[1]}."
        return [_found("unnamed-source", a, b, spans, told, 0.65)]
    names_a, names_b = sources.names_of(x, first), sources.names_of(y, second)
    if form_a != "person" or form_b != "person" or a.said.speaker == b.said.speaker:
        return []
    if (
        not names_a
        or not names_b
        or names_a & names_b
        or _in_sentence(a, names_b, first)
        or _in_sentence(b, names_a, second)
    ):
        return []
    if min(len(a.quoted), len(b.quoted)) < _LEAST_WORDS:
        return []
    return [
        _found(
            "speaker", a, b, spans, f"The same words are said by {told_a} in {x.name}, by {told_b} in {y.name}.", 0.7
        )
    ]


def _in_sentence(m: _Told, names: frozenset[str], source: Sequence[int]) -> bool:
    """Whether one of the names stands in the sentence: then who speaks there is not certain."""
    starts = [s for s, _ in (*m.said.source, *m.said.cue, *m.said.content)]
    sentences = {*map(m.reading.sentence_at, starts), *(m.reading.tokens[k].sentence for k in source)}
    return any(t.text.casefold() in names for k in sentences for t in m.reading.parse.words(k))


def _named_nowhere(a: _Told, b: _Told, form_a: str) -> bool:
    """Whether the text that hides the name hides it throughout: none of its names is the one that the other gives."""
    named, hidden = (a, b) if form_a in ("person", "organisation") else (b, a)
    names = sources.names_of(named.reading, _source(named))
    return bool(names) and not names & hidden.reading.once(_proper_names)


def _proper_names(reading: Reading) -> frozenset[str]:
    """The folded words of all names in a text."""
    return frozenset(t.text.casefold() for t in reading.tokens if t.pos == "PROPN")


def _stances(a: _Told, b: _Told) -> list[Found]:
    """Verbs of saying by which the writers take another stance to the same words."""
    if a.said.stance == b.said.stance or not a.said.cue or not b.said.cue or a.said.negated != b.said.negated:
        return []
    x, y = a.reading, b.reading
    cue_a, cue_b = x.within(*a.said.cue[0]), y.within(*b.said.cue[0])
    if not cue_a or not cue_b or not (_speaks(x, cue_a) and _speaks(y, cue_b)):
        return []
    told = (
        f"Of the same statement {x.name} writes {x.words(cue_a[0], cue_a[-1] + 1)} ({a.said.stance}),"
        f" {y.name} {y.words(cue_b[0], cue_b[-1] + 1)} ({b.said.stance})."
    )
    spans = [x.span(cue_a[0], cue_a[-1] + 1), y.span(cue_b[0], cue_b[-1] + 1)]
    return [_found("attribution-verb", a, b, spans, told, 0.65)]


def _speaks(reading: Reading, cue: range) -> bool:
    """Whether a cue is a verb by which somebody speaks, not one of finding out or showing."""
    return any(reading.tokens[k].pos == "VERB" and reading.tokens[k].lemma in SPEECH for k in cue)


def _directness(a: _Told, b: _Told) -> list[Found]:
    """Quoted here, and only paraphrased there."""
    for quoting, telling in ((a, b), (b, a)):
        if telling.said.kind != "indirect" or quoting.said.kind != "direct" or len(quoting.quoted) < _LEAST_WORDS:
            continue
        spans = [_whole(m, (m.reading.number, *m.said.content[0])) for m in (quoting, telling)]
        words = [shown(m.reading.article.text, span[1:]) for m, span in zip((quoting, telling), spans, strict=True)]
        told = f"{quoting.reading.name} quotes {words[0]}; {telling.reading.name} paraphrases it as {words[1]}."
        return [_found("directness", a, b, spans, told, 0.6)]
    return []


def _whole(m: _Told, span: tuple[int, int, int]) -> tuple[int, int, int]:
    """A span widened or narrowed to whole tokens."""
    tokens = m.reading.within(span[1], span[2])
    return m.reading.span(tokens[0], tokens[-1] + 1) if tokens else m.reading.sentence_span(m.sentence)

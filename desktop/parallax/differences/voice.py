"""Who said it and how, between two outlets' reports of one act of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from parallax.alignment.folding import folded
from parallax.differences import sources
from parallax.differences.found import Found
from parallax.differences.reading import Reading
from parallax.differences.versions import depth
from parallax.differences.words import changes
from parallax.values import Attribution, Utterance

_LEAST_WORDS = 4
_ALIKE = 60
_BRACKETED = re.compile(r"\[[^\]]*\]|…|\.\s?\.\s?\.")


@dataclass(frozen=True, slots=True)
class _Told:
    """One report of an act of speech: which text, which attribution, the sentence it begins in."""

    reading: Reading
    index: int
    said: Attribution
    sentence: int


def voice_between(x: Reading, y: Reading, utterances: Sequence[Utterance]) -> list[Found]:
    """Differences between how `x` and `y` report the same acts of speech: words inside the marks, who is named, the
    stance of the verb, quotation against paraphrase."""
    in_x, in_y = dict(x.attributions), dict(y.attributions)
    found: list[Found] = []
    for utterance in utterances:
        members_x = list(_told(x, in_x, utterance))
        members_y = list(_told(y, in_y, utterance))
        for a, b in product(members_x, members_y):
            found.extend(_words(a, b))
        if members_x and members_y:
            a, b = _fullest(members_x), _fullest(members_y)
            found.extend(_named(a, b))
            found.extend(_stances(a, b))
            found.extend(_directness(members_x, members_y))
    return found


def _told(reading: Reading, own: Mapping[int, Attribution], utterance: Utterance) -> Iterator[_Told]:
    for index in utterance.members:
        said = own.get(index)
        if said is not None and said.content:
            yield _Told(reading, index, said, reading.sentence_at(said.content[0][0]))


def _fullest(members: Sequence[_Told]) -> _Told:
    """The member whose source says most, the first of equals."""
    return max(members, key=lambda m: (sum(e - s for s, e in m.said.source), -m.said.content[0][0]))


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


def _quoted_tokens(m: _Told) -> list[int]:
    """The words of the content that stand in quotation marks."""
    reading = m.reading
    return [
        k
        for s, e in m.said.content
        for k in reading.within(s, e)
        if reading.quoted[k] and any(c.isalnum() for c in reading.tokens[k].text)
    ]


def _words(a: _Told, b: _Told) -> list[Found]:
    """Words that differ inside the marks of two reports of one quotation. What one quotes further, before or after,
    is no alteration; nor is what is put in brackets or left out with an ellipsis."""
    tokens_a, tokens_b = _quoted_tokens(a), _quoted_tokens(b)
    if min(len(tokens_a), len(tokens_b)) < _LEAST_WORDS:
        return []
    words_a = [folded(a.reading.tokens[k].text) for k in tokens_a]
    words_b = [folded(b.reading.tokens[k].text) for k in tokens_b]
    if fuzz.partial_ratio(" ".join(words_a), " ".join(words_b)) < _ALIKE:
        return []
    found = []
    changed = changes(words_a, words_b)
    equal = min(
        len(words_a) - sum(e - s for s, e, _, _ in changed), len(words_b) - sum(v - u for _, _, u, v in changed)
    )
    if equal < _LEAST_WORDS:
        return []
    for s, e, u, v in changed:
        if (s == 0 and u == 0) or (e == len(words_a) and v == len(words_b)):
            continue
        run_a, run_b = tokens_a[s:e], tokens_b[u:v]
        if not _altered(a.reading, b.reading, run_a, run_b) or max(len(run_a), len(run_b)) > equal:
            continue
        if not (run_a and run_b) and not (_closely(a, tokens_a, s, e) and _closely(b, tokens_b, u, v)):
            continue
        spans = [*_shown(a.reading, run_a, tokens_a[s - 1]), *_shown(b.reading, run_b, tokens_b[u - 1])]
        found.append(_found("quotation", a, b, spans, _told_words(a, b, run_a, run_b), 0.8))
    return found


def _closely(m: _Told, tokens: list[int], first: int, last: int) -> bool:
    """Whether the words before and after a gap stand in the same quotation with nothing between them but what the
    gap holds: a cue in between ("…," he said, "…") is no alteration."""
    return tokens[last] - tokens[first - 1] <= last - first + 3 and not _BRACKETED.search(
        m.reading.article.text, m.reading.tokens[tokens[first - 1]].end, m.reading.tokens[tokens[last]].start
    )


def _altered(x: Reading, y: Reading, run_a: list[int], run_b: list[int]) -> bool:
    """Whether the words differ by more than typography, and openly: not in brackets."""
    texts = []
    for reading, run in ((x, run_a), (y, run_b)):
        if run:
            low, high = reading.tokens[run[0]].start, reading.tokens[run[-1]].end
            if _BRACKETED.search(reading.article.text, max(0, low - 5), high + 5):
                return False
        texts.append("".join(folded(reading.tokens[k].text) for k in run))
    return "".join(c for c in texts[0] if c.isalnum()) != "".join(c for c in texts[1] if c.isalnum())


def _shown(reading: Reading, run: list[int], before: int) -> list[tuple[int, int, int]]:
    """The words, or where there are none the word before their place."""
    return [reading.span(run[0], run[-1] + 1)] if run else [reading.span(before, before + 1)]


def _told_words(a: _Told, b: _Told, run_a: list[int], run_b: list[int]) -> str:
    x, y = a.reading, b.reading
    if run_a and run_b:
        return (
            f"Inside the same quotation {x.name} has {x.words(run_a[0], run_a[-1] + 1)},"
            f" {y.name} {y.words(run_b[0], run_b[-1] + 1)}."
        )
    has, lacks, run = (x, y, run_a) if run_a else (y, x, run_b)
    words = has.words(run[0], run[-1] + 1)
    return f"Inside the same quotation {has.name} has {words}, which {lacks.name} leaves out unmarked."


def _source(m: _Told) -> list[int]:
    """The tokens that name the source; for a pronoun those by which its speaker is named best in the same text."""
    reading = m.reading
    own = [k for s, e in m.said.source for k in reading.within(s, e)]
    if (not own or sources.form(reading, own) == "pronoun") and m.said.speaker is not None:
        for _, other in reading.attributions:
            if other.speaker == m.said.speaker:
                tokens = [k for s, e in other.source for k in reading.within(s, e)]
                if tokens and sources.form(reading, tokens) not in ("pronoun", "none"):
                    return tokens
    return own


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
    if not names_a or not names_b or names_a & names_b:
        return []
    if min(len(_quoted_tokens(a)), len(_quoted_tokens(b))) < _LEAST_WORDS:
        return []
    return [
        _found(
            "speaker", a, b, spans, f"The same words are said by {told_a} in {x.name}, by {told_b} in {y.name}.", 0.7
        )
    ]


def _named_nowhere(a: _Told, b: _Told, form_a: str) -> bool:
    """Whether the text that hides the name hides it throughout: none of its names is the one that the other gives."""
    named, hidden = (a, b) if form_a in ("person", "organisation") else (b, a)
    names = sources.names_of(named.reading, _source(named))
    return bool(names) and not any(t.text.casefold() in names for t in hidden.reading.tokens if t.pos == "PROPN")


def _stances(a: _Told, b: _Told) -> list[Found]:
    """Verbs of saying by which the writers take another stance to the same words."""
    if a.said.stance == b.said.stance or not a.said.cue or not b.said.cue or a.said.negated != b.said.negated:
        return []
    x, y = a.reading, b.reading
    cue_a, cue_b = x.within(*a.said.cue[0]), y.within(*b.said.cue[0])
    if not cue_a or not cue_b:
        return []
    told = (
        f"Of the same statement {x.name} writes {x.words(cue_a[0], cue_a[-1] + 1)} ({a.said.stance}),"
        f" {y.name} {y.words(cue_b[0], cue_b[-1] + 1)} ({b.said.stance})."
    )
    spans = [x.span(cue_a[0], cue_a[-1] + 1), y.span(cue_b[0], cue_b[-1] + 1)]
    return [_found("attribution-verb", a, b, spans, told, 0.65)]


def _directness(members_x: Sequence[_Told], members_y: Sequence[_Told]) -> list[Found]:
    """Quoted here, and only paraphrased there."""
    for quoting, telling in ((members_x, members_y), (members_y, members_x)):
        direct = [m for m in quoting if m.said.kind == "direct" and len(_quoted_tokens(m)) >= _LEAST_WORDS]
        if direct and all(m.said.kind == "indirect" for m in telling):
            a, b = direct[0], telling[0]
            spans = [(m.reading.number, *m.said.content[0]) for m in (a, b)]
            told = f"{a.reading.name} quotes what {b.reading.name} paraphrases."
            return [_found("directness", a, b, [_whole(m, s) for m, s in zip((a, b), spans, strict=True)], told, 0.6)]
    return []


def _whole(m: _Told, span: tuple[int, int, int]) -> tuple[int, int, int]:
    """A span widened or narrowed to whole tokens."""
    tokens = m.reading.within(span[1], span[2])
    return m.reading.span(tokens[0], tokens[-1] + 1) if tokens else m.reading.sentence_span(m.sentence)

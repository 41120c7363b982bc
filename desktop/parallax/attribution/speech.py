"""Words in quotation marks and who speaks them: the cue beside them, before them, or in the paragraph before.

The rules follow the order in which news text places its sources (O'Keefe et al., *A sequence labelling approach to
quote attribution*, EMNLP 2012): a verb of saying after the quotation, before it, a colon, the clause that the parser
puts it into, and else whoever spoke last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from parallax.attribution.finding import Finding, cue_run
from parallax.attribution.layout import LAID_OUT
from parallax.attribution.lexicon import SPEECH
from parallax.attribution.manner import manner
from parallax.attribution.sources import phrase, subject
from parallax.attribution.tree import Run, Tree, without
from parallax.quotations import Quotation

_STOPS = frozenset({".", "!", "?", "…", ";"})
_SENTENCE_WORDS = 3
_TITLE_WORDS = 6
_REACH = 30
"""Tokens from a quotation to the verb of saying beside it, at most."""


@dataclass
class Draft:
    """A finding on its way, with the quotations (by number) that have joined it."""

    finding: Finding
    content: list[Run]
    quotations: list[int]


class Speech:
    """The outermost quotations of a parse as runs of tokens (marks included). `inside[i]` is the number of the
    quotation that token i stands in, or -1; `headlines` are the numbers of the paragraphs that are one."""

    def __init__(self, tree: Tree, outer: Sequence[Quotation], headlines: frozenset[int]) -> None:
        self.tree = tree
        self.headlines = headlines
        starts = [t.start for t in tree.tokens]
        ends = [t.end for t in tree.tokens]
        self.quotations: list[Quotation] = []
        self.runs: list[Run] = []
        self.inside = [-1] * len(tree.tokens)
        for q in outer:
            first, last = bisect_right(ends, q.start), bisect_left(starts, q.end) - 1
            if first > last or not any(tree.tokens[i].text[0].isalnum() for i in range(first, last + 1)):
                continue
            for i in range(first, last + 1):
                self.inside[i] = len(self.runs)
            self.quotations.append(q)
            self.runs.append((first, last))

    def words(self, number: int) -> int:
        """How many words a quotation has."""
        first, last = self.runs[number]
        return sum(self.tree.tokens[i].text[0].isalnum() for i in range(first, last + 1))

    def paragraph(self, i: int) -> int:
        """The paragraph of token i."""
        return self.tree.parse.sentences[self.tree.tokens[i].sentence].paragraph

    def end(self, paragraph: int) -> int:
        """The last token of a paragraph that has one."""
        sentences = self.tree.parse.sentences
        return sentences[bisect_right(sentences, paragraph, key=lambda s: s.paragraph) - 1].last - 1


class _Kept:
    """The drafts of an article, by the token of their cue and by paragraph."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self.drafts: list[Draft] = []
        self.by_word: dict[int, Draft] = {}
        self.by_paragraph: dict[int, list[Draft]] = {}

    def add(self, draft: Draft) -> Draft:
        """Keep a draft, once."""
        if draft.finding.word not in self.by_word:
            self.drafts.append(draft)
            self.by_word[draft.finding.word] = draft
            self.by_paragraph.setdefault(self._speech.paragraph(draft.finding.word), []).append(draft)
        return draft


def with_quotations(speech: Speech, found: Sequence[Finding]) -> list[Draft]:
    """The findings, each with the whole of every quotation that it reports, and one more for each quotation whose
    source stands elsewhere or nowhere. A cue inside a quotation belongs to the words quoted and makes no attribution of
    its own."""
    kept = _Kept(speech)
    for f in found:
        draft = _whole(speech, f) if f.frame in LAID_OUT else _snapped(speech, f)
        if draft is not None:
            kept.add(draft)
    covering: dict[int, list[Draft]] = {}
    settled: dict[int, Draft] = {}
    for d in kept.drafts:
        for n in d.quotations:
            if d.finding.frame in LAID_OUT:
                settled[n] = d
            else:
                covering.setdefault(n, []).append(d)
    last: Draft | None = None
    beside = [_beside(speech, n) for n in range(len(speech.runs))]
    ahead = _beside_or_later(speech, beside)
    for n in range(len(speech.runs)):
        if n in settled:
            last = settled[n]
            continue
        word = beside[n] if n in covering else ahead[n]
        holders = covering.get(n, ())
        if word is not None and (not holders or word in kept.by_word):
            draft = kept.by_word.get(word) or kept.add(_from_verb(speech, word, n))
            for other in holders:
                if other is not draft and other.quotations[0] != n:
                    _leave(speech, other, n)
        else:
            found_here = max(holders, key=lambda d: d.finding.word) if holders else _elsewhere(speech, n, last, kept)
            if found_here is None:
                continue
            draft = kept.add(found_here)
        _join(speech, draft, n)
        last = draft
    return kept.drafts


def _beside_or_later(speech: Speech, beside: Sequence[int | None]) -> list[int | None]:
    """For each quotation the verb of saying beside it, else the first beside the quotations that continue it: one
    quotation over several paragraphs has its verb beside any of them."""
    ahead = list(beside)
    for n in range(len(ahead) - 2, -1, -1):
        if ahead[n] is None and speech.quotations[n + 1].continues:
            ahead[n] = ahead[n + 1]
    return ahead


def _join(speech: Speech, draft: Draft, n: int) -> None:
    """Give a quotation to a draft."""
    if n not in draft.quotations:
        draft.quotations.append(n)
    draft.content.append(speech.runs[n])


def _leave(speech: Speech, draft: Draft, n: int) -> None:
    """Take from a draft a quotation that the verb beside it reports."""
    draft.quotations.remove(n)
    draft.content = [piece for first, last in draft.content for piece in without(first, last, [speech.runs[n]])]


def _whole(speech: Speech, f: Finding) -> Draft:
    """A finding whose content is a paragraph or most of one, with the quotations that it touches."""
    touched = {speech.inside[i] for a, b in f.content for i in range(a, b + 1)} - {-1}
    return Draft(f, list(f.content), sorted(touched))


def _snapped(speech: Speech, f: Finding) -> Draft | None:
    """A finding whose content holds quotations whole or not at all. What a headline reports stands in it."""
    if speech.inside[f.word] >= 0:
        return None
    content = []
    numbers: list[int] = []
    paragraph = speech.paragraph(f.word)
    end = speech.end(paragraph) if paragraph in speech.headlines else len(speech.inside) - 1
    for a, b in ((a, min(b, end)) for a, b in f.content if a <= end):
        low, high = a, b
        for n in sorted({speech.inside[i] for i in range(a, b + 1)} - {-1}):
            first, last = speech.runs[n]
            if first >= a and last <= b:
                numbers.append(n)
            elif 2 * (min(b, last) - max(a, first) + 1) >= last - first + 1 or first >= a:
                low, high = min(low, first), max(high, last)
                numbers.append(n)
            elif first < a:
                low = last + 1
        if low <= high:
            content.append((low, high))
    return Draft(f, content, numbers) if content else None


def _beside(speech: Speech, n: int) -> int | None:
    """The verb of saying that stands right after a quotation, or before it."""
    tree = speech.tree
    first, last = speech.runs[n]
    ending = next((tree.tokens[i].text for i in range(last, first - 1, -1) if tree.tokens[i].text not in _MARKS), "")
    after = tree.tokens[last + 1].text if last + 1 < len(tree.tokens) else ""
    introduced = _verb_before(speech, n) if first and tree.tokens[first - 1].text == ":" else None
    if introduced is not None:
        return introduced
    if ending in (",", "?", "!", "—", "–", "--", "…", "...") or after in (",", "—", "–"):
        word = _verb_after(speech, n)
        if word is not None:
            return word
    before = tree.tokens[first - 1].text if first else ""
    if before in (",", ":") or (first and tree.tokens[first - 1].lemma.casefold() in SPEECH):
        return _verb_before(speech, n)
    return None


_MARKS = frozenset({'"', "'", "“", "”", "‘", "’", "''", "``", "»", "«"})


def _verb_after(speech: Speech, n: int) -> int | None:
    """A verb of saying in the words that follow a quotation, up to the end of the sentence or the next quotation."""
    tree = speech.tree
    start = speech.runs[n][1] + 1
    for i in range(start, min(start + _REACH, len(tree.tokens))):
        token = tree.tokens[i]
        if speech.inside[i] >= 0 or token.text in _STOPS or speech.paragraph(i) != speech.paragraph(start - 1):
            return None
        if token.tag in ("VBD", "VBZ", "VBP", "VBG", "VBN", "VB") and token.lemma.casefold() in SPEECH:
            return None if _names(tree, i) else i
        if token.pos == "SCONJ" or (token.pos in ("CCONJ",) and i == start):
            return None
    return None


def _verb_before(speech: Speech, n: int) -> int | None:
    """A verb of saying in the words that lead up to a quotation, nearest first."""
    tree = speech.tree
    start = speech.runs[n][0] - 1
    colon = 0 if tree.tokens[start].text == ":" else 1
    for i in range(start, max(start - _REACH, -1), -1):
        token = tree.tokens[i]
        near = speech.paragraph(i) == speech.paragraph(start + colon)
        if speech.inside[i] >= 0 or token.text in _STOPS or not near:
            return None
        if token.pos == "VERB" and token.lemma.casefold() in SPEECH:
            return None if _names(tree, i) else i
    return None


def _names(tree: Tree, verb: int) -> bool:
    """Whether a verb gives a name instead of saying something: "a book called …", "self-described"."""
    token = tree.tokens[verb]
    hyphen = verb > 0 and tree.tokens[verb - 1].text == "-" and tree.tokens[verb - 1].end == token.start
    named = token.lemma.casefold() in ("call", "dub", "label", "brand", "describe", "read", "quote", "write")
    return hyphen or (token.tag == "VBN" and token.dep in ("acl", "amod") and named)


def _from_verb(speech: Speech, word: int, n: int) -> Draft:
    """A new attribution of a quotation to the subject of a verb beside it."""
    tree = speech.tree
    head = subject(tree, word)
    if head is not None and speech.inside[head] >= 0:
        head = None
    cue = cue_run(tree, word)
    cue = (max(cue[0], _free_from(speech, word)), cue[1])
    source: tuple[Run, ...] = ()
    if head is None:
        near = _nominal_near(speech, word, n)
        if near is not None:
            source, head = (near,), near[1]
    if head is not None and not source and not cue[0] <= head <= cue[1]:
        source = (outside_quotations(speech, phrase(tree, head, cue), head),)
    finding = Finding(word, head, source, (cue,), (), "quotation", *manner(tree, word, cue))
    return Draft(finding, [], [])


def _free_from(speech: Speech, word: int) -> int:
    """The first token before a word from which on no quotation stands."""
    i = word
    while i > 0 and word - i < 6 and speech.inside[i - 1] < 0:
        i -= 1
    return i


def outside_quotations(speech: Speech, run: Run, head: int) -> Run:
    """The part of a run around its head that no quotation touches; the head alone is always left."""
    low, high = run
    first = head
    while first > low and speech.inside[first - 1] == speech.inside[head]:
        first -= 1
    last = head
    while last < high and speech.inside[last + 1] == speech.inside[head]:
        last += 1
    return first, last


def _nominal_near(speech: Speech, word: int, n: int) -> Run | None:
    """The name or noun between a quotation and its verb, or right after the verb, where the parse shows none."""
    tree = speech.tree
    if word > speech.runs[n][1]:
        between = range(speech.runs[n][1] + 1, word)
    else:
        between = range(max(word - 6, 0), word)
    nominal = [i for i in between if tree.tokens[i].pos in ("PROPN", "NOUN", "PRON") and speech.inside[i] < 0]
    if nominal:
        first = last = nominal[-1]
        while first - 1 in nominal:
            first -= 1
        return first, last
    i = word + 1
    while i < len(tree.tokens) and i <= word + 2 and tree.tokens[i].pos in ("DET", "ADJ", "ADV"):
        i += 1
    last = i
    while last < len(tree.tokens) and tree.tokens[last].pos in ("PROPN", "NOUN", "PRON") and speech.inside[last] < 0:
        last += 1
    same = i < len(tree.tokens) and tree.tokens[i].sentence == tree.tokens[word].sentence
    return (i, last - 1) if last > i and same else None


def _elsewhere(speech: Speech, n: int, last: Draft | None, kept: _Kept) -> Draft | None:
    """The attribution of a quotation without a verb beside it: the one before it when it goes on from there, else a
    new one that takes the subject of its own sentence, or no source, with little confidence."""
    tree = speech.tree
    first = speech.runs[n][0]
    begins = first == 0 or tree.tokens[first - 1].text in _STOPS or speech.inside[first - 1] >= 0
    begins = begins or speech.paragraph(first - 1) != speech.paragraph(first)
    colon = first > 0 and tree.tokens[first - 1].text == ":"
    if colon or (begins and (speech.words(n) >= _SENTENCE_WORDS or speech.quotations[n].continues)):
        before = _latest_before(speech, first, kept, last)
        if before is not None:
            return before
    if not begins:
        verb = _verb_before(speech, n)
        if verb is not None:
            return kept.by_word.get(verb) or _from_verb(speech, verb, n)
    if speech.words(n) <= _TITLE_WORDS and _is_title(speech, n):
        return None
    head = None
    if not begins:
        sentence = tree.sentence(first)
        root = next((i for i in range(sentence[0], sentence[1] + 1) if tree.tokens[i].head == i), first)
        head = tree.child(root, "nsubj")
        if head is not None and speech.inside[head] >= 0:
            head = None
    source: tuple[Run, ...] = ()
    if head is not None:
        source = (outside_quotations(speech, phrase(tree, head), head),)
    finding = Finding(first, head, source, (), (), "marks", "neutral", False)
    return Draft(finding, [], [])


def _is_title(speech: Speech, n: int) -> bool:
    """Whether the words in marks look like the name of a work: every longer word begins with a capital, and no stop
    or comma stands before the closing mark but the sentence's own."""
    first, last = speech.runs[n]
    words = [speech.tree.tokens[i].text for i in range(first, last + 1) if speech.tree.tokens[i].text[0].isalnum()]
    return all(w[0].isupper() or w[0].isdigit() or len(w) <= 3 for w in words) and words[0][0].isupper()


_NEVER_SPEAKS = frozenset({"marks", "noun that", "adverb"})


def _latest_before(speech: Speech, first: int, kept: _Kept, last: Draft | None) -> Draft | None:
    """The last attribution before a token in its paragraph or the one before; one that holds the last quotation is
    preferred when nothing was said since. No headline speaks for a text below it."""
    here = speech.paragraph(first)
    best: Draft | None = None
    above = () if here - 1 in speech.headlines else kept.by_paragraph.get(here - 1, ())
    for d in (*above, *kept.by_paragraph.get(here, ())):
        word = d.finding.word
        if word < first and d.finding.frame not in _NEVER_SPEAKS and (best is None or word > best.finding.word):
            best = d
    if last is not None and last.quotations:
        at = speech.runs[last.quotations[-1]][1]
        if here - speech.paragraph(at) <= 1 and (best is None or at > best.finding.word):
            return last
    return best

"""What is reported inside what is reported, and what an adverb reports: "London repeated accusations by Washington that
…", "the mayor said that the driver had claimed …", "reportedly".

The annotators of the texts that the network learned from marked one of the two as a rule, so it hears one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from parallax.attribution.finding import Finding, made
from parallax.attribution.lexicon import ADVERBS, NOUNS, PLAIN, SPEECH, stance_of
from parallax.attribution.manner import manner
from parallax.attribution.sources import owner, phrase, subject
from parallax.attribution.tree import Run, Tree, without

_NEAR = 4
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj"})


def with_nominal(tree: Tree, heard: Sequence[Finding]) -> list[Finding]:
    """The findings, each without what a noun or an adverb reports by itself, and one more for each of these."""
    kept = _Kept(heard)
    inside = {i for f in heard for first, last in f.content for i in range(first, last + 1)}
    unheard = inside - kept.by_cue.keys()
    for token in tree.tokens:
        lemma = token.lemma.casefold()
        if token.pos == "NOUN" and lemma in NOUNS:
            own = _noun(tree, token.i)
            if own is not None:
                for i in range(tree.left[token.i], token.i + 1):
                    kept.change(i, partial(_before_noun, tree, own))
                kept.add(own)
        elif token.pos == "ADV" and lemma in ADVERBS:
            own = _adverb(tree, token.i, lemma)
            if own is not None:
                kept.change(token.i, partial(_less, token.i))
                kept.add(own)
        elif token.pos == "VERB" and token.i in unheard and lemma in SPEECH:
            own = _verb(tree, token.i, lemma)
            if own is not None and inside.issuperset(i for a, b in own.content for i in range(a, b + 1)):
                kept.add(own)
    return [f for f in kept.findings if f is not None]


class _Kept:
    """Findings in order, None for one that was given up, and those by the tokens of their cues."""

    def __init__(self, heard: Sequence[Finding]) -> None:
        self.findings: list[Finding | None] = []
        self.by_cue: dict[int, list[int]] = {}
        for f in heard:
            self.add(f)

    def add(self, f: Finding) -> None:
        """One more."""
        for first, last in f.cue:
            for i in range(first, last + 1):
                self.by_cue.setdefault(i, []).append(len(self.findings))
        self.findings.append(f)

    def change(self, token: int, changed: Callable[[Finding], Finding | None]) -> None:
        """Put another in the place of each whose cue held a token at first."""
        for k in self.by_cue.get(token, ()):
            f = self.findings[k]
            self.findings[k] = None if f is None else changed(f)


def _verb(tree: Tree, v: int, lemma: str) -> Finding | None:
    """ "… that the driver had claimed that …": a verb of saying with a subject and a clause of its own, that says so
    plainly or with a stance."""
    clause, who = tree.child(v, "ccomp"), tree.child(v, "nsubj")
    if clause is None or who is None or not who < v < clause or not (lemma in PLAIN or stance_of(lemma) != "neutral"):
        return None
    return made(tree, v, who, [(max(v + 1, tree.left[clause]), tree.right[clause])], "clause")


def _noun(tree: Tree, n: int) -> Finding | None:
    """ "the union's claim that …", "accusations by Washington that …": a noun whose owner is named."""
    that = next((c for c in tree.children[n] if c > n and _is_that_clause(tree, c)), None)
    whose = owner(tree, n)
    if that is None or whose is None:
        return None
    return made(tree, n, whose, [tree.run(that)], "noun that")


def _is_that_clause(tree: Tree, c: int) -> bool:
    marked = any(tree.tokens[g].text.casefold() == "that" and tree.tokens[g].dep == "mark" for g in tree.children[c])
    return marked and tree.tokens[c].dep in ("acl", "ccomp", "relcl")


def _before_noun(tree: Tree, own: Finding, f: Finding) -> Finding | None:
    """A finding whose cue ends before the phrase of the noun and whose content is that phrase: of "London repeated
    accusations by Washington that …" London repeats the accusations, and Washington makes them. None where that leaves
    it no cue or no source but that of the noun."""
    first, last = f.cue[0]
    begins = tree.left[own.word]
    if last < begins or own.word < first or begins <= first <= last < own.word:
        return f
    if begins <= first:
        begins = own.word  # the verb of the cue was read as part of the phrase
    if begins <= first:
        return None
    cue = (first, begins - 1)
    verb = next((i for i in range(cue[1], first - 1, -1) if tree.tokens[i].pos == "VERB"), cue[1])
    head = subject(tree, verb)
    source = f.source
    if head is not None and head != own.head and not first <= head <= last:
        source = (phrase(tree, head, cue),)
    elif not source:
        source = _right_before(tree, first)
    elif any(a <= d and c <= b for a, b in source for c, d in own.source):
        return None
    stance, is_negated = manner(tree, verb, cue)
    content = ((begins, max(own.word, *(b for _, b in own.content))),)
    return replace(f, word=verb, source=source, cue=(cue,), content=content, stance=stance, negated=is_negated)


def _right_before(tree: Tree, first: int) -> tuple[Run, ...]:
    """The name or noun that ends right before a token, where the parse shows no subject."""
    low = first
    while low > 0 and tree.tokens[low - 1].sentence == tree.tokens[first].sentence and low - first > -_NEAR:
        if tree.tokens[low - 1].pos not in ("PROPN", "NOUN", "ADJ", "DET"):
            break
        low -= 1
    return ((low, first - 1),) if low < first and tree.tokens[first - 1].pos in ("PROPN", "NOUN") else ()


def _adverb(tree: Tree, a: int, lemma: str) -> Finding | None:
    """ "They reportedly proposed …": what is reported is the clause."""
    if tree.tokens[a].head == a:
        return None
    top = _clause_of(tree, tree.tokens[a].head)
    own = (a, a)
    stance = stance_of(lemma, word_class="adverb")
    return Finding(a, None, (), (own,), tuple(without(*tree.run(top), [own])), "adverb", stance, False)


def _less(adverb: int, f: Finding) -> Finding | None:
    """A finding without an adverb in its cue; None where that is the whole cue."""
    cue = tuple(piece for first, last in f.cue for piece in without(first, last, [(adverb, adverb)]))
    if cue == f.cue or not cue:
        return f if cue else None
    word = f.word if f.word != adverb else cue[-1][1]
    return replace(f, word=word, cue=cue)


def _clause_of(tree: Tree, i: int) -> int:
    """The head of the clause that holds token i."""
    while tree.tokens[i].head != i and tree.tokens[i].dep not in _CLAUSES:
        i = tree.tokens[i].head
    return i

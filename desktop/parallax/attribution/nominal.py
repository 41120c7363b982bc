"""What is reported inside what is reported, and what an adverb reports: "London repeated accusations by Washington that
…", "the mayor said that the driver had claimed …", "reportedly".

Its annotators marked one of the two as a rule, so the network hears one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallax.attribution.finding import Finding, made
from parallax.attribution.lexicon import ADVERBS, NOUNS, PLAIN, SPEECH, stance_of
from parallax.attribution.manner import manner
from parallax.attribution.sources import owner, phrase, subject
from parallax.attribution.tree import Run, Tree, without

_NEAR = 4
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj"})


def with_nominal(tree: Tree, heard: Sequence[Finding]) -> list[Finding]:
    """The findings, each without what a noun or an adverb reports by itself, and one more for each of these."""
    found = list(heard)
    inside = {i for f in heard for first, last in f.content for i in range(first, last + 1)}
    cued = {i for f in heard for first, last in f.cue for i in range(first, last + 1)}
    for token in tree.tokens:
        lemma = token.lemma.casefold()
        if token.pos == "NOUN" and lemma in NOUNS:
            own = _noun(tree, token.i)
            found = found if own is None else [*_parted(tree, found, own), own]
        elif token.pos == "ADV" and lemma in ADVERBS:
            own = _adverb(tree, token.i, lemma)
            found = found if own is None else [*(f for g in found if (f := _less(g, token.i)) is not None), own]
        elif token.pos == "VERB" and token.i in inside - cued and lemma in SPEECH:
            own = _verb(tree, token.i, lemma)
            if own is not None and inside.issuperset(i for a, b in own.content for i in range(a, b + 1)):
                found.append(own)
    return found


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


def _parted(tree: Tree, found: Sequence[Finding], own: Finding) -> list[Finding]:
    """The findings without the noun in their cue: of "London repeated accusations by Washington that …" London repeats
    the accusations, and Washington makes them."""
    return [f for g in found if (f := _before_noun(tree, g, own)) is not None]


def _before_noun(tree: Tree, f: Finding, own: Finding) -> Finding | None:
    """A finding whose cue ends before the noun and whose content is what the noun heads; None where that leaves it no
    cue or no source but that of the noun."""
    first, last = f.cue[0]
    if not first <= own.word <= last:
        return f
    if own.word == first:
        return None
    cue = (first, own.word - 1)
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
    content = ((own.word, max(own.word, *(b for _, b in own.content))),)
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


def _less(f: Finding, adverb: int) -> Finding | None:
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

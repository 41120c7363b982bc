"""What a noun or an adverb reports beside the verbs of saying: "the union's claim that …", "reportedly".

What somebody says of what somebody else says stands inside it: "London repeated accusations by Washington that …".
The network hears one of the two as a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallax.attribution.finding import Finding, made
from parallax.attribution.lexicon import ADVERBS, NOUNS
from parallax.attribution.sources import owner, phrase, subject
from parallax.attribution.tree import Tree, without

_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj"})


def with_nominal(tree: Tree, heard: Sequence[Finding]) -> list[Finding]:
    """The findings, each without what a noun or an adverb reports by itself, and one more for each of these."""
    found = list(heard)
    for token in tree.tokens:
        lemma = token.lemma.casefold()
        if token.pos == "NOUN" and lemma in NOUNS:
            own = _noun(tree, token.i, lemma)
            found = found if own is None else [*_parted(tree, found, own), own]
        elif token.pos == "ADV" and lemma in ADVERBS:
            own = _adverb(tree, token.i, lemma)
            found = found if own is None else [*(f for g in found if (f := _less(g, token.i)) is not None), own]
    return found


def _noun(tree: Tree, n: int, lemma: str) -> Finding | None:
    """ "the union's claim that …", "accusations by Washington that …": a noun whose owner is named."""
    that = next((c for c in tree.children[n] if c > n and _is_that_clause(tree, c)), None)
    whose = owner(tree, n)
    if that is None or whose is None:
        return None
    return made(tree, n, whose, [tree.run(that)], "noun that", lemma)


def _is_that_clause(tree: Tree, c: int) -> bool:
    marked = any(tree.tokens[g].text.casefold() == "that" and tree.tokens[g].dep == "mark" for g in tree.children[c])
    return marked and tree.tokens[c].dep in ("acl", "ccomp", "relcl")


def _parted(tree: Tree, found: Sequence[Finding], own: Finding) -> list[Finding]:
    """The findings without the noun in their cue: of "London repeated accusations by Washington that …" London repeats
    the accusations, and Washington makes them."""
    kept = []
    for f in found:
        first, last = f.cue[0]
        if not first <= own.word <= last:
            kept.append(f)
            continue
        verb = tree.tokens[own.word].head
        head = subject(tree, verb) if first <= verb < own.word else None
        if head is not None and head != own.head:
            low, high = tree.run(own.word)
            source = phrase(tree, head, (first, verb))
            content = ((max(low, verb + 1), high),)
            kept.append(replace(f, word=verb, source=(source,), cue=((first, verb),), content=content))
    return kept


def _adverb(tree: Tree, a: int, lemma: str) -> Finding | None:
    """ "They reportedly proposed …": what is reported is the clause."""
    if tree.tokens[a].head == a:
        return None
    top = _clause_of(tree, tree.tokens[a].head)
    own = (a, a)
    return Finding(a, None, (), (own,), tuple(without(*tree.run(top), [own])), "adverb", ADVERBS[lemma], False)


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

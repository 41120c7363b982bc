"""The source of an attribution: the full noun phrase that names who speaks."""

from __future__ import annotations

from parallax.attribution.tree import Run, Tree

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
_FARTHEST = 8
_LEADS_UP = frozenset({"ADV", "ADP", "CCONJ", "SCONJ", "PUNCT", "SPACE"})
_NEAR = 4
_RELATIVE = frozenset({"who", "that", "which"})
_UP = 3
_LONGEST_NOUN = 15
"""Tokens from a noun to its relative pronoun, at most."""
_MODIFIES = frozenset({"det", "amod", "compound", "poss", "nummod", "predet", "quantmod", "nmod"})


def subject(tree: Tree, verb: int) -> int | None:
    """The token that heads the subject of a verb: its own, or the one that it shares with the verb it is joined to,
    hangs from as a participle or infinitive, or the noun that it describes."""
    for _ in range(_FARTHEST):
        own = tree.child(verb, *SUBJECTS)
        if own is not None:
            return own
        token = tree.tokens[verb]
        if token.head == verb:
            return None
        accompanied = _with_noun(tree, verb) if token.tag == "VBG" else None
        if accompanied is not None:
            return accompanied
        if token.dep in ("acl", "relcl"):
            return token.head if tree.tokens[token.head].pos in _NOMINAL else None
        if token.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "aux", "dep"):
            return None
        if token.dep == "ccomp" and token.tag not in ("VBG", "VB"):
            return None
        verb = token.head
    return None


def _with_noun(tree: Tree, verb: int) -> int | None:
    """The noun right before a participle after "with": "with the union claiming that …"."""
    before = verb - 1
    while before >= 0 and tree.tokens[before].pos == "ADV":
        before -= 1
    for i in (before, *tree.above(before)[:3]) if before >= 0 else ():
        token = tree.tokens[i]
        if token.dep == "pobj":
            return i if tree.tokens[token.head].text.casefold() == "with" and token.head < i else None
    return None


def phrase(tree: Tree, head: int, outside: Run | None = None) -> Run:
    """The whole noun phrase of a head, cut where the words `outside` it begin or end."""
    first, last = tree.run(head)
    if outside is not None:
        low, high = outside
        if low <= head <= high:
            return head, head
        if high < head:
            first = max(first, high + 1)
        else:
            last = min(last, low - 1)
    return first, last


def trimmed(tree: Tree, run: Run, cue: Run) -> Run | None:
    """A ragged run of tokens as the phrase that it means: without adverbs and conjunctions at its beginning, with the
    determiner and modifiers before its first noun, and with the noun that its last modifier belongs to, but without
    the `cue`. None where nothing is left."""
    first, last = run
    while first <= last and (tree.tokens[first].pos in _LEADS_UP or tree.tokens[first].dep == "npadvmod"):
        first += 1
    if first > last:
        return None
    while tree.tokens[last].dep in _MODIFIES and 0 < tree.tokens[last].head - last <= _NEAR:
        last = tree.tokens[last].head
    while first > 0 and tree.tokens[first - 1].dep in _MODIFIES and first <= tree.tokens[first - 1].head <= last:
        first -= 1
    if run[1] < cue[0]:
        last = min(last, cue[0] - 1)
    elif run[0] > cue[1]:
        first = max(first, cue[1] + 1)
    return first, last


def with_relative(tree: Tree, run: Run, word: int) -> Run:
    """A source together with the relative pronoun that stands for it where the cue's main word is in the clause after
    it ("a law that forbids …"), or a pronoun, and what follows it, together with the noun that it stands for."""
    first, last = run
    if tree.tokens[first].text.casefold() in _RELATIVE:
        clause = next((up for up in tree.above(first)[:_UP] if tree.tokens[up].dep == "relcl"), None)
        noun = first if clause is None else tree.tokens[clause].head
        if 0 < first - noun <= _LONGEST_NOUN:
            return tree.left[noun], last
        return run
    clause = next((up for up in (word, *tree.above(word)[:_UP]) if tree.tokens[up].dep == "relcl"), None)
    if clause is None or not first <= tree.tokens[clause].head <= last:
        return run
    after = range(last + 1, min(clause, last + _NEAR))
    return first, next((k for k in after if tree.tokens[k].text.casefold() in _RELATIVE), last)


def owner(tree: Tree, noun: int) -> int | None:
    """Who made a claim that a noun names: "the union's claim", "a claim by the union", "allegations from"."""
    poss = tree.child(noun, "poss")
    if poss is not None:
        return poss
    for c in tree.children[noun]:
        if tree.tokens[c].dep in ("prep", "agent") and tree.tokens[c].text.casefold() in ("by", "from"):
            return tree.child(c, "pobj")
    return None

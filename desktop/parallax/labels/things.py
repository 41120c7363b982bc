"""Things, events and groups that a story speaks of without a name: "the agreement", "the state visit", "his lawyers".

Noun phrases of one noun, or of nouns that are used for one another, are one thing, if the story speaks of it far more
often than other news does. Which of two meetings is meant is not told apart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from parallax.alignment.weights import word_weights
from parallax.attribution.mentions import ROLES, people_noun
from parallax.attribution.tree import Run, Tree
from parallax.labels.mention import Name, folded
from parallax.labels.synonyms import same_noun
from parallax.values import LabelKind

_LEAST_MENTIONS = 3
_LEAST_ODDS = 1.5
"""How much more often than elsewhere a story must speak of a thing, in nats."""
_UNSAID = frozenset(
    """
    year day week month time hour minute second way thing lot part number percent bit case point fact kind sort place
    side end example today tomorrow yesterday weekend morning afternoon evening night moment period decade century
    spring summer winter autumn past future none other dozen thousand hundred million billion half people man woman
    person country nation world official leader news reason issue problem effort step idea order rest
    """.split()
)
"""Nouns that stand for something else each time."""
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "PERSON", "NORP"})
_UNTELLING = frozenset({"det", "predet", "nummod", "quantmod", "punct", "advmod", "cc"})
_EVENTS = frozenset(
    """
    visit meeting summit talk protest attack shooting killing explosion fire crash election vote war strike trial
    hearing investigation interview speech announcement ceremony conference debate riot raid arrest storm flood
    earthquake outbreak resignation dismissal launch test march funeral wedding match game final coup
    """.split()
)
_MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "''", "``"})


def things(trees: Sequence[Tree], phrases: Sequence[Sequence[Run]], taken: Sequence[set[int]]) -> list[list[Name]]:
    """The mentions of each thing that stands out in the story; `phrases` are the noun phrases of each article, `taken`
    the tokens that name or mean somebody or something already."""
    by_noun: dict[str, list[Name]] = defaultdict(list)
    for number, (tree, runs) in enumerate(zip(trees, phrases, strict=True)):
        for first, head in runs:
            noun = _noun(tree, head)
            if head not in taken[number] and noun:
                kind: LabelKind = "group" if people_noun(tree, head) else "event" if noun in _EVENTS else "thing"
                by_noun[noun].append(phrase(number, tree, first, head, kind))
    sentences = sum(len(tree.parse.sentences) for tree in trees)
    return [names for noun, names in sorted(by_noun.items()) if _stands_out(noun, names, sentences)]


def _noun(tree: Tree, head: int) -> str:
    """The noun by which a phrase is one with others; empty where it is none by which things are told."""
    token = tree.tokens[head]
    lemma = token.lemma.casefold()
    label = tree.parse.entities[token.entity].label if token.entity >= 0 else ""
    one_person = lemma in ROLES and token.tag not in ("NNS", "NNPS")
    if lemma in _UNSAID or len(lemma) < 3 or label in _TIMES or one_person or not lemma[0].isalpha():
        return ""
    return same_noun(lemma)


def _stands_out(noun: str, names: Sequence[Name], sentences: int) -> bool:
    """Whether a story of so many sentences speaks of a thing in two articles, and more than other news."""
    if len(names) < _LEAST_MENTIONS or len({n.span[0] for n in names}) < 2:
        return False
    return math.log(len(names) / sentences) + word_weights().word(noun) >= _LEAST_ODDS


def phrase(number: int, tree: Tree, first: int, head: int, kind: LabelKind) -> Name:
    """A noun phrase as a mention: without articles, numbers and pronouns before it, nor what a quotation mark in it
    parts from the noun."""
    marks = [i for i in range(first, head) if tree.tokens[i].text in _MARKS and tree.tokens[i].tag != "POS"]
    first = marks[-1] + 1 if marks else first
    while first < head and (tree.tokens[first].dep in _UNTELLING or tree.tokens[first].tag in ("PRP$", "POS", "HYPH")):
        first += 1
    start, end = tree.tokens[first].start, tree.tokens[head].end
    text = " ".join(tree.parse.text[start:end].split())
    return Name((number, start, end), text, () if kind == "person" else tuple(folded(text)), kind)


def tokens_in(tree: Tree, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The tokens that begin in these spans."""
    starts = {t.start: t.i for t in tree.tokens}
    return {starts[at] for start, end in spans for at in range(start, end) if at in starts}

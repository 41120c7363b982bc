"""Things, events and groups that a story speaks of without a name: "the agreement", "the state visit", "his lawyers".

Noun phrases of one noun, or of nouns that are used for one another, are one thing, if the story speaks of it far more
often than other news does, and nothing tells that there are two (`apart`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from parallax.alignment.weights import word_weights
from parallax.attribution.mentions import ROLES, people_noun
from parallax.attribution.tree import Run, Tree
from parallax.labels.apart import Mention, apart
from parallax.labels.known import Known
from parallax.labels.mention import Name, folded
from parallax.labels.synonyms import same_noun
from parallax.labels.tells import tells
from parallax.values import LabelKind

_LEAST_MENTIONS = 3
_LEAST_ODDS = 1.5
"""How much more often than elsewhere a story must speak of a thing, in nats."""
_UNSAID = frozenset(
    """
    year day week month time hour minute second way thing lot part number percent bit case point fact kind sort place
    side end example today tomorrow yesterday weekend morning afternoon evening night moment period decade century
    spring summer winter autumn past future course level detail ground none other dozen thousand hundred million
    billion half people man woman person country nation world official leader news reason issue problem effort step
    idea order rest
    """.split()
)
"""Nouns that stand for something else each time."""
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "PERSON", "NORP"})
_UNTELLING = frozenset({"det", "predet", "nummod", "quantmod", "punct", "advmod", "cc"})
_EMPTY = frozenset(
    """
    own such same whose other several few many most more certain various another each every all both some any no %
    percent per cent pct
    """.split()
)
"""Words that no wording begins with."""
_EVENTS = frozenset(
    """
    visit meeting summit talk protest attack shooting killing explosion fire crash election vote war strike trial
    hearing investigation interview speech announcement ceremony conference debate riot raid arrest storm flood
    earthquake outbreak resignation dismissal launch test march funeral wedding match game final coup
    """.split()
)
_HYPHENS = frozenset({"-", "–", "‑"})
_MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "''", "``"})


def things(
    trees: Sequence[Tree], phrases: Sequence[Sequence[Run]], taken: Sequence[set[int]], known: Known
) -> list[list[Name]]:
    """The mentions of each thing that stands out in the story; `phrases` are the noun phrases of each article, `taken`
    the tokens that name or mean somebody or something already."""
    by_noun: dict[str, list[Mention]] = defaultdict(list)
    for number, (tree, runs) in enumerate(zip(trees, phrases, strict=True)):
        for first, head in runs:
            noun = _noun(tree, head)
            if head not in taken[number] and noun:
                people = people_noun(tree, head)
                kind: LabelKind = "group" if people else "event" if noun in _EVENTS else "thing"
                told = tells(tree, first, head, known.keys[number], people=people)
                near = known.near(number, tree.tokens[head].sentence)
                by_noun[noun].append(Mention(phrase(number, tree, first, head, kind), told, near))
    sentences = sum(len(tree.parse.sentences) for tree in trees)
    return [
        names
        for noun, mentions in sorted(by_noun.items())
        if _stands_out(noun, [m.name for m in mentions], sentences)
        for names in apart(noun, mentions, known)
    ]


def _noun(tree: Tree, head: int) -> str:
    """The noun by which a phrase is one with others; empty where it is none by which things are told."""
    token = tree.tokens[head]
    lemma = token.lemma.casefold()
    label = tree.parse.entities[token.entity].label if token.entity >= 0 else ""
    one_person = lemma in ROLES and token.tag not in ("NNS", "NNPS")
    if lemma in _UNSAID or len(lemma) < 3 or label in _TIMES or one_person or not lemma[0].isalpha():
        return ""
    if token.dep == "amod" or _hyphened(tree, head):  # "working", "secret" of "a top-secret working visit"
        return ""
    return same_noun(lemma)


def _stands_out(noun: str, names: Sequence[Name], sentences: int) -> bool:
    """Whether a story of so many sentences speaks of a thing in two articles, and more than other news."""
    if len(names) < _LEAST_MENTIONS or len({n.span[0] for n in names}) < 2:
        return False
    return math.log(len(names) / sentences) + word_weights().word(noun) >= _LEAST_ODDS


def phrase(number: int, tree: Tree, first: int, head: int, kind: LabelKind) -> Name:
    """A noun phrase as a mention: without articles, numbers and pronouns before it, nor what a quotation mark or
    a verb in it parts from the noun."""
    marks = [i for i in range(first, head) if tree.tokens[i].text in _MARKS and tree.tokens[i].tag != "POS"]
    marks += [i for i in range(first, head) if _is_predicate(tree, i)]
    first = max(marks) + 1 if marks else first
    while first < head and not _hyphened(tree, first) and _untelling(tree, first):
        first += 1
    while first > 1 and _hyphened(tree, first - 2):  # "the two-day summit"
        first -= 2
    start, end = tree.tokens[first].start, tree.tokens[head].end
    text = " ".join(tree.parse.text[start:end].split())
    return Name((number, start, end), text, () if kind == "person" else tuple(folded(text)), kind)


def _untelling(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    return token.dep in _UNTELLING or token.tag in ("PRP$", "POS", "HYPH") or token.text.casefold() in _EMPTY


def _is_predicate(tree: Tree, i: int) -> bool:
    """Whether a verb among the words before a noun is the verb of a headline: "Mayor denied reports"."""
    token = tree.tokens[i]
    return token.tag in ("VBZ", "VBP", "VBD") or (token.pos == "VERB" and tree.child(i, "nsubj") is not None)


def _hyphened(tree: Tree, i: int) -> bool:
    """Whether token i and the next but one are parts of one word, with a hyphen between them."""
    if i + 2 >= len(tree.tokens):
        return False
    token, hyphen, after = tree.tokens[i : i + 3]
    return hyphen.text in _HYPHENS and token.end == hyphen.start and hyphen.end == after.start


def tokens_in(tree: Tree, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The tokens that begin in these spans."""
    starts = {t.start: t.i for t in tree.tokens}
    return {starts[at] for start, end in spans for at in range(start, end) if at in starts}

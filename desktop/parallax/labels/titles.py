"""Titles before a person's name: in small letters and without their dots, and where they stand in a text."""

from __future__ import annotations

from parallax.attribution.mentions import ROLES
from parallax.attribution.tree import Tree

TITLES = frozenset(
    """
    mr mrs ms miss dr prof sir dame lord lady sen sens rep reps gov gen col lt sgt maj capt cpl adm pres president
    senator representative governor general minister secretary judge justice king queen prince princess pope rev
    chancellor mayor chairman congressman congresswoman ambassador director former then
    """.split()
)
_MORE = frozenset({"dictator", "counsel", "adviser", "advisor", "reverend", "baroness"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "case", "nummod"})
_LONGEST = 6
"""Tokens of a title, at most."""


def title_before(tree: Tree, first: int) -> int:
    """The first token of the words that stand right before a name that begins at token `first` and say what the person
    is ("CIA Director Mike Pompeo"): `first` itself where there are none."""
    last = first - 1
    if last < 0 or not _is_title(tree, last) or tree.tokens[last].sentence != tree.tokens[first].sentence:
        return first
    begin = last
    while begin > max(0, first - _LONGEST) and _describes(tree, begin - 1, first):
        begin -= 1
    while begin < last and tree.tokens[begin].tag in ("PRP$", "POS", "HYPH"):
        begin += 1
    return begin


def _is_title(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    plain = token.text.casefold().rstrip(".")
    known = plain in TITLES or plain in _MORE or token.lemma.casefold() in ROLES
    beside = any(tree.tokens[c].dep == "appos" and c <= i + _LONGEST for c in tree.children[i] if c > i)
    return known and token.pos in ("NOUN", "PROPN") and (token.head > i or token.dep in _INSIDE or beside)


def _describes(tree: Tree, i: int, name: int) -> bool:
    """Whether token i belongs to the title before a name."""
    token = tree.tokens[i]
    if token.sentence != tree.tokens[name].sentence or token.pos in ("PRON", "ADP", "VERB"):
        return False
    return token.dep in _INSIDE and (token.dep == "case" or i < token.head <= name + _LONGEST)

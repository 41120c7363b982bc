"""Documents that speak for whoever wrote them: which noun a source means by "one of the letters", and whose it is."""

from __future__ import annotations

from parallax.attribution.mentions import OWN_WORDS
from parallax.attribution.sources import SUBJECTS, owner, subject
from parallax.attribution.tree import Run, Tree

_WRITES = frozenset(
    "write send issue release publish post tweet ask pose put draft draw compile submit read give make deliver want"
    " like hope plan record file circulate provide".split()
)
"""Verbs by whose subject a document is, or by whom it is when they are a participle."""
_SAME = {"query": "question", "e-mail": "email"}
PRESS = frozenset({"report", "article", "story", "dispatch"})
"""Documents that speak for the paper that they are said to stand in, and else for themselves."""
PLATFORMS = frozenset({"twitter", "facebook", "instagram", "youtube", "whatsapp", "telegram", "tiktok", "social"})
"""Where things are posted, whoever posts them."""
_ANOTHER = frozenset({"another", "one", "others", "some", "second", "third", "first", "other", "last"})


def document(tree: Tree, head: int) -> int | None:
    """The noun for a document that a source at this token means: its head, or what stands behind "of" ("one of the
    letters", "the list of questions")."""
    for _ in range(2):
        if tree.tokens[head].pos == "NOUN" and tree.tokens[head].lemma.casefold() in OWN_WORDS | PRESS:
            return head
        of = next((c for c in tree.children[head] if c > head and tree.tokens[c].text.casefold() == "of"), None)
        inner = None if of is None else tree.child(of, "pobj")
        if inner is None:
            return None
        head = inner
    return None


def kind_of_document(tree: Tree, noun: int) -> str:
    """What makes two nouns one kind of document."""
    lemma = tree.tokens[noun].lemma.casefold()
    return _SAME.get(lemma, lemma)


def is_another(tree: Tree, first: int, last: int) -> bool:
    """Whether a source is one more of what was named before: "another", "a second", "others"."""
    words = [t for t in tree.tokens[first : last + 1] if t.text.casefold() not in ("a", "an", "the", "yet", "still")]
    return len(words) == 1 and words[0].text.casefold() in _ANOTHER and words[0].pos != "PROPN"


def run_before(tree: Tree, noun: int) -> Run | None:
    """The name right before a noun: "a Foreign Office spokesman", "the White House statement"."""
    first = tree.left[noun]
    while first < noun and tree.tokens[first].pos in ("DET", "ADJ") and not tree.tokens[first].text.istitle():
        first += 1
    if first < noun and tree.tokens[first].pos == "DET":
        first += 1
    words = tree.tokens[first:noun]
    if not words or any(t.pos not in ("PROPN", "NUM", "NOUN", "ADP", "PART", "ADJ") for t in words):
        return None
    return first, noun - 1


def may_be_known(tree: Tree, first: int, noun: int) -> bool:
    """Whether a document whose source says no more of it may be one that was named elsewhere: not "a letter", nor "two
    letters", which may be by two."""
    if tree.tokens[first].text.casefold() in ("a", "an") or tree.tokens[noun].lemma.casefold() in PRESS:
        return False
    return tree.tokens[noun].tag != "NNS" or not any(
        tree.tokens[c].dep == "nummod" and c < noun for c in tree.children[noun]
    )


def writer(tree: Tree, noun: int) -> int | None:
    """The token that heads who wrote a document: its owner ("the union's letter", "a letter from the union"), who it
    was written by, who "sent" it, or the subject of a clause that says so ("questions that the judge would ask"); the
    same of a list of them ("gave dozens of questions")."""
    for _ in range(3):
        who = _writer(tree, noun)
        token = tree.tokens[noun]
        if who is not None or token.dep != "pobj" or tree.tokens[token.head].text.casefold() != "of":
            return who
        noun = tree.tokens[token.head].head
    return None


def _writer(tree: Tree, noun: int) -> int | None:
    whose = owner(tree, noun)
    if whose is not None:
        return whose
    for c in tree.children[noun]:
        token = tree.tokens[c]
        if token.dep == "acl" and token.tag == "VBN" and token.lemma.casefold() in _WRITES:
            by = tree.child(c, "agent")
            if by is None:
                by = next((x for x in tree.children[c] if tree.tokens[x].text.casefold() == "in"), None)
            return None if by is None else tree.child(by, "pobj")
        if token.dep == "relcl":
            who = tree.child(c, *SUBJECTS)
            chain = [c, *(x for x in tree.children[c] if tree.tokens[x].dep == "xcomp")]
            if who is not None and tree.tokens[who].tag not in ("WP", "WDT"):
                return who if any(tree.tokens[v].lemma.casefold() in _WRITES for v in chain) else None
    token = tree.tokens[noun]
    if token.dep == "dobj" and tree.tokens[token.head].lemma.casefold() in _WRITES:
        return subject(tree, token.head)
    return None

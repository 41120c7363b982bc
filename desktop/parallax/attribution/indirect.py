"""What is said without quotation marks, found in the dependency tree: one construction (frame) per function.

The frames follow Pareti, *A database of attribution relations* (LREC 2012), and the annotation of PolNeAR: clauses,
infinitives, objects and prepositional phrases of verbs of saying, thinking and wanting; "according to"; passives;
nouns and adjectives that report; adverbs that report without a source.
"""

from __future__ import annotations

from parallax.attribution import nominal
from parallax.attribution.finding import DAYS, Finding, made, negated
from parallax.attribution.lexicon import (
    ADJECTIVES,
    ADVERBS,
    CLAUSE,
    INFINITIVE,
    NOUNS,
    OBJECT,
    PASSIVE_RAISING,
    PREPOSITION,
    RAISING,
    SPEECH,
)
from parallax.attribution.sources import agent, subject
from parallax.attribution.tree import Run, Tree, without

_ROLE_PREPOSITIONS = frozenset({"as", "of", "for", "over", "about", "to", "from", "against", "on"})
_WANTING = frozenset({"want", "wish", "like", "desire"})
"""Verbs of wanting: who wants says something, perhaps; who does not want says nothing."""
_NAMING = frozenset({"name", "identify", "quote", "cite"})


def indirect(tree: Tree) -> list[Finding]:
    """Every attribution that the parse shows, by the place of its cue. A cue has one finding at most."""
    found = []
    for token in tree.tokens:
        lemma = token.lemma.casefold()
        if token.pos in ("VERB", "AUX"):
            finding = _verb(tree, token.i, lemma)
        elif token.pos == "NOUN" and lemma in NOUNS:
            finding = nominal.noun(tree, token.i, lemma)
        elif token.pos == "ADJ" and lemma in ADJECTIVES:
            finding = nominal.adjective(tree, token.i)
        elif token.pos == "ADV" and lemma in ADVERBS:
            finding = nominal.adverb(tree, token.i, lemma)
        else:
            finding = None
        if finding is None and token.text.casefold() == "according":
            finding = nominal.according(tree, token.i)
        if finding is None and token.text == ":":
            finding = nominal.label(tree, token.i)
        if finding is not None:
            found.append(finding)
    return found


def _verb(tree: Tree, v: int, lemma: str) -> Finding | None:
    """The first frame that fits a verb."""
    passive = tree.child(v, "nsubjpass") is not None or tree.child(v, "auxpass") is not None
    if passive and _contracted(tree, v):
        passive = False
    if passive:
        return _passive(tree, v, lemma)
    if lemma in RAISING:
        return _raising(tree, v, lemma)
    head = subject(tree, v)
    return (
        _clause(tree, v, lemma, head)
        or _infinitive(tree, v, lemma, head)
        or _inserted(tree, v, lemma, head)
        or _prepositional(tree, v, lemma, head)
        or _object(tree, v, lemma, head)
    )


def _contracted(tree: Tree, v: int) -> bool:
    """Whether an apparent passive is "he's said that …", where the contraction stands for "has"."""
    aux = tree.child(v, "auxpass")
    comp = tree.child(v, "ccomp")
    return aux is not None and tree.tokens[aux].text in ("'s", "’s") and comp is not None and agent(tree, v) is None


def _clause(tree: Tree, v: int, lemma: str, head: int | None) -> Finding | None:
    """ "said that …", "… , he said", "asked whether …", "called it a …"."""
    comp = tree.child(v, "ccomp")
    if comp is None and lemma in CLAUSE:
        comp = _stray_that(tree, v)
    if comp is None:
        return None
    if lemma in CLAUSE or lemma in SPEECH:
        frame = "clause"
    elif lemma in INFINITIVE or lemma in OBJECT:
        frame = "small clause"
    else:
        return None
    first, last = tree.run(comp)
    if comp > v:
        first = max(first, v + 1)
    elif last >= v:
        return None
    return made(tree, v, head, [(first, last)], frame, lemma)


def _stray_that(tree: Tree, v: int) -> int | None:
    """The head of a clause with "that" which the parser hung on a noun between: "alleged for months that …"."""
    if tree.child(v, "dobj") is not None:
        return None
    for i in range(v + 2, min(v + 8, tree.right[v] + 1)):
        token = tree.tokens[i]
        if token.text.casefold() == "that" and token.dep == "mark" and tree.tokens[token.head].dep in ("acl", "advcl"):
            noun = tree.tokens[tree.tokens[token.head].head]
            return token.head if noun.i < i and noun.lemma.casefold() not in NOUNS else None
    return None


def _infinitive(tree: Tree, v: int, lemma: str, head: int | None) -> Finding | None:
    """ "vowed to …", "refused to …"."""
    comp = tree.child(v, "xcomp")
    if comp is None or lemma not in INFINITIVE or comp < v:
        return None
    if not any(tree.tokens[c].tag == "TO" for c in tree.children[comp]):
        return None
    if _wants_no_name(tree, comp) or (lemma in _WANTING and negated(tree, v)):
        return None
    # in "an episode that the board wants to hear about" the subtree of "hear" begins before the verb
    return made(tree, v, head, [(max(tree.left[comp], v + 1), tree.right[comp])], "infinitive", lemma)


def _wants_no_name(tree: Tree, comp: int) -> bool:
    """Whether an infinitive is "to be named" or the like: on what terms a source speaks, not what it says."""
    return tree.tokens[comp].lemma.casefold() in _NAMING and tree.child(comp, "auxpass") is not None


def _inserted(tree: Tree, v: int, lemma: str, head: int | None) -> Finding | None:
    """ "The plan, he said, failed", "as the minister put it"."""
    token = tree.tokens[v]
    if head is None or lemma not in SPEECH or token.head == v:
        return None
    marked = any(tree.tokens[c].text.casefold() == "as" for c in tree.children[v] if c < v)
    if token.dep != "parataxis" and not (token.dep == "advcl" and marked):
        return None
    if tree.child(v, "xcomp", "ccomp") is not None or (marked and tree.child(v, "dobj") is not None and lemma != "put"):
        return None
    clause = tree.run(token.head)
    own = tree.run(v)
    return made(tree, v, head, without(*clause, [own]), "inserted", lemma)


def _prepositional(tree: Tree, v: int, lemma: str, head: int | None) -> Finding | None:
    """ "warned of …", "called for …"."""
    wanted = PREPOSITION.get(lemma)
    if not wanted:
        return None
    for c in tree.children[v]:
        token = tree.tokens[c]
        if c > v and token.dep in ("prep", "prt", "agent") and token.text.casefold() in wanted:
            if token.dep == "prt":
                continue
            pobj = tree.child(c, "pobj", "pcomp")
            if pobj is not None and tree.tokens[pobj].lemma.casefold() not in DAYS:
                first, last = tree.run(pobj)
                for g in tree.children[v]:
                    if tree.left[g] == last + 1 and tree.tokens[g].tag == "VB":
                        last = tree.right[g]
                return made(tree, v, head, [(max(first, c + 1), last)], "preposition", lemma)
    return None


def _object(tree: Tree, v: int, lemma: str, head: int | None) -> Finding | None:
    """ "denied all allegations", "accused him of …"."""
    obj = tree.child(v, "dobj")
    if obj is None or lemma not in OBJECT or head is None:
        return None
    first, last = tree.run(obj)
    if first <= v <= last:
        return None
    if first > v:
        for c in tree.children[v]:
            token = tree.tokens[c]
            joined = tree.left[c] == last + 1
            if joined and token.dep == "oprd":
                last = tree.right[c]
            elif joined and token.dep == "prep" and token.text.casefold() in _ROLE_PREPOSITIONS:
                pobj = tree.child(c, "pobj")
                if pobj is None or tree.tokens[pobj].lemma.casefold() not in DAYS:
                    last = tree.right[c]
    return made(tree, v, head, [(first, last)], "object", lemma)


def _passive(tree: Tree, v: int, lemma: str) -> Finding | None:
    """ "was accused by the union of …", "is said to …", "was told that …"."""
    by = agent(tree, v)
    sub = tree.child(v, "nsubjpass", "csubjpass")
    content: list[Run] = []
    comp = tree.child(v, "ccomp", "xcomp")
    if by is not None and sub is not None and (lemma in OBJECT or lemma in SPEECH):
        content = [_before(tree, sub, v)]
        agent_prep = tree.child(v, "agent")
        for c in tree.children[v]:
            token = tree.tokens[c]
            if c > v and c != agent_prep and token.dep == "prep" and token.text in ("of", "for", "as"):
                content.append(tree.run(c))
        if comp is not None and comp > v and not tree.within(by, comp):
            content.append(tree.run(comp))
        return made(tree, v, by, content, "passive by", lemma)
    if comp is not None and comp > v and lemma in PASSIVE_RAISING and sub is not None:
        if tree.tokens[sub].text.casefold() == "it":
            return made(tree, v, None, [tree.run(comp)], "passive it", lemma)
        return made(tree, v, None, [_before(tree, sub, v), tree.run(comp)], "passive raising", lemma)
    if comp is not None and comp > v and lemma in CLAUSE and tree.tokens[comp].dep == "ccomp":
        return made(tree, v, None, [tree.run(comp)], "passive clause", lemma)
    return None


def _before(tree: Tree, sub: int, v: int) -> Run:
    """The run of a subject, up to its verb."""
    first, last = tree.run(sub)
    return (first, min(last, v - 1)) if sub < v else (max(first, v + 1), last)


def _raising(tree: Tree, v: int, lemma: str) -> Finding | None:
    """ "The talks seemed to fail": a judgement without a source."""
    sub = tree.child(v, "nsubj")
    comp = tree.child(v, "xcomp", "oprd", "acomp", "ccomp")
    if comp is None or comp < v:
        return None
    content = [tree.run(comp)]
    if sub is not None and sub < v and tree.tokens[sub].text.casefold() != "it":
        content.insert(0, _before(tree, sub, v))
    return made(tree, v, None, content, "raising", lemma)

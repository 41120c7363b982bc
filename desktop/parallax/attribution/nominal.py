"""What is reported without a verb of saying: by nouns, adjectives and adverbs, "according to", and a name before a
colon. One construction (frame) per function; each returns None where its frame does not fit."""

from __future__ import annotations

from parallax.attribution.finding import DAYS, Finding, cue_run, made, negated
from parallax.attribution.lexicon import ADVERBS, NOUNS_OF
from parallax.attribution.sources import owner, subject
from parallax.attribution.tree import Run, Tree, without

_NOUN_PREPOSITIONS = frozenset({"of", "about", "for", "against", "on", "over", "to"})
_LABEL_WORDS = 4
_COPULAS = frozenset({"be", "feel", "remain", "seem", "become", "sound", "appear", "look", "stay"})
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj"})


def noun(tree: Tree, n: int, lemma: str) -> Finding | None:
    """ "the claim that …", "the union's demand for …", "accusations by … that …"."""
    that = next(
        (
            c
            for c in tree.children[n]
            if c > n
            and tree.tokens[c].dep in ("acl", "ccomp", "relcl")
            and any(tree.tokens[g].text.casefold() == "that" and tree.tokens[g].dep == "mark" for g in tree.children[c])
        ),
        None,
    )
    whose = owner(tree, n)
    if that is not None:
        return made(tree, n, whose or _light_subject(tree, n), [tree.run(that)], "noun that", lemma)
    who = whose or _light_subject(tree, n)
    if who is None:
        return None
    infinitive = next(
        (c for c in tree.children[n] if c > n and tree.tokens[c].dep == "acl" and tree.tokens[c].tag == "VB"), None
    )
    if infinitive is not None:
        return made(tree, n, who, [tree.run(infinitive)], "noun to", lemma)
    for c in tree.children[n] if lemma in NOUNS_OF else ():
        token = tree.tokens[c]
        if c > n and token.dep == "prep" and token.text.casefold() in _NOUN_PREPOSITIONS:
            pobj = tree.child(c, "pobj", "pcomp")
            if pobj is not None and pobj != who and tree.tokens[pobj].lemma.casefold() not in DAYS:
                first, last = tree.run(pobj)
                return made(tree, n, who, [(max(first, c + 1), last)], "noun of", lemma)
    return None


_LIGHT = frozenset("make express voice issue have give raise offer deliver repeat reiterate share hold level".split())


def _light_subject(tree: Tree, n: int) -> int | None:
    """Who makes a claim: the subject of "made the claim that …"."""
    token = tree.tokens[n]
    verb = tree.tokens[token.head]
    if token.dep == "dobj" and verb.lemma.casefold() in _LIGHT:
        return subject(tree, verb.i)
    return None


def adjective(tree: Tree, a: int) -> Finding | None:
    """ "is confident that …", "was adamant about …"."""
    token = tree.tokens[a]
    verb = tree.tokens[token.head]
    if token.dep not in ("acomp", "attr", "oprd") or verb.lemma.casefold() not in _COPULAS:
        return None
    head = subject(tree, verb.i)
    comp = tree.child(a, "ccomp", "xcomp") or tree.child(verb.i, "ccomp")
    if comp is not None and comp < a:
        comp = None
    if comp is None:
        prep = tree.child(a, "prep")
        comp = tree.child(prep, "pobj", "pcomp") if prep is not None and prep > a else None
    if comp is None or head is None:
        return None
    first, last = tree.run(comp)
    if first <= a:
        first = a + 1
    found = made(tree, a, head, [(first, last)], "adjective", token.lemma.casefold())
    low, high = cue_run(tree, verb.i)
    low = max(low, found.source[0][1] + 1) if found.source and found.source[0][0] < low else low
    cue = (low, a) if high < a else (a, a)
    return _with_cue(found, cue, negated(tree, verb.i))


def _with_cue(f: Finding, cue: Run, is_negated: bool) -> Finding:
    return Finding(f.word, f.head, f.source, (cue,), f.content, f.frame, f.stance, is_negated)


def adverb(tree: Tree, a: int, lemma: str) -> Finding | None:
    """ "They reportedly proposed …": what is reported is the clause."""
    token = tree.tokens[a]
    if token.head == a:
        return None
    top = _clause_of(tree, token.head)
    own = (a, a)
    return Finding(a, None, (), (own,), tuple(without(*tree.run(top), [own])), "adverb", ADVERBS[lemma], False)


def according(tree: Tree, a: int) -> Finding | None:
    """ "According to the ministry, …"."""
    to = next((c for c in (a + 1, a + 2) if c < len(tree.tokens) and tree.tokens[c].text.casefold() == "to"), None)
    if to is None:
        return None
    whom = tree.child(to, "pobj") if tree.tokens[to].head == a or tree.tokens[a].head == to else None
    if whom is None:
        whom = tree.child(a, "pobj")
    if whom is None:
        return None
    source = tree.run(whom)
    source = (max(source[0], to + 1), source[1])
    head = tree.tokens[a].head
    if head == a:
        return None
    own = (min(a, tree.left[a]), max(source[1], tree.right[a], to))
    top = _clause_of(tree, head)
    content = without(*tree.run(top), [own])
    return Finding(a, whom, (source,), ((a, to),), tuple(content), "according to", "neutral", False)


def label(tree: Tree, colon: int) -> Finding | None:
    """ "ORTIZ: We checked every gate.": a paragraph that begins with the name of who speaks, as in a transcript."""
    here = tree.tokens[colon].sentence
    paragraph = tree.parse.sentences[here].paragraph
    first = colon
    while first > 0 and colon - first <= _LABEL_WORDS and _paragraph(tree, first - 1) == paragraph:
        first -= 1
    if colon - first not in range(1, _LABEL_WORDS + 1):
        return None
    label = tree.tokens[first:colon]
    person = any(t.entity >= 0 and tree.parse.entities[t.entity].label == "PERSON" for t in label)
    if not person and not all(t.text.isupper() and len(t.text) > 3 for t in label):
        return None
    last = colon
    while last + 1 < len(tree.tokens) and _paragraph(tree, last + 1) == paragraph:
        last += 1
    if last == colon:
        return None
    source = (first, colon - 1)
    return Finding(colon, colon - 1, (source,), ((colon, colon),), ((colon + 1, last),), "label", "neutral", False)


def _paragraph(tree: Tree, i: int) -> int:
    return tree.parse.sentences[tree.tokens[i].sentence].paragraph


def _clause_of(tree: Tree, i: int) -> int:
    """The head of the clause that holds token i."""
    while tree.tokens[i].head != i and tree.tokens[i].dep not in _CLAUSES:
        i = tree.tokens[i].head
    return i

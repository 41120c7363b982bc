"""How somebody says what is reported: the stance of the cue, and whether it is negated.

A cue is often more than its main word: "was forced to admit", "issued a denial", "is aware". From the main word the
chain goes down through what hangs from it inside the cue, and for negation up to what it hangs from: in "did not want
to say" and "left without saying" the word that negates stands above. Each word of the chain may turn what is said into
what is not said, and two of them undo each other, as in "did not fail to mention" (Karttunen, *Implicative verbs*,
Language 47, 1971).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from parallax.attribution.lexicon import (
    LIGHT,
    OPEN,
    WITHHELD,
    WITHHELD_DOING,
    WITHHELD_TO_DO,
    WordClass,
    cue_stances,
    stance_of,
)
from parallax.attribution.tree import Run, Tree
from parallax.values import Stance

_CLASSES: dict[str, WordClass] = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb"}
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_BELOW = frozenset({"xcomp", "acomp", "attr", "oprd", "dobj", "prep", "pcomp", "pobj", "advmod"})
_STEPS = 6
"""Words of a chain in either direction, at most."""
_NEAR = 4
"""Tokens from a verb to the word that makes another cue of it, at most."""
_NOT = frozenset({"not", "n't", "n’t", "never", "hardly", "scarcely", "barely"})
_ONLY = frozenset({"only", "just", "merely", "simply", "solely"})
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
_NONE_OF = frozenset({"no", "neither"})
_ONE = frozenset({"one", "a", "an", "single"})
_HAVE = frozenset({"have", "be", "remain"})
_AUXILIARIES = frozenset({"aux", "auxpass"})


def manner(tree: Tree, word: int, cue: Run | None = None) -> tuple[Stance, bool]:
    """The stance of the cue whose main word is this token, and whether it is negated; the main word alone where no
    run of the cue is given. Raises ModelMissing or ModelAltered."""
    return stance_at(tree, word, cue), negated(tree, word, cue)


def stance_at(tree: Tree, word: int, cue: Run | None = None) -> Stance:
    """The stance of a cue: that of the first word of its chain which is not neutral. Words that are joined ("confirm
    or deny") have one only where it is the same. Raises ModelMissing or ModelAltered."""
    run = cue or (word, word)
    for node in (word, *_below(tree, word, run)):
        stance = _own(tree, node, run)
        joined = (c for c in tree.children[node] if tree.tokens[c].dep == "conj" and run[0] <= c <= run[1])
        if any(_own(tree, c, run) != stance for c in joined):
            return "neutral"
        if stance != "neutral":
            return stance
    return "neutral"


def _own(tree: Tree, node: int, cue: Run) -> Stance:
    """The stance of one word of a cue with its particle or noun, and with an adverb that says whether it is so."""
    token = tree.tokens[node]
    lemma, word_class = token.lemma.casefold(), _CLASSES.get(token.pos, "verb")
    stance = stance_of(lemma, _particle(tree, node, lemma) if word_class == "verb" else "", word_class)
    if stance != "denying":
        for child in (tree.tokens[c] for c in tree.children[node] if cue[0] <= c <= cue[1]):
            adverb = stance_of(child.lemma.casefold(), word_class="adverb") if child.pos == "ADV" else "neutral"
            if adverb in ("denying", "endorsing"):
                return adverb
    return stance


def _particle(tree: Tree, verb: int, lemma: str) -> str:
    """The words behind a verb that make another cue of it, as the lexicon has them: "out" of "rule out", "up mind" of
    "make up mind"."""
    near = [tree.tokens[c].lemma.casefold() for c in tree.children[verb] if verb < c <= verb + _NEAR]
    held = cue_stances()["verb"]
    return next((p for p in (*map(" ".join, permutations(near, 2)), *near) if f"{lemma} {p}" in held), "")


def _below(tree: Tree, word: int, cue: Run) -> Iterator[int]:
    """The words of a cue that hang from its main word, one from another, and carry on what it says: the verb of "was
    forced to admit", the adjective of "is aware", the noun of "issued a denial"."""
    for _ in range(_STEPS):
        token = tree.tokens[word]
        below = [c for c in tree.children[word] if word < c <= cue[1] and tree.tokens[c].dep in _BELOW]
        if token.pos == "VERB" and token.lemma.casefold() not in LIGHT:
            below = [c for c in below if tree.tokens[c].dep != "dobj"]
        if not below:
            return
        word = min(below, key=lambda c: (tree.tokens[c].dep in ("prep", "advmod"), c))
        yield word


def negated(tree: Tree, word: int, cue: Run | None = None) -> bool:
    """Whether a cue says that something is not said: "did not say", "nobody said", "declined to comment", "has yet to
    say", "without saying", "stopped short of saying". An even number of such words undo each other; "not only said"
    is none."""
    down = () if cue is None else tuple(_below(tree, word, cue))
    turns = sum(_turns(tree, node) for node in (word, *_above(tree, word), *down))
    if cue is not None:
        turns += sum(_has_none(tree, node, cue) for node in (word, *down) if tree.child(node, "dobj") not in down)
    return turns % 2 == 1


def _has_none(tree: Tree, verb: int, cue: Run) -> bool:
    """Whether an object that the chain leaves out says that there was none: "found no evidence that …", "told no one
    that …". A "no" right behind the cue does so where a clause follows the object, for else it belongs to what is
    said: "reported no deaths". "Left no doubt that …" says so openly."""
    thing = tree.child(verb, "dobj")
    if thing is None or tree.tokens[thing].lemma.casefold() in (*OPEN, "doubt", "question"):
        return False
    no = next((c for c in tree.children[thing] if tree.tokens[c].text.casefold() == "no"), None)
    if no is None or tree.tokens[no].dep != "det" or not max(verb, cue[0]) <= no <= cue[1] + 1:
        return False
    clauses = [c for c in tree.children[thing] if tree.tokens[c].dep in ("acl", "relcl")]
    clauses += [c for c in tree.children[verb] if c > thing and tree.tokens[c].dep == "ccomp"]
    return no <= cue[1] or any(tree.child(c, "mark") is not None for c in clauses)


def _above(tree: Tree, word: int) -> Iterator[int]:
    """The words that a cue hangs from and that decide whether it was said: "declined to …", "without …ing", "stopped
    short of …ing", "a refusal to …", and the other word of "neither confirm nor deny"."""
    for _ in range(_STEPS):
        token = tree.tokens[word]
        head = tree.tokens[token.head]
        if head.i == word:
            return
        text = head.text.casefold()
        if token.dep == "xcomp":
            between = tree.tokens[head.i + 1 : word]
            if token.tag == "VBG" and any(t.text == "," for t in between):
                return
        elif token.dep in ("pcomp", "pobj"):
            if text not in ("without", "of", "from"):
                return
        elif token.dep in ("prep", "advmod"):
            if token.text.casefold() not in ("of", "from", "short", "away"):
                return
        elif token.dep == "conj":
            if not _or_joins(tree, word):
                return
        elif not (token.dep == "acomp" or (token.dep == "acl" and head.lemma.casefold() in WITHHELD)):
            return
        word = head.i
        yield word
        if text == "without":
            return


def _or_joins(tree: Tree, word: int) -> bool:
    """Whether a verb is joined to the one before it by "or" or "nor" and has no subject of its own."""
    if tree.child(word, *_SUBJECTS) is not None:
        return False
    head = tree.tokens[word].head
    return any(tree.tokens[c].text.casefold() in ("or", "nor") for c in tree.children[head] if head < c < word)


def _turns(tree: Tree, node: int) -> int:
    """How often a word of a chain turns said into not said."""
    token = tree.tokens[node]
    if token.pos == "ADP":
        return int(token.text.casefold() == "without")
    children = tree.children[node]
    turns = int(_withholds(tree, node))
    turns += int(any(_is_not(tree, c, node) for c in children) or any(_is_parted(tree, c, node) for c in children))
    subject = tree.child(node, *_SUBJECTS)
    if subject is not None:
        turns += int(_is_nobody(tree, subject))
    return turns


def _withholds(tree: Tree, node: int) -> bool:
    """Whether a word by itself says that something was not said or done."""
    token = tree.tokens[node]
    lemma = token.lemma.casefold()
    if lemma in WITHHELD:
        return True
    below = [tree.tokens[c] for c in tree.children[node]]
    words = {t.text.casefold() for t in below}
    if token.pos in ("ADJ", "ADV") and any(t.text.casefold() == "too" and t.i < node for t in below):
        return True
    if lemma in WITHHELD_TO_DO:
        return any(t.dep == "xcomp" and t.tag == "VB" for t in below)
    if lemma in WITHHELD_DOING:
        doing = any(t.dep in ("xcomp", "ccomp") and t.tag == "VBG" for t in below)
        under = {tree.tokens[g].text.casefold() for c in tree.children[node] for g in tree.children[c]}
        return doing or "from" in words or "short" in words or ("away" in words and "from" in under)
    if lemma == "fall":
        return "short" in words
    yet = any(t.text.casefold() == "yet" and t.i > node for t in below)
    return lemma in _HAVE and yet and any(t.dep == "xcomp" for t in below)


def _is_not(tree: Tree, c: int, node: int) -> bool:
    """Whether a dependent of a word negates it."""
    token, text = tree.tokens[c], tree.tokens[c].text.casefold()
    if tree.tokens[node].pos == "NOUN" or token.dep in ("dobj", "det"):
        if tree.tokens[node].lemma.casefold() in OPEN:
            return False
        return text in ("no", "nothing") and token.dep in ("det", "dobj") and c - node <= 2
    if c > node and tree.tokens[node].pos != "AUX":
        return False
    if text == "neither" or (text == "nor" and c < node):
        return token.dep in ("preconj", "cc", "advmod", "det", "dep")
    if text == "longer":
        return any(tree.tokens[g].text.casefold() == "no" for g in tree.children[c])
    if text not in _NOT or token.dep not in ("neg", "preconj", "advmod", "cc", "dep"):
        return False
    return _text(tree, c + 1) not in _ONLY


def _text(tree: Tree, i: int) -> str:
    """A token's folded text, empty beyond the last."""
    return tree.tokens[i].text.casefold() if i < len(tree.tokens) else ""


def _is_parted(tree: Tree, c: int, node: int) -> bool:
    """Whether a "not" parted from its verb hangs from another word before it, as parsers have it: from the auxiliary
    in "did not, however, say", which may pass for a verb with the subject for its own ("had not, as of Friday,
    said"), or from the adverb in "has never, so far, said"."""
    token = tree.tokens[c]
    negations = [g for g in tree.children[c] if _text(tree, g) in _NOT and tree.tokens[g].dep in ("neg", "advmod")]
    if c > node or not negations:
        return False
    if token.dep in _AUXILIARIES:
        return _text(tree, negations[0] + 1) not in _ONLY
    if token.dep == "ccomp" and (token.lemma not in ("do", "have") or tree.child(node, *_SUBJECTS) is not None):
        return False
    before = tree.tokens[max(0, negations[0] - 1)]
    helped = before.pos == "AUX" or before.lemma in ("do", "have")
    return token.dep in ("ccomp", "advmod", "prep") and helped and _text(tree, negations[0] + 1) == ","


def _is_nobody(tree: Tree, subject: int) -> bool:
    """Whether a subject names nobody: "nobody", "no official", "none of the engineers", "not one engineer"."""
    token = tree.tokens[subject]
    if token.text.casefold() in _NOBODY:
        return True
    first = tree.left[subject]
    opening = [t.text.casefold() for t in tree.tokens[first : first + 2]]
    if opening == ["no", "-"] or (opening[0] == "not" and opening[-1] in _ONE):
        return True
    for c in tree.children[subject]:
        text = tree.tokens[c].text.casefold()
        if c > subject or (token.text[:1].isdigit() and text == "no"):
            continue
        if text in _NONE_OF and tree.tokens[c].dep in ("det", "preconj", "cc", "advmod", "neg"):
            return True
    return False

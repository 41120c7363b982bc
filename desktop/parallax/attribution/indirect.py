"""What is said without quotation marks, found in the dependency tree: one construction (frame) per function.

The frames follow Pareti, *A database of attribution relations* (LREC 2012), and the annotation of PolNeAR: clauses,
infinitives, objects and prepositional phrases of verbs of saying, thinking and wanting; "according to"; passives;
nouns and adjectives that report; adverbs that report without a source.
"""

from __future__ import annotations

from parallax.attribution.finding import Finding
from parallax.attribution.lexicon import (
    ADJECTIVES,
    ADVERBS,
    CLAUSE,
    INFINITIVE,
    NOUNS,
    NOUNS_OF,
    OBJECT,
    PASSIVE_RAISING,
    PREPOSITION,
    RAISING,
    SPEECH,
    WITHHELD,
    stance_of,
)
from parallax.attribution.sources import agent, owner, phrase, subject
from parallax.attribution.tree import Run, Tree

_ROLE_PREPOSITIONS = frozenset({"as", "of", "for", "over", "about", "to", "from", "against", "on"})
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj"})
_NOUN_PREPOSITIONS = frozenset({"of", "about", "for", "against", "on", "over", "to"})
_COPULAS = frozenset({"be", "feel", "remain", "seem", "become", "sound", "appear", "look", "stay"})


def indirect(tree: Tree) -> list[Finding]:
    """Every attribution that the parse shows, by the place of its cue. A cue has one finding at most."""
    found = []
    for token in tree.tokens:
        lemma = token.lemma.casefold()
        if token.pos in ("VERB", "AUX"):
            finding = _verb(tree, token.i, lemma)
        elif token.pos == "NOUN" and lemma in NOUNS:
            finding = _noun(tree, token.i, lemma)
        elif token.pos == "ADJ" and lemma in ADJECTIVES:
            finding = _adjective(tree, token.i)
        elif token.pos == "ADV" and lemma in ADVERBS:
            finding = _adverb(tree, token.i, lemma)
        else:
            finding = None
        if finding is None and token.text.casefold() == "according":
            finding = _according(tree, token.i)
        if finding is not None:
            found.append(finding)
    return found


def cue_run(tree: Tree, word: int) -> Run:
    """The verb with its auxiliaries, negation and particle."""
    first = last = word
    for c in tree.children[word]:
        dep = tree.tokens[c].dep
        if dep in ("aux", "auxpass", "neg") and c < word:
            first = min(first, c)
        elif dep == "prt" and c - word <= 2:
            last = max(last, c)
    return first, last


def negated(tree: Tree, word: int) -> bool:
    """Whether a "not", "never" or "nobody" stands with the word itself, or with the verb that it hangs from by "to"
    ("did not want to say"), or the word itself withholds ("declined to comment")."""
    if tree.tokens[word].lemma.casefold() in WITHHELD:
        return True
    for c in tree.children[word]:
        token = tree.tokens[c]
        if token.dep == "neg" or (token.dep == "advmod" and token.lemma.casefold() == "never"):
            return True
        if token.dep in ("nsubj", "det") and token.lemma.casefold() in ("nobody", "none", "no"):
            return True
        if token.dep == "nsubj" and any(tree.tokens[g].text.casefold() == "no" for g in tree.children[c]):
            return True
    token = tree.tokens[word]
    if token.dep != "xcomp" or token.head == word:
        return False
    return tree.child(token.head, "neg") is not None or tree.tokens[token.head].lemma.casefold() in WITHHELD


def _made(tree: Tree, word: int, head: int | None, content: list[Run], frame: str, lemma: str) -> Finding:
    """A finding of these parts, kept apart from one another."""
    cue = cue_run(tree, word)
    source: tuple[Run, ...] = ()
    if head is not None:
        if cue[0] <= head <= cue[1]:
            head = None
        else:
            outside = next((r for r in content if not r[0] <= head <= r[1]), cue)
            low, high = phrase(tree, head, cue)
            if outside[1] < head:
                low = max(low, outside[1] + 1)
            elif outside[0] > head:
                high = min(high, outside[0] - 1)
            source = ((low, high),)
            if any(a <= head <= b for a, b in content):
                source = ((head, head),)
    prt = tree.child(word, "prt")
    particle = tree.tokens[prt].lemma.casefold() if prt is not None else ""
    return Finding(word, head, source, (cue,), tuple(content), frame, stance_of(lemma, particle), negated(tree, word))


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
    return _made(tree, v, head, [(first, last)], frame, lemma)


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
    # in "an episode that the board wants to hear about" the subtree of "hear" begins before the verb
    return _made(tree, v, head, [(max(tree.left[comp], v + 1), tree.right[comp])], "infinitive", lemma)


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
    return _made(tree, v, head, _less(clause, own), "inserted", lemma)


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
            if pobj is not None and tree.tokens[pobj].lemma.casefold() not in _DAYS:
                first, last = tree.run(pobj)
                for g in tree.children[v]:
                    if tree.left[g] == last + 1 and tree.tokens[g].tag == "VB":
                        last = tree.right[g]
                return _made(tree, v, head, [(max(first, c + 1), last)], "preposition", lemma)
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
                if pobj is None or tree.tokens[pobj].lemma.casefold() not in _DAYS:
                    last = tree.right[c]
    return _made(tree, v, head, [(first, last)], "object", lemma)


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february march april"
    " may june july august september october november december night morning evening week month year".split()
)


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
        return _made(tree, v, by, content, "passive by", lemma)
    if comp is not None and comp > v and lemma in PASSIVE_RAISING and sub is not None:
        if tree.tokens[sub].text.casefold() == "it":
            return _made(tree, v, None, [tree.run(comp)], "passive it", lemma)
        return _made(tree, v, None, [_before(tree, sub, v), tree.run(comp)], "passive raising", lemma)
    if comp is not None and comp > v and lemma in CLAUSE and tree.tokens[comp].dep == "ccomp":
        return _made(tree, v, None, [tree.run(comp)], "passive clause", lemma)
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
    return _made(tree, v, None, content, "raising", lemma)


def _noun(tree: Tree, n: int, lemma: str) -> Finding | None:
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
        return _made(tree, n, whose or _light_subject(tree, n), [tree.run(that)], "noun that", lemma)
    who = whose or _light_subject(tree, n)
    if who is None:
        return None
    infinitive = next(
        (c for c in tree.children[n] if c > n and tree.tokens[c].dep == "acl" and tree.tokens[c].tag == "VB"), None
    )
    if infinitive is not None:
        return _made(tree, n, who, [tree.run(infinitive)], "noun to", lemma)
    for c in tree.children[n] if lemma in NOUNS_OF else ():
        token = tree.tokens[c]
        if c > n and token.dep == "prep" and token.text.casefold() in _NOUN_PREPOSITIONS:
            pobj = tree.child(c, "pobj", "pcomp")
            if pobj is not None and pobj != who and tree.tokens[pobj].lemma.casefold() not in _DAYS:
                first, last = tree.run(pobj)
                return _made(tree, n, who, [(max(first, c + 1), last)], "noun of", lemma)
    return None


_LIGHT = frozenset("make express voice issue have give raise offer deliver repeat reiterate share hold level".split())


def _light_subject(tree: Tree, n: int) -> int | None:
    """Who makes a claim: the subject of "made the claim that …"."""
    token = tree.tokens[n]
    verb = tree.tokens[token.head]
    if token.dep == "dobj" and verb.lemma.casefold() in _LIGHT:
        return subject(tree, verb.i)
    return None


def _adjective(tree: Tree, a: int) -> Finding | None:
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
    made = _made(tree, a, head, [(first, last)], "adjective", token.lemma.casefold())
    low, high = cue_run(tree, verb.i)
    low = max(low, made.source[0][1] + 1) if made.source and made.source[0][0] < low else low
    cue = (low, a) if high < a else (a, a)
    return _with_cue(made, cue, negated(tree, verb.i))


def _with_cue(f: Finding, cue: Run, is_negated: bool) -> Finding:
    return Finding(f.word, f.head, f.source, (cue,), f.content, f.frame, f.stance, is_negated)


def _adverb(tree: Tree, a: int, lemma: str) -> Finding | None:
    """ "They reportedly proposed …": what is reported is the clause."""
    token = tree.tokens[a]
    if token.head == a:
        return None
    top = _clause_of(tree, token.head)
    own = (a, a)
    return Finding(a, None, (), (own,), tuple(_less(tree.run(top), own)), "adverb", ADVERBS[lemma], False)


def _according(tree: Tree, a: int) -> Finding | None:
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
    content = _less(tree.run(top), own)
    return Finding(a, whom, (source,), ((a, to),), tuple(content), "according to", "neutral", False)


def _clause_of(tree: Tree, i: int) -> int:
    """The head of the clause that holds token i."""
    while tree.tokens[i].head != i and tree.tokens[i].dep not in _CLAUSES:
        i = tree.tokens[i].head
    return i


def _less(run: Run, inside: Run) -> list[Run]:
    """A run without another."""
    first, last = run
    low, high = inside
    if high < first or low > last:
        return [run]
    return [r for r in ((first, low - 1), (high + 1, last)) if r[0] <= r[1]]

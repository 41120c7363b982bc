"""What a source is, by its words alone: a person, an organisation, a place for its government, a document, a group, or
somebody without a name. Who it is over all articles is told in `speakers`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from parallax.article import Span
from parallax.attribution.sources import SUBJECTS
from parallax.attribution.spelling import folded_name
from parallax.attribution.tree import Run, Tree

Sort = Literal["pronoun", "person", "organisation", "place", "document", "group", "unnamed", "role", "time"]

ROLES = frozenset(
    """
    president minister premier chancellor secretary senator congressman congresswoman congressperson representative
    lawmaker governor mayor ambassador leader chief director chairman chairwoman chair chairperson commissioner judge
    justice attorney lawyer candidate nominee frontrunner front-runner billionaire tycoon mogul businessman
    businesswoman executive coach manager captain player quarterback striker actor actress singer author writer
    professor scientist researcher economist analyst pollster strategist general colonel sheriff detective officer
    prosecutor counsel king queen prince princess pope bishop archbishop founder owner editor republican democrat
    conservative veteran father mother son daughter brother sister wife husband widow man woman activist campaigner
    commentator envoy diplomat politician deputy spokesman spokeswoman spokesperson head boss driver farmer teacher
    doctor nurse witness victim suspect defendant star champion councillor councilman councilwoman legislator
    engineer speaker
    """.split()
)
"""Nouns for one person by what they are or do: "the mayor" may be somebody named elsewhere."""

SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople", "press secretary"})
_UNNAMED = frozenset(
    """
    official source aide insider person people someone somebody expert critic adviser advisor ally observer witness
    analyst member resident neighbor neighbour friend colleague associate opponent supporter other many some several
    few most all one everyone nobody anyone those individual figure operative staffer assistant reporter journalist
    voter respondent spokesman spokeswoman spokesperson lawyer attorney investigator diplomat representative
    """.split()
)
_GROUPS = frozenset(
    """
    republicans democrats conservatives liberals lawmakers senators protesters protestors demonstrators activists
    campaigners voters supporters opponents critics states members leaders countries allies nations unions parties
    families victims residents workers students teachers doctors scientists researchers economists crowd audience
    public jury panel coalition majority minority half percent
    """.split()
)
ORGANISATIONS = frozenset(
    """
    campaign ministry department office committee party government administration team company firm group agency
    police court bank union council commission board association university school hospital club league newspaper
    network magazine organization organisation institute foundation charity think-tank congress senate house
    parliament cabinet army military navy service bureau authority embassy delegation outlet website corporation
    """.split()
)
BODIES = frozenset(
    """
    pac usa news times post herald tribune journal gazette telegraph guardian mail press radio tv television newswire
    wire daily broadcaster poll states outlet blog
    """.split()
)
"""Words that, last in a name, make it that of an organisation or beside it tell that it is one."""
_DOCUMENTS = frozenset(
    """
    statement report tweet letter memo memorandum indictment poll survey study article headline document law bill book
    ad advertisement message email e-mail transcript post story paper order petition release affidavit complaint
    lawsuit ruling filing video speech editorial column constitution figure record evidence sign placard banner note
    notice analysis review census chart question query interview ballot page plan agreement treaty
    """.split()
)
OWN_WORDS = frozenset(
    "statement tweet letter message email e-mail post speech note memo release op-ed editorial column question"
    " query interview remark comment account feed page".split()
)
"""Documents that speak for whoever wrote them."""

PLACES = {
    "no 10": "Downing Street",
    "no. 10": "Downing Street",
    "number 10": "Downing Street",
    "number ten": "Downing Street",
    "10 downing street": "Downing Street",
    "downing street": "Downing Street",
    "prime minister office": "Downing Street",
    "white house": "White House",
    "kremlin": "Kremlin",
    "pentagon": "Pentagon",
    "capitol hill": "Capitol Hill",
    "elysee": "Élysée",
    "élysée": "Élysée",
    "vatican": "Vatican",
    "holy see": "Vatican",
    "whitehall": "Whitehall",
    "westminster": "Westminster",
    "us": "United States",
    "u.s": "United States",
    "u.s.": "United States",
    "usa": "United States",
    "united states": "United States",
    "america": "United States",
    "uk": "United Kingdom",
    "u.k": "United Kingdom",
    "u.k.": "United Kingdom",
    "britain": "United Kingdom",
    "great britain": "United Kingdom",
    "united kingdom": "United Kingdom",
}
"""Names of places that speak for a government or an office, folded, and the name they are given."""

_DEMONYMS = {
    "russian": "russia", "british": "britain", "american": "america", "french": "france", "german": "germany",
    "chinese": "china", "ukrainian": "ukraine", "israeli": "israel", "iranian": "iran", "iraqi": "iraq",
    "turkish": "turkey", "polish": "poland", "spanish": "spain", "italian": "italy", "japanese": "japan",
    "mexican": "mexico", "canadian": "canada", "australian": "australia", "indian": "india", "syrian": "syria",
    "egyptian": "egypt", "greek": "greece", "irish": "ireland", "scottish": "scotland", "welsh": "wales",
    "dutch": "netherlands", "swedish": "sweden", "norwegian": "norway", "korean": "korea", "swiss": "switzerland",
    "us": "united states", "uk": "britain",
}  # fmt: skip
_STOP = frozenset("the a an 's ’s of for to in on at and 's' s his her its their our my this that these those".split())


_NO_SPEAKER = frozenset({"nobody", "none"})
_NO_NAME = frozenset({"the", "a", "an", "that", "which", "what", "there"})
"""Words that, alone, are what a misread clause leaves of a source: "The" of "The queries"."""
_PEOPLE = frozenset("people men women children police firefighter fireman rescuer crew staff troops".split())
_PEOPLE_ENDINGS = ("ist", "man", "woman", "worker", "fighter", "keeper", "owner", "holder", "maker", "guard", "ee")


def people_noun(tree: Tree, i: int) -> bool:
    """Whether token i is a noun for several people who may speak as one: "residents", "the police"."""
    token = tree.tokens[i]
    text, lemma = token.text.casefold(), token.lemma.casefold()
    if token.pos != "NOUN" or not (token.tag == "NNS" or text in _PEOPLE):
        return False
    known = lemma in ROLES or lemma in _UNNAMED or lemma in _PEOPLE or text in _PEOPLE or text in _GROUPS
    return known or lemma.endswith(_PEOPLE_ENDINGS)


@dataclass(frozen=True, slots=True)
class Source:
    """A source in its parse: the `head` token, the `run` of its words, and what `sort` it is. `words` are the folded
    content words, the possessive and articles left out."""

    head: int
    run: Run
    sort: Sort
    words: tuple[str, ...]


def source_at(tree: Tree, starts: list[int], ends: list[int], spans: tuple[Span, ...]) -> Source | None:
    """The source that these spans hold; `starts` and `ends` are the offsets of all tokens. A relative pronoun stands
    for the noun that it describes. None where no token lies in them."""
    first, last = bisect_right(ends, spans[0][0]), bisect_left(starts, spans[0][1]) - 1
    if first > last:
        return None
    head = _head(tree, first, last)
    token = tree.tokens[head]
    if token.tag in ("WP", "WDT") or (token.text.casefold() in ("who", "that", "which") and token.pos == "PRON"):
        for above in tree.above(head)[:3]:
            if tree.tokens[above].dep == "relcl":
                head = tree.tokens[above].head
                first, last = tree.left[head], max(head, tree.left[above] - 1)
                break
    return Source(head, (first, last), _sort(tree, head, first, last), content_words(tree, first, last, head))


def beside(tree: Tree, source: Source) -> list[int]:
    """What may name the one that a source means, besides its head: the appositions, and who it is "named"."""
    found = [c for c in tree.children[source.head] if tree.tokens[c].dep == "appos"]
    for c in tree.children[source.head]:
        if tree.tokens[c].dep == "acl" and tree.tokens[c].lemma.casefold() in ("name", "call"):
            found += [g for g in tree.children[c] if tree.tokens[g].dep in ("oprd", "attr", "dobj")]
    return [c for c in found if c <= source.run[1]]


def is_nobody(tree: Tree, source: Source) -> bool:
    """Whether a source is no speaker: "nobody", a day, a bare article, the "it" of "it was announced that"."""
    token = tree.tokens[source.head]
    word = token.text.casefold()
    if word == "it":
        return token.dep in ("nsubjpass", "expl")
    alone = source.run[0] == source.run[1]
    return source.sort == "time" or word in _NO_SPEAKER or (alone and word in _NO_NAME)


def named_together(tree: Tree, source: Source) -> Run:
    """The words of a source up to the last of those that its head is joined with: "Canada, Mexico and the European
    Union"."""
    last = source.head
    while True:
        joined = [c for c in tree.children[last] if tree.tokens[c].dep == "conj" and last < c <= source.run[1]]
        if not joined:
            return source.run[0], last
        last = joined[-1]


def _head(tree: Tree, first: int, last: int) -> int:
    """The token of a run that hangs from outside it; a noun or name is preferred, a name that is a subject to one that
    is none."""
    tokens = tree.tokens
    tops = [i for i in range(first, last + 1) if not first <= tokens[i].head <= last or tokens[i].head == i]
    nominal = [i for i in tops if tokens[i].pos in ("PROPN", "NOUN", "PRON")] or tops or [last]
    if tokens[nominal[0]].dep in SUBJECTS:
        return nominal[0]
    return next((i for i in nominal if tokens[i].dep in SUBJECTS and tokens[i].pos == "PROPN"), nominal[0])


def _sort(tree: Tree, head: int, first: int, last: int) -> Sort:
    """What a source is."""
    token = tree.tokens[head]
    lemma = token.lemma.casefold()
    if token.pos == "PRON" and token.tag in ("PRP", "PRP$"):
        return "pronoun"
    label = tree.parse.entities[token.entity].label if token.entity >= 0 else ""
    folded = " ".join(content_words(tree, first, last, head))
    if folded in PLACES:
        return "place"
    if token.pos == "NOUN" or (label not in ("PERSON", "ORG", "GPE") and token.tag in ("NN", "NNS")):
        if token.tag == "NNS" and token.text.casefold() in _GROUPS:
            return "group"
        if lemma in _DOCUMENTS:
            return "document"
        if lemma in ORGANISATIONS:
            return "organisation"
        if token.tag == "NNS":
            return "unnamed" if lemma in _UNNAMED else "group"
        if lemma in ROLES and _definite(tree, head, first):
            return "role"
        return "unnamed"
    if label in ("DATE", "TIME") and token.pos == "PROPN":
        return "time"
    if label == "PERSON":
        entity = tree.parse.entities[token.entity]
        alone = entity.last - entity.first == 1 and token.tag == "NNPS"
        return "group" if alone else "organisation" if lemma in BODIES and first < head else "person"
    if label in ("GPE", "LOC", "FAC"):
        return "person" if token.dep != "pobj" and _is_who(tree, head) else "place"
    if label == "NORP" or token.tag == "NNPS":
        return "group"
    if label in ("ORG", "PRODUCT", "WORK_OF_ART", "LAW"):
        return "organisation"
    if token.pos == "PROPN":
        if lemma in ROLES and _definite(tree, head, first):
            return "role"
        named = lemma in ORGANISATIONS or (lemma in BODIES and first < head)
        return "organisation" if named else "person"
    return "unnamed"


def _is_who(tree: Tree, head: int) -> bool:
    """Whether a relative clause says "who" of a name."""
    clause = tree.child(head, "relcl")
    return clause is not None and any(tree.tokens[c].text.casefold() == "who" for c in tree.children[clause])


def _definite(tree: Tree, head: int, first: int) -> bool:
    """Whether a noun means somebody known: "the mayor", "London's mayor", "Mayor"; not "a mayor"."""
    for i in range(first, head):
        if tree.tokens[i].text.casefold() in ("a", "an", "another", "some", "any", "one", "no"):
            return False
    return True


def content_words(tree: Tree, first: int, last: int, head: int) -> tuple[str, ...]:
    """The folded words that tell a source from others: nouns, names and adjectives up to a relative clause or an
    apposition after the head; nationalities become countries."""
    words = []
    for i in range(first, last + 1):
        token = tree.tokens[i]
        if i > head and (token.text == "," or token.dep in ("relcl", "acl") or token.tag in ("WP", "WDT", "WRB")):
            break
        if token.pos in ("NOUN", "PROPN", "ADJ", "NUM", "X") or token.text.casefold() in ("us", "u.s.", "uk"):
            word = token.lemma.casefold() if token.pos == "NOUN" else folded_name(token.text)
            word = re.sub(r"['’]s?$", "", word)
            if word and word not in _STOP:
                words.append(_DEMONYMS.get(word, word) if i != head else word)
    return tuple(words)

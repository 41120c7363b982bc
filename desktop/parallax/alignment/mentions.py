"""Whom and what the sentences of two reports name, do and count: what they share, and what one of them lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.bags import Bag, id_of
from parallax.alignment.folding import folded
from parallax.alignment.products import Floats, Ints, Products, Values
from parallax.alignment.weights import word_weights
from parallax.language import Parse, Token

KINDS = ("name", "person", "place", "organisation", "number", "date", "verb", "noun", "subject", "word")
"""What is kept apart: words of names of all sorts, and of persons, places and organisations; numbers; words of dates;
verbs, nouns, subjects, and all words with a content, by their lemmas."""

_SHARES = ("name", "person", "place", "verb", "noun", "word")
_CLASHES = ("person", "verb")
_OF_REPORTS = ("name", "person", "place", "organisation", "number", "date", "word")
_STRANGE = ("name", "person", "place", "number")
_COUNTED = frozenset({"number", "date"})
"""Kinds of which each thing counts one; of all others each counts by how rare its word is."""

_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_FIRST = 3

COLUMNS = (
    *KINDS,
    *(f"{kind} {which}" for kind in _SHARES for which in ("share", "share less")),
    *(f"{kind} clash" for kind in _CLASHES),
    *(f"strange {kind}" for kind in _STRANGE),
    *(f"{kind} of {what}" for kind in _OF_REPORTS for what in ("all", "fewer", "more mentions", "fewer mentions")),
    *(f"first {kind} of {what}" for kind in _OF_REPORTS if kind != "word" for what in ("one", "other")),
)
"""The names of the columns of evidence, in the order in which `evidence` gives them."""


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """The things of each kind that each sentence mentions, in one bag: `kind` says for each id its number in `KINDS`,
    `count` in how many sentences of the article it stands. Values are weights in nats, or 1 for what is counted."""

    bag: Bag
    kind: NDArray[np.int64]
    count: NDArray[np.int64]


def mentions(parse: Parse) -> Mentions:
    """What the sentences of a parse mention."""
    table = word_weights()
    kinds: dict[int, int] = {}
    rows: list[dict[int, float]] = []
    for number in range(len(parse.sentences)):
        row: dict[int, float] = {}
        for token in parse.words(number):
            label = parse.entities[token.entity].label if token.entity >= 0 else ""
            for kind, word in _things(token, label):
                thing = id_of(f"{kind}\n{word}")
                kinds[thing] = KINDS.index(kind)
                row[thing] = 1.0 if kind in _COUNTED else table.word(word)
        rows.append(row)
    bag = Bag.of(rows)
    of_kind = np.array([kinds[k] for k in bag.ids.tolist()], np.int64)
    return Mentions(bag, of_kind, np.bincount(bag.columns, minlength=len(bag.ids)))


def _things(token: Token, label: str) -> Iterator[tuple[str, str]]:
    """(kind, folded word) of what a token mentions."""
    word, lemma = folded(token.text), folded(token.lemma)
    if token.pos == "PROPN" or (label in _NAMED and token.pos in ("NOUN", "ADJ", "NUM")):
        yield "name", word
    if token.pos in ("PROPN", "NOUN"):
        if label == "PERSON":
            yield "person", word
        elif label in _PLACES:
            yield "place", word
        elif label == "ORG":
            yield "organisation", word
    if token.pos == "NUM" or token.tag == "CD":
        yield "number", lemma
    if label in ("DATE", "TIME") and token.pos in ("PROPN", "NUM", "NOUN"):
        yield "date", lemma
    if token.pos in _CONTENT:
        yield "word", lemma
    if token.pos in ("VERB", "NOUN"):
        yield token.pos.lower(), lemma
    if token.dep in ("nsubj", "nsubjpass"):
        yield "subject", lemma


def evidence(a: Mentions, b: Mentions, i: Ints, j: Ints) -> Iterator[Floats | float]:
    """The columns `COLUMNS` for the pairs of sentences (i[k], j[k]), `i` rising: numbers per pair, or one for all.
    Swapping the articles changes nothing."""
    products = Products(a.bag, b.bag, *_valuations(a, b)).at(i, j)
    shared = {kind: np.round(product, 4) for kind, product in zip(KINDS, products, strict=True)}
    masses = {kind: (_mass(a, kind)[i], _mass(b, kind)[j]) for kind in {*_SHARES, *_CLASHES}}
    for kind in KINDS:
        yield shared[kind]
    for kind in _SHARES:
        # where a sentence mentions nothing of the kind there is nothing to share
        shares = [np.where(mass > 0, shared[kind] / np.maximum(mass, 1e-6), -1.0) for mass in masses[kind]]
        yield np.asarray(np.round(np.maximum(*shares), 4), np.float64)
        yield np.asarray(np.round(np.minimum(*shares), 4), np.float64)
    for kind in _CLASHES:
        one, other = masses[kind]
        yield ((one > 0) & (other > 0) & (shared[kind] <= 0)).astype(np.float64)
    in_a, in_b = np.isin(a.bag.ids, b.bag.ids, assume_unique=True), np.isin(b.bag.ids, a.bag.ids, assume_unique=True)
    for kind in _STRANGE:
        yield np.maximum(_mass(a, kind, ~in_a)[i], _mass(b, kind, ~in_b)[j])
    yield from _of_reports(a, b, in_a, in_b)


def _valuations(a: Mentions, b: Mentions) -> Iterator[tuple[Values, Values]]:
    """The roots of the values of each kind: a product of two sentences sums the values of what both mention."""
    for number in range(len(KINDS)):
        one, other = (np.where(m.kind[m.bag.columns] == number, np.sqrt(m.bag.values), 0) for m in (a, b))
        yield one.astype(np.float32), other.astype(np.float32)


def _mass(m: Mentions, kind: str, only: NDArray[np.bool_] | None = None) -> Floats:
    """Per sentence, the sum of the values of one kind; `only` those of the things that are marked."""
    of_kind = m.kind == KINDS.index(kind)
    counted = of_kind if only is None else of_kind & only
    return np.round(m.bag.sums(np.where(counted[m.bag.columns], m.bag.values, 0).astype(np.float32)), 4)


def _of_reports(a: Mentions, b: Mentions, in_a: NDArray[np.bool_], in_b: NDArray[np.bool_]) -> Iterator[float]:
    """Per kind: the weight of what both reports mention as a share of all, and of what the one with less mentions; the
    share of the mentions in each report of what the other has too. Then the share of the things most mentioned in one
    report that the other has: a half where there is none."""
    first: list[tuple[float, float]] = []
    sides = [(m, shared, _weights(m)) for m, shared in ((a, in_a), (b, in_b))]
    for kind in _OF_REPORTS:
        number = KINDS.index(kind)
        both, whole, mentioned, top = [], [], [], []
        for m, shared, weights in sides:
            of_kind = m.kind == number
            weight, known = weights[of_kind], shared[of_kind]
            heavy = weight * m.count[of_kind]
            both.append(float(weight[known].sum()))
            whole.append(float(weight.sum()))
            mentioned.append(float(heavy[known].sum()) / max(float(heavy.sum()), 1e-6))
            most = np.lexsort((m.bag.ids[of_kind], -heavy))[:_FIRST]
            top.append(float(known[most].mean()) if len(most) else 0.5)
        yield round(both[0] / max(sum(whole) - both[0], 1e-6), 4)
        yield round(both[0] / max(min(whole), 1e-6), 4)
        yield round(max(mentioned), 4)
        yield round(min(mentioned), 4)
        first.append((max(top), min(top)))
    for kind, (more, less) in zip(_OF_REPORTS, first, strict=True):
        if kind != "word":
            yield more
            yield less


def _weights(m: Mentions) -> Floats:
    """The value of each id, which is the same in all sentences."""
    weights = np.zeros(len(m.bag.ids))
    weights[m.bag.columns] = m.bag.values
    return weights

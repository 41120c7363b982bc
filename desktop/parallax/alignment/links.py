"""The links of a pair of articles: a pure function of the two, whichever is named first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.evidence import Candidates, candidates, letters_best
from parallax.alignment.features import SentenceFeatures
from parallax.alignment.moves import moved
from parallax.alignment.products import Floats, Ints
from parallax.alignment.ranker import ranker
from parallax.alignment.report_evidence import report_candidates, told_in
from parallax.alignment.weights import Evidence, Scale, evidence_weights
from parallax.article import Role
from parallax.values import RelationKind

Pair = tuple[int, int]

_OWN_ROLE_FIRST: frozenset[Role] = frozenset({"headline", "standfirst", "correction"})
_OWN_ROLE_ONLY: frozenset[Role] = frozenset({"caption", "furniture", "byline", "dateline"})

_NEARLY_VERBATIM = 0.7
_SHARE_OF_VERSIONS = 0.7
_WORDS_THAT_TELL = 4

_SLOT = 0.1
"""The probability at which two versions' headlines, standfirsts or corrections are linked: they fill one slot."""

_FEW_WORDS = 12.0
"""Words of less weight than this (in nats) are a phrase that any two reports may share."""
_SHARED_PHRASE = 0.6
_ALMOST = 0.99
_MANY_COPIES = 20_000
_NEIGHBOURS = 3


class PairLink(NamedTuple):
    """Sentence `i` of the first article and `j` of the second report the same thing; `moved` only between versions."""

    i: int
    j: int
    confidence: float
    moved: bool


class PairAlignment(NamedTuple):
    """The links of a pair, sorted by (i, j), and the probability of every pair of sentences that was worth a look and
    whose roles allow it: sentence `i[k]` of the first article and `j[k]` of the second, rising."""

    links: tuple[PairLink, ...]
    i: Ints
    j: Ints
    chances: Floats

    def swapped(self) -> PairAlignment:
        """The same with the second article first."""
        order = np.lexsort((self.i, self.j))
        links = tuple(sorted(PairLink(j, i, c, m) for i, j, c, m in self.links))
        return PairAlignment(links, self.j[order], self.i[order], self.chances[order])


def relation(a: SentenceFeatures, b: SentenceFeatures) -> RelationKind:
    """Whether two articles are versions of one text: at least 70 in 100 sentences of the shorter one are nearly
    verbatim in the other.

    The shorter is the one with fewer sentences of four words and more (of all, where none is that long) outside
    captions, bylines, datelines and furniture; of two equally long ones, the one with more partners. So a version cut
    down to a fifth is still a version, and a report that took half of an agency's copy is not. A single sentence says
    nothing of a text of several.
    """
    if b.order < a.order:
        a, b = b, a
    shares = []
    for side, best in zip((a, b), letters_best(a, b), strict=True):
        told = [k for k, role in enumerate(side.roles) if role not in _OWN_ROLE_ONLY]
        told = [k for k in told if len(side.words[k]) >= _WORDS_THAT_TELL] or told
        near = sum(bool(best[k] >= _NEARLY_VERBATIM) for k in told)
        shares.append((len(told), -near))
    (shorter, near), (longer, _) = sorted(shares)
    if not shorter or (shorter == 1 and longer > 1):
        return "reports"
    return "versions" if -near >= _SHARE_OF_VERSIONS * shorter else "reports"


def pair_links(
    a: SentenceFeatures,
    b: SentenceFeatures,
    relation: RelationKind,
    *,
    linked: frozenset[Pair] = frozenset(),
    unlinked: frozenset[Pair] = frozenset(),
) -> tuple[PairLink, ...]:
    """The links of `align_pair` alone."""
    return align_pair(a, b, relation, linked=linked, unlinked=unlinked).links


def align_pair(
    a: SentenceFeatures,
    b: SentenceFeatures,
    relation: RelationKind,
    *,
    linked: frozenset[Pair] = frozenset(),
    unlinked: frozenset[Pair] = frozenset(),
) -> PairAlignment:
    """The links of two articles. Swapping the articles swaps `i` and `j` and changes nothing else.

    Verbatim copies are certain, each with the copy that has the same neighbours. Any other pair of sentences is linked
    when the evidence suffices and no other pair of one of the two sentences has more: so split and merged sentences
    keep all their partners. Headlines, standfirsts and corrections look among their like first; captions, bylines,
    datelines and furniture only there. `linked` and `unlinked` are pairs (i, j) that the reader joined or took apart:
    they hold, and the rest settles around them. Raises IndexError for a pair that is not in the articles.
    """
    for i, j in linked | unlinked:
        if not (0 <= i < len(a) and 0 <= j < len(b)):
            raise IndexError(f"there is no pair of sentences {i} and {j}")
    linked -= unlinked
    if b.order < a.order:
        return _settle(b, a, relation, _swapped(linked), _swapped(unlinked)).swapped()
    return _settle(a, b, relation, linked, unlinked)


def _swapped(pairs: frozenset[Pair]) -> frozenset[Pair]:
    return frozenset((j, i) for i, j in pairs)


def _settle(
    a: SentenceFeatures, b: SentenceFeatures, relation: RelationKind, linked: frozenset[Pair], unlinked: frozenset[Pair]
) -> PairAlignment:
    """The alignment of a pair in its canonical order."""
    close, chances, scale = judged(a, b, relation)
    allowed = _same(a, b, close, _OWN_ROLE_ONLY) | _neither(a, b, close, _OWN_ROLE_ONLY)
    barred = ~allowed
    barred |= _among(close, unlinked, len(b)) | _among(close, linked, len(b))
    made = dict.fromkeys(linked, 1.0)

    def link_copies(apart: frozenset[Role]) -> NDArray[np.bool_]:
        """Link the verbatim copies; which candidates they leave open."""
        copies = verbatim(a, b, frozenset(made), unlinked, apart)
        made.update({(i, j): _sure_of_copy(a, i, relation) for i, j in copies})
        if relation == "reports":
            return ~_among(close, copies, len(b))
        # a sentence that is still there word for word was neither split nor merged
        return ~(np.isin(close.i, [i for i, _ in copies]) | np.isin(close.j, [j for _, j in copies]))

    def link(may: NDArray[np.bool_], least: float) -> None:
        """Link the best of the candidates that may be."""
        for k in np.flatnonzero(_chosen(close, chances, may & (chances >= least), made)):
            made[int(close.i[k]), int(close.j[k])] = confidence(float(chances[k]), scale)

    may = ~barred & link_copies(_OWN_ROLE_FIRST)
    like = _same(a, b, close, _OWN_ROLE_FIRST)
    link(may & like, min(_SLOT, scale.least) if relation == "versions" else scale.least)
    paired = [(i, j) for i, j in made if a.roles[i] == b.roles[j] and a.roles[i] in _OWN_ROLE_FIRST]
    may &= link_copies(frozenset())
    may &= ~like & ~np.isin(close.i, [i for i, _ in paired]) & ~np.isin(close.j, [j for _, j in paired])
    link(may, scale.least)
    pairs = sorted(made)
    lengths = [len(a.words[i]) + len(b.words[j]) for i, j in pairs]
    out_of_order = moved(pairs, lengths) if relation == "versions" else frozenset()
    links = tuple(PairLink(i, j, made[i, j], (i, j) in out_of_order) for i, j in pairs)
    return PairAlignment(links, close.i[allowed], close.j[allowed], chances[allowed])


def judged(a: SentenceFeatures, b: SentenceFeatures, relation: RelationKind) -> tuple[Candidates, Floats, Scale]:
    """The candidates of a pair, their probabilities, and how these are read. Two reports in a language with a pipeline
    are judged by all evidence, any other pair by letters and words."""
    if relation == "reports" and told_in(a) and told_in(b):
        close, model = report_candidates(a, b), ranker()
        return close, model.chances(close), model.scale
    close, weights = candidates(a, b), evidence_weights(relation)
    return close, probabilities(close, weights), weights.scale


def probabilities(close: Candidates, weights: Evidence) -> Floats:
    """The probability of each candidate, from the logistic model, to five digits."""
    if not len(close.i):
        return np.zeros(0)
    return np.asarray(np.round(1 / (1 + np.exp(-(close.table @ weights.coefficients + weights.intercept))), 5))


def confidence(chance: float, scale: Scale) -> float:
    """The share of links of this probability that were right on stories kept out of training, to three digits."""
    return round(min(_ALMOST, float(np.interp(chance, scale.scores, scale.confidences))), 3)


def verbatim(
    a: SentenceFeatures, b: SentenceFeatures, made: frozenset[Pair], unlinked: frozenset[Pair], apart: frozenset[Role]
) -> list[Pair]:
    """Pairs of verbatim copies, each sentence in at most one; of repeated sentences those pair whose neighbours agree
    most. Sentences of the roles `apart` pair within their role only. Left out are copies, headlines, standfirsts and
    corrections that are linked with their like already."""
    free_a, free_b = (set(range(len(side))) for side in (a, b))
    for i, j in made:
        if a.keys[i] == b.keys[j] or (a.roles[i] == b.roles[j] and a.roles[i] in _OWN_ROLE_FIRST):
            free_a.discard(i)
            free_b.discard(j)
    places: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, free, which in ((a, free_a, 0), (b, free_b, 1)):
        for k in sorted(free):
            own = side.roles[k] in _OWN_ROLE_ONLY or side.roles[k] in apart
            places[side.keys[k], side.roles[k] if own else ""][which].append(k)
    return [pair for here, there in places.values() for pair in _by_neighbours(a, b, here, there, unlinked)]


def _by_neighbours(
    a: SentenceFeatures, b: SentenceFeatures, here: list[int], there: list[int], unlinked: frozenset[Pair]
) -> list[Pair]:
    """Pair off copies of one sentence, those with the most equal neighbours first, then those equal in order."""
    if not here or not there:
        return []
    if len(here) * len(there) > _MANY_COPIES:
        return [pair for pair in zip(here, there, strict=False) if pair not in unlinked]
    ranked = sorted(
        (-_agreement(a, b, i, j), abs(m - n), m, n)
        for m, i in enumerate(here)
        for n, j in enumerate(there)
        if (i, j) not in unlinked
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, _, m, n in ranked:
        if m not in rows and n not in columns:
            rows.add(m)
            columns.add(n)
            pairs.append((here[m], there[n]))
    return pairs


def _agreement(a: SentenceFeatures, b: SentenceFeatures, i: int, j: int) -> float:
    """How many sentences around two copies are equal too, nearer ones counting more; both ends of a text are equal."""
    total = 0.0
    for step in range(1, _NEIGHBOURS + 1):
        for way in (-step, step):
            k, m = i + way, j + way
            one, other = 0 <= k < len(a), 0 <= m < len(b)
            total += (a.keys[k] == b.keys[m] if one and other else one == other) / step
    return round(total, 5)


def _sure_of_copy(a: SentenceFeatures, i: int, relation: RelationKind) -> float:
    """A verbatim copy is certain, but for a mere phrase between two reports."""
    weight = float(a.word_bag.values[a.word_bag.starts[i] : a.word_bag.starts[i + 1]].sum())
    return _SHARED_PHRASE if relation == "reports" and weight < _FEW_WORDS else 1.0


def _chosen(close: Candidates, chances: Floats, may: NDArray[np.bool_], made: Iterable[Pair]) -> NDArray[np.bool_]:
    """The candidates that may be linked and that are the best of their row or of their column. Of equal ones those win
    that stand at more nearly the same place of their texts."""
    rows, columns = _size(close.i), _size(close.j)
    near = chances - 1e-6 * np.abs((close.i + 1) / (rows + 1) - (close.j + 1) / (columns + 1))
    near = np.where(may, near, -1.0)
    best_row, best_column = np.full(rows, -0.5), np.full(columns, -0.5)
    np.maximum.at(best_row, close.i, near)
    np.maximum.at(best_column, close.j, near)
    for i, j in made:
        best_row[i : i + 1] = best_column[j : j + 1] = 2.0
    return np.asarray(may & ((near >= best_row[close.i]) | (near >= best_column[close.j])))


def _size(numbers: Ints) -> int:
    return int(numbers.max()) + 1 if len(numbers) else 0


def _codes(side: SentenceFeatures, roles: frozenset[Role]) -> Ints:
    """The number of the role of each sentence among these, 0 for any other."""
    numbers = {role: k for k, role in enumerate(sorted(roles), start=1)}
    return np.array([numbers.get(role, 0) for role in side.roles], np.int64)


def _same(a: SentenceFeatures, b: SentenceFeatures, close: Candidates, roles: frozenset[Role]) -> NDArray[np.bool_]:
    """Which candidates are two sentences of one of these roles."""
    one, other = _codes(a, roles)[close.i], _codes(b, roles)[close.j]
    return np.asarray((one == other) & (one > 0))


def _neither(a: SentenceFeatures, b: SentenceFeatures, close: Candidates, roles: frozenset[Role]) -> NDArray[np.bool_]:
    """Which candidates are two sentences of none of these roles."""
    return np.asarray((_codes(a, roles)[close.i] == 0) & (_codes(b, roles)[close.j] == 0))


def _among(close: Candidates, pairs: Iterable[Pair], columns: int) -> NDArray[np.bool_]:
    """Which candidates are among these pairs."""
    return np.isin(close.i * columns + close.j, [i * columns + j for i, j in pairs])

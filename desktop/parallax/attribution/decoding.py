"""From the encoder's output over words to cues, and for each how likely every word is its source or its content.

Numpy alone. The scores of all cues of a window are one product; each cue has its own, so a word may be content of
several (what is said of what is said).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Run = tuple[int, int]

ROLES = 3
"""Of a word for a cue: neither, source, content."""

KEY, ADDED, KEPT, STATISTICS = 64, 96, 64, 7

_WIDTHS = {
    "tags": 9,
    "query": 2 * KEY,
    "key": 2 * KEY,
    "cue side": ADDED,
    "word side": ADDED,
    "kept": KEPT,
}
_ENDS = np.cumsum(list(_WIDTHS.values())).tolist()
PARTS = {name: slice(end - width, end) for (name, width), end in zip(_WIDTHS.items(), _ENDS, strict=True)}
"""Columns of a word's projected state; the tags are logits of outside, begins, inside for source, cue, content."""
WIDTH: int = _ENDS[-1]

_EDGES = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 23, 31, 42, 60, 90])
BUCKETS = 2 * len(_EDGES) + 1
"""Signed distances of a word from a cue, 0 for the cue itself."""

_SHAPES = {
    "distance_key": (BUCKETS, KEY),
    "distance": (BUCKETS, ADDED),
    "role_weight": (ROLES, ADDED),
    "role_bias": (ROLES,),
    "stops": (7, ROLES),
    "paragraphs": (5, ROLES),
    "worth_weight": (KEPT, 3 * KEPT + STATISTICS),
    "worth_bias": (KEPT,),
    "worth_out_weight": (1, KEPT),
    "worth_out_bias": (1,),
}

_LEVELS = (0.05, 0.2, 0.5)
_MOST_CUES = 40
"""Candidates of a window: three times what the densest ones of the training texts hold."""


@dataclass(frozen=True, eq=False)
class PairWeights:
    """The weights of the pair head, as `network.Pairs` names them."""

    distance_key: Floats
    distance: Floats
    role_weight: Floats
    role_bias: Floats
    stops: Floats
    paragraphs: Floats
    worth_weight: Floats
    worth_bias: Floats
    worth_out_weight: Floats
    worth_out_bias: Floats

    @classmethod
    def read(cls, path: Path) -> PairWeights:
        """From an npz file. Raises KeyError where a weight is missing, ValueError where one has another shape, OSError
        where the file is missing."""
        with np.load(path, allow_pickle=False) as kept:
            found = {name: kept[name].astype(np.float32) for name in cls.__dataclass_fields__}
        if {name: weight.shape for name, weight in found.items()} != _SHAPES:
            raise ValueError(f"{path} holds weights of other shapes")
        return cls(**found)


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    share: Floats = raised / raised.sum(-1, keepdims=True)
    return share


def cue_candidates(probability: Floats) -> list[Run]:
    """Runs of words that may be cues, from (words, 3) probabilities of outside, begins, inside: at several levels, cut
    where a new one begins; the likeliest first."""
    inside = 1 - probability[:, 0]
    found: dict[Run, float] = {}
    for level in _LEVELS:
        over = np.concatenate([[False], inside > level, [False]])
        edges = np.flatnonzero(over[1:] != over[:-1]).reshape(-1, 2)
        for low, high in edges.tolist():
            begins = [
                k for k in range(low + 1, high) if probability[k, 1] > probability[k, 2] and probability[k, 1] > 0.1
            ]
            for first, last in zip([low, *begins], [*begins, high], strict=True):
                found[first, last] = float(inside[first:last].mean())
    return sorted(found, key=lambda run: -found[run])[:_MOST_CUES]


def places_from(first: Ints, last: Ints, stops: Ints, paragraph: Ints) -> tuple[Ints, Ints, Ints]:
    """Where the words of a window stand seen from cues (first, last excluded): bucket of distance, sentence ends
    between (0 to 6, 3 for none), paragraphs between (0 to 4, 2 for none). Shapes (cues, words)."""
    word = np.arange(len(stops))
    before = first[:, None] - word
    after = word - last[:, None] + 1
    steps = np.searchsorted(_EDGES, np.where(before > 0, before, np.maximum(after, 0)), "right")
    bucket = np.where(before > 0, -steps, steps) + len(_EDGES)
    passed = np.clip(stops - stops[first][:, None], -3, 3) + 3
    crossed = np.clip(paragraph - paragraph[first][:, None], -2, 2) + 2
    return bucket, passed, crossed


def pair_scores(
    weights: PairWeights, words: Floats, cues: list[Run], stops: Ints, paragraph: Ints
) -> tuple[Floats, Floats]:
    """Probabilities (cues, words, 3) of the roles, and (cues,) of each cue to be one, from (words, WIDTH)."""
    first = np.array([a for a, _ in cues], np.int64)
    last = np.array([b for _, b in cues], np.int64)
    bucket, passed, crossed = places_from(first, last, stops, paragraph)
    cue = np.stack([words[a:b].mean(0) for a, b in cues])
    query = cue[:, PARTS["query"]].reshape(-1, 2, KEY)
    key = words[:, PARTS["key"]].reshape(-1, 2, KEY)
    fit = np.matmul(query.transpose(1, 0, 2), key.transpose(1, 2, 0)).transpose(1, 2, 0)
    far = query @ weights.distance_key.T
    fit = fit + np.take_along_axis(far.transpose(0, 2, 1), bucket[..., None], 1)
    hidden = weights.distance[bucket]
    hidden += cue[:, None, PARTS["cue side"]]
    hidden += words[None, :, PARTS["word side"]]
    np.maximum(hidden, 0, out=hidden)
    logits = hidden @ weights.role_weight.T + weights.role_bias + weights.stops[passed] + weights.paragraphs[crossed]
    logits[..., 1:] += fit * np.float32(KEY**-0.5)
    share = softmax(logits)
    said = share[..., 1:]
    kept = words[:, PARTS["kept"]]
    mass = said.sum(1)
    means = (said.transpose(0, 2, 1) @ kept) / (mass[..., None] + 0.1)
    inside = 1 - softmax(words[:, PARTS["tags"]].reshape(-1, 3, 3)[:, 1])[:, 0]
    told = np.array([inside[a:b].mean() for a, b in cues], np.float32)
    statistics = np.concatenate(
        [told[:, None], np.log1p(mass), said.max(1), np.square(said).sum(1) / (mass + 0.1)], axis=1
    )
    features = np.concatenate([cue[:, PARTS["kept"]], means.reshape(len(cues), -1), statistics], axis=1)
    middle = np.maximum(features @ weights.worth_weight.T + weights.worth_bias, 0)
    worth = middle @ weights.worth_out_weight[0] + weights.worth_out_bias[0]
    return share, (1 / (1 + np.exp(-worth))).astype(np.float32)

"""The fixed weights of words and letter groups, and of the evidence that two sentences report the same thing.

Both files are made by `desktop/training/word_weights.py`; their card is `resources/models/word-weights.md`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from parallax.paths import resource

GRAMS = (3, 4, 5)
"""Lengths of the groups of letters; a word is taken with a space before and after it."""

BUCKETS = 1 << 17
STEP = 16.0
"""Weights are kept as bytes, in sixteenths of a nat."""

TABLE = "word-weights.npz"
EVIDENCE = "pair-weights.json"


def grams_of(word: str) -> Iterator[int]:
    """The number (CRC-32) of each group of letters of a folded word, repeated ones repeated."""
    padded = f" {word} "
    for length in GRAMS:
        for at in range(max(1, len(padded) - length + 1)):
            yield zlib.crc32(padded[at : at + length].encode("utf-8", "surrogatepass"))
            if len(padded) <= length:
                return


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """`words` maps a folded word to its weight in nats: the negative logarithm of the share of sentences of 25 words
    that hold it. A word that is not there weighs `unknown`. `grams` holds the weight of each bucket of letter groups,
    by CRC-32 modulo `BUCKETS`."""

    words: dict[str, float]
    unknown: float
    grams: NDArray[np.float32]

    def word(self, word: str) -> float:
        """The weight of a folded word."""
        return self.words.get(word, self.unknown)


@cache
def word_weights() -> WordWeights:
    """The table in resources, read once per process."""
    with np.load(resource("models", TABLE), allow_pickle=False) as table:
        words = bytes(table["words"]).decode("utf-8").split("\n")
        weights = (table["weights"].astype(np.float64) / STEP).tolist()
        grams = table["grams"].astype(np.float32) / STEP
        unknown = float(table["unknown"][0]) / STEP
    return WordWeights(dict(zip(words, weights, strict=True)), unknown, grams)


@lru_cache(maxsize=50_000)
def weighted_grams(word: str) -> tuple[tuple[int, float], ...]:
    """(number, weight) of the letter groups of a folded word."""
    table = word_weights().grams
    return tuple((g, float(table[g % BUCKETS])) for g in grams_of(word))


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """How probabilities are read: `least` is the one below which no link is made; `scores` and `confidences` (both
    rising) are the corners of the calibration, an isotonic regression on stories kept out of training, between which is
    interpolated."""

    least: float
    scores: NDArray[np.float64]
    confidences: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """How the evidence of a pair counts: a logistic model, whose `coefficients` belong to the columns of
    `evidence.COLUMNS` in their order, and how its probabilities are read."""

    coefficients: NDArray[np.float64]
    intercept: float
    scale: Scale


@cache
def evidence_weights(relation: str) -> Evidence:
    """The weights for "versions" or "reports", read once per process."""
    kept = json.loads(resource("models", EVIDENCE).read_text(encoding="utf-8"))[relation]
    scale = Scale(float(kept["least"]), np.array(kept["scores"], float), np.array(kept["confidences"], float))
    return Evidence(np.array([c for _, c in kept["coefficients"]]), float(kept["intercept"]), scale)

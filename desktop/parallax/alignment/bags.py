"""Weighted things per sentence, and the numbers by which things are the same in any article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Weighted things per sentence, as a sparse matrix: sentence s holds the things `ids[columns[k]]` with the values
    `values[k]`, for k from `starts[s]` to `starts[s + 1]`. `ids` are rising, and name the same thing in any article."""

    ids: NDArray[np.uint64]
    starts: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, sentences: Iterable[dict[int, float]]) -> Bag:
        """A bag of {id: value} per sentence."""
        rows = list(sentences)
        sizes = np.fromiter((len(r) for r in rows), np.int64, len(rows))
        total = int(sizes.sum())
        named = np.fromiter((k for r in rows for k in r), np.uint64, total)
        values = np.fromiter((v for r in rows for v in r.values()), np.float32, total)
        ids, columns = np.unique(named, return_inverse=True)
        return cls(ids, np.concatenate(([0], np.cumsum(sizes))), columns.astype(np.int64), values)

    def sums(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Per sentence, the sum of one value per entry."""
        total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
        return np.asarray(total[self.starts[1:]] - total[self.starts[:-1]])


@lru_cache(maxsize=50_000)
def id_of(thing: str) -> int:
    """The number of a thing, the same in any article: 64 bits of its digest."""
    return int.from_bytes(hashlib.blake2b(thing.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")

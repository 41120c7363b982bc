"""Products of all sentences of two articles, over the things that both hold."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.bags import Bag

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Values = NDArray[np.float32]

_CELLS = 1 << 20
"""Pairs of sentences that are looked at together: 4 MB a product."""
_JOINED = 1 << 20
"""Pairs of entries that are joined together: about 40 MB while they are summed."""
_DENSE = 12_000_000
"""Numbers that the common things of one article may fill: 48 MB."""
_DEARER = 400
"""How many times as much a product of two entries costs joined as it does in a dense product, roughly."""


def steps(n: int, m: int) -> Iterator[tuple[int, int]]:
    """Ranges (first, last excluded) that cover n rows of m columns, with a bounded number of cells in each."""
    step = max(1, _CELLS // max(1, m))
    for low in range(0, n, step):
        yield low, min(n, low + step)


def unit(bag: Bag, values: Values) -> Values:
    """The values of the entries of a bag, divided by the length of the row: products become cosines."""
    norms = np.sqrt(np.maximum(bag.sums(values * values), 1e-12))
    return np.asarray((values / norms[_rows(bag)]).astype(np.float32))


class Products:
    """Products of each row of bag `a` with each row of bag `b`, once for every valuation of their entries.

    What stands in many rows of both is multiplied as a dense matrix. All else, which is most of what two texts share
    and falls on few pairs, is joined: each entry of `a` with each of `b` for the same thing, summed by pair of rows. So
    the cost grows with what two sentences share, not with the vocabulary of the articles. Sums have seven digits.
    """

    def __init__(self, a: Bag, b: Bag, *valuations: tuple[Values, Values]) -> None:
        self.shape = n, m = len(a.starts) - 1, len(b.starts) - 1
        both, *at = np.intersect1d(a.ids, b.ids, assume_unique=True, return_indices=True)
        places = [_places(bag, where) for bag, where in zip((a, b), at, strict=True)]
        sizes = [np.bincount(place[place >= 0], minlength=len(both)) for place in places]
        common = _common(sizes[0] * sizes[1], n, m)
        number = np.cumsum(common) - 1
        self._width = int(common.sum())
        rows = _rows(a), _rows(b)

        held, at_b = _entries(places[1], common)
        self._right = []
        for _, y in valuations:
            dense = np.zeros((m, self._width), np.float32)
            dense[rows[1][held], number[places[1][held]]] = y[held]
            self._right.append(dense.T)
        at_b = at_b[np.argsort(places[1][at_b], kind="stable")]
        self._joined_rows = rows[1][at_b]
        self._joined_values = [y[at_b] for _, y in valuations]

        self._held, at_a = _entries(places[0], common)
        self._held_rows, self._held_columns = rows[0][self._held], number[places[0][self._held]]
        self._rest, self._rest_rows = at_a, rows[0][at_a]
        self._left = [x for x, _ in valuations]
        # where the entries of `b` for the thing of each entry of `a` begin, and how many there are
        starts = np.concatenate(([0], np.cumsum(np.where(common, 0, sizes[1]))))
        self._first, self._count = starts[places[0][at_a]], sizes[1][places[0][at_a]]
        self._ends = np.concatenate(([0], np.cumsum(self._count)))

    def block(self, low: int, high: int) -> list[Values]:
        """The products of rows `low` to `high` of `a` (the last excluded) with all rows of `b`, per valuation."""
        held = slice(*np.searchsorted(self._held_rows, (low, high)))
        blocks = []
        for x, right in zip(self._left, self._right, strict=True):
            dense = np.zeros((high - low, self._width), np.float32)
            dense[self._held_rows[held] - low, self._held_columns[held]] = x[self._held[held]]
            blocks.append(np.asarray(dense @ right))
        self._join(low, high, blocks)
        return blocks

    def _join(self, low: int, high: int, blocks: list[Values]) -> None:
        """Add what is not common, a bounded number of joined entries a time."""
        m = self.shape[1]
        at, last = (int(k) for k in np.searchsorted(self._rest_rows, (low, high)))
        while at < last:
            end = int(np.searchsorted(self._ends, self._ends[at] + _JOINED, "right")) - 1
            end = min(last, max(at + 1, end))
            counts = self._count[at:end]
            left = np.repeat(np.arange(at, end), counts)
            right = np.arange(len(left)) + np.repeat(self._first[at:end] - self._ends[at:end] + self._ends[at], counts)
            top, bottom = self._rest_rows[at], self._rest_rows[end - 1] + 1
            cells = (self._rest_rows[left] - top) * m + self._joined_rows[right]
            for block, x, y in zip(blocks, self._left, self._joined_values, strict=True):
                sums = np.bincount(cells, x[self._rest[left]] * y[right], minlength=(bottom - top) * m)
                block[top - low : bottom - low] += sums.reshape(-1, m).astype(np.float32)
            at = end

    def at(self, i: Ints, j: Ints) -> list[Floats]:
        """The products of row i[k] of `a` with row j[k] of `b`, per valuation. `i` must be rising."""
        found = [np.empty(len(i)) for _ in self._left]
        for low, high in steps(*self.shape):
            part = slice(*np.searchsorted(i, (low, high)))
            if part.start < part.stop:
                for values, block in zip(found, self.block(low, high), strict=True):
                    values[part] = block[i[part] - low, j[part]]
        return found


def _rows(bag: Bag) -> Ints:
    """The row of each entry of a bag."""
    return np.repeat(np.arange(len(bag.starts) - 1), np.diff(bag.starts))


def _places(bag: Bag, shared: Ints) -> Ints:
    """Per entry of a bag, the place of its thing among the shared ones, -1 where it is not."""
    place = np.full(len(bag.ids), -1, np.int64)
    place[shared] = np.arange(len(shared))
    return np.asarray(place[bag.columns])


def _common(pairs: Ints, n: int, m: int) -> NDArray[np.bool_]:
    """Which things, with the number of pairs of rows that share each, are cheaper in a dense product of n by m rows;
    of too many the ones that most pairs share."""
    most = _DENSE // max(1, n, m)
    common = pairs * _DEARER >= max(1, n * m)
    if common.sum() > most:
        common &= pairs > np.partition(pairs, -most - 1)[-most - 1]
    return np.asarray(common)


def _entries(places: Ints, common: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The entries of common things, and those of other shared ones."""
    shared = np.flatnonzero(places >= 0)
    which = common[places[shared]]
    return shared[which], shared[~which]

"""Sets that grow together, some of which must never meet: union-find with cannot-links; and names for what is kept
apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from parallax.article import Article

T = TypeVar("T", bound=Hashable)


class Partition(Generic[T]):
    """Which things are one and which are two. Whatever is not mentioned is one of its own.

    Union-find by size with path halving (Tarjan and van Leeuwen 1984); each set keeps the sets that it may not meet
    (cannot-links as in Wagstaff et al. 2001, "Constrained k-means clustering"), so every union is checked."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}
        self._size: dict[T, int] = {}
        self._apart: dict[T, set[T]] = defaultdict(set)

    def find(self, x: T) -> T:
        """The one thing that stands for the set of `x`, until the next union."""
        above = self._above
        while above.get(x, x) != x:
            above[x] = above.get(above[x], above[x])
            x = above[x]
        return x

    def join(self, a: T, b: T) -> bool:
        """Make two things one; False, and nothing done, where they must be two."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        if self._size.get(a, 1) < self._size.get(b, 1):
            a, b = b, a
        self._above[b] = a
        self._size[a] = self._size.get(a, 1) + self._size.get(b, 1)
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        return True

    def keep_apart(self, a: T, b: T) -> bool:
        """Never let two things be one; False, and nothing done, where they are one already."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self._apart[a].add(b)
        self._apart[b].add(a)
        return True

    def apart(self, a: T, b: T) -> bool:
        """Whether two things must be two."""
        return self.find(b) in self._apart.get(self.find(a), ())

    def sets(self, things: Iterable[T]) -> list[list[T]]:
        """These things by the set they are in, in the order in which each set and each thing comes first."""
        found: dict[T, list[T]] = {}
        for x in things:
            found.setdefault(self.find(x), []).append(x)
        return list(found.values())


def told_apart(name: str, outlets: set[str], theirs: set[str], taken: Collection[str]) -> str:
    """A name that its rivals bear too, with what tells it apart behind it: the one outlet that it is mentioned in, if
    none of the rivals is (`theirs`), else a number. None of the names `taken` is it, whatever their case."""
    own = outlets - theirs - {""} if len(outlets) == 1 else ()
    folded = {other.casefold() for other in taken}
    tried = (f"{name} ({x})" for x in (*own, *range(2, len(folded) + 3)))
    return next(x for x in tried if x.casefold() not in folded)


def own_names(articles: Sequence[Article]) -> list[str]:
    """A name for each article that no other has, by its text, outlet and id: keys made with it keep their order
    however the articles are ordered."""
    names = [f"{a.text_sha256}\x1e{a.outlet}\x1e{a.id}" for a in articles]
    return [f"{name}\x1e{names[:k].count(name)}" for k, name in enumerate(names)]

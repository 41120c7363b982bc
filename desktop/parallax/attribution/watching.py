"""How the last step of a comparison is watched, and so cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_EVERY = 128

Watch = Callable[[], None]
"""Called again and again while a story is gone through, at least once per article and per pair of articles. What it
raises ends the work."""


def unwatched() -> None:
    """The Watch of a caller who lets the work run to its end."""


def watched(things: Iterable[T], watch: Watch) -> Iterator[T]:
    """The things one after the other, the watch called before the first and then before every 128th."""
    for n, thing in enumerate(things):
        if n % _EVERY == 0:
            watch()
        yield thing

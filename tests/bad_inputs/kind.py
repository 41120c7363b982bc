"""What a kind of bad input is, and the words that test texts are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Make = Callable[[Path], Path]
Raw = bytes | Callable[[], bytes]
"""Bytes, or what makes them where they are many."""

HEADLINE = "Footbridge at Ostwick stays shut until autumn"
FIRST = (
    "The footbridge over the Marle at Ostwick will stay closed until the end of September, the county council said on "
    "Tuesday, after divers found that one of its four piers had been hollowed out by the spring floods."
)
SECOND = (
    "“We asked for an inspection three years running,” said Dana Orrel, who keeps the bakery beside the steps. “Nobody "
    "came, and nobody wrote back.”"
)
THIRD = "A ferry runs every half hour from seven in the morning, and schoolchildren cross it without paying."
ARTICLE = "\n\n".join((HEADLINE, FIRST, SECOND, THIRD))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of bad input. `make` writes it into a folder and returns its path; `refused` are the names of the
    errors that say why it is not read, none of them for what is read all the same."""

    name: str
    make: Make
    refused: tuple[str, ...]


KINDS: dict[str, Kind] = {}


def refused(name: str, *errors: str) -> Callable[[Make], Make]:
    """Enter a kind that is refused with one of these errors."""
    assert errors
    return _entered(name, errors)


def read_all_the_same(name: str) -> Callable[[Make], Make]:
    """Enter a kind that is read in spite of what is wrong with it."""
    return _entered(name, ())


def _entered(name: str, errors: tuple[str, ...]) -> Callable[[Make], Make]:
    def enter(make: Make) -> Make:
        assert name not in KINDS, name
        KINDS[name] = Kind(name, make, errors)
        return make

    return enter


def bytes_are_refused(name: str, file: str, raw: Raw, *errors: str) -> None:
    """Enter a kind that is these bytes under this file name."""
    refused(name, *errors)(lambda folder: written(folder / file, raw))


def bytes_are_read(name: str, file: str, raw: Raw) -> None:
    """Enter a kind that is these bytes under this file name, and is read."""
    read_all_the_same(name)(lambda folder: written(folder / file, raw))


def written(path: Path, raw: Raw) -> Path:
    """The path, with these bytes in it."""
    path.write_bytes(raw() if callable(raw) else raw)
    return path

"""What was made of a comparison, kept for the two that were asked about last: the one on screen and the one to come.
Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from parallax.values import Comparison

Made = TypeVar("Made")


class LastTwo(Generic[Made]):
    """Makes each thing once. Comparisons are told apart as objects: to compare their values would take long."""

    def __init__(self, make: Callable[[Comparison], Made]) -> None:
        self._make = make
        self._kept: tuple[tuple[Comparison, Made], ...] = ()

    def of(self, comparison: Comparison) -> Made:
        """What is made of a comparison, on whichever thread asks first."""
        for known, made in self._kept:
            if known is comparison:
                return made
        made = self._make(comparison)
        self._kept = (comparison, made), *self._kept[:1]
        return made

"""What the views draw of a comparison, worked out ahead on the thread that has it first: in the window's own it would
stall the window. Without Qt; what was not worked out ahead is made when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from parallax.sheet import RowBook, SheetLine, story_sheet
from parallax.values import FAMILIES, Comparison
from parallax.window.last_two import LastTwo
from parallax.window.texts.links_at import links_at
from parallax.window.texts.readings import reports

if TYPE_CHECKING:
    from parallax.window.overview.lanes import Spot


class Ahead:
    """Of one comparison; each part is made once."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._spots: dict[int, tuple[Spot, ...]] = {}

    @cached_property
    def sheet(self) -> tuple[SheetLine, ...]:
        """The lines of the story sheet."""
        return story_sheet(self.comparison)

    @cached_property
    def rows(self) -> RowBook:
        """The rows in the order of the first article, with the marks of all families."""
        return RowBook(self.comparison, 0, frozenset(FAMILIES))

    @cached_property
    def reports(self) -> list[list[tuple[bool, ...]]]:
        """Who else reports each sentence."""
        return reports(self.comparison)

    def spots(self, article: int) -> tuple[Spot, ...]:
        """Where each difference stands in an article."""
        if article not in self._spots:
            from parallax.window.overview.lanes import spots  # when it is needed: the window opens sooner without it

            self._spots[article] = spots(self.comparison, article)
        return self._spots[article]


ahead = LastTwo(Ahead).of


def work_out(comparison: Comparison) -> None:
    """Make all of it now."""
    made = ahead(comparison)
    if len(comparison.articles) > 1:
        links_at(comparison)
        _ = made.sheet, made.rows, made.reports, made.spots(0)

"""The views with the overview ruler at their right edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from parallax.window.state import ReadingState, View
from parallax.window.tables.rows_view import RowsView
from parallax.window.tables.story_sheet import StorySheet
from parallax.window.texts.side_by_side import SideBySide

if TYPE_CHECKING:
    from parallax.window.overview.ruler import Ruler


class RuledViews(QHBoxLayout):
    """The ruler is made when it is first needed, which is beside two articles. `difference_wanted(index)`: a mark of it
    was clicked."""

    difference_wanted = Signal(int)

    def __init__(self, views: QWidget, sheet: StorySheet, side: SideBySide, rows: RowsView) -> None:
        super().__init__()
        self._views = sheet, side, rows
        self.ruler: Ruler | None = None
        self.wanted = False
        self.addWidget(views, 1)

    def show_state(self, view: View, state: ReadingState) -> None:
        """Show the differences of a state in the ruler, where one is wanted and there is something to compare."""
        shown = self.wanted and self._views[1].article_count() > 1
        page = self.parentWidget()
        if shown and self.ruler is None and page is not None:
            from parallax.window.overview.ruler import Ruler  # when it is needed: the window opens sooner without it

            self.ruler = Ruler(*self._views, page)
            self.ruler.difference_chosen.connect(self.difference_wanted)
            self.addWidget(self.ruler)
        if self.ruler is not None:
            self.ruler.setVisible(shown)
            self.ruler.show_state(view, state)

    def show_current(self, difference: int | None) -> None:
        """Make a difference stand out in it; None for none."""
        if self.ruler is not None:
            self.ruler.show_current(difference)

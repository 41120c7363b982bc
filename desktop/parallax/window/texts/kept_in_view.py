"""What the focus is on stays in view where a window, or a line that comes at its foot, leaves less height."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea


def keep_in_view(area: QAbstractScrollArea, place: QRect, resized: QResizeEvent) -> None:
    """Scroll just so far that what was in view above the lower edge is above the new one; what is higher than the view
    is kept at its upper edge. `place` is in the coordinates of the area's viewport, as scrolled before."""
    before, now = resized.oldSize().height(), resized.size().height()
    if place.top() >= 0 and now < place.bottom() <= before:
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + min(place.bottom() + 1 - now, place.top()))

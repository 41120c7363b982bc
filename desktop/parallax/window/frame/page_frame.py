"""The pages of the window, with the notice and further lines below them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from parallax.window.frame.notice import Notice


class PageFrame(QWidget):
    """The notice comes at the foot of the page and covers nothing: the page gets lower from below, so that no
    line moves when it comes or goes, unless what has the focus would be out of view (`texts/kept_in_view.py`)."""

    def __init__(self, notice: Notice, pages: QStackedWidget, below: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._notice = notice
        notice.setParent(self)  # before the pages: Tab comes to it first
        notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(pages, 1)
        for line in (notice, *below):
            column.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The notice leaves the page its part of the height."""
        super().resizeEvent(event)
        self._notice.fit()

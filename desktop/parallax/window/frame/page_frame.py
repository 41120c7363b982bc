"""The pages of the window, with the notice over their top edge and the lines below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from parallax.window.frame.notice import Notice

_MOVES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest, QEvent.Type.FontChange)


class PageFrame(QWidget):
    """Over the page `read`, where a reader is in a text, the notice lies above the page, so that nothing moves when it
    comes or goes; while the focus is on what it would cover there, it lies at the foot of the page. On the others it
    has room of its own: it covers none of their buttons."""

    def __init__(self, notice: Notice, pages: QStackedWidget, read: QWidget, below: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._notice, self._pages, self._read = notice, pages, read
        notice.setParent(self)  # before the pages: Tab comes to it first
        notice.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(pages, 1)
        for line in below:
            self._column.addWidget(line)
        notice.installEventFilter(self)
        pages.currentChanged.connect(self._place)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _place(self) -> None:
        notice = self._notice
        height = max(notice.heightForWidth(self.width()), notice.minimumSizeHint().height())
        own = not notice.isHidden() and self._pages.currentWidget() is not self._read
        self._column.setContentsMargins(0, height if own else 0, 0, 0)
        covers = not own and self._has_focus_within(QRect(0, 0, self.width(), height))
        notice.setGeometry(0, self._pages.geometry().bottom() + 1 - height if covers else 0, self.width(), height)
        notice.raise_()

    def _has_focus_within(self, place: QRect) -> bool:
        """Whether what has the focus lies in this place as a whole."""
        focused = QApplication.focusWidget()
        if focused is None or not self._pages.isAncestorOf(focused):
            return False
        return place.contains(QRect(focused.mapTo(self, QPoint(0, 0)), focused.size()))

    def _focus_moved(self) -> None:
        if self._notice.isVisible():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The notice is as high as its words."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The notice is as wide as the pages."""
        super().resizeEvent(event)
        self._place()

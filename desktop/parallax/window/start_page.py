"""The first page: drop, paste or open; recent stories below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from parallax.library import StoryHead


class StartPage(QWidget):
    """Says what to do first, and lists the stories of the library."""

    story_chosen = Signal(str)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("First page")
        self._first: QWidget | None = None
        title = QLabel("Drop, paste or open articles of one story")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title.setWordWrap(True)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        title.setFont(font)
        word = QLabel(
            "Two or more reports of one event, or versions of one article: Parallax lines their sentences up, marks "
            "what differs and shows who is said to have said what. Nothing leaves this computer."
        )
        word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        word.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for action in actions:
            button = _button(action)
            self._first = self._first or button
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._recent = QLabel("&Recent stories")
        self._list = QListWidget()
        self._list.setAccessibleName("Recent stories")
        self._list.itemActivated.connect(self._choose)
        self._list.itemClicked.connect(self._choose)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._recent.setBuddy(self._list)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(word)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addSpacing(18)
        column.addWidget(self._recent)
        column.addWidget(self._list, 3)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 6)
        row.addStretch(1)

    def set_stories(self, stories: Sequence[StoryHead]) -> None:
        """List these stories, newest first."""
        self._list.clear()
        for story in stories:
            count = f"{story.articles} articles" if story.articles != 1 else "1 article"
            outlets = ", ".join(o for o in story.outlets if o)
            item = QListWidgetItem(f"{story.title or 'Untitled story'}\n{count} · {_day(story.changed)}"
                                   + (f" · {outlets}" if outlets else ""))  # fmt: skip
            item.setData(Qt.ItemDataRole.UserRole, story.id)
            self._list.addItem(item)
        self._recent.setVisible(bool(stories))
        self._list.setVisible(bool(stories))
        self._list.setCurrentRow(0 if stories else -1)

    def focus(self) -> None:
        """Give the focus to the stories, or to the first button where there is none."""
        to = self._list if self._list.count() else self._first
        if to is not None:
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, item: QListWidgetItem) -> None:
        self.story_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setAutoDefault(True)  # Return presses it, as it does in a dialog
    button.setMinimumHeight(34)
    button.clicked.connect(action.trigger)
    return button


def _day(moment: str) -> str:
    """An ISO moment in UTC as a day in the reader's own time."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return when.astimezone().strftime("%d %B %Y").lstrip("0")

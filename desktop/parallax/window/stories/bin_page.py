"""The bin: stories that were put aside, to be restored or deleted for ever."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from parallax.library import StoryHead
from parallax.window.stories.lines import story_line
from parallax.window.stories.story_list import StoryList


class BinPage(QWidget):
    """Lists what lies in the bin. Signals: `restore_asked(story)`; `delete_asked(stories)`, their ids;
    `left()` to go back to the first page."""

    restore_asked = Signal(str)
    delete_asked = Signal(list)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Bin")
        title = QLabel("Bin")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        title.setFont(font)
        self._word = QLabel()
        self._word.setWordWrap(True)
        self.list = StoryList("Stories in the bin")
        self.back = QPushButton("B&ack")
        self.restore = QPushButton("&Restore")
        self.delete = QPushButton("&Delete for ever…")
        self.empty = QPushButton("Empty the &bin…")
        for button in (self.back, self.restore, self.delete, self.empty):
            button.setAutoDefault(True)
            button.setMinimumHeight(34)
        self.back.clicked.connect(self.left)
        self.restore.clicked.connect(self._restore)
        self.delete.clicked.connect(self._delete)
        self.empty.clicked.connect(lambda: self.delete_asked.emit([line.story for line in self.list.lines()]))
        self.list.opened.connect(lambda _: self.restore.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.bin_asked.connect(lambda _: self._delete())
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        for button in (self.restore, self.delete, self.empty):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 14, 0, 14)
        column.addWidget(title)
        column.addWidget(self._word)
        column.addWidget(self.list, 100)
        column.addLayout(buttons)
        column.addStretch()
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 8)
        row.addStretch(1)

    def set_stories(self, stories: Sequence[StoryHead]) -> None:
        """List these stories of the bin."""
        self.list.set_lines([story_line(story) for story in stories])
        count = len(stories)
        lie = f"{count:,} stories lie" if count != 1 else "One story lies"
        self._word.setText(
            f"{lie} here, whole, until you restore or delete {'them' if count != 1 else 'it'}."
            if stories
            else "The bin is empty. A story that you move here can be restored, whole, until you delete it."
        )
        self.list.setVisible(bool(stories))
        for button in (self.restore, self.delete, self.empty):
            button.setVisible(bool(stories))
        if not stories and self.isVisible():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Give the focus to the stories, or to the way back where there is none."""
        (self.list if self.list.count() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _restore(self) -> None:
        line = self.list.line()
        if line is not None:
            self.restore_asked.emit(line.story)

    def _delete(self) -> None:
        line = self.list.line()
        if line is not None:
            self.delete_asked.emit([line.story])

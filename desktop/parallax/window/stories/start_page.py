"""The first page: drop, paste or open; below, the stories of the library, and a line to search in all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from parallax.window.stories.lines import Line, found_words, one_line, story_line
from parallax.window.stories.story_list import StoryList
from parallax.window.texts.offsets import in_label

if TYPE_CHECKING:
    from parallax.library import Held, StoryHead

MOST_RECENT = 12
"""How many stories are listed before the reader asks for all."""
_SEARCH_AFTER = 90
"""Milliseconds without a key after which what was typed is searched."""
_WAITING_WORDS = 60


class StartPage(QWidget):
    """Says what to do first, and lists the stories of the library, or what was found in it.

    Signals: `searched(words)`, blank for no search any more; `tag_chosen(tag)`, empty for all; `all_asked()`;
    `bin_page_asked()`; `held_asked(id, throw_away)` for a pasted text that belongs to no story yet. What the reader
    does with a line is told by `list`.
    """

    searched = Signal(str)
    tag_chosen = Signal(str)
    all_asked = Signal()
    bin_page_asked = Signal()
    held_asked = Signal(str, bool)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("First page")
        self._buttons = [_button(action) for action in actions]
        self.list = StoryList("Recent stories")
        self._stories: list[Line] = []
        self._total = self._binned = 0
        self._found = ""
        self._tags: list[tuple[str, int]] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SEARCH_AFTER)
        self._rest.timeout.connect(self._search)
        self._title = title = QLabel("Drop, paste or open articles of one story")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title.setWordWrap(True)
        self._size_title()
        word = QLabel(
            "Two or more reports of one event, or versions of one article: Parallax lines their sentences up, marks "
            "what differs and shows who is said to have said what.\nNothing leaves this computer but a web address "
            "that you ask for."
        )
        word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        word.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(word)
        column.addSpacing(10)
        column.addLayout(buttons)
        column.addSpacing(14)
        column.addWidget(self._make_waiting())
        column.addWidget(self._make_search())
        column.addWidget(self._make_heading())
        column.addWidget(self.list, 100)
        column.addWidget(self._make_foot())
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 8)
        row.addStretch(1)
        self.list.left_above.connect(lambda: self.wanted.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.list.opened.connect(lambda _: self._rest.stop())

    # making

    def _make_waiting(self) -> QWidget:
        self._waiting = QFrame()
        self._waiting.setFrameShape(QFrame.Shape.StyledPanel)
        self._waiting.setAccessibleName("Pasted texts that wait")
        self._waiting_words = QLabel()
        self._waiting_words.setTextFormat(Qt.TextFormat.PlainText)
        self._waiting_words.setWordWrap(True)
        self._held = ""
        take, throw = QPushButton("Make a st&ory of it"), QPushButton("&Throw it away…")
        take.clicked.connect(lambda: self.held_asked.emit(self._held, False))
        throw.clicked.connect(lambda: self.held_asked.emit(self._held, True))
        layout = QHBoxLayout(self._waiting)
        layout.addWidget(self._waiting_words, 1)
        layout.addWidget(take)
        layout.addWidget(throw)
        self._waiting.hide()
        return self._waiting

    def _make_search(self) -> QWidget:
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("Search stories, outlets, texts, notes and tags")
        self.wanted.setAccessibleName("Search the library")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.setMinimumHeight(32)
        self.wanted.textChanged.connect(self._typed)
        self.wanted.installEventFilter(self)
        return self.wanted

    def _make_heading(self) -> QWidget:
        line = QWidget()
        self._heading = QLabel("&Recent stories")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setBuddy(self.list)
        self.tags = QComboBox()
        self.tags.setAccessibleName("Show stories with the tag")
        self.tags.setToolTip("Show the stories with one tag alone")
        self.tags.activated.connect(self._choose_tag)
        self.bin_button = QPushButton("Bin")
        self.bin_button.setAutoDefault(True)
        self.bin_button.clicked.connect(self.bin_page_asked)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self._heading, 1)
        layout.addWidget(self.tags)
        layout.addWidget(self.bin_button)
        self._heading_line = line
        return line

    def _make_foot(self) -> QPushButton:
        self.all_button = QPushButton()
        self.all_button.setAutoDefault(True)
        self.all_button.clicked.connect(self.all_asked)
        return self.all_button

    def _size_title(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._title.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """The title follows the desktop's letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_title"):
            self._size_title()

    # what is shown

    def set_stories(self, stories: Sequence[StoryHead], total: int = 0) -> None:
        """List these stories, newest first, of `total` that there are."""
        self._stories, self._total = [story_line(story) for story in stories], total
        if not self.searching:
            self._show_stories()

    def set_tags(self, tags: Sequence[tuple[str, int]], chosen: str) -> None:
        """Offer these tags, each with the number of its stories."""
        if self._tags != list(tags) or self.tags.currentData() != chosen:
            self._tags = list(tags)
            self.tags.clear()
            self.tags.addItem("All stories", "")
            for tag, count in tags:
                self.tags.addItem(f"{tag} ({count})", tag)
            self.tags.setCurrentIndex(max(0, self.tags.findData(chosen)))
        self._fit()

    def set_binned(self, count: int) -> None:
        """Say how many stories lie in the bin."""
        self.bin_button.setText(f"Bin ({count:,})" if count else "Bin")
        self.bin_button.setAccessibleName(f"Bin, {count} stor{'y' if count == 1 else 'ies'}")
        self._binned = count
        self._fit()

    def set_waiting(self, held: Sequence[Held]) -> None:
        """Show the oldest pasted text that belongs to no story yet."""
        self._waiting.setVisible(bool(held))
        if held:
            self._held = held[0].id
            words = one_line(held[0].text or held[0].html)
            shown = words[:_WAITING_WORDS].rstrip() + ("…" if len(words) > _WAITING_WORDS else "")
            more = f" (and {len(held) - 1} more)" if len(held) > 1 else ""
            self._waiting_words.setText(f"A pasted text is kept that belongs to no story yet{more}: “{shown}”")

    def set_found(self, words: str, lines: Sequence[Line], more: bool) -> None:
        """Show where these words were found; `more` says that there is more than that. The reader stays at his line
        where the words are those of before."""
        if not self.searching:
            return
        self.list.setAccessibleName("What was found")
        self.list.set_lines(lines)
        if lines and words != self._found:
            self.list.set_current(0)
        self._found = words
        counted = found_words(lines)
        self._heading.setText(f"The best {counted}" if more else counted)
        self._fit()

    @property
    def searching(self) -> bool:
        """Whether the list shows what was found, not the stories."""
        return bool(self.wanted.text().strip())

    @property
    def heading(self) -> str:
        """What stands over the list."""
        return self._heading.text()

    def focus(self) -> None:
        """Give the focus to the stories, or to the first button where there is none."""
        to = self.list if self.list.count() else self._buttons[0]
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Give the focus to the line to search in."""
        if self.wanted.isVisibleTo(self):
            self.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.wanted.selectAll()

    def _show_stories(self) -> None:
        self.list.setAccessibleName("Recent stories")
        self.list.set_lines(self._stories)
        chosen = self.tags.currentData() or ""
        self._heading.setText(in_label(f"Stories tagged “{chosen}”") if chosen else "&Recent stories")
        self.all_button.setText(f"Show all {self._total:,} stories")
        self._fit()

    def _fit(self) -> None:
        """An empty library shows nothing but how to begin."""
        some = bool(self._stories) or bool(self._total) or self.searching
        self.wanted.setVisible(some)
        self._heading.setVisible(some)
        self.list.setVisible(some)  # without a line too, so that nothing moves while the reader types
        self.tags.setVisible(bool(self._tags) and not self.searching)
        self.bin_button.setVisible(some or bool(self._binned))
        self._heading_line.setVisible(some or bool(self._binned))
        self.all_button.setVisible(not self.searching and len(self._stories) < self._total)

    # what the reader does

    def _typed(self) -> None:
        if self.searching:
            self._rest.start()
            self._fit()
        else:
            self._rest.stop()
            self.searched.emit("")
            self._show_stories()

    def _search(self) -> None:
        if self.searching:
            self.searched.emit(self.wanted.text().strip())

    def _choose_tag(self) -> None:
        self.wanted.clear()
        self.tag_chosen.emit(self.tags.currentData() or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line to search in, Down and Return go to the list, Escape empties the line."""
        if watched is self.wanted and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.wanted.text():
                self.wanted.clear()
                return True
            if event.key() == Qt.Key.Key_Down and self.list.count():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._rest.isActive():
                    self._rest.stop()
                    self._search()
                elif self.list.count():
                    self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setAutoDefault(True)  # Return presses it, as it does in a dialog
    button.setMinimumHeight(34)
    button.clicked.connect(action.trigger)
    return button

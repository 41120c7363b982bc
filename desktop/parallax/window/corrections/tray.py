"""The dock with what no longer fits, and the lists of all corrections and notes of the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from parallax.library import KeptCorrection, Mark, TrayItem
from parallax.window import palette
from parallax.window.corrections.told import places, told
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.texts.offsets import shown


class _List(QWidget):
    """A list with buttons for its current line. Return opens a line, Delete does what the last button does."""

    opened = Signal(object)

    def __init__(self, name: str, nothing: str, buttons: Sequence[tuple[str, Callable[[Any], None]]]) -> None:
        super().__init__()
        self.list = QListWidget()
        PlainBars(self.list)
        self.list.setAccessibleName(name)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setSpacing(2)
        self.list.installEventFilter(self)
        self._nothing = QLabel(nothing)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        row = QVBoxLayout() if len(buttons) > 2 else QHBoxLayout()
        for text, do in buttons:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, do=do: self._do(do))
            self.buttons.append(button)
            row.addWidget(button)
        layout.addLayout(row)
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.list.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.list.itemClicked.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.show_lines([])

    @property
    def current(self) -> Any:
        """The value of the current line, or None."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def show_lines(self, lines: Sequence[tuple[str, str, Any]]) -> None:
        """Show (id, text, value) each; the line of the same id, else of the same place, stays the current one."""
        kept, row = (
            [self.list.item(n).data(Qt.ItemDataRole.UserRole + 1) for n in range(self.list.count())],
            max(self.list.currentRow(), 0),
        )
        if (
            lines
            and kept == [key for key, _, _ in lines]
            and all(self.list.item(n).text() == text for n, (_, text, _) in enumerate(lines))
        ):
            for n, (_, _, value) in enumerate(lines):
                self.list.item(n).setData(Qt.ItemDataRole.UserRole, value)
            return
        was = kept[row] if row < len(kept) else ""
        self.list.clear()
        for key, text, value in lines:
            item = QListWidgetItem(shown(text))
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setData(Qt.ItemDataRole.UserRole + 1, key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ". "))
            self.list.addItem(item)
        keys = [key for key, _, _ in lines]
        if lines:
            self.list.setCurrentRow(keys.index(was) if was in keys else min(row, len(lines) - 1))
        self.list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._enable()

    def _enable(self) -> None:
        for button in self.buttons:
            button.setEnabled(self.current is not None)

    def _do(self, do: Callable[[Any], None]) -> None:
        if self.current is not None:
            do(self.current)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Delete removes the line, and is not taken for a key of the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self.current is not None:
                self.buttons[-1].click()
                return True
        return super().eventFilter(watched, event)


class TrayPanel(QWidget):
    """Three lists, a tab each.

    put_back(item, words)     put an item of the tray on the selected words (true) or on the sentence (false)
    removed(item)             give up a mark, note or correction
    taken_back(correction)    take back a correction
    place_wanted(item)        go to the place of a mark or correction
    note_wanted(mark)         show a note
    titled(words)             what the dock is called
    """

    put_back = Signal(object, bool)
    removed = Signal(object)
    taken_back = Signal(object)
    place_wanted = Signal(object)
    note_wanted = Signal(object)
    titled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tray, corrections and notes")
        self.tray = _List(
            "Tray: what no longer fits",
            "The tray is empty. Marks, notes and corrections whose words changed come here.",
            (
                ("Put back on the selected words", lambda item: self.put_back.emit(item.item, True)),
                ("Put back on this sentence", lambda item: self.put_back.emit(item.item, False)),
                ("Remove", lambda item: self.removed.emit(item.item)),
            ),
        )
        self.corrections = _List(
            "Corrections of this story",
            "You have corrected nothing in this story. A right click, or Shift+F10, on words opens what can be said of "
            "them.",
            (("Go there", self.place_wanted.emit), ("Take back", self.taken_back.emit)),
        )
        self.notes = _List(
            "Notes of this story",
            "There are no notes in this story. Ctrl+M writes one on a difference, a sentence or selected words.",
            (("Show", self.note_wanted.emit), ("Remove", self.removed.emit)),
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Tray, corrections and notes")
        for name, page in (("Tray", self.tray), ("Corrections", self.corrections), ("Notes", self.notes)):
            self.tabs.addTab(page, name)
        self.corrections.opened.connect(self.place_wanted)
        self.notes.opened.connect(self.note_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self._colour()

    def show_story(
        self,
        tray: Sequence[TrayItem],
        corrections: Sequence[KeptCorrection],
        notes: Sequence[Mark],
        names: Mapping[str, str],
    ) -> None:
        """Show what there is; `names` are what the articles are called, by id."""
        self.tray.show_lines(
            [(t.item.id, f"{told(t.item)}\n{places(t.item, names)}\nWhy: {t.reason}", t) for t in tray]
        )
        self.corrections.show_lines([(c.id, f"{told(c)}\n{places(c, names)}", c) for c in corrections])
        self.notes.show_lines([(m.id, f"{m.note.strip()}\n{places(m, names)}", m) for m in notes])
        for page, name, count in (
            (self.tray, "Tray", len(tray)),
            (self.corrections, "Corrections", len(corrections)),
            (self.notes, "Notes", len(notes)),
        ):
            self.tabs.setTabText(self.tabs.indexOf(page), f"{name} ({count})" if count else name)
        self.titled.emit(f"Tray ({len(tray)})" if tray else "Corrections and notes")

    def show_tab(self, name: str) -> None:
        """Show one list: tray, corrections or notes."""
        self.tabs.setCurrentWidget({"tray": self.tray, "corrections": self.corrections}.get(name, self.notes))

    def focus(self) -> None:
        """Give the focus to the list on top, or to its tab where it is empty."""
        page = self.tabs.currentWidget()
        assert isinstance(page, _List)
        (page.list if page.list.count() else self.tabs.tabBar()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_text_size(self, points: float) -> None:
        """The size of the lists' letters, in points."""
        for page in (self.tray, self.corrections, self.notes):
            font = page.list.font()
            font.setPointSizeF(points)
            page.list.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "tabs"):
            self._colour()

    def _colour(self) -> None:
        for page in (self.tray, self.corrections, self.notes):
            page.list.setPalette(palette.widget_palette(palette.desktop_theme()))

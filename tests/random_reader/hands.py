"""What a random reader does with the pointer, the keys and the dialogs: everything goes to windows as the desktop
sends it, so that menus and dialogs keep it from the windows below them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from random_reader.pool import WORDS, Pool

Log = Callable[[str], None]
_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = tuple(
    getattr(Qt.Key, f"Key_{name}")
    for name in "Up Down Left Right PageUp PageDown Home End Return Enter Space Tab Backtab Escape Delete Backspace "
    "F2 F4 F6 F10 Menu Plus Minus A F N O Y".split()
)
_WITH = ((_NONE, 12), (_SHIFT, 3), (_CTRL, 3), (_ALT, 1), (_CTRL | _SHIFT, 1))
_NOT_PRESSED = {(Qt.Key.Key_F4, _ALT)}
"""The window manager's own."""
NOT_CHOSEN = {"quit", "close", "new_window"}
"""Actions that are done on purpose alone."""


class Hands:
    """`rng` draws, `log` is told what is done before it is done. `waiting` says that time passes on purpose."""

    def __init__(self, rng: random.Random, pool: Pool, log: Log) -> None:
        self.rng = rng
        self.pool = pool
        self.log = log
        self.waiting = False
        self._files = 0
        self._free = random.Random(0)

    # where

    def top(self) -> QWidget | None:
        """The window that hears the reader: a menu, else a dialog, else the active window, else any."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        active = QApplication.activeWindow()
        if active is not None and active.isVisible():
            return active
        return next((w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()), None)

    def _handle(self, widget: QWidget) -> QWindow | None:
        return widget.window().windowHandle()

    def spot(self) -> tuple[QWidget, QPoint] | None:
        """A random visible widget of the window that hears the reader, and a point in it."""
        top = self.top()
        if top is None:
            return None
        shown = [w for w in (top, *top.findChildren(QWidget)) if w.isVisible() and w.window() is top]
        widget = self.rng.choice([w for w in shown if not w.visibleRegion().isEmpty()] or [top])
        box = widget.visibleRegion().boundingRect()
        if box.isEmpty():
            box = widget.rect()
        return widget, QPoint(
            self.rng.randint(box.left(), max(box.left(), box.right())),
            self.rng.randint(box.top(), max(box.top(), box.bottom())),
        )

    # pointer

    def pointer(self) -> None:
        """A click, double click, right click, wheel or drag somewhere."""
        there = self.spot()
        if there is None:
            return
        widget, point = there
        if not isValid(widget):  # PySide now and then takes a part that Qt made for one that is gone
            return
        kind = self.rng.choices(("click", "right", "double", "wheel", "drag"), (10, 3, 2, 4, 3))[0]
        name = widget.accessibleName() or widget.objectName()
        self.log(f"{kind} on {type(widget).__name__} “{name}” at {point.x()}, {point.y()}")
        handle = self._handle(widget)
        if handle is None:
            return
        at = widget.mapTo(widget.window(), point)
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        held = self.rng.choices((_NONE, _SHIFT, _CTRL), (10, 1, 1))[0]
        if kind == "click":
            QTest.mouseClick(handle, left, held, at)
        elif kind == "right":
            QTest.mouseClick(handle, right, _NONE, at)
        elif kind == "double":
            QTest.mouseDClick(handle, left, held, at)
        elif kind == "wheel":
            for _ in range(self.rng.randint(1, 6)):
                self._wheel(widget, point, held)
        else:
            self._drag(handle, at)

    def _wheel(self, widget: QWidget, point: QPoint, held: Qt.KeyboardModifier) -> None:
        turn = QPoint(0, self.rng.choice((-120, 120, -360, 360)))
        event = QWheelEvent(
            QPointF(point), QPointF(widget.mapToGlobal(point)), QPoint(), turn,
            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def _drag(self, handle: QWindow, at: QPoint) -> None:
        size = handle.size()
        to = QPoint(self.rng.randint(0, max(0, size.width() - 1)), self.rng.randint(0, max(0, size.height() - 1)))
        steps = self.rng.randint(2, 5)
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, _NONE, at)
        for k in range(1, steps + 1):
            if isValid(handle):  # what was pressed may have closed it
                QTest.mouseMove(handle, at + (to - at) * k / steps)
                QTest.qWait(1)
        if isValid(handle):
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, _NONE, to)

    # keys

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """One key, to the window that hears the reader."""
        top = self.top()
        handle = self._handle(top) if top is not None else None
        if top is not None and top is QApplication.activePopupWidget():
            QTest.keyClick(top, key, held)  # to its window, PySide 6.11 crashes at Alt with a letter
        elif handle is not None:
            QTest.keyPress(handle, key, held)
            if isValid(handle):  # what was pressed may have closed it
                QTest.keyRelease(handle, key, held)

    def key(self) -> None:
        """One of the keys that views understand, some times."""
        key = self.rng.choice(_KEYS)
        held = self.rng.choices([k for k, _ in _WITH], [w for _, w in _WITH])[0]
        times = self.rng.choices((1, 2, 5, 15), (8, 4, 2, 1))[0]
        if (key, held) in _NOT_PRESSED:
            return
        self.log(f"key {key.name} {held.name or held.value} × {times}")
        for _ in range(times):
            self.press(key, held)

    def words(self) -> str:
        """A few words."""
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(1, 6)))

    def type_text(self) -> None:
        """Words into the line or field that has the focus, with its text kept or not."""
        focused, words = QApplication.focusWidget(), self.words()
        field = isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit)
        self.log(f"type {words!r} into {type(focused).__name__}")
        if field and self.rng.random() < 0.3:
            self.press(Qt.Key.Key_A, _CTRL)
        self.type_words(words)

    def type_words(self, words: str) -> None:
        """As an input method gives it: any character, none of them a shortcut."""
        for letter in words:
            focused = QApplication.focusWidget()
            if focused is not None:
                QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, 0, _NONE, letter))
                QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyRelease, 0, _NONE, letter))

    # menus and dialogs

    def answer(self) -> bool:
        """Answer the menu or dialog on screen in some way, by keys; false where there is none."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu):
            self._walk_menu(popup)
        elif popup is not None:
            self.log(f"answer {type(popup).__name__}")
            self.press(Qt.Key.Key_Down)
            self.press(self.rng.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))
        elif isinstance(modal, QFileDialog):
            self._answer_file(modal)
        elif modal is not None:
            self._answer_dialog(modal)
        else:
            return False
        return True

    def _walk_menu(self, menu: QMenu) -> None:
        steps = self.rng.randint(0, 9)
        last = self.rng.choices((Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Right), (6, 2, 2))[0]
        self.log(f"menu “{menu.accessibleName() or menu.title()}”: Down × {steps}, {last.name}")
        for _ in range(steps):
            self.press(Qt.Key.Key_Down)
        active = menu.activeAction() if isValid(menu) else None
        if active is not None and active.objectName() in NOT_CHOSEN and last == Qt.Key.Key_Return:
            last = Qt.Key.Key_Escape
        self.press(last)

    def _answer_file(self, dialog: QFileDialog) -> None:
        if dialog.fileMode() == QFileDialog.FileMode.Directory:
            path = self.rng.choice((self.pool.folder.parent, self.pool.folder.parent / "library 1", self.pool.folder))
        elif dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            self._files = (self._files + 1) % 12
            suffix = self.rng.choice(("", ".html", ".csv", ".json", ".txt", ".parallax", ".pdf"))
            path = self.pool.folder / f"written {self._files}{suffix}"
        else:
            path = self.a_file()
        self.log(f"file dialog “{dialog.windowTitle()}”: {path.name}")
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        if line is None or self.rng.random() < 0.15:
            self.press(Qt.Key.Key_Escape)
            return
        line.setFocus()
        line.selectAll()
        self.type_words(str(path))
        self.press(Qt.Key.Key_Return)

    def a_file(self) -> Path:
        """An article, a story that was written, or something else."""
        kind = self.rng.choices(("good", "bad", "story"), (7, 2, 1))[0]
        written = sorted(self.pool.folder.glob("*.parallax"))
        if kind == "story" and written:
            return self.rng.choice(written)
        return self.rng.choice(self.pool.bad if kind == "bad" else self.pool.good)

    def _answer_dialog(self, dialog: QWidget) -> None:
        doing = self.rng.choices(("type", "accept", "reject", "tab", "walk"), (3, 5, 3, 3, 2))[0]
        self.log(f"dialog {type(dialog).__name__} “{dialog.windowTitle()}”: {doing}")
        if doing == "type":
            self.type_words(self.words())
            self.press(Qt.Key.Key_Return)
        elif doing == "accept":
            self.press(Qt.Key.Key_Return)
        elif doing == "reject":
            self.press(Qt.Key.Key_Escape)
        elif doing == "tab":
            for _ in range(self.rng.randint(1, 5)):
                self.press(Qt.Key.Key_Tab)
            self.press(self.rng.choice((Qt.Key.Key_Space, Qt.Key.Key_Return)))
        else:
            for _ in range(self.rng.randint(1, 4)):
                self.press(self.rng.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space)))

    def clear(self) -> str:
        """Close menus and dialogs by Escape; what stays open, in words."""
        for _ in range(12):
            if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
                return ""
            self.press(Qt.Key.Key_Escape)
            QTest.qWait(5)
        left = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return f"{type(left).__name__} “{left.windowTitle()}”" if left is not None else ""

    def let_go(self) -> None:
        """End whatever runs an event loop of its own: a drag, or a question within a dialog."""
        modal = QApplication.activeModalWidget()
        window = modal.windowHandle() if modal is not None else QGuiApplication.focusWindow()
        if window is not None:
            QTest.keyClick(window, self._free.choice((Qt.Key.Key_Escape, Qt.Key.Key_Return)))

"""What a random reader does with stories, articles and windows, and what happens to him: each deed is one method."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from parallax.article import Article
from parallax.errors import LibraryError
from parallax.library import (
    AddArticle,
    BinStory,
    Library,
    NewStory,
    RemoveArticle,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetNote,
    SetTags,
    readings,
)
from parallax.window.actions import ACTIONS
from parallax.window.main_window import MainWindow
from parallax.window.windows import Windows
from random_reader.hands import NOT_CHOSEN, Hands
from random_reader.surroundings import Surroundings

MOST_STORIES = 25
MOST_WINDOWS = 3


class Deeds:
    """`windows` gives the open windows, and opens one where all were closed."""

    def __init__(self, hands: Hands, windows: Callable[[], Windows], folder: Path) -> None:
        self._hands = hands
        self._rng: random.Random = hands.rng
        self._log = hands.log
        self._windows = windows
        self._palette = QPalette(QApplication.palette())
        self.around = Surroundings(hands, lambda: windows().open, folder)
        self.weights: dict[Callable[[], None], int] = {
            self.action: 22, hands.key: 14, hands.pointer: 20, hands.type_text: 5, self.add: 4, self.drop: 2,
            self.paste: 3, self.remove: 2, self.undo: 5, self.correct: 5, self.note: 3, self.judge: 5, self.switch: 4,
            self.bin_and_restore: 2, self.another: 1, self.close: 1, self.resize: 2, self.theme: 1, self.kill: 1,
            self.elsewhere: 2, self.rest: 4, self.docks: 1, self.view: 5, self.limit: 1, self.quit: 1,
            **self.around.weights,
        }  # fmt: skip

    @property
    def window(self) -> MainWindow:
        """The window used last."""
        return self._windows().open[-1]

    def one(self) -> None:
        """Do one thing."""
        hands, deeds = self._hands, list(self.weights)
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            files = isinstance(QApplication.activeModalWidget(), QFileDialog)  # Qt's own, and not what is tried here
            if files or self._rng.random() < 0.8:
                hands.answer()
            else:
                self._rng.choice((hands.key, hands.pointer, hands.type_text))()
            return
        self._rng.choices(deeds, list(self.weights.values()))[0]()

    def action(self) -> None:
        """Any action of the table, by its menu entry or its keys."""
        action = self._rng.choice([a for a in ACTIONS if a.name not in NOT_CHOSEN])
        entry = self.window.acts[action.name]
        by_key = bool(action.keys) and self._rng.random() < 0.5
        self._log(f"action {action.name} {'by key' if by_key else 'by menu'}{'' if entry.isEnabled() else ' (off)'}")
        if by_key:
            combined = entry.shortcuts()[0][0]
            self._hands.press(combined.key(), combined.keyboardModifiers())
        elif entry.isEnabled():
            entry.trigger()

    def view(self) -> None:
        """Another view, and a walk in it."""
        name = self._rng.choice(("sheet", "side", "rows", "tray"))
        self._log(f"view {name}")
        if self.window.acts[name].isEnabled():
            self.window.acts[name].trigger()

    # articles

    def add(self) -> None:
        """Files from outside."""
        paths = [self._hands.a_file() for _ in range(self._rng.choice((1, 1, 2, 3)))]
        self._log(f"add {[p.name for p in paths]}")
        self._windows().take(paths)

    def drop(self) -> None:
        """A file or a text dragged in."""
        mime = self._mime()
        self._log(f"drop {mime.formats()}")
        args = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(self.window.rect().center(), *args)
        QApplication.sendEvent(self.window, enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.window, QDropEvent(QPointF(self.window.rect().center()), *args))

    def _mime(self) -> QMimeData:
        mime, text = QMimeData(), self._rng.choice(self._hands.pool.texts)
        kind = self._rng.choices(("text", "html", "files", "nothing", "blank"), (5, 3, 2, 1, 1))[0]
        if kind == "files":
            mime.setUrls([QUrl.fromLocalFile(str(self._hands.a_file()))])
        elif kind == "html":
            mime.setText(text)
            mime.setHtml("".join(f"<p>{line}</p>" for line in text.split("\n\n")))
        elif kind != "nothing":
            mime.setText(text if kind == "text" else " \n\t")
        return mime

    def paste(self) -> None:
        """Something on the clipboard, and its key or entry."""
        mime = self._mime()
        self._log(f"paste {mime.formats()}")
        QGuiApplication.clipboard().setMimeData(mime)
        self.window.acts["paste"].trigger()

    def remove(self) -> None:
        """An article out of the story."""
        count = len(self.window.session.articles)
        if count:
            number = self._rng.randrange(count)
            self._log(f"remove {number} of {count}")
            self.window.page.side.column(number).text.setFocus()
            self.window.acts["remove"].trigger()

    # marks

    def undo(self) -> None:
        """Some steps back or forth."""
        name, times = self._rng.choice(("undo", "undo", "redo")), self._rng.choice((1, 1, 2, 3, 8))
        self._log(f"{name} × {times}")
        for _ in range(times):
            if self.window.acts[name].isEnabled():
                self.window.acts[name].trigger()
            if self._rng.random() < 0.3:
                QTest.qWait(1)

    def correct(self) -> None:
        """The menu of corrections, at words that may be selected."""
        self._log("correct")
        if self._rng.random() < 0.4:
            for _ in range(self._rng.randint(1, 8)):
                self._hands.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        self.window.acts["correct"].trigger()
        QTest.qWait(1)
        self._hands.answer()

    def note(self) -> None:
        """A note here."""
        self._log("note")
        if self.window.acts["note"].isEnabled():
            self.window.acts["note"].trigger()
            self._hands.type_text()

    def judge(self) -> None:
        """Walk through differences and mark them."""
        names = self._rng.choices(("next", "previous", "check", "uncheck", "deny"), (8, 3, 4, 2, 1), k=3)
        self._log(f"judge {names}")
        for name in names:
            if self.window.acts[name].isEnabled():
                self.window.acts[name].trigger()

    # stories

    def switch(self) -> None:
        """Another story."""
        stories = self.window.session.stories()
        if stories:
            number = self._rng.randrange(min(len(stories), 8))
            self._log(f"switch to story {number}")
            self.window.open_story(stories[number].id)

    def bin_and_restore(self) -> None:
        """The bin: into it, out of it, or for ever."""
        shelf, library = self.window.front.shelf, self.window.session.library
        binned = [head.id for head in self.window.session.attempt(lambda: library.stories(binned=True)) or []]
        doing = self._rng.choice(("bin", "restore", "delete", "look"))
        self._log(f"bin: {doing}, {len(binned)} in it")
        if doing == "bin":
            self.window.acts["bin_story"].trigger()
        elif doing == "look":
            self.window.acts["bin"].trigger()
        elif binned and doing == "restore":
            shelf.restore(self._rng.choice(binned))
        elif binned:
            shelf.delete([self._rng.choice(binned)])

    def limit(self) -> None:
        """Keep the library small, so that it is not what grows."""
        stories = self.window.session.stories()
        if len(stories) > MOST_STORIES:
            self._log("limit the library")
            self.window.leave_story()
            for head in stories[MOST_STORIES // 2 :]:
                self.window.front.shelf.bin(head.id)
            library = self.window.session.library
            self.window.front.shelf.delete([head.id for head in library.stories(binned=True)])
            for held in self.window.session.pasting.waiting():
                self.window.session.pasting.release(held.id)

    # windows

    def another(self) -> None:
        """A second window."""
        self._log("another window")
        if len(self._windows().open) < MOST_WINDOWS:
            self.window.acts["new_window"].trigger()

    def close(self) -> None:
        """Close a window; where it was the last, the program starts again."""
        self._log("close a window")
        self.window.acts["close"].trigger()

    def quit(self) -> None:
        """End the program, now and then; it starts again."""
        if self._rng.random() < 0.3:
            self._log("quit")
            self.window.acts["quit"].trigger()

    def resize(self) -> None:
        """Another size."""
        width, height = self._rng.randint(480, 1600), self._rng.randint(360, 900)
        self._log(f"resize {width} × {height}")
        if self.window.isFullScreen() or self.window.isMaximized():
            self.window.showNormal()
        self.window.resize(width, height)

    def docks(self) -> None:
        """A dock taken out, put back, shown or hidden."""
        dock = self._rng.choice((self.window.dock, self.window.marks.dock))
        doing = self._rng.choice(("float", "close", "show"))
        self._log(f"dock {dock.objectName()}: {doing}")
        if doing == "float":
            dock.setFloating(not dock.isFloating())
        else:
            dock.setVisible(doing == "show")

    def theme(self) -> None:
        """From light to dark, to the colours of high contrast, or back."""
        name = self._rng.choice(("light", "dark", "contrast"))
        self._log(f"theme {name}")
        palette = QPalette(self._palette)
        if name != "light":
            paper, ink = ("#202124", "#e8eaed") if name == "dark" else ("#000000", "#ffffff")
            for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
                palette.setColor(role, QColor(paper))
            for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
                palette.setColor(role, QColor(ink))
        QApplication.setPalette(palette)

    # what happens to the reader

    def kill(self) -> None:
        """The analyst dies."""
        pid = self.window.session.analyst.pid
        self._log("kill the analyst")
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def elsewhere(self) -> None:
        """Another process changes the library."""
        doing = self._rng.choice(
            ("new", "rename", "add", "remove", "revise", "note", "tag", "bin", "restore", "delete")
        )
        self._log(f"elsewhere: {doing}")
        try:
            with Library.open(self.window.session.library.path) as library:
                self._change(library, doing)
        except LibraryError as error:
            self._log(f"elsewhere refused: {error}")

    def _change(self, library: Library, doing: str) -> None:
        heads, binned = library.stories(), library.stories(binned=True)
        article = Article.from_text(self._rng.choice(self._hands.pool.texts), outlet=f"Wire {self._rng.randint(1, 9)}")
        if doing == "new":
            library.apply(NewStory(self._hands.words()))
        elif doing == "restore" and binned:
            library.apply(RestoreStory(self._rng.choice(binned).id))
        elif doing == "delete" and binned:
            library.empty_bin([self._rng.choice(binned).id])
        if not heads:
            return
        story = library.story(self._rng.choice(heads[:3]).id)
        if doing == "rename":
            library.apply(RenameStory(story.id, self._hands.words()))
        elif doing == "tag":
            library.apply(SetTags(story.id, (self._rng.choice(("dam", "late")),)))
        elif doing == "bin":
            library.apply(BinStory(story.id))
        elif doing == "add" and len(story.articles) < 8:
            library.apply(AddArticle(story.id, article))
        if not story.articles:
            return
        own = self._rng.choice(story.articles)
        if doing == "remove":
            library.apply(RemoveArticle(story.id, own.id))
        elif doing == "revise":
            half = Article.from_text(own.text[: len(own.text) * 2 // 3])
            half = replace(own, text=half.text, text_sha256=half.text_sha256, paragraphs=half.paragraphs)
            library.apply(ReviseArticle(story.id, half))
        elif doing == "note":
            library.apply(SetNote(story.id, self._hands.words(), readings([own], [(0, 0, min(9, len(own.text)))])))

    def rest(self) -> None:
        """Let time pass."""
        milliseconds = self._rng.choice((30, 100, 300, 900))
        self._log(f"rest {milliseconds} ms")
        self._hands.waiting = True
        QTest.qWait(milliseconds)
        self._hands.waiting = False

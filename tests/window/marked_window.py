"""A window on a story of three invented reports, compared already, for tests of marks and corrections."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from one_analyst import analyst
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from waiting import wait, wait_for_window

from parallax.library import Library, Story
from parallax.values import ArticleSpan, Comparison
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.session import Session

HERALD = """Ferry runs aground off Castle Point

A ferry with 140 people aboard ran aground off Castle Point on Monday, the coastguard said. 🛟

"We felt it under our feet," said Olga Prewitt, a passenger. "Then the lights went out," she said.

Twelve passengers were hurt.

The harbour master, Ned Calloway, said that the buoy had been missing since Friday. He said that it would be replaced.

The ship was towed to Sall at dusk. The company will inspect its other ships.
"""
POST = """Passengers taken off stranded ferry

A ferry with 160 people aboard ran aground off Castle Point on Monday, the coastguard said.

"We felt it under our feet," said Olga Prewitt, who was aboard. Nine passengers were hurt.

Mr Calloway said the buoy had been missing since Thursday. The vessel was towed to Sall in the evening.
"""
BELL = """Ferry grounded

A ferry with 150 people aboard ran aground off Castle Point on Monday, officials said.

Ned Calloway said that nobody had reported the missing buoy. The boat was towed to Sall at dusk.
"""
TEXTS = {"Herald": HERALD, "Post": POST, "Bell": BELL}


def compared(window: MainWindow) -> bool:
    """Whether the comparison on screen is that of all articles, and nothing is under way."""
    comparison, session = window.session.state.comparison, window.session
    return comparison is not None and len(comparison.articles) == len(session.articles) and not session.busy


def make_story(folder: Path, texts: dict[str, str] = TEXTS) -> Path:
    """A library in `folder` with the compared story; the articles are read from files there."""
    with opened(folder) as window:
        paths = []
        for name, text in texts.items():
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        window.session.adding.files(paths)
        wait(lambda: len(window.session.articles) == len(texts), "the articles")
        wait(lambda: compared(window), "the comparison")
    return folder


def copied(story: Path, folder: Path) -> Path:
    """A copy of a library made by `make_story`, to be changed."""
    for path in story.iterdir():
        if path.name.startswith("library.sqlite"):
            shutil.copy(path, folder / path.name)
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[MainWindow]:
    """A window on the library in `folder`, with the focus, on the story that was changed last."""
    session = Session(Library.open(folder / "library.sqlite"), analyst())
    window = MainWindow(Preferences(folder / "library.sqlite"))
    window.furnish(session)
    window.show()
    wait_for_window(window, active=True)
    session.open_last()
    try:
        yield window
    finally:
        window.close()
        session.close()
        window.deleteLater()


def comparison_of(window: MainWindow) -> Comparison:
    """The comparison on screen."""
    comparison = window.session.state.comparison
    assert comparison is not None
    return comparison


def story_of(window: MainWindow) -> Story:
    """The open story."""
    assert window.session.story is not None
    return window.session.story


def on_disk(window: MainWindow) -> Story:
    """The open story as another process reads it."""
    with Library.open(window.session.library.path, read_only=True) as library:
        return library.story(story_of(window).id)


def place(window: MainWindow, article: int, words: str) -> ArticleSpan:
    """Where words first stand in an article."""
    start = window.session.articles[article].text.index(words)
    return article, start, start + len(words)


def select(window: MainWindow, article: int, words: str) -> None:
    """Select words side by side, with the focus there."""
    _, start, end = place(window, article, words)
    caret(window, article, words)
    text = window.page.side.column(article).text
    cursor = text.textCursor()
    cursor.setPosition(text.offsets.to_utf16(start))
    cursor.setPosition(text.offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def caret(window: MainWindow, article: int, words: str, after: int = 1) -> None:
    """Put the caret into words side by side, with the focus there."""
    window.show_view("side")
    text = window.page.side.column(article).text
    text.setFocus()
    text.choose(None)
    text.put_caret(place(window, article, words)[1] + after)


def difference(window: MainWindow, kind: str, words: str) -> int:
    """The first difference of a kind with these words among its readings."""
    c = comparison_of(window)
    found = [
        k
        for k, d in enumerate(c.differences)
        if d.kind == kind and any(c.articles[a].text[s:e] == words for a, s, e in d.spans)
    ]
    return found[0]


def key(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key."""
    QTest.keyClick(widget, key, modifiers)


def popup() -> QMenu:
    """The menu on screen."""
    wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entries(menu: QMenu) -> list[str]:
    """What a menu and those below it offer, without mnemonics."""
    found = []
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found.extend(f"{action.text()} > {entry}" for entry in entries(below))
        elif not action.isSeparator():
            found.append(action.text().replace("&", ""))
    return found


def choose(menu: QMenu, *path: str) -> None:
    """Choose an entry, by how the texts on the way to it begin."""
    for text in path[:-1]:
        below = next(a.menu() for a in menu.actions() if a.text().startswith(text))
        assert isinstance(below, QMenu)
        menu = below
    action = next(a for a in menu.actions() if a.text().replace("&", "").startswith(path[-1]))
    assert action.isEnabled()
    action.trigger()
    while (shown := QApplication.activePopupWidget()) is not None:
        shown.close()


def ask_menu(window: MainWindow) -> QMenu:
    """The menu that Shift+F10 opens."""
    window.acts["correct"].trigger()
    return popup()


def right_click(widget: QWidget, at: QPoint) -> QMenu:
    """The menu that a right click opens there."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    return popup()


def dialog(kind: type[QWidget]) -> QWidget:
    """The dialog of this class that is on screen."""
    wait(lambda: isinstance(QApplication.activeModalWidget(), kind), "the dialog")
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found

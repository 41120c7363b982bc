"""Stories and windows for the tests of the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from one_analyst import analyst
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from waiting import wait, wait_for_window

from parallax.article import Article
from parallax.library import AddArticle, Library, NewStory, SetTags
from parallax.window.analyst import Analyst
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.windows import Windows

FERRY = "Ferry late at Sall\n\nThe ferry to Sall was two hours late on Monday, the harbour office said. 🚢"
BRIDGE = "Bridge at Lorrin shut\n\nDivers found a crack in the second pier of the bridge. It was closed within an hour."
SCHOOL = "School opens in Meldon\n\nThe school in Meldon opened on Friday with ninety children."


def story(library: Library, title: str, *texts: str, tags: Sequence[str] = ()) -> str:
    """Make a story of these texts; its id. The outlets are Post 1, Post 2 and so on."""
    made = library.apply(NewStory(title)).stories[0]
    for number, text in enumerate(texts, 1):
        library.apply(AddArticle(made, Article.from_text(text, outlet=f"Post {number}")))
    if tags:
        library.apply(SetTags(made, tuple(tags)))
    return made


def two_stories(folder: Path) -> Path:
    """A library with the bridge's story and, newer, the ferry's; its file."""
    at = folder / "library.sqlite"
    with Library.open(at) as library:
        story(library, "Bridge", BRIDGE)
        story(library, "Ferry", FERRY, SCHOOL)
    return at


@contextmanager
def windows(path: Path, own: Analyst | None = None) -> Iterator[Windows]:
    """A window on the first page of the library at `path`, with the tests' analyst or its `own`; all windows of it are
    closed in the end."""
    made = Windows(Library.open(path), Preferences(path), analyst=own or analyst())
    made.first.show()
    wait_for_window(made.first)
    made.first.activateWindow()
    wait(made.first.isActiveWindow, "the focus")
    try:
        yield made
    finally:
        for window in made.open:
            window.close()
        QTest.qWait(1)


def add(window: MainWindow, folder: Path, **texts: str) -> None:
    """Write texts to files of these names, and add them to the story in the window."""
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    count = len(window.session.articles) + len(paths)
    window.session.adding.files(paths)
    wait(lambda: len(window.session.articles) == count, "the articles", 60)


def titles(window: MainWindow) -> list[str]:
    """What the list of the first page shows."""
    return [line.title for line in window.start_page.list.lines()]


def focus() -> QWidget:
    """What has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(parent: QWidget, text: str) -> None:
    """Press a button by its text."""
    found = [b for b in parent.findChildren(QPushButton) if b.text().replace("&", "") == text]
    assert found, [b.text() for b in parent.findChildren(QPushButton)]
    found[0].click()

"""What random actions brought to light: each of these went wrong once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_window import compared, story_of
from PySide6.QtCore import QEvent, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from shelves import FERRY, story, windows
from shiboken6 import isValid
from waiting import wait

from invented_story import long_reports
from parallax.library import Library, RenameStory
from parallax.sheet import RowBook
from parallax.window.help.command_palette import CommandPalette
from parallax.window.main_window import MainWindow
from parallax.window.on_paper.paper import LAID, draw
from parallax.window.on_paper.printed import printed
from parallax.window.state import ReadingState

pytestmark = pytest.mark.display

ASKING = (
    "open import_story export export_story rename_story tag_story particulars replace_text shortcuts about save_pdf "
    "settings"
).split()


@pytest.fixture
def first_page(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on the first page of a library with one story."""
    with Library.open(tmp_path / "library.sqlite") as library:
        story(library, "Ferry", FERRY)
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


@pytest.mark.parametrize("action", ASKING)
def test_a_dialog_that_was_closed_is_not_kept(window: MainWindow, action: str) -> None:
    wait(lambda: compared(window), "the comparison")
    window.acts[action].trigger()
    wait(lambda: QApplication.activeModalWidget() is not None, "the dialog")
    QTest.keyClick(QApplication.activeModalWidget().windowHandle(), Qt.Key.Key_Escape)
    wait(lambda: not window.findChildren(QDialog), "the dialog to be gone")


def test_a_name_that_is_being_edited_is_not_edited_twice(first_page: MainWindow) -> None:
    said: list[str] = []
    before = qInstallMessageHandler(lambda kind, _, text: said.append(text) if kind != QtMsgType.QtDebugMsg else None)
    try:
        first_page.acts["rename_story"].trigger()
        assert first_page.start_page.list.editing
        first_page.acts["rename_story"].trigger()
    finally:
        qInstallMessageHandler(before)
    assert first_page.start_page.list.editing
    assert not [text for text in said if "edit" in text]


def test_a_way_to_a_difference_is_forgotten_with_its_comparison(
    window: MainWindow, capfd: pytest.CaptureFixture[str]
) -> None:
    wait(lambda: compared(window), "the comparison")
    window.show_view("sheet")
    window.acts["next"].trigger()
    assert window.session.state.current is not None
    window.session.remove_article(2)
    wait(lambda: compared(window), "the comparison of two")
    said = capfd.readouterr().err
    assert "Error" not in said, said


def test_undoing_a_new_name_gives_the_window_its_old_one(window: MainWindow) -> None:
    before = window.windowTitle()
    window.front.shelf.rename(story_of(window).id, "Aground")
    assert window.windowTitle() == "Aground — Parallax"
    window.acts["undo"].trigger()
    assert window.windowTitle() == before


def seen(window: MainWindow) -> bool:
    """Whether the keys go to something that the reader sees."""
    focused = QApplication.focusWidget()
    return window.isActiveWindow() and focused is not None and focused.isVisible() and focused.isEnabled()


@pytest.mark.parametrize("text", ["Add another…", "Paste"])
def test_the_focus_is_seen_when_what_had_it_goes(first_page: MainWindow, text: str) -> None:
    window = first_page
    window.open_story(window.front.chosen())
    button = next(b for b in window.page._invitation.findChildren(QPushButton) if b.text() == text)
    wait(button.isVisible, "the invitation")
    button.setFocus()
    window.session.remove_article(0)
    wait(lambda: not button.isVisible(), "the invitation to go")
    wait(lambda: seen(window), "the focus to be seen")


def test_the_focus_is_seen_when_the_dock_that_had_it_goes_with_the_last_article(window: MainWindow) -> None:
    for _ in range(2):
        window.session.remove_article(0)
    wait(lambda: compared(window), "the reading of one")
    window.dock.show()
    window.panel.focus()
    window.session.remove_article(0)
    assert not window.dock.isVisible()
    wait(lambda: seen(window), "the focus to be seen")


def test_the_focus_is_given_to_the_page_when_nothing_has_it(first_page: MainWindow) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    focused.clearFocus()
    wait(lambda: seen(first_page), "the focus to be seen")


def windows_kept() -> int:
    """How many windows there are in memory, closed ones too."""
    gc.collect()
    return sum(type(kept) is MainWindow for kept in gc.get_objects())


def test_a_window_that_was_closed_is_freed(application: QApplication, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        ferry = story(library, "Ferry", FERRY)
    with windows(tmp_path / "library.sqlite") as opened:
        before = windows_kept()
        second = opened.another()
        assert second is not None
        second.open_story(ferry)
        assert windows_kept() == before + 1
        second.close()
        del second
        wait(lambda: windows_kept() == before, "the window to be freed")


def test_a_window_in_which_everything_was_asked_for_is_freed(application: QApplication, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        ferry = story(library, "Ferry", FERRY)
    with windows(tmp_path / "library.sqlite") as opened:
        before = windows_kept()
        second = opened.another()
        assert second is not None
        second.open_story(ferry)
        wait(lambda window=second: compared(window), "the comparison")
        for action in ("palette", "help", "guided_look", "settings", "shortcuts", "save_pdf", "dock", "dock", "ruler"):
            second.acts[action].trigger()
            QTest.qWait(20)
            asked = QApplication.activeModalWidget()
            if asked is not None:
                asked.close()
        second.close()
        del asked
        second = None
        wait(lambda: windows_kept() == before, "the window to be freed")


def test_other_settings_say_nothing_to_a_window_that_was_closed(
    application: QApplication, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with windows(tmp_path / "library.sqlite") as opened:
        second = opened.another()
        assert second is not None
        second.close()
        wait(lambda: not isValid(second), "the window to be gone")
        preferences = opened.first.preferences
        preferences.families, preferences.text_size, preferences.theme = (), 3, "dark"
        preferences.restore_looks()
        assert "voice" in opened.first.tools.families
    said = capfd.readouterr().err
    assert "Error" not in said, said


def test_what_the_palette_was_to_do_is_left_with_a_window_that_closes(
    application: QApplication, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with windows(tmp_path / "library.sqlite") as opened:
        second = opened.another()
        assert second is not None
        second.acts["palette"].trigger()
        line = second.findChild(CommandPalette).line
        line.setText("Parallax help")
        QTest.keyClick(line, Qt.Key.Key_Return)
        second.close()
        QApplication.sendPostedEvents(second, QEvent.Type.DeferredDelete.value)
        assert not isValid(second)
        QTest.qWait(20)
    said = capfd.readouterr().err
    assert "Error" not in said, said


def test_a_print_that_is_given_up_within_a_page_ends_in_order(application: QApplication, tmp_path: Path) -> None:
    said: list[str] = []
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    comparison = long_reports(4, 60)
    state, book = ReadingState(comparison=comparison, view="side"), RowBook(comparison)
    steps = draw(printed("Dam", state, book, book.lines()), printer, "printer")
    ended = LAID
    for part in steps:
        if part == ended > LAID:  # the page before is drawn, and some of this one
            break
        ended = part
    before = qInstallMessageHandler(lambda kind, _, text: said.append(text))
    try:
        steps.close()
    finally:
        qInstallMessageHandler(before)
    assert not said


def test_a_story_that_begins_anew_gives_the_window_its_name(first_page: MainWindow, tmp_path: Path) -> None:
    window = first_page
    ferry = window.front.chosen()
    window.open_story(ferry)
    with Library.open(window.session.library.path) as library:
        library.apply(RenameStory(ferry, "Aground"))
    window.session.add_pasted("Bell tolls\n\nThe bell of Sall tolled for an hour.")
    wait(lambda: len(window.session.articles) == 2, "the article")
    assert window.windowTitle() == "Aground — Parallax"


def test_a_line_that_is_clicked_when_its_comparison_is_gone_is_passed_over(window: MainWindow) -> None:
    wait(lambda: compared(window), "the comparison")
    window.choose(0)
    window.session.state.replace(None)
    window.choose(0, travel=True)
    assert window.session.state.current is None
    window.session.after_change()
    wait(lambda: compared(window), "the comparison")

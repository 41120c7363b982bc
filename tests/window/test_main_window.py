"""The whole window with a real library and a real analyst process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_window import compared
from one_analyst import analyst
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from shelves import add
from waiting import wait, wait_for_window

from parallax.library import Library
from parallax.paths import resource
from parallax.window.analyst import Analyst
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.session import Session

pytestmark = pytest.mark.display

FIRST = """Bridge at Lorrin closed after crack is found

The bridge at Lorrin was closed on Monday after divers found a crack in its second pier, the county said. 🚧

"We closed it within the hour," said Ines Farrow, the county engineer. Twelve buses were turned back.
"""
SECOND = """Lorrin bridge shut

The bridge at Lorrin was closed on Monday after divers found a crack in its second pier, the county said.

"We closed it within the hour," said Ines Farrow, the county engineer. Nine buses were turned back.
"""
OTHER = """Trains stop at Lorrin

Trains will not stop at Lorrin until Friday, because the station roof is being mended, the railway said.
"""


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    yield from open_window(tmp_path)


@pytest.fixture
def cold_window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """One whose analyst is still to load its models."""
    yield from open_window(tmp_path, Analyst())


def open_window(folder: Path, own: Analyst | None = None) -> Iterator[MainWindow]:
    session = Session(Library.open(folder / "library.sqlite"), own or analyst())
    made = MainWindow(Preferences(folder / "library.sqlite"))
    made.furnish(session)
    made.show()
    wait_for_window(made)
    made.activateWindow()
    yield made
    made.close()
    session.close()
    made.deleteLater()


def test_the_first_page_says_what_to_do(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert not window.acts["next"].isEnabled()
    assert window.acts["open"].isEnabled()


def test_text_can_be_read_before_anything_is_analysed(cold_window: MainWindow, tmp_path: Path) -> None:
    add(cold_window, tmp_path, Tribune=FIRST)
    assert cold_window.session.state.comparison is None
    assert cold_window.page.isVisible()
    assert "divers found a crack" in cold_window.page.side.column(0).text.toPlainText()
    wait(cold_window.progress.isVisible, "the progress, which is not told of what is done at once")
    assert cold_window.session.state.comparison is None


def test_one_article_is_a_reading_with_speakers_and_an_invitation(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Tribune=FIRST)
    wait(lambda: compared(window), "the analysis")
    comparison = window.session.state.comparison
    assert comparison is not None
    assert any("Farrow" in s.name for s in comparison.speakers)
    assert window.page.view == "side"
    assert window.page._invitation.isVisible()
    assert not window.progress.isVisible()


def test_two_versions_open_on_rows_with_the_changed_words(window: MainWindow, tmp_path: Path) -> None:
    longer = FIRST.replace("Bridge at Lorrin closed after crack is found", "Lorrin bridge shut")
    add(window, tmp_path, Monday=longer, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    state = window.session.state
    assert state.comparison is not None
    assert [r.relation for r in state.comparison.relations] == ["versions"]
    assert window.page.view == "rows"
    texts = [a.text for a in state.comparison.articles]
    words = {texts[a][s:e] for d in state.differences if d.kind == "number" for a, s, e in d.spans}
    assert words == {"Twelve", "Nine"}


def test_checking_is_saved_and_comes_back_with_its_place(application: QApplication, tmp_path: Path) -> None:
    opened = open_window(tmp_path)
    window = next(opened)
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    window.show_view("side")
    window.acts["next"].trigger()
    first = window.session.state.current
    assert first is not None
    window.acts["check"].trigger()
    assert window.session.state.checked == {first: "checked"}
    second = window.session.state.current
    window.acts["check"].trigger()
    next(opened, None)

    opened = open_window(tmp_path)
    window = next(opened)
    window.session.open_last()
    assert compared(window), "a story that is known already needs no analysis"
    assert window.page.view == "side"
    assert set(window.session.state.checked.values()) == {"checked"}
    assert window.session.state.current is not None
    assert second is not None
    assert {first, second} == set(window.session.state.checked)
    next(opened, None)


def test_what_is_denied_is_gone_and_undo_brings_it_back(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    before = len(window.session.state.differences)
    assert before
    window.acts["next"].trigger()
    window.acts["deny"].trigger()
    wait(lambda: compared(window) and len(window.session.state.differences) == before - 1, "the difference to go")
    assert window.acts["undo"].isEnabled()
    window.acts["undo"].trigger()
    wait(lambda: compared(window) and len(window.session.state.differences) == before, "the difference to come back")


_SIZES = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from parallax.library import Library
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.session import Session

app, folder = QApplication([]), Path(sys.argv[1])
session = Session(Library.open(folder / "library.sqlite"))
window = MainWindow(Preferences(folder / "library.sqlite"))
window.furnish(session)
room = window.screen().availableVirtualSize()
print(window.width() <= room.width(), window.height() <= room.height())
session.close()
"""


def test_the_first_window_fits_a_screen_of_few_and_large_pixels(application: QApplication, tmp_path: Path) -> None:
    large = {**os.environ, "QT_SCALE_FACTOR": "2.5"}
    said = subprocess.run(
        [sys.executable, "-c", _SIZES, str(tmp_path)], env=large, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["True", "True"]


def test_a_third_article_joins_and_can_be_removed(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    add(window, tmp_path, Railway=OTHER)
    wait(lambda: compared(window), "the third article")
    assert [a.outlet for a in window.session.articles] == ["Monday", "Tuesday", "Railway"]
    window.session.remove_article(2)
    assert window.statusBar().currentMessage() == "Railway was removed; undo brings it back with its marks"
    wait(lambda: compared(window), "the comparison of two")
    assert len(window.session.articles) == 2


def test_a_pasted_text_is_saved_the_moment_it_is_pasted(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText(FIRST)
    QGuiApplication.clipboard().setMimeData(mime)
    window.acts["paste"].trigger()
    assert len(window.session.articles) == 1
    with Library.open(window.session.library.path, read_only=True) as other:
        assert other.stories()[0].articles == 1


def dropped(window: MainWindow, mime: QMimeData) -> None:
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(window.rect().center())
    enter = QDragEnterEvent(place.toPoint(), actions, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place, actions, mime, buttons, keys))


def test_dropped_files_and_dropped_words_become_articles(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Tribune.txt"
    path.write_text(FIRST, encoding="utf-8")
    files, words = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    words.setText(OTHER)
    dropped(window, files)
    wait(lambda: len(window.session.articles) == 1, "the file")
    dropped(window, words)
    wait(lambda: len(window.session.articles) == 2, "the words")
    assert window.session.articles[0].outlet == "Tribune"
    assert window.session.articles[1].title == "Trains stop at Lorrin"


def test_an_empty_clipboard_says_so(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.acts["paste"].trigger()
    assert "clipboard" in window.notice.text


def test_a_file_that_cannot_be_read_is_named_and_the_others_open(window: MainWindow, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(FIRST, encoding="utf-8")
    window.session.adding.files([tmp_path / "absent.txt", good])
    wait(lambda: len(window.session.articles) == 1 and window.notice.isVisible(), "the notice")
    assert "absent.txt" in window.notice.text


def test_an_analyst_that_dies_is_told_and_works_again(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Tribune="\n\n".join(f"{n}. {FIRST}" for n in range(200)))
    wait(lambda: window.session.analyst.reading is not None, "the beginning")
    os.kill(window.session.analyst.pid or 0, signal.SIGKILL)
    wait(lambda: window.notice.isVisible(), "the notice")
    assert "analysis stopped" in window.notice.text
    assert "divers" in window.page.side.column(0).text.toPlainText()
    window.acts["analyse"].trigger()
    wait(lambda: compared(window), "the second try")


def test_cancel_leaves_the_texts_and_analysis_can_be_asked_again(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Tribune=FIRST)
    assert window.acts["cancel"].isEnabled()
    window.acts["cancel"].trigger()
    assert not window.session.busy
    assert not window.progress.isVisible()
    assert window.session.state.comparison is None
    window.acts["analyse"].trigger()
    wait(lambda: compared(window), "the analysis")


def test_the_sample_opens_on_the_story_sheet(window: MainWindow) -> None:
    window.acts["sample"].trigger()
    count = len([p for p in resource("samples").iterdir() if p.suffix == ".txt"])
    wait(lambda: len(window.session.articles) == count and compared(window), "the sample")
    assert window.page.view == "sheet"
    assert window.session.state.differences


def test_filters_hide_and_count(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    facts = window.session.state.counts()["facts"]
    assert facts
    window.tools.filters["facts"].trigger()
    assert f"{facts} hidden" in window.walk.text()
    window.tools.filters["facts"].trigger()
    assert "hidden" not in window.walk.text()


def test_every_action_can_be_reached_from_the_keyboard(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page.view == "side"
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert window.session.state.current is not None
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert list(window.session.state.checked.values()) == ["checked"]
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "divers")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    columns = [window.page.side.column(k).text.textCursor().selectedText() for k in (0, 1)]
    assert sorted(columns) == ["", "divers"]


def test_a_sentence_chosen_in_rows_is_where_side_by_side_opens(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    window.show_view("rows")
    comparison = window.session.state.comparison
    assert comparison is not None
    last = comparison.sentences[1][-2]
    window.page.rows.place_chosen.emit(1, last.start, last.end)
    assert window.page.view == "rows", "a click moves nobody to another view"
    window.show_view("side")
    assert window.page.side.current() == (1, last.index)


def test_a_late_comparison_leaves_the_reader_in_the_text(window: MainWindow, tmp_path: Path) -> None:
    reports = sorted(p for p in resource("samples").iterdir() if p.suffix == ".txt")
    window.session.adding.files(reports)
    wait(lambda: len(window.session.articles) == len(reports), "the articles")
    assert not compared(window)
    text = window.page.side.column(0).text
    text.verticalScrollBar().setValue(60)
    wait(lambda: compared(window), "the comparison")
    assert window.page.view == "side"
    assert text.verticalScrollBar().value() == 60
    assert "found" in window.progress.text
    window.progress._offer.click()
    assert window.page.view == "sheet"
    assert not window.progress.isVisible()


def test_a_third_article_leaves_the_others_where_they_were_scrolled(window: MainWindow, tmp_path: Path) -> None:
    long = "\n\n".join(f"{SECOND} Paragraph {n} tells of the {n} weeks that the work will take." for n in range(20))
    add(window, tmp_path, Monday=FIRST, Tuesday=long)
    wait(lambda: compared(window), "the comparison")
    window.show_view("side")
    second = window.page.side.column(1).text
    second.verticalScrollBar().setValue(900)
    top = second.top()
    assert top
    add(window, tmp_path, Railway=OTHER)
    wait(lambda: compared(window), "the third article")
    assert second.top() == top


def test_the_panes_are_walked_there_and_back(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    window.show_view("side")

    def where() -> str:
        focused = QApplication.focusWidget()
        assert focused is not None
        for name, pane in (
            ("first", window.page.side.column(0)),
            ("second", window.page.side.column(1)),
            ("panel", window.panel),
            ("toolbar", window.tools),
        ):
            if pane.isAncestorOf(focused):
                return name
        return "elsewhere"

    there = [where()]
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6)
        there.append(where())
    assert there == ["first", "second", "panel", "toolbar", "first"]
    back = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        back.append(where())
    assert back == ["toolbar", "panel", "second", "first"]


def test_what_is_typed_is_found_at_once_and_counted(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    window.acts["find"].trigger()
    line = QApplication.focusWidget()
    shown = window.page.findChildren(QLabel)

    def told(words: str) -> bool:
        return any(label.isVisible() and label.text() == words for label in shown)

    QTest.keyClicks(line, "LORRIN")
    wait(lambda: told("1 of 4, in 2 texts"), "the first place")
    wait(lambda: compared(window), "the comparison, which turns to no other view")
    assert window.page.view == "side"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told("2 of 4, in 2 texts")
    QTest.keyClicks(line, " was")
    wait(lambda: told("1 of 2, in 2 texts"), "the place where the reader is, and not the one after it")
    QTest.keyClicks(line, "p")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told("not found in any text"), "Return does not wait until the reader has rested"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()


def test_copy_gives_the_source_from_a_text_and_from_the_panel(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    window.show_view("side")
    window.page.side.find("divers found a crack")
    window.page.focus_view()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“divers found a crack”\n— ")
    assert copied.split("— ")[1].startswith(("Monday, Bridge", "Tuesday, Lorrin"))
    QTest.keyClick(window, Qt.Key.Key_F7)
    window.panel.focus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Monday" in QGuiApplication.clipboard().text()
    assert "Tuesday" in QGuiApplication.clipboard().text()


def test_paste_adds_an_article_unless_a_field_has_the_focus(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST)
    wait(lambda: compared(window), "the analysis")
    mime = QMimeData()
    mime.setText(OTHER)
    QGuiApplication.clipboard().setMimeData(mime)
    window.acts["find"].trigger()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.articles) == 1
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.page.side.column(0).text.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.articles) == 2


def test_a_narrow_window_has_every_filter_in_reach_and_the_panel_below(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST, Tuesday=SECOND)
    wait(lambda: compared(window), "the comparison")
    window.resize(900, 640)
    wait(lambda: window.width() == 900, "the size")
    QTest.qWait(100)
    assert all(window.tools.widgetForAction(chosen).isVisible() for chosen in window.tools.filters.values())
    assert window.dockWidgetArea(window.dock) == Qt.DockWidgetArea.BottomDockWidgetArea
    window.resize(1300, 700)
    wait(lambda: window.width() == 1300, "the size")
    assert window.dockWidgetArea(window.dock) == Qt.DockWidgetArea.RightDockWidgetArea


def test_a_story_of_the_first_page_is_opened_by_return_alone(window: MainWindow, tmp_path: Path) -> None:
    add(window, tmp_path, Monday=FIRST)
    wait(lambda: compared(window), "the analysis")
    assert window.windowTitle().startswith("Bridge at Lorrin closed after crack is found")
    window.leave_story()
    assert window.start_page.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [a.outlet for a in window.session.articles] == ["Monday"]
    assert window.page.side.column(0).text.hasFocus()

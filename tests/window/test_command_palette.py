"""The command palette of a real window, by keyboard and mouse."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from marked_window import caret, compared, comparison_of, copied, key, opened, place, popup, select
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from shelves import story as make_story
from shelves import titles, windows
from waiting import wait

from parallax.library import Library, NewStory
from parallax.window.actions import ACTIONS, WHY_NOT, When
from parallax.window.help import offers
from parallax.window.help.command_palette import CommandPalette
from parallax.window.help.offers import first_statement
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display

CONTROL = Qt.KeyboardModifier.ControlModifier


def focus() -> QWidget:
    """What has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    key(focus(), pressed, modifiers)
    QTest.qWait(1)


def come(window: MainWindow, typed: str = "") -> CommandPalette:
    """Open the palette by its key, and type."""
    press(Qt.Key.Key_K, CONTROL)
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette) and palette.isVisible()
    QTest.keyClicks(focus(), typed)
    return palette


def words(palette: CommandPalette) -> list[str]:
    """What is listed."""
    return [offer.words for offer in palette.listed]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    said: list[str] = []
    monkeypatch.setattr(MainWindow, "announce", lambda self, sentence: said.append(sentence))
    return said


def test_every_condition_of_the_table_has_a_reason_why_not() -> None:
    assert set(WHY_NOT) == set(get_args(When)) - {"always"}
    assert all(why and why == why.strip(". ") for why in WHY_NOT.values())


def test_it_lists_every_action_with_its_words_menu_and_key(window: MainWindow) -> None:
    palette = come(window)
    listed = {(o.words, o.where, o.keys) for o in palette.listed if o.kind == "action"}
    assert listed == {
        (a.text.replace("&", "").removesuffix("…"), a.menu.replace("&", ""), a.keys[0] if a.keys else "")
        for a in ACTIONS
        if a.name != "palette"
    }


def test_return_does_what_the_first_words_find(window: MainWindow) -> None:
    window.show_view("side")
    come(window, "rows")
    press(Qt.Key.Key_Return)
    wait(lambda: window.page.view == "rows", "the rows")


@pytest.mark.parametrize(
    ("typed", "found"), (("dark", "Settings"), ("csv", "Export"), ("bigger font", "Larger text"), ("trash", "Bin"))
)
def test_an_action_is_found_by_words_that_it_does_not_use(window: MainWindow, typed: str, found: str) -> None:
    assert found in words(come(window, typed))[:3]


def test_all_that_is_looked_for_by_other_words_is_in_the_table() -> None:
    assert set(offers._LOOKED_FOR_AS) <= {action.name for action in ACTIONS}


def test_enter_of_the_keypad_does_it_too_and_return_with_another_key_does_nothing(window: MainWindow) -> None:
    window.show_view("side")
    palette = come(window, "rows")
    press(Qt.Key.Key_Return, CONTROL)
    assert palette.isVisible()
    press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    wait(lambda: window.page.view == "rows", "the rows")


def test_what_cannot_be_done_now_says_why_and_is_not_done(window: MainWindow, heard: list[str]) -> None:
    window.show_view("side")
    assert window.session.state.current is None
    palette = come(window, "checked go on")
    assert palette.offer is not None
    assert (palette.offer.words, palette.offer.why_not) == ("Checked, and go on", "needs a chosen difference")
    press(Qt.Key.Key_Return)
    QTest.qWait(50)
    assert palette.isVisible()
    assert palette.told == "Not now: needs a chosen difference" == heard[-1]
    assert not window.session.state.checked


def test_it_can_be_done_as_soon_as_its_condition_holds(window: MainWindow) -> None:
    window.session.analyse(again=True)
    palette = come(window, "cancel the analysis")
    assert palette.offer is not None and not palette.offer.why_not
    wait(lambda: compared(window), "the comparison")
    wait(
        lambda: palette.offer is not None and palette.offer.why_not == "nothing is being analysed", "the end of it", 10
    )


@pytest.mark.parametrize("view", ["sheet", "side", "rows"])
def test_escape_gives_the_focus_back_to_the_view(window: MainWindow, view: str) -> None:
    window.show_view(view)
    before = focus()
    palette = come(window, "next")
    press(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert focus() is before


def test_its_key_opens_and_closes_it_in_every_part_of_the_window(window: MainWindow) -> None:
    window.show_view("side")
    window.choose(0)
    parts: list[Callable[[], None]] = [
        lambda: window.page.side.column(1).setFocus(),
        window.panel.focus,
        window.tools.focus,
        lambda: window.acts["note"].trigger(),
        window.page.open_find,
        lambda: window.acts["tray"].trigger(),
    ]
    for give_focus in parts:
        give_focus()
        before = focus()
        palette = come(window)
        assert focus() is palette.line
        press(Qt.Key.Key_K, CONTROL)
        assert not palette.isVisible()
        assert focus() is before


def test_the_action_is_done_where_the_focus_was(window: MainWindow) -> None:
    select(window, 1, "160 people")
    come(window, "copy source")
    press(Qt.Key.Key_Return)
    wait(lambda: "160 people" in QGuiApplication.clipboard().text(), "the copy")
    assert QGuiApplication.clipboard().text().startswith("“160 people”\n— Post")
    assert focus() is window.page.side.column(1).text


def test_the_action_of_the_next_sentence_goes_on_from_the_caret(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers")
    key(focus(), Qt.Key.Key_Return)
    current = window.page.side.current()
    assert current is not None
    come(window, "next sentence")
    press(Qt.Key.Key_Return)
    wait(lambda: window.page.side.current() == (0, current[1] + 1), "the next sentence")


def test_from_its_menu_too_the_focus_goes_back_to_the_text(window: MainWindow) -> None:
    select(window, 1, "160 people")
    before = focus()
    press(Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    key(popup(), Qt.Key.Key_C)
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette) and focus() is palette.line
    press(Qt.Key.Key_Escape)
    assert focus() is before
    assert window.page.side.selected() == place(window, 1, "160 people")


def test_escape_closes_it_before_it_ends_a_question(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts["link"].trigger()
    palette = come(window)
    press(Qt.Key.Key_Escape)
    assert not palette.isVisible() and window.marks.ask_line.isVisible()


def test_a_name_that_was_being_edited_is_kept_and_the_focus_goes_back_to_its_list(
    application: QApplication, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        make_story(library, "Bridge", "A bridge.\n\nIt was shut.")
    with windows(tmp_path / "library.sqlite") as made:
        press(Qt.Key.Key_F2)
        QTest.keyClicks(focus(), "Pier")
        come(made.first)
        wait(lambda: titles(made.first) == ["Pier"], "the name")
        QTest.qWait(50)
        press(Qt.Key.Key_Escape)
        assert focus() is made.first.start_page.list


def test_a_selection_in_the_line_of_a_search_stays(window: MainWindow) -> None:
    window.page.open_find()
    QTest.keyClicks(focus(), "ferry")
    window.page._find_line.wanted.setSelection(1, 3)
    come(window)
    press(Qt.Key.Key_Escape)
    assert window.page._find_line.wanted.selectedText() == "err"


def test_a_click_elsewhere_closes_it_and_one_on_a_line_does_that(window: MainWindow) -> None:
    window.show_view("side")
    palette = come(window)
    QTest.mouseClick(window.statusBar(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not palette.isVisible()
    assert window.page.isAncestorOf(focus())
    come(window, "story sheet")
    box = palette.list.visualRect(palette.list.currentIndex())
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    wait(lambda: window.page.view == "sheet", "the story sheet")
    assert not palette.isVisible()


def test_another_key_of_the_window_that_moves_the_focus_closes_it(window: MainWindow) -> None:
    palette = come(window)
    press(Qt.Key.Key_2, CONTROL)
    assert not palette.isVisible()
    assert window.page.view == "side" and window.page.side.isAncestorOf(focus())


def test_arrows_pages_and_ends_choose_a_line_and_say_it(window: MainWindow, heard: list[str]) -> None:
    palette = come(window)
    rows = []
    down, up, page_down = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown
    for pressed in (down, down, up, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, page_down, Qt.Key.Key_PageUp, up, up):
        press(pressed)
        rows.append(palette.list.currentIndex().row())
        assert palette.offer is not None and heard[-1] == palette.offer.spoken
    assert rows[:5] == [1, 2, 1, 2, 1]
    assert rows[5] > 5
    assert rows[6:] == [1, 0, 0]
    press(Qt.Key.Key_End)
    assert palette.list.currentIndex().row() == len(palette.listed) - 1
    press(down)
    assert palette.list.currentIndex().row() == len(palette.listed) - 1
    press(Qt.Key.Key_Home)
    assert palette.list.currentIndex().row() == 0
    assert focus() is palette.line


def test_what_was_used_last_comes_first_where_nothing_is_typed(window: MainWindow) -> None:
    for typed in ("larger text", "smaller text"):
        come(window, typed)
        press(Qt.Key.Key_Return)
        QTest.qWait(20)
    palette = come(window)
    assert words(palette)[:3] == ["Smaller text", "Larger text", "New story"]
    assert len(words(palette)) == len(set(words(palette)))


def test_an_article_is_gone_to_from_any_view(window: MainWindow) -> None:
    window.show_view("sheet")
    palette = come(window, "go to post")
    assert words(palette)[0] == "Go to Post"
    press(Qt.Key.Key_Return)
    wait(lambda: focus() is window.page.side.column(1).text, "the column")
    assert window.session.state.view == "side"


def test_a_speaker_is_gone_to_at_the_first_statement(window: MainWindow) -> None:
    window.show_view("sheet")
    speaker = next(s for s in comparison_of(window).speakers if "Calloway" in s.name)
    palette = come(window, "calloway")
    assert words(palette)[0] == f"Speaker: {speaker.name}"
    press(Qt.Key.Key_Return)
    wait(lambda: window.page.view == "side" and window.page.side.current() is not None, "the statement")
    article, start, _ = first_statement(comparison_of(window), speaker.id) or (0, 0, 0)
    sentence = comparison_of(window).sentences[article][(window.page.side.current() or (0, 0))[1]]
    assert sentence.start <= start < sentence.end
    assert window.session.articles[article].text[start:].startswith("that the buoy had been missing")
    assert focus() is window.page.side.column(article).text


def test_another_story_is_opened_and_the_open_one_is_not_offered(story: Path, tmp_path: Path) -> None:
    copied(story, tmp_path)
    with Library.open(tmp_path / "library.sqlite") as library:
        before = library.stories()[0]
        other = make_story(library, "Bridge at Lorrin & <b>quay</b> shut", "A bridge.\n\nIt was shut.")
    with opened(tmp_path) as window:
        assert window.session.story is not None and window.session.story.id == other
        palette = come(window, "open")
        stories = [o.name for o in palette.listed if o.kind == "story"]
        assert stories == [before.id]
        press(Qt.Key.Key_Escape)
        window.open_story(before.id)
        palette = come(window, "lorrin")
        assert words(palette) == ["Open Bridge at Lorrin & <b>quay</b> shut"]
        press(Qt.Key.Key_Return)
        wait(lambda: window.session.story is not None and window.session.story.id == other, "the story")


def test_on_the_first_page_it_says_what_needs_a_story(application: QApplication, tmp_path: Path) -> None:
    with windows(tmp_path / "library.sqlite") as made:
        before = focus()
        palette = come(made.first, "next difference")
        assert palette.offer is not None and palette.offer.why_not == "needs a difference"
        press(Qt.Key.Key_Escape)
        assert focus() is before


def test_nothing_found_is_said_and_return_does_nothing(window: MainWindow, heard: list[str]) -> None:
    palette = come(window, "qqq")
    assert words(palette) == []
    assert heard[-1] == "Nothing fits these words"
    press(Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_count_and_the_first_line_are_announced(window: MainWindow, heard: list[str]) -> None:
    palette = come(window, "next diff")
    assert heard[-1] == f"{len(palette.listed)} found. Next difference, F7"


def test_a_screen_reader_is_given_each_line_by_its_words_and_key(window: MainWindow) -> None:
    palette = come(window, "next difference")
    told = QAccessible.queryAccessibleInterface(palette.list)
    assert told.role() == QAccessible.Role.List
    assert told.text(QAccessible.Text.Name) == "Actions and places"
    assert told.child(0).text(QAccessible.Text.Name) == "Next difference, F7"
    line = QAccessible.queryAccessibleInterface(palette.line)
    assert line.text(QAccessible.Text.Name) == "Command palette"
    assert "Return does it" in line.text(QAccessible.Text.Description)


@pytest.mark.parametrize("width", [480, 900, 1500])
def test_it_lies_within_the_window_whatever_its_width(window: MainWindow, width: int) -> None:
    window.resize(width, 500)
    wait(lambda: window.width() == width, "the width")
    palette = come(window)
    box = palette.geometry()
    assert window.rect().contains(box)
    assert abs(box.center().x() - window.rect().center().x()) <= 1
    assert palette.findChild(QListView).viewport().height() > 100


def test_the_window_opens_without_it(tmp_path: Path) -> None:
    program = "import sys, parallax.window.app; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    late = ("command_palette", "offer_list", "offers", "typed", "key_sheet", "reading_keys")
    assert not {f"parallax.window.{name}" for name in late} & set(ran.stdout.split())


def test_with_a_thousand_stories_it_comes_hardly_later_than_with_ten(application: QApplication, tmp_path: Path) -> None:
    took = []
    for count in (10, 1000):
        path = tmp_path / str(count) / "library.sqlite"
        with Library.open(path) as library:
            for number in range(count):
                library.apply(NewStory(f"Ferry aground off Castle Point, report {number}"))
        with windows(path) as made:
            palette = come(made.first)  # the first time loads its module
            assert sum(o.kind == "story" for o in palette.listed) == count
            took.append(min(opening(palette) for _ in range(7)))
    assert took[1] < 12 * took[0], took  # a hundred times the stories; measured 3


def opening(palette: CommandPalette) -> float:
    """Seconds of the processor until the palette is there again and painted."""
    press(Qt.Key.Key_Escape)
    began = time.process_time()
    press(Qt.Key.Key_K, CONTROL)
    palette.repaint()
    return time.process_time() - began

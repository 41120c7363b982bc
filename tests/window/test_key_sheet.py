"""The key sheet, and that each key which a part of the window handles itself does there what the sheet says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from marked_window import caret, comparison_of, dialog, key, opened, place, popup, select
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStyleOptionViewItem, QWidget
from shelves import BRIDGE, FERRY, story, titles, windows
from waiting import wait

from invented_story import versions
from parallax.library import Library
from parallax.window.actions import ACTIONS
from parallax.window.help.command_palette import CommandPalette
from parallax.window.help.key_sheet import KeySheet
from parallax.window.main_window import MainWindow
from parallax.window.reading_keys import READING_KEYS, all_keys, as_text

pytestmark = pytest.mark.display

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def focus() -> QWidget:
    """What has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(pressed: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    key(focus(), pressed, modifiers)
    QTest.qWait(1)


# the keys of the parts of a window on a story


def text_choose(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers")
    press(Key.Key_Return)
    article, sentence = window.page.side.current() or (9, 9)
    assert comparison_of(window).sentences[article][sentence].start == place(window, 0, "Twelve passengers")[1]


def text_select(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers", after=0)
    press(Key.Key_Right, SHIFT)
    article, start, end = window.page.side.selected() or (9, 0, 0)
    assert (article, start) == place(window, 0, "Twelve passengers")[:2] and end == start + 1


def sheet_open(window: MainWindow) -> None:
    window.show_view("sheet")
    window.page.sheet.go_to_difference(1)
    press(Key.Key_Return)
    assert window.session.state.current is not None


def sheet_fold(window: MainWindow) -> None:
    window.show_view("sheet")
    sheet = window.page.sheet
    press(Key.Key_Home)
    first = sheet.currentIndex()
    assert sheet.isExpanded(first)
    press(Key.Key_Left)
    assert not sheet.isExpanded(first)
    press(Key.Key_Right)
    assert sheet.isExpanded(first)


def sheet_ends(window: MainWindow) -> None:
    window.show_view("sheet")
    sheet = window.page.sheet
    press(Key.Key_End)
    assert not sheet.indexBelow(sheet.currentIndex()).isValid()
    press(Key.Key_Home)
    assert not sheet.indexAbove(sheet.currentIndex()).isValid()


def rows_open(window: MainWindow) -> None:
    window.show_view("rows")
    window.page.rows.go_to_difference(0)
    press(Key.Key_Return)
    assert window.session.state.current is not None


def rows_follow(window: MainWindow) -> None:
    window.show_view("rows")
    rows = window.page.rows
    rows.set_comparison(versions(2), {})
    stub = next(n for n, line in enumerate(rows.lines) if line.kind == "stub")
    rows.setCurrentIndex(rows.model().index(stub, 1))
    press(Key.Key_Return, SHIFT)
    assert rows.lines[rows.currentIndex().row()].kind == "group"


def readings_open(window: MainWindow) -> None:
    window.show_view("sheet")
    window.choose(0)
    window.panel.focus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert window.page.view == "side"


def written_note(window: MainWindow) -> None:
    select(window, 0, "Twelve passengers")
    window.acts["note"].trigger()
    QTest.keyClicks(focus(), "count again")


def note_leave(window: MainWindow) -> None:
    written_note(window)
    press(Key.Key_Escape)
    assert [n.text for n in window.session.state.notes] == ["count again"]
    assert window.page.isAncestorOf(focus())


def in_the_tray(window: MainWindow) -> None:
    written_note(window)
    press(Key.Key_Escape)
    window.show_view("sheet")
    window.acts["tray"].trigger()
    window.marks.tray.tabs.setCurrentIndex(2)
    window.marks.tray.focus()


def tray_open(window: MainWindow) -> None:
    in_the_tray(window)
    press(Key.Key_Return)
    wait(lambda: window.page.view == "side", "the place")


def tray_give_up(window: MainWindow) -> None:
    in_the_tray(window)
    press(Key.Key_Delete)
    wait(lambda: not window.session.state.notes, "the note to go")


def find_on(window: MainWindow) -> None:
    caret(window, 0, "Ferry")
    press(Key.Key_F, CONTROL)
    QTest.keyClicks(focus(), "sall")
    press(Key.Key_Return)
    first = window.page.side.selected()
    press(Key.Key_Return)
    assert first is not None and window.page.side.selected() not in (None, first)


def notice_leave(window: MainWindow) -> None:
    window.notice.show_error("A sentence.")
    window.page.focus_view()
    press(Qt.Key.Key_Escape)
    assert not window.notice.isVisible() and window.page.isAncestorOf(focus())


def find_leave(window: MainWindow) -> None:
    caret(window, 0, "Ferry")
    press(Key.Key_F, CONTROL)
    press(Key.Key_Escape)
    assert focus() is window.page.side.column(0).text


def asked(window: MainWindow) -> None:
    caret(window, 0, "Then the lights went out")
    press(Key.Key_L, CONTROL)
    assert window.marks.ask_line.isVisible()


def asked_answer(window: MainWindow) -> None:
    asked(window)
    press(Key.Key_F6)
    window.page.side.column(1).text.put_caret(place(window, 1, "Nine passengers")[1] + 2)
    press(Key.Key_Return)
    assert not window.marks.ask_line.isVisible()
    wait(lambda: bool(window.session.story and window.session.story.corrections), "the link")


def asked_leave(window: MainWindow) -> None:
    asked(window)
    press(Key.Key_Escape)
    assert not window.marks.ask_line.isVisible()
    assert window.session.story is not None and not window.session.story.corrections


def palette_do(window: MainWindow) -> None:
    press(Key.Key_K, CONTROL)
    QTest.keyClicks(focus(), "side by side")
    press(Key.Key_Return)
    wait(lambda: window.page.view == "side", "the view")


def palette_leave(window: MainWindow) -> None:
    before = focus()
    press(Key.Key_K, CONTROL)
    press(Key.Key_Escape)
    assert focus() is before
    palette = window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette) and not palette.isVisible()


# the keys of the first page and the bin


def stories_open(window: MainWindow) -> None:
    press(Key.Key_Return)
    assert window.session.story is not None and window.session.story.title == "Ferry"


def stories_menu(window: MainWindow) -> None:
    QApplication.sendEvent(focus(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = popup()
    assert menu.actions()[0].text().startswith("&Open")
    menu.close()


def stories_bin(window: MainWindow) -> None:
    press(Key.Key_Delete)
    assert titles(window) == ["Bridge"]


def stories_up(window: MainWindow) -> None:
    press(Key.Key_Up)
    assert focus() is window.start_page.wanted


def searched(window: MainWindow) -> None:
    press(Key.Key_F, CONTROL)
    QTest.keyClicks(focus(), "pier")
    wait(lambda: titles(window) == ["Bridge"], "what is found")


def search_down(window: MainWindow) -> None:
    searched(window)
    press(Key.Key_Down)
    assert focus() is window.start_page.list


def search_empty(window: MainWindow) -> None:
    searched(window)
    press(Key.Key_Escape)
    assert titles(window) == ["Ferry", "Bridge"]


def in_the_bin(window: MainWindow) -> None:
    press(Key.Key_Delete)
    window.acts["bin"].trigger()
    assert focus() is window.bin_page.list


def bin_open(window: MainWindow) -> None:
    in_the_bin(window)
    press(Key.Key_Return)
    assert focus() is window.bin_page.restore


def bin_leave(window: MainWindow) -> None:
    in_the_bin(window)
    press(Key.Key_Escape)
    assert focus() is window.start_page.list


Proof = Callable[[MainWindow], None]
IN_A_STORY: tuple[Proof, ...] = (
    text_choose,
    text_select,
    sheet_open,
    sheet_fold,
    sheet_ends,
    rows_open,
    rows_follow,
    readings_open,
    note_leave,
    tray_open,
    tray_give_up,
    find_on,
    find_leave,
    notice_leave,
    asked_answer,
    asked_leave,
    palette_do,
    palette_leave,
)
ON_THE_FIRST_PAGE: tuple[Proof, ...] = (
    stories_open,
    stories_menu,
    stories_bin,
    stories_up,
    search_down,
    search_empty,
    bin_open,
    bin_leave,
)


def test_each_key_of_a_part_of_the_window_is_pressed_in_a_test() -> None:
    assert {k.name for k in READING_KEYS} == {proof.__name__ for proof in (*IN_A_STORY, *ON_THE_FIRST_PAGE)}
    assert len({k.name for k in READING_KEYS}) == len(READING_KEYS)


@pytest.mark.parametrize("proof", IN_A_STORY, ids=lambda proof: proof.__name__)
def test_in_a_story_the_key_does_what_the_sheet_says(window: MainWindow, proof: Proof) -> None:
    proof(window)


@pytest.fixture
def first_page(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on the first page, with two stories."""
    with Library.open(tmp_path / "library.sqlite") as library:
        story(library, "Bridge", BRIDGE)
        story(library, "Ferry", FERRY)
    with windows(tmp_path / "library.sqlite") as made:
        yield made.first


@pytest.mark.parametrize("proof", ON_THE_FIRST_PAGE, ids=lambda proof: proof.__name__)
def test_on_the_first_page_the_key_does_what_the_sheet_says(first_page: MainWindow, proof: Proof) -> None:
    proof(first_page)


# the sheet


@pytest.fixture
def sheet(application: QApplication, tmp_path: Path) -> Iterator[KeySheet]:
    """The sheet over a window on the first page."""
    with opened(tmp_path):
        press(Key.Key_F1)
        shown = dialog(KeySheet)
        assert isinstance(shown, KeySheet)
        wait(shown.line.hasFocus, "the focus")
        yield shown
        if QApplication.activeModalWidget() is not None:
            shown.close()


def listed(sheet: KeySheet) -> list[str]:
    """Every cell, column by column, as a screen reader says it."""
    model = sheet.table.model()
    cells = [model.index(row, column) for column in range(model.columnCount()) for row in range(model.rowCount())]
    return [str(cell.data()) for cell in cells if cell.data()]


def test_it_lists_every_key_of_the_table_by_menu_and_those_of_the_parts(sheet: KeySheet) -> None:
    lines = listed(sheet)
    for a in ACTIONS:
        if a.keys:
            assert f"{a.words}: {' or '.join(a.keys)}" in lines
    for k in READING_KEYS:
        assert f"{k.what}: {k.keys}" in lines
    groups = [group.name for group in all_keys()]
    assert len(set(groups)) == len(groups)
    assert [line for line in lines if ": " not in line] == groups


def test_there_are_two_columns_where_there_is_room(sheet: KeySheet) -> None:
    sheet.resize(900, 600)
    wait(lambda: sheet.table.columns() == 2, "two columns")
    both = listed(sheet)
    sheet.resize(420, 600)
    wait(lambda: sheet.table.columns() == 1, "one column")
    assert listed(sheet) == both


@pytest.mark.parametrize("scale", [1, 2])
def test_no_word_is_cut_off(sheet: KeySheet, scale: int) -> None:
    font = QFont(sheet.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    sheet.table.setFont(font)
    sheet.resize(876, 600)
    QTest.qWait(20)
    table = sheet.table
    assert table.columns() == 3 - scale
    for row in range(table.model().rowCount()):
        for column in range(table.columns()):
            cell = table.model().index(row, column)
            needed = table.itemDelegate().sizeHint(_option(sheet), cell)
            assert needed.height() <= table.rowHeight(row)
    assert sum(table.columnWidth(k) for k in range(table.columns())) <= table.viewport().width()


def _option(sheet: KeySheet) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    sheet.table.initViewItemOption(option)
    return option


def test_words_and_keys_filter_it(sheet: KeySheet) -> None:
    QTest.keyClicks(focus(), "difference next")
    assert listed(sheet)[:2] == ["Go", "Next difference: F7 or Alt+Down"]
    sheet.line.clear()
    QTest.keyClicks(focus(), "f7")
    assert listed(sheet) == ["Go", "Next difference: F7 or Alt+Down", "Previous difference: Shift+F7 or Alt+Up"]
    assert sheet.told == "2 lines"
    sheet.line.clear()
    QTest.keyClicks(focus(), "zzz")
    assert listed(sheet) == []
    assert sheet.told == "Nothing fits these words"


def test_control_c_copies_all_of_it_as_text_from_the_line_and_from_the_list(sheet: KeySheet) -> None:
    for move in (lambda: None, lambda: press(Key.Key_Down)):
        move()
        QGuiApplication.clipboard().clear()
        press(Key.Key_C, CONTROL)
        text = QGuiApplication.clipboard().text()
        assert text == as_text(all_keys())
        assert sheet.told == "Copied as text"
    lines = text.splitlines()
    assert lines[0] == "File" and lines[1].split() == ["New", "story", "Ctrl+N"]
    assert {line.rindex("  ") for line in lines if line.startswith(" ")} == {lines[1].rindex("  ")}


def test_a_selection_in_the_line_is_copied_itself(sheet: KeySheet) -> None:
    QTest.keyClicks(focus(), "find")
    sheet.line.selectAll()
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "find"


def test_keys_reach_every_part_and_escape_closes_it(sheet: KeySheet) -> None:
    reached = set()
    for _ in range(6):
        reached.add(focus())
        press(Key.Key_Tab)
    assert {sheet.line, sheet.table} < reached
    assert {b.text().replace("&", "") for b in reached if isinstance(b, QPushButton)} == {"Copy all", "Close"}
    press(Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_arrows_go_from_line_to_line_and_over_what_is_empty(sheet: KeySheet) -> None:
    sheet.resize(420, 600)
    press(Key.Key_Down)
    assert focus() is sheet.table
    heard = []
    for _ in range(len(all_keys()[0].lines) + 2):
        heard.append(sheet.table.currentIndex().data())
        press(Key.Key_Down)
    assert heard == ["File", *(f"{what}: {keys}" for what, keys in all_keys()[0].lines), "Edit"]


def test_a_screen_reader_is_given_each_line_whole(sheet: KeySheet) -> None:
    told = QAccessible.queryAccessibleInterface(sheet.table)
    heard = {told.child(k).text(QAccessible.Text.Name) for k in range(told.childCount())}
    assert "Next difference: F7 or Alt+Down" in heard
    assert QAccessible.queryAccessibleInterface(sheet.line).text(QAccessible.Text.Name) == "Filter by words or keys"

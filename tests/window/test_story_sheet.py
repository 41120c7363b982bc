"""The story sheet on a real screen: reachable by keyboard, heard, opened by a click, steady when refreshed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from waiting import wait_for_window

from invented_story import difference, long_reports, reports, versions, written
from parallax.window.palette import THEMES
from parallax.window.tables.story_sheet import StorySheet
from parallax.window.texts.still import line_x

pytestmark = pytest.mark.display


@pytest.fixture
def sheet(application: QApplication) -> Iterator[StorySheet]:
    view = StorySheet()
    view.resize(1000, 700)
    view.show()
    wait_for_window(view)
    yield view
    view.close()
    view.deleteLater()


def keys(view: StorySheet) -> list[str]:
    return [line.key for line in view.visible_lines()]


def click(view: StorySheet, key: str, column: int = 0) -> None:
    view.set_current_line(key)
    rect = view.visualRect(view.currentIndex().siblingAtColumn(column))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_down_goes_through_every_line_in_order(sheet: StorySheet) -> None:
    sheet.set_comparison(reports(3), {})
    sheet.set_current_line("section:disagree")
    walked = [sheet.current_line()]
    for _ in range(len(keys(sheet)) - 1):
        QTest.keyClick(sheet, Qt.Key.Key_Down)
        walked.append(sheet.current_line())
    assert walked == keys(sheet) and len(walked) > 15


def test_the_line_that_keys_go_to_is_on_screen(sheet: StorySheet) -> None:
    sheet.set_comparison(long_reports(4, 120), {})
    sheet.set_current_line("section:disagree")
    last = keys(sheet)[-1]
    down = [Qt.Key.Key_Down] * 25
    for key in (*down, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
        QTest.keyClick(sheet, key)
        line = sheet.visualRect(sheet.currentIndex())
        assert line.top() >= 0 and line.bottom() <= sheet.viewport().height()
        assert key != Qt.Key.Key_End or sheet.current_line() == last
    assert sheet.current_line() == keys(sheet)[0] and sheet.verticalScrollBar().value() == 0


def test_return_on_a_difference_chooses_it_and_on_a_heading_folds_it(sheet: StorySheet) -> None:
    sheet.set_comparison(reports(3), {})
    chosen = QSignalSpy(sheet.difference_chosen)
    sheet.go_to_difference(1)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert [chosen.at(0)[0], chosen.count()] == [1, 1]
    sheet.set_current_line("section:speakers")
    before = keys(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert "speaker:ada ortiz" not in keys(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert keys(sheet) == before


def test_a_click_on_any_column_shows_the_places_of_all_outlets(sheet: StorySheet) -> None:
    c = reports(3)
    sheet.set_comparison(c, {})
    shown = QSignalSpy(sheet.places_chosen)
    click(sheet, "speaker:ada ortiz", 2)
    (places,) = shown.at(0)
    assert [c.articles[a].text[s:e] for a, s, e in places] == [
        "“We were never told that the gate was stuck,”",
        "“We were told late that the gate was stuck,”",
        "nobody had warned her of the stuck gate",
    ]


def test_a_line_of_several_differences_opens_the_first_that_is_not_checked(sheet: StorySheet) -> None:
    c = reports(2)
    first = replace(c.differences[0], kind="number")
    c = replace(c, differences=(first, replace(first, explanation="The same words again.")))
    sheet.set_comparison(c, {0: "checked"})
    chosen = QSignalSpy(sheet.difference_chosen)
    sheet.go_to_difference(1)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert chosen.at(0)[0] == 1
    assert "1 of 2 checked" in sheet.copy_text()


def test_refreshed_results_keep_line_folding_and_scroll(sheet: StorySheet) -> None:
    sheet.resize(900, 300)
    sheet.set_comparison(reports(3), {})
    sheet.set_current_line("speaker:ada ortiz")
    sheet.setExpanded(sheet.currentIndex(), True)
    sheet.verticalScrollBar().setValue(sheet.verticalScrollBar().maximum() // 2)
    QApplication.processEvents()
    top, y = sheet.top()
    before = keys(sheet)
    sheet.set_comparison(reports(3), {})
    assert sheet.current_line() == "speaker:ada ortiz"
    assert keys(sheet) == before
    assert sheet.top() == (top, y)


def test_the_place_survives_an_analysis_in_between(sheet: StorySheet) -> None:
    sheet.set_comparison(reports(3), {})
    sheet.set_current_line("label:event:failure of the dam")
    sheet.set_comparison(replace(reports(3), articles=(), coverage=()), {})
    assert sheet.current_line() == ""
    sheet.set_comparison(reports(4), {})
    assert sheet.current_line() == "label:event:failure of the dam"


def test_what_is_checked_is_said_in_its_line(sheet: StorySheet) -> None:
    c = reports(3)
    sheet.set_comparison(c, {})
    sheet.go_to_difference(0)
    assert "checked" not in sheet.copy_text()
    sheet.set_comparison(c, {0: "checked"})
    assert "✓ checked" in sheet.copy_text()
    sheet.set_comparison(c, {0: "new readings"})
    assert "checked, new readings since" in sheet.copy_text()


def test_a_screen_reader_hears_outlets_and_readings_not_signs(sheet: StorySheet) -> None:
    sheet.set_comparison(reports(3), {})
    sheet.set_current_line("speaker:ada ortiz")
    index = sheet.currentIndex()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == (
        "Ada Ortiz. Tribune: changed words: said. Courier: changed words: claimed. Post: paraphrased: said."
    )
    assert index.siblingAtColumn(2).data(role) == "Courier: changed words: claimed"
    sheet.go_to_difference(0)
    assert str(sheet.currentIndex().data(role)).startswith("number, contradicts, sure. Tribune says 12, Courier 14")
    table = QAccessible.queryAccessibleInterface(sheet)
    assert table.text(QAccessible.Text.Name) == "Story sheet"
    heard = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert "Courier: changed words: claimed" in heard


def test_going_to_a_difference_unfolds_what_hides_it(sheet: StorySheet) -> None:
    sheet.set_comparison(long_reports(3, 80), {})
    sheet.go_to_difference(30)
    assert 30 in next(n for n in sheet.visible_lines() if n.key == sheet.current_line()).differences
    rect = sheet.visualRect(sheet.currentIndex())
    assert sheet.viewport().rect().contains(rect.center())


def test_copy_carries_the_outlets(sheet: StorySheet) -> None:
    sheet.set_comparison(versions(2), {})
    sheet.go_to_difference(0)
    QTest.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "Halm Gazette v1: The repair cost 40,000 crowns" in copied
    assert "Halm Gazette v2: The repair cost 48,000 crowns" in copied


def test_copy_gives_all_words_of_every_cell_and_where_they_are_from(sheet: StorySheet) -> None:
    long = (
        "Twelve people were hurt when the dam above the old town of Orrin gave way in the night, " * 2 + "police said."
    )
    c = written(
        {"A": [[("h", "Dam")], [("a", long)]], "B": [[("i", "Breach")], [("a", "Fourteen were hurt.")]]}, "reports"
    )
    dated = replace(c.articles[1], published="2026-03-04")
    c = replace(c, articles=(c.articles[0], dated))
    c = replace(c, differences=(difference(c, "number", {0: "Twelve", 1: "Fourteen"}, "contradicts"),))
    sheet.set_comparison(c, {})
    sheet.go_to_difference(0)
    assert sheet.copy_text().split("\n")[1:] == [
        f"A: {long}",
        "B: Fourteen were hurt.",
        "— A, Dam",
        "— B, Breach, 2026-03-04",
    ]


def test_columns_share_the_width_and_are_never_too_narrow(sheet: StorySheet) -> None:
    sheet.set_comparison(reports(2), {})
    QApplication.processEvents()
    assert abs(sheet.header().length() - sheet.viewport().width()) < 4
    sheet.set_comparison(reports(8), {})
    assert min(sheet.columnWidth(n) for n in range(1, 9)) >= 140


@pytest.mark.parametrize("theme", list(THEMES))
def test_the_colours_of_the_theme_are_on_screen(sheet: StorySheet, theme: str) -> None:
    sheet.set_theme(THEMES[theme])  # type: ignore[index]
    sheet.set_comparison(reports(3), {})
    QApplication.processEvents()
    image = sheet.viewport().grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    colours = THEMES[theme].families["facts"]  # type: ignore[index]
    assert {colours.tint, THEMES[theme].paper, THEMES[theme].header} <= found  # type: ignore[index]


def test_a_line_of_the_program_keeps_its_order_when_a_name_in_it_runs_from_right_to_left(sheet: StorySheet) -> None:
    told = reports(3)
    hebrew = replace(told.articles[1], outlet="הארץ")
    articles = (told.articles[0], hebrew, told.articles[2])
    sheet.set_comparison(replace(told, articles=articles, languages=("en", "und", "en")), {})
    model = sheet.lines_model
    number = next(n for n, line in enumerate(model.lines) if line.key.startswith("unsought:"))
    words = model.what(model.lines[number])
    assert words.startswith("הארץ: speakers")
    line = sheet.itemDelegate()._text(number, 0, 900).layout.lineAt(0)
    assert line_x(line.cursorToX(words.index("speakers"))) > line_x(line.cursorToX(2))

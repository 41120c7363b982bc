"""The story sheet with many outlets: what a line is about stays in view, is heard once, and is reached as before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QToolTip
from waiting import wait_for_window

from invented_story import reports
from parallax.window.palette import THEMES
from parallax.window.tables.story_sheet import INDENT, StorySheet

pytestmark = pytest.mark.display


@pytest.fixture
def sheet(application: QApplication) -> Iterator[StorySheet]:
    view = StorySheet()
    view.resize(880, 700)
    view.show()
    wait_for_window(view, active=True)
    view.set_comparison(reports(8), {})
    view.expandAll()
    QTest.qWait(20)
    yield view
    view.close()
    view.deleteLater()


def aside(sheet: StorySheet) -> None:
    bar = sheet.horizontalScrollBar()
    assert bar.maximum() > 200
    bar.setValue(bar.maximum())
    QTest.qWait(30)


def picture(sheet: StorySheet, part: QRect) -> QImage:
    return sheet.viewport().grab(part).toImage()


def rect(sheet: StorySheet, key: str, column: int = 0) -> QRect:
    model = sheet.lines_model
    return sheet.visualRect(model.index_of(model.at[key], column))


@pytest.mark.parametrize("theme", list(THEMES))
def test_the_first_column_looks_the_same_however_far_the_others_are_scrolled(sheet: StorySheet, theme: str) -> None:
    sheet.set_theme(THEMES[theme])  # type: ignore[index]
    QTest.qWait(20)
    part = QRect(0, 0, sheet.columnWidth(0) - 2, sheet.viewport().height())
    before, others = picture(sheet, part), picture(sheet, part.translated(part.width() + 8, 0))
    aside(sheet)
    assert picture(sheet, part) == before
    assert picture(sheet, part.translated(part.width() + 8, 0)) != others


def test_headings_over_all_columns_stay_where_they_are(sheet: StorySheet) -> None:
    heading = rect(sheet, "section:speakers")
    part = QRect(0, heading.y(), sheet.viewport().width(), heading.height())
    before = picture(sheet, part)
    aside(sheet)
    assert picture(sheet, part) == before
    assert rect(sheet, "section:speakers").left() == heading.left()


def test_the_heading_of_the_first_column_covers_the_names_that_are_scrolled_under_it(sheet: StorySheet) -> None:
    header = sheet.header().viewport()
    part = QRect(0, 0, sheet.columnWidth(0) - 2, header.height())
    before = header.grab(part).toImage()
    sheet.horizontalScrollBar().setValue(60)
    QTest.qWait(30)
    assert header.grab(part).toImage() == before


def test_a_click_on_the_first_column_opens_its_line_wherever_the_others_are(sheet: StorySheet) -> None:
    chosen = QSignalSpy(sheet.difference_chosen)
    aside(sheet)
    sheet.go_to_difference(1)
    at = sheet.visualRect(sheet.currentIndex())
    assert at.left() >= 0 and at.right() <= sheet.columnWidth(0)
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=at.center())
    assert [chosen.at(0)[0], chosen.count()] == [1, 1]
    assert sheet.currentIndex().column() == 0


def test_a_triangle_folds_its_line_wherever_the_others_are(sheet: StorySheet) -> None:
    opened = QSignalSpy(sheet.places_chosen)
    aside(sheet)
    model = sheet.lines_model
    number = model.at["speaker:ada ortiz"]
    index = model.index_of(number)
    assert sheet.isExpanded(index)
    box = sheet.visualRect(index)
    at = QPoint(sheet.indent(index) - INDENT // 2, box.y() + 12)
    for wanted in (False, True):
        QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert sheet.isExpanded(index) == wanted
    assert opened.count() == 0


def test_keys_go_through_the_lines_without_scrolling_sideways(sheet: StorySheet) -> None:
    aside(sheet)
    far = sheet.horizontalScrollBar().value()
    sheet.set_current_line("section:disagree")
    walked = [sheet.current_line()]
    for _ in range(6):
        QTest.keyClick(sheet, Qt.Key.Key_Down)
        walked.append(sheet.current_line())
    lines = [line.key for line in sheet.visible_lines()]
    assert walked == lines[:7]
    assert sheet.horizontalScrollBar().value() == far


def test_a_cell_that_is_gone_to_comes_out_from_under_the_first_column(sheet: StorySheet) -> None:
    aside(sheet)
    model = sheet.lines_model
    index = model.index_of(model.at["speaker:ada ortiz"], 1)
    sheet.scrollTo(index)
    assert sheet.visualRect(index).left() >= sheet.columnWidth(0)


def test_a_screen_reader_hears_each_cell_once(sheet: StorySheet) -> None:
    aside(sheet)
    table = QAccessible.queryAccessibleInterface(sheet)
    heard = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert heard.count("Courier: changed words: claimed") == 1
    model = sheet.lines_model
    ada = model.spoken(model.lines[model.at["speaker:ada ortiz"]])
    assert heard.count(ada) == 1


@pytest.mark.parametrize("width", [860, 1000, 1260])
def test_columns_are_not_cut_off_at_the_edge(sheet: StorySheet, width: int) -> None:
    sheet.resize(width, 600)
    QTest.qWait(20)
    room = sheet.viewport().width() - sheet.columnWidth(0)
    assert sheet.columnWidth(1) >= 140
    assert room % sheet.columnWidth(1) < 8 or sheet.columnWidth(1) * 8 <= room


def test_columns_hold_words_in_letters_of_twice_the_size(sheet: StorySheet) -> None:
    sheet.resize(1500, 700)
    sheet.set_text_size(sheet.font().pointSizeF() * 2)
    QTest.qWait(20)
    letter = sheet.fontMetrics().averageCharWidth()
    assert sheet.columnWidth(1) >= 18 * letter > 140
    assert sheet.columnWidth(0) >= 15 * letter


def test_a_long_name_is_cut_in_its_heading_and_whole_in_the_tooltip(sheet: StorySheet) -> None:
    c = reports(8)
    name = "The <b>Belmora</b> Standard & Post"
    sheet.set_comparison(replace(c, articles=(replace(c.articles[0], outlet=name), *c.articles[1:])), {})
    QTest.qWait(20)
    assert sheet.header().textElideMode() == Qt.TextElideMode.ElideRight
    assert sheet.header().fontMetrics().horizontalAdvance(name) > sheet.columnWidth(1)
    told = str(sheet.lines_model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
    assert "The &lt;b&gt;Belmora&lt;/b&gt; Standard &amp; Post" in told


def test_the_first_heading_has_no_tooltip_of_what_lies_under_it(sheet: StorySheet) -> None:
    QToolTip.hideText()
    aside(sheet)
    header = sheet.header().viewport()
    for x, wanted in ((20, False), (sheet.columnWidth(0) + 40, True)):
        at = QPoint(x, header.height() // 2)
        QApplication.sendEvent(header, QHelpEvent(QEvent.Type.ToolTip, at, header.mapToGlobal(at)))
        assert QToolTip.isVisible() == wanted
    QToolTip.hideText()


def test_with_larger_letters_lines_are_set_in_further_so_that_dot_and_triangle_have_room(sheet: StorySheet) -> None:
    index = sheet.model().index(0, 0, sheet.model().index(0, 0))
    before = sheet.indent(index)
    sheet.set_text_size(sheet.font().pointSizeF() * 2)
    assert sheet.indent(index) >= 1.8 * before
    assert sheet.columnWidth(0) - sheet.indent(index) >= 12 * sheet.fontMetrics().averageCharWidth()
    sheet.set_text_size(sheet.font().pointSizeF() / 2)
    assert sheet.indent(index) == before

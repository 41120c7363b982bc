"""The overview ruler on a real screen: marks where the words are, followed by click and drag, quiet where filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from marked_window import copied, key, opened
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from waiting import wait_for_window

from invented_story import long_reports, reports
from parallax.sheet import GLYPHS
from parallax.values import FAMILIES, Comparison, Family
from parallax.window.main_window import MainWindow
from parallax.window.overview.lanes import Stroke
from parallax.window.overview.ruler import Ruler
from parallax.window.palette import LIGHT, THEMES
from parallax.window.state import VIEWS, ReadingState, View
from parallax.window.story_page import StoryPage
from timing import least_seconds

pytestmark = pytest.mark.display

Ruled = Callable[..., tuple[StoryPage, Ruler, ReadingState]]
_FIVE = ("number", "quotation", "negation", "omission", "wording")


@pytest.fixture
def ruled(application: QApplication) -> Iterator[Ruled]:
    """A page with a ruler on a comparison, in one of the views."""
    made: list[StoryPage] = []

    def show(comparison: Comparison, view: View = "side", **known: object) -> tuple[StoryPage, Ruler, ReadingState]:
        page = StoryPage()
        made.append(page)
        page.resize(1100, 500)
        page.show_ruler(True)
        page.set_articles(comparison.articles)
        page.show()
        wait_for_window(page, active=True)
        state = ReadingState(comparison=comparison, view=view, **known)  # type: ignore[arg-type]
        page.turn(state)
        QTest.qWait(20)
        ruler = page.findChild(Ruler)
        assert ruler is not None
        return page, ruler, state

    yield show
    for page in made:
        page.close()
        page.deleteLater()
    QApplication.processEvents()


def mixed(size: int = 120, count: int = 3) -> Comparison:
    """Long reports whose differences are of all families in turn."""
    c = long_reports(count, size)
    return replace(c, differences=tuple(replace(d, kind=_FIVE[k % 5]) for k, d in enumerate(c.differences)))


def colour(ruler: Ruler, x: float, y: float) -> str:
    return ruler.grab().toImage().pixelColor(int(x), int(y)).name()


def middle(ruler: Ruler, stroke: Stroke) -> QPoint:
    left, right = ruler.lane(stroke.family)
    return QPoint((left + right) // 2, round(ruler.y_of((stroke.top + stroke.bottom) / 2)))


def outside(ruler: Ruler) -> Stroke:
    """A mark below the part in view, where the frame tints nothing."""
    return next(s for s in ruler.strokes() if s.top > ruler.track.seen[1] + 400)


def click(ruler: Ruler, at: QPoint) -> None:
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=at)


def test_in_the_text_a_mark_stands_as_far_down_as_its_words(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed())
    text = page.side.column(0).text
    scrolled = text.verticalScrollBar()
    height = text.document().size().height() - text.document().rootFrame().frameFormat().bottomMargin()
    own = [(k, s) for k, d in enumerate(state.differences) for a, s, _ in d.spans if a == 0]
    assert len(own) > 20
    for at in (0, scrolled.maximum() // 2):
        scrolled.setValue(at)
        for k, start in own:
            wanted = ruler.top + (text.y_of(start) + scrolled.value()) / height * ruler.length
            stroke = next(s for s in ruler.strokes() if s.difference == k)
            assert abs(ruler.y_of(stroke.top) - wanted) < 1.5
    below = outside(ruler)
    point = middle(ruler, below)
    assert colour(ruler, point.x(), point.y()) == LIGHT.families[below.family].line


def test_in_the_rows_a_mark_stands_as_far_down_as_its_row(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed(), "rows")
    assert {s.difference for s in ruler.strokes()} == set(range(len(state.differences)))
    header = page.rows.verticalHeader()
    for n, row in enumerate(page.rows.lines):
        for k in row.differences:
            wanted = ruler.top + header.sectionPosition(n) / header.length() * ruler.length
            assert abs(ruler.y_of(next(s.top for s in ruler.strokes() if s.difference == k)) - wanted) < 1


def test_in_the_sheet_a_mark_stands_at_its_line_or_at_the_heading_that_hides_it(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed(), "sheet")
    sheet = page.sheet
    sheet.collapseAll()
    QTest.qWait(20)
    first = sheet.visualRect(sheet.lines_model.index_of(sheet.lines_model.at["section:disagree"]))
    assert {(s.top, s.bottom) for s in ruler.strokes()} == {(first.top(), first.bottom() + 1)}
    assert {s.difference for s in ruler.strokes()} == set(range(len(state.differences)))
    k = state.differences.index(next(d for d in state.differences if d.family == "voice"))
    sheet.go_to_difference(k)
    QTest.qWait(20)
    rect = sheet.visualRect(sheet.currentIndex()).translated(0, sheet.verticalScrollBar().value())
    assert next(s.top for s in ruler.strokes() if s.difference == k) == rect.top()


@pytest.mark.parametrize("view", VIEWS)
def test_a_click_on_a_mark_wants_its_difference_and_leaves_the_focus(ruled: Ruled, view: View) -> None:
    page, ruler, _ = ruled(mixed(), view)
    page.focus_view()
    focused = QApplication.focusWidget()
    wanted = QSignalSpy(page.difference_wanted)
    stroke = next(iter(ruler.strokes()))
    click(ruler, middle(ruler, stroke))
    assert wanted.count() == 1
    chosen = next(s for s in ruler.strokes() if s.difference == wanted.at(0)[0])
    assert chosen.family == stroke.family and abs(chosen.top - stroke.top) < 8 * ruler.pixel_of(ruler.top + 1)
    assert QApplication.focusWidget() is focused


def test_a_click_a_few_pixels_beside_a_mark_still_means_it(ruled: Ruled) -> None:
    c = mixed()
    page, ruler, _ = ruled(replace(c, differences=c.differences[20:21]))
    wanted = QSignalSpy(page.difference_wanted)
    (stroke,) = ruler.strokes()
    point = middle(ruler, stroke)
    click(ruler, QPoint(point.x(), round(ruler.y_of(stroke.bottom)) + 3))
    click(ruler, QPoint(point.x(), round(ruler.y_of(stroke.top)) - 3))
    assert wanted.count() == 2
    click(ruler, point - QPoint(0, 60))
    assert wanted.count() == 2


@pytest.mark.parametrize("view", VIEWS)
def test_a_click_beside_all_marks_brings_that_part_into_view(ruled: Ruled, view: View) -> None:
    c = mixed()
    page, ruler, _ = ruled(replace(c, differences=c.differences[:1]), view)
    page.resize(1100, 300)
    page.sheet.expandAll()
    QTest.qWait(20)
    y = ruler.top + ruler.length * 3 // 4
    click(ruler, QPoint(ruler.lane("wording")[0] + 2, y))
    first, last = ruler.track.seen
    assert first < ruler.pixel_of(y) < last and first > 0


@pytest.mark.parametrize("view", VIEWS)
def test_dragging_the_frame_scrolls_by_as_much_and_chooses_nothing(ruled: Ruled, view: View) -> None:
    page, ruler, _ = ruled(mixed(), view)
    page.sheet.expandAll()
    QTest.qWait(20)
    wanted = QSignalSpy(page.difference_wanted)
    start = QPoint(10, int(ruler.frame().center().y()))
    QTest.mousePress(ruler, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(ruler, start + QPoint(0, 10))
    QTest.mouseMove(ruler, start + QPoint(0, 100))
    QTest.qWait(20)
    top = ruler.frame().top()
    QTest.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 100))
    assert abs(top - (ruler.top + 100)) < 4
    assert wanted.count() == 0


def test_the_wheel_over_the_ruler_scrolls_the_view(ruled: Ruled) -> None:
    page, ruler, _ = ruled(mixed())
    at = QPointF(10, 200)
    none, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(at, ruler.mapToGlobal(at), QPoint(), QPoint(0, -240), none, no_key, phase, False)
    QApplication.sendEvent(ruler, turn)
    assert page.side.column(0).text.verticalScrollBar().value() > 0


def test_marks_stand_right_after_the_window_gets_another_size(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed())
    before = ruler.strokes()
    page.resize(760, 640)
    QApplication.processEvents()
    text = page.side.column(0).text
    assert ruler.strokes() != before
    assert ruler.geometry().right() == page.rect().right()
    for stroke in ruler.strokes():
        own = [s for a, s, _ in state.differences[stroke.difference].spans if a == 0]
        assert not own or abs(stroke.top - text.y_of(own[0]) - text.verticalScrollBar().value()) < 12


def test_the_frame_is_the_part_in_view(ruled: Ruled) -> None:
    page, ruler, _ = ruled(mixed())
    text = page.side.column(0).text
    bar = text.verticalScrollBar()
    for at in (0, 500, 1500):
        bar.setValue(at)
        frame = ruler.frame()
        assert abs(frame.top() - ruler.y_of(at)) <= 1
        assert abs(frame.bottom() - ruler.y_of(at + text.viewport().height())) <= 1.5


def test_the_column_with_the_focus_is_measured_and_a_new_base(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed())
    page.side.column(2).text.setFocus()
    QTest.qWait(20)
    assert "the text of Outlet 3" in ruler.description()
    k, own = next((k, s) for k, d in enumerate(state.differences[20:], 20) for a, s, _ in d.spans if a == 2)
    stroke = next(s for s in ruler.strokes() if s.difference == k)
    text = page.side.column(2).text
    assert abs(stroke.top - text.y_of(own) - text.verticalScrollBar().value()) < 12
    page.side.column(1)._base.click()
    QTest.qWait(20)
    assert "the text of Outlet 2" in ruler.description()


def test_a_family_that_is_filtered_has_an_empty_lane_that_says_so(ruled: Ruled) -> None:
    shown: frozenset[Family] = frozenset(FAMILIES) - {"facts"}
    _, ruler, state = ruled(mixed(), families=shown)
    assert {s.family for s in ruler.strokes()} == shown
    image = ruler.grab().toImage()
    left, right = ruler.lane("facts")
    seen = {image.pixelColor(x, y).name() for x in range(left, right) for y in range(ruler.top, ruler.height() - 3)}
    assert LIGHT.families["facts"].line not in seen
    count = state.counts()["facts"]
    assert f"Facts: {count} hidden by the filter" in ruler.description()
    assert ruler.saying(QPoint(left + 1, ruler.height() - 4)) == f"Facts: {count} hidden by the filter"


def test_the_current_difference_stands_out_and_a_checked_one_is_pale(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed())
    stroke = outside(ruler)
    point, colours = middle(ruler, stroke), LIGHT.families[stroke.family]
    state.checked = dict.fromkeys(range(len(state.differences)), "checked")
    page.set_state(state)
    QTest.qWait(20)
    assert colour(ruler, point.x(), point.y()) == colours.pale_line
    assert colour(ruler, ruler.lane(stroke.family)[0], point.y()) == LIGHT.paper, "a checked mark is narrower too"
    ruler.show_current(stroke.difference)
    assert colour(ruler, ruler.lane(stroke.family)[0] + 2, point.y() + 1) == colours.strong
    across = {colour(ruler, ruler.width() - 2, point.y() + dy) for dy in range(-3, 4)}
    assert LIGHT.ink in across


@pytest.mark.parametrize("theme", list(THEMES))
def test_every_theme_has_its_colours(ruled: Ruled, theme: str) -> None:
    page, ruler, _ = ruled(mixed())
    wanted = THEMES[theme]  # type: ignore[index]
    page.sheet.set_theme(wanted)
    image = ruler.grab().toImage()
    found = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {wanted.families[f].line for f in FAMILIES} | {wanted.paper} <= found


def test_a_tooltip_says_kind_and_readings_as_plain_words(ruled: Ruled) -> None:
    _, ruler, _ = ruled(reports(3))
    stroke = next(s for s in ruler.strokes() if s.difference == 0)
    said = ruler.saying(middle(ruler, stroke))
    assert "number: Tribune says 12, Courier 14." in said
    assert "Tribune: “Twelve”" in said and "Courier: “At least 14 people”" in said
    assert not any(glyph in said for glyph in GLYPHS.values())


def test_it_is_outside_the_tab_order_and_says_all_of_it_in_words(ruled: Ruled) -> None:
    page, ruler, state = ruled(mixed())
    assert ruler.focusPolicy() == Qt.FocusPolicy.NoFocus and ruler.accessibleName() == "Overview"
    bar = page.side.column(0).text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(25):  # it is told once the ruler has rested, which a slow machine does late
        QTest.qWait(400)
        if " above, " in ruler.accessibleDescription():
            break
    heard = ruler.accessibleDescription()
    first, last = ruler.track.seen
    facts = [s for s in ruler.strokes() if s.family == "facts"]
    above = len({s.difference for s in facts if s.bottom <= first})
    below = len({s.difference for s in facts if s.top >= last})
    total = state.counts()["facts"]
    assert f"Facts: {above} above, {total - above - below} in view, {below} below." in heard
    assert above and below


def test_one_article_has_no_ruler(ruled: Ruled) -> None:
    page, ruler, _ = ruled(mixed())
    page.set_articles(page._articles[:1])
    assert not ruler.isVisible()


@pytest.mark.parametrize("view", VIEWS)
def test_eight_articles_with_five_thousand_marks_are_painted_within_a_frame(ruled: Ruled, view: View) -> None:
    c = mixed(500, 8)
    many = tuple(c.differences[k % len(c.differences)] for k in range(5000))
    _, ruler, _ = ruled(replace(c, differences=many) if view == "side" else c, view)
    assert len({s.difference for s in ruler.strokes()}) == (5000 if view == "side" else len(c.differences))
    ruler.repaint()
    assert least_seconds(ruler.repaint, 10) < 0.008


def test_f9_puts_it_away_and_it_stays_away(story: Path, tmp_path: Path) -> None:
    folder = copied(story, tmp_path)
    with opened(folder) as window:
        QTest.qWait(50)
        ruler = window.findChild(Ruler)
        assert ruler is not None and ruler.isVisible() and window.acts["ruler"].isChecked()
        key(window, Qt.Key.Key_F9)
        assert not ruler.isVisible() and not window.acts["ruler"].isChecked()
    with opened(folder) as window:
        QTest.qWait(50)
        assert window.findChild(Ruler) is None and not window.acts["ruler"].isChecked()
        key(window, Qt.Key.Key_F9)
        ruler = window.findChild(Ruler)
        assert ruler is not None and ruler.isVisible()


@pytest.mark.parametrize("view", VIEWS)
def test_a_click_makes_the_difference_current_and_brings_the_view_there(window: MainWindow, view: View) -> None:
    window.resize(1000, 420)
    window.show_view(view)
    QTest.qWait(50)
    ruler = window.findChild(Ruler)
    assert ruler is not None
    last = max(ruler.strokes(), key=lambda s: s.top)
    click(ruler, middle(ruler, last))
    state = window.session.state
    assert state.current is not None and state.differences[state.current].family == last.family
    QTest.qWait(50)
    first, end = ruler.track.seen
    assert any(s.difference == state.current and s.top < end and s.bottom > first for s in ruler.strokes())

"""Scroll bars that the window draws by itself: seen in all themes, worked as Qt's are, and cheaper to draw."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar, QStyle, QStyleOptionSlider
from waiting import wait_for_window

from contrasts import contrast
from parallax.window.frame.scroll_bars import PlainScrollBar
from parallax.window.main_window import MainWindow
from parallax.window.palette import THEMES, Theme, widget_palette
from timing import least_seconds

pytestmark = pytest.mark.display

_HANDLE, _ADD, _BACK = (
    QStyle.SubControl.SC_ScrollBarSlider,
    QStyle.SubControl.SC_ScrollBarAddLine,
    QStyle.SubControl.SC_ScrollBarSubLine,
)


@pytest.fixture
def bar(application: QApplication) -> Iterator[PlainScrollBar]:
    """An upright one, of which a third is in view."""
    yield from _shown(PlainScrollBar(Qt.Orientation.Vertical))


def _shown(bar: PlainScrollBar) -> Iterator[PlainScrollBar]:
    bar.setRange(0, 200)
    bar.setPageStep(100)
    upright = bar.orientation() == Qt.Orientation.Vertical
    bar.resize(*((14, 400) if upright else (400, 14)))
    bar.show()
    wait_for_window(bar)
    yield bar
    bar.close()
    bar.deleteLater()


def place(bar: QScrollBar, part: QStyle.SubControl) -> QPoint:
    """The middle of a part, as the style has it: there a click means it."""
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    return bar.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar).center()


def colour(bar: QScrollBar, at: QPoint) -> str:
    return drawn(bar).pixelColor(at).name()


def drawn(bar: QScrollBar) -> QImage:
    return bar.grab().toImage()


def arrow_rows(bar: QScrollBar, part: QStyle.SubControl) -> list[int]:
    """How many pixels of an arrow lie in each of its rows, or of its columns where the bar lies down."""
    picture, middle = drawn(bar), place(bar, part)
    upright = bar.orientation() == Qt.Orientation.Vertical
    groove = picture.pixelColor(0, 0)
    found = []
    for along in range(-4, 5):
        line = [(across, along) if upright else (along, across) for across in range(-5, 6)]
        found.append(sum(picture.pixelColor(middle + QPoint(x, y)) != groove for x, y in line))
    return [count for count in found if count]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_handle_and_arrows_are_told_from_the_groove(bar: PlainScrollBar, theme: Theme) -> None:
    bar.setPalette(widget_palette(theme))
    groove = colour(bar, QPoint(0, 390))
    assert contrast(groove, theme.paper) < 1.3, "it lies as quietly as paper"
    for part in (_HANDLE, _ADD, _BACK):
        near = [place(bar, part) + QPoint(x, y) for x in (0, 1) for y in (-1, 0, 1)]  # an arrow is a few pixels
        assert max(contrast(colour(bar, at), groove) for at in near) >= 3


def test_arrows_point_where_a_click_on_them_goes(bar: PlainScrollBar) -> None:
    down, up = arrow_rows(bar, _ADD), arrow_rows(bar, _BACK)
    assert down[0] > down[-1] and up[0] < up[-1]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(bar, _ADD))
    assert bar.value() > 0
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(bar, _BACK))
    assert bar.value() == 0


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_arrows_of_one_that_lies_down_point_outwards(application: QApplication, way: Qt.LayoutDirection) -> None:
    lying = PlainScrollBar(Qt.Orientation.Horizontal)
    lying.setLayoutDirection(way)
    for bar in _shown(lying):
        for part in (_ADD, _BACK):
            columns = arrow_rows(bar, part)
            points_right = columns[0] > columns[-1]
            assert points_right == (place(bar, part).x() > bar.width() / 2)


def test_the_handle_is_where_the_pointer_takes_it(bar: PlainScrollBar) -> None:
    at = place(bar, _HANDLE)
    before = drawn(bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at)
    held = colour(bar, at)
    QTest.mouseMove(bar, at + QPoint(0, 60))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at + QPoint(0, 60))
    assert bar.value() > 20
    assert before.pixelColor(at) != QColor(held), "it shows that it is held"
    assert colour(bar, at - QPoint(0, at.y() - 20)) == before.pixelColor(0, 390).name(), "it has moved away from there"


def test_what_cannot_be_scrolled_has_no_handle(bar: PlainScrollBar) -> None:
    bar.setRange(0, 0)
    picture = drawn(bar)
    assert {picture.pixelColor(7, y).name() for y in range(400)} == {picture.pixelColor(0, 0).name()}


def test_a_desktop_with_a_style_of_its_own_keeps_its_bars(bar: PlainScrollBar, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = QScrollBar(Qt.Orientation.Vertical)
    usual.setRange(0, 200)
    usual.setPageStep(100)
    usual.resize(14, 400)
    assert drawn(bar) != drawn(usual)
    monkeypatch.setattr("parallax.window.frame.scroll_bars._DRAWN_FOR", "another")
    bar.update()
    assert drawn(bar) == drawn(usual)
    usual.deleteLater()


def test_all_that_scrolls_in_the_window_has_them(window: MainWindow) -> None:
    for name in ("sheet", "side", "rows"):
        window.acts[name].trigger()
    areas = [area for area in window.findChildren(QAbstractScrollArea) if area.window() is window]
    within = [area for area in areas if not area.inherits("QHeaderView")]
    assert len(within) > 6
    for area in within:
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            assert isinstance(bar, PlainScrollBar), (type(area).__name__, area.accessibleName())


def test_drawing_one_takes_less_than_qt_takes(bar: PlainScrollBar) -> None:
    usual = QScrollBar(Qt.Orientation.Vertical)
    usual.setRange(0, 200)
    usual.setPageStep(100)
    picture = QImage(20, 800, QImage.Format.Format_ARGB32_Premultiplied)
    for each in (bar, usual):
        each.resize(14, 700)
        each.render(picture)
    ours = least_seconds(lambda: [bar.render(picture) for _ in range(30)], 5)
    theirs = least_seconds(lambda: [usual.render(picture) for _ in range(30)], 5)
    assert ours < theirs * 0.7
    usual.deleteLater()

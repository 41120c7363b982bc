"""Scroll bars that the window draws by itself: seen in all themes, Qt's in all else, and cheaper to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QImage, QPalette, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)
from waiting import wait, wait_for_window

from contrasts import contrast
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.main_window import MainWindow
from parallax.window.palette import THEMES, Theme, widget_palette
from timing import least_seconds

pytestmark = pytest.mark.display

_HANDLE, _ADD, _BACK = (
    QStyle.SubControl.SC_ScrollBarSlider,
    QStyle.SubControl.SC_ScrollBarAddLine,
    QStyle.SubControl.SC_ScrollBarSubLine,
)
Shown = Callable[..., None]


@pytest.fixture
def shown(application: QApplication) -> Iterator[Shown]:
    """Shows an area, in pixels, whose bars are drawn plainly unless they are to be Qt's."""
    areas: list[QAbstractScrollArea] = []

    def show(area: QAbstractScrollArea, width: int = 300, height: int = 400, *, plain: bool = True) -> None:
        if plain:
            PlainBars(area)
        areas.append(area)
        area.resize(width, height)
        area.show()
        wait_for_window(area)

    yield show
    for area in areas:
        area.close()
        area.deleteLater()


@pytest.fixture
def area(shown: Shown) -> QScrollArea:
    """Of what it holds some is in view, both ways."""
    made = field()
    shown(made)
    return made


def field() -> QScrollArea:
    made = QScrollArea()
    inside = QWidget()
    inside.resize(900, 1200)
    made.setWidget(inside)
    return made


def place(bar: QScrollBar, part: QStyle.SubControl) -> QPoint:
    """The middle of a part, as the style has it: there a click means it."""
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    return bar.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar).center()


def drawn(bar: QScrollBar) -> QImage:
    return bar.grab().toImage()


def colour(bar: QScrollBar, at: QPoint) -> str:
    return drawn(bar).pixelColor(at).name()


def darkest(bar: QScrollBar, part: QStyle.SubControl) -> float:
    """The contrast of a part with the groove; an arrow is a few pixels."""
    picture, middle = drawn(bar), place(bar, part)
    near = [middle + QPoint(x, y) for x in (0, 1) for y in (-1, 0, 1)]
    return max(contrast(picture.pixelColor(at).name(), picture.pixelColor(0, 0).name()) for at in near)


def arrow(bar: QScrollBar, part: QStyle.SubControl) -> list[int]:
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
def test_handle_and_arrows_are_told_from_the_groove(area: QScrollArea, theme: Theme) -> None:
    area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
    area.setPalette(widget_palette(theme))
    bar = area.verticalScrollBar()
    assert contrast(colour(bar, QPoint(0, 380)), theme.paper) < 1.3, "it lies as quietly as paper"
    assert all(darkest(bar, part) >= 3 for part in (_HANDLE, _ADD, _BACK))


def test_a_bar_lies_on_the_ground_of_what_it_scrolls(area: QScrollArea) -> None:
    palette = area.palette()
    palette.setColor(QPalette.ColorRole.Window, "#26384d")
    palette.setColor(QPalette.ColorRole.WindowText, "#ffffff")
    area.viewport().setPalette(palette)
    area.viewport().setBackgroundRole(QPalette.ColorRole.Window)
    assert contrast(colour(area.verticalScrollBar(), QPoint(0, 380)), "#26384d") < 1.3
    assert darkest(area.verticalScrollBar(), _HANDLE) >= 3


def test_arrows_point_where_a_click_on_them_goes(area: QScrollArea) -> None:
    bar = area.verticalScrollBar()
    down, up = arrow(bar, _ADD), arrow(bar, _BACK)
    assert down[0] > down[-1] and up[0] < up[-1]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(bar, _ADD))
    assert bar.value() > 0
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(bar, _BACK))
    assert bar.value() == 0


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_arrows_of_one_that_lies_down_point_outwards(area: QScrollArea, way: Qt.LayoutDirection) -> None:
    area.setLayoutDirection(way)
    bar = area.horizontalScrollBar()
    for part in (_ADD, _BACK):
        columns = arrow(bar, part)
        assert (columns[0] > columns[-1]) == (place(bar, part).x() > bar.width() / 2)


def test_the_handle_is_where_the_pointer_takes_it(area: QScrollArea) -> None:
    bar = area.verticalScrollBar()
    at = place(bar, _HANDLE)
    before = drawn(bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at)
    held = colour(bar, at)
    QTest.mouseMove(bar, at + QPoint(0, 60))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at + QPoint(0, 60))
    assert bar.value() > 20
    groove = before.pixelColor(0, 0).name()
    assert contrast(held, groove) > contrast(before.pixelColor(at).name(), groove), "it shows that it is held"
    assert colour(bar, QPoint(at.x(), 20)) == groove, "it has moved away from there"


@pytest.mark.parametrize("part", [_HANDLE, _ADD, _BACK])
def test_what_the_pointer_is_over_stands_out(area: QScrollArea, part: QStyle.SubControl) -> None:
    bar = area.verticalScrollBar()
    QCursor.setPos(area.mapToGlobal(QPoint(40, 40)))
    wait(lambda: not bar.underMouse(), "the pointer to be elsewhere")
    others = [other for other in (_HANDLE, _ADD, _BACK) if other != part]
    before = darkest(bar, part), [darkest(bar, other) for other in others]
    QCursor.setPos(bar.mapToGlobal(place(bar, part)))
    wait(bar.underMouse, "the pointer to be over the bar")
    assert darkest(bar, part) > before[0]
    assert [darkest(bar, other) for other in others] == before[1]


def test_what_cannot_be_scrolled_has_no_handle(area: QScrollArea) -> None:
    bar = area.verticalScrollBar()
    bar.setRange(0, 0)
    picture = drawn(bar)
    assert {picture.pixelColor(7, y).name() for y in range(bar.height())} == {picture.pixelColor(0, 0).name()}


@pytest.mark.parametrize("height", [16, 24, 28])
def test_a_bar_too_low_for_a_handle_shows_its_arrows_alone(shown: Shown, height: int) -> None:
    area = field()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown(area, 300, height)
    bar = area.verticalScrollBar()
    bar.setFixedHeight(height)
    picture = drawn(bar)
    inked = sum(picture.pixelColor(x, y) != picture.pixelColor(0, 0) for x in range(14) for y in range(height))
    assert 0 < inked < 14 * height / 2


def test_a_desktop_with_a_style_of_its_own_keeps_its_bars(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    area = field()
    shown(area, plain=False)
    usual = drawn(area.verticalScrollBar())
    PlainBars(area)
    assert drawn(area.verticalScrollBar()) != usual
    monkeypatch.setattr("parallax.window.frame.scroll_bars._DRAWN_FOR", "another")
    assert drawn(area.verticalScrollBar()) == usual


def test_scrolling_works_as_qts_does(shown: Shown) -> None:
    """What an area listens to with its own bars goes on: what comes under a still pointer, and pages of whole lines."""
    lists = [QListWidget(), QListWidget()]
    texts = [QPlainTextEdit(), QPlainTextEdit()]
    for plain, (items, text) in zip((True, False), zip(lists, texts, strict=True), strict=True):
        items.addItems([f"line {n}" for n in range(100)])
        items.setMouseTracking(True)
        text.setPlainText("\n".join(f"line {n}" for n in range(200)))
        shown(items, plain=plain)
        shown(text, 300, 410, plain=plain)
    entered, paged = [], []
    for items, text in zip(lists, texts, strict=True):
        items.raise_()
        spy = QSignalSpy(items.entered)
        QCursor.setPos(items.viewport().mapToGlobal(QPoint(30, 60)))
        wait(spy.count, "the pointer to enter a line")
        _turn_wheel(items)
        wait(lambda spy=spy: spy.count() > 1, "another line to come under it")
        entered.append([spy.at(n)[0].row() for n in range(spy.count())])
        bar = text.verticalScrollBar()
        pages = []
        for _ in range(4):
            bar.triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
            pages.append(bar.value())
        paged.append(pages)
    assert entered[0] == entered[1]
    assert paged[0] == paged[1]


def _turn_wheel(area: QAbstractScrollArea) -> None:
    at = QPoint(30, 60)
    port = area.viewport()
    buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(
        at, port.mapToGlobal(at), QPoint(), QPoint(0, -120), buttons, Qt.KeyboardModifier.NoModifier, phase, False
    )
    QApplication.sendEvent(port, turned)


def test_all_that_scrolls_in_the_window_has_them(window: MainWindow) -> None:
    for name in ("sheet", "side", "rows"):
        window.acts[name].trigger()
    areas = [area for area in window.findChildren(QAbstractScrollArea) if area.window() is window]
    within = [area for area in areas if not area.inherits("QHeaderView")]
    assert len(within) > 6
    for area in within:
        assert len(area.findChildren(PlainBars, options=Qt.FindChildOption.FindDirectChildrenOnly)) == 1, area


def test_drawing_one_takes_less_than_qt_takes(shown: Shown) -> None:
    picture = QImage(20, 800, QImage.Format.Format_ARGB32_Premultiplied)
    taken = []
    for plain in (True, False):
        area = field()
        shown(area, 300, 700, plain=plain)
        bar = area.verticalScrollBar()
        bar.render(picture)
        taken.append(least_seconds(lambda bar=bar: [bar.render(picture) for _ in range(30)], 5))
    assert taken[0] < taken[1] * 0.7

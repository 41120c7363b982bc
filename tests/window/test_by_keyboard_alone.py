"""Keys lead on from every widget that takes the focus, and the picture shows where the focus is, in each theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from marked_window import caret, key
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from waiting import wait

from parallax.window.appearance import wear
from parallax.window.main_window import MainWindow
from parallax.window.preferences import ThemeChoice

pytestmark = pytest.mark.display

_LEAST = 24
"""Pixels that must look another way where the focus is: more than a caret one line high."""
_PLAIN = 40
"""How far a pixel's red, green and blue must move, taken together, to be seen."""


def sheet(window: MainWindow) -> None:
    window.show_view("sheet")
    window.acts["next"].trigger()


def side(window: MainWindow) -> None:
    window.show_view("side")
    window.acts["next"].trigger()


def rows(window: MainWindow) -> None:
    window.show_view("rows")
    window.acts["next"].trigger()


def with_docks(window: MainWindow) -> None:
    """Side by side with the note field, the tray, a notice and the line to search in."""
    side(window)
    window.acts["note"].trigger()
    QTest.keyClicks(window.marks.noting.field.edit, "Why?")
    window.marks.flush()
    window.acts["tray"].trigger()
    window.notice.show_word("A word of notice.")
    window.page.open_find()


def link_by_hand(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts["link"].trigger()


def first_page(window: MainWindow) -> None:
    window.leave_story()


def bin_page(window: MainWindow) -> None:
    window.leave_story()
    window.acts["bin_story"].trigger()
    window.acts["bin"].trigger()


PAGES: tuple[Callable[[MainWindow], None], ...] = (sheet, side, rows, with_docks, link_by_hand, first_page, bin_page)


@pytest.fixture(autouse=True)
def still(application: QApplication) -> Iterator[None]:
    """Carets that do not blink, and the desktop's colours again in the end."""
    before = application.cursorFlashTime()
    application.setCursorFlashTime(0)
    yield
    application.setCursorFlashTime(before)
    wear("desktop")


def reached(window: MainWindow) -> list[QWidget]:
    """All widgets on screen that Tab or a pane's key can give the focus to."""
    inner = [w for w in window.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.focusProxy() is None]
    return [w for w in inner if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.window() is window]


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', lambda: '')()}"


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "something has the focus"
    return found


@pytest.mark.parametrize("page", PAGES)
def test_tab_leads_on_from_every_widget_and_back(window: MainWindow, page: Callable[[MainWindow], None]) -> None:
    page(window)
    QTest.qWait(100)
    held = []
    for widget in reached(window):
        for way in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            key(widget, way)
            if focused() is widget:
                held.append(f"{named(widget)} by {way.name}")
    assert held == []


@pytest.mark.parametrize("way", (Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
@pytest.mark.parametrize("page", PAGES)
def test_tab_alone_goes_round_through_all_that_can_have_the_focus(
    window: MainWindow, page: Callable[[MainWindow], None], way: Qt.Key
) -> None:
    page(window)
    QTest.qWait(100)
    wanted = reached(window)
    seen = []
    for _ in range(len(wanted) + 5):
        seen.append(focused())
        key(focused(), way)
    assert [named(widget) for widget in wanted if widget not in seen] == []


@pytest.mark.parametrize("page", (sheet, side, rows, with_docks, link_by_hand))
def test_f6_leads_on_from_every_widget_and_back(window: MainWindow, page: Callable[[MainWindow], None]) -> None:
    page(window)
    QTest.qWait(100)
    held = []
    for widget in reached(window):
        for name in ("next_pane", "previous_pane"):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            window.acts[name].trigger()
            if focused() is widget:
                held.append(f"{named(widget)} by {name}")
    assert held == []


def picture(window: MainWindow, widget: QWidget) -> QImage:
    """What is on screen where a widget is, and a little around it."""
    QApplication.processEvents()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    return window.grab(place.intersected(window.rect())).toImage()


def differing(one: QImage, other: QImage) -> int:
    """How many pixels of two pictures look different."""

    def far(a: QColor, b: QColor) -> bool:
        return abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue()) > _PLAIN

    assert one.size() == other.size()
    return sum(
        one.pixel(x, y) != other.pixel(x, y) and far(one.pixelColor(x, y), other.pixelColor(x, y))
        for y in range(one.height())
        for x in range(one.width())
    )


@pytest.mark.parametrize("theme", ["light", "dark", "high contrast"])
@pytest.mark.parametrize("page", PAGES)
def test_the_widget_with_the_focus_is_seen_to_have_it(
    window: MainWindow, page: Callable[[MainWindow], None], theme: ThemeChoice
) -> None:
    wear(theme)
    page(window)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after Tab: Qt shows it to those alone
    QTest.qWait(150)
    unseen = []
    widgets = reached(window)
    for widget in widgets:
        other = next(
            w for w in widgets if w is not widget and not w.isAncestorOf(widget) and not widget.isAncestorOf(w)
        )
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        wait(lambda w=widget: QApplication.focusWidget() is w, named(widget))
        there = picture(window, widget)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        count = differing(there, picture(window, widget))
        if count < _LEAST:
            unseen.append(f"{named(widget)}: {count}")
    assert unseen == []

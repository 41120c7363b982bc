"""Texts, and what stands beside them, follow the letters of the desktop as they change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


@pytest.fixture
def letters(application: QApplication) -> Iterator[QFont]:
    """The letters of the desktop, put back when all is over."""
    usual = QFont(application.font())
    yield QFont(usual)
    application.setFont(usual)


def test_larger_letters_of_the_desktop_make_texts_and_signs_larger(window: MainWindow, letters: QFont) -> None:
    window.show_view("side")
    column = window.page.side.column(0)
    before, margin, size = column.text.font().pointSizeF(), column.margin.width(), letters.pointSizeF()
    letters.setPointSizeF(size * 2)
    QApplication.setFont(letters)
    QTest.qWait(50)
    assert column.text.font().pointSizeF() == before + size
    assert column.margin.width() > 1.5 * margin


def test_letters_that_are_given_in_pixels_are_followed_as_well(window: MainWindow, letters: QFont) -> None:
    window.show_view("side")
    column = window.page.side.column(0)
    letters.setPixelSize(30)
    QApplication.setFont(letters)
    QTest.qWait(50)
    assert 27 <= QFontInfo(column.text.font()).pixelSize() <= 33
    assert column.margin.font().pointSizeF() > 0

"""The note field is as high as its text, up to half of its panel."""

from __future__ import annotations

import pytest
from marked_window import difference, key
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


@pytest.fixture
def field(window: MainWindow) -> QPlainTextEdit:
    """The field of a note on a difference, in a panel at the right."""
    window.resize(1400, 800)
    window.choose(difference(window, "number", "Twelve"))
    window.acts["note"].trigger()
    QTest.qWait(50)
    assert window.panel.width() < 560
    return window.marks.noting.field.edit


def written(field: QPlainTextEdit, text: str) -> int:
    """The height of the field with a text in it."""
    field.setPlainText(text)
    QTest.qWait(50)
    return field.height()


def scrolls(field: QPlainTextEdit) -> bool:
    return field.verticalScrollBar().maximum() > 0


def test_it_grows_with_its_text_and_shrinks_again(field: QPlainTextEdit) -> None:
    least = written(field, "")
    assert written(field, "One line.\n" * 4) == least
    higher = written(field, "One line.\n" * 9)
    assert higher > least and not scrolls(field)
    assert written(field, "One line.\n" * 12) > higher and not scrolls(field)
    assert written(field, "One line.") == least


def test_lines_that_are_broken_count_too(field: QPlainTextEdit) -> None:
    least = written(field, "")
    assert written(field, "One paragraph that goes on and on over many lines. " * 10) > least
    assert not scrolls(field)


def test_it_takes_half_of_the_panel_at_most_and_then_scrolls(window: MainWindow, field: QPlainTextEdit) -> None:
    height = written(field, "One line.\n" * 100)
    assert abs(height - window.panel.height() // 2) <= 1 and scrolls(field)
    window.resize(1400, 560)
    QTest.qWait(50)
    assert field.height() < height and abs(field.height() - window.panel.height() // 2) <= 1


def test_typing_keeps_the_caret_in_view_while_it_grows(window: MainWindow, field: QPlainTextEdit) -> None:
    written(field, "")
    field.setFocus()
    for _ in range(30):
        QTest.keyClicks(field, "word")
        key(field, Qt.Key.Key_Return)
    QTest.qWait(50)
    assert field.viewport().rect().contains(field.cursorRect().center())
    assert field.hasFocus() and field.height() <= window.panel.height() // 2


def test_beside_the_readings_it_is_as_high_as_they_are(window: MainWindow, field: QPlainTextEdit) -> None:
    window.resize(900, 700)
    QTest.qWait(50)
    assert window.panel.width() >= 560
    before = written(field, "")
    assert written(field, "One line.\n" * 50) == before and scrolls(field)

"""Holding a text still while its looks change, and where a letter stands in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QTextEdit

if TYPE_CHECKING:
    from parallax.window.texts.article_text import ArticleText


def line_x(edge: object) -> float:
    """PySide gives cursorToX as a number or as (number, position), by its version."""
    return float(edge[0] if isinstance(edge, tuple) else edge)  # type: ignore[arg-type]


def lay_out_to(view: QTextEdit, pixel: int) -> None:
    """Lay out the text as far as it is seen when it is scrolled to this pixel. Qt does the rest when there is time: the
    whole of a long text would stall the window."""
    bar = view.verticalScrollBar()
    end = QPointF(0, pixel + 2 * view.viewport().height())
    view.document().documentLayout().hitTest(end, Qt.HitTestAccuracy.FuzzyHit)
    if bar.maximum() < pixel:
        view.document().size()  # all of it, without which the scroll bar ends too early


class Still:
    """Within it the scroll position is kept to the pixel, and what moves it is not taken for the reader's hand."""

    def __init__(self, view: ArticleText) -> None:
        self._view = view

    def __enter__(self) -> None:
        self._held, self._view.held = self._view.held, True
        self._value = self._view.verticalScrollBar().value()

    def __exit__(self, *_: object) -> None:
        if self._value:
            lay_out_to(self._view, self._value)
        self._view.verticalScrollBar().setValue(self._value)
        self._view.held = self._held

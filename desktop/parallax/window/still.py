"""Holding a text still while its looks change, and where a letter stands in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parallax.window.article_text import ArticleText


def line_x(edge: object) -> float:
    """PySide gives cursorToX as a number or as (number, position), by its version."""
    return float(edge[0] if isinstance(edge, tuple) else edge)  # type: ignore[arg-type]


class Still:
    """Within it the scroll position is kept to the pixel, and what moves it is not taken for the reader's hand."""

    def __init__(self, view: ArticleText) -> None:
        self._view = view

    def __enter__(self) -> None:
        self._held, self._view.held = self._view.held, True
        self._value = self._view.verticalScrollBar().value()

    def __exit__(self, *_: object) -> None:
        if self._value:
            self._view.document().size()
        self._view.verticalScrollBar().setValue(self._value)
        self._view.held = self._held

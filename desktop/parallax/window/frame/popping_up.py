"""How a menu opens at a point of the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu


def pop_up(menu: QMenu, point: QPoint) -> None:
    """Open a menu. From the keyboard its first entry is chosen already, unless that has a menu below, which would
    open. While a mouse button is down it is not: the button's release would set the entry off."""
    menu.popup(point)
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    first = next((a for a in menu.actions() if not a.isSeparator()), None)
    if first is not None and first.menu() is None:
        menu.setActiveAction(first)

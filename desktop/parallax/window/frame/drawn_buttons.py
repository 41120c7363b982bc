"""Buttons of Qt's own whose pictures stay dark in the dark, drawn in the colour of the letters: the two on the title of
a dock, and the one at the end of a toolbar that has no room for all its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QWidget

Shape = Literal["cross", "windows", "more"]
_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange)
_SIDE = 16
"""Pixels of an icon, for each pixel of the screen that counts as one."""


class DrawnButtons(QObject):
    """Draws those of one dock or toolbar, by their names, and draws them anew when its colours change."""

    def __init__(self, within: QWidget, shapes: Mapping[str, Shape]) -> None:
        super().__init__(within)
        self._within, self._shapes = within, shapes
        within.installEventFilter(self)
        self.draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the theme."""
        if event.type() in _CHANGES:
            self.draw()
        return False

    def draw(self) -> None:
        """Draw them."""
        colour = self._within.palette().color(QPalette.ColorRole.WindowText)
        for name, shape in self._shapes.items():
            button = self._within.findChild(QAbstractButton, name)
            if isinstance(button, QAbstractButton):
                button.setIcon(_icon(shape, colour, self._within.devicePixelRatioF()))


def dock_buttons(dock: QDockWidget) -> None:
    """Draw the two of a dock, also when it is lifted out of the window."""
    drawn = DrawnButtons(dock, {"qt_dockwidget_closebutton": "cross", "qt_dockwidget_floatbutton": "windows"})
    dock.topLevelChanged.connect(drawn.draw)


def _icon(shape: Shape, colour: QColor, scale: float) -> QIcon:
    """A cross, one window before another, or two angles that point on."""
    picture = QPixmap(round(_SIDE * scale), round(_SIDE * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    if shape == "cross":
        painter.drawLine(4, 4, 12, 12)
        painter.drawLine(12, 4, 4, 12)
    elif shape == "more":
        for left in (4.5, 8.5):
            painter.drawPolyline([QPointF(left, 4.5), QPointF(left + 3.5, 8), QPointF(left, 11.5)])
    else:
        painter.drawRect(QRectF(3.5, 6.5, 6, 6))
        painter.drawPolyline([QPointF(6.5, 3.5), QPointF(12.5, 3.5), QPointF(12.5, 9.5)])
    painter.end()
    return QIcon(picture)

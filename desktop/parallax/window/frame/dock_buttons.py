"""The two small buttons on the title of a dock, drawn in the colour of the letters: Qt's own stay dark in the dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QDockWidget

_SIDE = 16
"""Pixels of an icon, for each pixel of the screen that counts as one."""


class DockButtons(QObject):
    """Draws those of one dock, and draws them anew when its colours change or when it is lifted out of the window."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        dock.installEventFilter(self)
        dock.topLevelChanged.connect(self.draw)
        self.draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the theme."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.draw()
        return False

    def draw(self) -> None:
        """Draw both."""
        for name, cross in (("qt_dockwidget_closebutton", True), ("qt_dockwidget_floatbutton", False)):
            button = self._dock.findChild(QAbstractButton, name)
            if isinstance(button, QAbstractButton):
                colour = self._dock.palette().color(QPalette.ColorRole.WindowText)
                button.setIcon(_icon(cross, colour, self._dock.devicePixelRatioF()))


def _icon(cross: bool, colour: QColor, scale: float) -> QIcon:
    """A cross, or one window before another."""
    picture = QPixmap(round(_SIDE * scale), round(_SIDE * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    if cross:
        painter.drawLine(4, 4, 12, 12)
        painter.drawLine(12, 4, 4, 12)
    else:
        painter.drawRect(QRectF(3.5, 6.5, 6, 6))
        painter.drawPolyline([QPointF(6.5, 3.5), QPointF(12.5, 3.5), QPointF(12.5, 9.5)])
    painter.end()
    return QIcon(picture)

"""The bubble of the guided look: a title, one or two sentences, *Skip* and *Next*, and a tip towards what it means."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from parallax.window import palette

Side = Literal["right", "below", "above", "left"]
_TIP = 9
"""How far the tip stands out, in pixels."""
_CHARACTERS = 36
"""About as many letters stand in a line of the bubble."""


def beside(size: QSize, target: QRect, room: QRect, side: Side) -> QRect | None:
    """Where a bubble of this size stands on one side of its target, within the room; None where it does not fit."""
    box = QRect(QPoint(0, 0), size)
    box.moveCenter(target.center())
    if side == "right":
        box.moveLeft(target.right() + 1)
    elif side == "left":
        box.moveRight(target.left() - 1)
    elif side == "below":
        box.moveTop(max(target.bottom() + 1, room.top()))
    else:
        box.moveBottom(min(target.top() - 1, room.bottom()))
    if side in ("right", "left"):
        box.moveTop(max(room.top(), min(target.top(), room.bottom() - box.height() + 1)))
    else:
        box.moveLeft(max(room.left(), min(box.left(), room.right() - box.width() + 1)))
    return box if room.contains(box) else None


class Bubble(QWidget):
    """Lies over the window and takes neither focus nor place. `go_on()` by *Next* or *Done*; `skipped()` by *Skip* or
    Escape."""

    go_on = Signal()
    skipped = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._side: Side | None = None
        self._tip = QPoint()
        self._title, self._words, self._count = QLabel(), QLabel(), QLabel()
        bold = QFont(self._title.font())
        bold.setBold(True)
        self._title.setFont(bold)
        for label in (self._title, self._words, self._count):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._title, self._words):
            label.setWordWrap(True)
        self.skip, self.next = QPushButton("Skip"), QPushButton("Next")
        for button, told in ((self.skip, self.skipped), (self.next, self.go_on)):
            button.setAutoDefault(True)  # Return presses it, as it does in a dialog
            button.clicked.connect(told)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.skip)
        foot.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_TIP + 12, _TIP + 10, _TIP + 12, _TIP + 10)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addLayout(foot)
        self._dress()
        self.hide()

    @property
    def words(self) -> str:
        """What it says, with its title."""
        return f"{self._title.text()}. {self._words.text()}"

    def show_step(self, title: str, words: str, number: int, of: int) -> None:
        """Say something else."""
        self._title.setText(title)
        self._words.setText(words)
        self._count.setText(f"{number} of {of}")
        self.next.setText("Next" if number < of else "Done")
        if number == of and self.skip.hasFocus():
            self.focus()
        self.skip.setVisible(number < of)
        self.setAccessibleName(f"Guided look, {number} of {of}")
        self.setAccessibleDescription(self.words)
        self.next.setAccessibleDescription(self.words)

    def fitted(self, most: int) -> QSize:
        """The size that its words need, at most so wide."""
        width = min(most, _CHARACTERS * self.fontMetrics().averageCharWidth() + 2 * (_TIP + 12))
        layout = self.layout()
        assert layout is not None
        width = min(most, max(width, layout.minimumSize().width()))
        return QSize(width, layout.totalHeightForWidth(width))

    def stand(self, box: QRect, side: Side | None, target: QRect) -> None:
        """Lie there, with the tip towards the target."""
        self._side = side
        self.setGeometry(box)
        centre = target.intersected(box.united(target)).center()
        if side in ("right", "left"):
            within = max(target.top(), box.top()), min(target.bottom(), box.bottom())
            centre.setY((within[0] + within[1]) // 2)
        else:
            within = max(target.left(), box.left()), min(target.right(), box.right())
            centre.setX((within[0] + within[1]) // 2)
        self._tip = centre - box.topLeft()
        self.update()

    def focus(self) -> None:
        """Give the focus to the button that goes on."""
        self.next.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def holds_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        return self.next.hasFocus() or self.skip.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape skips."""
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the buttons means nothing that lies below."""
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "next"):
            self._dress()

    def _dress(self) -> None:
        colours = palette.widget_palette(palette.desktop_theme())
        for part in (self._title, self._words, self._count, self.skip, self.next):
            part.setPalette(colours)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box with round corners and the tip."""
        theme = palette.desktop_theme()
        body = QRectF(self.rect()).adjusted(_TIP, _TIP, -_TIP, -_TIP)
        shape = QPainterPath()
        shape.addRoundedRect(body, 6, 6)
        shape = shape.united(self._tip_shape(body))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.header))
        painter.drawPath(shape)

    def _tip_shape(self, body: QRectF) -> QPainterPath:
        """A triangle on the side where the target is."""
        path = QPainterPath()
        if self._side is None:
            return path
        x = max(body.left() + 2 * _TIP, min(float(self._tip.x()), body.right() - 2 * _TIP))
        y = max(body.top() + 2 * _TIP, min(float(self._tip.y()), body.bottom() - 2 * _TIP))
        x0, x1, y0, y1, out = body.left(), body.right(), body.top(), body.bottom(), _TIP - 1.5
        one, point, other = {
            "right": ((x0 + 1, y - _TIP), (x0 - out, y), (x0 + 1, y + _TIP)),
            "left": ((x1 - 1, y - _TIP), (x1 + out, y), (x1 - 1, y + _TIP)),
            "below": ((x - _TIP, y0 + 1), (x, y0 - out), (x + _TIP, y0 + 1)),
            "above": ((x - _TIP, y1 - 1), (x, y1 + out), (x + _TIP, y1 - 1)),
        }[self._side]
        path.moveTo(*one)
        path.lineTo(*point)
        path.lineTo(*other)
        path.closeSubpath()
        return path

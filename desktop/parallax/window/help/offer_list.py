"""The list of the command palette: a line each, with its keys at the right edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.help.offers import Offer

_Index = QModelIndex | QPersistentModelIndex
PADDING = 8
"""Pixels between the edge of a line and its words."""
_GAP = 14


class OfferList(QListView):
    """Shows offers, one of which is chosen. It takes no focus: the line above it hands it its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Offers(self)
        PlainBars(self)
        self.setAccessibleName("Actions and places")
        self.setModel(self._lines)
        self.setItemDelegate(_Drawn(self._lines))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_offers(self, listed: Sequence[Offer]) -> None:
        """Show these."""
        self._lines.set_offers(listed)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """All lines."""
        return self._lines.offers

    @property
    def offer(self) -> Offer | None:
        """The chosen line, or None."""
        return self._lines.at(self.currentIndex())

    def go_to(self, row: int) -> None:
        """Choose a line, or the one at the end that `row` lies beyond."""
        last = len(self.offers) - 1
        if last >= 0:
            self.setCurrentIndex(self._lines.index(max(0, min(row, last))))


class _Offers(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()
        self.longest_keys = ""

    def set_offers(self, listed: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.offers = tuple(listed)
        self.longest_keys = max((o.keys for o in listed), key=len, default="")
        self.endResetModel()

    def at(self, index: _Index) -> Offer | None:
        return self.offers[index.row()] if index.isValid() and index.row() < len(self.offers) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer = self.at(index)
        if offer is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return offer.spoken
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return offer.where
        return None


class _Drawn(QStyledItemDelegate):
    """Draws a line: its words, why not now, where it belongs, and at the right edge its keys."""

    def __init__(self, lines: _Offers) -> None:
        super().__init__(lines)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, option.fontMetrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        offer = self._lines.at(index)
        if offer is None:
            return
        colours, metrics, box = option.palette, option.fontMetrics, option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        chosen = current and not offer.why_not
        ink = colours.highlightedText() if chosen else colours.text()
        quiet = colours.highlightedText() if chosen else colours.placeholderText()
        room = box.adjusted(PADDING, 0, -PADDING, 0)
        painter.save()
        painter.setFont(option.font)
        if chosen:
            painter.fillRect(box, colours.highlight())
        elif current:
            painter.setPen(colours.highlight().color())
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        for text, drawn, widest in ((offer.keys, ink, self._lines.longest_keys), (offer.where, quiet, offer.where)):
            wide = metrics.horizontalAdvance(widest)
            if wide and wide <= room.width() // 3:
                painter.setPen((quiet if offer.why_not else drawn).color())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
                room.setRight(room.right() - wide - _GAP)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words = metrics.elidedText(offer.words, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen((quiet if offer.why_not else ink).color())
        painter.drawText(room, left, words)
        if offer.why_not:
            room.setLeft(room.left() + metrics.horizontalAdvance(words) + _GAP)
            painter.setPen(quiet.color())
            why = metrics.elidedText(f"— {offer.why_not}", Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, left, why if room.width() > 0 else "")
        painter.restore()

"""The list of what reading did to single pieces of a text: grouped by what was done, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from parallax.article import Cleaning
from parallax.cleaning import is_joined
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.texts.offsets import shown

_PIECE = Qt.ItemDataRole.UserRole
_DOES_IT = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_LONGEST = 300
"""Code points of a piece that a line of the list is made of."""


class PiecesList(QTreeWidget):
    """Lines of pieces under the heads of their groups; a chosen head stands for all of its group.

    asked()    Return, Space or a double click: the chosen pieces are to be put back
    chosen()   others are chosen
    """

    asked = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        PlainBars(self)
        self.setAccessibleName("Pieces that were left out or joined")
        self.setAccessibleDescription("Return or Space puts what is chosen back; Ctrl+A chooses all")
        self.setHeaderHidden(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setExpandsOnDoubleClick(False)
        self.itemSelectionChanged.connect(self.chosen)
        self.itemDoubleClicked.connect(lambda item, _: self.asked.emit() if not item.childCount() else None)
        self.installEventFilter(self)

    def show_pieces(self, pieces: Sequence[Cleaning]) -> None:
        """List these; the line that was the current one, or the one that follows it, stays so."""
        before, current = self._lines(), self.currentItem()
        row = before.index(current) if current in before else 0
        self.clear()
        groups: dict[str, list[Cleaning]] = {}
        for piece in pieces:
            groups.setdefault(kind_of(piece), []).append(piece)
        for kind, members in groups.items():
            head = QTreeWidgetItem([f"{kind} ({len(members):,})"])
            font = self.font()
            font.setBold(True)
            head.setFont(0, font)
            self.addTopLevelItem(head)
            for piece in members:
                line = QTreeWidgetItem([shown(" ".join(piece.was[:_LONGEST].split()))])
                line.setData(0, _PIECE, piece)
                line.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.text(0)} – {piece.what}")
                head.addChild(line)
        self.expandAll()
        lines = self._lines()
        if lines:
            self.setCurrentItem(lines[min(row, len(lines) - 1)])

    @property
    def shown_pieces(self) -> list[Cleaning]:
        """All pieces of the list, in its order."""
        return [line.data(0, _PIECE) for line in self._lines()]

    @property
    def chosen_pieces(self) -> list[Cleaning]:
        """The chosen ones, and all under a chosen head."""
        found = []
        for line in self._lines():
            head = line.parent()
            if line.isSelected() or (head is not None and head.isSelected()):
                found.append(line.data(0, _PIECE))
        return found

    @property
    def current_piece(self) -> Cleaning | None:
        """The piece of the current line; None on the head of a group."""
        item = self.currentItem()
        return item.data(0, _PIECE) if item is not None else None

    def _lines(self) -> list[QTreeWidgetItem]:
        heads = (self.topLevelItem(n) for n in range(self.topLevelItemCount()))
        lines = (head.child(n) for head in heads if head is not None for n in range(head.childCount()))
        return [line for line in lines if line is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return and Space put back; Ctrl+Space adds a line to the chosen ones, as in any list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _DOES_IT:
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().eventFilter(watched, event)
        if self.chosen_pieces:
            self.asked.emit()
        return True


def kind_of(piece: Cleaning) -> str:
    """What was done, for the head of a group."""
    return "Joined lines" if is_joined(piece) else piece.what.removesuffix(".")

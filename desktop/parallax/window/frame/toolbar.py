"""The toolbar: the actions used most, and a filter for each family of differences with its count."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from parallax.values import FAMILIES, Family
from parallax.window import palette
from parallax.window.actions import ACTIONS
from parallax.window.frame.drawn_buttons import DrawnButtons

_FIRST = (("open", "paste"), ("previous", "next", "check"), ("sheet", "side", "rows"))
_LAST = ("find", "export")


class Tools(QToolBar):
    """`filtered()`: the families to be shown are others now."""

    filtered = Signal()

    def __init__(self, acts: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Tools", parent)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._acts = acts
        self._by_hand = False
        for names in _FIRST:
            for name in names:
                self._tool(name)
            self.addSeparator()
        self.filters: dict[Family, QAction] = {}
        for family in FAMILIES:
            chosen = QAction(self)
            chosen.setCheckable(True)
            chosen.setChecked(True)
            chosen.triggered.connect(self._filter)
            self.addAction(chosen)
            self.filters[family] = chosen
            self.widgetForAction(chosen).setAccessibleDescription(f"Shows or hides differences of the family {family}")
        self.addSeparator()
        for name in _LAST:
            self._tool(name)
        DrawnButtons(self, {"qt_toolbar_ext_button": "more"})

    def _tool(self, name: str) -> None:
        self.addAction(self._acts[name])
        short = next((a.tool for a in ACTIONS if a.name == name), "")
        button = self.widgetForAction(self._acts[name])
        if short and isinstance(button, QToolButton):
            self._acts[name].setIconText(short)

    @property
    def families(self) -> frozenset[Family]:
        """The families that are to be shown."""
        return frozenset(family for family, chosen in self.filters.items() if chosen.isChecked())

    def begin_with(self, families: Collection[Family]) -> None:
        """Show these families, unless the reader has set the filters of this window."""
        if self._by_hand:
            return
        before = self.families
        for family, chosen in self.filters.items():
            chosen.setChecked(family in families)
        if self.families != before:
            self.filtered.emit()

    def _filter(self) -> None:
        self._by_hand = True
        self.filtered.emit()

    def show_counts(self, counts: Mapping[Family, int], *, enabled: bool, short: bool) -> None:
        """Show how many differences each family has; where the room is `short`, by its glyph alone."""
        for family, chosen in self.filters.items():
            name = "" if short else f"{family.capitalize()} "
            chosen.setText(f"{palette.GLYPHS[family]} {name}{counts[family]}")
            chosen.setToolTip(f"{family.capitalize()}: {counts[family]} found. Click to show or hide them")
            chosen.setEnabled(enabled)
            self.widgetForAction(chosen).setAccessibleName(f"{family.capitalize()}, {counts[family]} found")

    def focus(self) -> None:
        """Its buttons take the focus by Tab only while one has it: else Tab would go through them all."""
        self.widgetForAction(self._acts["open"]).setFocus(Qt.FocusReason.ShortcutFocusReason)

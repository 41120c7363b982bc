"""The part of the settings about the web: whether it may be asked at all."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QGroupBox, QVBoxLayout, QWidget

from parallax.window.preferences import Preferences
from parallax.window.settings.settings_parts import explained

_WHAT = (
    "Parallax asks the web only for a page whose address you give it, and only after you have said yes. With this on "
    "it asks for none."
)


class WebSettings(QGroupBox):
    """Shows the preference and sets it at once; what another window sets is followed."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("The web", parent)
        self._preferences = preferences
        self.never = QCheckBox("&Never ask the web")
        self.never.setAccessibleDescription(_WHAT)
        self.never.toggled.connect(self._set)
        layout = QVBoxLayout(self)
        layout.addWidget(self.never)
        layout.addWidget(explained(_WHAT))
        preferences.never_asks_web_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen now."""
        with QSignalBlocker(self.never):
            self.never.setChecked(self._preferences.never_asks_web)

    def _set(self, never: bool) -> None:
        self._preferences.never_asks_web = never

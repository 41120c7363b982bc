"""The settings: what is changed here is so at once, in all windows. There is nothing to confirm, only to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.later import later
from parallax.window.settings.library_settings import LibrarySettings
from parallax.window.settings.limits_settings import LimitsSettings
from parallax.window.settings.looks_settings import LooksSettings
from parallax.window.settings.model_settings import ModelSettings
from parallax.window.settings.settings_parts import explained
from parallax.window.settings.web_settings import WebSettings

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_WIDE = 76
"""Letters that a line of the dialog has room for."""


class SettingsDialog(QDialog):
    """Looks, library, files and language model, one below the other; the page scrolls where the screen is small."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle("Settings")
        self.looks = LooksSettings(window.preferences)
        self.library = LibrarySettings(window)
        self.web = WebSettings(window.preferences)
        self.limits = LimitsSettings()
        self.model = ModelSettings()
        page = QWidget()
        inner = QVBoxLayout(page)
        for part in (
            explained("What you change takes effect at once, in all windows."),
            self.looks,
            self.library,
            self.web,
            self.limits,
            self.model,
        ):
            inner.addWidget(part)
        inner.addStretch(1)
        self._page = QScrollArea()
        PlainBars(self._page)
        self._page.setWidget(page)
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setAccessibleName("Settings")
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls to what has the focus
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        in_words_alone(buttons)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._page)
        layout.addWidget(buttons)
        for outcome in (self.library.outcome, self.limits.outcome, self.model.outcome):
            outcome.told.connect(lambda shown=outcome: later(self, lambda: self._bring(shown)))
        self.finished.connect(self.model.stop)
        self.finished.connect(self.deleteLater)
        self._fit(page)

    def show_them(self) -> None:
        """Open it."""
        self.open()
        self.looks.points.setFocus()

    def _fit(self, page: QWidget) -> None:
        """As wide as its sentences like it, and as high as it needs; never larger than the screen has room for."""
        room = self.screen().availableSize()
        width = min(QFontMetrics(self.font()).averageCharWidth() * _WIDE + 80, room.width() - 40)
        height = page.heightForWidth(width - 60) + 80
        self.resize(width, min(height, room.height() - 60))

    def _bring(self, outcome: QWidget) -> None:
        """Scroll to what has just been told."""
        if outcome.isVisible():
            self._page.ensureWidgetVisible(outcome)

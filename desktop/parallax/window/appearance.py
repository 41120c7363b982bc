"""Dresses the whole application in the colours that the reader chose, or in the desktop's again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from parallax.window.palette import DARK, HIGH_CONTRAST, LIGHT, Theme, button_colour, choose_theme, common_roles
from parallax.window.preferences import ThemeChoice

_THEMES: dict[ThemeChoice, Theme] = {"light": LIGHT, "dark": DARK, "high contrast": HIGH_CONTRAST}
_SCHEMES: dict[ThemeChoice, Qt.ColorScheme] = {
    "desktop": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "high contrast": Qt.ColorScheme.Dark,
}
_EDGED = (
    "QAbstractButton",
    "QAbstractItemView",
    "QAbstractSpinBox",
    "QComboBox",
    "QGroupBox",
    "QLineEdit",
    "QProgressBar",
    "QScrollBar",
)


def wear(choice: ThemeChoice) -> None:
    """Show all windows in these colours: widgets and reading panes, those that are open and those to come."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = _THEMES.get(choice)
    app.styleHints().setColorScheme(_SCHEMES[choice])
    choose_theme(theme)
    # a desktop that takes no wish for a scheme, or knows none as bold as this, leaves the palette to us
    if theme is HIGH_CONTRAST or (theme is not None and app.styleHints().colorScheme() != _SCHEMES[choice]):
        app.setPalette(application_palette(theme))
    else:
        app.setPalette(QPalette())
    _edge(app, theme)
    for widget in app.allWidgets():  # Qt tells them only where the palette itself is another one
        app.sendEvent(widget, QEvent(QEvent.Type.PaletteChange))


def _edge(app: QApplication, theme: Theme | None) -> None:
    """Qt's style draws the edges of a widget a little darker than its window is, which nobody sees in the dark: there
    it takes these widgets to lie in a window of the letters' colour, or of that of quiet ones."""
    palette = QPalette(app.palette())
    if theme in (HIGH_CONTRAST, DARK):
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.ink if theme is HIGH_CONTRAST else theme.quiet))
        palette.setColor(QPalette.ColorRole.Button, QColor(button_colour(theme)))
    for name in _EDGED:
        app.setPalette(palette, name)  # type: ignore[arg-type]  # it says bytes, and takes words alone


def application_palette(theme: Theme) -> QPalette:
    """The colours of all widgets in a theme."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette(QColor(theme.header), QColor(theme.header))
    bold = theme is HIGH_CONTRAST
    for which, colour in (
        *common_roles(theme),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        *(((role.Mid, theme.edge), (role.Midlight, theme.edge), (role.Light, theme.edge)) if bold else ()),
    ):
        palette.setColor(which, QColor(colour))
    off = QColor("#b3b3b3" if bold else theme.quiet)
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, which, off)
    palette.setColor(group.Disabled, role.Highlight, QColor(theme.edge if not bold else theme.header))
    return palette

"""The colours and signs of the five families as Qt draws them, for light, dark and high-contrast desktops."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QTextCharFormat

from parallax.sheet.colours import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme
from parallax.sheet.signs import FAMILY_NAMES, GLYPHS
from parallax.values import Family

__all__ = [
    "DARK",
    "GLYPHS",
    "HIGH_CONTRAST",
    "LIGHT",
    "SIGNS",
    "THEMES",
    "FamilySign",
    "Theme",
    "button_colour",
    "choose_theme",
    "desktop_theme",
    "mark_format",
    "widget_palette",
]

Underline = QTextCharFormat.UnderlineStyle
_CHOSEN = "parallax_theme"
"""The property of the application that names the theme which the reader chose."""


@dataclass(frozen=True, slots=True)
class FamilySign:
    """What stands for a family whatever the colours: one character, the style of its underline, and its name."""

    glyph: str
    underline: Underline
    name: str


_UNDERLINES: dict[Family, Underline] = {
    "facts": Underline.SingleUnderline,
    "voice": Underline.WaveUnderline,
    "force": Underline.DashUnderline,
    "coverage": Underline.DashDotLine,
    "wording": Underline.DotLine,
}
SIGNS: dict[Family, FamilySign] = {
    family: FamilySign(GLYPHS[family], underline, FAMILY_NAMES[family]) for family, underline in _UNDERLINES.items()
}


def choose_theme(theme: Theme | None) -> None:
    """Have a theme asked for whatever the desktop wants; None for the desktop's own again."""
    app = QGuiApplication.instance()
    assert app is not None
    app.setProperty(_CHOSEN, theme.name if theme else "")


def desktop_theme() -> Theme:
    """The theme that the reader chose, else the one that the desktop asks for. Qt tells of a wish for high contrast
    from 6.10 on."""
    app = QGuiApplication.instance()
    chosen = app.property(_CHOSEN) if app else ""
    if chosen:
        return next(theme for name, theme in THEMES.items() if name == chosen)
    hints = QGuiApplication.styleHints()
    wishes = getattr(hints, "accessibility", None)
    if wishes is not None and "High" in wishes().contrastPreference().name:
        return HIGH_CONTRAST
    if hints.colorScheme() == Qt.ColorScheme.Unknown:
        window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        return DARK if window.lightness() < 128 else LIGHT
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def button_colour(theme: Theme) -> str:
    """The face of a button: that of what lies around it, but where that is black and shows no edges."""
    return "#303030" if theme is HIGH_CONTRAST else theme.header


def common_roles(theme: Theme) -> list[tuple[QPalette.ColorRole, str]]:
    """The colours that a reading pane and all other widgets have alike."""
    role = QPalette.ColorRole
    return [
        (role.Base, theme.paper),
        (role.AlternateBase, theme.header),
        (role.Text, theme.ink),
        (role.WindowText, theme.ink),
        (role.ButtonText, theme.ink),
        (role.PlaceholderText, theme.quiet),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.paper),
        (role.ToolTipBase, theme.header),
        (role.ToolTipText, theme.ink),
    ]


def widget_palette(theme: Theme) -> QPalette:
    """The palette of a reading pane in a theme. A selection keeps its colour in a column without the focus."""
    palette = QPalette(QGuiApplication.palette())
    role = QPalette.ColorRole
    for which, colour in (
        *common_roles(theme),
        (role.Window, theme.header),
        (role.Button, button_colour(theme)),
    ):
        palette.setColor(which, QColor(colour))
    return palette


def mark_format(form: QTextCharFormat, family: Family, theme: Theme | None = None, checked: bool = False) -> None:
    """Add the tint and underline of a family to a character format, in the desktop's theme where none is given."""
    colours = (theme or desktop_theme()).families[family]
    form.setBackground(QColor(colours.pale if checked else colours.tint))
    form.setUnderlineStyle(SIGNS[family].underline)
    form.setUnderlineColor(QColor(colours.pale_line if checked else colours.line))

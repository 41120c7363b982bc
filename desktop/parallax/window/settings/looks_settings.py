"""The part of the settings about looks: size of texts, colours, and the families of differences shown at first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette, QValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from parallax.values import FAMILIES, Family
from parallax.window import palette
from parallax.window.preferences import LARGEST, SMALLEST, THEME_CHOICES, Preferences, ThemeChoice
from parallax.window.settings.settings_parts import explained
from parallax.window.texts.looks import LEAST_LETTERS, letter_size

_THEMES: dict[ThemeChoice, str] = {
    "desktop": "As the desktop",
    "light": "Light",
    "dark": "Dark",
    "high contrast": "High contrast",
}
_KEYS: dict[Family, str] = {
    "facts": "&Facts",
    "voice": "&Voice",
    "force": "Fo&rce",
    "coverage": "Covera&ge",
    "wording": "&Wording",
}
_SIZE = "Makes the texts larger or smaller than the desktop's letters, as Ctrl+Plus and Ctrl+Minus do."
_POINTS, _AS_THE_DESKTOP = " points", " points, as the desktop has them"
_THEME = "The colours of all windows. High contrast is white on black."
_FAMILIES = (
    "The kinds of differences that a window shows at first. The toolbar changes them for its window, which then keeps "
    "them; those that are hidden are counted."
)
_SAMPLE = "Twelve people were hurt, police said."


class _Points(QSpinBox):
    """By how many points texts are larger than the desktop's letters; shown, and typed, as the size that they have."""

    def textFromValue(self, value: int) -> str:
        return f"{max(LEAST_LETTERS, self._own + value):.0f}"

    def valueFromText(self, text: str) -> int:
        return int(self._digits(text)) - self._own

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Any number is one while it is typed; of those out of range the nearest is taken."""
        digits = self._digits(text)
        if not digits:
            return QValidator.State.Intermediate, text, at
        if not (digits.isdecimal() and len(digits) < 4):
            return QValidator.State.Invalid, text, at
        fits = self.minimum() <= int(digits) - self._own <= self.maximum()
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate), text, at

    def fixup(self, text: str) -> str:
        digits = self._digits(text)
        wanted = int(digits) - self._own if digits else self.value()
        return f"{self.textFromValue(max(self.minimum(), min(self.maximum(), wanted)))}{self.suffix()}"

    @property
    def _own(self) -> int:
        return round(QFontInfo(self.font()).pointSizeF())

    def _digits(self, text: str) -> str:
        return text.removesuffix(self.suffix()).strip()


class LooksSettings(QGroupBox):
    """Shows the preferences and sets them at once; what another window sets is followed."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("Looks", parent)
        self._preferences = preferences
        self.points = _Points()
        self.points.setRange(SMALLEST, LARGEST)
        self.points.setAccessibleName("Text size")
        self.points.setAccessibleDescription(_SIZE)
        self.points.valueChanged.connect(self._set_points)
        self.theme = QComboBox()
        self.theme.addItems([_THEMES[choice] for choice in THEME_CHOICES])
        self.theme.setAccessibleName("Theme")
        self.theme.setAccessibleDescription(_THEME)
        self.theme.currentIndexChanged.connect(self._set_theme)
        self.sample = QLabel(_SAMPLE)
        self.sample.setWordWrap(True)
        self.sample.setFrameShape(QFrame.Shape.StyledPanel)
        self.sample.setMargin(6)
        self.sample.setAutoFillBackground(True)
        self.sample.setBackgroundRole(QPalette.ColorRole.Base)
        self.sample.setAccessibleDescription("A sample of the text size")
        self.families: dict[Family, QCheckBox] = {}
        self.restore = QPushButton("Restore &defaults")
        self.restore.setAutoDefault(False)
        self.restore.setAccessibleDescription("Text size, theme and families as they were at first")
        self.restore.clicked.connect(preferences.restore_looks)
        for field in (self.points, self.theme):  # the wheel is for the page, unless the reader is in the field
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)
        self._lay_out()
        preferences.text_size_changed.connect(self.refresh)
        preferences.theme_changed.connect(self.refresh)
        preferences.families_changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("Text &size", self.points)
        form.addRow(explained(_SIZE))
        form.addRow(self.sample)
        form.addRow("&Theme", self.theme)
        form.addRow(explained(_THEME))
        grid = QGridLayout()
        for at, family in enumerate(FAMILIES):
            box = QCheckBox(f"{palette.GLYPHS[family]} {_KEYS[family]}")
            box.setAccessibleName(family.capitalize())
            box.setAccessibleDescription(f"Shows differences of the family {family} when a window opens")
            box.toggled.connect(self._set_families)
            self.families[family] = box
            grid.addWidget(box, at // 3, at % 3)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(QLabel("Families shown"))
        layout.addLayout(grid)
        layout.addWidget(explained(_FAMILIES))
        layout.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Show what is chosen now."""
        chosen = self._preferences
        blocked = [QSignalBlocker(w) for w in (self.points, self.theme, *self.families.values())]
        self.points.setValue(chosen.text_size)
        self.points.setSuffix(_POINTS if chosen.text_size else _AS_THE_DESKTOP)
        self.theme.setCurrentIndex(THEME_CHOICES.index(chosen.theme))
        for family, box in self.families.items():
            box.setChecked(family in chosen.families)
        for blocker in blocked:
            blocker.unblock()
        font = self.font()
        font.setPointSizeF(letter_size(font, chosen.text_size))
        self.sample.setFont(font)
        self._colour()

    def _set_points(self, points: int) -> None:
        self._preferences.text_size = points

    def _set_theme(self, at: int) -> None:
        self._preferences.theme = THEME_CHOICES[at]

    def _set_families(self) -> None:
        self._preferences.families = frozenset(family for family, box in self.families.items() if box.isChecked())

    def _colour(self) -> None:
        theme = palette.desktop_theme()
        colours = palette.widget_palette(theme)
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.edge))  # the frame takes its colour from it
        self.sample.setPalette(colours)

    def changeEvent(self, event: QEvent) -> None:
        """The sample is coloured as the texts are."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "restore"):
            self._colour()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turning the wheel over a field that has not the focus changes nothing in it."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

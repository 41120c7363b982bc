"""The buttons of dialogs, without the icons of Qt's own style: those are drawn dark, on dark buttons too."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox


def in_words_alone(buttons: QDialogButtonBox | QMessageBox) -> None:
    """Take the icons off all buttons that are there now."""
    for button in buttons.buttons():
        button.setIcon(QIcon())

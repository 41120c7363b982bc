"""The part of the settings about the library: where its file lies, and another folder for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGroupBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from parallax.errors import LibraryError
from parallax.window.later import later
from parallax.window.settings.settings_parts import Outcome, explained
from parallax.window.texts.offsets import plain_tooltip, shown

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_WHAT = "This file keeps all stories with their texts, marks and notes."
_ANOTHER = (
    "The library in the folder that you choose is used from now on in all windows, and at the next start; where there "
    "is none, an empty one is begun. The one before stays as it is, where it is."
)
_NAMED = " As the start of this program names a library of its own, that one is used at the next such start."


class LibrarySettings(QGroupBox):
    """Shows the path of the library of one window, and asks for another folder."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__("Library", parent)
        self._window = window
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName("Library file")
        self.path.setAccessibleDescription(_WHAT)
        self.another = QPushButton("&Another folder…")
        self.another.setAccessibleDescription(_ANOTHER)
        self.another.setEnabled(window.move_library is not None)
        self.another.clicked.connect(self._ask)
        self.open = QPushButton("&Open the folder")
        self.open.setAccessibleDescription("Shows the library's folder in the file manager")
        self.open.clicked.connect(self._open)
        for button in (self.another, self.open):
            button.setAutoDefault(False)
        self.outcome = Outcome("What came of choosing a library")
        row = QHBoxLayout()
        row.addWidget(self.another)
        row.addWidget(self.open)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.path)
        layout.addWidget(explained(_WHAT))
        layout.addLayout(row)
        layout.addWidget(explained(_ANOTHER + (_NAMED if os.environ.get("PARALLAX_LIBRARY") else "")))
        layout.addWidget(self.outcome)
        window.preferences.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where the library is now."""
        path = shown(str(self._window.preferences.library))
        self.path.setText(path)
        self.path.setToolTip(plain_tooltip(path))
        self.path.setCursorPosition(0)

    def choose(self, folder: Path) -> None:
        """Use the library in this folder, and say what came of it."""
        if self._window.move_library is None:
            return
        before = self._window.session.library.path
        try:
            told = self._window.move_library(folder)
        except LibraryError as error:
            self.outcome.tell(f"Nothing was changed. {error}")
            return
        session = self._window.session
        library = session.library
        if library.path == before:
            self.outcome.tell("This library is in use already.")
            return
        count = session.attempt(library.story_count)  # which tells why, where it fails
        holds = (
            f"It holds {count} stor{'ies' if count != 1 else 'y'}."
            if count
            else ""
            if count is None
            else "It is empty."
        )
        self.outcome.tell(" ".join(part for part in (f"{library.path} is used now. {holds}", told) if part))

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), "Folder of the library", str(self._window.session.library.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        # once the question is closed: what is asked keeps a library from being put away
        dialog.fileSelected.connect(lambda name: later(self, lambda: self.choose(Path(name))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self) -> None:
        folder = self._window.session.library.path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.outcome.tell(f"No file manager could be opened. The folder is {folder}")

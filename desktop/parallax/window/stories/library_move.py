"""Goes on with the library of another folder in all windows of the process, or says why not and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from parallax.errors import LibraryBusy, LibraryError, WriteError
from parallax.library import Library
from parallax.place import FILE_NAME, choose_library
from parallax.window.instance import Instance
from parallax.window.settings.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow


def library_in(folder: Path) -> Path:
    """The library that a folder holds, or will hold."""
    return folder.absolute() / FILE_NAME


def prepared(path: Path, windows: Sequence[MainWindow]) -> tuple[Instance, list[Library]]:
    """The claim to the library at `path`, and a connection for each window; it is made where there is none. Nothing has
    changed for the windows but that all they had to save is saved. Raises LibraryError."""
    if not path.parent.is_dir():
        raise LibraryError(str(path.parent), "this folder is not there, or is no folder. Choose another.")
    _settle(windows)
    claim = Instance(path)
    if not claim.claim_alone():
        raise LibraryBusy(str(path), "another Parallax has this library open. Close its windows, then choose it again.")
    libraries: list[Library] = []
    try:
        for _ in windows:
            libraries.append(Library.open(path))
    except LibraryError:
        for library in libraries:
            library.close()
        claim.release()
        raise
    return claim, libraries


def hand_over(windows: Sequence[MainWindow], libraries: Sequence[Library]) -> str:
    """Show the first page of the new library in each window. A sentence to tell, or empty."""
    for window, library in zip(windows, libraries, strict=True):
        window.leave_story()
        window.session.use(library)
        window.watch.forget()
        window.front.forget()
        window.front.show_start()
        window.notice.hide()
        if library.notice:
            window.notice.show_error(library.notice)
    try:
        choose_library(libraries[0].path)
    except WriteError as error:
        return f"This library is used now, but not at the next start: {error}"
    return ""


def _settle(windows: Sequence[MainWindow]) -> None:
    """Save all that waits to be saved. Raises LibraryBusy where something belongs to this library that would get lost
    on the way."""
    for window in windows:
        window.flush()
        path = str(window.session.library.path)
        if not window.marks.flush():
            raise LibraryBusy(path, "a note could not be saved yet. Save it or empty it first.")
        if window.session.reading or window.front.shelf.at_work:
            raise LibraryBusy(path, "files are being read or written. Try again when that is done.")
        if window.pages_in_making():
            raise LibraryBusy(path, "pages are being made for a PDF or a printer. Try again when that is done.")
        if any(d.isVisible() and not _is_settings(d) for d in window.findChildren(QDialog)):
            raise LibraryBusy(path, "another window asks you something. Answer it first.")


def _is_settings(dialog: QDialog) -> bool:
    return isinstance(dialog, SettingsDialog) or isinstance(dialog.parent(), SettingsDialog)

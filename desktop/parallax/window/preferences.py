"""What the reader chose for the window, in the file `window.ini` beside the library: keys, defaults and limits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

if TYPE_CHECKING:
    from parallax.values import Family

ThemeChoice = Literal["desktop", "light", "dark", "high contrast"]
THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)
SMALLEST, LARGEST = -4, 16
"""Points by which texts may differ from the desktop's letters."""
_NAME = "window.ini"
_NO_FAMILY = "none"


class Preferences(QObject):
    """One object for all windows of the process. A value that cannot be understood counts as not set.

    text_size_changed()          texts have another size
    theme_changed()              other colours were chosen
    families_changed(families)   other families are shown where a window opens
    never_asks_web_changed()     web pages may be asked for, or not any more
    moved()                      they are kept beside another library now
    """

    text_size_changed = Signal()
    theme_changed = Signal()
    families_changed = Signal(frozenset)
    never_asks_web_changed = Signal()
    moved = Signal()

    def __init__(self, library: Path) -> None:
        """Those that are kept beside the library at this path."""
        super().__init__()
        self.library = library
        self._store = _store_beside(library)

    def move_beside(self, library: Path, *, keeping_theirs: bool = False) -> None:
        """Keep them beside another library from now on: the windows stay as they look, or take over, `keeping_theirs`,
        what is kept there already."""
        before, self._store = self._store, _store_beside(library)
        if not (keeping_theirs and self._store.allKeys()):
            for key in before.allKeys():
                self._store.setValue(key, before.value(key))
        self.library = library
        self.moved.emit()

    # looks

    @property
    def text_size(self) -> int:
        """Points by which texts are larger than the desktop's letters, or smaller."""
        try:
            return _within(int(str(self._store.value("text_size", 0))))
        except ValueError:
            return 0

    @text_size.setter
    def text_size(self, points: int) -> None:
        points = _within(points)
        if points != self.text_size:
            self._store.setValue("text_size", points)
            self.text_size_changed.emit()

    @property
    def theme(self) -> ThemeChoice:
        """The colours of the window."""
        kept = self._store.value("theme", "desktop")
        return next((choice for choice in THEME_CHOICES if choice == kept), "desktop")

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        if choice != self.theme:
            self._store.setValue("theme", choice)
            self.theme_changed.emit()

    @property
    def families(self) -> frozenset[Family]:
        """The families of differences that a window shows when it opens."""
        from parallax.values import FAMILIES  # when it is asked for: the window's frame is there sooner

        kept = self._store.value("families")
        names = kept if isinstance(kept, list) else str(kept or "").split(",")
        words = {str(name).strip() for name in names}
        known = frozenset(family for family in FAMILIES if family in words)
        return known if known or words == {_NO_FAMILY} else frozenset(FAMILIES)

    @families.setter
    def families(self, families: Iterable[Family]) -> None:
        from parallax.values import FAMILIES

        wanted = frozenset(families)
        if wanted != self.families:
            self._store.setValue("families", ",".join(f for f in FAMILIES if f in wanted) or _NO_FAMILY)
            self.families_changed.emit(wanted)

    def restore_looks(self) -> None:
        """Give text size, theme and families back the values that they have in a new library."""
        from parallax.values import FAMILIES

        self.text_size, self.theme, self.families = 0, "desktop", frozenset(FAMILIES)

    @property
    def never_asks_web(self) -> bool:
        """Whether no web page is ever asked for, not even one that the reader names."""
        return self._is("never_asks_web", False)

    @never_asks_web.setter
    def never_asks_web(self, never: bool) -> None:
        if never != self.never_asks_web:
            self._store.setValue("never_asks_web", never)
            self.never_asks_web_changed.emit()

    # places and sizes

    @property
    def folder(self) -> Path:
        """The folder to begin in when a file is to be chosen: the one used last, else the user's own."""
        kept = str(self._store.value("folder") or "")
        try:
            return Path(kept) if kept and Path(kept).is_dir() else Path.home()
        except (OSError, ValueError):
            return Path.home()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))

    @property
    def geometry(self) -> QByteArray:
        """Where the window closed last was, as Qt saves it; empty where none is known."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    def dialog(self, name: str) -> QByteArray:
        """The place and size of a dialog when it was closed last, as Qt saves them; empty where none are known."""
        return self._bytes(f"dialog_{name}")

    def keep_dialog(self, name: str, geometry: QByteArray) -> None:
        """Keep the place and size of a dialog."""
        self._store.setValue(f"dialog_{name}", geometry)

    def layout(self, kind: str) -> QByteArray:
        """The places of its docks and tools with stories of a kind, as Qt saves them; empty where none are known."""
        own = self._bytes(f"layout_{kind}")
        return own if not own.isEmpty() else self._bytes("layout")  # which was kept for both once

    def keep_layout(self, kind: str, layout: QByteArray, dock_below: bool) -> None:
        """Keep those places, and whether the docks had moved below the texts for want of room."""
        self._store.setValue(f"layout_{kind}", layout)
        self._store.setValue(f"dock_below_{kind}", dock_below)

    @property
    def last_story(self) -> str:
        """The id of the story that was open when a window was closed last, or empty."""
        return str(self._store.value("last_story", ""))

    @last_story.setter
    def last_story(self, story: str) -> None:
        self._store.setValue("last_story", story)

    def dock_extent(self, kind: str, way: int) -> int:
        """How wide or high, in pixels, the dock was with stories of a kind: by the number of an orientation; 0 where
        that is not known."""
        kept = str(self._store.value(f"dock_extent_{kind}_{way}", 0))
        return int(kept) if kept.isascii() and kept.isdigit() and len(kept) < 6 else 0

    def keep_dock_extent(self, kind: str, way: int, extent: int) -> None:
        """Keep that."""
        self._store.setValue(f"dock_extent_{kind}_{way}", extent)

    def dock_below(self, kind: str) -> bool:
        """Whether the docks had moved below the texts for want of room in that layout."""
        return self._is(f"dock_below_{kind}", self._is("dock_below", False))  # which was kept for both once

    def dock_open(self, kind: str) -> bool:
        """Whether the dock *This difference* is there with stories of a kind."""
        return self._is(f"dock_{kind}", True)

    def keep_dock_open(self, kind: str, there: bool) -> None:
        """Keep whether it is there."""
        self._store.setValue(f"dock_{kind}", there)

    @property
    def tray_open(self) -> bool:
        """Whether the tray was open when the last window with a story closed."""
        return self._is("tray_open", False)

    @tray_open.setter
    def tray_open(self, there: bool) -> None:
        self._store.setValue("tray_open", there)

    @property
    def ruler(self) -> bool:
        """Whether the overview ruler is shown."""
        return self._is("ruler", True)

    @ruler.setter
    def ruler(self, shown: bool) -> None:
        self._store.setValue("ruler", shown)

    def first_time(self, what: str) -> bool:
        """Whether this is done for the first time ever; from now on it is not."""
        first = not self._is(what, False)
        self._store.setValue(what, True)
        return first

    def _is(self, key: str, otherwise: bool) -> bool:
        """A kept yes or no; a bool, until it comes from the file."""
        kept = str(self._store.value(key, otherwise)).casefold()
        return kept == "true" if kept in ("true", "false") else otherwise

    def _bytes(self, key: str) -> QByteArray:
        kept = self._store.value(key)
        return kept if isinstance(kept, QByteArray) else QByteArray()


def _store_beside(library: Path) -> QSettings:
    return QSettings(str(library.with_name(_NAME)), QSettings.Format.IniFormat)


def _within(points: int) -> int:
    return max(SMALLEST, min(LARGEST, points))

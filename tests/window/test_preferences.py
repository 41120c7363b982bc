"""What was chosen for the window outlives it, and a file that somebody damaged never keeps it from opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from shelves import windows

from parallax.library import Library
from parallax.values import FAMILIES
from parallax.window.preferences import Preferences

pytestmark = pytest.mark.display


@pytest.fixture
def library(application: QApplication, tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def kept(library: Path) -> Preferences:
    """As another process reads them."""
    return Preferences(library)


def test_what_is_chosen_is_there_again(library: Path) -> None:
    chosen = Preferences(library)
    chosen.text_size, chosen.theme, chosen.families = 3, "dark", frozenset({"facts", "voice"})
    chosen.folder = library.parent
    chosen.geometry = QByteArray(b"place")
    chosen.keep_layout("versions", QByteArray(b"docks"), True)
    chosen.keep_dock_open("versions", False)
    chosen.ruler = False
    assert chosen.first_time("something")
    again = kept(library)
    assert (again.text_size, again.theme, again.families) == (3, "dark", {"facts", "voice"})
    assert again.folder == library.parent
    assert (again.geometry, again.layout("versions"), again.dock_below("versions")) == (b"place", b"docks", True)
    assert again.layout("reports").isEmpty()
    assert (again.dock_open("versions"), again.dock_open("reports"), again.ruler) == (False, True, False)
    assert not again.first_time("something")


def test_no_family_at_all_is_a_choice_too(library: Path) -> None:
    Preferences(library).families = frozenset()
    assert kept(library).families == frozenset()


def test_a_change_is_told_once_and_no_change_is_not(library: Path) -> None:
    chosen, told = Preferences(library), []
    chosen.text_size_changed.connect(lambda: told.append("size"))
    chosen.theme_changed.connect(lambda: told.append("theme"))
    chosen.families_changed.connect(lambda: told.append("families"))
    chosen.text_size, chosen.theme, chosen.families = 0, "desktop", frozenset(FAMILIES)
    assert told == []
    chosen.text_size, chosen.theme, chosen.families = 2, "light", frozenset({"force"})
    chosen.restore_looks()
    assert told == ["size", "theme", "families"] * 2


def test_the_size_has_limits(library: Path) -> None:
    chosen = Preferences(library)
    chosen.text_size = 400
    assert chosen.text_size == 16
    chosen.text_size = -400
    assert chosen.text_size == -4


WRONG = (
    "text_size=large\ntheme=pink\nfamilies=nonsense\nfolder=/no/such/folder\ndock_below=perhaps\ngeometry=7\nlayout=",
    "text_size=1, 2\ntheme=dark, light\nfamilies=@Invalid()\nfolder=@ByteArray(\\xff\\0)\ngeometry=@Rect(1 2 3 4)",
    "text_size=@Variant(\\0\\0\\0\\x7f\\0)\ngeometry=@Variant(\\0\\0\\0)\nlayout=@ByteArray(\\xff\\xff\\xff\\xff)",
)


@pytest.mark.parametrize("written", WRONG)
def test_wrong_values_count_as_not_set(library: Path, written: str) -> None:
    library.with_name("window.ini").write_text(f"[General]\n{written}\n", encoding="utf-8")
    chosen = Preferences(library)
    assert (chosen.text_size, chosen.theme, chosen.families) == (0, "desktop", frozenset(FAMILIES))
    assert chosen.folder == Path.home()
    assert not chosen.dock_below("reports")
    chosen.theme = "dark"
    assert kept(library).theme == "dark"


def test_families_written_by_hand_are_understood(library: Path) -> None:
    library.with_name("window.ini").write_text("[General]\nfamilies=voice, facts, rumour\n", encoding="utf-8")
    assert Preferences(library).families == {"voice", "facts"}


@pytest.mark.parametrize("written", [*WRONG, "\0\0\0", "[[[[", "=" * 5000])
def test_a_window_opens_whatever_the_file_holds(library: Path, written: str) -> None:
    library.with_name("window.ini").write_text(f"[General]\n{written}\n", encoding="utf-8")
    with windows(library) as opened:
        assert opened.first.isVisible()
        assert opened.first.width() >= 480


def test_a_folder_in_the_place_of_the_file_is_no_obstacle(library: Path) -> None:
    library.with_name("window.ini").mkdir()
    with windows(library) as opened:
        opened.first.acts["bigger"].trigger()
        assert opened.first.isVisible()


def test_beside_another_library_they_stay_as_they_are(library: Path) -> None:
    other = library.parent / "other" / "library.sqlite"
    Library.open(other).close()
    Preferences(other).text_size = 9
    chosen = Preferences(library)
    chosen.text_size, chosen.theme = 2, "dark"
    chosen.move_beside(other)
    assert (chosen.text_size, chosen.theme, chosen.library) == (2, "dark", other)
    chosen.text_size = 5
    assert kept(other).text_size == 5
    assert kept(library).text_size == 2

"""Another folder for the library: used at once in all windows and at the next start, or nothing changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_window import compared
from one_analyst import analyst
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog
from shelves import BRIDGE, FERRY, SCHOOL, story, titles
from waiting import wait, wait_for_window

from parallax.library import Library
from parallax.place import choice_file, place_of_library
from parallax.window.instance import Instance
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.settings.settings_dialog import SettingsDialog
from parallax.window.windows import Windows

pytestmark = pytest.mark.display


@pytest.fixture
def path(tmp_path: Path) -> Path:
    at = tmp_path / "here" / "library.sqlite"
    with Library.open(at) as library:
        story(library, "Bridge", BRIDGE)
    return at


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another library, with a story of its own."""
    at = tmp_path / "there" / "library.sqlite"
    with Library.open(at) as library:
        story(library, "Ferry", FERRY, SCHOOL)
    return at


@pytest.fixture
def opened(application: QApplication, path: Path) -> Iterator[Windows]:
    claim = Instance(path)
    assert claim.claim(())
    made = Windows(Library.open(path), Preferences(path), claim, analyst=analyst())
    made.first.show()
    wait_for_window(made.first)
    try:
        yield made
    finally:
        for window in made.open:
            window.close()
        made.release()
        QTest.qWait(1)


def settings(window: MainWindow) -> SettingsDialog:
    window.acts["settings"].trigger()
    return next(d for d in window.findChildren(SettingsDialog) if d.isVisible())


def notes(path: Path) -> list[str]:
    """The notes in a library, as another process reads them."""
    with Library.open(path, read_only=True) as library:
        return [mark.note for head in library.stories() for mark in library.story(head.id).marks if mark.kind == "note"]


def test_another_library_is_used_in_all_windows_and_back_again(opened: Windows, path: Path, other: Path) -> None:
    first, second = opened.first, opened.another()
    assert second is not None
    first.open_story(first.session.stories()[0].id)
    dialog = settings(second)
    assert dialog.library.path.text() == str(path)
    dialog.library.choose(other.parent)
    assert dialog.library.outcome.text() == f"{other} is used now. It holds 1 story."
    assert dialog.library.path.text() == str(other)
    assert first.session.story is None
    assert [titles(w) for w in (first, second)] == [["Ferry"], ["Ferry"]]
    first.front.shelf.rename(first.front.chosen(), "Ferry, late")
    wait(lambda: titles(second) == ["Ferry, late"], "the other's change")
    dialog.library.choose(path.parent)
    assert [titles(w) for w in (first, second)] == [["Bridge"], ["Bridge"]]
    assert not first.front.shelf.can_undo(), "what was done there is not undone here"
    with Library.open(other, read_only=True) as library:
        assert [head.title for head in library.stories()] == ["Ferry, late"]


def test_a_note_is_on_the_disk_before_the_library_changes(opened: Windows, path: Path, other: Path) -> None:
    window = opened.first
    window.open_story(window.session.stories()[0].id)
    wait(lambda: compared(window), "the analysis", 60)
    window.show_view("side")
    window.page.side.column(0).text.put_caret(40)
    window.acts["note"].trigger()
    window.marks.noting.field.edit.setPlainText("Who closed it?")
    settings(window).library.choose(other.parent)
    assert notes(path) == ["Who closed it?"]
    assert notes(other) == []


def test_search_looks_into_the_library_in_use(opened: Windows, other: Path) -> None:
    window = opened.first
    window.front.search()
    window.start_page.wanted.setText("divers")
    wait(lambda: any(line.hit for line in window.start_page.list.lines()), "the place in the first library")
    window.start_page.wanted.setText("")
    settings(window).library.choose(other.parent)
    window.start_page.wanted.setText("harbour office")
    wait(lambda: [line.title for line in window.start_page.list.lines() if line.hit], "the place in the other")
    window.start_page.wanted.setText("divers")
    wait(lambda: not window.start_page.list.lines(), "nothing of the first library")


def test_a_folder_without_a_library_gets_one(opened: Windows, path: Path, tmp_path: Path) -> None:
    empty = tmp_path / "a folder – ü"
    empty.mkdir()
    dialog = settings(opened.first)
    dialog.library.choose(empty)
    assert dialog.library.outcome.text() == f"{empty / 'library.sqlite'} is used now. It is empty."
    assert titles(opened.first) == []
    opened.first.session.add_pasted(FERRY)
    wait(lambda: opened.first.session.articles, "the article")
    with Library.open(empty / "library.sqlite", read_only=True) as library:
        assert library.story_count() == 1
    with Library.open(path, read_only=True) as library:
        assert [head.title for head in library.stories()] == ["Bridge"]


def test_the_looks_go_with_it(opened: Windows, other: Path) -> None:
    Preferences(other).text_size = 9
    opened.first.preferences.text_size = 3
    settings(opened.first).library.choose(other.parent)
    assert opened.first.preferences.text_size == 3
    opened.first.acts["bigger"].trigger()
    assert Preferences(other).text_size == 4


def test_a_library_that_makes_pages_stays(opened: Windows, path: Path, other: Path) -> None:
    making = QProgressDialog("Making the PDF …", "Cancel", 0, 1000, opened.first)
    dialog = settings(opened.first)
    dialog.library.choose(other.parent)
    assert "pages are being made" in dialog.library.outcome.text()
    assert opened.first.session.library.path == path
    dialog.close()
    making.setParent(None)  # else the window stays open, to be asked again
    making.deleteLater()


def test_where_another_library_is_opened_instead_its_own_looks_stay(tmp_path: Path) -> None:
    away, other = tmp_path / "away" / "library.sqlite", tmp_path / "library.sqlite"
    away.parent.mkdir()
    for path, size in ((away, 3), (other, 9)):
        Preferences(path).text_size = size
    preferences = Preferences(away)
    preferences.move_beside(other, keeping_theirs=True)
    assert preferences.text_size == 9
    fresh = tmp_path / "fresh" / "library.sqlite"
    fresh.parent.mkdir()
    preferences.move_beside(fresh, keeping_theirs=True)
    assert Preferences(fresh).text_size == 9


def test_it_is_chosen_in_the_dialog_of_folders(opened: Windows, other: Path) -> None:
    dialog = settings(opened.first)
    dialog.library.another.click()
    asked = dialog.findChild(QFileDialog)
    assert asked is not None
    wait(asked.isVisible, "the question")
    asked.setDirectory(str(other.parent.parent))
    asked.selectFile(str(other.parent))
    asked.accept()
    wait(lambda: opened.first.session.library.path == other, "the library")


def test_it_is_opened_at_the_next_start(opened: Windows, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(opened.first).library.choose(other.parent)
    monkeypatch.delenv("PARALLAX_LIBRARY")
    assert place_of_library().path == other


def test_a_choice_that_cannot_be_kept_is_said_and_the_library_is_used(opened: Windows, other: Path) -> None:
    choice_file().parent.parent.mkdir(parents=True, exist_ok=True)
    choice_file().parent.write_text("a file where the folder should be")
    dialog = settings(opened.first)
    dialog.library.choose(other.parent)
    assert "but not at the next start" in dialog.library.outcome.text()
    assert titles(opened.first) == ["Ferry"]


def test_the_claim_goes_along(opened: Windows, path: Path, other: Path) -> None:
    settings(opened.first).library.choose(other.parent)
    late, free = Instance(other), Instance(path)
    assert not late.claim_alone()
    assert free.claim_alone(), "the first library may be opened by another start"
    free.release()


_OTHER_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from parallax.window.instance import Instance
app = QCoreApplication([])
claim = Instance(Path(sys.argv[1]))
print(claim.claim(()), flush=True)
sys.stdin.read()
claim.release()
"""


def test_a_library_that_another_process_has_open_is_refused_and_nothing_changes(
    opened: Windows, path: Path, other: Path
) -> None:
    program = [sys.executable, "-c", _OTHER_WINDOW, str(other)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "True"
        window = opened.first
        window.open_story(window.session.stories()[0].id)
        dialog = settings(window)
        dialog.library.choose(other.parent)
        said = dialog.library.outcome.text()
        assert said.startswith("Nothing was changed.")
        assert "another Parallax has this library open" in said
        assert window.session.story is not None
        assert window.session.library.path == path
        assert not choice_file().exists()
        process.communicate("")
    dialog.library.choose(other.parent)
    assert titles(window) == ["Ferry"]


def test_what_is_no_library_is_refused_and_left_as_it_is(opened: Windows, path: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong" / "library.sqlite"
    wrong.mkdir(parents=True)
    dialog = settings(opened.first)
    for folder in (wrong.parent, path, tmp_path / "no"):
        dialog.library.choose(folder)
        assert dialog.library.outcome.text().startswith("Nothing was changed."), folder
        assert opened.first.session.library.path == path
    assert titles(opened.first) == ["Bridge"]
    free = Instance(wrong)
    assert free.claim_alone(), "no claim is left behind"
    free.release()


def test_the_same_folder_is_said_to_be_in_use(opened: Windows, path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path.parent)
    dialog = settings(opened.first)
    for folder in (path.parent, tmp_path / "link"):
        dialog.library.choose(folder)
        assert dialog.library.outcome.text() == "This library is in use already."


def test_a_question_in_another_window_is_answered_first(opened: Windows, path: Path, other: Path) -> None:
    first, second = opened.first, opened.another()
    assert second is not None
    second.open_story(second.session.stories()[0].id)
    second.acts["particulars"].trigger()
    dialog = settings(first)
    dialog.library.choose(other.parent)
    assert "another window asks you something" in dialog.library.outcome.text()
    assert first.session.library.path == path


def test_a_library_that_is_gone_can_be_left_for_another(opened: Windows, path: Path, other: Path) -> None:
    window = opened.first
    shutil.move(path.parent, path.parent.with_name("pulled-out"))
    wait(lambda: "is not there any more" in window.notice.text, "the word of it")
    settings(window).library.choose(other.parent)
    assert titles(window) == ["Ferry"]
    assert not window.notice.isVisible()
    QTest.qWait(900)
    assert not window.notice.isVisible(), "nobody looks for the first one any more"
    assert not path.exists()


_START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from parallax.place import place_of_library
from parallax.window import app
application = QApplication([])

def tell():
    window = next(w for w in application.topLevelWidgets() if hasattr(w, "notice"))
    print(window.session.library.path)
    print(window.notice.text)
    window.close()

QTimer.singleShot(1500, tell)
app.run([], place_of_library())
"""


def test_a_chosen_library_that_cannot_be_used_is_said_at_the_start(
    opened: Windows, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(opened.first).library.choose(other.parent)
    for window in opened.open:
        window.close()
    opened.release()
    monkeypatch.delenv("PARALLAX_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    usual = tmp_path / "data" / "parallax" / "library.sqlite"

    def start() -> list[str]:
        ran = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True, timeout=120)
        return ran.stdout.splitlines()

    assert start()[0] == str(other)
    shutil.move(other.parent, tmp_path / "pulled-out")
    library, said = start()
    assert library == str(usual)
    assert f"{other} is not there now" in said
    other.mkdir(parents=True)
    assert start()[0] == str(usual), "a folder in its place"
    other.rmdir()
    shutil.rmtree(other.parent)
    shutil.move(tmp_path / "pulled-out", other.parent)
    assert start()[0] == str(other), "it is there again"

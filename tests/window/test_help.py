"""The help says what is so: its keys, entries, signs, labels and figures are those of the program. It loads nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from marked_window import key
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QImage, QPalette, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait

import parallax
from parallax.paths import resource
from parallax.sheet.colours import DARK
from parallax.sheet.signs import SAID_SIGNS, SAID_WORDS
from parallax.values import FAMILIES
from parallax.window.actions import ACTIONS, key_sheet
from parallax.window.help.help_text import family_shown, filled, help_text
from parallax.window.help.help_window import HelpText, HelpWindow
from parallax.window.main_window import MainWindow
from parallax.window.palette import SIGNS

WRITTEN = resource("help", "help.md").read_text(encoding="utf-8")
OF_A_VIEW = {"Shift+Return"}
"""Keys that a view understands and no action has."""
TYPOGRAPHY = set("“”’…→–×¶")


@pytest.fixture(scope="module")
def strings() -> str:
    """All that the program can say: the string constants of its code."""
    root = Path(parallax.__file__).parent
    found = []
    for path in [
        *root.glob("window/**/*.py"),
        *root.glob("sheet/*.py"),
        *root.glob("library/*.py"),
        root / "values.py",
    ]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "\n".join(found).replace("&", "")


@pytest.fixture
def help_window(window: MainWindow) -> HelpWindow:
    window.acts["help"].trigger()
    return came(window)


def came(window: MainWindow) -> HelpWindow:
    """The help, in front."""
    shown = HelpWindow.of(window)
    wait(lambda: QApplication.activeWindow() is shown, "the help")
    return shown


def current(shown: HelpWindow) -> str:
    item = shown.contents.currentItem()
    return item.text() if item is not None else ""


# what it says


def test_every_blank_is_filled_in_from_the_tables() -> None:
    assert "{" in WRITTEN
    assert "{" not in help_text()


@pytest.mark.parametrize("blank", ["{key:nothing}", "{action:nothing}", "{sign:nothing}", "{family:x}", "{nothing}"])
def test_a_blank_that_no_table_has_is_an_error(blank: str) -> None:
    with pytest.raises(KeyError):
        filled(blank)


def test_no_key_of_the_menus_is_written_out_by_hand() -> None:
    written = set(re.findall(r"(?:(?:Ctrl|Shift|Alt)\+)+\w+|\bF\d+\b", WRITTEN))
    assert written == OF_A_VIEW
    assert not written & {k for action in ACTIONS for k in action.keys}


def test_the_keys_at_the_end_are_those_of_the_key_sheet() -> None:
    keys = help_text().split("## Keys")[1]
    assert [tuple(line[2:].split(": ")) for line in keys.splitlines() if line.startswith("- ")] == [
        (what, pressed) for _, what, pressed in key_sheet()
    ]


def test_every_label_that_it_names_is_one_of_the_program(strings: str) -> None:
    without_entries = re.sub(r"\{action:\w+\}", "", WRITTEN)
    labels = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", without_entries)
    assert len(labels) > 25
    parts = [part.strip(" …") for label in labels for part in label.split(" … ")]
    assert [part for part in parts if part and part not in strings] == []


def test_every_sign_that_it_explains_is_one_of_the_program(strings: str) -> None:
    signs = {c for c in WRITTEN if not c.isascii()} - TYPOGRAPHY
    assert {"●", "◆", "✎"} <= signs
    drawn = {"●"}  # a painted dot
    assert signs - drawn - set(strings) == set()


def test_it_explains_how_words_stand_to_those_of_others_as_the_sheet_does() -> None:
    for state, sign in SAID_SIGNS.items():
        assert f"- {sign} {SAID_WORDS[state]}" in help_text()


def test_every_figure_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = WRITTEN.split("## How sure it is")[1].split("\n## ")[0]
    figures = set(re.findall(r"\d+\.\d|\d+ of (?!100)\d+", section))
    assert len(figures) > 6
    assert {figure for figure in figures if figure not in readme} == set()


# how it is shown


def test_it_opens_by_its_key_in_one_window_and_escape_closes_it(window: MainWindow) -> None:
    key(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    shown = came(window)
    assert shown.contents.hasFocus()
    assert not shown.isModal()
    window.acts["help"].trigger()
    assert len(window.findChildren(HelpWindow)) == 1
    key(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_the_contents_lead_to_each_section(help_window: HelpWindow) -> None:
    assert current(help_window) == "First steps"
    for section in help_window.text.sections():
        assert current(help_window) == section.title
        if section.title != "First steps":  # the page begins above it
            assert help_window.text.textCursor().block().text() == section.title
        key(help_window.contents, Qt.Key.Key_Down)
    assert current(help_window) == "Keys"
    key(help_window.contents, Qt.Key.Key_Return)
    assert help_window.text.hasFocus()


def test_reading_on_moves_the_contents_along(help_window: HelpWindow) -> None:
    bar = help_window.text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert current(help_window) not in ("", "First steps", "Keys")


def test_search_goes_round_and_says_where_it_is(help_window: HelpWindow) -> None:
    key(help_window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert help_window.wanted.hasFocus()
    QTest.keyClicks(help_window.wanted, "COMPARED AGAIN")
    key(help_window.wanted, Qt.Key.Key_Return)
    assert help_window.said.text() == "1 of 1"
    assert help_window.text.textCursor().selectedText() == "compared again"
    assert current(help_window) == "Corrections"
    help_window.wanted.setText("speaker")
    key(help_window, Qt.Key.Key_F3)
    first = help_window.said.text()
    count = int(first.split(" of ")[1])
    assert count > 2
    for _ in range(count):
        key(help_window, Qt.Key.Key_F3)
    assert help_window.said.text() == first
    key(help_window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    key(help_window, Qt.Key.Key_F3)
    assert help_window.said.text() == first
    help_window.wanted.setText("zzz")
    key(help_window.wanted, Qt.Key.Key_Return)
    assert help_window.said.text() == "Not found"


def test_the_focus_goes_round_by_f6_and_leaves_the_text_by_tab(help_window: HelpWindow) -> None:
    seen = []
    for _ in range(3):
        key(help_window, Qt.Key.Key_F6)
        seen.append(next(w for w in (help_window.wanted, help_window.contents, help_window.text) if w.hasFocus()))
    assert seen == [help_window.text, help_window.wanted, help_window.contents]
    help_window.text.setFocus()
    key(help_window.text, Qt.Key.Key_Tab)
    assert not help_window.text.hasFocus()


def test_its_letters_are_as_large_as_those_of_the_texts(window: MainWindow, help_window: HelpWindow) -> None:
    assert help_window.text.font().pointSizeF() == window.page.sheet.font().pointSizeF()
    before = help_window.text.font().pointSizeF()
    key(help_window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.page.sheet.font().pointSizeF() == before + 1
    assert help_window.text.font().pointSizeF() == before + 1
    key(help_window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert help_window.text.font().pointSizeF() == before


def test_each_family_is_shown_in_its_own_looks(help_window: HelpWindow) -> None:
    for family in FAMILIES:
        found = help_window.text.document().find(family_shown(family))
        assert not found.isNull()
        assert found.charFormat().underlineStyle() == SIGNS[family].underline


def test_a_dark_desktop_gets_a_dark_page(application: QApplication, help_window: HelpWindow) -> None:
    before = QApplication.palette()
    QApplication.setPalette(QPalette(QColor("#2b2b2b"), QColor("#2b2b2b")))
    try:
        wait(lambda: help_window.text.palette().base().color() == QColor(DARK.paper), "the dark page")
        link = help_window.text.document().find("Who speaks where.")
        link.setPosition(link.selectionStart() + 2)
        assert link.charFormat().foreground().color() == QColor(DARK.accent)
        voice = help_window.text.document().find(family_shown("voice"))
        assert voice.charFormat().background().color() == QColor(DARK.families["voice"].tint)
    finally:
        QApplication.setPalette(before)


def test_a_screen_reader_hears_the_text(help_window: HelpWindow) -> None:
    heard = QAccessible.queryAccessibleInterface(help_window.text)
    assert heard.text(QAccessible.Text.Name) == "Help"
    assert "Two" not in help_window.text.accessibleName()
    spoken = heard.textInterface()
    assert spoken is not None
    assert "Parallax help" in spoken.text(0, 40)


# what it refuses


def test_a_link_leads_to_a_section_of_the_page(help_window: HelpWindow) -> None:
    text = help_window.text
    found = text.document().find("Same words, changed words.")
    for at in (found.selectionStart() + 3, found.selectionStart()):
        text.setFocus()
        cursor = QTextCursor(text.document())
        cursor.setPosition(at)
        text.setTextCursor(cursor)
        key(text, Qt.Key.Key_Return)
        assert current(help_window) == "Same words, changed words"
        assert text.textCursor().block().text() == "Same words, changed words"


def test_every_link_of_the_page_leads_somewhere(help_window: HelpWindow) -> None:
    anchors = {section.anchor for section in help_window.text.sections()}
    links = re.findall(r"\]\(([^)]*)\)", WRITTEN)
    assert links
    assert {link for link in links if not (link.startswith("#") and link[1:] in anchors)} == set()


def test_neither_file_nor_network_is_loaded_for_hostile_links_and_pictures(
    application: QApplication, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    address = QUrl.fromLocalFile(str(picture))
    open_one = QTextDocument()
    kind = QTextDocument.ResourceType.ImageResource
    assert open_one.resource(kind.value, address) is not None, "a document of Qt's own would load it"

    text = HelpText()
    asked: list[str] = []
    text.section_asked.connect(asked.append)
    text.show_markdown(
        f"[away](http://example.org/) [file]({address.toString()}) [script](javascript:alert)\n\n"
        f"![p]({address.toString()}) ![n](http://example.org/p.png) <img src='{address.toString()}'>"
    )
    text.show()
    QTest.qWait(50)
    for wanted in (address, QUrl("http://example.org/p.png"), QUrl("data:text/plain,x"), QUrl("picture.png")):
        given = text.document().resource(kind.value, wanted)
        assert isinstance(given, QImage)
        assert (given.width(), given.height(), given.pixelColor(0, 0).alpha()) == (1, 1, 0)
        text.follow(wanted.toString())
    shown = text.grab().toImage()
    assert all(
        shown.pixelColor(x, y) != QColor(Qt.GlobalColor.red) for x in range(shown.width()) for y in range(0, 200, 7)
    )
    for words in ("away", "file", "script"):
        link = text.document().find(words)
        link.setPosition(link.selectionStart() + 1)
        text.setTextCursor(link)
        place = text.cursorRect().center()
        assert text.anchorAt(place)
        QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        key(text, Qt.Key.Key_Return)
    assert asked == []
    assert text.document().find("away").charFormat().anchorHref() == "http://example.org/"
    text.close()


def test_neither_help_nor_guided_look_is_loaded_when_the_program_starts() -> None:
    program = "import sys, parallax.window.app; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    loaded = set(ran.stdout.split())
    assert "parallax.window.main_window" in loaded
    assert not loaded & {
        f"parallax.window.{name}" for name in ("help_text", "help_window", "guided_look", "look_bubble")
    }

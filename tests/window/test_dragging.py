"""Words dragged out of the window with a real pointer, into the text field of another program: they come with their
source, and a drag that ends where it began adds nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_window import compared
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from waiting import wait

from parallax.window.main_window import MainWindow
from parallax.worker.process import child_environment

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
]

FIELD = """
import json, pathlib, sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
class Field(QTextEdit):
    def insertFromMimeData(self, given):
        kinds = {"text": given.text(), "formats": given.formats()}
        pathlib.Path(sys.argv[1]).write_text(json.dumps(kinds), encoding="utf-8")
application = QApplication(["field"])
field = Field()
field.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint)
field.setGeometry(*map(int, sys.argv[2:6]))
field.show()
print("shown", flush=True)
application.exec()
"""
"""Another program: a text field that writes down what is dropped on it."""


class Field:
    """The other program, at the right edge of the screen."""

    def __init__(self, folder: Path) -> None:
        self._given = folder / "given.json"
        screen = QGuiApplication.primaryScreen().geometry()
        self.left = screen.width() - 260
        self.middle = QPoint(screen.width() - 130, 200)
        self._process = subprocess.Popen(
            [sys.executable, "-c", FIELD, str(self._given), str(self.left), "100", "240", "240"],
            env=child_environment(),
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"shown\n"

    def given(self) -> dict[str, object]:
        """What was dropped on it last."""
        wait(self._given.exists, "the words in the other program")
        found: dict[str, object] = json.loads(self._given.read_text(encoding="utf-8"))
        self._given.unlink()
        return found

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait(10)


@pytest.fixture
def field(window: MainWindow, tmp_path: Path) -> Iterator[Field]:
    """The other program, beside the window."""
    made = Field(tmp_path)
    wait(lambda: compared(window), "the comparison")
    window.resize(made.left - 40, 700)
    window.move(0, 0)
    wait(lambda: window.width() == made.left - 40, "the size")
    yield made
    made.close()


def drag(start: QPoint, end: QPoint) -> None:
    """Press, move and let go, as a hand does, while the window's own events go on."""
    steps = ["mousemove", start.x(), start.y(), "sleep", 0.3, "mousedown", 1, "sleep", 0.2]
    for part in (3, 8, 14, 25):
        steps += ["mousemove", start.x() + part, start.y() + 1, "sleep", 0.15]
    for part in (3, 2, 1, 0):
        steps += ["mousemove", end.x() - part, end.y(), "sleep", 0.25]
    moving = subprocess.Popen(["xdotool", *map(str, [*steps, "mouseup", 1])])
    wait(lambda: moving.poll() is not None, "the hand")
    QApplication.processEvents()


def on_screen(widget: QWidget, at: QPoint) -> QPoint:
    return widget.mapToGlobal(at)


def select(window: MainWindow, article: int, words: str) -> QPoint:
    """Select words; a point at the middle letter, on the screen."""
    text = window.page.side.column(article).text
    start = text.article.text.index(words)
    cursor = text.textCursor()
    cursor.setPosition(text.offsets.to_utf16(start))
    cursor.setPosition(text.offsets.to_utf16(start + len(words)), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    QTest.qWait(100)  # the ruler has taken its room
    cursor.setPosition(text.offsets.to_utf16(start + len(words) // 2))
    return on_screen(text.viewport(), text.cursorRect(cursor).center())


def test_selected_words_arrive_with_their_source_and_without_a_look(window: MainWindow, field: Field) -> None:
    window.show_view("side")
    at = select(window, 0, "the lights went out")
    drag(at, field.middle)
    given = field.given()
    assert given["text"] == "“the lights went out”\n— Herald, Ferry runs aground off Castle Point"
    assert given["text"] == window.quotation()
    assert not any("html" in str(kind) for kind in list(given["formats"]))  # type: ignore[call-overload]


def test_from_the_margin_its_sentence_arrives_and_nothing_is_chosen(window: MainWindow, field: Field) -> None:
    window.show_view("side")
    column = window.page.side.column(0)
    number = next(k for k, (s, e) in enumerate(column.text.sentences) if "Twelve" in column.article.text[s:e])
    top = column.text.y_of(column.text.sentences[number][0])
    drag(on_screen(column.margin, QPoint(8, top + 6)), field.middle)
    assert field.given()["text"] == "“Twelve passengers were hurt.”\n— Herald, Ferry runs aground off Castle Point"
    assert window.page.side.current() is None


def test_a_cell_of_the_rows_arrives_with_its_source(window: MainWindow, field: Field) -> None:
    window.show_view("rows")
    rows = window.page.rows
    row, column = next(
        (n, a)
        for n, line in enumerate(rows.lines)
        for a in range(3)
        if line.kind == "group" and "160 people" in rows.book.cell(line, a).text
    )
    cell = rows.visualRect(rows.model().index(row, column))
    drag(on_screen(rows.viewport(), cell.topLeft() + QPoint(40, 14)), field.middle)
    text = str(field.given()["text"])
    assert text.startswith("“A ferry with 160 people aboard ran aground") and text.endswith(
        "”\n— Post, Passengers taken off stranded ferry"
    )
    assert window.page.view == "rows"


def test_a_cell_and_a_line_of_the_sheet_arrive_with_their_sources(window: MainWindow, field: Field) -> None:
    window.show_view("sheet")
    sheet = window.page.sheet
    line = next(n for n in sheet.visible_lines() if n.differences and len(n.places) > 1)
    sheet.set_current_line(line.key)
    index = sheet.currentIndex()
    article = next(n for n, cell in enumerate(line.cells) if cell.place)
    cell = sheet.visualRect(index.siblingAtColumn(article + 1))
    drag(on_screen(sheet.viewport(), cell.center()), field.middle)
    text = str(field.given()["text"])
    assert text.startswith("“") and "”\n— " in text and text.count("\n") == 1
    first = sheet.visualRect(index.siblingAtColumn(0))
    drag(on_screen(sheet.viewport(), first.center()), field.middle)
    assert field.given()["text"] == sheet.copy_text()
    assert window.page.view == "sheet"


def test_readings_of_the_panel_arrive_with_their_sources(window: MainWindow, field: Field) -> None:
    window.show_view("side")
    window.acts["next"].trigger()
    text = window.panel._text
    text.selectAll()
    QApplication.processEvents()
    drag(on_screen(text.viewport(), QPoint(24, 30)), field.middle)
    assert field.given()["text"] == window.panel._quoted(0, window.panel._length())


def test_a_drag_that_ends_in_its_own_window_adds_no_article(window: MainWindow, field: Field) -> None:
    window.show_view("side")
    before = len(window.session.articles)
    at = select(window, 0, "the lights went out")
    end = on_screen(window.page.side.column(2).text.viewport(), QPoint(60, 60))
    drag(at, end)
    wait(lambda: not window.session.busy, "what may come of it")
    assert len(window.session.articles) == before
    drag(at, on_screen(window.statusBar(), QPoint(300, 8)))
    wait(lambda: not window.session.busy, "what may come of it")
    assert len(window.session.articles) == before


def test_the_note_takes_dragged_words_with_their_source(window: MainWindow, field: Field) -> None:
    window.show_view("side")
    window.acts["next"].trigger()
    window.acts["note"].trigger()
    edit = window.marks.noting.field.edit
    wait(edit.isVisible, "the field of the note")
    drag(select(window, 0, "the lights went out"), on_screen(edit.viewport(), QPoint(40, 12)))
    wait(lambda: "— Herald" in edit.toPlainText(), "the words in the note")
    assert len(window.session.articles) == 3


# copied from the panel


def test_what_is_selected_in_the_panel_is_copied_with_its_source_and_its_hidden_characters(
    window: MainWindow,
) -> None:
    wait(lambda: compared(window), "the comparison")
    window.acts["next"].trigger()
    panel = window.panel
    shown = panel._text.toPlainText()
    _, _, (article, start, end) = panel._places[0]
    cursor = panel._text.textCursor()
    words = window.session.articles[article].text[start:end]
    at = shown.index(words)
    cursor.setPosition(at + 2)
    cursor.setPosition(at + 12, QTextCursor.MoveMode.KeepAnchor)
    panel._text.setTextCursor(cursor)
    name, title = ("Herald", "Post", "Bell")[article], window.session.articles[article].title
    assert panel.quotation() == f"“{words[2:12].strip()}”\n— {name}, {title}"
    cursor.clearSelection()
    panel._text.setTextCursor(cursor)
    everything = panel.quotation()
    assert everything.startswith(panel._heading.text())
    for number, s, e in (place for _, _, place in panel._places):
        assert window.session.articles[number].text[s:e] in everything

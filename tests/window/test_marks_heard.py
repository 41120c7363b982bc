"""What a screen reader is told of notes, the tray, menus and dialogs: a name for all that one can reach."""

from __future__ import annotations

import pytest
from marked_window import ask_menu, caret, comparison_of, dialog, place, select
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from parallax.window.articles.article_dialogs import ParticularsDialog, ReplaceDialog
from parallax.window.corrections import deeds
from parallax.window.corrections.choosing import ChooseDialog
from parallax.window.corrections.quotation_dialog import QuotationDialog
from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display


def heard(widget: QWidget) -> str:
    """The name that is read out."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(part: QWidget) -> list[str]:
    """The widgets below that take the focus and have no name."""
    reached = [w for w in part.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached
    return [type(w).__name__ for w in reached if not heard(w)]


def test_all_of_the_docks_has_names(window: MainWindow) -> None:
    select(window, 0, "towed to Sall")
    window.acts["note"].trigger()
    QTest.keyClicks(window.marks.noting.field.edit, "by whom?")
    assert heard(window.marks.noting.field.edit) == "Note on “towed to Sall” · Herald"
    window.marks.flush()
    window.acts["tray"].trigger()
    assert nameless(window.marks.tray) == []
    assert nameless(window.panel) == []
    item = window.marks.tray.notes.list.item(0)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "by whom?. “towed to Sall” · Herald"


def test_what_a_mode_asks_is_the_name_of_its_line(window: MainWindow) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts["link"].trigger()
    line = window.marks.ask_line
    assert "click its partner in another column" in heard(line._label)
    assert nameless(line) == []


@pytest.mark.parametrize(("action", "kind"), [("particulars", ParticularsDialog), ("replace_text", ReplaceDialog)])
def test_the_dialogs_of_an_article_have_names(window: MainWindow, action: str, kind: type[QWidget]) -> None:
    caret(window, 0, "Twelve passengers")
    window.acts[action].trigger()
    box = dialog(kind)
    assert nameless(box) == []
    QTest.keyClick(box, Qt.Key.Key_Escape)


def test_the_dialogs_of_corrections_have_names(window: MainWindow) -> None:
    caret(window, 0, "Then the lights")
    menu = ask_menu(window)
    assert heard(menu) == "Correct"
    next(a for a in menu.actions() if a.text() == "Said by…").trigger()
    menu.close()
    box = dialog(ChooseDialog)
    assert nameless(box) == []
    assert isinstance(box, ChooseDialog)
    assert heard(box.box).startswith("Who says “Then the lights went out”?")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    comparison = window.session.state.comparison
    assert comparison is not None
    spot = place(window, 0, "Then the lights")
    quotation = deeds.attribution_at(comparison, spot)
    assert quotation is not None
    window.marks.menus._ask_extent(comparison, quotation, spot)
    box = dialog(QuotationDialog)
    assert nameless(box) == []
    QTest.keyClick(box, Qt.Key.Key_Escape)


def test_a_sentence_linked_by_hand_is_told_as_such_at_the_caret(window: MainWindow) -> None:
    first, other = place(window, 0, "Then the lights went out"), place(window, 1, "Nine passengers were hurt")
    window.session.marking.correct(deeds.linked(first, other), comparison_of(window))
    end = 200
    while not window.marks.done_line.isVisible() and end:
        QTest.qWait(50)
        end -= 1
    window.show_view("side")
    assert "Post (linked by hand)" in window.page.side.column(0).describe(first[1])

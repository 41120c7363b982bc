"""What comes and goes around a text moves none of its words: notices, progress, the invitation, the ruler's marks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from marked_window import HERALD, TEXTS, compared, copied, key, make_story, opened
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea
from waiting import wait

from parallax.window.main_window import MainWindow
from parallax.window.state import VIEWS, View

pytestmark = pytest.mark.display

SENTENCES = " ".join(f"Crew {k} of the harbour reached berth {k} and found the rope cut." for k in range(60))


@pytest.fixture(scope="module")
def long_story(application: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {
        name: f"{text}\n{SENTENCES.replace('rope', rope)}\n"
        for (name, text), rope in zip(TEXTS.items(), ("rope", "chain", "line"), strict=True)
    }
    return make_story(tmp_path_factory.mktemp("long"), texts)


@contextmanager
def shown_in(folder: Path, view: View) -> Iterator[MainWindow]:
    """A window on the compared story of a folder, in one view with all of it unfolded."""
    with opened(folder) as window:
        wait(lambda: compared(window), "the comparison")
        window.resize(1000, 560)
        window.show_view(view)
        if view == "sheet":
            window.page.sheet.expandAll()
        QTest.qWait(50)
        yield window


def area(window: MainWindow) -> QAbstractScrollArea:
    """What is scrolled in the view on screen."""
    page = window.page
    return {
        "sheet": page.sheet,
        "rows": page.rows,
        "side": page.side.column(0).text if page.side.article_count() else page.sheet,
    }[page.view]


def first_sentence(window: MainWindow) -> tuple[str, int]:
    """The first sentence, or line of a table, in view, and how far down the screen it stands."""
    page, shown = window.page, area(window).viewport()
    if page.view == "side":
        text = page.side.column(0).text
        start = text.top()
        return text.article.text[start : start + 40], shown.mapToGlobal(QPoint(0, text.y_of(start))).y()
    table = page.sheet if page.view == "sheet" else page.rows
    index = table.indexAt(QPoint(30, 2)).siblingAtColumn(0)
    return str(index.data()), shown.mapToGlobal(table.visualRect(index).topLeft()).y()


def scroll(window: MainWindow, part: float) -> None:
    bar = area(window).verticalScrollBar()
    bar.setValue(round(bar.maximum() * part))
    QTest.qWait(30)


@pytest.mark.parametrize("view", VIEWS)
def test_a_notice_and_the_progress_come_and_go_without_moving_a_sentence(
    long_story: Path, tmp_path: Path, view: View
) -> None:
    with shown_in(copied(long_story, tmp_path), view) as window:
        assert area(window).verticalScrollBar().maximum() > 100
        shown = [
            lambda: window.notice.show_error("The library is not where it was. " * 6),
            lambda: window.progress.begin(1, 3, "Comparing"),
            lambda: window.notice.show_word("Another window changed it.", ("Show it", lambda: None)),
            window.notice.hide,
            window.progress.end,
        ]
        for part in (0.0, 0.5, 1.0):
            scroll(window, part)
            stood = first_sentence(window)
            for do in shown:
                do()
                QTest.qWait(30)
                assert first_sentence(window) == stood


def test_at_the_end_of_the_texts_a_notice_moves_nothing_whatever_the_height_of_the_window(
    long_story: Path, tmp_path: Path
) -> None:
    with opened(copied(long_story, tmp_path)) as window:
        wait(lambda: compared(window), "the comparison")
        window.show_view("side")
        for height in range(520, 900, 20):
            window.resize(1000, height)
            QTest.qWait(30)
            scroll(window, 0.5)
            scroll(window, 1.0)
            stood = first_sentence(window)
            window.notice.show_error("The library is not where it was.")
            QTest.qWait(30)
            assert first_sentence(window) == stood
            window.notice.hide()
            QTest.qWait(30)
            assert first_sentence(window) == stood


@pytest.mark.parametrize("view", VIEWS)
def test_what_the_focus_is_on_stays_in_view_above_a_notice(long_story: Path, tmp_path: Path, view: View) -> None:
    with shown_in(copied(long_story, tmp_path), view) as window:
        shown = area(window)

        def place() -> QRect:
            return shown.cursorRect() if view == "side" else shown.visualRect(shown.currentIndex())  # type: ignore[attr-defined]

        low = shown.viewport().height() - 12
        if view == "side":
            shown.setTextCursor(shown.cursorForPosition(QPoint(30, low)))  # type: ignore[attr-defined]
        else:
            shown.setCurrentIndex(shown.indexAt(QPoint(30, low)))  # type: ignore[attr-defined]
            QTest.qWait(30)
            shown.scrollTo(shown.currentIndex())  # type: ignore[attr-defined]
        QTest.qWait(30)
        assert shown.hasFocus() and place().bottom() > shown.viewport().height() - 80
        for number in range(4):
            window.notice.show_error(f"The file “{number}.pdf” holds no text that can be selected.")
        QTest.qWait(50)
        assert place().top() >= 0 and place().bottom() <= shown.viewport().height()


def test_the_invitation_goes_without_moving_a_sentence(application: QApplication, tmp_path: Path) -> None:
    make_story(tmp_path, {"Herald": f"{HERALD}\n{SENTENCES}\n"})
    with opened(tmp_path) as window:
        wait(lambda: compared(window), "the comparison")
        assert window.page._invitation.isVisible()
        window.resize(1000, 560)
        QTest.qWait(50)
        scroll(window, 0.5)
        words, y = first_sentence(window)
        path = tmp_path / "Post.txt"
        path.write_text(TEXTS["Post"], encoding="utf-8")
        window.session.adding.files([path])
        wait(lambda: len(window.session.articles) == 2, "the second article")
        QTest.qWait(50)
        assert not window.page._invitation.isVisible()
        now, at = first_sentence(window)
        assert now == words and abs(at - y) <= 2  # lines of another length: to the pixels of a rounded line


@pytest.mark.parametrize("within", (True, False), ids=("a story", "the first page"))
def test_a_notice_lies_at_the_foot_as_high_as_its_words_and_covers_nothing(window: MainWindow, within: bool) -> None:
    if not within:
        window.leave_story()
    notice, page = window.notice, window.page if within else window.start_page

    def lies_below() -> bool:
        return page.mapToGlobal(QPoint(0, page.height())).y() == notice.mapToGlobal(QPoint(0, 0)).y()

    notice.show_error("A sentence.")
    wait(lambda: lies_below() and notice.width() == page.width(), "the notice to lie below the page")
    QTest.qWait(30)
    top, low = page.mapToGlobal(QPoint(0, 0)).y(), notice.height()
    notice.show_error("A longer sentence that goes on and on. " * 12)
    wait(lambda: notice.height() > low and lies_below(), "the notice to be as high as its words")
    assert page.mapToGlobal(QPoint(0, 0)).y() == top


def test_many_sentences_leave_most_of_a_small_window_to_the_page_and_are_scrolled_by_keyboard(
    window: MainWindow,
) -> None:
    window.resize(500, 420)
    window.dock.hide()
    window.notice.show_error("One sentence.")
    QTest.qWait(50)
    lines = window.notice.findChild(QScrollArea)
    assert isinstance(lines, QScrollArea) and lines.focusPolicy() == Qt.FocusPolicy.NoFocus
    for number in range(8):
        window.notice.show_error(
            f"The file “{number}.pdf” holds no text that can be selected: it is a picture of a page."
        )
    bar = lines.verticalScrollBar()
    wait(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), "what came last to be seen first")
    assert window.page.height() > window.notice.height()
    assert lines.focusPolicy() == Qt.FocusPolicy.StrongFocus
    window.notice.focus()
    key(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is lines
    key(lines, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    key(lines, Qt.Key.Key_Escape)
    assert not window.notice.isVisible()


def test_beside_choices_a_sentence_has_the_height_that_it_needs_and_is_reached_before_them(window: MainWindow) -> None:
    window.resize(480, 700)
    window.dock.hide()
    story = "You have “The harbour of Vellmar and its ropes” already. What was imported is kept apart from it."
    window.notice.show_word(story, ("Merge into the one you have", lambda: None))
    QTest.qWait(50)
    lines = window.notice.findChild(QScrollArea)
    assert isinstance(lines, QScrollArea)
    wait(lambda: lines.verticalScrollBar().maximum() == 0, "the sentence to have the height that it needs")
    for number in range(7):
        window.notice.show_error(
            f"The file “{number}.pdf” holds no text that can be selected: it is a picture of a page."
        )
    wait(lambda: lines.focusPolicy() == Qt.FocusPolicy.StrongFocus, "more sentences than there is room for")
    window.notice.focus()
    assert QApplication.focusWidget() in window.notice.choices
    key(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is lines
    window.notice.hide()
    window.notice.show_error("One sentence.")
    wait(lambda: lines.height() <= lines.fontMetrics().lineSpacing() + 2, "the height of one sentence")


@pytest.mark.parametrize("view", VIEWS)
def test_escape_in_a_view_closes_the_notice(window: MainWindow, view: View) -> None:
    window.show_view(view)
    window.notice.show_error("A sentence.")
    QTest.qWait(30)
    focused = QApplication.focusWidget()
    assert focused is not None and window.page.isAncestorOf(focused)
    key(focused, Qt.Key.Key_Escape)
    assert not window.notice.isVisible() and QApplication.focusWidget() is focused


def test_a_notice_is_reached_by_f6_and_left_by_escape(window: MainWindow) -> None:
    window.show_view("side")
    done: list[int] = []
    window.notice.show_word("Another window changed it.", ("Show it", lambda: done.append(1)))
    QTest.qWait(30)
    panes = []
    for _ in range(8):
        window.acts["next_pane"].trigger()
        focused = QApplication.focusWidget()
        assert focused is not None
        panes.append(focused)
        if focused in window.notice.choices:
            break
    assert panes[-1] is window.notice.choices[0]
    key(panes[-1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Close the notice"
    key(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.notice.isVisible() and not done
    assert window.page.isAncestorOf(QApplication.focusWidget())

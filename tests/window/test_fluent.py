"""Nothing long is done in one turn, or twice: what a step, a turn of the wheel and an opening story may cost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_window import compared, make_story, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from waiting import wait, wait_for_window

from invented_story import long_reports
from parallax.article import Article
from parallax.library import NewStory
from parallax.sheet import RowBook
from parallax.values import Comparison
from parallax.window import session, unpacking
from parallax.window.ahead import ahead, work_out
from parallax.window.overview.ruler import Ruler
from parallax.window.overview.tracks import TextTrack
from parallax.window.palette import LIGHT
from parallax.window.state import ReadingState
from parallax.window.story_page import StoryPage
from parallax.window.tables.rows_view import RowsView
from parallax.window.tables.story_sheet import StorySheet
from parallax.window.texts import article_text
from parallax.window.texts.article_text import ArticleText
from parallax.window.texts.links_at import links_at
from parallax.window.texts.marks import Mark, Speech, pieces
from parallax.window.texts.side_by_side import SideBySide

story = cache(lambda: long_reports(3, 60))
W = TypeVar("W", bound=QWidget)
WORDS = " ".join(f"Crew {k} of the harbour reached berth {k} and found the rope cut." for k in range(400))


@contextmanager
def on_screen(widget: W, width: int, height: int) -> Iterator[W]:
    """A widget that is shown in this size, and put away in the end."""
    widget.resize(width, height)
    widget.show()
    wait_for_window(widget)
    try:
        yield widget
    finally:
        widget.close()
        widget.deleteLater()


def test_what_the_views_draw_of_a_comparison_is_made_once() -> None:
    comparison = story()
    work_out(comparison)
    made = ahead(comparison)
    assert made.sheet is ahead(comparison).sheet and made.rows is ahead(comparison).rows
    assert links_at(comparison) is links_at(comparison)
    other = Comparison(articles=comparison.articles)
    assert ahead(other) is not made
    assert ahead(comparison) is made  # the one on screen stays while another one comes


def test_the_walk_is_sorted_once_for_each_base() -> None:
    state = ReadingState(comparison=story(), view="rows")
    first = state.order()
    kept = state._order
    state.step(1)
    state.summary()
    assert state._order is kept
    state.base = 1
    assert state.order() != first
    first.clear()
    state.base = 0
    assert state.order()


@given(st.integers(0, 6000), st.integers(0, 7), st.integers(0, 7))
def test_the_link_nearest_before_a_place_is_found(start: int, article: int, other: int) -> None:
    comparison = story()
    count = len(comparison.articles)
    article, other = article % count, other % count
    best, end = -1, -1
    for link in comparison.links:
        for (a, i), (b, j) in (((link.a, link.i), (link.b, link.j)), ((link.b, link.j), (link.a, link.i))):
            at = comparison.sentences[a][i].start
            if (a, b) == (article, other) and best < at <= start:
                best, end = at, comparison.sentences[b][j].end
    assert links_at(comparison).end_beside(article, start, other) == end


@pytest.mark.display
def test_the_wheel_measures_the_ruler_no_more(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = story()
    page = StoryPage()
    page.resize(1100, 500)
    page.show_ruler(True)
    page.set_articles(comparison.articles)
    page.show()
    wait_for_window(page)
    page.turn(ReadingState(comparison=comparison, view="side"))
    wait(lambda: page.findChild(Ruler) is not None, "the ruler")
    QTest.qWait(400)
    measured = []
    usual = TextTrack.strokes
    monkeypatch.setattr(TextTrack, "strokes", lambda self, state: measured.append(1) or usual(self, state))
    bar = page.side.column(0).text.verticalScrollBar()
    assert bar.maximum() > 200
    for pixel in range(0, 200, 10):
        bar.setValue(pixel)
        QTest.qWait(5)
    QTest.qWait(200)
    assert not measured
    page.close()
    page.deleteLater()


@pytest.mark.display
def test_the_next_difference_lays_out_only_the_cells_that_look_otherwise(application: QApplication) -> None:
    comparison = story()
    with on_screen(RowsView(), 1000, 600) as view:
        view.set_comparison(comparison, {})
        view.go_to_difference(0)
        before = dict(view._delegate._laid)
        view.go_to_difference(1)
        after = view._delegate._laid
        other = [key for key, laid in before.items() if after.get(key) is not laid]
        touched = {m.difference for key in other for m in before[key][0]._marks}
        assert len(other) < len(before)
        assert all({0, 1} & {m.difference for m in before[key][0]._marks} for key in other), touched


@pytest.mark.display
def test_a_text_far_down_is_not_laid_out_to_its_end(application: QApplication) -> None:
    text = ArticleText(Article.from_text("\n\n".join([WORDS] * 4)), LIGHT)
    text.resize(300, 400)
    text.set_top(300)
    text.show()
    wait_for_window(text)
    assert text.top() == 0 or text.y_of(300) == 0
    text.resize(280, 400)  # all lines break anew
    assert text.y_of(300) == 0
    assert text.document().lastBlock().layout().lineCount() == 0
    text.deleteLater()


@pytest.mark.display
def test_many_marks_are_laid_flat_in_turns_and_drawn_all_the_same(
    application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_text, "_AT_ONCE", 7)
    text = ArticleText(Article.from_text(WORDS), LIGHT)
    marks = [Mark(k * 20, k * 20 + 30, "number", "facts", k) for k in range(100)]
    speeches = [Speech(((k * 50, k * 50 + 5),), (), ((k * 50 + 8, k * 50 + 40),), "Ortiz") for k in range(40)]
    text.set_marked(marks, speeches)
    turns = 0
    while text.draw_some(20):
        turns += 1
    assert turns > 20
    assert sorted(text._drawn, key=lambda p: p.start) == pieces(marks, speeches, len(WORDS))
    text.set_marked(marks, speeches)
    text.draw_some()
    text.set_marked(marks[:3], [])  # the others are not wanted any more
    while text.draw_some():
        pass
    assert sorted(text._drawn, key=lambda p: p.start) == pieces(marks[:3], [], len(WORDS))
    text.deleteLater()


@pytest.mark.display
def test_a_large_story_is_shown_when_it_is_unpacked_and_not_over_what_was_opened_since(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_story(tmp_path)
    monkeypatch.setattr(session, "LARGE", 0)
    asked: list[str] = []
    monkeypatch.setattr(session.Session, "analyse", lambda self, again=False: asked.append("analysed"))
    with opened(folder) as window:
        wait(lambda: compared(window), "the story that was read last")
        story = window.session.story
        assert story is not None
        window.leave_story()
        window.open_story(story.id)
        assert window.session.story is None and window.session.busy  # the window goes on meanwhile
        wait(lambda: compared(window), "the story")
        other = NewStory("Another story")
        window.session.library.apply(other)
        window.leave_story()
        window.open_story(story.id)
        window.open_story(other.story)
        QTest.qWait(300)
        assert window.session.story is not None and window.session.story.id == other.story
        assert not window.session.busy
    assert len(asked) == 1  # of the empty one


@pytest.mark.display
def test_a_large_comparison_that_cannot_be_read_is_made_anew(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_story(tmp_path)
    monkeypatch.setattr(session, "LARGE", 0)
    monkeypatch.setattr(unpacking, "unpacked", lambda packed: None)
    with opened(folder) as window:
        wait(lambda: compared(window), "a new analysis")


@pytest.mark.display
def test_the_first_text_is_put_into_the_column_that_was_made_ready(application: QApplication, tmp_path: Path) -> None:
    faults: list[object] = []
    with opened(tmp_path) as window:
        side = window.page.side
        for _ in range(2):
            wait(lambda: side.findChildren(ArticleText), "the column")
            (ready,) = side.findChildren(ArticleText)
            ready.focused.connect(lambda: faults.append("a column without a text has the focus"))
            window.show_page(window.page)
            window.page.focus_view()
            for _ in range(8):
                QTest.keyClick(window, Qt.Key.Key_Tab)
            assert not faults
            window.show_page(window.start_page)
            ready.focused.disconnect()
            window.session.add_pasted("Water over Halm\n\nThe weir broke.")
            assert side.column(0).text is ready
            assert ready.toPlainText() == side.column(0).article.text
            assert ready.textCursor().position() == ready.textCursor().anchor() == 0
            wait(ready.hasFocus, "the focus")
            window.leave_story()
            wait(lambda ready=ready: ready not in side.findChildren(ArticleText), "the end of the column")


@pytest.mark.display
def test_the_margins_show_what_is_in_view_however_far_the_layout_is(application: QApplication) -> None:
    with on_screen(SideBySide(), 1000, 700) as side:
        side.prepare()
        articles = [Article.from_text("\n\n".join([WORDS[k : k + 900] for k in range(20)])) for _ in range(3)]
        side.set_articles(articles)
        QTest.qWait(100)
        for number, article in enumerate(articles):
            spans = [(p.start, p.end) for p in article.paragraphs]
            side.set_sentences(number, spans)
            side.set_reports(number, [[True, False]] * len(spans))
        QTest.qWait(300)
        for number in range(3):
            column = side.column(number)
            kept = column.text.visible_span()
            column.text._seen = (None, (0, 0))
            assert kept == column.text.visible_span()
            assert kept[0] == 0 < kept[1]


@pytest.mark.display
def test_rows_that_are_unfolded_within_the_view_have_their_own_heights(application: QApplication) -> None:
    with on_screen(RowsView(), 400, 500) as view:
        view.set_text_size(20)
        for key in [key for row in RowBook(story()).lines() for key in row.inside][:6]:
            view.set_comparison(Comparison(articles=()), {})
            view.set_comparison(story(), {})
            view._go(key, 0)
            QTest.qWait(5)
            width, columns = view._column_width(), len(view.book.names)
            seen = [
                row
                for row in range(len(view.lines))
                if -view.rowHeight(row) < view.rowViewportPosition(row) < view.viewport().height()
            ]
            wanted = [view._delegate.height(view.lines[row], width, columns) for row in seen]
            assert [view.rowHeight(row) for row in seen] == wanted


@pytest.mark.display
def test_the_sheet_stays_where_the_reader_scrolled_it_while_heights_are_found(application: QApplication) -> None:
    with on_screen(StorySheet(), 1000, 300) as sheet:
        sheet.set_comparison(long_reports(6, 60), {})
        assert sheet.delegate.estimating
        sheet.set_current_line(sheet.lines_model.lines[1].key)
        rect = sheet.visualRect(sheet.currentIndex())
        sheet.verticalScrollBar().setValue(sheet.verticalScrollBar().value() + rect.y() + rect.height() // 2)
        before = sheet.top()
        wait(lambda: not sheet.delegate.estimating, "the heights")
        assert sheet.top() == before


@pytest.mark.display
def test_a_story_without_articles_shows_no_column(application: QApplication, tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        side = window.page.side
        wait(lambda: side.findChildren(ArticleText), "the column that was made ready")
        window.session.library.apply(NewStory("Nothing yet", "empty"))
        window.open_story("empty")
        QTest.qWait(10)
        assert not [text for text in side.findChildren(ArticleText) if text.isVisible()]

"""*Side by side*, in a real window: text at rest, partners level, marks where they belong, nothing but plain text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait_for_window

from parallax.article import Article, Span
from parallax.window.palette import DARK, GLYPHS, LIGHT
from parallax.window.texts.column import NARROWEST, OneLine
from parallax.window.texts.side_by_side import Mark, SideBySide, Speech

pytestmark = pytest.mark.display

PLACES = ("the weir", "the lower mill", "Halm Street", "the school", "the allotments", "the ferry stage")


def report(outlet: str, sentences: int, title: str = "Water over Halm") -> tuple[Article, list[Span]]:
    """An invented report, an emoji early in it, and its sentences: the headline, then three to a paragraph."""
    said = [
        f"Crew {k} of the {outlet} round reached {PLACES[k % 6]} at {k % 12} o'clock 🚒 and found the water rising."
        for k in range(sentences)
    ]
    text = "\n\n".join(" ".join(said[k : k + 3]) for k in range(0, sentences, 3))
    article = Article.from_text(text, title=title, outlet=outlet, published="2026-03-04")
    spans, at = [(0, len(title))], len(title)
    for sentence in said:
        start = article.text.index(sentence, at)
        at = start + len(sentence)
        spans.append((start, at))
    return article, spans


def served(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Serve the event loop until a condition holds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        if condition():
            return True
        time.sleep(0.002)
    return False


Filled = Callable[..., SideBySide]


@pytest.fixture
def filled(application: QApplication) -> Iterator[Filled]:
    """A shown view of articles of so many sentences each."""
    shown: list[SideBySide] = []

    def fill(*counts: int, width: int = 1200, height: int = 600) -> SideBySide:
        view = SideBySide(theme=LIGHT)
        shown.append(view)
        view.resize(width, height)
        made = [report(f"Outlet {k}", count) for k, count in enumerate(counts)]
        view.set_articles([article for article, _ in made])
        for k, (_, spans) in enumerate(made):
            view.set_sentences(k, spans)
        view.show()
        wait_for_window(view, active=True)
        return view

    yield fill
    for view in shown:
        view.close()
        view.deleteLater()
    QApplication.processEvents()


def drawn(view: SideBySide) -> None:
    """Wait until all marks are in the texts."""
    done: list[bool] = []
    view.marks_shown.connect(lambda: done.append(True))
    assert served(lambda: bool(done))


def marks_for(view: SideBySide, article: int, checked: bool = False) -> list[Mark]:
    """A mark on the emoji's neighbour word of every sentence but the headline."""
    text = view.column(article).article.text
    found = []
    for number, (start, end) in enumerate(view.column(article).text.sentences[1:], 1):
        at = text.index("found", start, end)
        found.append(Mark(at, at + 5, "number", "facts", number, checked, f"number: crew {number}"))
    return found


def test_text_is_readable_before_any_analysis(application: QApplication) -> None:
    article, _ = report("Courier", 9)
    view = SideBySide(theme=LIGHT)
    view.set_articles([article])
    assert view.column(0).text.toPlainText() == article.text
    assert view.position() == {0: 0}
    view.next_sentence()
    assert view.current() is None


def test_marks_move_neither_text_nor_scroll_position(filled: Filled) -> None:
    view = filled(200, 200)
    view.set_position({0: view.column(0).text.sentences[120][0]})
    text = view.column(0).text
    QApplication.processEvents()
    before = text.verticalScrollBar().value(), [text.y_of(s) for s, _ in text.sentences]
    assert before[0] > 0
    view.set_marks(0, marks_for(view, 0))
    view.set_attributions(0, [Speech((), (), (text.sentences[4],), "Ada Brandt")])
    drawn(view)
    assert (text.verticalScrollBar().value(), [text.y_of(s) for s, _ in text.sentences]) == before
    view.set_marks(0, [])
    drawn(view)
    assert (text.verticalScrollBar().value(), [text.y_of(s) for s, _ in text.sentences]) == before


def test_a_mark_after_an_emoji_lies_on_its_words(filled: Filled) -> None:
    view = filled(6)
    view.set_marks(0, marks_for(view, 0))
    drawn(view)
    document = view.column(0).text.document()
    words: list[str] = []
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            if fragment.charFormat().background().color().name() == LIGHT.families["facts"].tint:
                words.append(fragment.text())
            pieces += 1
        block = block.next()
    assert words == ["found"] * 6


def test_marks_taken_back_leave_no_trace(filled: Filled) -> None:
    view = filled(6)
    text = view.column(0).text
    bare = text.document().toHtml()
    view.set_marks(0, marks_for(view, 0))
    view.set_attributions(0, [Speech((), (), (text.sentences[2],), "Ada Brandt")])
    drawn(view)
    assert text.document().toHtml() != bare
    view.set_marks(0, [])
    view.set_attributions(0, [])
    drawn(view)
    assert text.document().toHtml() == bare


def test_partners_are_brought_level_with_the_chosen_sentence(filled: Filled) -> None:
    view = filled(200, 120, 60)
    view.show_sentence(0, 150, {1: 60, 2: 2})
    levels = [
        view.column(k).text.y_of(view.column(k).text.sentences[sentence][0])
        for k, sentence in ((0, 150), (1, 60), (2, 2))
    ]
    assert max(levels) - min(levels) <= 1
    assert 0 <= levels[0] < view.column(0).text.viewport().height()
    assert view.column(1).text.partner == 60
    assert view.current() == (0, 150)


def test_the_last_sentence_can_be_brought_level_with_the_first(filled: Filled) -> None:
    view = filled(200, 30)
    view.show_sentence(0, 200, {1: 0})
    first, other = view.column(0).text, view.column(1).text
    assert abs(first.y_of(first.sentences[200][0]) - other.y_of(other.sentences[0][0])) <= 1


def test_a_column_without_a_partner_says_so_and_names_the_nearest(filled: Filled) -> None:
    view = filled(30, 30, 30)
    height = view.column(1).text.height()
    view.show_sentence(0, 3, {1: None, 2: None}, nearest={2: 5})
    assert view.column(1).header_line() == "not reported here"
    assert view.column(2).header_line().startswith("not reported here · nearest: “Crew 4 of the Outlet 2")
    assert view.column(1).text.height() == height
    view.show_sentence(0, 3, {1: 4, 2: 4})
    assert view.column(1).header_line() == "2026-03-04"


def test_a_header_says_that_speakers_are_not_looked_for_and_says_it_again_after_another_word(filled: Filled) -> None:
    view = filled(9, 9)
    view.set_sought(1, False)
    view.show_sentence(0, 3, {1: None})
    assert view.column(1).header_line() == "not reported here"
    view.show_sentence(0, 3, {1: 4})
    assert view.column(0).header_line() == "2026-03-04"
    assert view.column(1).header_line() == "2026-03-04 · speakers are not looked for in this language"
    view.set_sought(1, True)
    assert view.column(1).header_line() == "2026-03-04"


def test_adding_an_article_keeps_the_place_in_the_others(filled: Filled) -> None:
    view = filled(200, 200)
    wanted = {0: view.column(0).text.sentences[77][0], 1: view.column(1).text.sentences[33][0]}
    view.set_position(wanted)
    QApplication.processEvents()
    assert view.position() == wanted
    columns = [view.column(0), view.column(1)]
    view.set_articles([columns[0].article, columns[1].article, report("Herald", 40)[0]])
    QApplication.processEvents()
    assert [view.column(0), view.column(1)] == columns
    assert {k: view.position()[k] for k in (0, 1)} == wanted


def test_the_place_holds_when_the_window_gets_narrower(filled: Filled) -> None:
    view = filled(200, 200, width=1400)
    wanted = {0: view.column(0).text.sentences[90][0], 1: view.column(1).text.sentences[12][0]}
    view.set_position(wanted)
    for width in (1300, 900, 700, 1500):
        view.resize(width, 600)
        QApplication.processEvents()
        assert view.position() == wanted


def test_a_place_set_before_the_window_is_shown_holds(application: QApplication) -> None:
    article, spans = report("Courier", 200)
    view = SideBySide(theme=LIGHT)
    view.set_articles([article])
    view.set_sentences(0, spans)
    view.set_position({0: spans[100][0]})
    view.resize(500, 500)
    view.show()
    wait_for_window(view)
    QApplication.processEvents()
    assert view.position() == {0: spans[100][0]}
    view.close()


def test_a_narrow_window_scrolls_sideways_instead_of_squeezing(filled: Filled) -> None:
    view = filled(9, 9, 9, 9, width=500)
    assert all(view.column(k).width() >= NARROWEST for k in range(4))
    assert view.horizontalScrollBar().maximum() > 0
    view.go_to(3, 0, 5)
    assert view.horizontalScrollBar().value() > 0


def test_with_larger_text_all_that_stands_around_it_grows_and_columns_stay_readable(filled: Filled) -> None:
    view = filled(9, 9, width=500)
    column, plain = view.column(0), view.column(0).font().pointSizeF()
    margin, narrow = column.margin.width(), column.minimumWidth()
    heads = [label for label in column.findChildren(OneLine) if label.whole()]
    assert heads
    view.set_text_size(plain * 2)
    assert column.margin.width() > 1.5 * margin
    assert {label.font().pointSizeF() for label in heads} == {plain * 1.5}
    assert len({label.height() for label in column.findChildren(OneLine)}) == 1  # those without words as well
    assert column.margin.font().pointSizeF() == plain * 2
    top = column.text.mapTo(view, QPoint(0, 0)).y()
    column.set_missing("Crew 1 of the harbour")
    QTest.qWait(20)
    assert column.text.mapTo(view, QPoint(0, 0)).y() == top
    assert column.width() - column.margin.width() >= 16 * column.text.fontMetrics().averageCharWidth()
    assert view.horizontalScrollBar().maximum() > 0
    view.set_text_size(plain - 2)
    assert (column.margin.width(), column.minimumWidth()) == (margin, narrow)
    assert {label.font().pointSizeF() for label in heads} == {plain}


def test_a_click_chooses_the_sentence_and_its_difference(filled: Filled) -> None:
    view = filled(9, 9)
    view.set_marks(0, marks_for(view, 0))
    drawn(view)
    sentences: list[tuple[int, int]] = []
    differences: list[int] = []
    view.sentence_chosen.connect(lambda article, sentence: sentences.append((article, sentence)))
    view.difference_chosen.connect(differences.append)
    text = view.column(0).text
    mark = text.marks[3]
    cursor = QTextCursor(text.document())
    cursor.setPosition(text.offsets.to_utf16(mark.start + 2))
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center() + QPoint(1, 0))
    assert sentences == [(0, 4)]
    assert differences == [4]


def test_steps_walk_the_sentences_and_stop_at_the_ends(filled: Filled) -> None:
    view = filled(3, 3)
    chosen: list[tuple[int, int]] = []
    view.sentence_chosen.connect(lambda article, sentence: chosen.append((article, sentence)))
    for _ in range(6):
        view.next_sentence()
    view.previous_sentence()
    assert chosen == [(0, 0), (0, 1), (0, 2), (0, 3), (0, 2)]


def test_the_caret_moves_by_keyboard_and_return_chooses(filled: Filled) -> None:
    view = filled(9, 9)
    chosen: list[tuple[int, int]] = []
    view.sentence_chosen.connect(lambda article, sentence: chosen.append((article, sentence)))
    text = view.column(1).text
    QTest.keyClick(text, Qt.Key.Key_Down)
    QTest.keyClick(text, Qt.Key.Key_Down)
    assert text.caret() > 0
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert chosen == [(1, text.sentence_at(text.caret()))]


def test_a_glyph_stands_in_the_margin_and_a_tick_when_checked(filled: Filled) -> None:
    view = filled(6)
    view.set_marks(0, marks_for(view, 0))
    drawn(view)
    signs = view.column(0).margin.signs()
    assert {(s.glyph, s.checked) for s in signs} == {(GLYPHS["facts"], False)}
    assert "number: crew 1" in view.column(0).margin.saying(signs[0].box.center())
    view.set_marks(0, marks_for(view, 0, checked=True))
    drawn(view)
    assert all(s.checked for s in view.column(0).margin.signs())


def test_each_sentence_says_who_else_reports_it(filled: Filled) -> None:
    view = filled(3, 3, 3)
    view.set_reports(0, [(True, True), (True, False), (False, False), (False, True)])
    margin = view.column(0).margin
    assert margin.reported(0) == "also reported by Outlet 1 and Outlet 2"
    assert margin.reported(1) == "also reported by Outlet 1; not by Outlet 2"
    assert margin.reported(2) == "reported here only"


def test_what_is_marked_at_the_caret_is_the_accessible_description(filled: Filled) -> None:
    view = filled(6, 6)
    text = view.column(0).text
    view.set_reports(0, [(True,)] * 7)
    view.set_marks(0, marks_for(view, 0))
    view.set_attributions(0, [Speech((), (), (text.sentences[2],), "Ada Brandt")])
    drawn(view)
    text.put_caret(text.marks[1].start)
    assert text.accessibleDescription() == (
        "Sentence 3 of 7. Also reported by Outlet 1. Number: crew 2. Said by Ada Brandt."
    )
    assert text.accessibleName() == "Outlet 0, article 1 of 2: Water over Halm"


def test_tags_in_a_text_are_shown_and_never_obeyed(filled: Filled) -> None:
    view = filled()
    text = "A <b>bold</b> claim & an <img src='file:///etc/hostname'> image.\n\n<script>alert(1)</script>"
    view.set_articles([Article.from_text(text, title="<h1>Flood</h1>", outlet="<i>Post</i>")])
    column = view.column(0)
    assert column.text.toPlainText() == column.article.text
    assert column.name == "<i>Post</i>"
    labels = [label.text() for label in column.findChildren(type(column._outlet))]
    assert "<i>Post</i>" in labels
    column.text.selectAll()
    assert column.text.createMimeDataFromSelection().text() == column.article.text
    assert not column.text.createMimeDataFromSelection().hasHtml()


def test_bidi_controls_are_seen_but_copied_as_they_are(filled: Filled) -> None:
    view = filled()
    text = "Transfer to \u202etnuocca\u202c approved 🚒, said the clerk."
    view.set_articles([Article.from_text(text, outlet="Post")])
    shown = view.column(0).text
    assert "\u202e" not in shown.toPlainText()
    assert shown.saying(text.index("\u202e")) == "Bidi control U+202E"
    shown.selectAll()
    assert shown.createMimeDataFromSelection().text() == text


def test_a_text_from_right_to_left_lies_right(filled: Filled) -> None:
    view = filled()
    view.set_articles([Article.from_text("המים עלו בלילה.\n\nThe water rose at night.", outlet="Post")])
    QApplication.processEvents()
    text = view.column(0).text
    right, left = text.lines(0, 15)[0], text.lines(17, 40)[0]
    assert right.right() > text.viewport().width() - 40
    assert left.left() < 40


def test_find_goes_through_all_columns_and_round(filled: Filled) -> None:
    view = filled(3, 3, 3)
    places = []
    for _ in range(4):
        assert view.find("OUTLET 1 ROUND") or view.find("crew 2")
        places.append((view.article_in_focus(), view.column(view.article_in_focus()).text.selected_span()))
    assert {article for article, _ in places} == {1}
    assert places[0] == places[3]
    assert len(set(places)) == 3
    assert not view.find("no such words")


def test_find_tells_which_of_how_many_places_it_is(filled: Filled) -> None:
    view = filled(3, 3, 3)
    texts = [view.column(k).article.text.lower() for k in range(3)]
    count = sum(text.count("crew") for text in texts)
    found = [view.find("crew") for _ in range(count + 1)]
    assert [each and each.number for each in found] == [*range(1, count + 1), 1]
    assert {each and (each.count, each.texts) for each in found} == {(count, 3)}
    assert (again := view.find("crew", stay=True))
    assert again.number == 1
    assert (last := view.find("crew", backwards=True))
    assert last.number == count


@pytest.mark.parametrize("words", ["a.m.", "[x]", "Ünder", "to\u00a0day", "\u202e", "🚢", "ßtraße", "ﬁ", "aa"])
def test_find_counts_what_it_goes_through_whatever_the_words_are(application: QApplication, words: str) -> None:
    view = SideBySide(theme=LIGHT)
    written = (
        f"🚢 ünder {words} {words.upper()}{words}\n\n{words} a\u00a0b to day aaaa [X] A.M. a9m9 STRASSE fi {words}"
    )
    view.set_articles([Article.from_text(written)])
    found = view.find(words)
    assert found is not None
    assert found.count > 2
    places = [view.column(0).text.selected_span()]
    for number in range(2, found.count + 1):
        assert (further := view.find(words)) is not None
        assert further.number == number
        places.append(view.column(0).text.selected_span())
    assert sorted(set(places)) == places
    assert view.find(words) == found, "round again"


def test_a_quotation_carries_its_source(filled: Filled) -> None:
    view = filled(3, 3)
    assert view.find("the lower mill")
    assert view.quotation() == "“the lower mill”\n— Outlet 0, Water over Halm, 2026-03-04"


def test_words_over_several_sentences_and_paragraphs_are_quoted_as_they_stand(filled: Filled) -> None:
    view = filled()
    text = "Water rose. 🚒 It fell\u202e again.\n\nNobody was hurt. The mill stands."
    view.set_articles([Article.from_text(text, title="Flood", outlet="Post", published="2026-03-04")])
    shown = view.column(0).text
    cursor = shown.textCursor()
    whole = shown.article.text
    cursor.setPosition(shown.offsets.to_utf16(whole.index("It fell")))
    cursor.setPosition(shown.offsets.to_utf16(whole.index(" The mill")), QTextCursor.MoveMode.KeepAnchor)
    shown.setTextCursor(cursor)
    words = whole[whole.index("It fell") : whole.index(" The mill")]
    assert "\n" in words and "\u202e" in words
    assert view.quotation() == f"“{words}”\n— Post, Flood, 2026-03-04"


def test_without_a_selection_the_sentence_at_the_caret_is_quoted(filled: Filled) -> None:
    view = filled(3, 3)
    assert view.quotation() == "“Water over Halm”\n— Outlet 0, Water over Halm, 2026-03-04"


def test_the_focus_goes_from_column_to_column_and_out(filled: Filled) -> None:
    view = filled(3, 3)
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    assert view.focus_next_column()
    assert served(lambda: view.column(0).text.hasFocus())
    assert view.focus_next_column()
    assert served(lambda: view.column(1).text.hasFocus())
    assert not view.focus_next_column()


def test_removing_and_base_are_asked_for_by_number(filled: Filled) -> None:
    view = filled(3, 3, 3)
    removed: list[int] = []
    bases: list[int] = []
    view.remove_requested.connect(removed.append)
    view.base_changed.connect(bases.append)
    view.column(2)._remove.click()
    view.column(1)._base.click()
    assert (removed, bases, view.base()) == ([2], [1], 1)
    view.set_articles([view.column(0).article, view.column(2).article])
    assert (view.article_count(), view.base()) == (2, 0)


def test_a_theme_changes_colours_and_nothing_else(filled: Filled) -> None:
    view = filled(90, 90)
    view.set_marks(0, marks_for(view, 0))
    drawn(view)
    view.set_position({0: view.column(0).text.sentences[40][0]})
    value = view.column(0).text.verticalScrollBar().value()
    view.set_theme(DARK)
    text = view.column(0).text
    assert text.verticalScrollBar().value() == value
    cursor = QTextCursor(text.document())
    cursor.setPosition(text.offsets.to_utf16(text.marks[0].start) + 1)
    assert cursor.charFormat().background().color().name() == DARK.families["facts"].tint


def test_more_than_eight_articles_are_refused(filled: Filled) -> None:
    view = filled()
    with pytest.raises(ValueError, match="at most 8"):
        view.set_articles([report(f"Outlet {k}", 1)[0] for k in range(9)])

"""What was looked at, and what came since: told in the status line, the sheet and the rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_window import TEXTS, compared, comparison_of, difference, make_story, on_disk, opened, story_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax.window.main_window import MainWindow

pytestmark = pytest.mark.display

REPORT = """Ferry grounded {n}

Nine passengers were hurt when a ferry ran aground off Castle Point on Monday. Ned Calloway, the harbour master, said
that the buoy had been missing since Thursday.
"""
SIXTH = """Ferry on the rocks

Seven passengers were hurt when a ferry ran aground off Castle Point on Monday. Ned Calloway, the harbour master, said
that the buoy had been missing since Wednesday.
"""


def test_a_difference_that_was_current_for_a_moment_is_seen_and_no_other(window: MainWindow) -> None:
    count = len(comparison_of(window).differences)
    assert f"{count} not seen yet" in window.session.state.summary()
    first, second = difference(window, "number", "Twelve"), difference(window, "date", "Friday")
    window.choose(first)
    window.choose(second)
    changes = story_of(window).changes
    wait(lambda: second in window.session.state.seen, "the moment to pass")
    assert first not in window.session.state.seen
    assert [m.kind for m in on_disk(window).marks] == ["seen"]
    assert story_of(window).changes == changes, "seeing is not undone"
    assert f"{count - 1} not seen yet" in window.walk.text()


def test_sheet_and_rows_tell_what_was_not_seen(window: MainWindow) -> None:
    number, date = difference(window, "number", "Twelve"), difference(window, "date", "Friday")
    window.show_view("sheet")
    window.session.marking.see(number)
    model = window.page.sheet.lines_model
    for line in model.lines:
        if line.differences in ((number,), (date,)):
            assert model.is_unseen(line) == (line.differences == (date,))
            assert ("not seen yet" in model.spoken(line)) == (line.differences == (date,))
    window.show_view("rows")
    rows = window.page.rows
    spoken = {
        k: rows.model().index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for n, row in enumerate(rows.lines)
        if row.kind == "group"
        for k in row.differences
    }
    assert spoken[date].endswith("Not seen yet.")
    assert not spoken[number].endswith("Not seen yet.")


def test_a_checked_difference_needs_no_second_look(window: MainWindow) -> None:
    number = difference(window, "number", "Twelve")
    window.session.marking.set_checked(number, True)
    assert number not in window.session.state.unseen()


def test_a_sixth_report_tells_one_new_reading_since_it_was_checked(tmp_path: Path, application: QApplication) -> None:
    texts = {"Herald": TEXTS["Herald"], **{f"Report {n}": REPORT.format(n=n) for n in range(2, 6)}}
    with opened(make_story(tmp_path, texts)) as window:
        kinds = [k for k, d in enumerate(comparison_of(window).differences) if d.kind == "number"]
        for k in kinds:
            window.session.marking.set_checked(k, True)
            window.session.marking.see(k)
        assert set(window.session.state.checked.values()) == {"checked"}
        path = tmp_path / "Sixth.txt"
        path.write_text(SIXTH, encoding="utf-8")
        window.session.adding.files([path])
        wait(lambda: len(window.session.articles) == 6, "the sixth")
        wait(lambda: compared(window), "the comparison")
        state = window.session.state
        number = [k for k, d in enumerate(state.differences) if d.kind == "number"]
        judged = {k for k in number if k in state.checked}
        assert len(judged) == len(kinds), "what was judged stays judged"
        fresh = set(number) - judged
        assert fresh and fresh <= state.unseen()
        assert all(any(a == 5 for a, _, _ in state.differences[k].spans) for k in fresh)
        told = {k for k in judged if state.marked(k) == "✓ checked, 1 new reading since"}
        assert told, "the sixth report's reading joins those that were judged"
        assert "with new readings" in window.walk.text()
        for k in fresh:
            window.session.marking.set_checked(k, True)
        assert {state.marked(k) for k in number} == {"✓ checked"}

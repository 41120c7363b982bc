"""Rows are in the order of one article, fold what says nothing new, lose no sentence, and mark the right words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from invented_story import difference, long_reports, reports, versions, written
from parallax.outlets import clipped
from parallax.sheet import MarkIndex, Row, RowBook
from parallax.sheet.rows import steps
from parallax.values import FAMILIES, Comparison, Link


def sentences_in(rows: tuple[Row, ...]) -> list[tuple[int, int]]:
    return sorted(m for r in rows if r.kind == "group" for m in r.members)


def row_with(book: RowBook, words: str) -> Row:
    return next(r for r in book.rows for a in range(len(book.names)) if words in book.cell(r, a).text)


def test_rows_stand_in_the_order_of_the_base_article() -> None:
    c = reports(3)
    for base in range(3):
        own = [i for r in RowBook(c, base).rows if r.kind == "group" for a, i in r.members if a == base]
        assert own == sorted(own)


@given(st.integers(1, 4), st.integers(2, 30), st.data())
def test_no_sentence_is_lost_or_told_twice_whatever_the_base(count: int, size: int, data: st.DataObject) -> None:
    c = long_reports(count, size)
    base = data.draw(st.integers(0, count - 1))
    book = RowBook(c, base)
    every = [(n, s.index) for n, own in enumerate(c.sentences) for s in own]
    assert sentences_in(book.rows) == every
    folded = book.lines()
    assert sorted(m for r in folded for m in r.members) == every


def test_a_sentence_that_only_another_article_has_stands_beside_its_neighbours() -> None:
    book = RowBook(reports(3))
    rows = [r.members for r in book.rows]
    promised, told = row_with(book, "Officials promised"), row_with(book, "never told")
    assert rows.index(promised.members) == rows.index(row_with(book, "Twelve people").members) + 1
    assert rows.index(told.members) == rows.index(promised.members) + 1


def test_unchanged_sentences_of_versions_are_folded_and_counted() -> None:
    labels = [r.label for r in RowBook(versions(2)).lines() if r.kind == "fold"]
    assert labels == ["4 unchanged ▸", "4 unchanged ▸"]


def test_an_unfolded_run_keeps_its_line_to_fold_it_again() -> None:
    book = RowBook(versions(2))
    fold = next(r for r in book.lines() if r.kind == "fold")
    opened = book.lines(frozenset(fold.inside[1:2]))
    at = next(n for n, r in enumerate(opened) if r.key == fold.key)
    assert opened[at].open and opened[at].label == "4 unchanged ▾"
    assert [r.key for r in opened[at + 1 : at + 5]] == list(fold.inside)


def test_a_text_that_differs_without_a_difference_is_not_called_unchanged() -> None:
    c = written(
        {"A": [[("x", "One door is open."), ("y", "Rain fell.")]], "B": [[("x", "One door is open!")]]}, "versions"
    )
    assert [r.kind for r in RowBook(c).lines()] == ["group", "group"]


def test_rows_whose_differences_are_hidden_are_folded_but_counted() -> None:
    book = RowBook(versions(2), families=frozenset(FAMILIES) - {"facts"})
    assert next(r.label for r in book.lines() if r.kind == "fold") == "5 unchanged, 1 with hidden differences ▸"


def test_sentences_of_one_report_alone_are_folded_under_their_outlet() -> None:
    folds = [r for r in RowBook(reports(3)).lines() if r.kind == "fold"]
    assert folds[1].parts == ("1 only in Tribune ▸", "2 only in Courier ▸", "")
    assert folds[1].label == ""


def test_one_article_alone_is_not_folded() -> None:
    assert {r.kind for r in RowBook(reports(1)).lines()} == {"group"}


def test_a_moved_sentence_points_to_its_far_end_and_back() -> None:
    book = RowBook(versions(3))
    group = row_with(book, "Children may borrow")
    stub = next(r for r in book.rows if r.kind == "stub")
    assert book.cell(group, 1).note == "moved to ¶3 ▸" and book.cell(group, 1).far == stub.key
    assert book.cell(stub, 1).note == "moved from ¶3 ▸" and book.cell(stub, 1).far == group.key
    assert book.cell(stub, 0).text == ""
    assert [a for a, _ in stub.members] == [1, 2]


def test_a_moved_sentence_is_no_neighbour_to_stand_by() -> None:
    first = [[("m", "A moved line.")], [("a", "First."), ("b", "Second.")]]
    second = [[("a", "First."), ("b", "Second.")], [("m", "A moved line."), ("", "A new line.")]]
    c = written({"A": first, "B": second}, "versions")
    c = replace(c, links=(Link(0, 0, 1, 2, 1.0, moved=True), Link(0, 1, 1, 0, 1.0), Link(0, 2, 1, 1, 1.0)))
    book = RowBook(c)
    told = [book.cell(r, 1).text for r in book.rows]
    assert told == ["A moved line.", "First.", "Second.", "A moved line.", "A new line."]


def test_steps_count_each_family_between_one_version_and_the_next() -> None:
    c = versions(4)
    assert [r.label.split(": ")[1] for r in steps(c, ("1", "2", "3", "4"))] == [
        "facts 1, coverage 2",
        "nothing differs",
        "facts 1",
    ]
    assert steps(versions(2), ("1", "2")) == ()


def test_steps_follow_the_dates_of_publication_where_all_are_known() -> None:
    c = versions(3)
    dates = ("2031-05-03", "2031-05-01", "2031-05-02")
    c = replace(c, articles=tuple(replace(a, published=d) for a, d in zip(c.articles, dates, strict=True)))
    assert [r.label.split(":")[0] for r in steps(c, ("x", "y", "z"))] == ["y → z", "z → x"]


def test_sentences_apart_in_their_article_are_joined_by_a_gap_and_marked_in_place() -> None:
    c = written(
        {"A": [[("x", "Six 🌊 boats sank."), ("", "Rain."), ("x", "Six crews swam.")]], "B": [[("x", "Five.")]]},
        "reports",
    )
    c = replace(c, differences=(difference(c, "number", {0: "Six crews", 1: "Five"}),))
    cell = RowBook(c).cell(RowBook(c).rows[0], 0)
    assert cell.text == "Six 🌊 boats sank. … Six crews swam."
    assert [cell.text[m.start : m.end] for m in cell.marks] == ["Six crews"]
    assert [c.articles[0].text[s:e] for _, s, e in cell.places] == ["Six 🌊 boats sank.", "Six crews swam."]


@given(st.text(min_size=1, max_size=80).filter(str.strip), st.data())
def test_marks_in_a_cell_are_the_words_of_their_spans(words: str, data: st.DataObject) -> None:
    line = " ".join(words.split()).replace("\n", " ")
    c = written({"A": [[("x", line)]], "B": [[("x", "Other.")]]}, "reports")
    text = c.articles[0].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    d = difference(c, "number", {1: "Other"})
    c = replace(c, differences=(replace(d, spans=((0, start, end),)),))
    left = data.draw(st.integers(0, start))
    right = data.draw(st.integers(end, len(text)))
    (mark,) = MarkIndex(c).marks(0, left, right)
    assert text[left:right][mark.start : mark.end] == text[start:end]


def test_what_is_spoken_names_outlet_words_and_difference() -> None:
    book = RowBook(reports(3))
    row = row_with(book, "Twelve people")
    said = book.spoken(row, 0)
    assert said.startswith("Tribune: Twelve people were hurt")
    assert "facts, number: Tribune says 12, Courier 14" in said
    assert book.spoken(row, 2) == "Post: nothing here."
    moved = RowBook(versions(2))
    assert "moved from paragraph 3" in moved.spoken(next(r for r in moved.rows if r.kind == "stub"), 1)


def test_a_place_leads_to_its_row() -> None:
    book = RowBook(reports(3))
    row = row_with(book, "no siren was heard")
    _, start, _ = book.place(row, 1) or (0, 0, 0)
    assert book.row_of(1, start + 3) == row.key
    assert book.place(row, 2) is None


def test_a_comparison_without_sentences_has_no_rows() -> None:
    assert RowBook(Comparison(reports(2).articles)).lines() == ()
    assert RowBook(Comparison(())).lines() == ()


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_clipped_text_keeps_to_its_length(text: str, most: int) -> None:
    assert len(clipped(text, most)) <= most

"""The tables of statements, speakers and names: a line for each, the same words as in the texts, safe in a
spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from export_stories import LETTERS, OUTLETS, comparisons, hostile, story
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_story import reports
from parallax.export import TABLES
from parallax.values import Comparison


def rows_of(table: str, comparison: Comparison) -> list[dict[str, str]]:
    read = list(csv.reader(io.StringIO(TABLES[table](comparison), newline="")))
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


def test_each_statement_is_one_line_with_its_speaker_and_act_of_speech() -> None:
    c = story()
    rows = rows_of("statements", c)
    assert [int(row["number"]) for row in rows] == list(range(len(c.attributions)))
    for row, a in zip(rows, c.attributions, strict=True):
        text = c.articles[a.article].text
        assert row["outlet"] == OUTLETS[a.article]
        assert row["cue"].lstrip("'") == " … ".join(text[s:e] for s, e in a.cue)
        assert row["speaker"] == next((s.name for s in c.speakers if s.id == a.speaker), "")
        assert row["negated"] == ("yes" if a.negated else "no") and row["stance"] == a.stance
    for u in c.utterances:
        assert {int(row["number"]) for row in rows if u.id in row["acts_of_speech"].split()} == set(u.members)


def test_a_statement_tells_its_wording_against_the_base_report_and_what_it_changed() -> None:
    rows = rows_of("statements", reports(3))
    told = [(row["wordings"], row["changed_words"]) for row in rows if row["acts_of_speech"]]
    assert told == [("base", ""), ("altered", "left out: “never”; put in: “late”"), ("paraphrased", "")]


def test_each_speaker_has_a_line_for_each_outlet_and_each_outlet_one_for_itself() -> None:
    c = story()
    rows = rows_of("speakers", c)
    heard = {(a.speaker, a.article) for a in c.attributions if a.speaker is not None}
    assert {(row["speaker"], int(row["article"])) for row in rows if row["speaker"]} == heard
    assert [row["outlet"] for row in rows if row["name"] == "the outlet itself"] == list(OUTLETS)
    for row in rows:
        share = float(row["share_of_text"] or row["share_quoted"] or 0)
        assert 0 <= share <= 1
    assert sum(int(row["statements"] or 0) for row in rows) == sum(a.speaker is not None for a in c.attributions)


def test_each_mention_of_a_name_is_one_line_with_its_wording() -> None:
    c = story()
    rows = rows_of("names", c)
    assert len(rows) == sum(len(label.mentions) for label in c.labels)
    for row in rows:
        article, _, ends = row["span"].partition(":")
        start, _, end = ends.partition("-")
        assert row["wording"].lstrip("'") == " ".join(c.articles[int(article)].text[int(start) : int(end)].split())


@pytest.mark.parametrize("table", list(TABLES))
def test_any_comparison_gives_a_whole_table(table: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(comparisons())
    def whole(comparison: Comparison) -> None:
        text = TABLES[table](comparison)
        read = list(csv.reader(io.StringIO(text, newline="")))
        assert len(text.splitlines()) == len(read) >= 1
        assert {len(row) for row in read} == {len(read[0])}

    whole()


@pytest.mark.parametrize("table", list(TABLES))
@settings(max_examples=40, deadline=None)
@given(words=st.sampled_from("=+-@\t\r\n ＝＠\x1b\u202e").flatmap(lambda first: LETTERS.map(lambda rest: first + rest)))
def test_no_cell_of_any_table_begins_like_a_formula(table: str, words: str) -> None:
    for row in csv.reader(io.StringIO(TABLES[table](hostile(words)), newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " "))

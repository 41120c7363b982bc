"""The five lists of the story sheet hold what they promise, ranked, each line with its words under their outlets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_story import act, difference, long_reports, reports, said, span, versions, written
from parallax.sheet import SheetLine, story_sheet
from parallax.values import Comparison, Coverage, Label, Link, Relation, Retelling, Speaker, Utterance


def all_lines(lines: tuple[SheetLine, ...]) -> Iterator[SheetLine]:
    for line in lines:
        yield line
        yield from all_lines(line.children)


def section(c: Comparison, key: str) -> SheetLine:
    return next(s for s in story_sheet(c) if s.key == f"section:{key}")


def texts(line: SheetLine) -> list[str]:
    return [cell.text for cell in line.cells]


def speaker(c: Comparison, name: str) -> SheetLine:
    return next(line for line in section(c, "speakers").children if line.what == name)


def test_only_contradicting_facts_are_disagreements_the_rest_is_folded_and_counted() -> None:
    disagree = section(reports(3), "disagree")
    assert disagree.count == "2"
    assert [(n.what, n.count) for n in disagree.children[2:]] == [
        ("Facts that may differ", "1"),
        ("Voice: quotations, speakers, verbs of saying", "2"),
    ]
    assert all(n.folded for n in disagree.children)


def test_lines_that_tell_of_several_differences_are_counted_with_these_as_the_filters_count_them() -> None:
    texts = {name: [[("hurt", f"{n} people were hurt.")]] for name, n in (("A", "Two"), ("B", "Three"), ("C", "Four"))}
    c = written(texts, "reports")
    ab = difference(c, "number", {0: "Two people", 1: "Three people"}, "contradicts")
    bc = difference(c, "number", {1: "Three people", 2: "Four people"}, "contradicts")
    unclear = [replace(d, relation="unclear") for d in (ab, bc)]
    assert section(replace(c, differences=(ab, bc)), "disagree").count == "1 line of 2 differences"
    rest = section(replace(c, differences=tuple(unclear)), "disagree")
    assert rest.count == "0" and rest.children[-1].count == "1 line of 2 differences"


def test_what_changed_between_versions_stands_first_beside_another_report_too() -> None:
    c = written(
        {
            "Early": [[("cost", "The repair cost 40,000 crowns.")]],
            "Late": [[("cost", "The repair cost 48,000 crowns.")]],
            "Other": [[("cost", "It cost 50,000 crowns.")]],
        },
        "versions",
    )
    relations = tuple(Relation(r.a, r.b, "versions" if r.b == 1 else "reports") for r in c.relations)
    changed = difference(c, "number", {0: "40,000 crowns", 1: "48,000 crowns"})
    unclear = difference(c, "number", {1: "48,000 crowns", 2: "50,000 crowns"}, "unclear")
    disagree = section(replace(c, relations=relations, differences=(changed, unclear)), "disagree")
    assert disagree.count == "1"
    assert [line.what for line in disagree.children] == ["number · sure", "Facts that may differ"]


def test_a_disagreement_shows_each_outlets_words_marked_under_its_outlet() -> None:
    line = section(reports(3), "disagree").children[0]
    assert line.what == "number · sure"
    marked = [cell.text[m.start : m.end] for cell in line.cells for m in cell.marks]
    assert marked == ["Twelve", "At least 14 people"]
    assert texts(line)[2] == ""


def test_differences_that_share_words_are_one_line_with_a_line_for_each_pair() -> None:
    c = written(
        {n: [[("x", f"{k} sheep were lost.")]] for n, k in (("A", "Six"), ("B", "Nine"), ("C", "Ten"))}, "reports"
    )
    pairs = [{0: "Six", 1: "Nine"}, {1: "Nine", 2: "Ten"}, {0: "Six", 2: "Ten"}]
    c = replace(c, differences=tuple(difference(c, "number", p, "contradicts") for p in pairs))
    (line,) = section(c, "disagree").children
    assert line.differences == (0, 1, 2) and [p[0] for p in line.places] == [0, 1, 2]
    assert [(n.what, n.differences) for n in line.children] == [("A / B", (0,)), ("B / C", (1,)), ("A / C", (2,))]


def test_differences_of_a_kind_whose_words_overlap_are_one_line() -> None:
    c = written(
        {
            "A": [[("x", "We met the old mayor of Orrin.")]],
            "B": [[("x", "We saw the mayor of Orrin.")]],
            "C": [[("x", "We heard a mayor.")]],
        },
        "reports",
    )
    found = (
        difference(c, "quotation", {0: "old mayor of Orrin", 1: "mayor of Orrin"}),
        difference(c, "quotation", {0: "mayor", 2: "a mayor"}),
        difference(c, "quotation", {1: "We saw", 2: "We heard"}),
        difference(c, "certainty", {1: "mayor", 2: "a mayor"}),
    )
    voice, force = section(replace(c, differences=found), "disagree").children[1:]
    assert [line.differences for line in voice.children] == [(0, 1), (2,)]
    assert [line.differences for line in force.children] == [(3,)]


def test_where_nothing_contradicts_the_other_differences_stand_open() -> None:
    c = reports(3)
    rest = [line for line in section(c, "disagree").children if line.key.startswith("rest:")]
    assert rest and all(line.folded for line in rest)
    c = replace(c, differences=tuple(d for d in c.differences if d.relation != "contradicts"))
    rest = [line for line in section(c, "disagree").children if line.key.startswith("rest:")]
    assert rest and not any(line.folded for line in rest)


def test_a_sentence_that_is_linked_with_one_of_another_group_does_not_stand_only_here() -> None:
    c = written({"A": [[("", "Rain fell."), ("", "The gate stuck.")]], "B": [[("", "It rained.")]]}, "reports")
    alone = [Coverage(n, ((a, 0),), (1 - a,)) for n, a in ((0, 0), (1, 0), (2, 1))]
    c = replace(c, coverage=tuple(alone))
    heading = section(c, "coverage")
    assert "3 only in one" in heading.count
    assert "1 only in one" in section(replace(c, links=(Link(0, 0, 1, 0, 0.4),)), "coverage").count


def test_every_difference_stands_on_a_line_even_where_there_are_many() -> None:
    c = long_reports(4, 120)
    told = {k for line in all_lines(story_sheet(c)) for k in line.differences}
    assert told == set(range(len(c.differences)))
    disagree = section(c, "disagree")
    assert disagree.count == str(len(c.differences))
    assert any(line.what == f"{len(c.differences) - 12} more" for line in disagree.children)


def test_who_speaks_where_tells_changed_words_paraphrase_and_silence_with_the_verb() -> None:
    c = reports(3)
    assert texts(speaker(c, "Ada Ortiz")) == ["≠ said", "≠ claimed", "~ said"]
    assert texts(speaker(c, "police")) == ["○ said", "–", "–"]
    assert speaker(c, "Ada Ortiz").cells[1].spoken == "changed words: claimed"
    assert speaker(c, "police").cells[1].spoken == "silent"


def test_the_same_words_in_other_marks_are_the_same_words() -> None:
    c = written(
        {"A": [[("x", "“Stay away,” said Ida Holm.")]], "B": [[("x", '"Stay away", warned Ida Holm.')]]}, "reports"
    )
    c = replace(
        c,
        attributions=(
            said(c, 0, "Ida Holm", "said", "“Stay away,”", "h"),
            said(c, 1, "Ida Holm", "warned", '"Stay away"', "h"),
        ),
        speakers=(Speaker("h", "Ida Holm", "person", ()),),
        utterances=(Utterance("u", (0, 1), "altered", 0, (Retelling(1, "altered"),)),),
    )
    assert texts(speaker(c, "Ida Holm")) == ["✓ said", "✓ warned"]


def test_a_statement_that_only_points_elsewhere_shows_the_words_around_it() -> None:
    c = written({"A": [[("x", "The bridge fell, which Ida Holm denied.")]]}, "reports")
    c = replace(
        c,
        attributions=(said(c, 0, "Ida Holm", "denied", "which", "h", direct=False),),
        speakers=(Speaker("h", "Ida Holm", "person", ()),),
    )
    assert texts(speaker(c, "Ida Holm").children[-1]) == ["which Ida Holm denied"]


def test_speakers_heard_in_most_outlets_come_first() -> None:
    names = [n.what for n in section(reports(3), "speakers").children if n.cells]
    assert names == ["Ada Ortiz", "“officials”", "police", "Statements without a source", "In the outlet's own words"]


def test_a_speaker_unfolds_to_the_words_in_each_outlet() -> None:
    room, verbs, act = speaker(reports(3), "Ada Ortiz").children
    assert [room.what, verbs.what] == ["room given", "verbs"]
    assert act.what == "altered, paraphrased"
    assert texts(act)[2] == "nobody had warned her of the stuck gate"


def test_one_article_lists_speakers_with_verbs_and_statements_without_a_source() -> None:
    c = reports(1)
    assert section(c, "speakers").what == "Who speaks"
    assert texts(speaker(c, "Ada Ortiz")) == ["said, 1 in quotation marks"]
    sourceless = speaker(c, "Statements without a source")
    assert texts(sourceless) == ["1 statement"]
    assert [(n.what, texts(n)) for n in sourceless.children] == [("residents said", ["Sirens failed in two villages"])]
    assert "section:disagree" not in [s.key for s in story_sheet(c)]


def test_a_speech_reported_twice_in_one_article_is_a_repeat() -> None:
    words = "“It holds,” said Bo Ek. “It holds,” Bo Ek said."
    c = written({"A": [[("", words)]]}, "reports")
    first = said(c, 0, "Bo Ek", "said", "“It holds,”", None)
    again = replace(first, content=((24, 36),))
    c = replace(
        c, attributions=(first, again), utterances=(Utterance("u", (0, 1), "same", 0, (Retelling(1, "same"),)),)
    )
    repeats = section(c, "utterances")
    assert repeats.what == "Said twice in this text" and repeats.count == "1"
    assert texts(repeats.children[0].children[0]) == [words[24:36]]


def test_changed_words_show_each_outlets_words_with_the_wording_in_words() -> None:
    (line,) = section(reports(3), "utterances").children
    assert line.what == "altered, paraphrased · Ada Ortiz"
    assert [p[0] for p in line.places] == [0, 1, 2]
    assert [c.text[m.start : m.end] for c in line.cells for m in c.marks] == ["never told", "told late"]


def test_an_altered_quotation_unfolds_word_by_word_and_stands_open() -> None:
    (line,) = section(reports(3), "utterances").children
    (words,) = line.children
    assert not line.folded and words.what == "word by word"
    assert texts(words) == ["held against this", "We were [never → –] told [+ late] that the gate was stuck", ""]
    shown = words.cells[1]
    assert [shown.text[m.start : m.end] for m in shown.marks] == ["[never → –]", "[+ late]"]
    assert shown.spoken == "left out: “never”; put in: “late”"
    assert words.cells[1].place is not None


def test_a_label_lists_each_outlets_wordings_by_frequency() -> None:
    c = written({"A": [[("", "The surge came. A flood, a flood.")]], "B": [[("", "The surge passed.")]]}, "reports")
    text = c.articles[0].text
    mentions = [span(c, 0, "The surge"), span(c, 0, "A flood"), span(c, 1, "The surge")]
    second = text.rindex("a flood")
    label = Label("l", "surge", "event", (*mentions, (0, second, second + 7)))
    (line,) = section(replace(c, labels=(label,)), "labels").children
    assert texts(line) == ["The surge · A flood · a flood", "The surge"]


def test_a_label_with_one_wording_or_in_one_article_is_not_listed() -> None:
    c = reports(3)
    one = Label("p", "Orrin Lake", "place", (span(c, 0, "Orrin Lake"), span(c, 1, "Orrin Lake")))
    alone = Label("q", "crane", "thing", (span(c, 0, "A crane"), span(c, 0, "crane")))
    assert section(replace(c, labels=(one, alone)), "labels").count == "0"


def test_missing_here_ranks_by_how_many_report_it_and_only_here_is_counted_apart() -> None:
    coverage = section(reports(8), "coverage")
    assert coverage.count == "4 missing somewhere, 6 only in one"
    reporting = [len(n.places) for n in coverage.children if n.key.startswith("missing:")]
    assert reporting == sorted(reporting, reverse=True)
    only = coverage.children[-1]
    assert texts(only)[:3] == ["2 only here", "3 only here", "1 only here"]
    assert [(n.what, n.count, len(n.children)) for n in only.children] == [
        ("Only in Tribune", "2", 2),
        ("Only in Courier", "3", 3),
        ("Only in Post", "1", 1),
    ]


def test_an_earlier_paragraph_is_missed_before_a_later_one() -> None:
    c = reports(3)
    late = replace(c, coverage=tuple(reversed(c.coverage)))
    names = [line.key for line in section(late, "coverage").children]
    assert names == [line.key for line in section(c, "coverage").children]


def test_a_missing_cell_says_so_in_words() -> None:
    line = section(reports(3), "coverage").children[0]
    assert line.what == "missing in Post" and line.cells[2].spoken == "not reported"
    assert line.cells[0].spoken.startswith("paragraph 2: Twelve people")


def test_versions_list_their_differences_by_family() -> None:
    c = versions(2)
    disagree = section(c, "disagree")
    assert (disagree.what, disagree.count) == ("Facts that changed", "1")
    assert [(n.what, n.count) for n in disagree.children if not n.cells] == [("Sentences gone or new", "2")]
    assert "see the first list" in section(c, "coverage").children[0].what


def test_a_changed_fact_of_versions_is_shown_whether_it_contradicts_or_not() -> None:
    c = versions(2)
    c = replace(c, differences=(replace(c.differences[0], relation="more precise"), *c.differences[1:]))
    assert section(c, "disagree").children[0].what == "number · more precise · sure"


def test_keys_occur_once_and_stay_when_an_article_is_added() -> None:
    before, after = ([n.key for n in all_lines(story_sheet(reports(k)))] for k in (3, 4))
    assert len(before) == len(set(before)) and len(after) == len(set(after))
    kept = {k for k in before if not k.startswith("only:")}
    assert kept - set(after) == set()


def test_equal_speakers_of_two_kinds_get_two_keys() -> None:
    c = reports(3)
    twins = (*c.speakers, Speaker("other", "ada ortiz", "person", ()))
    extra = replace(c.attributions[0], speaker="other")
    keys = [n.key for n in all_lines(story_sheet(replace(c, speakers=twins, attributions=(*c.attributions, extra))))]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("c", [Comparison(()), Comparison(reports(2).articles), Comparison(reports(1).articles)])
def test_what_is_not_analysed_yet_says_so_and_breaks_nothing(c: Comparison) -> None:
    assert all("not analysed yet" in s.children[0].what for s in story_sheet(c))


@given(st.text(min_size=200, max_size=400), st.data())
def test_a_long_sentence_is_cut_around_its_marked_words(text: str, data: st.DataObject) -> None:
    line = " ".join(text.split()) or "x"
    c = written({"A": [[("x", line)]], "B": [[("x", "Other.")]]}, "reports")
    start = data.draw(st.integers(0, len(line) - 1))
    end = min(len(line), start + data.draw(st.integers(1, 20)))
    d = replace(difference(c, "number", {1: "Other"}, "contradicts"), spans=((0, start, end), (1, 0, 5)))
    (found,) = (n for n in section(replace(c, differences=(d,)), "disagree").children if n.cells)
    cell = found.cells[0]
    assert len(cell.text) <= 96
    assert [cell.text[m.start : m.end] for m in cell.marks] == [line[start:end]]


def test_a_group_reported_by_one_outlet_twice_is_only_here() -> None:
    c = written({"A": [[("x", "One."), ("x", "One.")]], "B": [[("", "Two.")]]}, "reports")
    c = replace(c, coverage=(Coverage(0, ((0, 0), (0, 0)), ()), Coverage(1, ((1, 0),), ())))
    assert section(c, "coverage").count == "0 missing somewhere, 2 only in one"


def test_who_quotes_alike_or_quotes_less_has_the_same_words_though_a_fourth_paraphrases() -> None:
    c = written(
        {
            "A": [[("x", "“We were late,” he said.")]],
            "B": [[("x", '"we were late", he says')]],
            "C": [[("x", "“We were,” he said.")]],
            "D": [[("x", "He said they were late.")]],
        },
        "reports",
    )
    c = replace(
        c,
        attributions=(
            said(c, 0, "he", "said", "We were late", "s"),
            said(c, 1, "he", "says", "we were late", "s"),
            said(c, 2, "he", "said", "We were", "s"),
            said(c, 3, "He", "said", "they were late", "s", direct=False),
        ),
        speakers=(Speaker("s", "he", "person", ()),),
    )
    c = replace(c, utterances=(act(c, (0, 1, 2, 3)),))
    assert [text[0] for text in texts(speaker(c, "he"))] == ["✓", "✓", "✓", "~"]


def test_what_is_written_outside_the_window_is_neither_cut_nor_folded() -> None:
    c = long_reports(4, 120)
    lines = list(all_lines(story_sheet(c, whole=True)))
    assert not any(line.key.startswith("more:") for line in lines)
    sentences = {c.articles[s.article].text[s.start : s.end] for own in c.sentences for s in own}
    shown = {cell.text for line in lines if line.family == "facts" for cell in line.cells if cell.text}
    assert shown and shown <= sentences


def test_nobody_is_called_silent_where_speakers_are_not_looked_for() -> None:
    c = reports(3)
    line = next(n for n in section(c, "speakers").children if n.cells and n.cells[1].spoken == "silent")
    unsought = replace(c, languages=("en", "und", "en"))
    assert speaker(unsought, line.what).cells[1].text == ""


def test_an_article_in_whose_language_speakers_are_not_looked_for_is_named_and_no_other() -> None:
    c = replace(reports(3), languages=("en", "und", "en"))
    name = c.articles[1].outlet
    told = [line.what for line in section(c, "speakers").children if "not looked for" in line.what]
    assert len(told) == 1 and told[0].startswith(f"{name}: speakers are not looked for")
    assert not any("not looked for" in line.what for line in section(reports(3), "speakers").children)


def test_nobody_is_no_speaker() -> None:
    c = written({"A": [[("x", "Nobody can say how it began.")]], "B": [[("x", "Nobody knows.")]]}, "reports")
    silent = said(c, 0, "Nobody", "can say", "how it began", None, direct=False)
    lines = section(replace(c, attributions=(silent,)), "speakers").children
    assert [n.what for n in lines if n.cells] == []


@pytest.mark.parametrize("source", ["it", "The", "There"])
def test_a_source_that_names_nobody_is_no_speaker_but_a_statement_without_one(source: str) -> None:
    c = written({"A": [[("x", f"{source} was told that the dam would hold.")]], "B": [[("x", "Rain.")]]}, "reports")
    told = said(c, 0, source, "was told", "that the dam would hold", None, direct=False)
    c = replace(c, attributions=(told,))
    assert texts(speaker(c, "Statements without a source")) == ["1 statement", ""]
    assert source not in [line.what for line in section(c, "speakers").children]

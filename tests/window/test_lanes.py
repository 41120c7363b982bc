"""The lanes of the overview ruler as plain values: where differences stand, what a pixel row shows, what is said."""

from __future__ import annotations

from dataclasses import replace

from invented_story import long_reports, reports, versions
from parallax.values import FAMILIES, Link
from parallax.window.overview.lanes import Band, Stroke, Tally, bands, near, readings, spots, tallies, told


def stroke(number: int, top: float, bottom: float, checked: bool = False, family: str = "facts") -> Stroke:
    return Stroke(number, family, top, bottom, checked)  # type: ignore[arg-type]


def test_a_difference_stands_at_its_own_words_in_an_article_that_has_some() -> None:
    c = reports(3)
    for article in range(3):
        for spot in spots(c, article):
            own = [(s, e) for a, s, e in c.differences[spot.difference].spans if a == article]
            assert not own or (spot.start, spot.end) in own


def test_every_difference_stands_somewhere_in_every_article() -> None:
    for c in (reports(3), versions(3), long_reports(8, 60)):
        for article in range(len(c.articles)):
            assert {spot.difference for spot in spots(c, article)} == set(range(len(c.differences)))


def test_without_words_it_stands_behind_what_is_linked_nearest_before_it() -> None:
    c = reports(2)
    alone = next(s for s in c.sentences[1] if "dammed" in c.articles[1].text[s.start : s.end])
    group = next(g for g, held in enumerate(c.groups) if (1, alone.index) in held.members)
    omitted = replace(c.differences[0], kind="omission", group=group, spans=((1, alone.start, alone.end),))
    links = (Link(0, 1, 1, 1, 0.9), Link(0, 6, 1, 6, 0.9))
    c = replace(c, differences=(omitted,), links=links)
    end = c.sentences[0][1].end
    assert [(s.start, s.end) for s in spots(c, 0)] == [(end, end)]


def test_many_strokes_merge_to_one_thing_per_row_of_pixels() -> None:
    many = [stroke(k, k, k + 12) for k in range(5000)]
    assert bands(many, 5012, 600)["facts"] == [Band(0, 600, False)]


def test_a_stroke_is_never_thinner_than_two_pixels_nor_outside_the_strip() -> None:
    found = bands([stroke(0, 0, 1), stroke(1, 99_999, 100_000)], 100_000, 500)["facts"]
    assert found == [Band(0, 2, False), Band(498, 500, False)]


def test_what_is_unchecked_lies_above_what_is_checked() -> None:
    found = bands([stroke(0, 40, 60), stroke(1, 0, 100, checked=True)], 100, 100)["facts"]
    assert found == [Band(0, 40, True), Band(40, 60, False), Band(60, 100, True)]


def test_the_lane_that_is_pointed_at_comes_before_what_is_nearer_in_another() -> None:
    strokes = [stroke(0, 10, 12), stroke(1, 14, 16, family="voice"), stroke(2, 30, 32)]
    assert [s.difference for s in near(strokes, 12, 4, "voice")] == [1, 0]
    assert [s.difference for s in near(strokes, 12, 4, "facts")] == [0, 1]
    assert near(strokes, 22, 4, "facts") == []


def test_differences_are_counted_once_and_as_seen_when_any_of_their_words_is() -> None:
    strokes = [stroke(0, 0, 10), stroke(0, 50, 60), stroke(1, 0, 10), stroke(2, 90, 95), stroke(3, 100, 110)]
    assert tallies(strokes, 40, 100)["facts"] == Tally(above=1, within=2, below=1)
    assert all(not any(tallies(strokes, 40, 100)[f]) for f in FAMILIES if f != "facts")


def test_a_lane_is_said_in_words() -> None:
    assert told("facts", Tally(2, 3, 1), 0) == "Facts: 2 above, 3 in view, 1 below"
    assert told("voice", Tally(), 0) == "Voice: none"
    assert told("voice", Tally(), 4) == "Voice: 4 hidden by the filter"


def test_readings_name_kind_outlets_and_words_and_count_what_they_leave_out() -> None:
    c = reports(3)
    said = readings(c, [stroke(0, 0, 1, checked=True)])
    assert said.startswith("number: ") and "Tribune: “Twelve" in said and said.endswith("✓ checked")
    assert readings(c, [stroke(0, 0, 1)] * 5).endswith("and 2 more here")

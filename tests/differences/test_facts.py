from __future__ import annotations

import pytest
from compared import reports


def kinds(a: str, b: str, published: tuple[str, str] = ("", "")) -> list[tuple[str, str]]:
    """The facts on which two linked sentences differ."""
    return [(d.kind, d.relation) for d in reports(a, b, published) if d.relation]


def test_torn_figures_of_one_count_are_compared() -> None:
    a = "In Dunmere approximately 50, 000 people marched through the streets."
    b = "In Dunmere 20, 000 people marched through the centre."
    assert kinds(a, b) == [("number", "contradicts")]


def test_several_may_be_any_small_number_and_a_larger_one_is_unclear() -> None:
    a = "The storm sank several boats in the harbour of Dunmere."
    assert kinds(a, "The storm sank four boats in the harbour of Dunmere.") == [("number", "more precise")]
    assert kinds(a, "The storm sank 23 boats in the harbour of Dunmere.") == [("number", "unclear")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Two fishermen were killed during a protest by tens of thousands who marched through Dunmere.",
            "Three people, one of them a fisherman, were killed during a protest in Dunmere.",
        ),
        (
            "Lindqvist finished his career with 2,290 points for Dunmere.",
            "Mortensen finished the match with 20 points for Dunmere.",
        ),
        (
            "Lindqvist will miss the last two matches of Dunmere with a knee.",
            "Lindqvist missed four matches of Dunmere with a knee.",
        ),
        (
            "The quake of December 2003 killed 31,000 people in the old town.",
            "A quake killed 26,000 people in the old town in February 1990.",
        ),
        (
            "The flood of 2003 damaged 90 houses in Dunmere.",
            "The flood damaged 30 houses in Dunmere.",
        ),
    ],
)
def test_numbers_of_other_phrases_doers_and_times_are_not_compared(a: str, b: str) -> None:
    assert kinds(a, b) == []


def test_a_place_in_a_row_against_a_count_is_unclear_at_most() -> None:
    a = "It is the third meeting between the leaders of Dunmere and Halbrook."
    b = "The leaders of Dunmere and Halbrook have held six meetings between them."
    assert set(kinds(a, b)) <= {("number", "unclear")}
    assert kinds(a, "The leaders of Dunmere and Halbrook have held three meetings between them.") == []


def test_a_part_of_a_month_and_a_day_in_it_can_both_be_true() -> None:
    a = "The mayor announced the tax on boats in early March."
    (found,) = [d for d in reports(a, "The mayor announced the tax on boats on March 8.") if d.relation]
    assert (found.kind, found.relation) == ("date", "more precise")
    assert found.explanation == (
        "When “The mayor announced the tax”: Courier says “March 8”, Tribune “early March”; both can be true, Courier"
        " is more precise."
    )
    assert kinds(a, "The mayor announced the tax on boats on March 28.") == [("date", "contradicts")]


def test_a_holiday_is_held_against_a_day_where_the_publication_tells_the_year() -> None:
    a = "The mayor met the fishermen of Dunmere on Good Friday."
    b = "The mayor met the fishermen of Dunmere on April 2."
    assert kinds(a, b, ("2031-04-20", "2031-04-20")) == [("date", "contradicts")]
    assert kinds(a, b.replace("April 2", "April 11"), ("2031-04-20", "2031-04-20")) == []
    assert kinds(a, b) == []


def test_what_is_called_today_inside_a_quotation_is_no_date() -> None:
    a = 'The crowd sang "the mayor sank the boats of Dunmere today" at the gate.'
    assert kinds(a, a, ("2031-04-20", "2031-04-23")) == []


def test_the_bound_of_a_time_is_not_the_day_of_an_event() -> None:
    a = "The mayor met the fishermen of Dunmere before Monday."
    b = "The mayor met the fishermen of Dunmere on Sunday."
    assert kinds(a, b, ("2031-04-30", "2031-04-30")) == []


def test_another_court_is_another_day() -> None:
    a = "Lindqvist will appear before the Dunmere crown court with his brother on 19 August."
    b = "Lindqvist will appear before the county court with his brother on 12 August."
    assert kinds(a, b) == []


def test_an_amount_that_may_be_the_other_in_another_currency_is_converted() -> None:
    a = "The harbour of Dunmere bought a crane worth 103 million euros."
    assert kinds(a, "The harbour of Dunmere bought a crane worth £88m.") == [("number", "converted")]
    assert kinds(a, "The harbour of Dunmere bought a crane worth £12m.") == []


def test_people_of_other_ages_are_two_and_what_befell_them_is_not_compared() -> None:
    a = "A 36-year-old climber died after he fell about 150 metres in the park."
    b = "A 32-year-old climber died after he fell about 610 metres in the park."
    assert all("metres" not in d.explanation for d in reports(a, b))
    assert any("metres" in d.explanation for d in reports(a, b.replace("32", "36")))


def test_a_measure_that_the_other_gives_elsewhere_in_any_unit_is_no_difference() -> None:
    a = "Lindqvist died after he fell 600ft from a ridge in Dunmere."
    b = "Lindqvist died after he fell 150 metres from a ridge in Dunmere."
    assert kinds(a, b) == [("number", "contradicts")]
    assert kinds(a, f"{b} The ridge of the park in Dunmere is known for falls of 183 metres.") == []


def test_what_befell_one_of_several_is_not_what_befell_somebody_by_name() -> None:
    a = "Lindqvist fell about 60 metres in the park."
    assert kinds(a, "One of the party fell some 300 metres in the park.") == []
    assert kinds(a, "The climber fell some 300 metres in the park.") == [("number", "contradicts")]


def test_what_befell_people_of_two_nations_is_not_compared() -> None:
    a = "A Norwegian climber died after falling about 60 metres from a ridge in the park."
    b = "A Greek climber died after falling about 600 feet from a ridge in the park."
    assert kinds(a, b) == []
    assert kinds(a, b.replace("Greek", "Norwegian")) == [("number", "contradicts")]


def test_of_bounds_that_face_each_other_neither_is_more_precise() -> None:
    a, b = "At up to 190 km/h the storm hit Dunmere.", "At more than 100 mph the storm hit Dunmere."
    (found,) = [d for d in reports(a, b) if d.relation]
    assert found.explanation == (
        "Of “hit”, Courier says “more than 100 mph”, Tribune “up to 190 km/h”; both can be true."
    )


def test_a_number_without_its_noun_is_told_with_it() -> None:
    a = "The storm sank dozens of very old and quite large wooden boats in Dunmere."
    (found,) = [d for d in reports(a, "The storm sank 48 boats in Dunmere.") if d.relation]
    assert found.explanation == (
        "Of the boats, Courier says “48 boats”, Tribune “dozens”; both can be true, Courier is more precise."
    )


def test_which_of_several_it_was_is_compared_only_where_it_is_said() -> None:
    a, b = (
        "It was the third summit of the two leaders in Dunmere.",
        "It was the fourth summit of the two leaders in Dunmere.",
    )
    assert kinds(a, b) == [("number", "contradicts")]
    assert kinds("The third marriage of Ellen failed.", "The second marriage of Ellen failed.") == []


def test_two_days_of_one_verb_tell_nothing_of_either() -> None:
    a = "The club of Dunmere signed Lindqvist from Halbrook on Wednesday."
    b = "The club of Dunmere signed Mortensen from Halbrook on Tuesday and Lindqvist on Wednesday."
    assert kinds(a, b) == []


def test_how_long_things_took_is_not_compared_on_the_strength_of_one_verb() -> None:
    a = "He had worked with the harbour police for five years."
    assert kinds(a, "Lindqvist, who likes boats, had worked at the school for 15 years.") == []


def test_counts_of_other_offences_are_two() -> None:
    a = "Lindqvist was charged in Dunmere with three counts of theft."
    assert kinds(a, "Lindqvist was charged in Dunmere with two counts of murder.") == []
    assert kinds(a, "Lindqvist was charged in Dunmere with two counts of theft.") == [("number", "contradicts")]


def test_a_number_that_does_not_say_of_what_it_is_one_is_told_with_its_verb() -> None:
    a, b = "The repair of the dam in Dunmere cost $3 million.", "The repair of the dam in Dunmere cost $5 million."
    (found,) = [d for d in reports(a, b) if d.relation]
    assert found.explanation == "Of “cost”, Courier says “$5 million”, Tribune “$3 million”."


def test_the_age_of_somebody_is_told_once() -> None:
    a, b = "The 38-year-old Ellen Brandvold sank.", "The 43-year-old Ellen Brandvold sank."
    assert [k for k, _ in kinds(a, b)] == ["number"]


def test_two_people_of_one_town_may_be_of_two_ages() -> None:
    a, b = "Police in London met a 38-year-old plumber.", "Police in London met a 43-year-old baker."
    assert kinds(a, b) == []


def test_numbers_of_sentences_told_alike_are_of_one_thing_whatever_they_hang_from() -> None:
    a, b = (
        f"A ferry with {n} people aboard ran aground off Castle Point on Monday, the coastguard said."
        for n in (140, 160)
    )
    (found,) = [d for d in reports(a, b) if d.kind == "number"]
    assert found.relation == "contradicts"


def test_a_vague_count_is_never_called_the_more_precise_one() -> None:
    (found,) = reports(
        "The flood injured at least 50 people in Dunmere.", "The flood injured dozens of people in Dunmere."
    )
    assert found.relation == "more precise"
    assert found.explanation.endswith("both can be true, Tribune is more precise.")


def test_of_two_lower_bounds_the_higher_is_the_more_precise() -> None:
    (found,) = reports(
        "The flood injured at least 19 people in Dunmere.", "The flood injured at least 100 people in Dunmere."
    )
    assert found.relation == "more precise"
    assert found.explanation.endswith("both can be true, Courier is more precise.")

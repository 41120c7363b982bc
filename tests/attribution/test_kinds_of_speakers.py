from __future__ import annotations

import pytest
from story_reading import Story, story


def speaker(told: Story, part: str) -> tuple[str, str]:
    found = told.speaker(told.said(part))
    return found.name, found.kind


def test_a_paper_called_post_is_not_whoever_spoke_last() -> None:
    told = story(
        "Mayor Elena Ortiz said the dam was safe. The Washington Post reported that the gates were rusty. "
        "The Post added that nobody had checked them."
    )
    assert speaker(told, "the gates were rusty") == ("The Washington Post", "organisation")
    assert told.said("nobody had checked them").speaker != told.said("the dam was safe").speaker


def test_a_post_in_the_net_still_speaks_for_whoever_spoke_last() -> None:
    told = story("Mayor Elena Ortiz told reporters that the dam was safe. The post said that the gates were new.")
    assert speaker(told, "the gates were new") == ("Elena Ortiz", "person")


def test_it_was_announced_has_no_speaker() -> None:
    told = story(
        "The council warned of floods.\nElena Ortiz left early. In 2008 it was claimed that the dam would hold."
    )
    assert told.said("the dam would hold").speaker is None


def test_it_may_still_mean_who_spoke_last() -> None:
    told = story("The White House said the talks would go on. It also said that they had begun well.")
    assert speaker(told, "they had begun well") == ("White House", "place")


@pytest.mark.parametrize(
    "text",
    [
        "There has been little indication that the dam would hold.",
        "The claims of the council that the dam was old are wrong.",
    ],
)
def test_a_word_that_names_nothing_is_no_speaker(text: str) -> None:
    told = story(f"Elena Ortiz left early.\n{text}")
    assert [a.speaker for a in told.attributions if told.words(a, a.source) in ("There", "The")] == [None]


def test_a_day_is_no_speaker() -> None:
    told = story("The mayor welcomed Friday's announcement that the dam would be rebuilt.")
    assert all(s.name != "Friday" for s in told.speakers)


def test_a_last_name_that_looks_like_a_place_is_the_persons_who_is_named_in_full() -> None:
    told = story(
        "Gov. John Kasich came to Orrin on Monday. Kasich said the dam was safe. Kasich had planned to stay. "
        "Kasich promised that the road would be mended."
    )
    assert speaker(told, "the dam was safe") == ("John Kasich", "person")
    assert speaker(told, "the road would be mended") == ("John Kasich", "person")


@pytest.mark.parametrize(
    "named",
    ["Managing Director David Reeve", "House Speaker David Reeve", "chief engineer David Reeve"],
)
def test_an_office_before_a_name_is_no_part_of_it(named: str) -> None:
    told = story(f"The {named} said that the furnace would be lit again.")
    assert speaker(told, "the furnace would be lit again") == ("David Reeve", "person")


def test_the_secretary_of_state_is_known_by_name() -> None:
    told = story("Secretary of State Mike Reeve, as a guest of the council, said that the treaty would stand.")
    assert speaker(told, "the treaty would stand") == ("Mike Reeve", "person")


def test_several_places_named_together_are_a_group_and_none_of_them() -> None:
    told = story(
        "Canada said the duty was unfair. Canada, Mexico and the European Union said that they would not accept quotas."
    )
    assert speaker(told, "they would not accept quotas") == ("Canada, Mexico and the European Union", "group")
    assert speaker(told, "the duty was unfair") == ("Canada", "place")


def test_a_committee_of_donors_is_an_organisation() -> None:
    told = story("Orrin Rising PAC, an outside group, said that the mayor would lose.")
    assert speaker(told, "the mayor would lose")[1] == "organisation"


def test_a_people_is_a_group() -> None:
    told = story("Some Britons said that the visit would cost too much.")
    assert speaker(told, "the visit would cost too much")[1] == "group"


def test_a_verb_of_a_headline_is_no_part_of_a_name() -> None:
    told = story(
        "Ben Carson Slams The Mayor In Debate\nBen Carson said the dam was old. Dr. Ben Carson is a surgeon. "
        "Ben Carson lives in Orrin."
    )
    assert all("Slams" not in s.name for s in told.speakers)


def test_a_farmer_named_so_and_so_is_known_by_name() -> None:
    told = story("A 70-year-old farmer named David Reeve said that the furnace would be lit again.")
    assert speaker(told, "the furnace would be lit again") == ("David Reeve", "person")

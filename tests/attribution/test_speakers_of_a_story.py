from __future__ import annotations

from itertools import permutations

import pytest
from story_reading import Story, story

TRIBUNE = (
    "Mayor Elena Ortiz said the dam was safe. “We checked every gate,” Ortiz said.\n"
    "Anders Pohl, the chief engineer, warned that the spillway was too small. He said the lake had never been so high."
)
COURIER = (
    "The mayor of Orrin, Elena Ortiz, told residents that the dam was safe. “We checked every gate,” she said.\n"
    "Officials said that the road would stay closed."
)
POST = (
    "Sven Ortiz, a fisherman, said the water had come at night. “Nobody warned us,” Ortiz said.\n"
    "A spokesman for Elena Ortiz said that sirens had sounded."
)


def names(told: Story, part: str, article: int = 0) -> tuple[str, str]:
    speaker = told.speaker(told.said(part, article))
    return speaker.name, speaker.kind


def test_a_full_name_a_last_name_and_a_title_are_one_speaker() -> None:
    told = story(TRIBUNE)
    assert names(told, "the dam was safe") == ("Elena Ortiz", "person")
    assert names(told, "We checked every gate") == ("Elena Ortiz", "person")


def test_a_pronoun_is_the_nearest_person_that_fits() -> None:
    told = story(TRIBUNE, COURIER)
    assert names(told, "had never been so high") == ("Anders Pohl", "person")
    assert names(told, "We checked every gate", 1) == ("Elena Ortiz", "person")


def test_one_speaker_has_one_id_over_all_articles() -> None:
    told = story(TRIBUNE, COURIER)
    assert told.said("the dam was safe").speaker == told.said("the dam was safe", 1).speaker
    speaker = told.speaker(told.said("the dam was safe"))
    assert {a for a, _, _ in speaker.mentions} == {0, 1}


def test_who_held_an_office_once_is_not_who_holds_it() -> None:
    told = story(
        "Karina Mortensen, the former French ambassador, said the dam was old.\n"
        "The French ambassador said the road was closed. The former French ambassador said the mill was safe."
    )
    assert names(told, "the dam was old") == ("Karina Mortensen", "person")
    assert names(told, "the road was closed")[0] != "Karina Mortensen"
    assert names(told, "the mill was safe") == ("Karina Mortensen", "person")


def test_two_people_of_one_last_name_stay_apart() -> None:
    told = story(TRIBUNE, POST)
    assert names(told, "Nobody warned us", 1) == ("Sven Ortiz", "person")
    assert told.said("We checked every gate").speaker != told.said("Nobody warned us", 1).speaker


def test_a_spokesman_is_not_the_person_he_speaks_for() -> None:
    told = story(TRIBUNE, POST)
    spokesman = told.speaker(told.said("sirens had sounded", 1))
    assert spokesman.kind == "unnamed"
    assert spokesman.id != told.said("the dam was safe").speaker


def test_one_persons_spokesman_is_one_speaker_however_it_is_put() -> None:
    told = story(
        "Elena Ortiz was not there. A spokesman for Elena Ortiz said that sirens had sounded.",
        "Elena Ortiz left early. Ortiz's spokesman said that sirens had sounded.",
    )
    assert told.said("sirens had sounded", 0).speaker == told.said("sirens had sounded", 1).speaker


@pytest.mark.parametrize(
    ("subject", "name"),
    [("The Kremlin", "Kremlin"), ("Moscow", "Moscow"), ("London", "London"), ("The White House", "White House"),
     ("Downing Street", "Downing Street"), ("The US", "United States"), ("Britain", "United Kingdom")],
)  # fmt: skip
def test_places_speak_for_their_government(subject: str, name: str) -> None:
    told = story(f"{subject} said on Monday that the talks would go on.")
    speaker = told.speaker(told.said("the talks would go on"))
    assert (speaker.name, speaker.kind) == (name, "place")


def test_an_organisation_and_its_abbreviation_are_one() -> None:
    told = story(
        "The Federal Bureau of Investigation said that it had opened a case. The FBI said that it would not comment."
    )
    assert told.said("had opened a case").speaker == told.said("would not comment").speaker
    assert told.speaker(told.said("had opened a case")).kind == "organisation"


def test_officials_of_two_articles_are_not_taken_for_the_same() -> None:
    told = story(COURIER, "Officials said that the school would open.")
    first, second = told.said("the road would stay closed"), told.said("the school would open", 1)
    assert told.speaker(first).kind == told.speaker(second).kind == "unnamed"
    assert first.speaker != second.speaker


def test_the_statement_speaks_for_whoever_spoke_before_it() -> None:
    told = story("Elena Ortiz said that the dam was safe. The statement added that all gates had been checked.")
    assert names(told, "all gates had been checked") == ("Elena Ortiz", "person")


def test_who_in_a_relative_clause_is_the_noun_before_it() -> None:
    told = story("Anders Pohl, who said that the spillway was too small, left the town on Friday.")
    assert names(told, "the spillway was too small") == ("Anders Pohl", "person")


def test_the_order_of_the_articles_changes_no_id_and_no_group() -> None:
    texts = (TRIBUNE, COURIER, POST)
    seen = set()
    for order in permutations(range(3)):
        told = story(*(texts[k] for k in order))
        speakers = frozenset(
            (s.id, s.name, s.kind, frozenset((texts[order[a]], b, e) for a, b, e in s.mentions)) for s in told.speakers
        )
        groups = frozenset(
            (
                u.id,
                u.wording,
                frozenset((order[told.attributions[m].article], told.attributions[m].content) for m in u.members),
            )
            for u in told.utterances
        )
        seen.add((speakers, groups))
    assert len(seen) == 1


def test_an_added_article_changes_no_speaker_of_the_others() -> None:
    before, after = story(TRIBUNE, COURIER), story(TRIBUNE, COURIER, POST)
    kept = [a.speaker for a in after.attributions if a.article < 2]
    assert kept == [a.speaker for a in before.attributions]


def test_a_family_name_that_stands_first_is_the_same_person() -> None:
    told = story(
        "President Kim Tae Won said that the dam was safe. Kim said that the gates were closed.",
        "President Kim Tae-won said that the sirens had sounded.",
    )
    assert told.said("the gates were closed").speaker == told.said("the dam was safe").speaker
    assert told.said("the sirens had sounded", 1).speaker == told.said("the dam was safe").speaker


def test_a_name_with_and_without_its_accent_is_one_speaker() -> None:
    told = story("Zoë Hallmark said the roof had leaked for weeks.", "Zoe Hallmark said that the roof had leaked.")
    assert names(told, "the roof had leaked") == names(told, "the roof had leaked", 1) == ("Zoë Hallmark", "person")


def test_an_honorific_makes_a_person_of_what_looks_like_a_company() -> None:
    told = story("“The rules are plain,” said Rowena Cassel, the port minister. Ms Cassel said that she would resign.")
    assert names(told, "The rules are plain") == names(told, "she would resign") == ("Rowena Cassel", "person")


def test_they_are_the_people_of_the_sentence_before() -> None:
    told = story(
        "Nobody can say why the pipe broke. Firefighters found no sign of a blast. It will be days, they said."
    )
    assert names(told, "It will be days") == ("Firefighters", "group")


def test_they_without_anybody_before_are_unnamed() -> None:
    told = story("The wall fell at night. They said that the stones were too old.")
    assert names(told, "the stones were too old") == ("unnamed", "unnamed")


def test_who_stands_in_the_paragraph_is_meant_before_who_spoke_in_the_last_one() -> None:
    told = story(
        "Ms Cassel, who is in charge of the port, said that the rules were plain. The port stays shut.\n"
        "Among the crowd was a mother of two from Quay Street, Zoë Hallmark. “I saw nothing,” she said."
    )
    assert names(told, "I saw nothing") == ("Zoë Hallmark", "person")


def test_a_name_in_capitals_before_a_colon_is_the_person_of_that_last_name() -> None:
    told = story(
        "Anna Reilly and Tom Ortiz were heard on Monday.\nREILLY: Nobody told me about the cracks.\n"
        "ORTIZ: We told the ministry twice.\nREILLY: I never saw the letter."
    )
    for part, name in (
        ("Nobody told me", "Anna Reilly"),
        ("We told the ministry", "Tom Ortiz"),
        ("never saw", "Anna Reilly"),
    ):
        assert told.speaker(told.said(part)).name == name


def test_a_last_name_that_is_a_month_is_the_person_of_that_name() -> None:
    told = story(
        "Theresa May, the prime minister, met the envoy on Friday in Larne. The talks with Rolf Brandt lasted to May.\n"
        "May was glowing in her praise of what she called a “special relationship between two countries”."
    )
    assert told.speaker(told.said("special relationship")).name == "Theresa May"
    may = next(s for s in told.speakers if s.name == "Theresa May")
    text = told.articles[0].text
    assert text.index("to May") + 3 not in [start for _, start, _ in may.mentions]


def test_a_last_name_alone_is_the_one_person_of_that_name_however_it_is_spelt() -> None:
    told = story(
        "Tom Ortiz spoke to the council. Ortiz said that the march would go ahead.", "ORTIZ said he was sorry."
    )
    assert {told.speaker(a).name for a in told.attributions} == {"Tom Ortiz"}


COUPLE = (
    "President Tom Ortiz spoke in Larne on Monday. Ortiz said that the bridge would open. Tom Ortiz left at noon.\n"
    "His wife, Anna Ortiz, visited the school.\n"
    "Ortiz said that the toll was fair. Mr. Ortiz said that nobody had paid it. Ortiz said that he was glad. "
    "Ortiz said that the day was over. Mrs. Ortiz said that the school was old. Ortiz said goodbye."
)


def test_a_last_name_alone_is_the_one_whom_the_story_is_about_whoever_was_named_last() -> None:
    told = story(COUPLE)
    for part in ("the bridge would open", "the toll was fair", "nobody had paid", "the day was over"):
        assert told.speaker(told.said(part)).name.endswith("Tom Ortiz")


def test_a_title_tells_the_one_of_a_couple_who_is_meant() -> None:
    told = story(COUPLE)
    assert told.speaker(told.said("the school was old")).name == "Anna Ortiz"


def test_of_two_of_one_name_who_are_named_alike_the_last_who_was_named_is_meant() -> None:
    told = story(
        "Tom Ortiz, the mayor of Larne, met the ambassador, Carl Ortiz, on Monday.\n"
        "The ambassador, Carl Ortiz, opened the school. Ortiz said that the school was new."
    )
    assert told.speaker(told.said("the school was new")).name == "Carl Ortiz"


def test_a_company_by_its_first_word_is_the_one_company_whose_name_begins_so() -> None:
    told = story(
        "Norsk Petroleum Corporation denied on Monday that its pipe had leaked.",
        "Norsk admitted that a valve had failed.",
    )
    first, other = told.said("its pipe had leaked"), told.said("a valve had failed", 1)
    assert told.speaker(first).kind == "organisation"
    assert told.speaker(first).id == told.speaker(other).id


SAID_BY_NOBODY_KNOWN = "“We checked every gate of the dam before the storm came,”"


def test_unnamed_sources_of_one_act_of_speech_are_one_speaker() -> None:
    told = story(
        f"{SAID_BY_NOBODY_KNOWN} an official said in Larne on Monday.",
        f"{SAID_BY_NOBODY_KNOWN} a senior official said. Another official declined to comment on the flood.",
    )
    first, second = told.said("We checked every gate"), told.said("We checked every gate", 1)
    assert first.speaker == second.speaker
    assert told.speaker(first).kind == "unnamed"


def test_an_aide_of_somebody_is_no_neighbour_of_the_same() -> None:
    told = story(
        f"{SAID_BY_NOBODY_KNOWN} said a neighbour of the mayor.", f"{SAID_BY_NOBODY_KNOWN} said an aide to the mayor."
    )
    assert told.said("We checked every gate").speaker != told.said("We checked every gate", 1).speaker


def test_two_unnamed_sources_of_one_noun_in_one_report_are_not_joined_to_that_of_another() -> None:
    two = f"{SAID_BY_NOBODY_KNOWN} two senior officials said.\n{SAID_BY_NOBODY_KNOWN} union officials said on Tuesday."
    one = f"{SAID_BY_NOBODY_KNOWN} officials said in the harbour."
    counts = [len({a.speaker for a in told.attributions}) for told in (story(two, one), story(one, two))]
    assert counts[0] == counts[1] >= 2


def test_a_city_that_is_somebodys_last_name_once_speaks_for_itself() -> None:
    told = story(
        "London was calm. London denied it. In London the trains ran. Mary London said that she was glad.",
        "London slept.",
    )
    assert told.speaker(told.said("she was glad")).name == "Mary London"


def test_unnamed_sources_of_other_words_or_nouns_stay_apart() -> None:
    told = story(
        f"{SAID_BY_NOBODY_KNOWN} an official said. A neighbour said that the road to the village was closed.",
        f"{SAID_BY_NOBODY_KNOWN} an adviser said. A neighbour said that the school had burnt down in the night.",
    )
    assert told.said("We checked every gate").speaker != told.said("We checked every gate", 1).speaker
    assert told.said("the road to the village").speaker != told.said("the school had burnt down", 1).speaker


def test_a_last_name_that_looks_like_a_people_is_the_person_who_bears_it() -> None:
    told = story(
        "The coach, Bruce Arians, arrived in Larne on Monday. Arians said that the team had trained in the rain.",
        "The Germans said that the match would be close. Bruce Arians waved to the crowd.",
    )
    assert told.speaker(told.said("the team had trained")).name == "Bruce Arians"
    assert told.speaker(told.said("the match would be close", 1)).kind == "group"

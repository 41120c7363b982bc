from __future__ import annotations

from story_reading import Story, story


def name(told: Story, part: str) -> str:
    return told.speaker(told.said(part)).name


def test_who_speaks_does_not_name_himself_in_his_own_words() -> None:
    told = story(
        "Mayor Elena Ortiz came to the dam with Daniel Pohl, the chief engineer. Pohl looked tired. "
        "“I have told James Lindqvist that the spillway is too small,” he said."
    )
    assert name(told, "the spillway is too small") == "Daniel Pohl"


def test_who_is_named_in_a_clause_before_the_verb_of_saying_is_somebody_else() -> None:
    told = story(
        "Daniel Pohl, the chief engineer, came out at noon. Pohl said the road was closed. "
        "The ferry of James Lindqvist would have to wait, he said."
    )
    assert name(told, "would have to wait") == "Daniel Pohl"


def test_a_person_named_in_what_he_says_first_may_speak_next() -> None:
    told = story(
        "Daniel Pohl said the dam was safe. “James Lindqvist will tell you more,” he said. "
        "Lindqvist said the gates were new. “We checked each of them,” he said."
    )
    assert name(told, "will tell you more") == "Daniel Pohl"
    assert name(told, "We checked each of them") == "James Lindqvist"


def test_a_pronoun_is_no_outlet_named_after_a_town() -> None:
    told = story(
        "Mayor David Pohl spoke in London on Monday. London was warm.\n"
        "Gazette London reported on his speech, when he said it would be a hard winter in London."
    )
    assert name(told, "it would be a hard winter") == "David Pohl"


def test_a_participle_takes_the_subject_of_its_clause() -> None:
    told = story(
        "Mayor Elena Ortiz met the engineer Daniel Pohl. Pohl opened the gates on Monday, "
        "calling the flood “a once-in-a-century event” and adding that the dam would hold."
    )
    assert name(told, "a once-in-a-century event") == "Daniel Pohl"
    assert name(told, "the dam would hold") == "Daniel Pohl"

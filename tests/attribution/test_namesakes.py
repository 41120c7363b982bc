from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from story_reading import Story, story

from parallax.attribution.namesakes import Bearer, Namesakes

COUPLE = (
    "Hillary Ortiz came to Orrin on Monday. Ortiz told residents that the dam was safe.\n"
    "Her husband, Bill Ortiz, waited outside with a dog. The rain fell all day.\n"
    "In the evening, Ortiz promised that the road would be mended. “You cannot wait for years,” she said."
)


def name(told: Story, part: str) -> str:
    return told.speaker(told.said(part)).name


def test_a_last_name_stays_with_the_one_whom_the_article_called_so_before() -> None:
    told = story(COUPLE)
    assert name(told, "the dam was safe") == "Hillary Ortiz"
    assert name(told, "the road would be mended") == "Hillary Ortiz"
    assert name(told, "You cannot wait for years") == "Hillary Ortiz"


def test_a_last_name_is_the_others_in_the_paragraph_that_begins_with_what_he_does() -> None:
    told = story(
        "Hillary Ortiz came to Orrin on Monday. Ortiz told residents that the dam was safe.\n"
        "Bill Ortiz waited outside with a dog. Ortiz said that the rain was cold.\n"
        "In the evening, Ortiz promised that the road would be mended."
    )
    assert name(told, "the rain was cold") == "Bill Ortiz"
    assert name(told, "the road would be mended") == "Hillary Ortiz"


def test_she_is_the_one_of_a_name_who_fits() -> None:
    told = story(
        "Hillary Ortiz and Hillary Ortiz's team left early. The state of Bill Ortiz's dam was bad.\n"
        "Ortiz wrote a letter. She said that the gates were old."
    )
    assert name(told, "the gates were old") == "Hillary Ortiz"


def test_a_word_before_a_full_name_makes_no_second_person() -> None:
    told = story(
        "Floridians Jeb Reeve Visits\nJeb Reeve came on Monday. Reeve said the dam was safe. Jeb Reeve left at noon. "
        "Reeve said the road was dry."
    )
    assert told.said("the dam was safe").speaker == told.said("the road was dry").speaker


def test_the_order_of_articles_does_not_tell_whom_a_last_name_means() -> None:
    texts = (
        COUPLE,
        "Bill Ortiz said the rain was cold. Ortiz told reporters that the ferry would not leave.",
        "Ortiz told reporters that nothing was lost.",
    )
    parts = ("the road would be mended", "the ferry would not leave", "nothing was lost")
    found = set()
    for order in permutations(range(3)):
        told = story(*(texts[k] for k in order))
        found.add(tuple(told.speaker(told.said(part, order.index(k))).name for k, part in enumerate(parts)))
    assert len(found) == 1


bearers = st.lists(st.tuples(st.sampled_from([None, 0, 1, 2]), st.integers(0, 1), st.booleans()), max_size=12)


@given(bearers, st.integers(0, 14))
def test_only_somebody_who_is_named_in_full_before_is_meant(
    given_: list[tuple[int | None, int, bool]], at: int
) -> None:
    paragraph = 0
    mentions = []
    for start, (who, step, subject) in enumerate(given_):
        paragraph += step
        mentions.append(Bearer(start, who, paragraph, subject))
    meant = Namesakes(mentions).meant(at, paragraph)
    named = {b.who for b in mentions if b.start < at and b.who is not None}
    assert meant in named if named else meant is None

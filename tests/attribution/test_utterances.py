from __future__ import annotations

from story_reading import Story, story

from parallax.values import Utterance


def holding(told: Story, part: str) -> Utterance | None:
    """The utterance one of whose members has these words."""
    for u in told.utterances:
        if any(part in told.words(told.attributions[m], told.attributions[m].content) for m in u.members):
            return u
    return None


FULL = "“Our engineers never left the dam for a single hour of that night,” Anders Pohl said."


def test_six_words_in_common_inside_marks_are_one_act_of_speech() -> None:
    told = story(FULL, "“Our engineers never left the dam for a single hour,” said the chief engineer, Anders Pohl.")
    found = holding(told, "never left the dam")
    assert found is not None
    assert {told.attributions[m].article for m in found.members} == {0, 1}
    assert found.wording == "trimmed"


def test_equal_words_are_the_same_wording_whatever_the_marks() -> None:
    told = story(FULL, 'Pohl said: "Our engineers never left the dam for a single hour of that night."')
    found = holding(told, "never left the dam")
    assert found is not None and found.wording == "same"


def test_changed_words_inside_marks_are_altered() -> None:
    told = story(FULL, "“Our engineers never left the dam for a single minute of that long night,” Anders Pohl said.")
    found = holding(told, "never left the dam")
    assert found is not None and found.wording == "altered"


def test_two_pieces_of_one_quotation_are_stitched() -> None:
    told = story(FULL, "“Our engineers never left the dam,” Anders Pohl said, “for a single hour of that night.”")
    found = holding(told, "never left the dam")
    assert found is not None and found.wording in ("same", "stitched")


def test_a_paraphrase_of_the_same_speaker_joins() -> None:
    told = story(FULL, "Anders Pohl said that the engineers had never left the dam during that night.")
    found = holding(told, "had never left the dam")
    assert found is not None and found.wording == "paraphrased"


def test_other_statements_of_one_speaker_stay_apart() -> None:
    told = story(FULL, "Anders Pohl said that a new spillway would cost two million crowns.")
    assert holding(told, "a new spillway") is None


def test_one_article_alone_has_no_common_utterance() -> None:
    assert story(FULL).utterances == ()

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from story_reading import Story, story

from parallax.article import Article
from parallax.attribution.utterances import utterances_of
from parallax.language import parse
from parallax.values import Attribution, Utterance


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


def test_a_name_in_what_two_reports_say_is_no_act_of_speech() -> None:
    told = story("Anders Pohl praised Mayor Ortiz.", "Anders Pohl criticised Ortiz. Pohl mentioned Tom Ortiz.")
    assert told.utterances == ()


def test_one_article_alone_has_no_common_utterance() -> None:
    assert story(FULL).utterances == ()


def test_two_acts_of_speech_with_the_same_first_and_last_word_have_names_of_their_own() -> None:
    early, late = "the harbour walls would hold through winter", "nobody should sleep near the lower sluice tonight"
    middle = "and that every boat had been counted twice by lantern before the storm arrived from the north"
    articles = [Article.from_text(f"{early} {middle} {late}"), Article.from_text(f"{early} {late}")]
    articles.append(Article.from_text(middle))
    both = ((0, len(early)), (len(early) + len(middle) + 2, len(articles[0].text)))
    said = [
        Attribution(0, (), (), both, "indirect"),
        Attribution(0, (), (), ((len(early) + 1, len(early) + 1 + len(middle)),), "indirect"),
        Attribution(1, (), (), ((0, len(articles[1].text)),), "indirect"),
        Attribution(2, (), (), ((0, len(middle)),), "indirect"),
    ]
    found = utterances_of(articles, [parse(a) for a in articles], said, [])
    assert sorted(u.members for u in found) == [(0, 2), (1, 3)]
    assert len({u.id for u in found}) == 2

    # the same spans and verb twice, as no text should give: still two names
    whole = ((0, len(articles[0].text)),)
    twice = [replace(said[0], content=whole), replace(said[1], content=whole)]
    names = [u.id for u in utterances_of(articles, [parse(a) for a in articles], [*twice, *said[2:]], [])]
    assert len(names) == len(set(names))


def test_of_two_copies_the_same_one_is_grouped_in_any_order() -> None:
    copy, other = "Elena Park said that us to in we town us. The rain fell.", "“Us to in we town us,” the company said."
    articles = [
        Article.from_text(text, outlet=o) for text, o in ((copy, "Tribune"), (other, "Courier"), (copy, "Post"))
    ]
    seen = set()
    for order in permutations(articles):
        told = story(*order)
        seen.add(tuple(told.articles[told.attributions[m].article].outlet for u in told.utterances for m in u.members))
    assert len({tuple(sorted(outlets)) for outlets in seen}) == 1
    assert all(outlets for outlets in seen)

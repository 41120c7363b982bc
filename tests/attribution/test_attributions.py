from __future__ import annotations

import pytest
from story_reading import story

from parallax.article import Article


def test_a_clause_with_that_is_what_was_said() -> None:
    told = story("The harbour master said on Tuesday that the ferry would leave at noon.")
    a = told.said("the ferry would leave")
    assert told.words(a, a.source) == "The harbour master"
    assert told.words(a, a.cue) == "said"
    assert told.words(a, a.content) == "that the ferry would leave at noon"
    assert (a.kind, a.stance, a.negated) == ("indirect", "neutral", False)


def test_a_clause_without_that_is_what_was_said() -> None:
    told = story("The ferry would leave at noon, the harbour master told reporters in Port Anselm.")
    a = told.said("The ferry would leave at noon")
    assert told.words(a, a.source) == "the harbour master"


def test_a_quotation_before_its_inverted_source_is_direct() -> None:
    told = story("“We have lost the whole harvest,” said Marta Velden, a farmer from the valley.")
    a = told.said("We have lost the whole harvest")
    assert a.kind == "direct"
    assert told.words(a, a.source).startswith("Marta Velden")
    assert told.words(a, a.content) == "“We have lost the whole harvest,”"


def test_a_quotation_after_its_source_is_direct() -> None:
    told = story('Marta Velden told the council: "We have lost the whole harvest."')
    a = told.said("We have lost the whole harvest")
    assert (a.kind, told.words(a, a.source), told.words(a, a.cue)) == ("direct", "Marta Velden", "told")


def test_what_follows_the_verb_of_saying_belongs_to_the_same_quotation() -> None:
    told = story('"The dam held," Anders Pohl said. "It will not hold a second time."')
    a = told.said("The dam held")
    assert "It will not hold a second time" in told.words(a, a.content)
    assert len(a.content) == 2


def test_a_quotation_over_two_paragraphs_that_only_the_second_closes_is_one() -> None:
    told = story(
        '"The dam held through the night, and our engineers never left it.\n'
        "We owe them more than thanks,\" the minister's spokesman said."
    )
    direct = [a for a in told.attributions if a.kind == "direct"]
    assert len(direct) == 1
    assert told.words(direct[0], direct[0].source) == "the minister's spokesman"
    assert told.words(direct[0], direct[0].content).startswith('"The dam held through the night')
    assert told.words(direct[0], direct[0].content).endswith('more than thanks,"')


def test_a_next_paragraph_of_quotation_alone_keeps_its_speaker() -> None:
    told = story("“The dam held,” Anders Pohl said.\n“It will not hold a second time.”")
    a = told.said("It will not hold a second time")
    assert told.words(a, a.source) == "Anders Pohl"


def test_words_in_marks_inside_a_clause_make_it_mixed() -> None:
    told = story('The minister said the dam was "a danger to nobody" and would stay.')
    a = told.said("a danger to nobody")
    assert a.kind == "mixed"
    assert told.words(a, a.source) == "The minister"


def test_according_to_names_the_source() -> None:
    told = story("According to the Valmerian Transport Ministry, the tunnel will open in March.")
    a = told.said("the tunnel will open")
    assert told.words(a, a.source) == "the Valmerian Transport Ministry"
    assert told.words(a, a.content) == "the tunnel will open in March"


def test_an_inserted_verb_of_saying_leaves_the_rest_of_its_sentence_as_content() -> None:
    told = story("The tunnel, the engineer said, will open in March.")
    a = told.said("will open in March")
    assert told.words(a, a.source) == "the engineer"
    assert "said" not in told.words(a, a.content)


def test_denied_allegations_are_denied() -> None:
    told = story("The company has repeatedly denied all allegations of fraud.")
    a = told.by_cue("denied")
    assert a.stance == "denying"
    assert told.words(a, a.content) == "all allegations of fraud"


@pytest.mark.parametrize("verb", ["condemned", "denounced", "rejected", "criticized"])
def test_what_is_condemned_or_rejected_is_content(verb: str) -> None:
    told = story(f"The union {verb} the comments about its members.")
    a = told.by_cue(verb)
    assert told.words(a, a.source) == "The union"
    assert told.words(a, a.content) == "the comments about its members"


def test_a_claim_inside_a_report_stands_within_it() -> None:
    told = story("Valmeria repeated accusations by the United Nations that the army was planning an attack.")
    outer, inner = told.by_cue("repeated"), told.by_cue("accusations")
    assert told.words(inner, inner.source) == "the United Nations"
    assert inner.stance == "doubting"
    assert inner.within == told.attributions.index(outer)
    assert outer.within is None


def test_reportedly_has_no_source_and_doubts() -> None:
    told = story("They reportedly proposed a new round of talks.")
    a = told.by_cue("reportedly")
    assert a.source == ()
    assert a.stance == "doubting"
    assert told.speaker(a).kind == "unnamed"


def test_a_passive_has_its_agent_as_source() -> None:
    told = story("The mayor was criticized by the teachers' union for the late budget.")
    a = told.by_cue("criticized")
    assert told.words(a, a.source).startswith("the teachers' union")
    assert told.words(a, a.content).startswith("The mayor")


def test_the_claim_that_is_a_cue() -> None:
    told = story("Engineers dismissed the mayor's claim that the bridge was safe.")
    a = told.by_cue("claim")
    assert told.words(a, a.source) == "the mayor's"
    assert told.words(a, a.content) == "that the bridge was safe"


def test_what_was_not_said_is_negated() -> None:
    told = story("The minister did not say whether the tunnel would open.")
    assert told.said("whether the tunnel would open").negated


def test_who_declined_to_comment_is_negated() -> None:
    told = story("The company declined to comment on the report.")
    a = told.said("on the report")
    assert told.words(a, a.source) == "The company"
    assert told.words(a, a.cue).startswith("declined")
    assert a.negated


def test_a_clause_that_the_verb_is_parted_from_by_a_time_is_found() -> None:
    told = story("The allies have alleged for months that Valmeria may be planning an attack on its neighbour.")
    a = told.said("may be planning an attack")
    assert "have alleged" in told.words(a, a.cue)
    assert told.words(a, a.content) == "that Valmeria may be planning an attack on its neighbour"
    assert a.stance == "doubting"


def test_the_name_of_a_work_is_no_quotation() -> None:
    told = story('The actor appeared in "The Long Winter" last year.')
    assert [a for a in told.attributions if "Winter" in told.words(a, a.content)] == []


def test_another_language_gives_only_what_stands_in_marks() -> None:
    told = story(
        "Der Bürgermeister sagte am Montag, die Brücke werde erst im Herbst wieder geöffnet. "
        "„Niemand soll in Gefahr geraten“, sagte er vor dem Rathaus der kleinen Stadt."
    )
    assert [told.words(a, a.content) for a in told.attributions] == ["„Niemand soll in Gefahr geraten“"]
    assert told.attributions[0].source == ()
    assert told.attributions[0].speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        '"',
        '"""" “”',
        "“ ” ‘ ’ « »",
        "Yes",
        "Yes.",
        '"No," she said',
        "said",
        "😀",
        "😀\n“😀”",
        "市长说桥是安全的。",
    ],
)
def test_texts_with_hardly_anything_in_them_raise_nothing(text: str) -> None:
    assert all(a.content for a in story(text).attributions)


def test_attributions_come_in_text_order() -> None:
    told = story('The mayor said the road was open. "It is not," the driver said. The police denied both claims.')
    firsts = [min(s for s, _ in (*a.cue, *a.content)) for a in told.attributions]
    assert firsts == sorted(firsts)


def test_a_name_and_a_colon_at_the_start_of_a_paragraph_are_its_speaker() -> None:
    told = story("The debate began at noon.\nORTIZ: We checked every gate that night.\nPOHL: Nobody did.")
    a = told.said("We checked every gate")
    assert told.words(a, a.source) == "ORTIZ"
    assert told.words(a, a.content) == "We checked every gate that night"


def test_an_office_in_front_of_its_verb_is_whole_when_what_it_wants_is_taken_out_of_the_clause() -> None:
    told = story("It was an episode that the harbour board wants to ask about.")
    a = told.by_cue("wants")
    assert "harbour board" in told.words(a, a.source)


def test_a_contracted_has_is_no_passive() -> None:
    told = story("Elena Ortiz was not there. She's said that the dam was safe.")
    a = told.said("the dam was safe")
    assert told.words(a, a.source) == "She"


def test_not_wanting_to_be_named_is_nothing_said() -> None:
    told = story("An official who did not want to be named said that the wall was old.")
    assert [told.words(a, a.cue) for a in told.attributions] == ["said"]


def test_a_pronoun_that_speaks_is_the_source() -> None:
    told = story("Elena Ortiz runs the harbour. She said it would not open before the winter.")
    a = told.said("it would not open")
    assert told.words(a, a.source) == "She"
    assert told.speaker(a).name == "Elena Ortiz"


def test_according_to_after_what_was_said_names_officials_without_a_name() -> None:
    told = story("The talks collapsed on Sunday, according to two officials who asked not to be named.")
    a = told.said("The talks collapsed on Sunday")
    assert told.words(a, a.source).startswith("two officials")
    assert told.words(a, a.cue) == "according to"
    assert told.speaker(a).kind == "unnamed"


def test_officials_without_a_name_are_an_unnamed_speaker() -> None:
    told = story("Officials said the wall had cracked in two places.")
    a = told.said("the wall had cracked")
    assert told.words(a, a.source) == "Officials"
    assert told.speaker(a).kind == "unnamed"


def test_who_is_accused_in_the_passive_is_content_and_who_accuses_is_the_source() -> None:
    told = story("The union was accused by the mayor of hiding its accounts.")
    a = told.said("hiding its accounts")
    assert told.words(a, a.source) == "the mayor"
    assert "accused" in told.words(a, a.cue)
    assert "The union" in told.words(a, a.content)
    assert a.stance == "doubting"


def test_fears_among_somebody_are_theirs() -> None:
    told = story("There were fears among fishermen that the harbour would close.")
    a = told.said("the harbour would close")
    assert (told.words(a, a.source), told.words(a, a.cue)) == ("fishermen", "fears")


def test_what_was_never_claimed_is_negated() -> None:
    told = story("She has never claimed that the dam was safe.")
    a = told.said("the dam was safe")
    assert a.negated
    assert a.stance == "doubting"


def test_who_said_and_added_is_the_source_of_both() -> None:
    told = story("“The water is too high,” said Elena Ortiz, the harbour master, adding that the ferry would not sail.")
    said, added = told.said("The water is too high"), told.said("the ferry would not sail")
    assert (said.kind, added.kind) == ("direct", "indirect")
    assert said.source == added.source
    assert told.words(added, added.cue) == "adding"


def test_a_quotation_below_a_headline_is_not_what_the_headline_reports() -> None:
    text = '"It will not hold a second time," Anders Pohl warned.\n\n"We know it well."'
    told = story(Article.from_text(text, title="Mayor says the dam held"))
    quoted = told.said("It will not hold a second time")
    assert told.words(quoted, quoted.source) == "Anders Pohl"
    headline = told.said("the dam held")
    assert '"' not in told.words(headline, headline.content)


def test_a_quotation_alone_below_a_headline_has_no_source() -> None:
    text = '"It will not hold a second time, and we know it."'
    told = story(Article.from_text(text, title="Mayor says the dam held"))
    quoted = told.said("It will not hold a second time")
    assert quoted.source == ()


def test_each_of_two_quotations_in_a_row_stands_with_the_verb_beside_it() -> None:
    told = story("“Who opened the gate?” reads one question. “Why was nobody told?” another asks.")
    first, second = told.said("Who opened the gate"), told.said("Why was nobody told")
    assert told.words(first, first.content) == "“Who opened the gate?”"
    assert told.words(second, second.content) == "“Why was nobody told?”"
    assert told.words(second, second.cue) == "asks"


def test_a_question_after_a_colon_is_asked_by_who_stands_before_it() -> None:
    told = story(
        "Elena Ortiz plans to ask this: “What did you know of the open gate before the storm came?” "
        "It has been reported that the mayor knew."
    )
    quoted = told.said("What did you know of the open gate")
    assert told.words(quoted, quoted.source) == "Elena Ortiz"

"""Who did not say it: negation around the cue, above it and by its subject."""

from __future__ import annotations

import pytest
from story_reading import story

from parallax.article import Article
from parallax.attribution.manner import negated
from parallax.attribution.tree import tree_of
from parallax.language import parse

REOPEN = "whether the dam would reopen"
NOT_SAID = [
    f"The mayor did not say {REOPEN}.",
    f"The mayor didn't say {REOPEN}.",
    f"The mayor wouldn't say {REOPEN}.",
    f"The mayor couldn’t say {REOPEN}.",
    f"The mayor hasn't said {REOPEN}.",
    f"The mayor has not yet said {REOPEN}.",
    f"The mayor did not immediately say {REOPEN}.",
    f"The mayor did not want to say {REOPEN}.",
    f"The mayor chose not to say {REOPEN}.",
    f"The mayor spoke to reporters but did not say {REOPEN}.",
    f"Nor did the mayor say {REOPEN}.",
    f"The ministry declined to say {REOPEN}.",
    f"The ministry refused to say {REOPEN}.",
    f"The ministry failed to say {REOPEN}.",
    f"The ministry has yet to say {REOPEN}.",
    f"The ministry is yet to say {REOPEN}.",
    f"The mayor left the hall without saying {REOPEN}.",
    f"The mayor avoided saying {REOPEN}.",
    f"The mayor refrained from saying {REOPEN}.",
    f"The mayor was unable to say {REOPEN}.",
    f"The mayor was unwilling to say {REOPEN}.",
    f"The mayor was reluctant to say {REOPEN}.",
    f"The mayor was hesitant to say {REOPEN}.",
    f"The mayor was too shy to say {REOPEN}.",
    f"The mayor was too afraid to say {REOPEN}.",
    f"The mayor forgot to say {REOPEN}.",
    f"The mayor did not, however, say {REOPEN}.",
    f"The mayor did not, in the end, say {REOPEN}.",
    f"The mayor had not, as of Friday, said {REOPEN}.",
    f"The mayor has not, so far, said {REOPEN}.",
    f"Officials have never, so far, said {REOPEN}.",
    f"The mayor would not, for now, say {REOPEN}.",
    f"Nobody said {REOPEN}.",
    f"Neither the mayor nor the minister said {REOPEN}.",
]
NOT_CLAIMED = [
    "The mayor never said that the dam was safe.",
    "The mayor hardly said that the dam was safe.",
    "The mayor stopped short of saying that the dam was safe.",
    "The mayor shied away from saying that the dam was safe.",
    "The mayor stopped saying that the dam was safe.",
    "The mayor no longer claims that the dam was safe.",
    "The mayor is no longer saying that the dam was safe.",
    "No official confirmed that the dam was safe.",
    "No-one said that the dam was safe.",
    "None of the engineers said that the dam was safe.",
    "Neither minister said that the dam was safe.",
    "Not one engineer said that the dam was safe.",
    "The ministry would neither confirm nor deny that the dam was safe.",
    "The ministry neither confirmed nor denied that the dam was safe.",
    "The ministry did not confirm or deny that the dam was safe.",
    "The ministry refused to confirm that the dam was safe.",
    "There was no claim by the union that the dam was safe.",
    "Engineers found no evidence that the dam was safe.",
    "Engineers found no clear evidence that the dam was safe.",
    "Engineers have seen no sign that the dam was safe.",
    "The ministry showed no sign that the dam was safe.",
    "Engineers found no reason to believe that the dam was safe.",
    "The ministry gave no indication that the dam was safe.",
    "The mayor told no one that the dam was safe.",
    "The minister forgot to mention that the dam was safe.",
]
SAID = [
    "The mayor said that the dam was safe.",
    "The mayor said that it was not true that the dam was safe.",
    "The mayor denied that the dam was safe.",
    "The mayor not only said that the dam was safe but asked for money.",
    "The mayor did not only say that the dam was safe.",
    "The mayor did not just say that the dam was safe.",
    "The mayor did not hesitate to say that the dam was safe.",
    "The mayor did not fail to mention that the dam was safe.",
    "The mayor never failed to say that the dam was safe.",
    "The mayor did not stop saying that the dam was safe.",
    "The mayor could not help saying that the dam was safe.",
    "The mayor, not the minister, said that the dam was safe.",
    "The mayor found no one who said that the dam was safe.",
    "The mayor left no doubt that the dam was safe.",
    "The mayor made no secret that the dam was safe.",
    "The minister did not forget to mention that the dam was safe.",
    "The minister never forgot to mention that the dam was safe.",
    "The minister forgot that the dam was safe.",
    "The minister was not hesitant to say that the dam was safe.",
    "The minister was not too shy to say that the dam was safe.",
    "The mayor did not, however, fail to mention that the dam was safe.",
    "The mayor would say only that the dam was safe.",
    "Without elaborating, the mayor said that the dam was safe.",
    "Nobody doubts the mayor, who said that the dam was safe.",
    "No 10 said that the dam was safe.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_somebody_did_not_say_is_negated(text: str) -> None:
    assert story(text).said("the dam would reopen").negated


@pytest.mark.parametrize("text", NOT_CLAIMED)
def test_a_statement_that_nobody_made_is_negated(text: str) -> None:
    assert story(text).said("the dam was safe").negated


@pytest.mark.parametrize("text", SAID)
def test_what_was_said_is_not_negated(text: str) -> None:
    assert not story(text).said("the dam was safe").negated


def test_a_no_that_was_not_said_is_negated() -> None:
    assert story("The mayor did not say no to the offer.").by_cue("did not say").negated


def test_nothing_said_is_negated() -> None:
    assert story("The mayor said nothing about the dam.").said("the dam").negated


def test_evidence_that_was_not_found_is_negated() -> None:
    a = story("Police found no evidence that the mayor had lied.").said("the mayor had lied")
    assert (a.stance, a.negated) == ("endorsing", True)


def test_no_deaths_may_be_reported() -> None:
    assert not story("The ministry reported no deaths.").said("no deaths").negated


def test_a_sentence_quoted_up_to_its_not_was_said() -> None:
    assert not story('"They had not," said the mayor.').said("They had not").negated


def test_a_refusal_is_negated() -> None:
    text = "The union's refusal to say who had paid for the boats angered the mayor."
    assert story(text).said("who had paid").negated


def test_a_quotation_that_nobody_would_speak_is_negated() -> None:
    assert story('"The dam is safe," nobody in the ministry would say.').said("The dam is safe").negated


def test_only_the_one_of_two_who_did_not_say_it_is_negated() -> None:
    told = story("The mayor, who did not say where he had been, said that the dam was safe.")
    assert told.said("where he had been").negated
    assert not told.said("the dam was safe").negated


def test_a_negated_denial_stays_a_denial() -> None:
    a = story("The minister never denied that the dam had cracked.").said("the dam had cracked")
    assert (a.stance, a.negated) == ("denying", True)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The ministry could not be reached for comment.", "reached", True),
        ("The ministry did not immediately respond to a request for comment.", "respond", True),
        ("The ministry has yet to comment on the report.", "comment", True),
        ("The ministry declined to comment.", "comment", True),
        ("The ministry declined to comment.", "declined", True),
        ("The ministry did not decline to comment.", "comment", False),
        ("It is too early to say whether the dam will reopen.", "say", True),
        ("The mayor ran off after saying that the dam was safe.", "saying", False),
        ("The mayor declined to stay, saying that the dam was safe.", "saying", False),
    ],
)
def test_words_above_the_cue_negate_it(text: str, word: str, expected: bool) -> None:
    tree = tree_of(parse(Article.from_text(text)))
    (token,) = (t.i for t in tree.tokens if t.text == word)
    assert negated(tree, token) is expected

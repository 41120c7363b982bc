from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_parses import parses
from story_reading import story

from parallax.article import Article
from parallax.attribution.finding import Finding
from parallax.attribution.insertions import over_insertions
from parallax.attribution.tree import Run, Tree, tree_of
from parallax.language import Parse, parse


def parsed(text: str) -> Tree:
    return tree_of(parse(Article.from_text(text)))


def at(tree: Tree, words: str) -> Run:
    """The tokens that these words, found once, stand in."""
    start = tree.parse.text.index(words)
    inside = [t.i for t in tree.tokens if start <= t.start < start + len(words)]
    return inside[0], inside[-1]


def gone_on(text: str, source: str, cue: str, content: str) -> str:
    """What the content becomes, its runs joined by a bar."""
    tree = parsed(text)
    word = at(tree, cue)[0]
    found = Finding(word, None, (at(tree, source),), (at(tree, cue),), (at(tree, content),), "heard", "neutral", False)
    (after,) = over_insertions(tree, [found])
    spans = [(tree.tokens[a].start, tree.tokens[b].end) for a, b in after.content]
    return " | ".join(tree.parse.text[s:e] for s, e in spans)


TRIP = "The mayor said he cancelled the trip — his second this year — because the road was flooded."


def test_content_that_was_heard_up_to_the_end_of_an_insertion_goes_on_behind_it() -> None:
    content = "he cancelled the trip — his second this year"
    assert gone_on(TRIP, "The mayor", "said", content) == f"{content} | — because the road was flooded"


def test_an_insertion_that_was_not_heard_stays_left_out() -> None:
    content = "he cancelled the trip"
    assert gone_on(TRIP, "The mayor", "said", content) == f"{content} | because the road was flooded"


def test_an_insertion_that_is_content_makes_one_span_with_what_follows() -> None:
    a = story(TRIP).said("he cancelled the trip")
    assert len(a.content) == 1
    assert story(TRIP).words(a, a.content).endswith("the road was flooded")


@pytest.mark.parametrize("dash", ["—", "–", "--", "-", "- -"])
def test_a_verb_behind_an_insertion_belongs_to_its_subject_before_it(dash: str) -> None:
    text = f"The mayor said that the old bridge {dash} which carries the ferry road {dash} would close in March."
    assert gone_on(text, "The mayor", "said", "that the old bridge").endswith("would close in March")


def test_what_the_narrator_adds_behind_an_insertion_is_no_content() -> None:
    text = "The mayor announced a new dam — her third — while the council has rejected the plan."
    assert gone_on(text, "The mayor", "announced", "a new dam") == "a new dam"


def test_a_verb_of_the_narrators_behind_an_insertion_is_no_content() -> None:
    text = "The mayor said that she plans to meet the engineers — perhaps in June — but raised the price of water."
    content = "that she plans to meet the engineers — perhaps in June"
    assert gone_on(text, "The mayor", "said", content) == content


def test_hyphens_and_a_single_dash_make_no_insertion() -> None:
    text = "The well-known mayor said the half-built bridge would close — a blow to the ferry."
    content = "the half-built bridge would close"
    assert gone_on(text, "The well-known mayor", "said", content) == content


def test_an_insertion_that_the_text_ends_with_has_nothing_behind_it() -> None:
    text = "The mayor said that the bridge would close — the oldest of all —"
    assert gone_on(text, "The mayor", "said", "that the bridge would close") == "that the bridge would close"


@given(parses(3), st.data())
def test_content_only_grows_and_stays_in_its_sentence(invented: Parse, data: st.DataObject) -> None:
    tree = tree_of(invented)
    last = len(tree.tokens) - 1
    a, b = sorted((data.draw(st.integers(0, last)), data.draw(st.integers(0, last))))
    f = Finding(a, None, (), ((a, a),), ((a, b),), "heard", "neutral", False)
    (after,) = over_insertions(tree, [f])
    assert after.content[:1] == f.content
    for first, end in after.content[1:]:
        assert b <= first <= end
        assert tree.tokens[end].sentence == tree.tokens[b].sentence

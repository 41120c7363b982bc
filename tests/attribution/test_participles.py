from __future__ import annotations

import pytest

from parallax.article import Article
from parallax.attribution.fitting import Fitted
from parallax.attribution.participles import with_speakers_before
from parallax.attribution.tree import Run, Tree, tree_of
from parallax.language import parse


def at(tree: Tree, words: str) -> Run:
    """The tokens that these words, found once, stand in."""
    start = tree.parse.text.index(words)
    inside = [t.i for t in tree.tokens if start <= t.start < start + len(words)]
    return inside[0], inside[-1]


def speaks(text: str, statements: list[tuple[str, str, str]]) -> str:
    """Who the source of the last of the statements (source, cue, content) becomes."""
    tree = tree_of(parse(Article.from_text(text)))
    found = [
        Fitted((at(tree, source),), at(tree, cue), (at(tree, content),), 0.9) for source, cue, content in statements
    ]
    ((first, last),) = with_speakers_before(tree, found)[-1].source
    return text[tree.tokens[first].start : tree.tokens[last].end]


@pytest.mark.parametrize("mark", [", ", ",” "])
def test_who_complains_behind_a_comma_is_who_said_what_stands_before_it(mark: str) -> None:
    opening = "“" if "”" in mark else ""
    text = (
        f"The Gazette reported on a speech when Ortiz said {opening}the dam was old{mark}complaining that nobody came."
    )
    statements = [
        ("The Gazette", "reported on", "a speech"), ("Ortiz", "said", f"{opening}the dam was old"),
        ("The Gazette", "complaining", "that nobody came"),
    ]  # fmt: skip
    assert speaks(text, statements) == "Ortiz"


def test_a_paper_that_cites_somebody_goes_on_reporting() -> None:
    text = "The Gazette reported that Ortiz said the dam was old, citing two engineers."
    statements = [("Ortiz", "said", "the dam was old"), ("The Gazette", "citing", "two engineers")]
    assert speaks(text, statements) == "The Gazette"


def test_a_participle_that_no_words_of_somebody_else_stand_right_before_keeps_its_source() -> None:
    text = "Ortiz said the dam was old. Reeve left the hall in anger, complaining that nobody came."
    statements = [("Ortiz", "said", "the dam was old"), ("Reeve", "complaining", "that nobody came")]
    assert speaks(text, statements) == "Reeve"


def test_who_spoke_before_the_source_of_a_participle_does_not_take_it_over() -> None:
    text = "As Ortiz said, Reeve told us the dam was old, adding that nobody came."
    statements = [("Reeve", "told", "the dam was old"), ("Reeve", "adding", "that nobody came")]
    assert speaks(text, statements) == "Reeve"

from __future__ import annotations

from parallax.article import Article
from parallax.attribution.sources import with_relative
from parallax.attribution.tree import tree_of
from parallax.language import parse


def widened(text: str, run: str, word: str) -> str:
    """What `with_relative` makes of the words `run` of a text, for a cue whose main word is `word`."""
    tree = tree_of(parse(Article.from_text(text)))
    start = text.index(run)
    inside = [t.i for t in tree.tokens if start <= t.start < start + len(run)]
    cue = next(t.i for t in tree.tokens if t.text == word)
    first, last = with_relative(tree, (inside[0], inside[-1]), cue)
    return text[tree.tokens[first].start : tree.tokens[last].end]


def test_a_relative_clause_alone_is_the_source_with_the_noun_that_it_tells_of() -> None:
    text = "Daniel Reeve, who advises the council, praised the new dam."
    assert widened(text, "who advises the council", "praised") == "Daniel Reeve, who advises the council"


def test_a_relative_pronoun_alone_is_the_source_with_its_noun() -> None:
    assert widened("The mayor met a farmer who praised the new dam.", "who", "praised") == "a farmer who"


def test_a_question_word_that_begins_no_relative_clause_stays_alone() -> None:
    assert widened("Who praised the new dam?", "Who", "praised") == "Who"

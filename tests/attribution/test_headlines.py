from __future__ import annotations

from dataclasses import replace

import pytest
from story_reading import Story, story

from parallax.article import Article, Role

BELOW = (
    "Residents of Orrin came to the hall on Monday. Sven Lund said the road was closed.\n"
    "“We were never told about the gates,” Elena Ortiz said. “They were old.”\n"
    "James Reeve, a farmer, said the water had come at night."
)


def headed(headline: str, *roles: Role) -> Story:
    """The story of an article below a headline (and whatever roles the next paragraphs have)."""
    article = Article.from_text(f"{headline}\n{BELOW}")
    given: tuple[Role, ...] = ("headline", *roles)
    paragraphs = [replace(p, role=given[n]) if n < len(given) else p for n, p in enumerate(article.paragraphs)]
    return story(replace(article, paragraphs=tuple(paragraphs)))


@pytest.mark.parametrize("quoted", ["‘We were never told’", "“We were never told about the gates”", "‘never told’"])
def test_words_that_a_headline_quotes_are_whose_they_are_below(quoted: str) -> None:
    told = headed(f"{quoted}: anger in Orrin after the flood")
    a = min(told.attributions, key=lambda a: a.content)
    assert told.words(a, a.content) == quoted
    assert a.kind == "direct"
    assert told.speaker(a).name == "Elena Ortiz"


def test_a_standfirst_counts_like_a_headline() -> None:
    told = headed("Anger in Orrin\nThe town was ‘never told about the gates’ before the flood", "standfirst")
    above = [a for a in told.attributions if "never told about the gates" in told.words(a, a.content)]
    assert {told.speaker(a).name for a in above} == {"Elena Ortiz"}


def test_a_name_in_marks_that_nobody_says_below_is_no_statement() -> None:
    told = headed("The ‘Great Orrin’ flood: anger in the hall")
    assert all("Great Orrin" not in told.words(a, a.content) for a in told.attributions)


def test_one_word_in_marks_is_too_little_to_know_a_statement_by() -> None:
    told = headed("The ‘gates’ of Orrin")
    assert all(told.words(a, a.content) != "‘gates’" for a in told.attributions)

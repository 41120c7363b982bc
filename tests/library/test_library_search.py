"""Finding words again: in titles, tags, outlets, authors, the texts as they are now, and notes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from ferry_story import BEACON, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_library_changes import revised

from parallax.article import Article
from parallax.library import (
    AddArticle,
    BinStory,
    EditArticle,
    Hit,
    Library,
    NewStory,
    RemoveArticle,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetNote,
    SetTags,
)
from parallax.library.schema import WORDS


def kinds(hits: list[Hit]) -> list[str]:
    return [hit.kind for hit in hits]


def test_a_hit_in_a_text_says_where_in_code_points(library: Library, story: str) -> None:
    text = "\U0001f6a2 Café news\nThe \U0001f6df buoy was Żurów, said Müller. It drifted.\nNothing else."
    article = Article.from_text(text, outlet="Harbour Wire")
    library.apply(AddArticle(story, article))
    (hit,) = library.search("zurow")
    start = article.text.index("Żurów")
    assert hit == Hit(
        story, "The ferry at Sorrel Point", "text", article.id, "Harbour Wire", "", start, start + 5,
        "The \U0001f6df buoy was ", "Żurów", ", said Müller. It drifted.",
    )  # fmt: skip
    assert library.search("MULLER")[0].found == "Müller"


def test_everything_that_has_words_is_found(library: Library, story: str, beacon: Article) -> None:
    (mark,) = library.apply(SetNote(story, "Ask the lighthouse\nkeeper about it", (words(beacon, "Ferry"),))).marks
    library.apply(SetTags(story, ("unsettled", "harbours")))
    library.apply(EditArticle(story, beacon.id, author="Petra Vane"))
    (note,) = library.search("lighthouse")
    assert (note.kind, note.mark, note.found, note.before, note.after) == ("note", mark, "lighthouse", "Ask the ", "")
    (tag,) = library.search("unsettled")
    assert (tag.kind, tag.found) == ("story", "unsettled")
    (author,) = library.search("vane")
    assert (author.kind, author.article, author.outlet, author.found) == ("article", beacon.id, "Sorrel Beacon", "Vane")
    assert kinds(library.search("sorrel"))[0] == "story"
    assert set(kinds(library.search("sorrel"))) == {"story", "article", "text"}


def test_the_last_word_is_found_as_it_is_typed_and_all_must_stand_there(library: Library, story: str) -> None:
    assert [hit.found for hit in library.search("passen")] == ["Passengers"]
    assert library.search("passen were") == []
    (hit,) = library.search("were passengers evac")
    assert hit.found == "passengers were evacuated"
    assert library.search("passengers", limit=0) == []


def test_the_place_that_holds_the_most_of_the_words_is_shown(library: Library, story: str, beacon: Article) -> None:
    (hit,) = library.search("calloway harbour said")
    assert hit.found == "harbour master Ines Calloway said"
    assert beacon.text[hit.start : hit.end] == hit.found


def test_words_of_an_earlier_text_and_of_removed_articles_and_binned_stories_are_not_found(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    library.apply(ReviseArticle(story, revised(beacon, BEACON.replace("bruises", "scratches"))))
    assert library.search("bruises") == []
    assert kinds(library.search("scratches")) == ["text"]
    library.undo(story)
    assert kinds(library.search("bruises")) == ["text"]
    library.apply(RemoveArticle(story, courier.id))
    assert library.search("sandbank") == []
    library.apply(BinStory(story))
    assert library.search("bruises") == library.search("ferry") == []
    library.apply(RestoreStory(story))
    assert kinds(library.search("bruises")) == ["text"]


@pytest.mark.parametrize(
    "typed",
    ['"', "'", '"ferry', "ferry AND", "NOT ferry", "ferry*", "NEAR(a b)", "title:ferry", "(", "-ferry", "^x", "a + b",
     "*",
     "", "  ", "\x00", "\ud800", "ferry\x00", "{title}: x", "--", ";DROP TABLE story", "a" * 10_000, "b " * 10_000,
     "c1 d2 " * 500, "\u0301", "\U0001e900", "ﬁ ½ ²", "_", "日本語"],
)  # fmt: skip
def test_whatever_is_typed_is_words_and_no_command(library: Library, story: str, typed: str) -> None:
    library.search(typed)
    assert [head.id for head in library.stories()] == [story]


def test_operators_are_looked_for_as_words(library: Library, story: str) -> None:
    library.apply(RenameStory(story, "Ferry and not near"))
    assert kinds(library.search("ferry AND NOT near")) == ["story"]


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_searched_for_and_its_hits_are_where_they_say(library: Library, text: str) -> None:
    begun = NewStory("Any")
    article = Article.from_text(text)
    library.apply(begun)
    library.apply(AddArticle(begun.story, article))
    for hit in library.search(text):
        if hit.article == article.id and hit.kind == "text":
            assert article.text[hit.start : hit.end] == hit.found
            assert article.text[: hit.start].endswith(hit.before)
            assert article.text[hit.end :].startswith(hit.after)
    library.apply(BinStory(begun.story))


def test_the_indexes_of_words_stay_in_step_with_every_change(path: Path, library: Library, story: str) -> None:
    chance = random.Random(5)
    for number in range(120):
        articles = library.story(story).articles
        if len(articles) < 2:
            library.undo(story)
            continue
        article = chance.choice(articles)
        marks = [mark for mark in library.story(story).marks if mark.kind == "note"]
        way = chance.randrange(7)
        if way == 0:
            library.apply(ReviseArticle(story, revised(article, article.text + f"\nLine {number} \ud800.")))
        elif way == 1 and marks:
            library.apply(SetNote(story, chance.choice(["", f"Note {number}"]), mark=chance.choice(marks).id))
        elif way == 2:
            library.apply(RenameStory(story, f"Title {number} \ud800"))
        elif way == 3 and library.next_redo(story):
            library.redo(story)
        elif way == 4 and library.next_undo(story) and number > 20:
            library.undo(story)
        elif way == 5:
            library.apply(EditArticle(story, article.id, outlet=f"Outlet {number}"))
        else:
            library.apply(SetNote(story, f"New {number}", ()))
    for index in WORDS:
        library._connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")

"""Taking back what reading did: the bytes stay, marks are carried, undo undoes it; and where particulars came from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ferry_story import words

from parallax.article import Article
from parallax.errors import LibraryError
from parallax.intake.draft import Draft, Piece, article_of
from parallax.library import (
    AddArticle,
    EditArticle,
    Library,
    NewStory,
    ReviseArticle,
    SetAsked,
    SetNote,
    TakeBack,
    read_story_file,
)

RAW = b"<html>the page as it was</html>"


@pytest.fixture
def read() -> Article:
    """A page of which a menu was left out, and two lines were joined."""
    pieces = (
        Piece("Home News Sport", why="a menu"),
        Piece("Ferry back at Ostwick", "headline"),
        Piece("The ferry runs each half hour.", "body", was="The ferry runs\neach half hour."),
    )
    return article_of(Draft(pieces, outlet="Ostwick Post", sources=(("outlet", "og:site_name"),)), "ferry.html")


@pytest.fixture
def kept(library: Library, read: Article) -> str:
    """Its story; the id."""
    begun = NewStory("The ferry")
    library.apply_all([begun, AddArticle(begun.story, read, RAW, "ferry.html")])
    return begun.story


def _take_back(library: Library, story: str, number: int) -> None:
    now = library.story(story).articles[0]
    library.apply(TakeBack(story, now.id, now.text_sha256, (now.cleaning[number],)))


def test_a_piece_comes_back_and_the_bytes_and_their_name_stay(library: Library, kept: str, read: Article) -> None:
    _take_back(library, kept, 0)
    now = library.story(kept).articles[0]
    assert now.text.startswith("Home News Sport\nFerry back at Ostwick\n")
    assert len(now.cleaning) == 1
    assert (library.raw(read.id), library.file_name(read.id)) == (RAW, "ferry.html")
    assert now.raw_sha256


def test_notes_are_carried_to_the_text_with_the_piece(library: Library, kept: str) -> None:
    now = library.story(kept).articles[0]
    library.apply(SetNote(kept, "Really?", (words(now, "half hour"),)))
    _take_back(library, kept, 0)
    (mark,) = library.story(kept).marks
    now = library.story(kept).articles[0]
    assert now.text[mark.readings[0].start : mark.readings[0].end] == "half hour"
    assert mark.readings[0].revision == now.text_sha256


def test_undo_takes_a_piece_out_again_and_redo_puts_it_back(library: Library, kept: str) -> None:
    before = library.story(kept).articles
    _take_back(library, kept, 1)
    after = library.story(kept).articles
    library.undo(kept)
    assert library.story(kept).articles == before
    library.redo(kept)
    assert library.story(kept).articles == after


def test_a_piece_is_not_put_back_twice(library: Library, kept: str, read: Article) -> None:
    _take_back(library, kept, 0)
    now = library.story(kept).articles[0]
    for revision in (read.text_sha256, now.text_sha256):
        with pytest.raises(LibraryError, match="another window"):
            library.apply(TakeBack(kept, read.id, revision, (read.cleaning[0],)))
    assert library.story(kept).articles[0] == now


def test_a_headline_that_comes_back_names_the_article(library: Library) -> None:
    read = article_of(Draft((Piece("Ferry back", "headline", why="a second headline"), Piece("It runs.", "body"))), "f")
    begun = NewStory("The ferry")
    library.apply_all([begun, AddArticle(begun.story, read)])
    assert not library.search("back")
    _take_back(library, begun.story, 0)
    assert library.story(begun.story).articles[0].title == "Ferry back"
    assert library.search("back")


def test_what_the_reader_writes_has_the_reader_as_its_source_until_it_is_undone(library: Library, kept: str) -> None:
    article = library.story(kept).articles[0]
    library.apply(EditArticle(kept, article.id, outlet=article.outlet, author="P. Vane"))
    assert library.story(kept).articles[0].sources == (("outlet", "og:site_name"), ("author", "you"))
    library.apply(EditArticle(kept, article.id, outlet="Post"))
    assert library.story(kept).articles[0].sources == (("outlet", "you"), ("author", "you"))
    library.undo(kept)
    library.undo(kept)
    assert library.story(kept).articles[0].sources == article.sources


def test_another_text_has_its_own_source_of_the_headline(library: Library, kept: str, read: Article) -> None:
    made = replace(Article.from_text("Other words.", title="Ferry"), id=read.id, sources=(("title", "og:title"),))
    library.apply(ReviseArticle(kept, made))
    assert library.story(kept).articles[0].sources == (("outlet", "og:site_name"), ("title", "og:title"))


def test_that_the_reader_was_asked_is_kept_and_is_no_change(
    library: Library, kept: str, read: Article, tmp_path: Path
) -> None:
    before, undone = library.story(kept), library.next_undo(kept)
    library.apply(SetAsked(kept, read.id, ("outlet", "published")))
    now = library.story(kept)
    assert now.articles[0].sources == (("outlet", "og:site_name"), ("published", "asked"))
    assert (now.changes, now.changed, library.next_undo(kept)) == (before.changes, before.changed, undone)
    library.export_story(kept, tmp_path / "ferry.parallax")
    assert read_story_file(tmp_path / "ferry.parallax").articles[0].article.sources == now.articles[0].sources

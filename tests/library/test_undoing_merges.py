"""A merge is undone, and done again, only where the other story is as it was left."""

from __future__ import annotations

from pathlib import Path

import pytest
from ferry_story import words
from marked_story import came_back

from parallax.article import Article
from parallax.errors import UndoRefused
from parallax.library import (
    AddArticle,
    Library,
    MergeStories,
    RemoveArticle,
    RenameStory,
    RestoreStory,
    SetNote,
)


@pytest.fixture
def copy(library: Library, story: str, tmp_path: Path) -> str:
    """The story once more, as it comes out of its file beside itself."""
    return came_back(library, story, tmp_path)


def test_a_merge_is_not_done_again_over_a_note_that_came_to_the_other_story(
    library: Library, story: str, copy: str, beacon: Article
) -> None:
    library.apply(RenameStory(copy, "The colleague's"))
    library.apply(MergeStories(story, copy))
    library.undo(story)
    assert library.next_redo(story) == "merge the stories"
    reading = words(library.story(copy).articles[0], "Twelve people")
    library.apply(SetNote(copy, "Counted again.", (reading,)))
    assert library.next_redo(story) == ""
    with pytest.raises(UndoRefused, match=r"“The colleague's” was changed after this \(merge the stories\)"):
        library.redo(story)
    assert [mark.note for mark in library.story(copy).marks] == ["Counted again."] and not library.story(copy).binned
    library.undo(copy)
    library.redo(story)
    assert library.story(copy).binned


def test_a_merge_is_not_undone_over_what_was_done_to_the_other_story_out_of_the_bin(
    library: Library, story: str, copy: str, gazette: Article
) -> None:
    library.apply(AddArticle(copy, gazette))
    library.apply(MergeStories(story, copy))
    library.apply(RestoreStory(copy))
    library.apply(RemoveArticle(copy, gazette.id))
    assert library.next_undo(story) == ""
    with pytest.raises(UndoRefused, match="was changed after this"):
        library.undo(story)
    assert "Northern Gazette" in [article.outlet for article in library.story(story).articles]
    library.undo(copy)
    library.undo(copy)
    library.undo(story)
    assert "Northern Gazette" not in [article.outlet for article in library.story(story).articles]


def test_a_merge_is_not_undone_when_an_earlier_step_of_the_other_story_was(
    library: Library, story: str, copy: str
) -> None:
    library.apply(RenameStory(copy, "Another title"))
    library.apply(MergeStories(story, copy))
    library.undo(copy)
    with pytest.raises(UndoRefused, match="was changed after this"):
        library.undo(story)


def test_a_merge_is_not_done_again_when_the_other_story_went_into_a_third(
    library: Library, story: str, copy: str, tmp_path: Path
) -> None:
    third = came_back(library, story, tmp_path)
    library.apply(MergeStories(story, copy))
    library.undo(story)
    library.apply(MergeStories(third, copy))
    with pytest.raises(UndoRefused, match="was changed after this"):
        library.redo(story)
    library.undo(third)
    library.redo(story)
    assert library.story(copy).binned

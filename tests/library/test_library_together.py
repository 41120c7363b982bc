"""Several changes that are one deed, and notes that two windows write at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ferry_story import BEACON, COURIER, words

from parallax.article import Article
from parallax.errors import CorrectionError, LibraryError, NoteChanged
from parallax.library import AddCorrection, LayAside, Library, NewStory, Reading, RemoveCorrection, SetNote, Together


@pytest.fixture
def other(path: Path, library: Library) -> Iterator[Library]:
    """Another window on the same file."""
    with Library.open(path) as opened:
        yield opened


def _link(story: str, one: Reading, another: Reading, kind: str = "link") -> AddCorrection:
    return AddCorrection(story, kind, (one, another))


@pytest.fixture
def pair(beacon: Article, courier: Article) -> tuple[Reading, Reading]:
    return words(beacon, BEACON.split()[0]), words(courier, COURIER.split()[0])


def _notes(library: Library, story: str) -> list[str]:
    return [mark.note for mark in library.story(story).marks if mark.kind == "note"]


def test_changes_made_together_are_one_step_in_their_own_words(
    library: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    library.apply(_link(story, *pair))
    link = library.story(story).corrections[0].id
    deed = Together(
        story, "correct a speaker", (RemoveCorrection(story, link), AddCorrection(story, "same thing", pair))
    )
    done = library.apply(deed)
    assert (done.what, done.stories, len(done.corrections)) == ("correct a speaker", (story,), 2)
    assert [c.kind for c in library.story(story).corrections] == ["same thing"]
    assert library.next_undo(story) == "correct a speaker"
    library.undo(story)
    assert [c.kind for c in library.story(story).corrections] == ["link"]
    library.redo(story)
    assert [c.kind for c in library.story(story).corrections] == ["same thing"]


def test_of_changes_made_together_none_is_kept_where_one_cannot_be(
    library: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    before = library.story(story)
    with pytest.raises(CorrectionError):
        library.apply(Together(story, "link", (_link(story, *pair), _link(story, *pair, kind="glue"))))
    with pytest.raises(LibraryError):
        library.apply(Together(story, "link", (_link(story, *pair), RemoveCorrection(story, "nobody's"))))
    assert library.story(story) == before


def test_a_step_made_of_several_is_undone_by_a_window_that_opens_later(
    library: Library, path: Path, story: str, pair: tuple[Reading, Reading]
) -> None:
    library.apply(Together(story, "link", (_link(story, *pair), AddCorrection(story, "same thing", pair))))
    with Library.open(path) as later:
        later.undo(story)
        assert later.story(story).corrections == ()


def test_changes_of_two_stories_are_not_made_together(
    library: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    begun = NewStory("Another one")
    library.apply(begun)
    with pytest.raises(ValueError, match="one story"):
        library.apply(Together(begun.story, "link", (_link(story, *pair),)))


def test_several_that_went_to_the_tray_together_come_back_together(
    library: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    library.apply(_link(story, *pair))
    library.apply(AddCorrection(story, "same thing", pair))
    kept = library.story(story).corrections
    laid = library.apply(Together(story, LayAside.what, tuple(LayAside(story, c.id, "it is gone") for c in kept)))
    assert set(laid.tray) == {c.id for c in kept}
    library.undo(story)
    assert {c.id for c in library.story(story).corrections} == {c.id for c in kept}


def test_a_note_that_another_window_wrote_meanwhile_is_not_written_over(
    library: Library, other: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    mark = library.apply(SetNote(story, "Ask the harbour", pair[:1])).marks[0]
    other.apply(SetNote(story, "Ask the harbour master", mark=mark, before="Ask the harbour"))
    with pytest.raises(NoteChanged):
        library.apply(SetNote(story, "Ask the mayor", mark=mark, before="Ask the harbour"))
    assert _notes(library, story) == ["Ask the harbour master"]
    library.apply(SetNote(story, "Ask the mayor", mark=mark, before="Ask the harbour master"))
    assert _notes(other, story) == ["Ask the mayor"]


def test_a_note_that_another_window_began_on_the_same_words_is_seen(
    library: Library, other: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    other.apply(SetNote(story, "The first one", pair, "added-fact", before=""))
    with pytest.raises(NoteChanged):
        library.apply(SetNote(story, "The second one", pair, "added-fact", before=""))
    library.apply(SetNote(story, "On one of the words alone", pair[:1], "added-fact", before=""))
    library.apply(SetNote(story, "On the sentence", pair, before=""))
    assert _notes(library, story) == ["The first one", "On one of the words alone", "On the sentence"]


def test_a_note_that_another_window_removed_is_not_taken_for_one_that_stands(
    library: Library, other: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    mark = library.apply(SetNote(story, "Ask the harbour", pair[:1])).marks[0]
    other.apply(SetNote(story, "", mark=mark, before="Ask the harbour"))
    with pytest.raises(NoteChanged):
        library.apply(SetNote(story, "Ask the mayor", mark=mark, before="Ask the harbour"))


def test_a_note_with_a_lone_surrogate_is_known_again(
    library: Library, story: str, pair: tuple[Reading, Reading]
) -> None:
    odd = "half a sign: \ud83d"
    mark = library.apply(SetNote(story, odd, pair[:1])).marks[0]
    library.apply(SetNote(story, "whole again", mark=mark, before=odd))
    assert _notes(library, story) == ["whole again"]

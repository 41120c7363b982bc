"""Emptying the bin: what was deleted is nowhere in the files, and nothing else is lost."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ferry_story import words
from test_library_changes import revised

from parallax.article import Article
from parallax.errors import LibraryError, StoryMissing
from parallax.library import (
    AddArticle,
    AddCorrection,
    BinStory,
    ClearChecked,
    DuplicateStory,
    Library,
    MergeStories,
    NewStory,
    RestoreStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetTags,
)

SECRETS = (
    "Wimblethorpe", "quarrystone", "Nettlecombe", "barleywhistle", "Osterhagen", "cinderbright", "Fallowmere",
    "tanglewick",
)  # fmt: skip
"""Words that stand nowhere else."""


def secret_text(lines: int = 60) -> str:
    return "\n".join(f"{SECRETS[1]} number {k} was seen near {SECRETS[4]} by the {SECRETS[5]}." for k in range(lines))


def secret_story(library: Library, raw: bytes = b"raw bytes of tanglewick" * 50) -> str:
    """A story whose every part holds a word of its own, changed often enough to have a history."""
    begun = NewStory(f"The {SECRETS[0]} affair")
    library.apply(begun)
    library.apply(SetTags(begun.story, (SECRETS[3],)))
    article = Article.from_text(secret_text(), outlet=f"{SECRETS[2]} Post")
    library.apply(AddArticle(begun.story, article, raw, f"{SECRETS[6]}.html"))
    reading = words(article, SECRETS[4])
    (mark,) = library.apply(SetChecked(begun.story, "number", (reading,))).marks
    library.apply(SetNote(begun.story, f"Ask {SECRETS[6]} about it", (reading,)))
    library.apply(AddCorrection(begun.story, "name of speaker", (reading,), SECRETS[2]))
    library.apply(ReviseArticle(begun.story, revised(article, f"New: {secret_text(30)}"), raw[:200]))
    library.apply(ClearChecked(begun.story, mark))
    library.keep("analysis", "1", secret_text().encode(), begun.story)
    library.undo(begun.story)
    return begun.story


def lying_about(path: Path) -> set[str]:
    """The secret words that some file beside the library holds, in whatever case."""
    held = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file()).lower()
    return {word for word in SECRETS if word.lower().encode() in held}


def test_what_was_deleted_is_in_no_file_and_nothing_else_is_lost(path: Path, library: Library, story: str) -> None:
    before = library.story(story)
    secret = secret_story(library)
    assert lying_about(path) == set(SECRETS)
    library.apply(BinStory(secret))
    assert library.empty_bin() == 1
    assert lying_about(path) == set()
    with pytest.raises(StoryMissing):
        library.story(secret)
    assert library.story(story) == before
    assert library.raw(before.articles[0].id) == b"the beacon's bytes"
    assert library.kept("analysis", "1") is None
    assert library.search("ferry")
    library.undo(story)
    assert len(library.story(story).articles) == 1
    assert library.check() == ""
    assert library._connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_only_the_bin_is_emptied_and_of_it_only_what_was_chosen(library: Library, story: str) -> None:
    one, two, kept = (secret_story(library) for _ in range(3))
    for binned in (one, two):
        library.apply(BinStory(binned))
    assert library.empty_bin([two, kept, "nowhere"]) == 1
    assert [head.id for head in library.stories(binned=True)] == [one]
    library.apply(RestoreStory(one))
    assert library.empty_bin() == 0
    assert {head.id for head in library.stories()} == {story, one, kept}
    assert library.raw(library.story(kept).articles[0].id)


def test_bytes_that_another_story_has_or_may_undo_to_stay(library: Library, story: str) -> None:
    shared = os.urandom(2000)
    secret = secret_story(library, shared)
    article = Article.from_text("Other words of the same bytes.")
    library.apply(AddArticle(story, article, shared))
    library.apply(ReviseArticle(story, revised(article, "Newer words."), b"newer"))
    library.apply(BinStory(secret))
    assert library.empty_bin() == 1
    library.undo(story)
    assert library.raw(article.id) == shared
    assert library.story(story).articles[-1].text == article.text


def test_a_duplicate_outlives_its_original(library: Library, path: Path, story: str) -> None:
    library.apply(SetNote(story, "Dear to me"))
    (copy,) = library.apply(DuplicateStory(story)).stories
    before = library.story(copy)
    library.apply(BinStory(story))
    library.empty_bin()
    assert library.story(copy) == before
    assert library.raw(before.articles[0].id) == b"the beacon's bytes"


def test_after_a_merge_the_other_story_can_be_deleted_and_the_merged_one_stays(path: Path, library: Library) -> None:
    story, secret = NewStory("Kept"), secret_story(library)
    library.apply(story)
    library.apply(SetNote(story.story, "Before the merge"))
    library.apply(MergeStories(story.story, secret))
    before = library.story(story.story)
    assert before.articles
    assert library.empty_bin([secret]) == 1
    assert library.story(story.story) == before
    assert library.raw(before.articles[0].id)
    assert library.next_undo(story.story) == ""  # what it would take back speaks of the story that is gone
    library.apply(SetNote(story.story, "After"))
    library.undo(story.story)
    assert library._connection.execute("PRAGMA foreign_key_check").fetchall() == []
    library.apply(BinStory(story.story))
    library.empty_bin()
    assert lying_about(path) == set()


def test_a_second_window_that_is_open_does_not_keep_the_words(path: Path, library: Library) -> None:
    secret = secret_story(library)
    with Library.open(path) as other:
        assert other.story(secret).articles
        library.apply(BinStory(secret))
        library.empty_bin()
        assert lying_about(path) == set()
        assert other.changed_elsewhere()
        assert other.stories(binned=True) == []


def test_beside_one_that_reads_just_then_the_words_go_when_all_have_closed(path: Path, library: Library) -> None:
    secret = secret_story(library)
    library.apply(BinStory(secret))
    library._connection.execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM revision").fetchone()
        assert library.empty_bin() == 1
        assert library.stories(binned=True) == []
        assert lying_about(path) != set()
        reader.execute("COMMIT")
    library.close()
    assert lying_about(path) == set()


def test_a_file_that_cannot_be_written_anew_is_said_and_can_be_tried_again(path: Path, library: Library) -> None:
    library.apply(BinStory(secret_story(library)))
    library._connection.execute("PRAGMA busy_timeout=50")
    library._connection.set_progress_handler(lambda: int(not library._connection.in_transaction), 100)
    with pytest.raises(LibraryError, match="deleted, but"):
        library.empty_bin()
    library._connection.set_progress_handler(None, 0)
    assert library.empty_bin() == 0
    assert lying_about(path) == set()


def test_whole_copies_beside_the_library_are_named(path: Path, library: Library) -> None:
    damaged = "library.sqlite.damaged-2026-03-05"
    for name in ("library.sqlite.before-2", damaged, f"{damaged}-wal", "other.sqlite.before-2"):
        path.with_name(name).write_bytes(b"")
    assert [copy.name for copy in library.copies()] == ["library.sqlite.before-2", damaged]


def test_a_backup_of_an_open_library_is_a_library(path: Path, library: Library, story: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    library.back_up(target)
    before = library.story(story)
    library.apply(SetNote(story, "Later"))
    library.back_up(tmp_path / "second.sqlite")
    with Library.open(target) as copy:
        assert copy.story(story) == before
        assert copy.search("ferry")
        copy.undo(story)
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(LibraryError, match="library itself"):
        library.back_up(path)
    with pytest.raises(LibraryError, match="copy of the library cannot be written"):
        library.back_up(tmp_path / "nowhere" / "backup.sqlite")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup.sqlite", "kept", "second.sqlite"]

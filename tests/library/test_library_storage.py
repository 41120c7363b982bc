"""Random sequences of changes: undone all the way, done again all the way, and read again after a close."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ferry_story import BEACON, COURIER
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article
from parallax.errors import LibraryError
from parallax.library import (
    AddArticle,
    AddCorrection,
    BinStory,
    Change,
    ClearChecked,
    EditArticle,
    LayAside,
    Library,
    NewStory,
    PutBack,
    Reading,
    RemoveArticle,
    RemoveCorrection,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetSeen,
    SetTags,
    Story,
    anchor,
)

TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
KINDS = ("link", "unlink", "same speaker", "other speaker", "name of speaker", "role of paragraph", "join sentences")


def restored(story: Story) -> Story:
    """What undo restores."""
    marks = tuple(mark for mark in story.marks if mark.kind != "seen")
    return replace(story, changes=0, changed="", marks=marks)


def some_readings(draw: st.DataObject, story: Story) -> tuple[Reading, ...]:
    made = []
    for _ in range(draw.draw(st.integers(1, 3))):
        article = draw.draw(st.sampled_from(story.articles))
        start = draw.draw(st.integers(0, len(article.text) - 1))
        made.append(anchor(article, start, min(len(article.text), start + draw.draw(st.integers(0, 25)))))
    return tuple(made)


def some_change(draw: st.DataObject, story: Story) -> Change:
    """A change of the story, of any kind that undo knows or that is no step."""
    name = story.id
    article = draw.draw(st.sampled_from(story.articles))
    text = draw.draw(TEXT)
    cut = draw.draw(st.integers(0, len(article.text)))
    new = replace(Article.from_text(f"{article.text[:cut]}{text}\nMore.{article.text[cut + 20 :]}x"), id=article.id)
    readings = some_readings(draw, story)
    ways: list[Callable[[], Change]] = [
        lambda: RenameStory(name, text),
        lambda: SetTags(name, (text, "ferries")),
        lambda: AddArticle(name, Article.from_text(f"{text} and a ferry."), text.encode("utf-8", "ignore"), text),
        lambda: EditArticle(name, article.id, outlet=text, author=text),
        lambda: ReviseArticle(name, new, b"raw"),
        lambda: SetChecked(name, "number", readings),
        lambda: SetSeen(name, "number", readings),
        lambda: SetNote(name, text, readings),
        lambda: AddCorrection(name, draw.draw(st.sampled_from(KINDS)), readings, text),
        lambda: BinStory(name),
        lambda: RestoreStory(name),
        lambda: SetPosition(name, story.position),
    ]
    if len(story.articles) > 1:
        ways.append(lambda: RemoveArticle(name, article.id))
    items = [*story.marks, *story.corrections, *(item.item for item in story.tray)]
    if items:
        item = draw.draw(st.sampled_from(items))
        ways.append(lambda: LayAside(name, item.id, text))
        ways.append(lambda: PutBack(name, item.id, readings))
    if story.marks:
        mark = draw.draw(st.sampled_from(story.marks))
        if mark.kind == "note":
            ways.append(lambda: SetNote(name, text, mark=mark.id))
        if mark.kind == "checked":
            ways.append(lambda: ClearChecked(name, mark.id))
    if story.corrections:
        ways.append(lambda: RemoveCorrection(name, story.corrections[0].id))
    return draw.draw(st.sampled_from(ways))()


def steps_left(library: Library) -> int:
    count: int = library._connection.execute("SELECT count(*) FROM undo WHERE undone = 0").fetchone()[0]
    return count


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_changes_are_undone_to_the_beginning_and_redone_to_the_end_after_a_close(draw: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        begun = NewStory("Random")
        with Library.open(path) as library:
            library._connection.execute("PRAGMA synchronous=OFF")
            library.apply(begun)
            for text in (BEACON, COURIER):
                library.apply(AddArticle(begun.story, Article.from_text(text)))
        with Library.open(path) as library:
            library._connection.execute("PRAGMA synchronous=OFF")
            first = library.story(begun.story)
            before = steps_left(library)
            for _ in range(draw.draw(st.integers(1, 25))):
                library.apply(some_change(draw, library.story(begun.story)))
            last = library.story(begun.story)
        with Library.open(path) as library:
            library._connection.execute("PRAGMA synchronous=OFF")
            assert library.story(begun.story) == last
            while steps_left(library) > before:
                library.undo(begun.story)
            assert restored(library.story(begun.story)) == restored(first)
        with Library.open(path) as library:
            library._connection.execute("PRAGMA synchronous=OFF")
            assert restored(library.story(begun.story)) == restored(first)
            while library.next_redo(begun.story):
                library.redo(begun.story)
            assert restored(library.story(begun.story)) == restored(last)
            assert library.check() == ""
        with Library.open(path, read_only=True) as library:
            assert restored(library.story(begun.story)) == restored(last)


def test_a_story_of_ten_thousand_changes_stays_fast_and_its_log_holds_no_text(library: Library) -> None:
    library._connection.execute("PRAGMA synchronous=OFF")
    begun = NewStory("Long work")
    article = Article.from_text("\n".join(f"Line {line} of a long report, wharfinger." for line in range(200)))
    library.apply(begun)
    library.apply(AddArticle(begun.story, article, article.text.encode()))
    readings = [anchor(article, k, k + 6) for k in range(100)]

    def took(number: int) -> float:
        begin = time.perf_counter()
        for k in range(number):
            library.apply(SetChecked(begun.story, f"kind {k % 500}", (readings[k % 100],)))
            library.apply(RenameStory(begun.story, f"Title {k}"))
        return (time.perf_counter() - begin) / number

    early = took(250)
    took(4500)
    late = took(250)
    assert library._connection.execute("SELECT count(*) FROM undo").fetchone()[0] > 5000
    assert late < 3 * early
    for way in (library.undo, library.redo):
        begin = time.perf_counter()
        for _ in range(50):
            way(begun.story)
        assert (time.perf_counter() - begin) / 50 < 0.05
    rows = library._connection.execute("SELECT max(length(rows)), sum(instr(rows, 'Line 150')) FROM undo").fetchone()
    assert rows[0] < 3000
    assert rows[1] == 0


def test_a_removed_mark_comes_back_though_another_took_its_place(library: Library, story: str, beacon: Article) -> None:
    other = NewStory("Another")
    library.apply(other)
    (mark,) = library.apply(SetChecked(story, "number", (anchor(beacon, 0, 5),))).marks
    library.apply(ClearChecked(story, mark))
    (taken,) = library.apply(SetNote(other.story, "In its row")).marks
    library.undo(story)
    assert [kept.id for kept in library.story(story).marks] == [mark]
    assert [kept.id for kept in library.story(other.story).marks] == [taken]


def test_a_mark_of_another_story_is_not_changed(library: Library, story: str, beacon: Article) -> None:
    other = NewStory("Another")
    library.apply(other)
    (mark,) = library.apply(SetNote(story, "Mine", (anchor(beacon, 0, 5),))).marks
    with pytest.raises(LibraryError, match="no such mark"):
        library.apply(SetNote(other.story, "Theirs", mark=mark))
    assert library.story(story).marks[0].note == "Mine"

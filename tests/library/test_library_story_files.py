"""A story as one file: what is written is read again, exactly, by another library."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ferry_story import words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked_story import but_for_times, exported, fresh, marked, rewritten

from parallax.article import Article, Cleaning
from parallax.errors import LibraryError, StoryMissing, WriteError
from parallax.library import (
    AddArticle,
    AddCorrection,
    BinStory,
    EditArticle,
    ImportStory,
    Library,
    NewStory,
    Place,
    Position,
    RemoveCorrection,
    SetNote,
    SetPosition,
    anchor,
    read_story_file,
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "another machine" / "library.sqlite") as opened:
        yield opened


def test_a_story_is_the_same_on_another_machine(library: Library, elsewhere: Library, tmp_path: Path) -> None:
    story = marked(library)
    there = library.story(story)
    file = read_story_file(exported(library, story, tmp_path))
    assert elsewhere.apply(ImportStory(file)).stories == (story,)
    assert but_for_times(elsewhere.story(story)) == but_for_times(there)
    assert elsewhere.story(story).created == there.created
    for article in there.articles:
        assert elsewhere.raw(article.id) == library.raw(article.id) != b""
    assert but_for_times(library.story(story)) == but_for_times(there)


def test_earlier_texts_and_removed_articles_travel_along(library: Library, elsewhere: Library, tmp_path: Path) -> None:
    story = marked(library)
    file = read_story_file(exported(library, story, tmp_path))
    elsewhere.apply(ImportStory(file))
    beacon, _, gazette = file.articles
    assert [len(filed.texts) for filed in file.articles] == [2, 1, 1]
    assert gazette.removed and not beacon.removed
    for filed in file.articles:
        for text in filed.texts:
            there = elsewhere.article(filed.article.id, text.text_sha256)
            assert there == library.article(filed.article.id, text.text_sha256)
            assert there.text == text.text
    assert elsewhere.story(story).articles == library.story(story).articles


def test_a_file_written_of_an_imported_story_is_the_same_file(
    library: Library, elsewhere: Library, tmp_path: Path
) -> None:
    story = marked(library)
    path = exported(library, story, tmp_path)
    elsewhere.apply(ImportStory(read_story_file(path)))
    again = read_story_file(exported(elsewhere, story, tmp_path, "again.parallax"))
    assert replace(again, changed="") == replace(read_story_file(path), changed="")


def test_two_exports_of_one_state_are_equal_bytes(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    first = exported(library, story, tmp_path, "one.parallax").read_bytes()
    time.sleep(0.01)
    assert exported(library, story, tmp_path, "two.parallax").read_bytes() == first
    library.apply(SetNote(story, "More.", (words(library.story(story).articles[0], "212 people"),)))
    assert exported(library, story, tmp_path, "two.parallax").read_bytes() != first


def test_the_file_is_a_zip_archive_whose_first_entry_says_what_it_is(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    with zipfile.ZipFile(exported(library, story, tmp_path)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        plain = json.loads(archive.read(names[0]).decode("utf-8", "surrogatepass"))
    assert names[0] == "parallax-story.json"
    assert all(name.startswith("raw/") for name in names[1:]) and len(names) == 3
    assert plain["format"] == "parallax-story/2"
    assert {mark["kind"] for mark in plain["marks"]} == {"seen", "checked", "note"}
    assert [mark["aside"] for mark in plain["marks"] if mark["note"] == "Not needed?"] == ["it was a thought only"]


def test_an_export_replaces_a_file_as_a_whole_or_leaves_it(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    folder = tmp_path / "shelf"
    folder.mkdir()
    path = exported(library, story, folder)
    before = path.read_bytes()
    with pytest.raises(StoryMissing):
        library.export_story("no such story", path)
    assert path.read_bytes() == before
    with pytest.raises(WriteError, match="cannot be written"):
        library.export_story(story, folder / "no folder" / "story.parallax")
    assert [p.name for p in folder.iterdir()] == ["story.parallax"]


def test_an_export_never_takes_the_place_of_the_library(library: Library, path: Path, tmp_path: Path) -> None:
    story = marked(library)
    link = tmp_path / "link.parallax"
    link.symlink_to(path)
    for target in (path, link, path.with_name(path.name + "-wal")):
        with pytest.raises(WriteError, match="the library itself"):
            library.export_story(story, target)
    with Library.open(path) as opened:
        assert opened.story(story) == library.story(story)


def test_a_disk_that_fills_up_leaves_the_earlier_export(library: Library, path: Path, tmp_path: Path) -> None:
    story = marked(library)
    before = exported(library, story, tmp_path).read_bytes()
    script = (
        "import resource, signal, sys; from pathlib import Path; from parallax.library import Library\n"
        "from parallax.errors import WriteError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "library = Library.open(Path(sys.argv[1]), read_only=True)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: library.export_story(sys.argv[2], Path(sys.argv[3]))\n"
        "except WriteError as error: print(error)\n"
    )
    target = tmp_path / "story.parallax"
    done = subprocess.run(
        [sys.executable, "-c", script, path, story, target], capture_output=True, text=True, check=True, env=os.environ
    )
    assert "cannot be written" in done.stdout
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_a_story_in_the_bin_comes_out_of_its_file_in_sight(
    library: Library, elsewhere: Library, tmp_path: Path
) -> None:
    story = marked(library)
    library.apply(BinStory(story))
    elsewhere.apply(ImportStory(read_story_file(exported(library, story, tmp_path))))
    assert [head.id for head in elsewhere.stories()] == [story]


def test_an_empty_story_travels(library: Library, elsewhere: Library, tmp_path: Path) -> None:
    begun = NewStory("")
    library.apply(begun)
    elsewhere.apply(ImportStory(read_story_file(exported(library, begun.story, tmp_path))))
    assert but_for_times(elsewhere.story(begun.story)) == but_for_times(library.story(begun.story))


def test_an_import_is_undone_into_the_bin_and_done_again(library: Library, elsewhere: Library, tmp_path: Path) -> None:
    story = marked(library)
    elsewhere.apply(ImportStory(read_story_file(exported(library, story, tmp_path))))
    there = elsewhere.story(story)
    assert elsewhere.next_undo(story) == "import the story"
    elsewhere.undo(story)
    assert [head.id for head in elsewhere.stories(binned=True)] == [story]
    elsewhere.redo(story)
    assert but_for_times(elsewhere.story(story)) == but_for_times(there)


def test_a_story_that_is_there_already_is_kept_apart_each_time(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    before = library.story(story)
    file = read_story_file(exported(library, story, tmp_path))
    stories = [story, *(library.apply(ImportStory(file)).stories[0] for _ in range(2))]
    assert len(set(stories)) == 3
    assert library.story(story) == before
    kept = [library.story(name) for name in stories]
    ids = [{article.id for article in each.articles} for each in kept]
    assert not ids[0] & ids[1] and not ids[1] & ids[2] and not ids[0] & ids[2]
    for each in kept[1:]:
        assert each.title == "The ferry at Sorrel Point (imported)"
        assert each.origin == story
        assert each.tags == before.tags
        assert [article.text for article in each.articles] == [article.text for article in before.articles]
        assert len(each.marks) == len(before.marks) and len(each.corrections) == len(before.corrections)
        assert len(each.tray) == len(before.tray)
        here = {article.id: article for article in each.articles}
        assert each.position.base in here and each.position.places[0].article in here
        for mark in each.marks:
            for reading in mark.readings:
                if reading.article in here:
                    assert here[reading.article].text[reading.start : reading.end] == reading.exact
    library.apply(SetNote(stories[1], "Only here.", (words(kept[1].articles[0], "212 people"),)))
    assert library.story(story) == before
    assert but_for_times(library.story(stories[2])) == but_for_times(kept[2])


def test_articles_say_which_they_were_where_the_story_was_there(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    path = exported(library, story, tmp_path)
    (copy,) = library.apply(ImportStory(read_story_file(path))).stories
    made = read_story_file(exported(library, copy, tmp_path, "copy.parallax"))
    assert made.origin == story
    assert [filed.origin for filed in made.articles] == [f.article.id for f in read_story_file(path).articles]


def test_one_change_of_import_applied_twice_makes_two_stories(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    change = ImportStory(read_story_file(exported(library, story, tmp_path)))
    made = {library.apply(change).stories[0] for _ in range(3)}
    assert len(made | {story}) == 4


def test_an_id_that_only_an_article_has_here_is_renamed_there(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    beacon = library.story(story).articles[0]
    other = Library.open(tmp_path / "other" / "library.sqlite")
    begun = NewStory("Another story, which has one of the articles")
    other.apply(begun)
    other.apply(AddArticle(begun.story, beacon))
    assert other.apply(ImportStory(read_story_file(exported(library, story, tmp_path)))).stories == (story,)
    came = other.story(story)
    assert came.title == "The ferry at Sorrel Point" and came.origin == ""
    first, second = came.articles
    assert first.id != beacon.id and first.text == beacon.text
    assert second == library.story(story).articles[1]
    named = {reading.article for mark in came.marks for reading in mark.readings}
    assert beacon.id not in named and first.id in named


def test_a_correction_of_a_kind_from_the_future_comes_into_the_tray(
    library: Library, elsewhere: Library, tmp_path: Path
) -> None:
    story = marked(library)

    def alter(plain: dict) -> None:
        plain["corrections"][0]["kind"] = "colour of speaker"

    elsewhere.apply(ImportStory(read_story_file(rewritten(exported(library, story, tmp_path), alter))))
    (item,) = (i for i in elsewhere.story(story).tray if getattr(i.item, "kind", "") == "colour of speaker")
    assert item.reason == "this version of Parallax knows no correction called “colour of speaker”"
    assert len(elsewhere.story(story).corrections) == len(library.story(story).corrections) - 1


def test_a_note_on_an_earlier_text_comes_into_the_tray_when_the_file_does_not_say_so(
    library: Library, elsewhere: Library, tmp_path: Path
) -> None:
    story = marked(library)

    def alter(plain: dict) -> None:
        for mark in plain["marks"]:
            mark["aside"] = ""

    elsewhere.apply(ImportStory(read_story_file(rewritten(exported(library, story, tmp_path), alter))))
    reasons = [item.reason for item in elsewhere.story(story).tray]
    assert reasons == ["its words are in an earlier text of the article"]


def test_a_position_that_names_what_is_not_there_is_no_reason_not_to_export(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    now = library.story(story).articles[0]
    places = (Place("nobody", now.text_sha256, 3), Place(now.id, now.text_sha256, 10**9), Place(now.id, "0" * 64, 1))
    good = Place(now.id, now.text_sha256, 7)
    off = replace(words(now, "212 people"), start=1, end=4)
    library.apply(SetPosition(story, Position("side", (*places, good), "number", (off,), "nobody")))
    file = read_story_file(exported(library, story, tmp_path))
    assert file.position == Position("side", (good,))


def test_a_library_with_a_reading_that_is_not_its_text_says_so_and_writes_nothing(
    library: Library, tmp_path: Path
) -> None:
    story = marked(library)
    now = library.story(story).articles[1]
    library.apply(SetNote(story, "Wrong place.", (replace(words(now, "officials"), exact="official"),)))
    with pytest.raises(LibraryError, match="cannot be exported"):
        exported(library, story, tmp_path)
    assert not list(tmp_path.glob("*.parallax"))


def test_raw_bytes_that_shrink_to_next_to_nothing_come_back(
    library: Library, elsewhere: Library, tmp_path: Path
) -> None:
    begun = NewStory("Blank")
    library.apply(begun)
    article = Article.from_text("A notice of very few words.")
    library.apply(AddArticle(begun.story, article, b" " * 3_000_000, "blank.txt"))
    elsewhere.apply(ImportStory(read_story_file(exported(library, begun.story, tmp_path))))
    assert elsewhere.raw(article.id) == b" " * 3_000_000


def test_an_import_that_fails_halfway_leaves_nothing(library: Library, elsewhere: Library, tmp_path: Path) -> None:
    story = marked(library)
    file = read_story_file(exported(library, story, tmp_path))
    twice = replace(file, marks=(*file.marks, file.marks[0]))
    with pytest.raises((LibraryError, sqlite3.Error)):
        elsewhere.apply(ImportStory(twice))
    assert elsewhere.stories() == [] and elsewhere.stories(binned=True) == []


def test_a_note_that_was_removed_comes_back_beside_the_one_of_an_imported_file(
    library: Library, tmp_path: Path
) -> None:
    story = marked(library)
    file = read_story_file(exported(library, story, tmp_path))
    before = library.story(story)
    library.apply(SetNote(story, "", (), mark=next(m.id for m in before.marks if m.kind == "note")))
    library.apply(RemoveCorrection(story, before.corrections[0].id))
    (copy,) = library.apply(ImportStory(file)).stories
    library.undo(story)
    library.undo(story)
    assert but_for_times(library.story(story)) == but_for_times(before)
    assert len(library.story(copy).marks) == len(before.marks)


any_text = st.text(st.characters(exclude_categories=()), max_size=12)
"""Lone surrogates, control characters and all."""
repeating = st.text("ab \n\u00e9\U0001f600", min_size=1, max_size=40)
"""Texts in which the same words stand in many places."""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    strings=st.lists(any_text, min_size=8, max_size=8),
    text=repeating | any_text,
    places=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=1, max_size=6),
)
def test_any_words_and_any_places_come_back_as_they_were(
    tmp_path: Path, strings: list[str], text: str, places: list[tuple[int, int]]
) -> None:
    with fresh(tmp_path) as library, fresh(tmp_path) as elsewhere:
        begun = NewStory(strings[0])
        library.apply(begun)
        read = Article.from_text(text, outlet=strings[1])
        article = replace(
            read,
            location=strings[2],
            retrieved=strings[3],
            cleaning=(Cleaning(strings[4], was=strings[4]), Cleaning("")),
        )
        library.apply(AddArticle(begun.story, article, text.encode("utf-8", "surrogatepass"), strings[5]))
        library.apply(EditArticle(begun.story, article.id, author=strings[6], published=strings[7]))
        for start, length in places:
            start = min(start, len(article.text))
            reading = anchor(article, start, min(start + length, len(article.text)))
            library.apply(SetNote(begun.story, f"{strings[0]}!", (reading,)))
            library.apply(AddCorrection(begun.story, "name of speaker", (reading,), strings[1]))
        path = exported(library, begun.story, tmp_path)
        elsewhere.apply(ImportStory(read_story_file(path)))
        assert but_for_times(elsewhere.story(begun.story)) == but_for_times(library.story(begun.story))
        assert elsewhere.raw(article.id) == library.raw(article.id)
        before = path.read_bytes()
        assert exported(library, begun.story, tmp_path).read_bytes() == before

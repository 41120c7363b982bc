"""Real damage to real files: found without reading the whole at the start, kept aside, and saved from what can be."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import threading
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ferry_story import words
from test_library_changes import revised
from test_library_schema import made_by_the_first_schema

from parallax.article import Article, sha256
from parallax.errors import LibraryDamaged, LibraryError, LibraryReadOnly
from parallax.library import (
    AddArticle,
    AddCorrection,
    HoldPaste,
    Library,
    NewStory,
    Position,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetTags,
    check_in_background,
    set_aside_and_begin,
)
from parallax.library.schema import WORDS

PAGE = 4096


def fill(path: Path, stories: int = 6, *, raw: int = 2000) -> list[str]:
    """A library of some hundred pages; the ids of its stories."""
    path.parent.mkdir(exist_ok=True)
    made, whole = filled(stories, raw)
    path.write_bytes(whole)
    return made


@cache
def filled(stories: int, raw: int) -> tuple[list[str], bytes]:
    made = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        write(path, made, stories, raw)
        return made, path.read_bytes()


def write(path: Path, made: list[str], stories: int, raw: int) -> None:
    with Library.open(path) as library:
        library._connection.execute("PRAGMA synchronous=OFF")  # no power is cut here
        for number in range(stories):
            begun = NewStory(f"Story {number}")
            made.append(begun.story)
            library.apply(begun)
            library.apply(SetTags(begun.story, (f"tag {number}",)))
            for k in range(3):
                lines = (f"Line {line} of report {k} in story {number}, from the harbour." for line in range(120))
                article = Article.from_text("\n".join(lines), outlet=f"Outlet {k}")
                library.apply(AddArticle(begun.story, article, os.urandom(raw)))
                for line in range(0, 100, 5):
                    library.apply(SetNote(begun.story, f"Note on {line}", (words(article, f"Line {line} of"),)))
                library.apply(SetChecked(begun.story, "number", (words(article, f"story {number}"),)))
                library.apply(AddCorrection(begun.story, "name of speaker", (words(article, "harbour"),), "The master"))
            library.apply(ReviseArticle(begun.story, revised(article, f"News.\n{article.text}")))
            library.apply(SetPosition(begun.story, Position("rows", base=article.id)))
        library.apply(HoldPaste("p1", "Pasted words", "", "https://vellmar.example/", "Ferry late"))


def pages_of(path: Path, name: str) -> list[int]:
    """The numbers of the pages of a table or index, its root first."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            found = connection.execute("SELECT pageno FROM dbstat WHERE name = ? ORDER BY path", (name,)).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell which page is whose")
    return [number for (number,) in found]


def overwrite(path: Path, pages: list[int], chance: random.Random) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(chance.randbytes(PAGE))


def test_a_whole_library_is_saved_but_for_the_pages_that_are_gone(path: Path) -> None:
    stories = fill(path)
    with Library.open(path) as library:
        before = {story: library.story(story) for story in stories}
    overwrite(path, pages_of(path, "mark")[3:5], random.Random(1))
    with Library.open(path) as library:
        assert "was damaged" in library.notice
        assert "Saved from it: 6 stories, 24 texts, " in library.notice
        assert library.check() == ""
        assert len(library.stories()) == 6
        lost = 0
        for story, old in before.items():
            now = library.story(story)
            assert (now.title, now.tags, now.created, now.position) == (old.title, old.tags, old.created, old.position)
            assert now.articles == old.articles
            assert now.corrections == old.corrections
            assert set(now.marks) <= set(old.marks)
            lost += len(old.marks) - len(now.marks)
            assert library.raw(now.articles[0].id)
            assert library.article(now.articles[2].id, old.articles[2].text_sha256).text
        assert 0 < lost < 60
        (held,) = library.held_pastes()
        assert (held.text, held.address, held.title) == ("Pasted words", "https://vellmar.example/", "Ferry late")
        assert len(library.search("harbour", limit=1000)) == 18
        library.apply(SetNote(stories[0], "On we go"))
        library.undo(stories[0])


@pytest.mark.parametrize("table", ["story", "article", "revision", "raw", "correction", "undo", "text_words_data"])
def test_whatever_table_is_damaged_the_texts_that_can_be_read_are_kept(path: Path, table: str) -> None:
    fill(path)
    whole = path.read_bytes()
    pages = pages_of(path, table)
    for damaged in ([pages[-1]], [pages[0]]):
        path.write_bytes(whole)
        overwrite(path, damaged, random.Random(2))
        with Library.open(path) as library:
            assert "was damaged" in library.notice
            assert library.check() == ""
            assert library._connection.execute("PRAGMA foreign_key_check").fetchall() == []
            told = [library.story(head.id) for head in library.stories()]
            texts = {article.text for story in told for article in story.articles}
            assert all("from the harbour" in text for text in texts)
            if table != "revision":
                assert len(texts) == 18
        for file in path.parent.iterdir():
            file.unlink()


def test_after_any_damage_the_library_opens_and_what_it_shows_is_whole(path: Path) -> None:
    fill(path, 2)
    whole = path.read_bytes()
    aside = 0
    for seed in range(16):
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(whole)
        chance = random.Random(seed)
        with path.open("r+b") as file:
            for _ in range(chance.randint(1, 12)):
                file.seek(chance.randrange(100, len(whole) - PAGE))
                file.write(chance.randbytes(chance.choice([1, 4, 60, PAGE])))
        with Library.open(path) as library:
            if wrong := check_in_background(path):
                assert "Saved from it" in library.set_aside(wrong)
            aside += bool(library.notice)
            assert library.check() == check_in_background(path) == ""
            for head in library.stories():
                for article in library.story(head.id).articles:
                    assert article.text_sha256 == sha256(article.text)
                library.search(head.title)
            library.apply(NewStory("On we go"))
        with Library.open(path) as library:
            assert library.notice == ""
    assert aside > 8


def test_an_altered_text_is_kept_and_its_marks_lie_in_the_tray(path: Path) -> None:
    story = fill(path, 1)[0]
    whole = path.read_bytes()
    assert whole.count(b"Line 60 of report 1 in story 0") == 1
    path.write_bytes(whole.replace(b"Line 60 of report 1 in story 0", b"Line 60 of report 1 in stork 0"))
    with Library.open(path) as library:
        assert library.notice == ""
        assert check_in_background(path) == "a text is not what was kept"
        library.set_aside("a text is not what was kept")
        now = library.story(story)
        assert len(now.articles) == 3
        assert "in stork 0" in now.articles[1].text
        assert "damaged in the library" in now.articles[1].cleaning[-1].what
        assert {item.item.readings[0].article for item in now.tray} == {now.articles[1].id}
        assert len(now.marks) == 42


def test_a_damaged_library_of_the_first_schema_is_saved_too(path: Path) -> None:
    made_by_the_first_schema(path)
    overwrite(path, pages_of(path, "undo")[:1], random.Random(3))
    with Library.open(path) as library:
        assert "2 stories, 2 texts, 3 marks and notes, 1 correction" in library.notice
        assert library.story("a-story-of-old").tray


def test_a_library_of_which_nothing_can_be_read_says_so(path: Path) -> None:
    fill(path, 1)
    path.write_bytes(path.read_bytes()[:100] + random.Random(4).randbytes(20_000))
    with Library.open(path) as library:
        assert library.notice.endswith("Nothing could be saved from it.")
        assert library.stories() == []


def test_a_large_library_is_not_read_whole_at_the_start_but_in_the_background(path: Path) -> None:
    stories = fill(path, 6, raw=500_000)
    assert path.stat().st_size > 8_000_000
    overwrite(path, pages_of(path, "mark")[-2:], random.Random(5))
    found: list[str] = []
    with Library.open(path) as library:
        assert library.notice == ""
        checking = threading.Thread(target=lambda: found.append(check_in_background(path)))
        checking.start()
        library.apply(NewStory("Written meanwhile"))
        checking.join(30)
        assert found[0]
        notice = library.set_aside(found[0])
        assert notice == library.notice
        assert "Saved from it: 7 stories" in notice
        assert library.check() == check_in_background(path) == ""
        assert {head.id for head in library.stories()} > set(stories)
        library.apply(NewStory("On we go"))
        assert not library.changed_elsewhere()
        assert library.undo(library.stories()[0].id).stories
    with Library.open(path) as library:
        assert library.notice == ""


def test_a_sound_library_has_nothing_against_it_in_the_background(path: Path, library: Library, story: str) -> None:
    assert check_in_background(path) == ""
    assert [file.name for file in path.parent.iterdir() if "damaged" in file.name] == []
    with pytest.raises(LibraryError, match="cannot be opened"):
        check_in_background(path.with_name("nowhere.sqlite"))


def test_a_library_may_be_set_aside_without_being_open(path: Path) -> None:
    fill(path, 2)
    notice = set_aside_and_begin(path, "its pages are in disorder")
    assert "was damaged (its pages are in disorder)" in notice
    assert "2 stories, 8 texts" in notice
    with Library.open(path) as library:
        assert library.story_count() == 2
    with pytest.raises(LibraryError, match="cannot be kept aside"):
        set_aside_and_begin(path.with_name("nowhere.sqlite"), "x")


def test_a_library_that_is_only_read_is_not_set_aside(path: Path) -> None:
    fill(path, 1)
    with Library.open(path, read_only=True) as library, pytest.raises(LibraryReadOnly):
        library.set_aside("x")
    assert list(path.parent.glob("*damaged*")) == []


def test_damage_in_use_is_said(path: Path) -> None:
    fill(path, 6, raw=500_000)
    overwrite(path, pages_of(path, "mark"), random.Random(6))
    with Library.open(path) as library, pytest.raises(LibraryDamaged, match="damaged"):
        for head in library.stories():
            library.story(head.id)


def test_a_library_that_another_process_has_begun_anew_is_not_set_aside_again(path: Path) -> None:
    fill(path, 1)
    with Library.open(path) as late:
        assert "1 story" in set_aside_and_begin(path, "the first to find it")
        with Library.open(path) as first:
            first.apply(NewStory("On we go"))
        assert late.set_aside("the second to find it") == ""
        assert late.stories()[0].title == "On we go"
    assert len([file for file in path.parent.glob("*.damaged-*") if not file.name.endswith(("-wal", "-shm"))]) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_process_killed_while_it_saves_leaves_everything_to_the_next(path: Path) -> None:
    fill(path)
    overwrite(path, pages_of(path, "undo")[:1], random.Random(7))
    broken = path.read_bytes()
    chance = random.Random(8)
    for _ in range(15):
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(broken)
        child = os.fork()
        if not child:
            Library.open(path)
            os._exit(0)
        time.sleep(chance.random() * 0.12)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with Library.open(path) as library:
            assert library.story_count() == 6
            assert library.check() == ""
        assert list(path.parent.glob("*.part*")) == []
        (aside,) = path.parent.glob("*.damaged-*")
        assert aside.read_bytes() == broken


def test_a_library_that_was_saved_but_not_named_yet_is_named(path: Path) -> None:
    fill(path, 1)
    path.rename(path.with_name("library.sqlite.saving.part"))
    with Library.open(path) as library:
        assert library.story_count() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_where_there_is_no_room_to_save_the_damaged_library_stays_and_can_be_tried_again(path: Path) -> None:
    import resource

    fill(path)
    overwrite(path, pages_of(path, "undo")[:1], random.Random(9))
    broken = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, hard))
    try:
        with pytest.raises(LibraryError):
            Library.open(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == broken
    assert [file.name for file in path.parent.iterdir() if "damaged" in file.name or "part" in file.name] == []
    with Library.open(path) as library:
        assert "Saved from it: 6 stories" in library.notice


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_large_damaged_library_is_read_on_where_there_is_no_room_for_a_new_one(path: Path) -> None:
    import resource

    stories = fill(path, 6, raw=500_000)
    overwrite(path, pages_of(path, "mark")[-1:], random.Random(10))
    with Library.open(path) as library:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, hard))
        try:
            with pytest.raises(LibraryError):
                library.set_aside(check_in_background(path))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert {head.id for head in library.stories()} == set(stories)
        assert "Saved from it: 6 stories" in library.set_aside(check_in_background(path))


def test_damaged_indexes_of_words_are_made_anew_and_nothing_is_set_aside(
    path: Path, library: Library, story: str, beacon: Article
) -> None:
    def spoil() -> None:
        for index in WORDS:
            library._connection.execute(f"UPDATE {index}_data SET block = x'00ff00ff00ff' WHERE id > 10")

    before = library.search("ferry")
    spoil()
    assert library.search("ferry") == before
    spoil()
    library.apply(ReviseArticle(story, revised(beacon, f"Wharfinger asked.\n{beacon.text}")))
    assert [hit.found for hit in library.search("wharfinger")] == ["Wharfinger"]
    spoil()
    library.undo(story)
    assert library.search("ferry") == before
    assert library.notice == ""
    for index in WORDS:
        library._connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")

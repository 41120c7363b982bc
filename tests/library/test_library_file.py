"""The file itself: who may read it, how it survives damage, and what it holds exactly."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parallax.article import Article, Cleaning, Paragraph
from parallax.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryReadOnly, StoryMissing
from parallax.library import AddArticle, Library, NewStory, SetNote, anchor
from parallax.library.migrating import migrate
from parallax.library.opening import open_file
from parallax.library.schema import APPLICATION_ID, MIGRATIONS, Migration, run

NOBODY = 65534
posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def fill(path: Path) -> str:
    with Library.open(path) as library:
        begun = NewStory("A story to be kept")
        library.apply(begun)
        library.apply(AddArticle(begun.story, Article.from_text("One line.\n" * 400), os.urandom(30000)))
    return begun.story


def test_folder_and_files_are_for_their_owner_alone(path: Path, library: Library) -> None:
    library.apply(NewStory("Something"))
    assert mode(path.parent) == 0o700
    assert {file.name: mode(file) for file in path.parent.iterdir()} == {
        "library.sqlite": 0o600,
        "library.sqlite-wal": 0o600,
        "library.sqlite-shm": 0o600,
    }


def test_a_library_that_others_could_read_is_closed_to_them(path: Path) -> None:
    fill(path)
    path.chmod(0o644)
    Library.open(path).close()
    assert mode(path) == 0o600


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Library.open(tmp_path / "library.sqlite").close()
    assert mode(tmp_path) == 0o755


def test_commits_wait_for_the_disk_and_the_file_says_what_it_is(path: Path, library: Library) -> None:
    run_in = library._connection.execute
    assert run_in("PRAGMA journal_mode").fetchone() == ("wal",)
    assert run_in("PRAGMA synchronous").fetchone() == (2,)
    assert run_in("PRAGMA foreign_keys").fetchone() == (1,)
    assert run_in("PRAGMA busy_timeout").fetchone()[0] >= 1000
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")
    assert pragma(path, "user_version") == MIGRATIONS[-1].version


@given(st.text(st.characters(exclude_categories=()), max_size=80), st.binary(max_size=50))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(library: Library, text: str, raw: bytes) -> None:
    begun = NewStory(text)
    end = len(text) + 1
    article = Article.of(text + "!", (Paragraph(0, end, "headline"),) if "\n" not in text else (), outlet=text)
    library.apply(begun)
    library.apply(AddArticle(begun.story, article, raw, text))
    library.apply(SetNote(begun.story, "noted: " + text, (anchor(article, 0, end),)))
    story = library.story(begun.story)
    assert story.title == text
    (kept,) = story.articles
    assert (kept.text, kept.paragraphs, kept.outlet) == (article.text, article.paragraphs, text)
    assert story.marks[0].note == "noted: " + text
    assert story.marks[0].readings == (anchor(article, 0, end),)
    assert library.raw(article.id) == raw
    library.undo(begun.story)
    library.redo(begun.story)
    assert library.story(begun.story).marks == story.marks


@pytest.mark.parametrize("text", ["\x00a\x00", "\ud800", "\ud83d\ude00", "\x1b[2J\u202e\u2066", "\ufeff\U0001f6df"])
def test_control_characters_and_lone_surrogates_come_back_as_they_were(library: Library, text: str) -> None:
    begun = NewStory(text)
    article = Article.of(
        text, (), author=text, cleaning=(Cleaning(text, 0, 1, text), Cleaning("joined")), sources=((text, text),)
    )
    library.apply(begun)
    library.apply(AddArticle(begun.story, article))
    (kept,) = library.story(begun.story).articles
    assert kept == article
    assert library.stories()[0].title == text


def test_equal_raw_bytes_are_kept_once(library: Library) -> None:
    begun = NewStory("An agency's copy in two papers")
    library.apply(begun)
    one, two = (Article.from_text("The same words.", outlet=outlet) for outlet in ("Beacon", "Courier"))
    library.apply(AddArticle(begun.story, one, b"same bytes"))
    library.apply(AddArticle(begun.story, two, b"same bytes"))
    assert library.raw(one.id) == library.raw(two.id) == b"same bytes"
    assert library._connection.execute("SELECT count(*) FROM raw").fetchone() == (1,)
    assert len(library.story(begun.story).articles) == 2


@pytest.mark.parametrize("where", [5000, 9000, 40])
def test_a_damaged_library_is_kept_aside_and_the_reader_can_go_on(path: Path, where: int) -> None:
    fill(path)
    whole = path.read_bytes()
    broken = whole[:where] + bytes(b ^ 0x5A for b in whole[where : where + 4096]) + whole[where + 4096 :]
    path.write_bytes(broken)
    with Library.open(path) as library:
        (aside,) = path.parent.glob("library.sqlite.damaged-*")
        assert aside.name in library.notice
        assert "damaged" in library.notice
        assert aside.read_bytes() == broken
        library.apply(NewStory("On we go"))
    with Library.open(path) as library:
        assert library.notice == ""
        assert library.stories()[0].title == "On we go"


def test_a_second_damaged_library_of_the_day_does_not_replace_the_first(path: Path) -> None:
    for _ in range(2):
        fill(path)
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
        Library.open(path).close()
    assert len(list(path.parent.glob("library.sqlite.damaged-*"))) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames no open file")
def test_a_library_that_another_process_just_began_is_not_set_aside_for_the_damaged_one(path: Path) -> None:
    import fcntl

    Library.open(path).close()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 40_000)
    notices: list[str] = []

    def second() -> None:
        with Library.open(path) as opened:
            notices.append(opened.notice)

    late = threading.Thread(target=second)
    with path.open("rb") as damaged:
        fcntl.flock(damaged, fcntl.LOCK_EX)  # what the first process does
        late.start()
        late.join(0.5)
        path.rename(path.with_name("library.sqlite.damaged-first"))
        with Library.open(path) as first:
            first.apply(NewStory("Ferry"))
    late.join(20)
    assert notices == [""]
    with Library.open(path) as kept:
        assert [head.title for head in kept.stories()] == ["Ferry"]


def test_a_cut_off_library_is_kept_aside(path: Path) -> None:
    fill(path)
    path.write_bytes(path.read_bytes()[:10000])
    with Library.open(path) as library:
        assert "damaged" in library.notice


def test_a_damaged_library_opened_for_reading_is_left_as_it_is(path: Path) -> None:
    fill(path)
    broken = path.read_bytes()[:10000]
    path.write_bytes(broken)
    with pytest.raises(LibraryDamaged, match="damaged"):
        Library.open(path, read_only=True)
    assert path.read_bytes() == broken
    assert [file.name for file in path.parent.iterdir() if "damaged" in file.name] == []


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE places(name)")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LibraryDamaged, match="another program"):
            Library.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_text_named_as_the_library_is_refused_and_left_as_it_is(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "report.txt"
    path.write_text("A report of some length. " * 400)
    before = path.read_bytes()
    with pytest.raises(LibraryDamaged, match="not a library"):
        Library.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_is_no_library(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(LibraryError, match="not a file"):
        Library.open(tmp_path, read_only=read_only)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("read_only", [True, False])
def test_a_pipe_is_no_library_and_is_not_waited_for(tmp_path: Path, read_only: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LibraryError, match="not a file"):
        Library.open(tmp_path / "pipe", read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(LibraryError, match="too long"):
        Library.open(tmp_path / ("long" * 100), read_only=read_only)


def test_a_library_under_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="cannot be made"):
        Library.open(tmp_path / "file" / "library.sqlite")


def test_reading_a_library_that_is_not_there_makes_none(path: Path) -> None:
    with pytest.raises(LibraryError, match="no library here"):
        Library.open(path, read_only=True)
    assert not path.parent.exists()


def test_a_newer_library_opens_for_reading_with_a_word_about_it(path: Path) -> None:
    story = fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={MIGRATIONS[-1].version + 1}")
    with Library.open(path) as library:
        assert library.read_only
        assert "newer version" in library.notice
        assert library.story(story).title == "A story to be kept"
        for refused in (lambda: library.apply(NewStory("x")), lambda: library.undo(story)):
            with pytest.raises(LibraryReadOnly):
                refused()
        library.keep("key", "1", b"not kept")
        assert library.kept("key", "1") is None
    assert pragma(path, "user_version") == MIGRATIONS[-1].version + 1


def test_a_library_opened_for_reading_changes_nothing(path: Path) -> None:
    story = fill(path)
    before = path.read_bytes()
    with Library.open(path, read_only=True) as library:
        assert library.story(story).articles
        assert library.next_undo(story) == ""
        with pytest.raises(LibraryReadOnly, match="reading only"):
            library.apply(NewStory("x"))
    assert path.read_bytes() == before


@pytest.fixture
def as_plain_user() -> Iterator[Path]:
    """A folder of a user whom modes hold back, as whom the test runs: root may write everything."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


@posix
def test_a_library_in_a_folder_that_may_not_be_written_is_read(as_plain_user: Path) -> None:
    path = as_plain_user / "kept" / "library.sqlite"
    story = fill(path)
    path.parent.chmod(0o500)
    try:
        for read_only in (False, True):
            with Library.open(path, read_only=read_only) as library:
                assert library.read_only
                assert read_only or "only be read" in library.notice
                assert library.story(story).articles
    finally:
        path.parent.chmod(0o700)


@posix
def test_a_library_that_may_not_be_written_is_read_and_one_that_may_not_be_read_is_refused(as_plain_user: Path) -> None:
    path = as_plain_user / "library.sqlite"
    story = fill(path)
    path.chmod(0o400)
    with Library.open(path) as library:
        assert library.read_only
        assert library.story(story).articles
    path.chmod(0)
    for read_only in (False, True):
        with pytest.raises(LibraryError, match="cannot be opened"):
            Library.open(path, read_only=read_only)


NEXT = MIGRATIONS[-1].version + 1
LATER = (*MIGRATIONS, Migration(NEXT, run(["ALTER TABLE story ADD COLUMN colour TEXT NOT NULL DEFAULT ''"])))


def test_a_migration_backs_the_whole_file_up_first(path: Path) -> None:
    story = fill(path)
    opened = open_file(path, steps=LATER)
    assert opened.connection.execute("SELECT colour FROM story").fetchall() == [("",)]
    opened.connection.close()
    backup = path.with_name(f"library.sqlite.before-{NEXT}")
    assert mode(backup) == 0o600
    assert pragma(path, "user_version") == NEXT
    assert pragma(backup, "user_version") == NEXT - 1
    with Library.open(backup) as library:
        assert len(library.story(story).articles) == 1


def test_a_migration_that_fails_leaves_the_library_as_it_was(path: Path) -> None:
    story = fill(path)
    broken = run(["ALTER TABLE story ADD COLUMN colour TEXT", "INSERT INTO nowhere VALUES (1)"])
    with pytest.raises(LibraryError):
        open_file(path, steps=(*MIGRATIONS, Migration(NEXT, broken)))
    with Library.open(path) as library:
        assert library.notice == ""
        assert library.story(story).title == "A story to be kept"
    assert pragma(path, "user_version") == NEXT - 1


def test_a_migration_done_by_another_process_is_not_done_twice(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for _ in range(2):
            migrate(connection, path, LATER)
        assert len([row for row in connection.execute("PRAGMA table_info(story)") if row[1] == "colour"]) == 1


@pytest.mark.skipif(os.name != "posix", reason="the dot-file layer is SQLite's on POSIX systems")
def test_where_wal_cannot_work_a_rollback_journal_is_used(path: Path) -> None:
    story = fill(path)  # the file says WAL now, and SQLite's dot-file layer has no shared memory for it
    for at in (path, path.with_name("new.sqlite")):
        opened = open_file(at, vfs="unix-dotfile")
        assert opened.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert opened.connection.execute("PRAGMA synchronous").fetchone() == (2,)
        opened.connection.execute("UPDATE state SET changes = changes + 1")
        opened.connection.close()
    with Library.open(path) as library:
        assert library.notice == ""
        assert library.story(story).title == "A story to be kept"


def test_a_library_that_another_program_holds_is_said_to_be_busy(path: Path, library: Library) -> None:
    library._connection.execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy, match="another program"):
            library.apply(NewStory("x"))
        other.execute("ROLLBACK")
    library.apply(NewStory("x"))
    assert len(library.stories()) == 1


def test_a_full_disk_is_said_and_nothing_earlier_is_lost(library: Library) -> None:
    begun = NewStory("Before the disk was full")
    library.apply(begun)
    pages = library._connection.execute("PRAGMA page_count").fetchone()[0]
    library._connection.execute(f"PRAGMA max_page_count={pages}")  # SQLite's own way to run out of room
    article = Article.from_text("A long text. " * 5000)
    with pytest.raises(LibraryError, match="disk is full"):
        library.apply(AddArticle(begun.story, article, os.urandom(100000)))
    assert library.story(begun.story).articles == ()
    library._connection.execute("PRAGMA max_page_count=100000")
    library.apply(AddArticle(begun.story, article))
    assert library.story(begun.story).articles == (article,)


def test_a_story_that_is_not_there_is_missing(library: Library) -> None:
    with pytest.raises(StoryMissing):
        library.story("nowhere")
    with pytest.raises(StoryMissing):
        library.apply(SetNote("nowhere", "a note"))
    with pytest.raises(LibraryError, match="no article"):
        library.raw("nowhere")


def test_many_processes_may_open_a_new_library_at_once(path: Path) -> None:
    wrong: list[BaseException] = []
    barrier = threading.Barrier(6)

    def begin() -> None:
        barrier.wait()
        try:
            with Library.open(path) as library:
                library.apply(NewStory(threading.current_thread().name))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
            wrong.append(error)

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with Library.open(path) as library:
        assert len(library.stories()) == 6


def test_kept_analyses_come_back_for_the_same_tool_only(library: Library) -> None:
    library.keep("parse of a text", "1.0", b"blob" * 1000)
    assert library.kept("parse of a text", "1.0") == b"blob" * 1000
    assert library.kept("parse of a text", "1.1") is None
    library.keep("parse of a text", "1.1", b"new")
    assert library.kept("parse of a text", "1.1") == b"new"
    library.forget_kept()
    assert library.kept("parse of a text", "1.1") is None


def test_kept_analyses_past_the_limit_go_by_age(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parallax.library.keeping._MOST_BYTES", 2500)
    for key, size in (("a", 1100), ("b", 900), ("c", 1000)):
        library.keep(key, "1", os.urandom(size))
    assert [library.kept(key, "1") is not None for key in "abc"] == [False, True, True]


def test_what_an_open_window_wrote_is_read_beside_it(path: Path, library: Library) -> None:
    library.apply(NewStory("Written a moment ago"))
    with Library.open(path, read_only=True) as reader:
        assert [head.title for head in reader.stories()] == ["Written a moment ago"]
        library.apply(NewStory("And now"))
        assert reader.changed_elsewhere()
        assert len(reader.stories()) == 2

"""Story files that are damaged, hostile or something else: one sentence each, and nothing is changed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import socket
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked_story import exported, marked, rewritten

from parallax.article import sha256
from parallax.errors import NotAStoryFile, NotFound, NotReadable, ParallaxError
from parallax.library import ImportStory, Library, StoryFile, read_story_file, story_archive, story_file_reading

Alter = Callable[[Any], Any]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    with Library.open(folder / "library.sqlite") as library:
        return exported(library, marked(library), folder)


def refusal(path: Path) -> str:
    """What is said of a file, which is one sentence that begins with its path."""
    with pytest.raises(NotAStoryFile) as caught:
        read_story_file(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ") and said.endswith(".") and "\n" not in said and len(said) < 400
    return said.removeprefix(f"{path}: ")


def parts(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def archive_of(path: Path, entries: list[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    path.write_bytes(made.getvalue())
    return path


# The archive


def _truncated(raw: bytes) -> bytes:
    return raw[: len(raw) * 2 // 3]


def _appended(raw: bytes) -> bytes:
    return raw + b"more"


def _no_archive(raw: bytes) -> bytes:
    return b"Dear colleague, here is the story we spoke of."


def _empty(raw: bytes) -> bytes:
    return b""


def _something_before(raw: bytes) -> bytes:
    return b"#!/bin/sh\n" + raw


def _encrypted(raw: bytes) -> bytes:
    flipped = bytearray(raw)
    at = raw.index(b"PK\x01\x02")
    flipped[at + 8] |= 1
    return bytes(flipped)


def _other_packing(raw: bytes) -> bytes:
    flipped = bytearray(raw)
    at = raw.index(b"PK\x01\x02")
    flipped[at + 10 : at + 12] = struct.pack("<H", 12)
    return bytes(flipped)


def _end(raw: bytes, **told: int) -> bytes:
    names = ("disk", "first_disk", "here", "count", "length", "start", "comment")
    values = dict(zip(names, struct.unpack("<4H2LH", raw[-18:]), strict=True)) | told
    return raw[:-18] + struct.pack("<4H2LH", *values.values())


def _many_entries_told(raw: bytes) -> bytes:
    return _end(raw, here=60_000, count=60_000)


def _more_entries_told(raw: bytes) -> bytes:
    return _end(raw, here=7, count=7)


def _on_another_disk(raw: bytes) -> bytes:
    return _end(raw, disk=1)


def _directory_elsewhere(raw: bytes) -> bytes:
    return _end(raw, start=3)


def _wide_archive(raw: bytes) -> bytes:
    return raw[:-22] + b"PK\x06\x07" + b"\0" * 16 + raw[-22:]


def _no_entries(raw: bytes) -> bytes:
    return b"PK\x05\x06" + b"\0" * 18


def _byte_changed(raw: bytes) -> bytes:
    changed = bytearray(raw)
    changed[200] ^= 0xFF
    return bytes(changed)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_truncated, "cut short"),
        (_appended, "cut short, or something was added"),
        (_no_archive, "no story of Parallax"),
        (_empty, "the file is empty"),
        (_something_before, "no story of Parallax"),
        (_encrypted, "locked with a password"),
        (_other_packing, "packed in a way"),
        (_many_entries_told, "more than 10,000 files"),
        (_more_entries_told, "as many files"),
        (_on_another_disk, "does not fit the rest"),
        (_directory_elsewhere, "does not fit the rest"),
        (_wide_archive, "something was added"),
        (_no_entries, "no story of Parallax"),
        (_byte_changed, "its archive is broken"),
    ],
)
def test_a_file_that_is_no_sound_archive_is_refused(
    good: Path, tmp_path: Path, damage: Callable[[bytes], bytes], said: str
) -> None:
    path = tmp_path / "bad.parallax"
    path.write_bytes(damage(good.read_bytes()))
    assert said in refusal(path)


ODD = hashlib.sha256(b"odd").hexdigest()


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (lambda p: [p[1], p[0], p[2]], "no story of Parallax"),
        (lambda p: [("word/document.xml", b"<document/>")], "no story of Parallax"),
        (lambda p: [*p, ("raw/../../outside", b"x")], "belongs to no story"),
        (lambda p: [*p, ("/etc/passwd", b"x")], "belongs to no story"),
        (lambda p: [*p, ("raw/", b"")], "belongs to no story"),
        (lambda p: [*p, ("parallax-story.json.bak", b"{}")], "belongs to no story"),
        (lambda p: [*p, (f"raw/{ODD}", b"odd")], "not those that its articles name"),
        (lambda p: p[:-1], "not those that its articles name"),
        (lambda p: [*p[:-1], (p[-1][0], b"other bytes")], "does not have its digest"),
        (lambda p: [(p[0][0], p[0][1][:-20]), *p[1:]], "JSON cannot be read"),
        (lambda p: [(p[0][0], b"\xff\xfe" + p[0][1]), *p[1:]], "JSON cannot be read"),
        (lambda p: [(p[0][0], b""), *p[1:]], "JSON cannot be read"),
        (lambda p: [(p[0][0], b"[" * 100_000), *p[1:]], "JSON cannot be read"),
        (lambda p: [(p[0][0], b'{"a":' * 100_000), *p[1:]], "JSON cannot be read"),
        (lambda p: [(p[0][0], b"null"), *p[1:]], "no story of Parallax"),
        (lambda p: [(p[0][0], p[0][1] + b" " * 70_000_000), *p[1:]], "far more than it takes"),
        (lambda p: [*p, (f"raw/{ODD}", b"\0" * 20_000_000)], "far more than it takes"),
        (lambda p: [*p, *((f"raw/{n:064x}", b"") for n in range(10_000))], "more than 10,000 files"),
    ],
)
def test_an_archive_of_other_or_too_much_content_is_refused(
    good: Path, tmp_path: Path, entries: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]], said: str
) -> None:
    assert said in refusal(archive_of(tmp_path / "bad.parallax", entries(parts(good))))


def test_two_entries_of_one_name_are_refused(good: Path, tmp_path: Path) -> None:
    all_parts = parts(good)
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive_of(tmp_path / "bad.parallax", [*all_parts, all_parts[0]])
    assert "two of its files have one name" in refusal(path)


def test_entries_that_claim_more_room_than_the_file_has_are_refused(good: Path, tmp_path: Path) -> None:
    raw = bytearray(good.read_bytes())
    at = raw.index(b"PK\x01\x02") + 20  # the packed size by which an entry may be a hundred times as large
    raw[at : at + 4] = struct.pack("<L", 0x7FFFFFFF)
    path = tmp_path / "bad.parallax"
    path.write_bytes(raw)
    assert "more room than there is" in refusal(path)


def test_many_entries_in_one_place_are_refused(good: Path, tmp_path: Path) -> None:
    name = f"raw/{ODD}"
    made = archive_of(tmp_path / "bad.parallax", [*parts(good)[:1], (name, random.Random(3).randbytes(9_000))])
    raw = made.read_bytes()
    start, first = raw.index(b"PK\x01\x02"), raw.rindex(b"PK\x01\x02")
    entry = raw[first:-22]
    copies = b"".join(entry.replace(name.encode(), f"raw/{number:064x}".encode()) for number in range(5_000))
    directory = raw[start:first] + copies
    made.write_bytes(_end(raw[:start] + directory + raw[-22:], here=5_001, count=5_001, length=len(directory)))
    assert "lie in one place" in refusal(made)


def test_json_past_its_size_is_refused_before_it_is_unpacked(good: Path, tmp_path: Path) -> None:
    path = archive_of(tmp_path / "bad.parallax", [("parallax-story.json", b" " * 65_000_000)], zipfile.ZIP_STORED)
    tracemalloc.start()
    try:
        assert "more than 64 MB" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_json_of_more_values_than_are_read_is_refused_before_it_is_read(good: Path, tmp_path: Path) -> None:
    content = b"[" + b"{}," * 4_000_001 + b"0]"
    path = archive_of(tmp_path / "bad.parallax", [("parallax-story.json", content)], zipfile.ZIP_STORED)
    tracemalloc.start()
    try:
        assert "too many parts" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 3 * len(content)
    finally:
        tracemalloc.stop()


def test_an_archive_that_is_packed_smaller_than_it_says_takes_no_more_than_it_says(good: Path, tmp_path: Path) -> None:
    raw = bytearray(archive_of(tmp_path / "b.parallax", [("parallax-story.json", b" " * 50_000_000)]).read_bytes())
    at = raw.index(b"PK\x01\x02")
    for place in (at + 24, 22):
        raw[place : place + 4] = struct.pack("<L", 500_000)
    path = tmp_path / "bad.parallax"
    path.write_bytes(raw)
    tracemalloc.start()
    try:
        assert "damaged" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_more_bytes_than_are_read_are_refused(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_archive, "MAX_FILE", 3000)
    assert "too large" in refusal(good)


def test_a_reading_that_would_be_searched_for_too_long_is_refused(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_file_reading, "MAX_SEARCHED", 1000)
    assert "too many marks on words" in refusal(good)
    monkeypatch.undo()
    monkeypatch.setattr(story_file_reading, "MAX_EQUAL", 2)
    assert "too often" in refusal(good)


# The JSON


def put(value: Any, *where: str | int) -> Alter:
    def alter(plain: Any) -> None:
        at = plain
        for step in where[:-1]:
            at = at[step]
        at[where[-1]] = value

    return alter


def drop(*where: str | int) -> Alter:
    def alter(plain: Any) -> None:
        at = plain
        for step in where[:-1]:
            at = at[step]
        del at[where[-1]]

    return alter


def again(*where: str | int) -> Alter:
    """The element of a list once more."""

    def alter(plain: Any) -> None:
        at = plain
        for step in where[:-1]:
            at = at[step]
        at.append(at[where[-1]])

    return alter


def begun(words: str) -> Alter:
    """A text that begins with other words, with its digest."""

    def alter(plain: Any) -> None:
        text = plain["articles"][1]["texts"][0]
        text["text"], text["paragraphs"] = words + text["text"], []
        text["text_sha256"] = plain["articles"][1]["text_sha256"] = sha256(text["text"])

    return alter


def eight_more(plain: Any) -> None:
    """Eight articles more, one of them taken out already."""
    for number in range(8):
        plain["articles"].append({**plain["articles"][1], "id": f"more {number}"})
    plain["articles"][-1]["removed"] = plain["story"]["created"]


MARK, READING = ("marks", 0), ("marks", 0, "readings", 0)
TEXT, PARAGRAPHS = ("articles", 1, "texts", 0), ("articles", 1, "texts", 0, "paragraphs")


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (lambda plain: [plain], "no story of Parallax"),
        (put("parallax-library/1", "format"), "no story of Parallax"),
        (put(1, "format"), "no story of Parallax"),
        (put("parallax-story/1x", "format"), "no story of Parallax"),
        (put("parallax-story/3", "format"), "a newer version of Parallax wrote"),
        (put("parallax-story/17", "format"), "a newer version of Parallax wrote"),
        (put("byte", "offset_unit"), "not counted in code points"),
        (drop("tool"), "called tool"),
        (put("0.1", "tool"), "the tool is not an object"),
        (put(1, "surprise"), "called surprise"),
        (put(1, "story", "bad\nname\x1b[31m"), "called bad?name?[31m"),
        (drop("story", "tags"), "called tags"),
        (put("ferries", "story", "tags"), "the tags are not a list"),
        (put(["a", "a"], "story", "tags"), "a tag is empty or stands twice"),
        (put([" "], "story", "tags"), "a tag is empty or stands twice"),
        (put("", "story", "id"), "the story's id is empty"),
        (put("a\x00b", "story", "id"), "odd characters"),
        (put("a\u202eb", "story", "id"), "odd characters"),
        (put("\ud800", "story", "id"), "odd characters"),
        (put("x" * 201, "story", "id"), "too long"),
        (put(7, "story", "id"), "is not a string"),
        (put(None, "story", "title"), "the title is not a string"),
        (put("yesterday", "story", "created"), "no ISO time"),
        (put("2026-02-30T10:00:00Z", "story", "created"), "no ISO time"),
        (put("2026-03-05T10:00:00", "story", "changed"), "no ISO time"),
        (put("", "story", "changed"), "no ISO time"),
        (put("٢٠٢٦-٠٣-٠٥T10:00:00Z", "story", "changed"), "no ISO time"),
        (put({}, "articles"), "the articles are not a list"),
        (put([[]], "articles"), "number 1 of the articles is not an object"),
        (again("articles", 0), "has the id of another"),
        (eight_more, "it has more than 8 articles"),
        (put("", "articles", 0, "id"), "the id of number 1 of the articles is empty"),
        (put("editorial", "articles", 0, "role"), "no role 'editorial'"),
        (put("zz", "articles", 1, "raw_sha256"), "by no digest"),
        (put("0" * 64, "articles", 1, "raw_sha256"), "not those that its articles name"),
        (put(3, "articles", 1, "outlet"), "outlet is not a string"),
        (put(None, "articles", 1, "file_name"), "is not a string"),
        (put("long ago", "articles", 1, "removed"), "no ISO time"),
        (put("0" * 64, "articles", 1, "text_sha256"), "as it is now is not in it"),
        (put([], "articles", 1, "texts"), "as it is now is not in it"),
        (put("Other words.", *TEXT, "text"), "does not have its digest"),
        (begun("Cafe\u0301 "), "not in normal form C"),
        (begun("One\r\n"), "in no text of Parallax"),
        (begun("One\u2028"), "in no text of Parallax"),
        (begun("One \ud800"), "in no text of Parallax"),
        (again("articles", 1, "texts", 0), "stands there twice"),
        (put("now", *TEXT, "made"), "no ISO time"),
        (put([["x", 1]], *TEXT, "cleaning"), "cleaning 0 is not [what, start, end, was, role]"),
        (put([[0, 5, "banner"]], *PARAGRAPHS), "a role that does not exist"),
        (put([[0, 10**9, "body"]], *PARAGRAPHS), "past the text"),
        (put([[5, 0, "body"]], *PARAGRAPHS), "out of order"),
        (put([[True, 5, "body"]], *PARAGRAPHS), "not whole numbers"),
        (put([[0, 5]], *PARAGRAPHS), "is not [start, end, role]"),
        (put("liked", *MARK, "kind"), "of a kind that does not exist"),
        (put(["note"], *MARK, "kind"), "of a kind that does not exist"),
        (put([], *MARK, "readings"), "is on no words"),
        (put(" ", "marks", 2, "note"), "a note without words"),
        (put("a\nb", *MARK, "difference"), "odd characters"),
        (put("noon", *MARK, "time"), "no ISO time"),
        (put(0, *MARK, "aside"), "is not a string"),
        (again(*MARK), "has the id of another"),
        (put("nobody", *READING, "article"), "on a text that is not in it"),
        (put(["x"], *READING, "article"), "on a text that is not in it"),
        (put("0" * 64, *READING, "text_sha256"), "on a text that is not in it"),
        (put(-1, *READING, "start"), "lies outside the text"),
        (put(10**9, *READING, "end"), "lies outside the text"),
        (put(0, *READING, "end"), "lies outside the text"),
        (put("0", *READING, "start"), "not a whole number"),
        (put(False, *READING, "start"), "not a whole number"),
        (put(None, *READING, "end"), "not a whole number"),
        (put(1.0, *READING, "start"), "JSON cannot be read"),
        (put(10**20, *READING, "start"), "JSON cannot be read"),
        (put(10**4000, *READING, "start"), "JSON cannot be read"),
        (put(float("nan"), *READING, "start"), "JSON cannot be read"),
        (put(float("inf"), *READING, "start"), "JSON cannot be read"),
        (put("Thirteen people", *READING, "exact"), "are not those of the text"),
        (put("", "corrections", 0, "kind"), "is empty"),
        (put({}, "corrections", 0, "readings"), "are not a list"),
        (put(0, "corrections", 0, "value"), "is not a string"),
        (again("corrections", 0), "has the id of another"),
        (put([], "position"), "the position is not an object"),
        (put("nobody", "position", "base"), "of an unknown article"),
        (put(10**9, "position", "places", 0, "at"), "lies outside the text"),
        (put("a\tb", "position", "view"), "odd characters"),
    ],
)
def test_a_file_with_a_wrong_part_is_refused_in_words(good: Path, tmp_path: Path, alter: Alter, said: str) -> None:
    copy = tmp_path / "copy.parallax"
    copy.write_bytes(good.read_bytes())
    assert said in refusal(rewritten(copy, alter))


def test_a_mark_and_a_correction_of_one_id_are_refused(good: Path, tmp_path: Path) -> None:
    def alter(plain: Any) -> None:
        plain["corrections"][0]["id"] = plain["marks"][0]["id"]

    copy = tmp_path / "copy.parallax"
    copy.write_bytes(good.read_bytes())
    assert "has the id of another" in refusal(rewritten(copy, alter))


def test_a_field_that_stands_twice_is_refused(good: Path, tmp_path: Path) -> None:
    name, content = parts(good)[0]
    twice = content.replace(b'"title":', b'"title":"Another","title":', 1)
    path = archive_of(tmp_path / "bad.parallax", [(name, twice), *parts(good)[1:]])
    assert "JSON cannot be read" in refusal(path)


# The path


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        read_story_file(tmp_path / "gone.parallax")
    with pytest.raises(NotReadable, match="this is a folder"):
        read_story_file(tmp_path)
    with pytest.raises(NotFound, match="no such file"):
        (tmp_path / "file").write_bytes(b"")
        read_story_file(tmp_path / "file" / "in it.parallax")
    with pytest.raises(NotReadable, match="too long for a file"):
        read_story_file(tmp_path / ("x" * 300))
    with pytest.raises(NotReadable, match="not a name that a file can have"):
        read_story_file(Path("a\0b"))


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices with a name")
def test_a_pipe_a_socket_and_a_device_never_hold_us_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    os.mkfifo("pipe.parallax")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.parallax")
        for path, said in (("pipe.parallax", "a pipe"), ("socket.parallax", "a socket"), ("/dev/zero", "a device")):
            with pytest.raises(NotReadable, match=f"this is {said}, not a file"):
                read_story_file(Path(path))


def test_a_path_with_control_characters_is_shown_without_them(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31mb.parallax"
    path.write_bytes(b"words")
    with pytest.raises(NotAStoryFile) as caught:
        read_story_file(path)
    assert "\x1b" not in str(caught.value) and "\\x1b[31mb.parallax" in str(caught.value)


# Whatever it is


def outcome(path: Path) -> StoryFile | ParallaxError:
    try:
        return read_story_file(path)
    except ParallaxError as error:
        assert "\n" not in str(error)
        return error


def test_a_hostile_file_changes_nothing_in_the_library(good: Path, tmp_path: Path, library: Library) -> None:
    story = marked(library)
    before = library.story(story), library.stories()
    library.close()
    with Library.open(library.path) as opened:
        bytes_before = library.path.read_bytes()
        noise = random.Random(5)
        for _ in range(30):
            raw = bytearray(good.read_bytes())
            raw[noise.randrange(len(raw))] ^= 1 << noise.randrange(8)
            path = tmp_path / "flipped.parallax"
            path.write_bytes(raw)
            if isinstance(file := outcome(path), StoryFile):
                opened.apply(ImportStory(file))
                opened.undo(opened.stories()[0].id)
            else:
                assert library.path.read_bytes() == bytes_before
        assert (opened.story(story), opened.stories()) == before


relaxed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@relaxed
@given(flips=st.lists(st.tuples(st.integers(0, 2**20), st.integers(1, 255)), min_size=1, max_size=4))
def test_bytes_that_were_changed_give_the_story_or_one_sentence(good: Path, tmp_path: Path, flips: list) -> None:
    raw = bytearray(good.read_bytes())
    for at, flip in flips:
        raw[at % len(raw)] ^= flip
    path = tmp_path / "flipped.parallax"
    path.write_bytes(raw)
    outcome(path)


@relaxed
@given(cut=st.integers(0, 2**20), tail=st.binary(max_size=30))
def test_a_file_cut_anywhere_is_refused(good: Path, tmp_path: Path, cut: int, tail: bytes) -> None:
    raw = good.read_bytes()
    path = tmp_path / "cut.parallax"
    path.write_bytes(raw[: cut % len(raw)] + tail)
    assert path.read_bytes() == raw or isinstance(outcome(path), NotAStoryFile)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["note", "body"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@relaxed
@given(choices=st.lists(st.tuples(st.integers(0, 9), values), min_size=1, max_size=3), steps=st.randoms())
def test_json_that_was_altered_gives_the_story_or_one_sentence(
    good: Path, tmp_path: Path, choices: list[tuple[int, Any]], steps: random.Random
) -> None:
    def alter(plain: Any) -> None:
        for deed, value in choices:
            at, last = plain, plain
            where: Any = None
            for _ in range(steps.randrange(1, 9)):
                if not isinstance(at, dict | list) or not at:
                    break
                where = steps.choice(list(at)) if isinstance(at, dict) else steps.randrange(len(at))
                last, at = at, at[where]
            if deed < 2 and where is not None:
                del last[where]
            elif deed < 4 and isinstance(last, list) and where is not None:
                last.append(last[where])
            elif where is not None:
                last[where] = value

    copy = tmp_path / "copy.parallax"
    copy.write_bytes(good.read_bytes())
    made = outcome(rewritten(copy, alter))
    if isinstance(made, StoryFile):
        with Library.open(tmp_path / "fresh.sqlite") as fresh:
            (story,) = fresh.apply(ImportStory(made)).stories
            assert fresh.story(story).id == story


@relaxed
@given(content=st.binary(max_size=200))
def test_any_json_of_bytes_gives_one_sentence(good: Path, tmp_path: Path, content: bytes) -> None:
    path = archive_of(tmp_path / "bytes.parallax", [("parallax-story.json", content), *parts(good)[1:]])
    assert isinstance(outcome(path), NotAStoryFile)


def test_json_of_any_shape_with_the_right_name_is_refused(good: Path, tmp_path: Path) -> None:
    path = rewritten(good, text=json.dumps({"format": "parallax-story/1"}))
    assert "has no field, or should have none, called" in refusal(path)

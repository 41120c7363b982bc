"""Files that are written as a whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from parallax.errors import WriteError
from parallax.whole_files import write_bytes_whole


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "story.parallax"
    for content in (b"first", b"", b"second and last"):
        write_bytes_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_the_longest_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127)
    write_bytes_whole(path, b"words")
    assert path.read_bytes() == b"words"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"before")
    link.symlink_to(target)
    write_bytes_whole(link, b"after")
    assert link.is_symlink() and target.read_bytes() == b"after"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reading = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reading.start()
    write_bytes_whole(pipe, b"through the pipe")
    reading.join(10)
    assert read == [b"through the pipe"] and pipe.is_fifo()


@pytest.mark.parametrize("name", ["no folder/story", "x" * 300, "a\0b", "."])
def test_what_cannot_be_written_is_said_in_one_sentence_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    before = list(tmp_path.iterdir())
    with pytest.raises(WriteError, match=r"cannot be written \(.+\)\. Choose another place\."):
        write_bytes_whole(tmp_path / name, b"words")
    assert list(tmp_path.iterdir()) == before

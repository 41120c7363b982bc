"""Opening what is a file, and nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from parallax.errors import NotReadable
from parallax.regular_files import open_file, shown


def test_a_file_is_opened_at_its_beginning_and_can_be_sought_in(tmp_path: Path) -> None:
    path = tmp_path / "weir.txt"
    path.write_bytes(b"The weir\r\n")
    with open_file(path) as file:
        assert file.read() == b"The weir\r\n"
        assert file.seek(4) == 4 and file.read(4) == b"weir"


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name")
def test_a_pipe_that_takes_the_place_of_the_file_after_the_look_at_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    was = tmp_path / "file"
    was.write_bytes(b"words")
    looked_at = os.stat_result(was.stat())
    assert stat.S_ISREG(looked_at.st_mode)
    monkeypatch.setattr(Path, "stat", lambda path, **_: looked_at)
    with pytest.raises(NotReadable, match="this is a pipe"):
        open_file(pipe)


def test_a_path_is_shown_on_one_line_without_commands_to_a_terminal() -> None:
    assert shown("a\x1b[31m\nb\udcff") == "a\\x1b[31m\\nb\\udcff"

"""The disk fills up in the middle: it is said in one sentence, nothing earlier is lost, and with room all works."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("full_disk_process.py")
SCENARIOS = (
    *("marks", "big_article", "checkpoint", "opening", "update", "creation"),
    *("export", "importing", "bin_emptied", "bin_emptied_but_not_written_anew"),
)
MEGABYTES = 5


def play(scenario: str, folder: Path, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), scenario, str(folder), kind], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, in memory."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk, and on Linux only")
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0700", "parallax-test", str(folder)]
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.skipif(os.name != "posix", reason="there is no limit on the size of files here")
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_when_a_file_may_grow_no_more_nothing_is_lost(scenario: str, tmp_path: Path) -> None:
    play(scenario, tmp_path, "limit")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_when_the_disk_is_full_nothing_is_lost(scenario: str, small_disk: Path) -> None:
    play(scenario, small_disk, "disk")

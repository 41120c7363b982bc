"""The real program, started and ended for each journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from test_journeys import Program


@pytest.fixture
def start(display: str, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts the program on `state/library.sqlite` in the test's folder; all that were started are ended."""
    from test_journeys import Program

    started: list[Program] = []

    def run(*files: Path) -> Program:
        program = Program(tmp_path / "state" / "library.sqlite", *files, home=tmp_path)
        started.append(program)
        return program

    yield run
    for program in started:
        if program.process.poll() is None:
            program.process.kill()
            program.process.wait(10)

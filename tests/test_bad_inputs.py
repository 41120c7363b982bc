"""Every kind of bad input is read or refused with one clear sentence, soon."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bad_inputs import KINDS
from parallax.errors import ReadError
from parallax.intake.limits import MAX_ALL_TEXT
from parallax.worker.reader import SECONDS, read_all

SAID = 500
"""The longest sentence that still is one, in characters."""


@pytest.mark.parametrize("name", KINDS)
def test_a_bad_input_is_read_or_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    path = kind.make(tmp_path)
    began = time.monotonic()
    try:
        articles, _ = read_all(path)
    except ReadError as error:
        assert type(error).__name__ in kind.refused, str(error)
        assert len(error.what) < SAID
        assert error.what.rstrip().endswith(".")
        assert "\n" not in error.what
    else:
        assert not kind.refused, articles[0].text[:500]
        assert all(article.text.strip() for article in articles)
        assert sum(len(article.text) for article in articles) <= MAX_ALL_TEXT
        assert "root:" not in "".join(article.text for article in articles)
    finally:
        # The reader's own limit, and what it takes to begin and to end: the test knows no shorter time that would be
        # certain on a busy machine.
        assert time.monotonic() - began < 2 * SECONDS
    assert not Path("/tmp/parallax-was-here").exists()


def test_a_file_that_goes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("So it was said.")
    os.truncate(path, 0)
    with pytest.raises(ReadError, match="empty"):
        read_all(path)


def test_there_are_more_kinds_than_were_asked_for() -> None:
    assert len(KINDS) >= 80

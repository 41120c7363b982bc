"""Which library is opened at the start: the one named, the one chosen, or that of the user's data folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parallax.errors import WriteError
from parallax.library import Library
from parallax.place import choice_file, choose_library, place_of_library


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library that is opened where nothing was named or chosen."""
    monkeypatch.delenv("PARALLAX_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "parallax" / "library.sqlite"


@pytest.fixture
def chosen(usual: Path, tmp_path: Path) -> Path:
    """A library that was chosen in the settings."""
    path = tmp_path / "stick" / "library.sqlite"
    Library.open(path).close()
    choose_library(path)
    return path


def test_nothing_chosen_opens_the_library_of_the_user(usual: Path) -> None:
    assert place_of_library().path == usual
    assert place_of_library().notice == ""


def test_the_chosen_library_is_opened(chosen: Path) -> None:
    place = place_of_library()
    assert (place.path, place.chosen, place.notice) == (chosen, True, "")


def test_what_the_start_names_comes_before_what_was_chosen(
    chosen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place_of_library(tmp_path / "other.sqlite").path == tmp_path / "other.sqlite"
    monkeypatch.setenv("PARALLAX_LIBRARY", str(tmp_path / "third.sqlite"))
    assert place_of_library().path == tmp_path / "third.sqlite"


def test_a_chosen_library_that_is_away_is_said_and_stays_chosen(chosen: Path, usual: Path) -> None:
    aside = chosen.parent.rename(chosen.parent.with_name("pulled-out"))
    place = place_of_library()
    assert place.path == usual
    assert str(chosen) in place.notice
    assert str(usual) in place.notice
    assert not chosen.parent.exists(), "nothing is made where its disk was"
    aside.rename(chosen.parent)
    assert place_of_library().path == chosen


@pytest.mark.parametrize(
    "written", [b"", b"{", b"[]", b"null", b'{"library": 7}', b'{"library": "here/library.sqlite"}', b"\xff\xfe\0"]
)
def test_a_damaged_choice_is_said_and_left_as_it_is(usual: Path, written: bytes) -> None:
    choice_file().parent.mkdir(parents=True)
    choice_file().write_bytes(written)
    place = place_of_library()
    assert place.path == usual
    assert str(choice_file()) in place.notice
    assert choice_file().read_bytes() == written


def test_a_choice_that_names_no_possible_file_is_no_error(usual: Path) -> None:
    choice_file().parent.mkdir(parents=True)
    choice_file().write_text(json.dumps({"library": "/\0" + "x" * 5000}))
    assert place_of_library().path == usual


def test_a_choice_that_cannot_be_kept_is_an_error(usual: Path) -> None:
    choice_file().parent.parent.mkdir(parents=True, exist_ok=True)
    choice_file().parent.write_text("a file where the folder should be")
    with pytest.raises(WriteError):
        choose_library(usual)

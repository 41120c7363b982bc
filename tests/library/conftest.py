"""A library on a real disk, and two invented reports of one event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ferry_story import BEACON, COURIER, GAZETTE

from parallax.article import Article
from parallax.library import AddArticle, Library, NewStory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "library.sqlite"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


@pytest.fixture
def beacon() -> Article:
    return Article.from_text(BEACON, outlet="Sorrel Beacon", published="2026-03-05")


@pytest.fixture
def courier() -> Article:
    return Article.from_text(COURIER, outlet="Coast Courier")


@pytest.fixture
def gazette() -> Article:
    return Article.from_text(GAZETTE, outlet="Northern Gazette")


@pytest.fixture
def story(library: Library, beacon: Article, courier: Article) -> str:
    """A story of two reports; its id."""
    begun = NewStory("The ferry at Sorrel Point")
    for change in (begun, AddArticle(begun.story, beacon, b"the beacon's bytes", "beacon.txt")):
        library.apply(change)
    library.apply(AddArticle(begun.story, courier))
    return begun.story

"""One story as one file: the backup, the colleague, the second machine.

A `.parallax` file is a ZIP archive of `parallax-story.json` and the raw bytes of the files that the articles were read
from. It holds every kept revision of every text, removed articles with the time they were removed, all marks and
corrections with those in the tray, tags, and the position. Not in it: the undo log, and kept analyses, which are made
again. Equal states give equal bytes under one version of Parallax.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from parallax import __version__
from parallax.article import Article, Cleaning, Paragraph
from parallax.library.records import KeptCorrection, Mark, Position

STORY_FORMAT = "parallax-story/2"
READ_FORMATS = frozenset({"parallax-story/1", STORY_FORMAT})
"""The formats that are read: the first one does not say where particulars were found, and tells cleaning in words."""
STORY_SUFFIX = ".parallax"


def is_story_file(path: PurePath) -> bool:
    """Whether a file is a story by its name."""
    return path.suffix.lower() == STORY_SUFFIX


@dataclass(frozen=True, slots=True)
class KeptText:
    """One revision of an article's text, with the time `made` when it was first kept."""

    text: str = field(repr=False)
    text_sha256: str
    paragraphs: tuple[Paragraph, ...]
    cleaning: tuple[Cleaning, ...]
    made: str


@dataclass(frozen=True, slots=True)
class FiledArticle:
    """An article with its text as it is now, and all `texts` kept of it, that one too, the oldest first. `removed` is
    the time it was taken out of the story, or empty; `origin` the id it was imported from, or empty."""

    article: Article
    texts: tuple[KeptText, ...]
    file_name: str
    removed: str
    origin: str


@dataclass(frozen=True, slots=True)
class StoryFile:
    """What a story file holds, checked: every reading is on a text in it. `marks` and `corrections` have those of the
    tray among them, with their reason in `aside`; `raw` holds bytes by their SHA-256."""

    id: str
    title: str
    created: str
    changed: str
    tags: tuple[str, ...]
    origin: str
    articles: tuple[FiledArticle, ...]
    marks: tuple[Mark, ...]
    corrections: tuple[KeptCorrection, ...]
    position: Position
    raw: Mapping[str, bytes] = field(repr=False, hash=False)
    tool: str = field(default=__version__, compare=False)

"""What the lists of the first page and of the bin show of a story, or of a place that was found. Without Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parallax.library import Hit, StoryHead

_BEFORE = 48
"""Code points that are shown before what was found: more would push it out of a narrow window."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are drawn alike; `strong` for what was found."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list: the id of its story, a heading, what stands below it, and tags. `hit` is set for a place
    that was found; `title` is the story's own, which may be edited."""

    story: str
    title: str
    heading: tuple[Run, ...]
    below: tuple[Run, ...]
    tags: tuple[str, ...] = ()
    hit: Hit | None = None

    @property
    def spoken(self) -> str:
        """All of it in words, for a screen reader."""
        parts = ["".join(run.text for run in runs) for runs in (self.heading, self.below)]
        if self.tags:
            parts.append(f"tagged {', '.join(self.tags)}")
        return ". ".join(part for part in parts if part)


def story_line(head: StoryHead) -> Line:
    """A story of the list: its title; below, how many articles, when it was changed last, and its outlets."""
    outlets = ", ".join(outlet for outlet in head.outlets if outlet)
    below = " · ".join(part for part in (articles(head.articles), day(head.changed), outlets) if part)
    return Line(head.id, head.title, (Run(named(head.title)),), (Run(one_line(below)),), head.tags)


def hit_line(hit: Hit) -> Line:
    """A place that was found: the story's title; below, where it is and the words around it, the found ones strong."""
    before, found, after = _spaced(hit.before).lstrip(), _spaced(hit.found), _spaced(hit.after).rstrip()
    if hit.kind == "story":
        words = (Run(before), Run(found, strong=True), Run(after))
        whole = "".join(run.text for run in words)
        if one_line(hit.title) == one_line(whole):
            return Line(hit.story, hit.title, _filled(words), (Run("Story"),), hit=hit)
        return Line(hit.story, hit.title, (Run(named(hit.title)),), _filled((Run("Tag: "), *words)), hit=hit)
    where = {"article": "Article", "note": "Your note", "text": ""}[hit.kind]
    where = " · ".join(part for part in (where, one_line(hit.outlet)) if part) or "Text"
    runs = (Run(f"{where}: "), Run(shortened(before)), Run(found, strong=True), Run(after))
    return Line(hit.story, hit.title, (Run(named(hit.title)),), _filled(runs), hit=hit)


def found_words(lines: Sequence[Line]) -> str:
    """How much was found, in words."""
    if not lines:
        return "Nothing found"
    stories = len({line.story for line in lines})
    places = f"{len(lines)} place{'s' if len(lines) != 1 else ''}"
    return f"{places} in {stories} stor{'ies' if stories != 1 else 'y'}"


def named(title: str) -> str:
    """The title on one line, or what a story without one is called."""
    return one_line(title) or "Untitled story"


def articles(count: int) -> str:
    """A number of articles in words."""
    return f"{count} article{'s' if count != 1 else ''}" if count else "no articles"


def one_line(text: str) -> str:
    """A text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def shortened(before: str) -> str:
    """The end of what stands before the found words, from the beginning of a word."""
    if len(before) <= _BEFORE:
        return before
    cut = before[-_BEFORE:]
    return "… " + (cut.partition(" ")[2] or cut)


def day(moment: str) -> str:
    """An ISO moment in UTC as a day in the reader's own time."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return when.astimezone().strftime("%d %B %Y").lstrip("0")


def tags_in(typed: str) -> tuple[str, ...]:
    """Tags typed with commas between them: each once, without the white space and the # around it."""
    found: dict[str, str] = {}
    for part in typed.split(","):
        tag = one_line(part).strip("# ")
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _filled(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.text)

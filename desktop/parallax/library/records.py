"""What the library holds, as plain frozen values. All times are ISO 8601 in UTC; what is absent is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parallax.article import Article

MarkKind = Literal["seen", "checked", "note"]

MOST_ARTICLES = 8
"""Articles that a story holds at most, beside those that were taken out: so many stand side by side."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of one revision of one article, so anchored that they are found again when the text changes.

    `start` and `end` are code points of the text whose SHA-256 is `revision`; `exact` is that slice of it, `before`
    and `after` up to 32 code points on either side, `ordinal` how many equal occurrences of `exact` stand before it.
    """

    article: str
    revision: str
    start: int
    end: int
    exact: str
    before: str
    after: str
    ordinal: int

    @property
    def place(self) -> tuple[str, str, int, int]:
        """(article id, revision, start, end): two readings of the same words are one place."""
        return self.article, self.revision, self.start, self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """What the reader set: seen, checked or a note. `difference` is the kind of the difference it is about, or empty;
    `readings` those that were judged; `aside` why it no longer fits, or empty."""

    id: str
    kind: MarkKind
    difference: str
    readings: tuple[Reading, ...]
    note: str
    time: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction with its readings, independent of the order of the articles; `aside` as in a Mark."""

    id: str
    kind: str
    readings: tuple[Reading, ...]
    value: str
    time: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class TrayItem:
    """A mark or correction that no longer fits, and why, in words. Its readings name the revision they still fit."""

    item: Mark | KeptCorrection
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """The code point `at` of one revision of one article."""

    article: str
    revision: str
    at: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader was: the view, the first visible place of each article, the current difference by its kind and
    readings (or none), and the id of the base column's article."""

    view: str = ""
    places: tuple[Place, ...] = ()
    difference: str = ""
    readings: tuple[Reading, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A line of the list of stories. `articles` is their number; `outlets` are in the order of the articles, each
    once; `changed` is the time of the last change. `tags` and `origin` as in a Story."""

    id: str
    title: str
    articles: int
    outlets: tuple[str, ...]
    changed: str
    tags: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One story with its texts and all that the reader did to it. `changes` grows by one with every change, undo and
    redo of any window; `binned` is the time it went to the bin, or empty. What is in the tray is in no other list; what
    was seen and is so no more is in none. `tags` are the reader's words for it; `origin` is the id that the story had
    in the file it was imported from, or empty; `came` says of each article when its text as it is now first came."""

    id: str
    title: str
    created: str
    changed: str
    changes: int
    binned: str
    articles: tuple[Article, ...]
    position: Position
    marks: tuple[Mark, ...]
    corrections: tuple[KeptCorrection, ...]
    tray: tuple[TrayItem, ...]
    tags: tuple[str, ...] = ()
    origin: str = ""
    came: tuple[str, ...] = ()


HitKind = Literal["story", "article", "text", "note"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words that were searched for stand: in the title or tags of a story, in the outlet or author of an article,
    in the current text of an article, in a note.

    `story` and `title` name the story; `article` and `outlet` the article of the kinds article and text (else empty);
    `mark` the note. `start` and `end` are code points of the article's current text for the kind text, else 0.
    `found` are the words as they stand there, `before` and `after` what stands around them on the same line.
    """

    story: str
    title: str
    kind: HitKind
    article: str
    outlet: str
    mark: str
    start: int
    end: int
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class Held:
    """A pasted text, kept from the moment it was pasted until it is an article. `html` is its rich form, `address` and
    `title` are those of the page that it was copied from, as far as the clipboard told them; else empty."""

    id: str
    text: str
    html: str
    time: str
    address: str = ""
    title: str = ""

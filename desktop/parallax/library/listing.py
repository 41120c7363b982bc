"""The whole library as plain JSON values: `parallax library --format json`."""

from __future__ import annotations

from typing import Any

from parallax.article import Article
from parallax.article_json import cleaning_to_plain
from parallax.library.library import Library
from parallax.library.plain_marks import correction_plain, mark_plain, position_plain
from parallax.library.records import Held, Mark, Position, Story, TrayItem

FORMAT = "parallax-library/1"


def as_json(library: Library) -> dict[str, Any]:
    """The whole library as the `parallax-library/1` object.

    `stories` holds the stories, the last changed first, `binned` those in the bin, `held` the pasted texts that are no
    articles yet. A story has its title, `tags`, `origin` (its id in the file it was imported from, or empty), the times
    `created`, `changed` and `binned` (empty when it is in no bin), its articles with what is known about them, the
    position, marks, corrections and the tray. Texts are named by `text_sha256`; they are in a story's `.parallax` file.
    Offsets are code points of the text that `text_sha256` names. `position` is an object, empty when none was kept;
    all times are ISO 8601 in UTC. Raises LibraryError.
    """
    return {
        **nothing(),
        "stories": [_story(library.story(head.id)) for head in library.stories()],
        "binned": [_story(library.story(head.id)) for head in library.stories(binned=True)],
        "held": [_held(held) for held in library.held_pastes()],
    }


def nothing() -> dict[str, Any]:
    """The object of an empty library."""
    return {"format": FORMAT, "stories": [], "binned": [], "held": []}


def _story(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "tags": list(story.tags),
        "origin": story.origin,
        "created": story.created,
        "changed": story.changed,
        "binned": story.binned,
        "articles": [_article(article) for article in story.articles],
        "position": {} if story.position == Position() else position_plain(story.position),
        "marks": [mark_plain(mark) for mark in story.marks],
        "corrections": [correction_plain(correction) for correction in story.corrections],
        "tray": [_tray_item(item) for item in story.tray],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "location": article.location,
        "retrieved": article.retrieved,
        "role": article.role,
        "raw_sha256": article.raw_sha256,
        "text_sha256": article.text_sha256,
        "cleaning": cleaning_to_plain(article.cleaning),
        "sources": [list(source) for source in article.sources],
    }


def _held(held: Held) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("id", "text", "html", "time", "address", "title")}


def _tray_item(item: TrayItem) -> dict[str, Any]:
    if isinstance(item.item, Mark):
        return {"what": "mark", **mark_plain(item.item), "reason": item.reason}
    return {"what": "correction", **correction_plain(item.item), "reason": item.reason}

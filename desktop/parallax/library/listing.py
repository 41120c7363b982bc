"""The whole library as plain JSON values: `parallax library --format json`."""

from __future__ import annotations

from typing import Any

from parallax.library.library import Library
from parallax.library.records import KeptCorrection, Mark, Position, Reading, Story, TrayItem

FORMAT = "parallax-library/1"


def as_json(library: Library) -> dict[str, Any]:
    """All stories that are not in the bin, the last changed first, as the `parallax-library/1` object.

    Offsets are code points of the text that `text_sha256` names. `position` is an object, empty when none was kept.
    Raises LibraryError.
    """
    return {"format": FORMAT, "stories": [_story(library.story(head.id)) for head in library.stories()]}


def _story(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "articles": [
            {"id": a.id, "title": a.title, "outlet": a.outlet, "text_sha256": a.text_sha256} for a in story.articles
        ],
        "position": _position(story.position),
        "marks": [_mark(mark) for mark in story.marks],
        "corrections": [_correction(correction) for correction in story.corrections],
        "tray": [_tray_item(item) for item in story.tray],
    }


def _position(position: Position) -> dict[str, Any]:
    if position == Position():
        return {}
    return {
        "view": position.view,
        "places": [
            {"article": place.article, "text_sha256": place.revision, "at": place.at} for place in position.places
        ],
        "difference": position.difference,
        "readings": [_reading(reading) for reading in position.readings],
        "base": position.base,
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.id,
        "kind": mark.kind,
        "difference": mark.difference,
        "readings": [_reading(reading) for reading in mark.readings],
        "note": mark.note,
        "time": mark.time,
    }


def _correction(correction: KeptCorrection) -> dict[str, Any]:
    return {
        "id": correction.id,
        "kind": correction.kind,
        "readings": [_reading(reading) for reading in correction.readings],
        "value": correction.value,
        "time": correction.time,
    }


def _tray_item(item: TrayItem) -> dict[str, Any]:
    if isinstance(item.item, Mark):
        return {"what": "mark", **_mark(item.item), "reason": item.reason}
    return {"what": "correction", **_correction(item.item), "reason": item.reason}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "article": reading.article,
        "text_sha256": reading.revision,
        "start": reading.start,
        "end": reading.end,
        "exact": reading.exact,
    }

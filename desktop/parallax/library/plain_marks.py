"""Marks, corrections and positions as plain JSON values: the same in the listing of a library and in a story file."""

from __future__ import annotations

from typing import Any

from parallax.library.records import KeptCorrection, Mark, Position, Reading


def mark_plain(mark: Mark) -> dict[str, Any]:
    """A mark, but for why it is in the tray."""
    return {
        "id": mark.id,
        "kind": mark.kind,
        "difference": mark.difference,
        "readings": [_reading_plain(reading) for reading in mark.readings],
        "note": mark.note,
        "time": mark.time,
    }


def correction_plain(correction: KeptCorrection) -> dict[str, Any]:
    """A correction, but for why it is in the tray."""
    return {
        "id": correction.id,
        "kind": correction.kind,
        "readings": [_reading_plain(reading) for reading in correction.readings],
        "value": correction.value,
        "time": correction.time,
    }


def position_plain(position: Position) -> dict[str, Any]:
    """Where the reader was."""
    return {
        "view": position.view,
        "places": [{"article": p.article, "text_sha256": p.revision, "at": p.at} for p in position.places],
        "difference": position.difference,
        "readings": [_reading_plain(reading) for reading in position.readings],
        "base": position.base,
    }


def _reading_plain(reading: Reading) -> dict[str, Any]:
    """What stands around the words, and how many equal ones stand before, is told by the text."""
    return {
        "article": reading.article,
        "text_sha256": reading.revision,
        "start": reading.start,
        "end": reading.end,
        "exact": reading.exact,
    }

"""Readings and positions under other ids of their articles: what comes into a story from a file or another story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from parallax.library.records import Position, Reading


def renamed_readings(readings: tuple[Reading, ...], names: Mapping[str, str]) -> tuple[Reading, ...]:
    """The readings, each on the article that its own is called in `names`; an id that is not in it stays."""
    return tuple(replace(reading, article=names.get(reading.article, reading.article)) for reading in readings)


def renamed_position(position: Position, names: Mapping[str, str]) -> Position:
    """The position in articles that are called as in `names`; an id that is not in it stays."""
    return replace(
        position,
        places=tuple(replace(place, article=names.get(place.article, place.article)) for place in position.places),
        readings=renamed_readings(position.readings, names),
        base=names.get(position.base, position.base),
    )

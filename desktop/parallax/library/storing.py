"""How texts and values lie in SQLite columns: exactly, whatever code points they hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from parallax.library.records import Place, Position, Reading

Column = str | bytes | int | float | None
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Row = dict[str, Column]


def utc_now() -> str:
    """The time as the library writes it: ISO 8601 in UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def stored(text: str) -> str | bytes:
    """The text itself, or, as SQLite's TEXT cannot hold lone surrogates, its bytes in UTF-8 with surrogates passed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def text_of(column: Any) -> str:
    """The text that `stored` was given."""
    return column.decode("utf-8", "surrogatepass") if isinstance(column, bytes) else str(column)


def stored_json(plain: Any) -> str | bytes:
    """Plain JSON values as `stored` text. Not escaped, so that two surrogates side by side stay two."""
    return stored(_as_json(plain))


def json_of(column: Any) -> Any:
    """The values that `stored_json` was given."""
    return json.loads(text_of(column))


def stored_readings(readings: tuple[Reading, ...]) -> str | bytes:
    """Readings as a JSON list of lists, in the order of their fields."""
    return stored_json([_plain_reading(reading) for reading in readings])


def readings_of(column: Any) -> tuple[Reading, ...]:
    """The readings that `stored_readings` was given."""
    return tuple(Reading(*fields) for fields in json_of(column))


def beginning_of_stored(reading: Reading) -> str:
    """The text with which this reading, and no other place, begins in `stored_readings`."""
    return _as_json(reading.place)[:-1] + ","


def stored_position(position: Position) -> str | bytes:
    """A position as a JSON object."""
    return stored_json(
        {
            "view": position.view,
            "places": [[place.article, place.revision, place.at] for place in position.places],
            "difference": position.difference,
            "readings": [_plain_reading(reading) for reading in position.readings],
            "base": position.base,
        }
    )


def position_of(column: Any) -> Position:
    """The position that `stored_position` was given."""
    plain = json_of(column)
    return Position(
        view=plain["view"],
        places=tuple(Place(*fields) for fields in plain["places"]),
        difference=plain["difference"],
        readings=tuple(Reading(*fields) for fields in plain["readings"]),
        base=plain["base"],
    )


def _plain_reading(reading: Reading) -> list[str | int]:
    return [
        reading.article,
        reading.revision,
        reading.start,
        reading.end,
        reading.exact,
        reading.before,
        reading.after,
        reading.ordinal,
    ]

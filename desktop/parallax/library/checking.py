"""Whether a library file is sound: its pages, and what lies on them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any

from parallax.article import sha256
from parallax.library.records import Position
from parallax.library.storing import json_of, position_of, readings_of, text_of
from parallax.library.troubles import is_damage

MISFORMED = (ValueError, TypeError, KeyError, AttributeError)
"""What reading a row raises whose bytes are no longer what was written."""


def check_pages(connection: sqlite3.Connection) -> str:
    """What SQLite's quick check says against the whole file, in one line; empty when it is sound."""
    try:
        found = connection.execute("PRAGMA quick_check(5)").fetchall()
    except (sqlite3.DatabaseError, ValueError) as error:
        if not is_damage(error):
            raise
        return _one_line(error)
    return "" if found == [("ok",)] else _one_line(found[0][0])


def check_content(connection: sqlite3.Connection) -> str:
    """What is wrong with the rows of a library whose pages are sound, in one line; empty when nothing is. SQLite keeps
    no checksums; texts and raw bytes are held against their digests here, and all else against its form."""
    for what, query, is_sound in _CONTENT:
        try:
            for row in connection.execute(query):
                if not is_sound(*row):
                    return f"{what} is not what was kept"
        except MISFORMED:
            return f"{what} is not what was kept"
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return f"{what} is not what was kept"
    return ""


def _one_line(told: object) -> str:
    return " ".join(str(told).split())


def _is_text(text: Any, digest: str, paragraphs: Any, cleaning: Any) -> bool:
    return sha256(text_of(text)) == digest and isinstance(json_of(paragraphs) + json_of(cleaning), list)


def _is_raw(raw: bytes, digest: str) -> bool:
    return hashlib.sha256(raw).hexdigest() == digest


def _has_readings(readings: Any, *texts: Any) -> bool:
    return isinstance(readings_of(readings), tuple) and all(isinstance(text_of(text), str) for text in texts)


def _has_tags(tags: Any, *texts: Any) -> bool:
    return isinstance(json_of(tags), list) and all(isinstance(text_of(text), str) for text in texts)


def _is_position(value: Any) -> bool:
    return isinstance(position_of(value), Position)


def _is_worded(*texts: Any) -> bool:
    return all(isinstance(text_of(text), str) for text in texts)


_CONTENT: tuple[tuple[str, str, Callable[..., bool]], ...] = (
    ("a text", "SELECT text, text_sha256, paragraphs, cleaning FROM revision", _is_text),
    ("a file that was read", "SELECT bytes, sha256 FROM raw", _is_raw),
    ("a mark", "SELECT readings, kind, difference, note, time, aside FROM mark", _has_readings),
    ("a correction", "SELECT readings, kind, value, time, aside FROM correction", _has_readings),
    ("a story", "SELECT tags, title, created, changed, binned, origin FROM story", _has_tags),
    (
        "an article",
        "SELECT outlet, author, published, location, retrieved, role, file_name, title FROM article",
        _is_worded,
    ),
    ("a position", "SELECT value FROM position", _is_position),
    ("a pasted text", "SELECT text, html, time, address, title FROM held", _is_worded),
)

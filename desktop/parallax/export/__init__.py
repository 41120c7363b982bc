"""A Comparison as JSON, text, HTML and CSV, and as the plain values that cross a pipe or lie in a cache."""

from __future__ import annotations

from parallax.export.as_csv import TABLES, to_csv
from parallax.export.as_html import to_html
from parallax.export.as_json import to_json
from parallax.export.as_text import to_text
from parallax.export.from_plain import attribution_from_plain, correction_from_plain, from_plain
from parallax.export.to_plain import attribution_to_plain, correction_to_plain, to_plain
from parallax.export.writing import write_whole

__all__ = [
    "TABLES",
    "attribution_from_plain",
    "attribution_to_plain",
    "correction_from_plain",
    "correction_to_plain",
    "from_plain",
    "to_csv",
    "to_html",
    "to_json",
    "to_plain",
    "to_text",
    "write_whole",
]

"""A Comparison as JSON, format `parallax-comparison/1`; `resources/schema` says the same in JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from parallax.export.to_plain import to_plain
from parallax.values import Comparison

# Raw in JSON these may steer a terminal, turn the order of the line, or not be UTF-8; they only occur in strings.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def to_json(comparison: Comparison, *, models: Mapping[str, str] | None = None) -> str:
    """The comparison as one JSON document that ends in a line feed, without loss: `from_plain(json.loads(…))` gives an
    equal comparison. `models` names the models that were used and their versions. Letters of all scripts are written
    as they are; control characters, bidi controls and lone surrogates as escapes. Raises what `to_plain` raises."""
    plain = to_plain(comparison, models=models)
    text = "{\n" + ",\n".join(f"{_dump(key)}: {_value(value)}" for key, value in plain.items()) + "\n}\n"
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _value(value: Any) -> str:
    """A list with one item to a line, so that two documents can be compared by any tool; anything else on one line."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_dump(item) for item in value) + "\n]"
    return _dump(value)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

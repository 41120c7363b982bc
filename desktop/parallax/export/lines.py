"""A plain comparison as lines of JSON, none of them long. Reading one long text holds up every other thread of a Python
process until it ends; between two lines the others have their turn."""

from __future__ import annotations

import json
from typing import Any

_LONGEST = 20_000
"""Characters after which a list goes on in the next line. A single item may be longer."""


def to_lines(plain: dict[str, Any]) -> bytes:
    """Each line is an object; the lists that several lines have under one key are one list."""
    lines = []
    for key, value in plain.items():
        if not isinstance(value, list):
            lines.append(f"{_dumped({key: value})}\n")
            continue
        waiting: list[str] = []
        length = 0
        for item in map(_dumped, value):
            if waiting and length + len(item) > _LONGEST:
                lines.append(_line(key, waiting))
                waiting, length = [], 0
            waiting.append(item)
            length += len(item)
        lines.append(_line(key, waiting))
    return "".join(lines).encode("ascii")


def from_lines(data: bytes) -> dict[str, Any]:
    """What `to_lines` was given; an object on a single line is read as well. Raises ValueError."""
    plain: dict[str, Any] = {}
    for line in data.splitlines():
        read = json.loads(line)
        if not isinstance(read, dict):
            raise ValueError("a line is no object")
        for key, value in read.items():
            if isinstance(value, list) and isinstance(plain.get(key), list):
                plain[key] += value
            else:
                plain[key] = value
    return plain


def _line(key: str, items: list[str]) -> str:
    return f"{{{_dumped(key)}:[{','.join(items)}]}}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))

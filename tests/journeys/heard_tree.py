"""Run by the system's Python, which has pyatspi: print what a screen reader is told of Parallax, one JSON object."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import pyatspi

MOST = 4000


def application(name: str, seconds: float = 40) -> Any:
    """The application of this name on the accessibility bus."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for found in pyatspi.Registry.getDesktop(0):
            if found is not None and found.name == name:
                return found
        time.sleep(0.2)
    sys.exit(f"{name} is not on the accessibility bus")


def text_of(node: Any) -> dict[str, Any] | None:
    """The text of a node with its runs of attributes, or None."""
    try:
        text = node.queryText()
    except NotImplementedError:
        return None
    runs, at, length = [], 0, text.characterCount
    while at < length and len(runs) < 200:
        attributes, start, end = text.getAttributes(at)
        if end <= at:
            break
        runs.append([max(start, at), end, attributes])
        at = end
    return {"text": text.getText(0, length), "runs": runs}


def told(node: Any, found: list[dict[str, Any]]) -> None:
    """Role, name, description and text of a node and all below it that are on screen."""
    if len(found) >= MOST or not node.getState().contains(pyatspi.STATE_SHOWING):
        return
    entry = {"role": node.getRoleName(), "name": node.name, "description": node.description}
    text = text_of(node)
    found.append({**entry, **(text or {})})
    for child in node:
        if child is not None:
            told(child, found)


everything: list[dict[str, Any]] = []
for window in application(sys.argv[1]):
    told(window, everything)
print(json.dumps(everything))

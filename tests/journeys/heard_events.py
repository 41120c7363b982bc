"""Run by the system's Python, which has pyatspi: print what a screen reader would say of Parallax, one JSON line for
each thing said, as it happens: what gets the focus, what is announced, and what the caret comes to."""

from __future__ import annotations

import json
import sys
from typing import Any

import pyatspi
from gi.repository import GLib

_TOLD = ("object:state-changed:focused", "object:announcement", "object:text-caret-moved")
_KEPT = "object:property-change"
"""What keeps the names and descriptions that were asked for before up to date."""


def about(node: Any) -> dict[str, str]:
    """Role, name, description and, of what can be ticked or opened, its state."""
    states = node.getState()
    named = (
        (pyatspi.STATE_CHECKED, "checked"),
        (pyatspi.STATE_EXPANDED, "expanded"),
        (pyatspi.STATE_HAS_POPUP, "opens a menu"),
    )
    state = ", ".join(word for bit, word in named if states.contains(bit))
    return {"role": node.getRoleName(), "name": node.name, "description": node.description, "state": state}


def heard(event: Any) -> None:
    """Print one event of the program that is listened to."""
    try:
        if event.host_application is None or event.host_application.name != sys.argv[1]:
            return
        if event.type.startswith("object:announcement"):
            told: dict[str, Any] = {"kind": "announced", "words": str(event.any_data)}
        elif event.type.startswith("object:text-caret-moved"):
            if not event.source.getState().contains(pyatspi.STATE_FOCUSED):
                return
            told = {"kind": "caret", **about(event.source)}
        elif event.detail1:
            told = {"kind": "focus", **about(event.source)}
        else:
            return
    except GLib.Error as gone:  # what is gone by now cannot be asked
        told = {"kind": "gone", "words": type(gone).__name__}
    print(json.dumps(told), flush=True)


for name in _TOLD:
    pyatspi.Registry.registerEventListener(heard, name)
pyatspi.Registry.registerEventListener(lambda _: None, _KEPT)
print(json.dumps({"kind": "listening"}), flush=True)
pyatspi.Registry.start()

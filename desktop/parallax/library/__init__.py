"""The reading state: texts and their revisions, position, marks, notes, corrections and undo, in one SQLite file."""

from __future__ import annotations

from parallax.library.anchors import Crossing, anchor, carry
from parallax.library.changes import (
    AddArticle,
    AddCorrection,
    Applied,
    BinStory,
    Change,
    ClearChecked,
    EditArticle,
    LayAside,
    NewStory,
    PutBack,
    RemoveArticle,
    RemoveCorrection,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetSeen,
)
from parallax.library.library import Library
from parallax.library.listing import FORMAT, as_json
from parallax.library.marks import checked_mark, checked_state, corrections_for, readings
from parallax.library.records import (
    KeptCorrection,
    Mark,
    Place,
    Position,
    Reading,
    Story,
    StoryHead,
    TrayItem,
)

__all__ = [
    "FORMAT",
    "AddArticle",
    "AddCorrection",
    "Applied",
    "BinStory",
    "Change",
    "ClearChecked",
    "Crossing",
    "EditArticle",
    "KeptCorrection",
    "LayAside",
    "Library",
    "Mark",
    "NewStory",
    "Place",
    "Position",
    "PutBack",
    "Reading",
    "RemoveArticle",
    "RemoveCorrection",
    "RenameStory",
    "RestoreStory",
    "ReviseArticle",
    "SetChecked",
    "SetNote",
    "SetPosition",
    "SetSeen",
    "Story",
    "StoryHead",
    "TrayItem",
    "anchor",
    "as_json",
    "carry",
    "checked_mark",
    "checked_state",
    "corrections_for",
    "readings",
]
